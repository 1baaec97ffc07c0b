//! What the answers have in common that the server makes itself.

use axum::response::Response;
use http::header::{DATE, HeaderMap, HeaderName};

use super::error::{ErrorKind, ServerError};
use super::reply::is_own;
use super::request_ids::RequestIds;
use super::settings::Settings;

/// Most headers that all of them may have.
const MOST_HEADERS: usize = 32;

/// Headers of every answer of the server's own.
pub(crate) struct OwnAnswers {
    headers: HeaderMap,
    ids: Option<(HeaderName, RequestIds)>,
}

impl OwnAnswers {
    pub(crate) fn new(settings: &Settings) -> Self {
        let header = settings.request_id_header.clone();
        Self {
            headers: settings.answer_headers.clone(),
            ids: header.map(|header| (header, RequestIds::new())),
        }
    }

    /// Adds what the answer does not have.
    pub(crate) fn complete(&self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        for name in self.headers.keys() {
            if !headers.contains_key(name) {
                let values = self.headers.get_all(name).iter().cloned();
                headers.extend(values.map(|value| (name.clone(), value)));
            }
        }
        if let Some((header, ids)) = &self.ids {
            headers.insert(header, ids.next());
        }
        response
    }
}

/// Refuses headers that the framing decides, or the connection, and more than there may be.
pub(crate) fn check(settings: &Settings) -> Result<(), ServerError> {
    let headers = &settings.answer_headers;
    if headers.len() > MOST_HEADERS {
        let count = headers.len();
        return Err(bad(format!(
            "There are {count} answer headers. Give {MOST_HEADERS} at most"
        )));
    }
    let mut names = headers.keys().chain(&settings.request_id_header);
    match names.find(|name| is_own(name) || *name == DATE) {
        Some(name) => Err(bad(format!(
            "The header \"{name}\" is the server's own to write. Leave it out of the answer headers"
        ))),
        None => Ok(()),
    }
}

fn bad(message: String) -> ServerError {
    ServerError::new(ErrorKind::BadSettings, message)
}
