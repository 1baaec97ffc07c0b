//! The one form of a path.

mod support;

use support::TestServer;
use support::client::{get, request};

/// A server on which every path but `/` is a rest.
fn server() -> TestServer {
    TestServer::echo(&[
        "GET /",
        "GET /*rest",
        "GET /a/b",
        "GET /x//y",
        "GET /caf\u{e9}",
        "GET /u/:id",
    ])
}

#[track_caller]
fn assert_target(target: &str, expected: &str) {
    assert_eq!(server().send(&get(target)).text(), expected);
}

#[test]
fn unreserved_octets_are_decoded_before_the_match() {
    assert_target("/%61/%62", "2 GET /a/b []");
    assert_target("/%7Euser?x=%61", "1 GET /~user?x=%61 [\"~user\"]");
}

#[test]
fn other_escapes_are_kept_in_the_target_and_decoded_in_parameters() {
    assert_target("/u/a%20b%3a", "5 GET /u/a%20b%3A [\"a b:\"]");
    assert_target("/u/%2541", "5 GET /u/%2541 [\"%41\"]");
}

#[test]
fn literals_of_routes_are_in_the_same_form() {
    assert_target("/caf%c3%a9", "4 GET /caf%C3%A9 []");
}

#[test]
fn double_slashes_match_only_what_is_written_with_them() {
    assert_target("/x//y", "3 GET /x//y []");
    for path in [
        "/a//b",
        "//a/b",
        "//",
        "/x///y",
        "/files//etc/passwd",
        "/u//",
    ] {
        server().send(&get(path)).assert_problem(404, "not-found");
    }
}

#[test]
fn what_could_change_the_match_is_refused() {
    for path in [
        "/a%2Fb",
        "/a%2fb",
        "/a%5Cb",
        "/a\\b",
        "/a%00b",
        "/%",
        "/%1",
        "/%zz",
        "/%ff",
        "/a%c3",
        "/..",
        "/a/../b",
        "/a/./b",
        "/.",
        "/a/..",
        "/a/%2e%2e/b",
        "/a/%2E./b",
        "/%252F/..",
    ] {
        server().send(&get(path)).assert_problem(400, "bad-request");
    }
}

#[test]
fn a_path_is_decoded_once() {
    assert_target("/%252e%252e/x", "1 GET /%252e%252e/x [\"%2e%2e/x\"]");
    assert_target("/%252Fetc", "1 GET /%252Fetc [\"%2Fetc\"]");
}

#[test]
fn raw_bytes_beyond_ascii_are_refused() {
    let server = server();
    let mut client = server.connect();
    client.write("GET /caf\u{e9} HTTP/1.1\r\nhost: test\r\n\r\n");
    client.read().assert_problem(400, "bad-request");
    client.write("GET /?\u{e9} HTTP/1.1\r\nhost: test\r\n\r\n");
    client.read().assert_problem(400, "bad-request");
}

#[test]
fn the_absolute_form_is_served_as_its_path() {
    assert_target("http://other/a/b?q", "2 GET /a/b?q []");
    assert_target("http://other", "0 GET / []");
}

#[test]
fn the_query_is_passed_on_raw() {
    assert_target("/?a=%7a&b=%2F&c=/../", "0 GET /?a=%7a&b=%2F&c=/../ []");
    assert_target("/?", "0 GET /? []");
}

#[test]
fn tunnels_and_a_bare_asterisk_are_refused() {
    let server = server();
    server
        .send(&request("CONNECT", "other:443"))
        .assert_problem(400, "bad-request");
    server
        .send(&request("CONNECT", "/"))
        .assert_problem(400, "bad-request");
    server.send(&get("*")).assert_problem(400, "bad-request");
}

#[test]
fn a_target_of_more_than_8_kib_is_414() {
    let server = server();
    let mut client = server.connect();
    let longest = format!("/u/{}", "a".repeat(8 * 1024 - 3));
    assert_eq!(client.get(&longest).status, 200);
    client
        .get(&format!("{longest}a"))
        .assert_problem(414, "uri-too-long");
    client
        .get(&format!("/?{}", "a".repeat(8 * 1024)))
        .assert_problem(414, "uri-too-long");
    client.assert_alive("/");
}
