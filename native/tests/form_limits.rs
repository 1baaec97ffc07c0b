//! How large a form may be, and what is in it.

mod support;

use spikard_native::server::Settings;
use support::form::{KIB, MIB, describe, field, form, part, request, roomy, send, server};
use support::{TestServer, settings, specs, text};

const OF_FORMS: &str = "The multipart form has too many parts, or one that is too large.";
const OF_ROUTE: &str = "The body is larger than the route takes.";

/// Asserts that a form is taken with as much as is allowed, and refused with one more by a word of whose limit it is.
#[track_caller]
fn assert_limit(server: &TestServer, detail: &str, most: usize, form: impl Fn(usize) -> String) {
    let message = send(server, form(most));
    assert_eq!(message.status, 200, "{}", message.text());
    let message = send(server, form(most + 1));
    message.assert_problem(413, "payload-too-large");
    assert!(message.text().contains(detail), "{}", message.text());
    server.connect().assert_alive("/");
}

#[test]
fn a_form_has_at_most_100_parts() {
    assert_limit(&server(), OF_FORMS, 100, |count| {
        form(&vec![field("a", "1"); count])
    });
}

#[test]
fn a_field_has_at_most_1_mib() {
    let server = roomy();
    assert_limit(&server, OF_FORMS, MIB, |size| {
        form(&[field("a", &"x".repeat(size))])
    });
}

#[test]
fn a_file_has_at_most_10_mib() {
    let server = roomy();
    let file = "form-data; name=\"a\"; filename=\"a\"";
    assert_limit(&server, OF_FORMS, 10 * MIB, |size| {
        form(&[part(file, &"x".repeat(size))])
    });
}

#[test]
fn the_limit_of_a_file_is_that_of_its_route_else_that_of_the_settings() {
    let settings = Settings {
        form_file_limit: 20,
        ..settings()
    };
    let mut routes = specs(&["POST /", "POST /own"]);
    routes[1].form_file_limit = Some(30);
    let server =
        TestServer::start_specs(
            settings,
            routes,
            1,
            |call| async move { text(&describe(call)) },
        );
    let file = |size| {
        form(&[part(
            "form-data; name=\"a\"; filename=\"a\"",
            &"x".repeat(size),
        )])
    };
    for (path, most) in [("/", 20), ("/own", 30)] {
        let status = |size| {
            let content_type = "multipart/form-data; boundary=cut";
            let mut client = server.connect();
            client.write(request(path, content_type, file(size).as_bytes()));
            client.read().status
        };
        assert_eq!((status(most), status(most + 1)), (200, 413), "{path}");
    }
}

#[test]
fn the_head_of_a_part_has_at_most_16_kib() {
    let disposition = "content-disposition: form-data; name=\"a\"\r\n";
    let overhead = disposition.len() + "x: \r\n".len();
    assert_limit(&server(), OF_FORMS, 16 * KIB - overhead, |size| {
        format!(
            "--cut\r\n{disposition}x: {}\r\n\r\none\r\n--cut--",
            "x".repeat(size)
        )
    });
}

#[test]
fn a_head_that_does_not_end_is_refused_before_the_limit_of_the_body() {
    let server = roomy();
    let body = format!("--cut\r\nx: {}", "x".repeat(10 * MIB));
    let message = send(&server, body);
    message.assert_problem(413, "payload-too-large");
    assert!(message.closes());
}

#[test]
fn a_form_has_at_most_the_limit_of_its_route() {
    let around = form(&[field("a", ""), field("b", "")]).len();
    let half = (MIB - around) / 2;
    let odd = (MIB - around) % 2;
    assert_limit(&server(), OF_ROUTE, half + odd, |size| {
        form(&[field("a", &"x".repeat(half)), field("b", &"x".repeat(size))])
    });
}

#[test]
fn what_stands_behind_a_form_counts() {
    let body = form(&[field("a", "1")]);
    let room = MIB - body.len();
    assert_limit(&server(), OF_ROUTE, room, |size| {
        body.clone() + &"x".repeat(size)
    });
}
