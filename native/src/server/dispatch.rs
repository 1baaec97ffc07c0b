//! The one thing the server knows of its host: where a matched request goes, and what may come back.

use std::fmt;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, Uri};
use smallvec::SmallVec;

use super::body_reader::BodyReader;

/// Hands matched requests to whoever runs the handlers.
pub trait Dispatch: Send + Sync + 'static {
    /// Resolves to the answer. Dropping it before it is ready says that the client has gone.
    type Pending: Future<Output = Answer> + Send + 'static;

    /// Takes one request. Never blocks; waits for room, if it must, inside the returned future.
    fn dispatch(&self, call: Call) -> Self::Pending;

    /// How the host is, for the answers about health. Never blocks; may wake the host to learn it.
    fn beat(&self) -> Beat;
}

/// How the host is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Beat {
    /// Age of the oldest wake that the host has not answered; zero where it has answered all.
    pub age: Duration,
    /// Whether the host turns requests away for want of room.
    pub is_saturated: bool,
}

/// One request that was matched to a route, its path normalised.
#[derive(Debug)]
pub struct Call {
    /// Index of the route in the table the server was built from.
    pub route: u32,
    pub method: Method,
    /// Normalised path and raw query.
    pub target: Uri,
    /// Pairs of the query, decoded: name NUL value NUL for each; within them `%` is written `%25` and NUL `%00`.
    pub query: String,
    pub params: Params,
    pub headers: HeaderMap,
    pub body: Input,
    pub peer: SocketAddr,
    /// Time the handler may take until its answer; `None` is no limit.
    pub deadline: Option<Duration>,
}

/// The body of a request, as its route takes it.
#[derive(Debug)]
pub enum Input {
    /// All of it, of a type that is not read here; empty where there is none.
    Whole(Bytes),
    /// JSON that JSON.parse takes.
    Json(Bytes),
    /// UTF-8.
    Text(Bytes),
    /// An urlencoded form, and its pairs as those of [`Call::query`].
    Pairs { body: Bytes, pairs: String },
    /// The parts of a `multipart/form-data` body, in their order.
    Form(Vec<FormPart>),
    /// Piece by piece: a route with [`RouteSpec::streams_body`](super::RouteSpec::streams_body), and a body to read.
    Stream(BodyReader),
}

/// One part of a `multipart/form-data` body (RFC 7578).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormPart {
    pub name: String,
    /// `None` for a plain field.
    pub file_name: Option<String>,
    pub content_type: Option<String>,
    pub body: Bytes,
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

/// What the handler answered. The server adds Date, the framing and connection headers.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: ReplyBody,
}

/// The body of a reply.
pub enum ReplyBody {
    Whole(Bytes),
    /// Chunked, or of the length that a `Content-Length` among the headers promises: a stream that ends before or goes on
    /// beyond it is cut, and the last piece of that length is sent once it has ended. Answers to HEAD, 204 and 304 drop it
    /// at once.
    Stream(Pin<Box<dyn ReplyStream>>),
}

/// A reply's body that comes piece by piece. Dropping it before its end says that the client has gone.
pub trait ReplyStream: Send {
    /// The next piece, asked for when the client has room; `None` ends the body, an error cuts the connection.
    fn poll_chunk(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Cut>>>;
}

/// The body of a reply cannot be completed: the client must see that it is not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut;

impl<B: Into<Bytes>> From<B> for ReplyBody {
    fn from(bytes: B) -> Self {
        Self::Whole(bytes.into())
    }
}

impl fmt::Debug for ReplyBody {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(bytes) => formatter.debug_tuple("Whole").field(bytes).finish(),
            Self::Stream(_) => formatter.write_str("Stream"),
        }
    }
}

impl fmt::Display for Cut {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("The body of the answer was cut")
    }
}

impl std::error::Error for Cut {}
