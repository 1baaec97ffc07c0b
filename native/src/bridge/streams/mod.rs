//! What outlives a slot: bodies of replies that are written piece by piece ([`outgoing`]), and bodies of requests that are
//! read so ([`incoming`]). Both are known to JavaScript by a number ([`table`]), and what happens to them reaches it as
//! records of the same pull that brings calls.
//!
//! Bytes wait here: at most [`outgoing::WINDOW`] of one reply for its connection, and at most [`incoming::AHEAD`] and one piece
//! of a request for JavaScript, none of it before JavaScript has asked once. A reply leaves the table when JavaScript has
//! pulled that it is closed, a request when JavaScript has pulled its end, or gives it up.

pub(crate) mod feed;
pub(crate) mod incoming;
pub(crate) mod outgoing;
pub(crate) mod record;
pub(crate) mod reply_body;
pub(crate) mod table;

use std::sync::Arc;

use crossbeam_queue::SegQueue;

use self::incoming::Incoming;
use self::outgoing::{Finish, Outgoing};
use self::table::Table;
use crate::bridge::requests::Asked;

/// What JavaScript is to hear of a stream, by its number. Each stream has at most one of a kind in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    /// A reply has room again.
    Writable(u32),
    /// A reply was taken whole, or its client has gone.
    Closed(u32),
    /// A body that is read has what was asked for.
    Readable(u32),
    /// A request from within the process was answered.
    Answered(u32),
}

/// The streams of one isolate.
pub(crate) struct Streams {
    pub(crate) outgoing: Table<Outgoing>,
    pub(crate) incoming: Table<Incoming>,
    /// Requests from within the process.
    pub(crate) requests: Table<Asked>,
    events: SegQueue<Event>,
}

impl Streams {
    /// Room for this many replies; requests are bounded by the calls that bring them.
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            outgoing: Table::new(limit),
            incoming: Table::new(usize::MAX),
            requests: Table::new(usize::MAX),
            events: SegQueue::new(),
        }
    }

    pub(crate) fn push(&self, event: Event) {
        self.events.push(event);
    }

    pub(crate) fn next(&self) -> Option<Event> {
        self.events.pop()
    }

    pub(crate) fn has_events(&self) -> bool {
        !self.events.is_empty()
    }

    /// Bytes of replies that wait for their connections.
    pub(crate) fn queued(&self) -> usize {
        self.outgoing.all().iter().map(|body| body.waiting()).sum()
    }

    /// Cuts every reply and gives up every request: nobody is left to write or read them.
    pub(crate) fn close(&self) {
        for asked in self.requests.all() {
            asked.abort();
        }
        let cut = self.outgoing.all().into_iter();
        let cut = cut.filter_map(|body: Arc<Outgoing>| body.finish(Finish::Broken));
        let given_up = self.incoming.all().into_iter();
        let given_up = given_up.filter_map(|body: Arc<Incoming>| body.cancel());
        for waker in cut.chain(given_up) {
            waker.wake();
        }
    }
}
