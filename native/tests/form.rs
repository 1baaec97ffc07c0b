//! Forms: `multipart/form-data` bodies.

mod support;

use std::sync::atomic::Ordering;
use std::time::Duration;

use proptest::prelude::*;
use spikard_native::server::Settings;
use support::form::{field, form, part, post, request, send, server, server_with};
use support::settings;

#[test]
fn parts_reach_the_handler_in_their_order() {
    let message = send(
        &server(),
        form(&[
            field("a", "one"),
            field("b", ""),
            field("a", "two\r\nlines"),
            "--cut\r\ncontent-type: image/png\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.png\"\r\n\r\n\0\u{1}--cu\r\n--cu\r\n"
                .to_owned(),
        ]),
    );
    assert_eq!(
        message.text(),
        [
            r#""a" "-" "-" 3 "one""#,
            r#""b" "-" "-" 0 """#,
            r#""a" "-" "-" 10 "two\\r\\nlines""#,
            r#""f" "x.png" "image/png" 12 "\\x00\\x01--cu\\r\\n--cu""#,
        ]
        .join("\n")
    );
}

#[test]
fn names_are_what_browsers_mean() {
    let cases = [
        (r#"form-data; name="a%22b%0D%0Ac""#, r#""a\"b\r\nc" "-""#),
        (r#"Form-Data; filename=""; name=x"#, r#""x" """#),
        (
            "form-data; name=\"\u{fc}\"; filename=\"\u{4f60}.txt\"",
            "\"\u{fc}\" \"\u{4f60}.txt\"",
        ),
    ];
    for (disposition, expected) in cases {
        let message = send(&server(), form(&[part(disposition, "")]));
        assert!(message.text().starts_with(expected), "{}", message.text());
    }
}

#[test]
fn a_form_may_come_in_any_pieces() {
    let server = server();
    let body = String::from("preamble\r\n") + &form(&[field("a", "one"), field("b", "\r\n--cu")]);
    let expected = "\"a\" \"-\" \"-\" 3 \"one\"\n\"b\" \"-\" \"-\" 6 \"\\\\r\\\\n--cu\"";
    let head = "POST / HTTP/1.1\r\nhost: test\r\ncontent-type: multipart/form-data; boundary=cut\r\ntransfer-encoding: chunked\r\n\r\n";
    let chunk = |text: &str| format!("{:x}\r\n{text}\r\n", text.len());
    let mut client = server.connect();
    for at in 1..body.len() {
        let (one, two) = body.split_at(at);
        client.write([head, &chunk(one), &chunk(two), "0\r\n\r\n"].concat());
        assert_eq!(client.read().text(), expected, "cut at {at}");
    }
    let bytes: String = body.chars().map(|byte| chunk(&byte.to_string())).collect();
    client.write([head, &bytes, "0\r\n\r\n"].concat());
    assert_eq!(client.read().text(), expected);
}

#[test]
fn a_form_without_parts_is_empty() {
    assert_eq!(send(&server(), "--cut--\r\n").text(), "");
    assert_eq!(send(&server(), "--cut--").text(), "");
}

#[test]
fn other_bodies_are_no_forms() {
    let server = server();
    let body = form(&[field("a", "1")]);
    for (content_type, expected) in [
        ("multipart/mixed; boundary=cut", "no form: Whole("),
        ("text/plain", "no form: Text("),
    ] {
        let mut client = server.connect();
        client.write(request("/", content_type, body.as_bytes()));
        assert!(client.read().text().starts_with(expected));
    }
    let mut client = server.connect();
    let content_type = "multipart/form-data; boundary=cut";
    client.write(request("/stream", content_type, body.as_bytes()));
    assert_eq!(client.read().text(), "no form: Stream(BodyReader)");
}

#[test]
fn a_broken_form_is_400_and_keeps_the_connection() {
    let (server, calls) = server_with(settings());
    let mut client = server.connect();
    for body in [
        "hello",
        "--cut",
        "--cut\r\n",
        "--cux\r\n\r\n--cux--",
        "--cut\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\none",
        "--cut\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\none\r\n--cut",
        "--cut\r\ncontent-disposition: form-data; name=\"a\"\r\n",
        "--cut\r\ncontent-disposition: form-data; filename=\"a\"\r\n\r\none\r\n--cut--",
        "--cut\r\ncontent-disposition: attachment; name=\"a\"\r\n\r\none\r\n--cut--",
        "--cut\r\ncontent-type: text/plain\r\n\r\none\r\n--cut--",
        "--cut\r\nno header\r\n\r\none\r\n--cut--",
    ] {
        let message = post(&mut client, body);
        message.assert_problem(400, "bad-request");
        assert!(!message.closes(), "{body:?}");
    }
    client.assert_alive("/");
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

#[test]
fn a_form_without_a_boundary_is_400() {
    let server = server();
    let body = form(&[field("a", "1")]);
    let long = format!("multipart/form-data; boundary={}", "x".repeat(71));
    for content_type in [
        "multipart/form-data",
        "multipart/form-data; boundary=\"\"",
        &long,
    ] {
        let mut client = server.connect();
        client.write(request("/", content_type, body.as_bytes()));
        client.read().assert_problem(400, "bad-request");
        client.assert_alive("/");
    }
}

#[test]
fn a_client_that_leaves_half_way_leaves_nothing() {
    let (server, calls) = server_with(settings());
    let body = form(&[field("a", &"x".repeat(100_000))]);
    let whole = request("/", "multipart/form-data; boundary=cut", body.as_bytes());
    for at in [10, 100, 200, 1000, 50_000, whole.len() - 1] {
        server.connect().write(&whole[..at]);
    }
    server.wait_for(|counters| counters.accepted == 6 && counters.open == 0);
    assert_eq!(calls.load(Ordering::SeqCst), 0);
    server.connect().assert_alive("/");
}

#[test]
fn a_form_that_stalls_is_408() {
    let settings = Settings {
        body_stall: Duration::from_millis(100),
        ..settings()
    };
    let (server, _) = server_with(settings);
    let mut client = server.connect();
    let body = form(&[field("a", "1")]);
    let whole = request("/", "multipart/form-data; boundary=cut", body.as_bytes());
    client.write(&whole[..whole.len() - 10]);
    let message = client.read();
    message.assert_problem(408, "request-timeout");
    assert!(message.closes());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_form_ends_the_server(body in "(--cut(\r\n|--)?|content-disposition: form-data; name=a|: |[a\0\r\n\u{e9}]){0,20}") {
        let server = server();
        let message = send(&server, body.as_bytes());
        prop_assert!([200, 400, 413].contains(&message.status), "{:?}", message);
        server.connect().assert_alive("/");
        prop_assert_eq!(server.server.counters().panics, 0);
    }
}
