//! The event loop of a shard: its own thread runs it, and lends it to the JavaScript thread while that is awake and few
//! requests are in flight. Then a request and its reply pass no other thread.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::{Arc, OnceLock, Weak};
use std::task::Poll;
use std::thread::{self, Thread};
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::sync::Notify;

use super::counters::Counter;
use super::cpus;
use super::driver::{Driver, Loan};
use super::isolate::Isolate;
use super::isolates::Isolates;
use super::memory;
use super::task;

/// Time between two looks after a loan: a JavaScript thread that is blocked for so long loses the event loop.
const LOOK: Duration = Duration::from_millis(1);
/// Most requests in flight with which one thread serves better than two.
const FEW: u32 = 16;
/// Requests in flight, or connections served in one tick, from which on two threads serve better.
const MANY: u32 = 32;

pub(crate) struct Drive {
    driver: Driver,
    /// Told when the own thread is to leave the event loop.
    leave: Notify,
    /// Set by the own thread, which alone keeps it: it must not end on a thread that is within it.
    runtime: OnceLock<Weak<Runtime>>,
    own: OnceLock<Thread>,
    /// On one CPU the threads only take it from each other.
    has_one_cpu: bool,
    /// Times the event loop was lent.
    pub(crate) loans: Counter,
    /// Loans that were ended because the JavaScript thread was blocked.
    pub(crate) recalls: Counter,
}

impl Drive {
    pub(crate) fn new() -> Self {
        Self {
            driver: Driver::new(),
            leave: Notify::new(),
            runtime: OnceLock::new(),
            own: OnceLock::new(),
            has_one_cpu: cpus::available() == 1,
            loans: Counter::default(),
            recalls: Counter::default(),
        }
    }

    /// Own thread: runs the event loop until it is told to stop.
    pub(crate) fn run(&self, runtime: &Arc<Runtime>, stop: &Notify) {
        let _first = self.runtime.set(Arc::downgrade(runtime));
        let _first = self.own.set(thread::current());
        while runtime.block_on(self.until_wanted(stop)) {
            if self.driver.lend() {
                self.loans.add(1);
                self.await_return();
            }
        }
    }

    /// True when the own thread is to leave the event loop, false when it is to stop.
    async fn until_wanted(&self, stop: &Notify) -> bool {
        let mut stop = pin!(stop.notified());
        let mut leave = pin!(self.leave.notified());
        poll_fn(|cx| match stop.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(false),
            Poll::Pending => leave.as_mut().poll(cx).map(|()| true),
        })
        .await
    }

    fn await_return(&self) {
        let mut last = 0;
        loop {
            match self.driver.look(&mut last) {
                Loan::Lasts => thread::park_timeout(LOOK),
                Loan::Ended => return,
                Loan::Recalled => return self.recalls.add(1),
            }
        }
    }

    /// Own thread, about to park: leaves the event loop to a JavaScript thread that is awake and wants it.
    pub(crate) fn offer(&self, isolates: &Isolates) {
        let may_lend = self.driver.is_wanted()
            && (self.has_one_cpu || isolates.sole_is(|isolate| isolate.slots_in_use() <= FEW));
        if may_lend
            && self
                .driver
                .offer(|| isolates.sole_is(|isolate| isolate.js.is_awake()))
        {
            self.leave.notify_one();
        }
    }

    /// JavaScript thread, awake: looks for events and serves the connections they are of, if the event loop is lent to it.
    pub(crate) fn tick(&self, isolate: &Isolate, is_wanted: bool, ready: impl FnOnce()) {
        self.driver.want(is_wanted);
        let Some(tick) = self.driver.tick() else {
            return;
        };
        let polls = self
            .with_runtime(|runtime| task::inline(runtime.handle(), || poll_once(runtime, ready)))
            .flatten();
        drop(tick);
        let is_busy = isolate.slots_in_use() > MANY || polls.is_none_or(|polls| polls > MANY);
        if !is_wanted || is_busy && !self.has_one_cpu {
            self.give_back();
        }
    }

    /// JavaScript thread: runs `work` and serves on it the connections which that wakes. False if there is no event loop.
    pub(crate) fn inline(&self, work: impl FnOnce()) -> bool {
        self.with_runtime(|runtime| task::inline(runtime.handle(), work))
            .is_some()
    }

    fn with_runtime<T>(&self, call: impl FnOnce(&Runtime) -> T) -> Option<T> {
        let runtime = self.runtime.get()?.upgrade()?;
        Some(call(&runtime))
    }

    /// Whether the JavaScript thread has the event loop.
    pub(crate) fn is_lent(&self) -> bool {
        self.driver.is_lent()
    }

    /// JavaScript thread, when it has said that it sleeps, or that it ends.
    pub(crate) fn give_back(&self) {
        if self.driver.give_back()
            && let Some(own) = self.own.get()
        {
            own.unpark();
        }
    }
}

impl Isolate {
    /// The JavaScript thread has nothing left to do. True if it may sleep: it is woken when there is work again.
    pub(crate) fn park(&self) -> bool {
        // In this order: an event loop given back before would be lent to a thread that goes to sleep.
        let asleep = self.js.park(|| {
            self.shards.give_back();
            self.has_work()
        });
        self.counters.js_parks.add(u64::from(asleep));
        if asleep {
            memory::follow();
        }
        asleep
    }
}

/// Runs the tasks that are ready, and asks the system for events without waiting.
fn poll_once(runtime: &Runtime, ready: impl FnOnce()) {
    let mut ready = Some(ready);
    runtime.block_on(poll_fn(|cx| match ready.take() {
        Some(ready) => {
            ready();
            cx.waker().wake_by_ref();
            Poll::Pending
        }
        None => Poll::Ready(()),
    }));
}

#[cfg(all(test, not(feature = "loom")))]
mod tests;
