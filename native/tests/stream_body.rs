//! Bodies of requests that the handler reads piece by piece.

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;

use spikard_native::server::{
    Answer, BodyError, BodyReader, Call, Input, ReplyBody, RouteSpec, Settings,
};
use support::client::{Client, post};
use support::stream::{fed, streamed};
use support::upload::{echo, next, read_all, reader};
use support::{Gate, PATIENCE, TestServer, block_on, reply, settings, specs, text, wait_for};

const LIMIT: usize = 1024 * 1024;
const CHUNKED: &str = "transfer-encoding: chunked\r\n";

/// Answers by path: what was read, or why nothing more could be.
async fn handle(call: Call) -> Answer {
    match call.target.path() {
        "/read" => match read_all(reader(call)).await {
            Ok(whole) => reply(200, whole),
            Err(error) => text(&format!("{error:?}")),
        },
        "/first" => match next(&mut reader(call)).await {
            Some(Ok(piece)) => reply(200, piece),
            other => text(&format!("{other:?}")),
        },
        "/echo" => streamed(&[], echo(reader(call))),
        _ => text("ignored"),
    }
}

fn routes() -> Vec<RouteSpec> {
    let mut routes = specs(&[
        "POST /read",
        "POST /first",
        "POST /echo",
        "POST /ignore",
        "GET /",
    ]);
    routes[..4]
        .iter_mut()
        .for_each(|route| route.streams_body = true);
    routes
}

fn server() -> TestServer {
    server_with(settings())
}

fn server_with(settings: Settings) -> TestServer {
    let settings = Settings {
        body_limit: LIMIT,
        ..settings
    };
    TestServer::start_specs(settings, routes(), 1, handle)
}

fn head(path: &str, framing: &str) -> String {
    format!("POST {path} HTTP/1.1\r\nhost: test\r\n{framing}\r\n")
}

fn length(length: usize) -> String {
    format!("content-length: {length}\r\n")
}

fn chunk(text: &str) -> String {
    format!("{:x}\r\n{text}\r\n", text.len())
}

/// A client that has sent this, and the server it is connected to.
fn sent(text: impl AsRef<[u8]>) -> (TestServer, Client) {
    let server = server();
    let mut client = server.connect();
    client.write(text);
    (server, client)
}

#[test]
fn a_body_is_read_to_its_end_in_either_framing() {
    let (_server, mut client) = sent(post("/read", "hello"));
    assert_eq!(client.read().text(), "hello");
    let chunks = [chunk("hello "), chunk("world"), chunk("")].concat();
    client.write(head("/read", CHUNKED) + &chunks);
    assert_eq!(client.read().text(), "hello world");
    let large = "x".repeat(LIMIT);
    assert!(client.exchange(&post("/read", &large)).text() == large);
    client.assert_alive("/");
}

#[test]
fn a_handler_has_the_first_piece_before_the_second_is_sent() {
    let (_server, mut client) = sent(head("/first", &length(10)) + "hello");
    let message = client.read();
    // Its answer does not wait for the rest.
    assert_eq!((message.text(), message.closes()), ("hello", true));
    client.write("world");
    client.assert_end();
}

#[test]
fn no_body_is_whole() {
    let server = TestServer::start_specs(settings(), routes(), 1, |call| {
        let is_whole = matches!(&call.body, Input::Whole(body) if body.is_empty());
        async move { text(if is_whole { "whole" } else { "other" }) }
    });
    assert_eq!(server.send(&post("/read", "")).text(), "whole");
    let chunked = head("/read", CHUNKED) + &chunk("");
    assert_eq!(server.send(&chunked).text(), "other");
}

#[test]
fn a_body_that_says_it_is_too_long_never_reaches_the_handler() {
    let (server, mut client) = sent(head("/read", &length(LIMIT + 1)));
    let message = client.read();
    message.assert_problem(413, "payload-too-large");
    assert!(message.closes());
    client.assert_end();
    assert_eq!(server.server.counters().problems.payload_too_large, 1);
}

#[test]
fn a_body_that_grows_too_long_fails_its_reader() {
    let body = "x".repeat(LIMIT);
    let (_server, mut client) = sent(head("/read", CHUNKED) + &chunk(&body) + &chunk("x"));
    client.write(chunk(""));
    assert_eq!(client.read().text(), "TooLarge");
    client.assert_alive("/");
}

#[test]
fn a_connection_ends_after_a_body_that_grows_far_too_long() {
    let body = "x".repeat(LIMIT);
    let (_server, mut client) = sent(head("/read", CHUNKED));
    client.write(chunk(&body));
    client.write(chunk(&body));
    let message = client.read();
    assert_eq!(message.text(), "TooLarge");
    assert!(message.closes());
    client.assert_end();
}

#[test]
fn a_body_that_stalls_fails_its_reader() {
    let settings = Settings {
        body_stall: Duration::from_millis(100),
        ..settings()
    };
    let server = server_with(settings);
    let mut client = server.connect();
    client.write(head("/read", &length(10)) + "hello");
    let message = client.read();
    assert_eq!(message.text(), "Stalled");
    assert!(message.closes());
    client.assert_end();
    assert_eq!(server.server.counters().expired, 1);
}

#[test]
fn a_body_that_nobody_reads_does_not_stall() {
    let gate = Gate::shut();
    let own = gate.clone();
    let settings = Settings {
        body_stall: Duration::from_millis(50),
        ..settings()
    };
    let server = TestServer::start_specs(settings, routes(), 1, move |call| {
        let gate = own.clone();
        async move {
            let mut reader = reader(call);
            let first = next(&mut reader).await.unwrap().unwrap();
            gate.pass().await;
            let rest = read_all(reader).await.unwrap();
            reply(200, [&first[..], &rest].concat())
        }
    });
    let mut client = server.connect();
    client.write(head("/read", &length(10)) + "hello");
    std::thread::sleep(Duration::from_millis(300));
    client.write("world");
    gate.let_through(1);
    let message = client.read();
    assert_eq!((message.text(), message.closes()), ("helloworld", false));
}

#[test]
fn a_malformed_chunk_fails_its_reader_and_ends_the_connection() {
    let (_server, mut client) = sent(head("/read", CHUNKED) + "zz\r\n");
    let message = client.read();
    assert_eq!(message.text(), "Malformed");
    assert!(message.closes());
    client.assert_end();
}

/// A server whose handlers hand their reader over and wait; dropping the receiver lets nobody through.
fn handing_over() -> (TestServer, std::sync::mpsc::Receiver<BodyReader>, Gate) {
    let (sender, readers) = channel();
    let gate = Gate::shut();
    let own = gate.clone();
    let server = TestServer::start_specs(settings(), routes(), 1, move |call| {
        if call.target.path() != "/" {
            sender.send(reader(call)).unwrap();
        }
        let gate = own.clone();
        async move {
            gate.pass().await;
            text("done")
        }
    });
    (server, readers, gate)
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
fn continue_is_sent_when_the_handler_reads() {
    let (_server, mut client) = sent(head("/read", &(length(5) + "expect: 100-continue\r\n")));
    assert_eq!(client.read().status, 100);
    client.write("hello");
    assert_eq!(client.read().text(), "hello");
    client.assert_alive("/");
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
fn both_directions_flow_at_once() {
    let (server, mut client) = sent(head("/echo", CHUNKED));
    assert_eq!(client.read_head_only().status, 200);
    for text in ["one", "two", "three"] {
        client.write(chunk(text));
        assert_eq!(client.read_chunk(), text);
    }
    client.write(chunk(""));
    assert_eq!(client.read_chunk(), "");
    client.assert_alive("/");
    assert_eq!(server.server.counters().streams_cut, 0);
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
