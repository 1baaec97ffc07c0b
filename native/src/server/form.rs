//! Forms: `multipart/form-data` bodies (RFC 7578), parsed into their parts as they come.
//!
//! multer keeps the last of two headers of one name in a part, and nothing of the other: a second `Content-Disposition`
//! cannot be seen here.

use std::future::poll_fn;

use axum::body::Body;
use bytes::Bytes;
use http::HeaderMap;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use hyper::body::Body as _;
use multer::{Error, Field, Multipart};

use super::body::{poll_data, problem};
use super::body_reader::BodyError;
use super::dispatch::FormPart;
use super::form_source::{FormSource, Meter};
use super::input::BodyLimits;
use super::joined::Joined;
use super::media_type::{Declared, declared};
use super::problem::Problem;
use super::state::{ConnectionState, Phase};

/// Most parts of a form.
const MOST_PARTS: usize = 100;
/// Most bytes of the headers of a part.
const HEAD_LIMIT: usize = 16 * 1024;
/// Most bytes of a part without a file name.
const FIELD_LIMIT: usize = 1024 * 1024;
/// Most characters of a boundary (RFC 2046 section 5.1.1).
const BOUNDARY_LIMIT: usize = 70;

/// The boundary of the form that a request carries.
pub(crate) fn boundary(headers: &HeaderMap) -> Result<String, Problem> {
    let Declared::Type(media_type) = declared(headers) else {
        return Err(Problem::BadForm);
    };
    let is_valid = |boundary: &String| (1..=BOUNDARY_LIMIT).contains(&boundary.len());
    let boundary = media_type.boundary();
    boundary.filter(is_valid).ok_or(Problem::BadForm)
}

/// Reads the parts of a form, and all that stands behind them.
pub(crate) async fn read(
    body: &mut Body,
    boundary: String,
    limits: BodyLimits,
    state: &ConnectionState,
) -> Result<Vec<FormPart>, Problem> {
    if body.size_hint().lower() > limits.whole as u64 {
        return Err(Problem::PayloadTooLarge);
    }
    state.enter(Phase::Body);
    let meter = Meter::new(limits.whole);
    let source = FormSource::new(body, state, &meter);
    let form = Multipart::new(source, boundary);
    let parts = read_parts(form, &meter, limits.file).await?;
    while let Some(piece) = poll_fn(|cx| poll_data(body, state, cx))
        .await
        .map_err(problem)?
    {
        meter.take(piece.len()).map_err(problem)?;
    }
    state.enter(Phase::Handler);
    Ok(parts)
}

async fn read_parts(
    mut form: Multipart<'_>,
    meter: &Meter,
    file_limit: usize,
) -> Result<Vec<FormPart>, Problem> {
    let mut parts = Vec::new();
    loop {
        meter.set_allowance(HEAD_LIMIT);
        let Some(field) = form.next_field().await.map_err(problem_of)? else {
            return Ok(parts);
        };
        meter.set_allowance(usize::MAX);
        if parts.len() == MOST_PARTS {
            return Err(Problem::FormTooLarge);
        }
        parts.push(read_part(field, file_limit).await?);
    }
}

async fn read_part(mut field: Field<'_>, file_limit: usize) -> Result<FormPart, Problem> {
    check_head(field.headers())?;
    let name = field.name().map(unescape).ok_or(Problem::BadForm)?;
    let file_name = field.file_name().map(unescape);
    let content_type = field.headers().get(CONTENT_TYPE);
    let content_type =
        content_type.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let limit = if file_name.is_some() {
        file_limit
    } else {
        FIELD_LIMIT
    };
    Ok(FormPart {
        name,
        file_name,
        content_type,
        body: read_data(&mut field, limit).await?,
    })
}

async fn read_data(field: &mut Field<'_>, limit: usize) -> Result<Bytes, Problem> {
    let mut whole = Joined::default();
    while let Some(piece) = field.chunk().await.map_err(problem_of)? {
        if piece.len() > limit - whole.len() {
            return Err(Problem::FormTooLarge);
        }
        whole.push(piece, 0);
    }
    Ok(whole.finish())
}

fn check_head(headers: &HeaderMap) -> Result<(), Problem> {
    let lines = headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len() + 4);
    if lines.sum::<usize>() > HEAD_LIMIT {
        return Err(Problem::FormTooLarge);
    }
    let disposition = headers
        .get(CONTENT_DISPOSITION)
        .map_or(&b""[..], |value| value.as_bytes());
    let kind = disposition
        .split(|byte| *byte == b';')
        .next()
        .unwrap_or_default();
    if kind.trim_ascii().eq_ignore_ascii_case(b"form-data") {
        Ok(())
    } else {
        Err(Problem::BadForm)
    }
}

/// Undoes what browsers do to line ends and quotes in names (HTML, "multipart form data").
fn unescape(name: &str) -> String {
    name.replace("%0A", "\n")
        .replace("%0D", "\r")
        .replace("%22", "\"")
}

fn problem_of(error: Error) -> Problem {
    match error {
        Error::StreamReadFailed(cause) => cause
            .downcast_ref::<BodyError>()
            .map_or(Problem::BadBody, |&error| problem(error)),
        _ => Problem::BadForm,
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn boundary_of(content_type: &'static str) -> Result<String, Problem> {
        let mut headers = HeaderMap::new();
        headers.append(CONTENT_TYPE, HeaderValue::from_static(content_type));
        boundary(&headers)
    }

    #[test]
    fn boundary_is_that_of_a_form() {
        for (value, expected) in [
            ("multipart/form-data; boundary=abc", "abc"),
            ("Multipart/Form-Data;boundary=\"a b\"", "a b"),
            (
                "multipart/form-data; charset=utf-8; boundary=----x",
                "----x",
            ),
            ("multipart/form-data;; boundary=ab", "ab"),
            ("multipart/form-data; boundary=ab ; charset=utf-8", "ab"),
            ("multipart/form-data; x=\"\\\"\"; boundary=ab", "ab"),
        ] {
            assert_eq!(boundary_of(value), Ok(expected.to_owned()), "{value}");
        }
    }

    #[test]
    fn a_form_without_a_valid_boundary_is_malformed() {
        let long = "multipart/form-data; boundary=0123456789012345678901234567890123456789012345678901234567890123456789x";
        for value in [
            "multipart/form-data",
            "multipart/form-data; boundary=\"\"",
            long,
        ] {
            assert_eq!(boundary_of(value), Err(Problem::BadForm), "{value}");
        }
        assert!(boundary_of(&long[..long.len() - 1]).is_ok());
    }

    #[test]
    fn unescape_undoes_what_browsers_write_and_nothing_else() {
        assert_eq!(unescape("a%22b%0D%0Ac%20%2522"), "a\"b\r\nc%20%2522");
    }
}
