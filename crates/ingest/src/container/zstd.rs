//! Streaming decompression of Zstandard: concatenated frames, and skippable ones.
//!
//! ruzstd decodes the single frames. This module handles the rest: the sequence of frames, and the checksum
//! at the end of each.
//!
//! Invariant: memory is bounded by the window that a frame requests, at most 128 MiB, and one block.

use std::io::{self, BufRead, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// Output of a stream of frames.
pub(crate) struct ZstdReader<R> {
    stream: R,
    decoder: FrameDecoder,
    place: Place,
}

/// Position of the next byte of the stream.
#[derive(Clone, Copy)]
enum Place {
    /// At the beginning of a frame, or at the end of the stream.
    BetweenFrames,
    /// In a frame, or after it while its output is not completely read.
    InFrame,
    /// After an error: nothing more is read.
    Broken,
}

impl<R: BufRead> ZstdReader<R> {
    pub(crate) fn new(stream: R) -> ZstdReader<R> {
        ZstdReader { stream, decoder: FrameDecoder::new(), place: Place::BetweenFrames }
    }

    /// Begins the next frame, or skips one. The stream is not at its end.
    fn open_frame(&mut self) -> io::Result<Place> {
        match self.decoder.reset(&mut self.stream) {
            Ok(()) => Ok(Place::InFrame),
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length, ..
            })) => {
                let length = u64::from(length);
                let passed = io::copy(&mut (&mut self.stream).take(length), &mut io::sink())?;
                if passed == length {
                    Ok(Place::BetweenFrames)
                } else {
                    Err(io::ErrorKind::UnexpectedEof.into())
                }
            }
            Err(error) => Err(io::Error::other(error)),
        }
    }

    /// Ends a frame whose output was read completely.
    fn close_frame(&self) -> io::Result<Place> {
        match self.decoder.get_checksum_from_data() {
            Some(checksum) if self.decoder.get_calculated_checksum() != Some(checksum) => {
                Err(io::Error::other(WrongChecksum))
            }
            _ => Ok(Place::BetweenFrames),
        }
    }

    fn read_on(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.place {
                Place::Broken => return Ok(0),
                Place::BetweenFrames if self.stream.fill_buf()?.is_empty() => return Ok(0),
                Place::BetweenFrames => self.place = self.open_frame()?,
                Place::InFrame if self.decoder.can_collect() > 0 => return self.decoder.read(buffer),
                Place::InFrame if self.decoder.is_finished() => self.place = self.close_frame()?,
                Place::InFrame => {
                    let one = BlockDecodingStrategy::UptoBlocks(1);
                    self.decoder.decode_blocks(&mut self.stream, one).map_err(io::Error::other)?;
                }
            }
        }
    }
}

impl<R: BufRead> Read for ZstdReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.read_on(buffer).inspect_err(|_| self.place = Place::Broken)
    }
}

/// The output of a frame does not match its checksum.
#[derive(Debug, thiserror::Error)]
#[error("checksum mismatch")]
struct WrongChecksum;

#[cfg(test)]
mod tests;
