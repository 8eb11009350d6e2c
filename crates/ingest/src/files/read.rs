//! One file: unwrapped, decoded, parsed; its articles handed over one by one.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fs::{File, FileType, Metadata};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use xxhash_rust::xxh3::Xxh3;

use crate::container::unpack;
use crate::entry::Entry;
use crate::error::{IngestError, SpecialFile};
use crate::options::ReadOptions;
use crate::packing::Compression;
use crate::source::{PageText, Pages, Session, Source, Tally};
use crate::warning::{Change, Severity, WarningKind};

/// Summary of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileReport {
    /// Number of bytes that were read, as they are on the disk.
    pub bytes: u64,
    /// Number of articles of the file.
    pub articles: u64,
    /// Number of warnings that were given.
    pub warnings: u64,
    /// Number of warnings that say that something was left out, and of files inside the file that could not be read.
    pub skipped: u64,
    /// Number of texts that were read in each encoding: one of a plain file, any number of an archive. The names are those
    /// of the WHATWG Encoding Standard.
    pub encodings: BTreeMap<&'static str, u64>,
    /// A hash of the bytes, 32 hexadecimal digits: the same bytes have the same hash in every version.
    pub content_hash: String,
    /// Stability of the file while it was read.
    pub stability: Stability,
}

/// Stability of a file while it was read.
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
    read_file_while(path, options, &|| true, sink)
}

/// Reads a file as [`read_file`] does, as long as `goes_on` says so: it is asked once in 64 KiB of the file.
///
/// # Errors
/// As [`read_file`]; [`IngestError::Stopped`] where it said no before the end.
pub fn read_file_while(
    path: &Path,
    options: &ReadOptions,
    goes_on: &dyn Fn() -> bool,
    sink: &mut dyn FnMut(Entry),
) -> Result<FileReport, IngestError> {
    read_whole(path, options, goes_on, Pages::Split, sink)
}

/// Reads a file as [`read_file`] does, but hands the text of newspaper pages and the HTML of saved pages to `take`, with the
/// name of the file that it stands in (`archive.zip!page.txt`), instead of articles. What is no page goes to the sink.
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
        // What lies behind the end of a packed stream belongs to the file and its hash.
        io::copy(&mut raw, &mut io::sink()).map(|_| ()).map_err(unreadable(path))
    }
}

/// Change of a file since it was opened, if there is one.
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

/// Elsewhere a file that takes the place of another one is told by its size and time.
#[cfg(not(unix))]
fn is_another(_: &Metadata, _: &Metadata) -> bool {
    false
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
    let mut hashing = Hashing::new(reader);
    let mut session = Session::new(options, 0, Pages::Split, sink);
    unpack::read_json_lines(&mut BufReader::new(&mut hashing), &mut Source::of_file(name, &mut session))?;
    Ok(hashing.report(session.tally, Stability::Stable))
}

/// The hash of a file's bytes that its [`FileReport`] would have.
///
/// # Errors
/// When the file cannot be read.
pub fn hash_file(path: &Path) -> Result<String, IngestError> {
    hash_file_while(path, &|| true)
}

/// The hash of a file's bytes, as long as `goes_on` says so: it is asked once in some KiB of the file.
///
/// # Errors
/// As [`hash_file`]; [`IngestError::Stopped`] where it said no before the end.
pub fn hash_file_while(path: &Path, goes_on: &dyn Fn() -> bool) -> Result<String, IngestError> {
    let mut hashing = Hashing::new(Stoppable { reader: open(path)?, goes_on });
    let read = io::copy(&mut hashing, &mut io::sink());
    if !goes_on() {
        return Err(IngestError::Stopped { path: path.to_owned() });
    }
    read.map_err(unreadable(path))?;
    Ok(hex(&hashing.hash))
}

/// True if a file is read from its end, so that its hash is another reading.
fn is_listed_at_its_end(opening: &[u8]) -> bool {
    Compression::sniff(opening) == Compression::Zip
}

fn open(path: &Path) -> Result<File, IngestError> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => IngestError::Missing { path: path.to_owned() },
        _ => unreadable(path)(source),
    };
    // Opening a pipe waits for somebody who writes to it.
    let kind = std::fs::metadata(path).map_err(failed)?.file_type();
    if let Some(kind) = special(kind) {
        return Err(IngestError::NotAFile { path: path.to_owned(), kind });
    }
    File::open(path).map_err(failed)
}

/// Kind of a path that is neither a file nor a folder; a folder says itself that it cannot be read.
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

/// A file that is read as long as somebody wants it.
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
