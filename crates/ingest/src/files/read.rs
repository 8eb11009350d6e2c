//! Reading of one file: unpacks, decodes and parses it, and emits its articles one by one.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fs::{File, FileType, Metadata};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use crate::container::unpack;
use crate::entry::Entry;
use crate::error::{IngestError, SpecialFile};
use crate::options::ReadOptions;
use crate::packing::Compression;
use crate::source::{PageText, Pages, Session, Source, Tally};
use crate::warning::{Change, Severity, WarningKind};

/// Summary of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FileReport {
    /// Number of bytes read from the disk, before decompression.
    pub bytes: u64,
    /// Number of articles of the file.
    pub articles: u64,
    /// Number of warnings that were given.
    pub warnings: u64,
    /// Number of warnings about losses, and of files inside the file that could not be read.
    pub skipped: u64,
    /// Number of texts in each encoding: one for a plain file, any number for an archive. The names are those
    /// of the WHATWG Encoding Standard.
    pub encodings: BTreeMap<&'static str, u64>,
    /// A hash of the bytes, 32 hexadecimal digits: the same bytes have the same hash in every version.
    pub content_hash: String,
    /// Stability of the file while it was read.
    pub stability: Stability,
}

/// Stability of a file while it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stability {
    /// Its size and time were the same at the end.
    Stable,
    /// It was written to: the output may mix two versions, and the file should be read again.
    Changed,
}

/// Reads a file and passes its articles and warnings to the sink, in order.
///
/// # Errors
/// [`IngestError`] if the file as a whole cannot be read; articles emitted before the error remain emitted.
pub fn read_file(
    path: &Path,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Entry),
) -> Result<FileReport, IngestError> {
    read_file_while(path, options, &|| true, sink)
}

/// Reads a file as [`read_file`] does, while `goes_on` returns true: it is called every 64 KiB of the file.
///
/// # Errors
/// As [`read_file`]; [`IngestError::Stopped`] if it returned false before the end.
pub fn read_file_while(
    path: &Path,
    options: &ReadOptions,
    goes_on: &dyn Fn() -> bool,
    sink: &mut dyn FnMut(Entry),
) -> Result<FileReport, IngestError> {
    read_whole(path, options, goes_on, Pages::Split, sink)
}

/// Reads a file as [`read_file`] does, but passes the text of newspaper pages and the HTML of saved pages to
/// `take`, with the name of its file (`archive.zip!page.txt`), instead of articles. Everything else goes to
/// the sink.
///
/// # Errors
/// As [`read_file`].
pub fn read_pages<'s>(
    path: &Path,
    options: &'s ReadOptions,
    take: &'s mut dyn FnMut(&Path, PageText<'_>),
    sink: &'s mut dyn FnMut(Entry),
) -> Result<FileReport, IngestError> {
    read_whole(path, options, &|| true, Pages::Whole(take), sink)
}

fn read_whole<'s>(
    path: &Path,
    options: &'s ReadOptions,
    goes_on: &dyn Fn() -> bool,
    pages: Pages<'s>,
    sink: &'s mut dyn FnMut(Entry),
) -> Result<FileReport, IngestError> {
    let file = open(path)?;
    let before = file.metadata().map_err(unreadable(path))?;
    let mut session = Session::new(options, before.len(), pages, sink);
    let mut hashing = Hashing::new(Stoppable { reader: file, goes_on });
    let read = read_opened(&mut hashing, goes_on, &mut Source::of_file(path, &mut session));
    if !goes_on() {
        return Err(IngestError::Stopped { path: path.to_owned() });
    }
    let mut stability = Stability::Stable;
    if let Some(change) = change(&before, path) {
        stability = Stability::Changed;
        Source::of_file(path, &mut session).warn(None, WarningKind::Changed { change }, Severity::Loss);
    }
    read.map(|()| hashing.report(session.tally, stability))
}

fn read_opened(
    hashing: &mut Hashing<impl Read>,
    goes_on: &dyn Fn() -> bool,
    source: &mut Source,
) -> Result<(), IngestError> {
    let path = source.path;
    let mut raw = BufReader::with_capacity(1 << 16, hashing);
    if is_listed_at_its_end(raw.fill_buf().map_err(unreadable(path))?) {
        io::copy(&mut raw, &mut io::sink()).map_err(unreadable(path))?;
        unpack::read_zip(BufReader::new(Stoppable { reader: open(path)?, goes_on }), source)
    } else {
        unpack::read(&mut raw, source)?;
        // Data after the end of a compressed stream belongs to the file and its hash.
        io::copy(&mut raw, &mut io::sink()).map(|_| ()).map_err(unreadable(path))
    }
}

/// Change of a file since it was opened, if any.
fn change(before: &Metadata, path: &Path) -> Option<Change> {
    let Ok(after) = std::fs::metadata(path) else { return Some(Change::Gone) };
    if is_another(before, &after) {
        return Some(Change::Exchanged);
    }
    match after.len().cmp(&before.len()) {
        Ordering::Less => Some(Change::Shrank),
        Ordering::Greater => Some(Change::Grew),
        Ordering::Equal if after.modified().ok() != before.modified().ok() => Some(Change::Changed),
        Ordering::Equal => None,
    }
}

#[cfg(unix)]
fn is_another(before: &Metadata, after: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (before.dev(), before.ino()) != (after.dev(), after.ino())
}

/// On other systems a replaced file is recognised by its size and time.
#[cfg(not(unix))]
fn is_another(_: &Metadata, _: &Metadata) -> bool {
    false
}

/// Reads JSON lines from any reader; `name` is the file name in warnings.
///
/// # Errors
/// When the reader fails.
pub fn read_json_lines(
    reader: impl Read,
    name: &Path,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Entry),
) -> Result<FileReport, IngestError> {
    let mut hashing = Hashing::new(reader);
    let mut session = Session::new(options, 0, Pages::Split, sink);
    unpack::read_json_lines(&mut BufReader::new(&mut hashing), &mut Source::of_file(name, &mut session))?;
    Ok(hashing.report(session.tally, Stability::Stable))
}

/// The hash of a file's bytes, as in its [`FileReport`].
///
/// # Errors
/// When the file cannot be read.
pub fn hash_file(path: &Path) -> Result<String, IngestError> {
    hash_file_while(path, &|| true)
}

/// The hash of a file's bytes, while `goes_on` returns true: it is called every few KiB of the file.
///
/// # Errors
/// As [`hash_file`]; [`IngestError::Stopped`] if it returned false before the end.
pub fn hash_file_while(path: &Path, goes_on: &dyn Fn() -> bool) -> Result<String, IngestError> {
    let mut hashing = Hashing::new(Stoppable { reader: open(path)?, goes_on });
    let read = io::copy(&mut hashing, &mut io::sink());
    if !goes_on() {
        return Err(IngestError::Stopped { path: path.to_owned() });
    }
    read.map_err(unreadable(path))?;
    Ok(hex(&hashing.hash))
}

/// True if a file is read from its end, so that its hash needs a separate pass.
fn is_listed_at_its_end(opening: &[u8]) -> bool {
    Compression::sniff(opening) == Compression::Zip
}

fn open(path: &Path) -> Result<File, IngestError> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => IngestError::Missing { path: path.to_owned() },
        _ => unreadable(path)(source),
    };
    // Opening a pipe blocks until there is a writer.
    let kind = std::fs::metadata(path).map_err(failed)?.file_type();
    if let Some(kind) = special(kind) {
        return Err(IngestError::NotAFile { path: path.to_owned(), kind });
    }
    File::open(path).map_err(failed)
}

/// Kind of a path that is neither a file nor a folder; opening a folder fails by itself.
pub(crate) fn special(kind: FileType) -> Option<SpecialFile> {
    if kind.is_file() || kind.is_dir() {
        return None;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return Some(SpecialFile::Fifo);
        }
        if kind.is_socket() {
            return Some(SpecialFile::Socket);
        }
        if kind.is_block_device() || kind.is_char_device() {
            return Some(SpecialFile::Device);
        }
    }
    Some(SpecialFile::Other)
}

pub(crate) fn unreadable(path: &Path) -> impl Fn(io::Error) -> IngestError {
    move |source| IngestError::Unreadable { path: path.to_owned(), source }
}

/// A file whose reading can be stopped.
struct Stoppable<'g> {
    reader: File,
    goes_on: &'g dyn Fn() -> bool,
}

impl Read for Stoppable<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !(self.goes_on)() {
            return Err(io::Error::other("nobody wants to read on"));
        }
        self.reader.read(buffer)
    }
}

impl io::Seek for Stoppable<'_> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.reader.seek(to)
    }
}

/// Hashes and counts the bytes read through it.
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
    fn new(reader: R) -> Hashing<R> {
        Hashing { reader, hash: Xxh3::new(), bytes: 0 }
    }

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
