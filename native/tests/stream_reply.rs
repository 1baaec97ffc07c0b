//! Answers whose body comes piece by piece.

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use http::StatusCode;
use spikard_native::server::{Answer, Drained, ReplyBody, Settings};
use support::client::{Client, get, request};
use support::stream::{Feed, fed, streamed};
use support::{PATIENCE, TestServer, block_on, settings, text, wait_for};

/// A server whose `GET /` is fed by the test, with these headers.
struct Streaming {
    server: TestServer,
    feeds: Receiver<Feed>,
    alive: Arc<AtomicUsize>,
}

impl Streaming {
    fn start(headers: &'static [(&'static str, &'static str)]) -> Self {
        Self::answering(move |body| streamed(headers, body))
    }

    fn answering(answer: impl Fn(ReplyBody) -> Answer + Send + Sync + 'static) -> Self {
        Self::with(settings(), answer)
    }

    fn with(
        settings: Settings,
        answer: impl Fn(ReplyBody) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let (sender, feeds): (Sender<Feed>, _) = channel();
        let alive = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&alive);
        let routes = ["GET /", "GET /plain"];
        let server = TestServer::start(settings, &routes, move |call| {
            let answer = if call.route == 0 {
                let (feed, body) = fed(&counted);
                sender.send(feed).unwrap();
                answer(body)
            } else {
                text("plain")
            };
            async move { answer }
        });
        Self {
            server,
            feeds,
            alive,
        }
    }

    /// A client whose request is being answered, and the feed of its answer.
    fn open(&self, request: &str) -> (Client, Feed) {
        let mut client = self.server.connect();
        client.write(request);
        (client, self.feeds.recv_timeout(PATIENCE).unwrap())
    }

    fn wait_until_gone(&self) {
        wait_for(|| (self.alive.load(Ordering::SeqCst) == 0).then_some(()));
    }

    /// Streamed answers open now, and those that were cut.
    fn counts(&self) -> (u64, u64) {
        let counters = self.server.server.counters();
        (counters.streams, counters.streams_cut)
    }
}

#[test]
fn a_stream_is_sent_in_chunks_as_they_come() {
    let server = Streaming::start(&[]);
    let (mut client, feed) = server.open(&get("/"));
    feed.write("hello");
    let head = client.read_head_only();
    assert_eq!(head.header("transfer-encoding"), Some("chunked"));
    assert_eq!(client.read_chunk(), "hello");
    feed.write("");
    feed.write("world");
    assert_eq!(client.read_chunk(), "world");
    assert_eq!(server.counts(), (1, 0));
    drop(feed);
    assert_eq!(client.read_chunk(), "");
    client.assert_alive("/plain");
    server.wait_until_gone();
    assert_eq!(server.counts(), (0, 0));
}

#[test]
fn the_head_is_sent_before_the_first_chunk() {
    let server = Streaming::start(&[("content-type", "text/event-stream")]);
    let (mut client, feed) = server.open(&get("/"));
    let head = client.read_head_only();
    assert_eq!(head.header("content-type"), Some("text/event-stream"));
    drop(feed);
    assert_eq!(client.read_chunk(), "");
}

#[test]
fn large_chunks_arrive_unchanged() {
    let server = Streaming::start(&[]);
    let (mut client, feed) = server.open(&get("/"));
    let bytes: Vec<u8> = (0..1_000_000_u32).map(|n| n.to_le_bytes()[1]).collect();
    feed.write(bytes.clone());
    feed.write(bytes.clone());
    drop(feed);
    client.read_head_only();
    let mut whole = Vec::new();
    loop {
        let chunk = client.read_chunk_bytes();
        if chunk.is_empty() {
            break;
        }
        whole.extend_from_slice(&chunk);
    }
    assert!(
        whole == [bytes.clone(), bytes].concat(),
        "the body was changed"
    );
}

#[test]
fn a_stream_of_a_promised_length_is_not_chunked() {
    let server = Streaming::start(&[("content-length", "10")]);
    let (mut client, feed) = server.open(&get("/"));
    feed.write("hello");
    feed.write("world");
    drop(feed);
    let message = client.read();
    assert_eq!(message.header("transfer-encoding"), None);
    assert_eq!(message.text(), "helloworld");
    client.assert_alive("/plain");
    server.wait_until_gone();
    assert_eq!(server.counts(), (0, 0));
}

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
fn a_length_that_is_none_is_not_sent() {
    for length in ["ten", "+10", ""] {
        let server =
            Streaming::answering(move |body| streamed(&[("content-length", length)], body));
        let (mut client, feed) = server.open(&get("/"));
        feed.write("hello");
        drop(feed);
        let head = client.read_head_only();
        assert_eq!(head.header("transfer-encoding"), Some("chunked"));
        assert_eq!(client.read_chunk(), "hello");
        assert_eq!(client.read_chunk(), "");
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
fn an_old_client_gets_a_stream_until_the_connection_closes() {
    let server = Streaming::start(&[]);
    let (mut client, feed) = server.open("GET / HTTP/1.0\r\nconnection: keep-alive\r\n\r\n");
    feed.write("hello");
    feed.write("world");
    drop(feed);
    let head = client.read_head_only();
    assert_eq!(head.header("transfer-encoding"), None);
    assert_eq!(head.header("connection"), Some("close"));
    assert_eq!(client.take(10), b"helloworld");
    client.assert_end();
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
fn answers_without_a_body_drop_the_stream_at_once() {
    let statuses = [("HEAD", 200), ("GET", 204), ("GET", 304)];
    for (method, status) in statuses {
        let server = Streaming::answering(move |body| {
            let Answer::Reply(mut reply) = streamed(&[("etag", "\"1\"")], body) else {
                unreachable!()
            };
            reply.status = StatusCode::from_u16(status).unwrap();
            Answer::Reply(reply)
        });
        let (mut client, _feed) = server.open(&request(method, "/"));
        let head = client.read_head_only();
        assert_eq!(head.status, status);
        assert_eq!(head.header("transfer-encoding"), None);
        assert_eq!(head.header("content-length"), None);
        server.wait_until_gone();
        client.assert_alive("/plain");
        assert_eq!(server.counts(), (0, 0));
    }
}

#[test]
fn head_may_say_the_length_of_a_stream() {
    let server = Streaming::start(&[("content-length", "10")]);
    let (mut client, _feed) = server.open(&request("HEAD", "/"));
    assert_eq!(client.read_head_only().header("content-length"), Some("10"));
    client.assert_alive("/plain");
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
