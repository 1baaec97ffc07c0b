//! Bodies that JavaScript writes or reads piece by piece, and the parts of forms. What a stale number names is closed:
//! nothing is taken, nothing is there.

use std::sync::Arc;
use std::time::Duration;

use http::{Method, StatusCode};
use napi::bindgen_prelude::Uint8ArraySlice;
use napi::{Env, JsString};
use napi_derive::napi;

use super::commit::ReplyRecord;
use super::native_call::{into_array, to_array};
use super::native_server::NativeServer;
use super::stored_call::StoredCall;
use super::streams::outgoing::{Finish, Outgoing, Written};
use super::streams::reply_body::ReplyBody;
use super::streams::{Event, feed};
use super::templates::Templates;
use super::text;
use crate::server::{Answer, FormPart, Reply, ReplyBody as Body};

/// One part of a `multipart/form-data` body.
#[napi(object, object_from_js = false)]
pub struct NativeFormPart<'env> {
    /// Name of the field.
    pub name: String,
    /// Name of the file; absent for a plain field.
    pub file_name: Option<String>,
    /// Content type; empty where the part has none.
    pub content_type: String,
    /// Content, the caller's own.
    pub body: Uint8ArraySlice<'env>,
}

impl<'env> NativeFormPart<'env> {
    fn new(env: &'env Env, part: FormPart) -> napi::Result<Self> {
        Ok(Self {
            name: part.name,
            file_name: part.file_name,
            content_type: part.content_type.unwrap_or_default(),
            body: to_array(env, &part.body)?,
        })
    }
}

#[napi]
impl NativeServer {
    /// Answers a call with a body that is written piece by piece; returns the number of the stream, or null where too many
    /// are open, and the call was answered 503. The words are those of one reply, the text is its head. A comment is sent
    /// after each `heartbeat` milliseconds of silence, none for 0.
    #[napi(catch_unwind)]
    pub fn open_reply(&self, words: &[u32], head: String, heartbeat: u32) -> Option<u32> {
        let record = *ReplyRecord::read_all(words).first()?;
        let headers = record.headers(&Templates::read(), &head);
        let body = if self.has_body(&record) {
            Outgoing::new()
        } else {
            Outgoing::nothing()
        };
        let body = Arc::new(body);
        let isolate = self.isolate();
        let Some(number) = isolate.streams.outgoing.insert(body.clone()) else {
            isolate.counters.shed.add(1);
            isolate.answer(record.ticket(), Answer::Busy);
            return None;
        };
        isolate.counters.streams_opened.add(1);
        let heartbeat = (heartbeat > 0).then(|| Duration::from_millis(u64::from(heartbeat)));
        let body = ReplyBody::new(isolate.clone(), number, body, heartbeat);
        let reply = Reply {
            status: record.status(),
            headers,
            body: Body::Stream(Box::pin(body)),
        };
        isolate.answer(record.ticket(), Answer::Reply(reply));
        Some(number)
    }

    /// Writes a text of this many UTF-16 units; false where it was not taken, for want of room or because the stream is closed.
    #[napi(catch_unwind)]
    pub fn write_text(
        &self,
        env: Env,
        number: u32,
        text: JsString<'_>,
        units: u32,
    ) -> napi::Result<bool> {
        let (text, _) = text::to_utf8(&env, &text, units as usize)?;
        let taken = self.write(number, |body| body.write_whole(&text));
        Ok(taken == text.len())
    }

    /// Writes bytes; returns how many were taken. A record tells when there is room for the rest.
    #[napi(catch_unwind)]
    pub fn write_bytes(&self, number: u32, bytes: &[u8]) -> u32 {
        // At most the window is taken at a time.
        self.write(number, |body| body.write(bytes)) as u32
    }

    /// Ends a stream behind what was written: whole, or so that the client sees that it is not.
    #[napi(catch_unwind)]
    pub fn finish_reply(&self, number: u32, is_whole: bool) {
        let how = if is_whole {
            Finish::Whole
        } else {
            Finish::Broken
        };
        let body = self.isolate().streams.outgoing.get(number);
        if let Some(waker) = body.and_then(|body| body.finish(how)) {
            waker.wake();
        }
    }

    /// Takes the body of a call whose route reads it piece by piece; returns its number, null where there is no body.
    #[napi(catch_unwind)]
    pub fn open_body(&self, slot: u32, generation: u32) -> napi::Result<Option<u32>> {
        let reader = self.read(slot, generation, |call| call.reader.take())?;
        let isolate = self.isolate();
        let shard = usize::from(isolate.shard_of(slot));
        Ok(reader
            .zip(isolate.shards.handles().get(shard))
            .and_then(|(reader, handle)| feed::start(isolate, handle, *reader)))
    }

    /// Asks for the next chunk; a record tells when it is there, or why there is none.
    #[napi(catch_unwind)]
    pub fn read_body(&self, number: u32) {
        let Some(body) = self.isolate().streams.incoming.get(number) else {
            return;
        };
        let asked = body.ask();
        if asked.is_ready {
            self.isolate().tell(Event::Readable(number));
        }
        if let Some(waker) = asked.wake {
            waker.wake();
        }
    }

    /// The chunk that a record told of.
    #[napi(catch_unwind)]
    pub fn take_body<'env>(
        &self,
        env: &'env Env,
        number: u32,
    ) -> napi::Result<Option<Uint8ArraySlice<'env>>> {
        let Some(body) = self.isolate().streams.incoming.get(number) else {
            return Ok(None);
        };
        let (chunk, wake) = body.take();
        if let Some(waker) = wake {
            waker.wake();
        }
        into_array(env, chunk).map(Some)
    }

    /// Gives up a body.
    #[napi(catch_unwind)]
    pub fn cancel_body(&self, number: u32) {
        let body = self.isolate().streams.incoming.remove(number);
        if let Some(waker) = body.and_then(|body| body.cancel()) {
            waker.wake();
        }
    }

    /// Parts of the form that is the body of a call.
    #[napi(catch_unwind)]
    pub fn form_parts<'env>(
        &self,
        env: &'env Env,
        slot: u32,
        generation: u32,
    ) -> napi::Result<Vec<NativeFormPart<'env>>> {
        let parts = self.read(slot, generation, |call| call.form.clone())?;
        let parts = parts.unwrap_or_default().into_iter();
        parts.map(|part| NativeFormPart::new(env, part)).collect()
    }
}

impl NativeServer {
    /// Whether there is a body to be sent.
    fn has_body(&self, record: &ReplyRecord) -> bool {
        let is_head = |call: &mut StoredCall| call.method == Method::HEAD;
        let status = record.status();
        status != StatusCode::NO_CONTENT
            && status != StatusCode::NOT_MODIFIED
            && self.isolate().read(record.ticket(), is_head) != Some(true)
    }

    fn write(&self, number: u32, write: impl FnOnce(&Outgoing) -> Written) -> usize {
        let Some(body) = self.isolate().streams.outgoing.get(number) else {
            return 0;
        };
        let written = write(&body);
        let counters = &self.isolate().counters;
        counters
            .queued_bytes_high_water
            .raise(written.waiting as u64);
        if let Some(waker) = written.wake {
            waker.wake();
        }
        written.taken
    }
}
