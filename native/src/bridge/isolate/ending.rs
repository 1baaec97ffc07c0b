//! How an isolate ends: by a graceful stop of its server, or because its JavaScript thread is gone.

use std::sync::atomic::Ordering;

use super::Isolate;
use crate::bridge::sync::lock;
use crate::server::{Answer, Drained};

impl Isolate {
    /// Tells JavaScript that the server has stopped.
    pub(crate) fn finish(&self, drained: Drained) {
        *lock(&self.drained) = Some(drained);
        self.wake();
    }

    /// The result of the stop, once everything that came before it was pulled.
    pub(crate) fn take_drained(&self) -> Option<Drained> {
        if !self.ring.is_empty() || self.streams.has_events() {
            return None;
        }
        lock(&self.drained).take()
    }

    /// The JavaScript thread has ended or let go: nobody will answer any more.
    pub(crate) fn close(&self) {
        self.closed.store(true, Ordering::SeqCst);
        // In this order: an event loop given back before could be lent again to the thread that ends.
        self.shards.detach(self);
        self.shards.give_back();
        self.waker.release();
        self.room.close();
        for index in 0..self.arena.len() {
            self.apply(index, self.arena.close(index, || Answer::Gone));
        }
        self.streams.close();
        self.ticker.wanted.notify_one();
        self.watch_wanted.notify_one();
    }
}
