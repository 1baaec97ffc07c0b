//! The one class JavaScript sees: a bound server together with the isolate that answers its calls.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use napi::bindgen_prelude::{Function, Uint32ArraySlice};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi::{CleanupEnvHook, Env, JsString, Status};
use napi_derive::napi;

use super::arena::Ticket;
use super::commit::{Batch, REPLY_WORDS, ReplyRecord};
use super::isolate::Isolate;
use super::js_waker::{JsWaker, WakeFunction};
use super::keeper;
use super::pending::IsolateDispatch;
use super::pull::{self, Texts};
use super::settings::NativeSettings;
use super::shard::Shards;
use super::stats::NativeStats;
use super::stored_call::StoredCall;
use super::task::SharedLoop;
use super::text;
use crate::server::{self, Bound, Prepared, Server};

/// How long replies to calls of an ended isolate may take to be written.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// A server that listens, and the JavaScript side of its bridge. All methods are for the thread that made it.
#[napi]
pub struct NativeServer {
    attached: Arc<Attached>,
    texts: RefCell<Texts>,
    hook: Cell<Option<CleanupEnvHook<Arc<Attached>>>>,
}

struct Attached {
    server: Server,
    isolate: Arc<Isolate>,
}

impl Attached {
    /// Ends the isolate, and the server with it. Never waits.
    fn end(&self) {
        self.isolate.close();
        let (closing, shards) = (self.server.close(LAST_WORDS), self.isolate.shards.clone());
        if let Some(handle) = self.isolate.shards.handles().first() {
            handle.spawn(async move {
                closing.await;
                drop(shards);
            });
        }
    }
}

/// A server that may start to serve.
enum Ready {
    Bound(Bound),
    InProcess(Prepared),
}

impl Ready {
    fn new(settings: NativeSettings) -> napi::Result<Self> {
        let is_in_process = settings.in_process == Some(true);
        let (settings, routes) = settings.split()?;
        let ready = if is_in_process {
            server::prepare(settings, routes).map(Self::InProcess)
        } else {
            server::bind(settings, routes).map(Self::Bound)
        };
        ready.map_err(|error| napi::Error::from_reason(format!("{}: {error}", error.code())))
    }

    fn serve(self, dispatch: Arc<IsolateDispatch>, shards: Vec<SharedLoop>) -> Server {
        match self {
            Self::Bound(bound) => bound.serve(dispatch, shards),
            Self::InProcess(prepared) => prepared.serve(dispatch, shards),
        }
    }
}

#[napi]
impl NativeServer {
    /// Binds and starts to serve. Calls `wake` on this thread whenever there is something to pull, once for many requests.
    /// Throws an error whose message is `CODE: cause` where it cannot bind.
    #[napi(constructor, catch_unwind)]
    pub fn new(
        env: Env,
        settings: NativeSettings,
        wake: Function<'_, (), ()>,
    ) -> napi::Result<Self> {
        let (threads, limits) = (settings.threads, settings.limits.of_isolate());
        let ready = Ready::new(settings)?;
        let shards = Shards::obtain(threads)?;
        let waker = JsWaker::new(wake_function(&wake)?);
        let isolate = Isolate::new(limits, waker, shards.clone());
        shards.attach(&isolate);
        keeper::keep(&isolate);
        let dispatch = Arc::new(IsolateDispatch(isolate.clone()));
        let server = ready.serve(dispatch, shards.event_loops());
        let attached = Arc::new(Attached { server, isolate });
        let hook = env
            .add_env_cleanup_hook(attached.clone(), |attached| {
                // No unwinding into the host; a panic has been reported by then.
                let _ended = catch_unwind(AssertUnwindSafe(|| attached.end()));
            })
            .inspect_err(|_| attached.end())?;
        Ok(Self {
            attached,
            texts: RefCell::default(),
            hook: Cell::new(Some(hook)),
        })
    }

    /// Address it listens on, without the port.
    #[napi(getter, catch_unwind)]
    pub fn host(&self) -> String {
        self.attached.server.local_addr().ip().to_string()
    }

    /// Port it listens on.
    #[napi(getter, catch_unwind)]
    pub fn port(&self) -> u16 {
        self.attached.server.local_addr().port()
    }

    /// Takes up to `limit` requests. Writes their records into `words` (see native/src/bridge/mod.rs) and returns the text of
    /// their path parameters and queries. `drives` says whether this thread would serve the network itself while it is awake;
    /// a pull then looks for what has come.
    #[napi(catch_unwind)]
    pub fn pull<'env>(
        &self,
        env: &'env Env,
        mut words: Uint32ArraySlice<'_>,
        limit: u32,
        drives: bool,
    ) -> napi::Result<JsString<'env>> {
        let mut texts = self.texts.borrow_mut();
        if words.len() < pull::MIN_WORDS {
            return Err(napi::Error::from_reason(
                "The array is too short for a record",
            ));
        }
        // SAFETY: the array belongs to the calling thread, and no JavaScript runs until this call returns.
        let words = unsafe { words.as_mut() };
        let isolate = &self.attached.isolate;
        isolate.shards.tick(isolate, drives);
        pull::pull(isolate, words, limit, &mut texts);
        text::from_latin1(env, &texts.text)
    }

    /// Text of the small JSON bodies of the last pull, one after the other.
    #[napi(catch_unwind)]
    pub fn bodies<'env>(&self, env: &'env Env) -> napi::Result<JsString<'env>> {
        text::from_latin1(env, &self.texts.borrow().bodies)
    }

    /// Called when a pull brought nothing. True if the thread may sleep: `wake` is called when there is work again.
    #[napi(catch_unwind)]
    pub fn park(&self) -> bool {
        self.attached.isolate.park()
    }

    /// Hands over `count` replies: five words for each, and the text of their heads and bodies, `units` UTF-16 units long.
    #[napi(catch_unwind)]
    pub fn commit(
        &self,
        env: Env,
        words: &[u32],
        count: u32,
        text: JsString<'_>,
        units: u32,
    ) -> napi::Result<()> {
        let (text, is_ascii) = text::to_utf8(&env, &text, units as usize)?;
        self.deliver(records(words, count), Bytes::from(text), is_ascii, None);
        Ok(())
    }

    /// Hands over one reply whose body is bytes; the text is its head.
    #[napi(catch_unwind)]
    pub fn commit_bytes(&self, words: &[u32], head: String, body: &[u8]) {
        let is_ascii = head.is_ascii();
        let body = Bytes::copy_from_slice(body);
        self.deliver(records(words, 1), Bytes::from(head), is_ascii, Some(body));
    }

    /// Counters since the start.
    #[napi(catch_unwind)]
    pub fn stats(&self) -> NativeStats {
        NativeStats::read(&self.attached.isolate, &self.attached.server.counters())
    }

    /// Stops gracefully, at the latest after `timeout` milliseconds. A record of its own tells when it is done.
    #[napi(catch_unwind)]
    pub fn close(&self, timeout: u32) {
        let isolate = self.attached.isolate.clone();
        let closing = self
            .attached
            .server
            .close(Duration::from_millis(u64::from(timeout)));
        if let Some(handle) = self.attached.isolate.shards.handles().first() {
            handle.spawn(async move { isolate.finish(closing.await) });
        }
    }

    /// Lets go of the event loop after the stop, so that the process can end.
    #[napi(catch_unwind)]
    pub fn release(&self, env: Env) -> napi::Result<()> {
        self.attached.isolate.close();
        match self.hook.take() {
            Some(hook) => env.remove_env_cleanup_hook(hook),
            None => Ok(()),
        }
    }
}

impl NativeServer {
    pub(crate) fn server(&self) -> &Server {
        &self.attached.server
    }

    pub(crate) fn isolate(&self) -> &Arc<Isolate> {
        &self.attached.isolate
    }

    /// Reads a call that still runs.
    pub(crate) fn read<T>(
        &self,
        slot: u32,
        generation: u32,
        read: impl FnOnce(&mut StoredCall) -> T,
    ) -> napi::Result<T> {
        let ticket = Ticket { slot, generation };
        let closed = || napi::Error::from_reason("The call is answered or given up");
        self.attached.isolate.read(ticket, read).ok_or_else(closed)
    }

    /// Passes the batch to every shard that has a connection in it.
    fn deliver(
        &self,
        records: Vec<ReplyRecord>,
        text: Bytes,
        is_ascii: bool,
        bytes: Option<Bytes>,
    ) {
        let isolate = &self.attached.isolate;
        let mut wanted = [false; 256];
        for record in &records {
            wanted[usize::from(isolate.shard_of(record.slot()))] = true;
        }
        let batch = Arc::new(Batch {
            isolate: isolate.clone(),
            records,
            text,
            is_ascii,
            bytes,
        });
        isolate.counters.commits.add(1);
        for (shard, _) in isolate
            .shards
            .iter()
            .zip(wanted)
            .filter(|(_, wanted)| *wanted)
        {
            isolate
                .counters
                .tokio_wakes
                .add(u64::from(shard.commit(batch.clone())));
        }
    }
}

/// Keeps the event loop alive as long as it exists.
fn wake_function(wake: &Function<'_, (), ()>) -> napi::Result<WakeFunction> {
    type Wake = ThreadsafeFunction<(), (), (), Status, false>;
    let function: Wake = wake
        .build_threadsafe_function()
        .callee_handled::<false>()
        .build()?;
    Ok(Box::new(move || {
        // The only failure is a closing environment, whose hook answers the calls.
        let _closing = function.call((), ThreadsafeFunctionCallMode::NonBlocking);
    }))
}

fn records(words: &[u32], count: u32) -> Vec<ReplyRecord> {
    let length = (count as usize)
        .saturating_mul(REPLY_WORDS)
        .min(words.len());
    ReplyRecord::read_all(&words[..length])
}
