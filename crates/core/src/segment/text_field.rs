//! Options of fields with the terms of texts: frequencies and lengths, no positions.

use tantivy::schema::{IndexRecordOption, TextFieldIndexing, TextOptions};

/// The tokenizer of words.
pub(crate) const WORDS_TOKENIZER: &str = "jianbao_words";
/// The tokenizer of characters.
pub(crate) const CHARACTERS_TOKENIZER: &str = "jianbao_characters";

/// The options of a field of words.
pub(crate) fn words_options() -> TextOptions {
    options(WORDS_TOKENIZER)
}

/// The options of a field of characters.
pub(crate) fn characters_options() -> TextOptions {
    options(CHARACTERS_TOKENIZER)
}

fn options(tokenizer: &str) -> TextOptions {
    let indexing =
        TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(IndexRecordOption::WithFreqs);
    TextOptions::default().set_indexing_options(indexing)
}
