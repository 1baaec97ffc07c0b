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
fn what_is_too_long_is_refused_before_it_is_decoded() {
    // The end is malformed, which nobody gets to see.
    for unit in ["\0", "%00", "x", "+"] {
        let longest = unit.repeat(3 * 8_192 + 1);
        let raw = format!("a={longest}%");
        assert_eq!(
            decode(raw.as_bytes()),
            Err(Problem::PairTooLong),
            "{unit:?}"
        );
    }
    let nuls = format!("a={}%", "\0".repeat(8_193));
    assert_eq!(decode(nuls.as_bytes()), Err(Problem::PairTooLong));
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
    fn a_form_is_the_same_however_it_comes(raw in "[ab&=+%é0-9A-F\\x00]{0,40}", cuts: [prop::sample::Index; 3]) {
        let raw = raw.as_bytes();
        let mut cuts = cuts.map(|cut| cut.index(raw.len() + 1));
        cuts.sort_unstable();
        let mut decoder = Decoder::default();
        let read = cuts.iter().try_for_each(|cut| decoder.read(&raw[..*cut]));
        let read = read.and_then(|()| decoder.read(raw));
        prop_assert_eq!(read.and_then(|()| decoder.finish(raw)), decode(raw));
    }

    #[test]
    fn nothing_makes_it_panic(raw: Vec<u8>) {
        let _ = decode(&raw);
    }
}
