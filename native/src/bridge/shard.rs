//! The Tokio threads. Each one delivers the replies of its own connections, and wakes JavaScript at the end of a round of
//! tasks instead of once for each request.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, Weak};
use std::thread;

use tokio::runtime::{Builder, Handle};
use tokio::sync::Notify;

use super::commit::Batch;
use super::cpus;
use super::handshake::TokioThread;
use super::isolate::Isolate;

thread_local! {
    static CURRENT: Cell<u8> = const { Cell::new(0) };
}

/// Number of the shard this thread runs; 0 on any other thread.
pub(crate) fn current() -> u8 {
    CURRENT.get()
}

/// One Tokio thread's half of the bridge.
pub(crate) struct Shard {
    number: u8,
    thread: TokioThread,
    batches: Mutex<Vec<Arc<Batch>>>,
    waiting: AtomicUsize,
    isolates: RwLock<Vec<Arc<Isolate>>>,
    wake_wanted: AtomicBool,
    turn_wanted: Notify,
    stop: Notify,
}

impl Shard {
    fn new(number: u8) -> Arc<Self> {
        Arc::new(Self {
            number,
            thread: TokioThread::running(),
            batches: Mutex::new(Vec::new()),
            waiting: AtomicUsize::new(0),
            isolates: RwLock::new(Vec::new()),
            wake_wanted: AtomicBool::new(false),
            turn_wanted: Notify::new(),
            stop: Notify::new(),
        })
    }

    /// Takes replies for this shard's connections; called on a JavaScript thread.
    pub(crate) fn commit(&self, batch: Arc<Batch>) -> bool {
        self.batches
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(batch);
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let parked = self.thread.claim_wake();
        if parked {
            self.turn_wanted.notify_one();
        }
        parked
    }

    /// Sees to it that sleeping JavaScript threads are woken once the tasks that are ready now have run.
    fn want_wake(&self) {
        if !self.wake_wanted.swap(true, Ordering::SeqCst) {
            self.turn_wanted.notify_one();
        }
    }

    fn turn(&self) {
        self.deliver();
        if self.wake_wanted.swap(false, Ordering::SeqCst) {
            self.wake_isolates();
        }
    }

    fn deliver(&self) {
        if self.waiting.load(Ordering::SeqCst) == 0 {
            return;
        }
        let batches =
            std::mem::take(&mut *self.batches.lock().unwrap_or_else(PoisonError::into_inner));
        self.waiting.fetch_sub(batches.len(), Ordering::SeqCst);
        for batch in batches {
            batch.deliver(self.number);
        }
    }

    fn wake_isolates(&self) {
        let isolates = self.isolates.read().unwrap_or_else(PoisonError::into_inner);
        for isolate in isolates.iter() {
            isolate.wake();
        }
    }

    async fn run(&self) {
        loop {
            self.turn_wanted.notified().await;
            self.turn();
        }
    }

    fn on_park(&self) {
        self.thread.park(
            || self.waiting.load(Ordering::SeqCst) > 0,
            || self.deliver(),
        );
    }
}

/// All Tokio threads of the process; they end when the last server that uses them has gone.
pub(crate) struct Shards {
    shards: Vec<Arc<Shard>>,
    handles: Vec<Handle>,
}

static RUNNING: Mutex<Weak<Shards>> = Mutex::new(Weak::new());

impl Shards {
    /// The running threads, or new ones: `threads` of them, or as many as suit the CPUs if it is 0.
    pub(crate) fn obtain(threads: u32) -> std::io::Result<Arc<Self>> {
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shards) = running.upgrade() {
            return Ok(shards);
        }
        let shards = Arc::new(Self::start(if threads == 0 {
            default_threads()
        } else {
            threads
        })?);
        *running = Arc::downgrade(&shards);
        Ok(shards)
    }

    fn start(threads: u32) -> std::io::Result<Self> {
        let mut started = Self {
            shards: Vec::new(),
            handles: Vec::new(),
        };
        for number in 0..threads.clamp(1, u32::from(u8::MAX)) {
            let shard = Shard::new(number as u8);
            started.handles.push(start_thread(shard.clone())?);
            started.shards.push(shard);
        }
        Ok(started)
    }

    pub(crate) fn handles(&self) -> &[Handle] {
        &self.handles
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<Shard>> {
        self.shards.iter()
    }

    pub(crate) fn attach(&self, isolate: &Arc<Isolate>) {
        for shard in &self.shards {
            shard
                .isolates
                .write()
                .unwrap_or_else(PoisonError::into_inner)
                .push(isolate.clone());
        }
    }

    pub(crate) fn detach(&self, isolate: &Isolate) {
        for shard in &self.shards {
            let mut isolates = shard
                .isolates
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            isolates.retain(|attached| !std::ptr::eq(Arc::as_ptr(attached), isolate));
        }
    }

    /// See [`Shard::want_wake`], for the shard of this thread.
    pub(crate) fn want_wake(&self) {
        if let Some(shard) = self.shards.get(usize::from(current())) {
            shard.want_wake();
        }
    }
}

impl Drop for Shards {
    fn drop(&mut self) {
        for shard in &self.shards {
            shard.stop.notify_one();
        }
    }
}

fn start_thread(shard: Arc<Shard>) -> std::io::Result<Handle> {
    let (on_park, on_unpark) = (shard.clone(), shard.clone());
    let runtime = Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .on_thread_park(move || on_park.on_park())
        .on_thread_unpark(move || on_unpark.thread.unpark())
        .build()?;
    let handle = runtime.handle().clone();
    let name = format!("spikard-{}", shard.number);
    thread::Builder::new().name(name).spawn(move || {
        CURRENT.set(shard.number);
        let running = shard.clone();
        runtime.block_on(async move {
            // A task of its own: waking the root future costs a system call, waking a task does not.
            tokio::spawn(async move { running.run().await });
            shard.stop.notified().await;
        });
    })?;
    Ok(handle)
}

/// One Tokio thread serves about 190,000 requests a second; on few CPUs a second one only competes with JavaScript.
fn default_threads() -> u32 {
    match cpus::available() {
        0..=3 => 1,
        cpus => cpus / 2,
    }
}
