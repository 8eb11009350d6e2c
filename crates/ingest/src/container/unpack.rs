//! What lies inside a stream of bytes: another stream, if it is packed, or a text in some format.

use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};

use crate::bounded::Bounded;
#[cfg(feature = "archives")]
use crate::container::archive;
use crate::container::zstd::ZstdReader;
use crate::encoding::decode::{encoding_of, utf16_by_nul_bytes};
use crate::encoding::transcode::Transcoder;
use crate::error::IngestError;
use crate::formats::csv;
use crate::formats::format::Format;
use crate::formats::json_lines;
use crate::formats::json_values;
use crate::formats::whole::{self, Document};
use crate::options::Limits;
use crate::own_report::OwnReport;
use crate::packing::Packing;
use crate::source::Source;
use crate::warning::{Severity, WarningKind};

/// So much of a stream is looked at to tell its format and its encoding.
const SAMPLE_BYTES: u64 = 256 << 10;

/// Hands over the articles of a stream, whatever it is packed in.
pub(crate) fn read(raw: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    let (opening, mut rest) = open(raw);
    let mut stream = Cursor::new(opening.as_slice()).chain(rest.as_mut());
    let packing = Packing::sniff(&opening);
    if packing == Packing::None {
        return text(&opening, &mut stream, source);
    }
    let mut source = source.unpacked()?;
    let unpacked: Box<dyn Read + '_> = match packing {
        Packing::None => Box::new(stream),
        Packing::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(stream)),
        Packing::Zstd => Box::new(ZstdReader::new(stream)),
        #[cfg(feature = "archives")]
        Packing::Xz => Box::new(lzma_rust2::XzReader::new(stream, true)),
        #[cfg(feature = "archives")]
        Packing::Tar => return archive::tar(&mut stream, &mut source),
        #[cfg(feature = "archives")]
        Packing::Zip => {
            // What lies in a zip archive is listed at its end.
            let bytes = whole(&mut stream, &source)?.map_err(|(_, error)| source.failed(error))?;
            return archive::zip(Cursor::new(bytes), &mut source);
        }
        #[cfg(not(feature = "archives"))]
        Packing::Xz | Packing::Tar | Packing::Zip => {
            return Err(IngestError::NotBuilt { path: source.path(), feature: "archives" });
        }
        Packing::Unread(what) => {
            let problem = format!("it is {what}, which jianbao does not read");
            return Err(IngestError::NotUnpacked { path: source.path(), problem });
        }
    };
    let mut unpacked = BufReader::with_capacity(1 << 16, Bounded::new(unpacked, source.unpacked_left()));
    // The endings that say what it is packed in are gone, so what comes out may be packed again.
    read(&mut unpacked, &mut source)
}

/// Hands over the articles of a zip archive that is a file of its own.
pub(crate) fn read_zip(file: impl Read + Seek, source: &mut Source) -> Result<(), IngestError> {
    #[cfg(feature = "archives")]
    return archive::zip(file, &mut source.unpacked()?);
    #[cfg(not(feature = "archives"))]
    {
        drop(file);
        Err(IngestError::NotBuilt { path: source.path(), feature: "archives" })
    }
}

/// The beginning of a stream, and what follows. Where reading fails in the beginning, what follows fails.
fn open<'r>(raw: &'r mut dyn BufRead) -> (Vec<u8>, Box<dyn BufRead + 'r>) {
    let mut opening = Vec::new();
    match (&mut *raw).take(SAMPLE_BYTES).read_to_end(&mut opening) {
        Ok(_) => (opening, Box::new(raw)),
        Err(error) => (opening, Box::new(BufReader::new(Failing(Some(error))))),
    }
}

/// Hands over the articles of a text that is packed in nothing.
fn text(opening: &[u8], stream: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    if let Some(report) = OwnReport::sniff(opening) {
        source.warn(None, WarningKind::OwnReport(report), Severity::Fault);
        return Ok(());
    }
    let format = Format::by_name(&source.name).unwrap_or_else(|| Format::sniff(opening));
    let document = match format {
        Format::JsonLines => return lines(opening, stream, source),
        Format::Json => return decoded(opening, stream, source, json_values::read),
        Format::Csv => return decoded(opening, stream, source, csv::read),
        Format::Text => Document::Page,
        Format::Html => Document::Html,
        Format::Markdown => Document::Markdown,
        Format::Feed if Format::sniff(opening) != Format::Feed => {
            return Err(IngestError::NotFeed { path: source.path() });
        }
        Format::Feed => Document::Feed,
    };
    match whole(stream, source)? {
        Ok(bytes) => whole::read(&bytes, document, source),
        Err((bytes, error)) => {
            // What came before a break is read as far as it goes; that there is a break is the news.
            if !bytes.is_empty() {
                whole::read(&bytes, document, source)?;
            }
            Err(source.failed(error))
        }
    }
}

/// What was read before a failure, and the failure.
type Broken = (Vec<u8>, io::Error);

/// All of a stream, if it is not too long to be held.
fn whole(stream: &mut dyn BufRead, source: &Source) -> Result<Result<Vec<u8>, Broken>, IngestError> {
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

/// Hands over the articles of JSON lines.
pub(crate) fn read_json_lines(raw: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    let (opening, mut rest) = open(raw);
    lines(&opening, &mut Cursor::new(opening.as_slice()).chain(rest.as_mut()), source)
}

fn lines(opening: &[u8], stream: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    let (encoding, is_guessed) = encoding_of(opening, source.options().encoding);
    if encoding.output_encoding() != encoding {
        return decoded(opening, stream, source, |text, source| {
            let utf8 = encoding_rs::UTF_8;
            json_lines::read(text, utf8, false, source).map_err(|error| source.failed(error))
        });
    }
    refuse_binary(opening, source)?;
    json_lines::read(stream, encoding, is_guessed, source).map_err(|error| source.failed(error))
}

/// Reads a text as UTF-8 as it comes, in the encoding that its beginning seems to have.
fn decoded(
    opening: &[u8],
    stream: &mut dyn BufRead,
    source: &mut Source,
    read: impl FnOnce(&mut dyn BufRead, &mut Source) -> Result<(), IngestError>,
) -> Result<(), IngestError> {
    let (encoding, is_guessed) = encoding_of(opening, source.options().encoding);
    if encoding.output_encoding() == encoding {
        refuse_binary(opening, source)?;
    }
    let mut text = Transcoder::new(stream, encoding);
    let result = read(&mut text, source);
    source.tell_decoding(encoding.name(), is_guessed, text.faults());
    result
}

/// Refuses what holds NUL bytes and is not UTF-16.
fn refuse_binary(opening: &[u8], source: &Source) -> Result<(), IngestError> {
    match opening.iter().position(|&byte| byte == 0) {
        Some(at_byte) if utf16_by_nul_bytes(opening).is_none() => Err(source.binary(at_byte)),
        _ => Ok(()),
    }
}

/// A reader that fails once, and then is at its end.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
