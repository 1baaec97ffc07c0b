//! How JavaScript hears of what happened to a stream: the counterpart of src/bridge/record.ts.

use super::incoming::Offer;
use super::{Event, Streams};
use crate::bridge::pull::RECORD_WORDS;
use crate::server::BodyError;

const KIND_WRITABLE: u32 = 3;
const KIND_CLOSED: u32 = 4;
const KIND_READABLE: u32 = 5;
const KIND_ANSWERED: u32 = 6;
/// In a closed record: the client was sent all of it.
const FLAG_SENT: u32 = 1 << 16;

/// What a readable record says of the body: there is a chunk, it is over, or why it broke off.
const STATE_CHUNK: u32 = 0;
const STATE_END: u32 = 1;

/// kind | flags << 16, number, then what the kind has to say. `None` if JavaScript needs not know any more.
///
/// What is over leaves its table here.
pub(crate) fn record(streams: &Streams, event: Event) -> Option<[u32; RECORD_WORDS]> {
    match event {
        Event::Writable(number) => Some([KIND_WRITABLE, number, 0, 0, 0, 0, 0, 0]),
        Event::Closed(number) => {
            let (is_sent, bytes) = streams.outgoing.remove(number)?.outcome();
            let flags = if is_sent { FLAG_SENT } else { 0 };
            let (low, high) = (bytes as u32, (bytes >> 32) as u32);
            Some([KIND_CLOSED | flags, number, low, high, 0, 0, 0, 0])
        }
        Event::Readable(number) => {
            let offer = streams.incoming.get(number)?.offer()?;
            if offer != Offer::Chunk {
                streams.incoming.remove(number);
            }
            Some([KIND_READABLE, number, state(offer), 0, 0, 0, 0, 0])
        }
        Event::Answered(number) => {
            let (status, body) = streams.requests.get(number)?.status()?;
            Some([KIND_ANSWERED, number, u32::from(status), body, 0, 0, 0, 0])
        }
    }
}

fn state(offer: Offer) -> u32 {
    match offer {
        Offer::Chunk => STATE_CHUNK,
        Offer::End => STATE_END,
        Offer::Broken(BodyError::TooLarge) => 2,
        Offer::Broken(BodyError::Stalled) => 3,
        Offer::Broken(BodyError::Gone) => 4,
        Offer::Broken(BodyError::Malformed) => 5,
    }
}
