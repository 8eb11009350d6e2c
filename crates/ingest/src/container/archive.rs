//! Archives: each member is read like a file, and named `archive.zip!inner/path`.
//!
//! Nothing is written: a path inside an archive only determines the format and appears in warnings. A path
//! that leaves its archive (`../a.txt`, `/a.txt`) is a mistake or an attack; such a member is skipped and
//! reported. Hidden files and files of unsupported formats are skipped silently, as in folders.
//!
//! The total output of an archive, nested archives included, is bounded: see [`Limits`](crate::Limits). So is
//! the part of the archive that is kept in memory: the directory of a zip archive, and the bytes between two
//! members of a tar archive.

use std::borrow::Borrow;
use std::cell::Cell;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use ::tar::EntryType;
use encoding_rs::Encoding;
use zip::ZipArchive;
use zip::result::{ZipError, ZipResult};

use crate::container::unpack;
use crate::container::zip_list::Shortened;
use crate::encoding::decode::{Decoded, Hints, decode, decode_by};
use crate::error::IngestError;
use crate::formats::is_readable;
use crate::source::Source;
use crate::unpack_limit::{Bounded, TarStream};
use crate::warning::{Severity, WarningKind};

/// Emits the articles of the files in a tar archive, in its order.
pub(crate) fn tar(stream: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    let (stream, place) = TarStream::new(stream);
    let mut archive = ::tar::Archive::new(stream);
    let mut read = 0;
    for entry in archive.entries().map_err(|error| source.failed(error))? {
        let mut entry = entry.map_err(|error| source.failed(error))?;
        place.next_file_behind(stored_bytes(&entry));
        let raw = entry.path_bytes().into_owned();
        let Name { text: name, path } = Name::of(&raw, decode(&raw), source.path);
        if !is_wanted(&name) {
            continue;
        }
        match entry.header().entry_type() {
            EntryType::Regular | EntryType::Continuous => {}
            EntryType::GNUSparse => {
                let problem = "a file with holes in it".to_owned();
                source.skip(IngestError::NotUnpacked { path, problem });
                continue;
            }
            _ => continue,
        }
        read += 1;
        member(&name, &path, &mut entry, source)?;
    }
    tell_empty(read, source);
    Ok(())
}

/// Number of bytes of a file in its archive.
fn stored_bytes(entry: &::tar::Entry<'_, impl Read>) -> u64 {
    match entry.header().entry_type() {
        // Its size includes the holes of a sparse file.
        EntryType::GNUSparse => entry.header().entry_size().unwrap_or(0),
        _ => entry.size(),
    }
}

/// Maximum number of files of a zip archive: its directory is kept in memory.
const MAX_FILES: u64 = 100_000;

/// Emits the articles of the files in a zip archive, in the order of its directory.
pub(crate) fn zip(reader: impl Read + Seek, source: &mut Source) -> Result<(), IngestError> {
    let path = source.path;
    let max_bytes = source.options().limits.document_bytes;
    let left = Rc::new(Cell::new(max_bytes));
    let reader = Shortened::to(MAX_FILES, reader).map_err(|error| not_unpacked(path, &error.into()))?;
    let is_cut = reader.is_cut();
    let opened = ZipArchive::new(Listed { reader, left: Rc::clone(&left) });
    if opened.is_err() && left.get() == 0 {
        let problem = format!("its list of files has more than {} MiB", max_bytes >> 20);
        return Err(IngestError::NotUnpacked { path: source.path(), problem });
    }
    left.set(u64::MAX);
    let mut archive = opened.map_err(|error| not_unpacked(path, &error))?;
    let raw: ZipResult<Vec<Vec<u8>>> =
        (0..archive.len()).map(|index| Ok(archive.by_index_raw(index)?.name_raw().to_vec())).collect();
    let names = names(&raw.map_err(|error| not_unpacked(path, &error))?, path);
    if names.iter().any(|name| name.text == "[Content_Types].xml" || name.text == "mimetype") {
        let problem = "an office document or e-book, which is not supported".to_owned();
        return Err(IngestError::NotUnpacked { path: source.path(), problem });
    }
    if is_cut {
        source.warn(None, WarningKind::TooManyFiles { max_files: MAX_FILES }, Severity::Loss);
    }
    let mut read = 0;
    for (index, name) in names.iter().enumerate().filter(|(_, name)| is_wanted(&name.text)) {
        read += 1;
        match archive.by_index(index) {
            Ok(file) => {
                let mut file = Bounded::new(file, source.unpacked_left());
                member(&name.text, &name.path, &mut file, source)?;
            }
            Err(error) => source.skip(not_unpacked(&name.path, &error)),
        }
    }
    tell_empty(read, source);
    Ok(())
}

fn not_unpacked(path: &Path, error: &ZipError) -> IngestError {
    IngestError::NotUnpacked { path: path.to_owned(), problem: error.to_string() }
}

/// An open zip archive. An error if its directory is too large for memory.
struct Listed<R> {
    reader: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Listed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.left.set(self.left.get().saturating_sub(read as u64));
        if self.left.get() == 0 { Err(io::Error::other("its list is too long")) } else { Ok(read) }
    }
}

impl<R: Seek> Seek for Listed<R> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.reader.seek(to)
    }
}

/// Name of a file in an archive.
struct Name {
    /// The name as text, its components separated by `/`. It gives the format, and the path where an unpacker
    /// would write.
    text: String,
    /// Path of the file in warnings: `archive.zip!inner/path`.
    path: PathBuf,
}

impl Name {
    /// Bytes that are valid in no encoding stay unchanged in the path, so that two names stay distinct.
    fn of(raw: &[u8], decoded: Decoded, archive: &Path) -> Name {
        let text = decoded.text.replace('\\', "/");
        let mut path = archive.as_os_str().to_owned();
        path.push("!");
        match decoded.faults {
            0 => path.push(&text),
            _ => push_bytes(&mut path, raw, &text),
        }
        Name { text, path: path.into() }
    }
}

#[cfg(unix)]
fn push_bytes(path: &mut OsString, raw: &[u8], _: &str) {
    use std::os::unix::ffi::OsStrExt;
    path.push(std::ffi::OsStr::from_bytes(raw));
}

#[cfg(not(unix))]
fn push_bytes(path: &mut OsString, _: &[u8], text: &str) {
    path.push(text);
}

/// The names in a zip archive. Names that are neither marked as UTF-8 nor valid UTF-8 are in the encoding of
/// the system that made the archive; all of them together decide which.
fn names<N: Borrow<[u8]>>(raw: &[N], path: &Path) -> Vec<Name> {
    let encoding = Encoding::for_label(decode(&raw.join(&b'\n')).encoding.as_bytes());
    let hints = Hints { declared: None, chosen: encoding };
    raw.iter().map(N::borrow).map(|name| Name::of(name, decode_by(name, hints), path)).collect()
}

/// Reads one file of an archive. A fault is reported and the next file is read, unless the output exceeds the
/// limits.
fn member(name: &str, path: &Path, reader: &mut dyn Read, source: &mut Source) -> Result<(), IngestError> {
    if climbs(name) {
        source.member(path, name).warn(None, WarningKind::ClimbsOut, Severity::Loss);
        return Ok(());
    }
    match unpack::read(&mut BufReader::with_capacity(1 << 16, reader), &mut source.member(path, name)) {
        Err(error @ IngestError::TooMuch { .. }) => Err(error),
        // XML has many kinds, and most are not news.
        Err(IngestError::NotFeed { .. }) => Ok(()),
        Err(error) => {
            source.skip(error);
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

fn is_wanted(name: &str) -> bool {
    let is_hidden = |part: &str| part == "__MACOSX" || (part.starts_with('.') && !matches!(part, "." | ".."));
    !name.ends_with('/') && is_readable(Path::new(name)) && !name.split('/').any(is_hidden)
}

/// True if a path, its components separated by `/`, leaves the folder in which an archive would be unpacked.
fn climbs(name: &str) -> bool {
    let has_drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with('/') || has_drive || name.split('/').any(|part| part == "..")
}

fn tell_empty(read: u64, source: &mut Source) {
    if read == 0 {
        source.warn(None, WarningKind::NothingKnown, Severity::Fault);
    }
}

#[cfg(test)]
mod tests;
