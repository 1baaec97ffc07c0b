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
    parameters: Parameters<'a>,
}

/// Values as they stand there, quotes removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Parameters<'a> {
    charset: Option<&'a [u8]>,
    boundary: Option<&'a [u8]>,
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
        parameters: read_parameters(parameters)?,
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
        let Some(charset) = self.parameters.charset else {
            return true;
        };
        let names = [&b"utf-8"[..], b"utf8", b"us-ascii"];
        names.iter().any(|name| is_unescaped(charset, name))
    }

    /// What stands between the parts of a form.
    pub(crate) fn boundary(&self) -> Option<String> {
        self.parameters.boundary.and_then(unescaped)
    }
}

/// A value with its quoted pairs undone; `None` where it is not UTF-8.
fn unescaped(value: &[u8]) -> Option<String> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.iter();
    while let Some(byte) = rest.next() {
        let escaped = if *byte == b'\\' { rest.next() } else { None };
        bytes.push(*escaped.unwrap_or(byte));
    }
    String::from_utf8(bytes).ok()
}

/// Whether a value, its backslashes removed, is this name in any case.
fn is_unescaped(value: &[u8], name: &[u8]) -> bool {
    // No name has a backslash, so an escaped one cannot be taken for nothing.
    let plain = value.iter().filter(|byte| **byte != b'\\');
    plain.map(u8::to_ascii_lowercase).eq(name.iter().copied())
}

/// The parameters that somebody asks for; `None` where they are malformed.
fn read_parameters(mut rest: &[u8]) -> Option<Parameters<'_>> {
    let mut parameters = Parameters::default();
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
            parameters.charset = Some(value);
        } else if name.eq_ignore_ascii_case(b"boundary") {
            parameters.boundary = Some(value);
        }
    }
    Some(parameters)
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
mod tests;
