//! Keys that mean something to JavaScript.

/// What a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Proto,
    Constructor,
    Prototype,
    Other,
}

/// Bytes of the longest key that is looked for.
const LONGEST: usize = b"constructor".len();

impl Key {
    /// The key of what stands between its quotes, which is well-formed.
    pub(super) fn of(raw: &[u8], is_escaped: bool) -> Self {
        if is_escaped {
            return Self::unescape(raw).unwrap_or(Self::Other);
        }
        match raw {
            b"__proto__" => Self::Proto,
            b"constructor" => Self::Constructor,
            b"prototype" => Self::Prototype,
            _ => Self::Other,
        }
    }

    /// `None` for a key that is longer, or has a character that none of those has.
    fn unescape(mut raw: &[u8]) -> Option<Self> {
        let mut key = [0; LONGEST];
        let mut length = 0;
        while !raw.is_empty() {
            let (byte, size) = match raw {
                [b'\\', b'u', digits @ ..] => (ascii_of(digits.get(..4)?)?, 6),
                [b'\\', ..] => return None,
                [byte, ..] => (*byte, 1),
                [] => break,
            };
            *key.get_mut(length)? = byte;
            length += 1;
            raw = &raw[size..];
        }
        Some(Self::of(&key[..length], false))
    }
}

/// The ASCII character that four hex digits stand for.
fn ascii_of(digits: &[u8]) -> Option<u8> {
    let digits = str::from_utf8(digits).ok()?;
    let code = u8::try_from(u16::from_str_radix(digits, 16).ok()?).ok()?;
    code.is_ascii().then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_known_however_they_are_written() {
        for (raw, expected) in [
            ("__proto__", Key::Proto),
            ("\\u005f_proto__", Key::Proto),
            ("\\u005F\\u005f\\u0070roto\\u005f\\u005f", Key::Proto),
            ("const\\u0072uctor", Key::Constructor),
            ("prototyp\\u0065", Key::Prototype),
            ("__proto___", Key::Other),
            ("__PROTO__", Key::Other),
            ("\\u015f_proto__", Key::Other),
            ("__proto__\\u0000", Key::Other),
            ("__proto_\\/", Key::Other),
            ("\\\\u005f_proto__", Key::Other),
            ("constructor\\u0072", Key::Other),
            ("", Key::Other),
        ] {
            assert_eq!(
                Key::of(raw.as_bytes(), raw.contains('\\')),
                expected,
                "{raw}"
            );
        }
    }
}
