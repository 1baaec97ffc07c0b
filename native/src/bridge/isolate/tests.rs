//! The bridge without Node-API: a Rust thread stands where the JavaScript thread would.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::net::SocketAddr;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, Uri};

use super::*;
use crate::bridge::commit::{Batch, ReplyRecord};
use crate::bridge::keeper;
use crate::bridge::pending::{IsolateDispatch, Pending};
use crate::bridge::pull::{self, Texts};
use crate::server::{Dispatch, Input, Params, Reply, ReplyBody};

const LONG: Duration = Duration::from_secs(60);

fn call(route: u32, query: usize, deadline: Option<Duration>) -> Call {
    Call {
        route,
        method: Method::GET,
        target: format!("/?{query}").parse::<Uri>().unwrap(),
        query: query.to_string(),
        params: Params::default(),
        headers: HeaderMap::new(),
        body: Input::Whole(Bytes::new()),
        peer: SocketAddr::from(([127, 0, 0, 1], 1)),
        deadline,
    }
}

/// What the stand-in does with a call, by its route.
const ANSWER: u32 = 0;
const NEVER_ANSWER: u32 = 1;
const ANSWER_TWICE: u32 = 2;

struct World {
    isolate: Arc<Isolate>,
    dispatch: IsolateDispatch,
    js: Option<JoinHandle<()>>,
    stop: Sender<()>,
}

impl World {
    fn new(slots: u32, slot_wait: Duration) -> Self {
        let (wake, woken) = channel();
        let stop = wake.clone();
        let shards = Shards::obtain(1).unwrap();
        let wake = Box::new(move || wake.send(()).unwrap_or_default());
        let isolate = Isolate::new(
            Limits {
                slots,
                slot_wait,
                streams: 2,
            },
            JsWaker::new(wake),
            shards.clone(),
        );
        shards.attach(&isolate);
        keeper::keep(&isolate);
        let js = thread::spawn({
            let isolate = isolate.clone();
            move || run_js(&isolate, &woken)
        });
        Self {
            dispatch: IsolateDispatch(isolate.clone()),
            isolate,
            js: Some(js),
            stop,
        }
    }

    /// Runs on the Tokio thread, as the server does.
    fn run<T: Send + 'static>(&self, task: impl Future<Output = T> + Send + 'static) -> T {
        let (sender, receiver) = channel();
        self.isolate.shards.handles()[0].spawn(async move { sender.send(task.await) });
        receiver.recv_timeout(LONG).expect("the task ends")
    }

    fn ask(
        &self,
        route: u32,
        query: usize,
        deadline: Option<Duration>,
    ) -> impl Future<Output = Answer> + Send + use<> {
        let dispatch = IsolateDispatch(self.dispatch.0.clone());
        async move { dispatch.dispatch(call(route, query, deadline)).await }
    }

    /// Waits until JavaScript has heard of everything.
    fn settle(&self) {
        for _ in 0..6_000 {
            if self.isolate.slots_in_use() == 0 {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("{} slots are still in use", self.isolate.slots_in_use());
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.isolate.close();
        let _ = self.stop.send(());
        if let Some(js) = self.js.take() {
            js.join().unwrap();
        }
    }
}

fn run_js(isolate: &Arc<Isolate>, woken: &Receiver<()>) {
    let mut words = vec![0; 4096];
    let mut texts = Texts::default();
    while woken.recv().is_ok() && !isolate.is_closed() {
        loop {
            pull::pull(isolate, &mut words, 64, &mut texts);
            answer_all(isolate, &words, &texts);
            if words[0] == 0 && isolate.park() {
                break;
            }
        }
    }
}

/// Answers each call with its own query.
fn answer_all(isolate: &Arc<Isolate>, words: &[u32], texts: &Texts) {
    let (mut at, mut text_at) = (pull::HEADER_WORDS, 0);
    let (mut replies, mut text) = (Vec::new(), String::new());
    for _ in 0..words[0] {
        let record = &words[at..at + 8];
        let query = &texts.text[text_at..text_at + record[4] as usize];
        at += 8;
        text_at += query.len();
        let times = if record[0] & 0xFF != 0 {
            0
        } else {
            [1, 0, 2][record[3] as usize]
        };
        for _ in 0..times {
            replies.extend([record[1], record[2], 200, 0, record[4]]);
            text.push_str(std::str::from_utf8(query).unwrap());
        }
    }
    let batch = Batch {
        isolate: isolate.clone(),
        records: ReplyRecord::read_all(&replies),
        text: Bytes::from(text),
        is_ascii: true,
        bytes: None,
    };
    let shard = isolate.shards.iter().next().unwrap();
    shard.commit(Arc::new(batch));
}

fn body(answer: Answer) -> String {
    match answer {
        Answer::Reply(Reply {
            body: ReplyBody::Whole(body),
            ..
        }) => String::from_utf8(body.to_vec()).unwrap(),
        other => format!("{other:?}"),
    }
}

#[test]
fn every_task_gets_its_own_answer() {
    let world = World::new(8, LONG);
    let tasks: Vec<_> = (0..64)
        .map(|task| {
            let asks: Vec<_> = (0..200)
                .map(|n| {
                    (
                        task * 1000 + n,
                        world.ask(ANSWER_TWICE * (n as u32 % 2), task * 1000 + n, None),
                    )
                })
                .collect();
            world.isolate.shards.handles()[0].spawn(async move {
                for (query, ask) in asks {
                    assert_eq!(body(ask.await), query.to_string());
                }
            })
        })
        .collect();
    world.run(async move {
        for task in tasks {
            task.await.unwrap();
        }
    });
    world.settle();
    assert!(world.isolate.counters.slot_waits.get() > 0);
}

#[test]
fn a_dropped_future_frees_its_slot() {
    let world = World::new(64, LONG);
    for _ in 0..50 {
        let ask = world.ask(NEVER_ANSWER, 1, None);
        world.run(async move {
            tokio::time::timeout(Duration::from_millis(1), ask)
                .await
                .is_err()
        });
    }
    world.settle();
    assert_eq!(world.isolate.counters.aborted.get(), 50);
}

#[test]
fn a_deadline_answers_and_frees_the_slot() {
    let world = World::new(2, LONG);
    for _ in 0..3 {
        let ask = world.ask(NEVER_ANSWER, 1, Some(Duration::from_millis(10)));
        assert_eq!(body(world.run(ask)), "TimedOut");
    }
    world.settle();
    assert_eq!(world.isolate.counters.timed_out.get(), 3);
}

#[test]
fn a_call_that_finds_no_slot_in_time_is_shed() {
    let world = World::new(1, Duration::from_millis(200));
    let dispatch = IsolateDispatch(world.isolate.clone());
    world.run(async move {
        let holding: Pending = dispatch.dispatch(call(NEVER_ANSWER, 1, None));
        assert_eq!(body(dispatch.dispatch(call(ANSWER, 2, None)).await), "Busy");
        drop(holding);
        assert_eq!(body(dispatch.dispatch(call(ANSWER, 3, None)).await), "3");
    });
    assert_eq!(world.isolate.counters.shed.get(), 1);
}

#[test]
fn closing_answers_who_runs_and_who_waits() {
    let world = World::new(1, LONG);
    let (running, waiting) = (world.ask(NEVER_ANSWER, 1, None), world.ask(ANSWER, 2, None));
    let handle = &world.isolate.shards.handles()[0];
    let (running, waiting) = (handle.spawn(running), handle.spawn(waiting));
    while world.isolate.counters.slot_waits.get() == 0 {
        thread::yield_now();
    }
    world.isolate.close();
    let answers = world.run(async move { (running.await.unwrap(), waiting.await.unwrap()) });
    assert_eq!(
        (body(answers.0), body(answers.1)),
        ("Gone".to_owned(), "Gone".to_owned())
    );
    assert_eq!(body(world.run(world.ask(ANSWER, 3, None))), "Gone");
}
