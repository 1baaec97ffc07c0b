//! What is let through to the host: a body must be of a type that its route takes, and be what its type says.

use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, HeaderName};
use http::{HeaderMap, HeaderValue};

use super::accepts::Accepts;
use super::judge::Judge;
use super::media_type::{Declared, MediaType, declared};
use super::settings::RouteSpec;

/// What bodies a route takes (W3C Linked Data Platform 1.0, section 7.1).
const ACCEPT_POST: HeaderName = HeaderName::from_static("accept-post");

/// What a body is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    Json,
    Text,
    /// `application/x-www-form-urlencoded`.
    Pairs,
    /// `multipart/form-data`.
    Form,
    /// Anything else, and what has no type.
    Bytes,
}

/// What one route lets through.
#[derive(Debug)]
pub(crate) struct Gate {
    accepts: Option<Accepts>,
    streams_body: bool,
    keeps_proto: bool,
    is_lenient: bool,
}

impl Gate {
    pub(crate) fn new(spec: &RouteSpec) -> Self {
        Self {
            accepts: spec.accepts.clone(),
            streams_body: spec.streams_body,
            keeps_proto: spec.keeps_proto,
            is_lenient: false,
        }
    }

    /// The same for what no route takes: any body is handed on, as mere bytes where it is not what its type says.
    pub(crate) fn lenient(self, is_lenient: bool) -> Self {
        Self { is_lenient, ..self }
    }

    /// What the body of a request with these headers is read as. Fails where the route does not take it: with the header
    /// that says what it takes.
    pub(crate) fn content(
        &self,
        headers: &HeaderMap,
    ) -> Result<Content, (HeaderName, HeaderValue)> {
        if !self.streams_body && is_encoded(headers) {
            let identity = HeaderValue::from_static("identity");
            return self.or_bytes(None, || (ACCEPT_ENCODING, identity));
        }
        let content = self.content_of(&declared(headers));
        self.or_bytes(content, || (ACCEPT_POST, self.accept_post()))
    }

    fn or_bytes<E>(
        &self,
        content: Option<Content>,
        error: impl FnOnce() -> E,
    ) -> Result<Content, E> {
        let bytes = self.is_lenient.then_some(Content::Bytes);
        content.or(bytes).ok_or_else(error)
    }

    fn content_of(&self, declared: &Declared<'_>) -> Option<Content> {
        let mut accepts = self.accepts.iter();
        if accepts.any(|own| !own.takes(declared)) {
            return None;
        }
        let media_type = match declared {
            Declared::Nothing => return Some(Content::Bytes),
            Declared::Type(media_type) => media_type,
            Declared::Malformed => return None,
        };
        let content = Content::of(media_type);
        let is_readable = media_type.is_utf8() || !self.reads_text(content);
        is_readable.then_some(content)
    }

    /// Whether the body is text to us. A handler that reads it piece by piece may know other charsets; JSON has one.
    fn reads_text(&self, content: Content) -> bool {
        match content {
            Content::Json => true,
            Content::Text | Content::Pairs => !self.streams_body,
            Content::Form | Content::Bytes => false,
        }
    }

    /// Judges a body that is read as this.
    pub(crate) fn judge(&self, content: Content) -> Judge {
        Judge::new(content, self.keeps_proto, self.is_lenient)
    }

    /// Value of `Accept-Post`: what the route takes.
    fn accept_post(&self) -> HeaderValue {
        let everything = HeaderValue::from_static("*/*");
        self.accepts.as_ref().map_or(everything, Accepts::header)
    }
}

/// Whether a body is compressed, or otherwise not what its type says.
fn is_encoded(headers: &HeaderMap) -> bool {
    let mut codings = headers.get_all(CONTENT_ENCODING).iter();
    codings.any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity"))
}

impl Content {
    fn of(media_type: &MediaType<'_>) -> Self {
        if media_type.is("application/json")
            || media_type.is_like_json()
            || media_type.is("text/json")
        {
            Self::Json
        } else if media_type.is_text() {
            Self::Text
        } else if media_type.is("application/x-www-form-urlencoded") {
            Self::Pairs
        } else if media_type.is("multipart/form-data") {
            Self::Form
        } else {
            Self::Bytes
        }
    }
}

#[cfg(test)]
mod tests {
    use http::header::CONTENT_TYPE;

    use super::*;

    fn content(spec: RouteSpec, content_type: Option<&'static str>) -> Option<Content> {
        let mut headers = HeaderMap::new();
        if let Some(value) = content_type {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(value));
        }
        Gate::new(&spec).content(&headers).ok()
    }

    fn any() -> RouteSpec {
        RouteSpec::new("POST", "/")
    }

    fn streamed() -> RouteSpec {
        RouteSpec {
            streams_body: true,
            ..any()
        }
    }

    #[test]
    fn a_body_is_read_by_its_type() {
        for (content_type, expected) in [
            ("application/json", Content::Json),
            ("Application/JSON; charset=UTF-8", Content::Json),
            ("text/json", Content::Json),
            ("application/problem+json", Content::Json),
            ("text/plain", Content::Text),
            ("application/x-www-form-urlencoded", Content::Pairs),
            ("multipart/form-data; boundary=x", Content::Form),
            ("multipart/mixed; boundary=x", Content::Bytes),
            ("image/png; charset=latin1", Content::Bytes),
        ] {
            assert_eq!(
                content(any(), Some(content_type)),
                Some(expected),
                "{content_type}"
            );
        }
        assert_eq!(content(any(), None), Some(Content::Bytes));
    }

    #[test]
    fn what_is_no_media_type_is_refused_also_where_everything_is_taken() {
        for content_type in ["", "json", "text/plain\t", "a/b; c"] {
            assert_eq!(content(any(), Some(content_type)), None, "{content_type}");
            assert_eq!(
                content(streamed(), Some(content_type)),
                None,
                "{content_type}"
            );
        }
    }

    #[test]
    fn text_in_another_charset_is_refused_unless_the_handler_reads_it_itself() {
        for content_type in [
            "text/plain; charset=latin1",
            "application/x-www-form-urlencoded; charset=utf-16",
        ] {
            assert_eq!(content(any(), Some(content_type)), None, "{content_type}");
            assert!(
                content(streamed(), Some(content_type)).is_some(),
                "{content_type}"
            );
        }
        let json = Some("application/json; charset=utf-16");
        assert_eq!(
            (content(any(), json), content(streamed(), json)),
            (None, None)
        );
    }

    #[test]
    fn a_route_takes_what_it_accepts() {
        let json = || RouteSpec {
            accepts: Some(Accepts::new(&["application/json"]).unwrap()),
            ..any()
        };
        assert_eq!(content(json(), Some("a/b+json")), Some(Content::Json));
        assert_eq!(content(json(), Some("text/plain")), None);
        assert_eq!(content(json(), None), None);
        assert_eq!(Gate::new(&json()).accept_post(), "application/json");
        assert_eq!(Gate::new(&any()).accept_post(), "*/*");
    }

    #[test]
    fn an_encoded_body_is_refused_unless_the_handler_reads_it_itself() {
        for (coding, is_taken) in [
            ("identity", true),
            ("Identity", true),
            ("gzip", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
            let content = Gate::new(&any()).content(&headers);
            assert_eq!(content.is_ok(), is_taken, "{coding}");
            if let Err(refused) = content {
                assert_eq!(
                    refused,
                    (ACCEPT_ENCODING, HeaderValue::from_static("identity"))
                );
            }
            assert!(Gate::new(&streamed()).content(&headers).is_ok());
        }
    }

    #[test]
    fn what_no_route_takes_is_bytes_to_a_lenient_gate() {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("junk"));
        let gate = || Gate::new(&any());
        assert!(gate().content(&headers).is_err());
        assert_eq!(gate().lenient(true).content(&headers), Ok(Content::Bytes));
    }
}
