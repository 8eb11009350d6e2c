//! Limits on the output of compressed files, and on input without output.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use flate2::bufread::GzDecoder;

/// Fails if more is unpacked from a file than allowed.
pub(crate) struct Bounded<R> {
    reader: R,
    /// Number of bytes that may still be unpacked, from one file in total.
    left: Rc<Cell<u64>>,
}

impl<R> Bounded<R> {
    pub(crate) fn new(reader: R, left: Rc<Cell<u64>>) -> Bounded<R> {
        Bounded { reader, left }
    }
}

/// The unpacked size of a file exceeds the limit.
#[derive(Debug, thiserror::Error)]
#[error("the decompressed size exceeds its limit")]
pub(crate) struct TooMuch;

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        let left = self.left.get().checked_sub(read as u64).ok_or_else(|| io::Error::other(TooMuch))?;
        self.left.set(left);
        Ok(read)
    }
}

/// Maximum number of empty gzip members in one file. Programs write at most one, at the end.
const MAX_EMPTY_MEMBERS: u64 = 10_000;

/// Output of a gzip file, member by member. A member costs as much as some kilobytes, even without output.
pub(crate) struct Members<R> {
    /// None after the end or an error.
    member: Option<GzDecoder<R>>,
    /// Number of bytes that came out of this member.
    bytes: u64,
    empty: u64,
}

/// A gzip file has more empty members than allowed.
#[derive(Debug, thiserror::Error)]
#[error("more than {max} empty members")]
pub(crate) struct TooManyMembers {
    pub(crate) max: u64,
}

impl<R: BufRead> Members<R> {
    pub(crate) fn new(stream: R) -> Members<R> {
        Members { member: Some(GzDecoder::new(stream)), bytes: 0, empty: 0 }
    }

    fn read_on(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let read = member.read(buffer)?;
            self.bytes += read as u64;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            self.empty += u64::from(self.bytes == 0);
            if self.empty > MAX_EMPTY_MEMBERS {
                return Err(io::Error::other(TooManyMembers { max: MAX_EMPTY_MEMBERS }));
            }
            self.bytes = 0;
            let is_at_end = member.get_mut().fill_buf()?.is_empty();
            self.member =
                self.member.take().filter(|_| !is_at_end).map(|member| GzDecoder::new(member.into_inner()));
        }
        Ok(0)
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.read_on(buffer).inspect_err(|error| {
            if error.kind() != io::ErrorKind::Interrupted {
                self.member = None;
            }
        })
    }
}

/// Maximum number of bytes between two files of a tar archive: names, times, attributes.
#[cfg(feature = "archives")]
const MAX_HEADER_BYTES: u64 = 1 << 20;

/// A tar archive as a stream. Fails if too many bytes are between two files, since they are kept in memory.
#[cfg(feature = "archives")]
pub(crate) struct TarStream<R> {
    reader: R,
    place: Rc<TarPlace>,
}

/// State of the reading of a tar archive.
#[cfg(feature = "archives")]
#[derive(Default)]
pub(crate) struct TarPlace {
    /// Number of bytes that were read.
    at: Cell<u64>,
    /// Maximum number of bytes that may be read before the next file.
    end: Cell<u64>,
}

#[cfg(feature = "archives")]
impl<R> TarStream<R> {
    pub(crate) fn new(reader: R) -> (TarStream<R>, Rc<TarPlace>) {
        let place = Rc::new(TarPlace::default());
        place.next_file_behind(0);
        (TarStream { reader, place: Rc::clone(&place) }, place)
    }
}

#[cfg(feature = "archives")]
impl TarPlace {
    /// Announces `bytes` of a file, followed by the next file.
    pub(crate) fn next_file_behind(&self, bytes: u64) {
        self.end.set(self.at.get().saturating_add(bytes).saturating_add(MAX_HEADER_BYTES));
    }
}

/// More bytes are between two files of a tar archive than allowed.
#[cfg(feature = "archives")]
#[derive(Debug, thiserror::Error)]
#[error("more than {max} bytes between two files")]
pub(crate) struct HeaderTooLong {
    pub(crate) max: u64,
}

#[cfg(feature = "archives")]
impl<R: Read> Read for TarStream<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        let at = self.place.at.get() + read as u64;
        self.place.at.set(at);
        if at > self.place.end.get() {
            return Err(io::Error::other(HeaderTooLong { max: MAX_HEADER_BYTES }));
        }
        Ok(read)
    }
}
