//! A request that axum matched to a path: find its route, read its body, hand it over, answer.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::header::{ALLOW, EXPECT};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use hyper::body::Body as _;

use super::body::{collect, discard};
use super::dispatch::{Call, Dispatch, Params};
use super::pattern::Pattern;
use super::problem::Problem;
use super::reply;
use super::settings::{RouteSpec, Settings};
use super::state::{ConnectionState, order};

/// What all paths share: the host, and the limits of each route.
pub(crate) struct Endpoint<D> {
    dispatch: Arc<D>,
    limits: Vec<RouteLimits>,
    fallback: Option<u32>,
}

#[derive(Debug, Clone, Copy)]
struct RouteLimits {
    body: usize,
    deadline: Option<Duration>,
}

impl<D> Endpoint<D> {
    pub(crate) fn new(dispatch: Arc<D>, routes: &[RouteSpec], settings: &Settings) -> Self {
        let limits = routes.iter().map(|spec| RouteLimits {
            body: spec.body_limit.unwrap_or(settings.body_limit),
            deadline: spec.deadline.unwrap_or(settings.deadline),
        });
        Self {
            dispatch,
            limits: limits.collect(),
            fallback: settings.fallback,
        }
    }
}

/// One path of axum's tree, with the patterns to ask there in their order.
pub(crate) struct Place<D> {
    pub(crate) endpoint: Arc<Endpoint<D>>,
    pub(crate) patterns: Vec<Arc<Pattern>>,
}

/// What the patterns of a place say to a request.
enum Found {
    Route(u32, Params),
    /// The path exists, for these methods.
    Allow(Vec<String>),
    Nothing,
}

impl<D> Place<D> {
    fn find(&self, method: &Method, path: &str) -> Found {
        for pattern in &self.patterns {
            if let Some(route) = pattern.methods.find(method)
                && let Some(params) = pattern.capture(path)
            {
                return Found::Route(route, params);
            }
        }
        self.find_none(path)
    }

    fn find_none(&self, path: &str) -> Found {
        let mut names = Vec::new();
        for pattern in &self.patterns {
            if pattern.capture(path).is_some() {
                pattern.methods.list(&mut names);
            }
        }
        match self.endpoint.fallback {
            _ if !names.is_empty() => Found::Allow(names),
            Some(route) => Found::Route(route, Params::default()),
            None => Found::Nothing,
        }
    }
}

/// Answers one request. Never fails: whatever goes wrong is a problem document.
pub(crate) async fn answer<D: Dispatch>(
    place: Arc<Place<D>>,
    request: Request,
) -> Result<Response, Infallible> {
    let (mut parts, mut body) = request.into_parts();
    let Some(state) = parts.extensions.remove::<Arc<ConnectionState>>() else {
        return Ok(Problem::Internal.response());
    };
    let (route, params) = match place.find(&parts.method, parts.uri.path()) {
        Found::Route(route, params) => (route, params),
        Found::Allow(names) => {
            let response = allow(&parts.method, names, &state);
            return Ok(refuse(response, &parts.headers, body, &state).await);
        }
        Found::Nothing => {
            let response = state.problem(Problem::NotFound);
            return Ok(refuse(response, &parts.headers, body, &state).await);
        }
    };
    let limits = place.endpoint.limits[route as usize];
    let bytes = match collect(&mut body, limits.body, &state).await {
        Ok(bytes) => bytes,
        Err(problem) => return Ok(reject(problem, &parts.headers, body, &state).await),
    };
    drop(body);
    let is_head = parts.method == Method::HEAD;
    let pending = place.endpoint.dispatch.dispatch(Call {
        route,
        method: parts.method,
        target: parts.uri,
        params,
        headers: parts.headers,
        body: bytes,
        peer: state.peer,
        deadline: limits.deadline,
    });
    Ok(reply::response(pending.await, is_head, &state))
}

/// 204 with the methods of the path for OPTIONS, 405 for any other.
fn allow(method: &Method, mut names: Vec<String>, state: &ConnectionState) -> Response {
    let mut response = if *method == Method::OPTIONS {
        no_content()
    } else {
        state.problem(Problem::MethodNotAllowed)
    };
    names.push(Method::OPTIONS.to_string());
    if let Ok(value) = HeaderValue::from_str(&names.join(", ")) {
        response.headers_mut().insert(ALLOW, value);
    }
    response
}

pub(crate) fn no_content() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

/// Answers a body that could not be read.
async fn reject(
    problem: Problem,
    headers: &HeaderMap,
    body: Body,
    state: &ConnectionState,
) -> Response {
    let response = state.problem(problem);
    if problem == Problem::PayloadTooLarge {
        return refuse(response, headers, body, state).await;
    }
    state.note(order::LAST);
    response
}

/// Answers without the body: it is read away if it is small, else the connection ends with the answer.
pub(crate) async fn refuse(
    response: Response,
    headers: &HeaderMap,
    mut body: Body,
    state: &ConnectionState,
) -> Response {
    if body.is_end_stream() {
        return response;
    }
    // A client that waits for "100 Continue" sends nothing, or does not wait any longer: nobody can know.
    if headers.contains_key(EXPECT) || !discard(&mut body, state).await {
        state.note(order::LAST | order::LINGER);
    }
    response
}
