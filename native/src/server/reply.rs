//! What a handler answered, made into a response.

use axum::response::Response;
use http::header::{
    CONNECTION, CONTENT_LENGTH, HeaderMap, HeaderName, TE, TRAILER, TRANSFER_ENCODING, UPGRADE,
};

use super::body;
use super::dispatch::{Answer, Reply};
use super::problem::Problem;
use super::state::{ConnectionState, order};

/// Headers of the framing and of the connection, which are the server's to write (RFC 9110 section 7.6.1).
const OWN: [HeaderName; 8] = [
    CONNECTION,
    CONTENT_LENGTH,
    TRANSFER_ENCODING,
    UPGRADE,
    TE,
    TRAILER,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
];

/// The response to send for an answer.
pub(crate) fn response(answer: Answer, is_head: bool, state: &ConnectionState) -> Response {
    match answer {
        Answer::Reply(reply) if !reply.status.is_informational() => {
            from_reply(reply, is_head, state)
        }
        // An interim status is no answer, and HTTP/1.1 has no way back from it.
        Answer::Reply(_) => state.problem(Problem::Internal),
        Answer::TimedOut => state.problem(Problem::TimedOut),
        Answer::Busy => state.problem(Problem::Busy),
        Answer::Gone => state.problem(Problem::Gone),
    }
}

fn from_reply(mut reply: Reply, is_head: bool, state: &ConnectionState) -> Response {
    if reply.headers.keys().any(|name| OWN.contains(name)) {
        strip(&mut reply.headers, is_head && reply.body.is_empty(), state);
    }
    let mut response = Response::new(body::of(reply.body));
    *response.status_mut() = reply.status;
    *response.headers_mut() = reply.headers;
    response
}

/// Removes the server's own headers; a handler may still ask to close, and give the length of what HEAD leaves out.
fn strip(headers: &mut HeaderMap, keeps_length: bool, state: &ConnectionState) {
    let closes = |value: &http::HeaderValue| value.as_bytes().eq_ignore_ascii_case(b"close");
    if headers.get_all(CONNECTION).iter().any(closes) {
        state.note(order::LAST);
    }
    for name in &OWN {
        if !(keeps_length && *name == CONTENT_LENGTH) {
            headers.remove(name);
        }
    }
}
