//! Time limits: what happens to clients that do not send, do not go on, or do not come back.

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use spikard_native::server::Settings;
use support::client::{get, post};
use support::{PATIENCE, TestServer, settings, text};

const SHORT: Duration = Duration::from_millis(100);

fn server(settings: Settings) -> TestServer {
    TestServer::start(settings, &["GET /", "POST /"], |_| async { text("ok") })
}

fn short_head() -> Settings {
    Settings {
        head_timeout: SHORT,
        ..settings()
    }
}

#[test]
fn a_client_that_sends_nothing_is_closed_silently() {
    let server = server(short_head());
    server.connect().assert_end();
    assert_eq!(server.wait_for(|counters| counters.open == 0).expired, 1);
}

#[test]
fn a_head_that_stops_half_way_is_408() {
    let server = server(short_head());
    let mut client = server.connect();
    client.write("GET / HTTP/1.1\r\nhost:");
    let message = client.read();
    message.assert_problem(408, "request-timeout");
    assert!(message.closes());
    assert!(message.header("date").is_some());
    client.assert_end();
    let counters = server.wait_for(|counters| counters.open == 0);
    assert_eq!(
        (counters.requests, counters.problems.request_timeout),
        (0, 1)
    );
}

#[test]
fn a_head_that_comes_byte_by_byte_is_408() {
    let server = server(short_head());
    let mut client = server.connect();
    let started = std::time::Instant::now();
    while server.server.counters().open > 0 || server.server.counters().accepted == 0 {
        assert!(started.elapsed() < PATIENCE, "the connection stays open");
        if !client.try_write("x") {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(server.server.counters().problems.request_timeout, 1);
}

#[test]
fn the_head_of_the_next_request_has_its_own_time() {
    let server = server(short_head());
    let mut client = server.connect();
    client.assert_alive("/");
    std::thread::sleep(SHORT * 4);
    client.assert_alive("/");
    client.write("GET");
    client.read().assert_problem(408, "request-timeout");
    client.assert_end();
}

#[test]
fn a_head_that_stops_half_way_behind_another_request_is_408() {
    for (first, count) in [
        (get("/"), 1),
        (post("/", "body"), 1),
        (get("/").repeat(16), 16),
    ] {
        let server = server(short_head());
        let mut client = server.connect();
        client.write(format!("{first}GET / HTTP/1.1\r\nhost:"));
        for _ in 0..count {
            assert_eq!(client.read().text(), "ok");
        }
        let message = client.read();
        message.assert_problem(408, "request-timeout");
        assert!(message.closes());
        client.assert_end();
        let counters = server.wait_for(|counters| counters.open == 0);
        assert_eq!(
            (counters.expired, counters.problems.request_timeout),
            (1, 1)
        );
    }
}

#[test]
fn a_head_that_begins_while_the_handler_works_is_408_when_it_stops_half_way() {
    let (server, gate) = TestServer::gated(short_head(), &["GET /"]);
    let mut client = server.connect();
    client.write(get("/"));
    server.wait_for(|counters| counters.requests == 1);
    client.write("GET / HTTP/1.1\r\n");
    gate.let_through(1);
    assert_eq!(client.read().text(), "/");
    client.read().assert_problem(408, "request-timeout");
    client.assert_end();
}

#[test]
fn a_line_break_behind_a_request_leaves_the_connection_idle() {
    let server = server(Settings {
        idle_timeout: SHORT * 8,
        ..short_head()
    });
    let mut client = server.connect();
    client.write(format!("{}\r\n", get("/")));
    assert_eq!(client.read().text(), "ok");
    std::thread::sleep(SHORT * 4);
    client.assert_alive("/");
    client.assert_end();
    let counters = server.wait_for(|counters| counters.open == 0);
    assert_eq!(
        (counters.expired, counters.problems.request_timeout),
        (1, 0)
    );
}

#[test]
fn an_idle_connection_is_closed_silently() {
    let server = server(Settings {
        idle_timeout: SHORT,
        ..settings()
    });
    let mut client = server.connect();
    client.assert_alive("/");
    client.assert_end();
    assert_eq!(server.wait_for(|counters| counters.open == 0).expired, 1);
}

#[test]
fn a_body_that_stops_half_way_is_408_and_never_reaches_the_handler() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let settings = Settings {
        body_stall: SHORT,
        ..settings()
    };
    let server = TestServer::start(settings, &["POST /"], move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
        async { text("ok") }
    });
    for start in [
        "content-length: 10\r\n\r\nhello",
        "transfer-encoding: chunked\r\n\r\n5\r\nhel",
    ] {
        let mut client = server.connect();
        client.write(format!("POST / HTTP/1.1\r\nhost: test\r\n{start}"));
        let message = client.read();
        message.assert_problem(408, "request-timeout");
        assert!(message.closes());
        client.assert_end();
    }
    assert_eq!(calls.load(Ordering::SeqCst), 0);
}

#[test]
fn an_answer_of_the_server_does_not_wait_for_the_rest_of_a_body() {
    let server = server(Settings {
        body_stall: PATIENCE * 10,
        body_limit: 4,
        ..settings()
    });
    for (request, status) in [
        ("POST /none", 404),
        ("PUT /", 405),
        ("OPTIONS *", 204),
        ("POST /", 413),
    ] {
        for start in [
            "content-length: 10\r\n\r\nhello",
            "transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n",
        ] {
            let mut client = server.connect();
            client.write(format!("{request} HTTP/1.1\r\nhost: test\r\n{start}"));
            let message = client.read();
            assert_eq!(message.status, status, "{request} {start}");
            assert!(message.closes(), "{request} {start}");
            client.assert_end();
        }
    }
}

#[test]
fn no_limit_of_the_server_ends_a_handler() {
    let settings = Settings {
        head_timeout: SHORT,
        idle_timeout: SHORT,
        body_stall: SHORT,
        ..settings()
    };
    let (server, gate) = TestServer::gated(settings, &["POST /"]);
    let mut client = server.connect();
    client.write(post("/", "body"));
    let mut witness = server.connect();
    witness.assert_end();
    std::thread::sleep(SHORT * 4);
    gate.let_through(1);
    assert_eq!(client.read().text(), "/");
}

#[test]
fn a_client_that_lingers_after_its_last_answer_is_cut() {
    let server = server(settings());
    let mut client = server.connect();
    client.write("POST /none HTTP/1.1\r\nhost: test\r\ncontent-length: 1000000\r\n\r\n");
    assert_eq!(client.read().status, 404);
    server.wait_for(|counters| counters.open == 0);
}

#[test]
fn connections_in_time_stay_open() {
    let server = server(short_head());
    let mut client = server.connect();
    client.assert_alive("/");
    let is_closed = AtomicBool::new(false);
    for _ in 0..3 {
        // Each of these lives through a whole head timeout of the sweep.
        server.connect().assert_end();
        is_closed.fetch_or(client.exchange(&get("/")).closes(), Ordering::Relaxed);
    }
    assert!(!is_closed.into_inner());
}
