//! The accept loop: one connection after the other, within the cap, on the emptiest shard.

use std::future::{Future, poll_fn};
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};

use super::counters::bump;
use super::door::Door;
use super::shared::Shared;

/// Time to wait for a connection to end before looking again for one that became idle.
const ROOM_WAIT: Duration = Duration::from_millis(50);

/// Accepts until the server stops, then what the kernel has completed by that time.
pub(crate) async fn accept(door: Arc<Door>, socket: std::net::TcpListener) {
    let accept = Accept { door };
    if let Some(listener) = accept.open(&socket).await {
        accept.admit_all(&listener).await;
    }
    accept.admit_backlog(&socket);
    drop(socket);
    accept.shared().stopped.notify_one();
}

/// The accept loop of one listener.
struct Accept {
    door: Arc<Door>,
}

impl Accept {
    fn shared(&self) -> &Shared {
        &self.door.shared
    }

    /// Gives the socket to the event loop, which may be short of memory or descriptors for a while.
    async fn open(&self, socket: &std::net::TcpListener) -> Option<TcpListener> {
        while !self.shared().is_draining() {
            match socket.try_clone().and_then(TcpListener::from_std) {
                Ok(listener) => return Some(listener),
                Err(error) => self.recover(&error).await,
            }
        }
        None
    }

    async fn admit_all(&self, listener: &TcpListener) {
        let mut stop = pin!(self.shared().stop.notified());
        while let Some(accepted) = next(listener, stop.as_mut()).await {
            match accepted {
                Ok((stream, peer)) => {
                    self.make_room().await;
                    self.door.admit(stream, peer);
                }
                Err(error) => self.recover(&error).await,
            }
        }
    }

    /// At the cap: closes the connection that has been idle for longest, and waits until one has ended.
    async fn make_room(&self) {
        let shared = self.shared();
        while shared.open() >= shared.max_connections && !shared.is_draining() {
            shared.evict();
            let _ = timeout(ROOM_WAIT, shared.departed.notified()).await;
        }
    }

    /// Takes the connections that were complete before the socket closes: their clients may have sent a request.
    fn admit_backlog(&self, socket: &std::net::TcpListener) {
        while let Ok((stream, peer)) = socket.accept() {
            let stream = stream
                .set_nonblocking(true)
                .and_then(|()| TcpStream::from_std(stream));
            if let Ok(stream) = stream {
                self.door.admit(stream, peer);
            }
        }
    }

    /// Waits after a failure of the system; one of the connection itself is none of ours.
    async fn recover(&self, error: &io::Error) {
        if is_of_connection(error) {
            return;
        }
        bump(&self.shared().counters.accept_errors);
        // Descriptors are what is mostly missing, and an idle connection holds one.
        self.shared().evict();
        sleep(Duration::from_millis(50 + jitter(100))).await;
    }
}

/// The next connection, or `None` once the server stops.
async fn next(
    listener: &TcpListener,
    mut stop: Pin<&mut impl Future<Output = ()>>,
) -> Option<io::Result<(TcpStream, SocketAddr)>> {
    poll_fn(|cx| match stop.as_mut().poll(cx) {
        Poll::Ready(()) => Poll::Ready(None),
        Poll::Pending => listener.poll_accept(cx).map(Some),
    })
    .await
}

fn is_of_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::Interrupted
    )
}

/// A random number below the bound, so that servers on one machine do not retry in step.
fn jitter(bound: u64) -> u64 {
    RandomState::new().hash_one(()) % bound
}
