//! The states between the bytes of JSON, so that a text may end anywhere and go on later.

use std::mem;

use super::super::problem::{Fault, Problem};
use super::key::Key;
use super::number::Part;

/// Most arrays and objects within one another; one bit of a word for each.
const DEEPEST: u32 = u64::BITS;

/// Why a scanner does not go on.
#[derive(Debug)]
pub(super) enum Stop {
    Fault(Fault),
    /// What may follow has not come yet.
    More,
}

/// What comes next, but for white space.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    Value,
    /// A value, or the end of an array.
    FirstValue,
    Key,
    /// A key, or the end of an object.
    FirstKey,
    Colon,
    /// The rest of a string.
    String {
        is_key: bool,
    },
    /// The rest of a number.
    Number(Part),
    /// What may stand behind a value.
    Behind,
    End,
}

/// How far a text was read, and what is known there.
#[derive(Debug)]
pub(super) struct Progress {
    pub(super) at: usize,
    pub(super) step: Step,
    keeps_proto: bool,
    /// Where the string began that is being read, and whether it has escapes.
    start: usize,
    pub(super) is_escaped: bool,
    /// Arrays and objects that are open.
    depth: u32,
    /// One bit for each of them, the innermost last: whether it is an object.
    objects: u64,
    /// The same: whether it is the value of a key `constructor`.
    constructors: u64,
    /// Whether the next value is that of a key `constructor`.
    follows_constructor: bool,
}

impl Progress {
    pub(super) fn new(keeps_proto: bool) -> Self {
        Self {
            at: 0,
            step: Step::Value,
            keeps_proto,
            start: 0,
            is_escaped: false,
            depth: 0,
            objects: 0,
            constructors: 0,
            follows_constructor: false,
        }
    }
}

/// Goes on through what has come, which is UTF-8.
pub(super) struct Scanner<'a> {
    pub(super) text: &'a [u8],
    pub(super) is_whole: bool,
    pub(super) progress: &'a mut Progress,
}

impl Scanner<'_> {
    /// Reads to the end of the text.
    pub(super) fn run(&mut self) -> Result<(), Stop> {
        loop {
            self.progress.step = match self.progress.step {
                Step::Value => self.value()?,
                Step::FirstValue => self.first_value()?,
                Step::Key => self.key()?,
                Step::FirstKey => self.first_key()?,
                Step::Colon => self.colon()?,
                Step::String { is_key } => self.string(is_key)?,
                Step::Number(part) => self.number(part)?,
                Step::Behind => self.behind()?,
                Step::End => return Ok(()),
            };
        }
    }

    fn value(&mut self) -> Result<Step, Stop> {
        match self.skip_white() {
            Some(b'"') => Ok(self.open_string(false)),
            Some(b'{') => {
                let is_constructor = mem::take(&mut self.progress.follows_constructor);
                self.open(1, u64::from(is_constructor))?;
                return Ok(Step::FirstKey);
            }
            Some(b'[') => self.open(0, 0).map(|()| Step::FirstValue),
            Some(b'-' | b'0'..=b'9') => Ok(Step::Number(Part::Start)),
            Some(b't') => self.literal(b"true"),
            Some(b'f') => self.literal(b"false"),
            Some(b'n') => self.literal(b"null"),
            _ => Err(self.malformed()),
        }
        .inspect(|_| self.progress.follows_constructor = false)
    }

    fn first_value(&mut self) -> Result<Step, Stop> {
        if self.skip_white() == Some(b']') {
            return Ok(self.close());
        }
        self.value()
    }

    fn key(&mut self) -> Result<Step, Stop> {
        match self.skip_white() {
            Some(b'"') => Ok(self.open_string(true)),
            _ => Err(self.malformed()),
        }
    }

    fn first_key(&mut self) -> Result<Step, Stop> {
        if self.skip_white() == Some(b'}') {
            return Ok(self.close());
        }
        self.key()
    }

    fn colon(&mut self) -> Result<Step, Stop> {
        if self.skip_white() != Some(b':') {
            return Err(self.malformed());
        }
        self.progress.at += 1;
        Ok(Step::Value)
    }

    fn behind(&mut self) -> Result<Step, Stop> {
        let next = self.skip_white();
        if self.progress.depth == 0 {
            return match next {
                None if self.is_whole => Ok(Step::End),
                _ => Err(self.malformed()),
            };
        }
        let is_object = self.progress.objects & 1 != 0;
        match next {
            Some(b',') => {
                self.progress.at += 1;
                Ok(if is_object { Step::Key } else { Step::Value })
            }
            Some(b'}') if is_object => Ok(self.close()),
            Some(b']') if !is_object => Ok(self.close()),
            _ => Err(self.malformed()),
        }
    }

    fn open(&mut self, object: u64, constructor: u64) -> Result<(), Stop> {
        let progress = &mut *self.progress;
        if progress.depth == DEEPEST {
            return Err(Stop::Fault(Fault::at(Problem::TooDeep, progress.at)));
        }
        progress.depth += 1;
        progress.objects = progress.objects << 1 | object;
        progress.constructors = progress.constructors << 1 | constructor;
        progress.at += 1;
        Ok(())
    }

    fn close(&mut self) -> Step {
        self.progress.depth -= 1;
        self.progress.objects >>= 1;
        self.progress.constructors >>= 1;
        self.progress.at += 1;
        Step::Behind
    }

    fn open_string(&mut self, is_key: bool) -> Step {
        self.progress.start = self.progress.at;
        self.progress.is_escaped = false;
        self.progress.at += 1;
        Step::String { is_key }
    }

    /// Behind the closing quote of a key.
    pub(super) fn judge_key(&mut self) -> Result<Step, Stop> {
        let progress = &mut *self.progress;
        let raw = &self.text[progress.start + 1..progress.at - 1];
        let is_refused = match Key::of(raw, progress.is_escaped) {
            Key::Constructor => {
                progress.follows_constructor = true;
                false
            }
            Key::Proto => true,
            Key::Prototype => progress.constructors & 1 != 0,
            Key::Other => false,
        };
        if is_refused && !progress.keeps_proto {
            return Err(Stop::Fault(Fault::at(Problem::ProtoKey, progress.start)));
        }
        Ok(Step::Colon)
    }

    /// Reads a literal. A malformed one is told by its first byte: which of them is wrong says nothing.
    fn literal(&mut self, literal: &[u8]) -> Result<Step, Stop> {
        let rest = &self.text[self.progress.at..];
        if rest.starts_with(literal) {
            self.progress.at += literal.len();
            return Ok(Step::Behind);
        }
        if !self.is_whole && literal.starts_with(rest) {
            return Err(Stop::More);
        }
        Err(self.malformed())
    }

    /// The first byte that is no white space, which is left to read.
    fn skip_white(&mut self) -> Option<u8> {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.progress.at += 1,
                other => return other,
            }
        }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.get(self.progress.at).copied()
    }

    pub(super) fn malformed(&self) -> Stop {
        self.malformed_at(self.progress.at)
    }

    /// Nothing is malformed where more may come.
    pub(super) fn malformed_at(&self, byte: usize) -> Stop {
        if byte >= self.text.len() && !self.is_whole {
            return Stop::More;
        }
        Stop::Fault(Fault::at(Problem::MalformedJson, byte))
    }
}
