//! How streamed answers end: cut, left, or stopped.

mod support;

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use spikard_native::server::{Cut, Drained, ReplyBody, ReplyStream, Settings};
use support::client::get;
use support::stream::{Streaming, streamed};
use support::{PATIENCE, TestServer, block_on, settings, text};

#[test]
fn a_stream_that_is_shorter_than_promised_is_cut() {
    let server = Streaming::start(&[("content-length", "10")]);
    let (mut client, feed) = server.open(&get("/"));
    feed.write("hello");
    drop(feed);
    client.read_head_only();
    assert_eq!(client.take(5), b"hello");
    client.assert_end();
    assert_eq!(server.counts(), (0, 1));
}

#[test]
fn a_stream_that_is_longer_than_promised_never_looks_whole() {
    for chunks in [&["world!"][..], &["world", "!"]] {
        let server = Streaming::start(&[("content-length", "10")]);
        let (mut client, feed) = server.open(&get("/"));
        feed.write("hello");
        client.read_head_only();
        assert_eq!(client.take(5), b"hello");
        chunks.iter().for_each(|chunk| feed.write(*chunk));
        client.assert_cut(5);
        assert_eq!(server.counts(), (0, 1));
    }
}

#[test]
fn a_cut_stream_never_looks_whole() {
    let server = Streaming::start(&[]);
    let (mut client, feed) = server.open(&get("/"));
    feed.write("hello");
    feed.cut();
    client.read_head_only();
    assert_eq!(client.read_chunk(), "hello");
    client.assert_end();
    server.wait_until_gone();
    assert_eq!(server.counts(), (0, 1));
}

#[test]
fn a_stream_that_panics_is_cut_and_nothing_more() {
    struct Panics;

    impl ReplyStream for Panics {
        fn poll_chunk(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Bytes, Cut>>> {
            panic!("a panic on purpose, within the stream")
        }
    }

    let server = TestServer::start(settings(), &["GET /", "GET /plain"], |call| async move {
        match call.route {
            0 => streamed(&[], ReplyBody::Stream(Box::pin(Panics))),
            _ => text("plain"),
        }
    });
    let mut client = server.connect();
    client.write(get("/"));
    assert_eq!(client.read_head_only().status, 200);
    client.assert_end();
    server.connect().assert_alive("/plain");
    let counters = server.server.counters();
    assert_eq!((counters.panics, counters.streams_cut), (1, 1));
}

#[test]
fn an_old_client_sees_a_cut_as_a_reset() {
    let server = Streaming::start(&[]);
    let (mut client, feed) = server.open("GET / HTTP/1.0\r\n\r\n");
    feed.write("hello");
    client.read_head_only();
    assert_eq!(client.take(5), b"hello");
    feed.cut();
    client.assert_reset();
}

#[test]
fn a_client_that_leaves_ends_its_stream() {
    let server = Streaming::start(&[]);
    for behind in ["", "G", "GET /plain HTTP/1.1\r\nhost: test\r\n\r\n"] {
        let (mut client, feed) = server.open(&format!("{}{behind}", get("/")));
        client.read_head_only();
        feed.write("hello");
        assert_eq!(client.read_chunk(), "hello");
        drop(client);
        server.wait_until_gone();
    }
    assert_eq!(server.counts(), (0, 3));
    // Its answer had begun, so the request itself was not given up.
    assert_eq!(server.server.server.counters().aborted, 0);
}

#[test]
fn a_client_that_does_not_read_stops_the_stream() {
    const CHUNK: usize = 64 * 1024;
    let server = Streaming::start(&[]);
    let (client, feed) = server.open(&get("/"));
    for _ in 0..1000 {
        feed.write(vec![b'x'; CHUNK]);
    }
    server.server.connect().assert_alive("/plain");
    assert_eq!(server.counts(), (1, 0));
    drop(client);
    server.wait_until_gone();
}

#[test]
fn a_stream_that_waits_is_not_idle() {
    let settings = Settings {
        idle_timeout: Duration::from_millis(50),
        head_timeout: Duration::from_millis(50),
        max_connections: 2,
        ..settings()
    };
    let server = Streaming::with(settings, |body| streamed(&[], body));
    let (mut client, feed) = server.open(&get("/"));
    feed.write("hello");
    client.read_head_only();
    assert_eq!(client.read_chunk(), "hello");
    let mut idle = server.server.connect();
    idle.assert_alive("/plain");
    idle.assert_end();
    // Two connections are the cap: the third shows that the stream was not closed for it.
    server.server.connect().assert_alive("/plain");
    server.server.connect().assert_alive("/plain");
    feed.write("world");
    assert_eq!(client.read_chunk(), "world");
}

#[test]
fn a_stop_waits_for_streams() {
    let server = Streaming::start(&[]);
    let (mut client, feed) = server.open(&get("/"));
    client.read_head_only();
    let closing = server.server.server.close(PATIENCE);
    std::thread::sleep(Duration::from_millis(150));
    feed.write("hello");
    assert_eq!(client.read_chunk(), "hello");
    drop(feed);
    assert_eq!(client.read_chunk(), "");
    client.assert_end();
    assert_eq!(block_on(closing), Drained::default());
}

#[test]
fn a_stop_cuts_the_streams_that_are_left_at_its_deadline() {
    let server = Streaming::start(&[]);
    let (mut client, _feed) = server.open(&get("/"));
    client.read_head_only();
    let (mut old, _old_feed) = server.open("GET / HTTP/1.0\r\n\r\n");
    old.read_head_only();
    let drained = server.server.close(Duration::from_millis(150));
    assert_eq!((drained.answered, drained.cut), (0, 2));
    client.assert_end();
    old.assert_reset();
    server.wait_until_gone();
    assert_eq!(server.counts(), (0, 2));
}

#[test]
fn a_thousand_streams_that_are_left_leave_nothing() {
    let server = Streaming::start(&[]);
    for _ in 0..10 {
        let clients: Vec<_> = (0..100).map(|_| server.open(&get("/"))).collect();
        for (_, feed) in &clients {
            feed.write("hello");
        }
    }
    server.wait_until_gone();
    let counters = server.server.wait_for(|counters| counters.open == 0);
    assert_eq!(
        (counters.streams, counters.answered),
        (0, 1000 - counters.aborted)
    );
}
