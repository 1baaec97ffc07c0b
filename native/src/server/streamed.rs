//! A streamed answer in the hands of hyper, and its way back.

use std::mem;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame};

use super::dispatch::Cut;
use super::pieces::Pieces;

/// The body of one streamed answer, in the hands of hyper.
pub(crate) struct Streamed {
    /// `None` once it was taken back.
    pieces: Option<Box<Pieces>>,
}

impl Streamed {
    pub(crate) fn new(pieces: Pieces) -> Self {
        Self {
            pieces: Some(Box::new(pieces)),
        }
    }
}

impl Body for Streamed {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Cut>>> {
        match self.pieces.as_mut() {
            Some(pieces) => pieces
                .poll(cx)
                .map(|next| next.map(|piece| piece.map(Frame::data))),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.pieces.as_ref().is_none_or(|pieces| pieces.is_over())
    }
}

impl Drop for Streamed {
    fn drop(&mut self) {
        if let Some(pieces) = self.pieces.take() {
            let state = Arc::clone(pieces.state());
            state.taking.give(pieces);
        }
    }
}

/// The way of a body back from hyper, which only drops what it was given.
#[derive(Default)]
pub(crate) struct Taking(Mutex<Taken>);

#[derive(Default)]
enum Taken {
    #[default]
    Unwanted,
    Wanted,
    Pieces(Box<Pieces>),
}

impl Taking {
    /// The body that `drop_http` drops, if it drops one.
    pub(crate) fn take(&self, drop_http: impl FnOnce()) -> Option<Box<Pieces>> {
        self.set(Taken::Wanted);
        drop_http();
        match self.set(Taken::Unwanted) {
            Taken::Pieces(pieces) => Some(pieces),
            Taken::Unwanted | Taken::Wanted => None,
        }
    }

    fn give(&self, pieces: Box<Pieces>) {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*taken, Taken::Wanted) {
            *taken = Taken::Pieces(pieces);
        }
    }

    fn set(&self, taken: Taken) -> Taken {
        mem::replace(
            &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner),
            taken,
        )
    }
}
