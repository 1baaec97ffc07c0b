//! The task of one connection: hyper's connection, and the orders that reach it from outside.

use std::future::Future;
use std::io;
use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::SystemTime;

use http::HeaderMap;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::AsyncWrite;

use super::counters::bump;
use super::exchange::Exchange;
use super::io::Io;
use super::problem::Problem;
use super::router::Routes;
use super::shared::Registration;
use super::state::{ConnectionState, Phase, is_blank, order};
use super::tail::Tail;
use super::transport::Transport;

/// Most bytes of a request head.
const HEAD_LIMIT: usize = 16 * 1024;
/// Most bytes hyper reads ahead, or holds before it waits for the client to take some.
const BUFFER_LIMIT: usize = 32 * 1024;

type Http = http1::Connection<TokioIo<Io>, Exchange>;

/// How hyper is to serve. Its header timeout stays off: that one bounds idle connections too and costs a timer.
///
/// `pipeline_flush` stays off as well: it holds an answer back while bytes of the next request wait, so a quick
/// answer would come after the slow one behind it, and not at all if the client sends half a head or a stray CRLF.
///
/// `half_close` keeps hyper from looking for the end of a client whose request is with the handler: it would take a new
/// read buffer of 8 KiB for each such look. [`Io`] looks itself.
pub(crate) fn http() -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        .half_close(true)
        .header_read_timeout(None)
        .keep_alive(true)
        .max_buf_size(BUFFER_LIMIT)
        .max_header_size(HEAD_LIMIT)
        .writev(false);
    builder
}

/// One connection, from accept to its end.
pub(crate) struct Connection {
    // Dropped in this order: a connection leaves the books when nothing of it is left.
    stage: Stage,
    registration: Registration,
}

/// Who has the socket.
enum Stage {
    Http(Box<Http>),
    /// A streamed answer waits, or waited, for its next piece.
    Tail(Box<Tail>),
    LastWords(Box<LastWords>),
    Over,
}

impl Stage {
    fn http(builder: &http1::Builder, io: TokioIo<Io>, exchange: Exchange) -> Self {
        Self::Http(Box::new(builder.serve_connection(io, exchange)))
    }
}

impl Connection {
    pub(crate) fn new(
        builder: &http1::Builder,
        transport: Transport,
        routes: Routes,
        registration: Registration,
    ) -> Self {
        let state = &registration.state;
        let io = TokioIo::new(Io::new(transport, Arc::clone(state)));
        let exchange = Exchange::new(routes, Arc::clone(state));
        Self {
            stage: Stage::http(builder, io, exchange),
            registration,
        }
    }

    fn state(&self) -> &ConnectionState {
        &self.registration.state
    }

    /// Takes hyper from its socket, if it has it.
    fn take_http(&mut self) -> Option<Box<Http>> {
        match mem::replace(&mut self.stage, Stage::Over) {
            Stage::Http(http) => Some(http),
            other => {
                self.stage = other;
                None
            }
        }
    }

    /// Takes the socket from hyper, which has read part of a head and has nothing left to write.
    fn refuse_head(&mut self) {
        if let Some(http) = self.take_http() {
            self.refuse(http.into_parts().io.into_inner());
        }
    }

    fn refuse(&mut self, io: Io) {
        let problem = Problem::HeadTimeout;
        let response = self.state().problem(problem);
        let last_words = LastWords::new(io, problem, response.headers());
        self.stage = Stage::LastWords(Box::new(last_words));
    }

    /// Refuses part of a head that came behind the last request: only hyper knows of it, and tells by being taken apart.
    fn look(&mut self) {
        let Some(parts) = self.take_http().map(|http| http.into_parts()) else {
            return;
        };
        if is_blank(&parts.read_buf) {
            self.stage = Stage::http(&http(), parts.io, parts.service);
            return;
        }
        bump(&self.state().counters().expired);
        self.refuse(parts.io.into_inner());
    }

    /// Takes a streamed answer from hyper, which has written all it holds of it and is done with its request. `None` where it
    /// has none.
    fn leave_http(&mut self) -> Option<()> {
        let http = self.take_http()?;
        let mut parts = None;
        let pieces = self
            .state()
            .taking
            .take(|| parts = Some(http.into_parts()))?;
        let parts = parts?;
        let mut io = parts.io.into_inner();
        io.put_back(&parts.read_buf);
        self.stage = Stage::Tail(Box::new(Tail::new(io, parts.service, pieces)));
        Some(())
    }

    fn poll_http(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let Stage::Http(http) = &mut self.stage else {
            return Poll::Ready(());
        };
        // An error is the end of the connection like any other: hyper has answered what could be answered.
        if Pin::new(&mut **http).poll(cx).is_ready() {
            return Poll::Ready(());
        }
        // Asked after hyper has read, so that a request which has already come is answered.
        let state = &self.registration.state;
        if state.take(order::CLOSE_IDLE) && state.is_between_requests() {
            Pin::new(&mut **http).graceful_shutdown();
            return Pin::new(&mut **http).poll(cx).map(drop);
        }
        if state.waits_for_piece() && self.leave_http().is_none() {
            return Poll::Ready(());
        }
        Poll::Pending
    }

    /// Writes the rest of a streamed answer, then gives the socket back to hyper.
    fn poll_tail(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let Stage::Tail(tail) = &mut self.stage else {
            return Poll::Ready(());
        };
        if ready!(tail.poll(cx)).is_err() {
            return Poll::Ready(());
        }
        if let Stage::Tail(tail) = mem::replace(&mut self.stage, Stage::Over) {
            let (io, exchange) = tail.into_parts();
            self.stage = Stage::http(&http(), TokioIo::new(io), exchange);
        }
        self.poll_http(cx)
    }
}

impl Future for Connection {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.get_mut();
        this.state().attend(cx.waker());
        this.state().budget.refill();
        if this.state().has(order::CUT) {
            return Poll::Ready(());
        }
        if this.state().take(order::HEAD_OVERDUE) && this.state().phase() == Phase::Head {
            this.refuse_head();
        }
        if this.state().take(order::LOOK) && this.state().phase() == Phase::Idle {
            this.look();
        }
        let polled = match &mut this.stage {
            Stage::Http(_) => this.poll_http(cx),
            Stage::Tail(_) => this.poll_tail(cx),
            Stage::LastWords(last_words) => last_words.poll(cx).map(drop),
            Stage::Over => Poll::Ready(()),
        };
        if this.state().is_answer_cut() {
            return Poll::Ready(());
        }
        polled
    }
}

/// An answer written past hyper, the last one of its connection.
struct LastWords {
    io: Io,
    answer: Vec<u8>,
    written: usize,
}

impl LastWords {
    fn new(io: Io, problem: Problem, headers: &HeaderMap) -> Self {
        let status = problem.status();
        let first_line = format!(
            "HTTP/1.1 {} {}\r\n",
            status.as_str(),
            status.canonical_reason().unwrap_or_default(),
        );
        let mut answer = first_line.into_bytes();
        for (name, value) in headers {
            answer.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
        }
        let rest = format!(
            "content-length: {}\r\nconnection: close\r\ndate: {}\r\n\r\n{}",
            problem.text().len(),
            httpdate::fmt_http_date(SystemTime::now()),
            problem.text(),
        );
        answer.extend_from_slice(rest.as_bytes());
        Self {
            io,
            answer,
            written: 0,
        }
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while self.written < self.answer.len() {
            let left = &self.answer[self.written..];
            self.written += ready!(Pin::new(&mut self.io).poll_write(cx, left))?;
        }
        Pin::new(&mut self.io).poll_shutdown(cx)
    }
}
