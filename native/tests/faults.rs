//! Handlers that fail, clients that leave, and bytes that are no HTTP.

mod support;

use std::future::{Future, pending};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use proptest::prelude::*;
use spikard_native::server::Answer;
use support::client::{get, post, request};
use support::{TestServer, settings, text};

#[test]
fn a_handler_that_times_out_is_504() {
    let server = TestServer::start(settings(), &["GET /"], |_| async { Answer::TimedOut });
    server
        .send(&get("/"))
        .assert_problem(504, "gateway-timeout");
}

#[test]
fn a_host_that_is_busy_or_gone_is_503_with_retry_after() {
    let server = TestServer::start(settings(), &["GET /busy", "GET /gone"], |call| async move {
        if call.route == 0 {
            Answer::Busy
        } else {
            Answer::Gone
        }
    });
    let mut client = server.connect();
    for path in ["/busy", "/gone"] {
        let message = client.get(path);
        message.assert_problem(503, "service-unavailable");
        assert_eq!(message.header("retry-after"), Some("1"));
    }
    assert_eq!(server.server.counters().problems.service_unavailable, 2);
}

#[test]
fn a_panic_is_one_500_and_nothing_more() {
    let server = TestServer::start(settings(), &["GET /now", "POST /later", "GET /"], |call| {
        assert!(call.route != 0, "a panic on purpose, before the future");
        async move {
            assert!(call.route != 1, "a panic on purpose, within the future");
            text("ok")
        }
    });
    let mut witness = server.connect();
    witness.assert_alive("/");
    server
        .send(&get("/now"))
        .assert_problem(500, "internal-server-error");
    server
        .send(&post("/later", "body"))
        .assert_problem(500, "internal-server-error");
    witness.assert_alive("/");
    let counters = server.server.counters();
    assert_eq!(
        (counters.panics, counters.problems.internal_server_error),
        (2, 2)
    );
}

/// A handler that never answers; the count is of those that are still waited for.
struct Never(Arc<AtomicUsize>);

impl Never {
    fn new(waiting: &Arc<AtomicUsize>) -> Self {
        waiting.fetch_add(1, Ordering::SeqCst);
        Self(Arc::clone(waiting))
    }
}

impl Future for Never {
    type Output = Answer;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Answer> {
        Poll::Pending
    }
}

impl Drop for Never {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A server that never answers, and the number of requests it has.
fn never() -> (TestServer, Arc<AtomicUsize>) {
    let waiting = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&waiting);
    let server = TestServer::start(settings(), &["GET /", "POST /"], move |_| {
        Never::new(&counted)
    });
    (server, waiting)
}

fn wait_for_count(count: &AtomicUsize, expected: usize) {
    support::wait_for(|| (count.load(Ordering::SeqCst) == expected).then_some(()));
}

#[test]
fn a_client_that_leaves_ends_its_request() {
    let (server, waiting) = never();
    for sent in [get("/"), post("/", "body"), request("HEAD", "/")] {
        let mut client = server.connect();
        client.write(sent);
        wait_for_count(&waiting, 1);
        drop(client);
        wait_for_count(&waiting, 0);
    }
    assert_eq!(server.wait_for(|counters| counters.open == 0).aborted, 3);
}

#[test]
fn a_client_that_leaves_behind_part_of_the_next_request_ends_its_request() {
    let (server, waiting) = never();
    let more = "x".repeat(10_000);
    for sent in [get("/"), post("/", "body")] {
        for (with_it, after_it) in [("G", ""), ("", "G"), ("G", more.as_str())] {
            let mut client = server.connect();
            client.write(format!("{sent}{with_it}"));
            wait_for_count(&waiting, 1);
            client.write(after_it);
            drop(client);
            wait_for_count(&waiting, 0);
        }
    }
    assert_eq!(server.wait_for(|counters| counters.open == 0).aborted, 6);
}

#[test]
fn a_client_that_shuts_its_side_has_left() {
    let (server, waiting) = never();
    let mut client = server.connect();
    client.write(get("/"));
    wait_for_count(&waiting, 1);
    client.shutdown_write();
    client.assert_end();
    wait_for_count(&waiting, 0);
}

#[test]
fn a_thousand_clients_that_leave_leave_nothing() {
    let (server, waiting) = never();
    for _ in 0..10 {
        let mut clients: Vec<_> = (0..100).map(|_| server.connect()).collect();
        clients.iter_mut().for_each(|client| client.write(get("/")));
    }
    let counters = server.wait_for(|counters| counters.accepted == 1000 && counters.open == 0);
    assert_eq!(waiting.load(Ordering::SeqCst), 0);
    assert_eq!(
        (counters.aborted, counters.answered),
        (counters.requests, 0)
    );
}

#[test]
fn a_client_that_does_not_read_holds_up_nobody() {
    let body = "x".repeat(16 * 1024 * 1024);
    let server = TestServer::start(settings(), &["GET /large", "GET /"], move |call| {
        let body = if call.route == 0 {
            body.clone()
        } else {
            "ok".to_owned()
        };
        async move { text(&body) }
    });
    let mut lazy = server.connect();
    lazy.write(get("/large"));
    server.wait_for(|counters| counters.answered == 1);
    server.connect().assert_alive("/");
    drop(lazy);
    server.wait_for(|counters| counters.open == 0);
}

#[test]
fn bytes_that_are_no_http_are_refused() {
    let server = TestServer::start(settings(), &["GET /"], |_| async { text("ok") });
    for bytes in [
        "\0\0\0\0\r\n\r\n",
        "hello\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET  / HTTP/1.1\r\n\r\n",
        "G\u{e9}T / HTTP/1.1\r\n\r\n",
    ] {
        let mut client = server.connect();
        client.write(bytes);
        assert_eq!(client.read().status, 400, "{bytes:?}");
        client.assert_end();
    }
    server.connect().assert_alive("/");
}

#[test]
fn a_server_with_handlers_that_never_answer_still_refuses() {
    let server = TestServer::start(settings(), &["GET /"], |_| pending());
    let mut waiting: Vec<_> = (0..50).map(|_| server.connect()).collect();
    waiting.iter_mut().for_each(|client| client.write(get("/")));
    server.send(&get("/none")).assert_problem(404, "not-found");
    server
        .send(&post("/", "x"))
        .assert_problem(405, "method-not-allowed");
    server.send(&get("/%2f")).assert_problem(400, "bad-request");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_end_the_server(bytes in prop::collection::vec(any::<u8>(), 0..200), prefix in "(GET /|POST / HTTP/1\\.1\r\n)?") {
        let server = TestServer::start(settings(), &["GET /", "POST /"], |_| async { text("ok") });
        let mut client = server.connect();
        client.try_write(prefix.as_bytes());
        client.try_write(&bytes);
        drop(client);
        server.connect().assert_alive("/");
        prop_assert_eq!(server.server.counters().panics, 0);
    }
}
