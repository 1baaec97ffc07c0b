//! Who sleeps and who wakes whom, on both sides of the bridge.
//!
//! Each side announces its sleep, fences, and looks for work once more; the other side publishes work, fences, and looks
//! for a sleeper. Whatever the interleaving, one of the two sees the other, so no work is left behind a sleeper.

use super::sync::{AtomicBool, Ordering, fence};

/// Sleep and wake of whoever works off something others publish: the JavaScript thread, and the tasks that run on demand.
pub(crate) struct Sleeper {
    /// True while it works, or while a wake is on its way to it.
    awake: AtomicBool,
}

impl Sleeper {
    pub(crate) fn asleep() -> Self {
        Self {
            awake: AtomicBool::new(false),
        }
    }

    /// Called after work was published. True if the caller must now wake the sleeper.
    pub(crate) fn claim_wake(&self) -> bool {
        fence(Ordering::SeqCst);
        !self.awake.load(Ordering::Relaxed) && claim(&self.awake, false)
    }

    /// Whether it works or is about to.
    pub(crate) fn is_awake(&self) -> bool {
        fence(Ordering::SeqCst);
        self.awake.load(Ordering::Relaxed)
    }

    /// Called by the sleeper when it has nothing left to do. True if it may sleep: there is no work, or a wake has been
    /// claimed by someone who will call.
    pub(crate) fn park(&self, has_work: impl FnOnce() -> bool) -> bool {
        self.awake.store(false, Ordering::SeqCst);
        fence(Ordering::SeqCst);
        !has_work() || !claim(&self.awake, false)
    }
}

/// Sleep and wake of a Tokio thread.
pub(crate) struct TokioThread {
    parked: AtomicBool,
}

impl TokioThread {
    pub(crate) fn running() -> Self {
        Self {
            parked: AtomicBool::new(false),
        }
    }

    /// Called just before the thread parks: does the work that is there while announcing the sleep, so that whatever is
    /// published from now on comes with a wake.
    pub(crate) fn park(&self, mut has_work: impl FnMut() -> bool, mut work: impl FnMut()) {
        self.parked.store(true, Ordering::SeqCst);
        fence(Ordering::SeqCst);
        while has_work() {
            work();
        }
    }

    /// Whether it sleeps or is about to.
    pub(crate) fn is_parked(&self) -> bool {
        self.parked.load(Ordering::Relaxed)
    }

    /// Called when the thread runs again.
    pub(crate) fn unpark(&self) {
        self.parked.store(false, Ordering::SeqCst);
    }

    /// Called after work was published. True if the caller must now wake the thread.
    pub(crate) fn claim_wake(&self) -> bool {
        fence(Ordering::SeqCst);
        self.parked.load(Ordering::Relaxed) && claim(&self.parked, true)
    }
}

/// Turns a flag that is still `from`. True for the one caller that turned it.
fn claim(flag: &AtomicBool, from: bool) -> bool {
    flag.compare_exchange(from, !from, Ordering::SeqCst, Ordering::SeqCst)
        .is_ok()
}

#[cfg(all(test, feature = "loom"))]
mod tests {
    use super::super::sync::{ArrayQueue, Mutex, lock};
    use super::*;
    use loom::sync::Arc;
    use loom::sync::atomic::AtomicUsize;
    use loom::thread;

    struct World {
        js: Sleeper,
        tokio: TokioThread,
        ring: ArrayQueue<u32>,
        completions: Mutex<Vec<u32>>,
        js_wakes: AtomicUsize,
        tokio_wakes: AtomicUsize,
    }

    impl World {
        fn new() -> Arc<Self> {
            Arc::new(Self {
                js: Sleeper::asleep(),
                tokio: TokioThread::running(),
                ring: ArrayQueue::new(4),
                completions: Mutex::new(Vec::new()),
                js_wakes: AtomicUsize::new(0),
                tokio_wakes: AtomicUsize::new(0),
            })
        }

        fn push(&self, item: u32) {
            assert!(self.ring.push(item).is_ok());
            if self.js.claim_wake() {
                self.js_wakes.fetch_add(1, Ordering::SeqCst);
            }
        }

        fn commit(&self, item: u32) {
            lock(&self.completions).push(item);
            if self.tokio.claim_wake() {
                self.tokio_wakes.fetch_add(1, Ordering::SeqCst);
            }
        }
    }

    /// The thread ran dry and went to sleep: either nothing is left, or a wake is on its way.
    #[test]
    fn js_never_sleeps_on_work() {
        loom::model(|| {
            let world = World::new();
            world.js.claim_wake();
            let producer = {
                let world = world.clone();
                thread::spawn(move || {
                    world.push(1);
                    world.push(2);
                })
            };
            let mut seen = 0;
            loop {
                while world.ring.pop().is_some() {
                    seen += 1;
                }
                if world.js.park(|| !world.ring.is_empty()) {
                    break;
                }
            }
            producer.join().unwrap();
            assert!(seen == 2 || world.js_wakes.load(Ordering::SeqCst) > 0);
        });
    }

    /// Two producers never both call for the same sleep.
    #[test]
    fn js_is_woken_once_per_sleep() {
        loom::model(|| {
            let world = World::new();
            let other = {
                let world = world.clone();
                thread::spawn(move || world.push(1))
            };
            world.push(2);
            other.join().unwrap();
            assert_eq!(world.js_wakes.load(Ordering::SeqCst), 1);
        });
    }

    #[test]
    fn tokio_never_sleeps_on_completions() {
        loom::model(|| {
            let world = World::new();
            let committer = {
                let world = world.clone();
                thread::spawn(move || {
                    world.commit(1);
                    world.commit(2);
                })
            };
            let mut seen = 0;
            world.tokio.park(
                || !lock(&world.completions).is_empty(),
                || seen += lock(&world.completions).drain(..).count(),
            );
            committer.join().unwrap();
            assert!(seen == 2 || world.tokio_wakes.load(Ordering::SeqCst) > 0);
        });
    }

    /// One request there and back: each side sleeps once it has nothing to do, and the reply is never stranded.
    #[test]
    fn a_request_and_its_reply_pass_two_sleepers() {
        loom::model(|| {
            let world = World::new();
            let js = {
                let world = world.clone();
                thread::spawn(move || {
                    if world.js_wakes.load(Ordering::SeqCst) == 0 {
                        return;
                    }
                    while let Some(item) = world.ring.pop() {
                        world.commit(item);
                    }
                    world.js.park(|| !world.ring.is_empty());
                })
            };
            world.push(7);
            let mut seen = 0;
            world.tokio.park(
                || !lock(&world.completions).is_empty(),
                || seen += lock(&world.completions).drain(..).count(),
            );
            js.join().unwrap();
            let waiting = !world.ring.is_empty();
            let stranded = !lock(&world.completions).is_empty();
            assert!(!waiting || world.js_wakes.load(Ordering::SeqCst) > 0);
            assert!(
                !stranded || world.tokio_wakes.load(Ordering::SeqCst) > 0,
                "seen {seen}"
            );
        });
    }
}
