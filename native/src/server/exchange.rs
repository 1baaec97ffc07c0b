//! One exchange on a connection: what hyper read goes to the router, and the answer comes back in its last form.

use std::convert::Infallible;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::response::Response;
use axum::routing::future::RouteFuture;
use http::header::{ALLOW, CONNECTION};
use http::{HeaderValue, Request};
use hyper::body::Incoming;
use tower::Service as _;

use super::counters::bump;
use super::endpoint::{no_content, refuse};
use super::problem::Problem;
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

    fn route(&self, mut request: Request<Incoming>) -> Work {
        match target::read(request.method(), request.uri()) {
            Ok(Target::Path) => {}
            Ok(Target::Rewritten(uri)) => *request.uri_mut() = uri,
            Ok(Target::Server) => {
                let mut response = no_content();
                response
                    .headers_mut()
                    .insert(ALLOW, self.routes.allow.clone());
                return self.refuse(response, request);
            }
            Err(problem) => return self.refuse(self.state.problem(problem), request),
        }
        request.extensions_mut().insert(Arc::clone(&self.state));
        Work::Routed(self.routes.router.clone().call(request))
    }

    fn refuse(&self, response: Response, request: Request<Incoming>) -> Work {
        let state = Arc::clone(&self.state);
        Work::Refused(Box::pin(async move {
            let (parts, body) = request.into_parts();
            refuse(response, &parts.headers, Body::new(body), &state).await
        }))
    }
}

impl hyper::service::Service<Request<Incoming>> for Exchange {
    type Response = Response;
    type Error = Infallible;
    type Future = Answering;

    fn call(&self, request: Request<Incoming>) -> Answering {
        self.state.enter(Phase::Handler);
        self.state.shard().requests.bump();
        Answering {
            work: self.route(request),
            state: Arc::clone(&self.state),
            is_answered: false,
        }
    }
}

/// What is done for one request.
#[expect(
    clippy::large_enum_variant,
    reason = "the large one is that of nearly every request, and a box costs an allocation"
)]
enum Work {
    Routed(RouteFuture<Infallible>),
    Refused(Pin<Box<dyn Future<Output = Response> + Send>>),
}

impl Work {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Response> {
        match self {
            Self::Routed(routed) => Pin::new(routed).poll(cx).map(|Ok(response)| response),
            Self::Refused(refused) => refused.as_mut().poll(cx),
        }
    }
}

/// The answer to one request. hyper drops it when the client goes away.
pub(crate) struct Answering {
    work: Work,
    state: Arc<ConnectionState>,
    is_answered: bool,
}

impl Future for Answering {
    type Output = Result<Response, Infallible>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        // Nothing of the work is used again after a panic.
        let polled = catch_unwind(AssertUnwindSafe(|| this.work.poll(cx)));
        let response = match polled {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(response)) => response,
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
        if state.has(order::LAST) || state.shared().is_draining() {
            response.headers_mut().insert(CONNECTION, CLOSE);
        }
        self.is_answered = true;
        state.shard().answered.bump();
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
