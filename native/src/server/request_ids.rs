//! Ids of the requests that the server answers itself, in the form in which the host makes its own.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

use http::HeaderValue;

const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
/// Random bytes of an id, two digits each.
const RANDOM_BYTES: usize = 9;

/// A random part, then a count, both in base 36: unique, not secret.
pub(crate) struct RequestIds {
    prefix: Vec<u8>,
    count: AtomicU64,
}

impl RequestIds {
    pub(crate) fn new() -> Self {
        let random = [(); 2].map(|()| RandomState::new().hash_one(()).to_ne_bytes());
        let bytes = random.concat().into_iter().take(RANDOM_BYTES);
        let prefix = bytes.flat_map(|byte| [byte / 36, byte % 36].map(digit));
        Self {
            prefix: prefix.chain([b'-']).collect(),
            count: AtomicU64::new(0),
        }
    }

    /// A new id.
    pub(crate) fn next(&self) -> HeaderValue {
        let count = self.count.fetch_add(1, Ordering::Relaxed) + 1;
        let id = [&self.prefix[..], &base36(count)].concat();
        HeaderValue::try_from(id).unwrap_or(HeaderValue::from_static(""))
    }
}

fn base36(mut number: u64) -> Vec<u8> {
    let mut digits = Vec::new();
    while number > 0 {
        digits.push(digit((number % 36) as u8));
        number /= 36;
    }
    digits.reverse();
    digits
}

fn digit(value: u8) -> u8 {
    DIGITS[usize::from(value)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base36_counts_as_javascript_does() {
        for (number, text) in [(1, "1"), (35, "z"), (36, "10"), (123_456_789, "21i3v9")] {
            assert_eq!(base36(number), text.as_bytes());
        }
    }

    #[test]
    fn ids_are_a_random_part_and_a_count() {
        let (ids, others) = (RequestIds::new(), RequestIds::new());
        let [first, second, other] = [ids.next(), ids.next(), others.next()];
        let (prefix, count) = first.to_str().unwrap().split_once('-').unwrap();
        assert_eq!((prefix.len(), count), (2 * RANDOM_BYTES, "1"));
        assert_eq!(second, format!("{prefix}-2"));
        assert_ne!(first, other);
    }
}
