//! A server over real sockets with handlers written as closures, and a client that sends raw bytes.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "every test file uses its own part of this, and a failure is a failed test"
)]

pub mod client;
pub mod stream;
pub mod upload;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use spikard_native::server::{
    Answer, Beat, Call, Counters, Dispatch, Drained, Input, Reply, RouteSpec, Server, Settings,
    bind,
};
use tokio::sync::{Semaphore, oneshot};

pub use client::{Client, Message};

/// Longest a test waits for something that must happen.
pub const PATIENCE: Duration = Duration::from_secs(20);

type Handled = Pin<Box<dyn Future<Output = Answer> + Send>>;

/// A host whose handlers are one closure.
pub struct Host(Box<dyn Fn(Call) -> Handled + Send + Sync>);

impl Host {
    pub fn new<F, P>(handler: F) -> Self
    where
        F: Fn(Call) -> P + Send + Sync + 'static,
        P: Future<Output = Answer> + Send + 'static,
    {
        Self(Box::new(move |call| Box::pin(handler(call))))
    }
}

impl Dispatch for Host {
    type Pending = Handled;

    fn dispatch(&self, call: Call) -> Handled {
        (self.0)(call)
    }

    fn beat(&self) -> Beat {
        Beat::default()
    }
}

/// A running server; its event loops end with it.
pub struct TestServer {
    pub server: Server,
    loops: Vec<EventLoop>,
}

impl TestServer {
    /// Serves routes written as `GET /path` on one shard.
    pub fn start<F, P>(settings: Settings, routes: &[&str], handler: F) -> Self
    where
        F: Fn(Call) -> P + Send + Sync + 'static,
        P: Future<Output = Answer> + Send + 'static,
    {
        Self::start_specs(settings, specs(routes), 1, handler)
    }

    pub fn start_specs<F, P>(
        settings: Settings,
        routes: Vec<RouteSpec>,
        shards: usize,
        handler: F,
    ) -> Self
    where
        F: Fn(Call) -> P + Send + Sync + 'static,
        P: Future<Output = Answer> + Send + 'static,
    {
        let host = Host::new(handler);
        let bound = bind(settings, routes).unwrap();
        let loops: Vec<_> = (0..shards).map(EventLoop::start).collect();
        let handles = loops.iter().map(|one| one.handle.clone()).collect();
        let server = bound.serve(Arc::new(host), handles);
        Self { server, loops }
    }

    /// Serves routes whose handlers wait at a gate, then answer with the path.
    pub fn gated(settings: Settings, routes: &[&str]) -> (Self, Gate) {
        let gate = Gate::shut();
        let own = gate.clone();
        let server = Self::start(settings, routes, move |call| {
            let gate = own.clone();
            async move {
                gate.pass().await;
                text(call.target.path())
            }
        });
        (server, gate)
    }

    /// Serves routes that answer with their number and what they were called with.
    pub fn echo(routes: &[&str]) -> Self {
        Self::start(
            settings(),
            routes,
            |call| async move { text(&describe(&call)) },
        )
    }

    pub fn connect(&self) -> Client {
        Client::connect(self.server.local_addr())
    }

    /// Sends one request on a connection of its own.
    pub fn send(&self, request: &str) -> Message {
        self.connect().exchange(request)
    }

    pub fn close(&self, timeout: Duration) -> Drained {
        let closing = self.server.close(timeout);
        block_on(closing)
    }

    /// Holds the first event loop until the other end of the channel is dropped.
    pub fn block_loop(&self, held: std::sync::mpsc::Receiver<()>) {
        let (began, begun) = std::sync::mpsc::channel();
        self.loops[0].handle.spawn(async move {
            began.send(()).unwrap();
            let _ = held.recv();
        });
        begun.recv_timeout(PATIENCE).unwrap();
    }

    /// Ends the event loops under the server.
    pub fn end_loops(&mut self) {
        self.loops.clear();
    }

    /// Waits until the counters say so.
    pub fn wait_for(&self, what: impl Fn(&Counters) -> bool) -> Counters {
        wait_for(|| Some(self.server.counters()).filter(&what))
    }
}

/// Lets handlers through one by one.
#[derive(Clone)]
pub struct Gate(Arc<Semaphore>);

impl Gate {
    pub fn shut() -> Self {
        Self(Arc::new(Semaphore::new(0)))
    }

    /// Waits until somebody lets one through.
    pub async fn pass(&self) {
        self.0.acquire().await.unwrap().forget();
    }

    pub fn let_through(&self, count: usize) {
        self.0.add_permits(count);
    }
}

/// A current-thread runtime on a thread of its own.
pub struct EventLoop {
    pub handle: tokio::runtime::Handle,
    end: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl EventLoop {
    pub fn start(number: usize) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .enable_time()
            .build()
            .unwrap();
        let handle = runtime.handle().clone();
        let (end, ended) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name(format!("loop {number}"))
            .spawn(move || drop(runtime.block_on(ended)))
            .unwrap();
        Self {
            handle,
            end: Some(end),
            thread: Some(thread),
        }
    }
}

impl Drop for EventLoop {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

/// Settings for tests: any free port of the loopback address, generous times.
pub fn settings() -> Settings {
    Settings {
        port: 0,
        ..Settings::default()
    }
}

pub fn specs(routes: &[&str]) -> Vec<RouteSpec> {
    let spec = |route: &&str| {
        let (method, path) = route.split_once(' ').unwrap();
        RouteSpec {
            method: method.to_owned(),
            path: path.to_owned(),
            body_limit: None,
            deadline: None,
            streams_body: false,
        }
    };
    routes.iter().map(spec).collect()
}

/// `route method target [params] body`.
pub fn describe(call: &Call) -> String {
    let mut start = 0;
    let values: Vec<_> = call
        .params
        .ends()
        .iter()
        .map(|&end| {
            let value = &call.params.text()[start..end as usize];
            start = end as usize;
            value
        })
        .collect();
    let body = match &call.body {
        Input::Whole(body) => String::from_utf8_lossy(body).into_owned(),
        other => format!("{other:?}"),
    };
    format!(
        "{} {} {} {values:?} {body}",
        call.route, call.method, call.target
    )
    .trim_end()
    .to_owned()
}

/// The body of a call whose route reads it whole.
pub fn whole(call: Call) -> Bytes {
    match call.body {
        Input::Whole(body) => body,
        other => panic!("{other:?} is not whole"),
    }
}

/// A 200 with a text.
pub fn text(body: &str) -> Answer {
    reply(200, body.to_owned())
}

pub fn reply(status: u16, body: impl Into<Bytes>) -> Answer {
    Answer::Reply(Reply {
        status: StatusCode::from_u16(status).unwrap(),
        headers: HeaderMap::new(),
        body: body.into().into(),
    })
}

/// Asks until there is an answer.
pub fn wait_for<T>(mut ask: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(Instant::now() < end, "waited in vain");
        std::thread::sleep(Duration::from_millis(2));
    }
}

pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    runtime
        .block_on(async { tokio::time::timeout(PATIENCE, future).await })
        .expect("waited in vain")
}
