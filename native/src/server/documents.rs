//! Documents: answers that are the same for everybody until the server ends.

use std::hash::{DefaultHasher, Hasher};

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue,
    IF_NONE_MATCH,
};
use http::{HeaderName, StatusCode};

use super::body;
use super::entity_tag;
use super::settings::Document;
use super::state::ConnectionState;

/// Caches keep it, and ask each time whether it still holds (RFC 9111 section 5.2.2.4).
const NO_CACHE: HeaderValue = HeaderValue::from_static("no-cache");

/// A document with all that its answers have in common.
pub(crate) struct FixedAnswer {
    tag: HeaderValue,
    content_type: HeaderValue,
    policy: Option<HeaderValue>,
    body: Bytes,
}

impl FixedAnswer {
    pub(crate) fn new(document: &Document) -> Self {
        Self {
            tag: tag_of(&document.body),
            content_type: document.content_type.clone(),
            policy: document.content_security_policy.clone(),
            body: document.body.clone(),
        }
    }

    /// The document, or 304 where the client says that it has it.
    pub(crate) fn answer(&self, asked: &HeaderMap, state: &ConnectionState) -> Response {
        let known = asked.get_all(IF_NONE_MATCH);
        let is_known = known
            .iter()
            .any(|list| entity_tag::matches(list.as_bytes(), self.tag.as_bytes()));
        state.own(if is_known {
            self.not_modified()
        } else {
            self.whole()
        })
    }

    fn whole(&self) -> Response {
        let mut response = self.with(body::of(self.body.clone()));
        insert(&mut response, CONTENT_TYPE, &self.content_type);
        response
    }

    fn not_modified(&self) -> Response {
        let mut response = self.with(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    }

    /// What 200 and 304 share: a cache takes the headers of a 304 for those it has.
    fn with(&self, body: Body) -> Response {
        let mut response = Response::new(body);
        insert(&mut response, ETAG, &self.tag);
        insert(&mut response, CACHE_CONTROL, &NO_CACHE);
        if let Some(policy) = &self.policy {
            insert(&mut response, CONTENT_SECURITY_POLICY, policy);
        }
        response
    }
}

fn insert(response: &mut Response, name: HeaderName, value: &HeaderValue) {
    response.headers_mut().insert(name, value.clone());
}

/// The strong tag of a body: its length and 64 bits of hash. Equal in all processes of one build.
fn tag_of(body: &[u8]) -> HeaderValue {
    let mut hasher = DefaultHasher::new();
    hasher.write(body);
    let tag = format!("\"{:x}-{:016x}\"", body.len(), hasher.finish());
    // Hex digits are always a value.
    HeaderValue::try_from(tag).unwrap_or(HeaderValue::from_static("\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tag_of_tells_bodies_apart_and_is_the_same_for_the_same() {
        assert_eq!(tag_of(b"{}"), tag_of(b"{}"));
        assert_ne!(tag_of(b"{}"), tag_of(b"[]"));
        assert_ne!(tag_of(b""), tag_of(b"\0"));
    }

    #[test]
    fn tag_of_is_a_strong_tag() {
        let tag = tag_of(b"{}");
        assert!(entity_tag::matches(tag.as_bytes(), tag.as_bytes()));
        assert!(tag.to_str().unwrap().starts_with("\"2-"));
    }
}
