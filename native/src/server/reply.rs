//! What a handler answered, made into a response.

use std::pin::Pin;
use std::sync::Arc;

use axum::body::Body;
use axum::response::Response;
use http::header::{
    CONNECTION, CONTENT_LENGTH, HeaderMap, HeaderName, TRAILER, TRANSFER_ENCODING, UPGRADE,
};
use http::{HeaderValue, StatusCode};

use super::body;
use super::body_reader::BodyLink;
use super::dispatch::{Answer, Reply, ReplyBody, ReplyStream};
use super::pieces::Pieces;
use super::problem::Problem;
use super::state::{ConnectionState, order};
use super::streamed::Streamed;

/// What of its request an answer depends on.
pub(crate) struct Asked {
    pub(crate) is_head: bool,
    /// The body of the request, while the handler may still read it.
    pub(crate) input: Option<Arc<BodyLink>>,
}

/// The response to send for an answer.
pub(crate) fn response(answer: Answer, asked: Asked, state: &Arc<ConnectionState>) -> Response {
    match answer {
        Answer::Reply(reply) if !reply.status.is_informational() => from_reply(reply, asked, state),
        // An interim status is no answer, and HTTP/1.1 has no way back from it.
        Answer::Reply(_) => state.problem(Problem::Internal),
        Answer::TimedOut => state.problem(Problem::TimedOut),
        Answer::Busy => state.problem(Problem::Busy),
        Answer::Gone => state.problem(Problem::Gone),
    }
}

/// Whether the handler may read the request on while its answer is sent.
pub(crate) fn goes_on(answer: &Answer, is_head: bool) -> bool {
    matches!(answer, Answer::Reply(Reply { status, body: ReplyBody::Stream(_), .. })
        if !is_head && has_body(*status))
}

fn has_body(status: StatusCode) -> bool {
    !status.is_informational()
        && status != StatusCode::NO_CONTENT
        && status != StatusCode::NOT_MODIFIED
}

fn from_reply(mut reply: Reply, asked: Asked, state: &Arc<ConnectionState>) -> Response {
    let body = match reply.body {
        ReplyBody::Whole(bytes) => {
            let keeps_length = asked.is_head && bytes.is_empty();
            own_headers(&mut reply.headers, keeps_length, state);
            body::of(bytes)
        }
        ReplyBody::Stream(stream) => {
            let has_body = !asked.is_head && has_body(reply.status);
            let length = length_of(&reply.headers);
            let keeps_length = length.is_some() && (asked.is_head || has_body);
            own_headers(&mut reply.headers, keeps_length, state);
            // RFC 9110 section 6.4.1
            let stream = Some(stream).filter(|_| has_body && length != Some(0));
            streamed(stream, length, asked.input, state)
        }
    };
    let mut response = Response::new(body);
    *response.status_mut() = reply.status;
    *response.headers_mut() = reply.headers;
    response
}

fn streamed(
    stream: Option<Pin<Box<dyn ReplyStream>>>,
    length: Option<u64>,
    input: Option<Arc<BodyLink>>,
    state: &Arc<ConnectionState>,
) -> Body {
    let Some(stream) = stream else {
        return Body::empty();
    };
    if length.is_none() && state.has(order::RESET) {
        // HTTP/1.0 has no chunks: only the close says where the body ends.
        state.note(order::LAST);
    }
    let pieces = Pieces::new(stream, length, Arc::clone(state), input);
    Body::new(Streamed::new(pieces))
}

/// The length that the headers promise, if they do so once and in digits.
fn length_of(headers: &HeaderMap) -> Option<u64> {
    let mut values = headers.get_all(CONTENT_LENGTH).iter();
    let text = values.next()?.to_str().ok()?;
    let is_plain = values.next().is_none() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_plain)
}

fn own_headers(headers: &mut HeaderMap, keeps_length: bool, state: &ConnectionState) {
    if headers.keys().any(is_own) {
        strip(headers, keeps_length, state);
    }
}

/// Whether a header is of the framing or of the connection, and so the server's to write (RFC 9110 section 7.6.1).
pub(crate) fn is_own(name: &HeaderName) -> bool {
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
