//! The server's way in: a call becomes a slot, and the future waits for its answer.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use super::isolate::Isolate;
use crate::server::{Answer, Call, Dispatch};

/// Dispatches to one isolate.
pub(crate) struct IsolateDispatch(pub(crate) Arc<Isolate>);

impl Dispatch for IsolateDispatch {
    type Pending = Pending;

    fn dispatch(&self, call: Call) -> Pending {
        let isolate = self.0.clone();
        match isolate.try_enter(call) {
            Ok(slot) => Pending(State::InSlot(SlotGuard::new(isolate, slot))),
            Err(call) => Pending(State::InLine(Box::pin(enter_later(isolate, call)))),
        }
    }
}

type Entering = Pin<Box<dyn Future<Output = Result<SlotGuard, Answer>> + Send>>;

async fn enter_later(isolate: Arc<Isolate>, call: Call) -> Result<SlotGuard, Answer> {
    let slot = isolate.wait_enter(call).await?;
    Ok(SlotGuard::new(isolate, slot))
}

/// A call on its way; dropping it before it is ready gives the call up.
pub(crate) struct Pending(State);

enum State {
    /// All slots are in use.
    InLine(Entering),
    InSlot(SlotGuard),
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
        loop {
            match &mut self.0 {
                State::InLine(entering) => match entering.as_mut().poll(context) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(Err(answer)) => {
                        self.0 = State::Done;
                        return Poll::Ready(answer);
                    }
                    Poll::Ready(Ok(guard)) => self.0 = State::InSlot(guard),
                },
                State::InSlot(guard) => {
                    let answer = ready!(guard.poll(context));
                    self.0 = State::Done;
                    return Poll::Ready(answer);
                }
                State::Done => return Poll::Ready(Answer::Gone),
            }
        }
    }
}
