//! Bodies of requests.

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use spikard_native::server::{RouteSpec, Settings};
use support::client::{Client, post};
use support::{TestServer, reply, settings, specs, text, whole};

const CHUNKED: &str = "POST /echo HTTP/1.1\r\nhost: test\r\ntransfer-encoding: chunked\r\n\r\n";

/// Echoes bodies of up to 100 bytes, of up to 1 MiB on `/large`; counts the calls.
fn echo() -> (TestServer, Arc<AtomicUsize>) {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let settings = Settings {
        body_limit: 100,
        ..settings()
    };
    let mut routes = specs(&["POST /echo", "POST /large", "GET /"]);
    routes[1].body_limit = Some(1024 * 1024);
    let server = TestServer::start_specs(settings, routes, 1, move |call| {
        counted.fetch_add(1, Ordering::SeqCst);
        async move { reply(200, whole(call)) }
    });
    (server, calls)
}

fn head(path: &str, length: usize, more: &str) -> String {
    format!("POST {path} HTTP/1.1\r\nhost: test\r\ncontent-length: {length}\r\n{more}\r\n")
}

#[test]
fn a_body_reaches_the_handler_whole() {
    let (server, _) = echo();
    let mut client = server.connect();
    assert_eq!(client.exchange(&post("/echo", "hello")).text(), "hello");
    assert_eq!(client.exchange(&post("/echo", "")).text(), "");
    assert_eq!(
        client.exchange(&post("/echo", &"x".repeat(100))).body.len(),
        100
    );
}

#[test]
fn a_body_may_come_in_many_pieces() {
    let (server, _) = echo();
    let mut client = server.connect();
    client.write(head("/echo", 6, ""));
    for byte in ["a", "b", "c", "d", "e", "f"] {
        client.write(byte);
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    assert_eq!(client.read().text(), "abcdef");
    client.assert_alive("/");
}

#[test]
fn a_chunked_body_is_read_with_its_trailers() {
    let (server, _) = echo();
    let mut client = server.connect();
    client.write(format!(
        "{CHUNKED}5;ext=1\r\nhello\r\n1\r\n \r\n5\r\nworld\r\n0\r\nx-sum: 1\r\n\r\n"
    ));
    assert_eq!(client.read().text(), "hello world");
    client.assert_alive("/");
}

#[test]
fn a_large_body_comes_back_as_it_was() {
    let (server, _) = echo();
    let mut client = server.connect();
    let body: String = (0..1024 * 1024)
        .map(|n| char::from(b'a' + (n % 23) as u8))
        .collect();
    let message = client.exchange(&post("/large", &body));
    assert!(message.text() == body, "the body was changed");
    client.assert_alive("/");
}

#[test]
fn a_body_over_the_limit_never_reaches_the_handler() {
    let (server, calls) = echo();
    server
        .send(&post("/echo", &"x".repeat(101)))
        .assert_problem(413, "payload-too-large");
    let chunk = "x".repeat(51);
    let chunked = format!("{CHUNKED}33\r\n{chunk}\r\n33\r\n{chunk}\r\n0\r\n\r\n");
    server
        .send(&chunked)
        .assert_problem(413, "payload-too-large");
    assert_eq!(calls.load(Ordering::SeqCst), 0);
    assert_eq!(server.server.counters().problems.payload_too_large, 2);
}

#[test]
fn a_connection_survives_a_body_that_is_a_little_over_the_limit() {
    let (server, _) = echo();
    let mut client = server.connect();
    let message = client.exchange(&post("/echo", &"x".repeat(2000)));
    message.assert_problem(413, "payload-too-large");
    assert!(!message.closes());
    client.assert_alive("/");
}

#[test]
fn a_connection_ends_after_a_body_that_is_far_over_the_limit() {
    let (server, calls) = echo();
    let mut client = server.connect();
    client.write(head("/echo", 1_000_000_000, ""));
    let message = client.read();
    message.assert_problem(413, "payload-too-large");
    assert!(message.closes());
    client.assert_end();
    assert_eq!(calls.load(Ordering::SeqCst), 0);
}

#[test]
fn a_client_that_goes_on_sending_can_read_the_413() {
    let (server, _) = echo();
    let mut client = server.connect();
    client.write(head("/echo", 4_000_000, ""));
    let piece = vec![b'x'; 100_000];
    for _ in 0..40 {
        assert!(client.try_write(&piece), "the connection was reset");
    }
    let message = client.read();
    message.assert_problem(413, "payload-too-large");
    client.assert_end();
}

#[test]
fn an_endless_chunked_body_is_refused_at_the_limit() {
    let (server, _) = echo();
    let mut client = server.connect();
    client.write(CHUNKED);
    let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
    client.write(&chunk);
    client.write(&chunk);
    let message = client.read();
    message.assert_problem(413, "payload-too-large");
    assert!(message.closes());
    client.assert_end();
}

#[test]
fn a_body_for_no_route_is_read_away_if_it_is_small() {
    let (server, _) = echo();
    let mut client = server.connect();
    client
        .exchange(&post("/none", "hello"))
        .assert_problem(404, "not-found");
    client
        .exchange(&post("/", "hello"))
        .assert_problem(405, "method-not-allowed");
    client
        .exchange(&post("/%2F", "hello"))
        .assert_problem(400, "bad-request");
    client.assert_alive("/");
}

#[test]
fn a_body_for_no_route_ends_the_connection_if_it_is_large() {
    let (server, _) = echo();
    let mut client = server.connect();
    client.write(head("/none", 1_000_000, ""));
    let message = client.read();
    message.assert_problem(404, "not-found");
    assert!(message.closes());
    client.assert_end();
}

#[test]
fn continue_is_sent_when_the_body_is_wanted() {
    let (server, _) = echo();
    let mut client = server.connect();
    client.write(head("/echo", 5, "expect: 100-continue\r\n"));
    assert_eq!(client.read().status, 100);
    client.write("hello");
    assert_eq!(client.read().text(), "hello");
    client.assert_alive("/");
}

#[test]
fn continue_is_not_sent_when_the_body_is_not_wanted() {
    let (server, _) = echo();
    for (path, length, status) in [("/echo", 101, 413), ("/none", 5, 404), ("/", 5, 405)] {
        let mut client = server.connect();
        client.write(head(path, length, "expect: 100-continue\r\n"));
        let message = client.read();
        assert_eq!(message.status, status);
        assert!(message.closes());
        client.assert_end();
    }
}

/// Asserts that a request which the client cuts short never reaches the handler.
fn assert_cut(send: impl FnOnce(&mut Client)) {
    let (server, calls) = echo();
    let mut client = server.connect();
    send(&mut client);
    drop(client);
    server.wait_for(|counters| counters.open == 0);
    assert_eq!(calls.load(Ordering::SeqCst), 0);
    server.connect().assert_alive("/");
}

#[test]
fn a_body_that_is_cut_never_reaches_the_handler() {
    assert_cut(|client| client.write(format!("{}hel", head("/echo", 5, ""))));
    assert_cut(|client| client.write(format!("{CHUNKED}5\r\nhello\r\n")));
    assert_cut(|client| client.write(format!("{CHUNKED}5\r\nhello\r\n0\r\n")));
}

#[test]
fn a_malformed_chunk_is_400_and_ends_the_connection() {
    let (server, calls) = echo();
    let mut client = server.connect();
    client.write(format!("{CHUNKED}zz\r\nhello\r\n0\r\n\r\n"));
    let message = client.read();
    message.assert_problem(400, "bad-request");
    assert!(message.closes());
    client.assert_end();
    assert_eq!(calls.load(Ordering::SeqCst), 0);
}

#[test]
fn a_limit_of_zero_takes_no_body_at_all() {
    let route = RouteSpec {
        body_limit: Some(0),
        ..specs(&["POST /"]).remove(0)
    };
    let server = TestServer::start_specs(settings(), vec![route], 1, |_| async { text("ok") });
    assert_eq!(server.send(&post("/", "")).text(), "ok");
    server
        .send(&post("/", "x"))
        .assert_problem(413, "payload-too-large");
}
