//! Bytes to text: detection and decoding of UTF-8, UTF-16, GB18030 and Big5.
//!
//! [`decode`] decodes a text in memory and returns its guess; [`transcode`] decodes a stream. Both count the
//! undecodable places and give the line of the first.
//!
//! [`unread`] detects encodings that are not supported, and [`commonness`] measures the likeness of bytes to
//! Chinese in an encoding.
//!
//! Input: bytes, with the label that a page declares or a user chooses. Output: text in UTF-8.
//!
//! Invariant: no file, no format and no article here. Every input decodes: undecodable bytes are replaced and
//! counted.

mod commonness;
pub(crate) mod decode;
pub(crate) mod transcode;
pub(crate) mod unread;
