//! One path of axum's tree: which of our routes takes a request there, and what it is told when none does.

use std::sync::Arc;

use axum::response::Response;
use http::header::ALLOW;
use http::{HeaderValue, Method};

use super::dispatch::Params;
use super::endpoint::Endpoint;
use super::method_table::push_once;
use super::pattern::Pattern;
use super::problem::Problem;
use super::refusal::options;
use super::state::ConnectionState;

/// One path of axum's tree, with the patterns to ask there in their order.
pub(crate) struct Place<D> {
    pub(crate) endpoint: Arc<Endpoint<D>>,
    pub(crate) patterns: Vec<Arc<Pattern>>,
}

/// What the patterns of a place say to a request.
pub(crate) enum Found {
    Route(u32, Params),
    /// The path exists, for these methods.
    Allow(Vec<String>),
    Nothing,
}

impl<D> Place<D> {
    /// The first pattern that has the method and matches the path.
    pub(crate) fn find(&self, method: &Method, path: &str) -> Found {
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

/// 204 with the methods of the path for OPTIONS, 405 for any other.
pub(crate) fn allow(method: &Method, mut names: Vec<String>, state: &ConnectionState) -> Response {
    push_once(&mut names, Method::OPTIONS.as_str());
    let names = HeaderValue::try_from(names.join(", ")).unwrap_or(HeaderValue::from_static(""));
    if *method == Method::OPTIONS {
        return state.own(options(names));
    }
    let mut response = state.problem(Problem::MethodNotAllowed);
    response.headers_mut().insert(ALLOW, names);
    response
}
