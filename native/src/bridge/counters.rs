//! What the bridge counts, from the first request on.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Upper bounds of the queue-delay histogram, in microseconds; the last bucket has none.
pub(crate) const DELAY_BOUNDS: [u64; 7] = [50, 100, 500, 1_000, 10_000, 100_000, 1_000_000];

#[derive(Default)]
pub(crate) struct Counter(AtomicU64);

impl Counter {
    pub(crate) fn add(&self, amount: u64) {
        self.0.fetch_add(amount, Ordering::Relaxed);
    }

    pub(crate) fn raise(&self, value: u64) {
        self.0.fetch_max(value, Ordering::Relaxed);
    }

    pub(crate) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Counters of one isolate.
#[derive(Default)]
pub(crate) struct Counters {
    pub(crate) requests: Counter,
    pub(crate) batches: Counter,
    pub(crate) max_batch: Counter,
    pub(crate) commits: Counter,
    pub(crate) js_wakes: Counter,
    pub(crate) js_parks: Counter,
    pub(crate) tokio_wakes: Counter,
    pub(crate) slots_high_water: Counter,
    pub(crate) slot_waits: Counter,
    pub(crate) shed: Counter,
    pub(crate) timed_out: Counter,
    pub(crate) aborted: Counter,
    pub(crate) late_replies: Counter,
    pub(crate) revivals: Counter,
    pub(crate) streams_opened: Counter,
    pub(crate) streams_aborted: Counter,
    /// Most bytes that one stream ever held.
    pub(crate) queued_bytes_high_water: Counter,
    queue_delay: [Counter; DELAY_BOUNDS.len() + 1],
}

impl Counters {
    /// Records how long the oldest request of a batch waited to be pulled.
    pub(crate) fn record_queue_delay(&self, delay: Duration) {
        let micros = delay.as_micros() as u64;
        let bucket = DELAY_BOUNDS
            .iter()
            .position(|bound| micros <= *bound)
            .unwrap_or(DELAY_BOUNDS.len());
        self.queue_delay[bucket].add(1);
    }

    pub(crate) fn queue_delay(&self) -> impl Iterator<Item = u64> + '_ {
        self.queue_delay.iter().map(Counter::get)
    }
}
