//! The ways of a request's body to its handler, other than as a whole.

use std::sync::Arc;

use axum::body::Body;
use axum::response::Response;
use http::Method;
use http::header::EXPECT;
use hyper::body::Body as _;

use super::body_reader::BodyLink;
use super::dispatch::{Call, Dispatch, Input};
use super::form;
use super::problem::Problem;
use super::refusal::reject;
use super::reply::{self, Asked};
use super::state::ConnectionState;

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
    pub(crate) async fn form(mut self, boundary: Result<String, Problem>) -> Response {
        match self.read_form(boundary).await {
            Ok(parts) => self.call.body = parts,
            Err(problem) => return self.rejected(problem).await,
        }
        let asked = Asked {
            is_head: self.call.method == Method::HEAD,
            input: None,
        };
        let answer = self.dispatch.dispatch(self.call).await;
        reply::response(answer, asked, &self.state)
    }

    async fn read_form(&mut self, boundary: Result<String, Problem>) -> Result<Input, Problem> {
        let parts = form::read(&mut self.body, boundary?, self.limits, &self.state).await?;
        Ok(Input::Form(parts))
    }

    async fn rejected(self, problem: Problem) -> Response {
        reject(problem, &self.call.headers, self.body, &self.state).await
    }
}
