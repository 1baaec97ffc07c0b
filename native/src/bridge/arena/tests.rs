#![allow(clippy::panic, clippy::unwrap_used)]

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Poll, Wake, Waker};

use proptest::prelude::*;

use super::*;

#[derive(Default)]
struct Note(Option<u64>);

impl Payload for Note {
    fn clear(&mut self) {
        self.0 = None;
    }
}

type NoteArena = Arena<Note, u64>;

const NEVER: u32 = u32::MAX;
/// What a deadline answers; no call has this number.
const TIMED_OUT: u64 = u64::MAX;

fn take(arena: &NoteArena, call: u64) -> Option<u32> {
    arena.take(NEVER, |note| note.0 = Some(call))
}

fn pull(arena: &NoteArena, index: u32) -> Pulled<(Ticket, u64)> {
    arena
        .pull(index, |ticket, note| (ticket, note.0.unwrap()))
        .0
}

fn pulled(arena: &NoteArena, index: u32) -> Ticket {
    match pull(arena, index) {
        Pulled::Call((ticket, _)) => ticket,
        other => panic!("expected a call, got {other:?}"),
    }
}

fn poll(arena: &NoteArena, index: u32) -> Poll<u64> {
    arena.poll(index, Waker::noop()).map(|(answer, _)| answer)
}

#[derive(Default)]
struct Count(AtomicUsize);

impl Wake for Count {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

#[test]
fn an_answer_reaches_the_task_that_waits() {
    let arena = NoteArena::new(1);
    let index = take(&arena, 7).unwrap();
    let count = Arc::new(Count::default());
    assert!(arena.poll(index, &count.clone().into()).is_pending());
    let ticket = pulled(&arena, index);
    let effects = arena.answer(ticket, 70).unwrap();
    effects.wake.unwrap().wake();
    assert_eq!(count.0.load(Ordering::SeqCst), 1);
    assert_eq!(poll(&arena, index), Poll::Ready(70));
    assert_eq!(take(&arena, 8), Some(index));
}

#[test]
fn a_full_arena_takes_no_call() {
    let arena = NoteArena::new(1);
    take(&arena, 1).unwrap();
    assert_eq!(take(&arena, 2), None);
}

#[test]
fn a_second_answer_is_late() {
    let arena = NoteArena::new(1);
    let ticket = pulled(&arena, take(&arena, 1).unwrap());
    assert!(arena.answer(ticket, 10).is_some());
    assert!(arena.answer(ticket, 11).is_none());
    assert_eq!(poll(&arena, 0), Poll::Ready(10));
}

#[test]
fn an_answer_for_an_unknown_slot_is_late() {
    let arena = NoteArena::new(1);
    assert!(
        arena
            .answer(
                Ticket {
                    slot: 9,
                    generation: 0
                },
                1
            )
            .is_none()
    );
    assert!(
        arena
            .read(
                Ticket {
                    slot: 9,
                    generation: 0
                },
                |_| ()
            )
            .is_none()
    );
}

#[test]
fn a_call_given_up_in_the_queue_is_skipped() {
    let arena = NoteArena::new(1);
    let index = take(&arena, 1).unwrap();
    assert!(!arena.abandon(index).post);
    assert_eq!(take(&arena, 2), None, "the ring still names the slot");
    assert_eq!(pull(&arena, index), Pulled::Nothing);
    assert_eq!(take(&arena, 2), Some(index));
}

#[test]
fn a_running_call_given_up_keeps_its_slot_until_javascript_knows() {
    let arena = NoteArena::new(1);
    let index = take(&arena, 1).unwrap();
    let old = pulled(&arena, index);
    assert!(arena.abandon(index).post);
    assert_eq!(take(&arena, 2), None, "JavaScript does not know yet");
    assert_eq!(
        pull(&arena, index),
        Pulled::Expired(old, Expiry::ClientGone)
    );
    assert_eq!(take(&arena, 2), Some(index));
    assert!(
        arena.answer(old, 10).is_none(),
        "the late answer is dropped"
    );
    let new = pulled(&arena, index);
    assert!(
        arena.answer(old, 10).is_none(),
        "also while the next call runs"
    );
    assert!(arena.answer(new, 20).is_some());
    assert_eq!(poll(&arena, index), Poll::Ready(20));
}

#[test]
fn a_deadline_answers_in_the_place_of_the_handler() {
    let arena = NoteArena::new(1);
    let index = arena.take(5, |note| note.0 = Some(1)).unwrap();
    let old = pulled(&arena, index);
    assert!(arena.expire(index, 4, || TIMED_OUT).is_none());
    assert!(arena.expire(index, 5, || TIMED_OUT).unwrap().post);
    assert!(arena.expire(index, 6, || TIMED_OUT).is_none(), "only once");
    assert!(arena.answer(old, 10).is_none());
    assert_eq!(poll(&arena, index), Poll::Ready(TIMED_OUT));
    assert_eq!(take(&arena, 2), None, "JavaScript does not know yet");
    assert!(matches!(
        pull(&arena, index),
        Pulled::Expired(_, Expiry::Deadline)
    ));
    assert_eq!(take(&arena, 2), Some(index));
}

#[test]
fn closing_answers_who_waits() {
    let arena = NoteArena::new(2);
    let queued = take(&arena, 1).unwrap();
    let running = take(&arena, 2).unwrap();
    let ticket = pulled(&arena, running);
    for index in [queued, running] {
        let _ = arena.close(index, || TIMED_OUT);
        assert_eq!(poll(&arena, index), Poll::Ready(TIMED_OUT));
    }
    assert!(arena.answer(ticket, 20).is_none());
}

#[test]
fn a_freed_slot_holds_nothing() {
    let arena = NoteArena::new(1);
    let ticket = pulled(&arena, take(&arena, 1).unwrap());
    assert_eq!(arena.read(ticket, |note| note.0), Some(Some(1)));
    let _ = arena.answer(ticket, 10);
    let _ = poll(&arena, 0);
    assert_eq!(arena.read(ticket, |note| note.0), None);
    assert!(lock(&arena.slots[0]).payload.0.is_none());
}

/// What may happen to the calls of an arena, in any order.
#[derive(Debug, Clone)]
enum Step {
    Take {
        deadline: bool,
    },
    Pull,
    /// JavaScript answers one of the calls it ever saw, perhaps a second time or too late.
    Answer(prop::sample::Index),
    Poll(prop::sample::Index),
    Abandon(prop::sample::Index),
    Deadline,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => any::<bool>().prop_map(|deadline| Step::Take { deadline }),
        4 => Just(Step::Pull),
        4 => any::<prop::sample::Index>().prop_map(Step::Answer),
        4 => any::<prop::sample::Index>().prop_map(Step::Poll),
        2 => any::<prop::sample::Index>().prop_map(Step::Abandon),
        1 => Just(Step::Deadline),
    ]
}

/// An arena together with its ring, the clients that wait, and all tickets JavaScript ever held.
struct World {
    arena: NoteArena,
    ring: VecDeque<u32>,
    waiting: HashMap<u32, u64>,
    tickets: Vec<(Ticket, u64)>,
    next_call: u64,
}

impl World {
    fn new(size: u32) -> Self {
        Self {
            arena: NoteArena::new(size),
            ring: VecDeque::new(),
            waiting: HashMap::new(),
            tickets: Vec::new(),
            next_call: 0,
        }
    }

    fn apply(&mut self, index: u32, effects: Effects) {
        if effects.post {
            self.ring.push_back(index);
        }
        assert!(
            self.ring.len() <= self.arena.len() as usize,
            "the ring has room for each slot once"
        );
    }

    fn take(&mut self, deadline: bool) {
        let deadline = if deadline { 1 } else { NEVER };
        let call = self.next_call;
        if let Some(index) = self.arena.take(deadline, |note| note.0 = Some(call)) {
            assert!(
                self.waiting.insert(index, call).is_none(),
                "a slot has one client"
            );
            self.ring.push_back(index);
            self.next_call += 1;
        }
    }

    fn pull(&mut self) {
        let Some(index) = self.ring.pop_front() else {
            return;
        };
        let (pulled, effects) = self
            .arena
            .pull(index, |ticket, note| (ticket, note.0.unwrap()));
        if let Pulled::Call((ticket, call)) = pulled {
            assert_eq!(
                self.waiting.get(&index),
                Some(&call),
                "only a call that is waited for runs"
            );
            self.tickets.push((ticket, call));
        }
        self.apply(index, effects);
    }

    fn answer(&mut self, choice: prop::sample::Index) {
        if self.tickets.is_empty() {
            return;
        }
        let (ticket, call) = self.tickets[choice.index(self.tickets.len())];
        if let Some(effects) = self.arena.answer(ticket, call) {
            self.apply(ticket.slot, effects);
        }
    }

    fn client(&self, choice: prop::sample::Index) -> Option<u32> {
        let mut clients: Vec<_> = self.waiting.keys().copied().collect();
        clients.sort_unstable();
        (!clients.is_empty()).then(|| clients[choice.index(clients.len())])
    }

    fn poll(&mut self, choice: prop::sample::Index) {
        let Some(index) = self.client(choice) else {
            return;
        };
        if let Poll::Ready((answer, effects)) = self.arena.poll(index, Waker::noop()) {
            let call = self.waiting.remove(&index).unwrap();
            assert!(
                answer == call || answer == TIMED_OUT,
                "call {call} got the answer of {answer}"
            );
            self.apply(index, effects);
        }
    }

    fn abandon(&mut self, choice: prop::sample::Index) {
        let Some(index) = self.client(choice) else {
            return;
        };
        self.waiting.remove(&index);
        let effects = self.arena.abandon(index);
        self.apply(index, effects);
    }

    fn deadline(&mut self) {
        for index in 0..self.arena.len() {
            if let Some(effects) = self.arena.expire(index, 1, || TIMED_OUT) {
                self.apply(index, effects);
            }
        }
    }

    fn run(&mut self, step: Step) {
        match step {
            Step::Take { deadline } => self.take(deadline),
            Step::Pull => self.pull(),
            Step::Answer(choice) => self.answer(choice),
            Step::Poll(choice) => self.poll(choice),
            Step::Abandon(choice) => self.abandon(choice),
            Step::Deadline => self.deadline(),
        }
    }

    /// Every client goes away and JavaScript hears of everything.
    fn wind_down(&mut self) {
        let clients: Vec<_> = self.waiting.drain().map(|(index, _)| index).collect();
        for index in clients {
            let effects = self.arena.abandon(index);
            self.apply(index, effects);
        }
        while !self.ring.is_empty() {
            self.pull();
        }
    }
}

proptest! {
    #[test]
    fn no_order_of_events_mixes_up_answers_or_loses_a_slot(
        size in 1u32..4,
        steps in proptest::collection::vec(step(), 0..200),
    ) {
        let mut world = World::new(size);
        for step in steps {
            world.run(step);
        }
        world.wind_down();
        prop_assert_eq!(lock(&world.arena.free).len(), size as usize);
    }
}
