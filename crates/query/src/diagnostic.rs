//! What was not understood of a query as it may have been meant.

use crate::Span;

/// One thing that was not understood as it may have been meant, and how it was read instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is the matter and what was done, in a sentence.
    pub message: String,
    /// The bytes of the query it is about, on character boundaries.
    pub span: Span,
}

impl Diagnostic {
    pub(crate) fn new(message: impl Into<String>, span: Span) -> Diagnostic {
        Diagnostic { message: message.into(), span }
    }
}
