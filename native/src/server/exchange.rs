//! One exchange on a connection: what hyper read goes to the router, and the answer comes back in its last form.

use std::convert::Infallible;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::response::Response;
use axum::routing::future::RouteFuture;
use http::header::{CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderValue, Request, Version};
use hyper::body::Incoming;
use tower::Service as _;

use super::counters::bump;
use super::problem::Problem;
use super::refusal::Refusal;
use super::router::Routes;
use super::state::{ConnectionState, Phase, order};
use super::target::{self, Target};

const CLOSE: HeaderValue = HeaderValue::from_static("close");

/// Serves the requests of one connection, one after the other.
pub(crate) struct Exchange {
    routes: Routes,
    state: Arc<ConnectionState>,
}

impl Exchange {
    pub(crate) fn new(routes: Routes, state: Arc<ConnectionState>) -> Self {
        Self { routes, state }
    }

    /// The router for a request: that of the routes, its target brought into the one form, or that of refusals.
    fn router(&self, request: &mut Request<Incoming>) -> Router {
        request.extensions_mut().insert(Arc::clone(&self.state));
        let refusal = match target::read(request.method(), request.uri()) {
            Ok(Target::Path) => return self.routes.router.clone(),
            Ok(Target::Rewritten(uri)) => {
                *request.uri_mut() = uri;
                return self.routes.router.clone();
            }
            Ok(Target::Server) => Refusal::Options,
            Err(problem) => Refusal::Problem(problem),
        };
        request.extensions_mut().insert(refusal);
        self.routes.refusals.clone()
    }
}

impl hyper::service::Service<Request<Incoming>> for Exchange {
    type Response = Response;
    type Error = Infallible;
    type Future = Answering;

    fn call(&self, mut request: Request<Incoming>) -> Answering {
        self.state.enter(Phase::Handler);
        if request.version() == Version::HTTP_10 {
            self.state.note(order::RESET);
        }
        if is_last(request.headers()) {
            self.state.note(order::LAST);
        }
        bump(&self.state.shard().requests);
        Answering {
            routed: self.router(&mut request).call(request),
            state: Arc::clone(&self.state),
            is_answered: false,
        }
    }
}

/// Whether hyper closes behind the answer: the client has asked for it, or has framed its body in two ways.
fn is_last(headers: &HeaderMap) -> bool {
    let closes = |value: &HeaderValue| {
        let mut options = value.as_bytes().split(|byte| *byte == b',');
        options.any(|option| option.trim_ascii().eq_ignore_ascii_case(b"close"))
    };
    headers.get_all(CONNECTION).iter().any(closes)
        || headers.contains_key(TRANSFER_ENCODING) && headers.contains_key(CONTENT_LENGTH)
}

/// The answer to one request. hyper drops it when the client goes away.
pub(crate) struct Answering {
    routed: RouteFuture<Infallible>,
    state: Arc<ConnectionState>,
    is_answered: bool,
}

impl Future for Answering {
    type Output = Result<Response, Infallible>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        // Nothing of the router's future is used again after a panic.
        let polled = catch_unwind(AssertUnwindSafe(|| Pin::new(&mut this.routed).poll(cx)));
        let response = match polled {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(Ok(response))) => response,
            Err(_) => this.after_panic(),
        };
        Poll::Ready(Ok(this.finish(response)))
    }
}

impl Answering {
    fn after_panic(&self) -> Response {
        bump(&self.state.counters().panics);
        // The body may not have been read.
        self.state.note(order::LAST | order::LINGER);
        self.state.problem(Problem::Internal)
    }

    fn finish(&mut self, mut response: Response) -> Response {
        let state = &self.state;
        if state.shared().is_draining() {
            state.note(order::LAST);
        }
        if state.has(order::LAST) {
            response.headers_mut().insert(CONNECTION, CLOSE);
            if state.has(order::RESET) {
                // To an answer of HTTP/1.1 hyper would add the "keep-alive" that an old client has asked for.
                *response.version_mut() = Version::HTTP_10;
            }
        }
        self.is_answered = true;
        bump(&state.shard().answered);
        state.enter(Phase::Write);
        response
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        if !self.is_answered {
            bump(&self.state.counters().aborted);
        }
    }
}
