//! The ways of a request's body to its handler, other than as a whole.

use std::future::poll_fn;
use std::sync::Arc;

use axum::body::Body;
use axum::response::Response;
use http::header::{EXPECT, HeaderName};
use http::{HeaderValue, Method};
use hyper::body::Body as _;

use super::body::{poll_data, problem};
use super::body_reader::BodyLink;
use super::dispatch::{Call, Dispatch, Input};
use super::form;
use super::problem::Problem;
use super::refusal::{refuse, reject};
use super::reply::{self, Asked};
use super::state::{ConnectionState, Phase};

/// How large the body of a request may be, in bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BodyLimits {
    /// All of it.
    pub(crate) whole: usize,
    /// A file in it, where it is a form.
    pub(crate) file: usize,
}

/// A request with a body.
pub(crate) struct Incoming<D> {
    pub(crate) dispatch: Arc<D>,
    pub(crate) call: Call,
    pub(crate) body: Body,
    pub(crate) limits: BodyLimits,
    pub(crate) state: Arc<ConnectionState>,
}

impl<D: Dispatch> Incoming<D> {
    /// Hands the call over at once; the handler reads the body.
    pub(crate) async fn streamed(mut self) -> Response {
        if self.body.size_hint().lower() > self.limits.whole as u64 {
            return self.rejected(Problem::PayloadTooLarge).await;
        }
        let is_head = self.call.method == Method::HEAD;
        let is_expecting = self.call.headers.contains_key(EXPECT);
        let state = Arc::clone(&self.state);
        let (link, reader) = BodyLink::new(self.body, self.limits.whole, is_expecting, state);
        self.call.body = Input::Stream(reader);
        let answer = self.dispatch.dispatch(self.call).await;
        let goes_on = reply::goes_on(&answer, is_head);
        link.settle(goes_on).await;
        let input = goes_on.then_some(link);
        reply::response(answer, Asked { is_head, input }, &self.state)
    }

    /// Hands the call over once the parts of its form have come.
    pub(crate) async fn form(mut self) -> Response {
        match self.read_form().await {
            Ok(parts) => self.call.body = parts,
            Err(problem) => return self.rejected(problem).await,
        }
        self.dispatched().await
    }

    /// Answers 415 with `Accept-Post`, unless the body turns out to be empty, and so to be none.
    pub(crate) async fn unsupported(mut self, taken: (HeaderName, HeaderValue)) -> Response {
        match self.is_empty().await {
            Ok(true) => return self.dispatched().await,
            Ok(false) => {}
            Err(problem) => return self.rejected(problem).await,
        }
        let mut response = self.state.problem(Problem::UnsupportedMediaType);
        response.headers_mut().insert(taken.0, taken.1);
        refuse(response, &self.call.headers, self.body, &self.state).await
    }

    /// Whether a body of unknown length ends before it has begun.
    async fn is_empty(&mut self) -> Result<bool, Problem> {
        if self.body.size_hint().lower() > 0 || self.call.headers.contains_key(EXPECT) {
            return Ok(false);
        }
        self.state.enter(Phase::Body);
        let first = poll_fn(|cx| poll_data(&mut self.body, &self.state, cx)).await;
        self.state.enter(Phase::Handler);
        first.map(|piece| piece.is_none()).map_err(problem)
    }

    async fn dispatched(self) -> Response {
        let asked = Asked {
            is_head: self.call.method == Method::HEAD,
            input: None,
        };
        let answer = self.dispatch.dispatch(self.call).await;
        reply::response(answer, asked, &self.state)
    }

    async fn read_form(&mut self) -> Result<Input, Problem> {
        let boundary = form::boundary(&self.call.headers)?;
        let parts = form::read(&mut self.body, boundary, self.limits, &self.state).await?;
        Ok(Input::Form(parts))
    }

    async fn rejected(self, problem: Problem) -> Response {
        reject(problem.into(), &self.call.headers, self.body, &self.state).await
    }
}
