//! The way of one matched request: read its body, hand it to the host, answer.

use std::convert::Infallible;
use std::future::{Future, ready};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use bytes::Bytes;
use http::request::Parts;
use http::{Method, Uri};
use hyper::body::Body as _;
use pin_project_lite::pin_project;

use super::body::Collect;
use super::dispatch::{Call, Dispatch, Input, Params};
use super::gate::{Content, Gate};
use super::input::{BodyLimits, Incoming};
use super::judge::Judge;
use super::own_routes::OwnRoutes;
use super::pairs;
use super::place::{Found, Place, allow};
use super::problem::{Fault, Problem};
use super::refusal::{refuse, reject};
use super::reply::{self, Asked};
use super::settings::{RouteSpec, Settings};
use super::state::ConnectionState;

/// What all paths share: the host, and what each route takes.
pub(crate) struct Endpoint<D> {
    dispatch: Arc<D>,
    routes: Vec<Intake>,
    pub(crate) fallback: Option<u32>,
    own: OwnRoutes,
}

/// What a route takes.
#[derive(Debug)]
struct Intake {
    limits: BodyLimits,
    gate: Gate,
    streams_body: bool,
    deadline: Option<Duration>,
}

impl<D> Endpoint<D> {
    pub(crate) fn new(dispatch: Arc<D>, routes: &[RouteSpec], settings: &Settings) -> Self {
        let is_fallback = |index| settings.fallback.is_some_and(|own| own as usize == index);
        let routes_of_host = routes.iter().enumerate().map(|(index, spec)| Intake {
            limits: BodyLimits {
                whole: spec.body_limit.unwrap_or(settings.body_limit),
                file: spec.form_file_limit.unwrap_or(settings.form_file_limit),
            },
            gate: Gate::new(spec).lenient(is_fallback(index)),
            streams_body: spec.streams_body,
            deadline: spec.deadline.unwrap_or(settings.deadline),
        });
        Self {
            dispatch,
            routes: routes_of_host.collect(),
            fallback: settings.fallback,
            own: OwnRoutes::new(routes.len(), settings),
        }
    }

    /// What the host is told of a request to a route, but for parameters, query and body.
    fn call(&self, route: u32, parts: Parts, peer: SocketAddr) -> Call {
        Call {
            route,
            method: parts.method,
            target: parts.uri,
            query: String::new(),
            params: Params::default(),
            headers: parts.headers,
            body: Input::Whole(Bytes::new()),
            peer,
            deadline: self.routes[route as usize].deadline,
        }
    }
}

fn query_of(target: &Uri) -> Result<String, Problem> {
    let query = target.query().unwrap_or_default();
    if query.is_empty() {
        return Ok(String::new());
    }
    pairs::decode(query.as_bytes())
}

pin_project! {
    /// The answer to one request. Never fails: whatever goes wrong is a problem document.
    ///
    /// axum boxes it for every request, so what only some requests need has a box of its own.
    #[project = HandlingProjection]
    pub(crate) enum Handling<D: Dispatch> {
        /// The body is being read.
        Reading { reading: Option<Box<Reading<D>>> },
        /// The host has the request.
        Dispatched { #[pin] pending: D::Pending, is_head: bool, state: Arc<ConnectionState> },
        /// There is nothing to hand over, or the handler reads the body itself.
        Boxed { boxed: Pin<Box<dyn Future<Output = Response> + Send>> },
    }
}

impl<D: Dispatch> Handling<D> {
    /// Begins to answer a request at its place.
    pub(crate) fn new(place: &Place<D>, request: Request) -> Self {
        let (mut parts, body) = request.into_parts();
        let Some(state) = parts.extensions.remove::<Arc<ConnectionState>>() else {
            return Self::boxed(ready(Problem::Internal.response()));
        };
        let endpoint = &place.endpoint;
        let response = match place.find(&parts.method, parts.uri.path()) {
            Found::Route(route, params) => match endpoint.own.get(route) {
                Some(own) => own.answer(&parts.headers, || endpoint.dispatch.beat(), &state),
                None => match query_of(&parts.uri) {
                    Ok(query) => {
                        let call = endpoint.call(route, parts, state.peer);
                        let call = Call {
                            params,
                            query,
                            ..call
                        };
                        return Self::called(endpoint, call, body, state);
                    }
                    Err(problem) => state.problem(problem),
                },
            },
            Found::Allow(names) => allow(&parts.method, names, &state),
            Found::Nothing => state.problem(Problem::NotFound),
        };
        Self::boxed(async move { refuse(response, &parts.headers, body, &state).await })
    }

    fn called(
        endpoint: &Arc<Endpoint<D>>,
        call: Call,
        body: Body,
        state: Arc<ConnectionState>,
    ) -> Self {
        if body.is_end_stream() {
            return Self::dispatched(endpoint, call, state);
        }
        let Intake {
            limits,
            gate,
            streams_body,
            ..
        } = &endpoint.routes[call.route as usize];
        let incoming = |call, body, state| Incoming {
            dispatch: Arc::clone(&endpoint.dispatch),
            call,
            body,
            limits: *limits,
            state,
        };
        let content = match gate.content(&call.headers) {
            Ok(content) => content,
            Err(taken) => return Self::boxed(incoming(call, body, state).unsupported(taken)),
        };
        if *streams_body {
            return Self::boxed(incoming(call, body, state).streamed());
        }
        if content == Content::Form {
            return Self::boxed(incoming(call, body, state).form());
        }
        let reading = Reading {
            collect: Collect::new(body, limits.whole, &state),
            judge: gate.judge(content),
            call,
            state,
            endpoint: Arc::clone(endpoint),
        };
        Self::Reading {
            reading: Some(Box::new(reading)),
        }
    }

    fn dispatched(endpoint: &Endpoint<D>, call: Call, state: Arc<ConnectionState>) -> Self {
        let is_head = call.method == Method::HEAD;
        Self::Dispatched {
            pending: endpoint.dispatch.dispatch(call),
            is_head,
            state,
        }
    }

    fn boxed(boxed: impl Future<Output = Response> + Send + 'static) -> Self {
        Self::Boxed {
            boxed: Box::pin(boxed),
        }
    }
}

impl<D: Dispatch> Future for Handling<D> {
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            let next = match self.as_mut().project() {
                HandlingProjection::Dispatched {
                    pending,
                    is_head,
                    state,
                } => {
                    let answer = ready!(pending.poll(cx));
                    let asked = Asked {
                        is_head: *is_head,
                        input: None,
                    };
                    return Poll::Ready(Ok(reply::response(answer, asked, state)));
                }
                HandlingProjection::Reading { reading } => ready!(Reading::poll(reading, cx)),
                HandlingProjection::Boxed { boxed } => {
                    return boxed.as_mut().poll(cx).map(Ok);
                }
            };
            self.set(next);
        }
    }
}

/// A matched request whose body is being read.
pub(crate) struct Reading<D> {
    collect: Collect,
    judge: Judge,
    call: Call,
    state: Arc<ConnectionState>,
    endpoint: Arc<Endpoint<D>>,
}

impl<D: Dispatch> Reading<D> {
    /// What to do once the body has been read, or cannot be.
    fn poll(this: &mut Option<Box<Self>>, cx: &mut Context<'_>) -> Poll<Handling<D>> {
        let Some(mut reading) = this.take() else {
            return Poll::Pending;
        };
        let Reading {
            collect,
            judge,
            state,
            ..
        } = &mut *reading;
        match collect.poll(state, cx, |body| judge.read(body)) {
            Poll::Pending => {
                *this = Some(reading);
                Poll::Pending
            }
            Poll::Ready(Ok(body)) => Poll::Ready(reading.dispatch(body)),
            Poll::Ready(Err(fault)) => Poll::Ready(reading.reject(fault)),
        }
    }

    fn dispatch(mut self, body: Bytes) -> Handling<D> {
        match self.judge.admit(body) {
            Ok(input) => self.call.body = input,
            // It has been read to its end, so the connection can stay open.
            Err(fault) => return Handling::boxed(ready(self.state.fault(fault))),
        }
        Handling::dispatched(&self.endpoint, self.call, self.state)
    }

    fn reject(self, fault: Fault) -> Handling<D> {
        let (headers, body, state) = (self.call.headers, self.collect.into_body(), self.state);
        Handling::boxed(async move { reject(fault, &headers, body, &state).await })
    }
}
