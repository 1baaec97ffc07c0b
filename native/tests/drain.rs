//! Stopping without losing a request.

mod support;

use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use spikard_native::server::{Drained, Settings};
use support::client::{Client, get, post};
use support::{Gate, PATIENCE, TestServer, block_on, settings, text};

fn gated() -> (TestServer, Gate) {
    TestServer::gated(settings(), &["GET /", "POST /"])
}

fn open() -> TestServer {
    TestServer::start(settings(), &["GET /", "POST /"], |_| async { text("/") })
}

/// A client whose request the handler has.
fn in_flight(server: &TestServer, request: &str) -> Client {
    let before = server.server.counters().requests;
    let mut client = server.connect();
    client.write(request);
    server.wait_for(|counters| counters.requests > before);
    client
}

#[test]
fn a_server_without_connections_stops() {
    assert_eq!(open().close(PATIENCE), Drained::default());
}

#[test]
fn an_address_is_free_once_its_server_has_stopped() {
    let server = open();
    let address = server.server.local_addr();
    server.close(PATIENCE);
    assert!(TcpStream::connect(address).is_err());
    assert!(std::net::TcpListener::bind(address).is_ok());
}

#[test]
fn a_request_in_flight_is_answered_and_told_to_close() {
    let (server, gate) = gated();
    let mut client = in_flight(&server, &get("/"));
    let closing = server.server.close(PATIENCE);
    gate.let_through(1);
    let message = client.read();
    assert_eq!(message.text(), "/");
    assert!(message.closes());
    client.assert_end();
    assert_eq!(
        block_on(closing),
        Drained {
            answered: 1,
            cut: 0
        }
    );
}

#[test]
fn idle_connections_are_closed() {
    let server = open();
    let mut idle = server.connect();
    idle.assert_alive("/");
    let mut silent = server.connect();
    server.wait_for(|counters| counters.open == 2);
    assert_eq!(server.close(PATIENCE), Drained::default());
    idle.assert_end();
    silent.assert_end();
}

#[test]
fn a_body_on_its_way_is_awaited() {
    let server = open();
    let mut client = in_flight(
        &server,
        "POST / HTTP/1.1\r\nhost: test\r\ncontent-length: 5\r\n\r\nhe",
    );
    let closing = server.server.close(PATIENCE);
    client.write("llo");
    let message = client.read();
    assert_eq!(message.text(), "/");
    assert!(message.closes());
    assert_eq!(
        block_on(closing),
        Drained {
            answered: 1,
            cut: 0
        }
    );
}

#[test]
fn half_a_head_is_awaited() {
    let server = open();
    let mut fresh = server.connect();
    fresh.write("GET / HT");
    let mut kept = server.connect();
    kept.assert_alive("/");
    kept.write("GET / HT");
    // A third connection that is served after them shows that their bytes were read.
    std::thread::sleep(Duration::from_millis(20));
    server.connect().assert_alive("/");
    let closing = server.server.close(PATIENCE);
    std::thread::sleep(Duration::from_millis(150));
    for client in [&mut fresh, &mut kept] {
        client.write("TP/1.1\r\nhost: test\r\n\r\n");
        assert!(client.read().closes());
    }
    assert_eq!(
        block_on(closing),
        Drained {
            answered: 2,
            cut: 0
        }
    );
}

#[test]
fn requests_that_wait_behind_another_are_not_begun() {
    let (server, gate) = gated();
    let mut client = in_flight(&server, &[get("/"), get("/")].concat());
    let closing = server.server.close(PATIENCE);
    gate.let_through(2);
    assert!(client.read().closes());
    client.assert_end();
    assert_eq!(
        block_on(closing),
        Drained {
            answered: 1,
            cut: 0
        }
    );
}

#[test]
fn what_is_not_done_at_the_deadline_is_cut() {
    let (server, _gate) = gated();
    let mut busy = in_flight(&server, &get("/"));
    let mut half = server.connect();
    half.write("GET");
    server.wait_for(|counters| counters.open == 2);
    std::thread::sleep(Duration::from_millis(20));
    let drained = server.close(Duration::from_millis(100));
    assert_eq!(
        drained,
        Drained {
            answered: 0,
            cut: 2
        }
    );
    busy.assert_end();
    half.assert_end();
    let counters = server.server.counters();
    assert_eq!((counters.open, counters.aborted), (0, 1));
}

#[test]
fn a_timeout_of_zero_cuts_at_once() {
    let (server, _gate) = gated();
    let mut busy = in_flight(&server, &get("/"));
    assert_eq!(
        server.close(Duration::ZERO),
        Drained {
            answered: 0,
            cut: 1
        }
    );
    busy.assert_end();
}

#[test]
fn a_timeout_may_be_endless() {
    assert_eq!(open().close(Duration::MAX), Drained::default());
}

#[test]
fn closing_twice_has_one_outcome() {
    let (server, gate) = gated();
    let mut client = in_flight(&server, &post("/", "x"));
    let first = server.server.close(PATIENCE);
    let second = server.server.close(Duration::ZERO);
    gate.let_through(1);
    assert_eq!(client.read().text(), "/");
    let outcome = block_on(first);
    assert_eq!(
        outcome,
        Drained {
            answered: 1,
            cut: 0
        }
    );
    assert_eq!(block_on(second), outcome);
    assert_eq!(server.close(PATIENCE), outcome);
}

#[test]
fn closing_goes_on_when_nobody_awaits_it() {
    let server = open();
    drop(server.server.close(PATIENCE));
    let address = server.server.local_addr();
    support::wait_for(|| TcpStream::connect(address).is_err().then_some(()));
}

#[test]
fn a_drain_delay_goes_on_accepting() {
    let server = TestServer::start(
        Settings {
            drain_delay: Duration::from_secs(1),
            ..settings()
        },
        &["GET /"],
        |_| async { text("/") },
    );
    let closing = server.server.close(PATIENCE);
    let message = server.connect().get("/");
    assert_eq!(message.text(), "/");
    assert_eq!(block_on(closing).answered, 1);
}

#[test]
fn connections_of_the_backlog_are_answered() {
    let (server, gate) = gated();
    // The loop is held, so that these are complete for the kernel and unknown to the server.
    let (hold, held) = std::sync::mpsc::channel::<()>();
    server.block_loop(held);
    let mut clients: Vec<_> = (0..20).map(|_| server.connect()).collect();
    clients.iter_mut().for_each(|client| client.write(get("/")));
    let closing = server.server.close(PATIENCE);
    gate.let_through(clients.len());
    drop(hold);
    for client in &mut clients {
        let message = client.read();
        assert_eq!(message.text(), "/");
        assert!(message.closes());
    }
    assert_eq!(
        block_on(closing),
        Drained {
            answered: 20,
            cut: 0
        }
    );
}

#[test]
fn no_request_of_busy_clients_is_lost() {
    const CLIENTS: usize = 100;
    let server = TestServer::start(settings(), &["GET /"], |_| async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        text("/")
    });
    let answered = Arc::new(AtomicUsize::new(0));
    let is_closing = Arc::new(AtomicBool::new(false));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let mut client = server.connect();
            let (answered, is_closing) = (Arc::clone(&answered), Arc::clone(&is_closing));
            std::thread::spawn(move || {
                loop {
                    let message = client.get("/");
                    assert_eq!(message.text(), "/");
                    answered.fetch_add(1, Ordering::SeqCst);
                    if message.closes() {
                        assert!(is_closing.load(Ordering::SeqCst));
                        return;
                    }
                }
            })
        })
        .collect();
    support::wait_for(|| (answered.load(Ordering::SeqCst) > 2 * CLIENTS).then_some(()));
    is_closing.store(true, Ordering::SeqCst);
    assert_eq!(server.close(PATIENCE).cut, 0);
    clients
        .into_iter()
        .for_each(|client| client.join().unwrap());
}

#[test]
fn closing_resolves_when_the_loops_have_ended() {
    let mut server = open();
    server.end_loops();
    assert_eq!(server.close(PATIENCE), Drained::default());
}
