//! From the Tokio threads to a JavaScript thread and back. The same page opens src/bridge/mod.ts.
//!
//! **Down.** A connection task takes a slot ([`arena`]), fills it and pushes its index to the ring ([`isolate`]). At the end
//! of a round of tasks the JavaScript thread is woken, if it sleeps ([`handshake`], [`shard`]). It pulls ([`pull`]): up to 64
//! requests as words in one array that it owns, the path parameters and decoded queries of all as one latin1 string, small
//! ASCII JSON bodies as a second one. Headers and larger bodies stay in the slot until JavaScript asks for them.
//!
//! **Up.** JavaScript commits ([`commit`]): words for up to 16 replies and one string with their heads and bodies. Header sets
//! that repeat are numbers ([`templates`]). The Tokio thread that owns the connection splits the text, without a copy where it
//! is ASCII, and wakes the waiting task; it is itself woken only if it is parked.
//!
//! **Who drives.** A shard's own thread runs its event loop, and lends it to the JavaScript thread while that is awake, would
//! have it, and few requests are in flight ([`driver`], [`drive`]). Then a pull first looks for events, and both pulls and
//! commits poll on the JavaScript thread the connections that they wake ([`task`]): a request and its reply pass no other
//! thread. The loan ends with the first of these: many requests in flight or connections served in one tick, JavaScript goes to
//! sleep or ends, a second isolate comes, or JavaScript has not ticked for 1 to 2 ms, because a handler holds its thread. It
//! needs one shard and one isolate. Without a loan a commit still polls the one connection that waits while the Tokio thread
//! sleeps.
//!
//! **Words.** A pull writes: records, length of the bodies, slots in use, 1 if JavaScript has the event loop; then for each record
//! `kind | method << 8 | flags << 16`, slot, generation, route, length of the query, of the body, of the body within the
//! bodies, number of parameters, and the length of each parameter. A commit reads for each reply: slot, generation,
//! `status | template << 16`, length of the head, of the body. Lengths count UTF-16 units, a body's length counts bytes.
//! Flags of a call: 1 has its parameters and query fetched; the three bits from 4 on number its
//! [body](stored_call::BodyKind).
//! Kinds: 0 is a call, 1 says that a call has expired, 2 that the server has stopped. 3 to 6 tell of [`streams`], by number: a
//! reply has room again, a reply is closed, a body that is read has a chunk, a request from within the process ([`requests`])
//! was answered.
//!
//! **Streams.** Bodies that come piece by piece outlive their slot: it is free when the head of the reply was committed. What
//! JavaScript writes waits in a window that the connection takes from; a request is read from JavaScript's first question on, a
//! bounded way ahead. At the stop of the isolate replies are cut and readers dropped.
//!
//! **Ownership.** A slot belongs to its client and to JavaScript at once, and is free when both have let go: JavaScript by a
//! reply, or by pulling the record that its call has expired. Slot and generation name a call; a pair that is not current is
//! refused, so a late result meets nobody. JavaScript gets copies; no view of native memory leaves this room.
//!
//! **Threads.** [`native_server::NativeServer`] is used on the JavaScript thread that made it. Everything else is shared under
//! locks that are held for a few memory operations, and the handshakes, which loom checks: who sleeps, and who drives. A
//! connection is polled by one thread at a time, which holds its lock meanwhile; a second one that would poll it on the
//! JavaScript thread leaves it to Tokio. Tokio threads belong to the process and end when its last server was closed and
//! collected.
//!
//! **Memory.** What connections give up in a rush goes back to the system soon after, thread by thread ([`memory`]).
//!
//! **Order.** A record that a call has expired comes after the record of the call, and before any other call of that slot.
//! Of a stream nothing comes after the record that it is closed or over. The record of the stop is the last.
//!
//! **What may fail.** Nothing panics across. Lengths and indexes from JavaScript are checked. When the environment ends, a hook
//! waits until no native thread is inside its wake function, answers what is in flight with 503, and stops the server.

mod arena;
mod beat;
mod commit;
mod counters;
mod cpus;
mod drive;
mod driver;
mod handshake;
mod isolate;
mod isolates;
mod js_waker;
mod keeper;
mod memory;
#[cfg_attr(
    test,
    allow(dead_code, reason = "a test binary registers nothing with Node-API")
)]
mod native_call;
#[cfg_attr(
    test,
    allow(dead_code, reason = "a test binary registers nothing with Node-API")
)]
mod native_process;
#[cfg_attr(
    test,
    allow(dead_code, reason = "a test binary registers nothing with Node-API")
)]
mod native_requests;
#[cfg_attr(
    test,
    allow(dead_code, reason = "a test binary registers nothing with Node-API")
)]
mod native_server;
#[cfg_attr(
    test,
    allow(dead_code, reason = "a test binary registers nothing with Node-API")
)]
mod native_streams;
mod pending;
mod pull;
mod requests;
mod settings;
mod shard;
mod stats;
mod stored_call;
mod streams;
mod sync;
mod task;
mod templates;
mod text;
mod ticker;
