//! How long the reader of a streamed request body has been waiting.
//!
//! A client is only to blame for silence while somebody waits for it, so the time runs from one poll that finds nothing
//! to the next byte of the connection, and stands still while nobody reads.

use std::mem;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::task::Waker;

/// Set in [`BodyClock::since`] while somebody waits; the tick is below it.
const WAITING: u64 = 1 << 32;

/// Written by the reader on its thread, and by the connection's task; read by the sweep.
#[derive(Debug, Default)]
pub(crate) struct BodyClock {
    since: AtomicU64,
    reader: Mutex<Option<Waker>>,
}

impl BodyClock {
    /// The reader waits from now on.
    pub(crate) fn start(&self, tick: u32, reader: &Waker) {
        let mut own = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        match own.as_mut() {
            Some(own) => own.clone_from(reader),
            None => *own = Some(reader.clone()),
        }
        self.since
            .store(WAITING | u64::from(tick), Ordering::Release);
    }

    /// The reader has what it waited for.
    pub(crate) fn stop(&self) {
        self.since.store(0, Ordering::Release);
    }

    /// Bytes came from the client.
    pub(crate) fn progress(&self, tick: u32) {
        let since = self.since.load(Ordering::Acquire);
        if since != 0 {
            let now = WAITING | u64::from(tick);
            // Lost to a reader that has stopped: then nobody waits.
            let _ = self
                .since
                .compare_exchange(since, now, Ordering::AcqRel, Ordering::Relaxed);
        }
    }

    /// Ticks the reader has waited without a byte; `None` while nobody waits.
    pub(crate) fn age(&self, now: u32) -> Option<u32> {
        let since = self.since.load(Ordering::Acquire);
        (since != 0).then(|| now.wrapping_sub(since as u32))
    }

    /// Ends the wait: the reader looks again.
    pub(crate) fn release(&self) {
        self.stop();
        let reader = mem::take(&mut *self.reader.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some(reader) = reader {
            reader.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_runs_while_somebody_waits_and_from_the_last_byte() {
        let clock = BodyClock::default();
        assert_eq!(clock.age(7), None);
        clock.start(3, Waker::noop());
        assert_eq!(clock.age(7), Some(4));
        clock.progress(6);
        assert_eq!(clock.age(7), Some(1));
        clock.stop();
        assert_eq!(clock.age(7), None);
    }

    #[test]
    fn a_release_ends_the_wait() {
        let clock = BodyClock::default();
        clock.start(3, Waker::noop());
        clock.release();
        assert_eq!(clock.age(7), None);
    }

    #[test]
    fn bytes_that_nobody_waits_for_start_nothing() {
        let clock = BodyClock::default();
        clock.progress(6);
        assert_eq!(clock.age(7), None);
    }

    #[test]
    fn age_survives_the_end_of_the_count_of_ticks() {
        let clock = BodyClock::default();
        clock.start(u32::MAX, Waker::noop());
        assert_eq!(clock.age(1), Some(2));
    }
}
