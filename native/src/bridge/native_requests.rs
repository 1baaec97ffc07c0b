//! Requests from within the process.

use bytes::Bytes;
use http::{Method, Request, Uri};
use napi::{Env, JsString};
use napi_derive::napi;

use super::native_server::NativeServer;
use super::templates::append_head;
use super::{requests, text};

#[napi]
impl NativeServer {
    /// Sends a request to this server without a socket; returns its number. A record tells of the answer. The head is
    /// `name NUL value NUL` for each header. Throws where method or target cannot be sent.
    #[napi(catch_unwind)]
    pub fn request(
        &self,
        method: String,
        target: String,
        head: String,
        body: &[u8],
    ) -> napi::Result<u32> {
        let mut request = Request::new(Bytes::copy_from_slice(body));
        *request.method_mut() = Method::from_bytes(method.as_bytes()).map_err(|_| {
            refuse(format!(
                "The method \"{method}\" is none: write it as HTTP does"
            ))
        })?;
        *request.uri_mut() = target.parse::<Uri>().map_err(|_| {
            refuse(format!(
                "The target \"{target}\" is none: give a path with its query, percent-encoded"
            ))
        })?;
        append_head(request.headers_mut(), &head);
        let response = self.server().request(request);
        let started = self
            .isolate()
            .shards
            .handles()
            .first()
            .and_then(|handle| requests::start(self.isolate(), handle, response));
        started.ok_or_else(|| refuse("The server has stopped".to_owned()))
    }

    /// Headers of an answer that a record told of: `name NUL value NUL` for each; or why there is none.
    #[napi(catch_unwind)]
    pub fn take_answer<'env>(&self, env: &'env Env, number: u32) -> napi::Result<JsString<'env>> {
        let asked = self.isolate().streams.requests.remove(number);
        let answered = asked.and_then(|asked| asked.take());
        let head = answered.map(|answered| answered.head).unwrap_or_default();
        text::from_latin1(env, &head)
    }

    /// Gives up a request whose answer has not been taken, as a client that goes away.
    #[napi(catch_unwind)]
    pub fn cancel_request(&self, number: u32) {
        let Some(asked) = self.isolate().streams.requests.remove(number) else {
            return;
        };
        asked.abort();
        if let Some(body) = asked.take().and_then(|answered| answered.body) {
            self.cancel_body(body);
        }
    }
}

fn refuse(reason: String) -> napi::Error {
    napi::Error::from_reason(format!("SPK_BAD_REQUEST: {reason}"))
}
