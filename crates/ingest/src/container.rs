//! Files inside files: compressed streams and archives, at any depth.
//!
//! [`unpack`] detects compression and archives by the first bytes of a stream, and reads their contents in
//! the same way. A page can therefore be in a zip that is in a tar. [`archive`] reads the members of a tar or
//! a zip; `zip_list` truncates the directory of a zip; [`zstd`] reads Zstandard.
//!
//! Input: a stream of bytes. Output: an uncompressed stream, passed to [`formats`](crate::formats).
//!
//! Invariant: nothing is unpacked to the disk, and the total output over all layers stays within the limits.

#[cfg(feature = "archives")]
mod archive;
pub(crate) mod unpack;
#[cfg(feature = "archives")]
mod zip_list;
mod zstd;
