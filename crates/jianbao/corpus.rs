//! Views over a corpus: concordance, collocates, frequency lists, keywords, course over time, verdicts on sentences.
//!
//! [`kwic()`] takes a [`KwicRequest`] and gives the lines of a [`Kwic`], each a [`KwicLine`] in a [`ArticlePart`] of an article, ordered by
//! [`SortKey`]s ([`UnknownSortKey`] for a wrong name); [`group`] counts them by a [`Position`], and [`Beside`] keeps those with a word in a
//! [`CollocationSpan`]. [`trend()`] takes a [`TrendRequest`] and gives for each query a [`Trend`] of [`TrendPeriod`]s, each a [`PeriodKind`]
//! ([`UnknownPeriod`]). [`check()`] takes a [`CheckRequest`] and gives a [`Checked`]: each [`Standing`], or the [`Closest`] passage with each
//! [`Difference`]; [`sentences`] cuts a text into them. A view fails with a [`CorpusError`].
//!
//! Words are those of the dictionary's best path, without some [`WordClass`]es. [`collocates()`] takes a
//! [`CollocatesRequest`] with a [`CollocateSort`] and gives [`Collocates`], each a [`Collocate`]. [`words()`] takes a [`WordsRequest`] with a
//! [`WordSort`] and gives a [`WordList`] of [`WordRow`]s. [`new_words()`] takes a [`NewWordsRequest`] and gives each [`NewWord`] of
//! [`NewWords`]. [`compare()`] takes a [`CompareRequest`] with a [`KeywordDirection`] and a
//! [`KeywordSort`], and gives the [`Keyword`]s of a [`Compared`] with the [`PartSize`] of both parts. The measures are functions:
//! [`log_likelihood`], [`log_dice`], [`mutual_information`], [`keyness`], [`log_ratio`].

pub use jianbao_corpus::{
    ArticlePart, Beside, CheckRequest, Checked, Closest, Collocate, CollocateSort, Collocates,
    CollocatesRequest, CollocationSpan, CompareRequest, Compared, Difference, Error as CorpusError, Keyword,
    KeywordDirection, KeywordSort, Kwic, KwicLine, KwicRequest, NewWord, NewWords, NewWordsRequest, PartSize,
    PeriodKind, Position, SortKey, Standing, Trend, TrendPeriod, TrendRequest, UnknownPeriod, UnknownSortKey,
    WordClass, WordList, WordRow, WordSort, WordsRequest, check, collocates, compare, group, keyness, kwic,
    log_dice, log_likelihood, log_ratio, mutual_information, new_words, sentences, trend, words,
};
