//! A running server, as its host holds it.

use std::future::Future;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;

use super::accept::accept;
use super::counters::Counters;
use super::door::Door;
use super::drain::{Drained, drain};
use super::shared::Shared;

/// A running server. It serves until [`Server::close`], also when this handle is dropped.
pub struct Server {
    door: Arc<Door>,
    drained: watch::Receiver<Option<Drained>>,
    drain: Mutex<Option<watch::Sender<Option<Drained>>>>,
}

impl Server {
    pub(crate) fn new(door: Arc<Door>) -> Self {
        let (sender, drained) = watch::channel(None);
        Self {
            door,
            drained,
            drain: Mutex::new(Some(sender)),
        }
    }

    /// Accepts on a listener.
    pub(crate) fn accept(&self, listener: TcpListener) {
        if let Some(first) = self.shared().shards.first() {
            first.handle.spawn(accept(Arc::clone(&self.door), listener));
        }
    }

    /// Says that there is no listener to stop.
    pub(crate) fn accept_nothing(&self) {
        self.shared().stopped.notify_one();
    }

    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.door.shared
    }

    /// A connection within the process, which is served like one of a socket. One that nobody serves has ended.
    pub fn open(&self) -> impl AsyncRead + AsyncWrite + Send + Unpin + 'static {
        self.door.open()
    }

    /// The address with the port that was really taken; port 0 where there is no listener.
    pub fn local_addr(&self) -> SocketAddr {
        self.shared().local_addr
    }

    /// Stops gracefully, beginning at once, and resolves when the last connection has ended.
    ///
    /// `timeout` runs from the first call; then what is left is cut. Later calls resolve with the same outcome.
    /// When the shards have ended before, the outcome is all zero.
    pub fn close(&self, timeout: Duration) -> impl Future<Output = Drained> + Send + 'static {
        let mut drained = self.drained.clone();
        let sender = self
            .drain
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let (Some(sender), Some(first)) = (sender, self.shared().shards.first()) {
            let draining = drain(Arc::clone(self.shared()), timeout);
            first
                .handle
                .spawn(async move { sender.send_replace(Some(draining.await)) });
        }
        async move {
            let outcome = drained.wait_for(Option::is_some).await;
            outcome
                .ok()
                .and_then(|outcome| *outcome)
                .unwrap_or_default()
        }
    }

    /// What has been counted so far.
    pub fn counters(&self) -> Counters {
        self.shared().snapshot()
    }
}
