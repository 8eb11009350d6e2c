//! Embedded data files, aligned so that numbers in them can be read in place.

/// Bytes at an address divisible by 64: a cache line, and enough for every number type.
#[repr(C, align(64))]
pub(crate) struct Aligned<Bytes: ?Sized>(pub(crate) Bytes);

#[cfg(target_endian = "big")]
compile_error!(
    "the embedded tables are little-endian and read in place; big-endian targets are not supported"
);
