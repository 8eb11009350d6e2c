//! A bound on what comes out of packed files.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Fails where more comes out of a packed file than may.
pub(crate) struct Bounded<R> {
    reader: R,
    /// How many bytes may yet come out, of all that is unpacked from one file.
    left: Rc<Cell<u64>>,
}

impl<R> Bounded<R> {
    pub(crate) fn new(reader: R, left: Rc<Cell<u64>>) -> Bounded<R> {
        Bounded { reader, left }
    }
}

/// A packed file unpacks to more than it may.
#[derive(Debug, thiserror::Error)]
#[error("it unpacks to more than it may")]
pub(crate) struct TooMuch;

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        let left = self.left.get().checked_sub(read as u64).ok_or_else(|| io::Error::other(TooMuch))?;
        self.left.set(left);
        Ok(read)
    }
}
