//! The one thing the server knows of its host: where a matched request goes, and what may come back.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, Uri};
use smallvec::SmallVec;

/// Hands matched requests to whoever runs the handlers.
pub trait Dispatch: Send + Sync + 'static {
    /// Resolves to the answer. Dropping it before it is ready says that the client has gone.
    type Pending: Future<Output = Answer> + Send + 'static;

    /// Takes one request. Never blocks; waits for room, if it must, inside the returned future.
    fn dispatch(&self, call: Call) -> Self::Pending;
}

/// One request that was matched to a route, its body read whole and its path normalised.
#[derive(Debug)]
pub struct Call {
    /// Index of the route in the table the server was built from.
    pub route: u32,
    pub method: Method,
    /// Normalised path and raw query.
    pub target: Uri,
    pub params: Params,
    pub headers: HeaderMap,
    pub body: Bytes,
    pub peer: SocketAddr,
    /// Time the handler may take until its answer; `None` is no limit.
    pub deadline: Option<Duration>,
}

/// Values of the path parameters, percent-decoded, in the order of the path.
#[derive(Debug, Default, Clone)]
pub struct Params {
    text: String,
    ends: SmallVec<[u32; 4]>,
}

impl Params {
    /// Appends the value of the next parameter.
    pub fn push(&mut self, value: &str) {
        self.text.push_str(value);
        // A request head is far smaller than 4 GiB, so the cast cannot cut.
        self.ends.push(self.text.len() as u32);
    }

    /// All values without separators; [`Params::ends`] says where each one ends.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// End of each value within [`Params::text`], in bytes.
    pub fn ends(&self) -> &[u32] {
        &self.ends
    }
}

/// What became of a call.
#[derive(Debug)]
pub enum Answer {
    Reply(Reply),
    /// The deadline passed: 504.
    TimedOut,
    /// No room within the waiting time: 503 with Retry-After.
    Busy,
    /// The JavaScript side has ended: 503.
    Gone,
}

/// What the handler answered. The server adds Date, Content-Length and connection headers.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}
