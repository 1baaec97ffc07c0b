#![allow(clippy::panic, clippy::unwrap_used)]

mod orders;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Poll, Wake, Waker};

use super::*;

#[derive(Default)]
pub(super) struct Note(pub(super) Option<u64>);

impl Payload for Note {
    fn clear(&mut self) {
        self.0 = None;
    }
}

pub(super) type NoteArena = Arena<Note, u64>;

pub(super) const NEVER: u32 = u32::MAX;
/// What a deadline answers; no call has this number.
pub(super) const TIMED_OUT: u64 = u64::MAX;

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
