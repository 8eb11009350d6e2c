//! Peers of jianbao: other ways to index Chinese with tantivy, on the same text in the same run.

#[cfg(any(feature = "tokenizers", feature = "tries"))]
pub mod asked;
#[cfg(any(feature = "engines", feature = "quality"))]
pub mod bigrams;
