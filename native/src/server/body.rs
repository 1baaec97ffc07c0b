//! Bodies: those of requests are read whole, those of answers are written in slices.

use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use hyper::body::{Body as _, Frame, SizeHint};

use super::problem::Problem;
use super::state::{ConnectionState, Phase, order};

/// Most bytes of an unwanted body that are read so that the connection can stay open.
const DISCARD_LIMIT: usize = 64 * 1024;
/// Most bytes that are reserved before they have come.
const RESERVE_LIMIT: usize = 256 * 1024;
/// Bytes of an answer that are handed to hyper at once: what a connection may hold beside the answer itself.
const SLICE: usize = 48 * 1024;

/// Reads a body whole. A body of a single piece is passed on as it is, without a copy.
pub(crate) async fn collect(
    body: &mut Body,
    limit: usize,
    state: &ConnectionState,
) -> Result<Bytes, Problem> {
    if body.is_end_stream() {
        return Ok(Bytes::new());
    }
    if body.size_hint().lower() > limit as u64 {
        return Err(Problem::PayloadTooLarge);
    }
    state.enter(Phase::Body);
    let whole = collect_pieces(body, limit, state).await?;
    state.enter(Phase::Handler);
    Ok(whole)
}

async fn collect_pieces(
    body: &mut Body,
    limit: usize,
    state: &ConnectionState,
) -> Result<Bytes, Problem> {
    let Some(first) = next(body, limit, state).await? else {
        return Ok(Bytes::new());
    };
    let Some(second) = next(body, limit - first.len(), state).await? else {
        return Ok(first);
    };
    let expected = usize::try_from(body.size_hint().lower()).unwrap_or(limit);
    let known = first.len() + second.len();
    let mut whole = BytesMut::with_capacity(known + expected.min(RESERVE_LIMIT));
    whole.extend_from_slice(&first);
    whole.extend_from_slice(&second);
    while let Some(piece) = next(body, limit - whole.len(), state).await? {
        whole.extend_from_slice(&piece);
    }
    Ok(whole.freeze())
}

/// Reads the rest of a body nobody wants. False when it is not small, or does not come.
pub(crate) async fn discard(body: &mut Body, state: &ConnectionState) -> bool {
    if body.size_hint().lower() > DISCARD_LIMIT as u64 {
        return false;
    }
    state.enter(Phase::Body);
    let mut room = DISCARD_LIMIT;
    loop {
        match next(body, room, state).await {
            Ok(Some(piece)) => room -= piece.len(),
            Ok(None) => return true,
            Err(_) => return false,
        }
    }
}

/// The next piece of data, of at most `room` bytes, or `None` after the last one.
async fn next(
    body: &mut Body,
    room: usize,
    state: &ConnectionState,
) -> Result<Option<Bytes>, Problem> {
    loop {
        if body.is_end_stream() {
            return Ok(None);
        }
        let Some(frame) = poll_fn(|cx| poll_next(body, state, cx)).await? else {
            return Ok(None);
        };
        match frame.into_data() {
            Ok(piece) if piece.len() > room => return Err(Problem::PayloadTooLarge),
            Ok(piece) => return Ok(Some(piece)),
            // Trailers are read and dropped.
            Err(_) => {}
        }
    }
}

fn poll_next(
    body: &mut Body,
    state: &ConnectionState,
    cx: &mut Context<'_>,
) -> Poll<Result<Option<Frame<Bytes>>, Problem>> {
    if state.take(order::BODY_OVERDUE) {
        return Poll::Ready(Err(Problem::BodyTimeout));
    }
    let frame = ready!(Pin::new(body).poll_frame(cx));
    Poll::Ready(frame.transpose().map_err(|_| Problem::BadBody))
}

/// The body of an answer.
pub(crate) fn of(bytes: Bytes) -> Body {
    if bytes.is_empty() {
        return Body::empty();
    }
    Body::new(Slices { left: bytes })
}

/// Bytes in slices: hyper copies what it is given behind the head, and a whole large body would be held twice.
struct Slices {
    left: Bytes,
}

impl hyper::body::Body for Slices {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.left.is_empty() {
            return Poll::Ready(None);
        }
        let length = self.left.len().min(SLICE);
        let slice = self.left.split_to(length);
        Poll::Ready(Some(Ok(Frame::data(slice))))
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left.len() as u64)
    }
}
