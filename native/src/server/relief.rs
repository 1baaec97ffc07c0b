//! When it pays to return memory to the system: once many connections have given up theirs, and keep to that.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::state::ConnectionState;

/// Connections whose memory is worth the trouble.
const MANY: u32 = 64;
/// Part of those known before that must have come as well: as many come and go where there are thousands.
const PART: u32 = 4;

/// Connections of one shard that do without most of their memory.
#[derive(Default)]
pub(crate) struct Relief {
    count: AtomicU32,
    /// What the last look found.
    before: AtomicU32,
    /// Those whose memory has been returned.
    known: AtomicU32,
}

impl Relief {
    /// Looked at in turns: true once many more do without than those known, and no longer come by the dozen.
    pub(crate) fn is_due(&self) -> bool {
        let count = self.count.load(Ordering::Relaxed);
        let before = self.before.swap(count, Ordering::Relaxed);
        let known = self.known.load(Ordering::Relaxed).min(count);
        let is_due = count - known >= MANY.max(known / PART) && count < before.saturating_add(MANY);
        let known = if is_due { count } else { known };
        self.known.store(known, Ordering::Relaxed);
        is_due
    }
}

/// Counts a connection as long as it does without.
pub(crate) struct Relieved(Arc<ConnectionState>);

impl Relieved {
    pub(crate) fn new(state: Arc<ConnectionState>) -> Self {
        state.shard().relief.count.fetch_add(1, Ordering::Relaxed);
        Self(state)
    }
}

impl Drop for Relieved {
    fn drop(&mut self) {
        self.0.shard().relief.count.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(relief: &Relief, count: u32) {
        relief.count.store(count, Ordering::Relaxed);
    }

    #[test]
    fn it_is_due_once_behind_a_rush() {
        let relief = Relief::default();
        for round in 1..4 {
            set(&relief, round * 2 * MANY);
            assert!(!relief.is_due(), "more may come");
        }
        assert!(relief.is_due());
        assert!(!relief.is_due());
    }

    #[test]
    fn a_few_at_a_time_add_up() {
        let relief = Relief::default();
        for count in 1..MANY {
            set(&relief, count);
            assert!(!relief.is_due());
        }
        set(&relief, MANY);
        assert!(relief.is_due());
    }

    #[test]
    fn those_that_come_and_go_are_not_due() {
        let relief = Relief::default();
        for known in [0, 10 * MANY] {
            set(&relief, known);
            relief.is_due();
            relief.is_due();
            for _ in 0..100 {
                set(&relief, known + MANY / 2);
                assert!(!relief.is_due());
                set(&relief, known.saturating_sub(MANY / 2));
                assert!(!relief.is_due());
            }
        }
    }

    #[test]
    fn those_that_stay_are_due_whatever_comes_and_goes_with_them() {
        let relief = Relief::default();
        let mut is_due = false;
        for count in (0..40 * MANY).step_by(2 * MANY as usize) {
            set(&relief, count);
            is_due |= relief.is_due();
        }
        assert!(!is_due, "more may come");
        for swing in [MANY / 2, 0, MANY / 2] {
            set(&relief, 40 * MANY + swing);
            is_due |= relief.is_due();
        }
        assert!(is_due);
    }

    #[test]
    fn those_that_come_anew_are_due_anew() {
        let relief = Relief::default();
        for _ in 0..3 {
            set(&relief, 2 * MANY);
            assert!(!relief.is_due());
            assert!(relief.is_due());
            set(&relief, 0);
            assert!(!relief.is_due());
        }
    }
}
