//! Pieces that become one whole. A single piece is passed on as it is, without a copy.

use bytes::{Bytes, BytesMut};

/// Most bytes that are reserved before they have come.
const RESERVE_LIMIT: usize = 256 * 1024;

/// What has come so far.
#[derive(Debug, Default)]
pub(crate) struct Joined {
    first: Option<Bytes>,
    whole: BytesMut,
}

impl Joined {
    pub(crate) fn len(&self) -> usize {
        self.whole.len() + self.first.as_ref().map_or(0, Bytes::len)
    }

    /// Adds a piece, behind which about so many bytes are to come.
    pub(crate) fn push(&mut self, piece: Bytes, expected: usize) {
        if self.first.is_none() && self.whole.is_empty() {
            self.first = Some(piece);
            return;
        }
        if let Some(first) = self.first.take() {
            let known = first.len() + piece.len();
            self.whole.reserve(known + expected.min(RESERVE_LIMIT));
            self.whole.extend_from_slice(&first);
        }
        self.whole.extend_from_slice(&piece);
    }

    pub(crate) fn as_slice(&self) -> &[u8] {
        self.first.as_deref().unwrap_or(&self.whole)
    }

    pub(crate) fn finish(self) -> Bytes {
        self.first.unwrap_or_else(|| self.whole.freeze())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(pieces: &[&'static str]) -> Bytes {
        let mut joined = Joined::default();
        for piece in pieces {
            joined.push(Bytes::from_static(piece.as_bytes()), 0);
            assert!(joined.as_slice().ends_with(piece.as_bytes()));
        }
        let length = joined.len();
        let whole = joined.finish();
        assert_eq!(whole.len(), length);
        whole
    }

    #[test]
    fn a_single_piece_is_passed_on_without_a_copy() {
        let piece = "a piece";
        assert_eq!(joined(&[piece]).as_ptr(), piece.as_ptr());
    }

    #[test]
    fn pieces_are_joined_in_their_order() {
        assert_eq!(joined(&["a", "bc", "", "def"]), "abcdef");
        assert_eq!(joined(&["", "a"]), "a");
        assert_eq!(joined(&[]), "");
    }
}
