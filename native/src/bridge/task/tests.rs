#![allow(clippy::unwrap_used)]

use std::future::poll_fn;

use tokio::runtime::{Builder, Runtime};
use tokio::task::try_id;

use super::*;

/// A connection that waits until it is woken, over and over.
#[derive(Default)]
struct Probe {
    waker: Mutex<Option<Waker>>,
    /// Of each poll, whether it was by Tokio.
    polls: Mutex<Vec<bool>>,
}

impl Probe {
    fn wake(&self) {
        let waker = self.waker.lock().unwrap().clone();
        waker.unwrap().wake();
    }

    fn polls(&self) -> Vec<bool> {
        self.polls.lock().unwrap().clone()
    }
}

struct World {
    runtime: Runtime,
    probe: Arc<Probe>,
}

impl World {
    /// Serves a connection that does `then` when it is polled again.
    fn new(mut then: impl FnMut(&Context<'_>) -> Poll<()> + Send + 'static) -> Self {
        let runtime = Builder::new_current_thread().build().unwrap();
        let probe = Arc::new(Probe::default());
        let connection = {
            let probe = probe.clone();
            poll_fn(move |cx| {
                *probe.waker.lock().unwrap() = Some(cx.waker().clone());
                let mut polls = probe.polls.lock().unwrap();
                polls.push(try_id().is_some());
                if polls.len() == 1 {
                    return Poll::Pending;
                }
                drop(polls);
                then(cx)
            })
        };
        SharedLoop(runtime.handle().clone()).serve(Box::pin(connection));
        let world = Self { runtime, probe };
        world.run();
        world
    }

    /// Lets Tokio run what is ready.
    fn run(&self) {
        for _ in 0..3 {
            self.runtime.block_on(tokio::task::yield_now());
        }
    }

    fn inline(&self, work: impl FnOnce(&Probe)) -> Option<u32> {
        inline(self.runtime.handle(), || work(&self.probe))
    }

    fn has_ended(&self) -> bool {
        self.run();
        self.runtime.metrics().num_alive_tasks() == 0
    }
}

#[test]
fn a_connection_woken_by_work_is_polled_right_there() {
    let world = World::new(|_| Poll::Pending);
    assert_eq!(world.inline(Probe::wake), Some(1));
    world.run();
    assert_eq!(world.probe.polls(), [true, false]);
}

#[test]
fn a_connection_woken_twice_is_polled_once() {
    let world = World::new(|_| Poll::Pending);
    let polls = world.inline(|probe| {
        probe.wake();
        probe.wake();
    });
    assert_eq!(polls, Some(1));
}

#[test]
fn a_connection_woken_otherwise_is_polled_by_tokio() {
    let world = World::new(|_| Poll::Pending);
    assert_eq!(world.inline(|_| {}), Some(0));
    world.probe.wake();
    world.run();
    assert_eq!(world.probe.polls(), [true, true]);
}

#[test]
fn a_connection_that_wakes_itself_without_end_goes_to_tokio() {
    let world = World::new(|cx| {
        cx.waker().wake_by_ref();
        Poll::Pending
    });
    assert_eq!(world.inline(Probe::wake), None);
    world.run();
    let polls = world.probe.polls();
    let inline = polls.iter().filter(|by_tokio| !**by_tokio).count();
    assert!((1..=MOST_POLLS as usize).contains(&inline));
    assert_eq!(polls.last(), Some(&true));
}

#[test]
fn a_connection_that_takes_long_goes_to_tokio_after_one_poll() {
    let mut left = 1;
    let world = World::new(move |cx| {
        if left > 0 {
            left -= 1;
            cx.waker().wake_by_ref();
        }
        std::thread::sleep(2 * MOST_TIME);
        Poll::Pending
    });
    assert_eq!(world.inline(Probe::wake), None);
    world.run();
    assert_eq!(world.probe.polls(), [true, false, true]);
}

#[test]
fn a_connection_that_ends_right_there_ends_its_task() {
    let world = World::new(|_| Poll::Ready(()));
    world.inline(Probe::wake);
    assert!(world.has_ended());
    assert_eq!(Arc::strong_count(&world.probe), 1);
}

#[test]
fn a_connection_that_panics_right_there_ends_alone() {
    #[allow(clippy::panic)]
    let world = World::new(|_| panic!("on purpose"));
    world.inline(Probe::wake);
    assert!(world.has_ended());
    assert_eq!(Arc::strong_count(&world.probe), 1);
}

#[test]
fn wakes_after_the_end_are_ignored() {
    let world = World::new(|_| Poll::Ready(()));
    world.inline(Probe::wake);
    assert!(world.has_ended());
    world.inline(Probe::wake);
    world.probe.wake();
    world.run();
    assert_eq!(world.probe.polls().len(), 2);
}

#[test]
fn a_connection_ends_with_its_runtime() {
    let World { runtime, probe } = World::new(|_| Poll::Pending);
    drop(runtime);
    assert_eq!(Arc::strong_count(&probe), 1);
    probe.wake();
    assert_eq!(probe.polls().len(), 1);
}
