//! The Tokio threads. Each one delivers the replies of its own connections, and wakes JavaScript at the end of a round of
//! tasks instead of once for each request.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;

use tokio::runtime::{Builder, Handle};
use tokio::sync::Notify;

use super::commit::Batch;
use super::cpus;
use super::drive::Drive;
use super::handshake::TokioThread;
use super::isolate::Isolate;
use super::isolates::Isolates;
use super::memory;
use super::task::SharedLoop;

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
    isolates: Isolates,
    wake_wanted: AtomicBool,
    turn_wanted: Notify,
    stop: Notify,
    pub(crate) drive: Drive,
}

impl Shard {
    fn new(number: u8) -> Arc<Self> {
        Arc::new(Self {
            number,
            thread: TokioThread::running(),
            batches: Mutex::new(Vec::new()),
            waiting: AtomicUsize::new(0),
            isolates: Isolates::default(),
            wake_wanted: AtomicBool::new(false),
            turn_wanted: Notify::new(),
            stop: Notify::new(),
            drive: Drive::new(),
        })
    }

    /// Takes replies for this shard's connections; called on a JavaScript thread. True if that had to wake this one.
    pub(crate) fn commit(&self, batch: Arc<Batch>) -> bool {
        if self.sends_here(&batch) && self.drive.inline(|| batch.deliver(self.number)) {
            return false;
        }
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

    /// Whether to send replies on the JavaScript thread: it has the event loop, or this is the reply to the only request there
    /// is, and waking this thread would cost more.
    fn sends_here(&self, batch: &Batch) -> bool {
        let isolate = &batch.isolate;
        let is_cheaper =
            self.drive.is_lent() || self.thread.is_parked() && isolate.slots_in_use() == 1;
        is_cheaper && isolate.shards.is_single() && self.isolates.is_sole(isolate)
    }

    /// JavaScript thread: see [`Drive::tick`].
    fn tick(&self, isolate: &Isolate, is_wanted: bool) {
        let is_wanted = is_wanted && self.isolates.is_sole(isolate);
        self.drive.tick(isolate, is_wanted, || self.deliver());
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
            self.isolates.wake();
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

    async fn run(&self) {
        loop {
            self.turn_wanted.notified().await;
            self.turn();
        }
    }

    fn on_park(&self) {
        memory::follow();
        self.drive.offer(&self.isolates);
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

    pub(crate) fn start(threads: u32) -> std::io::Result<Self> {
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

    /// The same for connections, which the JavaScript thread may serve as well.
    pub(crate) fn event_loops(&self) -> Vec<SharedLoop> {
        self.handles.iter().cloned().map(SharedLoop).collect()
    }

    /// Whether every connection lives on one shard.
    pub(crate) fn is_single(&self) -> bool {
        self.shards.len() == 1
    }

    fn single(&self) -> Option<&Shard> {
        self.shards
            .first()
            .filter(|_| self.is_single())
            .map(Arc::as_ref)
    }

    /// JavaScript thread, awake: serves the connections, if it has been lent their event loop. It gets it while it is wanted
    /// and few requests are in flight.
    pub(crate) fn tick(&self, isolate: &Isolate, is_wanted: bool) {
        if let Some(shard) = self.single() {
            shard.tick(isolate, is_wanted);
        }
    }

    /// Whether the JavaScript thread has the event loop.
    pub(crate) fn is_lent(&self) -> bool {
        self.single().is_some_and(|shard| shard.drive.is_lent())
    }

    /// JavaScript thread: see [`Drive::give_back`].
    pub(crate) fn give_back(&self) {
        if let Some(shard) = self.single() {
            shard.drive.give_back();
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<Shard>> {
        self.shards.iter()
    }

    pub(crate) fn attach(&self, isolate: &Arc<Isolate>) {
        for shard in &self.shards {
            shard.isolates.attach(isolate);
        }
    }

    pub(crate) fn detach(&self, isolate: &Isolate) {
        for shard in &self.shards {
            shard.isolates.detach(isolate);
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
        // A task of its own: waking the root future costs a system call, waking a task does not.
        runtime.spawn(async move { running.run().await });
        shard.drive.run(&Arc::new(runtime), &shard.stop);
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
