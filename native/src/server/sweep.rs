//! Time limits, by a look at every connection four times a second instead of a timer per request.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::sleep;

use super::counters::bump;
use super::settings::Settings;
use super::shared::Shared;
use super::state::{ConnectionState, Phase, order};

/// Longest time between two looks.
const TICK: Duration = Duration::from_millis(250);
/// Time an answer may go without the client taking a byte.
const WRITE_STALL: Duration = Duration::from_secs(30);
/// Time a client has to stop sending after the last answer.
const LINGER: Duration = Duration::from_secs(2);

/// The limits of the phases, in ticks.
#[derive(Debug)]
pub(crate) struct Limits {
    tick: Duration,
    head: u32,
    body: u32,
    write: u32,
    idle: u32,
    linger: u32,
}

impl Limits {
    pub(crate) fn new(settings: &Settings) -> Self {
        let shortest = settings
            .head_timeout
            .min(settings.idle_timeout)
            .min(settings.body_stall);
        let tick = (shortest / 4).clamp(Duration::from_millis(10), TICK);
        // A phase begins somewhere within a tick, so one more is needed for the whole time to have passed.
        let ticks = |time: Duration| {
            let whole = time.as_nanos().div_ceil(tick.as_nanos()) + 1;
            u32::try_from(whole).unwrap_or(u32::MAX)
        };
        Self {
            tick,
            head: ticks(settings.head_timeout),
            body: ticks(settings.body_stall),
            write: ticks(WRITE_STALL),
            idle: ticks(settings.idle_timeout),
            linger: ticks(LINGER),
        }
    }

    /// What a connection must be told that has been in a phase for so many ticks.
    fn overdue(&self, phase: Phase, age: u32) -> Option<u8> {
        // Each age is seen once. From two on no task is still to be polled, so an answer is written whole.
        if phase == Phase::Idle && age == self.head.max(2) && age < self.idle {
            return Some(order::LOOK);
        }
        let (limit, order) = match phase {
            Phase::Opened => (self.head, order::CUT),
            Phase::Head => (self.head, order::HEAD_OVERDUE),
            Phase::Body => (self.body, order::BODY_OVERDUE),
            Phase::Write => (self.write, order::CUT),
            Phase::Idle => (self.idle, order::CLOSE_IDLE),
            Phase::Linger => (self.linger, order::CUT),
            Phase::Discard | Phase::Handler | Phase::Stream => return None,
        };
        (age >= limit).then_some(order)
    }
}

/// Keeps the clock of one shard and ends what is overdue there, until the server is closed.
pub(crate) async fn sweep(shared: Arc<Shared>, index: usize) {
    let shard = &shared.shards[index];
    while !shared.is_closed() {
        if shard.len() == 0 {
            shard.relieve();
            shard.arrival().await;
            continue;
        }
        sleep(shared.limits.tick).await;
        shard.advance();
        let now = shard.tick();
        shard.for_each(|state| inspect(&shared, state, now));
        shard.relieve();
    }
}

fn inspect(shared: &Shared, state: &ConnectionState, now: u32) {
    if state
        .body
        .age(now)
        .is_some_and(|age| age >= shared.limits.body)
    {
        bump(&shared.counters.expired);
        state.note(order::BODY_OVERDUE);
        state.body.release();
    }
    let (phase, since) = state.mark();
    let Some(order) = shared.limits.overdue(phase, now.wrapping_sub(since)) else {
        return;
    };
    let is_expired = phase != Phase::Linger && order != order::LOOK;
    if is_expired && !state.has(order) {
        bump(&shared.counters.expired);
    }
    state.order(order);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        Limits::new(&Settings::default())
    }

    #[test]
    fn overdue_gives_every_phase_its_whole_time() {
        let limits = limits();
        let ticks_per_second = 4;
        for (phase, seconds, order) in [
            (Phase::Opened, 10, order::CUT),
            (Phase::Head, 10, order::HEAD_OVERDUE),
            (Phase::Body, 15, order::BODY_OVERDUE),
            (Phase::Write, 30, order::CUT),
            (Phase::Idle, 75, order::CLOSE_IDLE),
            (Phase::Linger, 2, order::CUT),
        ] {
            let whole = seconds * ticks_per_second;
            assert_eq!(limits.overdue(phase, whole), None, "{phase:?}");
            assert_eq!(limits.overdue(phase, whole + 1), Some(order), "{phase:?}");
        }
    }

    #[test]
    fn overdue_looks_once_at_a_connection_that_is_idle_for_the_time_of_a_head() {
        let limits = limits();
        let looks =
            (0..limits.idle).filter(|&age| limits.overdue(Phase::Idle, age) == Some(order::LOOK));
        assert_eq!(looks.collect::<Vec<_>>(), [limits.head]);
    }

    #[test]
    fn overdue_leaves_the_host_its_time() {
        for phase in [Phase::Handler, Phase::Stream] {
            assert_eq!(limits().overdue(phase, u32::MAX), None);
        }
    }

    #[test]
    fn new_looks_more_often_where_a_limit_is_short() {
        let settings = Settings {
            body_stall: Duration::from_millis(100),
            ..Settings::default()
        };
        assert_eq!(Limits::new(&settings).tick, Duration::from_millis(25));
        let settings = Settings {
            head_timeout: Duration::ZERO,
            ..Settings::default()
        };
        assert_eq!(Limits::new(&settings).tick, Duration::from_millis(10));
    }
}
