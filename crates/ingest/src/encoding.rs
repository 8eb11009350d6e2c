//! Bytes to text: UTF-8, UTF-16, GB18030, Big5, told apart and decoded.
//!
//! [`decode`] decodes a text that is held whole and says what it guessed; [`transcode`] decodes a stream as it is read. Both
//! count the places that do not decode and name the first.
//!
//! [`unread`] names encodings that cannot be read, and [`commonness`] weighs how much bytes look like Chinese in an encoding.
//!
//! In: bytes, with the label that a page declares or a user chooses. Out: text in UTF-8.
//!
//! Invariant: no file, no format and no article here. Every input decodes: what does not is replaced and counted.

mod commonness;
pub(crate) mod decode;
pub(crate) mod transcode;
pub(crate) mod unread;
