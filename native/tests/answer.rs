//! What becomes of a handler's answer on the wire.

#![allow(clippy::unwrap_used, reason = "a failure is a failed test")]

mod support;

use bytes::Bytes;
use http::HeaderValue;
use spikard_native::server::Answer;
use support::client::{get, post, request};
use support::{TestServer, reply, settings, text};

#[test]
fn a_large_answer_comes_whole_to_a_slow_reader() {
    let bytes: Bytes = (0..8 * 1024 * 1024)
        .map(|n: u32| n.to_le_bytes()[1])
        .collect();
    let expected = bytes.clone();
    let server = TestServer::start(settings(), &["GET /", "GET /small"], move |call| {
        let body = if call.route == 0 {
            bytes.clone()
        } else {
            Bytes::new()
        };
        async move { reply(200, body) }
    });
    let mut client = server.connect();
    client.write(get("/"));
    std::thread::sleep(std::time::Duration::from_millis(50));
    assert!(client.read().body == expected, "the body was changed");
    client.assert_alive("/small");
}

#[test]
fn an_answer_cannot_write_the_framing() {
    let server = TestServer::start(settings(), &["GET /:header"], |call| {
        let name: http::HeaderName = call.params.text().parse().unwrap();
        let Answer::Reply(mut reply) = text("hello") else {
            unreachable!()
        };
        reply.headers.insert(name, HeaderValue::from_static("99"));
        async move { Answer::Reply(reply) }
    });
    let mut client = server.connect();
    for name in [
        "content-length",
        "transfer-encoding",
        "upgrade",
        "connection",
        "keep-alive",
        "trailer",
    ] {
        let message = client.get(&format!("/{name}"));
        assert_eq!(message.text(), "hello");
        assert_eq!(message.header("content-length"), Some("5"), "{message:?}");
        assert_eq!(message.headers.len(), 2, "{message:?}");
    }
}

#[test]
fn an_answer_may_close_the_connection() {
    let server = TestServer::start(settings(), &["GET /"], |_| {
        let Answer::Reply(mut reply) = text("bye") else {
            unreachable!()
        };
        reply
            .headers
            .insert("connection", HeaderValue::from_static("Close"));
        async move { Answer::Reply(reply) }
    });
    let mut client = server.connect();
    let message = client.get("/");
    assert_eq!(message.text(), "bye");
    assert!(message.closes());
    client.assert_end();
}

#[test]
fn an_answer_to_head_may_give_the_length_it_leaves_out() {
    let server = TestServer::start(settings(), &["HEAD /"], |_| {
        let Answer::Reply(mut reply) = reply(200, "") else {
            unreachable!()
        };
        reply
            .headers
            .insert("content-length", HeaderValue::from_static("12345"));
        async move { Answer::Reply(reply) }
    });
    let message = server.send(&request("HEAD", "/"));
    assert_eq!(message.header("content-length"), Some("12345"));
}

#[test]
fn statuses_without_a_body_send_none() {
    let server = TestServer::start(settings(), &["GET /:status", "POST /"], |call| async move {
        reply(call.params.text().parse().unwrap_or(200), "hello")
    });
    let mut client = server.connect();
    for status in [204, 304] {
        let message = client.get(&format!("/{status}"));
        assert_eq!(
            (message.status, message.header("content-length")),
            (status, None)
        );
    }
    client
        .get("/103")
        .assert_problem(500, "internal-server-error");
    assert_eq!(client.exchange(&post("/", "")).text(), "hello");
}
