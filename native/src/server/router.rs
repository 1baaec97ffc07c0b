//! The route table as an axum Router: one service per path, our own method table inside it.
//!
//! axum chooses among paths, not among methods, so the service of a path also knows the less specific patterns that
//! overlap its own: `GET /users/search` is answered by `GET /users/:id` when only `POST /users/search` exists.
//! axum takes no rest beside a parameter (`/a/*rest`, `/a/:id`); such a rest is asked by the services it overlaps,
//! and by the fallback.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use http::{HeaderValue, Method};
use tower::{Service, service_fn};

use super::dispatch::Dispatch;
use super::endpoint::{Endpoint, Place, answer};
use super::pattern::Pattern;
use super::table::Table;

/// What a connection needs to route a request.
#[derive(Clone)]
pub(crate) struct Routes {
    pub(crate) router: Router,
    /// `Allow` of the server as a whole.
    pub(crate) allow: HeaderValue,
}

/// Builds the router of a checked table.
pub(crate) fn build<D: Dispatch>(table: Table, endpoint: Endpoint<D>) -> Routes {
    let allow = allow_of_server(&table);
    let endpoint = Arc::new(endpoint);
    let plan = Plan::new(table);
    let mut router = Router::new();
    for path in &plan.paths {
        let service = place(&endpoint, plan.patterns_at(path));
        router = router.route_service(path.shape(), service);
    }
    let router = router.fallback_service(place(&endpoint, plan.unplaced));
    Routes { router, allow }
}

fn allow_of_server(table: &Table) -> HeaderValue {
    let mut names = table.methods();
    names.push(Method::OPTIONS.to_string());
    HeaderValue::from_str(&names.join(", ")).unwrap_or(HeaderValue::from_static("OPTIONS"))
}

/// The service of one place; axum clones it for each request, so it is one pointer.
fn place<D: Dispatch>(
    endpoint: &Arc<Endpoint<D>>,
    patterns: Vec<Arc<Pattern>>,
) -> impl Service<Request, Response = Response, Error = Infallible, Future: Send>
+ Clone
+ Send
+ Sync
+ 'static {
    let place = Arc::new(Place {
        endpoint: Arc::clone(endpoint),
        patterns,
    });
    service_fn(move |request| answer(Arc::clone(&place), request))
}

/// Which paths go into axum's tree, and which patterns are asked at each.
struct Plan {
    /// Every pattern, the first to ask standing first.
    patterns: Vec<Arc<Pattern>>,
    /// Those the tree cannot hold.
    unplaced: Vec<Arc<Pattern>>,
    /// The paths of the tree.
    paths: Vec<Arc<Pattern>>,
}

impl Plan {
    fn new(table: Table) -> Self {
        let (patterns, parents) = table.into_parts();
        let is_placeable =
            |pattern: &Arc<Pattern>| !(pattern.has_rest() && parents.contains(&pattern.parent()));
        let patterns: Vec<_> = patterns.into_iter().map(Arc::new).collect();
        let (mut paths, unplaced): (Vec<_>, Vec<_>) =
            patterns.iter().cloned().partition(is_placeable);
        let shapes: HashSet<_> = paths.iter().map(|path| path.shape().to_owned()).collect();
        let with_rest = paths.iter().filter(|path| path.has_rest());
        let empty_rests: Vec<_> = with_rest
            .map(|path| Arc::new(path.with_empty_rest()))
            .filter(|path| !shapes.contains(path.shape()))
            .collect();
        paths.extend(empty_rests);
        Self {
            patterns,
            unplaced,
            paths,
        }
    }

    /// The patterns to ask for requests that axum brings to a path: not the placed ones before it, which axum would
    /// have preferred.
    fn patterns_at(&self, path: &Pattern) -> Vec<Arc<Pattern>> {
        let is_asked = |pattern: &&Arc<Pattern>| {
            let comes_before = pattern.precedence(path) == Ordering::Less;
            pattern.overlaps(path) && (!comes_before || self.is_unplaced(pattern))
        };
        self.patterns.iter().filter(is_asked).cloned().collect()
    }

    fn is_unplaced(&self, pattern: &Pattern) -> bool {
        self.unplaced
            .iter()
            .any(|other| other.shape() == pattern.shape())
    }
}
