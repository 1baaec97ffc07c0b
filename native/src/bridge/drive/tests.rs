//! A server over real sockets; the test's own thread stands where the JavaScript thread would.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::mpsc::{Receiver, channel};

use bytes::Bytes;

use super::*;
use crate::bridge::commit::{Batch, ReplyRecord};
use crate::bridge::isolate::Limits;
use crate::bridge::js_waker::JsWaker;
use crate::bridge::keeper;
use crate::bridge::pending::IsolateDispatch;
use crate::bridge::pull::{self, HEADER_WORDS, Texts};
use crate::bridge::shard::Shards;
use crate::server::{RouteSpec, Server, Settings, bind};

/// Longest a test waits for something that must happen.
const PATIENCE: Duration = Duration::from_secs(20);

struct World {
    isolate: Arc<Isolate>,
    server: Server,
    woken: Receiver<()>,
    words: Vec<u32>,
}

fn isolate(shards: &Arc<Shards>) -> (Arc<Isolate>, Receiver<()>) {
    let limits = Limits {
        slots: 256,
        slot_wait: PATIENCE,
        streams: 1,
    };
    let (sender, woken) = channel();
    let wake = Box::new(move || sender.send(()).unwrap_or_default());
    let isolate = Isolate::new(limits, JsWaker::new(wake), shards.clone());
    shards.attach(&isolate);
    keeper::keep(&isolate);
    (isolate, woken)
}

fn route(path: &str, deadline: Duration) -> RouteSpec {
    RouteSpec {
        deadline: Some(Some(deadline)),
        ..RouteSpec::new("GET", path)
    }
}

impl World {
    /// The handler of `/` answers, the others do not; that of `/slow` may take 200 ms.
    fn new() -> Self {
        let shards = Arc::new(Shards::start(1).unwrap());
        let (isolate, woken) = isolate(&shards);
        let settings = Settings {
            port: 0,
            ..Settings::default()
        };
        let routes = vec![
            route("/", PATIENCE),
            route("/slow", Duration::from_millis(200)),
            route("/held", PATIENCE),
        ];
        let dispatch = Arc::new(IsolateDispatch(isolate.clone()));
        let server = bind(settings, routes)
            .unwrap()
            .serve(dispatch, shards.event_loops());
        Self {
            isolate,
            server,
            woken,
            words: vec![0; 4096],
        }
    }

    fn client(&self) -> Client {
        Client::new(self.server.local_addr())
    }

    fn drive(&self) -> &Drive {
        let mut shards = self.isolate.shards.iter();
        &shards.next().unwrap().drive
    }

    /// Requests that have reached this thread.
    fn pulled(&self) -> u64 {
        self.isolate.counters.requests.get()
    }

    /// One turn of the JavaScript thread, which is awake. Returns the number of records.
    fn turn(&mut self) -> u32 {
        self.isolate.shards.tick(&self.isolate, true);
        pull::pull(&self.isolate, &mut self.words, 64, &mut Texts::default());
        let mut replies = Vec::new();
        for record in self.words[HEADER_WORDS..].as_chunks::<8>().0[..self.words[0] as usize].iter()
        {
            if record[0] & 0xFF == 0 && record[3] == 0 {
                replies.extend([record[1], record[2], 200, 0, 0]);
            }
        }
        self.answer(&replies);
        self.words[0]
    }

    fn answer(&self, replies: &[u32]) {
        if replies.is_empty() {
            return;
        }
        let batch = Batch {
            isolate: self.isolate.clone(),
            records: ReplyRecord::read_all(replies),
            text: Bytes::new(),
            is_ascii: true,
            bytes: None,
        };
        let mut shards = self.isolate.shards.iter();
        shards.next().unwrap().commit(Arc::new(batch));
    }

    fn turn_until(&mut self, is_done: impl Fn(&Self) -> bool) {
        let end = std::time::Instant::now() + PATIENCE;
        while !is_done(self) {
            assert!(std::time::Instant::now() < end, "it does not happen");
            self.turn();
        }
    }

    /// A client whose request has woken this thread, and has it drive.
    fn lent() -> (Self, Client) {
        let mut world = Self::new();
        let mut client = world.client();
        client.ask("/");
        world.woken.recv_timeout(PATIENCE).unwrap();
        world.turn_until(|world| world.pulled() == 1);
        assert_eq!(client.status(), 200);
        world.turn_until(|world| world.drive().is_lent());
        (world, client)
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.isolate.close();
        drop(self.server.close(Duration::ZERO));
    }
}

struct Client(TcpStream);

impl Client {
    fn new(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        Self(stream)
    }

    fn ask(&mut self, path: &str) {
        let request = format!("GET {path} HTTP/1.1\r\nhost: test\r\n\r\n");
        self.0.write_all(request.as_bytes()).unwrap();
    }

    /// Status of the next answer, which comes in one piece.
    fn status(&mut self) -> u16 {
        let mut bytes = [0; 1024];
        let length = self.0.read(&mut bytes).unwrap();
        let text = std::str::from_utf8(&bytes[..length]).unwrap();
        text.split(' ').nth(1).unwrap().parse().unwrap()
    }
}

#[test]
fn requests_and_connections_are_served_on_the_thread_that_drives() {
    let (mut world, mut client) = World::lent();
    let clients = thread::spawn({
        let address = world.server.local_addr();
        move || {
            for _ in 0..100 {
                client.ask("/");
                assert_eq!(client.status(), 200);
            }
            let mut other = Client::new(address);
            other.ask("/none");
            other.status()
        }
    });
    world.turn_until(|_| clients.is_finished());
    assert_eq!(clients.join().unwrap(), 404);
    assert!(world.drive().loans.get() > 0);
}

/// Until its next turn this thread is as blocked as by a handler that computes.
#[test]
fn a_blocked_thread_loses_the_network_at_once() {
    let (mut world, mut client) = World::lent();
    client.ask("/none");
    assert_eq!(client.status(), 404);
    let mut other = world.client();
    other.ask("/slow");
    assert_eq!(other.status(), 504);
    assert!(!world.drive().is_lent());
    assert!(world.drive().recalls.get() > 0);
    let before = world.pulled();
    client.ask("/");
    world.turn_until(|world| world.pulled() > before);
    assert_eq!(client.status(), 200);
    world.turn_until(|world| world.drive().is_lent());
}

#[test]
fn a_thread_that_sleeps_has_given_the_network_back() {
    let (mut world, mut client) = World::lent();
    while !world.isolate.park() {
        world.turn();
    }
    assert!(!world.drive().is_lent());
    client.ask("/none");
    assert_eq!(client.status(), 404);
    while world.woken.try_recv().is_ok() {}
    client.ask("/");
    world.woken.recv_timeout(PATIENCE).unwrap();
    world.turn();
    assert_eq!(client.status(), 200);
}

#[test]
fn a_second_isolate_ends_the_loan() {
    let (mut world, _client) = World::lent();
    let (other, _woken) = isolate(&world.isolate.shards.clone());
    world.turn();
    assert!(!world.drive().is_lent());
    other.close();
    world.turn_until(|world| world.drive().is_lent());
}

#[test]
fn many_requests_in_flight_end_the_loan_unless_there_is_one_cpu() {
    let (mut world, _client) = World::lent();
    let clients: Vec<_> = (0..=MANY).map(|_| world.client()).collect();
    for mut client in clients
        .iter()
        .map(|client| Client(client.0.try_clone().unwrap()))
    {
        client.ask("/held");
    }
    world.turn_until(|world| world.isolate.slots_in_use() > MANY);
    world.turn();
    assert_eq!(world.drive().is_lent(), world.drive().has_one_cpu);
}

#[test]
fn a_stop_while_the_network_is_lent_answers_and_ends() {
    let (mut world, mut client) = World::lent();
    client.ask("/held");
    world.turn_until(|world| world.isolate.slots_in_use() > 0);
    world.isolate.close();
    assert_eq!(client.status(), 503);
    let closing = world.server.close(Duration::ZERO);
    let (sender, closed) = channel();
    world.isolate.shards.handles()[0].spawn(async move { sender.send(closing.await) });
    closed.recv_timeout(PATIENCE).unwrap();
}
