//! Contents of a stream of bytes: another stream if it is compressed, else a text in some format.

use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};

#[cfg(feature = "archives")]
use crate::container::archive;
use crate::container::zstd::ZstdReader;
use crate::error::IngestError;
#[cfg(feature = "archives")]
use crate::formats::text::held;
use crate::formats::{self, json_lines};
use crate::packing::Compression;
use crate::source::Source;
use crate::unpack_limit::{Bounded, Members};

/// Number of bytes of a stream by which its format and encoding are detected.
const SAMPLE_BYTES: u64 = 256 << 10;

/// Emits the articles of a stream, through all layers of compression.
pub(crate) fn read(raw: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    let (opening, mut rest) = open(raw);
    let mut stream = Cursor::new(opening.as_slice()).chain(rest.as_mut());
    let packing = Compression::sniff(&opening);
    if packing == Compression::None {
        return formats::read(&opening, &mut stream, source);
    }
    let mut source = source.unpacked()?;
    let unpacked: Box<dyn Read + '_> = match packing {
        Compression::None => Box::new(stream),
        Compression::Gzip => Box::new(Members::new(stream)),
        Compression::Zstd => Box::new(ZstdReader::new(stream)),
        #[cfg(feature = "archives")]
        Compression::Xz => Box::new(lzma_rust2::XzReader::new(stream, true)),
        #[cfg(feature = "archives")]
        Compression::Tar => return archive::tar(&mut stream, &mut source),
        #[cfg(feature = "archives")]
        Compression::Zip => {
            // The directory of a zip archive is at its end.
            let bytes = held(&mut stream, &source)?.map_err(|(_, error)| source.failed(error))?;
            return archive::zip(Cursor::new(bytes), &mut source);
        }
        #[cfg(not(feature = "archives"))]
        Compression::Xz | Compression::Tar | Compression::Zip => {
            return Err(IngestError::NotBuilt { path: source.path(), feature: "archives" });
        }
    };
    let mut unpacked = BufReader::with_capacity(1 << 16, Bounded::new(unpacked, source.unpacked_left()));
    // The extensions of the compression are removed, so the output may be compressed again.
    read(&mut unpacked, &mut source)
}

/// Emits the articles of a zip archive that is a file of its own.
pub(crate) fn read_zip(file: impl Read + Seek, source: &mut Source) -> Result<(), IngestError> {
    #[cfg(feature = "archives")]
    return archive::zip(file, &mut source.unpacked()?);
    #[cfg(not(feature = "archives"))]
    {
        drop(file);
        Err(IngestError::NotBuilt { path: source.path(), feature: "archives" })
    }
}

/// The beginning of a stream, and the rest. If reading fails in the beginning, the rest returns the error.
fn open<'r>(raw: &'r mut dyn BufRead) -> (Vec<u8>, Box<dyn BufRead + 'r>) {
    let mut opening = Vec::new();
    match (&mut *raw).take(SAMPLE_BYTES).read_to_end(&mut opening) {
        Ok(_) => (opening, Box::new(raw)),
        Err(error) => (opening, Box::new(BufReader::new(Failing(Some(error))))),
    }
}

/// Emits the articles of JSON lines.
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
