//! Tests that need another program or real text.

#![expect(clippy::unwrap_used, reason = "a failed step ends the test, and the panic says where")]
#![expect(clippy::print_stdout, reason = "a test says what it compared or why it did not")]

/// The segmenter against jieba-rs, mode by mode.
mod agreement;
/// Two segmenters token by token.
mod identity;
/// The laws of the analyzer, against the plainest implementation.
mod laws;
/// User words with letters or digits.
mod letter_words;
/// The segmenter against recorded output of Python jieba, and its quality against a gold standard.
mod python_jieba;
/// Real texts beside the workspace.
mod shared;
/// Needs that a machine may lack: a test is skipped, or fails where they are required.
#[path = "../../../../tests/skipping.rs"]
mod skipping;
/// A user dictionary against jieba-rs with the same words.
mod user_words;
