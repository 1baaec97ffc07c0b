//! Documents, which no handler answers.

#![allow(
    clippy::unwrap_used,
    reason = "a header that is missing is a failed test"
)]

mod support;

use http::{HeaderMap, HeaderName, HeaderValue};
use spikard_native::server::{Document, Health, Settings, bind};
use support::client::{Message, get, post, request};
use support::{PATIENCE, TestServer, settings, specs, text};

const JSON: &str = r#"{"openapi":"3.1.1"}"#;

fn document(path: &str, body: impl Into<bytes::Bytes>) -> Document {
    Document {
        path: path.to_owned(),
        content_type: HeaderValue::from_static("application/json"),
        content_security_policy: None,
        body: body.into(),
    }
}

fn with_documents(documents: Vec<Document>) -> Settings {
    Settings {
        documents,
        ..settings()
    }
}

/// A server with one document, whose handlers never answer.
fn server(routes: &[&str]) -> TestServer {
    let settings = with_documents(vec![document("/openapi.json", JSON)]);
    TestServer::start(settings, routes, |_| std::future::pending())
}

fn tag(server: &TestServer) -> String {
    let message = server.send(&get("/openapi.json"));
    message.header("etag").unwrap().to_owned()
}

fn conditional(method: &str, headers: &str) -> String {
    format!("{method} /openapi.json HTTP/1.1\r\nhost: test\r\n{headers}\r\n\r\n")
}

fn is_whole(message: &Message) -> bool {
    message.status == 200 && message.text() == JSON
}

#[test]
fn a_document_is_answered_without_the_host() {
    let message = server(&["GET /"]).send(&get("/openapi.json"));
    assert!(is_whole(&message), "{message:?}");
    assert_eq!(message.header("content-type"), Some("application/json"));
    assert_eq!(message.header("cache-control"), Some("no-cache"));
    let tag = message.header("etag").unwrap();
    assert!(tag.starts_with('"') && tag.ends_with('"'), "{tag}");
}

#[test]
fn head_has_the_headers_of_get_and_no_body() {
    let server = server(&["GET /"]);
    let mut client = server.connect();
    let head = client.exchange(&request("HEAD", "/openapi.json"));
    let whole = client.get("/openapi.json");
    let without_date = |message: &Message| {
        let mut headers = message.headers.clone();
        headers.retain(|(name, _)| name != "date");
        headers
    };
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(without_date(&head), without_date(&whole));
    assert_eq!(head.header("content-length"), Some("19"));
}

#[test]
fn a_client_that_has_the_document_is_told_so() {
    let server = server(&["GET /"]);
    let tag = tag(&server);
    let mut client = server.connect();
    for list in [
        tag.clone(),
        format!("W/{tag}"),
        format!("\"x\", W/\"y\" ,{tag}"),
        "*".to_owned(),
        format!("\"x\"\r\nif-none-match: {tag}"),
    ] {
        for method in ["GET", "HEAD"] {
            let asked = conditional(method, &format!("if-none-match: {list}"));
            let message = client.exchange(&asked);
            assert_eq!((message.status, message.body.len()), (304, 0), "{list}");
            assert_eq!(message.header("etag"), Some(tag.as_str()));
            assert_eq!(message.header("cache-control"), Some("no-cache"));
            assert_eq!(message.header("content-type"), None);
        }
    }
    assert!(
        is_whole(&client.get("/openapi.json")),
        "the connection goes on"
    );
}

#[test]
fn a_client_that_has_something_else_gets_the_document() {
    let server = server(&["GET /"]);
    let tag = tag(&server);
    let mut client = server.connect();
    for headers in [
        "if-none-match: \"x\"".to_owned(),
        format!("if-none-match: {}", tag.replace('"', "")),
        format!("if-none-match: x, {tag}"),
        "if-none-match:".to_owned(),
        format!("if-match: {tag}"),
        "if-modified-since: Mon, 23 Nov 2099 02:00:00 GMT".to_owned(),
        "range: bytes=0-3".to_owned(),
    ] {
        let message = client.exchange(&conditional("GET", &headers));
        assert!(is_whole(&message), "{headers}: {message:?}");
    }
}

#[test]
fn tags_of_different_documents_differ_and_last_beyond_a_server() {
    let settings = with_documents(vec![document("/a", "one"), document("/b", "two")]);
    let tags = || {
        let server = TestServer::start(settings.clone(), &["GET /"], |_| std::future::pending());
        ["/a", "/b"].map(|path| server.send(&get(path)).header("etag").unwrap().to_owned())
    };
    let [one, two] = tags();
    assert_ne!(one, two);
    assert_eq!(tags(), [one, two]);
}

#[test]
fn other_methods_are_answered_as_on_any_route() {
    let server = server(&["GET /", "DELETE /openapi.json"]);
    let mut client = server.connect();
    let message = client.exchange(&post("/openapi.json", "x"));
    message.assert_problem(405, "method-not-allowed");
    assert_eq!(message.header("allow"), Some("DELETE, GET, HEAD, OPTIONS"));
    let message = client.exchange(&request("OPTIONS", "/openapi.json"));
    assert_eq!(message.status, 204);
    client
        .get("/openapi.json/")
        .assert_problem(404, "not-found");
}

#[test]
fn a_large_document_comes_whole_and_a_body_of_the_request_is_read_away() {
    let body: Vec<u8> = (0..4 * 1024 * 1024_u32).map(|n| n as u8).collect();
    let settings = with_documents(vec![
        document("/large", body.clone()),
        document("/empty", ""),
    ]);
    let server = TestServer::start(settings, &["GET /"], |_| std::future::pending());
    let mut client = server.connect();
    assert!(client.get("/large").body == body);
    let with_body = "GET /large HTTP/1.1\r\nhost: test\r\ncontent-length: 3\r\n\r\nabc";
    assert!(client.exchange(with_body).body == body);
    let message = client.get("/empty");
    assert_eq!(
        (message.status, message.header("content-length")),
        (200, Some("0"))
    );
}

#[test]
fn documents_are_answered_while_the_host_is_blocked_and_saturated() {
    let server = server(&["GET /"]);
    *server.beat.lock().unwrap() = spikard_native::server::Beat {
        age: PATIENCE,
        is_saturated: true,
    };
    assert!(is_whole(&server.send(&get("/openapi.json"))));
}

#[test]
fn a_document_has_the_headers_of_the_servers_own_answers_but_keeps_its_policy() {
    let mut answer_headers = HeaderMap::new();
    answer_headers.insert("x-frame-options", HeaderValue::from_static("DENY"));
    answer_headers.insert("cache-control", HeaderValue::from_static("public"));
    let none = HeaderValue::from_static("default-src 'none'");
    answer_headers.insert("content-security-policy", none);
    let page = Document {
        content_security_policy: Some(HeaderValue::from_static("default-src 'self'")),
        ..document("/docs", "<p>")
    };
    let settings = Settings {
        answer_headers,
        request_id_header: Some(HeaderName::from_static("x-request-id")),
        ..with_documents(vec![page, document("/openapi.json", JSON)])
    };
    let server = TestServer::start(settings, &["GET /"], |_| async { text("ok") });
    let mut client = server.connect();
    for (path, policy) in [
        ("/docs", "default-src 'self'"),
        ("/openapi.json", "default-src 'none'"),
    ] {
        let known = format!("GET {path} HTTP/1.1\r\nhost: test\r\nif-none-match: *\r\n\r\n");
        for message in [client.get(path), client.exchange(&known)] {
            assert_eq!(message.header("x-frame-options"), Some("DENY"));
            assert_eq!(message.header("cache-control"), Some("no-cache"));
            assert_eq!(message.header("content-security-policy"), Some(policy));
            assert!(message.header("x-request-id").is_some(), "{message:?}");
        }
    }
}

#[test]
fn documents_stand_before_what_is_less_specific() {
    let settings = with_documents(vec![
        document("/docs", "page"),
        document("/docs/init.js", "js"),
    ]);
    let routes = ["* /docs", "GET /:any", "GET /docs/*rest"];
    let server = TestServer::start(settings, &routes, |call| async move {
        text(&call.route.to_string())
    });
    assert_eq!(server.send(&get("/docs")).text(), "page");
    assert_eq!(server.send(&post("/docs", "")).text(), "0");
    assert_eq!(server.send(&get("/openapi.json")).text(), "1");
    assert_eq!(server.send(&get("/docs/init%2Ejs")).text(), "js");
    assert_eq!(server.send(&get("/docs/other.js")).text(), "2");
    for path in [
        "/docs/../init.js",
        "/docs/..%2fetc/passwd",
        "/docs/%2e%2e/x",
    ] {
        server.send(&get(path)).assert_problem(400, "bad-request");
    }
}

#[test]
fn a_document_and_anything_else_cannot_share_a_place() {
    let refused = |documents: &[&str], routes: &[&str]| {
        let documents = documents.iter().map(|path| document(path, "")).collect();
        let settings = Settings {
            health: Some(Health {
                live: "/livez".to_owned(),
                ready: "/readyz".to_owned(),
            }),
            ..with_documents(documents)
        };
        bind(settings, specs(routes)).unwrap_err()
    };
    for (documents, routes) in [
        (vec!["/a"], ["GET /a"]),
        (vec!["/a"], ["GET /%61"]),
        (vec!["/a", "/a"], ["GET /"]),
        (vec!["/livez"], ["GET /"]),
    ] {
        let error = refused(&documents, &routes);
        assert_eq!(error.code(), "SPK_DUPLICATE_ROUTE");
        let says = error.to_string().contains("The document path \"");
        assert!(says, "{error}");
    }
    for path in ["/:a", "/*a", "a", "/a/../b"] {
        assert_eq!(refused(&[path], &["GET /"]).code(), "SPK_BAD_PATH");
    }
}
