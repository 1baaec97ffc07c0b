//! Queries and urlencoded forms (WHATWG URL section 5.1, decoded strictly): the one place that reads them.
//!
//! They cross to the host as one text, name NUL value NUL for each pair, in which `%` is written `%25` and NUL `%00`. So
//! nothing a client sends can be taken for a separator, and most texts need no change there.

use std::collections::HashMap;

use super::problem::Problem;

/// Most pairs of one query or form.
const MOST_PAIRS: usize = 1_000;
/// Most values of one name.
const MOST_VALUES: usize = 100;
/// Most bytes of a name or a value, decoded.
const LONGEST: usize = 8 * 1024;
/// The same before it is decoded: three for each where all are escaped.
const LONGEST_RAW: usize = 3 * LONGEST;

/// Most bytes that are reserved for what pairs become.
const RESERVE_LIMIT: usize = 64 * 1024;

/// Decodes all pairs. `+` is a space, a pair without `=` has an empty value, `&` alone separates, and empty pairs are none.
///
/// Fails for what is malformed or not UTF-8, and beyond the limits: nothing is left out in silence.
pub(crate) fn decode(raw: &[u8]) -> Result<String, Problem> {
    let mut decoder = Decoder {
        text: Vec::with_capacity(raw.len().min(RESERVE_LIMIT) + 16),
        ..Decoder::default()
    };
    decoder.read(raw)?;
    decoder.finish(raw)
}

/// Decodes a form while it comes.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    text: Vec<u8>,
    count: usize,
    /// Where the pair begins that has not ended yet.
    start: usize,
    /// Bytes in which its end was looked for.
    seen: usize,
}

impl Decoder {
    /// Decodes the pairs that have ended, of all that has come so far.
    pub(crate) fn read(&mut self, raw: &[u8]) -> Result<(), Problem> {
        while let Some(length) = raw[self.seen..].iter().position(|byte| *byte == b'&') {
            let end = self.seen + length;
            self.push(&raw[self.start..end])?;
            self.start = end + 1;
            self.seen = self.start;
        }
        self.seen = raw.len();
        // A name, a value and what stands between them.
        if self.seen - self.start > 2 * LONGEST_RAW + 1 {
            return Err(Problem::PairTooLong);
        }
        Ok(())
    }

    /// Decodes the last pair, and gives all of them.
    pub(crate) fn finish(mut self, raw: &[u8]) -> Result<String, Problem> {
        self.push(&raw[self.start..])?;
        // No character reaches across a NUL, so all are valid where the whole is.
        let text = String::from_utf8(self.text).map_err(|_| Problem::BadPercentEncoding)?;
        if self.count > MOST_VALUES {
            check_values(&text)?;
        }
        Ok(text)
    }

    fn push(&mut self, pair: &[u8]) -> Result<(), Problem> {
        if pair.is_empty() {
            return Ok(());
        }
        self.count += 1;
        if self.count > MOST_PAIRS {
            return Err(Problem::TooManyPairs);
        }
        let equals = pair.iter().position(|byte| *byte == b'=');
        let (name, value) = pair.split_at(equals.unwrap_or(pair.len()));
        push_decoded(&mut self.text, name)?;
        push_decoded(&mut self.text, value.get(1..).unwrap_or_default())
    }
}

/// Appends a name or a value, and the NUL behind it.
fn push_decoded(text: &mut Vec<u8>, raw: &[u8]) -> Result<(), Problem> {
    if raw.len() > LONGEST_RAW {
        return Err(Problem::PairTooLong);
    }
    let mut rest = raw;
    let mut shrunk = 0;
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'+' | b'%' | 0)) {
        text.extend_from_slice(&rest[..at]);
        let size = match rest[at] {
            b'%' => {
                push_octet(text, octet(rest.get(at + 1..at + 3))?);
                3
            }
            b'+' => {
                text.push(b' ');
                1
            }
            other => {
                push_octet(text, other);
                1
            }
        };
        shrunk += size - 1;
        rest = &rest[at + size..];
        if raw.len() - rest.len() - shrunk > LONGEST {
            return Err(Problem::PairTooLong);
        }
    }
    text.extend_from_slice(rest);
    text.push(0);
    if raw.len() - shrunk > LONGEST {
        return Err(Problem::PairTooLong);
    }
    Ok(())
}

fn push_octet(text: &mut Vec<u8>, octet: u8) {
    match octet {
        0 => text.extend_from_slice(b"%00"),
        b'%' => text.extend_from_slice(b"%25"),
        octet => text.push(octet),
    }
}

/// The octet that two hex digits stand for.
fn octet(digits: Option<&[u8]>) -> Result<u8, Problem> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    match digits {
        Some(&[high, low]) => match (digit(high), digit(low)) {
            (Some(high), Some(low)) => Ok((high * 16 + low) as u8),
            _ => Err(Problem::BadPercentEncoding),
        },
        _ => Err(Problem::BadPercentEncoding),
    }
}

/// Refuses more values of one name than there may be.
fn check_values(text: &str) -> Result<(), Problem> {
    let mut counts = HashMap::new();
    // What was decoded is written in one way only, so names are equal where their texts are.
    let fields = text.strip_suffix('\0').unwrap_or(text).split('\0');
    for name in fields.step_by(2) {
        let count = counts.entry(name).or_insert(0);
        *count += 1;
        if *count > MOST_VALUES {
            return Err(Problem::TooManyValues);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
