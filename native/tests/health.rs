//! Probes for health, which no handler answers.

mod support;

use std::time::Duration;

use spikard_native::server::{Beat, Health, Settings, bind};
use support::client::{get, post, request};
use support::{PATIENCE, TestServer, block_on, settings, specs, text};

fn with_health() -> Settings {
    Settings {
        health: Some(Health {
            live: "/livez".to_owned(),
            ready: "/readyz".to_owned(),
        }),
        ..settings()
    }
}

/// A server with probes, whose handlers never answer.
fn server(routes: &[&str]) -> TestServer {
    TestServer::start(with_health(), routes, |_| std::future::pending())
}

fn statuses(server: &TestServer) -> (u16, u16) {
    let status = |path| server.send(&get(path)).status;
    (status("/livez"), status("/readyz"))
}

#[test]
fn a_server_that_serves_is_alive_and_ready() {
    let server = server(&["GET /"]);
    for (path, body) in [
        ("/livez", r#"{"status":"live"}"#),
        ("/readyz", r#"{"status":"ready"}"#),
    ] {
        let message = server.send(&get(path));
        assert_eq!((message.status, message.text()), (200, body));
        assert_eq!(message.header("content-type"), Some("application/json"));
        assert_eq!(message.header("cache-control"), Some("no-store"));
    }
}

#[test]
fn probes_follow_the_beat_of_the_host() {
    let server = server(&["GET /"]);
    let second = Duration::from_secs(1);
    let set = |age, is_saturated| {
        *server.beat.lock().unwrap() = Beat { age, is_saturated };
        statuses(&server)
    };
    assert_eq!(set(second, false), (200, 200));
    assert_eq!(set(2 * second, false), (200, 503));
    assert_eq!(set(61 * second, false), (503, 503));
    assert_eq!(set(second, true), (200, 503));
    assert_eq!(set(Duration::ZERO, false), (200, 200));
}

#[test]
fn a_probe_that_fails_is_a_problem() {
    let server = server(&["GET /"]);
    server.beat.lock().unwrap().age = PATIENCE;
    let message = server.send(&get("/readyz"));
    message.assert_problem(503, "service-unavailable");
    assert_eq!(message.header("retry-after"), Some("1"));
    assert_eq!(message.header("cache-control"), Some("no-store"));
}

#[test]
fn a_server_that_stops_is_alive_and_not_ready() {
    let settings = Settings {
        drain_delay: PATIENCE,
        ..with_health()
    };
    let server = TestServer::start(settings, &["GET /"], |_| async { text("ok") });
    let closing = server.server.close(Duration::from_secs(1));
    assert_eq!(statuses(&server), (200, 503));
    server.connect().assert_alive("/");
    block_on(closing);
}

#[test]
fn probes_are_answered_as_any_route_is() {
    let server = server(&["GET /", "POST /livez"]);
    let mut client = server.connect();
    let message = client.exchange(&request("HEAD", "/livez"));
    assert_eq!((message.status, message.body.len()), (200, 0));
    let message = client.exchange(&post("/readyz", "x"));
    message.assert_problem(405, "method-not-allowed");
    assert_eq!(message.header("allow"), Some("GET, HEAD, OPTIONS"));
    let message = client.exchange(&request("OPTIONS", "/livez"));
    assert_eq!(message.header("allow"), Some("POST, GET, HEAD, OPTIONS"));
    let message = client.get("/livez/");
    message.assert_problem(404, "not-found");
}

#[test]
fn probes_stand_before_what_is_less_specific() {
    let server = TestServer::start(
        with_health(),
        &["* /livez", "GET /:any", "* /*all"],
        |call| async move { text(&call.route.to_string()) },
    );
    assert_eq!(statuses(&server), (200, 200));
    assert_eq!(server.send(&get("/livez")).text(), r#"{"status":"live"}"#);
    assert_eq!(server.send(&get("/readyz")).text(), r#"{"status":"ready"}"#);
    assert_eq!(server.send(&post("/livez", "")).text(), "0");
    assert_eq!(server.send(&post("/readyz", "")).text(), "2");
}

#[test]
fn a_probe_and_a_route_cannot_share_a_place() {
    let error = |routes: &[&str]| bind(with_health(), specs(routes)).unwrap_err();
    for routes in [["GET /livez"], ["GET /readyz"], ["GET /%6civez"]] {
        let error = error(&routes);
        assert_eq!(error.code(), "SPK_DUPLICATE_ROUTE");
        let path = if routes == ["GET /readyz"] {
            "/readyz"
        } else {
            "/livez"
        };
        assert!(
            error
                .to_string()
                .contains(&format!("The health path \"{path}\"")),
            "{error}"
        );
    }
}

#[test]
fn a_probe_has_a_path_of_its_own_and_no_parameters() {
    for (live, ready, code) in [
        ("/up", "/up", "SPK_DUPLICATE_ROUTE"),
        ("/:up", "/readyz", "SPK_BAD_PATH"),
        ("/livez", "/*rest", "SPK_BAD_PATH"),
        ("livez", "/readyz", "SPK_BAD_PATH"),
    ] {
        let settings = Settings {
            health: Some(Health {
                live: live.to_owned(),
                ready: ready.to_owned(),
            }),
            ..settings()
        };
        assert_eq!(bind(settings, specs(&["GET /"])).unwrap_err().code(), code);
    }
}
