//! One JavaScript thread as the server sees it: its slots, its ring, and the way to wake it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::{Notify, Semaphore, SemaphorePermit};

use super::arena::{Arena, Effects, Pulled, Ticket};
use super::beat::Pulse;
use super::counters::Counters;
use super::handshake::Sleeper;
use super::js_waker::JsWaker;
use super::shard::{self, Shards};
use super::stored_call::StoredCall;
use super::streams::{Event, Streams};
use super::sync::{ArrayQueue, Mutex, lock};
use super::ticker::Ticker;
use crate::server::{Answer, Beat, Call, Drained};

/// What one isolate may hold at a time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) slots: u32,
    /// How long a call waits for a slot.
    pub(crate) slot_wait: Duration,
    /// Replies that are written piece by piece.
    pub(crate) streams: u32,
}

pub(crate) struct Isolate {
    arena: Arena<StoredCall, Answer>,
    ring: ArrayQueue<u32>,
    /// One permit for each free slot: who finds none waits in line.
    room: Semaphore,
    slot_wait: Duration,
    pub(crate) streams: Streams,
    /// Shard whose task waits at each slot.
    shard_of: Box<[AtomicU8]>,
    pub(crate) js: Sleeper,
    pub(crate) waker: JsWaker,
    pub(crate) pulse: Pulse,
    pub(crate) shards: Arc<Shards>,
    pub(crate) counters: Counters,
    closed: AtomicBool,
    /// When the oldest request of the ring was pushed.
    oldest: Mutex<Option<Instant>>,
    pub(crate) ticker: Ticker,
    /// Awake while a wake of the JavaScript thread may be unanswered.
    watch: Sleeper,
    pub(crate) watch_wanted: Notify,
    /// Result of a graceful stop, until JavaScript has taken it.
    drained: Mutex<Option<Drained>>,
}

impl Isolate {
    pub(crate) fn new(limits: Limits, waker: JsWaker, shards: Arc<Shards>) -> Arc<Self> {
        let slots = limits.slots;
        Arc::new(Self {
            arena: Arena::new(slots),
            ring: ArrayQueue::new(slots as usize),
            room: Semaphore::new(slots as usize),
            slot_wait: limits.slot_wait,
            streams: Streams::new(limits.streams as usize),
            shard_of: (0..slots).map(|_| AtomicU8::new(0)).collect(),
            js: Sleeper::asleep(),
            waker,
            pulse: Pulse::new(),
            shards,
            counters: Counters::default(),
            closed: AtomicBool::new(false),
            oldest: Mutex::new(None),
            ticker: Ticker::new(),
            watch: Sleeper::asleep(),
            watch_wanted: Notify::new(),
            drained: Mutex::new(None),
        })
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    /// Whether there is anything for JavaScript to pull.
    pub(crate) fn has_work(&self) -> bool {
        !self.ring.is_empty() || self.streams.has_events() || lock(&self.drained).is_some()
    }

    /// Wakes the JavaScript thread if there is work and nobody else has woken it.
    pub(crate) fn wake(&self) {
        if self.has_work() {
            self.call_js();
        }
    }

    /// Has the JavaScript thread come to pull, unless it is awake.
    fn call_js(&self) {
        if !self.js.claim_wake() {
            return;
        }
        self.counters.js_wakes.add(1);
        self.pulse.note();
        self.waker.wake();
        if self.watch.claim_wake() {
            self.watch_wanted.notify_one();
        }
    }

    /// How the JavaScript thread is. One that sleeps is called, so that the next question finds out whether it comes.
    pub(crate) fn beat(&self) -> Beat {
        let age = if self.js.is_awake() {
            self.pulse.age()
        } else {
            self.call_js();
            Duration::ZERO
        };
        Beat {
            age,
            is_saturated: self.room.available_permits() == 0,
        }
    }

    pub(crate) fn slots(&self) -> u32 {
        self.arena.len()
    }

    pub(crate) fn slots_in_use(&self) -> u32 {
        self.arena
            .len()
            .saturating_sub(self.room.available_permits() as u32)
    }

    /// Reserves a slot if one is free and nobody stands in line for it.
    pub(crate) fn try_reserve(&self) -> bool {
        self.room.try_acquire().map(SemaphorePermit::forget).is_ok()
    }

    /// Stands in line for a slot; the answer is that of a call that waited too long, or whose isolate ended.
    pub(crate) async fn reserve(&self) -> Result<(), Answer> {
        self.counters.slot_waits.add(1);
        match tokio::time::timeout(self.slot_wait, self.room.acquire()).await {
            Ok(Ok(permit)) => {
                permit.forget();
                Ok(())
            }
            Ok(Err(_)) => Err(Answer::Gone),
            Err(_) => {
                self.counters.shed.add(1);
                Err(Answer::Busy)
            }
        }
    }

    /// Puts a call into the slot that was reserved for it. `None` without a reservation.
    pub(crate) fn enter(&self, call: Call) -> Option<u32> {
        let deadline = self.ticker.deadline(call.deadline);
        let index = self.arena.take(deadline, |stored| stored.fill(call))?;
        self.push(index);
        Some(index)
    }

    fn push(&self, index: u32) {
        let shard = shard::current();
        self.shard_of[index as usize].store(shard, Ordering::Relaxed);
        self.post(index);
        self.ticker.start();
        if self.is_closed() {
            self.apply(index, self.arena.close(index, || Answer::Gone));
        }
    }

    /// Puts a slot into the ring, which has room for each slot once, and sees to it that JavaScript hears of it.
    fn post(&self, index: u32) {
        if self.ring.is_empty() {
            *lock(&self.oldest) = Some(Instant::now());
        }
        let _full_is_impossible = self.ring.push(index);
        self.want_wake();
    }

    /// Tells JavaScript what happened to a stream.
    pub(crate) fn tell(&self, event: Event) {
        self.streams.push(event);
        self.want_wake();
    }

    fn want_wake(&self) {
        if !self.js.is_awake() {
            self.shards.want_wake();
        }
    }

    /// Takes the next entry of the ring, if there is one.
    pub(crate) fn pull<T>(
        &self,
        read: impl FnOnce(Ticket, &mut StoredCall) -> T,
    ) -> Option<Pulled<T>> {
        let index = self.ring.pop()?;
        let (pulled, effects) = self.arena.pull(index, read);
        self.apply(index, effects);
        Some(pulled)
    }

    /// Time since the oldest request of the ring was pushed; asked once for each batch.
    pub(crate) fn take_queue_delay(&self) -> Option<Duration> {
        lock(&self.oldest).take().map(|pushed| pushed.elapsed())
    }

    pub(crate) fn read<T>(
        &self,
        ticket: Ticket,
        read: impl FnOnce(&mut StoredCall) -> T,
    ) -> Option<T> {
        self.arena.read(ticket, read)
    }

    /// Shard whose task waits for the answer of this slot, 0 for a slot that does not exist.
    pub(crate) fn shard_of(&self, slot: u32) -> u8 {
        self.shard_of
            .get(slot as usize)
            .map_or(0, |shard| shard.load(Ordering::Relaxed))
    }

    /// Answers a call; an answer that comes too late is dropped.
    pub(crate) fn answer(&self, ticket: Ticket, answer: Answer) {
        match self.arena.answer(ticket, answer) {
            Some(effects) => self.apply(ticket.slot, effects),
            None => self.counters.late_replies.add(1),
        }
    }

    pub(crate) fn poll(&self, index: u32, waker: &std::task::Waker) -> std::task::Poll<Answer> {
        self.arena.poll(index, waker).map(|(answer, effects)| {
            self.apply(index, effects);
            answer
        })
    }

    pub(crate) fn abandon(&self, index: u32) {
        self.counters.aborted.add(1);
        self.apply(index, self.arena.abandon(index));
    }

    /// Answers every call whose deadline has passed.
    pub(crate) fn expire(&self) {
        let now = self.ticker.tick();
        for index in 0..self.arena.len() {
            if let Some(effects) = self.arena.expire(index, now, || Answer::TimedOut) {
                self.counters.timed_out.add(1);
                self.apply(index, effects);
            }
        }
    }

    /// Whether deadlines still need watching.
    pub(crate) fn keep_ticking(&self) -> bool {
        self.ticker
            .goes_on(|| !self.is_closed() && self.slots_in_use() > 0)
    }

    /// Whether a wake is still unanswered; `false` ends the watch.
    pub(crate) fn keep_watching(&self) -> bool {
        let is_needed = || !self.is_closed() && self.waker.unanswered().is_some();
        is_needed() || !self.watch.park(is_needed)
    }

    fn apply(&self, index: u32, effects: Effects) {
        if effects.freed {
            self.room.add_permits(1);
        }
        if let Some(waker) = effects.wake {
            waker.wake();
        }
        if effects.post {
            self.post(index);
        }
    }
}

mod ending;
#[cfg(all(test, not(feature = "loom")))]
mod tests;
