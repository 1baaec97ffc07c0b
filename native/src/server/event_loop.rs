//! The event loop of one shard, as its host lends it to the server.

use std::future::Future;
use std::pin::Pin;

use tokio::runtime::Handle;

/// A connection from accept to its end.
pub type Serving = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A current-thread runtime with I/O and time enabled.
pub trait EventLoop: Send + Sync + 'static {
    /// The runtime, for everything but connections.
    fn handle(&self) -> &Handle;

    /// Runs a connection. A host that polls connections on threads of its choice does it here.
    fn serve(&self, connection: Serving) {
        self.handle().spawn(connection);
    }

    /// Many connections have given up most of their memory: a host whose allocator keeps what is free may return it.
    fn relieve(&self) {}
}

impl EventLoop for Handle {
    fn handle(&self) -> &Handle {
        self
    }
}
