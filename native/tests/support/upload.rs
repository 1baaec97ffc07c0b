//! Handlers that read the body of their request piece by piece.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use spikard_native::server::{BodyError, BodyReader, Call, Cut, Input, ReplyBody, ReplyStream};

/// The reader of a call whose body is streamed.
pub fn reader(call: Call) -> BodyReader {
    match call.body {
        Input::Stream(reader) => reader,
        other => panic!("{other:?} is not streamed"),
    }
}

pub async fn next(reader: &mut BodyReader) -> Option<Result<Bytes, BodyError>> {
    poll_fn(|cx| reader.poll_chunk(cx)).await
}

/// All of a body, or why it has no end.
pub async fn read_all(mut reader: BodyReader) -> Result<Vec<u8>, BodyError> {
    let mut whole = Vec::new();
    while let Some(piece) = next(&mut reader).await {
        whole.extend_from_slice(&piece?);
    }
    Ok(whole)
}

/// A body that repeats a request's, piece by piece.
pub fn echo(reader: BodyReader) -> ReplyBody {
    ReplyBody::Stream(Box::pin(Echo(reader)))
}

struct Echo(BodyReader);

impl ReplyStream for Echo {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Cut>>> {
        let polled = self.0.poll_chunk(cx);
        polled.map(|piece| piece.map(|piece| piece.map_err(|_| Cut)))
    }
}
