//! Answers whose body comes piece by piece.

#![allow(clippy::unwrap_used, reason = "a failure is a failed test")]

mod support;

use http::StatusCode;
use spikard_native::server::Answer;
use support::client::{get, request};
use support::stream::{Streaming, streamed};

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
