//! Atomics and locks of the bridge; loom's under the `loom` feature, so that the structures built on them can be model-checked.

use std::sync::PoisonError;

#[cfg(not(feature = "loom"))]
mod imp {
    pub(crate) use crossbeam_queue::ArrayQueue;
    pub(crate) use std::sync::atomic::{AtomicBool, AtomicU32, Ordering, fence};
    pub(crate) use std::sync::{Mutex, MutexGuard};
}

#[cfg(feature = "loom")]
mod imp {
    pub(crate) use loom::sync::atomic::{AtomicBool, AtomicU32, Ordering, fence};
    pub(crate) use loom::sync::{Mutex, MutexGuard};

    /// Stand-in for crossbeam's queue, whose atomics loom cannot see.
    pub(crate) struct ArrayQueue<T> {
        items: Mutex<std::collections::VecDeque<T>>,
        capacity: usize,
    }

    impl<T> ArrayQueue<T> {
        pub(crate) fn new(capacity: usize) -> Self {
            Self {
                items: Mutex::new(std::collections::VecDeque::new()),
                capacity,
            }
        }

        pub(crate) fn push(&self, item: T) -> Result<(), T> {
            let mut items = super::lock(&self.items);
            if items.len() == self.capacity {
                return Err(item);
            }
            items.push_back(item);
            Ok(())
        }

        pub(crate) fn pop(&self) -> Option<T> {
            super::lock(&self.items).pop_front()
        }

        pub(crate) fn is_empty(&self) -> bool {
            super::lock(&self.items).is_empty()
        }
    }
}

pub(crate) use imp::*;

/// Locks, whether or not a panic once happened under the lock: every critical section here leaves whole values behind.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
