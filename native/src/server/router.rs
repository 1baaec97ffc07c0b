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
use super::endpoint::{Endpoint, Handling};
use super::method_table::push_once;
use super::pattern::Pattern;
use super::place::Place;
use super::refusal::refusals;
use super::table::Table;

/// What a connection needs to route a request.
#[derive(Clone)]
pub(crate) struct Routes {
    pub(crate) router: Router,
    /// Answers what is not to be routed.
    pub(crate) refusals: Router,
}

/// Builds the router of a checked table.
pub(crate) fn build<D: Dispatch>(table: Table, endpoint: Endpoint<D>) -> Routes {
    let refusals = refusals(allow_of_server(&table));
    let endpoint = Arc::new(endpoint);
    let plan = Plan::new(table);
    let mut router = Router::new();
    for path in &plan.paths {
        let service = place(&endpoint, plan.patterns_at(path));
        router = router.route_service(path.shape(), service);
    }
    let router = router.fallback_service(place(&endpoint, plan.unplaced));
    Routes { router, refusals }
}

fn allow_of_server(table: &Table) -> HeaderValue {
    let mut names = table.methods();
    push_once(&mut names, Method::OPTIONS.as_str());
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
    service_fn(move |request| Handling::new(&place, request))
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

#[cfg(test)]
mod tests {
    use std::future::{Ready, ready};

    use axum::body::Body;
    use http::StatusCode;
    use proptest::prelude::*;
    use tokio::runtime::Runtime;

    use super::*;
    use crate::server::dispatch::{Answer, Beat, Call, Reply};
    use crate::server::settings::{RouteSpec, Settings};
    use crate::server::shared::Registration;
    use crate::server::shared::tests::{register, shared};
    use crate::server::table::tests::specs;

    /// Answers with the number of the route as a status above 200.
    struct Numbers;

    impl Dispatch for Numbers {
        type Pending = Ready<Answer>;

        fn dispatch(&self, call: Call) -> Self::Pending {
            let status = StatusCode::from_u16(200 + call.route as u16).unwrap();
            ready(Answer::Reply(Reply {
                status,
                headers: http::HeaderMap::new(),
                body: bytes::Bytes::new().into(),
            }))
        }

        fn beat(&self) -> Beat {
            Beat::default()
        }
    }

    /// The router of a table without a socket.
    struct Bench {
        runtime: Runtime,
        router: Router,
        registration: Registration,
    }

    impl Bench {
        fn new(specs: &[RouteSpec]) -> Self {
            let (runtime, shared) = shared();
            let endpoint = Endpoint::new(Arc::new(Numbers), specs, &Settings::default());
            Self {
                runtime,
                router: build(Table::new(specs, None).unwrap(), endpoint).router,
                registration: register(&shared),
            }
        }

        /// The route that answers, or the status where none does.
        fn ask(&self, method: &str, path: &str) -> Result<u32, StatusCode> {
            let request = Request::builder()
                .method(method)
                .uri(path)
                .extension(Arc::clone(&self.registration.state))
                .body(Body::empty())
                .unwrap();
            let call = self.router.clone().call(request);
            let status = self.runtime.block_on(call).unwrap().status();
            match status.as_u16().checked_sub(200) {
                Some(route) if route < 100 => Ok(u32::from(route)),
                _ => Err(status),
            }
        }
    }

    #[test]
    fn what_axum_boxes_for_every_request_is_small() {
        let least = size_of::<Ready<Answer>>();
        assert!(size_of::<Handling<Numbers>>() <= least + 32);
    }

    fn bench(routes: &[&str]) -> Bench {
        Bench::new(&specs(routes))
    }

    #[test]
    fn a_rest_may_stand_beside_a_parameter() {
        let bench = bench(&["GET /a/:x", "GET /a/*rest", "GET /*all"]);
        assert_eq!(bench.ask("GET", "/a/b"), Ok(0));
        assert_eq!(bench.ask("GET", "/a/b/c"), Ok(1));
        assert_eq!(bench.ask("GET", "/a/"), Ok(1));
        assert_eq!(bench.ask("GET", "/b/c"), Ok(2));
        assert_eq!(bench.ask("GET", "/a"), Ok(2));
    }

    #[test]
    fn another_method_falls_through_to_a_less_specific_path() {
        let bench = bench(&["POST /users/search", "GET /users/:id", "* /*all"]);
        assert_eq!(bench.ask("POST", "/users/search"), Ok(0));
        assert_eq!(bench.ask("GET", "/users/search"), Ok(1));
        assert_eq!(bench.ask("DELETE", "/users/search"), Ok(2));
    }

    #[test]
    fn a_parameter_that_axum_lets_be_empty_hides_no_literal() {
        let bench = bench(&["GET //*rest", "GET //:x", "GET /:y/*rest"]);
        assert_eq!(bench.ask("GET", "//"), Ok(0));
    }

    #[test]
    fn axum_takes_as_many_parameters_as_a_path_may_have() {
        let path = (0..24)
            .map(|index| format!("/:p{index}"))
            .collect::<String>();
        let bench = bench(&[&format!("GET {path}")]);
        assert_eq!(bench.ask("GET", &"/x".repeat(24)), Ok(0));
    }

    /// What the table says without axum: the first pattern in order that has the method and matches.
    fn model(specs: &[RouteSpec], method: &Method, path: &str) -> Result<u32, StatusCode> {
        let (patterns, _) = Table::new(specs, None).unwrap().into_parts();
        let matching: Vec<_> = patterns
            .iter()
            .filter(|pattern| pattern.capture(path).is_some())
            .collect();
        match matching
            .iter()
            .find_map(|pattern| pattern.methods.find(method))
        {
            Some(route) => Ok(route),
            None if matching.is_empty() => Err(StatusCode::NOT_FOUND),
            None => Err(StatusCode::METHOD_NOT_ALLOWED),
        }
    }

    fn table() -> impl Strategy<Value = Vec<RouteSpec>> {
        let path = "(/(a|b|ab|a%2[aA]||:x)){1,4}|(/(a|ab||:y)){0,2}/\\*rest";
        let route = ("(GET|POST|\\*)", path);
        prop::collection::vec(route, 1..12).prop_map(|routes| {
            let mut taken = Vec::new();
            for (method, path) in routes {
                let numbered = number_names(&path);
                let mut with_it = taken.clone();
                with_it.extend(specs(&[&format!("{method} {numbered}")]));
                if Table::new(&with_it, None).is_ok() {
                    taken = with_it;
                }
            }
            taken
        })
    }

    /// Gives every parameter a name of its own.
    fn number_names(path: &str) -> String {
        let named = path
            .split('/')
            .enumerate()
            .map(|(index, segment)| match segment {
                ":x" | ":y" => format!(":p{index}"),
                other => other.to_owned(),
            });
        named.collect::<Vec<_>>().join("/")
    }

    proptest! {
        #[test]
        fn axum_finds_what_the_table_says(
            specs in table(),
            paths in prop::collection::vec("(/(a|b|ab|c|a%2A|)){1,5}", 1..12),
        ) {
            let bench = Bench::new(&specs);
            for path in &paths {
                for method in ["GET", "POST", "PUT"] {
                    let expected = model(&specs, &method.parse().unwrap(), path);
                    prop_assert_eq!(bench.ask(method, path), expected, "{} {}", method, path);
                }
            }
        }
    }
}
