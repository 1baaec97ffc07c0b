//! Whether text that comes in pieces is UTF-8.

/// How much of a text was found to be UTF-8.
#[derive(Debug, Default)]
pub(crate) struct Utf8 {
    valid: usize,
}

impl Utf8 {
    /// Reads on, of all that has come so far. Fails with the bytes before the first that cannot be; an unfinished character
    /// at the end is left to the next call, unless this is the whole.
    pub(crate) fn read(&mut self, text: &[u8], is_whole: bool) -> Result<(), usize> {
        let Err(error) = str::from_utf8(&text[self.valid..]) else {
            self.valid = text.len();
            return Ok(());
        };
        self.valid += error.valid_up_to();
        match error.error_len() {
            None if !is_whole => Ok(()),
            _ => Err(self.valid),
        }
    }

    /// Bytes that are whole characters.
    pub(crate) fn valid(&self) -> usize {
        self.valid
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_character_may_come_in_pieces() {
        let text = "aé🎉".as_bytes();
        let mut utf8 = Utf8::default();
        let valid = (0..=text.len()).map(|end| {
            utf8.read(&text[..end], false).unwrap();
            utf8.valid()
        });
        assert_eq!(valid.collect::<Vec<_>>(), [0, 1, 1, 3, 3, 3, 3, 7]);
        assert_eq!(utf8.read(text, true), Ok(()));
    }

    #[test]
    fn an_unfinished_character_is_none_at_the_end() {
        let mut utf8 = Utf8::default();
        assert_eq!(utf8.read(b"a\xe2\x82", false), Ok(()));
        assert_eq!(utf8.read(b"a\xe2\x82", true), Err(1));
    }

    proptest! {
        #[test]
        fn text_is_judged_alike_however_it_comes(
            text in "[aé🎉]{0,9}",
            junk in prop::option::of((any::<prop::sample::Index>(), 0x80..=0xff_u8)),
            cut: prop::sample::Index,
        ) {
            let mut text = text.into_bytes();
            if let Some((at, byte)) = junk {
                text.insert(at.index(text.len() + 1), byte);
            }
            let mut utf8 = Utf8::default();
            let cut = cut.index(text.len() + 1);
            let read = utf8.read(&text[..cut], false).and_then(|()| utf8.read(&text, true));
            prop_assert_eq!(read.err(), str::from_utf8(&text).err().map(|error| error.valid_up_to()));
        }
    }
}
