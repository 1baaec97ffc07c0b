//! Judges a body while it comes: is it what its type says?

use bytes::Bytes;

use super::dispatch::Input;
use super::gate::Content;
use super::json;
use super::pairs;
use super::problem::{Fault, Problem};
use super::text::Utf8;

/// What is known of a body.
#[derive(Debug)]
pub(crate) struct Judge {
    kind: Kind,
    /// Whether what is broken is handed on as mere bytes.
    is_lenient: bool,
}

#[derive(Debug)]
enum Kind {
    Json(json::Check),
    Text(Utf8),
    Pairs(pairs::Decoder),
    Bytes,
}

impl Judge {
    pub(crate) fn new(content: Content, keeps_proto: bool, is_lenient: bool) -> Self {
        let kind = match content {
            Content::Json => Kind::Json(json::Check::new(keeps_proto)),
            Content::Text => Kind::Text(Utf8::default()),
            Content::Pairs => Kind::Pairs(pairs::Decoder::default()),
            Content::Form | Content::Bytes => Kind::Bytes,
        };
        Self { kind, is_lenient }
    }

    /// Reads on, of all that has come so far. Fails as soon as no rest could make it right.
    pub(crate) fn read(&mut self, body: &[u8]) -> Result<(), Fault> {
        match self.kind.read(body) {
            Err(_) if self.is_lenient => {
                self.kind = Kind::Bytes;
                Ok(())
            }
            verdict => verdict,
        }
    }

    /// What the host is given of a whole body, or why it is given nothing.
    pub(crate) fn admit(self, body: Bytes) -> Result<Input, Fault> {
        let Self { kind, is_lenient } = self;
        match kind.admit(&body) {
            Ok(admitted) => Ok(admitted.with(body)),
            Err(_) if is_lenient => Ok(Input::Whole(body)),
            Err(fault) => Err(fault),
        }
    }
}

impl Kind {
    fn read(&mut self, body: &[u8]) -> Result<(), Fault> {
        match self {
            Self::Json(check) => check.read(body, false),
            Self::Text(utf8) => utf8.read(body, false).map_err(not_utf8),
            Self::Pairs(decoder) => decoder.read(body).map_err(Fault::from),
            Self::Bytes => Ok(()),
        }
    }

    fn admit(self, body: &[u8]) -> Result<Admitted, Fault> {
        match self {
            _ if body.is_empty() => Ok(Admitted::Bytes),
            Self::Json(mut check) => check.read(body, true).map(|()| Admitted::Json),
            Self::Text(mut utf8) => {
                let read = utf8.read(body, true).map_err(not_utf8);
                read.map(|()| Admitted::Text)
            }
            Self::Pairs(decoder) => Ok(Admitted::Pairs(decoder.finish(body)?)),
            Self::Bytes => Ok(Admitted::Bytes),
        }
    }
}

/// What a whole body turned out to be.
enum Admitted {
    Json,
    Text,
    Pairs(String),
    Bytes,
}

impl Admitted {
    fn with(self, body: Bytes) -> Input {
        match self {
            Self::Json => Input::Json(body),
            Self::Text => Input::Text(body),
            Self::Pairs(pairs) => Input::Pairs { body, pairs },
            Self::Bytes => Input::Whole(body),
        }
    }
}

fn not_utf8(byte: usize) -> Fault {
    Fault::at(Problem::NotUtf8, byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(content: Content, is_lenient: bool, body: &'static [u8]) -> Result<Input, Fault> {
        let mut judge = Judge::new(content, false, is_lenient);
        judge.read(&body[..body.len() / 2])?;
        judge.read(body)?;
        judge.admit(Bytes::from_static(body))
    }

    fn admit(content: Content, body: &'static [u8]) -> Result<Input, Fault> {
        judged(content, false, body)
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
    fn what_is_broken_may_be_handed_on_as_bytes() {
        for (content, body) in [
            (Content::Json, &b"{"[..]),
            (Content::Json, b"}}"),
            (Content::Text, b"\xff"),
            (Content::Text, b"a\xe2\x82"),
            (Content::Pairs, b"a=%&b"),
            (Content::Pairs, b"a=%"),
        ] {
            assert!(matches!(judged(content, true, body), Ok(Input::Whole(own)) if own == body));
        }
        assert!(matches!(
            judged(Content::Json, true, b"{}"),
            Ok(Input::Json(_))
        ));
    }
}
