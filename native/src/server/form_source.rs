//! The body of a form as its parser takes it: a piece at a time, and not too much before it finds something.

use std::mem;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

use axum::body::Body;
use bytes::Bytes;
use futures_core::Stream;

use super::body::poll_data;
use super::body_reader::BodyError;
use super::state::ConnectionState;

/// What may still be read. The parser keeps the source, so both share it.
pub(crate) struct Meter {
    /// Bytes of the whole body.
    room: AtomicUsize,
    /// Bytes until the parser finds what it looks for.
    allowance: AtomicUsize,
}

impl Meter {
    pub(crate) fn new(room: usize) -> Self {
        Self {
            room: AtomicUsize::new(room),
            allowance: AtomicUsize::new(usize::MAX),
        }
    }

    pub(crate) fn set_allowance(&self, allowance: usize) {
        self.allowance.store(allowance, Ordering::Relaxed);
    }

    /// Notes a piece that has come.
    pub(crate) fn take(&self, length: usize) -> Result<(), BodyError> {
        let room = self.room.load(Ordering::Relaxed);
        let left = room.checked_sub(length).ok_or(BodyError::TooLarge)?;
        self.room.store(left, Ordering::Relaxed);
        let allowance = self.allowance.load(Ordering::Relaxed);
        self.set_allowance(allowance.saturating_sub(length));
        Ok(())
    }

    fn is_used_up(&self) -> bool {
        self.allowance.load(Ordering::Relaxed) == 0
    }
}

/// A body for [`multer`], which would else search what it holds only after it has taken all there is.
pub(crate) struct FormSource<'a> {
    body: &'a mut Body,
    state: &'a ConnectionState,
    meter: &'a Meter,
    has_given: bool,
}

impl<'a> FormSource<'a> {
    pub(crate) fn new(body: &'a mut Body, state: &'a ConnectionState, meter: &'a Meter) -> Self {
        Self {
            body,
            state,
            meter,
            has_given: false,
        }
    }
}

impl Stream for FormSource<'_> {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if mem::take(&mut this.has_given) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        if this.meter.is_used_up() {
            return Poll::Ready(Some(Err(BodyError::TooLarge)));
        }
        let read = ready!(poll_data(this.body, this.state, cx));
        let piece = read.and_then(|piece| {
            this.meter.take(piece.as_ref().map_or(0, Bytes::len))?;
            Ok(piece)
        });
        this.has_given = true;
        Poll::Ready(piece.transpose())
    }
}
