//! Streamed answers that a test feeds piece by piece.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::task::{Context, Poll};

use super::{Client, PATIENCE, TestServer, settings, text, wait_for};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};
use spikard_native::server::{Answer, Cut, Reply, ReplyBody, ReplyStream, Settings};
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

/// A server whose `GET /` is fed by the test, with these headers.
pub struct Streaming {
    pub server: TestServer,
    pub feeds: Receiver<Feed>,
    pub alive: Arc<AtomicUsize>,
}

impl Streaming {
    pub fn start(headers: &'static [(&'static str, &'static str)]) -> Self {
        Self::answering(move |body| streamed(headers, body))
    }

    pub fn answering(answer: impl Fn(ReplyBody) -> Answer + Send + Sync + 'static) -> Self {
        Self::with(settings(), answer)
    }

    pub fn with(
        settings: Settings,
        answer: impl Fn(ReplyBody) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let (sender, feeds): (Sender<Feed>, _) = channel();
        let alive = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&alive);
        let routes = ["GET /", "GET /plain"];
        let server = TestServer::start(settings, &routes, move |call| {
            let answer = if call.route == 0 {
                let (feed, body) = fed(&counted);
                sender.send(feed).unwrap();
                answer(body)
            } else {
                text("plain")
            };
            async move { answer }
        });
        Self {
            server,
            feeds,
            alive,
        }
    }

    /// A client whose request is being answered, and the feed of its answer.
    pub fn open(&self, request: &str) -> (Client, Feed) {
        let mut client = self.server.connect();
        client.write(request);
        (client, self.feeds.recv_timeout(PATIENCE).unwrap())
    }

    pub fn wait_until_gone(&self) {
        wait_for(|| (self.alive.load(Ordering::SeqCst) == 0).then_some(()));
    }

    /// Streamed answers open now, and those that were cut.
    pub fn counts(&self) -> (u64, u64) {
        let counters = self.server.server.counters();
        (counters.streams, counters.streams_cut)
    }
}
