//! What a connection may read and write in one go.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

/// Bytes of one poll of a connection.
const BYTES: usize = 256 * 1024;
/// What the smallest operation counts as.
const LEAST: usize = 4 * 1024;

/// Bounds one poll of a connection whose peer is always ready. Tokio bounds its own tasks so, but not the connections
/// that another thread polls.
#[derive(Default)]
pub(crate) struct Budget(AtomicUsize);

impl Budget {
    /// A poll begins.
    pub(crate) fn refill(&self) {
        self.0.store(BYTES, Ordering::Relaxed);
    }

    /// Pending once the budget is spent: the task is woken, and goes on in its next poll.
    pub(crate) fn poll(&self, cx: &mut Context<'_>) -> Poll<()> {
        if self.0.load(Ordering::Relaxed) > 0 {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    /// So many bytes have passed.
    pub(crate) fn spend(&self, bytes: usize) {
        let left = self.0.load(Ordering::Relaxed);
        self.0
            .store(left.saturating_sub(bytes.max(LEAST)), Ordering::Relaxed);
    }
}

#[cfg(all(test, not(feature = "loom")))]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    use std::task::Wake;

    use super::*;

    #[derive(Default)]
    struct Flag(AtomicBool);

    impl Wake for Flag {
        fn wake(self: Arc<Self>) {
            self.0.store(true, Ordering::SeqCst);
        }
    }

    /// Operations of so many bytes each until the budget is spent.
    fn operations(budget: &Budget, bytes: usize) -> usize {
        let flag = Arc::new(Flag::default());
        let waker = flag.clone().into();
        let mut cx = Context::from_waker(&waker);
        let mut count = 0;
        budget.refill();
        while budget.poll(&mut cx).is_ready() {
            assert!(!flag.0.load(Ordering::SeqCst), "woken before it is spent");
            budget.spend(bytes);
            count += 1;
        }
        assert!(
            flag.0.load(Ordering::SeqCst),
            "nobody would go on with what is left"
        );
        count
    }

    #[test]
    fn it_is_spent_by_bytes_and_by_operations_and_filled_again() {
        let budget = Budget::default();
        assert_eq!(operations(&budget, 1), BYTES / LEAST);
        assert_eq!(operations(&budget, BYTES / 2), 2);
        assert_eq!(operations(&budget, usize::MAX), 1);
    }
}
