//! A server without a socket, and requests to it from within the process.

#![allow(clippy::unwrap_used, reason = "a failure is a failed test")]

mod support;

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, StatusCode};
use spikard_native::server::{BodyError, ClientBody, Drained};
use support::stream::{fed, streamed};
use support::upload::{read_all, reader};
use support::{
    Gate, PATIENCE, TestServer, block_on, describe, reply, settings, specs, text, wait_for,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

fn echo(routes: &[&str]) -> TestServer {
    TestServer::in_memory(settings(), specs(routes), |call| async move {
        text(&describe(&call))
    })
}

fn request(method: &str, target: &str, body: impl Into<Bytes>) -> Request<Bytes> {
    let request = Request::builder().method(method).uri(target);
    request.body(body.into()).unwrap()
}

fn get(target: &str) -> Request<Bytes> {
    request("GET", target, "")
}

async fn read(body: &mut ClientBody) -> Option<Result<Bytes, BodyError>> {
    poll_fn(|cx| body.poll_chunk(cx)).await
}

/// Status and body of the answer.
fn send(server: &TestServer, request: Request<Bytes>) -> (StatusCode, String) {
    block_on(async {
        let (head, mut body) = server.server.request(request).await.unwrap().into_parts();
        let mut whole = Vec::new();
        while let Some(piece) = read(&mut body).await {
            whole.extend_from_slice(&piece.unwrap());
        }
        (head.status, String::from_utf8(whole).unwrap())
    })
}

#[test]
fn a_request_takes_the_way_of_a_socket() {
    let server = echo(&["GET /users/:id", "POST /users"]);
    let (status, body) = send(&server, get("/users/7?q=1"));
    assert_eq!(
        (status, &*body),
        (StatusCode::OK, "0 GET /users/7?q=1 [\"7\"]")
    );
    let (_, body) = send(&server, request("POST", "/users", "ann"));
    assert_eq!(body, "1 POST /users [] ann");
    for (request, status) in [
        (get("/none"), StatusCode::NOT_FOUND),
        (get("/users"), StatusCode::METHOD_NOT_ALLOWED),
        (get("/users/%2F"), StatusCode::BAD_REQUEST),
        (
            request("POST", "/users", vec![0; 2 << 20]),
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
    ] {
        assert_eq!(send(&server, request).0, status);
    }
    assert_eq!(server.server.counters().requests, 6);
    assert_eq!(server.server.local_addr().port(), 0);
}

#[test]
fn a_large_answer_comes_whole() {
    let server = TestServer::in_memory(settings(), specs(&["GET /"]), |_| async {
        reply(200, "x".repeat(1_000_000))
    });
    assert!(send(&server, get("/")).1 == "x".repeat(1_000_000));
}

#[test]
fn a_streamed_answer_comes_piece_by_piece() {
    let (sender, feeds) = channel();
    let alive = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&alive);
    let server = TestServer::in_memory(settings(), specs(&["GET /"]), move |_| {
        let (feed, body) = fed(&counted);
        sender.send(feed).unwrap();
        async { streamed(&[], body) }
    });
    for ends in [true, false] {
        block_on(async {
            let mut body = server.server.request(get("/")).await.unwrap().into_body();
            let feed = feeds.recv_timeout(PATIENCE).unwrap();
            feed.write("hello");
            assert_eq!(read(&mut body).await, Some(Ok("hello".into())));
            if ends {
                drop(feed);
                assert_eq!(read(&mut body).await, None);
            } else {
                feed.cut();
                assert_eq!(read(&mut body).await, Some(Err(BodyError::Gone)));
            }
        });
    }
    // A body that is dropped is a client that leaves.
    drop(block_on(server.server.request(get("/"))).unwrap());
    wait_for(|| (alive.load(Ordering::SeqCst) == 0).then_some(()));
}

#[test]
fn a_request_that_is_dropped_is_given_up() {
    let server = TestServer::in_memory(settings(), specs(&["GET /"]), |_| std::future::pending());
    block_on(async {
        let asking = server.server.request(get("/"));
        let _ = tokio::time::timeout(Duration::from_millis(100), asking).await;
    });
    server.wait_for(|counters| counters.open == 0 && counters.aborted == 1);
}

#[test]
fn a_body_may_be_read_piece_by_piece() {
    let mut routes = specs(&["POST /"]);
    routes[0].streams_body = true;
    let server = TestServer::in_memory(settings(), routes, |call| async move {
        reply(200, read_all(reader(call)).await.unwrap())
    });
    let body = "x".repeat(500_000);
    assert!(send(&server, request("POST", "/", body.clone())).1 == body);
}

#[test]
fn raw_bytes_may_be_sent() {
    let server = echo(&["GET /"]);
    block_on(async {
        let mut pipe = server.server.open();
        let bytes = b"GET / HTTP/1.0\r\n\r\n";
        pipe.write_all(bytes).await.unwrap();
        let mut answer = String::new();
        pipe.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.0 200 OK\r\n"), "{answer}");
        assert!(answer.ends_with("\r\n\r\n0 GET / []"), "{answer}");
    });
}

#[test]
fn a_stop_waits_for_what_is_on_its_way_and_refuses_the_rest() {
    let gate = Gate::shut();
    let own = gate.clone();
    let server = TestServer::in_memory(settings(), specs(&["GET /"]), move |_| {
        let gate = own.clone();
        async move {
            gate.pass().await;
            text("ok")
        }
    });
    block_on(async {
        let asking = tokio::spawn(server.server.request(get("/")));
        tokio::time::timeout(PATIENCE, async {
            while server.server.counters().requests == 0 {
                tokio::task::yield_now().await;
            }
        })
        .await
        .unwrap();
        let closing = server.server.close(PATIENCE);
        assert!(server.server.request(get("/")).await.is_err());
        gate.let_through(1);
        assert_eq!(asking.await.unwrap().unwrap().status(), StatusCode::OK);
        let expected = Drained {
            answered: 1,
            cut: 0,
        };
        assert_eq!(closing.await, expected);
    });
}
