//! Bit streams of two prefix codes: Rice codes and exponential Golomb codes.
//!
//! A stream is written from the least significant bit of its first byte on. A number is written in two parts: zeros and a one
//! for its size, then its lower bits, the least significant first.
//!
//! | code | zeros before the one | lower bits |
//! |---|---|---|
//! | Rice with parameter *k*, of *v* | *v* >> *k* | *k* of *v* |
//! | exponential Golomb with parameter *k*, of *v*, where *u* = (*v* >> *k*) + 1 | the number *n* of binary digits of *u* without the first | *n* of *u*, then *k* of *v* |
//!
//! Rice codes (Rice and Plaunt 1971) are for numbers of a known mean, exponential Golomb codes (Teuhola 1978) for all others.
//!
//! Input and output: numbers and bytes. A stream that ends inside a number is an error, as is a size that no number has.

/// Maximum number of zeros before the one of an exponential Golomb code.
const MAX_DIGITS: u32 = 56;

/// The bits that [`BitReader::window`] always has.
const WINDOW_BITS: u32 = 57;

/// A stream that ends inside a number, or contains a number that is too large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Malformed;

/// Writes a stream.
#[derive(Debug, Default)]
pub(crate) struct BitWriter {
    bytes: Vec<u8>,
    /// The bits that are no whole four bytes yet, and their number: less than 32.
    rest: u64,
    rest_bits: u32,
}

impl BitWriter {
    /// The number of bits written.
    pub(crate) fn bits(&self) -> usize {
        self.bytes.len() * 8 + self.rest_bits as usize
    }

    /// Writes the lower bits of a number, at most 32 of them; the others must be 0.
    #[inline]
    fn put(&mut self, bits: u64, count: u32) {
        self.rest |= bits << self.rest_bits;
        self.rest_bits += count;
        if self.rest_bits >= 32 {
            let bytes = self.rest.to_le_bytes();
            self.bytes.extend_from_slice(&[bytes[0], bytes[1], bytes[2], bytes[3]]);
            self.rest >>= 32;
            self.rest_bits -= 32;
        }
    }

    /// Writes the lower bits of a number, at most 64 of them.
    fn put_lower(&mut self, number: u64, count: u32) {
        let first = count.min(32);
        self.put(number & lower(first), first);
        if count > first {
            self.put(number >> 32 & lower(count - first), count - first);
        }
    }

    /// Writes zeros and a one.
    fn put_unary(&mut self, mut zeros: u64) {
        while zeros >= 32 {
            self.put(0, 32);
            zeros -= 32;
        }
        self.put(1 << zeros, u32::try_from(zeros).unwrap_or(0) + 1);
    }

    /// Writes a number in the Rice code with a parameter of at most 32.
    #[inline]
    pub(crate) fn put_rice(&mut self, number: u32, parameter: u32) {
        let number = u64::from(number);
        let (zeros, below) = (number >> parameter, number & lower(parameter));
        match u32::try_from(zeros) {
            Ok(zeros) if zeros + 1 + parameter <= 32 => {
                self.put(1 << zeros | below << (zeros + 1), zeros + 1 + parameter);
            }
            _ => {
                self.put_unary(zeros);
                self.put_lower(below, parameter);
            }
        }
    }

    /// Writes a number below 2^56 in the exponential Golomb code with a parameter of at most 32.
    pub(crate) fn put_golomb(&mut self, number: u64, parameter: u32) {
        let above = (number >> parameter) + 1;
        let digits = above.ilog2();
        if 2 * digits + 1 + parameter <= 32 {
            let below = above & lower(digits) | (number & lower(parameter)) << digits;
            return self.put(1 << digits | below << (digits + 1), 2 * digits + 1 + parameter);
        }
        self.put_unary(digits.into());
        self.put_lower(above, digits);
        self.put_lower(number, parameter);
    }

    /// Appends another stream.
    pub(crate) fn append(&mut self, other: &BitWriter) {
        for word in other.bytes.chunks(4) {
            let mut bytes = [0; 4];
            bytes[..word.len()].copy_from_slice(word);
            self.put(u32::from_le_bytes(bytes).into(), 32);
        }
        self.put(other.rest, other.rest_bits);
    }

    /// The bytes of the stream; the bits after its last are 0.
    pub(crate) fn finish(&mut self) -> Vec<u8> {
        let bytes = self.rest_bits.div_ceil(8) as usize;
        self.bytes.extend_from_slice(&self.rest.to_le_bytes()[..bytes]);
        (self.rest, self.rest_bits) = (0, 0);
        std::mem::take(&mut self.bytes)
    }

    /// Begins an empty stream in the same memory.
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        (self.rest, self.rest_bits) = (0, 0);
    }
}

/// Reads a stream.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BitReader<'c> {
    bytes: &'c [u8],
    at: usize,
}

impl<'c> BitReader<'c> {
    /// Reads bytes from their first bit on.
    pub(crate) fn new(bytes: &'c [u8]) -> BitReader<'c> {
        BitReader { bytes, at: 0 }
    }

    /// The next bits, at least [`WINDOW_BITS`] of them, with zeros behind the stream.
    #[inline]
    fn window(&self) -> u64 {
        let rest = self.bytes.get(self.at / 8..).unwrap_or_default();
        let word = match rest.first_chunk() {
            Some(bytes) => u64::from_le_bytes(*bytes),
            None => {
                let mut bytes = [0; 8];
                bytes[..rest.len()].copy_from_slice(rest);
                u64::from_le_bytes(bytes)
            }
        };
        word >> (self.at % 8)
    }

    fn unary(&mut self) -> Result<u64, Malformed> {
        let mut zeros = 0;
        loop {
            let of_window = (self.window() | 1 << WINDOW_BITS).trailing_zeros().min(WINDOW_BITS);
            zeros += u64::from(of_window);
            self.at += of_window as usize;
            if self.at >= self.bytes.len() * 8 {
                return Err(Malformed);
            }
            if of_window < WINDOW_BITS {
                self.at += 1;
                return Ok(zeros);
            }
        }
    }

    fn lower(&mut self, count: u32) -> Result<u64, Malformed> {
        let bits = self.window() & lower(count);
        self.skip(count as usize)?;
        Ok(bits)
    }

    /// Reads a number in the Rice code with a parameter of at most 32.
    #[inline]
    pub(crate) fn rice(&mut self, parameter: u32) -> Result<u64, Malformed> {
        let window = self.window();
        let zeros = window.trailing_zeros();
        if zeros + 1 + parameter <= WINDOW_BITS {
            self.skip((zeros + 1 + parameter) as usize)?;
            return Ok(u64::from(zeros) << parameter | window >> (zeros + 1) & lower(parameter));
        }
        let above = self.unary()?;
        // A number of 32 bits has no more.
        if above > u64::from(u32::MAX) >> parameter {
            return Err(Malformed);
        }
        Ok(above << parameter | self.lower(parameter)?)
    }

    /// Reads a number in the exponential Golomb code with a parameter of at most 32.
    pub(crate) fn golomb(&mut self, parameter: u32) -> Result<u64, Malformed> {
        let digits = u32::try_from(self.unary()?).map_err(|_| Malformed)?;
        if digits + parameter > MAX_DIGITS {
            return Err(Malformed);
        }
        let above = (1 << digits | self.lower(digits)?) - 1;
        Ok(above << parameter | self.lower(parameter)?)
    }

    /// True if nothing is left but the fewer than eight bits of 0 that fill up the last byte.
    pub(crate) fn is_filling(&self) -> bool {
        let left = (self.bytes.len() * 8).saturating_sub(self.at);
        left < 8 && self.window() == 0
    }

    /// Passes over bits.
    #[inline]
    pub(crate) fn skip(&mut self, bits: usize) -> Result<(), Malformed> {
        let at = self.at.saturating_add(bits);
        if at > self.bytes.len() * 8 {
            return Err(Malformed);
        }
        self.at = at;
        Ok(())
    }
}

/// A mask of lower bits.
#[inline]
fn lower(count: u32) -> u64 {
    1_u64.checked_shl(count).map_or(u64::MAX, |above| above - 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A number and its code.
    #[derive(Clone, Copy, Debug)]
    enum Code {
        Rice(u32, u32),
        Golomb(u64, u32),
    }

    fn codes() -> impl Strategy<Value = Vec<Code>> {
        let rice = (0_u32..32, 0_u32..200, any::<u32>()).prop_map(|(parameter, above, below)| {
            let number = u64::from(above) << parameter | u64::from(below) & lower(parameter);
            Code::Rice(u32::try_from(number & u64::from(u32::MAX)).unwrap(), parameter)
        });
        let golomb = (0_u32..50, any::<u64>(), 0_u32..6)
            .prop_map(|(digits, number, parameter)| Code::Golomb(number & lower(digits), parameter));
        prop::collection::vec(prop_oneof![rice, golomb], 0..60)
    }

    fn written(codes: &[Code]) -> BitWriter {
        let mut writer = BitWriter::default();
        for code in codes {
            match *code {
                Code::Rice(number, parameter) => writer.put_rice(number, parameter),
                Code::Golomb(number, parameter) => writer.put_golomb(number, parameter),
            }
        }
        writer
    }

    /// The same stream by the definition, digit by digit.
    fn by_definition(codes: &[Code]) -> String {
        let lowest_first = |number: u64, count: u32| -> String {
            (0..count).map(|bit| if number >> bit & 1 == 1 { '1' } else { '0' }).collect()
        };
        let of_code = |code: &Code| match *code {
            Code::Rice(number, parameter) => {
                "0".repeat((u64::from(number) >> parameter).try_into().unwrap())
                    + "1"
                    + &lowest_first(number.into(), parameter)
            }
            Code::Golomb(number, parameter) => {
                let above = format!("{:b}", (number >> parameter) + 1);
                let digits = above.len() - 1;
                let below: String = above.chars().skip(1).collect::<Vec<_>>().iter().rev().collect();
                "0".repeat(digits) + "1" + &below + &lowest_first(number, parameter)
            }
        };
        codes.iter().map(of_code).collect()
    }

    proptest! {
        #[test]
        fn numbers_are_written_by_the_definition_and_read_again(first in codes(), second in codes()) {
            let mut writer = written(&first);
            writer.append(&written(&second));
            let all = [first, second].concat();
            let expect = by_definition(&all);
            prop_assert_eq!(writer.bits(), expect.len());
            let bytes = writer.finish();
            let bits: String = bytes.iter().flat_map(|byte| (0..8).map(move |bit| if byte >> bit & 1 == 1 { '1' } else { '0' })).collect();
            prop_assert_eq!(&bits[..expect.len()], expect.as_str());
            prop_assert!(!bits[expect.len()..].contains('1'));
            let mut reader = BitReader::new(&bytes);
            for code in all {
                match code {
                    Code::Rice(number, parameter) => prop_assert_eq!(reader.rice(parameter), Ok(number.into())),
                    Code::Golomb(number, parameter) => prop_assert_eq!(reader.golomb(parameter), Ok(number)),
                }
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(prop_oneof![Just(0_u8), any::<u8>()], 0..40), parameter in 0_u32..32) {
            for is_rice in [true, false] {
                let mut reader = BitReader::new(&bytes);
                let mut numbers = 0;
                while (if is_rice { reader.rice(parameter) } else { reader.golomb(parameter) }).is_ok() {
                    numbers += 1;
                    prop_assert!(numbers <= bytes.len() * 8);
                }
            }
        }
    }
}
