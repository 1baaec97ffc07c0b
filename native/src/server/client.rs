//! Requests from within the process: an HTTP client over a pipe to the server's own connections.

use std::fmt;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::Body;
use bytes::Bytes;
use http::header::HOST;
use http::{HeaderValue, Request, Response};
use hyper::body::{Body as _, Incoming};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;

use super::body_reader::BodyError;
use super::running::Server;

const LOCALHOST: HeaderValue = HeaderValue::from_static("localhost");

impl Server {
    /// Sends a request on a connection of its own and resolves to the head of the answer. The target is a path with its
    /// query; `Host` is added where it is missing, the framing in any case.
    ///
    /// Dropping the future, or the body before its end, closes the connection: the client has gone.
    ///
    /// # Errors
    /// An error of the connection: the server stops, or has cut it.
    pub fn request(
        &self,
        mut request: Request<Bytes>,
    ) -> impl Future<Output = io::Result<Response<ClientBody>>> + Send + 'static {
        request.headers_mut().entry(HOST).or_insert(LOCALHOST);
        let pipe = TokioIo::new(self.open());
        let shard = self
            .shared()
            .shards
            .first()
            .map(|shard| shard.handle.clone());
        async move {
            let (mut sender, connection) =
                http1::handshake(pipe).await.map_err(io::Error::other)?;
            let shard = shard.ok_or(io::ErrorKind::NotConnected)?;
            shard.spawn(connection);
            let response = sender.send_request(request.map(Body::from)).await;
            Ok(response.map_err(io::Error::other)?.map(ClientBody))
        }
    }
}

/// The body of an answer to [`Server::request`].
pub struct ClientBody(Incoming);

impl ClientBody {
    /// The next piece; `None` after the last. [`BodyError::Gone`] where the server cuts it.
    pub fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BodyError>>> {
        while let Some(frame) = ready!(Pin::new(&mut self.0).poll_frame(cx)) {
            match frame.map(|frame| frame.into_data()) {
                Ok(Ok(piece)) => return Poll::Ready(Some(Ok(piece))),
                Ok(Err(_)) => {}
                Err(_) => return Poll::Ready(Some(Err(BodyError::Gone))),
            }
        }
        Poll::Ready(None)
    }
}

impl fmt::Debug for ClientBody {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ClientBody")
    }
}
