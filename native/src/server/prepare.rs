//! From settings and routes to a server: what is checked before, and what is started then.

use std::net::SocketAddr;
use std::sync::Arc;

use super::dispatch::Dispatch;
use super::door::{Door, NOWHERE};
use super::endpoint::Endpoint;
use super::error::{ErrorKind, ServerError};
use super::event_loop::EventLoop;
use super::own_answers;
use super::own_routes::with_own;
use super::router;
use super::running::Server;
use super::settings::{RouteSpec, Settings};
use super::shared::Shared;
use super::sweep::sweep;
use super::table::Table;

/// Checks the route table for a server that listens nowhere; [`bind`](super::bind) is the way to one that does.
///
/// # Errors
/// The codes of [`ServerError::code`]: a path, a method, a duplicate.
pub fn prepare(settings: Settings, routes: Vec<RouteSpec>) -> Result<Prepared, ServerError> {
    check_fallback(&settings, &routes)?;
    own_answers::check(&settings)?;
    let table = Table::new(&with_own(&settings, &routes)?, settings.fallback)?;
    Ok(Prepared {
        settings,
        routes,
        table,
    })
}

fn check_fallback(settings: &Settings, routes: &[RouteSpec]) -> Result<(), ServerError> {
    match settings.fallback {
        Some(route) if route as usize >= routes.len() => Err(ServerError::new(
            ErrorKind::BadSettings,
            format!("The fallback {route} is not a route. Give the index of an entry of the table"),
        )),
        _ => Ok(()),
    }
}

/// A server that can be started.
#[derive(Debug)]
pub struct Prepared {
    settings: Settings,
    routes: Vec<RouteSpec>,
    table: Table,
}

impl Prepared {
    /// Host and port it is meant to listen on.
    pub(crate) fn address(&self) -> (&str, u16) {
        (&self.settings.host, self.settings.port)
    }

    /// Serves connections within the process only, those of [`Server::open`] and [`Server::request`].
    ///
    /// Shards are event loops such as the handles of current-thread runtimes; without one nothing is served.
    pub fn serve<D: Dispatch, L: EventLoop>(self, dispatch: Arc<D>, shards: Vec<L>) -> Server {
        let server = self.start(dispatch, shards, NOWHERE);
        server.accept_nothing();
        server
    }

    pub(crate) fn start<D: Dispatch, L: EventLoop>(
        self,
        dispatch: Arc<D>,
        shards: Vec<L>,
        local_addr: SocketAddr,
    ) -> Server {
        let endpoint = Endpoint::new(dispatch, &self.routes, &self.settings);
        let routes = router::build(self.table, endpoint);
        let shared = Arc::new(Shared::new(&self.settings, local_addr, shards));
        for (index, shard) in shared.shards.iter().enumerate() {
            shard.handle.spawn(sweep(Arc::clone(&shared), index));
        }
        Server::new(Arc::new(Door::new(shared, routes)))
    }
}
