//! What is let through to the host: a body must be of a type that its route takes, and be what its type says.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue};

use super::accepts::Accepts;
use super::dispatch::Input;
use super::media_type::{Declared, MediaType, declared};
use super::problem::{Fault, Problem};
use super::settings::RouteSpec;
use super::{json, pairs};

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
}

impl Gate {
    pub(crate) fn new(spec: &RouteSpec) -> Self {
        Self {
            accepts: spec.accepts.clone(),
            streams_body: spec.streams_body,
            keeps_proto: spec.keeps_proto,
        }
    }

    /// What the body of a request with these headers is read as; `None` where the route does not take it.
    pub(crate) fn content(&self, headers: &HeaderMap) -> Option<Content> {
        let declared = declared(headers);
        if self
            .accepts
            .as_ref()
            .is_some_and(|own| !own.takes(&declared))
        {
            return None;
        }
        let media_type = match declared {
            Declared::Nothing => return Some(Content::Bytes),
            Declared::Type(media_type) => media_type,
            Declared::Malformed => return None,
        };
        let content = Content::of(&media_type);
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

    /// What the host is given of a whole body, or why it is given nothing.
    pub(crate) fn admit(&self, content: Content, body: Bytes) -> Result<Input, Fault> {
        match content {
            _ if body.is_empty() => Ok(Input::Whole(body)),
            Content::Json => json::check(&body, self.keeps_proto).map(|()| Input::Json(body)),
            Content::Text => match str::from_utf8(&body) {
                Ok(_) => Ok(Input::Text(body)),
                Err(error) => Err(Fault::at(Problem::NotUtf8, error.valid_up_to())),
            },
            Content::Pairs => {
                let pairs = pairs::decode(&body)?;
                Ok(Input::Pairs { body, pairs })
            }
            Content::Form | Content::Bytes => Ok(Input::Whole(body)),
        }
    }

    /// Value of `Accept-Post`: what the route takes.
    pub(crate) fn accept_post(&self) -> HeaderValue {
        let everything = HeaderValue::from_static("*/*");
        self.accepts.as_ref().map_or(everything, Accepts::header)
    }
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
        Gate::new(&spec).content(&headers)
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

    fn admit(content: Content, body: &'static [u8]) -> Result<Input, Fault> {
        Gate::new(&any()).admit(content, Bytes::from_static(body))
    }

    #[test]
    fn a_body_that_is_what_its_type_says_is_admitted() {
        assert!(matches!(admit(Content::Json, b"{}"), Ok(Input::Json(body)) if body == "{}"));
        assert!(matches!(
            admit(Content::Text, b"\xc3\xa9"),
            Ok(Input::Text(_))
        ));
        assert!(matches!(
            admit(Content::Bytes, b"\xff"),
            Ok(Input::Whole(_))
        ));
        match admit(Content::Pairs, b"a=%41").unwrap() {
            Input::Pairs { body, pairs } => {
                assert_eq!((&body[..], &*pairs), (&b"a=%41"[..], "a\0A\0"))
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_body_that_is_something_else_is_refused_where_it_begins_to_be() {
        let fault = |content, body| admit(content, body).unwrap_err();
        let malformed = Fault::at(Problem::MalformedJson, 1);
        assert_eq!(fault(Content::Json, b"{"), malformed);
        assert_eq!(fault(Content::Json, b" "), malformed);
        assert_eq!(
            fault(Content::Text, b"ab\xff"),
            Fault::at(Problem::NotUtf8, 2)
        );
        assert_eq!(
            fault(Content::Pairs, b"a=%"),
            Problem::BadPercentEncoding.into()
        );
    }

    #[test]
    fn an_empty_body_is_none_whatever_its_type() {
        for content in [Content::Json, Content::Text, Content::Pairs, Content::Bytes] {
            assert!(
                matches!(admit(content, b""), Ok(Input::Whole(_))),
                "{content:?}"
            );
        }
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
}
