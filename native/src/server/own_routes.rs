//! Routes that the server answers itself: in the table they stand behind those of the host, which never hears of them.

use axum::response::Response;
use http::HeaderMap;

use super::dispatch::Beat;
use super::documents::FixedAnswer;
use super::error::{ErrorKind, ServerError};
use super::health::Probe;
use super::pattern::Pattern;
use super::settings::{RouteSpec, Settings};
use super::state::ConnectionState;

/// What answers a request in place of the host.
pub(crate) enum OwnRoute {
    Probe(Probe),
    Document(FixedAnswer),
}

impl OwnRoute {
    /// The answer to GET or HEAD with these headers; `beat` tells how the host is.
    pub(crate) fn answer(
        &self,
        asked: &HeaderMap,
        beat: impl FnOnce() -> Beat,
        state: &ConnectionState,
    ) -> Response {
        match self {
            Self::Probe(probe) => probe.answer(beat(), state),
            Self::Document(document) => document.answer(asked, state),
        }
    }
}

/// The routes of a server's own by their numbers.
pub(crate) struct OwnRoutes {
    /// How many routes of the host stand before them.
    first: u32,
    routes: Vec<OwnRoute>,
}

impl OwnRoutes {
    pub(crate) fn new(routes_of_host: usize, settings: &Settings) -> Self {
        let health = settings.health.iter();
        let probes = health.flat_map(|_| [Probe::Live, Probe::Ready]);
        let documents = settings.documents.iter().map(FixedAnswer::new);
        Self {
            // The table has been checked, which numbers its routes by u32.
            first: routes_of_host as u32,
            routes: probes
                .map(OwnRoute::Probe)
                .chain(documents.map(OwnRoute::Document))
                .collect(),
        }
    }

    /// The route of this number; `None` for one of the host.
    pub(crate) fn get(&self, route: u32) -> Option<&OwnRoute> {
        self.routes.get(route.checked_sub(self.first)? as usize)
    }
}

/// The table of a server: the routes of the host, and behind them those of its own in the order of [`OwnRoutes`].
pub(crate) fn with_own(
    settings: &Settings,
    routes: &[RouteSpec],
) -> Result<Vec<RouteSpec>, ServerError> {
    let mut all = routes.to_vec();
    let health = settings.health.iter();
    let probes = health.flat_map(|health| [("health", &health.live), ("health", &health.ready)]);
    let documents = settings.documents.iter();
    for (kind, path) in probes.chain(documents.map(|document| ("document", &document.path))) {
        check(kind, path, &all)?;
        all.push(RouteSpec::new("GET", path));
    }
    Ok(all)
}

/// Refuses a path with parameters, and one whose place is taken.
fn check(kind: &str, path: &str, taken: &[RouteSpec]) -> Result<(), ServerError> {
    if path.contains([':', '*']) {
        return Err(ServerError::new(
            ErrorKind::BadPath,
            format!("The {kind} path \"{path}\" has a parameter. Give a path without one"),
        ));
    }
    // The table refuses a path that is none.
    let Some(place) = shape_of(path) else {
        return Ok(());
    };
    let is_taken =
        |route: &RouteSpec| route.method == "GET" && shape_of(&route.path).as_ref() == Some(&place);
    if !taken.iter().any(is_taken) {
        return Ok(());
    }
    Err(ServerError::new(
        ErrorKind::DuplicateRoute,
        format!(
            "The {kind} path \"{path}\" is already a route. Give another path, or remove the route"
        ),
    ))
}

/// Equal for paths that match the same.
fn shape_of(path: &str) -> Option<String> {
    let pattern = Pattern::parse(path).ok()?;
    Some(pattern.shape().to_owned())
}
