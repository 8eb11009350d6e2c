//! Rows of a table, split from its text.
//!
//! A row ends with the line that closes its quotes. An unclosed quote shows in one of two ways: no quote
//! follows within [`MAX_QUOTED_BYTES`], or the apparent closing quote is followed by neither a separator nor
//! a line break, since it opens a value of a later row. Then the first line is a row by itself, marked as
//! such, and reading continues with the next line. One line is lost, not the rest of the file.
//!
//! Invariant: each line is examined a bounded number of times, however many rows seem to extend over it. Past
//! the end of a line inside a quote, the outcome is the same whichever row the quote began in, so it is kept
//! and used again: see [`Ahead`].

use std::io::{self, BufRead, Read};

/// Maximum length of a row over several lines: a thousand times a long report.
const MAX_QUOTED_BYTES: usize = 8 << 20;

/// A row, or an error in its place.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Record<'r> {
    Values {
        /// The row, its line break included.
        text: &'r [u8],
        /// The line on which it begins, counted from 1.
        line: u64,
        quotes: Quotes,
    },
    /// A line was too long for memory.
    TooLong { line: u64 },
}

/// State of the quotes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    /// As they should be.
    Closed,
    /// One is opened and not closed.
    Unclosed,
    /// One is in the middle of a quoted value.
    Stray,
}

pub(super) struct Records<R> {
    reader: R,
    max_line_bytes: u64,
    delimiter: Option<u8>,
    /// Whole lines: those of the last returned row, and those read ahead.
    text: Vec<u8>,
    /// Start of the next row in it.
    start: usize,
    /// True if the next line is too long for memory.
    is_cut: bool,
    ahead: Ahead,
    /// The number of the line that comes next.
    next_line: u64,
}

/// Known facts about the lines after an unclosed quote.
#[derive(Clone, Copy, Default)]
struct Ahead {
    /// The quote is open up to the end of this line.
    open_to: usize,
    /// True if nothing closes it properly: the next line has a stray quote, or there is none.
    is_lost: bool,
}

/// State of the reading of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    ValueStart,
    Plain,
    Quoted,
    QuoteInQuoted,
}

impl<R: BufRead> Records<R> {
    pub(super) fn new(reader: R, max_line_bytes: u64) -> Records<R> {
        Records {
            reader,
            max_line_bytes,
            delimiter: None,
            text: Vec::new(),
            start: 0,
            is_cut: false,
            ahead: Ahead::default(),
            next_line: 1,
        }
    }

    pub(super) fn separate_by(&mut self, delimiter: u8) {
        self.delimiter = Some(delimiter);
        self.ahead = Ahead::default();
    }

    /// The next row that is not blank; none at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Record<'_>>> {
        let first_end = loop {
            self.forget();
            let Some(end) = self.line_from(self.start)? else {
                if !self.is_cut {
                    return Ok(None);
                }
                self.is_cut = false;
                self.next_line += 1;
                return Ok(Some(Record::TooLong { line: self.next_line - 1 }));
            };
            if !self.text[self.start..end].trim_ascii().is_empty() {
                break end;
            }
            self.start = end;
            self.next_line += 1;
        };
        let mut scan = Scan { state: State::ValueStart, is_stray: false };
        scan.read(&self.text[self.start..first_end], self.delimiter);
        let (end, quotes) = match (scan.state, scan.is_stray) {
            (State::Quoted, true) => (first_end, Quotes::Unclosed),
            (State::Quoted, false) => match self.closed(first_end)? {
                Some(end) => (end, Quotes::Closed),
                None => (first_end, Quotes::Unclosed),
            },
            (_, true) => (first_end, Quotes::Stray),
            (_, false) => (first_end, Quotes::Closed),
        };
        let text = &self.text[self.start..end];
        let line = self.next_line;
        self.start = end;
        self.next_line += if end == first_end { 1 } else { line_count(text) };
        Ok(Some(Record::Values { text, line, quotes }))
    }

    /// End of the line that closes the quote which is open at the end of the row's first line.
    fn closed(&mut self, first_end: usize) -> io::Result<Option<usize>> {
        if first_end > self.ahead.open_to {
            self.ahead = Ahead { open_to: first_end, is_lost: false };
        }
        loop {
            let from = self.ahead.open_to;
            if self.ahead.is_lost || from - self.start > MAX_QUOTED_BYTES {
                return Ok(None);
            }
            let Some(end) = self.line_from(from)? else {
                self.ahead.is_lost = true;
                return Ok(None);
            };
            let mut scan = Scan { state: State::Quoted, is_stray: false };
            scan.read(&self.text[from..end], self.delimiter);
            match (scan.state, scan.is_stray) {
                (_, true) => self.ahead.is_lost = true,
                (State::Quoted, false) => self.ahead.open_to = end,
                (_, false) => return Ok(Some(end)),
            }
        }
    }

    /// Drops the returned rows once they are half of the buffer, so that no byte is moved often.
    fn forget(&mut self) {
        if self.start > 0 && 2 * self.start >= self.text.len() {
            self.text.drain(..self.start);
            self.ahead.open_to = self.ahead.open_to.saturating_sub(self.start);
            self.start = 0;
        }
    }

    /// End of the line that begins here; none at the end, or if the line is too long.
    fn line_from(&mut self, from: usize) -> io::Result<Option<usize>> {
        if from < self.text.len() {
            let length = self.text[from..].iter().position(|&byte| byte == b'\n').map(|at| at + 1);
            return Ok(Some(length.map_or(self.text.len(), |length| from + length)));
        }
        if self.is_cut {
            return Ok(None);
        }
        let max = self.max_line_bytes;
        let read = self.reader.by_ref().take(max.saturating_add(1)).read_until(b'\n', &mut self.text)?;
        if read as u64 > max && self.text.last() != Some(&b'\n') {
            self.text.truncate(from);
            self.is_cut = true;
            self.reader.skip_until(b'\n')?;
            return Ok(None);
        }
        Ok((read > 0).then_some(self.text.len()))
    }
}

/// Number of lines of a text, the last of which may be without a break.
fn line_count(text: &[u8]) -> u64 {
    let breaks = text.iter().filter(|&&byte| byte == b'\n').count() as u64;
    breaks + u64::from(text.last() != Some(&b'\n'))
}

/// Follows the quotes of a row.
pub(super) struct Scan {
    pub(super) state: State,
    pub(super) is_stray: bool,
}

impl Scan {
    pub(super) fn read(&mut self, line: &[u8], delimiter: Option<u8>) {
        for &byte in line {
            let separates = |byte| match delimiter {
                Some(delimiter) => byte == delimiter,
                None => DELIMITERS.contains(&byte),
            };
            self.state = match self.state {
                State::Quoted if byte == b'"' => State::QuoteInQuoted,
                State::Quoted => State::Quoted,
                State::QuoteInQuoted if byte == b'"' => State::Quoted,
                State::ValueStart if byte == b'"' => State::Quoted,
                State::ValueStart | State::Plain | State::QuoteInQuoted
                    if separates(byte) || matches!(byte, b'\n' | b'\r') =>
                {
                    State::ValueStart
                }
                State::QuoteInQuoted => {
                    self.is_stray = true;
                    State::Plain
                }
                State::ValueStart | State::Plain => State::Plain,
            };
        }
    }
}

const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];
