//! Answers the server makes itself, as `application/problem+json` (RFC 9457).

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};

/// Media type of every problem.
pub(crate) const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

/// Seconds after which a client that was turned away may try again.
const RETRY_SECONDS: HeaderValue = HeaderValue::from_static("1");

/// What went wrong, without a word of what the client sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Problem {
    BadTarget,
    BadPath,
    BadBody,
    NotFound,
    MethodNotAllowed,
    HeadTimeout,
    BodyTimeout,
    PayloadTooLarge,
    UriTooLong,
    Internal,
    Busy,
    Gone,
    TimedOut,
}

/// A problem document: type suffix, title, status, detail.
macro_rules! document {
    ($suffix:literal, $title:literal, $status:literal, $detail:literal) => {
        concat!(
            r#"{"type":"https://spikard.dev/errors/"#,
            $suffix,
            r#"","title":""#,
            $title,
            r#"","status":"#,
            $status,
            r#","detail":""#,
            $detail,
            r#""}"#
        )
    };
}

impl Problem {
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::BadTarget | Self::BadPath | Self::BadBody => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::HeadTimeout | Self::BodyTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UriTooLong => StatusCode::URI_TOO_LONG,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Busy | Self::Gone => StatusCode::SERVICE_UNAVAILABLE,
            Self::TimedOut => StatusCode::GATEWAY_TIMEOUT,
        }
    }

    /// The JSON text of the document.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::BadTarget => document!(
                "bad-request",
                "Bad Request",
                400,
                "The request target is not valid."
            ),
            Self::BadPath => document!(
                "bad-request",
                "Bad Request",
                400,
                "The path is not valid or not safe."
            ),
            Self::BadBody => document!(
                "bad-request",
                "Bad Request",
                400,
                "The body is malformed or ended early."
            ),
            Self::NotFound => {
                document!("not-found", "Not Found", 404, "No route matches the path.")
            }
            Self::MethodNotAllowed => document!(
                "method-not-allowed",
                "Method Not Allowed",
                405,
                "No route of this path takes the method."
            ),
            Self::HeadTimeout => document!(
                "request-timeout",
                "Request Timeout",
                408,
                "The request head took too long."
            ),
            Self::BodyTimeout => document!(
                "request-timeout",
                "Request Timeout",
                408,
                "The request body took too long."
            ),
            Self::PayloadTooLarge => document!(
                "payload-too-large",
                "Payload Too Large",
                413,
                "The body is larger than the route takes."
            ),
            Self::UriTooLong => document!(
                "uri-too-long",
                "URI Too Long",
                414,
                "The request target is too long."
            ),
            Self::Internal => document!(
                "internal-server-error",
                "Internal Server Error",
                500,
                "The server failed to answer."
            ),
            Self::Busy => document!(
                "service-unavailable",
                "Service Unavailable",
                503,
                "The server is busy."
            ),
            Self::Gone => document!(
                "service-unavailable",
                "Service Unavailable",
                503,
                "The server is stopping."
            ),
            Self::TimedOut => document!(
                "gateway-timeout",
                "Gateway Timeout",
                504,
                "The handler took too long."
            ),
        }
    }

    /// The whole answer, with `Retry-After` where trying again makes sense.
    pub(crate) fn response(self) -> Response {
        let mut response = Response::new(Body::from(Bytes::from_static(self.text().as_bytes())));
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, PROBLEM_JSON);
        if self.status() == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(RETRY_AFTER, RETRY_SECONDS);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Problem; 13] = [
        Problem::BadTarget,
        Problem::BadPath,
        Problem::BadBody,
        Problem::NotFound,
        Problem::MethodNotAllowed,
        Problem::HeadTimeout,
        Problem::BodyTimeout,
        Problem::PayloadTooLarge,
        Problem::UriTooLong,
        Problem::Internal,
        Problem::Busy,
        Problem::Gone,
        Problem::TimedOut,
    ];

    #[test]
    fn documents_say_the_status_of_their_answer() {
        for problem in ALL {
            let (status, text) = (problem.status(), problem.text());
            let title = status.canonical_reason().unwrap();
            assert!(text.contains(&format!(
                "\"title\":\"{title}\",\"status\":{},",
                status.as_u16()
            )));
            let suffix = title.to_lowercase().replace(' ', "-");
            let begins = text.starts_with(&format!(
                "{{\"type\":\"https://spikard.dev/errors/{suffix}\","
            ));
            assert!(begins, "{text}");
        }
    }

    #[test]
    fn only_unavailable_asks_to_try_again() {
        for problem in ALL {
            let retries = problem.response().headers().contains_key(RETRY_AFTER);
            assert_eq!(retries, matches!(problem, Problem::Busy | Problem::Gone));
        }
    }
}
