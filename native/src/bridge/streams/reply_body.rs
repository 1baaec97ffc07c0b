//! A streamed reply as its connection sees it.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use tokio::time::{Instant, Sleep, sleep_until};

use super::Event;
use super::outgoing::Outgoing;
use crate::bridge::isolate::Isolate;
use crate::server::{Cut, ReplyStream};

/// An event stream's comment: it says nothing, and shows both ends that the other is there.
const BEAT: Bytes = Bytes::from_static(b":\n\n");

/// Gives the connection what JavaScript writes, and tells JavaScript when it is dropped.
pub(crate) struct ReplyBody {
    isolate: Arc<Isolate>,
    number: u32,
    body: Arc<Outgoing>,
    heartbeat: Option<Heartbeat>,
}

impl ReplyBody {
    /// Breaks every silence of `heartbeat` with a comment, if there is one.
    pub(crate) fn new(
        isolate: Arc<Isolate>,
        number: u32,
        body: Arc<Outgoing>,
        heartbeat: Option<Duration>,
    ) -> Self {
        Self {
            isolate,
            number,
            body,
            heartbeat: heartbeat.map(Heartbeat::new),
        }
    }

    fn poll_beat(&mut self, cx: &mut Context<'_>) -> Poll<Bytes> {
        let Some(heartbeat) = self.heartbeat.as_mut() else {
            return Poll::Pending;
        };
        ready!(heartbeat.poll(cx));
        self.body.count(BEAT.len());
        Poll::Ready(BEAT)
    }
}

impl ReplyStream for ReplyBody {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Cut>>> {
        let polled = self.body.poll(cx.waker());
        if polled.is_drained {
            self.isolate.tell(Event::Writable(self.number));
        }
        if polled.chunk.is_pending() && polled.is_torn {
            return Poll::Pending;
        }
        if polled.chunk.is_pending() {
            return self.poll_beat(cx).map(|beat| Some(Ok(beat)));
        }
        if let Some(heartbeat) = self.heartbeat.as_mut() {
            heartbeat.silent_since = Instant::now();
        }
        polled.chunk
    }
}

impl Drop for ReplyBody {
    fn drop(&mut self) {
        self.body.let_go();
        if !self.body.outcome().0 {
            self.isolate.counters.streams_aborted.add(1);
        }
        self.isolate.tell(Event::Closed(self.number));
    }
}

/// Measures silence. Its timer is not moved with every chunk: it looks when it fires.
struct Heartbeat {
    every: Duration,
    silent_since: Instant,
    timer: Option<Pin<Box<Sleep>>>,
}

impl Heartbeat {
    fn new(every: Duration) -> Self {
        Self {
            every,
            silent_since: Instant::now(),
            timer: None,
        }
    }

    /// Ready when the silence was long enough, and a new one begins.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let mut due = self.silent_since + self.every;
        // Made here, for it needs the runtime of the connection.
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep_until(due)));
        ready!(timer.as_mut().poll(cx));
        let now = Instant::now();
        let is_due = due <= now;
        if is_due {
            self.silent_since = now;
            due = now + self.every;
        }
        timer.as_mut().reset(due);
        // Polled so that it will wake.
        let _pending = timer.as_mut().poll(cx);
        if is_due {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }
}
