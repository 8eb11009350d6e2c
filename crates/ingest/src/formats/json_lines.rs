//! JSON lines: one article per line, read one by one.
//!
//! Each line is decoded separately, because a file that was joined from several may have several encodings. A
//! line that is not UTF-8 is decoded in the encoding detected at the beginning of the file, if it is valid in that.

use std::io::{self, BufRead, Read};

use encoding_rs::{Encoding, UTF_8};
use serde_json::{Map, Value};

use crate::encoding::decode::{Hints, decode, decode_by, encoding_of};
use crate::encoding::transcode::{DecodeErrors, Places};
use crate::error::IngestError;
use crate::formats::text::{decoded, refuse_binary, refuse_unread};
use crate::record::nesting::list_in;
use crate::source::{At, Source};
use crate::warning::{Part, Severity, WarningKind};

/// True if a file begins with a JSON object that ends with its line.
pub(crate) fn begins(opening: &[u8]) -> bool {
    let first_line = opening.split(|&byte| byte == b'\n').next().unwrap_or_default();
    opening.first() == Some(&b'{') && first_line.trim_ascii_end().ends_with(b"}")
}

/// Reads the articles of JSON lines.
pub(crate) fn read(opening: &[u8], stream: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    let (encoding, is_guessed) = encoding_of(opening, source.options().encoding);
    if encoding.output_encoding() != encoding {
        return decoded(opening, stream, source, |text, source| {
            let utf8 = UTF_8;
            each_line(text, utf8, false, source).map_err(|error| source.failed(error))
        });
    }
    refuse_binary(opening, source)?;
    refuse_unread(opening, encoding, is_guessed, source)?;
    each_line(stream, encoding, is_guessed, source).map_err(|error| source.failed(error))
}

/// Reads to the end. A faulty line is a warning, and the next line is read.
fn each_line(
    reader: &mut dyn BufRead,
    likely: &'static Encoding,
    is_guessed: bool,
    source: &mut Source,
) -> io::Result<()> {
    let max_bytes = source.options().limits.record_bytes;
    let mut line = Vec::new();
    let mut number = 0;
    let mut decoded_lines = Decoding::default();
    let mut nuls = Places::default();
    let chosen = source.options().encoding;
    loop {
        line.clear();
        let read = (&mut *reader).take(max_bytes.saturating_add(1)).read_until(b'\n', &mut line);
        number += 1;
        let is_whole = matches!(read, Ok(1..));
        if line.len() as u64 > max_bytes && line.last() != Some(&b'\n') {
            skip_line(reader)?;
            source.warn(Some(number), WarningKind::LineTooLong { max_bytes }, Severity::Loss);
            continue;
        }
        if is_whole || !line.is_empty() {
            if line.contains(&0) {
                let length = line.len();
                line.retain(|&byte| byte != 0);
                nuls.add((length - line.len()) as u64, number);
            }
            // Files joined with `cat` have a byte order mark at each start.
            let bytes = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line);
            let text = match (std::str::from_utf8(bytes), chosen) {
                (Ok(text), None) => text,
                _ => decoded_lines.text(bytes, likely, chosen, number),
            };
            value(text, number, source);
        }
        match read {
            Ok(1..) => {}
            Ok(0) => break,
            Err(error) => {
                decoded_lines.tell(source, is_guessed);
                source.tell_nuls(nuls);
                return Err(error);
            }
        }
    }
    decoded_lines.tell(source, is_guessed);
    source.tell_nuls(nuls);
    Ok(())
}

/// Emits the article of a line.
fn value(text: &str, number: u64, source: &mut Source) {
    if text.trim().is_empty() {
        return;
    }
    match serde_json::from_str::<Map<String, Value>>(text) {
        Ok(object) => match list_in(object, &source.options().names) {
            Ok(values) => {
                for (record, value) in (1..).zip(values) {
                    match value {
                        Value::Object(object) => {
                            let at = At { line: Some(number), record: Some(record) };
                            source.record(object, Some(number), Part::Line, at);
                        }
                        _ => {
                            let kind = WarningKind::ElementNotAnObject;
                            source.warn(Some(number), kind, Severity::Loss);
                        }
                    }
                }
            }
            Err(object) => source.object(object, Some(number), Part::Line),
        },
        Err(error) => {
            // The position is given in the file, not in the value.
            let why = error.to_string();
            let why = why.rsplit_once(" at line ").map_or(why.as_str(), |(why, _)| why);
            let kind = WarningKind::NotAnObject { column: error.column(), why: why.to_owned() };
            source.warn(Some(number), kind, Severity::Loss);
        }
    }
}

/// Decoding of the lines that are not UTF-8.
#[derive(Default)]
struct Decoding {
    text: String,
    encoding: Option<&'static str>,
    faults: DecodeErrors,
}

impl Decoding {
    fn text(
        &mut self,
        bytes: &[u8],
        likely: &'static Encoding,
        chosen: Option<&'static Encoding>,
        number: u64,
    ) -> &str {
        let mut decoded = decode_by(bytes, Hints { chosen: Some(likely), ..Hints::default() });
        if decoded.faults > 0 && chosen.is_none() {
            let other = decode(bytes);
            if other.faults < decoded.faults {
                decoded = other;
            }
        }
        self.encoding.get_or_insert(decoded.encoding);
        if decoded.faults > 0 {
            self.faults.count += decoded.faults as u64;
            self.faults.first_line.get_or_insert(number);
        }
        self.text = decoded.text;
        &self.text
    }

    fn tell(&self, source: &mut Source, is_guessed: bool) {
        let encoding = self.encoding.unwrap_or("UTF-8");
        source.tell_decoding(encoding, is_guessed || encoding != "UTF-8", self.faults);
    }
}

/// Continues after the next line break.
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
