//! Options of a field whose values are compared as a whole: one term a value, normalised; as printed in the column.

use tantivy::schema::{IndexRecordOption, TextFieldIndexing, TextOptions};

/// The tokenizer of such a field: the whole value, normalised, is one token.
pub(crate) const VALUE_TOKENIZER: &str = "jianbao_value";

/// The options. There are no lengths, since such a field does not score.
pub(crate) fn value_options() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(VALUE_TOKENIZER)
        .set_index_option(IndexRecordOption::Basic)
        .set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing).set_fast("raw")
}
