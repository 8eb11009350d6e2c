//! Files inside files: compressed streams and archives, however deep.
//!
//! [`unpack`] detects compression and archives by the first bytes of a stream. It reads their contents in the
//! same way, so nesting is possible: a page in a zip in a tar. [`archive`] walks the members of a tar or a
//! zip; `zip_list` truncates the directory of a zip; [`zstd`] reads Zstandard.
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
