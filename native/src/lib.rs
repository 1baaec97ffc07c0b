//! The native half of Spikard for Node: an HTTP server that knows nothing of JavaScript ([`server`]), and the bridge
//! that hands its calls to a JavaScript thread and takes the replies back ([`bridge`]).

pub mod bridge;
pub mod server;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
