//! Whatever the order of events, no answer goes astray and no slot is lost.

use std::collections::{HashMap, VecDeque};

use proptest::prelude::*;

use super::*;

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
