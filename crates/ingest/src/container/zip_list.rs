//! The central directory at the end of a zip archive, truncated if it is too long.
//!
//! The crate that reads archives keeps the whole directory in memory. [`Shortened`] therefore gives it a
//! shorter archive: the bytes up to the cut, followed by a matching end record. Only Zip64 archives can list
//! more than 65,535 files.

use std::io::{self, Read, Seek, SeekFrom};

/// The records of a zip archive begin so.
const FILE: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
const LONG_END: &[u8] = b"PK\x06\x06";
const LONG_END_PLACE: &[u8] = b"PK\x06\x07";

/// Lengths of these records in bytes, without the data that follows them.
const FILE_BYTES: usize = 46;
const END_BYTES: usize = 22;
const LONG_END_BYTES: usize = 56;
const LONG_END_PLACE_BYTES: usize = 20;

/// An archive whose list is cut, or not.
pub(crate) struct Shortened<R> {
    reader: R,
    at: u64,
    cut: Option<Cut>,
}

/// The cut of an archive.
struct Cut {
    /// Number of bytes that are taken unchanged from the archive.
    at: u64,
    /// Bytes after them.
    end: Vec<u8>,
}

impl<R: Read + Seek> Shortened<R> {
    /// The archive with at most `max_files` files.
    pub(crate) fn to(max_files: u64, mut reader: R) -> io::Result<Shortened<R>> {
        let cut = cut(&mut reader, max_files)?;
        reader.seek(SeekFrom::Start(0))?;
        Ok(Shortened { reader, at: 0, cut })
    }

    pub(crate) fn is_cut(&self) -> bool {
        self.cut.is_some()
    }
}

impl<R: Read> Read for Shortened<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match &self.cut {
            None => self.reader.read(buffer)?,
            Some(cut) => match cut.at.checked_sub(self.at) {
                None | Some(0) => {
                    let behind = usize::try_from(self.at - cut.at).ok().and_then(|at| cut.end.get(at..));
                    behind.unwrap_or_default().read(buffer)?
                }
                Some(left) => {
                    let most = usize::try_from(left).map_or(buffer.len(), |left| left.min(buffer.len()));
                    self.reader.read(&mut buffer[..most])?
                }
            },
        };
        self.at += read as u64;
        Ok(read)
    }
}

impl<R: Seek> Seek for Shortened<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let Some(cut) = &self.cut else {
            self.at = self.reader.seek(to)?;
            return Ok(self.at);
        };
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => (cut.at + cut.end.len() as u64).checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        self.reader.seek(SeekFrom::Start(self.at.min(cut.at))).map(|_| self.at)
    }

    fn stream_position(&mut self) -> io::Result<u64> {
        Ok(self.at)
    }
}

/// Offset at which the archive is cut; none if it does not list too many files, or is not an archive.
fn cut<R: Read + Seek>(reader: &mut R, max_files: u64) -> io::Result<Option<Cut>> {
    let Some(list) = list(reader)?.filter(|list| list.files > max_files) else { return Ok(None) };
    reader.seek(SeekFrom::Start(list.start))?;
    let mut at = list.start;
    for _ in 0..max_files {
        let mut file = [0; FILE_BYTES];
        if !filled(reader, &mut file)? || !file.starts_with(FILE) {
            return Ok(None);
        }
        let behind: u64 = [28, 30, 32].map(|field| u64::from(u16_at(&file, field))).iter().sum();
        let passed = io::copy(&mut reader.by_ref().take(behind), &mut io::sink())?;
        at += FILE_BYTES as u64 + passed;
    }
    let shift = list.start - list.told_start;
    let mut end = [LONG_END, &(LONG_END_BYTES as u64 - 12).to_le_bytes(), &[45, 0, 45, 0], &[0; 8]].concat();
    for number in [max_files, max_files, at - list.start, list.told_start] {
        end.extend_from_slice(&number.to_le_bytes());
    }
    end.extend([LONG_END_PLACE, &[0; 4], &(at - shift).to_le_bytes(), &[1, 0, 0, 0]].concat());
    end.extend([END, &[0; 4], &[0xff; 12], &[0; 2]].concat());
    Ok(Some(Cut { at, end }))
}

/// Place and size of the directory.
struct List {
    files: u64,
    start: u64,
    /// Offset of the directory as recorded in the archive. It is too small if other data precedes the
    /// archive.
    told_start: u64,
}

fn list<R: Read + Seek>(reader: &mut R) -> io::Result<Option<List>> {
    let length = reader.seek(SeekFrom::End(0))?;
    // A comment may follow the record.
    let start = length.saturating_sub((END_BYTES + LONG_END_PLACE_BYTES) as u64 + u64::from(u16::MAX));
    reader.seek(SeekFrom::Start(start))?;
    let mut tail = Vec::new();
    reader.by_ref().take(length - start).read_to_end(&mut tail)?;
    let is_end = |at: &usize| {
        let record = tail.get(*at..*at + END_BYTES).filter(|record| record.starts_with(END));
        record.is_some_and(|record| at + END_BYTES + usize::from(u16_at(record, 20)) <= tail.len())
    };
    let Some(end) = (0..tail.len()).rev().find(is_end) else { return Ok(None) };
    let Some(place) = end.checked_sub(LONG_END_PLACE_BYTES).map(|at| &tail[at..end]) else { return Ok(None) };
    if !place.starts_with(LONG_END_PLACE) {
        return Ok(None);
    }
    let place_at = start + (end - LONG_END_PLACE_BYTES) as u64;
    // The offset is wrong if other data precedes the archive; the directory is then usually right before its end record.
    for at in [u64_at(place, 8), place_at.saturating_sub(LONG_END_BYTES as u64)] {
        let mut record = [0; LONG_END_BYTES];
        reader.seek(SeekFrom::Start(at))?;
        if filled(reader, &mut record)? && record.starts_with(LONG_END) {
            let [files, bytes, told_start] = [32, 40, 48].map(|field| u64_at(&record, field));
            let start = at.saturating_sub(bytes).max(told_start);
            return Ok(Some(List { files, start, told_start }));
        }
    }
    Ok(None)
}

/// True if there was enough to fill the buffer.
fn filled(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<bool> {
    match reader.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |two| u16::from_le_bytes([two[0], two[1]]))
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    (0..8).rev().fold(0, |number, byte| number << 8 | u64::from(bytes.get(at + byte).copied().unwrap_or(0)))
}
