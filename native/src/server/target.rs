//! The request target: what of it is served, and its one form.

use std::borrow::Cow;

use http::uri::PathAndQuery;
use http::{Method, Uri};

use super::path::normalise;
use super::problem::Problem;

/// Most bytes of a target.
const LONGEST: usize = 8 * 1024;

/// What a request asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// A path that is in its one form already.
    Path,
    /// A path whose one form had to be written anew, with the raw query.
    Rewritten(Uri),
    /// The server as a whole: `OPTIONS *`.
    Server,
}

/// Reads a target in origin, absolute or asterisk form (RFC 9112 section 3.2); a tunnel is refused.
pub(crate) fn read(method: &Method, uri: &Uri) -> Result<Target, Problem> {
    let Some(whole) = uri.path_and_query() else {
        return Err(Problem::BadTarget);
    };
    let text = whole.as_str();
    if text.len() > LONGEST {
        return Err(Problem::UriTooLong);
    }
    if *method == Method::CONNECT || !text.is_ascii() {
        return Err(Problem::BadTarget);
    }
    if text == "*" && *method == Method::OPTIONS {
        return Ok(Target::Server);
    }
    if !text.starts_with('/') {
        return Err(Problem::BadTarget);
    }
    match normalise(whole.path()) {
        Err(_) => Err(Problem::BadPath),
        Ok(Cow::Borrowed(_)) if uri.authority().is_none() => Ok(Target::Path),
        Ok(path) => rewritten(&path, whole.query()),
    }
}

fn rewritten(path: &str, query: Option<&str>) -> Result<Target, Problem> {
    let text = match query {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let whole = PathAndQuery::try_from(text).map_err(|_| Problem::BadTarget)?;
    Ok(Target::Rewritten(Uri::from(whole)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_get(target: &str) -> Result<Target, Problem> {
        read(&Method::GET, &target.parse().unwrap())
    }

    #[test]
    fn read_takes_a_plain_target_as_it_is() {
        for target in ["/", "/users/1?q=%zz", "/a//b"] {
            assert_eq!(read_get(target), Ok(Target::Path), "{target}");
        }
    }

    #[test]
    fn read_rewrites_the_path_and_keeps_the_raw_query() {
        let expected = Target::Rewritten("/a?b=%61".parse().unwrap());
        assert_eq!(read_get("/%61?b=%61"), Ok(expected));
    }

    #[test]
    fn read_drops_the_authority_of_the_absolute_form() {
        let expected = Target::Rewritten("/a?b".parse().unwrap());
        assert_eq!(read_get("http://host:80/a?b"), Ok(expected));
    }

    #[test]
    fn read_takes_the_asterisk_for_options_only() {
        let asterisk: Uri = "*".parse().unwrap();
        assert_eq!(read(&Method::OPTIONS, &asterisk), Ok(Target::Server));
        assert_eq!(read(&Method::GET, &asterisk), Err(Problem::BadTarget));
    }

    #[test]
    fn read_refuses_tunnels() {
        assert_eq!(
            read(&Method::CONNECT, &"host:80".parse().unwrap()),
            Err(Problem::BadTarget)
        );
        assert_eq!(
            read(&Method::CONNECT, &"/a".parse().unwrap()),
            Err(Problem::BadTarget)
        );
    }

    #[test]
    fn read_refuses_bad_paths_and_raw_text_beyond_ascii() {
        assert_eq!(read_get("/a%2Fb"), Err(Problem::BadPath));
        assert_eq!(read_get("/../a"), Err(Problem::BadPath));
        assert_eq!(read_get("/?q=\u{e9}"), Err(Problem::BadTarget));
    }

    #[test]
    fn read_refuses_a_target_that_is_too_long() {
        let longest = format!("/{}", "a".repeat(LONGEST - 1));
        assert_eq!(read_get(&longest), Ok(Target::Path));
        assert_eq!(read_get(&format!("{longest}a")), Err(Problem::UriTooLong));
    }
}
