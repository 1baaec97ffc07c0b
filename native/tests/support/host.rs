//! A host whose handlers are closures.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use spikard_native::server::{Answer, Beat, Call, Dispatch};
use tokio::sync::Semaphore;

type Handled = Pin<Box<dyn Future<Output = Answer> + Send>>;

/// A host whose handlers are one closure, and whose beat is what a test makes it.
pub struct Host {
    handler: Box<dyn Fn(Call) -> Handled + Send + Sync>,
    pub beat: Arc<Mutex<Beat>>,
}

impl Host {
    pub fn new<F, P>(handler: F) -> Self
    where
        F: Fn(Call) -> P + Send + Sync + 'static,
        P: Future<Output = Answer> + Send + 'static,
    {
        Self {
            handler: Box::new(move |call| Box::pin(handler(call))),
            beat: Arc::default(),
        }
    }
}

impl Dispatch for Host {
    type Pending = Handled;

    fn dispatch(&self, call: Call) -> Handled {
        (self.handler)(call)
    }

    fn beat(&self) -> Beat {
        *self.beat.lock().unwrap()
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
