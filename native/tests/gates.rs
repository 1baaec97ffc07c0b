//! Bodies and queries that are not what they should be, and those that are.

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use spikard_native::server::{Call, Input, RouteSpec, Settings};
use support::client::{Client, get};
use support::{Message, TestServer, settings, specs, text};

/// Answers with the query and the body as the host is given them; counts the calls.
fn server() -> (TestServer, Arc<AtomicUsize>) {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let mut routes = specs(&["POST /", "GET /", "POST /proto"]);
    routes[2] = RouteSpec {
        keeps_proto: true,
        ..routes[2].clone()
    };
    let server = TestServer::start_specs(settings(), routes, 1, move |call| {
        counted.fetch_add(1, Ordering::SeqCst);
        async move { text(&describe(&call)) }
    });
    (server, calls)
}

fn describe(call: &Call) -> String {
    let body = match &call.body {
        Input::Json(body) => format!("json {body:?}"),
        Input::Text(body) => format!("text {body:?}"),
        Input::Pairs { body, pairs } => format!("pairs {body:?} {pairs:?}"),
        Input::Whole(body) => format!("whole {body:?}"),
        other => format!("{other:?}"),
    };
    format!("{:?} {body}", call.query)
}

fn send(client: &mut Client, path: &str, content_type: &str, body: &[u8]) -> Message {
    let length = body.len();
    client.write(format!(
        "POST {path} HTTP/1.1\r\nhost: test\r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\n\r\n"
    ));
    client.write(body);
    client.read()
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

#[test]
fn the_host_is_told_what_a_body_is() {
    let (server, _) = server();
    let mut client = server.connect();
    for (content_type, body, expected) in [
        (JSON, "[1]", r#""" json b"[1]""#),
        ("text/csv", "a,b", r#""" text b"a,b""#),
        (FORM, "a=%41", r#""" pairs b"a=%41" "a\0A\0""#),
        ("image/png", "[1", r#""" whole b"[1""#),
        (JSON, "", r#""" whole b"""#),
    ] {
        let message = send(&mut client, "/", content_type, body.as_bytes());
        assert_eq!(message.text(), expected, "{content_type}");
    }
}

#[test]
fn the_host_is_given_a_query_decoded() {
    let (server, _) = server();
    let message = server.send(&get("/?a=%2541+b&&c"));
    assert_eq!(message.text(), r#""a\0%2541 b\0c\0\0" whole b"""#);
}

#[test]
fn what_is_malformed_never_reaches_the_host_and_leaves_the_connection_open() {
    let (server, calls) = server();
    let mut client = server.connect();
    for (content_type, body, detail) in [
        (JSON, &b"{"[..], "The body is not valid JSON at byte 1."),
        (JSON, b"\"\xff\"", "The body is not valid UTF-8 at byte 1."),
        (
            JSON,
            b"\xef\xbb\xbf1",
            "The body begins with a byte order mark.",
        ),
        (
            "text/csv",
            b"a\xff",
            "The body is not valid UTF-8 at byte 1.",
        ),
        (
            JSON,
            b"{\"__proto__\":1}",
            "The body has a key that could change a prototype at byte 1.",
        ),
        (
            FORM,
            b"a=%",
            "The query or form has an invalid percent-encoding, or is not UTF-8.",
        ),
    ] {
        let message = send(&mut client, "/", content_type, body);
        message.assert_problem(400, "bad-request");
        assert!(message.text().contains(detail), "{}", message.text());
        assert!(!message.closes());
    }
    client.get("/?a=%4").assert_problem(400, "bad-request");
    assert_eq!(calls.load(Ordering::SeqCst), 0);
    assert_eq!(server.server.counters().problems.bad_request, 7);
    client.assert_alive("/");
}

#[test]
fn a_route_may_keep_keys_that_could_change_a_prototype() {
    let (server, _) = server();
    let message = send(&mut server.connect(), "/proto", JSON, b"{\"__proto__\":1}");
    assert_eq!(message.status, 200);
}

#[test]
fn a_body_behind_a_malformed_query_is_read_away() {
    let (server, calls) = server();
    let mut client = server.connect();
    let message = send(&mut client, "/?a=%", JSON, b"{}");
    message.assert_problem(400, "bad-request");
    client.assert_alive("/");
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

#[test]
fn what_cannot_become_right_is_refused_before_the_rest_has_come() {
    let (server, calls) = server();
    for (content_type, begin) in [
        (JSON, &b"[1 2"[..]),
        (JSON, b"\"\xff"),
        (JSON, b"{\"__proto__\""),
        ("text/csv", b"a\xff"),
        (FORM, b"a=%&"),
    ] {
        let mut client = server.connect();
        client.write(format!(
            "POST / HTTP/1.1\r\nhost: test\r\ncontent-type: {content_type}\r\ncontent-length: 900000\r\n\r\n"
        ));
        client.write(begin);
        let message = client.read();
        message.assert_problem(400, "bad-request");
        assert!(message.closes(), "the rest would be taken for a request");
    }
    assert_eq!(calls.load(Ordering::SeqCst), 0);
}

#[test]
fn a_body_is_judged_alike_in_pieces() {
    let (server, _) = server();
    let mut client = server.connect();
    for (content_type, body, status) in [
        (
            JSON,
            &b"{\"a\\u0062\":[-1.5e+3,true,\"\xc3\xa9\"]}"[..],
            200,
        ),
        (JSON, b"{\"a\":1,}", 400),
        (JSON, b"[\"\xc3", 400),
        ("text/csv", b"\xf0\x9f\x8e\x89", 200),
        ("text/csv", b"\xf0\x9f\x8e", 400),
        (FORM, b"a=%41&b&c=+", 200),
        (FORM, b"a=%41&b=%", 400),
    ] {
        client.write(format!(
            "POST / HTTP/1.1\r\nhost: test\r\ncontent-type: {content_type}\r\ntransfer-encoding: chunked\r\n\r\n"
        ));
        for byte in body {
            client.write(b"1\r\n");
            client.write([*byte]);
            client.write(b"\r\n");
        }
        client.write(b"0\r\n\r\n");
        assert_eq!(client.read().status, status, "{body:?}");
        if status == 400 {
            client = server.connect();
        }
    }
}

#[test]
fn a_compressed_body_is_refused_with_what_is_taken() {
    let (server, _) = server();
    let message = server.send(
        "POST / HTTP/1.1\r\nhost: test\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n\r\n\x1f\x08",
    );
    message.assert_problem(415, "unsupported-media-type");
    assert_eq!(message.header("accept-encoding"), Some("identity"));
}

#[test]
fn what_no_route_takes_is_not_judged_by_its_body() {
    let settings = Settings {
        fallback: Some(1),
        ..settings()
    };
    let routes = specs(&["POST /", "GET /fallback"]);
    let server = TestServer::start_specs(settings, routes, 1, move |call| async move {
        text(&describe(&call))
    });
    let mut client = server.connect();
    for (content_type, body) in [(JSON, &b"{"[..]), ("junk", b"{"), ("text/plain", b"\xff")] {
        let message = send(&mut client, "/nowhere", content_type, body);
        assert!(message.text().contains("whole"), "{}", message.text());
    }
    let message = send(&mut client, "/nowhere", JSON, b"{}");
    assert!(message.text().contains("json"), "{}", message.text());
}
