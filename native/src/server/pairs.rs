//! Queries and urlencoded forms (WHATWG URL section 5.1, decoded strictly): the one place that reads them.
//!
//! They cross to the host as one text, name NUL value NUL for each pair, in which `%` is written `%25` and NUL `%00`. So
//! nothing a client sends can be taken for a separator, and most texts need no change there.

use std::collections::HashMap;

use super::problem::Problem;

/// Most pairs of one query or form.
const MOST_PAIRS: usize = 1_000;
/// Most values of one name.
const MOST_VALUES: usize = 100;
/// Most bytes of a name or a value, decoded.
const LONGEST: usize = 8 * 1024;

/// Decodes all pairs. `+` is a space, a pair without `=` has an empty value, `&` alone separates, and empty pairs are none.
///
/// Fails for what is malformed or not UTF-8, and beyond the limits: nothing is left out in silence.
pub(crate) fn decode(raw: &[u8]) -> Result<String, Problem> {
    let mut text = Vec::with_capacity(raw.len() + 16);
    let mut count = 0;
    for pair in raw.split(|byte| *byte == b'&') {
        if pair.is_empty() {
            continue;
        }
        count += 1;
        if count > MOST_PAIRS {
            return Err(Problem::TooManyPairs);
        }
        let equals = pair.iter().position(|byte| *byte == b'=');
        let (name, value) = pair.split_at(equals.unwrap_or(pair.len()));
        push_decoded(&mut text, name)?;
        push_decoded(&mut text, value.get(1..).unwrap_or_default())?;
    }
    // No character reaches across a NUL, so all are valid where the whole is.
    let text = String::from_utf8(text).map_err(|_| Problem::BadPercentEncoding)?;
    if count > MOST_VALUES {
        check_values(&text)?;
    }
    Ok(text)
}

/// Appends a name or a value, and the NUL behind it.
fn push_decoded(text: &mut Vec<u8>, raw: &[u8]) -> Result<(), Problem> {
    let mut rest = raw;
    let mut shrunk = 0;
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'+' | b'%' | 0)) {
        text.extend_from_slice(&rest[..at]);
        let size = match rest[at] {
            b'%' => {
                push_octet(text, octet(rest.get(at + 1..at + 3))?);
                3
            }
            b'+' => {
                text.push(b' ');
                1
            }
            other => {
                push_octet(text, other);
                1
            }
        };
        shrunk += size - 1;
        rest = &rest[at + size..];
    }
    text.extend_from_slice(rest);
    text.push(0);
    if raw.len() - shrunk > LONGEST {
        return Err(Problem::PairTooLong);
    }
    Ok(())
}

fn push_octet(text: &mut Vec<u8>, octet: u8) {
    match octet {
        0 => text.extend_from_slice(b"%00"),
        b'%' => text.extend_from_slice(b"%25"),
        octet => text.push(octet),
    }
}

/// The octet that two hex digits stand for.
fn octet(digits: Option<&[u8]>) -> Result<u8, Problem> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    match digits {
        Some(&[high, low]) => match (digit(high), digit(low)) {
            (Some(high), Some(low)) => Ok((high * 16 + low) as u8),
            _ => Err(Problem::BadPercentEncoding),
        },
        _ => Err(Problem::BadPercentEncoding),
    }
}

/// Refuses more values of one name than there may be.
fn check_values(text: &str) -> Result<(), Problem> {
    let mut counts = HashMap::new();
    // What was decoded is written in one way only, so names are equal where their texts are.
    let fields = text.strip_suffix('\0').unwrap_or(text).split('\0');
    for name in fields.step_by(2) {
        let count = counts.entry(name).or_insert(0);
        *count += 1;
        if *count > MOST_VALUES {
            return Err(Problem::TooManyValues);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use percent_encoding::percent_decode_str;
    use proptest::prelude::*;

    use super::*;

    fn pairs(raw: impl AsRef<[u8]>) -> Result<Vec<(String, String)>, Problem> {
        let text = decode(raw.as_ref())?;
        let own = |field: &str| {
            percent_decode_str(field)
                .decode_utf8()
                .unwrap()
                .into_owned()
        };
        let mut fields: Vec<_> = text.split('\0').map(own).collect();
        assert_eq!(fields.pop(), Some(String::new()));
        assert_eq!(fields.len() % 2, 0);
        Ok(fields
            .chunks(2)
            .map(|pair| (pair[0].clone(), pair[1].clone()))
            .collect())
    }

    #[track_caller]
    fn assert_pairs(raw: &str, expected: &[(&str, &str)]) {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        assert_eq!(pairs(raw), Ok(expected.iter().map(own).collect()), "{raw}");
    }

    #[test]
    fn pairs_are_decoded() {
        for (raw, expected) in [
            ("", &[][..]),
            ("a=1", &[("a", "1")]),
            ("a=1&b=2", &[("a", "1"), ("b", "2")]),
            ("a", &[("a", "")]),
            ("a=", &[("a", "")]),
            ("=1", &[("", "1")]),
            ("=", &[("", "")]),
            ("a=1=2", &[("a", "1=2")]),
            ("&&a=1&&", &[("a", "1")]),
            ("a&b=2&c", &[("a", ""), ("b", "2"), ("c", "")]),
            ("a=1&a=2&a=3", &[("a", "1"), ("a", "2"), ("a", "3")]),
            ("q=a+b%20c", &[("q", "a b c")]),
            ("a+b=1", &[("a b", "1")]),
            ("q=%2B+%26%3D", &[("q", "+ &=")]),
            ("q=%C3%A9%f0%9f%8e%89", &[("q", "é🎉")]),
            ("q=é", &[("q", "é")]),
            ("%61=1&a=2", &[("a", "1"), ("a", "2")]),
            ("plain=x&coded=%7E", &[("plain", "x"), ("coded", "~")]),
            ("a[]=1&a[b]=2", &[("a[]", "1"), ("a[b]", "2")]),
            ("a=1;b=2", &[("a", "1;b=2")]),
            ("a%00b=c\0d", &[("a\0b", "c\0d")]),
            ("a=%2500%25", &[("a", "%00%")]),
            (
                "__proto__=a&constructor=b",
                &[("__proto__", "a"), ("constructor", "b")],
            ),
        ] {
            assert_pairs(raw, expected);
        }
    }

    #[test]
    fn what_crosses_keeps_its_separators() {
        assert_eq!(decode(b"a=1&b").unwrap(), "a\x001\0b\0\0");
        assert_eq!(decode(b"a=%00&%25=").unwrap(), "a\0%00\0%25\0\0");
    }

    #[test]
    fn malformed_percent_encodings_are_refused() {
        for raw in [
            "q=%",
            "q=%4",
            "q=%zz",
            "%=1",
            "q=%FF",
            "q=%C0%AF",
            "q=%ED%A0%80",
            "q=+%",
            "q=%+1",
            "q=%E2%82",
            "%ff=1",
            "q=%C3&r=%A9",
            "q=%C3=%A9",
            "a=1&q=%4&b=2",
        ] {
            assert_eq!(
                decode(raw.as_bytes()),
                Err(Problem::BadPercentEncoding),
                "{raw}"
            );
        }
        assert_eq!(decode(b"q=\xff"), Err(Problem::BadPercentEncoding));
    }

    #[test]
    fn pairs_are_counted() {
        let numbered = |count: usize| (0..count).map(|n| format!("&n{n}=1&")).collect::<String>();
        assert_eq!(pairs(numbered(1_000)).unwrap().len(), 1_000);
        assert_eq!(
            decode(numbered(1_001).as_bytes()),
            Err(Problem::TooManyPairs)
        );
        assert_eq!(pairs("&".repeat(100_000)).unwrap().len(), 0);
    }

    #[test]
    fn values_of_a_name_are_counted() {
        let values = "a=1&b=1&".repeat(100);
        assert_eq!(pairs(format!("{values}c=1")).unwrap().len(), 201);
        for name in ["a", "b", "%61"] {
            let more = format!("{values}{name}=1");
            assert_eq!(
                decode(more.as_bytes()),
                Err(Problem::TooManyValues),
                "{name}"
            );
        }
        // A value is no name.
        assert!(decode("x=a&".repeat(100).as_bytes()).is_ok());
        assert!(
            decode(
                (0..101)
                    .map(|n| format!("{n}=a&"))
                    .collect::<String>()
                    .as_bytes()
            )
            .is_ok()
        );
        let nameless = "=1&".repeat(100);
        assert!(decode(format!("{nameless}a").as_bytes()).is_ok());
        let nameless = "=1&".repeat(101);
        assert_eq!(decode(nameless.as_bytes()), Err(Problem::TooManyValues));
    }

    #[test]
    fn names_and_values_are_measured_decoded() {
        for unit in ["x", "+", "%41", "%00", "%25"] {
            let longest = unit.repeat(8_192);
            assert!(
                decode(format!("{longest}={longest}").as_bytes()).is_ok(),
                "{unit}"
            );
            for raw in [
                format!("a={longest}{unit}"),
                format!("{longest}{unit}=a"),
                format!("{longest}{unit}"),
            ] {
                assert_eq!(decode(raw.as_bytes()), Err(Problem::PairTooLong), "{unit}");
            }
        }
        let longest = "%C3%A9".repeat(4_096);
        assert!(decode(format!("a={longest}").as_bytes()).is_ok());
        assert!(decode(format!("a={longest}x").as_bytes()).is_err());
    }

    proptest! {
        #[test]
        fn nothing_is_lost_of_what_was_encoded(
            pairs_given in prop::collection::vec((any::<String>(), any::<String>()), 0..20),
        ) {
            let mut serializer = form_urlencoded::Serializer::new(String::new());
            let raw = serializer.extend_pairs(&pairs_given).finish();
            prop_assert_eq!(pairs(raw), Ok(pairs_given));
        }

        #[test]
        fn what_is_taken_is_read_as_the_standard_says(raw in "[ab&=+%é;0-9A-F\\x00]{0,40}") {
            if let Ok(pairs) = pairs(&raw) {
                let expected: Vec<_> = form_urlencoded::parse(raw.as_bytes()).into_owned().collect();
                prop_assert_eq!(pairs, expected);
            }
        }

        #[test]
        fn nothing_makes_it_panic(raw: Vec<u8>) {
            let _ = decode(&raw);
        }
    }
}
