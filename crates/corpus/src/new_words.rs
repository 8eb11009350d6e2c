//! Strings that the dictionary lacks and that the texts treat as words.
//!
//! **Law.** A candidate is a string of two to six Han characters that the dictionary lacks, with, over all texts of the request,
//!
//! - its occurrences, in enough articles;
//! - *cohesion*: the least of log₂(f(w) N / (f(a) f(b))) over all splits of w into a and b, where f counts occurrences and N all
//!   Han characters (the mutual information of Church & Hanks 1990, as Sproat & Shih 1990 use it for words). The parts of a word are
//!   together more often than by chance, wherever it is cut;
//! - *binding*: the least of f(w) / min(f(a), f(b)) over all splits: the share of a part that is in w;
//! - *freedom*: the entropy of the characters before and behind, the lesser of both (Huang & Powers 2003, *Chinese word segmentation
//!   based on contextual entropy*). A word stands beside many others. A sign or the end of a line is a neighbour of its own;
//! - *alignment*: the share of its places at which the dictionary's best path has an end of a word at both of its ends.
//!
//! Candidates are then judged, the shorter ones first, by these values and by the words of the dictionary inside: a string of
//! words that are known must be bound much closer than one with characters that no word explains. Names of people, transliterated
//! names and names of places are told apart, by their characters.

mod candidate;
mod judge;
mod names;

use jianbao_core::{Index, SearchRequest};
use serde::{Deserialize, Serialize};

use crate::error::Result;

/// A search for new words.
///
/// ```
/// use jianbao_corpus::NewWordsRequest;
///
/// assert_eq!(NewWordsRequest::default().min_count(30).min_count, 30);
/// ```
#[must_use = "a request is the input of new_words"]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct NewWordsRequest {
    /// The articles: those that match this query on these days. `*` for all.
    pub search: SearchRequest,
    /// Least number of occurrences, 2 or more; 10 by default.
    pub min_count: u64,
    /// Least number of articles; 5 by default.
    pub min_articles: u64,
}

impl Default for NewWordsRequest {
    fn default() -> NewWordsRequest {
        NewWordsRequest { search: SearchRequest::new("*"), min_count: 10, min_articles: 5 }
    }
}

impl NewWordsRequest {
    /// Searches the articles that match a query.
    pub fn new(query: impl Into<String>) -> NewWordsRequest {
        NewWordsRequest { search: SearchRequest::new(query), ..NewWordsRequest::default() }
    }

    /// Sets the least number of occurrences.
    pub fn min_count(mut self, occurrences: u64) -> NewWordsRequest {
        self.min_count = occurrences;
        self
    }

    /// Sets the least number of articles.
    pub fn min_articles(mut self, articles: u64) -> NewWordsRequest {
        self.min_articles = articles;
        self
    }
}

/// The new words of a request. See [`new_words`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NewWords {
    /// The number of articles.
    pub articles: u64,
    /// Words, most frequent first; equal ones by code points.
    pub words: Vec<NewWord>,
    /// Names, in the same order.
    pub names: Vec<NewWord>,
}

/// A string that may be a word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NewWord {
    /// Its text in normal form.
    pub word: String,
    /// The number of its occurrences.
    pub count: u64,
    /// The number of articles that have it.
    pub articles: u64,
    /// The least association over its splits, in bits.
    pub cohesion: f64,
    /// The entropy of its neighbours, in bits: the lesser of both sides.
    pub freedom: f64,
}

/// The strings that the texts treat as words, and the dictionary of the index lacks.
///
/// ```
/// use jianbao_article::Article;
/// use jianbao_core::Index;
/// use jianbao_corpus::{NewWordsRequest, new_words};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// for body in ["他去琼楹那里看书。", "新的琼楹今天开门。", "大家说琼楹很近。", "孩子爱琼楹的书。"] {
///     // Chance is judged by all texts, so there must be others.
///     let others = "今天的天气很好。".repeat(40);
///     writer.add(Article { body: vec![body.into(), others], ..Article::default() })?;
/// }
/// writer.finish()?;
/// let found = new_words(&index, &NewWordsRequest::default().min_count(4).min_articles(4))?;
/// assert_eq!(found.words[0].word, "琼楹");
/// # Ok::<(), jianbao_corpus::Error>(())
/// ```
///
/// Cost: reads and segments every article of the request once, and sorts the places of its characters. Memory: 9 bytes a character,
/// and the strings that occur often enough.
///
/// # Errors
/// [`Error::TooMuchText`](crate::Error::TooMuchText) for more than 4,294,967,295 characters; if the index cannot be read.
pub fn new_words(index: &Index, request: &NewWordsRequest) -> Result<NewWords> {
    let (articles, candidates) =
        candidate::candidates(index, &request.search, request.min_count, request.min_articles)?;
    let (mut words, mut names) = judge::judged(candidates, index.analyzer());
    for list in [&mut words, &mut names] {
        list.sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.word.cmp(&b.word)));
    }
    Ok(NewWords { articles, words, names })
}
