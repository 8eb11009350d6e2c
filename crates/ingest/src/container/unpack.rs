//! Contents of a stream of bytes: another stream, if it is packed, or a text in some format.

use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};

#[cfg(feature = "archives")]
use crate::container::archive;
use crate::container::zstd::ZstdReader;
use crate::error::IngestError;
#[cfg(feature = "archives")]
use crate::formats::text::held;
use crate::formats::{self, json_lines};
use crate::packing::Packing;
use crate::source::Source;
use crate::unpack_limit::{Bounded, Members};

/// So much of a stream is looked at to tell its format and its encoding.
const SAMPLE_BYTES: u64 = 256 << 10;

/// Hands over the articles of a stream, whatever it is packed in.
pub(crate) fn read(raw: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    let (opening, mut rest) = open(raw);
    let mut stream = Cursor::new(opening.as_slice()).chain(rest.as_mut());
    let packing = Packing::sniff(&opening);
    if packing == Packing::None {
        return formats::read(&opening, &mut stream, source);
    }
    let mut source = source.unpacked()?;
    let unpacked: Box<dyn Read + '_> = match packing {
        Packing::None => Box::new(stream),
        Packing::Gzip => Box::new(Members::new(stream)),
        Packing::Zstd => Box::new(ZstdReader::new(stream)),
        #[cfg(feature = "archives")]
        Packing::Xz => Box::new(lzma_rust2::XzReader::new(stream, true)),
        #[cfg(feature = "archives")]
        Packing::Tar => return archive::tar(&mut stream, &mut source),
        #[cfg(feature = "archives")]
        Packing::Zip => {
            // What lies in a zip archive is listed at its end.
            let bytes = held(&mut stream, &source)?.map_err(|(_, error)| source.failed(error))?;
            return archive::zip(Cursor::new(bytes), &mut source);
        }
        #[cfg(not(feature = "archives"))]
        Packing::Xz | Packing::Tar | Packing::Zip => {
            return Err(IngestError::NotBuilt { path: source.path(), feature: "archives" });
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

/// Hands over the articles of JSON lines.
pub(crate) fn read_json_lines(raw: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    let (opening, mut rest) = open(raw);
    json_lines::read(&opening, &mut Cursor::new(opening.as_slice()).chain(rest.as_mut()), source)
}

/// A reader that fails once, and then is at its end.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
