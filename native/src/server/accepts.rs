//! Which media types the bodies of a route may have.

use http::HeaderValue;

use super::error::{ErrorKind, ServerError};
use super::media_type::{Declared, MediaType};

/// Media types and ranges of them, such as `application/json`, `image/*` and `*/*`. `application/json` takes any type in
/// `+json` too.
#[derive(Debug, Clone)]
pub struct Accepts {
    ranges: Vec<Range>,
    header: HeaderValue,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Range {
    Everything,
    /// All of a type; it ends in its slash.
    Type(String),
    Exactly(String),
}

impl Accepts {
    /// Reads the types, without parameters.
    ///
    /// # Errors
    /// `SPK_BAD_SETTINGS` for what is no media type or range, and for none at all.
    pub fn new<S: AsRef<str>>(types: &[S]) -> Result<Self, ServerError> {
        let names = types.iter().map(|name| name.as_ref().to_ascii_lowercase());
        let names: Vec<_> = names.collect();
        let ranges: Option<Vec<_>> = names.iter().map(|name| Range::parse(name)).collect();
        let header = HeaderValue::try_from(names.join(", ")).ok();
        match (ranges, header) {
            (Some(ranges), Some(header)) if !ranges.is_empty() => Ok(Self { ranges, header }),
            _ => Err(ServerError::new(
                ErrorKind::BadSettings,
                format!(
                    "A route accepts {names:?}, which are not media types. Name at least one, without parameters: \
                     \"application/json\", \"image/*\""
                ),
            )),
        }
    }

    /// Whether a body of this type is taken; one of no type is where everything is.
    pub(crate) fn takes(&self, declared: &Declared<'_>) -> bool {
        let takes = |range: &Range| match declared {
            Declared::Type(media_type) => range.takes(media_type),
            Declared::Nothing => *range == Range::Everything,
            Declared::Malformed => false,
        };
        self.ranges.iter().any(takes)
    }

    /// Value of `Accept-Post`.
    pub(crate) fn header(&self) -> HeaderValue {
        self.header.clone()
    }
}

impl Range {
    fn parse(name: &str) -> Option<Self> {
        let (kind, subtype) = name.split_once('/')?;
        match (kind, subtype) {
            ("*", "*") => Some(Self::Everything),
            (kind, "*") if is_name(kind) => Some(Self::Type(format!("{kind}/"))),
            (kind, subtype) if is_name(kind) && is_name(subtype) => {
                Some(Self::Exactly(name.to_owned()))
            }
            _ => None,
        }
    }

    fn takes(&self, media_type: &MediaType<'_>) -> bool {
        match self {
            Self::Everything => true,
            Self::Type(start) => {
                let own = media_type.essence.as_bytes().get(..start.len());
                own.is_some_and(|own| own.eq_ignore_ascii_case(start.as_bytes()))
            }
            Self::Exactly(name) => {
                media_type.is(name) || name == "application/json" && media_type.is_like_json()
            }
        }
    }
}

/// Whether this is a name of RFC 6838 section 4.2.
fn is_name(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte);
    !text.is_empty() && text.bytes().all(is_part)
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;
    use http::header::CONTENT_TYPE;

    use super::super::media_type::declared;
    use super::*;

    fn takes(types: &[&str], content_type: Option<&'static str>) -> bool {
        let mut headers = HeaderMap::new();
        if let Some(value) = content_type {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(value));
        }
        Accepts::new(types).unwrap().takes(&declared(&headers))
    }

    #[test]
    fn a_type_takes_itself_in_any_case_and_with_parameters() {
        assert!(takes(&["text/CSV"], Some("Text/csv; header=present")));
        assert!(takes(&["image/png", "text/csv"], Some("text/csv")));
        assert!(!takes(&["text/csv"], Some("text/csvx")));
        assert!(!takes(&["text/csv"], Some("text/plain")));
    }

    #[test]
    fn json_takes_what_is_written_in_it_and_not_the_other_way_round() {
        assert!(takes(
            &["application/json"],
            Some("application/problem+json")
        ));
        assert!(takes(&["application/json"], Some("text/x+JSON")));
        assert!(!takes(&["application/json"], Some("application/jsonx")));
        assert!(!takes(&["application/json"], Some("text/json")));
        assert!(!takes(
            &["application/vnd.api+json"],
            Some("application/json")
        ));
        assert!(!takes(
            &["application/vnd.api+json"],
            Some("application/problem+json")
        ));
    }

    #[test]
    fn a_range_takes_its_type() {
        assert!(takes(&["image/*"], Some("IMAGE/png")));
        assert!(!takes(&["image/*"], Some("imagex/png")));
        assert!(!takes(&["image/*"], None));
    }

    #[test]
    fn everything_takes_what_has_no_type_but_nothing_malformed() {
        assert!(takes(&["*/*"], None));
        assert!(takes(&["*/*"], Some("a/b")));
        assert!(!takes(&["*/*"], Some("junk")));
        assert!(!takes(&["a/b"], None));
    }

    #[test]
    fn the_header_names_all_of_them() {
        let accepts = Accepts::new(&["application/json", "Image/*"]).unwrap();
        assert_eq!(accepts.header(), "application/json, image/*");
    }

    #[test]
    fn new_refuses_what_is_no_media_type() {
        for name in [
            "", "json", "*", "*/json", "a/", "/b", "a/b;c=d", "a/b/c", "a /b", "a/b, c/d",
        ] {
            let error = Accepts::new(&[name]).unwrap_err();
            assert_eq!(error.code(), "SPK_BAD_SETTINGS", "{name}");
        }
        assert!(Accepts::new::<&str>(&[]).is_err());
    }
}
