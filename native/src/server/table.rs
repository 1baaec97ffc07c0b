//! The route table, checked and grouped by path before anything is given to axum.

use std::collections::{HashMap, HashSet};

use http::Method;

use super::error::{ErrorKind, ServerError};
use super::pattern::Pattern;
use super::settings::RouteSpec;

/// The patterns of a route table, the first to ask standing first.
#[derive(Debug)]
pub(crate) struct Table {
    patterns: Vec<Pattern>,
    /// Parents of parameters: axum takes no rest beside a parameter.
    param_parents: HashSet<String>,
}

impl Table {
    /// Groups routes by path; the one of index `fallback` stands on no path.
    pub(crate) fn new(routes: &[RouteSpec], fallback: Option<u32>) -> Result<Self, ServerError> {
        let mut patterns = Vec::<Pattern>::new();
        let mut places = HashMap::new();
        for (route, spec) in (0..).zip(routes) {
            if Some(route) == fallback {
                continue;
            }
            let pattern = Pattern::parse(&spec.path).map_err(|why| bad_path(spec, why))?;
            let place = *places
                .entry(pattern.shape().to_owned())
                .or_insert(patterns.len());
            if place == patterns.len() {
                patterns.push(pattern);
            }
            if !patterns[place].methods.insert(method_of(spec)?, route) {
                return Err(duplicate(spec));
            }
        }
        patterns.sort_by(Pattern::precedence);
        let param_parents = patterns.iter().flat_map(Pattern::param_parents).collect();
        Ok(Self {
            patterns,
            param_parents,
        })
    }

    /// The patterns, and the shapes beside whose children axum takes no rest.
    pub(crate) fn into_parts(self) -> (Vec<Pattern>, HashSet<String>) {
        (self.patterns, self.param_parents)
    }

    /// Names of all methods that any route takes.
    pub(crate) fn methods(&self) -> Vec<String> {
        let mut names = Vec::new();
        for pattern in &self.patterns {
            pattern.methods.list(&mut names);
        }
        names
    }
}

fn method_of(spec: &RouteSpec) -> Result<Option<Method>, ServerError> {
    if spec.method == "*" {
        return Ok(None);
    }
    match spec.method.parse() {
        Ok(Method::CONNECT) | Err(_) => Err(ServerError::new(
            ErrorKind::BadMethod,
            format!(
                "The method \"{}\" of \"{}\" cannot be routed. Use an HTTP method other than CONNECT, or \"*\"",
                spec.method, spec.path
            ),
        )),
        Ok(method) => Ok(Some(method)),
    }
}

fn bad_path(spec: &RouteSpec, why: &str) -> ServerError {
    ServerError::new(
        ErrorKind::BadPath,
        format!("The path \"{}\" is not valid: {why}", spec.path),
    )
}

fn duplicate(spec: &RouteSpec) -> ServerError {
    ServerError::new(
        ErrorKind::DuplicateRoute,
        format!(
            "The route \"{} {}\" is already taken. Remove one of the two, or change its method or path",
            spec.method, spec.path
        ),
    )
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Specs of routes written as `GET /path`.
    pub(crate) fn specs(routes: &[&str]) -> Vec<RouteSpec> {
        let spec = |route: &&str| {
            let (method, path) = route.split_once(' ').unwrap();
            RouteSpec::new(method, path)
        };
        routes.iter().map(spec).collect()
    }

    fn code(routes: &[&str]) -> &'static str {
        Table::new(&specs(routes), None).unwrap_err().code()
    }

    #[test]
    fn new_groups_routes_that_match_the_same_paths() {
        let table = Table::new(&specs(&["GET /u/:id", "POST /u/:name", "GET /u"]), None).unwrap();
        let shapes: Vec<_> = table.patterns.iter().map(Pattern::shape).collect();
        assert_eq!(shapes, ["/u", "/u/{1}"]);
    }

    #[test]
    fn new_refuses_two_routes_for_the_same_requests() {
        assert_eq!(code(&["GET /u/:id", "GET /u/:name"]), "SPK_DUPLICATE_ROUTE");
        assert_eq!(code(&["GET /a", "GET /%61"]), "SPK_DUPLICATE_ROUTE");
        assert_eq!(code(&["* /a", "* /a"]), "SPK_DUPLICATE_ROUTE");
    }

    #[test]
    fn new_refuses_bad_paths_and_methods() {
        assert_eq!(code(&["GET a"]), "SPK_BAD_PATH");
        assert_eq!(code(&["GET /*a/b"]), "SPK_BAD_PATH");
        assert_eq!(code(&["G@T /a"]), "SPK_BAD_METHOD");
        assert_eq!(code(&["CONNECT /a"]), "SPK_BAD_METHOD");
    }

    #[test]
    fn new_ignores_the_path_of_the_fallback() {
        let routes = [specs(&["GET /"]), specs(&["* "])].concat();
        assert!(Table::new(&routes, Some(1)).is_ok());
    }
}
