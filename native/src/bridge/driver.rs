//! Which thread drives the event loop of a shard: its own, or the JavaScript thread between two requests.
//!
//! ```text
//! own --offer--> leaving --lend--> lent <--tick--> ticking
//!  ^                |                |
//!  +---- the JavaScript thread gives back, or was blocked
//! ```

use super::sync::{AtomicBool, AtomicU32, Ordering};

/// The shard's own thread drives.
const OWN: u32 = 0;
/// The shard's own thread is on its way out of the event loop.
const LEAVING: u32 = 1;
/// The JavaScript thread may drive, and does not at this moment.
const LENT: u32 = 2;
/// The JavaScript thread is in the event loop.
const TICKING: u32 = 3;
const WHO: u32 = 3;
const TICK: u32 = 4;

pub(crate) struct Driver {
    /// Who drives, in the low two bits; the ticks so far above.
    state: AtomicU32,
    /// Whether the JavaScript thread would drive.
    wanted: AtomicBool,
}

/// As long as it lives, the event loop belongs to the JavaScript thread.
pub(crate) struct Tick<'a>(&'a Driver);

impl Drop for Tick<'_> {
    fn drop(&mut self) {
        self.0.end_tick();
    }
}

/// What the shard's own thread finds when it looks after what it has lent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Loan {
    /// It drives again, because the other side gave back.
    Ended,
    /// It drives again, because the other side had not ticked since the last look.
    Recalled,
    Lasts,
}

impl Driver {
    pub(crate) fn new() -> Self {
        Self {
            state: AtomicU32::new(OWN),
            wanted: AtomicBool::new(false),
        }
    }

    /// JavaScript thread: says whether it would drive while it is awake.
    pub(crate) fn want(&self, wanted: bool) {
        if self.wanted.load(Ordering::Relaxed) != wanted {
            self.wanted.store(wanted, Ordering::Relaxed);
        }
    }

    pub(crate) fn is_wanted(&self) -> bool {
        self.wanted.load(Ordering::Relaxed)
    }

    /// JavaScript thread: whether it may drive.
    pub(crate) fn is_lent(&self) -> bool {
        self.state.load(Ordering::Relaxed) & WHO == LENT
    }

    /// Own thread, in the event loop: true if it is to leave, which it then must.
    pub(crate) fn offer(&self, is_awake: impl FnOnce() -> bool) -> bool {
        let own = self.state.load(Ordering::Relaxed) & !WHO;
        if !self.turn(own | OWN, own | LEAVING) {
            return false;
        }
        if is_awake() {
            return true;
        }
        // Who sleeps looks for an offer after it said so; whoever is second here sees the other.
        let _taken_back_already = self.turn(own | LEAVING, own | OWN);
        false
    }

    /// Own thread, out of the event loop: true if it is lent now, false if it was given back meanwhile.
    pub(crate) fn lend(&self) -> bool {
        let ticks = self.state.load(Ordering::Relaxed) & !WHO;
        self.turn(ticks | LEAVING, ticks | LENT)
    }

    /// JavaScript thread: the right to enter the event loop, until it is dropped.
    pub(crate) fn tick(&self) -> Option<Tick<'_>> {
        let ticks = self.state.load(Ordering::Relaxed) & !WHO;
        self.turn(ticks | LENT, ticks | TICKING).then(|| Tick(self))
    }

    /// Ends the loan, unless a tick is going on: true if the own thread must be told.
    pub(crate) fn give_back(&self) -> bool {
        loop {
            let state = self.state.load(Ordering::SeqCst);
            if matches!(state & WHO, OWN | TICKING) {
                return false;
            }
            if self.turn(state, state & !WHO | OWN) {
                return state & WHO == LENT;
            }
        }
    }

    /// Own thread: looks whether the loan lasts, and ends it if nothing has happened since the last look.
    pub(crate) fn look(&self, last: &mut u32) -> Loan {
        let state = self.state.load(Ordering::SeqCst);
        if state & WHO == OWN {
            return Loan::Ended;
        }
        if state & WHO != LENT || state != *last {
            *last = state;
            return Loan::Lasts;
        }
        if !self.turn(state, state & !WHO | OWN) {
            return Loan::Lasts;
        }
        // Not again before the other side has shown itself.
        self.want(false);
        Loan::Recalled
    }

    fn end_tick(&self) {
        let ticks = self.state.load(Ordering::Relaxed) & !WHO;
        self.state
            .store(ticks.wrapping_add(TICK) | LENT, Ordering::SeqCst);
    }

    fn turn(&self, from: u32, to: u32) -> bool {
        self.state
            .compare_exchange(from, to, Ordering::SeqCst, Ordering::SeqCst)
            .is_ok()
    }
}

#[cfg(all(test, not(feature = "loom")))]
mod tests;

#[cfg(all(test, feature = "loom"))]
mod model;
