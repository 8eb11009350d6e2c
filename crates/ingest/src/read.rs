//! One file: unwrapped, decoded, parsed; its articles handed over one by one.

use std::collections::BTreeMap;
use std::fs::{File, Metadata};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use xxhash_rust::xxh3::Xxh3;

use crate::entry::Entry;
use crate::error::{IngestError, Severity};
use crate::format::Packing;
use crate::layer;
use crate::options::ReadOptions;
use crate::source::{Session, Source, Tally};

/// What a file was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileReport {
    /// How many bytes were read, as they lie on the disk.
    pub bytes: u64,
    /// How many articles came out.
    pub articles: u64,
    /// How many warnings were given.
    pub warnings: u64,
    /// How many of them say that something was left out, and how many files inside the file could not be read.
    pub skipped: u64,
    /// How many texts were read in each encoding: one of a plain file, any number of an archive. The names are those
    /// of the WHATWG Encoding Standard.
    pub encodings: BTreeMap<&'static str, u64>,
    /// A hash of the bytes, 32 hexadecimal digits: the same bytes have the same hash in every version.
    pub content_hash: String,
    /// Whether the file stayed as it was while it was read.
    pub stability: Stability,
}

/// Whether a file stayed as it was while it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stability {
    /// Its size and time were the same at the end.
    Stable,
    /// Somebody wrote to it: what was read may be of two versions, and should be read again.
    Changed,
}

/// Reads a file and hands its articles and warnings to the sink, in order.
///
/// # Errors
/// [`IngestError`] when the file as a whole cannot be read; what was handed over before stays handed over.
pub fn read_file(
    path: &Path,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Entry),
) -> Result<FileReport, IngestError> {
    let file = open(path)?;
    let before = file.metadata().map_err(unreadable(path))?;
    let mut session = Session::new(options, before.len(), sink);
    let mut hashing = Hashing { reader: file, hash: Xxh3::new(), bytes: 0 };
    let mut raw = BufReader::with_capacity(1 << 16, &mut hashing);
    let mut source = Source::of_file(path, &mut session);
    if is_listed_at_its_end(raw.fill_buf().map_err(unreadable(path))?) {
        io::copy(&mut raw, &mut io::sink()).map_err(unreadable(path))?;
        layer::read_zip(BufReader::new(open(path)?), &mut source)?;
    } else {
        layer::read(&mut raw, &mut source)?;
        // What lies behind the end of a packed stream belongs to the file and its hash.
        io::copy(&mut raw, &mut io::sink()).map_err(unreadable(path))?;
    }
    let is_same =
        |after: &Metadata| after.len() == before.len() && after.modified().ok() == before.modified().ok();
    let mut stability = Stability::Stable;
    if !std::fs::metadata(path).is_ok_and(|after| is_same(&after)) {
        stability = Stability::Changed;
        let message = "it changed while it was read; index it again when it is finished";
        Source::of_file(path, &mut session).warn(None, message, Severity::Loss);
    }
    Ok(hashing.report(session.tally, stability))
}

/// Reads JSON lines from anywhere; `name` stands for the file in warnings.
///
/// # Errors
/// When the reader fails.
pub fn read_json_lines(
    reader: impl Read,
    name: &Path,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Entry),
) -> Result<FileReport, IngestError> {
    let mut hashing = Hashing { reader, hash: Xxh3::new(), bytes: 0 };
    let mut session = Session::new(options, 0, sink);
    layer::read_json_lines(&mut BufReader::new(&mut hashing), &mut Source::of_file(name, &mut session))?;
    Ok(hashing.report(session.tally, Stability::Stable))
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

/// Whether a file is read from its end, so that its hash is another reading.
fn is_listed_at_its_end(opening: &[u8]) -> bool {
    Packing::sniff(opening) == Packing::Zip
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
    fn report(&self, tally: Tally, stability: Stability) -> FileReport {
        FileReport {
            bytes: self.bytes,
            articles: tally.articles,
            warnings: tally.warnings,
            skipped: tally.skipped,
            encodings: tally.encodings,
            content_hash: hex(&self.hash),
            stability,
        }
    }
}

fn hex(hash: &Xxh3) -> String {
    format!("{:032x}", hash.digest128())
}

#[cfg(test)]
pub(crate) mod tests;
