//! The body of a streamed reply between JavaScript, which writes it, and the connection, which takes it. Pure states; no
//! Node-API, no Tokio.
//!
//! ```text
//! open --finish--> finished --all taken--> over --let go--> gone: sent, or cut on demand
//!   |                 |
//!   +-----------------+------------let go------------> gone: aborted
//! ```

use std::task::{Poll, Waker};

use bytes::{Bytes, BytesMut};

use crate::bridge::sync::{Mutex, lock};
use crate::server::Cut;

/// Most bytes that wait for the connection.
pub(crate) const WINDOW: usize = 64 * 1024;
/// Most bytes the connection is handed at once: it holds them beside those that wait.
const PIECE: usize = WINDOW / 2;

/// How JavaScript ends a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Finish {
    /// The client is to see it whole.
    Whole,
    /// The client is to see that something is missing.
    Broken,
}

/// What became of a write.
#[derive(Debug)]
#[must_use]
pub(crate) struct Written {
    /// Bytes that were taken. With fewer than all, JavaScript is told when there is room again.
    pub(crate) taken: usize,
    /// Bytes that wait now.
    pub(crate) waiting: usize,
    /// The task of the connection, if it waits for bytes.
    pub(crate) wake: Option<Waker>,
}

/// What the connection got.
#[derive(Debug)]
#[must_use]
pub(crate) struct Polled {
    pub(crate) chunk: Poll<Option<Result<Bytes, Cut>>>,
    /// JavaScript waits for room, and there is some now.
    pub(crate) is_drained: bool,
    /// The last write was taken in part: what is sent next must be its rest.
    pub(crate) is_torn: bool,
}

pub(crate) struct Outgoing(Mutex<State>);

#[derive(Default)]
struct State {
    waiting: BytesMut,
    finish: Option<Finish>,
    /// JavaScript has more, and waits for room.
    is_full: bool,
    /// The last write was taken in part.
    is_torn: bool,
    waker: Option<Waker>,
    /// Bytes handed to the connection.
    sent: u64,
    /// The connection was told that this was all, or there is nothing to send.
    is_over: bool,
    is_gone: bool,
}

impl State {
    fn take(&mut self) -> Bytes {
        let chunk = if self.waiting.len() <= PIECE {
            // Whole, so that a stream that waits for its next event keeps no memory.
            std::mem::take(&mut self.waiting)
        } else {
            self.waiting.split_to(PIECE)
        };
        self.sent += chunk.len() as u64;
        chunk.freeze()
    }

    fn poll_chunk(&mut self, waker: &Waker) -> Poll<Option<Result<Bytes, Cut>>> {
        if !self.waiting.is_empty() {
            return Poll::Ready(Some(Ok(self.take())));
        }
        match self.finish {
            Some(Finish::Whole) => {
                self.is_over = true;
                Poll::Ready(None)
            }
            Some(Finish::Broken) => Poll::Ready(Some(Err(Cut))),
            None => {
                self.waker = Some(waker.clone());
                Poll::Pending
            }
        }
    }
}

impl Outgoing {
    /// A body to be written.
    pub(crate) fn new() -> Self {
        Self(Mutex::default())
    }

    /// The body of an answer that has none, as those to HEAD: it is sent before it is written.
    pub(crate) fn nothing() -> Self {
        Self(Mutex::new(State {
            is_over: true,
            ..State::default()
        }))
    }

    /// Takes as much as there is room for.
    pub(crate) fn write(&self, bytes: &[u8]) -> Written {
        let mut state = lock(&self.0);
        let room = WINDOW - state.waiting.len();
        let taken = if state.is_gone || state.finish.is_some() {
            0
        } else {
            bytes.len().min(room)
        };
        state.waiting.extend_from_slice(&bytes[..taken]);
        state.is_torn = taken < bytes.len();
        state.is_full |= state.is_torn;
        Written {
            taken,
            waiting: state.waiting.len(),
            wake: if taken > 0 { state.waker.take() } else { None },
        }
    }

    /// Takes all bytes, or none where there is no room for all.
    pub(crate) fn write_whole(&self, bytes: &[u8]) -> Written {
        if lock(&self.0).waiting.len() + bytes.len() > WINDOW {
            return Written {
                taken: 0,
                waiting: 0,
                wake: None,
            };
        }
        self.write(bytes)
    }

    /// Ends the body behind what was written; the first end holds.
    pub(crate) fn finish(&self, how: Finish) -> Option<Waker> {
        let mut state = lock(&self.0);
        if state.finish.is_none() {
            state.finish = Some(how);
        }
        state.waker.take()
    }

    /// The next bytes for the connection, or its waker is kept for them.
    pub(crate) fn poll(&self, waker: &Waker) -> Polled {
        let mut state = lock(&self.0);
        let chunk = state.poll_chunk(waker);
        let is_drained = state.is_full && state.waiting.len() <= WINDOW / 2;
        if is_drained {
            state.is_full = false;
        }
        Polled {
            chunk,
            is_drained,
            is_torn: state.is_torn,
        }
    }

    /// Counts bytes that the connection was handed past this body.
    pub(crate) fn count(&self, bytes: usize) {
        lock(&self.0).sent += bytes as u64;
    }

    /// The connection takes no more: it has all, or the client has gone.
    pub(crate) fn let_go(&self) {
        let mut state = lock(&self.0);
        state.is_gone = true;
        state.waiting = BytesMut::new();
        state.waker = None;
    }

    /// Whether the client was sent all of it, and how many bytes it was sent.
    pub(crate) fn outcome(&self) -> (bool, u64) {
        let state = lock(&self.0);
        (state.is_over, state.sent)
    }

    /// Bytes that wait.
    pub(crate) fn waiting(&self) -> usize {
        lock(&self.0).waiting.len()
    }
}

#[cfg(all(test, not(feature = "loom")))]
mod tests;
