//! JSON lines: one article a line, read one by one.

use std::io::{self, BufRead, Read};
use std::path::Path;

use serde_json::{Map, Value};

use crate::decode::decode;
use crate::entry::{Entry, Tally};
use crate::error::{Severity, Warning};
use crate::json::article_from_json;

/// A longer line is passed over without being held in memory.
const MAX_LINE_BYTES: u64 = 64 << 20;

/// Reads to the end. What is wrong with a line is a warning, and the next line goes on.
pub(crate) fn read(
    reader: &mut dyn BufRead,
    path: &Path,
    tally: &mut Tally,
    sink: &mut dyn FnMut(Entry),
) -> io::Result<()> {
    let mut line = Vec::new();
    let mut number = 0;
    let mut has_guessed = false;
    loop {
        line.clear();
        let read = (&mut *reader).take(MAX_LINE_BYTES + 1).read_until(b'\n', &mut line)?;
        if read == 0 {
            return Ok(());
        }
        number += 1;
        let mut warn = |message: String, severity: Severity| {
            let warning = Warning { path: path.to_owned(), line: Some(number), message, severity };
            tally.emit(Entry::Warning(warning), sink);
        };
        if line.len() as u64 > MAX_LINE_BYTES && line.last() != Some(&b'\n') {
            skip_line(reader)?;
            warn(format!("a line of more than {} MiB: left out", MAX_LINE_BYTES >> 20), Severity::Loss);
            continue;
        }
        let bytes = if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line) } else { &line };
        let decoded;
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(_) => {
                decoded = decode(bytes);
                if !has_guessed || decoded.faults > 0 {
                    has_guessed = true;
                    let severity = if decoded.faults > 0 { Severity::Fault } else { Severity::Guess };
                    warn(
                        format!("not UTF-8: read as {} with {} faults", decoded.encoding, decoded.faults),
                        severity,
                    );
                }
                &decoded.text
            }
        };
        if text.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Map<String, Value>>(text) {
            Ok(object) => {
                let (article, warnings) = article_from_json(object);
                for message in warnings {
                    warn(message, Severity::Fault);
                }
                tally.article(article, path, Some(number), sink);
            }
            Err(error) => {
                // The place is told by line and column of the file, not of the value.
                let why = error.to_string();
                let why = why.rsplit_once(" at line ").map_or(why.as_str(), |(why, _)| why);
                warn(
                    format!("not a JSON object (column {}: {why}): left out", error.column()),
                    Severity::Loss,
                );
            }
        }
    }
}

/// Goes on behind the next line break.
fn skip_line(reader: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let line_end = buffer.iter().position(|&byte| byte == b'\n');
        let len = buffer.len();
        reader.consume(line_end.map_or(len, |at| at + 1));
        if line_end.is_some() {
            return Ok(());
        }
    }
}
