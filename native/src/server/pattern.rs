//! The path of a route: what it matches, what it captures, and which of two comes first.

use std::cmp::Ordering;

use super::dispatch::Params;
use super::method_table::MethodTable;
use super::path::decode;
use super::segment::{Segment, shape};

/// One path of the route table with the routes that stand on it.
#[derive(Debug)]
pub(crate) struct Pattern {
    segments: Vec<Segment>,
    shape: String,
    pub(crate) methods: MethodTable,
}

impl Pattern {
    /// Reads `/users/:id` or `/files/*rest`; the error is a cause and a cure for people.
    pub(crate) fn parse(path: &str) -> Result<Self, &'static str> {
        let Some(relative) = path.strip_prefix('/') else {
            return Err("it does not begin with \"/\". Begin it with \"/\"");
        };
        let mut names = Vec::new();
        let segments: Vec<_> = relative
            .split('/')
            .map(|segment| Segment::parse(segment, &mut names))
            .collect::<Result<_, _>>()?;
        let (_, before) = segments.split_last().unwrap_or((&Segment::Rest, &[]));
        if before.contains(&Segment::Rest) {
            return Err("something follows \"*\". Make it the last segment");
        }
        Ok(Self::of(segments))
    }

    pub(crate) fn of(segments: Vec<Segment>) -> Self {
        Self {
            shape: shape(&segments),
            segments,
            methods: MethodTable::default(),
        }
    }

    /// The path as axum writes it, parameters named by their position: equal for patterns that match the same.
    pub(crate) fn shape(&self) -> &str {
        &self.shape
    }

    pub(crate) fn has_rest(&self) -> bool {
        self.segments.last() == Some(&Segment::Rest)
    }

    /// Shapes of what stands before each parameter, where axum allows no rest.
    pub(crate) fn param_parents(&self) -> impl Iterator<Item = String> {
        let segments = self.segments.iter().enumerate();
        segments
            .filter(|(_, segment)| **segment == Segment::Param)
            .map(|(index, _)| shape(&self.segments[..index]))
    }

    /// Shape of what stands before the last segment.
    pub(crate) fn parent(&self) -> String {
        shape(&self.segments[..self.segments.len() - 1])
    }

    /// The pattern of this one's path with an empty rest: `/files/` for `/files/*rest`.
    pub(crate) fn with_empty_rest(&self) -> Self {
        let mut segments = self.segments[..self.segments.len() - 1].to_vec();
        segments.push(Segment::Literal(String::new()));
        Self::of(segments)
    }

    /// The parameters of a path in the one form, or `None` where the pattern does not match it.
    pub(crate) fn capture(&self, path: &str) -> Option<Params> {
        let mut params = Params::default();
        let mut left = path.strip_prefix('/');
        for segment in &self.segments {
            let text = left?;
            if *segment == Segment::Rest {
                return is_clean(text).then(|| pushed(params, text));
            }
            let (own, after) = split_first(text);
            match segment {
                Segment::Literal(literal) if literal == own => {}
                Segment::Param if !own.is_empty() => params = pushed(params, own),
                _ => return None,
            }
            left = after;
        }
        left.is_none().then_some(params)
    }

    /// Whether axum may bring a path to one that the other matches. axum lets a parameter be empty, so this does too.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        let mut pairs = self.segments.iter().zip(&other.segments);
        let (short, long) = (
            self.segments.len().min(other.segments.len()),
            self.segments.len().max(other.segments.len()),
        );
        let rest_at = pairs
            .clone()
            .position(|(a, b)| *a == Segment::Rest || *b == Segment::Rest);
        match rest_at {
            Some(index) => pairs.by_ref().take(index).all(|(a, b)| a.overlaps(b)),
            None => short == long && pairs.all(|(a, b)| a.overlaps(b)),
        }
    }

    /// Which of two patterns that match one path is asked first: segment by segment, a literal stands before a
    /// parameter and that before a rest.
    pub(crate) fn precedence(&self, other: &Self) -> Ordering {
        let ranks = |pattern: &Self| {
            pattern
                .segments
                .iter()
                .map(Segment::rank)
                .collect::<Vec<_>>()
        };
        ranks(self).cmp(&ranks(other))
    }
}

fn split_first(text: &str) -> (&str, Option<&str>) {
    match text.split_once('/') {
        Some((own, after)) => (own, Some(after)),
        None => (text, None),
    }
}

/// Whether a rest has no empty segment but a last one.
fn is_clean(rest: &str) -> bool {
    !rest.starts_with('/') && !rest.contains("//")
}

fn pushed(mut params: Params, value: &str) -> Params {
    params.push(&decode(value));
    params
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(path: &str) -> Pattern {
        Pattern::parse(path).unwrap()
    }

    fn captured(pattern_path: &str, path: &str) -> Option<Vec<String>> {
        let params = pattern(pattern_path).capture(path)?;
        let mut start = 0;
        let values = params.ends().iter().map(|&end| {
            let value = params.text()[start..end as usize].to_owned();
            start = end as usize;
            value
        });
        Some(values.collect())
    }

    #[test]
    fn shape_names_parameters_by_position() {
        assert_eq!(pattern("/u/:id").shape(), pattern("/u/:name").shape());
        assert_eq!(pattern("/a/:b/*c").shape(), "/a/{1}/{*2}");
        assert_eq!(pattern("/").shape(), "/");
    }

    #[test]
    fn parse_brings_literals_into_the_one_form() {
        assert_eq!(
            pattern("/%61/caf\u{e9}/{x}").shape(),
            "/a/caf%C3%A9/%7Bx%7D"
        );
    }

    #[test]
    fn parse_refuses_what_no_path_can_be() {
        for path in [
            "", "a", "*", "/:", "/*", "/a/*b/c", "/:a/:a", "/:a?", "/:a(x)", "/a/../b", "/a%2Fb",
            "/a?b",
        ] {
            assert!(Pattern::parse(path).is_err(), "{path}");
        }
    }

    #[test]
    fn parse_takes_so_many_parameters_and_no_more() {
        let path = |count: usize| {
            (0..count)
                .map(|index| format!("/:p{index}"))
                .collect::<String>()
        };
        assert!(Pattern::parse(&path(24)).is_ok());
        assert!(Pattern::parse(&path(25)).is_err());
    }

    #[test]
    fn capture_decodes_parameters_once() {
        assert_eq!(captured("/u/:id", "/u/a%20b"), Some(vec!["a b".into()]));
        assert_eq!(captured("/u/:id", "/u/%2541"), Some(vec!["%41".into()]));
    }

    #[test]
    fn capture_wants_every_segment_and_no_more() {
        assert_eq!(captured("/u/:id", "/u"), None);
        assert_eq!(captured("/u/:id", "/u/"), None);
        assert_eq!(captured("/u/:id", "/u/1/"), None);
        assert_eq!(captured("/u/:id/", "/u/1/"), Some(vec!["1".into()]));
        assert_eq!(captured("/", "/"), Some(vec![]));
    }

    #[test]
    fn capture_takes_a_rest_that_is_empty_but_not_one_that_is_missing() {
        assert_eq!(captured("/f/*rest", "/f/a/b"), Some(vec!["a/b".into()]));
        assert_eq!(captured("/f/*rest", "/f/"), Some(vec![String::new()]));
        assert_eq!(captured("/f/*rest", "/f"), None);
        assert_eq!(captured("/*rest", "/"), Some(vec![String::new()]));
    }

    #[test]
    fn capture_keeps_empty_segments_out_of_parameters_and_rests() {
        assert_eq!(captured("/f/*rest", "/f//etc/passwd"), None);
        assert_eq!(captured("/f/*rest", "/f/a//b"), None);
        assert_eq!(captured("/f/*rest", "/f/a/"), Some(vec!["a/".into()]));
        assert_eq!(captured("/a/:b/c", "/a//c"), None);
        assert_eq!(captured("/a//:b", "/a//c"), Some(vec!["c".into()]));
    }

    #[test]
    fn overlaps_is_true_where_one_path_may_come_to_both() {
        for (one, other) in [
            ("/a/:b", "/a/c"),
            ("/:a/b", "/c/:d"),
            ("/a/*b", "/a/c/d"),
            ("/a/*b", "/a/"),
            ("/*a", "/:b/:c"),
            ("/:a/b", "//b"),
        ] {
            assert!(pattern(one).overlaps(&pattern(other)), "{one} {other}");
            assert!(pattern(other).overlaps(&pattern(one)), "{other} {one}");
        }
        for (one, other) in [("/a/*b", "/a"), ("/a/b", "/:c"), ("/a/b", "/a/c")] {
            assert!(!pattern(one).overlaps(&pattern(other)), "{one} {other}");
            assert!(!pattern(other).overlaps(&pattern(one)), "{other} {one}");
        }
    }

    #[test]
    fn precedence_is_literal_then_parameter_then_rest() {
        let mut paths = ["/*a", "/:a/b", "/a/*b", "/a/:b", "/a/b"];
        paths.sort_by(|one, other| pattern(one).precedence(&pattern(other)));
        assert_eq!(paths, ["/a/b", "/a/:b", "/a/*b", "/:a/b", "/*a"]);
    }
}
