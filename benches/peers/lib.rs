//! What jianbao is measured beside: ways to index Chinese with the same engine, on the same text in the same run.

#[cfg(any(feature = "tokenizers", feature = "tries"))]
pub mod asked;
#[cfg(any(feature = "engines", feature = "quality"))]
pub mod bigrams;
