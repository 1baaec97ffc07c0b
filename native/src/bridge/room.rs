//! Room for calls: one permit for each free slot. Who finds none stands in line.

use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};

/// Why a call got no slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It has waited too long.
    Full,
    /// Nobody will run it any more.
    Closed,
}

pub(crate) struct Room {
    free: Semaphore,
    /// How long a call may stand in line.
    patience: Duration,
}

impl Room {
    pub(crate) fn new(slots: u32, patience: Duration) -> Self {
        Self {
            free: Semaphore::new(slots as usize),
            patience,
        }
    }

    /// Slots that are free.
    pub(crate) fn free(&self) -> u32 {
        self.free.available_permits() as u32
    }

    /// Reserves a slot if one is free and nobody stands in line for it.
    pub(crate) fn try_reserve(&self) -> bool {
        self.free.try_acquire().map(SemaphorePermit::forget).is_ok()
    }

    /// Stands in line for a slot.
    pub(crate) async fn reserve(&self) -> Result<(), Refused> {
        match tokio::time::timeout(self.patience, self.free.acquire()).await {
            Ok(Ok(permit)) => {
                permit.forget();
                Ok(())
            }
            Ok(Err(_)) => Err(Refused::Closed),
            Err(_) => Err(Refused::Full),
        }
    }

    /// A slot was freed.
    pub(crate) fn add(&self) {
        self.free.add_permits(1);
    }

    /// Refuses whoever stands in line.
    pub(crate) fn close(&self) {
        self.free.close();
    }
}
