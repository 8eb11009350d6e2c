//! Chinese text to tokens.

mod embedded;
pub mod normalize;
pub mod unit;

pub use normalize::{NORMALIZER_VERSION, NormalizedText, normalize, normalize_into};
pub use unit::{MAX_RUN_CHARS, Unit, UnitKind, Units, run_end, units};
