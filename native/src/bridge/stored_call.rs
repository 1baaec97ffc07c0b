//! A call as its slot keeps it until JavaScript has answered.

use std::net::{IpAddr, Ipv4Addr};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method, Uri};
use smallvec::SmallVec;

use super::arena::Payload;
use crate::server::Call;

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

pub(crate) struct StoredCall {
    pub(crate) route: u32,
    pub(crate) method: Method,
    /// Path parameters one after the other, then the raw query.
    pub(crate) text: Vec<u8>,
    /// End of each parameter within `text`.
    pub(crate) ends: SmallVec<[u32; 4]>,
    pub(crate) query_length: u32,
    /// Whether `text` is ASCII, so that bytes and UTF-16 units count alike.
    pub(crate) is_ascii: bool,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
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
            body: Bytes::new(),
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
        self.headers = HeaderMap::new();
        self.body = Bytes::new();
        self.target = Uri::default();
    }
}

impl StoredCall {
    pub(crate) fn fill(&mut self, call: Call) {
        let query = call.target.query().unwrap_or_default();
        self.text.extend_from_slice(call.params.text().as_bytes());
        self.text.extend_from_slice(query.as_bytes());
        self.ends.extend_from_slice(call.params.ends());
        // A request head is far smaller than 4 GiB.
        self.query_length = query.len() as u32;
        self.is_ascii = self.text.is_ascii();
        self.rides = rides(&call.headers, &call.body);
        self.route = call.route;
        self.method = call.method;
        self.headers = call.headers;
        self.body = call.body;
        self.target = call.target;
        self.peer = call.peer.ip();
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

    /// All headers: name NUL value NUL, and so on.
    pub(crate) fn header_text(&self) -> Vec<u8> {
        let mut text = Vec::with_capacity(512);
        for (name, value) in &self.headers {
            text.extend_from_slice(name.as_str().as_bytes());
            text.push(0);
            text.extend_from_slice(value.as_bytes());
            text.push(0);
        }
        text
    }

    /// Length of all parameters together, in bytes.
    pub(crate) fn params_length(&self) -> usize {
        self.ends.last().map_or(0, |end| *end as usize)
    }
}

/// Small ASCII JSON goes along: it is cut for `JSON.parse` only, so it pins nothing.
fn rides(headers: &HeaderMap, body: &[u8]) -> bool {
    !body.is_empty() && body.len() <= RIDE_LIMIT && is_json(headers) && body.is_ascii()
}

fn is_json(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(CONTENT_TYPE) else {
        return false;
    };
    let value = value.as_bytes();
    let essence = value
        .split(|byte| *byte == b';')
        .next()
        .unwrap_or_default()
        .trim_ascii();
    essence.eq_ignore_ascii_case(b"application/json")
        || essence.len() > 5 && essence[essence.len() - 5..].eq_ignore_ascii_case(b"+json")
}
