//! Bytes to text: detection and decoding of UTF-8, UTF-16, GB18030 and Big5.
//!
//! [`decode`] decodes a text in memory and returns the detected encoding too; [`transcode`] decodes a stream.
//! Both count the places that cannot be decoded, and give the line of the first.
//!
//! [`unread`] detects encodings that are not supported. [`commonness`] measures how much bytes look like
//! Chinese in an encoding.
//!
//! Input: bytes, and the encoding that a page declares or a user chooses. Output: text in UTF-8.
//!
//! Invariant: this module does not deal with files, formats or articles. Every input gives a text: bytes that
//! cannot be decoded are replaced and counted.

mod commonness;
pub(crate) mod decode;
pub(crate) mod transcode;
pub(crate) mod unread;
