//! Binding an address for a server.

use std::io;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;

use socket2::{Domain, Protocol, Socket, Type};

use super::dispatch::Dispatch;
use super::error::ServerError;
use super::event_loop::EventLoop;
use super::prepare::{Prepared, prepare};
use super::running::Server;
use super::settings::{RouteSpec, Settings};

/// Connections the kernel may complete before they are accepted.
const BACKLOG: i32 = 1024;

/// Checks the route table and binds the address. Blocks while a host name is looked up.
///
/// # Errors
/// The codes of [`ServerError::code`]: the address, a path, a method, a duplicate.
///
/// # Example
/// ```
/// use std::{future::Ready, future::ready, sync::Arc, time::Duration};
/// use spikard_native::server::{Answer, Beat, Call, Dispatch, Reply, RouteSpec, Settings, bind};
///
/// struct Hello;
///
/// impl Dispatch for Hello {
///     type Pending = Ready<Answer>;
///
///     fn dispatch(&self, call: Call) -> Self::Pending {
///         ready(Answer::Reply(Reply {
///             status: http::StatusCode::OK,
///             headers: call.headers,
///             body: "hello".into(),
///         }))
///     }
///
///     fn beat(&self) -> Beat {
///         Beat::default()
///     }
/// }
///
/// let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
/// let settings = Settings { port: 0, ..Settings::default() };
/// let route = RouteSpec::new("GET", "/");
/// let server = bind(settings, vec![route])?.serve(Arc::new(Hello), vec![runtime.handle().clone()]);
/// assert_ne!(server.local_addr().port(), 0);
/// assert_eq!(runtime.block_on(server.close(Duration::from_secs(1))).cut, 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn bind(settings: Settings, routes: Vec<RouteSpec>) -> Result<Bound, ServerError> {
    let prepared = prepare(settings, routes)?;
    let (host, port) = prepared.address();
    let listener = listen(host, port)?;
    let local_addr = listener
        .local_addr()
        .map_err(|error| ServerError::listen(error, host, port))?;
    Ok(Bound {
        prepared,
        listener,
        local_addr,
    })
}

/// Binds the first address of the host that this machine has.
fn listen(host: &str, port: u16) -> Result<TcpListener, ServerError> {
    let mut missing = None;
    for address in resolve(host, port)? {
        match listen_on(address) {
            Ok(listener) => return Ok(listener),
            // A name may stand for an IPv6 and an IPv4 address on a machine that has but one of them.
            Err(error) if error.kind() == io::ErrorKind::AddrNotAvailable => missing = Some(error),
            Err(error) => return Err(ServerError::listen(error, host, port)),
        }
    }
    Err(match missing {
        Some(error) => ServerError::listen(error, host, port),
        None => ServerError::host(None, host),
    })
}

fn resolve(host: &str, port: u16) -> Result<Vec<SocketAddr>, ServerError> {
    let bare = host
        .strip_prefix('[')
        .and_then(|inner| inner.strip_suffix(']'))
        .unwrap_or(host);
    if bare.is_empty() {
        return Err(ServerError::host(None, host));
    }
    match (bare, port).to_socket_addrs() {
        Ok(addresses) => Ok(addresses.collect()),
        Err(error) => Err(ServerError::host(Some(error), host)),
    }
}

fn listen_on(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(
        Domain::for_address(address),
        Type::STREAM,
        Some(Protocol::TCP),
    )?;
    if address.is_ipv6() && address.ip().is_unspecified() {
        // "::" means every address, IPv4 included, as it does in Node, Deno and Bun.
        socket.set_only_v6(false)?;
    }
    if cfg!(unix) {
        // Windows gives this option another meaning: it would let two servers share a port.
        socket.set_reuse_address(true)?;
    }
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    socket.set_nonblocking(true)?;
    Ok(socket.into())
}

/// An address that is bound; connections wait until [`Bound::serve`]. Dropping it frees the address.
#[derive(Debug)]
pub struct Bound {
    prepared: Prepared,
    listener: TcpListener,
    local_addr: SocketAddr,
}

impl Bound {
    /// The address with the port that was really taken.
    pub fn local_addr(&self) -> SocketAddr {
        self.local_addr
    }

    /// Serves on event loops such as the handles of current-thread runtimes. Accepts on the first and spreads connections.
    ///
    /// Without a shard nothing is served.
    pub fn serve<D: Dispatch, L: EventLoop>(self, dispatch: Arc<D>, shards: Vec<L>) -> Server {
        let server = self.prepared.start(dispatch, shards, self.local_addr);
        server.accept(self.listener);
        server
    }
}
