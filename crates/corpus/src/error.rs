//! Errors of the views.

/// The result of a view.
pub type Result<T> = std::result::Result<T, Error>;

/// An error of a view.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The query has no text that could occur anywhere: it consists of fields, dates and negations.
    #[error("the query has no text whose places could be shown")]
    NoText,
    /// A text to check has no character that is searched.
    #[error("the text to check is empty")]
    Empty,
    /// A text to check is too long for one query.
    #[error("the text to check has {bytes} bytes; the maximum is {max_bytes}")]
    TooLong {
        /// Its length, in normal form.
        bytes: usize,
        /// The maximum.
        max_bytes: usize,
    },
    /// There are too many queries for one view.
    #[error("{queries} queries; the maximum is {max_queries}")]
    TooManyQueries {
        /// Their number.
        queries: usize,
        /// The maximum.
        max_queries: usize,
    },
    /// The length of n-grams is out of bounds.
    #[error("n-grams of {min_words} to {max_words} words; the lengths are 1 to {limit}, the lesser first")]
    NgramLength {
        /// The least length, as given.
        min_words: usize,
        /// The greatest length, as given.
        max_words: usize,
        /// The greatest length there is.
        limit: usize,
    },
    /// The texts are too long to be sorted.
    #[error("the texts have more than {max_words} words and signs; choose fewer articles")]
    TooMuchText {
        /// The maximum.
        max_words: u32,
    },
    /// The index failed.
    #[error(transparent)]
    Index(#[from] jianbao_core::Error),
}

impl Error {
    /// The code: the name of the kind. It stays the same in later versions.
    ///
    /// ```
    /// assert_eq!(jianbao_corpus::Error::NoText.code(), "no-text");
    /// ```
    pub fn code(&self) -> &'static str {
        match self {
            Error::NoText => "no-text",
            Error::Empty => "empty",
            Error::TooLong { .. } => "too-long",
            Error::TooManyQueries { .. } => "too-many-queries",
            Error::NgramLength { .. } => "ngram-length",
            Error::TooMuchText { .. } => "too-much-text",
            Error::Index(error) => error.code(),
        }
    }
}
