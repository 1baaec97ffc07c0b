//! Which route answers a request.

mod support;

use spikard_native::server::{Settings, bind};
use support::client::{get, post, request};
use support::{TestServer, describe, settings, specs, text};

#[test]
fn a_route_answers_with_its_number_method_target_and_parameters() {
    let server = TestServer::echo(&["GET /", "GET /users/:id/posts/:post", "POST /users"]);
    assert_eq!(server.send(&get("/")).text(), "0 GET / []");
    let message = server.send(&get("/users/7/posts/x%20y?q=1"));
    assert_eq!(
        message.text(),
        "1 GET /users/7/posts/x%20y?q=1 [\"7\", \"x y\"]"
    );
    assert_eq!(
        server.send(&post("/users", "ann")).text(),
        "2 POST /users [] ann"
    );
}

#[test]
fn a_literal_stands_before_a_parameter_and_that_before_a_rest() {
    let server = TestServer::echo(&["GET /a/*rest", "GET /a/:b", "GET /a/b"]);
    assert_eq!(server.send(&get("/a/b")).text(), "2 GET /a/b []");
    assert_eq!(server.send(&get("/a/c")).text(), "1 GET /a/c [\"c\"]");
    assert_eq!(server.send(&get("/a/b/c")).text(), "0 GET /a/b/c [\"b/c\"]");
}

#[test]
fn a_rest_may_be_empty_after_its_slash() {
    let server = TestServer::echo(&["GET /files/*rest"]);
    assert_eq!(server.send(&get("/files/")).text(), "0 GET /files/ [\"\"]");
    server.send(&get("/files")).assert_problem(404, "not-found");
}

#[test]
fn a_trailing_slash_is_another_path() {
    let server = TestServer::echo(&["GET /a", "GET /b/"]);
    server.send(&get("/a/")).assert_problem(404, "not-found");
    server.send(&get("/b")).assert_problem(404, "not-found");
}

#[test]
fn names_of_parameters_may_differ_from_route_to_route() {
    let server = TestServer::echo(&["GET /u/:id", "DELETE /u/:name", "GET /u/:key/x"]);
    assert_eq!(server.send(&get("/u/1")).text(), "0 GET /u/1 [\"1\"]");
    let message = server.send(&request("DELETE", "/u/1"));
    assert_eq!(message.text(), "1 DELETE /u/1 [\"1\"]");
    assert_eq!(server.send(&get("/u/1/x")).text(), "2 GET /u/1/x [\"1\"]");
}

#[test]
fn any_token_is_a_method() {
    let server = TestServer::echo(&["QUERY /", "PURGE /", "M-SEARCH /"]);
    assert_eq!(server.send(&request("QUERY", "/")).text(), "0 QUERY / []");
    assert_eq!(
        server.send(&request("M-SEARCH", "/")).text(),
        "2 M-SEARCH / []"
    );
    assert_eq!(server.send(&request("query", "/")).status, 405);
}

#[test]
fn a_route_of_all_methods_takes_those_without_a_route_of_their_own() {
    let server = TestServer::echo(&["* /", "POST /"]);
    assert_eq!(server.send(&request("POST", "/")).text(), "1 POST / []");
    assert_eq!(server.send(&request("TRACE", "/")).text(), "0 TRACE / []");
    assert_eq!(
        server.send(&request("OPTIONS", "/")).text(),
        "0 OPTIONS / []"
    );
}

#[test]
fn another_method_falls_through_to_a_less_specific_path() {
    let server = TestServer::echo(&["POST /users/search", "GET /users/:id"]);
    let message = server.send(&get("/users/search"));
    assert_eq!(message.text(), "1 GET /users/search [\"search\"]");
    let message = server.send(&request("PUT", "/users/search"));
    message.assert_problem(405, "method-not-allowed");
    assert_eq!(message.header("allow"), Some("POST, GET, HEAD, OPTIONS"));
}

#[test]
fn head_is_answered_from_get_without_the_body() {
    let server = TestServer::echo(&["GET /"]);
    let mut client = server.connect();
    let message = client.exchange(&request("HEAD", "/"));
    assert_eq!(message.status, 200);
    let length = "0 HEAD / []".len().to_string();
    assert_eq!(message.header("content-length"), Some(length.as_str()));
    client.assert_alive("/");
}

#[test]
fn options_lists_the_methods_of_a_path() {
    let server = TestServer::echo(&["GET /a", "POST /a", "DELETE /b"]);
    let message = server.send(&request("OPTIONS", "/a"));
    assert_eq!((message.status, message.body.len()), (204, 0));
    assert_eq!(message.header("allow"), Some("GET, HEAD, POST, OPTIONS"));
    let message = server.send(&request("OPTIONS", "*"));
    assert_eq!(message.status, 204);
    assert_eq!(
        message.header("allow"),
        Some("GET, HEAD, POST, DELETE, OPTIONS")
    );
    server
        .send(&request("OPTIONS", "/c"))
        .assert_problem(404, "not-found");
}

#[test]
fn options_may_have_a_route_of_its_own() {
    let server = TestServer::echo(&["GET /", "OPTIONS /"]);
    assert_eq!(
        server.send(&request("OPTIONS", "/")).text(),
        "1 OPTIONS / []"
    );
}

#[test]
fn allow_names_options_once_where_it_has_a_route_of_its_own() {
    let server = TestServer::echo(&["GET /", "OPTIONS /"]);
    for (method, target) in [("PUT", "/"), ("OPTIONS", "*")] {
        let message = server.send(&request(method, target));
        assert_eq!(message.header("allow"), Some("GET, HEAD, OPTIONS"));
    }
}

#[test]
fn a_wrong_method_is_405_with_allow() {
    let server = TestServer::echo(&["GET /a", "PUT /a"]);
    let message = server.send(&request("DELETE", "/a"));
    message.assert_problem(405, "method-not-allowed");
    assert_eq!(message.header("allow"), Some("GET, HEAD, PUT, OPTIONS"));
}

#[test]
fn problems_have_no_body_for_head() {
    let server = TestServer::echo(&["POST /a", "GET /b"]);
    let mut client = server.connect();
    assert_eq!(client.exchange(&request("HEAD", "/none")).status, 404);
    assert_eq!(client.exchange(&request("HEAD", "/a")).status, 405);
    client.assert_alive("/b");
}

#[test]
fn the_fallback_takes_what_no_path_matches_and_nothing_else() {
    let routes = [specs(&["GET /a", "GET /f/*rest"]), specs(&["* "])].concat();
    let settings = Settings {
        fallback: Some(2),
        ..settings()
    };
    let server =
        TestServer::start_specs(
            settings,
            routes,
            1,
            |call| async move { text(&describe(&call)) },
        );
    assert_eq!(
        server.send(&post("/none?x", "body")).text(),
        "2 POST /none?x [] body"
    );
    assert_eq!(server.send(&get("/f//x")).text(), "2 GET /f//x []");
    assert_eq!(server.send(&get("/a")).text(), "0 GET /a []");
    server
        .send(&request("PUT", "/a"))
        .assert_problem(405, "method-not-allowed");
    server
        .send(&get("/a%2Fb"))
        .assert_problem(400, "bad-request");
}

#[test]
fn a_fallback_that_is_no_route_is_refused() {
    let settings = Settings {
        fallback: Some(1),
        ..settings()
    };
    assert_eq!(
        bind(settings, specs(&["GET /"])).unwrap_err().code(),
        "SPK_BAD_SETTINGS"
    );
}

#[test]
fn conflicts_are_errors_that_name_the_route() {
    let refused = |routes: &[&str]| bind(settings(), specs(routes)).unwrap_err();
    let error = refused(&["GET /u/:id", "GET /u/:name"]);
    assert_eq!(error.code(), "SPK_DUPLICATE_ROUTE");
    assert_eq!(
        error.to_string(),
        "The route \"GET /u/:name\" is already taken. Remove one of the two, or change its method or path"
    );
    assert_eq!(refused(&["GET /a/*rest/b"]).code(), "SPK_BAD_PATH");
    assert_eq!(refused(&["G@T /a"]).code(), "SPK_BAD_METHOD");
    assert_eq!(refused(&["CONNECT /a"]).code(), "SPK_BAD_METHOD");
}

#[test]
fn a_server_without_routes_answers_404() {
    TestServer::echo(&[])
        .send(&get("/"))
        .assert_problem(404, "not-found");
}

#[test]
fn a_thousand_routes_are_told_apart() {
    let routes: Vec<_> = (0..1000)
        .map(|number| format!("GET /r{number}/:id"))
        .collect();
    let routes: Vec<_> = routes.iter().map(String::as_str).collect();
    let server = TestServer::echo(&routes);
    let mut client = server.connect();
    for number in [0, 1, 10, 100, 999] {
        let path = format!("/r{number}/x");
        let expected = format!("{number} GET {path} [\"x\"]");
        assert_eq!(client.get(&path).text(), expected);
    }
}
