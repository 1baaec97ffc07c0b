//! Strings of JSON, eight bytes at a time where nothing in them is special.

use super::super::problem::{Fault, Problem};
use super::Scanner;

const ONES: u64 = u64::MAX / 255;
const HIGH_BITS: u64 = ONES << 7;

impl Scanner<'_> {
    /// Reads a string, from quote to quote. True where it has escapes.
    pub(super) fn string(&mut self) -> Result<bool, Fault> {
        self.at += 1;
        let mut is_escaped = false;
        loop {
            self.at += plain_length(&self.text[self.at..]);
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.escape()?,
                Some(0x80..) => {
                    self.multibyte()?;
                    continue;
                }
                _ => return Err(self.malformed()),
            }
            is_escaped = true;
        }
        self.at += 1;
        Ok(is_escaped)
    }

    /// Reads one escape. A lone surrogate is one, as it is to JSON.parse.
    fn escape(&mut self) -> Result<(), Fault> {
        self.at += 1;
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
            Some(b'u') => {
                self.at += 1;
                for _ in 0..4 {
                    if !self.peek().is_some_and(|byte| byte.is_ascii_hexdigit()) {
                        return Err(self.malformed());
                    }
                    self.at += 1;
                }
            }
            _ => return Err(self.malformed()),
        }
        Ok(())
    }

    /// Reads one character beyond ASCII.
    fn multibyte(&mut self) -> Result<(), Fault> {
        match multibyte_length(&self.text[self.at..]) {
            Some(length) => self.at += length,
            None => return Err(self.fault(Problem::NotUtf8)),
        }
        Ok(())
    }
}

/// Bytes until the first that is a quote, a backslash, a control or beyond ASCII.
fn plain_length(text: &[u8]) -> usize {
    let (words, rest) = text.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let special = special_bytes(u64::from_le_bytes(*word));
        if special != 0 {
            return index * 8 + (special.trailing_zeros() / 8) as usize;
        }
    }
    let is_plain = |byte: &&u8| !matches!(**byte, b'"' | b'\\' | ..0x20 | 0x80..);
    words.len() * 8 + rest.iter().take_while(is_plain).count()
}

/// The high bit of the lowest byte that is special, and perhaps of some above it; 0 where none is.
fn special_bytes(word: u64) -> u64 {
    let below = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word;
    let equal = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    (word | below(word, 0x20) | equal(b'"') | equal(b'\\')) & HIGH_BITS
}

/// Bytes of the character that the text begins with, which is beyond ASCII (Unicode 16, table 3-7).
fn multibyte_length(text: &[u8]) -> Option<usize> {
    match text {
        [0xc2..=0xdf, 0x80..=0xbf, ..] => Some(2),
        [0xe0, 0xa0..=0xbf, 0x80..=0xbf, ..]
        | [0xed, 0x80..=0x9f, 0x80..=0xbf, ..]
        | [0xe1..=0xec | 0xee..=0xef, 0x80..=0xbf, 0x80..=0xbf, ..] => Some(3),
        [0xf0, 0x90..=0xbf, 0x80..=0xbf, 0x80..=0xbf, ..]
        | [0xf1..=0xf3, 0x80..=0xbf, 0x80..=0xbf, 0x80..=0xbf, ..]
        | [0xf4, 0x80..=0x8f, 0x80..=0xbf, 0x80..=0xbf, ..] => Some(4),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_special(byte: u8) -> bool {
        byte == b'"' || byte == b'\\' || !(0x20..0x80).contains(&byte)
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

        #[test]
        fn multibyte_length_is_what_the_standard_library_says(text in prop::collection::vec(0x80..=255_u8, 1..6)) {
            let valid = match str::from_utf8(&text) {
                Ok(valid) => valid,
                Err(error) => str::from_utf8(&text[..error.valid_up_to()]).unwrap(),
            };
            prop_assert_eq!(multibyte_length(&text), valid.chars().next().map(char::len_utf8));
        }
    }

    #[test]
    fn multibyte_length_takes_every_character_and_no_surrogate() {
        for character in ('\u{80}'..=char::MAX).step_by(7) {
            let mut bytes = [0; 4];
            let text = character.encode_utf8(&mut bytes).as_bytes();
            assert_eq!(multibyte_length(text), Some(text.len()), "{character:?}");
        }
        for text in [
            &b"\xed\xa0\x80"[..],
            b"\xc0\x80",
            b"\xc1\xbf",
            b"\xe0\x9f\xbf",
            b"\xf0\x8f\xbf\xbf",
            b"\xf4\x90\x80\x80",
            b"\xf5\x80\x80\x80",
            b"\xe2\x82",
            b"\x80",
        ] {
            assert_eq!(multibyte_length(text), None, "{text:x?}");
        }
    }
}
