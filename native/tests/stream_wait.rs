//! Streamed answers that wait for their next piece: hyper is gone meanwhile, and nobody sees it.

#![allow(clippy::unwrap_used, reason = "a failure is a failed test")]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use spikard_native::server::{Call, EventLoop, Server, Settings, bind};
use support::client::{Client, get, post};
use support::stream::{Feed, Streaming, fed, streamed};
use support::{Host, PATIENCE, block_on, settings, specs, wait_for};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::runtime::Handle;

/// A client whose answer has begun, and waits.
fn waiting(server: &Streaming, request: &str) -> (Client, Feed) {
    let (mut client, feed) = server.open(request);
    client.read_head_only();
    feed.write("first");
    assert_eq!(client.read_chunk(), "first");
    (client, feed)
}

#[test]
fn a_connection_streams_and_serves_by_turns() {
    let server = Streaming::start(&[]);
    let mut client = server.server.connect();
    for _ in 0..3 {
        client.write(get("/"));
        let feed = server.feeds.recv().unwrap();
        client.read_head_only();
        for piece in ["one", "two", "three"] {
            feed.write(piece);
            assert_eq!(client.read_chunk(), piece);
        }
        drop(feed);
        assert_eq!(client.read_chunk(), "");
        client.assert_alive("/plain");
        client.assert_alive("/plain");
    }
    assert_eq!(server.counts(), (0, 0));
}

#[test]
fn requests_behind_a_stream_are_answered_once_it_has_ended() {
    let server = Streaming::start(&[]);
    let body = "x".repeat(3000);
    let behind = [get("/"), get("/plain"), post("/plain", &body)].concat();
    let (mut client, feed) = waiting(&server, &behind);
    client.write([get("/plain"), get("/plain")].concat());
    feed.write("second");
    assert_eq!(client.read_chunk(), "second");
    drop(feed);
    assert_eq!(client.read_chunk(), "");
    let statuses: Vec<_> = (0..4).map(|_| client.read().status).collect();
    assert_eq!(statuses, [200, 405, 200, 200]);
}

#[test]
fn a_client_that_asks_to_close_is_closed_behind_its_stream() {
    let server = Streaming::start(&[]);
    let request = "GET / HTTP/1.1\r\nhost: x\r\nconnection: x, Close\r\n\r\n";
    let (mut client, feed) = waiting(&server, request);
    feed.write("second");
    drop(feed);
    assert_eq!(client.read_chunk(), "second");
    assert_eq!(client.read_chunk(), "");
    client.assert_end();
}

#[test]
fn a_promised_length_is_kept_over_every_wait() {
    let server = Streaming::start(&[("content-length", "9")]);
    let (mut client, feed) = server.open(&get("/"));
    client.read_head_only();
    for piece in ["one", "two"] {
        feed.write(piece);
        assert_eq!(client.take(3), piece.as_bytes());
    }
    feed.write("end");
    drop(feed);
    assert_eq!(client.take(3), b"end");
    client.assert_alive("/plain");
    assert_eq!(server.counts(), (0, 0));
}

#[test]
fn a_large_piece_behind_a_wait_arrives_unchanged() {
    let server = Streaming::start(&[]);
    let (mut client, feed) = waiting(&server, &get("/"));
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|n| n.to_le_bytes()[1]).collect();
    feed.write(bytes.clone());
    drop(feed);
    let mut whole = Vec::new();
    loop {
        let chunk = client.read_chunk_bytes();
        if chunk.is_empty() {
            break;
        }
        whole.extend_from_slice(&chunk);
    }
    assert!(whole == bytes, "the body was changed");
    client.assert_alive("/plain");
}

#[test]
fn a_stream_that_is_cut_behind_a_wait_does_not_look_whole() {
    let server = Streaming::start(&[]);
    let (mut client, feed) = waiting(&server, &get("/"));
    feed.write("second");
    feed.cut();
    assert_eq!(client.read_chunk(), "second");
    client.assert_end();
    assert_eq!(server.counts(), (0, 1));
}

#[test]
fn what_came_before_a_cut_is_sent_to_a_client_that_reads_late() {
    let server = Streaming::start(&[]);
    for length in (1..16).map(|step| step * 16 * 1024) {
        let mut pipe = server.server.server.open();
        block_on(async {
            pipe.write_all(get("/").as_bytes()).await.unwrap();
            let feed = server.feeds.recv().unwrap();
            feed.write("first");
            let mut start = Vec::new();
            while !start.ends_with(b"first\r\n") {
                start.push(pipe.read_u8().await.unwrap());
            }
            feed.write(vec![b'x'; length]);
            feed.cut();
            // The pipe is full meanwhile.
            tokio::time::sleep(Duration::from_millis(20)).await;
            let mut rest = Vec::new();
            pipe.read_to_end(&mut rest).await.unwrap();
            let count = rest.iter().filter(|byte| **byte == b'x').count();
            assert_eq!(count, length);
        });
    }
}

#[test]
fn a_line_break_behind_a_stream_leaves_the_connection_idle() {
    let settings = Settings {
        head_timeout: Duration::from_millis(100),
        ..settings()
    };
    let server = Streaming::with(settings, |body| streamed(&[], body));
    for stray in ["\r\n", "\n\r\n"] {
        let (mut client, feed) = waiting(&server, &format!("{}{stray}", get("/")));
        client.write(stray);
        feed.write("second");
        assert_eq!(client.read_chunk(), "second");
        drop(feed);
        assert_eq!(client.read_chunk(), "");
        std::thread::sleep(Duration::from_millis(400));
        client.assert_alive("/plain");
    }
}

#[test]
fn a_client_that_leaves_while_its_stream_waits_ends_it() {
    let server = Streaming::start(&[]);
    let (client, _feed) = waiting(&server, &get("/"));
    drop(client);
    server.wait_until_gone();
    assert_eq!(server.counts(), (0, 1));
}

/// An event loop that counts how often it was told of memory.
struct Counting(Handle, Arc<AtomicUsize>);

impl EventLoop for Counting {
    fn handle(&self) -> &Handle {
        &self.0
    }

    fn relieve(&self) {
        self.1.fetch_add(1, Ordering::SeqCst);
    }
}

/// A server whose `GET /` waits for the test, and how often its host was told of memory.
struct Told {
    server: Server,
    feeds: Receiver<Feed>,
    times: Arc<AtomicUsize>,
    _event_loop: support::EventLoop,
}

impl Told {
    fn start() -> Self {
        let event_loop = support::EventLoop::start(0);
        let times = Arc::new(AtomicUsize::new(0));
        let (alive, (sender, feeds)) = (Arc::default(), channel());
        let host = Host::new(move |_: Call| {
            let (feed, body) = fed(&alive);
            sender.send(feed).unwrap();
            async move { streamed(&[], body) }
        });
        let shards = vec![Counting(event_loop.handle.clone(), Arc::clone(&times))];
        let settings = Settings {
            head_timeout: Duration::from_millis(200),
            ..settings()
        };
        let bound = bind(settings, specs(&["GET /"])).unwrap();
        Self {
            server: bound.serve(Arc::new(host), shards),
            feeds,
            times,
            _event_loop: event_loop,
        }
    }

    /// A client whose answer has begun, and waits.
    fn open(&self) -> (Client, Feed) {
        let mut client = Client::connect(self.server.local_addr());
        client.write(get("/"));
        client.read_head_only();
        (client, self.feeds.recv().unwrap())
    }
}

#[test]
fn the_host_is_told_when_many_streams_have_given_up_their_buffers() {
    let told = Told::start();
    let open: Vec<_> = (0..100).map(|_| told.open()).collect();
    wait_for(|| (told.times.load(Ordering::SeqCst) > 0).then_some(()));
    assert_eq!(open.len(), 100);
}

#[test]
fn the_host_is_not_told_of_streams_that_come_and_go() {
    let told = Told::start();
    let (_stays, _feed) = told.open();
    for _ in 0..200 {
        let (mut client, feed) = told.open();
        // It waits meanwhile.
        std::thread::sleep(Duration::from_millis(1));
        drop(feed);
        assert_eq!(client.read_chunk(), "");
    }
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(told.times.load(Ordering::SeqCst), 0);
}

#[test]
fn a_request_behind_a_stream_that_begins_while_draining_is_not_begun() {
    let server = Streaming::start(&[]);
    let mut client = server.server.connect();
    client.assert_alive("/plain");
    let closing = server.server.server.close(PATIENCE);
    client.write([get("/"), get("/plain")].concat());
    let feed = server.feeds.recv_timeout(PATIENCE).unwrap();
    assert!(client.read_head_only().closes());
    for piece in ["first", "second"] {
        feed.write(piece);
        assert_eq!(client.read_chunk(), piece);
    }
    drop(feed);
    assert_eq!(client.read_chunk(), "");
    client.assert_end();
    assert_eq!(block_on(closing).answered, 1);
}
