/**
 * From the native server's threads to this JavaScript thread and back. The same page opens
 * native/src/bridge/mod.rs.
 *
 * **Down.** The addon calls `wake` once for many requests, and only if this thread sleeps. The pump
 * then pulls (`pump.ts`): up to 64 requests as words in one array (`record.ts`), the path parameters
 * and decoded queries of all as one string, small JSON bodies as a second one (`batch.ts`). A call
 * (`native_call.ts`) cuts its parts from them; headers and larger bodies are fetched from the addon
 * when they are asked for.
 *
 * **Up.** Replies are collected (`reply_buffer.ts`) and committed every 16, at the end of a turn, and
 * once after late completions: words for each, and one string with their heads and bodies. Header
 * sets that repeat travel as numbers (`head_templates.ts`).
 *
 * **Turns.** Pull, run, commit, `setImmediate` (`pump.ts`). A turn runs handlers for about 2 ms
 * (`turn.ts`), so timers keep firing under load. After a turn without work the pump sleeps, or takes a
 * few more turns where the last ones say that work comes at once (`spin.ts`).
 *
 * **Who drives.** While work comes at once and calls are cheap, the pump says with each pull that this
 * thread would serve the network itself (`drive.ts`), always so on one CPU. While few requests are in
 * flight the addon lends it the event loop: pulls then read from the sockets, commits write to them,
 * and a turn runs up to four batches. A thread that sleeps, or that a handler holds for 1 to 2 ms, has
 * it no more.
 *
 * **Streams.** Bodies that come piece by piece have numbers of their own (`streams.ts`), for they
 * outlive their slot. A reply (`reply_sink.ts`) is written while the addon has room, at most 64 KiB; the
 * rest of a chunk waits here. A request (`body_source.ts`) gives one chunk for each question; the
 * addon reads at most 128 KiB ahead once the first was asked. What happens to either comes as records
 * of the same pull. So do the answers to requests that this process sends to its own server
 * (`requests.ts`).
 *
 * **Ownership.** A call is answered exactly once; then it reads nothing any more. When Rust answers
 * in its place (a deadline) or nobody waits any more, a record says so, and the continuations of its
 * slot are thrown away; what its promise may still bring is told to the dispatcher, which lets streams
 * clean up (`settlements.ts`). Slot and generation name a call; the addon refuses a pair that is not
 * current.
 *
 * **Context.** Every record of a batch is taken in the async context of the start: entered anew for
 * each one, or in a microtask of its own where that is cheaper (`runtime/async_context.ts`). So
 * nothing leaks from one request of a batch to the next; nor does it from what a stream calls.
 *
 * **What may fail.** Only the start, with an error that has a `code`. The dispatcher never throws.
 *
 * @module
 */

export { type NativeSettings, version as nativeVersion } from "./addon.ts";
export type { Connection, Drained, ServerStats } from "./connection.ts";
export { serve } from "./serve.ts";
