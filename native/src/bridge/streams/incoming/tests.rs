#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

fn order(body: &Incoming) -> Order {
    body.order(Waker::noop())
}

fn piece(bytes: &'static [u8]) -> Piece {
    Some(Ok(Bytes::from_static(bytes)))
}

#[test]
fn nothing_is_read_before_it_is_asked_for() {
    let body = Incoming::default();
    assert_eq!(order(&body), Order::Wait);
    assert!(body.ask().wake.is_some());
    assert_eq!(order(&body), Order::Read);
}

#[test]
fn what_the_task_reads_at_once_is_one_chunk() {
    let body = Incoming::default();
    assert!(!body.ask().is_ready);
    assert!(!body.give(piece(b"one ")), "there may be more");
    assert!(!body.give(piece(b"two")));
    assert!(body.pause(), "JavaScript waits for it");
    assert!(!body.pause(), "once is enough");
    assert_eq!(body.offer(), Some(Offer::Chunk));
    assert_eq!(body.take().0, b"one two");
}

#[test]
fn what_was_read_ahead_is_told_at_the_next_question() {
    let body = Incoming::default();
    assert!(!body.ask().is_ready);
    body.give(piece(b"one"));
    assert!(body.pause());
    assert_eq!(body.take().0, b"one");
    assert!(!body.give(piece(b"two")));
    assert!(!body.give(None));
    assert!(body.ask().is_ready);
    assert_eq!(body.take().0, b"two");
    assert!(body.ask().is_ready);
    assert_eq!(body.offer(), Some(Offer::End));
}

#[test]
fn a_question_while_the_task_reads_is_answered_when_it_has() {
    let body = Incoming::default();
    let _ = body.ask();
    body.give(piece(b"one"));
    assert!(!body.ask().is_ready);
    assert!(body.pause());
}

#[test]
fn bytes_come_before_the_reason_why_no_more_do() {
    let body = Incoming::default();
    let _ = body.ask();
    body.give(piece(b"half"));
    body.give(Some(Err(BodyError::Gone)));
    assert_eq!(body.offer(), Some(Offer::Chunk));
    body.take();
    assert_eq!(body.offer(), Some(Offer::Broken(BodyError::Gone)));
    assert_eq!(order(&body), Order::Stop);
}

#[test]
fn the_task_stops_to_read_when_enough_is_held() {
    let body = Incoming::default();
    let _ = body.ask();
    let full = Some(Ok(Bytes::from(vec![0; AHEAD])));
    assert!(body.give(full), "JavaScript is told at once");
    assert_eq!(order(&body), Order::Wait);
    let (chunk, wake) = body.take();
    assert_eq!((chunk.len(), wake.is_some()), (AHEAD, true));
    assert_eq!(order(&body), Order::Read);
}

#[test]
fn a_chunk_is_told_while_the_task_reads_on() {
    let body = Incoming::default();
    let _ = body.ask();
    assert!(!body.give(Some(Ok(Bytes::from(vec![0; CHUNK - 1])))));
    assert!(body.give(piece(b"x")));
    assert_eq!(order(&body), Order::Read);
    let (chunk, wake) = body.take();
    assert_eq!((chunk.len(), wake.is_none()), (CHUNK, true));
    assert!(body.ask().wake.is_none(), "the task needs no word to go on");
}

#[test]
fn a_cancelled_body_holds_nothing_and_stops_its_task() {
    let body = Incoming::default();
    let _ = body.ask();
    body.give(piece(b"one"));
    let _ = order(&body);
    assert!(body.cancel().is_some());
    assert_eq!(order(&body), Order::Stop);
    assert!(!body.give(piece(b"two")));
    assert!(body.take().0.is_empty());
}

/// What may happen to a body, in any order.
#[derive(Debug, Clone)]
enum Step {
    Ask,
    Give(usize),
    Pause,
    Pull,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        Just(Step::Ask),
        (1..AHEAD).prop_map(Step::Give),
        Just(Step::Pause),
        Just(Step::Pull)
    ]
}

proptest! {
    /// Bytes come out in their order, a question is answered once, and no more is held than the limit and a piece.
    #[test]
    fn every_question_is_answered_once(steps in prop::collection::vec(step(), 0..60)) {
        let body = Incoming::default();
        let (mut is_waiting, mut is_told, mut next, mut seen) = (false, false, 0u8, 0u8);
        for step in steps {
            let is_news = match step {
                // One question at a time, as in JavaScript.
                Step::Ask if !is_waiting => {
                    is_waiting = true;
                    body.ask().is_ready
                }
                Step::Give(length) if order(&body) == Order::Read => {
                    let bytes: Vec<u8> = (0..length).map(|_| { next = next.wrapping_add(1); next }).collect();
                    body.give(Some(Ok(bytes.into())))
                }
                Step::Pause => {
                    let is_news = body.pause();
                    let is_owed = is_waiting && body.offer().is_some();
                    prop_assert_eq!(is_news || is_told, is_owed, "a question was forgotten");
                    is_news
                }
                Step::Pull if is_told => {
                    let (chunk, _) = body.take();
                    prop_assert!(!chunk.is_empty() && chunk.len() < 2 * AHEAD);
                    for byte in chunk {
                        seen = seen.wrapping_add(1);
                        prop_assert_eq!(byte, seen);
                    }
                    (is_waiting, is_told) = (false, false);
                    false
                }
                _ => false,
            };
            prop_assert!(!(is_news && is_told), "told twice");
            is_told |= is_news;
        }
    }
}
