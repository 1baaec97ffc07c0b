//! Headers of the answers that the server makes itself.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "panics are what is tested"
)]

mod support;

use std::collections::HashSet;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use spikard_native::server::{Answer, Health, Settings, bind};
use support::client::{Message, get, post, request};
use support::{TestServer, settings, specs, text};

fn dressed() -> Settings {
    let answer_headers = [
        ("x-frame-options", "DENY"),
        ("link", "</a>; rel=a"),
        ("link", "</b>; rel=b"),
        ("content-type", "text/html"),
        ("cache-control", "public"),
        ("allow", "NOTHING"),
    ];
    Settings {
        answer_headers: headers(&answer_headers),
        request_id_header: Some(HeaderName::from_static("x-request-id")),
        health: Some(Health {
            live: "/livez".into(),
            ready: "/readyz".into(),
        }),
        body_limit: 10,
        ..settings()
    }
}

fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
    let pairs = pairs.iter().map(|&(name, value)| {
        (
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        )
    });
    pairs.collect()
}

fn server(settings: Settings) -> TestServer {
    let routes = ["GET /", "POST /", "GET /busy", "GET /late", "GET /panic"];
    TestServer::start(settings, &routes, |call| async move {
        match call.target.path() {
            "/busy" => Answer::Busy,
            "/late" => Answer::TimedOut,
            "/panic" => panic!("as asked"),
            _ => text("ok"),
        }
    })
}

#[track_caller]
fn assert_dressed(message: &Message, status: u16) {
    assert_eq!(message.status, status, "{message:?}");
    assert_eq!(message.header("x-frame-options"), Some("DENY"));
    let links = message.headers.iter().filter(|(name, _)| name == "link");
    assert_eq!(links.count(), 2, "{message:?}");
    assert!(message.header("x-request-id").is_some(), "{message:?}");
}

#[test]
fn every_answer_of_the_server_has_the_headers_and_an_id_of_its_own() {
    let server = server(dressed());
    let mut ids = HashSet::new();
    for (sent, status) in [
        (get("/none"), 404),
        (request("DELETE", "/"), 405),
        (request("OPTIONS", "/"), 204),
        (request("OPTIONS", "*"), 204),
        (get("/%00"), 400),
        (get(&format!("/{}", "x".repeat(9000))), 414),
        (post("/", "more than ten"), 413),
        (get("/busy"), 503),
        (get("/late"), 504),
        (get("/panic"), 500),
        (get("/livez"), 200),
        (get("/readyz"), 200),
    ] {
        let message = server.send(&sent);
        assert_dressed(&message, status);
        let id = message.header("x-request-id").unwrap().to_owned();
        assert!(ids.insert(id), "{ids:?}");
    }
}

#[test]
fn a_head_that_took_too_long_is_answered_with_the_headers() {
    let settings = Settings {
        head_timeout: Duration::from_millis(100),
        ..dressed()
    };
    let server = server(settings);
    let mut client = server.connect();
    client.write("GET / HTTP/1.1\r\n");
    let message = client.read();
    assert_dressed(&message, 408);
    message.assert_problem(408, "request-timeout");
    client.assert_end();
}

#[test]
fn headers_that_an_answer_has_are_kept() {
    let server = server(dressed());
    server.send(&get("/none")).assert_problem(404, "not-found");
    let message = server.send(&request("DELETE", "/"));
    assert_eq!(message.header("allow"), Some("GET, HEAD, POST, OPTIONS"));
    let message = server.send(&get("/livez"));
    assert_eq!(message.header("cache-control"), Some("no-store"));
    assert_eq!(message.header("content-type"), Some("application/json"));
}

#[test]
fn answers_of_handlers_are_left_alone() {
    let message = server(dressed()).send(&get("/"));
    assert_eq!(message.header("x-frame-options"), None);
    assert_eq!(message.header("x-request-id"), None);
}

#[test]
fn without_the_settings_nothing_is_added() {
    let message = server(settings()).send(&get("/none"));
    let mut names: Vec<_> = message.headers.iter().map(|(name, _)| name).collect();
    names.sort();
    assert_eq!(names, ["content-length", "content-type", "date"]);
}

#[test]
fn headers_of_the_framing_and_more_than_32_are_refused() {
    let mut many = HeaderMap::new();
    for number in 0..33 {
        let name = HeaderName::try_from(format!("x-{number}")).unwrap();
        many.insert(name, HeaderValue::from_static("y"));
    }
    for answer_headers in [
        headers(&[("connection", "close")]),
        headers(&[("content-length", "7")]),
        headers(&[("date", "today")]),
        many,
    ] {
        let settings = Settings {
            answer_headers,
            ..settings()
        };
        let error = bind(settings, specs(&["GET /"])).unwrap_err();
        assert_eq!(error.code(), "SPK_BAD_SETTINGS");
    }
}
