use http::HeaderValue;

use super::*;

fn charset_of(value: &str) -> Option<&[u8]> {
    parse(value.as_bytes()).unwrap().parameters.charset
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
fn boundary_is_unescaped() {
    for (value, boundary) in [
        ("a/b", None),
        ("a/b; boundary=ab", Some("ab")),
        ("a/b;; boundary=ab", Some("ab")),
        ("a/b; boundary=ab ; charset=utf-8", Some("ab")),
        ("a/b; x=\"\\\"\"; Boundary=ab", Some("ab")),
        ("a/b; boundary=\"a b\"", Some("a b")),
        ("a/b; boundary=\"a\\b\\\\c\\\"\"", Some("ab\\c\"")),
        ("a/b; boundary=\"\"", Some("")),
    ] {
        let media_type = parse(value.as_bytes()).unwrap();
        assert_eq!(media_type.boundary().as_deref(), boundary, "{value}");
    }
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
