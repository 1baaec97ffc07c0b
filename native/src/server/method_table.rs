//! Which route of a path takes a method.

use http::Method;

/// The routes of one path by method.
#[derive(Debug, Default)]
pub(crate) struct MethodTable {
    routes: Vec<(Method, u32)>,
    any: Option<u32>,
}

impl MethodTable {
    /// Adds a route; `None` takes every method. False when the place is taken.
    pub(crate) fn insert(&mut self, method: Option<Method>, route: u32) -> bool {
        match method {
            None if self.any.is_some() => return false,
            None => self.any = Some(route),
            Some(method) if self.exact(&method).is_some() => return false,
            Some(method) => self.routes.push((method, route)),
        }
        true
    }

    /// The route for the method: its own, for HEAD that of GET, then that of every method.
    pub(crate) fn find(&self, method: &Method) -> Option<u32> {
        let own = self.exact(method);
        if own.is_none() && *method == Method::HEAD {
            return self.exact(&Method::GET).or(self.any);
        }
        own.or(self.any)
    }

    /// Adds the names this table answers to a list for `Allow`, each once.
    pub(crate) fn list(&self, names: &mut Vec<String>) {
        for (method, _) in &self.routes {
            push_once(names, method.as_str());
            if *method == Method::GET {
                push_once(names, Method::HEAD.as_str());
            }
        }
    }

    fn exact(&self, method: &Method) -> Option<u32> {
        let mut routes = self.routes.iter();
        routes
            .find(|(own, _)| own == method)
            .map(|&(_, route)| route)
    }
}

/// Adds a name to a list for `Allow` unless it is there.
pub(crate) fn push_once(names: &mut Vec<String>, name: &str) {
    if !names.iter().any(|own| own == name) {
        names.push(name.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(methods: &[&str]) -> MethodTable {
        let mut table = MethodTable::default();
        for (route, name) in (0..).zip(methods) {
            let method = (*name != "*").then(|| name.parse().unwrap());
            assert!(table.insert(method, route));
        }
        table
    }

    #[test]
    fn find_prefers_the_method_itself_over_all() {
        let table = table(&["*", "GET", "QUERY"]);
        assert_eq!(table.find(&Method::GET), Some(1));
        assert_eq!(table.find(&"QUERY".parse().unwrap()), Some(2));
        assert_eq!(table.find(&Method::DELETE), Some(0));
    }

    #[test]
    fn find_answers_head_from_get_unless_it_has_its_own() {
        assert_eq!(table(&["GET"]).find(&Method::HEAD), Some(0));
        assert_eq!(table(&["GET", "HEAD"]).find(&Method::HEAD), Some(1));
        assert_eq!(table(&["*", "GET"]).find(&Method::HEAD), Some(1));
        assert_eq!(table(&["POST"]).find(&Method::HEAD), None);
    }

    #[test]
    fn methods_are_case_sensitive() {
        assert_eq!(table(&["GET"]).find(&"get".parse().unwrap()), None);
    }

    #[test]
    fn insert_refuses_a_second_route_of_a_method() {
        let mut table = table(&["GET", "*"]);
        assert!(!table.insert(Some(Method::GET), 2));
        assert!(!table.insert(None, 2));
    }

    #[test]
    fn list_names_head_after_get_and_nothing_twice() {
        let mut names = Vec::new();
        table(&["POST", "GET"]).list(&mut names);
        table(&["GET", "HEAD"]).list(&mut names);
        assert_eq!(names, ["POST", "GET", "HEAD"]);
    }
}
