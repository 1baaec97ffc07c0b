//! Connections of several requests, one after the other and all at once.

mod support;

use support::client::{get, post};
use support::{Gate, TestServer, settings, text};

/// Answers `/slow` only through the gate, everything else at once, with the path.
fn gated() -> (TestServer, Gate) {
    let gate = Gate::shut();
    let own = gate.clone();
    let server = TestServer::start(settings(), &["GET /*path", "POST /*path"], move |call| {
        let gate = own.clone();
        async move {
            if call.target.path() == "/slow" {
                gate.pass().await;
            }
            text(call.target.path())
        }
    });
    (server, gate)
}

#[test]
fn a_connection_serves_one_request_after_the_other() {
    let (server, _) = gated();
    let mut client = server.connect();
    for number in 0..100 {
        let path = format!("/{number}");
        assert_eq!(client.get(&path).text(), path);
    }
    let counters = server.server.counters();
    assert_eq!(
        (counters.accepted, counters.requests, counters.answered),
        (1, 100, 100)
    );
}

#[test]
fn pipelined_requests_are_answered_in_their_order() {
    let (server, gate) = gated();
    let mut client = server.connect();
    let requests = [
        get("/1"),
        get("/slow"),
        post("/2", "body"),
        get("/%2F"),
        get("/3"),
    ]
    .concat();
    client.write(requests);
    assert_eq!(client.read().text(), "/1");
    gate.let_through(1);
    assert_eq!(client.read().text(), "/slow");
    assert_eq!(client.read().text(), "/2");
    assert_eq!(client.read().status, 400);
    assert_eq!(client.read().text(), "/3");
}

#[test]
fn a_quick_answer_does_not_wait_for_the_slow_one_behind_it() {
    let (server, gate) = gated();
    let mut client = server.connect();
    client.write([get("/quick"), get("/slow"), get("/last")].concat());
    assert_eq!(client.read().text(), "/quick");
    gate.let_through(1);
    assert_eq!(client.read().text(), "/slow");
    assert_eq!(client.read().text(), "/last");
}

#[test]
fn requests_that_come_while_the_handler_works_are_answered_in_their_order() {
    let (server, gate) = gated();
    let mut client = server.connect();
    client.write(format!("{}{}", get("/slow"), &post("/0", "body")[..10]));
    server.wait_for(|counters| counters.requests == 1);
    let rest: String = (1..1000)
        .map(|number| post(&format!("/{number}"), "body"))
        .collect();
    client.write(format!("{}{rest}", &post("/0", "body")[10..]));
    // The event loop has seen the bytes when it has served someone who came after them.
    server.connect().assert_alive("/witness");
    gate.let_through(1);
    assert_eq!(client.read().text(), "/slow");
    for number in 0..1000 {
        assert_eq!(client.read().text(), format!("/{number}"));
    }
}

#[test]
fn an_answer_does_not_wait_for_the_rest_of_the_next_head() {
    let (server, _) = gated();
    let mut client = server.connect();
    let next = get("/2");
    let (start, end) = next.split_at(10);
    client.write(format!("{}{start}", get("/1")));
    assert_eq!(client.read().text(), "/1");
    client.write(end);
    assert_eq!(client.read().text(), "/2");
}

#[test]
fn a_line_break_after_a_body_is_ignored() {
    let (server, _) = gated();
    let mut client = server.connect();
    client.write(format!("{}\r\n", post("/1", "body")));
    assert_eq!(client.read().text(), "/1");
    assert_eq!(client.get("/2").text(), "/2");
}

#[test]
fn a_client_may_ask_to_close() {
    let (server, _) = gated();
    let mut client = server.connect();
    let message = client.exchange("GET /1 HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n");
    assert_eq!(message.text(), "/1");
    assert!(message.closes());
    client.assert_end();
}

#[test]
fn http_1_0_closes_unless_asked_to_stay() {
    let (server, _) = gated();
    let mut client = server.connect();
    let message = client.exchange("GET /1 HTTP/1.0\r\n\r\n");
    assert_eq!(
        (message.version.as_str(), message.text()),
        ("HTTP/1.0", "/1")
    );
    client.assert_end();
    let mut client = server.connect();
    let stay = "GET /1 HTTP/1.0\r\nconnection: keep-alive\r\n\r\n";
    assert_eq!(
        client.exchange(stay).header("connection"),
        Some("keep-alive")
    );
    assert_eq!(client.exchange(stay).text(), "/1");
}

#[test]
fn answers_carry_the_date_and_no_name_of_the_server() {
    let (server, _) = gated();
    let message = server.send(&get("/1"));
    assert!(
        message
            .header("date")
            .is_some_and(|date| date.ends_with(" GMT"))
    );
    assert_eq!(message.header("server"), None);
}

#[test]
fn connections_spread_over_all_shards() {
    let server = TestServer::start_specs(settings(), support::specs(&["GET /"]), 3, |_| async {
        text(std::thread::current().name().unwrap_or_default())
    });
    let mut clients: Vec<_> = (0..3).map(|_| server.connect()).collect();
    let mut loops: Vec<_> = clients
        .iter_mut()
        .map(|client| client.get("/").text().to_owned())
        .collect();
    loops.sort();
    assert_eq!(loops, ["loop 0", "loop 1", "loop 2"]);
    server.close(support::PATIENCE);
    for client in &mut clients {
        client.assert_end();
    }
}

#[test]
fn a_shard_that_lost_its_connections_gets_the_next_ones() {
    let server = TestServer::start_specs(settings(), support::specs(&["GET /"]), 2, |_| async {
        text(std::thread::current().name().unwrap_or_default())
    });
    let mut first = server.connect();
    let name = first.get("/").text().to_owned();
    let mut second = server.connect();
    assert_ne!(second.get("/").text(), name);
    drop(first);
    server.wait_for(|counters| counters.open == 1);
    assert_eq!(server.connect().get("/").text(), name);
}

#[test]
fn an_upgrade_that_is_offered_is_declined() {
    let (server, _) = gated();
    let mut client = server.connect();
    let offer = "GET /1 HTTP/1.1\r\nhost: test\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n";
    assert_eq!(client.exchange(offer).text(), "/1");
    assert_eq!(client.get("/2").text(), "/2");
}
