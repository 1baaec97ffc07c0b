//! What the host decides before the server starts.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::accepts::Accepts;

/// Limits, times and the address of one server.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Name or address to listen on; IPv6 with or without brackets. Default `127.0.0.1`.
    pub host: String,
    /// Port to listen on; 0 takes any free one. Default 8000.
    pub port: u16,
    /// Most bytes of a request body, where the route does not say. Default 1 MiB.
    pub body_limit: usize,
    /// Time a handler may take until its answer, where the route does not say. Default 30 s.
    pub deadline: Option<Duration>,
    /// Time for a whole head, from accept or from the first byte of the next request. Default 10 s.
    pub head_timeout: Duration,
    /// Time a connection may stay open between two requests. Default 75 s.
    pub idle_timeout: Duration,
    /// Time a body may go without a single byte. Default 15 s.
    pub body_stall: Duration,
    /// Most connections open at once. Default [`Settings::connection_cap`].
    pub max_connections: usize,
    /// Time to go on accepting after `close` was called. Default 0.
    pub drain_delay: Duration,
    /// Index of the route that answers requests no other route matches. Default none.
    pub fallback: Option<u32>,
    /// Paths of the probes for health, answered by the server itself. Default none.
    pub health: Option<Health>,
    /// What the server itself answers at paths of their own. Default none.
    pub documents: Vec<Document>,
    /// Most bytes of a file in a form, where the route does not say. Default 10 MiB.
    pub form_file_limit: usize,
    /// Headers of every answer that the server makes itself, but for those the answer has. At most 32. Default none.
    pub answer_headers: HeaderMap,
    /// Header by which every answer that the server makes itself gets an id of its own. Default none.
    pub request_id_header: Option<HeaderName>,
}

/// Where a server says how it is, by 200 or 503.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Path of the liveness probe: the process serves, and its host has answered every wake within 60 s.
    pub live: String,
    /// Path of the readiness probe: the host has answered every wake within 1 s and has room, and nobody stops the server.
    pub ready: String,
}

/// An answer to GET and HEAD that stays the same while the server runs: with a strong `ETag`, and 304 where a client has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Path without parameters.
    pub path: String,
    pub content_type: HeaderValue,
    /// What a page may load (CSP Level 3); in place of the one that the answer headers have.
    pub content_security_policy: Option<HeaderValue>,
    pub body: Bytes,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            host: "127.0.0.1".to_owned(),
            port: 8000,
            body_limit: 1024 * 1024,
            deadline: Some(Duration::from_secs(30)),
            head_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(75),
            body_stall: Duration::from_secs(15),
            max_connections: Self::connection_cap(),
            drain_delay: Duration::ZERO,
            fallback: None,
            health: None,
            documents: Vec::new(),
            form_file_limit: 10 * 1024 * 1024,
            answer_headers: HeaderMap::new(),
            request_id_header: None,
        }
    }
}

impl Settings {
    /// 10,000, or 80 % of the file descriptors this process may open where that is less.
    pub fn connection_cap() -> usize {
        let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
        match soft_descriptor_limit(&limits) {
            Some(limit) => (limit / 5 * 4).clamp(1, MOST_CONNECTIONS),
            None => MOST_CONNECTIONS,
        }
    }
}

const MOST_CONNECTIONS: usize = 10_000;

/// Reads the soft limit from the text of Linux's `/proc/self/limits`.
fn soft_descriptor_limit(limits: &str) -> Option<usize> {
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// One entry of the route table; its index is what a [`Call`](super::Call) names.
#[derive(Debug, Clone)]
pub struct RouteSpec {
    /// Method in upper case, or `*` for all of them.
    pub method: String,
    /// Literals, `:name` for one segment, and `*name` for the rest: `/users/:id`, `/files/*rest`.
    pub path: String,
    /// Most bytes of the body; `None` takes that of the settings.
    pub body_limit: Option<usize>,
    /// Time for the handler; `None` takes that of the settings, `Some(None)` is no limit.
    pub deadline: Option<Option<Duration>>,
    /// Whether the handler reads the body piece by piece.
    pub streams_body: bool,
    /// Most bytes of a file in a form; `None` takes that of the settings.
    pub form_file_limit: Option<usize>,
    /// Media types of the bodies it takes; `None` takes any, and those without a type.
    pub accepts: Option<Accepts>,
    /// Whether JSON bodies may have keys that could change prototypes: `__proto__`, and `prototype` in a `constructor`.
    pub keeps_proto: bool,
}

impl RouteSpec {
    /// A route with the limits of the settings that takes any body.
    pub fn new(method: &str, path: &str) -> Self {
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            body_limit: None,
            deadline: None,
            streams_body: false,
            form_file_limit: None,
            accepts: None,
            keeps_proto: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: &str = "Limit                     Soft Limit           Hard Limit           Units\n\
         Max processes             95000                95000                processes\n\
         Max open files            1024                 1048576              files\n";

    #[test]
    fn soft_descriptor_limit_reads_the_first_number() {
        assert_eq!(soft_descriptor_limit(LIMITS), Some(1024));
    }

    #[test]
    fn soft_descriptor_limit_is_none_without_a_number() {
        assert_eq!(soft_descriptor_limit(""), None);
        assert_eq!(soft_descriptor_limit("Max open files  unlimited"), None);
    }

    #[test]
    fn connection_cap_stays_within_its_bounds() {
        assert!((1..=MOST_CONNECTIONS).contains(&Settings::connection_cap()));
    }
}
