//! Streamed answers that a test feeds piece by piece.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};
use spikard_native::server::{Answer, Cut, Reply, ReplyBody, ReplyStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// The end from which a test writes; dropping it ends the body.
#[derive(Clone)]
pub struct Feed(UnboundedSender<Result<Bytes, Cut>>);

impl Feed {
    pub fn write(&self, chunk: impl Into<Bytes>) {
        self.0.send(Ok(chunk.into())).unwrap();
    }

    pub fn cut(&self) {
        self.0.send(Err(Cut)).unwrap();
    }
}

/// The end the server reads; counts itself as long as it lives.
struct Fed {
    chunks: UnboundedReceiver<Result<Bytes, Cut>>,
    alive: Arc<AtomicUsize>,
}

impl ReplyStream for Fed {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Cut>>> {
        self.chunks.poll_recv(cx)
    }
}

impl Drop for Fed {
    fn drop(&mut self) {
        self.alive.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A body to feed, and the count it lowers when it is dropped.
pub fn fed(alive: &Arc<AtomicUsize>) -> (Feed, ReplyBody) {
    let (sender, chunks) = unbounded_channel();
    alive.fetch_add(1, Ordering::SeqCst);
    let alive = Arc::clone(alive);
    (
        Feed(sender),
        ReplyBody::Stream(Box::pin(Fed { chunks, alive })),
    )
}

/// A 200 with these headers.
pub fn streamed(headers: &[(&'static str, &'static str)], body: ReplyBody) -> Answer {
    let headers = headers
        .iter()
        .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)));
    Answer::Reply(Reply {
        status: StatusCode::OK,
        headers: headers.collect::<HeaderMap>(),
        body,
    })
}
