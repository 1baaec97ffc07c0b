//! The socket as hyper sees it.
//!
//! Every byte passes here, in both directions, so this is where a connection's phase is kept, where a connection is
//! shut so that the client can still read its last answer, and where a guard of the message framing belongs.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::state::{ConnectionState, Phase, order};

/// A socket that tells its connection what passes.
pub(crate) struct Io {
    stream: TcpStream,
    state: Arc<ConnectionState>,
    is_shut: bool,
    has_leftover: bool,
}

impl Io {
    pub(crate) fn new(stream: TcpStream, state: Arc<ConnectionState>) -> Self {
        Self {
            stream,
            state,
            is_shut: false,
            has_leftover: false,
        }
    }

    /// Throws away what the client still sends: closing a socket with unread bytes would reset the connection, and
    /// the client could lose the answer (RFC 9112 section 9.6). The sweep bounds it.
    fn poll_linger(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut scrap = [0; 4096];
        loop {
            let mut buffer = ReadBuf::new(&mut scrap);
            match Pin::new(&mut self.stream).poll_read(cx, &mut buffer) {
                Poll::Ready(Ok(())) if buffer.filled().is_empty() => return Poll::Ready(Ok(())),
                Poll::Ready(Ok(())) => self.has_leftover = true,
                Poll::Ready(Err(_)) => return Poll::Ready(Ok(())),
                Poll::Pending if self.has_leftover || self.state.has(order::LINGER) => {
                    return Poll::Pending;
                }
                Poll::Pending => return Poll::Ready(Ok(())),
            }
        }
    }
}

impl AsyncRead for Io {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        ready!(Pin::new(&mut this.stream).poll_read(cx, buffer))?;
        if buffer.filled().len() > before {
            this.state.received();
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Io {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write(cx, bytes);
        match written {
            Poll::Ready(Ok(_)) => this.state.sent(),
            Poll::Ready(Err(_)) => {}
            Poll::Pending => this.state.blocked(),
        }
        written
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        // A TCP stream has nothing to flush; hyper asks once all it holds is written.
        self.state.flushed();
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if !this.is_shut {
            ready!(Pin::new(&mut this.stream).poll_shutdown(cx))?;
            this.is_shut = true;
            this.state.enter(Phase::Linger);
        }
        this.poll_linger(cx)
    }
}
