//! What JavaScript fetches of a call, because the batch did not bring it. Every reader throws once the call was answered or
//! given up: what is gone must not look like what was never there.

use napi::bindgen_prelude::Uint8ArraySlice;
use napi::{Env, JsString};
use napi_derive::napi;

use super::native_server::NativeServer;
use super::stored_call::header_text;
use super::text;

/// Bodies from this size on are given to JavaScript without a copy, in bytes: below, an external buffer costs more.
const EXTERNAL_BODY: usize = 64 * 1024;

#[napi]
impl NativeServer {
    /// Method of a call whose number is not in the list.
    #[napi(catch_unwind)]
    pub fn method(&self, slot: u32, generation: u32) -> napi::Result<String> {
        self.read(slot, generation, |call| call.method.as_str().to_owned())
    }

    /// Path parameter of a call, percent-decoded.
    #[napi(catch_unwind)]
    pub fn param(&self, slot: u32, generation: u32, index: u32) -> napi::Result<String> {
        self.read(slot, generation, |call| {
            String::from_utf8_lossy(call.param(index as usize)).into_owned()
        })
    }

    /// Normalised path of a call, percent-encoded.
    #[napi(catch_unwind)]
    pub fn path(&self, slot: u32, generation: u32) -> napi::Result<String> {
        self.read(slot, generation, |call| call.target.path().to_owned())
    }

    /// Raw query of a call.
    #[napi(catch_unwind)]
    pub fn query(&self, slot: u32, generation: u32) -> napi::Result<String> {
        self.read(slot, generation, |call| {
            call.target.query().unwrap_or_default().to_owned()
        })
    }

    /// Pairs of the query of a call, decoded: name NUL value NUL for each; within them `%` is `%25` and NUL `%00`.
    #[napi(catch_unwind)]
    pub fn query_pairs(&self, slot: u32, generation: u32) -> napi::Result<String> {
        self.read(slot, generation, |call| {
            String::from_utf8_lossy(call.query_pairs()).into_owned()
        })
    }

    /// Pairs of the urlencoded form that is the body of a call, as those of its query.
    #[napi(catch_unwind)]
    pub fn body_pairs<'env>(
        &self,
        env: &'env Env,
        slot: u32,
        generation: u32,
    ) -> napi::Result<JsString<'env>> {
        let pairs = self.read(slot, generation, |call| call.pairs.clone())?;
        text::from_utf8(env, &pairs)
    }

    /// Address of the peer of a call.
    #[napi(catch_unwind)]
    pub fn peer(&self, slot: u32, generation: u32) -> napi::Result<String> {
        self.read(slot, generation, |call| call.peer.to_string())
    }

    /// Values of one header of a call, joined by ", " (Cookie by "; "); null if it has none. The name is lower case.
    #[napi(catch_unwind)]
    pub fn header<'env>(
        &self,
        env: &'env Env,
        slot: u32,
        generation: u32,
        name: String,
    ) -> napi::Result<Option<JsString<'env>>> {
        let value = self.read(slot, generation, |call| call.header(&name))?;
        value
            .map(|value| text::from_latin1(env, &value))
            .transpose()
    }

    /// All headers of a call: name NUL value NUL, and so on.
    #[napi(catch_unwind)]
    pub fn headers<'env>(
        &self,
        env: &'env Env,
        slot: u32,
        generation: u32,
    ) -> napi::Result<JsString<'env>> {
        let headers = self.read(slot, generation, |call| header_text(&call.headers))?;
        text::from_latin1(env, &headers)
    }

    /// Body of a call as text. It is UTF-8 where it is JSON or text; of any other, what is not is replaced.
    #[napi(catch_unwind)]
    pub fn body_text<'env>(
        &self,
        env: &'env Env,
        slot: u32,
        generation: u32,
    ) -> napi::Result<JsString<'env>> {
        let body = self.read(slot, generation, |call| call.body.clone())?;
        text::from_utf8(env, &String::from_utf8_lossy(&body))
    }

    /// Body of a call as bytes of the caller's own.
    #[napi(catch_unwind)]
    pub fn body_bytes<'env>(
        &self,
        env: &'env Env,
        slot: u32,
        generation: u32,
    ) -> napi::Result<Uint8ArraySlice<'env>> {
        let body = self.read(slot, generation, |call| call.body.clone())?;
        to_array(env, &body)
    }
}

/// An array of the caller's own.
pub(crate) fn to_array<'env>(env: &'env Env, bytes: &[u8]) -> napi::Result<Uint8ArraySlice<'env>> {
    if bytes.len() < EXTERNAL_BODY {
        return Uint8ArraySlice::copy_from(env, bytes);
    }
    // A Vec of its own: hyper's buffer may be shared with the next request of the connection.
    Uint8ArraySlice::from_data(env, bytes.to_vec())
}

/// The same of bytes that are nobody else's: many are not copied.
pub(crate) fn into_array(env: &Env, bytes: Vec<u8>) -> napi::Result<Uint8ArraySlice<'_>> {
    if bytes.len() < EXTERNAL_BODY {
        return Uint8ArraySlice::copy_from(env, bytes);
    }
    Uint8ArraySlice::from_data(env, bytes)
}
