//! Connections as tasks of Tokio that the JavaScript thread may poll as well: what it wakes while it collects is polled
//! right there, without a way over the Tokio thread.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, TryLockError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};

use tokio::runtime::Handle;

use super::memory;
use crate::server::{EventLoop, Serving};

/// Polls in a row on a JavaScript thread; what is left goes to the Tokio thread.
const MOST_POLLS: u32 = 128;
/// Time after which a JavaScript thread begins no further poll: a large body would hold it for long.
const MOST_TIME: Duration = Duration::from_millis(1);

thread_local! {
    /// Tasks woken on this thread, while it collects them.
    static COLLECTED: RefCell<Option<VecDeque<Arc<Task>>>> = const { RefCell::new(None) };
}

/// The event loop of a shard whose connections more than one thread may poll.
pub(crate) struct SharedLoop(pub(crate) Handle);

impl EventLoop for SharedLoop {
    fn handle(&self) -> &Handle {
        &self.0
    }

    fn serve(&self, connection: Serving) {
        self.0.spawn(Seat::new(connection));
    }

    fn relieve(&self) {
        memory::call();
    }
}

/// A connection, and the ways to have it polled.
struct Task {
    connection: Mutex<Option<Serving>>,
    /// Wakes its task of Tokio.
    seat: OnceLock<Waker>,
    is_collected: AtomicBool,
}

impl Task {
    fn lock(&self) -> MutexGuard<'_, Option<Serving>> {
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn wake_seat(&self) {
        if let Some(seat) = self.seat.get() {
            seat.wake_by_ref();
        }
    }

    /// Polls on the calling thread, unless another one does.
    fn poll_here(self: Arc<Self>) {
        // A swap, to see what came before a wake on another thread that found it collected.
        self.is_collected.swap(false, Ordering::SeqCst);
        let waker = Waker::from(self.clone());
        let ended = match self.connection.try_lock() {
            Ok(mut connection) => poll_caught(&mut connection, &waker),
            Err(TryLockError::Poisoned(_)) => return,
            Err(TryLockError::WouldBlock) => true,
        };
        if ended {
            self.wake_seat();
        }
    }
}

/// True if the connection has ended. One that panicked has.
fn poll_caught(connection: &mut Option<Serving>, waker: &Waker) -> bool {
    let Some(serving) = connection.as_mut() else {
        return true;
    };
    let mut context = Context::from_waker(waker);
    let polled = catch_unwind(AssertUnwindSafe(|| serving.as_mut().poll(&mut context)));
    if matches!(polled, Ok(Poll::Pending)) {
        return false;
    }
    *connection = None;
    true
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let collected = COLLECTED.try_with(|collected| match &mut *collected.borrow_mut() {
            Some(tasks) => {
                if !self.is_collected.swap(true, Ordering::SeqCst) {
                    tasks.push_back(self.clone());
                }
                true
            }
            None => false,
        });
        if collected != Ok(true) {
            self.wake_seat();
        }
    }
}

/// A connection's task of Tokio. The connection ends with it.
struct Seat {
    task: Arc<Task>,
    waker: Waker,
}

impl Seat {
    fn new(connection: Serving) -> Self {
        let task = Arc::new(Task {
            connection: Mutex::new(Some(connection)),
            seat: OnceLock::new(),
            is_collected: AtomicBool::new(false),
        });
        Self {
            waker: Waker::from(task.clone()),
            task,
        }
    }
}

impl Future for Seat {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        // It stays valid as long as the task lives.
        self.task.seat.get_or_init(|| cx.waker().clone());
        let mut connection = self.task.lock();
        let Some(serving) = connection.as_mut() else {
            return Poll::Ready(());
        };
        let polled = serving.as_mut().poll(&mut Context::from_waker(&self.waker));
        if polled.is_ready() {
            // Another thread may have collected it, and would poll it once more.
            *connection = None;
        }
        polled
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        drop(self.task.lock().take());
    }
}

/// Runs `work`, then polls on this thread the connections it woke. Returns the number of polls, `None` if that was too much
/// for this thread: what is left goes to the Tokio thread.
pub(crate) fn inline(handle: &Handle, work: impl FnOnce()) -> Option<u32> {
    let _collecting = Collecting::begin();
    work();
    let _context = handle.enter();
    let end = Instant::now() + MOST_TIME;
    for polls in 0..MOST_POLLS {
        let Some(task) = Collecting::pop() else {
            return Some(polls);
        };
        task.poll_here();
        if Instant::now() > end {
            break;
        }
    }
    None
}

/// While it lives, its thread collects the tasks it wakes.
struct Collecting;

impl Collecting {
    fn begin() -> Self {
        COLLECTED.set(Some(VecDeque::new()));
        Self
    }

    fn pop() -> Option<Arc<Task>> {
        COLLECTED.with_borrow_mut(|tasks| tasks.as_mut()?.pop_front())
    }
}

impl Drop for Collecting {
    fn drop(&mut self) {
        for task in COLLECTED.take().into_iter().flatten() {
            task.is_collected.swap(false, Ordering::SeqCst);
            task.wake_seat();
        }
    }
}

#[cfg(all(test, not(feature = "loom")))]
mod tests;
