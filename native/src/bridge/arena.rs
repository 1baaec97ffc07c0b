//! The slots of one isolate: where a call waits, runs and is answered. Pure states; no Node-API, no Tokio.
//!
//! A slot has two users. The client side (a connection task) waits for an answer; the JavaScript side runs the handler.
//! The slot is free again only when both are done with it, so a late result can never meet another client's call.
//!
//! ```text
//! client:  absent --take--> waiting --answer--> answered --poll--> absent
//! js:      idle --take--> queued --pull--> running --answer--> idle
//!                            |                 | deadline, or the client has gone
//!                            v                 v
//!                        cancelled --pull--> expiring --pull--> idle
//! ```

use std::mem;
use std::task::{Poll, Waker};

use super::sync::{Mutex, lock};

/// What a slot keeps of a call; emptied when the slot is freed.
pub(crate) trait Payload: Default {
    /// Drops what the call holds and keeps buffers worth reusing.
    fn clear(&mut self);
}

/// A slot together with its generation, which every call of the slot moves on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ticket {
    pub(crate) slot: u32,
    pub(crate) generation: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Js {
    Idle,
    Queued,
    Running,
    /// Still in the ring; whoever pulls it skips it.
    Cancelled,
    /// In the ring a second time, to tell JavaScript that nobody waits any more.
    Expiring(Expiry),
}

#[derive(Debug)]
enum Client<A> {
    Absent,
    Waiting(Option<Waker>),
    Answered(A),
}

/// Why a running call was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expiry {
    Deadline,
    ClientGone,
}

/// What a slot taken from the ring turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Pulled<T> {
    Call(T),
    /// This call has expired while it ran.
    Expired(Ticket, Expiry),
    /// Nobody waits for it any more.
    Nothing,
}

/// What a change of a slot asks of the caller.
#[derive(Debug, Default)]
#[must_use]
pub(crate) struct Effects {
    /// The slot must be pushed to the ring again.
    pub(crate) post: bool,
    /// The slot went back to the free list.
    pub(crate) freed: bool,
    /// The task that waits for the answer must be woken.
    pub(crate) wake: Option<Waker>,
}

struct Slot<C, A> {
    js: Js,
    client: Client<A>,
    generation: u32,
    /// Tick at which the call expires; `u32::MAX` is never.
    deadline: u32,
    payload: C,
}

impl<C: Payload, A> Slot<C, A> {
    fn settle(&mut self) -> bool {
        let done = self.js == Js::Idle && matches!(self.client, Client::Absent);
        if done {
            self.payload.clear();
        }
        done
    }

    fn give_up(&mut self, why: Expiry) -> bool {
        match self.js {
            Js::Queued => self.js = Js::Cancelled,
            Js::Running => self.js = Js::Expiring(why),
            Js::Idle | Js::Cancelled | Js::Expiring(_) => return false,
        }
        matches!(self.js, Js::Expiring(_))
    }

    fn answer(&mut self, answer: A) -> Option<Waker> {
        match mem::replace(&mut self.client, Client::Absent) {
            Client::Waiting(waker) => {
                self.client = Client::Answered(answer);
                waker
            }
            other => {
                self.client = other;
                None
            }
        }
    }
}

/// Slots of one isolate. Every change happens under the slot's own lock.
pub(crate) struct Arena<C, A> {
    slots: Box<[Mutex<Slot<C, A>>]>,
    /// Last freed on top: hot slots are used first.
    free: Mutex<Vec<u32>>,
}

impl<C: Payload, A> Arena<C, A> {
    pub(crate) fn new(size: u32) -> Self {
        let slot = || Slot {
            js: Js::Idle,
            client: Client::Absent,
            generation: 0,
            deadline: u32::MAX,
            payload: C::default(),
        };
        Self {
            slots: (0..size).map(|_| Mutex::new(slot())).collect(),
            free: Mutex::new((0..size).rev().collect()),
        }
    }

    pub(crate) fn len(&self) -> u32 {
        // Built from a u32.
        self.slots.len() as u32
    }

    /// Fills a free slot; the caller pushes it to the ring. `None` if all are in use.
    pub(crate) fn take(&self, deadline: u32, fill: impl FnOnce(&mut C)) -> Option<u32> {
        let index = lock(&self.free).pop()?;
        let mut slot = lock(&self.slots[index as usize]);
        slot.js = Js::Queued;
        slot.generation = slot.generation.wrapping_add(1);
        slot.client = Client::Waiting(None);
        slot.deadline = deadline;
        fill(&mut slot.payload);
        Some(index)
    }

    /// What a slot from the ring holds for JavaScript.
    pub(crate) fn pull<T>(
        &self,
        index: u32,
        read: impl FnOnce(Ticket, &mut C) -> T,
    ) -> (Pulled<T>, Effects) {
        let mut slot = lock(&self.slots[index as usize]);
        match slot.js {
            Js::Queued => {
                slot.js = Js::Running;
                let ticket = Ticket {
                    slot: index,
                    generation: slot.generation,
                };
                (
                    Pulled::Call(read(ticket, &mut slot.payload)),
                    Effects::default(),
                )
            }
            Js::Cancelled => {
                slot.js = Js::Idle;
                (Pulled::Nothing, self.settle(index, &mut slot))
            }
            Js::Expiring(why) => {
                slot.js = Js::Idle;
                let ticket = Ticket {
                    slot: index,
                    generation: slot.generation,
                };
                (Pulled::Expired(ticket, why), self.settle(index, &mut slot))
            }
            Js::Idle | Js::Running => (Pulled::Nothing, Effects::default()),
        }
    }

    /// Reads a running call; `None` if the ticket is stale.
    pub(crate) fn read<T>(&self, ticket: Ticket, read: impl FnOnce(&mut C) -> T) -> Option<T> {
        let mut slot = lock(self.slots.get(ticket.slot as usize)?);
        let current = slot.js == Js::Running && slot.generation == ticket.generation;
        current.then(|| read(&mut slot.payload))
    }

    /// Hands the answer to the waiting task; `None` if the ticket is stale, so the answer came too late.
    pub(crate) fn answer(&self, ticket: Ticket, answer: A) -> Option<Effects> {
        let mut slot = lock(self.slots.get(ticket.slot as usize)?);
        if slot.js != Js::Running || slot.generation != ticket.generation {
            return None;
        }
        slot.js = Js::Idle;
        let wake = slot.answer(answer);
        Some(Effects {
            wake,
            ..self.settle(ticket.slot, &mut slot)
        })
    }

    /// Takes the answer, or leaves the waker for it.
    pub(crate) fn poll(&self, index: u32, waker: &Waker) -> Poll<(A, Effects)> {
        let mut slot = lock(&self.slots[index as usize]);
        match mem::replace(&mut slot.client, Client::Absent) {
            Client::Answered(answer) => Poll::Ready((answer, self.settle(index, &mut slot))),
            Client::Waiting(Some(old)) if old.will_wake(waker) => {
                slot.client = Client::Waiting(Some(old));
                Poll::Pending
            }
            Client::Waiting(_) | Client::Absent => {
                slot.client = Client::Waiting(Some(waker.clone()));
                Poll::Pending
            }
        }
    }

    /// The waiting task has gone.
    pub(crate) fn abandon(&self, index: u32) -> Effects {
        let mut slot = lock(&self.slots[index as usize]);
        slot.client = Client::Absent;
        let post = slot.give_up(Expiry::ClientGone);
        Effects {
            post,
            ..self.settle(index, &mut slot)
        }
    }

    /// Answers in the handler's place if its deadline lies before `now`.
    pub(crate) fn expire(
        &self,
        index: u32,
        now: u32,
        answer: impl FnOnce() -> A,
    ) -> Option<Effects> {
        let mut slot = lock(&self.slots[index as usize]);
        if slot.deadline > now || !matches!(slot.client, Client::Waiting(_)) {
            return None;
        }
        let wake = slot.answer(answer());
        let post = slot.give_up(Expiry::Deadline);
        Some(Effects {
            post,
            wake,
            ..self.settle(index, &mut slot)
        })
    }

    /// The JavaScript side has ended: answers whoever waits, and waits for nobody.
    pub(crate) fn close(&self, index: u32, answer: impl FnOnce() -> A) -> Effects {
        let mut slot = lock(&self.slots[index as usize]);
        if slot.js == Js::Idle && matches!(slot.client, Client::Absent) {
            return Effects::default();
        }
        slot.js = Js::Idle;
        let wake = slot.answer(answer());
        Effects {
            wake,
            ..self.settle(index, &mut slot)
        }
    }

    fn settle(&self, index: u32, slot: &mut Slot<C, A>) -> Effects {
        let freed = slot.settle();
        if freed {
            lock(&self.free).push(index);
        }
        Effects {
            freed,
            ..Effects::default()
        }
    }
}

#[cfg(all(test, not(feature = "loom")))]
mod tests;
