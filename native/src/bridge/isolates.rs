//! The isolates that one shard serves.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use super::isolate::Isolate;

#[derive(Default)]
pub(crate) struct Isolates {
    attached: RwLock<Vec<Arc<Isolate>>>,
    /// Address of the only one, 0 while there are none or several.
    sole: AtomicUsize,
}

impl Isolates {
    pub(crate) fn attach(&self, isolate: &Arc<Isolate>) {
        self.change(|attached| attached.push(isolate.clone()));
    }

    pub(crate) fn detach(&self, isolate: &Isolate) {
        self.change(|attached| attached.retain(|one| !std::ptr::eq(Arc::as_ptr(one), isolate)));
    }

    fn change(&self, change: impl FnOnce(&mut Vec<Arc<Isolate>>)) {
        let mut attached = self
            .attached
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        change(&mut attached);
        let sole = match attached.as_slice() {
            [sole] => address(sole),
            _ => 0,
        };
        self.sole.store(sole, Ordering::Relaxed);
    }

    /// Whether no other isolate is served here.
    pub(crate) fn is_sole(&self, isolate: &Isolate) -> bool {
        self.sole.load(Ordering::Relaxed) == address(isolate)
    }

    /// Whether there is but one isolate, and this is true of it.
    pub(crate) fn sole_is(&self, test: impl FnOnce(&Isolate) -> bool) -> bool {
        let attached = self.attached.read().unwrap_or_else(PoisonError::into_inner);
        matches!(attached.as_slice(), [sole] if test(sole))
    }

    /// Wakes every JavaScript thread that sleeps on work.
    pub(crate) fn wake(&self) {
        let attached = self.attached.read().unwrap_or_else(PoisonError::into_inner);
        for isolate in attached.iter() {
            isolate.wake();
        }
    }
}

fn address(isolate: &Isolate) -> usize {
    std::ptr::from_ref(isolate).addr()
}
