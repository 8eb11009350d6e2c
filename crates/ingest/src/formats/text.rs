//! The text of a file for a format: in memory, or as a decoded stream.

use std::io::{self, BufRead, Read};

use crate::encoding::decode::{Hints, decode_by, encoding_of, utf16_by_nul_bytes};
use encoding_rs::{Encoding, UTF_8};

use crate::encoding::transcode::Transcoder;
use crate::encoding::unread;
use crate::error::IngestError;
use crate::options::Limits;
use crate::source::Source;
use crate::warning::{Severity, WarningKind};

/// Presence of a declaration of the encoding in the texts of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Declared {
    Yes,
    No,
}

/// Passes the whole text of a stream to a format.
pub(crate) fn whole(
    stream: &mut dyn BufRead,
    source: &mut Source,
    declared: Declared,
    parse: fn(&str, &mut Source) -> Result<(), IngestError>,
) -> Result<(), IngestError> {
    match held(stream, source)? {
        Ok(bytes) => parse_bytes(&bytes, source, declared, parse),
        Err((bytes, error)) => {
            // The text before a break is read; the break is reported.
            if !bytes.is_empty() {
                parse_bytes(&bytes, source, declared, parse)?;
            }
            Err(source.failed(error))
        }
    }
}

fn parse_bytes(
    bytes: &[u8],
    source: &mut Source,
    declared: Declared,
    parse: fn(&str, &mut Source) -> Result<(), IngestError>,
) -> Result<(), IngestError> {
    let label = if declared == Declared::Yes { declared_encoding(bytes) } else { None };
    parse_as(bytes, label, source, parse)
}

/// Passes a page inside another file to its reader. The encoding given there takes precedence over the page's
/// own declaration.
#[cfg(feature = "html")]
pub(crate) fn piece(
    bytes: &[u8],
    label: Option<String>,
    source: &mut Source,
    parse: impl FnOnce(&str, &mut Source) -> Result<(), IngestError>,
) -> Result<(), IngestError> {
    parse_as(bytes, label.or_else(|| declared_encoding(bytes)), source, parse)
}

fn parse_as(
    bytes: &[u8],
    label: Option<String>,
    source: &mut Source,
    parse: impl FnOnce(&str, &mut Source) -> Result<(), IngestError>,
) -> Result<(), IngestError> {
    let hints = Hints { declared: label.as_deref(), chosen: source.options().encoding };
    let mut decoded = decode_by(bytes, hints);
    let encoding = Encoding::for_label(decoded.encoding.as_bytes()).unwrap_or(UTF_8);
    refuse_unread(bytes, encoding, decoded.is_guessed, source)?;
    without_nul(&mut decoded.text, source)?;
    if decoded.text.trim().is_empty() {
        source.warn(None, WarningKind::Empty, Severity::Fault);
        return Ok(());
    }
    source.tell_encoding(&decoded);
    parse(&decoded.text, source)
}

/// Bytes that were read before a failure, and the failure.
pub(crate) type Broken = (Vec<u8>, io::Error);

/// The whole stream, unless it is too long for memory.
pub(crate) fn held(
    stream: &mut dyn BufRead,
    source: &Source,
) -> Result<Result<Vec<u8>, Broken>, IngestError> {
    let Limits { document_bytes, .. } = source.options().limits;
    let mut bytes = Vec::new();
    let read = stream.take(document_bytes.saturating_add(1)).read_to_end(&mut bytes);
    if bytes.len() as u64 > document_bytes {
        return Err(IngestError::TooLarge { path: source.path(), max_bytes: document_bytes });
    }
    Ok(match read {
        Ok(_) => Ok(bytes),
        Err(error) => Err((bytes, error)),
    })
}

/// Reads a text as a stream of UTF-8, from the encoding detected at its beginning.
pub(crate) fn decoded(
    opening: &[u8],
    stream: &mut dyn BufRead,
    source: &mut Source,
    read: impl FnOnce(&mut dyn BufRead, &mut Source) -> Result<(), IngestError>,
) -> Result<(), IngestError> {
    let (encoding, is_guessed) = encoding_of(opening, source.options().encoding);
    if encoding.output_encoding() == encoding {
        refuse_binary(opening, source)?;
    }
    refuse_unread(opening, encoding, is_guessed, source)?;
    let mut text = Transcoder::new(stream, encoding);
    let result = read(&mut text, source);
    source.tell_decoding(encoding.name(), is_guessed, text.faults());
    source.tell_nuls(text.nuls());
    result
}

/// Refuses a text with too many NUL bytes at its beginning that is not UTF-16.
pub(crate) fn refuse_binary(opening: &[u8], source: &Source) -> Result<(), IngestError> {
    match opening.iter().position(|&byte| byte == 0) {
        Some(at_byte) if is_binary(opening) && utf16_by_nul_bytes(opening).is_none() => {
            Err(source.binary(at_byte))
        }
        _ => Ok(()),
    }
}

/// Refuses a text in an unsupported encoding, unless the user has set one.
pub(crate) fn refuse_unread(
    bytes: &[u8],
    encoding: &'static Encoding,
    is_guessed: bool,
    source: &Source,
) -> Result<(), IngestError> {
    if source.options().encoding.is_some() || !(is_guessed || bytes.is_ascii()) {
        return Ok(());
    }
    match unread::of(bytes, encoding) {
        Some(encoding) => Err(IngestError::UnreadEncoding { path: source.path(), encoding }),
        None => Ok(()),
    }
}

fn is_binary(bytes: &[u8]) -> bool {
    let count = bytes.iter().filter(|&&byte| byte == 0).count();
    count * MIN_CHARS_A_NUL > bytes.len()
}

/// Minimum number of characters per NUL character; with fewer, the file is not text.
const MIN_CHARS_A_NUL: usize = 200;

/// Removes the stray NUL characters of a text.
fn without_nul(text: &mut String, source: &mut Source) -> Result<(), IngestError> {
    let Some(first) = text.find('\0') else { return Ok(()) };
    if is_binary(text.as_bytes()) {
        return Err(source.binary(first));
    }
    let count = text.bytes().filter(|&byte| byte == 0).count();
    let line = text[..first].matches('\n').count() as u64 + 1;
    text.retain(|c| c != '\0');
    source.warn(Some(line), WarningKind::Nul { count }, Severity::Fault);
    Ok(())
}

/// The declared encoding of a page or an XML document: `charset=gb2312`, `encoding="GBK"`.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    // Browsers examine only the first 1024 bytes; saved pages have more before the declaration.
    let opening = bytes[..bytes.len().min(8192)].to_ascii_lowercase();
    let opening = String::from_utf8_lossy(&opening);
    ["charset=", "encoding="].iter().find_map(|key| {
        let (_, rest) = opening.split_once(key)?;
        let rest = rest.trim_start_matches(['"', '\'', ' ']);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'));
        Some(rest[..end.unwrap_or(rest.len())].to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_feeds_say_what_their_encoding_is() {
        for (bytes, expect) in [
            ("<meta http-equiv='Content-Type' content='text/html; charset=GB2312'>", Some("gb2312")),
            ("<meta charset=\"utf-8\">", Some("utf-8")),
            ("<?xml version=\"1.0\" encoding='GBK'?>", Some("gbk")),
            ("<html>", None),
        ] {
            assert_eq!(declared_encoding(bytes.as_bytes()).as_deref(), expect, "{bytes}");
        }
    }
}
