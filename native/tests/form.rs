//! Forms: `multipart/form-data` bodies.

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use proptest::prelude::*;
use spikard_native::server::{Call, FormPart, Input, Settings};
use support::client::Client;
use support::{Message, TestServer, settings, specs, text};

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

/// The parts of a call, a line each: name, file name, type, length and the begin of the body.
fn describe(call: Call) -> String {
    let Input::Form(parts) = call.body else {
        return format!("no form: {:?}", call.body);
    };
    parts.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn line(part: &FormPart) -> String {
    let body = &part.body[..part.body.len().min(20)];
    format!(
        "{:?} {:?} {:?} {} {:?}",
        part.name,
        part.file_name.as_deref().unwrap_or("-"),
        part.content_type.as_deref().unwrap_or("-"),
        part.body.len(),
        body.escape_ascii().to_string(),
    )
}

fn server_with(settings: Settings) -> (TestServer, Arc<AtomicUsize>) {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let mut routes = specs(&["POST /", "POST /stream", "GET /"]);
    routes[1].streams_body = true;
    let server = TestServer::start_specs(settings, routes, 1, move |call| {
        counted.fetch_add(1, Ordering::SeqCst);
        async move { text(&describe(call)) }
    });
    (server, calls)
}

fn server() -> TestServer {
    server_with(settings()).0
}

fn roomy() -> TestServer {
    let settings = Settings {
        body_limit: 30 * MIB,
        ..settings()
    };
    server_with(settings).0
}

fn request(path: &str, content_type: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: test\r\ncontent-type: {content_type}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn send(server: &TestServer, body: impl AsRef<[u8]>) -> Message {
    let mut client = server.connect();
    post(&mut client, body)
}

fn post(client: &mut Client, body: impl AsRef<[u8]>) -> Message {
    let request = request("/", "multipart/form-data; boundary=cut", body.as_ref());
    // The server may refuse before it has read all.
    client.try_write(request);
    client.read()
}

fn field(name: &str, value: &str) -> String {
    part(&format!("form-data; name=\"{name}\""), value)
}

fn part(disposition: &str, value: &str) -> String {
    format!("--cut\r\ncontent-disposition: {disposition}\r\n\r\n{value}\r\n")
}

fn form(parts: &[String]) -> String {
    parts.concat() + "--cut--\r\n"
}

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
    for content_type in ["multipart/mixed; boundary=cut", "text/plain"] {
        let mut client = server.connect();
        client.write(request("/", content_type, body.as_bytes()));
        assert!(client.read().text().starts_with("no form: Whole("));
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

/// Asserts that a form is taken with as much as is allowed, and refused with one more.
#[track_caller]
fn assert_limit(server: &TestServer, most: usize, form: impl Fn(usize) -> String) {
    let message = send(server, form(most));
    assert_eq!(message.status, 200, "{}", message.text());
    send(server, form(most + 1)).assert_problem(413, "payload-too-large");
    server.connect().assert_alive("/");
}

#[test]
fn a_form_has_at_most_100_parts() {
    assert_limit(&server(), 100, |count| form(&vec![field("a", "1"); count]));
}

#[test]
fn a_field_has_at_most_1_mib() {
    let server = roomy();
    assert_limit(&server, MIB, |size| form(&[field("a", &"x".repeat(size))]));
}

#[test]
fn a_file_has_at_most_10_mib() {
    let server = roomy();
    let file = "form-data; name=\"a\"; filename=\"a\"";
    assert_limit(&server, 10 * MIB, |size| {
        form(&[part(file, &"x".repeat(size))])
    });
}

#[test]
fn the_head_of_a_part_has_at_most_16_kib() {
    let disposition = "content-disposition: form-data; name=\"a\"\r\n";
    let overhead = disposition.len() + "x: \r\n".len();
    assert_limit(&server(), 16 * KIB - overhead, |size| {
        format!(
            "--cut\r\n{disposition}x: {}\r\n\r\none\r\n--cut--",
            "x".repeat(size)
        )
    });
}

#[test]
fn a_head_that_does_not_end_is_refused_before_the_limit_of_the_body() {
    let server = roomy();
    let body = format!("--cut\r\nx: {}", "x".repeat(10 * MIB));
    let message = send(&server, body);
    message.assert_problem(413, "payload-too-large");
    assert!(message.closes());
}

#[test]
fn a_form_has_at_most_the_limit_of_its_route() {
    let around = form(&[field("a", ""), field("b", "")]).len();
    let half = (MIB - around) / 2;
    let odd = (MIB - around) % 2;
    assert_limit(&server(), half + odd, |size| {
        form(&[field("a", &"x".repeat(half)), field("b", &"x".repeat(size))])
    });
}

#[test]
fn what_stands_behind_a_form_counts() {
    let body = form(&[field("a", "1")]);
    let room = MIB - body.len();
    assert_limit(&server(), room, |size| body.clone() + &"x".repeat(size));
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
