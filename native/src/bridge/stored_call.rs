//! A call as its slot keeps it until JavaScript has answered.

use std::net::{IpAddr, Ipv4Addr};

use bytes::Bytes;
use http::{HeaderMap, Method, Uri};
use smallvec::SmallVec;

use super::arena::Payload;
use crate::server::{BodyReader, Call, FormPart, Input};

/// Largest body that is handed over within a batch, in bytes.
const RIDE_LIMIT: usize = 4096;
/// Capacity of the text buffer that a freed slot keeps, in bytes.
const KEPT_TEXT: usize = 1024;

/// Method numbers as JavaScript knows them; one that is not listed is fetched by name.
const METHODS: [&str; 8] = [
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY",
];
/// Number of a method that is not in [`METHODS`].
pub(crate) const OTHER_METHOD: u32 = 255;

/// What a body is to JavaScript, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BodyKind {
    /// Also where there is none.
    Bytes,
    Json,
    Text,
    Pairs,
    Form,
    Stream,
}

pub(crate) struct StoredCall {
    pub(crate) route: u32,
    pub(crate) method: Method,
    /// Path parameters one after the other, then the pairs of the query.
    pub(crate) text: Vec<u8>,
    /// End of each parameter within `text`.
    pub(crate) ends: SmallVec<[u32; 4]>,
    pub(crate) query_length: u32,
    /// Whether `text` is ASCII, so that bytes and UTF-16 units count alike.
    pub(crate) is_ascii: bool,
    pub(crate) headers: HeaderMap,
    pub(crate) body_kind: BodyKind,
    pub(crate) body: Bytes,
    /// Pairs of an urlencoded form.
    pub(crate) pairs: String,
    /// Reads a body that comes piece by piece, until JavaScript takes it.
    pub(crate) reader: Option<Box<BodyReader>>,
    /// Parts of a form.
    pub(crate) form: Option<Vec<FormPart>>,
    /// Whether the body goes along with the batch.
    pub(crate) rides: bool,
    pub(crate) target: Uri,
    pub(crate) peer: IpAddr,
}

impl Default for StoredCall {
    fn default() -> Self {
        Self {
            route: 0,
            method: Method::GET,
            text: Vec::new(),
            ends: SmallVec::new(),
            query_length: 0,
            is_ascii: true,
            headers: HeaderMap::new(),
            body_kind: BodyKind::Bytes,
            body: Bytes::new(),
            pairs: String::new(),
            reader: None,
            form: None,
            rides: false,
            target: Uri::default(),
            peer: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        }
    }
}

impl Payload for StoredCall {
    fn clear(&mut self) {
        self.text.clear();
        self.text.shrink_to(KEPT_TEXT);
        self.ends.clear();
        self.rides = false;
        self.headers = HeaderMap::new();
        self.body = Bytes::new();
        self.pairs = String::new();
        self.reader = None;
        self.form = None;
        self.target = Uri::default();
    }
}

impl StoredCall {
    pub(crate) fn fill(&mut self, call: Call) {
        self.text.extend_from_slice(call.params.text().as_bytes());
        self.text.extend_from_slice(call.query.as_bytes());
        self.ends.extend_from_slice(call.params.ends());
        // A request head is far smaller than 4 GiB.
        self.query_length = call.query.len() as u32;
        self.is_ascii = self.text.is_ascii();
        self.fill_body(call.body);
        self.route = call.route;
        self.method = call.method;
        self.headers = call.headers;
        self.target = call.target;
        self.peer = call.peer.ip();
    }

    fn fill_body(&mut self, body: Input) {
        self.body_kind = match body {
            Input::Whole(body) => {
                self.body = body;
                BodyKind::Bytes
            }
            Input::Json(body) => {
                self.rides = is_small_ascii(&body);
                self.body = body;
                BodyKind::Json
            }
            Input::Text(body) => {
                self.body = body;
                BodyKind::Text
            }
            Input::Pairs { body, pairs } => {
                (self.body, self.pairs) = (body, pairs);
                BodyKind::Pairs
            }
            Input::Form(parts) => {
                self.form = Some(parts);
                BodyKind::Form
            }
            Input::Stream(reader) => {
                self.reader = Some(Box::new(reader));
                BodyKind::Stream
            }
        };
    }

    /// Bytes of the body; of a form those of its parts, and one at least, since 0 says that there is no body.
    pub(crate) fn body_length(&self) -> u32 {
        let length = match &self.form {
            Some(parts) => parts
                .iter()
                .map(|part| part.body.len())
                .sum::<usize>()
                .max(1),
            None => self.body.len(),
        };
        u32::try_from(length).unwrap_or(u32::MAX)
    }

    pub(crate) fn method_number(&self) -> u32 {
        let name = self.method.as_str();
        METHODS
            .iter()
            .position(|known| *known == name)
            .map_or(OTHER_METHOD, |index| index as u32)
    }

    /// The text of the parameter at `index`, and nothing beyond the last.
    pub(crate) fn param(&self, index: usize) -> &[u8] {
        let end = |at: usize| {
            self.ends
                .get(at)
                .map_or(self.params_length(), |end| *end as usize)
        };
        let start = if index == 0 { 0 } else { end(index - 1) };
        self.text.get(start..end(index)).unwrap_or_default()
    }

    /// Values of one header joined as RFC 9110 section 5.3 says, Cookie as RFC 6265 section 5.4 does.
    pub(crate) fn header(&self, name: &str) -> Option<Vec<u8>> {
        let mut values = self.headers.get_all(name).iter();
        let mut joined = values.next()?.as_bytes().to_vec();
        for value in values {
            joined.extend_from_slice(if name == "cookie" { b"; " } else { b", " });
            joined.extend_from_slice(value.as_bytes());
        }
        Some(joined)
    }

    /// Pairs of the query.
    pub(crate) fn query_pairs(&self) -> &[u8] {
        self.text.get(self.params_length()..).unwrap_or_default()
    }

    /// Length of all parameters together, in bytes.
    pub(crate) fn params_length(&self) -> usize {
        self.ends.last().map_or(0, |end| *end as usize)
    }
}

/// All headers: name NUL value NUL, and so on.
pub(crate) fn header_text(headers: &HeaderMap) -> Vec<u8> {
    let mut text = Vec::with_capacity(512);
    for (name, value) in headers {
        text.extend_from_slice(name.as_str().as_bytes());
        text.push(0);
        text.extend_from_slice(value.as_bytes());
        text.push(0);
    }
    text
}

/// A small ASCII body goes along if it is JSON: it is cut for `JSON.parse` only, so it pins nothing.
fn is_small_ascii(body: &[u8]) -> bool {
    !body.is_empty() && body.len() <= RIDE_LIMIT && body.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_small_ascii_bodies_go_along() {
        assert!(is_small_ascii(&[b'x'; RIDE_LIMIT]));
        assert!(!is_small_ascii(&[b'x'; RIDE_LIMIT + 1]));
        assert!(!is_small_ascii(b""));
        assert!(!is_small_ascii("\u{fc}".as_bytes()));
    }

    #[test]
    fn parameters_are_cut_by_their_ends() {
        let mut call = StoredCall::default();
        call.text.extend_from_slice(b"onetwoq\x001\0");
        call.ends.extend_from_slice(&[3, 6]);
        assert_eq!(
            (call.param(0), call.param(1), call.param(2)),
            (&b"one"[..], &b"two"[..], &b""[..])
        );
        assert_eq!(call.query_pairs(), b"q\x001\0");
    }
}
