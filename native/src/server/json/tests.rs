use percent_encoding::percent_decode_str;
use proptest::prelude::*;

use super::*;

/// The verdict on a whole body.
fn check(text: &[u8], keeps_proto: bool) -> Result<(), Fault> {
    Check::new(keeps_proto).read(text, true)
}

/// The same of a body that comes in these pieces.
fn check_pieces(text: &[u8], ends: &[usize]) -> Result<(), Fault> {
    let mut check = Check::new(false);
    ends.iter()
        .try_for_each(|end| check.read(&text[..*end], false))?;
    check.read(text, true)
}

fn problem(text: impl AsRef<[u8]>) -> Option<Problem> {
    check(text.as_ref(), false).err().map(|fault| fault.problem)
}

#[test]
fn a_fault_stands_at_the_first_byte_that_cannot_be() {
    for (text, byte) in [
        ("", 0),
        (" \n", 2),
        ("{", 1),
        ("{\"a\":1,}", 7),
        ("[1,]", 3),
        ("[1 2]", 3),
        ("{} x", 3),
        ("nul", 0),
        ("01", 1),
        ("-", 1),
        ("1.e5", 2),
        ("1e+", 3),
        ("\"a\nb\"", 2),
        ("\"a\\x\"", 3),
        ("\"\\u12g4\"", 5),
        ("\"abc", 4),
        ("{\"a\" 1}", 5),
        ("{1:1}", 1),
        ("[}", 1),
        ("{\"a\":1]", 6),
        ("\u{a0}1", 0),
    ] {
        let expected = Fault::at(Problem::MalformedJson, byte);
        assert_eq!(check(text.as_bytes(), false), Err(expected), "{text:?}");
        let every_byte: Vec<_> = (0..=text.len()).collect();
        assert_eq!(
            check_pieces(text.as_bytes(), &every_byte),
            Err(expected),
            "{text:?}"
        );
    }
    let not_utf8 = Fault::at(Problem::NotUtf8, 3);
    assert_eq!(check(b"[\"a\xff\"]", false), Err(not_utf8));
}

#[test]
fn what_cannot_be_is_refused_before_the_rest_has_come() {
    for text in [
        "[1 2",
        "{1",
        "tru!",
        "\"\\x",
        "\"\\u12g",
        "[1]]",
        "-.",
        "1.e",
        "\"\n",
        "{\"__proto__\"",
    ] {
        assert!(
            Check::new(false).read(text.as_bytes(), false).is_err(),
            "{text}"
        );
    }
    assert_eq!(
        Check::new(false).read(b"[\"\xff", false),
        Err(Fault::at(Problem::NotUtf8, 2))
    );
}

#[test]
fn a_byte_order_mark_is_told_as_such() {
    assert_eq!(problem("\u{feff}{}"), Some(Problem::ByteOrderMark));
    assert_eq!(problem(" \u{feff}{}"), Some(Problem::MalformedJson));
    assert_eq!(problem("[\"\u{feff}\"]"), None);
}

#[test]
fn arrays_and_objects_nest_64_deep_and_no_deeper() {
    for (open, value, close) in [
        ("[", "", "]"),
        ("{\"a\":", "1", "}"),
        ("[{\"a\":[", "", "]}]"),
    ] {
        let nested = |depth: usize| format!("{}{value}{}", open.repeat(depth), close.repeat(depth));
        let levels = open.matches(['[', '{']).count();
        assert_eq!(problem(nested(64 / levels)), None, "{open}");
        assert_eq!(
            problem(nested(64 / levels + 1)),
            Some(Problem::TooDeep),
            "{open}"
        );
    }
    assert_eq!(problem("[".repeat(1_000_000)), Some(Problem::TooDeep));
    assert_eq!(problem(format!("[{}1]", "[[]],".repeat(1_000))), None);
}

#[test]
fn keys_that_could_change_a_prototype_are_refused_at_any_depth() {
    for text in [
        r#"{"__proto__":1}"#,
        r#"{"a":[{"b":{"__proto__":null}}]}"#,
        r#"{"\u005f_proto_\u005F":{}}"#,
        r#"{"constructor":{"prototype":1}}"#,
        r#"{"a":{"constructor":{"b":[{}],"prototype":1}}}"#,
        r#"{"\u0063onstructor" : {"p\u0072ototype":1}}"#,
    ] {
        assert_eq!(problem(text), Some(Problem::ProtoKey), "{text}");
        assert_eq!(check(text.as_bytes(), true), Ok(()), "{text}");
    }
}

#[test]
fn keys_that_change_nothing_pass() {
    for text in [
        r#"{"proto":1,"__proto":2,"constructor":3,"prototype":4}"#,
        r#"["__proto__",{"a":"__proto__"}]"#,
        r#"{"prototype":{"constructor":{}}}"#,
        r#"{"constructor":[{"prototype":1}]}"#,
        r#"{"constructor":{"a":{"prototype":1}}}"#,
        r#"{"constructor":{},"prototype":1}"#,
        r#"{"constructor":1,"a":{"prototype":1}}"#,
        r#"[{"constructor":{"a":{}}},{"prototype":1}]"#,
        r#"{"constructor":"prototype"}"#,
    ] {
        assert_eq!(problem(text), None, "{text}");
    }
}

/// Texts that JSON.parse is asked about too: a verdict, a space, and bytes as `%XX`.
const CASES: &str = include_str!("../../../../tests/support/json_cases.txt");

#[test]
fn the_verdicts_of_the_shared_cases_hold() {
    let mut count = 0;
    for line in CASES.lines().filter(|line| !line.starts_with('#')) {
        let (verdict, text) = line.split_at(1);
        let text: Vec<_> = percent_decode_str(text.strip_prefix(' ').unwrap_or_default()).collect();
        assert_eq!(problem(&text).is_none(), verdict == "y", "{line}");
        let every_byte: Vec<_> = (0..=text.len()).collect();
        assert_eq!(
            check_pieces(&text, &every_byte),
            check(&text, false),
            "{line}"
        );
        count += 1;
    }
    assert!(count > 250, "{count} cases");
}

/// JSON of one value, with white space wherever it may stand.
fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "true|false|null",
        "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,4})?",
        string(),
    ];
    let white = "[ \t\r\n]{0,3}";
    let leaf = (white, leaf, white).prop_map(|(before, value, behind)| before + &value + &behind);
    leaf.prop_recursive(6, 60, 6, move |value| {
        let member = (white, string(), white, value.clone())
            .prop_map(|(before, key, behind, value)| format!("{before}{key}{behind}:{value}"));
        prop_oneof![
            prop::collection::vec(value, 0..6).prop_map(|values| format!("[{}]", values.join(","))),
            prop::collection::vec(member, 0..6)
                .prop_map(|members| format!("{{{}}}", members.join(","))),
        ]
    })
}

fn string() -> impl Strategy<Value = String> {
    "\"([^\"\\\\\\x00-\\x1f]|\\\\[\"\\\\/bfnrt]|\\\\u[0-9a-fA-F]{4}){0,12}\""
}

proptest! {
    #[test]
    fn whatever_the_grammar_makes_is_taken(text in json()) {
        prop_assert_eq!(check(text.as_bytes(), true), Ok(()));
    }

    #[test]
    fn no_beginning_of_an_object_is_one(text in json(), end: prop::sample::Index) {
        let text = format!("{{\"a\":{text}}}");
        let cut = &text.as_bytes()[..end.index(text.len())];
        prop_assert!(check(cut, true).is_err());
    }

    #[test]
    fn the_verdict_is_the_same_however_it_comes(
        text in json(),
        junk in prop::option::of((any::<prop::sample::Index>(), any::<u8>())),
        cuts: [prop::sample::Index; 4],
    ) {
        let mut text = text.into_bytes();
        if let Some((at, byte)) = junk {
            text.insert(at.index(text.len() + 1), byte);
        }
        let mut cuts = cuts.map(|cut| cut.index(text.len() + 1));
        cuts.sort_unstable();
        prop_assert_eq!(check_pieces(&text, &cuts), check(&text, false));
    }

    #[test]
    fn nothing_makes_it_panic_and_what_it_takes_is_utf8(text: Vec<u8>) {
        if check(&text, false).is_ok() {
            prop_assert!(str::from_utf8(&text).is_ok());
        }
    }
}
