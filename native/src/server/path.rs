//! The one form of a path that router, handlers and logs see.
//!
//! Unreserved octets are decoded, every other escape is kept with its hex in upper case, and characters that RFC 3986
//! does not allow raw are escaped. What could change the meaning of a path after matching is refused: `%2F`, `%5C`,
//! `\`, NUL, dot segments however they are written, escapes that are not two hex digits, and text that is not UTF-8.
//! `//` is kept: it matches a route written with it, and nothing else.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// The path cannot be brought into the one form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BadPath;

/// Brings the path of a request into the one form; a request may not hold raw bytes beyond ASCII.
pub(crate) fn normalise(path: &str) -> Result<Cow<'_, str>, BadPath> {
    if is_plain(path.as_bytes()) {
        return Ok(Cow::Borrowed(path));
    }
    if !path.is_ascii() {
        return Err(BadPath);
    }
    rewrite(path).map(Cow::Owned)
}

/// Brings the path of a route into the one form; raw text beyond ASCII is escaped as UTF-8.
pub(crate) fn normalise_literal(path: &str) -> Result<String, BadPath> {
    if path.contains(['?', '#']) || path.contains(|c: char| c.is_ascii_control()) {
        return Err(BadPath);
    }
    rewrite(path)
}

/// Decodes one parameter of a path in the one form.
pub(crate) fn decode(value: &str) -> Cow<'_, str> {
    percent_decode_str(value).decode_utf8_lossy()
}

/// Whether the path is in the one form already; may say no to a rare one that is (`/.well-known`).
fn is_plain(path: &[u8]) -> bool {
    let mut previous = 0;
    for &byte in path {
        if !RAW[byte as usize] || (byte == b'.' && previous == b'/') {
            return false;
        }
        previous = byte;
    }
    true
}

fn rewrite(path: &str) -> Result<String, BadPath> {
    let mut normal = String::with_capacity(path.len() + 8);
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'%' => push_octet(&mut normal, escaped(bytes.next(), bytes.next())?)?,
            b'\\' => return Err(BadPath),
            raw if RAW[raw as usize] => normal.push(char::from(raw)),
            other => push_escape(&mut normal, other),
        }
    }
    let safe = !has_dot_segment(&normal) && percent_decode_str(&normal).decode_utf8().is_ok();
    if safe { Ok(normal) } else { Err(BadPath) }
}

/// The octet that two hex digits stand for.
fn escaped(high: Option<u8>, low: Option<u8>) -> Result<u8, BadPath> {
    let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
    let (Some(high), Some(low)) = (digit(high), digit(low)) else {
        return Err(BadPath);
    };
    u8::try_from(high * 16 + low).map_err(|_| BadPath)
}

fn push_octet(normal: &mut String, octet: u8) -> Result<(), BadPath> {
    match octet {
        b'/' | b'\\' | 0 => return Err(BadPath),
        octet if is_unreserved(octet) => normal.push(char::from(octet)),
        octet => push_escape(normal, octet),
    }
    Ok(())
}

fn push_escape(normal: &mut String, octet: u8) {
    normal.push('%');
    for digit in [octet >> 4, octet & 15] {
        normal.extend(char::from_digit(u32::from(digit), 16).map(|c| c.to_ascii_uppercase()));
    }
}

fn has_dot_segment(path: &str) -> bool {
    path.split('/').any(|segment| matches!(segment, "." | ".."))
}

const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// What may stand raw in a path: `pchar` of RFC 3986 section 3.3 but the escape, and the slash.
const RAW: [bool; 256] = raw_table();

const fn raw_table() -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let raw = byte as u8;
        table[byte] = is_unreserved(raw) || is_sub_delim(raw) || matches!(raw, b':' | b'@' | b'/');
        byte += 1;
    }
    table
}

const fn is_sub_delim(byte: u8) -> bool {
    matches!(
        byte,
        b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'='
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn normal(path: &str) -> Option<String> {
        normalise(path).ok().map(Cow::into_owned)
    }

    #[test]
    fn normalise_borrows_what_is_normal_already() {
        for path in ["/", "/users/42", "/a//b", "/a:b@c;d=1/~x_y-z.json"] {
            assert!(matches!(normalise(path), Ok(Cow::Borrowed(same)) if same == path));
        }
    }

    #[test]
    fn normalise_decodes_unreserved_octets_and_nothing_else() {
        assert_eq!(normal("/%61%2D%7e"), Some("/a-~".into()));
        assert_eq!(normal("/a%20b%3ac"), Some("/a%20b%3Ac".into()));
        assert_eq!(normal("/%2541"), Some("/%2541".into()));
        assert_eq!(normal("/caf%c3%a9"), Some("/caf%C3%A9".into()));
    }

    #[test]
    fn normalise_escapes_what_may_not_stand_raw() {
        assert_eq!(
            normal("/{a}|\"[b]^"),
            Some("/%7Ba%7D%7C%22%5Bb%5D%5E".into())
        );
    }

    #[test]
    fn normalise_keeps_names_that_begin_with_dots() {
        for path in ["/.well-known/x", "/...", "/a/.b", "/a./b..", "/..a"] {
            assert_eq!(normal(path), Some(path.into()));
        }
    }

    #[test]
    fn normalise_refuses_what_could_change_the_match() {
        for path in [
            "/a%2Fb",
            "/a%2fb",
            "/a%5Cb",
            "/a\\b",
            "/a%00",
            "/%",
            "/%4",
            "/%4g",
            "/%%41",
            "/%ff",
            "/%c3",
            "/caf\u{e9}",
            "/.",
            "/..",
            "/a/../b",
            "/a/./b",
            "/a/%2e%2E/b",
            "/a/.%2e",
            "/%2e",
        ] {
            assert_eq!(normalise(path), Err(BadPath), "{path}");
        }
    }

    #[test]
    fn normalise_literal_escapes_text_beyond_ascii() {
        assert_eq!(
            normalise_literal("/caf\u{e9} b"),
            Ok("/caf%C3%A9%20b".into())
        );
    }

    #[test]
    fn normalise_literal_refuses_queries_fragments_and_controls() {
        for path in ["/a?b", "/a#b", "/a\nb", "/../a", "/a%2Fb"] {
            assert_eq!(normalise_literal(path), Err(BadPath), "{path}");
        }
    }

    #[test]
    fn decode_decodes_once() {
        assert_eq!(decode("%2541"), "%41");
        assert_eq!(decode("caf%C3%A9"), "caf\u{e9}");
    }

    proptest! {
        #[test]
        fn normalise_never_panics(path in "\\PC*") {
            let _ = normalise(&path);
            let _ = normalise_literal(&path);
        }

        #[test]
        fn normalise_is_idempotent(path in "/([a-zA-Z0-9./ {}~:-]|%[0-9a-fA-F]{2}){0,24}") {
            if let Ok(once) = normalise(&path) {
                prop_assert_eq!(normalise(&once), Ok(Cow::Borrowed(once.as_ref())));
            }
        }

        #[test]
        fn normalise_never_changes_the_number_of_segments(
            path in "/([a-z./ ]|%[0-9a-fA-F]{2}){0,24}",
        ) {
            if let Ok(normal) = normalise(&path) {
                prop_assert_eq!(normal.matches('/').count(), path.matches('/').count());
            }
        }
    }
}
