//! Which bodies a route takes.

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use spikard_native::server::{Call, Input, RouteSpec};
use support::client::Client;
use support::{Message, TestServer, accepts, settings, specs, text};

/// Answers with what kind of body came; counts the calls.
fn server() -> (TestServer, Arc<AtomicUsize>) {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let server = TestServer::start_specs(settings(), routes(), 1, move |call| {
        counted.fetch_add(1, Ordering::SeqCst);
        async move { text(kind(&call)) }
    });
    (server, calls)
}

/// `/any` takes all, `/json` JSON, `/stream` JSON piece by piece, `/form` forms, `/all` all by name.
fn routes() -> Vec<RouteSpec> {
    let mut routes = specs(&[
        "POST /any",
        "POST /json",
        "POST /stream",
        "POST /form",
        "POST /all",
    ]);
    routes[1].accepts = accepts(&["application/json"]);
    routes[2].accepts = accepts(&["application/json", "image/*"]);
    routes[2].streams_body = true;
    routes[3].accepts = accepts(&["multipart/form-data"]);
    routes[4].accepts = accepts(&["*/*"]);
    routes.extend(specs(&["GET /"]));
    routes
}

fn kind(call: &Call) -> &'static str {
    match &call.body {
        Input::Form(_) => "form",
        Input::Stream(_) => "stream",
        _ => "whole",
    }
}

fn request(path: &str, fields: &str, body: &str) -> String {
    format!("POST {path} HTTP/1.1\r\nhost: test\r\n{fields}\r\n{body}")
}

/// Sends `{}` with this content type.
fn send(client: &mut Client, path: &str, content_type: &str) -> Message {
    let fields = format!("content-type: {content_type}\r\ncontent-length: 2\r\n");
    client.exchange(&request(path, &fields, "{}"))
}

#[test]
fn a_body_of_a_type_that_is_not_taken_is_415_and_never_reaches_the_host() {
    let (server, calls) = server();
    let mut client = server.connect();
    for (path, content_type, accepted) in [
        ("/json", "text/plain", "application/json"),
        ("/json", "application/jsonx", "application/json"),
        ("/stream", "text/plain", "application/json, image/*"),
        ("/form", "application/json", "multipart/form-data"),
        ("/any", "junk", "*/*"),
        ("/any", "application/json; charset=latin1", "*/*"),
    ] {
        let message = send(&mut client, path, content_type);
        message.assert_problem(415, "unsupported-media-type");
        assert_eq!(message.header("accept-post"), Some(accepted));
        assert!(!message.closes());
    }
    client.assert_alive("/");
    assert_eq!(calls.load(Ordering::SeqCst), 1);
    let problems = server.server.counters().problems;
    assert_eq!(problems.unsupported_media_type, 6);
}

#[test]
fn a_body_of_a_type_that_is_taken_reaches_the_host() {
    let (server, _) = server();
    let mut client = server.connect();
    for (path, content_type, expected) in [
        ("/json", "application/json", "whole"),
        (
            "/json",
            "Application/Vnd.Api+JSON; charset=\"utf-8\"",
            "whole",
        ),
        ("/stream", "image/png", "stream"),
        ("/any", "image/png", "whole"),
        ("/all", "image/png", "whole"),
    ] {
        assert_eq!(
            send(&mut client, path, content_type).text(),
            expected,
            "{content_type}"
        );
    }
}

#[test]
fn a_body_without_a_type_is_taken_where_all_are() {
    let (server, _) = server();
    let mut client = server.connect();
    let fields = "content-length: 2\r\n";
    for path in ["/any", "/all"] {
        assert_eq!(
            client.exchange(&request(path, fields, "{}")).text(),
            "whole"
        );
    }
    client
        .exchange(&request("/json", fields, "{}"))
        .assert_problem(415, "unsupported-media-type");
}

#[test]
fn two_content_types_are_none() {
    let (server, _) = server();
    let fields = "content-type: text/plain\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n";
    server
        .send(&request("/any", fields, "{}"))
        .assert_problem(415, "unsupported-media-type");
}

#[test]
fn a_request_without_a_body_is_never_415() {
    let (server, _) = server();
    let mut client = server.connect();
    for fields in [
        "content-type: text/plain\r\n",
        "content-type: junk\r\ncontent-length: 0\r\n",
        "",
    ] {
        let message = client.exchange(&request("/json", fields, ""));
        assert_eq!(message.text(), "whole", "{fields}");
    }
    for path in ["/json", "/stream", "/form"] {
        let fields = "content-type: junk\r\ntransfer-encoding: chunked\r\n";
        let message = client.exchange(&request(path, fields, "0\r\n\r\n"));
        assert_eq!(message.text(), "whole", "{path}");
    }
    client.assert_alive("/");
}

#[test]
fn chunks_of_a_type_that_is_not_taken_are_415() {
    let (server, calls) = server();
    let mut client = server.connect();
    let fields = "content-type: junk\r\ntransfer-encoding: chunked\r\n";
    client.write(request("/json", fields, ""));
    client.write("2\r\n{}\r\n0\r\n\r\n");
    client.read().assert_problem(415, "unsupported-media-type");
    client.assert_alive("/");
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

#[test]
fn a_client_that_asks_first_is_told_at_once_and_sends_no_body() {
    let (server, _) = server();
    let mut client = server.connect();
    let fields = "content-type: text/plain\r\ncontent-length: 2\r\nexpect: 100-continue\r\n";
    let message = client.exchange(&request("/json", fields, ""));
    message.assert_problem(415, "unsupported-media-type");
    assert!(message.closes());
    client.assert_end();
}
