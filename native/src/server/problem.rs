//! Answers the server makes itself, as `application/problem+json` (RFC 9457).

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};

/// Media type of every problem.
const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

/// Seconds after which a client that was turned away may try again.
const RETRY_SECONDS: HeaderValue = HeaderValue::from_static("1");

/// Makes the enum and its documents of one table: name, status, type suffix, title, detail.
macro_rules! problems {
    ($($name:ident $constant:ident $status:literal $suffix:literal $title:literal $detail:literal)*) => {
        /// What went wrong, without a word of what the client sent.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Problem {
            $($name),*
        }

        #[cfg(test)]
        const ALL: &[Problem] = &[$(Problem::$name),*];

        impl Problem {
            pub(crate) fn status(self) -> StatusCode {
                match self {
                    $(Self::$name => StatusCode::$constant),*
                }
            }

            /// The JSON text of the document.
            pub(crate) fn text(self) -> &'static str {
                match self {
                    $(Self::$name => concat!(
                        r#"{"type":"https://spikard.dev/errors/"#, $suffix,
                        r#"","title":""#, $title,
                        r#"","status":"#, $status,
                        r#","detail":""#, $detail, r#""}"#,
                    )),*
                }
            }
        }
    };
}

problems! {
    BadTarget BAD_REQUEST 400 "bad-request" "Bad Request" "The request target is not valid."
    BadPath BAD_REQUEST 400 "bad-request" "Bad Request" "The path is not valid or not safe."
    BadBody BAD_REQUEST 400 "bad-request" "Bad Request" "The body is malformed or ended early."
    MalformedJson BAD_REQUEST 400 "bad-request" "Bad Request" "The body is not valid JSON."
    NotUtf8 BAD_REQUEST 400 "bad-request" "Bad Request" "The body is not valid UTF-8."
    ByteOrderMark BAD_REQUEST 400 "bad-request" "Bad Request" "The body begins with a byte order mark."
    TooDeep BAD_REQUEST 400 "bad-request" "Bad Request" "The body nests more than 64 arrays and objects."
    ProtoKey BAD_REQUEST 400 "bad-request" "Bad Request" "The body has a key that could change a prototype."
    BadPercentEncoding BAD_REQUEST 400 "bad-request" "Bad Request" "The query or form has an invalid percent-encoding, or is not UTF-8."
    TooManyPairs BAD_REQUEST 400 "bad-request" "Bad Request" "The query or form has more than 1,000 pairs."
    TooManyValues BAD_REQUEST 400 "bad-request" "Bad Request" "The query or form has more than 100 values of one name."
    PairTooLong BAD_REQUEST 400 "bad-request" "Bad Request" "The query or form has a name or value over 8,192 bytes."
    BadForm BAD_REQUEST 400 "bad-request" "Bad Request" "The multipart form is malformed."
    NotFound NOT_FOUND 404 "not-found" "Not Found" "No route matches the path."
    MethodNotAllowed METHOD_NOT_ALLOWED 405 "method-not-allowed" "Method Not Allowed" "No route of this path takes the method."
    HeadTimeout REQUEST_TIMEOUT 408 "request-timeout" "Request Timeout" "The request head took too long."
    BodyTimeout REQUEST_TIMEOUT 408 "request-timeout" "Request Timeout" "The request body took too long."
    PayloadTooLarge PAYLOAD_TOO_LARGE 413 "payload-too-large" "Content Too Large" "The body is larger than the route takes."
    FormTooLarge PAYLOAD_TOO_LARGE 413 "payload-too-large" "Content Too Large" "The multipart form has too many parts, or one that is too large."
    UnsupportedMediaType UNSUPPORTED_MEDIA_TYPE 415 "unsupported-media-type" "Unsupported Media Type" "The route takes no body of this content type."
    UriTooLong URI_TOO_LONG 414 "uri-too-long" "URI Too Long" "The request target is too long."
    Internal INTERNAL_SERVER_ERROR 500 "internal-server-error" "Internal Server Error" "The server failed to answer."
    Busy SERVICE_UNAVAILABLE 503 "service-unavailable" "Service Unavailable" "The server is busy."
    Gone SERVICE_UNAVAILABLE 503 "service-unavailable" "Service Unavailable" "The server is stopping."
    NotLive SERVICE_UNAVAILABLE 503 "service-unavailable" "Service Unavailable" "The event loop does not answer."
    NotReady SERVICE_UNAVAILABLE 503 "service-unavailable" "Service Unavailable" "The server is busy, blocked or stopping."
    TimedOut GATEWAY_TIMEOUT 504 "gateway-timeout" "Gateway Timeout" "The handler took too long."
}

impl Problem {
    /// The whole answer, with `Retry-After` where trying again makes sense.
    pub(crate) fn response(self) -> Response {
        self.response_of(Bytes::from_static(self.text().as_bytes()))
    }

    fn response_of(self, document: Bytes) -> Response {
        let mut response = Response::new(Body::from(document));
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, PROBLEM_JSON);
        if self.status() == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(RETRY_AFTER, RETRY_SECONDS);
        }
        response
    }
}

/// A problem with a body, and where it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) problem: Problem,
    /// Bytes of the body before it; `None` where no place can be told.
    byte: Option<usize>,
}

impl Fault {
    pub(crate) fn at(problem: Problem, byte: usize) -> Self {
        let byte = Some(byte);
        Self { problem, byte }
    }

    /// The whole answer; its detail names the byte.
    pub(crate) fn response(self) -> Response {
        let text = self.problem.text();
        let (Some(byte), Some(start)) = (self.byte, text.strip_suffix(END)) else {
            return self.problem.response();
        };
        let document = format!("{start} at byte {byte}{END}");
        self.problem.response_of(Bytes::from(document))
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        let byte = None;
        Self { problem, byte }
    }
}

/// How every document ends.
const END: &str = r#"."}"#;

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;

    use super::*;

    #[test]
    fn documents_say_the_status_of_their_answer() {
        for &problem in ALL {
            let (status, text) = (problem.status(), problem.text());
            let reason = status.canonical_reason().unwrap();
            // RFC 9110 section 15.5.14 has renamed it, the http crate has not.
            let title = reason.replace("Payload", "Content");
            assert!(text.contains(&format!(
                "\"title\":\"{title}\",\"status\":{},",
                status.as_u16()
            )));
            let suffix = reason.to_lowercase().replace(' ', "-");
            let begins = text.starts_with(&format!(
                "{{\"type\":\"https://spikard.dev/errors/{suffix}\","
            ));
            assert!(begins, "{text}");
        }
    }

    fn body_of(response: Response) -> Bytes {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        runtime
            .block_on(to_bytes(response.into_body(), 1024))
            .unwrap()
    }

    #[test]
    fn a_fault_tells_its_byte_within_the_detail() {
        for &problem in ALL {
            let text = problem.text();
            assert!(text.ends_with(END), "{text}");
            assert_eq!(body_of(Fault::from(problem).response()), text);
        }
        let response = Fault::at(Problem::MalformedJson, 17).response();
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        let body = body_of(response);
        assert!(body.ends_with(br#""detail":"The body is not valid JSON at byte 17."}"#));
    }

    #[test]
    fn only_unavailable_asks_to_try_again() {
        for &problem in ALL {
            let retries = problem.response().headers().contains_key(RETRY_AFTER);
            let is_unavailable = problem.status() == StatusCode::SERVICE_UNAVAILABLE;
            assert_eq!(retries, is_unavailable, "{problem:?}");
        }
    }
}
