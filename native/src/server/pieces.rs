//! An answer's body that comes piece by piece.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::body::SLICE;
use super::body_reader::BodyLink;
use super::counters::{bump, drop_one};
use super::dispatch::{Cut, ReplyStream};
use super::state::{ConnectionState, Phase};

/// The body of one streamed answer. Dropped before its end, its client has gone.
pub(crate) struct Pieces {
    /// `None` once it has ended.
    stream: Option<Pin<Box<dyn ReplyStream>>>,
    /// What of the last chunk was not taken.
    left: Bytes,
    /// Whether it is cut as soon as what came before was sent.
    is_cut: bool,
    /// Bytes that the client still has to get, where the length was promised.
    owed: Option<u64>,
    state: Arc<ConnectionState>,
    /// The body of the request, while the handler may still read it.
    input: Option<Arc<BodyLink>>,
}

impl Pieces {
    pub(crate) fn new(
        stream: Pin<Box<dyn ReplyStream>>,
        length: Option<u64>,
        state: Arc<ConnectionState>,
        input: Option<Arc<BodyLink>>,
    ) -> Self {
        bump(&state.counters().streams);
        state.set_streaming(true);
        state.set_reading_on(input.is_some());
        Self {
            stream: Some(stream),
            left: Bytes::new(),
            is_cut: false,
            owed: length,
            state,
            input,
        }
    }

    /// The next slice of what is there, which is sent in any case.
    fn cut_slice(&mut self) -> Bytes {
        let slice = self.left.split_to(self.left.len().min(SLICE));
        if let Some(owed) = self.owed.as_mut() {
            *owed -= slice.len() as u64;
        }
        self.state.answering();
        slice
    }

    /// Whether the next slice completes the promised length. It is held back until the stream ends: beyond it hyper
    /// takes nothing, so nobody would learn that more came.
    fn holds_last(&self) -> bool {
        self.stream.is_some()
            && !self.left.is_empty()
            && self.left.len() <= SLICE
            && self.owed == Some(self.left.len() as u64)
    }

    /// Asks the stream once. Ready when there is something new: a chunk, the end, or that the connection is to be cut.
    fn poll_stream(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Cut>> {
        if self.is_cut {
            // An error takes with it what is not written yet, so the connection waits for that.
            let is_writing = self.state.phase() == Phase::Write;
            return if is_writing {
                Poll::Pending
            } else {
                Poll::Ready(Err(Cut))
            };
        }
        let Some(stream) = self.stream.as_mut() else {
            return Poll::Ready(Ok(()));
        };
        let room = self.owed.map(|owed| owed - self.left.len() as u64);
        // Nothing of the stream is asked again after a panic.
        let polled = catch_unwind(AssertUnwindSafe(|| stream.as_mut().poll_chunk(cx)));
        let chunk = polled.unwrap_or_else(|_| {
            bump(&self.state.counters().panics);
            Poll::Ready(Some(Err(Cut)))
        });
        match ready!(chunk) {
            Some(Ok(chunk)) if chunk.is_empty() => {}
            Some(Ok(chunk)) if room.is_none_or(|room| chunk.len() as u64 <= room) => {
                self.left = chunk;
            }
            None if room.unwrap_or(0) == 0 => self.end(),
            _ => {
                self.is_cut = true;
                self.state.cut_answer();
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
        }
        Poll::Ready(Ok(()))
    }

    fn end(&mut self) {
        self.stream = None;
        drop_one(&self.state.counters().streams);
        self.state.set_streaming(false);
        if let Some(input) = self.input.take() {
            input.finish();
        }
    }

    /// The next piece, never an empty one; `None` after the last.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Cut>>> {
        loop {
            if self.left.is_empty() || self.holds_last() {
                if self.stream.is_none() {
                    return Poll::Ready(None);
                }
                match ready!(self.poll_stream(cx)) {
                    Ok(()) => continue,
                    Err(cut) => return Poll::Ready(Some(Err(cut))),
                }
            }
            return Poll::Ready(Some(Ok(self.cut_slice())));
        }
    }

    /// Whether all of it was taken.
    pub(crate) fn is_over(&self) -> bool {
        self.stream.is_none() && self.left.is_empty()
    }

    /// Whether its length was promised.
    pub(crate) fn has_length(&self) -> bool {
        self.owed.is_some()
    }

    pub(crate) fn state(&self) -> &Arc<ConnectionState> {
        &self.state
    }
}

impl Drop for Pieces {
    fn drop(&mut self) {
        if self.stream.is_some() {
            bump(&self.state.counters().streams_cut);
            self.end();
        }
    }
}
