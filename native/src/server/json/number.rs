//! Numbers of JSON.

use super::scanner::{Scanner, Step, Stop};

/// What was read of a number last.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    Start,
    Sign,
    Zero,
    Whole,
    Point,
    Fraction,
    Exponent,
    ExponentSign,
    Power,
}

impl Part {
    /// What this byte makes of it; `None` where it is no part of the number.
    fn with(self, byte: u8) -> Option<Self> {
        use Part::*;
        Some(match (self, byte) {
            (Start, b'-') => Sign,
            (Start | Sign, b'0') => Zero,
            (Start | Sign | Whole, b'0'..=b'9') => Whole,
            (Zero | Whole, b'.') => Point,
            (Point | Fraction, b'0'..=b'9') => Fraction,
            (Zero | Whole | Fraction, b'e' | b'E') => Exponent,
            (Exponent, b'+' | b'-') => ExponentSign,
            (Exponent | ExponentSign | Power, b'0'..=b'9') => Power,
            _ => return None,
        })
    }

    fn may_be_last(self) -> bool {
        matches!(
            self,
            Self::Zero | Self::Whole | Self::Fraction | Self::Power
        )
    }
}

impl Scanner<'_> {
    /// Reads on in a number.
    pub(super) fn number(&mut self, mut part: Part) -> Result<Step, Stop> {
        while let Some(byte) = self.peek() {
            match part.with(byte) {
                Some(next) => part = next,
                None if part.may_be_last() => return Ok(Step::Behind),
                None => return Err(self.malformed()),
            }
            self.progress.at += 1;
        }
        self.progress.step = Step::Number(part);
        if self.is_whole && part.may_be_last() {
            return Ok(Step::Behind);
        }
        Err(self.malformed())
    }
}
