//! A call as its slot keeps it until JavaScript has answered.

use std::net::{IpAddr, Ipv4Addr};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
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
    /// Reads a body that comes piece by piece, until JavaScript takes it.
    pub(crate) reader: Option<Box<BodyReader>>,
    /// Parts of a form.
    pub(crate) form: Option<Vec<FormPart>>,
    /// Whether the content type of a body is `application/json` to the letter.
    pub(crate) is_json: bool,
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
            reader: None,
            form: None,
            is_json: false,
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
        self.reader = None;
        self.form = None;
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
        self.is_json = false;
        match call.body {
            Input::Whole(body) if body.is_empty() => {}
            Input::Whole(body) => self.fill_body(body, content_type(&call.headers)),
            Input::Form(parts) => self.form = Some(parts),
            Input::Stream(reader) => self.reader = Some(Box::new(reader)),
        }
        self.route = call.route;
        self.method = call.method;
        self.headers = call.headers;
        self.target = call.target;
        self.peer = call.peer.ip();
    }

    fn fill_body(&mut self, body: Bytes, content_type: &[u8]) {
        self.is_json = content_type == b"application/json";
        self.rides = (self.is_json || is_json(content_type)) && is_small_ascii(&body);
        self.body = body;
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

/// The one content type of a request; empty where there is none, or more than one.
fn content_type(headers: &HeaderMap) -> &[u8] {
    let mut values = headers.get_all(CONTENT_TYPE).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.as_bytes(),
        _ => b"",
    }
}

fn is_json(content_type: &[u8]) -> bool {
    let essence = content_type
        .split(|byte| *byte == b';')
        .next()
        .unwrap_or_default()
        .trim_ascii();
    essence.eq_ignore_ascii_case(b"application/json")
        || essence.len() > 5 && essence[essence.len() - 5..].eq_ignore_ascii_case(b"+json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(content_types: &[&'static str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in content_types {
            headers.append(CONTENT_TYPE, http::HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn two_content_types_are_none() {
        assert_eq!(
            content_type(&headers(&["application/json", "text/plain"])),
            b""
        );
        assert_eq!(
            content_type(&headers(&["application/json"])),
            b"application/json"
        );
        assert_eq!(content_type(&headers(&[])), b"");
    }

    #[test]
    fn json_is_told_by_its_essence() {
        for json in [
            "application/json",
            "Application/JSON; charset=utf-8",
            "application/problem+json",
        ] {
            assert!(is_json(json.as_bytes()), "{json}");
        }
        for other in [
            "text/plain",
            "application/jsonx",
            "+json",
            "json",
            "text/plain; a=+json",
        ] {
            assert!(!is_json(other.as_bytes()), "{other}");
        }
    }

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
        call.text.extend_from_slice(b"onetwoq=1");
        call.ends.extend_from_slice(&[3, 6]);
        assert_eq!(
            (call.param(0), call.param(1), call.param(2)),
            (&b"one"[..], &b"two"[..], &b""[..])
        );
    }
}
