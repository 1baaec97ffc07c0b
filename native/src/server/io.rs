//! The bytes of a connection as hyper sees them.
//!
//! Every byte passes here, in both directions, so this is where a connection's phase is kept, where a connection is
//! shut so that the client can still read its last answer, and where a guard of the message framing belongs.

use std::future::Future;
use std::io;
use std::mem::{self, MaybeUninit};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::BytesMut;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

use super::state::{ConnectionState, Phase, order};
use super::transport::Transport;

/// Most bytes that are read behind a request to see whether its client is still there.
const AHEAD_LIMIT: usize = 16 * 1024;
/// Time between two looks for a client that has sent more than that, or whose body is being read.
const LOOK: Duration = Duration::from_millis(50);

/// A transport that tells its connection what passes.
pub(crate) struct Io {
    transport: Transport,
    state: Arc<ConnectionState>,
    is_shut: bool,
    has_leftover: bool,
    /// Whether hyper waits for the socket, and so sees it end.
    is_awaited: bool,
    /// What was read before hyper asked for it.
    ahead: BytesMut,
    /// Whether hyper has read while the handler had the request: the handler reads the body.
    has_read: bool,
    /// Runs while the body flows, and while so much has been read ahead that the socket itself wakes nobody.
    look: Option<Pin<Box<Sleep>>>,
}

impl Io {
    pub(crate) fn new(transport: Transport, state: Arc<ConnectionState>) -> Self {
        Self {
            transport,
            state,
            is_shut: false,
            has_leftover: false,
            is_awaited: false,
            ahead: BytesMut::new(),
            has_read: false,
            look: None,
        }
    }

    /// Takes back what was read and not used.
    pub(crate) fn put_back(&mut self, bytes: &[u8]) {
        if !bytes.is_empty() {
            self.ahead = [bytes, &self.ahead].concat().as_slice().into();
        }
    }

    /// Fails when the client has left while its request is with the handler, which hyper leaves to us.
    fn watch(&mut self, cx: &mut Context<'_>) -> io::Result<()> {
        if self.is_awaited || !self.state.awaits_host() || self.is_flowing(cx) {
            return Ok(());
        }
        while self.ahead.len() < AHEAD_LIMIT {
            let mut bytes = [MaybeUninit::uninit(); 1024];
            let mut buffer = ReadBuf::uninit(&mut bytes);
            match self.poll_transport(cx, &mut buffer)? {
                Poll::Pending => return Ok(()),
                Poll::Ready(()) if buffer.filled().is_empty() => {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                Poll::Ready(()) => self.ahead.extend_from_slice(buffer.filled()),
            }
        }
        if self.transport.is_ended() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.wait(cx);
        Ok(())
    }

    /// Whether it is too early to look: the handler reads the body, and all that a look would find is the next of it. Wakes
    /// the task when it is time.
    fn is_flowing(&mut self, cx: &mut Context<'_>) -> bool {
        if let Some(look) = self.look.as_mut() {
            if look.as_mut().poll(cx).is_pending() {
                return true;
            }
            self.look = None;
        }
        let is_flowing = mem::take(&mut self.has_read);
        if is_flowing {
            self.wait(cx);
        }
        is_flowing
    }

    fn wait(&mut self, cx: &mut Context<'_>) {
        let look = self.look.insert(Box::pin(sleep(LOOK)));
        // Polled so that it will wake.
        let _pending = look.as_mut().poll(cx);
    }

    fn poll_transport(
        &mut self,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        ready!(self.state.budget.poll(cx));
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.transport).poll_read(cx, buffer))?;
        self.state.budget.spend(buffer.filled().len() - before);
        Poll::Ready(Ok(()))
    }

    /// Reads what has been read ahead, then the socket.
    fn poll_bytes(
        &mut self,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.ahead.is_empty() {
            return self.poll_transport(cx, buffer);
        }
        let length = self.ahead.len().min(buffer.remaining());
        buffer.put_slice(&self.ahead.split_to(length));
        Poll::Ready(Ok(()))
    }

    /// Throws away what the client still sends: closing a socket with unread bytes would reset the connection, and
    /// the client could lose the answer (RFC 9112 section 9.6). The sweep bounds it.
    fn poll_linger(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut scrap = [0; 4096];
        loop {
            // Here, for it is no sign that nothing more comes.
            ready!(self.state.budget.poll(cx));
            let mut buffer = ReadBuf::new(&mut scrap);
            match self.poll_transport(cx, &mut buffer) {
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

impl Drop for Io {
    fn drop(&mut self) {
        if self.state.has(order::RESET) && self.state.is_answering() {
            // A close that looks like an end would make a part of the answer pass for the whole.
            self.transport.reset();
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
        let read = this.poll_bytes(cx, buffer);
        this.is_awaited = read.is_pending();
        ready!(read)?;
        let bytes = &buffer.filled()[before..];
        if !bytes.is_empty() {
            this.has_read |= this.state.awaits_host();
            this.state.received(bytes);
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
        ready!(this.state.budget.poll(cx));
        let written = Pin::new(&mut this.transport).poll_write(cx, bytes);
        match written {
            Poll::Ready(Ok(count)) => {
                this.state.budget.spend(count);
                this.state.sent();
            }
            Poll::Ready(Err(_)) => {}
            Poll::Pending => this.state.blocked(),
        }
        written
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        // A transport has nothing to flush; hyper asks once all it holds is written, and at every turn.
        this.state.flushed();
        Poll::Ready(this.watch(cx))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if !this.is_shut {
            ready!(Pin::new(&mut this.transport).poll_shutdown(cx))?;
            this.is_shut = true;
            this.state.enter(Phase::Linger);
        }
        this.poll_linger(cx)
    }
}
