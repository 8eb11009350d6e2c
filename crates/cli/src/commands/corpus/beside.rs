//! Spans of collocates and of the lines with a word beside the key.

use jianbao::corpus::CollocationSpan;

use crate::choices::{Choices, choices};
use crate::texts::choice_help;

/// The spans by name; one in units has a number instead.
pub(super) fn spans() -> Choices<CollocationSpan> {
    choices(&[CollocationSpan::Sentence, CollocationSpan::Article], name, choice_help::span)
}

/// The name of a span.
fn name(span: CollocationSpan) -> &'static str {
    match span {
        CollocationSpan::Sentence => "sentence",
        CollocationSpan::Article => "article",
        CollocationSpan::Units(_) => "units",
    }
}

/// The options of a command that choose a span.
pub(super) fn arguments(span: CollocationSpan) -> [String; 2] {
    match span {
        CollocationSpan::Units(units) => ["-C".to_owned(), units.to_string()],
        CollocationSpan::Sentence | CollocationSpan::Article => {
            ["--within".to_owned(), name(span).to_owned()]
        }
    }
}
