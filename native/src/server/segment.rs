//! One segment of a route's path.

use super::path::normalise_literal;

/// Most parameters of one path: axum's tree names them by a letter each, and panics past the last.
const MOST_PARAMS: usize = 24;

/// What one segment of a path must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Segment {
    /// This text, in the one form of paths.
    Literal(String),
    /// Any text but none.
    Param,
    /// All that is left, which may be nothing after the slash. Last only.
    Rest,
}

impl Segment {
    /// Reads one segment of a route's path; `names` holds those of the parameters before it.
    pub(crate) fn parse(text: &str, names: &mut Vec<String>) -> Result<Self, &'static str> {
        let (segment, name) = match text.as_bytes().first() {
            Some(b':') => (Self::Param, &text[1..]),
            Some(b'*') => (Self::Rest, &text[1..]),
            _ => return Self::literal(text),
        };
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '$');
        if name.is_empty() || !name.chars().all(is_name) {
            return Err(
                "a parameter has no valid name. Use letters, digits, \"_\", \"-\" and \"$\"",
            );
        }
        if names.iter().any(|own| own == name) {
            return Err("two parameters have the same name. Rename one");
        }
        if names.len() == MOST_PARAMS {
            return Err("it has more than 24 parameters. Use fewer");
        }
        names.push(name.to_owned());
        Ok(segment)
    }

    fn literal(text: &str) -> Result<Self, &'static str> {
        normalise_literal(text).map(Self::Literal).map_err(|_| {
            "a segment is not valid. Remove \"?\", \"#\", \"\\\\\", \"%2F\", dot segments and broken escapes"
        })
    }

    /// Whether some text of a segment may fit both.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Literal(own), Self::Literal(other)) => own == other,
            _ => true,
        }
    }

    /// Place in the order in which routes are asked.
    pub(crate) fn rank(&self) -> u8 {
        match self {
            Self::Literal(_) => 0,
            Self::Param => 1,
            Self::Rest => 2,
        }
    }
}

/// The path of segments as axum writes it, parameters named by their position.
pub(crate) fn shape(segments: &[Segment]) -> String {
    let mut shape = String::new();
    for (index, segment) in segments.iter().enumerate() {
        match segment {
            Segment::Literal(text) => shape.push_str(&format!("/{text}")),
            Segment::Param => shape.push_str(&format!("/{{{index}}}")),
            Segment::Rest => shape.push_str(&format!("/{{*{index}}}")),
        }
    }
    shape
}
