//! Memory that is free and still with the allocator, given back to the system.
//!
//! The allocator keeps a heap for each thread, and whatever is freed elsewhere goes back there: only the thread itself can
//! let go of it.

use std::cell::Cell;
use std::sync::atomic::{AtomicU32, Ordering};

/// Times that memory was to be given back.
static CALLS: AtomicU32 = AtomicU32::new(0);

thread_local! {
    /// The call that this thread has followed.
    static FOLLOWED: Cell<u32> = const { Cell::new(0) };
}

unsafe extern "C" {
    /// Of mimalloc, the allocator of this library.
    fn mi_collect(force: bool);
}

/// Has every thread give back what it can, each as soon as it has nothing else to do.
pub(crate) fn call() {
    CALLS.fetch_add(1, Ordering::Relaxed);
}

/// Gives back what this thread can, if it was called for since the last time.
pub(crate) fn follow() {
    let calls = CALLS.load(Ordering::Relaxed);
    if FOLLOWED.replace(calls) != calls {
        // SAFETY: it may be called on any thread at any time, and frees nothing that is in use.
        unsafe { mi_collect(true) }
    }
}
