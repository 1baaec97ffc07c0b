//! Addresses: what can be bound, and what the errors say.

#![allow(clippy::unwrap_used, reason = "a failure is a failed test")]

mod support;

use spikard_native::server::{Settings, bind};
use support::client::get;
use support::{TestServer, settings, specs, text};

fn on(host: &str) -> Settings {
    Settings {
        host: host.to_owned(),
        ..settings()
    }
}

fn code_of(settings: Settings) -> &'static str {
    bind(settings, Vec::new()).unwrap_err().code()
}

/// Containers are often without.
fn has_ipv6() -> bool {
    std::net::TcpListener::bind("[::1]:0").is_ok()
}

#[test]
fn port_0_takes_a_free_port_and_reports_it() {
    let bound = bind(settings(), Vec::new()).unwrap();
    assert_ne!(bound.local_addr().port(), 0);
}

#[test]
fn names_and_addresses_of_both_families_are_served() {
    for host in ["127.0.0.1", "localhost", "::1", "[::1]"] {
        if host.contains(':') && !has_ipv6() {
            continue;
        }
        let server = TestServer::start(on(host), &["GET /"], |_| async { text("ok") });
        assert_eq!(server.send(&get("/")).text(), "ok", "{host}");
    }
}

#[test]
fn the_unspecified_ipv6_address_takes_ipv4_too() {
    if !has_ipv6() {
        return;
    }
    let server = TestServer::start(on("::"), &["GET /"], |call| async move {
        text(&call.peer.ip().to_canonical().to_string())
    });
    let port = server.server.local_addr().port();
    let mut client = support::Client::connect(([127, 0, 0, 1], port).into());
    assert_eq!(client.get("/").text(), "127.0.0.1");
}

#[test]
fn the_peer_is_the_client() {
    let server = TestServer::start(settings(), &["GET /"], |call| async move {
        text(&call.peer.to_string())
    });
    let mut client = server.connect();
    let address = client.local_addr().to_string();
    assert_eq!(client.get("/").text(), address);
}

#[test]
fn a_taken_port_is_eaddrinuse() {
    let server = TestServer::echo(&["GET /"]);
    let taken = Settings {
        port: server.server.local_addr().port(),
        ..settings()
    };
    assert_eq!(code_of(taken), "EADDRINUSE");
}

#[test]
fn an_address_of_another_machine_is_eaddrnotavail() {
    assert_eq!(code_of(on("192.0.2.1")), "EADDRNOTAVAIL");
}

#[test]
fn an_unknown_name_is_enotfound() {
    for host in ["", "[]", "not\0a name"] {
        assert_eq!(code_of(on(host)), "ENOTFOUND", "{host}");
    }
}

#[test]
fn a_route_table_is_checked_before_the_address() {
    let taken = bind(settings(), Vec::new()).unwrap();
    let both = Settings {
        port: taken.local_addr().port(),
        ..settings()
    };
    assert_eq!(
        bind(both, specs(&["GET a"])).unwrap_err().code(),
        "SPK_BAD_PATH"
    );
}

#[test]
fn an_address_is_free_again_when_it_was_never_served() {
    let bound = bind(settings(), Vec::new()).unwrap();
    let again = Settings {
        port: bound.local_addr().port(),
        ..settings()
    };
    drop(bound);
    assert!(bind(again, Vec::new()).is_ok());
}

#[test]
fn connections_wait_between_bind_and_serve() {
    let bound = bind(settings(), specs(&["GET /"])).unwrap();
    let mut client = support::Client::connect(bound.local_addr());
    client.write(get("/"));
    let event_loop = support::EventLoop::start(0);
    let host = support::Host::new(|_| async { text("ok") });
    let _server = bound.serve(std::sync::Arc::new(host), vec![event_loop.handle.clone()]);
    assert_eq!(client.read().text(), "ok");
}
