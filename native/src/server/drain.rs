//! Stopping without losing a request.
//!
//! Answers carry `Connection: close` from now on, the accept loop takes what has arrived and ends, connections between
//! two requests are closed after a moment in which a request on its way may still come, and what is left at the
//! deadline is cut.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout_at};

use super::shared::Shared;
use super::state::{Phase, order};

/// Time in which a request that was sent before its client could know is still answered.
const SETTLE: Duration = Duration::from_millis(100);
/// Time between two looks for connections that became idle.
const STEP: Duration = Duration::from_millis(25);
/// Time for the accept loop or for cut connections to end; they need one turn of their event loop.
const CUT_WAIT: Duration = Duration::from_secs(1);
/// Longest timeout that is told from none.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// What became of the requests of a server that was stopped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Drained {
    /// Requests answered after `close` was called.
    pub answered: u64,
    /// Connections cut at the deadline within a request: part of it had come, its handler was at work, or its answer
    /// was not written whole. Idle connections and requests that wait behind another are not counted.
    pub cut: u64,
}

/// Begins to stop: at once, where there is no delay, so that an answer given after the call is its connection's last.
/// The future does the rest, within the time.
pub(crate) fn drain(shared: Arc<Shared>, timeout: Duration) -> impl Future<Output = Drained> {
    let answered_before = shared.answered();
    shared.begin_stopping();
    if shared.drain_delay.is_zero() {
        shared.begin_draining();
    }
    async move {
        let cut = finish(&shared, timeout).await;
        Drained {
            answered: shared.answered() - answered_before,
            cut,
        }
    }
}

async fn finish(shared: &Shared, timeout: Duration) -> u64 {
    let deadline = Instant::now() + timeout.min(LONGEST);
    sleep(shared.drain_delay.min(timeout)).await;
    shared.begin_draining();
    let _ = timeout_at(deadline + CUT_WAIT, shared.stopped.notified()).await;
    if !wait(shared, deadline.min(Instant::now() + SETTLE)).await {
        close_idle(shared, deadline).await;
    }
    let cut = cut(shared).await;
    shared.finish();
    cut
}

/// Waits until no connection is left: true, or until the time is up: false.
async fn wait(shared: &Shared, until: Instant) -> bool {
    while shared.open() > 0 {
        if Instant::now() >= until {
            return false;
        }
        let _ = timeout_at(until, shared.departed.notified()).await;
    }
    true
}

/// Closes connections as they become idle, until none is left or the time is up.
async fn close_idle(shared: &Shared, deadline: Instant) {
    loop {
        shared.for_each(|state| {
            if state.is_between_requests() {
                state.order(order::CLOSE_IDLE);
            }
        });
        let look = Instant::now() + STEP;
        if wait(shared, look.min(deadline)).await || Instant::now() >= deadline {
            return;
        }
    }
}

/// Ends what is left; the number of connections that were within a request.
async fn cut(shared: &Shared) -> u64 {
    let mut connections = 0;
    shared.for_each(|state| {
        if matches!(
            state.phase(),
            Phase::Head
                | Phase::Body
                | Phase::Discard
                | Phase::Handler
                | Phase::Write
                | Phase::Stream
        ) {
            connections += 1;
        }
        state.order(order::CUT);
    });
    wait(shared, Instant::now() + CUT_WAIT).await;
    connections
}
