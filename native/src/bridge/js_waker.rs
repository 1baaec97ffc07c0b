//! Calls into the JavaScript thread, and the guarantee that no call is under way once its environment ends.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock};

/// Makes the JavaScript thread come and pull; may be called from any thread.
pub(crate) type WakeFunction = Box<dyn Fn() + Send + Sync>;

pub(crate) struct JsWaker {
    /// Callers hold the lock for reading; who ends the environment takes it for writing and so waits until they are out.
    /// (Node 20 and 22 abort when a thread is inside the function while the environment is torn down.)
    function: RwLock<Option<WakeFunction>>,
    calls: AtomicU64,
    /// Value of `calls` at the last pull: all wakes up to it were answered.
    answered: AtomicU64,
}

impl JsWaker {
    /// Keeps the function, and with it the event loop alive, until [`JsWaker::release`].
    pub(crate) fn new(function: WakeFunction) -> Self {
        Self {
            function: RwLock::new(Some(function)),
            calls: AtomicU64::new(0),
            answered: AtomicU64::new(0),
        }
    }

    pub(crate) fn wake(&self) {
        self.calls.fetch_add(1, Ordering::Relaxed);
        let function = self.function.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(wake) = function.as_ref() {
            wake();
        }
    }

    /// JavaScript has come to pull, so every wake so far is answered.
    pub(crate) fn answer(&self) {
        self.answered
            .store(self.calls.load(Ordering::Relaxed), Ordering::Release);
    }

    /// Number of the oldest unanswered wake, `None` if all are answered.
    pub(crate) fn unanswered(&self) -> Option<u64> {
        let answered = self.answered.load(Ordering::Acquire);
        (answered < self.calls.load(Ordering::Relaxed)).then_some(answered)
    }

    /// Lets go of the function; afterwards no native thread can enter it. Runs on the JavaScript thread.
    pub(crate) fn release(&self) {
        let function = self
            .function
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        drop(function);
    }
}
