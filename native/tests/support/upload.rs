//! Handlers that read the body of their request piece by piece.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::mpsc::{Receiver, channel};
use std::task::{Context, Poll};

use bytes::Bytes;
use spikard_native::server::{
    Answer, BodyError, BodyReader, Call, Cut, Input, ReplyBody, ReplyStream, RouteSpec, Settings,
};

use super::stream::streamed;
use super::{Client, Gate, TestServer, reply, settings, specs, text};

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

pub const LIMIT: usize = 1024 * 1024;
pub const CHUNKED: &str = "transfer-encoding: chunked\r\n";

/// Answers by path: what was read, or why nothing more could be.
pub async fn handle(call: Call) -> Answer {
    match call.target.path() {
        "/read" => match read_all(reader(call)).await {
            Ok(whole) => reply(200, whole),
            Err(error) => text(&format!("{error:?}")),
        },
        "/first" => match next(&mut reader(call)).await {
            Some(Ok(piece)) => reply(200, piece),
            other => text(&format!("{other:?}")),
        },
        "/echo" => streamed(&[], echo(reader(call))),
        _ => text("ignored"),
    }
}

pub fn routes() -> Vec<RouteSpec> {
    let mut routes = specs(&[
        "POST /read",
        "POST /first",
        "POST /echo",
        "POST /ignore",
        "GET /",
    ]);
    routes[..4]
        .iter_mut()
        .for_each(|route| route.streams_body = true);
    routes
}

pub fn server() -> TestServer {
    server_with(settings())
}

pub fn server_with(settings: Settings) -> TestServer {
    let settings = Settings {
        body_limit: LIMIT,
        ..settings
    };
    TestServer::start_specs(settings, routes(), 1, handle)
}

pub fn head(path: &str, framing: &str) -> String {
    format!("POST {path} HTTP/1.1\r\nhost: test\r\n{framing}\r\n")
}

pub fn length(length: usize) -> String {
    format!("content-length: {length}\r\n")
}

pub fn chunk(text: &str) -> String {
    format!("{:x}\r\n{text}\r\n", text.len())
}

/// A client that has sent this, and the server it is connected to.
pub fn sent(text: impl AsRef<[u8]>) -> (TestServer, Client) {
    let server = server();
    let mut client = server.connect();
    client.write(text);
    (server, client)
}

/// A server whose handlers hand their reader over and wait; dropping the receiver lets nobody through.
pub fn handing_over() -> (TestServer, Receiver<BodyReader>, Gate) {
    let (sender, readers) = channel();
    let gate = Gate::shut();
    let own = gate.clone();
    let server = TestServer::start_specs(settings(), routes(), 1, move |call| {
        if call.target.path() != "/" {
            sender.send(reader(call)).unwrap();
        }
        let gate = own.clone();
        async move {
            gate.pass().await;
            text("done")
        }
    });
    (server, readers, gate)
}
