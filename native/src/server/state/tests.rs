use std::sync::atomic::AtomicUsize;
use std::task::Wake;

use super::*;
use crate::server::shared::tests::{register, shared};

#[test]
fn the_first_bytes_do_not_restart_the_time_of_a_head() {
    let (_runtime, shared) = shared();
    let connection = register(&shared);
    let state = &connection.state;
    shared.shards[0].advance();
    state.received(b"x");
    assert_eq!(state.mark(), (Phase::Head, 0));
    shared.shards[0].advance();
    state.received(b"x");
    assert_eq!(state.mark(), (Phase::Head, 0));
}

#[test]
fn bytes_restart_the_time_of_a_body_and_of_the_next_head() {
    let (_runtime, shared) = shared();
    let connection = register(&shared);
    let state = &connection.state;
    for (before, after) in [(Phase::Body, Phase::Body), (Phase::Idle, Phase::Head)] {
        state.enter(before);
        shared.shards[0].advance();
        state.received(b"x");
        assert_eq!(state.mark(), (after, shared.shards[0].tick()));
    }
}

#[test]
fn line_breaks_begin_no_head() {
    let (_runtime, shared) = shared();
    let connection = register(&shared);
    let state = &connection.state;
    for (bytes, after) in [
        ("\r\n\n", Phase::Idle),
        ("\r\nG", Phase::Head),
        ("\r\n", Phase::Head),
    ] {
        if after == Phase::Idle {
            state.enter(Phase::Idle);
        }
        state.received(bytes.as_bytes());
        assert_eq!(state.phase(), after, "{bytes:?}");
    }
}

#[test]
fn bytes_behind_a_request_leave_its_handler_alone() {
    let (_runtime, shared) = shared();
    let connection = register(&shared);
    connection.state.enter(Phase::Handler);
    connection.state.received(b"x");
    connection.state.flushed();
    assert_eq!(connection.state.phase(), Phase::Handler);
}

#[test]
fn an_answer_that_is_written_leaves_the_connection_idle() {
    let (_runtime, shared) = shared();
    let connection = register(&shared);
    let state = &connection.state;
    state.enter(Phase::Write);
    state.sent();
    assert_eq!(state.phase(), Phase::Write);
    state.flushed();
    assert_eq!(state.phase(), Phase::Idle);
}

#[test]
fn an_answer_in_slices_is_not_idle_between_them() {
    let (_runtime, shared) = shared();
    let connection = register(&shared);
    let state = &connection.state;
    for go_on in [ConnectionState::sent, ConnectionState::blocked] {
        state.enter(Phase::Write);
        state.flushed();
        go_on(state);
        assert_eq!(state.phase(), Phase::Write);
    }
}

#[test]
fn a_streamed_answer_waits_for_the_host_when_all_is_written() {
    let (_runtime, shared) = shared();
    let connection = register(&shared);
    let state = &connection.state;
    state.set_streaming(true);
    state.enter(Phase::Write);
    state.flushed();
    assert_eq!(state.phase(), Phase::Stream);
    state.set_streaming(false);
    state.flushed();
    assert_eq!(state.phase(), Phase::Idle);
}

#[test]
fn more_of_a_streamed_answer_does_not_restart_the_time_its_client_has_to_take_some() {
    let (_runtime, shared) = shared();
    let connection = register(&shared);
    let state = &connection.state;
    state.set_streaming(true);
    state.enter(Phase::Stream);
    state.answering();
    shared.shards[0].advance();
    state.blocked();
    state.answering();
    assert_eq!(state.mark(), (Phase::Write, 0));
    state.sent();
    assert_eq!(state.mark(), (Phase::Write, 1));
}

struct Count(AtomicUsize);

impl Wake for Count {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn an_order_wakes_the_task_and_is_taken_once() {
    let (_runtime, shared) = shared();
    let connection = register(&shared);
    let wakes = Arc::new(Count(AtomicUsize::new(0)));
    connection.state.attend(&Waker::from(Arc::clone(&wakes)));
    connection.state.order(order::CLOSE_IDLE);
    assert_eq!(wakes.0.load(Ordering::Relaxed), 1);
    assert!(!connection.state.take(order::HEAD_OVERDUE));
    assert!(connection.state.take(order::CLOSE_IDLE));
    assert!(!connection.state.take(order::CLOSE_IDLE));
}
