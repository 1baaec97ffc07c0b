//! Counters as JavaScript reads them.

use napi_derive::napi;

use super::counters::Counter;
use super::drive::Drive;
use super::isolate::Isolate;
use crate::server::Counters as ServerCounters;

/// Counters of one server since its start.
#[napi(object)]
pub struct NativeStats {
    /// Connections open now.
    pub connections: f64,
    /// Connections accepted.
    pub accepted: f64,
    /// Idle connections closed to make room for new ones.
    pub evicted: f64,
    /// Connections closed because something did not come in time.
    pub expired: f64,
    /// Failed attempts to accept a connection.
    pub accept_errors: f64,
    /// Answers that the server gave itself, without JavaScript.
    pub native_answers: f64,
    /// Requests that panicked in the server, answered 500.
    pub panics: f64,
    /// Requests that reached JavaScript.
    pub requests: f64,
    /// Pulls that brought at least one request.
    pub batches: f64,
    /// Requests per batch, on average.
    pub mean_batch: f64,
    /// Requests in the largest batch.
    pub max_batch: f64,
    /// Hand-overs of replies.
    pub commits: f64,
    /// Times the JavaScript thread was woken.
    pub js_wakes: f64,
    /// Times the JavaScript thread went to sleep.
    pub js_parks: f64,
    /// Times a Tokio thread was woken for replies.
    pub tokio_wakes: f64,
    /// Times the JavaScript thread was lent the event loop of the network.
    pub loans: f64,
    /// Loans that were ended because the JavaScript thread was blocked.
    pub recalls: f64,
    /// Slots there are.
    pub slots: f64,
    /// Slots in use now.
    pub slots_in_use: f64,
    /// Most slots seen in use.
    pub slots_high_water: f64,
    /// Requests that found no slot at once.
    pub slot_waits: f64,
    /// Requests refused because there was no room for them in time.
    pub shed: f64,
    /// Requests answered 504 because their handler took too long.
    pub timed_out: f64,
    /// Requests whose client went away before the reply.
    pub aborted: f64,
    /// Replies dropped because they came too late.
    pub late_replies: f64,
    /// Wakes called again because they stayed unanswered.
    pub revivals: f64,
    /// Streamed replies open now.
    pub streams: f64,
    /// Streamed replies begun.
    pub streams_opened: f64,
    /// Streamed replies whose client did not get all: it went away, or the handler failed.
    pub streams_aborted: f64,
    /// Bytes of streamed replies that wait for their connections now.
    pub queued_bytes: f64,
    /// Most bytes of one streamed reply that ever waited.
    pub queued_bytes_high_water: f64,
    /// Bodies that are read piece by piece now: of requests, and of answers to this process.
    pub body_sources: f64,
    /// How long the oldest request of each batch waited: batches up to 50 us, 100 us, 500 us, 1 ms, 10 ms, 100 ms, 1 s, and above.
    pub queue_delay: Vec<f64>,
}

impl NativeStats {
    pub(crate) fn read(isolate: &Isolate, server: &ServerCounters) -> Self {
        let counters = &isolate.counters;
        let (requests, batches) = (
            counters.requests.get() as f64,
            counters.batches.get() as f64,
        );
        Self {
            connections: server.open as f64,
            accepted: server.accepted as f64,
            evicted: server.evicted as f64,
            expired: server.expired as f64,
            accept_errors: server.accept_errors as f64,
            native_answers: native_answers(server) as f64,
            panics: server.panics as f64,
            requests,
            batches,
            mean_batch: if batches > 0.0 {
                requests / batches
            } else {
                0.0
            },
            max_batch: counters.max_batch.get() as f64,
            commits: counters.commits.get() as f64,
            js_wakes: counters.js_wakes.get() as f64,
            js_parks: counters.js_parks.get() as f64,
            tokio_wakes: counters.tokio_wakes.get() as f64,
            loans: sum(isolate, |drive| &drive.loans),
            recalls: sum(isolate, |drive| &drive.recalls),
            slots: f64::from(isolate.slots()),
            slots_in_use: f64::from(isolate.slots_in_use()),
            slots_high_water: counters.slots_high_water.get() as f64,
            slot_waits: counters.slot_waits.get() as f64,
            shed: counters.shed.get() as f64,
            timed_out: counters.timed_out.get() as f64,
            aborted: counters.aborted.get() as f64,
            late_replies: counters.late_replies.get() as f64,
            revivals: counters.revivals.get() as f64,
            streams: isolate.streams.outgoing.len() as f64,
            streams_opened: counters.streams_opened.get() as f64,
            streams_aborted: counters.streams_aborted.get() as f64,
            queued_bytes: isolate.streams.queued() as f64,
            queued_bytes_high_water: counters.queued_bytes_high_water.get() as f64,
            body_sources: isolate.streams.incoming.len() as f64,
            queue_delay: counters.queue_delay().map(|count| count as f64).collect(),
        }
    }
}

fn sum(isolate: &Isolate, count: impl Fn(&Drive) -> &Counter) -> f64 {
    let drives = isolate.shards.iter().map(|shard| &shard.drive);
    drives.map(|drive| count(drive).get()).sum::<u64>() as f64
}

fn native_answers(server: &ServerCounters) -> u64 {
    let problems = &server.problems;
    problems.bad_request
        + problems.not_found
        + problems.method_not_allowed
        + problems.request_timeout
        + problems.payload_too_large
        + problems.uri_too_long
        + problems.unsupported_media_type
        + problems.internal_server_error
        + problems.service_unavailable
        + problems.gateway_timeout
}
