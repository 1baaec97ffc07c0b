//! The task between a body and JavaScript: it reads when it is asked to.

use std::future::poll_fn;
use std::mem;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::runtime::Handle;

use super::Event;
use super::incoming::{Incoming, Order, Piece};
use crate::bridge::isolate::Isolate;
use crate::server::BodyReader;

/// Where the pieces of a body come from.
pub(crate) trait Reader: Send + 'static {
    /// The next piece; `None` after the last.
    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Piece>;
}

impl Reader for BodyReader {
    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Piece> {
        Self::poll_chunk(self, cx)
    }
}

/// Starts to read a body on this runtime; returns its number, `None` where there is no room.
pub(crate) fn start(isolate: &Arc<Isolate>, handle: &Handle, reader: impl Reader) -> Option<u32> {
    let body = Arc::new(Incoming::default());
    let number = isolate.streams.incoming.insert(body.clone())?;
    handle.spawn(feed(isolate.clone(), number, body, reader));
    Some(number)
}

/// Reads from the first question on, until the end, or until JavaScript gives it up. Then the reader is dropped.
async fn feed(
    isolate: Arc<Isolate>,
    number: u32,
    incoming: Arc<Incoming>,
    mut reader: impl Reader,
) {
    let tell_if = |is_news| {
        if is_news {
            isolate.tell(Event::Readable(number));
        }
    };
    let mut has_read = false;
    poll_fn(|cx| {
        loop {
            match incoming.order(cx.waker()) {
                Order::Wait => return Poll::Pending,
                Order::Stop => return Poll::Ready(()),
                Order::Read => {}
            }
            let is_news = match reader.poll_chunk(cx) {
                Poll::Ready(piece) => {
                    has_read = true;
                    incoming.give(piece)
                }
                // The connection gives one piece at a time, and may have the next once it had its turn.
                Poll::Pending if mem::take(&mut has_read) => {
                    cx.waker().wake_by_ref();
                    return Poll::Pending;
                }
                Poll::Pending => {
                    tell_if(incoming.pause());
                    return Poll::Pending;
                }
            };
            tell_if(is_news);
        }
    })
    .await;
}
