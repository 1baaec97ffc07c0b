//! The body of a request that its handler reads piece by piece.
//!
//! The handler holds a [`BodyReader`], the connection the other end: whoever is done with the exchange first takes the body
//! from the other.

use std::fmt;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use axum::body::Body;
use bytes::Bytes;

use super::body::{discard, poll_data};
use super::state::{ConnectionState, order};

/// Why a body could not be read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyError {
    /// It is longer than its route takes.
    TooLarge,
    /// Nothing came for too long.
    Stalled,
    /// The client has gone, or the request was answered before the body was read.
    Gone,
    /// It is not framed as HTTP says.
    Malformed,
}

impl fmt::Display for BodyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::TooLarge => "The body is larger than the route takes",
            Self::Stalled => "The body took too long",
            Self::Gone => "The body ended early",
            Self::Malformed => "The body is malformed",
        })
    }
}

impl std::error::Error for BodyError {}

/// Reads the body of a request. Dropped before the end, what is left is thrown away, or the connection closes after the
/// answer where that would be much.
pub struct BodyReader(Arc<BodyLink>);

impl BodyReader {
    /// The next piece, never an empty one; `None` after the last. Once it has failed it fails for good.
    ///
    /// Nothing is read from the client, beyond what small buffers hold, unless it is asked for here.
    pub fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BodyError>>> {
        self.0.poll(cx)
    }
}

impl Drop for BodyReader {
    fn drop(&mut self) {
        self.0.let_go();
    }
}

impl fmt::Debug for BodyReader {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("BodyReader")
    }
}

/// What reader and connection share of one body.
pub(crate) struct BodyLink {
    state: Arc<ConnectionState>,
    /// Whether the client waits for "100 Continue" before it sends.
    is_expecting: bool,
    open: Mutex<Open>,
}

struct Open {
    /// `None` once it was read to its end, or nobody is to read it any more.
    body: Option<Body>,
    /// Bytes it may still have.
    room: usize,
    failure: Option<BodyError>,
    is_asked: bool,
    is_answered: bool,
    has_reader: bool,
}

impl BodyLink {
    /// A body, and the reader for its handler.
    pub(crate) fn new(
        body: Body,
        limit: usize,
        is_expecting: bool,
        state: Arc<ConnectionState>,
    ) -> (Arc<Self>, BodyReader) {
        let open = Open {
            body: Some(body),
            room: limit,
            failure: None,
            is_asked: false,
            is_answered: false,
            has_reader: true,
        };
        let link = Arc::new(Self {
            state,
            is_expecting,
            open: Mutex::new(open),
        });
        let reader = BodyReader(Arc::clone(&link));
        (link, reader)
    }

    fn poll(&self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BodyError>>> {
        let mut open = self.lock();
        if open.body.is_none() || open.failure.is_some() {
            return Poll::Ready(open.failure.map(Err));
        }
        let polled = open.poll(&self.state, cx);
        match polled {
            Poll::Pending => self.state.body.start(self.state.shard().tick(), cx.waker()),
            Poll::Ready(_) => self.state.body.stop(),
        }
        polled
    }

    /// The handler reads no more. Before the answer the connection may want to keep itself open by reading on.
    fn let_go(&self) {
        let mut open = self.lock();
        open.has_reader = false;
        if open.body.is_some() {
            self.state.body.stop();
        }
        if open.is_answered {
            self.abandon(open);
        }
    }

    /// Prepares for an answer that is about to be sent: unless the reader may go on, the rest is read away if it is small,
    /// else the connection ends with the answer.
    pub(crate) async fn settle(&self, may_go_on: bool) {
        let Some((mut body, is_asked)) = self.lock().settle(may_go_on) else {
            return;
        };
        self.state.body.release();
        // A client that waits for "100 Continue" sends nothing, or does not wait any longer: nobody can know.
        let is_sending = is_asked || !self.is_expecting;
        if !(is_sending && discard(&mut body, &self.state).await) {
            self.state.note(order::LAST | order::LINGER);
        }
    }

    /// The answer has been sent whole, or never will be: with it the exchange ends.
    pub(crate) fn finish(&self) {
        self.abandon(self.lock());
    }

    fn abandon(&self, mut open: MutexGuard<'_, Open>) {
        let Some(body) = open.take(BodyError::Gone) else {
            return;
        };
        drop(open);
        self.state.note(order::LAST | order::LINGER);
        self.state.body.release();
        drop(body);
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    fn poll(
        &mut self,
        state: &ConnectionState,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, BodyError>>> {
        let Some(body) = self.body.as_mut() else {
            return Poll::Ready(None);
        };
        self.is_asked = true;
        poll_data(body, state, cx).map(|read| match read {
            Ok(Some(piece)) if piece.len() > self.room => {
                Some(Err(self.fail(BodyError::TooLarge, state)))
            }
            Ok(Some(piece)) => {
                self.room -= piece.len();
                Some(Ok(piece))
            }
            Ok(None) => {
                self.body = None;
                None
            }
            Err(error) => Some(Err(self.fail(error, state))),
        })
    }

    fn fail(&mut self, error: BodyError, state: &ConnectionState) -> BodyError {
        self.failure = Some(error);
        if error != BodyError::TooLarge {
            self.body = None;
            state.note(order::LAST);
        }
        error
    }

    fn settle(&mut self, may_go_on: bool) -> Option<(Body, bool)> {
        self.is_answered = true;
        if may_go_on && self.has_reader && self.failure.is_none() {
            return None;
        }
        let is_asked = self.is_asked;
        self.take(BodyError::Gone).map(|body| (body, is_asked))
    }

    /// What is left to read, if anything; the reader fails from now on.
    fn take(&mut self, error: BodyError) -> Option<Body> {
        let body = mem::take(&mut self.body)?;
        self.failure.get_or_insert(error);
        Some(body)
    }
}
