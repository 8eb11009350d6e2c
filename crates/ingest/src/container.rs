//! Files inside files: compressed streams and archives, however deep.
//!
//! [`unpack`] tells by the first bytes what a stream is packed in and reads what comes out the same way, so that a page in a
//! zip in a tar is a page. [`archive`] goes through the members of a tar or a zip, whose list `zip_list` cuts; [`zstd`] reads Zstandard.
//!
//! In: a stream of bytes. Out: a stream that is packed in nothing, handed to [`formats`](crate::formats).
//!
//! Invariant: nothing is unpacked to the disk, and no more comes out than the limits allow, for all layers together.

#[cfg(feature = "archives")]
mod archive;
pub(crate) mod unpack;
#[cfg(feature = "archives")]
mod zip_list;
mod zstd;
