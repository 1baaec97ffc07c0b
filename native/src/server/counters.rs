//! What the server counts.

use std::sync::atomic::{AtomicU64, Ordering};

use http::StatusCode;

/// A snapshot of what a server has counted since it started.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counters {
    /// Connections open now.
    pub open: u64,
    /// Connections accepted.
    pub accepted: u64,
    /// Idle connections closed to make room for new ones.
    pub evicted: u64,
    /// Connections closed because a head, a body, an answer or the next request did not come in time.
    pub expired: u64,
    /// Failed attempts to accept a connection.
    pub accept_errors: u64,
    /// Requests whose head was read.
    pub requests: u64,
    /// Answers given, by a handler or by the server.
    pub answered: u64,
    /// Requests whose client went away before the answer.
    pub aborted: u64,
    /// Streamed answers that have not ended.
    pub streams: u64,
    /// Streamed answers that ended before they were whole: the client left, or the host cut them.
    pub streams_cut: u64,
    /// Requests that panicked in Rust.
    pub panics: u64,
    /// Answers the server gave itself, by status.
    pub problems: Problems,
}

/// How often the server answered by itself with a status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Problems {
    /// 400: target, path or body.
    pub bad_request: u64,
    /// 404: no route for the path.
    pub not_found: u64,
    /// 405: no route for the method.
    pub method_not_allowed: u64,
    /// 408: head or body did not come in time.
    pub request_timeout: u64,
    /// 413: body over the limit.
    pub payload_too_large: u64,
    /// 414: target over 8 KiB.
    pub uri_too_long: u64,
    /// 415: body of a type that its route does not take.
    pub unsupported_media_type: u64,
    /// 500: a panic, or an answer that is none.
    pub internal_server_error: u64,
    /// 503: the host is busy or gone.
    pub service_unavailable: u64,
    /// 504: the handler took too long.
    pub gateway_timeout: u64,
}

/// The rare counts of a server; those of every request are kept per shard.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) accepted: AtomicU64,
    pub(crate) evicted: AtomicU64,
    pub(crate) expired: AtomicU64,
    pub(crate) accept_errors: AtomicU64,
    pub(crate) aborted: AtomicU64,
    pub(crate) streams: AtomicU64,
    pub(crate) streams_cut: AtomicU64,
    pub(crate) panics: AtomicU64,
    problems: [AtomicU64; STATUSES.len()],
}

const STATUSES: [StatusCode; 10] = [
    StatusCode::BAD_REQUEST,
    StatusCode::NOT_FOUND,
    StatusCode::METHOD_NOT_ALLOWED,
    StatusCode::REQUEST_TIMEOUT,
    StatusCode::PAYLOAD_TOO_LARGE,
    StatusCode::URI_TOO_LONG,
    StatusCode::UNSUPPORTED_MEDIA_TYPE,
    StatusCode::INTERNAL_SERVER_ERROR,
    StatusCode::SERVICE_UNAVAILABLE,
    StatusCode::GATEWAY_TIMEOUT,
];

impl Counts {
    pub(crate) fn problem(&self, status: StatusCode) {
        let index = STATUSES.iter().position(|own| *own == status);
        if let Some(count) = index.and_then(|index| self.problems.get(index)) {
            bump(count);
        }
    }

    pub(crate) fn problems(&self) -> Problems {
        let counts = self
            .problems
            .each_ref()
            .map(|count| count.load(Ordering::Relaxed));
        let [
            bad_request,
            not_found,
            method_not_allowed,
            request_timeout,
            payload_too_large,
            uri_too_long,
            unsupported_media_type,
            internal_server_error,
            service_unavailable,
            gateway_timeout,
        ] = counts;
        Problems {
            bad_request,
            not_found,
            method_not_allowed,
            request_timeout,
            payload_too_large,
            uri_too_long,
            unsupported_media_type,
            internal_server_error,
            service_unavailable,
            gateway_timeout,
        }
    }
}

/// Adds one to a count that several threads share.
pub(crate) fn bump(count: &AtomicU64) {
    count.fetch_add(1, Ordering::Relaxed);
}

/// Takes one from a count of what is there now.
pub(crate) fn drop_one(count: &AtomicU64) {
    count.fetch_sub(1, Ordering::Relaxed);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_counted_under_their_status() {
        let counters = Counts::default();
        counters.problem(StatusCode::NOT_FOUND);
        counters.problem(StatusCode::NOT_FOUND);
        counters.problem(StatusCode::GATEWAY_TIMEOUT);
        let expected = Problems {
            not_found: 2,
            gateway_timeout: 1,
            ..Problems::default()
        };
        assert_eq!(counters.problems(), expected);
    }

    #[test]
    fn statuses_nobody_counts_are_ignored() {
        let counters = Counts::default();
        counters.problem(StatusCode::OK);
        assert_eq!(counters.problems(), Problems::default());
    }
}
