//! When it pays to return memory to the system: once many connections have given up theirs.

use std::sync::atomic::{AtomicU32, Ordering};

/// Connections whose memory is worth the trouble.
const MANY: u32 = 64;

/// Connections of one shard that have given up most of their memory.
#[derive(Default)]
pub(crate) struct Relief {
    count: AtomicU32,
    /// What the last look found.
    before: AtomicU32,
}

impl Relief {
    /// One more.
    pub(crate) fn note(&self) {
        self.count.fetch_add(1, Ordering::Relaxed);
    }

    /// Looked at in turns: true once they are many, and no longer come by the dozen. Then the count begins anew.
    pub(crate) fn is_due(&self) -> bool {
        let count = self.count.load(Ordering::Relaxed);
        let before = self.before.swap(count, Ordering::Relaxed);
        let is_due = count >= MANY && count.wrapping_sub(before) < MANY;
        if is_due {
            self.count.fetch_sub(count, Ordering::Relaxed);
            self.before.store(0, Ordering::Relaxed);
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(relief: &Relief, times: u32) {
        (0..times).for_each(|_| relief.note());
    }

    #[test]
    fn it_is_due_once_behind_a_rush() {
        let relief = Relief::default();
        for _ in 0..3 {
            note(&relief, 2 * MANY);
            assert!(!relief.is_due(), "more may come");
        }
        note(&relief, 1);
        assert!(relief.is_due());
        assert!(!relief.is_due());
    }

    #[test]
    fn a_few_at_a_time_add_up() {
        let relief = Relief::default();
        for _ in 1..MANY {
            note(&relief, 1);
            assert!(!relief.is_due());
        }
        note(&relief, 1);
        assert!(relief.is_due());
    }
}
