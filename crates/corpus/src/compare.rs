//! Keywords: the words that make one part of the corpus differ from another.
//!
//! **Law.** The counts are of words as [`words`](crate::words()) counts them. An article that both queries match is counted in the first
//! part alone, so that the parts are apart. With a word's occurrences a and b in the parts, and the words c and d of the parts, its
//! keyness is the log-likelihood of Rayson & Garside 2000, the size of the difference the log ratio of Hardie 2014.

use std::collections::HashSet;

use jianbao_analysis::named;
use jianbao_core::{Index, SearchRequest};
use serde::{Deserialize, Serialize};

use crate::association::{keyness, log_ratio, per_million};
use crate::error::Result;
use crate::part::ArticlePart;
use crate::segmented::{Piece, each_word};
use crate::selection::{all_within, with_query};
use crate::vocabulary::{Tally, Vocabulary};
use crate::word_class::WordClass;

/// The direction of a difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeywordDirection {
    /// Words that are more frequent in the first part.
    #[default]
    More,
    /// Words that are less frequent in it.
    Less,
}

/// The order of keywords.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeywordSort {
    /// By log-likelihood: the surest differences first.
    #[default]
    LogLikelihood,
    /// By log ratio: the greatest differences first.
    LogRatio,
    /// Most frequent first, in the part that has more.
    Count,
}

named!(KeywordSort { LogLikelihood = "log-likelihood", LogRatio = "log-ratio", Count = "count" });

/// A comparison of two parts of the corpus.
///
/// ```
/// use jianbao_corpus::CompareRequest;
///
/// let rest = CompareRequest::new("来源:江城日报");
/// assert!(rest.with.is_none());
/// let years = CompareRequest::new("日期:2023").with("日期:2024");
/// assert_eq!(years.with.unwrap().query, "日期:2024");
/// ```
#[must_use = "a request is the input of compare"]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct CompareRequest {
    /// The query and the days of the first part. It may consist of fields alone.
    pub search: SearchRequest,
    /// Those of the second part; `None` for all other articles of the days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with: Option<SearchRequest>,
    /// Words that are left out by default, and count here.
    pub keep: Vec<WordClass>,
    /// Least number of occurrences in the part that has more; 3 by default.
    pub min_count: u64,
    /// Least number of articles with the word in that part; 2 by default, so that no single article carries a word.
    pub min_articles: u64,
    /// The words that are listed.
    pub direction: KeywordDirection,
    /// The order.
    pub sort: KeywordSort,
}

impl Default for CompareRequest {
    fn default() -> CompareRequest {
        CompareRequest {
            search: SearchRequest::default(),
            with: None,
            keep: Vec::new(),
            min_count: 3,
            min_articles: 2,
            direction: KeywordDirection::default(),
            sort: KeywordSort::default(),
        }
    }
}

impl CompareRequest {
    /// Compares the articles that match a query with all others.
    pub fn new(query: impl Into<String>) -> CompareRequest {
        CompareRequest { search: SearchRequest::new(query), ..CompareRequest::default() }
    }

    /// Compares with the articles that match another query.
    pub fn with(mut self, query: impl Into<String>) -> CompareRequest {
        self.with = Some(with_query(&self.search, query));
        self
    }

    /// Counts a class of words that is left out by default.
    pub fn keep(mut self, class: WordClass) -> CompareRequest {
        self.keep.push(class);
        self
    }

    /// Sets the least number of occurrences.
    pub fn min_count(mut self, occurrences: u64) -> CompareRequest {
        self.min_count = occurrences;
        self
    }

    /// Sets the least number of articles.
    pub fn min_articles(mut self, articles: u64) -> CompareRequest {
        self.min_articles = articles;
        self
    }

    /// Sets the words that are listed.
    pub fn direction(mut self, direction: KeywordDirection) -> CompareRequest {
        self.direction = direction;
        self
    }

    /// Sets the order.
    pub fn sort(mut self, sort: KeywordSort) -> CompareRequest {
        self.sort = sort;
        self
    }
}

/// The keywords of a comparison. See [`compare`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Compared {
    /// The first part.
    pub part: PartSize,
    /// The second part.
    pub other: PartSize,
    /// The articles that both queries match; they are in the first part. 0 in a comparison with the rest.
    pub shared_articles: u64,
    /// The keywords in the order of the request; equal ones by code points.
    pub rows: Vec<Keyword>,
}

/// The size of a part of the corpus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PartSize {
    /// The number of its articles.
    pub articles: u64,
    /// The number of its words that count.
    pub words: u64,
}

/// A word whose frequency differs between two parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Keyword {
    /// The word in normal form.
    pub word: String,
    /// Its occurrences in the first part.
    pub count: u64,
    /// Those in a million words of the part.
    pub per_million: f64,
    /// The number of articles of the part that have it.
    pub articles: u64,
    /// Its occurrences in the second part.
    pub other_count: u64,
    /// Those in a million words of that part.
    pub other_per_million: f64,
    /// The number of articles of that part that have it.
    pub other_articles: u64,
    /// The log-likelihood G².
    pub log_likelihood: f64,
    /// The log ratio: 1 is twice as frequent, −1 half.
    pub log_ratio: f64,
}

/// The words of one part.
#[derive(Default)]
struct Part {
    size: PartSize,
    tally: Tally,
}

/// The keywords of a request.
///
/// ```
/// use jianbao_article::Article;
/// use jianbao_core::Index;
/// use jianbao_corpus::{CompareRequest, compare};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// for (source, body) in [("晚报", "夜市开张。"), ("晚报", "夜市热闹。"), ("日报", "工厂开工。"), ("日报", "工厂检修。")] {
///     writer.add(Article { source: Some(source.into()), body: vec![body.into()], ..Article::default() })?;
/// }
/// writer.finish()?;
/// let compared = compare(&index, &CompareRequest::new("来源:晚报").min_count(2))?;
/// assert_eq!((compared.rows[0].word.as_str(), compared.rows[0].articles, compared.rows[0].other_count), ("夜市", 2, 0));
/// # Ok::<(), jianbao_corpus::Error>(())
/// ```
///
/// Cost: reads and segments every article of both parts once. Memory: the counts of each different word, and the ids of the first part.
///
/// # Errors
/// If the index cannot be read.
pub fn compare(index: &Index, request: &CompareRequest) -> Result<Compared> {
    let mut vocabulary = Vocabulary::keeping(&request.keep);
    let (mut part, mut other) = (Part::default(), Part::default());
    let mut ids = HashSet::new();
    for article in index.matches(&request.search)? {
        let article = article?;
        part.add(&article, index, &mut vocabulary);
        ids.extend(article.id);
    }
    let mut shared_articles = 0;
    for article in index.matches(&request.with.clone().unwrap_or_else(|| all_within(&request.search)))? {
        let article = article?;
        if article.id.as_ref().is_some_and(|id| ids.contains(id)) {
            shared_articles += u64::from(request.with.is_some());
        } else {
            other.add(&article, index, &mut vocabulary);
        }
    }
    let mut rows: Vec<Keyword> = (vocabulary.into_words().into_iter().enumerate())
        .filter_map(|(number, word)| keyword(word, number, &part, &other, request))
        .collect();
    rows.sort_unstable_by(|a, b| {
        let order = match request.sort {
            KeywordSort::LogLikelihood => b.log_likelihood.total_cmp(&a.log_likelihood),
            KeywordSort::LogRatio => b.log_ratio.abs().total_cmp(&a.log_ratio.abs()),
            KeywordSort::Count => b.count.max(b.other_count).cmp(&a.count.max(a.other_count)),
        };
        order.then_with(|| a.word.cmp(&b.word))
    });
    Ok(Compared { part: part.size, other: other.size, shared_articles, rows })
}

impl Part {
    fn add(&mut self, article: &jianbao_article::Article, index: &Index, vocabulary: &mut Vocabulary) {
        let number = usize::try_from(self.size.articles).unwrap_or(usize::MAX);
        for part in [ArticlePart::Title, ArticlePart::Body] {
            each_word(&part.text(article), index.analyzer(), |piece| {
                if let Piece::Word(word) = piece
                    && let Some(word) = vocabulary.number_of(word)
                {
                    self.tally.add(word, number);
                }
            });
        }
        self.size.articles += 1;
        self.size.words = self.tally.occurrences();
    }
}

/// The row of a word that differs as the request asks.
fn keyword(
    word: Box<str>,
    number: usize,
    part: &Part,
    other: &Part,
    request: &CompareRequest,
) -> Option<Keyword> {
    let (count, other_count) = (part.tally.of(number), other.tally.of(number));
    let rate = per_million(count.occurrences, part.size.words);
    let other_rate = per_million(other_count.occurrences, other.size.words);
    let (more, is_asked) = match request.direction {
        KeywordDirection::More => (count, rate > other_rate),
        KeywordDirection::Less => (other_count, rate < other_rate),
    };
    if !is_asked || more.occurrences < request.min_count || more.articles < request.min_articles {
        return None;
    }
    let (a, c) = (count.occurrences, part.size.words);
    let (b, d) = (other_count.occurrences, other.size.words);
    Some(Keyword {
        word: word.into(),
        count: a,
        per_million: rate,
        articles: count.articles,
        other_count: b,
        other_per_million: other_rate,
        other_articles: other_count.articles,
        log_likelihood: keyness(a, c, b, d),
        log_ratio: log_ratio(a, c, b, d),
    })
}
