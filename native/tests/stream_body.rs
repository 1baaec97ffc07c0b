//! Bodies of requests that the handler reads piece by piece.

#![allow(clippy::unwrap_used, reason = "a failure is a failed test")]

mod support;

use std::time::Duration;

use spikard_native::server::{Input, Settings};
use support::client::post;
use support::upload::{
    CHUNKED, LIMIT, chunk, head, length, next, read_all, reader, routes, sent, server_with,
};
use support::{Gate, TestServer, reply, settings, text};

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

#[test]
fn continue_is_sent_when_the_handler_reads() {
    let (_server, mut client) = sent(head("/read", &(length(5) + "expect: 100-continue\r\n")));
    assert_eq!(client.read().status, 100);
    client.write("hello");
    assert_eq!(client.read().text(), "hello");
    client.assert_alive("/");
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
