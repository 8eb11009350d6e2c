//! Collocates: the words that stand beside an expression more often than chance would put them there.
//!
//! **Law.** The counts are of words as [`words`](crate::words()) counts them, over all articles of the days of the request. The span
//! of a place is the text around it, without the places of the expression themselves. A word is counted beside the expression if
//! it lies wholly in the spans; once, even where spans overlap. With
//!
//! - O, the occurrences of the word in the spans; R, those of all words in the spans,
//! - F, the occurrences of the word outside of the places; N, those of all words,
//!
//! the expected count is E = R F / N. The log-likelihood is that of the table O, R − O; F − O, N − R − F + O (the surface
//! co-occurrence of Evert 2008, *Corpora and collocations*); logDice has O, the number of places and F; the mutual information O
//! and E.

use jianbao_analysis::named;
use jianbao_core::{Index, SearchRequest};
use serde::{Deserialize, Serialize};

use crate::association::{log_dice, log_likelihood, mutual_information, real};
use crate::error::Result;
use crate::kwic::{matches_with_text, places};
use crate::part::ArticlePart;
use crate::segmented::{Piece, each_printed_word, each_word};
use crate::selection::all_within;
use crate::span::{CollocationSpan, contains, joined, overlaps};
use crate::units_of_part::PartUnits;
use crate::vocabulary::{Tally, Vocabulary};
use crate::word_class::WordClass;

/// The order of collocates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CollocateSort {
    /// By log-likelihood: the surest associations first.
    #[default]
    LogLikelihood,
    /// By logDice: the closest associations first.
    LogDice,
    /// By mutual information: rare words first.
    MutualInformation,
    /// Most frequent beside the expression first.
    Count,
}

named!(CollocateSort {
    LogLikelihood = "log-likelihood",
    LogDice = "log-dice",
    MutualInformation = "mutual-information",
    Count = "count",
});

/// The collocates of a query: its span, and the words that count.
///
/// ```
/// use jianbao_corpus::{CollocatesRequest, CollocationSpan};
///
/// let request = CollocatesRequest::new("夜市").span(CollocationSpan::Sentence).min_count(5);
/// assert_eq!(request.min_count, 5);
/// ```
#[must_use = "a request is the input of collocates"]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct CollocatesRequest {
    /// The query and the days.
    pub search: SearchRequest,
    /// The span; 10 units by default.
    pub span: CollocationSpan,
    /// Words that are left out by default, and count here.
    pub keep: Vec<WordClass>,
    /// Least number of occurrences in the spans; 3 by default.
    pub min_count: u64,
    /// Least number of articles with the word in a span; 2 by default, so that no single article carries a word.
    pub min_articles: u64,
    /// The order.
    pub sort: CollocateSort,
}

impl Default for CollocatesRequest {
    fn default() -> CollocatesRequest {
        CollocatesRequest {
            search: SearchRequest::default(),
            span: CollocationSpan::Units(10),
            keep: Vec::new(),
            min_count: 3,
            min_articles: 2,
            sort: CollocateSort::default(),
        }
    }
}

impl CollocatesRequest {
    /// Requests the collocates of a query within 10 units.
    pub fn new(query: impl Into<String>) -> CollocatesRequest {
        CollocatesRequest { search: SearchRequest::new(query), ..CollocatesRequest::default() }
    }

    /// Sets the span.
    pub fn span(mut self, span: CollocationSpan) -> CollocatesRequest {
        self.span = span;
        self
    }

    /// Counts a class of words that is left out by default.
    pub fn keep(mut self, class: WordClass) -> CollocatesRequest {
        self.keep.push(class);
        self
    }

    /// Sets the least number of occurrences in the spans.
    pub fn min_count(mut self, occurrences: u64) -> CollocatesRequest {
        self.min_count = occurrences;
        self
    }

    /// Sets the least number of articles.
    pub fn min_articles(mut self, articles: u64) -> CollocatesRequest {
        self.min_articles = articles;
        self
    }

    /// Sets the order.
    pub fn sort(mut self, sort: CollocateSort) -> CollocatesRequest {
        self.sort = sort;
        self
    }
}

/// The collocates of a query. See [`collocates`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Collocates {
    /// The number of articles that match.
    pub articles: u64,
    /// The places of the query in them.
    pub places: u64,
    /// The words in the spans, R.
    pub span_words: u64,
    /// The words of all articles of the days outside of the places, N.
    pub words: u64,
    /// The collocates in the order of the request; equal ones by code points. Words that are not more frequent than expected are
    /// left out.
    pub rows: Vec<Collocate>,
}

/// A word that stands beside an expression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Collocate {
    /// The word in normal form.
    pub word: String,
    /// Its occurrences in the spans, O.
    pub count: u64,
    /// The expected ones, E = R F / N.
    pub expected: f64,
    /// The number of articles that have it in a span.
    pub articles: u64,
    /// Its occurrences in all articles of the days, outside of the places, F.
    pub total: u64,
    /// The log-likelihood G².
    pub log_likelihood: f64,
    /// logDice.
    pub log_dice: f64,
    /// The mutual information in bits.
    pub mutual_information: f64,
}

/// The collocates of a request.
///
/// ```
/// use jianbao_article::Article;
/// use jianbao_core::Index;
/// use jianbao_corpus::{CollocatesRequest, collocates};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// for body in ["图书馆开放夜场。", "图书馆夜场延长。", "江边的工厂停产，工人讨论技术。"] {
///     writer.add(Article { body: vec![body.into()], ..Article::default() })?;
/// }
/// writer.finish()?;
/// let found = collocates(&index, &CollocatesRequest::new("图书馆").min_count(2))?;
/// assert_eq!((found.places, found.rows[0].word.as_str(), found.rows[0].count), (2, "夜场", 2));
/// # Ok::<(), jianbao_corpus::Error>(())
/// ```
///
/// Cost: reads and segments every article of the days once, and those that match twice. Memory: the counts of each different word.
///
/// # Errors
/// [`Error::NoText`](crate::Error::NoText) for a query without a positive text clause; if the index cannot be read.
pub fn collocates(index: &Index, request: &CollocatesRequest) -> Result<Collocates> {
    let matches = matches_with_text(index, &request.search)?;
    let mut vocabulary = Vocabulary::keeping(&request.keep);
    let (mut total, mut beside, mut inside) = (Tally::default(), Tally::default(), Tally::default());
    for (number, article) in index.matches(&all_within(&request.search))?.enumerate() {
        let article = article?;
        for part in [ArticlePart::Title, ArticlePart::Body] {
            each_word(&part.text(&article), index.analyzer(), |piece| {
                if let Piece::Word(word) = piece
                    && let Some(word) = vocabulary.number_of(word)
                {
                    total.add(word, number);
                }
            });
        }
    }
    let mut count_of_places = 0;
    let articles = matches.len();
    for number in 0..articles {
        let Some(article) = matches.article(number)? else { break };
        let parts = [ArticlePart::Title, ArticlePart::Body].map(|part| {
            let text = part.text(&article);
            let places = places(&matches, part, &text);
            (text, places)
        });
        let has_place = parts.iter().any(|(_, places)| !places.is_empty());
        for (text, places) in parts {
            count_of_places += places.len() as u64;
            let windows = match request.span {
                CollocationSpan::Article if has_place => std::iter::once(0..text.len()).collect(),
                _ if places.is_empty() => continue,
                span => span.windows(&PartUnits::of(text.clone()), &places),
            };
            let places = joined(places);
            each_printed_word(&text, index.analyzer(), |word, bytes| {
                let Some(word) = vocabulary.seen(word) else { return };
                if overlaps(&places, &bytes) {
                    inside.add(word, number);
                } else if contains(&windows, &bytes) {
                    beside.add(word, number);
                }
            });
        }
    }
    let words = total.occurrences().saturating_sub(inside.occurrences());
    let span_words = beside.occurrences();
    let mut rows = Vec::new();
    for (number, word) in vocabulary.into_words().into_iter().enumerate() {
        let count = beside.of(number);
        let of_word = total.of(number).occurrences.saturating_sub(inside.of(number).occurrences);
        let expected = real(span_words) * real(of_word) / real(words.max(1));
        if count.occurrences < request.min_count.max(1)
            || count.articles < request.min_articles
            || real(count.occurrences) <= expected
        {
            continue;
        }
        let observed = count.occurrences;
        let elsewhere = of_word.saturating_sub(observed);
        let others = (words - span_words).saturating_sub(elsewhere);
        rows.push(Collocate {
            word: word.into(),
            count: observed,
            expected,
            articles: count.articles,
            total: of_word,
            log_likelihood: log_likelihood([[observed, span_words - observed], [elsewhere, others]]),
            log_dice: log_dice(observed, count_of_places, of_word),
            mutual_information: mutual_information(observed, expected),
        });
    }
    rows.sort_unstable_by(|a, b| {
        let order = match request.sort {
            CollocateSort::LogLikelihood => b.log_likelihood.total_cmp(&a.log_likelihood),
            CollocateSort::LogDice => b.log_dice.total_cmp(&a.log_dice),
            CollocateSort::MutualInformation => b.mutual_information.total_cmp(&a.mutual_information),
            CollocateSort::Count => b.count.cmp(&a.count),
        };
        order.then_with(|| a.word.cmp(&b.word))
    });
    Ok(Collocates { articles: articles as u64, places: count_of_places, span_words, words, rows })
}
