//! Limits of heads, connections and file descriptors.

#![allow(clippy::unwrap_used, reason = "a failure is a failed test")]

mod support;

use std::fs::File;
use std::process::Command;

use spikard_native::server::Settings;
use support::client::get;
use support::{Client, TestServer, settings, text};

fn capped(max_connections: usize) -> Settings {
    Settings {
        max_connections,
        ..settings()
    }
}

fn open(settings: Settings) -> TestServer {
    TestServer::start(settings, &["GET /"], |_| async { text("ok") })
}

fn with_headers(count: usize) -> String {
    let headers: String = (0..count)
        .map(|number| format!("x-{number}: y\r\n"))
        .collect();
    format!("GET / HTTP/1.1\r\n{headers}\r\n")
}

#[test]
fn a_head_of_more_than_16_kib_is_431() {
    let server = open(settings());
    let mut client = server.connect();
    let fits = format!(
        "GET / HTTP/1.1\r\nhost: test\r\nx: {}\r\n\r\n",
        "y".repeat(16_000)
    );
    assert_eq!(client.exchange(&fits).status, 200);
    client.write(format!(
        "GET / HTTP/1.1\r\nhost: test\r\nx: {}\r\n\r\n",
        "y".repeat(200_000)
    ));
    assert_eq!(client.read().status, 431);
    client.assert_end();
    server.connect().assert_alive("/");
}

#[test]
fn a_head_of_more_than_100_headers_is_431() {
    let server = open(settings());
    let mut client = server.connect();
    assert_eq!(client.exchange(&with_headers(100)).status, 200);
    assert_eq!(client.exchange(&with_headers(101)).status, 431);
    client.assert_end();
}

#[test]
fn at_the_cap_the_connection_idle_for_longest_makes_room() {
    let server = open(capped(3));
    let mut clients: Vec<_> = (0..3).map(|_| server.connect()).collect();
    clients
        .iter_mut()
        .for_each(|client| client.assert_alive("/"));
    server.connect().assert_alive("/");
    clients.remove(0).assert_end();
    clients
        .iter_mut()
        .for_each(|client| client.assert_alive("/"));
    let counters = server.server.counters();
    assert_eq!((counters.accepted, counters.evicted), (4, 1));
}

#[test]
fn at_the_cap_busy_connections_are_awaited() {
    let (server, gate) = TestServer::gated(capped(2), &["GET /"]);
    let mut clients: Vec<Client> = (0..3).map(|_| server.connect()).collect();
    clients.iter_mut().for_each(|client| client.write(get("/")));
    server.wait_for(|counters| counters.requests == 2);
    assert_eq!(server.server.counters().accepted, 2);
    gate.let_through(3);
    clients
        .iter_mut()
        .for_each(|client| assert_eq!(client.read().text(), "/"));
}

#[test]
fn at_the_cap_a_connection_that_ends_makes_room() {
    let server = open(capped(1));
    for _ in 0..20 {
        server.connect().assert_alive("/");
    }
    server.wait_for(|counters| counters.open == 0);
}

#[test]
fn a_server_at_the_cap_stops() {
    let server = open(capped(1));
    let mut half = server.connect();
    half.write("GET");
    server.wait_for(|counters| counters.open == 1);
    let mut waiting = server.connect();
    waiting.write(get("/"));
    let closing = server.server.close(support::PATIENCE);
    assert!(waiting.read().closes());
    drop(half);
    assert_eq!(support::block_on(closing).cut, 0);
}

/// Runs one of the ignored tests below in a process that may open but a few files.
fn with_few_descriptors(test: &str) {
    let output = Command::new("sh")
        .args(["-c", "ulimit -n 64 && exec \"$0\" --ignored --exact \"$1\""])
        .arg(std::env::current_exe().unwrap())
        .arg(test)
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && printed.contains("1 passed"),
        "{printed}"
    );
}

/// Opens files until there is no descriptor left.
fn take_all_descriptors() -> Vec<File> {
    std::iter::from_fn(|| File::open("/dev/null").ok()).collect()
}

#[test]
fn without_descriptors_the_server_waits_and_recovers() {
    with_few_descriptors("child_recovers_when_descriptors_are_free_again");
}

#[test]
fn without_descriptors_an_idle_connection_makes_room() {
    with_few_descriptors("child_closes_an_idle_connection_for_its_descriptor");
}

#[test]
#[ignore = "run in a process of its own by the tests above"]
fn child_recovers_when_descriptors_are_free_again() {
    let server = open(settings());
    server.connect().assert_alive("/");
    server.wait_for(|counters| counters.open == 0);
    let mut files = take_all_descriptors();
    files.pop();
    let mut client = server.connect();
    client.write(get("/"));
    server.wait_for(|counters| counters.accept_errors > 1);
    drop(files);
    assert_eq!(client.read().text(), "ok");
}

#[test]
#[ignore = "run in a process of its own by the tests above"]
fn child_closes_an_idle_connection_for_its_descriptor() {
    let server = open(settings());
    let mut idle = server.connect();
    idle.assert_alive("/");
    let mut files = take_all_descriptors();
    files.pop();
    server.connect().assert_alive("/");
    idle.assert_end();
    assert_eq!(server.server.counters().evicted, 1);
}
