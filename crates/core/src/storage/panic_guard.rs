//! Guard that turns a panic over a damaged index into an error: the only place in jianbao that catches panics.
//!
//! tantivy trusts its files: damaged postings or a damaged store make it panic about as often as return an error. Every read of
//! an index passes through [`reading`], which turns both into [`Error::Corrupt`] with the name of the index.
//!
//! A read that a panic interrupts leaves the data that searches share (memory-mapped files, caches behind locks) unchanged,
//! except that a lock may be poisoned. A later search that takes such a lock fails here too, with the same error.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use tantivy::TantivyError;
use tantivy::directory::error::OpenReadError;

use crate::corruption::CorruptionKind;
use crate::error::{Error, Result};

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// True if this thread is reading an index, so that a panic would be caught and reported as [`Error::Corrupt`]. A program's
/// panic hook may call this, and stay silent.
///
/// ```
/// let usual = std::panic::take_hook();
/// std::panic::set_hook(Box::new(move |panic| {
///     if !jianbao_core::is_reading() {
///         usual(panic);
///     }
/// }));
/// ```
pub fn is_reading() -> bool {
    DEPTH.get() > 0
}

/// Counts the nested reads of this thread, also when one ends by a panic.
struct Entered;

impl Entered {
    fn new() -> Entered {
        DEPTH.set(DEPTH.get() + 1);
        Entered
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        DEPTH.set(DEPTH.get() - 1);
    }
}

/// Reads from an index. A panic of tantivy, and an error that indicates damaged files, become [`Error::Corrupt`]. An index in
/// memory has no files, so its failures are returned unchanged.
pub(crate) fn reading<T>(index: Option<&Path>, read: impl FnOnce() -> Result<T>) -> Result<T> {
    let Some(path) = index else { return read() };
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let _entered = Entered::new();
        read()
    }));
    match outcome {
        Ok(Err(Error::Engine { source })) if tells_of_damage(&source.source) => {
            Err(Error::corrupt(path, CorruptionKind::Invalid { why: source.to_string() }))
        }
        Ok(read) => read,
        Err(panic) => {
            Err(Error::corrupt(path, CorruptionKind::Contradiction { why: message(panic.as_ref()) }))
        }
    }
}

/// True if a tantivy error while reading can only come from damaged or missing files.
fn tells_of_damage(error: &TantivyError) -> bool {
    match error {
        TantivyError::DataCorruption(_)
        | TantivyError::DeserializeError(_)
        | TantivyError::InternalError(_)
        | TantivyError::SchemaError(_)
        | TantivyError::Poisoned
        | TantivyError::IncompatibleIndex(_)
        | TantivyError::OpenReadError(
            OpenReadError::FileDoesNotExist(_) | OpenReadError::IncompatibleIndex(_),
        ) => true,
        TantivyError::IoError(error) => is_nonsense(error),
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. }) => is_nonsense(io_error),
        _ => false,
    }
}

/// True if the system read the bytes, and they were invalid.
fn is_nonsense(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{InvalidData, InvalidInput, Other, UnexpectedEof};
    error.raw_os_error().is_none()
        && matches!(error.kind(), InvalidData | InvalidInput | Other | UnexpectedEof)
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem<T: std::fmt::Debug>(result: Result<T>) -> String {
        match result {
            Err(Error::Corrupt { path, problem }) if path == Path::new("x") => problem.to_string(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_panic_becomes_an_error_that_names_the_index() {
        let outcome = reading(Some(Path::new("x")), || -> Result<()> { panic!("block {} is short", 3) });
        assert!(problem(outcome).contains("block 3 is short"));
        assert!(!is_reading(), "the count is taken back when a read ends by a panic");
    }

    #[test]
    fn an_error_that_tells_of_bad_bytes_is_damage_and_a_refusal_of_the_system_is_not() {
        let fail = |source: std::io::Error| {
            reading(Some(Path::new("x")), || -> Result<()> {
                Err(Error::engine("read")(TantivyError::from(source)))
            })
        };
        assert!(problem(fail(std::io::ErrorKind::UnexpectedEof.into())).contains("cannot read"));
        let refused = fail(std::io::Error::from_raw_os_error(13));
        assert!(matches!(refused, Err(Error::Engine { .. })), "{refused:?}");
    }
}
