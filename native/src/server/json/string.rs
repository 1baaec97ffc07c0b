//! Strings of JSON, eight bytes at a time where nothing in them is special.

use super::scanner::{Scanner, Step, Stop};

const ONES: u64 = u64::MAX / 255;
const HIGH_BITS: u64 = ONES << 7;

impl Scanner<'_> {
    /// Reads on in a string, to its closing quote.
    pub(super) fn string(&mut self, is_key: bool) -> Result<Step, Stop> {
        loop {
            self.progress.at += plain_length(&self.text[self.progress.at..]);
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.escapes()?,
                _ => return Err(self.malformed()),
            }
        }
        self.progress.at += 1;
        if is_key {
            return self.judge_key();
        }
        Ok(Step::Behind)
    }

    /// Reads escapes, one behind the other. A lone surrogate is one, as it is to JSON.parse.
    fn escapes(&mut self) -> Result<(), Stop> {
        self.progress.is_escaped = true;
        while self.peek() == Some(b'\\') {
            let start = self.progress.at;
            let rest = &self.text[start + 1..];
            let size = match rest.first() {
                Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 2,
                Some(b'u') => match hex_length(&rest[1..]) {
                    4 => 6,
                    digits => return Err(self.malformed_at(start + 2 + digits)),
                },
                _ => return Err(self.malformed_at(start + 1)),
            };
            self.progress.at += size;
        }
        Ok(())
    }
}

/// Hex digits that the text begins with, four at most.
fn hex_length(text: &[u8]) -> usize {
    let digits = text.iter().take(4);
    digits.take_while(|byte| byte.is_ascii_hexdigit()).count()
}

/// Bytes until the first that is a quote, a backslash or a control.
fn plain_length(text: &[u8]) -> usize {
    let (words, rest) = text.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let special = special_bytes(u64::from_le_bytes(*word));
        if special != 0 {
            return index * 8 + (special.trailing_zeros() / 8) as usize;
        }
    }
    let is_plain = |byte: &&u8| !matches!(**byte, b'"' | b'\\' | ..0x20);
    words.len() * 8 + rest.iter().take_while(is_plain).count()
}

/// The high bit of the lowest byte that is special, and perhaps of some above it; 0 where none is.
fn special_bytes(word: u64) -> u64 {
    let below = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word;
    let equal = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    (below(word, 0x20) | equal(b'"') | equal(b'\\')) & HIGH_BITS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_special(byte: u8) -> bool {
        byte == b'"' || byte == b'\\' || byte < 0x20
    }

    #[test]
    fn plain_length_stops_at_every_special_byte_wherever_it_stands() {
        for byte in 0..=255 {
            for at in 0..20 {
                let mut text = [b'~'; 20];
                text[at] = byte;
                let expected = if is_special(byte) { at } else { 20 };
                assert_eq!(plain_length(&text), expected, "{byte} at {at}");
            }
        }
    }

    proptest! {
        #[test]
        fn plain_length_is_that_of_a_search_by_bytes(text: Vec<u8>) {
            let expected = text.iter().position(|byte| is_special(*byte)).unwrap_or(text.len());
            prop_assert_eq!(plain_length(&text), expected);
        }
    }
}
