//! Answers that are given without the body of the request.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::header::{ALLOW, EXPECT};
use http::{HeaderMap, HeaderValue, StatusCode};
use hyper::body::Body as _;
use tower::service_fn;

use super::body::discard;
use super::problem::{Fault, Problem};
use super::state::{ConnectionState, order};

/// Why a request is not routed at all.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Refusal {
    /// It asks what the server as a whole can do.
    Options,
    Problem(Problem),
}

/// Answers requests that carry a [`Refusal`]; `allow` is that of the server as a whole.
pub(crate) fn refusals(allow: HeaderValue) -> Router {
    let service = move |request: Request| {
        let allow = allow.clone();
        async move { Ok::<_, Infallible>(answer(request, allow).await) }
    };
    Router::new().fallback_service(service_fn(service))
}

async fn answer(request: Request, allow: HeaderValue) -> Response {
    let (parts, body) = request.into_parts();
    let Some(state) = parts.extensions.get::<Arc<ConnectionState>>() else {
        return Problem::Internal.response();
    };
    let response = match parts.extensions.get() {
        Some(Refusal::Options) => state.own(options(allow)),
        Some(Refusal::Problem(problem)) => state.problem(*problem),
        None => state.problem(Problem::Internal),
    };
    refuse(response, &parts.headers, body, state).await
}

/// 204 with `Allow`.
pub(crate) fn options(allow: HeaderValue) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response.headers_mut().insert(ALLOW, allow);
    response
}

/// Answers without the body: it is read away if it is small and comes at once, else the connection ends with the answer.
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

/// Answers a body that could not be read, or is not what it should be.
pub(crate) async fn reject(
    fault: Fault,
    headers: &HeaderMap,
    body: Body,
    state: &ConnectionState,
) -> Response {
    let response = state.fault(fault);
    // Behind these nobody knows where the next request begins; all others stop in a body that is framed well.
    if matches!(fault.problem, Problem::BadBody | Problem::BodyTimeout) {
        state.note(order::LAST);
        return response;
    }
    refuse(response, headers, body, state).await
}
