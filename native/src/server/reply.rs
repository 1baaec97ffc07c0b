//! What a handler answered, made into a response.

use axum::response::Response;
use http::HeaderValue;
use http::header::{
    CONNECTION, CONTENT_LENGTH, HeaderMap, HeaderName, TRAILER, TRANSFER_ENCODING, UPGRADE,
};

use super::body;
use super::dispatch::{Answer, Reply};
use super::problem::Problem;
use super::state::{ConnectionState, order};

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
    if reply.headers.keys().any(is_own) {
        strip(&mut reply.headers, is_head && reply.body.is_empty(), state);
    }
    let mut response = Response::new(body::of(reply.body));
    *response.status_mut() = reply.status;
    *response.headers_mut() = reply.headers;
    response
}

/// Whether a header is of the framing or of the connection, and so the server's to write (RFC 9110 section 7.6.1).
fn is_own(name: &HeaderName) -> bool {
    match *name {
        CONNECTION | CONTENT_LENGTH | TRAILER | TRANSFER_ENCODING | UPGRADE => true,
        _ => name == "keep-alive",
    }
}

/// Removes the server's own headers; a handler may still ask to close, and give the length of what HEAD leaves out.
fn strip(headers: &mut HeaderMap, keeps_length: bool, state: &ConnectionState) {
    let closes = |value: &HeaderValue| value.as_bytes().eq_ignore_ascii_case(b"close");
    if headers.get_all(CONNECTION).iter().any(closes) {
        state.note(order::LAST);
    }
    let own: Vec<_> = headers
        .keys()
        .filter(|name| is_own(name))
        .cloned()
        .collect();
    for name in own {
        if !(keeps_length && name == CONTENT_LENGTH) {
            headers.remove(name);
        }
    }
}
