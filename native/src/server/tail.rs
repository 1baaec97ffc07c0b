//! The rest of a streamed answer that has to wait for its next piece, written without hyper.
//!
//! A client that listens for events does so for hours, and as long hyper would hold 16 KiB of buffers for it, of which
//! half is in memory. So its connection is taken apart once the answer waits, and hyper comes back with the next request.

use std::io::{self, Write as _};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use tokio::io::AsyncWrite;

use super::exchange::Exchange;
use super::io::Io;
use super::pieces::Pieces;
use super::relief::Relieved;

/// Bytes that are collected before they are written.
const FULL: usize = 32 * 1024;
/// Most bytes around a chunk.
const FRAMING: usize = 20;
/// The chunk of no bytes, which ends a chunked body.
const LAST_CHUNK: &[u8] = b"0\r\n\r\n";

/// A connection without hyper.
pub(crate) struct Tail {
    // Dropped first: the answer has ended by the time its client sees it.
    pieces: Box<Pieces>,
    io: Io,
    exchange: Exchange,
    is_ended: bool,
    /// What is to be written; holds no memory while there is nothing.
    out: Vec<u8>,
    written: usize,
    _relieved: Relieved,
}

impl Tail {
    pub(crate) fn new(io: Io, exchange: Exchange, pieces: Box<Pieces>) -> Self {
        let relieved = Relieved::new(Arc::clone(pieces.state()));
        Self {
            pieces,
            io,
            exchange,
            is_ended: false,
            out: Vec::new(),
            written: 0,
            _relieved: relieved,
        }
    }

    /// What hyper needs to go on.
    pub(crate) fn into_parts(self) -> (Io, Exchange) {
        (self.io, self.exchange)
    }

    /// Ready once the answer was written whole, or cannot be.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        loop {
            let is_waiting = self.collect(cx)?;
            ready!(self.write(cx))?;
            if is_waiting || self.is_ended {
                ready!(Pin::new(&mut self.io).poll_flush(cx))?;
            }
            if self.is_ended {
                return Poll::Ready(Ok(()));
            }
            if is_waiting {
                return Poll::Pending;
            }
        }
    }

    /// Takes the pieces there are, as many as fit. True if the next one is to be waited for.
    fn collect(&mut self, cx: &mut Context<'_>) -> io::Result<bool> {
        while !self.is_ended && self.out.len() < FULL {
            let Poll::Ready(next) = self.pieces.poll(cx) else {
                return Ok(true);
            };
            match next {
                Some(piece) => self.add(&piece.map_err(io::Error::other)?),
                None => self.end(),
            }
        }
        Ok(false)
    }

    fn add(&mut self, piece: &Bytes) {
        if self.pieces.has_length() {
            return self.out.extend_from_slice(piece);
        }
        self.out.reserve(piece.len() + FRAMING);
        // Nothing that is written to memory fails.
        let _ = write!(self.out, "{:X}\r\n", piece.len());
        self.out.extend_from_slice(piece);
        self.out.extend_from_slice(b"\r\n");
    }

    fn end(&mut self) {
        self.is_ended = true;
        if !self.pieces.has_length() {
            self.out.extend_from_slice(LAST_CHUNK);
        }
    }

    fn write(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while self.written < self.out.len() {
            let left = &self.out[self.written..];
            let count = ready!(Pin::new(&mut self.io).poll_write(cx, left))?;
            if count == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.written += count;
        }
        self.out = Vec::new();
        self.written = 0;
        Poll::Ready(Ok(()))
    }
}
