//! Requests that JavaScript sends to its own server, without a socket.

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::Response;
use tokio::runtime::Handle;
use tokio::task::AbortHandle;

use super::isolate::Isolate;
use super::stored_call::header_text;
use super::streams::Event;
use super::streams::feed::{self, Reader};
use super::streams::incoming::Piece;
use super::sync::{Mutex, lock};
use crate::server::ClientBody;

/// What came of a request.
pub(crate) struct Answered {
    /// 0 where there is no answer.
    pub(crate) status: u16,
    /// Headers as name NUL value NUL, latin1; or why there is no answer.
    pub(crate) head: Vec<u8>,
    /// Number of the body.
    pub(crate) body: Option<u32>,
}

/// A request on its way, and then its answer until JavaScript takes it.
#[derive(Default)]
pub(crate) struct Asked {
    answered: Mutex<Option<Answered>>,
    task: Mutex<Option<AbortHandle>>,
}

impl Asked {
    /// Status, and number of the body.
    pub(crate) fn status(&self) -> Option<(u16, u32)> {
        let answered = lock(&self.answered);
        answered
            .as_ref()
            .map(|answered| (answered.status, answered.body.unwrap_or_default()))
    }

    pub(crate) fn take(&self) -> Option<Answered> {
        lock(&self.answered).take()
    }

    /// Closes its connection, as a client that goes away.
    pub(crate) fn abort(&self) {
        if let Some(task) = lock(&self.task).take() {
            task.abort();
        }
    }
}

impl Reader for ClientBody {
    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Piece> {
        Self::poll_chunk(self, cx)
    }
}

/// Waits for an answer on this runtime, and tells JavaScript. `None` where there is no room.
pub(crate) fn start(
    isolate: &Arc<Isolate>,
    handle: &Handle,
    response: impl Future<Output = io::Result<Response<ClientBody>>> + Send + 'static,
) -> Option<u32> {
    let asked = Arc::new(Asked::default());
    let number = isolate.streams.requests.insert(asked.clone())?;
    let task = {
        let (isolate, asked, runtime) = (isolate.clone(), asked.clone(), handle.clone());
        handle.spawn(async move {
            let answered = match response.await {
                Ok(response) => read(&isolate, &runtime, response),
                Err(error) => failed(&error),
            };
            *lock(&asked.answered) = Some(answered);
            isolate.tell(Event::Answered(number));
        })
    };
    *lock(&asked.task) = Some(task.abort_handle());
    Some(number)
}

fn read(isolate: &Arc<Isolate>, handle: &Handle, response: Response<ClientBody>) -> Answered {
    let (parts, body) = response.into_parts();
    Answered {
        status: parts.status.as_u16(),
        head: header_text(&parts.headers),
        body: feed::start(isolate, handle, body),
    }
}

fn failed(error: &io::Error) -> Answered {
    Answered {
        status: 0,
        head: error.to_string().into_bytes(),
        body: None,
    }
}
