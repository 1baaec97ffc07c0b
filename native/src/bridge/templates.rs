//! Header sets that many replies share, parsed once and known by number from then on.

use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use http::{HeaderMap, HeaderName, HeaderValue};

/// Number of the template of replies that bring all their headers along: an empty set.
const NONE: &str = "";
/// More sets than this are not kept: they are not shared then.
const MAX_TEMPLATES: usize = 256;

static TEMPLATES: RwLock<Vec<(String, HeaderMap)>> = RwLock::new(Vec::new());

/// All templates; one lock serves a whole batch.
pub(crate) struct Templates(RwLockReadGuard<'static, Vec<(String, HeaderMap)>>);

impl Templates {
    pub(crate) fn read() -> Self {
        Self(TEMPLATES.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// A copy of the header set; empty if the number is unknown.
    pub(crate) fn get(&self, number: usize) -> HeaderMap {
        self.0
            .get(number)
            .map(|(_, headers)| headers.clone())
            .unwrap_or_default()
    }
}

/// Number of the header set written as `name NUL value NUL ...`; `None` if there are too many, or it is not well-formed.
pub(crate) fn intern(head: &str) -> Option<u32> {
    let mut templates = TEMPLATES.write().unwrap_or_else(PoisonError::into_inner);
    if templates.is_empty() {
        templates.push((NONE.to_owned(), HeaderMap::new()));
    }
    let known = templates.iter().position(|(text, _)| text == head);
    if known.is_none() && templates.len() >= MAX_TEMPLATES {
        return None;
    }
    let number = known.unwrap_or(templates.len());
    if known.is_none() {
        templates.push((head.to_owned(), parse_head(head)?));
    }
    u32::try_from(number).ok()
}

/// The headers of `name NUL value NUL ...`; `None` where it is not well-formed.
pub(crate) fn parse_head(head: &str) -> Option<HeaderMap> {
    let mut headers = HeaderMap::new();
    append_head(&mut headers, head);
    (headers.len() * 2 == head.split_terminator('\0').count()).then_some(headers)
}

/// Appends the headers of `name NUL value NUL ...`. JavaScript has checked them; one that is malformed all the same is left
/// out rather than sent.
pub(crate) fn append_head(headers: &mut HeaderMap, head: &str) {
    for (name, value) in pairs(head) {
        if let (Ok(name), Some(value)) =
            (HeaderName::from_bytes(name.as_bytes()), latin1_value(value))
        {
            headers.append(name, value);
        }
    }
}

fn pairs(head: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut fields = head.split_terminator('\0');
    std::iter::from_fn(move || Some((fields.next()?, fields.next()?)))
}

/// A header value carries one byte for each character (RFC 9110 section 5.5: obs-text).
fn latin1_value(value: &str) -> Option<HeaderValue> {
    if value.is_ascii() {
        return HeaderValue::from_str(value).ok();
    }
    let bytes: Option<Vec<u8>> = value
        .chars()
        .map(|c| u8::try_from(u32::from(c)).ok())
        .collect();
    HeaderValue::from_bytes(&bytes?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_head_has_one_number() {
        let head = "content-type\0text/x-template-test\0";
        let number = intern(head).unwrap();
        assert_eq!(intern(head), Some(number));
        assert_eq!(
            Templates::read().get(number as usize)["content-type"],
            "text/x-template-test"
        );
    }

    #[test]
    fn an_unknown_number_is_an_empty_head() {
        assert!(Templates::read().get(usize::MAX).is_empty());
    }

    #[test]
    fn a_malformed_head_is_no_template() {
        assert_eq!(intern("bad name\0x\0"), None);
        assert_eq!(intern("x-snow\0\u{2603}\0"), None);
        assert_eq!(intern("x-name\0value\0x-lonely\0"), None);
    }

    #[test]
    fn repeated_names_are_kept_apart() {
        let mut headers = HeaderMap::new();
        append_head(&mut headers, "set-cookie\0a=1\0set-cookie\0b=2\0");
        assert_eq!(headers.get_all("set-cookie").iter().count(), 2);
    }

    #[test]
    fn characters_up_to_ff_are_one_byte() {
        let mut headers = HeaderMap::new();
        append_head(&mut headers, "x-name\0J\u{fc}rgen\0");
        assert_eq!(headers["x-name"].as_bytes(), b"J\xfcrgen");
    }
}
