//! One file: unwrapped, decoded, parsed; its articles handed over one by one.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use xxhash_rust::xxh3::Xxh3;

use crate::document;
use crate::entry::{Entry, Tally};
use crate::error::IngestError;
use crate::format::{Compression, Format};
use crate::json_lines;

/// A text or JSON file has to be held whole, so it may have so many bytes. JSON lines may have any number.
const MAX_TEXT_BYTES: u64 = 256 << 20;

/// A packed file may unpack to so many times its size, and in any case to [`MIN_UNPACKED_BYTES`]. News packs to a
/// third or a quarter; what unpacks to more than this was made to fill memory and disks.
const MAX_UNPACKED_RATIO: u64 = 200;
const MIN_UNPACKED_BYTES: u64 = 64 << 20;

/// What a file was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileReport {
    /// How many bytes were read, as they lie on the disk.
    pub bytes: u64,
    /// How many articles came out.
    pub articles: u64,
    /// How many warnings were given.
    pub warnings: u64,
    /// How many of them say that something was left out.
    pub skipped: u64,
    /// The format it was read as.
    pub format: Format,
    /// A hash of the bytes, 32 hexadecimal digits: the same bytes have the same hash in every version.
    pub content_hash: String,
}

/// Reads a file and hands its articles and warnings to the sink, in order.
///
/// # Errors
/// [`IngestError`] when the file as a whole cannot be read; what was handed over before stays handed over.
pub fn read_file(path: &Path, sink: &mut dyn FnMut(Entry)) -> Result<FileReport, IngestError> {
    let file = open(path)?;
    let size_bytes = file.metadata().map_or(0, |metadata| metadata.len());
    let mut hashing = Hashing { reader: file, hash: Xxh3::new(), bytes: 0 };
    let mut tally = Tally::default();
    let format;
    {
        let mut raw = BufReader::with_capacity(1 << 16, &mut hashing);
        let compression = Compression::sniff(raw.fill_buf().map_err(unreadable(path))?);
        let failed = |source: io::Error| match compression {
            Compression::None => unreadable(path)(source),
            Compression::Gzip | Compression::Zstd => IngestError::Packed { path: path.to_owned(), source },
        };
        let mut unpacked = unpacked(&mut raw, compression, size_bytes).map_err(failed)?;
        let opening = unpacked.fill_buf().map_err(failed)?;
        format = Format::by_name(path).unwrap_or_else(|| Format::sniff(opening));
        let is_utf16 = opening.starts_with(b"\xff\xfe") || opening.starts_with(b"\xfe\xff");
        match format {
            Format::JsonLines if !is_utf16 => {
                json_lines::read(unpacked.as_mut(), path, &mut tally, sink).map_err(failed)?;
            }
            Format::JsonLines | Format::Json | Format::Text | Format::Html => {
                let mut bytes = Vec::new();
                unpacked.by_ref().take(MAX_TEXT_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
                if bytes.len() as u64 > MAX_TEXT_BYTES {
                    return Err(IngestError::TooLarge { path: path.to_owned(), max_bytes: MAX_TEXT_BYTES });
                }
                document::read(&bytes, format, path, &mut tally, sink)?;
            }
        }
        drop(unpacked);
        // What lies behind the end of a packed stream belongs to the file and its hash.
        io::copy(&mut raw, &mut io::sink()).map_err(unreadable(path))?;
    }
    Ok(hashing.report(format, &tally))
}

/// Reads JSON lines from anywhere; `name` stands for the file in warnings.
///
/// # Errors
/// When the reader fails.
pub fn read_json_lines(
    reader: impl Read,
    name: &Path,
    sink: &mut dyn FnMut(Entry),
) -> Result<FileReport, IngestError> {
    let mut hashing = Hashing { reader, hash: Xxh3::new(), bytes: 0 };
    let mut tally = Tally::default();
    json_lines::read(&mut BufReader::new(&mut hashing), name, &mut tally, sink).map_err(unreadable(name))?;
    Ok(hashing.report(Format::JsonLines, &tally))
}

/// The hash of a file's bytes that its [`FileReport`] would have.
///
/// # Errors
/// When the file cannot be read.
pub fn hash_file(path: &Path) -> Result<String, IngestError> {
    let mut hashing = Hashing { reader: open(path)?, hash: Xxh3::new(), bytes: 0 };
    io::copy(&mut hashing, &mut io::sink()).map_err(unreadable(path))?;
    Ok(hex(&hashing.hash))
}

fn open(path: &Path) -> Result<File, IngestError> {
    File::open(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => IngestError::Missing { path: path.to_owned() },
        _ => unreadable(path)(source),
    })
}

pub(crate) fn unreadable(path: &Path) -> impl Fn(io::Error) -> IngestError {
    move |source| IngestError::Unreadable { path: path.to_owned(), source }
}

fn unpacked<'r>(
    raw: &'r mut dyn BufRead,
    compression: Compression,
    size_bytes: u64,
) -> io::Result<Box<dyn BufRead + 'r>> {
    let max_bytes = size_bytes.saturating_mul(MAX_UNPACKED_RATIO).max(MIN_UNPACKED_BYTES);
    let bounded = |reader: Box<dyn Read + 'r>| -> Box<dyn BufRead + 'r> {
        Box::new(BufReader::with_capacity(1 << 16, Bounded { reader, left: max_bytes }))
    };
    Ok(match compression {
        Compression::None => Box::new(raw),
        Compression::Gzip => bounded(Box::new(flate2::bufread::MultiGzDecoder::new(raw))),
        Compression::Zstd => bounded(Box::new(zstd::Decoder::with_buffer(raw)?)),
    })
}

/// Hashes and counts what is read through it.
struct Hashing<R> {
    reader: R,
    hash: Xxh3,
    bytes: u64,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.hash.update(&buffer[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}

impl<R> Hashing<R> {
    fn report(&self, format: Format, tally: &Tally) -> FileReport {
        FileReport {
            bytes: self.bytes,
            articles: tally.articles,
            warnings: tally.warnings,
            skipped: tally.skipped,
            format,
            content_hash: hex(&self.hash),
        }
    }
}

fn hex(hash: &Xxh3) -> String {
    format!("{:032x}", hash.digest128())
}

/// Fails where more comes out than may.
struct Bounded<R> {
    reader: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| {
            io::Error::other(format!("it unpacks to more than {MAX_UNPACKED_RATIO} times its size"))
        })?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests;
