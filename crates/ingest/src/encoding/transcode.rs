//! Conversion of a stream in any encoding to UTF-8.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding};

/// Reads UTF-8 from a reader in another encoding. Undecodable bytes become U+FFFD and are counted. A byte
/// order mark at the start of the text is dropped. If there was one, those at the start of a line or after a
/// closing bracket are dropped too, since files were joined there. NUL characters are dropped and counted.
pub(crate) struct Transcoder<R> {
    reader: R,
    decoder: Decoder,
    buffer: Vec<u8>,
    /// Number of bytes of the buffer that were already returned.
    taken: usize,
    is_over: bool,
    line_breaks: u64,
    faults: DecodeErrors,
    nuls: Places,
    /// The last returned byte.
    last_byte: u8,
    /// True if the text begins with a byte order mark; none before it is read.
    is_marked: Option<bool>,
}

/// Places in a text: their number, and the line of the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Places {
    pub(crate) count: u64,
    /// The line of the first, counted from 1.
    pub(crate) first_line: Option<u64>,
}

impl Places {
    /// Adds some that begin on a line.
    pub(crate) fn add(&mut self, count: u64, line: u64) {
        if count > 0 {
            self.count += count;
            self.first_line.get_or_insert(line);
        }
    }
}

/// Places that could not be decoded.
pub(crate) type DecodeErrors = Places;

impl<R: BufRead> Transcoder<R> {
    pub(crate) fn new(reader: R, encoding: &'static Encoding) -> Transcoder<R> {
        Transcoder {
            reader,
            decoder: encoding.new_decoder_with_bom_removal(),
            buffer: Vec::new(),
            taken: 0,
            is_over: false,
            line_breaks: 0,
            faults: DecodeErrors::default(),
            nuls: Places::default(),
            last_byte: b'\n',
            is_marked: None,
        }
    }

    /// The errors so far.
    pub(crate) fn faults(&self) -> DecodeErrors {
        self.faults
    }

    /// The NUL characters that were dropped so far.
    pub(crate) fn nuls(&self) -> Places {
        self.nuls
    }

    fn fill(&mut self) -> io::Result<()> {
        self.buffer.clear();
        self.taken = 0;
        while self.buffer.is_empty() && !self.is_over {
            let input = self.reader.fill_buf()?;
            let is_last = input.is_empty();
            let is_marked = *self.is_marked.get_or_insert_with(|| Encoding::for_bom(input).is_some());
            let room = self.decoder.max_utf8_buffer_length_without_replacement(input.len());
            self.buffer.resize(room.unwrap_or(4 * input.len() + 16), 0);
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(input, &mut self.buffer, is_last);
            self.reader.consume(read);
            self.buffer.truncate(written);
            if is_marked {
                drop_marks(&mut self.buffer, self.last_byte);
            }
            if self.buffer.contains(&0) {
                let at = self.buffer.iter().position(|&byte| byte == 0).unwrap_or(0);
                let lines = self.buffer[..at].iter().filter(|&&byte| byte == b'\n').count() as u64;
                let length = self.buffer.len();
                self.buffer.retain(|&byte| byte != 0);
                self.nuls.add((length - self.buffer.len()) as u64, self.line_breaks + lines + 1);
            }
            self.last_byte = self.buffer.last().copied().unwrap_or(self.last_byte);
            self.line_breaks += self.buffer.iter().map(|&byte| u64::from(byte == b'\n')).sum::<u64>();
            match result {
                DecoderResult::InputEmpty => self.is_over = is_last,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    self.faults.add(1, self.line_breaks + 1);
                    self.buffer.extend("\u{fffd}".as_bytes());
                }
            }
        }
        Ok(())
    }
}

const MARK: &[u8] = b"\xef\xbb\xbf";

/// Drops the byte order marks where files were joined; `before` is the preceding byte.
fn drop_marks(text: &mut Vec<u8>, before: u8) {
    if !text.windows(MARK.len()).any(|window| window == MARK) {
        return;
    }
    let mut kept = 0;
    let mut at = 0;
    while at < text.len() {
        let last = if kept == 0 { before } else { text[kept - 1] };
        if matches!(last, b'\n' | b'\r' | b'}' | b']') && text[at..].starts_with(MARK) {
            at += MARK.len();
            continue;
        }
        text[kept] = text[at];
        kept += 1;
        at += 1;
    }
    text.truncate(kept);
}

impl<R: BufRead> Read for Transcoder<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(out)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Transcoder<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken == self.buffer.len() {
            self.fill()?;
        }
        Ok(&self.buffer[self.taken..])
    }

    fn consume(&mut self, bytes: usize) {
        self.taken += bytes;
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use encoding_rs::{BIG5, GB18030, UTF_8, UTF_16BE};
    use proptest::prelude::*;

    use super::*;

    fn read(bytes: &[u8], encoding: &'static Encoding, chunk: usize) -> (String, DecodeErrors) {
        let mut transcoder = Transcoder::new(BufReader::with_capacity(chunk, bytes), encoding);
        let mut text = String::new();
        transcoder.read_to_string(&mut text).unwrap();
        (text, transcoder.faults())
    }

    #[test]
    fn a_fault_is_counted_with_its_line() {
        let bytes = [b"a\nb\n".as_slice(), b"\xff\xff", "雨\n".as_bytes(), b"\xe9"].concat();
        for chunk in [1, 2, 3, 100] {
            let (text, faults) = read(&bytes, UTF_8, chunk);
            assert_eq!(text, "a\nb\n\u{fffd}\u{fffd}雨\n\u{fffd}");
            assert_eq!(faults, DecodeErrors { count: 3, first_line: Some(3) });
        }
    }

    proptest! {
        #[test]
        fn whatever_the_chunks_the_text_is_that_of_the_whole(text in "[雨后abc\n１]{0,40}", chunk in 1_usize..20) {
            for encoding in [GB18030, UTF_8] {
                let (bytes, _, _) = encoding.encode(&text);
                prop_assert_eq!(&read(&bytes, encoding, chunk).0, &text);
            }
            let traditional = text.replace('后', "後");
            prop_assert_eq!(&read(&BIG5.encode(&traditional).0, BIG5, chunk).0, &traditional);
            let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            prop_assert_eq!(&read(&wide, UTF_16BE, chunk).0, &text);
        }

        #[test]
        fn any_bytes_read_to_text(bytes in prop::collection::vec(any::<u8>(), 0..100), chunk in 1_usize..20) {
            for encoding in [GB18030, BIG5, UTF_8, UTF_16BE] {
                let (text, faults) = read(&bytes, encoding, chunk);
                let whole = encoding.decode_with_bom_removal(&bytes).0;
                prop_assume!(!whole.contains(['\u{feff}', '\0']));
                prop_assert_eq!(text, whole);
                prop_assert_eq!(faults.count > 0, encoding.decode_with_bom_removal(&bytes).1);
            }
        }
    }
}
