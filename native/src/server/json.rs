//! Whether a body is JSON that may be handed on: what JSON.parse takes (RFC 8259) and nothing else, not too deep, and
//! without keys that could change prototypes. One pass over the bytes, without recursion or a copy.

mod key;
mod string;

use std::mem;

use self::key::Key;
use super::problem::{Fault, Problem};

/// Most arrays and objects within one another; one bit of a word for each.
const DEEPEST: u32 = u64::BITS;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// Checks a whole body. Keys that could change prototypes are let through where `keeps_proto` says so.
pub(crate) fn check(text: &[u8], keeps_proto: bool) -> Result<(), Fault> {
    if text.starts_with(BOM) {
        return Err(Problem::ByteOrderMark.into());
    }
    let mut scanner = Scanner {
        text,
        at: 0,
        keeps_proto,
        depth: 0,
        objects: 0,
        constructors: 0,
        follows_constructor: false,
    };
    scanner.document()
}

/// Bytes, and what is known at one of them.
struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
    keeps_proto: bool,
    /// Arrays and objects that are open.
    depth: u32,
    /// One bit for each of them, the innermost last: whether it is an object.
    objects: u64,
    /// The same: whether it is the value of a key `constructor`.
    constructors: u64,
    /// Whether the next value is that of a key `constructor`.
    follows_constructor: bool,
}

impl Scanner<'_> {
    fn document(&mut self) -> Result<(), Fault> {
        // One turn for each value: an array or object begins with its first one.
        while self.begin_value()? || self.go_on()? {}
        match self.skip_white() {
            None => Ok(()),
            Some(_) => Err(self.malformed()),
        }
    }

    /// Reads a value, of an array or object what stands before its first value: true where there is one.
    fn begin_value(&mut self) -> Result<bool, Fault> {
        let follows_constructor = mem::take(&mut self.follows_constructor);
        match self.skip_white() {
            Some(b'{') => self.open_object(follows_constructor),
            Some(b'[') => self.open_array(),
            Some(b'"') => self.string().map(|_| false),
            Some(b'-' | b'0'..=b'9') => self.number().map(|()| false),
            Some(b't') => self.literal(b"true"),
            Some(b'f') => self.literal(b"false"),
            Some(b'n') => self.literal(b"null"),
            _ => Err(self.malformed()),
        }
    }

    /// Behind a value: ends what ends with it, and reads what stands before the next one. False where there is none.
    fn go_on(&mut self) -> Result<bool, Fault> {
        while self.depth > 0 {
            let is_object = self.objects & 1 != 0;
            match self.skip_white() {
                Some(b',') => {
                    self.at += 1;
                    if is_object {
                        self.key()?;
                    }
                    return Ok(true);
                }
                Some(b'}') if is_object => self.close(),
                Some(b']') if !is_object => self.close(),
                _ => return Err(self.malformed()),
            }
        }
        Ok(false)
    }

    fn open_object(&mut self, is_constructor: bool) -> Result<bool, Fault> {
        self.open(1, u64::from(is_constructor))?;
        if self.skip_white() == Some(b'}') {
            self.close();
            return Ok(false);
        }
        self.key().map(|()| true)
    }

    fn open_array(&mut self) -> Result<bool, Fault> {
        self.open(0, 0)?;
        if self.skip_white() == Some(b']') {
            self.close();
            return Ok(false);
        }
        Ok(true)
    }

    fn open(&mut self, object: u64, constructor: u64) -> Result<(), Fault> {
        if self.depth == DEEPEST {
            return Err(self.fault(Problem::TooDeep));
        }
        self.depth += 1;
        self.objects = self.objects << 1 | object;
        self.constructors = self.constructors << 1 | constructor;
        self.at += 1;
        Ok(())
    }

    fn close(&mut self) {
        self.depth -= 1;
        self.objects >>= 1;
        self.constructors >>= 1;
        self.at += 1;
    }

    /// Reads a key and its colon.
    fn key(&mut self) -> Result<(), Fault> {
        if self.skip_white() != Some(b'"') {
            return Err(self.malformed());
        }
        let start = self.at;
        let is_escaped = self.string()?;
        let key = Key::of(&self.text[start + 1..self.at - 1], is_escaped);
        if self.skip_white() != Some(b':') {
            return Err(self.malformed());
        }
        self.at += 1;
        match key {
            Key::Constructor => self.follows_constructor = true,
            Key::Proto if !self.keeps_proto => return Err(Fault::at(Problem::ProtoKey, start)),
            Key::Prototype if !self.keeps_proto && self.constructors & 1 != 0 => {
                return Err(Fault::at(Problem::ProtoKey, start));
            }
            _ => {}
        }
        Ok(())
    }

    fn literal(&mut self, literal: &[u8]) -> Result<bool, Fault> {
        if !self.text[self.at..].starts_with(literal) {
            return Err(self.malformed());
        }
        self.at += literal.len();
        Ok(false)
    }

    fn number(&mut self) -> Result<(), Fault> {
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    /// Reads one digit or more.
    fn digits(&mut self) -> Result<(), Fault> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at == start {
            return Err(self.malformed());
        }
        Ok(())
    }

    /// The first byte that is no white space, which is left to read.
    fn skip_white(&mut self) -> Option<u8> {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                other => return other,
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn malformed(&self) -> Fault {
        self.fault(Problem::MalformedJson)
    }

    fn fault(&self, problem: Problem) -> Fault {
        Fault::at(problem, self.at)
    }
}

#[cfg(test)]
mod tests;
