//! The server's way in: a call becomes a slot, and the future waits for its answer.

use std::future::Future;
use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use super::isolate::Isolate;
use crate::server::{Answer, Beat, Call, Dispatch};

/// Dispatches to one isolate.
pub(crate) struct IsolateDispatch(pub(crate) Arc<Isolate>);

impl Dispatch for IsolateDispatch {
    type Pending = Pending;

    fn dispatch(&self, call: Call) -> Pending {
        let isolate = self.0.clone();
        if isolate.is_closed() {
            return Pending(State::Refused(Answer::Gone));
        }
        if !isolate.try_reserve() {
            return Pending(State::InLine(Box::pin(enter_later(isolate, call))));
        }
        Pending(enter(isolate, call))
    }

    fn beat(&self) -> Beat {
        self.0.beat()
    }
}

type Entering = Pin<Box<dyn Future<Output = State> + Send>>;

async fn enter_later(isolate: Arc<Isolate>, call: Call) -> State {
    match isolate.reserve().await {
        Ok(()) => enter(isolate, call),
        Err(answer) => State::Refused(answer),
    }
}

fn enter(isolate: Arc<Isolate>, call: Call) -> State {
    match isolate.enter(call) {
        Some(slot) => State::InSlot(SlotGuard::new(isolate, slot)),
        None => State::Refused(Answer::Busy),
    }
}

/// A call on its way; dropping it before it is ready gives the call up.
pub(crate) struct Pending(State);

enum State {
    /// All slots are in use.
    InLine(Entering),
    InSlot(SlotGuard),
    Refused(Answer),
    Done,
}

/// The client's hold on a slot, until its answer was taken.
struct SlotGuard {
    isolate: Arc<Isolate>,
    slot: u32,
    is_answered: bool,
}

impl SlotGuard {
    fn new(isolate: Arc<Isolate>, slot: u32) -> Self {
        Self {
            isolate,
            slot,
            is_answered: false,
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Answer> {
        let answer = ready!(self.isolate.poll(self.slot, context.waker()));
        self.is_answered = true;
        Poll::Ready(answer)
    }
}

impl Drop for SlotGuard {
    fn drop(&mut self) {
        if !self.is_answered {
            self.isolate.abandon(self.slot);
        }
    }
}

impl Future for Pending {
    type Output = Answer;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Answer> {
        if let State::InLine(entering) = &mut self.0 {
            self.0 = ready!(entering.as_mut().poll(context));
        }
        if let State::InSlot(guard) = &mut self.0 {
            let answer = ready!(guard.poll(context));
            self.0 = State::Done;
            return Poll::Ready(answer);
        }
        match mem::replace(&mut self.0, State::Done) {
            State::Refused(answer) => Poll::Ready(answer),
            _ => Poll::Ready(Answer::Gone),
        }
    }
}
