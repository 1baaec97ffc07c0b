//! The task between the body of a request and JavaScript: it reads when it is asked to.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::runtime::Handle;

use super::Event;
use super::incoming::{Chunk, Incoming, Order};
use crate::bridge::isolate::Isolate;
use crate::server::BodyReader;

/// Where the chunks of a body come from.
pub(crate) trait Reader: Send + 'static {
    /// The next chunk; `None` after the last.
    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Chunk>;
}

impl Reader for BodyReader {
    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Chunk> {
        Self::poll_chunk(self, cx)
    }
}

/// Starts to read a body on this runtime; returns its number, `None` where there is no room.
pub(crate) fn start(isolate: &Arc<Isolate>, handle: &Handle, reader: impl Reader) -> Option<u32> {
    let body = Arc::new(Incoming::new());
    let number = isolate.streams.incoming.insert(body.clone())?;
    handle.spawn(feed(isolate.clone(), number, body, reader));
    Some(number)
}

/// Reads one chunk for each time JavaScript asks, until the end, or until JavaScript gives it up. Then the reader is dropped.
async fn feed(
    isolate: Arc<Isolate>,
    number: u32,
    incoming: Arc<Incoming>,
    mut reader: impl Reader,
) {
    poll_fn(|cx| {
        loop {
            match incoming.order(cx.waker()) {
                Order::Wait => return Poll::Pending,
                Order::Stop => return Poll::Ready(()),
                Order::Read => {}
            }
            let chunk = ready!(reader.poll_chunk(cx));
            let is_last = !matches!(chunk, Some(Ok(_)));
            if incoming.give(chunk) {
                isolate.tell(Event::Readable(number));
            }
            if is_last {
                return Poll::Ready(());
            }
        }
    })
    .await;
}
