//! One event loop's share of the connections.

use std::collections::HashMap;
use std::future::Future;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::runtime::Handle;
use tokio::sync::Notify;

use super::event_loop::EventLoop;
use super::relief::Relief;
use super::state::{ConnectionState, Phase, order};

/// The connections that live on one current-thread runtime, and their coarse clock.
pub(crate) struct Shard {
    pub(crate) handle: Handle,
    pub(crate) requests: AtomicU64,
    pub(crate) answered: AtomicU64,
    event_loop: Box<dyn EventLoop>,
    connections: Mutex<HashMap<u64, Arc<ConnectionState>>>,
    tick: AtomicU32,
    arrived: Notify,
    /// Connections that do without most of their memory.
    pub(crate) relief: Relief,
}

impl Shard {
    pub(crate) fn new(event_loop: impl EventLoop) -> Self {
        Self {
            handle: event_loop.handle().clone(),
            requests: AtomicU64::new(0),
            answered: AtomicU64::new(0),
            event_loop: Box::new(event_loop),
            connections: Mutex::default(),
            tick: AtomicU32::new(0),
            arrived: Notify::new(),
            relief: Relief::default(),
        }
    }

    /// Runs a connection to its end.
    pub(crate) fn serve(&self, connection: impl Future<Output = ()> + Send + 'static) {
        self.event_loop.serve(Box::pin(connection));
    }

    /// Number of sweeps so far: time, as far as limits are concerned.
    pub(crate) fn tick(&self) -> u32 {
        self.tick.load(Ordering::Relaxed)
    }

    /// Moves the clock on by one tick.
    pub(crate) fn advance(&self) {
        self.tick.fetch_add(1, Ordering::Relaxed);
    }

    /// Tells the host where it pays to return memory.
    pub(crate) fn relieve(&self) {
        if self.relief.is_due() {
            self.event_loop.relieve();
        }
    }

    pub(crate) fn add(&self, state: Arc<ConnectionState>) {
        self.lock().insert(state.id, state);
        self.arrived.notify_one();
    }

    pub(crate) fn remove(&self, id: u64) {
        self.lock().remove(&id);
    }

    pub(crate) fn len(&self) -> usize {
        self.lock().len()
    }

    /// Waits until there is a connection, or until [`Shard::wake`].
    pub(crate) async fn arrival(&self) {
        self.arrived.notified().await;
    }

    /// Ends the wait of [`Shard::arrival`].
    pub(crate) fn wake(&self) {
        self.arrived.notify_one();
    }

    pub(crate) fn for_each(&self, visit: impl FnMut(&Arc<ConnectionState>)) {
        self.lock().values().for_each(visit);
    }

    /// The idle connection that has been so for longest, with the ticks since.
    pub(crate) fn longest_idle(&self) -> Option<(u32, Arc<ConnectionState>)> {
        let now = self.tick();
        let connections = self.lock();
        let idle = connections.values().filter_map(|state| match state.mark() {
            (Phase::Idle, since) if !state.has(order::CLOSE_IDLE) => {
                Some((now.wrapping_sub(since), state))
            }
            _ => None,
        });
        let (age, state) = idle.max_by_key(|(age, state)| (*age, std::cmp::Reverse(state.id)))?;
        Some((age, Arc::clone(state)))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Arc<ConnectionState>>> {
        self.connections
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
