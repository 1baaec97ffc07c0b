//! Settings as JavaScript gives them, all validated there already: sizes in bytes, times in milliseconds.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;

use super::isolate::Limits;
use super::templates::parse_head;
use crate::server::{Accepts, Document, Health, RouteSpec, Settings};

const DEFAULT_STREAMS: u32 = 10_000;

/// One route of the table; its index is the route number of a call.
#[napi(object)]
pub struct NativeRoute {
    /// Upper case, or `*` for every method.
    pub method: String,
    /// Path in the grammar of the API: `/users/:id`, `/files/*rest`.
    pub path: String,
    /// Largest request body in bytes; the server's limit where absent.
    pub body_limit: Option<u32>,
    /// Milliseconds the handler may take, 0 for no limit; the server's limit where absent.
    pub handler_timeout: Option<u32>,
    /// Whether the handler reads the body piece by piece; not where absent.
    pub streams_body: Option<bool>,
    /// Largest file of a form in bytes; the server's limit where absent.
    pub form_file_limit: Option<u32>,
    /// Media types that a body may have: `application/json`, which takes any type in `+json` too, `image/*`; all, and
    /// bodies without a type, where absent.
    pub accepts: Option<Vec<String>>,
    /// Whether JSON bodies may have a key `__proto__`, or `prototype` in a `constructor`; 400 where absent.
    pub keeps_proto: Option<bool>,
}

/// Settings of one server.
#[napi(object)]
pub struct NativeSettings {
    /// Host name or address to listen on.
    pub host: String,
    /// Port to listen on; 0 takes any free one.
    pub port: u16,
    /// Tokio threads; 0 chooses by the number of CPUs.
    pub threads: u32,
    /// Largest request body in bytes.
    pub body_limit: u32,
    /// Milliseconds a handler may take, 0 for no limit.
    pub handler_timeout: u32,
    /// Milliseconds to go on accepting connections after a stop was asked for.
    pub drain_delay: u32,
    /// Number of the route that answers what no other matches.
    pub fallback: Option<u32>,
    /// Paths of the probes that the server answers itself; none where absent.
    pub health: Option<NativeHealth>,
    /// What the server answers itself at paths of their own; nothing where absent.
    pub documents: Option<Vec<NativeDocument>>,
    /// Whether to listen nowhere and serve only what `request` sends; not where absent. Host and port mean nothing then.
    pub in_process: Option<bool>,
    /// Headers of every answer that the server makes itself, but for those the answer has: name NUL value NUL, and so on, at
    /// most 32, one byte for each character. None where absent.
    pub answer_headers: Option<String>,
    /// Header by which every answer that the server makes itself gets an id of its own; none where absent.
    pub request_id_header: Option<String>,
    /// The route table.
    pub routes: Vec<NativeRoute>,
    /// What is bounded, and how.
    pub limits: NativeLimits,
    /// How long the server waits for what.
    pub timeouts: NativeTimeouts,
}

/// Limits of one server.
#[napi(object)]
pub struct NativeLimits {
    /// Requests in JavaScript at a time.
    pub slots: u32,
    /// Milliseconds a request waits for room in JavaScript.
    pub slot_wait: u32,
    /// Replies written piece by piece at a time; 10,000 where absent.
    pub streams: Option<u32>,
    /// Open connections; 0 is the default of the server, by the number of files the process may open.
    pub connections: u32,
    /// Largest file of a form in bytes; 10 MiB where absent.
    pub form_file_limit: Option<u32>,
}

/// Probes of one server.
#[napi(object)]
pub struct NativeHealth {
    /// Path that says whether the process serves.
    pub live: String,
    /// Path that says whether it is to get requests.
    pub ready: String,
}

/// An answer to GET and HEAD that stays the same while the server runs.
#[napi(object)]
pub struct NativeDocument {
    /// Path without parameters.
    pub path: String,
    /// Value of `Content-Type`.
    pub content_type: String,
    /// Value of `Content-Security-Policy`, in place of the one of the answer headers.
    pub content_security_policy: Option<String>,
    /// The body; read before the constructor of the server returns.
    pub body: Uint8Array,
}

/// Timeouts of one server, in milliseconds.
#[napi(object)]
pub struct NativeTimeouts {
    /// A whole request head.
    pub head: u32,
    /// A keep-alive connection without a request.
    pub idle: u32,
    /// A request body without progress.
    pub body: u32,
}

impl NativeSettings {
    /// The server's half of the settings.
    pub(crate) fn split(self) -> napi::Result<(Settings, Vec<RouteSpec>)> {
        let defaults = Settings::default();
        let settings = Settings {
            host: self.host,
            port: self.port,
            body_limit: self.body_limit as usize,
            deadline: limit(self.handler_timeout),
            head_timeout: millis(self.timeouts.head),
            idle_timeout: millis(self.timeouts.idle),
            body_stall: millis(self.timeouts.body),
            max_connections: match self.limits.connections {
                0 => defaults.max_connections,
                connections => connections as usize,
            },
            drain_delay: millis(self.drain_delay),
            fallback: self.fallback,
            health: self
                .health
                .map(|NativeHealth { live, ready }| Health { live, ready }),
            documents: documents(self.documents.unwrap_or_default())?,
            form_file_limit: match self.limits.form_file_limit {
                None => defaults.form_file_limit,
                Some(limit) => limit as usize,
            },
            answer_headers: answer_headers(&self.answer_headers.unwrap_or_default())?,
            request_id_header: self.request_id_header.map(header_name).transpose()?,
        };
        let routes = self.routes.into_iter().map(NativeRoute::into_spec);
        Ok((settings, routes.collect::<napi::Result<_>>()?))
    }
}

fn documents(documents: Vec<NativeDocument>) -> napi::Result<Vec<Document>> {
    documents
        .into_iter()
        .map(NativeDocument::into_document)
        .collect()
}

fn answer_headers(head: &str) -> napi::Result<HeaderMap> {
    let malformed = || bad("The answer headers are malformed. Write name NUL value NUL for each");
    parse_head(head).ok_or_else(malformed)
}

fn header_name(name: String) -> napi::Result<HeaderName> {
    let name = HeaderName::try_from(&name);
    name.map_err(|_| bad("The request id header is not a header name. Use letters, digits and -"))
}

fn accepts(types: &[String]) -> napi::Result<Accepts> {
    Accepts::new(types)
        .map_err(|error| napi::Error::from_reason(format!("{}: {error}", error.code())))
}

fn bad(what: &str) -> napi::Error {
    napi::Error::from_reason(format!("SPK_BAD_SETTINGS: {what}"))
}

impl NativeDocument {
    fn into_document(self) -> napi::Result<Document> {
        let value = |text: String| {
            let malformed = |_| bad("A header of a document is malformed. Use visible ASCII");
            HeaderValue::try_from(text).map_err(malformed)
        };
        Ok(Document {
            path: self.path,
            content_type: value(self.content_type)?,
            content_security_policy: self.content_security_policy.map(value).transpose()?,
            body: Bytes::copy_from_slice(&self.body),
        })
    }
}

impl NativeLimits {
    /// The bridge's half of the limits.
    pub(crate) fn of_isolate(&self) -> Limits {
        Limits {
            slots: self.slots,
            slot_wait: millis(self.slot_wait),
            streams: self.streams.unwrap_or(DEFAULT_STREAMS),
        }
    }
}

impl NativeRoute {
    fn into_spec(self) -> napi::Result<RouteSpec> {
        Ok(RouteSpec {
            body_limit: self.body_limit.map(|limit| limit as usize),
            deadline: self.handler_timeout.map(limit),
            streams_body: self.streams_body.unwrap_or(false),
            form_file_limit: self.form_file_limit.map(|limit| limit as usize),
            accepts: self.accepts.as_deref().map(accepts).transpose()?,
            keeps_proto: self.keeps_proto.unwrap_or(false),
            ..RouteSpec::new(&self.method, &self.path)
        })
    }
}

fn millis(millis: u32) -> Duration {
    Duration::from_millis(u64::from(millis))
}

fn limit(timeout: u32) -> Option<Duration> {
    (timeout > 0).then(|| millis(timeout))
}
