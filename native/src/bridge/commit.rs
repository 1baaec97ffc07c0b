//! Replies of a batch: one text and five words for each, split on the Tokio thread that sends them.

use std::str;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::arena::Ticket;
use super::isolate::Isolate;
use super::templates::{Templates, append_head};
use crate::server::{Answer, Reply};

/// Words of one reply: slot, generation, status | template << 16, length of the head, length of the body. Lengths count
/// UTF-16 units; head and body follow each other in the text.
pub(crate) const REPLY_WORDS: usize = 5;

#[derive(Clone, Copy)]
pub(crate) struct ReplyRecord {
    ticket: Ticket,
    status: u16,
    template: u16,
    head: u32,
    body: u32,
}

impl ReplyRecord {
    pub(crate) fn read_all(words: &[u32]) -> Vec<Self> {
        words
            .as_chunks::<REPLY_WORDS>()
            .0
            .iter()
            .map(Self::read)
            .collect()
    }

    fn read(&[slot, generation, kind, head, body]: &[u32; REPLY_WORDS]) -> Self {
        Self {
            ticket: Ticket { slot, generation },
            status: kind as u16,
            template: (kind >> 16) as u16,
            head,
            body,
        }
    }

    pub(crate) fn slot(&self) -> u32 {
        self.ticket.slot
    }

    pub(crate) fn ticket(&self) -> Ticket {
        self.ticket
    }

    /// The status, 500 where it is none.
    pub(crate) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The headers of its template and those it brings along.
    pub(crate) fn headers(&self, templates: &Templates, head: &str) -> HeaderMap {
        let mut headers = templates.get(usize::from(self.template));
        if !head.is_empty() {
            append_head(&mut headers, head);
        }
        headers
    }
}

/// What one commit handed over.
pub(crate) struct Batch {
    pub(crate) isolate: Arc<Isolate>,
    pub(crate) records: Vec<ReplyRecord>,
    /// UTF-8.
    pub(crate) text: Bytes,
    pub(crate) is_ascii: bool,
    /// A body of bytes that belongs to the only record, whose text is just a head.
    pub(crate) bytes: Option<Bytes>,
}

impl Batch {
    /// Answers the calls whose connections live on this shard.
    pub(crate) fn deliver(&self, shard: u8) {
        let templates = Templates::read();
        let mut cursor = Cursor {
            text: &self.text,
            at: Some(0),
            is_ascii: self.is_ascii,
        };
        for record in &self.records {
            let head = cursor.cut(record.head);
            let body = cursor.cut(record.body);
            if self.isolate.shard_of(record.slot()) == shard {
                let body = self.bytes.clone().or(body);
                self.isolate
                    .answer(record.ticket, answer(record, &templates, head, body));
            }
        }
    }
}

/// Lengths from JavaScript are not trusted: what does not fit the text becomes an empty 500.
fn answer(
    record: &ReplyRecord,
    templates: &Templates,
    head: Option<Bytes>,
    body: Option<Bytes>,
) -> Answer {
    let (Ok(status), Some(head), Some(body)) = (StatusCode::from_u16(record.status), head, body)
    else {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        return Answer::Reply(Reply {
            status,
            headers: HeaderMap::new(),
            body: Bytes::new().into(),
        });
    };
    Answer::Reply(Reply {
        status,
        headers: record.headers(templates, str::from_utf8(&head).unwrap_or_default()),
        body: body.into(),
    })
}

/// Walks the text of a batch, piece by piece.
struct Cursor<'a> {
    text: &'a Bytes,
    /// `None` once a length did not fit.
    at: Option<usize>,
    is_ascii: bool,
}

impl Cursor<'_> {
    /// The next piece of this many UTF-16 units, without a copy; `None` if the text is shorter. Nothing follows a piece that
    /// was refused, for where it would start is unknown.
    fn cut(&mut self, units: u32) -> Option<Bytes> {
        let start = self.at?;
        self.at = self.end_of(start, units);
        Some(self.text.slice(start..self.at?))
    }

    fn end_of(&self, start: usize, units: u32) -> Option<usize> {
        let length = if self.is_ascii {
            units as usize
        } else {
            bytes_of(self.text.get(start..)?, units)?
        };
        start
            .checked_add(length)
            .filter(|end| *end <= self.text.len())
    }
}

/// Length in bytes of the first `units` UTF-16 units of a UTF-8 text.
fn bytes_of(text: &[u8], units: u32) -> Option<usize> {
    let mut left = units as usize;
    let mut at = 0;
    while left > 0 {
        let (bytes, used) = match *text.get(at)? {
            0x00..=0x7F => (1, 1),
            0x80..=0xDF => (2, 1),
            0xE0..=0xEF => (3, 1),
            0xF0.. => (4, 2),
        };
        at += bytes;
        left = left.checked_sub(used)?;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut_all(pieces: &[String]) -> Vec<Option<Bytes>> {
        let text = Bytes::from(pieces.concat());
        let is_ascii = text.is_ascii();
        let mut cursor = Cursor {
            text: &text,
            at: Some(0),
            is_ascii,
        };
        pieces
            .iter()
            .map(|piece| cursor.cut(piece.encode_utf16().count() as u32))
            .collect()
    }

    proptest! {
        #[test]
        fn pieces_come_back_as_they_were(pieces in proptest::collection::vec(".{0,40}", 0..20)) {
            let cut = cut_all(&pieces);
            for (piece, cut) in pieces.iter().zip(cut) {
                prop_assert_eq!(cut.unwrap(), piece.as_bytes());
            }
        }

        #[test]
        fn lengths_beyond_the_text_are_refused(text in ".{0,40}", surplus in 1u32..1000) {
            let units = text.encode_utf16().count() as u32 + surplus;
            let is_ascii = text.is_ascii();
            let text = Bytes::from(text);
            let mut cursor = Cursor { text: &text, at: Some(0), is_ascii };
            prop_assert!(cursor.cut(units).is_none());
            prop_assert!(cursor.cut(0).is_none(), "nothing follows what was refused");
        }
    }

    #[test]
    fn half_a_surrogate_pair_is_refused() {
        assert_eq!(bytes_of("\u{1F600}".as_bytes(), 1), None);
    }

    #[test]
    fn words_are_read_as_written() {
        let records = ReplyRecord::read_all(&[7, 3, 201 | 2 << 16, 4, 9, 1]);
        assert_eq!(records.len(), 1);
        let ReplyRecord {
            ticket,
            status,
            template,
            head,
            body,
        } = records[0];
        assert_eq!(
            (ticket.slot, ticket.generation, status, template, head, body),
            (7, 3, 201, 2, 4, 9)
        );
    }
}
