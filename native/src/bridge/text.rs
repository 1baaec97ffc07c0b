//! Strings across the border, with the cheapest Node-API call for each direction.

use std::ptr;

use napi::bindgen_prelude::FromNapiValue;
use napi::{Env, JsString, JsValue, check_status, sys};

/// Longest string of any engine, in UTF-16 units.
const MAX_UNITS: usize = 1 << 30;

/// A JavaScript string of these latin1 bytes.
pub(crate) fn from_latin1<'env>(env: &Env, bytes: &[u8]) -> napi::Result<JsString<'env>> {
    let mut value = ptr::null_mut();
    // SAFETY: the pointer and the length describe `bytes`, which Node-API copies before it returns.
    check_status!(unsafe {
        sys::napi_create_string_latin1(
            env.raw(),
            bytes.as_ptr().cast(),
            bytes.len() as isize,
            &mut value,
        )
    })?;
    // SAFETY: `value` was just created as a string of this environment.
    unsafe { JsString::from_napi_value(env.raw(), value) }
}

/// A JavaScript string of this text.
pub(crate) fn from_utf8<'env>(env: &Env, text: &str) -> napi::Result<JsString<'env>> {
    if text.is_ascii() {
        return from_latin1(env, text.as_bytes());
    }
    let mut value = ptr::null_mut();
    // SAFETY: the pointer and the length describe `text`, which Node-API copies before it returns.
    check_status!(unsafe {
        sys::napi_create_string_utf8(
            env.raw(),
            text.as_ptr().cast(),
            text.len() as isize,
            &mut value,
        )
    })?;
    // SAFETY: `value` was just created as a string of this environment.
    unsafe { JsString::from_napi_value(env.raw(), value) }
}

/// A JavaScript string as UTF-8, and whether it is ASCII. `units` is its length in UTF-16 units, as JavaScript counts.
///
/// One call with room for ASCII is enough nearly always; asking for the length first would double the cost.
pub(crate) fn to_utf8(
    env: &Env,
    string: &JsString<'_>,
    units: usize,
) -> napi::Result<(Vec<u8>, bool)> {
    if units > MAX_UNITS {
        return Err(napi::Error::from_reason("No string is that long"));
    }
    let text = read(env, string, units)?;
    if text.len() == units && text.is_ascii() {
        return Ok((text, true));
    }
    // A UTF-16 unit takes at most three bytes in UTF-8.
    let text = read(env, string, units.saturating_mul(3))?;
    Ok((text, false))
}

/// Reads at most `room` bytes.
fn read(env: &Env, string: &JsString<'_>, room: usize) -> napi::Result<Vec<u8>> {
    let mut text = Vec::<u8>::with_capacity(room + 1);
    let mut written = 0;
    // SAFETY: the buffer has room for `room` bytes and the NUL that Node-API writes behind them.
    check_status!(unsafe {
        sys::napi_get_value_string_utf8(
            env.raw(),
            string.raw(),
            text.as_mut_ptr().cast(),
            room + 1,
            &mut written,
        )
    })?;
    // SAFETY: Node-API has initialised `written` bytes, at most `room`.
    unsafe { text.set_len(written.min(room)) };
    Ok(text)
}
