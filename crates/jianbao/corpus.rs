//! Views over a corpus: concordances, collocates, frequency lists, keywords, frequencies over time, verdicts on sentences.
//!
//! - Concordance: [`kwic()`] takes a [`KwicRequest`] and returns a [`Kwic`] of [`KwicLine`]s, each in an [`ArticlePart`] of an
//!   article. [`SortKey`]s order the lines (error: [`UnknownSortKey`]); [`group`] counts them by a [`Position`]; [`Beside`] keeps
//!   the lines with a word in a [`CollocationSpan`].
//! - Frequency over time: [`trend()`] takes a [`TrendRequest`] and returns for each query a [`Trend`] of [`TrendPeriod`]s, whose
//!   length is a [`PeriodKind`] (error: [`UnknownPeriod`]).
//! - Sentences: [`check()`] takes a [`CheckRequest`] and returns a [`Checked`], with each [`Standing`], or the [`Closest`] passage
//!   and each [`Difference`]. [`sentences`] splits a text into sentences.
//! - Words, as the dictionary's best path cuts them, without some [`WordClass`]es:
//!   - [`collocates()`] takes a [`CollocatesRequest`] with a [`CollocateSort`] and returns [`Collocates`], each a [`Collocate`];
//!   - [`words()`] takes a [`WordsRequest`] with a [`WordSort`] and returns a [`WordList`] of [`WordRow`]s;
//!   - [`compare()`] takes a [`CompareRequest`] with a [`KeywordDirection`] and a [`KeywordSort`], and returns the [`Keyword`]s of
//!     a [`Compared`] with the [`PartSize`] of both parts;
//!   - [`new_words()`] takes a [`NewWordsRequest`] and returns each [`NewWord`] of [`NewWords`].
//! - Measures: [`log_likelihood`], [`log_dice`], [`mutual_information`], [`keyness`], [`log_ratio`].
//! - The error of all views is [`CorpusError`].

pub use jianbao_corpus::{
    ArticlePart, Beside, CheckRequest, Checked, Closest, Collocate, CollocateSort, Collocates,
    CollocatesRequest, CollocationSpan, CompareRequest, Compared, Difference, Error as CorpusError, Keyword,
    KeywordDirection, KeywordSort, Kwic, KwicLine, KwicRequest, NewWord, NewWords, NewWordsRequest, PartSize,
    PeriodKind, Position, SortKey, Standing, Trend, TrendPeriod, TrendRequest, UnknownPeriod, UnknownSortKey,
    WordClass, WordList, WordRow, WordSort, WordsRequest, check, collocates, compare, group, keyness, kwic,
    log_dice, log_likelihood, log_ratio, mutual_information, new_words, sentences, trend, words,
};
