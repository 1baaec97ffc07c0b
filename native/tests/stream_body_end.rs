//! Bodies that nobody reads to their end: the handler, the client or the server is done before.

#![allow(clippy::unwrap_used, reason = "a failure is a failed test")]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;

use spikard_native::server::{Answer, BodyError, BodyReader, ReplyBody};
use support::client::{Client, post};
use support::stream::{fed, streamed};
use support::upload::{
    CHUNKED, LIMIT, chunk, handing_over, handle, head, length, next, read_all, reader, routes,
    sent, server,
};
use support::{PATIENCE, TestServer, block_on, settings, wait_for};

/// More of a body than is read from a socket while nobody asks for it.
const MUCH: usize = 100_000;

/// A server whose answer is "hello" when its handler has done something with the reader.
fn streaming_back(
    answer: impl Fn(BodyReader, ReplyBody) -> Answer + Send + Sync + 'static,
) -> (TestServer, Client) {
    let alive = Arc::new(AtomicUsize::new(0));
    let server = TestServer::start_specs(settings(), routes(), 1, move |call| {
        let (feed, body) = fed(&alive);
        feed.write("hello");
        let answer = answer(reader(call), body);
        async move { answer }
    });
    let client = server.connect();
    (server, client)
}

#[test]
fn a_client_that_leaves_fails_the_reader() {
    for framing in [length(10), CHUNKED.to_owned()] {
        let (server, readers, _gate) = handing_over();
        let mut client = server.connect();
        client.write(head("/read", &framing) + "5\r\nhel");
        let reader = readers.recv_timeout(PATIENCE).unwrap();
        drop(client);
        assert_eq!(block_on(read_all(reader)), Err(BodyError::Gone));
        server.wait_for(|counters| counters.open == 0 && counters.aborted == 1);
    }
}

#[test]
fn a_client_that_leaves_while_nobody_reads_ends_its_request() {
    let (server, readers, _gate) = handing_over();
    let mut client = server.connect();
    client.write(head("/read", &length(10)) + "hel");
    let mut reader = readers.recv_timeout(PATIENCE).unwrap();
    drop(client);
    server.wait_for(|counters| counters.open == 0 && counters.aborted == 1);
    // What had come is not lost.
    assert_eq!(block_on(next(&mut reader)), Some(Ok("hel".into())));
    assert_eq!(block_on(next(&mut reader)), Some(Err(BodyError::Gone)));
    assert_eq!(block_on(next(&mut reader)), Some(Err(BodyError::Gone)));
}

#[test]
fn a_client_that_leaves_after_part_of_its_body_was_read_ends_its_request() {
    for rest in [0, 1, MUCH / 10] {
        let (server, readers, _gate) = handing_over();
        let mut client = server.connect();
        client.write(head("/read", &length(10 * MUCH)) + &"x".repeat(MUCH));
        let mut reader = readers.recv_timeout(PATIENCE).unwrap();
        assert!(matches!(block_on(next(&mut reader)), Some(Ok(_))));
        client.write("x".repeat(rest));
        drop(client);
        server.wait_for(|counters| counters.open == 0 && counters.aborted == 1);
    }
}

#[test]
fn a_client_that_leaves_more_than_is_read_ahead_ends_its_request() {
    for body_length in [MUCH, 10 * MUCH] {
        let (server, readers, _gate) = handing_over();
        let mut client = server.connect();
        client.write(head("/read", &length(body_length)) + &"x".repeat(MUCH));
        let _reader = readers.recv_timeout(PATIENCE).unwrap();
        drop(client);
        server.wait_for(|counters| counters.open == 0 && counters.aborted == 1);
    }
}

#[test]
fn a_client_that_leaves_more_than_is_read_ahead_ends_its_answer() {
    let alive = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&alive);
    let (sender, kept) = channel();
    let server = TestServer::start_specs(settings(), routes(), 1, move |call| {
        let (feed, body) = fed(&counted);
        feed.write("hello");
        sender.send((feed, reader(call))).unwrap();
        async move { streamed(&[], body) }
    });
    let mut client = server.connect();
    client.write(head("/echo", &length(10 * MUCH)) + &"x".repeat(MUCH));
    let _kept = kept.recv_timeout(PATIENCE).unwrap();
    client.read_head_only();
    assert_eq!(client.read_chunk(), "hello");
    drop(client);
    server.wait_for(|counters| counters.open == 0 && counters.streams_cut == 1);
    assert_eq!(alive.load(Ordering::SeqCst), 0);
}

#[test]
fn a_client_that_stays_with_more_than_is_read_ahead_keeps_its_request() {
    let (server, readers, gate) = handing_over();
    let mut client = server.connect();
    client.write(head("/read", &length(MUCH)) + &"x".repeat(MUCH));
    let reader = readers.recv_timeout(PATIENCE).unwrap();
    // Long enough for some looks at the socket.
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(block_on(read_all(reader)).unwrap().len(), MUCH);
    gate.let_through(1);
    assert_eq!(client.read().text(), "done");
    assert_eq!(server.server.counters().aborted, 0);
}

#[test]
fn an_answer_takes_the_body_from_a_reader_that_is_kept() {
    let (server, readers, gate) = handing_over();
    let mut client = server.connect();
    client.write(post("/read", "hello"));
    let mut reader = readers.recv_timeout(PATIENCE).unwrap();
    gate.let_through(2);
    assert_eq!(client.read().text(), "done");
    client.assert_alive("/");
    assert_eq!(block_on(next(&mut reader)), Some(Err(BodyError::Gone)));
}

#[test]
fn an_answer_wakes_a_reader_that_waits() {
    let (server, readers, gate) = handing_over();
    let mut client = server.connect();
    client.write(head("/read", &length(100_000)));
    let reader = readers.recv_timeout(PATIENCE).unwrap();
    let reading = std::thread::spawn(|| block_on(read_all(reader)));
    gate.let_through(1);
    let message = client.read();
    assert_eq!((message.text(), message.closes()), ("done", true));
    assert_eq!(reading.join().unwrap(), Err(BodyError::Gone));
    client.assert_end();
}

#[test]
fn a_body_that_is_ignored_is_read_away_if_it_is_small() {
    let (_server, mut client) = sent(post("/ignore", "hello"));
    assert_eq!(client.read().text(), "ignored");
    client.assert_alive("/");
    let chunks = [chunk("hello "), chunk("world"), chunk("")].concat();
    client.write(head("/ignore", CHUNKED) + &chunks);
    assert_eq!(client.read().text(), "ignored");
    client.assert_alive("/");
}

#[test]
fn a_body_that_is_ignored_ends_the_connection_if_it_is_large() {
    let (_server, mut client) = sent(head("/ignore", &length(LIMIT)));
    // The client sends it all before it reads, and must be able to.
    assert!(
        client.try_write("x".repeat(LIMIT)),
        "the connection was reset"
    );
    let message = client.read();
    assert_eq!(message.text(), "ignored");
    assert!(message.closes());
    client.assert_end();
}

#[test]
fn continue_is_not_sent_when_the_handler_does_not_read() {
    let (_server, mut client) = sent(head("/ignore", &(length(5) + "expect: 100-continue\r\n")));
    let message = client.read();
    assert_eq!(message.text(), "ignored");
    assert!(message.closes());
    client.assert_end();
}

#[test]
fn an_answer_that_ends_first_ends_the_connection() {
    let (server, mut client) = streaming_back(|reader, body| {
        drop(reader);
        streamed(&[("content-length", "5")], body)
    });
    client.write(head("/read", &length(LIMIT)));
    assert_eq!(client.read().text(), "hello");
    assert!(
        client.try_write("x".repeat(LIMIT)),
        "the connection was reset"
    );
    client.assert_end();
    server.wait_for(|counters| counters.open == 0);
}

#[test]
fn a_stop_waits_for_a_body_and_cuts_it_at_its_deadline() {
    let server = server();
    let mut quick = server.connect();
    quick.write(head("/read", &length(10)) + "hello");
    let mut slow = server.connect();
    slow.write(head("/read", &length(10)) + "hello");
    server.wait_for(|counters| counters.requests == 2);
    let closing = server.server.close(Duration::from_secs(1));
    quick.write("world");
    let message = quick.read();
    assert_eq!((message.text(), message.closes()), ("helloworld", true));
    let drained = block_on(closing);
    assert_eq!((drained.answered, drained.cut), (1, 1));
    slow.assert_end();
}

#[test]
fn nothing_is_read_ahead_of_the_handler_but_what_buffers_hold() {
    let (server, readers, _gate) = handing_over();
    let mut client = server.connect();
    client.write(head("/read", CHUNKED));
    let _reader = readers.recv_timeout(PATIENCE).unwrap();
    let piece = chunk(&"x".repeat(64 * 1024));
    client.set_write_timeout(Duration::from_millis(300));
    let taken = (0..1000).take_while(|_| client.try_write(&piece)).count();
    // What loopback sockets hold is some megabytes.
    assert!(taken < 400, "{taken} pieces of 64 KiB were taken");
}

#[test]
fn clients_that_leave_in_the_middle_leave_nothing() {
    let alive = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&alive);
    let server = TestServer::start_specs(settings(), routes(), 1, move |call| {
        counted.fetch_add(1, Ordering::SeqCst);
        let counted = Arc::clone(&counted);
        async move {
            let answer = handle(call).await;
            counted.fetch_sub(1, Ordering::SeqCst);
            answer
        }
    });
    for path in ["/read", "/echo"].repeat(200) {
        server
            .connect()
            .write(head(path, CHUNKED) + &chunk("hello"));
    }
    let counters = server.wait_for(|counters| counters.accepted == 400 && counters.open == 0);
    assert_eq!((counters.requests, counters.streams), (400, 0));
    assert_eq!(counters.answered + counters.aborted, 400);
    wait_for(|| (alive.load(Ordering::SeqCst) as u64 == counters.aborted).then_some(()));
}
