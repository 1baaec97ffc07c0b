//! The HTTP server.
#![forbid(unsafe_code)]

mod dispatch;

pub use dispatch::{Answer, Call, Dispatch, Params, Reply};
