//! What the server knows of one connection while it lasts: whose turn it is since when, and what it must do next.
//!
//! Written by the connection's own task, read by the sweep, the accept loop and the drain. One relaxed store per step
//! takes the place of a timer per request.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::Waker;

use axum::response::Response;

use super::body_clock::BodyClock;
use super::budget::Budget;
use super::counters::Counts;
use super::problem::{Fault, Problem};
use super::shard::Shard;
use super::shared::Shared;
use super::streamed::Taking;

/// Where a connection stands in its present exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Accepted, no byte has come.
    Opened,
    /// Part of a head has come.
    Head,
    /// The body is being read.
    Body,
    /// What nobody has read of the body is thrown away before the answer is sent.
    Discard,
    /// The handler has the request.
    Handler,
    /// The answer is being written.
    Write,
    /// A streamed answer waits for its next piece.
    Stream,
    /// Kept alive between two requests.
    Idle,
    /// Shut for writing; what the client still sends is thrown away.
    Linger,
}

const PHASES: [Phase; 9] = [
    Phase::Opened,
    Phase::Head,
    Phase::Body,
    Phase::Discard,
    Phase::Handler,
    Phase::Write,
    Phase::Stream,
    Phase::Idle,
    Phase::Linger,
];

/// What a connection is told to do, one bit each.
pub(crate) mod order {
    /// End now, whatever is going on.
    pub(crate) const CUT: u8 = 1;
    /// End if no request is going on.
    pub(crate) const CLOSE_IDLE: u8 = 2;
    /// The head is overdue: 408 and end.
    pub(crate) const HEAD_OVERDUE: u8 = 4;
    /// The body is overdue: 408 and end.
    pub(crate) const BODY_OVERDUE: u8 = 8;
    /// The present answer is the last one.
    pub(crate) const LAST: u8 = 16;
    /// The client may still be sending when the connection is shut.
    pub(crate) const LINGER: u8 = 32;
    /// Idle for as long as a head may take: 408 and end if part of one has come.
    pub(crate) const LOOK: u8 = 64;
    /// The client speaks HTTP/1.0: only a reset tells it that an answer is not whole.
    pub(crate) const RESET: u8 = 128;
}

/// The shared state of one connection.
pub(crate) struct ConnectionState {
    pub(crate) id: u64,
    pub(crate) peer: SocketAddr,
    shared: Arc<Shared>,
    shard: usize,
    /// Tick of the shard's clock in the high half, phase in the low one.
    mark: AtomicU64,
    orders: AtomicU8,
    /// Whether the present answer is streamed.
    streaming: AtomicBool,
    /// Whether its handler may still read the request.
    reading_on: AtomicBool,
    /// Whether it is to be cut.
    is_cut: AtomicBool,
    /// The way of its body back from hyper.
    pub(crate) taking: Taking,
    /// The wait for a request body that is read piece by piece.
    pub(crate) body: BodyClock,
    /// What the running poll may still read and write.
    pub(crate) budget: Budget,
    task: OnceLock<Waker>,
}

impl ConnectionState {
    pub(crate) fn new(id: u64, peer: SocketAddr, shared: Arc<Shared>, shard: usize) -> Self {
        let state = Self {
            id,
            peer,
            shared,
            shard,
            mark: AtomicU64::new(0),
            orders: AtomicU8::new(0),
            streaming: AtomicBool::new(false),
            reading_on: AtomicBool::new(false),
            is_cut: AtomicBool::new(false),
            taking: Taking::default(),
            body: BodyClock::default(),
            budget: Budget::default(),
            task: OnceLock::new(),
        };
        state.enter(Phase::Opened);
        state
    }

    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    pub(crate) fn counters(&self) -> &Counts {
        &self.shared.counters
    }

    pub(crate) fn shard(&self) -> &Shard {
        &self.shared.shards[self.shard]
    }

    /// The server's own answer to a request that went wrong, counted.
    pub(crate) fn problem(&self, problem: Problem) -> Response {
        self.counters().problem(problem.status());
        self.own(problem.response())
    }

    /// The same for a body that is not what it should be.
    pub(crate) fn fault(&self, fault: Fault) -> Response {
        self.counters().problem(fault.problem.status());
        self.own(fault.response())
    }

    /// An answer of the server's own, with what all of those have in common.
    pub(crate) fn own(&self, response: Response) -> Response {
        self.shared.own_answers.complete(response)
    }

    /// The phase and the tick it began or last made progress.
    pub(crate) fn mark(&self) -> (Phase, u32) {
        let mark = self.mark.load(Ordering::Relaxed);
        (
            PHASES[(mark & 15) as usize % PHASES.len()],
            (mark >> 32) as u32,
        )
    }

    pub(crate) fn phase(&self) -> Phase {
        self.mark().0
    }

    /// Whether no part of a request has come since the last answer, as far as is known.
    pub(crate) fn is_between_requests(&self) -> bool {
        matches!(self.phase(), Phase::Opened | Phase::Idle)
    }

    /// Begins a phase, or notes its progress.
    pub(crate) fn enter(&self, phase: Phase) {
        self.set(phase, self.shard().tick());
    }

    /// Bytes came from the client.
    pub(crate) fn received(&self, bytes: &[u8]) {
        match self.mark() {
            // A head's time runs from accept, so the first bytes do not restart it.
            (Phase::Opened, since) => self.set(Phase::Head, since),
            // Line breaks behind a request begin no other (RFC 9112 section 2.2).
            (Phase::Idle, _) if is_blank(bytes) => {}
            (Phase::Idle, _) => self.enter(Phase::Head),
            (Phase::Body, _) => self.enter(Phase::Body),
            _ => self.body.progress(self.shard().tick()),
        }
    }

    /// Bytes went to the client.
    pub(crate) fn sent(&self) {
        if matches!(self.phase(), Phase::Write | Phase::Stream | Phase::Idle) {
            self.enter(Phase::Write);
        }
    }

    /// The client takes no more bytes at present.
    pub(crate) fn blocked(&self) {
        if matches!(self.phase(), Phase::Stream | Phase::Idle) {
            self.enter(Phase::Write);
        }
    }

    /// All that was to be written is written.
    pub(crate) fn flushed(&self) {
        if self.phase() == Phase::Write {
            let is_streaming = self.streaming.load(Ordering::Relaxed);
            self.enter(if is_streaming {
                Phase::Stream
            } else {
                Phase::Idle
            });
        }
    }

    /// A streamed answer has a piece to write.
    pub(crate) fn answering(&self) {
        if self.phase() == Phase::Stream {
            self.enter(Phase::Write);
        }
    }

    /// A streamed answer begins, or has ended and is to be written to its end.
    pub(crate) fn set_streaming(&self, is_streaming: bool) {
        self.streaming.store(is_streaming, Ordering::Relaxed);
        self.answering();
    }

    /// Whether the handler of a streamed answer may still read the request.
    pub(crate) fn set_reading_on(&self, is_reading_on: bool) {
        self.reading_on.store(is_reading_on, Ordering::Relaxed);
    }

    /// The streamed answer is cut, once what came before is written.
    pub(crate) fn cut_answer(&self) {
        self.is_cut.store(true, Ordering::Relaxed);
    }

    /// Whether it is cut now.
    pub(crate) fn is_answer_cut(&self) -> bool {
        self.is_cut.load(Ordering::Relaxed) && self.phase() == Phase::Stream
    }

    /// Whether a streamed answer waits for its next piece, and there is nothing else to do than to write it: neither a
    /// request to read, nor a close behind the answer.
    pub(crate) fn waits_for_piece(&self) -> bool {
        self.phase() == Phase::Stream
            && !self.reading_on.load(Ordering::Relaxed)
            && !self.has(order::LAST | order::LINGER | order::RESET)
    }

    /// Whether the client may leave while its answer waits for the host.
    pub(crate) fn awaits_host(&self) -> bool {
        matches!(self.phase(), Phase::Handler | Phase::Stream)
    }

    /// Whether an answer is on its way.
    pub(crate) fn is_answering(&self) -> bool {
        matches!(self.phase(), Phase::Write | Phase::Stream)
    }

    /// Remembers the task to wake; its waker stays valid as long as the task lives.
    pub(crate) fn attend(&self, waker: &Waker) {
        if self.task.get().is_none() {
            let _ = self.task.set(waker.clone());
        }
    }

    /// Notes something for the task itself.
    pub(crate) fn note(&self, orders: u8) {
        self.orders.fetch_or(orders, Ordering::Release);
    }

    /// Orders something from outside the task, and wakes it.
    pub(crate) fn order(&self, orders: u8) {
        self.note(orders);
        if let Some(task) = self.task.get() {
            task.wake_by_ref();
        }
    }

    pub(crate) fn has(&self, orders: u8) -> bool {
        self.orders.load(Ordering::Acquire) & orders != 0
    }

    /// Takes an order back: true for who got it.
    pub(crate) fn take(&self, order: u8) -> bool {
        self.has(order) && self.orders.fetch_and(!order, Ordering::AcqRel) & order != 0
    }

    fn set(&self, phase: Phase, tick: u32) {
        let mark = (u64::from(tick) << 32) | phase as u64;
        self.mark.store(mark, Ordering::Relaxed);
    }
}

/// Whether these bytes are line breaks and nothing else.
pub(crate) fn is_blank(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| b"\r\n".contains(byte))
}

#[cfg(test)]
mod tests;
