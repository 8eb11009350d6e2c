//! Archives: their files are read as files, named `archive.zip!inner/path`.
//!
//! Nothing is ever written: a path inside an archive is a name, which tells the format and stands in warnings. A path
//! that climbs out of its archive (`../a.txt`, `/a.txt`) was made by mistake or with intent; such a file is left out,
//! and named. So are hidden files left out, without a word, and files of other kinds, as in folders.
//!
//! How much may come out of an archive, archives inside it included, is bounded for the whole file: see
//! [`Limits`](crate::Limits).

use std::io::{BufRead, BufReader, Read, Seek};
use std::path::{Path, PathBuf};

use ::tar::EntryType;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::decode::decode;
use crate::error::IngestError;
use crate::format::is_readable;
use crate::layer::{self, Bounded};
use crate::source::Source;
use crate::warning::{Matter, Severity};

/// Hands over the articles of the files in a tar archive, in its order.
pub(crate) fn tar(stream: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    let mut archive = ::tar::Archive::new(stream);
    let mut read = 0;
    for entry in archive.entries().map_err(|error| source.failed(error))? {
        let mut entry = entry.map_err(|error| source.failed(error))?;
        let name = decode(&entry.path_bytes()).text.replace('\\', "/");
        let path = path_of(source.path, &name);
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

/// Hands over the articles of the files in a zip archive, in the order of its list.
pub(crate) fn zip(reader: impl Read + Seek, source: &mut Source) -> Result<(), IngestError> {
    let failed = |path: &Path, error: &ZipError| IngestError::NotUnpacked {
        path: path.to_owned(),
        problem: error.to_string(),
    };
    let mut archive = ZipArchive::new(reader).map_err(|error| failed(source.path, &error))?;
    let names = names(&mut archive).map_err(|error| failed(source.path, &error))?;
    if names.iter().any(|name| name == "[Content_Types].xml" || name == "mimetype") {
        let problem = "it is an office document or a book, which jianbao does not read".to_owned();
        return Err(IngestError::NotUnpacked { path: source.path(), problem });
    }
    let mut read = 0;
    for (index, name) in names.iter().enumerate().filter(|(_, name)| is_wanted(name)) {
        let path = path_of(source.path, name);
        read += 1;
        match archive.by_index(index) {
            Ok(file) => {
                let mut file = Bounded::new(file, source);
                member(name, &path, &mut file, source)?;
            }
            Err(error) => source.skip(failed(&path, &error)),
        }
    }
    tell_empty(read, source);
    Ok(())
}

/// The names in a zip archive. Where they are not marked as UTF-8 and are none, they are in whatever encoding the
/// system had that made it; all of them together tell which.
fn names(archive: &mut ZipArchive<impl Read + Seek>) -> Result<Vec<String>, ZipError> {
    let mut raw = Vec::new();
    for index in 0..archive.len() {
        raw.extend(archive.by_index_raw(index)?.name_raw());
        raw.push(b'\n');
    }
    // No byte of a character in these encodings is a line break.
    let text = decode(&raw).text;
    Ok(text.lines().map(|name| name.replace('\\', "/")).collect())
}

/// Reads one file of an archive. What is wrong with it is told, and the others go on, unless too much comes out.
fn member(name: &str, path: &Path, reader: &mut dyn Read, source: &mut Source) -> Result<(), IngestError> {
    if climbs(name) {
        source.member(path, name).warn(None, Matter::ClimbsOut, Severity::Loss);
        return Ok(());
    }
    match layer::read(&mut BufReader::with_capacity(1 << 16, reader), &mut source.member(path, name)) {
        Err(error @ IngestError::TooMuch { .. }) => Err(error),
        // XML is of many kinds, most of them no news.
        Err(IngestError::NotFeed { .. }) => Ok(()),
        Err(error) => {
            source.skip(error);
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

fn path_of(archive: &Path, name: &str) -> PathBuf {
    let mut path = archive.as_os_str().to_owned();
    path.push("!");
    path.push(name);
    path.into()
}

fn is_wanted(name: &str) -> bool {
    let is_hidden = |part: &str| part == "__MACOSX" || (part.starts_with('.') && !matches!(part, "." | ".."));
    !name.ends_with('/') && is_readable(Path::new(name)) && !name.split('/').any(is_hidden)
}

/// Whether a path, its parts separated by `/`, leads out of the folder in which an archive would be unpacked.
fn climbs(name: &str) -> bool {
    let has_drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with('/') || has_drive || name.split('/').any(|part| part == "..")
}

fn tell_empty(read: u64, source: &mut Source) {
    if read == 0 {
        source.warn(None, Matter::NothingKnown, Severity::Fault);
    }
}

#[cfg(test)]
mod tests;
