//! The rows of a table as they lie in its text.
//!
//! A row ends with a line that closes its quotes. A quote that is never closed shows in one of two ways: nothing closes
//! it within [`MAX_QUOTED_BYTES`], or the quote that seems to is followed by neither separator nor line break, as the
//! first quote of a later row is. Then the line that opened it is a row by itself, marked as such, and reading goes on
//! with the next line: one line is in doubt, not the rest of the file.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

/// The longest text over several lines that is taken for one row: a thousand times a long report.
const MAX_QUOTED_BYTES: usize = 8 << 20;

/// A row, or what stands where one should.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Record<'r> {
    Values {
        /// The row, its line break included.
        text: &'r [u8],
        /// The line on which it begins, counted from 1.
        line: u64,
        quotes: Quotes,
    },
    /// A line was too long to be held.
    TooLong { line: u64 },
}

/// What the quotes of a row are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    /// As they should be.
    Closed,
    /// One is opened and not closed.
    Unclosed,
    /// One stands in the middle of a quoted value.
    Stray,
}

pub(super) struct Records<R> {
    reader: R,
    max_line_bytes: u64,
    delimiter: Option<u8>,
    /// The row that was handed over last.
    text: Vec<u8>,
    /// Where its lines end in it.
    line_ends: Vec<usize>,
    /// Lines that are to be read again.
    pending: VecDeque<Line>,
    /// The number of the line that comes next.
    next_line: u64,
}

/// Where the reading of a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
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
            line_ends: Vec::new(),
            pending: VecDeque::new(),
            next_line: 1,
        }
    }

    pub(super) fn separate_by(&mut self, delimiter: u8) {
        self.delimiter = Some(delimiter);
    }

    /// The next row that is not blank; none at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Record<'_>>> {
        self.text.clear();
        self.line_ends.clear();
        let mut line = self.next_line;
        let mut scan = Scan { state: State::ValueStart, is_stray: false };
        loop {
            let start = self.text.len();
            match self.read_line()? {
                None if start == 0 => return Ok(None),
                None => return Ok(Some(self.only_first_line(line))),
                Some(Line::TooLong) if start == 0 => {
                    self.next_line += 1;
                    return Ok(Some(Record::TooLong { line: self.next_line - 1 }));
                }
                Some(Line::TooLong) => {
                    self.pending.push_front(Line::TooLong);
                    return Ok(Some(self.only_first_line(line)));
                }
                Some(Line::Whole(text)) => self.text.extend(text),
            }
            self.next_line += 1;
            if start == 0 && self.text.trim_ascii().is_empty() {
                self.text.clear();
                line = self.next_line;
                continue;
            }
            self.line_ends.push(self.text.len());
            scan.read(&self.text[start..], self.delimiter);
            if scan.state != State::Quoted {
                let quotes = if scan.is_stray { Quotes::Stray } else { Quotes::Closed };
                if quotes == Quotes::Stray && self.line_ends.len() > 1 {
                    return Ok(Some(self.only_first_line(line)));
                }
                return Ok(Some(Record::Values { text: &self.text, line, quotes }));
            }
            if self.text.len() > MAX_QUOTED_BYTES {
                return Ok(Some(self.only_first_line(line)));
            }
        }
    }

    /// Hands over the first line alone; the others are read again.
    fn only_first_line(&mut self, line: u64) -> Record<'_> {
        for pair in self.line_ends.windows(2).rev() {
            self.pending.push_front(Line::Whole(self.text[pair[0]..pair[1]].to_owned()));
        }
        self.next_line = line + 1;
        self.text.truncate(self.line_ends[0]);
        Record::Values { text: &self.text, line, quotes: Quotes::Unclosed }
    }

    fn read_line(&mut self) -> io::Result<Option<Line>> {
        if let Some(line) = self.pending.pop_front() {
            return Ok(Some(line));
        }
        let max = self.max_line_bytes;
        let mut text = Vec::new();
        let read = self.reader.by_ref().take(max.saturating_add(1)).read_until(b'\n', &mut text)?;
        if read as u64 > max && text.last() != Some(&b'\n') {
            self.reader.skip_until(b'\n')?;
            return Ok(Some(Line::TooLong));
        }
        Ok((read > 0).then_some(Line::Whole(text)))
    }
}

/// A line of the file.
enum Line {
    Whole(Vec<u8>),
    TooLong,
}

/// Follows the quotes of a row.
struct Scan {
    state: State,
    is_stray: bool,
}

impl Scan {
    fn read(&mut self, line: &[u8], delimiter: Option<u8>) {
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

/// What separates the names of the first row: the commonest of the separators outside quotes.
pub(super) fn delimiter(head: &[u8]) -> u8 {
    let mut counts = [0; DELIMITERS.len()];
    let mut is_quoted = false;
    for &byte in head {
        is_quoted ^= byte == b'"';
        if let Some(index) = DELIMITERS.iter().position(|&delimiter| delimiter == byte).filter(|_| !is_quoted)
        {
            counts[index] += 1;
        }
    }
    let (mut best, mut most) = (DELIMITERS[0], counts[0]);
    for (delimiter, count) in DELIMITERS.into_iter().zip(counts) {
        if count > most {
            (best, most) = (delimiter, count);
        }
    }
    best
}
