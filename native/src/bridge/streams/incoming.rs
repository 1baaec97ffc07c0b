//! The body of a request between its reader, which a task of its own polls, and JavaScript, which asks for one chunk after
//! the other. Pure states; no Node-API, no Tokio.
//!
//! ```text
//! idle --ask--> asked --give--> given --take--> idle
//!   any --cancel--> cancelled: the task ends, and drops the reader
//! ```

use std::task::Waker;

use bytes::Bytes;

use crate::bridge::sync::{Mutex, lock};
use crate::server::BodyError;

/// A chunk, the end, or why there is none.
pub(crate) type Chunk = Option<Result<Bytes, BodyError>>;

/// What the task is to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Wait,
    Read,
    Stop,
}

pub(crate) struct Incoming(Mutex<State>);

struct State {
    turn: Turn,
    waker: Option<Waker>,
}

enum Turn {
    Idle,
    Asked,
    Given(Chunk),
    Cancelled,
}

impl Incoming {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(State {
            turn: Turn::Idle,
            waker: None,
        }))
    }

    /// JavaScript wants a chunk; to be woken is the task.
    pub(crate) fn ask(&self) -> Option<Waker> {
        let mut state = lock(&self.0);
        if matches!(state.turn, Turn::Idle) {
            state.turn = Turn::Asked;
        }
        state.waker.take()
    }

    /// JavaScript wants nothing any more; to be woken is the task.
    pub(crate) fn cancel(&self) -> Option<Waker> {
        let mut state = lock(&self.0);
        state.turn = Turn::Cancelled;
        state.waker.take()
    }

    /// Asked by the task, whose waker is kept.
    pub(crate) fn order(&self, waker: &Waker) -> Order {
        let mut state = lock(&self.0);
        state.waker = Some(waker.clone());
        match state.turn {
            Turn::Idle | Turn::Given(_) => Order::Wait,
            Turn::Asked => Order::Read,
            Turn::Cancelled => Order::Stop,
        }
    }

    /// The task has what was asked for. False if nobody wants it any more.
    pub(crate) fn give(&self, chunk: Chunk) -> bool {
        let mut state = lock(&self.0);
        let is_wanted = matches!(state.turn, Turn::Asked);
        if is_wanted {
            state.turn = Turn::Given(chunk);
        }
        is_wanted
    }

    /// What was given, until JavaScript asks again.
    pub(crate) fn take(&self) -> Option<Chunk> {
        let mut state = lock(&self.0);
        match std::mem::replace(&mut state.turn, Turn::Idle) {
            Turn::Given(chunk) => Some(chunk),
            turn => {
                state.turn = turn;
                None
            }
        }
    }

    /// Why there is no chunk: `None` if there is one, `Some(None)` at the end.
    pub(crate) fn end(&self) -> Option<Option<BodyError>> {
        match &lock(&self.0).turn {
            Turn::Given(None) => Some(None),
            Turn::Given(Some(Err(error))) => Some(Some(*error)),
            _ => None,
        }
    }
}
