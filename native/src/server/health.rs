//! Whether the process is alive and ready, told without a word from the host's handlers.

use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};

use super::dispatch::Beat;
use super::problem::Problem;
use super::state::ConnectionState;

/// Longest a host may owe an answer to a wake and still be ready.
const READY_WITHIN: Duration = Duration::from_secs(1);
/// Longest a host may owe an answer to a wake and still be alive.
const LIVE_WITHIN: Duration = Duration::from_secs(60);

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// What a probe asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Probe {
    Live,
    Ready,
}

impl Probe {
    /// The answer, which no cache may keep.
    pub(crate) fn answer(self, beat: Beat, state: &ConnectionState) -> Response {
        let is_stopping = state.shared().is_stopping();
        let mut response = match self {
            Self::Live if beat.age > LIVE_WITHIN => state.problem(Problem::NotLive),
            Self::Live => state.own(ok(r#"{"status":"live"}"#)),
            Self::Ready if beat.age > READY_WITHIN || beat.is_saturated || is_stopping => {
                state.problem(Problem::NotReady)
            }
            Self::Ready => state.own(ok(r#"{"status":"ready"}"#)),
        };
        response.headers_mut().insert(CACHE_CONTROL, NO_STORE);
        response
    }
}

fn ok(text: &'static str) -> Response {
    let mut response = Response::new(Body::from(Bytes::from_static(text.as_bytes())));
    response.headers_mut().insert(CONTENT_TYPE, JSON);
    response
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;
    use crate::server::shared::tests::{register, shared};

    /// Statuses of both probes with a beat of this age.
    fn statuses(age: Duration, is_saturated: bool) -> (StatusCode, StatusCode) {
        let (_runtime, shared) = shared();
        let connection = register(&shared);
        let beat = Beat { age, is_saturated };
        let status = |probe: Probe| probe.answer(beat, &connection.state).status();
        (status(Probe::Live), status(Probe::Ready))
    }

    #[test]
    fn a_probe_bears_a_beat_that_is_late_for_as_long_as_it_may() {
        let (ok, unavailable) = (StatusCode::OK, StatusCode::SERVICE_UNAVAILABLE);
        let late = Duration::from_millis(1);
        assert_eq!(statuses(READY_WITHIN, false), (ok, ok));
        assert_eq!(statuses(READY_WITHIN + late, false), (ok, unavailable));
        assert_eq!(statuses(LIVE_WITHIN, false), (ok, unavailable));
        assert_eq!(
            statuses(LIVE_WITHIN + late, false),
            (unavailable, unavailable)
        );
    }

    #[test]
    fn a_host_that_turns_requests_away_is_alive_and_not_ready() {
        assert_eq!(
            statuses(Duration::ZERO, true),
            (StatusCode::OK, StatusCode::SERVICE_UNAVAILABLE)
        );
    }
}
