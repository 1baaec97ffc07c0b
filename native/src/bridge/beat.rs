//! Whether the JavaScript thread comes when it is called: for the probes of health, which it does not answer itself.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// When the JavaScript thread last showed that it runs, or began to owe a sign of it.
pub(crate) struct Pulse {
    started: Instant,
    /// Milliseconds since the start.
    seen: AtomicU64,
}

impl Pulse {
    pub(crate) fn new() -> Self {
        Self {
            started: Instant::now(),
            seen: AtomicU64::new(0),
        }
    }

    /// It has come to pull, or was called for the first time since it sleeps.
    pub(crate) fn note(&self) {
        self.seen.store(self.now(), Ordering::Relaxed);
    }

    /// Time since then.
    pub(crate) fn age(&self) -> Duration {
        let seen = self.seen.load(Ordering::Relaxed);
        Duration::from_millis(self.now().saturating_sub(seen))
    }

    fn now(&self) -> u64 {
        self.started.elapsed().as_millis() as u64
    }
}
