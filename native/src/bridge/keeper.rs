//! Two background tasks of an isolate, both asleep while nothing is in flight: one lets deadlines pass, the other calls
//! again when a wake stays unanswered (Deno 2.9 can lose one between testing for tasks and registering its waker).

use std::sync::Arc;
use std::time::Duration;

use tokio::time::sleep;

use super::isolate::Isolate;
use super::ticker::TICK;

/// How long a wake may stay unanswered at first; doubled at each further call. Sparse traffic pays one timer each time.
const FIRST_PATIENCE: Duration = Duration::from_millis(25);
const MAX_PATIENCE: Duration = Duration::from_secs(1);

/// Starts both tasks; they end when the isolate is closed.
pub(crate) fn keep(isolate: &Arc<Isolate>) {
    if let Some(handle) = isolate.shards.handles().first() {
        handle.spawn(watch_deadlines(isolate.clone()));
        handle.spawn(watch_wakes(isolate.clone()));
    }
}

async fn watch_deadlines(isolate: Arc<Isolate>) {
    while !isolate.is_closed() {
        isolate.ticker.wanted.notified().await;
        while isolate.keep_ticking() {
            sleep(TICK).await;
            isolate.expire();
        }
    }
}

async fn watch_wakes(isolate: Arc<Isolate>) {
    while !isolate.is_closed() {
        isolate.watch_wanted.notified().await;
        while isolate.keep_watching() {
            await_answer(&isolate).await;
        }
    }
}

/// Returns when every wake so far was answered.
async fn await_answer(isolate: &Isolate) {
    let mut patience = FIRST_PATIENCE;
    while let Some(before) = isolate.waker.unanswered() {
        sleep(patience).await;
        if isolate.is_closed() {
            return;
        }
        if isolate.waker.unanswered() == Some(before) {
            isolate.counters.revivals.add(1);
            isolate.waker.wake();
            patience = MAX_PATIENCE.min(patience * 2);
        }
    }
}
