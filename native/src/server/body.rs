//! Bodies: those of requests are read whole, those of answers are written in slices.

use std::convert::Infallible;
use std::error::Error as _;
use std::future::poll_fn;
use std::io;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use hyper::body::{Body as _, Frame, SizeHint};
use tokio::time::timeout;

use super::body_reader::BodyError;
use super::joined::Joined;
use super::problem::{Fault, Problem};
use super::state::{ConnectionState, Phase, order};

/// Most bytes of an unwanted body that are read so that the connection can stay open.
const DISCARD_LIMIT: usize = 64 * 1024;
/// Time an answer is held back for the rest of such a body.
const DISCARD_TIME: Duration = Duration::from_millis(100);
/// Bytes of an answer that are handed to hyper at once: what a connection may hold beside the answer itself.
pub(crate) const SLICE: usize = 48 * 1024;

/// A body that is being read whole. A body of a single piece is passed on as it is, without a copy.
pub(crate) struct Collect {
    body: Body,
    limit: usize,
    whole: Joined,
}

impl Collect {
    /// Begins to read; fails when the body is longer than the limit by its own account.
    pub(crate) fn new(body: Body, limit: usize, state: &ConnectionState) -> Self {
        state.enter(Phase::Body);
        Self {
            body,
            limit,
            whole: Joined::default(),
        }
    }

    /// The body, once the last piece has come. With each piece `judge` sees all that has come, and may refuse it.
    ///
    /// What one poll reads, and so what is judged in one go, is bounded by the budget of the connection.
    pub(crate) fn poll(
        &mut self,
        state: &ConnectionState,
        cx: &mut Context<'_>,
        mut judge: impl FnMut(&[u8]) -> Result<(), Fault>,
    ) -> Poll<Result<Bytes, Fault>> {
        if self.body.size_hint().lower() > self.room() as u64 {
            return Poll::Ready(Err(Problem::PayloadTooLarge.into()));
        }
        while let Some(piece) = ready!(poll_data(&mut self.body, state, cx)).map_err(problem)? {
            if piece.len() > self.room() {
                return Poll::Ready(Err(Problem::PayloadTooLarge.into()));
            }
            let left = self.body.size_hint().lower();
            self.whole
                .push(piece, usize::try_from(left).unwrap_or(usize::MAX));
            judge(self.whole.as_slice())?;
        }
        state.enter(Phase::Handler);
        Poll::Ready(Ok(mem::take(&mut self.whole).finish()))
    }

    /// What has not been read.
    pub(crate) fn into_body(self) -> Body {
        self.body
    }

    fn room(&self) -> usize {
        self.limit - self.whole.len()
    }
}

/// Reads the rest of a body nobody wants, before the answer. False when it is not small, or does not come at once.
pub(crate) async fn discard(body: &mut Body, state: &ConnectionState) -> bool {
    if body.size_hint().lower() > DISCARD_LIMIT as u64 {
        return false;
    }
    state.enter(Phase::Discard);
    // The sweep's tick is too coarse for what a client waits for, and few answers come this way.
    let rest = timeout(DISCARD_TIME, read_away(body, state));
    rest.await.unwrap_or(false)
}

async fn read_away(body: &mut Body, state: &ConnectionState) -> bool {
    let mut room = DISCARD_LIMIT;
    loop {
        match poll_fn(|cx| poll_data(body, state, cx)).await {
            Ok(Some(piece)) if piece.len() <= room => room -= piece.len(),
            Ok(None) => return true,
            _ => return false,
        }
    }
}

/// The next piece of data, or `None` after the last one. Trailers are read and dropped.
pub(crate) fn poll_data(
    body: &mut Body,
    state: &ConnectionState,
    cx: &mut Context<'_>,
) -> Poll<Result<Option<Bytes>, BodyError>> {
    while !body.is_end_stream() {
        if state.take(order::BODY_OVERDUE) {
            return Poll::Ready(Err(BodyError::Stalled));
        }
        let Some(frame) = ready!(Pin::new(&mut *body).poll_frame(cx)) else {
            break;
        };
        match frame.map(Frame::into_data) {
            Ok(Ok(piece)) => return Poll::Ready(Ok(Some(piece))),
            Ok(Err(_)) => {}
            Err(error) => return Poll::Ready(Err(kind_of(&error))),
        }
    }
    Poll::Ready(Ok(None))
}

/// What is behind an error of hyper, which says it by the kind of its last cause.
fn kind_of(error: &axum::Error) -> BodyError {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return kind_of_io(error.kind());
        }
        cause = error.source();
    }
    BodyError::Gone
}

fn kind_of_io(kind: io::ErrorKind) -> BodyError {
    match kind {
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => BodyError::Malformed,
        _ => BodyError::Gone,
    }
}

/// The answer to a body that could not be read.
pub(crate) fn problem(error: BodyError) -> Problem {
    match error {
        BodyError::TooLarge => Problem::PayloadTooLarge,
        BodyError::Stalled => Problem::BodyTimeout,
        BodyError::Gone | BodyError::Malformed => Problem::BadBody,
    }
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

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::task::Waker;

    use super::*;
    use crate::server::shared::tests::{register, shared};

    /// A body of these pieces, its length unknown.
    struct Pieces(VecDeque<Bytes>);

    impl hyper::body::Body for Pieces {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            Poll::Ready(self.0.pop_front().map(|piece| Ok(Frame::data(piece))))
        }
    }

    fn collected(body: Body, limit: usize) -> Result<Bytes, Problem> {
        collected_of(body, limit, |_| Ok(()))
    }

    fn collected_of(
        body: Body,
        limit: usize,
        judge: impl FnMut(&[u8]) -> Result<(), Fault>,
    ) -> Result<Bytes, Problem> {
        let (_runtime, shared) = shared();
        let connection = register(&shared);
        let mut collect = Collect::new(body, limit, &connection.state);
        let mut cx = Context::from_waker(Waker::noop());
        match collect.poll(&connection.state, &mut cx, judge) {
            Poll::Ready(result) => result.map_err(|fault| fault.problem),
            Poll::Pending => panic!("the body was there"),
        }
    }

    fn pieces(pieces: &[&'static str]) -> Body {
        Body::new(Pieces(
            pieces
                .iter()
                .map(|piece| Bytes::from_static(piece.as_bytes()))
                .collect(),
        ))
    }

    #[test]
    fn collect_passes_a_single_piece_on_without_a_copy() {
        let piece = Bytes::from(vec![b'x'; 100]);
        let whole = collected(Body::from(piece.clone()), 100).unwrap();
        assert_eq!(whole.as_ptr(), piece.as_ptr());
    }

    #[test]
    fn collect_joins_pieces_in_their_order() {
        assert_eq!(
            collected(pieces(&["a", "bc", "", "def"]), 6).unwrap(),
            "abcdef"
        );
        assert_eq!(collected(pieces(&[]), 0).unwrap(), "");
    }

    #[test]
    fn collect_refuses_what_is_longer_than_the_limit() {
        assert_eq!(
            collected(pieces(&["a", "bc", "def"]), 5),
            Err(Problem::PayloadTooLarge)
        );
        assert_eq!(
            collected(Body::from("abcdef"), 5),
            Err(Problem::PayloadTooLarge)
        );
    }

    #[test]
    fn collect_shows_what_has_come_and_stops_where_it_is_refused() {
        let mut seen = Vec::new();
        let body = collected_of(pieces(&["a", "bc", "d"]), 9, |whole| {
            seen.push(whole.to_vec());
            if whole.len() > 2 {
                return Err(Problem::MalformedJson.into());
            }
            Ok(())
        });
        assert_eq!(body, Err(Problem::MalformedJson));
        assert_eq!(seen, [&b"a"[..], b"abc"]);
    }

    #[test]
    fn an_answer_is_cut_into_slices_that_make_the_whole() {
        let bytes: Bytes = (0..3 * SLICE + 1).map(|n| n as u8).collect();
        let (_runtime, shared) = shared();
        let connection = register(&shared);
        let mut body = of(bytes.clone());
        let mut whole = Vec::new();
        let mut cx = Context::from_waker(Waker::noop());
        while let Poll::Ready(Ok(Some(slice))) = poll_data(&mut body, &connection.state, &mut cx) {
            assert!(slice.len() <= SLICE);
            whole.extend_from_slice(&slice);
        }
        assert!(whole == bytes, "the body was changed");
    }
}
