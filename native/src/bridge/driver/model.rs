//! All interleavings of the own thread and the JavaScript thread, by loom.

use loom::sync::Arc;
use loom::sync::atomic::{AtomicBool, AtomicUsize};
use loom::thread;

use super::*;
use crate::bridge::handshake::Sleeper;
use crate::bridge::sync::{Mutex, lock};

struct World {
    driver: Driver,
    js: Sleeper,
    ring: Mutex<Vec<u32>>,
    wakes: AtomicUsize,
    /// Whether a thread is in the event loop.
    is_driven: AtomicBool,
}

impl World {
    /// The JavaScript thread is awake.
    fn new() -> Arc<Self> {
        let world = Self {
            driver: Driver::new(),
            js: Sleeper::asleep(),
            ring: Mutex::new(Vec::new()),
            wakes: AtomicUsize::new(0),
            is_driven: AtomicBool::new(false),
        };
        world.js.claim_wake();
        Arc::new(world)
    }

    /// The same, and the event loop is lent to it.
    fn lent() -> Arc<Self> {
        let world = Self::new();
        assert!(world.driver.offer(|| true) && world.driver.lend());
        world
    }

    fn has_work(&self) -> bool {
        !lock(&self.ring).is_empty()
    }

    fn push(&self) {
        lock(&self.ring).push(1);
        if self.js.claim_wake() {
            self.wakes.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// Own thread: a round of the event loop that brings a request, and its end. True if it has lent the loop.
    fn round(&self) -> bool {
        self.push();
        self.driver.offer(|| self.js.is_awake()) && self.driver.lend()
    }

    /// JavaScript thread: serves what is there, and goes to sleep.
    fn run_dry(&self) {
        loop {
            drop(self.driver.tick());
            lock(&self.ring).clear();
            if self.js.park(|| {
                self.driver.give_back();
                self.has_work()
            }) {
                return;
            }
        }
    }

    fn is_woken(&self) -> bool {
        self.wakes.load(Ordering::SeqCst) > 0
    }

    fn enter(&self) {
        // Not a swap: loom's may read a stale value.
        let entered =
            self.is_driven
                .compare_exchange(false, true, Ordering::SeqCst, Ordering::SeqCst);
        assert!(entered.is_ok(), "two drive");
    }

    fn leave(&self) {
        self.is_driven.store(false, Ordering::SeqCst);
    }
}

/// Does something on a second thread.
fn spawn<T: 'static>(
    world: &Arc<World>,
    act: impl FnOnce(&World) -> T + 'static,
) -> thread::JoinHandle<T> {
    let world = world.clone();
    thread::spawn(move || act(&world))
}

/// Nobody would drive: the deadlock of giving back before saying that one sleeps.
#[test]
fn a_sleeper_keeps_no_loan() {
    loom::model(|| {
        let world = World::new();
        let own = spawn(&world, World::round);
        world.run_dry();
        let is_lent = own.join().unwrap();
        assert!(!is_lent || !world.driver.is_lent() || world.is_woken());
    });
}

/// Nobody would take the request: the own thread has left, and JavaScript sleeps.
#[test]
fn a_request_that_comes_with_a_loan_is_served() {
    loom::model(|| {
        let world = World::new();
        let own = spawn(&world, World::round);
        world.run_dry();
        own.join().unwrap();
        assert!(!world.has_work() || world.is_woken());
    });
}

#[test]
fn one_thread_drives_at_a_time() {
    loom::model(|| {
        let world = World::lent();
        let own = spawn(&world, |world| {
            let mut last = 0;
            for _ in 0..2 {
                if world.driver.look(&mut last) != Loan::Lasts {
                    world.enter();
                    world.leave();
                    return;
                }
            }
        });
        if let Some(tick) = world.driver.tick() {
            world.enter();
            world.leave();
            drop(tick);
        }
        own.join().unwrap();
    });
}

/// The own thread sleeps until it is told: it must be told when the loan ends, or have ended it itself.
#[test]
fn every_loan_ends_once() {
    loom::model(|| {
        let world = World::lent();
        let own = spawn(&world, |world| {
            let mut last = 0;
            (0..2).any(|_| world.driver.look(&mut last) == Loan::Recalled)
        });
        let told = world.driver.give_back();
        let recalled = own.join().unwrap();
        assert!(told != recalled);
    });
}

/// Nobody would drive: JavaScript sleeps, and the own thread waits until the loan ends.
#[test]
fn a_loan_is_recalled_or_given_back_by_who_goes_to_sleep() {
    loom::model(|| {
        let world = World::lent();
        let own = spawn(&world, |world| {
            let mut last = 0;
            (0..2).any(|_| world.driver.look(&mut last) != Loan::Lasts)
        });
        drop(world.driver.tick());
        let mut told = false;
        assert!(world.js.park(|| {
            told = world.driver.give_back();
            false
        }));
        let drives = own.join().unwrap();
        assert!(drives || told);
        assert!(!world.driver.is_lent());
    });
}

/// An offer that comes while an isolate ends is one that its thread would never tick.
#[test]
fn an_isolate_that_ends_keeps_no_loan() {
    loom::model(|| {
        let world = World::new();
        let attached = Arc::new(Mutex::new(true));
        let own = {
            let attached = attached.clone();
            spawn(&world, move |world| {
                world.driver.offer(|| *lock(&attached)) && world.driver.lend()
            })
        };
        *lock(&attached) = false;
        let told = world.driver.give_back();
        let is_lent = own.join().unwrap();
        assert!(!is_lent || told);
        assert!(!world.driver.is_lent());
    });
}

/// The first isolate ends while the thread of a second one, which came meanwhile, is in the event loop.
#[test]
fn an_end_during_another_threads_tick_ends_the_loan_once() {
    loom::model(|| {
        let world = World::lent();
        let second = spawn(&world, |world| {
            drop(world.driver.tick());
            world.driver.give_back()
        });
        let told_by_first = world.driver.give_back();
        let told_by_second = second.join().unwrap();
        assert!(told_by_first != told_by_second);
        assert!(!world.driver.is_lent());
    });
}
