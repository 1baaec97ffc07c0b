//! The lists of entity tags by which clients say what they have (RFC 9110 sections 8.8.3 and 13.1.2).

/// Whether a value of `If-None-Match` names the tag, or is `*`. Compares weakly: `W/"a"` names `"a"`.
///
/// What is no list of tags names nothing from its first fault on.
pub(crate) fn matches(list: &[u8], tag: &[u8]) -> bool {
    if list.trim_ascii() == b"*" {
        return true;
    }
    let mut left = list;
    while let Some((named, after)) = first(left) {
        if named == tag {
            return true;
        }
        left = after;
    }
    false
}

/// The first tag of a list without its `W/`, and what follows it; empty elements are passed over.
fn first(list: &[u8]) -> Option<(&[u8], &[u8])> {
    let list = skip(list, b" \t,");
    let list = list.strip_prefix(b"W/").unwrap_or(list);
    let opaque = list.strip_prefix(b"\"")?;
    let end = opaque.iter().position(|&byte| byte == b'"')? + 2;
    let (named, after) = list.split_at(end);
    let after = skip(after, b" \t");
    (after.is_empty() || after.starts_with(b",")).then_some((named, after))
}

fn skip<'a>(text: &'a [u8], bytes: &[u8]) -> &'a [u8] {
    let start = text.iter().position(|byte| !bytes.contains(byte));
    &text[start.unwrap_or(text.len())..]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn matches_finds_the_tag_wherever_it_stands() {
        for list in [
            "\"a\"",
            "W/\"a\"",
            " \"a\" ",
            "\"b\", \"a\"",
            "\"b\",\"a\"",
            ", ,\"b\" ,\t W/\"a\",",
            "\"b,c\", \"a\"",
            "\"\", \"a\"",
            "*",
            " * ",
        ] {
            assert!(matches(list.as_bytes(), b"\"a\""), "{list}");
        }
    }

    #[test]
    fn matches_finds_nothing_else() {
        for list in [
            "",
            ",",
            "a",
            "\"A\"",
            "\"a",
            "a\"",
            "w/\"a\"",
            "W/ \"a\"",
            "\"a\"b",
            "\"b\" \"a\"",
            "\"b, \"a\"",
            "b, \"a\"",
            "\"b\", *",
            "**",
            "W/",
            "\"aa\"",
        ] {
            assert!(!matches(list.as_bytes(), b"\"a\""), "{list}");
        }
    }

    proptest! {
        #[test]
        fn matches_ends_for_any_bytes(list: Vec<u8>) {
            let _ = matches(&list, b"\"a\"");
        }

        #[test]
        fn matches_finds_a_tag_among_others(others in "(W/)?\"[!#-~]{0,8}\"( ?, ?\"[!#-~]{0,8}\"){0,4}") {
            let list = format!("{others}, \"at last\"");
            prop_assert!(matches(list.as_bytes(), b"\"at last\""));
        }
    }
}
