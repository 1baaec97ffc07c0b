//! The coarse clock of deadlines. It ticks only while calls are in flight, so that an idle server sleeps.
//! (A Tokio timer for each request costs 5 to 7 % of the throughput, one tick for all costs nothing that could be measured.)

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use super::handshake::Sleeper;

/// Resolution of deadlines.
pub(crate) const TICK: Duration = Duration::from_millis(100);
/// Deadline of a call that has none.
pub(crate) const NEVER: u32 = u32::MAX;

pub(crate) struct Ticker {
    started: Instant,
    /// Ticks since the start, as of the last tick.
    now: AtomicU32,
    runs: Sleeper,
    /// Told when the ticks are to begin, or to end for good.
    pub(crate) wanted: Notify,
}

impl Ticker {
    pub(crate) fn new() -> Self {
        Self {
            started: Instant::now(),
            now: AtomicU32::new(0),
            runs: Sleeper::asleep(),
            wanted: Notify::new(),
        }
    }

    /// Sees to it that the clock ticks, once a call has come that needs it.
    pub(crate) fn start(&self) {
        if self.runs.claim_wake() {
            self.wanted.notify_one();
        }
    }

    /// Stops the clock unless it is needed. True if it goes on.
    pub(crate) fn goes_on(&self, is_needed: impl Fn() -> bool) -> bool {
        is_needed() || !self.runs.park(is_needed)
    }

    /// One tick, or several that were missed. Returns the time.
    pub(crate) fn tick(&self) -> u32 {
        let now = (self.started.elapsed().as_millis() / TICK.as_millis()) as u32;
        self.now.store(now, Ordering::Relaxed);
        now
    }

    /// When a call that comes now expires.
    pub(crate) fn deadline(&self, limit: Option<Duration>) -> u32 {
        let Some(limit) = limit else { return NEVER };
        if !self.runs.is_awake() {
            self.tick();
        }
        let ticks = limit
            .as_millis()
            .div_ceil(TICK.as_millis())
            .min(u128::from(NEVER / 2)) as u32;
        // The running tick has begun already, and must not count as a whole one.
        self.now.load(Ordering::Relaxed).saturating_add(ticks + 1)
    }
}

#[cfg(all(test, not(feature = "loom")))]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_is_never_early() {
        let ticker = Ticker::new();
        assert!(ticker.deadline(Some(Duration::from_millis(1))) >= 2);
        assert!(ticker.deadline(Some(Duration::from_millis(101))) >= 3);
    }

    #[test]
    fn no_limit_never_expires() {
        assert_eq!(Ticker::new().deadline(None), NEVER);
        assert!(Ticker::new().deadline(Some(Duration::MAX)) < NEVER);
    }

    #[test]
    fn the_clock_goes_on_only_while_it_is_needed() {
        let ticker = Ticker::new();
        ticker.start();
        assert!(ticker.goes_on(|| true));
        assert!(!ticker.goes_on(|| false));
        ticker.start();
        assert!(ticker.goes_on(|| true), "a stopped clock starts again");
    }
}
