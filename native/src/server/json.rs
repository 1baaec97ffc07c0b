//! Whether a body is JSON that may be handed on: what JSON.parse takes (RFC 8259) and nothing else, not too deep, and
//! without keys that could change prototypes. One pass over the bytes while they come, without recursion or a copy.

mod key;
mod number;
mod scanner;
mod string;

use self::scanner::{Progress, Scanner, Stop};
use super::problem::{Fault, Problem};
use super::text::Utf8;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// A body that is being checked.
#[derive(Debug)]
pub(crate) struct Check {
    progress: Progress,
    utf8: Utf8,
}

impl Check {
    /// Begins to check. Keys that could change prototypes are let through where `keeps_proto` says so.
    pub(crate) fn new(keeps_proto: bool) -> Self {
        Self {
            progress: Progress::new(keeps_proto),
            utf8: Utf8::default(),
        }
    }

    /// Reads on, of all that has come so far. Fails at the first byte that cannot be, and for `is_whole` where more would
    /// have to come.
    pub(crate) fn read(&mut self, text: &[u8], is_whole: bool) -> Result<(), Fault> {
        let utf8 = self.utf8.read(text, is_whole);
        let text = &text[..self.utf8.valid()];
        if text.starts_with(BOM) {
            return Err(Problem::ByteOrderMark.into());
        }
        let mut scanner = Scanner {
            text,
            is_whole: is_whole && utf8.is_ok(),
            progress: &mut self.progress,
        };
        match scanner.run() {
            Err(Stop::Fault(fault)) => Err(fault),
            Ok(()) | Err(Stop::More) => utf8.map_err(|byte| Fault::at(Problem::NotUtf8, byte)),
        }
    }
}

#[cfg(test)]
mod tests;
