//! What all parts of one running server share.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::Notify;

use super::counters::{Counters, Counts, bump};
use super::event_loop::EventLoop;
use super::own_answers::OwnAnswers;
use super::settings::Settings;
use super::shard::Shard;
use super::state::{ConnectionState, order};
use super::sweep::Limits;

/// One running server.
pub(crate) struct Shared {
    pub(crate) local_addr: SocketAddr,
    pub(crate) max_connections: usize,
    pub(crate) drain_delay: Duration,
    pub(crate) limits: Limits,
    pub(crate) shards: Vec<Shard>,
    pub(crate) counters: Counts,
    pub(crate) own_answers: OwnAnswers,
    /// Told when the accept loop is to stop.
    pub(crate) stop: Notify,
    /// Told when it has.
    pub(crate) stopped: Notify,
    /// Told each time a connection has ended.
    pub(crate) departed: Notify,
    open: AtomicUsize,
    next_id: AtomicU64,
    stopping: AtomicBool,
    draining: AtomicBool,
    closed: AtomicBool,
}

impl Shared {
    pub(crate) fn new<L: EventLoop>(
        settings: &Settings,
        local_addr: SocketAddr,
        shards: Vec<L>,
    ) -> Self {
        Self {
            local_addr,
            max_connections: settings.max_connections.max(1),
            drain_delay: settings.drain_delay,
            limits: Limits::new(settings),
            shards: shards.into_iter().map(Shard::new).collect(),
            counters: Counts::default(),
            own_answers: OwnAnswers::new(settings),
            stop: Notify::new(),
            stopped: Notify::new(),
            departed: Notify::new(),
            open: AtomicUsize::new(0),
            next_id: AtomicU64::new(0),
            stopping: AtomicBool::new(false),
            draining: AtomicBool::new(false),
            closed: AtomicBool::new(false),
        }
    }

    /// Enters a connection into the books; dropping the registration strikes it out.
    pub(crate) fn register(self: &Arc<Self>, peer: SocketAddr, shard: usize) -> Registration {
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        let state = Arc::new(ConnectionState::new(id, peer, Arc::clone(self), shard));
        self.open.fetch_add(1, Ordering::AcqRel);
        self.shards[shard].add(Arc::clone(&state));
        Registration { state }
    }

    /// Connections open now.
    pub(crate) fn open(&self) -> usize {
        self.open.load(Ordering::Acquire)
    }

    /// Index of the shard with the fewest connections.
    pub(crate) fn emptiest_shard(&self) -> usize {
        if self.shards.len() == 1 {
            return 0;
        }
        let indexes = 0..self.shards.len();
        indexes
            .min_by_key(|&index| self.shards[index].len())
            .unwrap_or(0)
    }

    /// Asks the connection that has been idle for longest to close; false when none is idle.
    pub(crate) fn evict(&self) -> bool {
        let oldest = self.shards.iter().filter_map(Shard::longest_idle);
        let Some((_, state)) = oldest.max_by_key(|(age, _)| *age) else {
            return false;
        };
        state.order(order::CLOSE_IDLE);
        bump(&self.counters.evicted);
        true
    }

    pub(crate) fn for_each(&self, mut visit: impl FnMut(&Arc<ConnectionState>)) {
        for shard in &self.shards {
            shard.for_each(&mut visit);
        }
    }

    /// From now on the server is not ready, though it may go on accepting for a while.
    pub(crate) fn begin_stopping(&self) {
        self.stopping.store(true, Ordering::Release);
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
    }

    /// From now on every answer is its connection's last, and the accept loop ends.
    pub(crate) fn begin_draining(&self) {
        self.draining.store(true, Ordering::Release);
        self.stop.notify_one();
    }

    pub(crate) fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Acquire)
    }

    /// Ends the sweeps.
    pub(crate) fn finish(&self) {
        self.closed.store(true, Ordering::Release);
        self.shards.iter().for_each(Shard::wake);
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    pub(crate) fn answered(&self) -> u64 {
        let answered = self.shards.iter().map(|shard| &shard.answered);
        answered.map(|count| count.load(Ordering::Relaxed)).sum()
    }

    pub(crate) fn snapshot(&self) -> Counters {
        let counts = &self.counters;
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        Counters {
            open: self.open() as u64,
            accepted: read(&counts.accepted),
            evicted: read(&counts.evicted),
            expired: read(&counts.expired),
            accept_errors: read(&counts.accept_errors),
            requests: self.shards.iter().map(|shard| read(&shard.requests)).sum(),
            answered: self.answered(),
            aborted: read(&counts.aborted),
            streams: read(&counts.streams),
            streams_cut: read(&counts.streams_cut),
            panics: read(&counts.panics),
            problems: counts.problems(),
        }
    }
}

/// A connection's entry in the books.
pub(crate) struct Registration {
    pub(crate) state: Arc<ConnectionState>,
}

impl Drop for Registration {
    fn drop(&mut self) {
        let shared = self.state.shared();
        self.state.shard().remove(self.state.id);
        shared.open.fetch_sub(1, Ordering::AcqRel);
        shared.departed.notify_one();
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use tokio::runtime::{Builder, Runtime};

    use super::*;
    use crate::server::state::Phase;

    /// A server without a socket, with one shard that never runs.
    pub(crate) fn shared() -> (Runtime, Arc<Shared>) {
        let runtime = Builder::new_current_thread().build().unwrap();
        let address = "127.0.0.1:1".parse().unwrap();
        let shards = vec![runtime.handle().clone()];
        let shared = Shared::new(&Settings::default(), address, shards);
        (runtime, Arc::new(shared))
    }

    pub(crate) fn register(shared: &Arc<Shared>) -> Registration {
        shared.register("127.0.0.1:2".parse().unwrap(), 0)
    }

    #[test]
    fn a_registration_counts_as_long_as_it_lives() {
        let (_runtime, shared) = shared();
        let registration = register(&shared);
        assert_eq!((shared.open(), shared.shards[0].len()), (1, 1));
        drop(registration);
        assert_eq!((shared.open(), shared.shards[0].len()), (0, 0));
    }

    #[test]
    fn evict_asks_the_connection_that_has_been_idle_for_longest_and_each_but_once() {
        let (_runtime, shared) = shared();
        let connections: Vec<_> = (0..4).map(|_| register(&shared)).collect();
        for index in [2, 0, 1] {
            connections[index].state.enter(Phase::Idle);
            shared.shards[0].advance();
        }
        let asked = || {
            let is_asked = |one: &Registration| one.state.has(order::CLOSE_IDLE);
            connections.iter().map(is_asked).collect::<Vec<_>>()
        };
        assert!(shared.evict());
        assert_eq!(asked(), [false, false, true, false]);
        assert!(shared.evict() && shared.evict() && !shared.evict());
        assert_eq!(asked(), [true, true, true, false]);
    }

    #[test]
    fn among_connections_idle_since_the_same_tick_the_oldest_is_asked() {
        let (_runtime, shared) = shared();
        let connections: Vec<_> = (0..3).map(|_| register(&shared)).collect();
        connections
            .iter()
            .for_each(|one| one.state.enter(Phase::Idle));
        assert!(shared.evict());
        assert!(connections[0].state.has(order::CLOSE_IDLE));
    }
}
