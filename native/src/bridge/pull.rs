//! Requests of a batch: eight words and the lengths of the path parameters for each, and two texts for all.

use std::thread;

use super::arena::{Expiry, Pulled, Ticket};
use super::isolate::Isolate;
use super::stored_call::StoredCall;
use super::streams::record::record;

/// Words before the first record: records, length of the bodies, slots in use, 1 if JavaScript has the event loop.
pub(crate) const HEADER_WORDS: usize = 4;
/// Words of a record: kind | method << 8 | flags << 16, slot, generation, route, length of the query, length of the body,
/// length of the body within the bodies, number of parameters; then the length of each parameter. The query is its pairs,
/// decoded: see [`Call::query`](crate::server::Call::query).
pub(crate) const RECORD_WORDS: usize = 8;
/// Most parameters a record has room for; a path may have 24.
const MAX_PARAMS: usize = 32;
/// A batch is full when its text has this many bytes: what is cut from a text keeps all of it alive.
const TEXT_LIMIT: usize = 8 * 1024;

const KIND_CALL: u32 = 0;
const KIND_EXPIRED: u32 = 1;
const KIND_DRAINED: u32 = 2;
/// Parameters and query are not in the text, because they are not ASCII: fetch them.
const FLAG_FETCH: u32 = 1 << 16;
/// Where the kind of the body stands, in three bits.
const BODY_KIND_SHIFT: u32 = 18;
/// In an expired record: the client has gone; without it, the deadline has passed.
const FLAG_CLIENT_GONE: u32 = 1 << 17;

/// Texts of the batch that is being written; kept to reuse their memory.
#[derive(Default)]
pub(crate) struct Texts {
    /// Parameters and pairs of queries, latin1.
    pub(crate) text: Vec<u8>,
    /// Bodies that ride along, ASCII.
    pub(crate) bodies: Vec<u8>,
}

/// Words of the longest record and the one that tells of the stop.
const RESERVE: usize = MAX_PARAMS + 2 * RECORD_WORDS;
/// Fewest words a pull may be given.
pub(crate) const MIN_WORDS: usize = HEADER_WORDS + RESERVE;

/// Moves up to `limit` requests from the ring into `words` and `texts`. The words are at least [`MIN_WORDS`].
pub(crate) fn pull(isolate: &Isolate, words: &mut [u32], limit: u32, texts: &mut Texts) {
    isolate.waker.answer();
    isolate.pulse.note();
    texts.text.clear();
    texts.bodies.clear();
    let mut batch = Writer {
        words,
        at: HEADER_WORDS,
        records: 0,
        texts,
    };
    batch.fill(isolate, limit);
    if batch.records == 0 && !isolate.shards.is_lent() {
        // The thread that would bring work may be waiting for the CPU on which this one looks for it.
        thread::yield_now();
    }
    batch.finish(isolate);
}

struct Writer<'a> {
    words: &'a mut [u32],
    at: usize,
    records: u32,
    texts: &'a mut Texts,
}

impl Writer<'_> {
    fn fill(&mut self, isolate: &Isolate, limit: u32) {
        let delay = isolate.take_queue_delay();
        let mut calls = 0;
        self.write_events(isolate, limit);
        while calls < limit && self.has_room() {
            match isolate.pull(|ticket, call| self.write_call(ticket, call)) {
                Some(Pulled::Call(())) => calls += 1,
                Some(Pulled::Expired(ticket, why)) => self.write_expired(ticket, why),
                Some(Pulled::Nothing) => {}
                None => break,
            }
        }
        if let Some(drained) = isolate.take_drained() {
            self.write(&[
                KIND_DRAINED,
                drained.answered as u32,
                drained.cut as u32,
                0,
                0,
                0,
                0,
                0,
            ]);
        }
        self.count(isolate, calls, delay);
    }

    /// What happened to streams. Comes first, and leaves most of the words to calls.
    fn write_events(&mut self, isolate: &Isolate, limit: u32) {
        let room = (self.words.len() - self.at) / (2 * RECORD_WORDS);
        for _ in 0..room.min(limit as usize) {
            let Some(event) = isolate.streams.next() else {
                return;
            };
            if let Some(record) = record(&isolate.streams, event) {
                self.write(&record);
            }
        }
    }

    fn has_room(&self) -> bool {
        self.texts.text.len() < TEXT_LIMIT && self.at + RESERVE <= self.words.len()
    }

    fn write_call(&mut self, ticket: Ticket, call: &StoredCall) {
        let riding = if call.rides {
            call.body.len() as u32
        } else {
            0
        };
        self.write(&[
            KIND_CALL | call.method_number() << 8 | flags(call),
            ticket.slot,
            ticket.generation,
            call.route,
            call.query_length,
            call.body_length(),
            riding,
            call.ends.len() as u32,
        ]);
        let mut start = 0;
        for end in &call.ends {
            self.words[self.at] = end - start;
            self.at += 1;
            start = *end;
        }
        if call.is_ascii {
            self.texts.text.extend_from_slice(&call.text);
        }
        if call.rides {
            self.texts.bodies.extend_from_slice(&call.body);
        }
    }

    fn write_expired(&mut self, ticket: Ticket, why: Expiry) {
        let gone = if why == Expiry::ClientGone {
            FLAG_CLIENT_GONE
        } else {
            0
        };
        self.write(&[
            KIND_EXPIRED | gone,
            ticket.slot,
            ticket.generation,
            0,
            0,
            0,
            0,
            0,
        ]);
    }

    fn write(&mut self, record: &[u32; RECORD_WORDS]) {
        self.words[self.at..self.at + RECORD_WORDS].copy_from_slice(record);
        self.at += RECORD_WORDS;
        self.records += 1;
    }

    fn count(&self, isolate: &Isolate, calls: u32, delay: Option<std::time::Duration>) {
        if calls == 0 {
            return;
        }
        let counters = &isolate.counters;
        counters.requests.add(u64::from(calls));
        counters.batches.add(1);
        counters.max_batch.raise(u64::from(calls));
        counters
            .slots_high_water
            .raise(u64::from(isolate.slots_in_use()));
        if let Some(delay) = delay {
            counters.record_queue_delay(delay);
        }
    }

    fn finish(self, isolate: &Isolate) {
        self.words[0] = self.records;
        self.words[1] = self.texts.bodies.len() as u32;
        self.words[2] = isolate.slots_in_use();
        self.words[3] = u32::from(isolate.shards.is_lent());
    }
}

fn flags(call: &StoredCall) -> u32 {
    let fetch = if call.is_ascii { 0 } else { FLAG_FETCH };
    fetch | (call.body_kind as u32) << BODY_KIND_SHIFT
}
