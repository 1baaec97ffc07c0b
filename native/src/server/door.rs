//! Where connections come in, and begin to be served.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use hyper::server::conn::http1;
use tokio::io::{DuplexStream, duplex};
use tokio::net::TcpStream;

use super::connection::{self, Connection};
use super::counters::bump;
use super::router::Routes;
use super::shared::{Registration, Shared};
use super::transport::Transport;

/// Bytes that a pipe within the process holds in each direction.
const PIPE: usize = 64 * 1024;
/// What a connection within the process says of its peer.
pub(crate) const NOWHERE: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

/// What every new connection gets.
pub(crate) struct Door {
    pub(crate) shared: Arc<Shared>,
    routes: Routes,
    http: http1::Builder,
}

impl Door {
    pub(crate) fn new(shared: Arc<Shared>, routes: Routes) -> Self {
        Self {
            shared,
            routes,
            http: connection::http(),
        }
    }

    /// Serves a socket that the event loop of the first shard has accepted.
    pub(crate) fn admit(&self, stream: TcpStream, peer: SocketAddr) {
        // Without it an answer waits for the acknowledgement of the one before; a socket that refuses it still serves.
        let _ = stream.set_nodelay(true);
        let index = self.shared.emptiest_shard();
        let registration = self.register(peer, index);
        if index == 0 {
            return self.serve(Transport::Tcp(stream), registration, index);
        }
        if let Ok(stream) = stream.into_std() {
            let (http, routes) = (self.http.clone(), self.routes.clone());
            // A socket belongs to the event loop it was registered with.
            self.shared.shards[index].serve(async move {
                if let Ok(stream) = TcpStream::from_std(stream) {
                    Connection::new(&http, Transport::Tcp(stream), routes, registration).await;
                }
            });
        }
    }

    /// Serves the other end of the pipe that it returns; a server that stops closes it.
    pub(crate) fn open(&self) -> DuplexStream {
        let (client, server) = duplex(PIPE);
        if !self.shared.is_draining() && !self.shared.shards.is_empty() {
            let index = self.shared.emptiest_shard();
            let registration = self.register(NOWHERE, index);
            self.serve(Transport::Memory(server), registration, index);
        }
        client
    }

    fn register(&self, peer: SocketAddr, index: usize) -> Registration {
        bump(&self.shared.counters.accepted);
        self.shared.register(peer, index)
    }

    fn serve(&self, transport: Transport, registration: Registration, index: usize) {
        let connection = Connection::new(&self.http, transport, self.routes.clone(), registration);
        self.shared.shards[index].serve(connection);
    }
}
