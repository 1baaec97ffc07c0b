#![allow(clippy::panic, clippy::unwrap_used)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Wake;

use proptest::prelude::*;

use super::*;

#[derive(Default)]
struct Count(AtomicUsize);

impl Wake for Count {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

fn poll(body: &Outgoing) -> Polled {
    body.poll(Waker::noop())
}

fn chunk(body: &Outgoing) -> Bytes {
    match poll(body).chunk {
        Poll::Ready(Some(Ok(chunk))) => chunk,
        other => panic!("expected bytes, got {other:?}"),
    }
}

#[test]
fn what_was_written_is_taken_together() {
    let body = Outgoing::new();
    assert_eq!(body.write(b"one ").taken, 4);
    assert_eq!(body.write(b"two").taken, 3);
    assert_eq!(chunk(&body), "one two");
    assert!(poll(&body).chunk.is_pending());
}

#[test]
fn a_write_wakes_the_connection_that_waits() {
    let body = Outgoing::new();
    let count = Arc::new(Count::default());
    assert!(body.poll(&count.clone().into()).chunk.is_pending());
    body.write(b"x").wake.unwrap().wake();
    assert!(body.write(b"y").wake.is_none(), "once is enough");
    assert_eq!(count.0.load(Ordering::SeqCst), 1);
}

#[test]
fn no_more_waits_than_the_window() {
    let body = Outgoing::new();
    let written = body.write(&[b'x'; WINDOW + 1]);
    assert_eq!((written.taken, written.waiting), (WINDOW, WINDOW));
    assert_eq!(body.write(b"y").taken, 0);
}

#[test]
fn a_write_that_was_taken_in_part_is_torn_until_its_rest_is_there() {
    let body = Outgoing::new();
    let _part = body.write(&[b'x'; WINDOW + 1]);
    while !chunk(&body).is_empty() && body.waiting() > 0 {}
    let empty = poll(&body);
    assert!(empty.chunk.is_pending() && empty.is_torn);
    assert_eq!(body.write(b"x").taken, 1);
    assert_eq!(chunk(&body), "x");
    assert!(!poll(&body).is_torn);
}

#[test]
fn a_text_is_taken_whole_or_not_at_all() {
    let body = Outgoing::new();
    let _ = body.write(&[b'x'; WINDOW - 1]);
    assert_eq!(body.write_whole(b"yz").taken, 0);
    assert_eq!(body.write_whole(b"y").taken, 1);
}

#[test]
fn room_is_told_once_half_of_the_window_is_free() {
    let body = Outgoing::new();
    let _ = body.write(&[b'x'; WINDOW + 1]);
    assert!(poll(&body).is_drained);
    assert!(!poll(&body).is_drained, "once for each time it was full");
}

#[test]
fn room_that_nobody_waits_for_is_not_told() {
    let body = Outgoing::new();
    let _ = body.write(&[b'x'; WINDOW]);
    assert!(!poll(&body).is_drained);
}

#[test]
fn an_ended_body_is_whole_once_all_of_it_was_taken() {
    let body = Outgoing::new();
    let _ = body.write(b"all");
    body.finish(Finish::Whole);
    assert_eq!(body.outcome(), (false, 0));
    assert_eq!(chunk(&body), "all");
    assert!(matches!(poll(&body).chunk, Poll::Ready(None)));
    body.let_go();
    assert_eq!(body.outcome(), (true, 3));
}

#[test]
fn a_broken_body_gives_what_was_written_and_is_cut() {
    let body = Outgoing::new();
    let _ = body.write(b"half");
    body.finish(Finish::Broken);
    body.finish(Finish::Whole);
    assert_eq!(chunk(&body), "half");
    assert!(matches!(poll(&body).chunk, Poll::Ready(Some(Err(Cut)))));
    body.let_go();
    assert_eq!(body.outcome(), (false, 4));
}

#[test]
fn an_answer_without_a_body_is_sent_before_it_is_written() {
    let body = Outgoing::nothing();
    let _ = body.write(b"never seen");
    body.let_go();
    assert_eq!(body.outcome(), (true, 0));
}

#[test]
fn a_body_that_was_let_go_holds_and_takes_nothing() {
    let body = Outgoing::new();
    let _ = body.write(b"x");
    body.let_go();
    assert_eq!((body.write(b"y").taken, body.waiting()), (0, 0));
    assert_eq!(body.outcome(), (false, 0));
}

/// What JavaScript and a connection may do to a body, in any order.
#[derive(Debug, Clone)]
enum Step {
    Write(usize),
    WriteWhole(usize),
    Poll,
    Finish(bool),
}

fn step() -> impl Strategy<Value = Step> {
    let size = prop_oneof![0usize..100, 0..2 * WINDOW];
    prop_oneof![
        4 => size.clone().prop_map(Step::Write),
        2 => size.prop_map(Step::WriteWhole),
        8 => Just(Step::Poll),
        1 => any::<bool>().prop_map(Step::Finish),
    ]
}

proptest! {
    /// The connection gets what was taken of the writes, in order and whole, and never is more kept than the window. Whoever
    /// was refused room hears of it.
    #[test]
    fn bytes_come_out_as_they_went_in(steps in prop::collection::vec(step(), 0..60)) {
        let body = Outgoing::new();
        let (mut written, mut taken, mut next) = (Vec::new(), Vec::new(), 0u8);
        let (mut is_refused, mut finish) = (false, None);
        let mut fresh = |length: usize| -> Vec<u8> {
            (0..length).map(|_| { next = next.wrapping_add(1); next }).collect()
        };
        for step in steps {
            match step {
                Step::Write(length) => {
                    let bytes = fresh(length);
                    let count = body.write(&bytes).taken;
                    written.extend_from_slice(&bytes[..count]);
                    is_refused = count < length && finish.is_none();
                }
                Step::WriteWhole(length) => {
                    let bytes = fresh(length);
                    let count = body.write_whole(&bytes).taken;
                    prop_assert!(count == 0 || count == length);
                    written.extend_from_slice(&bytes[..count]);
                }
                Step::Poll => match body.poll(Waker::noop()) {
                    Polled { chunk: Poll::Ready(Some(Ok(chunk))), is_drained, .. } => {
                        prop_assert!(!chunk.is_empty() && chunk.len() <= PIECE);
                        taken.extend_from_slice(&chunk);
                        is_refused &= !is_drained;
                    }
                    Polled { chunk: Poll::Ready(_), .. } => prop_assert!(finish.is_some()),
                    Polled { chunk: Poll::Pending, .. } => {
                        prop_assert!(finish.is_none() && !is_refused);
                        prop_assert_eq!(body.waiting(), 0);
                    }
                },
                Step::Finish(is_whole) => {
                    let how = if is_whole { Finish::Whole } else { Finish::Broken };
                    body.finish(how);
                    finish.get_or_insert(how);
                }
            }
            prop_assert!(body.waiting() <= WINDOW);
            prop_assert_eq!(taken.len() + body.waiting(), written.len());
            prop_assert!(written.starts_with(&taken));
        }
    }
}
