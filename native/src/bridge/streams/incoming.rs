//! A body between its reader, which a task of its own polls, and JavaScript, which asks for one chunk after the other. Pure
//! states; no Node-API, no Tokio.
//!
//! Nothing is read before the first chunk was asked for. From then on the task reads ahead, so that reader and handler work
//! at the same time. What has come is one chunk: each costs JavaScript a turn of its own, so it is told when the task has
//! read all there is, or as much as it may.

use std::mem;
use std::task::Waker;

use bytes::Bytes;

use crate::bridge::sync::{Mutex, lock};
use crate::server::BodyError;

/// What a reader gives: a piece, the end, or why there is none.
pub(crate) type Piece = Option<Result<Bytes, BodyError>>;

/// Bytes that are worth a turn of JavaScript, though more may come at once.
const CHUNK: usize = 64 * 1024;
/// Bytes that are held for JavaScript at which the task stops to read: what comes while JavaScript wakes, and then some.
pub(crate) const AHEAD: usize = 2 * CHUNK;
/// A piece of this size is one of many: room for a chunk is taken at once.
const LARGE: usize = 8 * 1024;

/// What the task is to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Wait,
    Read,
    Stop,
}

/// What there is for JavaScript.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Offer {
    Chunk,
    End,
    Broken(BodyError),
}

/// What a question of JavaScript asks of the caller.
#[derive(Debug)]
#[must_use]
pub(crate) struct Asked {
    /// The task, if it is to begin.
    pub(crate) wake: Option<Waker>,
    /// There is something already: JavaScript is to be told.
    pub(crate) is_ready: bool,
}

#[derive(Default)]
pub(crate) struct Incoming(Mutex<State>);

#[derive(Default)]
struct State {
    is_begun: bool,
    /// JavaScript waits, and has not been told of anything.
    is_asked: bool,
    held: Vec<u8>,
    /// The task has read, and may find more at once.
    is_growing: bool,
    /// What comes behind the bytes that are held.
    end: Option<Offer>,
    is_cancelled: bool,
    waker: Option<Waker>,
}

impl State {
    fn hold(&mut self, bytes: &[u8]) {
        if self.held.capacity() == 0 && bytes.len() >= LARGE {
            self.held.reserve_exact(CHUNK + bytes.len());
        }
        self.held.extend_from_slice(bytes);
    }

    fn offer(&self) -> Option<Offer> {
        if self.held.is_empty() {
            return self.end;
        }
        Some(Offer::Chunk)
    }

    /// True once for each question that can be answered.
    fn tell(&mut self) -> bool {
        let is_told = self.is_asked && !self.is_growing && self.offer().is_some();
        if is_told {
            self.is_asked = false;
        }
        is_told
    }
}

impl Incoming {
    /// JavaScript wants a chunk.
    pub(crate) fn ask(&self) -> Asked {
        let mut state = lock(&self.0);
        let is_first = !mem::replace(&mut state.is_begun, true);
        state.is_asked = true;
        Asked {
            wake: if is_first { state.waker.take() } else { None },
            is_ready: state.tell(),
        }
    }

    /// JavaScript wants nothing any more; to be woken is the task.
    pub(crate) fn cancel(&self) -> Option<Waker> {
        let mut state = lock(&self.0);
        state.is_cancelled = true;
        state.held = Vec::new();
        state.waker.take()
    }

    /// Asked by the task, whose waker is kept.
    pub(crate) fn order(&self, waker: &Waker) -> Order {
        let mut state = lock(&self.0);
        state.waker = Some(waker.clone());
        if state.is_cancelled || state.end.is_some() {
            Order::Stop
        } else if state.is_begun && state.held.len() < AHEAD {
            Order::Read
        } else {
            Order::Wait
        }
    }

    /// The task has read. True if JavaScript is to be told.
    pub(crate) fn give(&self, piece: Piece) -> bool {
        let mut state = lock(&self.0);
        if state.is_cancelled {
            return false;
        }
        match piece {
            Some(Ok(bytes)) => state.hold(&bytes),
            Some(Err(error)) => state.end = Some(Offer::Broken(error)),
            None => state.end = Some(Offer::End),
        }
        state.is_growing = state.end.is_none() && state.held.len() < CHUNK;
        state.tell()
    }

    /// The task finds no more to read for now. True if JavaScript is to be told.
    pub(crate) fn pause(&self) -> bool {
        let mut state = lock(&self.0);
        state.is_growing = false;
        state.tell()
    }

    /// What there is; nothing until JavaScript was told.
    pub(crate) fn offer(&self) -> Option<Offer> {
        lock(&self.0).offer()
    }

    /// All bytes that are held, and the task, if it is to go on.
    pub(crate) fn take(&self) -> (Vec<u8>, Option<Waker>) {
        let mut state = lock(&self.0);
        let is_full = state.held.len() >= AHEAD;
        let wake = if is_full { state.waker.take() } else { None };
        (mem::take(&mut state.held), wake)
    }
}

#[cfg(all(test, not(feature = "loom")))]
mod tests;
