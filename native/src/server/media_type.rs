//! Media types as a Content-Type header has them, read strictly: they alone decide how a body is read.

use http::HeaderMap;
use http::header::CONTENT_TYPE;

/// Most parameters of a media type.
const MOST_PARAMETERS: usize = 16;

/// What a request says its body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Declared<'a> {
    /// There is no Content-Type.
    Nothing,
    Type(MediaType<'a>),
    /// There are two, or what there is is no media type.
    Malformed,
}

/// A media type (RFC 9110 section 8.3.1), but for the parameters that nobody asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MediaType<'a> {
    /// Type and subtype, in any case.
    pub(crate) essence: &'a str,
    /// The charset as it stands there, quotes removed.
    charset: Option<&'a [u8]>,
}

/// Reads the content type of a request.
pub(crate) fn declared(headers: &HeaderMap) -> Declared<'_> {
    let mut values = headers.get_all(CONTENT_TYPE).iter();
    let Some(value) = values.next() else {
        return Declared::Nothing;
    };
    match parse(value.as_bytes()) {
        Some(media_type) if values.next().is_none() => Declared::Type(media_type),
        _ => Declared::Malformed,
    }
}

/// Reads a media type. `None` for a missing subtype, tabs, junk, and a parameter given twice.
fn parse(value: &[u8]) -> Option<MediaType<'_>> {
    let slash = token(value).len();
    let rest = value[slash..].strip_prefix(b"/")?;
    let subtype = token(rest);
    if slash == 0 || subtype.is_empty() {
        return None;
    }
    let (essence, parameters) = value.split_at(slash + 1 + subtype.len());
    Some(MediaType {
        essence: str::from_utf8(essence).ok()?,
        charset: charset(parameters)?,
    })
}

impl MediaType<'_> {
    pub(crate) fn is(&self, essence: &str) -> bool {
        self.essence.eq_ignore_ascii_case(essence)
    }

    /// Whether its subtype ends in `+json`.
    pub(crate) fn is_like_json(&self) -> bool {
        let bytes = self.essence.as_bytes();
        let start = bytes.len().saturating_sub(b"+json".len());
        bytes[start..].eq_ignore_ascii_case(b"+json")
    }

    pub(crate) fn is_text(&self) -> bool {
        let bytes = self.essence.as_bytes();
        bytes.len() > 5 && bytes[..5].eq_ignore_ascii_case(b"text/")
    }

    /// Whether its charset is UTF-8, or a part of it, or not said.
    pub(crate) fn is_utf8(&self) -> bool {
        let Some(charset) = self.charset else {
            return true;
        };
        let names = [&b"utf-8"[..], b"utf8", b"us-ascii"];
        names.iter().any(|name| is_unescaped(charset, name))
    }
}

/// Whether a value, its backslashes removed, is this name in any case.
fn is_unescaped(value: &[u8], name: &[u8]) -> bool {
    // No name has a backslash, so an escaped one cannot be taken for nothing.
    let plain = value.iter().filter(|byte| **byte != b'\\');
    plain.map(u8::to_ascii_lowercase).eq(name.iter().copied())
}

/// The charset among parameters. The outer `None` says that they are malformed.
fn charset(mut rest: &[u8]) -> Option<Option<&[u8]>> {
    let mut charset = None;
    let mut names = [&b""[..]; MOST_PARAMETERS];
    let mut count = 0;
    while !rest.is_empty() {
        rest = skip_spaces(skip_spaces(rest).strip_prefix(b";")?);
        let name = token(rest);
        if name.is_empty() {
            continue;
        }
        let is_known = |own: &&[u8]| own.eq_ignore_ascii_case(name);
        if names[..count].iter().any(is_known) {
            return None;
        }
        *names.get_mut(count)? = name;
        count += 1;
        let (value, behind) = parameter(rest[name.len()..].strip_prefix(b"=")?)?;
        rest = behind;
        if name.eq_ignore_ascii_case(b"charset") {
            charset = Some(value);
        }
    }
    Some(charset)
}

/// The value of a parameter, without its quotes, and what stands behind it.
fn parameter(text: &[u8]) -> Option<(&[u8], &[u8])> {
    if let Some(quoted) = text.strip_prefix(b"\"") {
        let end = quoted_length(quoted)?;
        return Some((&quoted[..end], &quoted[end + 1..]));
    }
    let value = token(text);
    (!value.is_empty()).then(|| text.split_at(value.len()))
}

/// Bytes of a quoted string up to its closing quote (RFC 9110 section 5.6.4), tabs excluded.
fn quoted_length(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        match text.get(at)? {
            b'"' => return Some(at),
            b'\\' if matches!(text.get(at + 1)?, b' '..=b'~') => at += 2,
            b' ' | b'!' | b'#'..=b'[' | b']'..=b'~' | 0x80.. => at += 1,
            _ => return None,
        }
    }
}

fn skip_spaces(text: &[u8]) -> &[u8] {
    let spaces = text.iter().take_while(|byte| **byte == b' ').count();
    &text[spaces..]
}

/// The token that the text begins with (RFC 9110 section 5.6.2), which may be empty.
fn token(text: &[u8]) -> &[u8] {
    let length = text
        .iter()
        .take_while(|byte| TOKEN[usize::from(**byte)])
        .count();
    &text[..length]
}

/// Bytes of tokens.
const TOKEN: [bool; 256] = token_table();

const fn token_table() -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let own = byte as u8;
        table[byte] = own.is_ascii_alphanumeric()
            || matches!(own, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~');
        byte += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn charset_of(value: &str) -> Option<&[u8]> {
        parse(value.as_bytes()).unwrap().charset
    }

    #[test]
    fn parse_reads_type_and_subtype() {
        for (value, essence) in [
            ("application/json", "application/json"),
            ("Application/JSON", "Application/JSON"),
            ("text/html;charset=utf-8", "text/html"),
            ("text/html ; Charset=UTF-8", "text/html"),
            ("text/html;", "text/html"),
            ("text/html;; a=1", "text/html"),
            ("a/b; c=\"d e\"", "a/b"),
            ("a/b; c=\"d\\\"\\\\e\"; f=g", "a/b"),
            ("a/b; c=\"\"", "a/b"),
            ("application/vnd.api+json", "application/vnd.api+json"),
        ] {
            assert_eq!(parse(value.as_bytes()).unwrap().essence, essence, "{value}");
        }
    }

    #[test]
    fn parse_refuses_what_is_no_media_type() {
        for value in [
            "",
            "json",
            "application/",
            "/json",
            "application/json, text/plain",
            "application/json\t",
            "application/json;\tcharset=utf-8",
            " application/json",
            "application/json ",
            "application/json x",
            "application/json; charset",
            "application/json; charset=",
            "application/json; charset=a b",
            "application/json; charset=\"utf-8",
            "application/json; charset=\"utf\t8\"",
            "application/json; charset=\"utf-8\\",
            "application/json; charset=utf-8; charset=utf-16",
            "application/json; a=1 ; A=2",
            "application/json\0",
            "application /json",
            "caf\u{e9}/json",
        ] {
            assert_eq!(parse(value.as_bytes()), None, "{value:?}");
        }
    }

    #[test]
    fn parse_takes_16_parameters_and_no_more() {
        let parameters = |count: usize| (0..count).map(|n| format!(";p{n}=1")).collect::<String>();
        let value = |count| format!("a/b{}", parameters(count));
        assert!(parse(value(16).as_bytes()).is_some());
        assert_eq!(parse(value(17).as_bytes()), None);
    }

    #[test]
    fn parse_gives_the_charset() {
        assert_eq!(charset_of("a/b; c=d"), None);
        assert_eq!(charset_of("a/b; c=d; CharSet=x; e=f"), Some(&b"x"[..]));
        assert_eq!(charset_of("a/b; charset=\"x y\""), Some(&b"x y"[..]));
    }

    #[test]
    fn is_utf8_takes_its_names_in_any_case() {
        let is_utf8 = |charset: &str| {
            let value = format!("a/b;charset={charset}");
            parse(value.as_bytes()).unwrap().is_utf8()
        };
        for charset in [
            "utf-8",
            "UTF-8",
            "utf8",
            "US-ASCII",
            "\"utf-8\"",
            "\"u\\tf-8\"",
        ] {
            assert!(is_utf8(charset), "{charset}");
        }
        for charset in [
            "latin1",
            "utf-16",
            "utf-88",
            "\"\"",
            "\"utf-8 \"",
            "\"utf-8\\\\x\"",
        ] {
            assert!(!is_utf8(charset), "{charset}");
        }
        assert!(parse(b"a/b").unwrap().is_utf8());
    }

    #[test]
    fn kinds_are_told_by_type_and_subtype() {
        let kinds = |value: &str| {
            let media_type = parse(value.as_bytes()).unwrap();
            (media_type.is_like_json(), media_type.is_text())
        };
        assert_eq!(kinds("application/problem+JSON"), (true, false));
        assert_eq!(kinds("application/jsonx"), (false, false));
        assert_eq!(kinds("TEXT/plain; a=\"+json\""), (false, true));
        assert_eq!(kinds("textx/plain"), (false, false));
        assert_eq!(kinds("a/b"), (false, false));
    }

    #[test]
    fn two_content_types_are_malformed() {
        let mut headers = HeaderMap::new();
        assert_eq!(declared(&headers), Declared::Nothing);
        headers.append(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
        assert!(matches!(declared(&headers), Declared::Type(_)));
        headers.append(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
        assert_eq!(declared(&headers), Declared::Malformed);
    }
}
