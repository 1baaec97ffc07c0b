//! A server over real sockets with handlers written as closures, and a client that sends raw bytes.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "every test file uses its own part of this, and a failure is a failed test"
)]

pub mod client;
mod event_loop;
pub mod form;
mod host;
pub mod stream;
pub mod upload;

use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use spikard_native::server::{
    Accepts, Answer, Beat, Call, Counters, Drained, Input, Reply, RouteSpec, Server, Settings,
    bind, prepare,
};
use tokio::runtime::Handle;

pub use client::{Client, Message};
pub use event_loop::EventLoop;
pub use host::{Gate, Host};

/// Longest a test waits for something that must happen.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A running server; its event loops end with it.
pub struct TestServer {
    pub server: Server,
    pub beat: Arc<Mutex<Beat>>,
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
        let bound = bind(settings, routes).unwrap();
        Self::serve(Host::new(handler), shards, |host, handles| {
            bound.serve(host, handles)
        })
    }

    /// Serves within the process only.
    pub fn in_memory<F, P>(settings: Settings, routes: Vec<RouteSpec>, handler: F) -> Self
    where
        F: Fn(Call) -> P + Send + Sync + 'static,
        P: Future<Output = Answer> + Send + 'static,
    {
        let prepared = prepare(settings, routes).unwrap();
        Self::serve(Host::new(handler), 1, |host, handles| {
            prepared.serve(host, handles)
        })
    }

    fn serve(
        host: Host,
        shards: usize,
        serve: impl FnOnce(Arc<Host>, Vec<Handle>) -> Server,
    ) -> Self {
        let loops: Vec<_> = (0..shards).map(EventLoop::start).collect();
        let handles = loops.iter().map(|one| one.handle.clone()).collect();
        let beat = Arc::clone(&host.beat);
        let server = serve(Arc::new(host), handles);
        Self {
            server,
            beat,
            loops,
        }
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
        RouteSpec::new(method, path)
    };
    routes.iter().map(spec).collect()
}

/// Media types that a route takes.
pub fn accepts(types: &[&str]) -> Option<Accepts> {
    Some(Accepts::new(types).unwrap())
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
