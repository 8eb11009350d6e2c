//! Frequency lists of words and of n-grams, with their dispersion.
//!
//! **Law.** A word is counted where the best path of the dictionary through a line of a headline or a body has it. An n-gram is a
//! sequence of words of one line without a sign between them; it does not begin or end with a word that is left out. `articles` is
//! the number of articles that have it: the plainest measure of dispersion.

use jianbao_analysis::named;
use jianbao_core::{Index, SearchRequest};
use serde::{Deserialize, Serialize};

use crate::association::{per_million, real};
use crate::error::{Error, Result};
use crate::part::ArticlePart;
use crate::segmented::{Piece, each_word};
use crate::sequence::Sequence;
use crate::vocabulary::{Tally, Vocabulary};
use crate::word_class::WordClass;

/// Maximum length of an n-gram in words.
const MAX_NGRAM: usize = 6;

/// The order of a frequency list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WordSort {
    /// Most frequent first.
    #[default]
    Count,
    /// Those of the most articles first.
    Articles,
    /// By code points.
    Word,
}

named!(WordSort { Count = "count", Articles = "articles", Word = "word" });

/// A frequency list: the articles, and the words that count.
///
/// ```
/// use jianbao_corpus::WordsRequest;
///
/// let request = WordsRequest::new("标题:夜市").ngrams(2, 3).min_count(5);
/// assert_eq!(request.max_words, 3);
/// ```
#[must_use = "a request is the input of words"]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct WordsRequest {
    /// The articles: those that match this query on these days. `*` for all.
    pub search: SearchRequest,
    /// The least number of words of a row: 1, or that of an n-gram.
    pub min_words: usize,
    /// The greatest number of words of a row, up to 6.
    pub max_words: usize,
    /// Words that are left out by default, and count here.
    pub keep: Vec<WordClass>,
    /// Least number of occurrences.
    pub min_count: u64,
    /// Least number of articles.
    pub min_articles: u64,
    /// The order.
    pub sort: WordSort,
}

impl Default for WordsRequest {
    fn default() -> WordsRequest {
        WordsRequest {
            search: SearchRequest::new("*"),
            min_words: 1,
            max_words: 1,
            keep: Vec::new(),
            min_count: 1,
            min_articles: 1,
            sort: WordSort::default(),
        }
    }
}

impl WordsRequest {
    /// Requests the single words of the articles that match a query.
    pub fn new(query: impl Into<String>) -> WordsRequest {
        WordsRequest { search: SearchRequest::new(query), ..WordsRequest::default() }
    }

    /// Requests sequences of words in place of single words.
    pub fn ngrams(mut self, min_words: usize, max_words: usize) -> WordsRequest {
        (self.min_words, self.max_words) = (min_words, max_words);
        self
    }

    /// Counts a class of words that is left out by default.
    pub fn keep(mut self, class: WordClass) -> WordsRequest {
        self.keep.push(class);
        self
    }

    /// Sets the least number of occurrences.
    pub fn min_count(mut self, occurrences: u64) -> WordsRequest {
        self.min_count = occurrences;
        self
    }

    /// Sets the least number of articles.
    pub fn min_articles(mut self, articles: u64) -> WordsRequest {
        self.min_articles = articles;
        self
    }

    /// Sets the order.
    pub fn sort(mut self, sort: WordSort) -> WordsRequest {
        self.sort = sort;
        self
    }
}

/// A frequency list. See [`words`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WordList {
    /// The number of articles.
    pub articles: u64,
    /// The number of words in them that count.
    pub words: u64,
    /// The rows, in the order of the request; equal ones by code points.
    pub rows: Vec<WordRow>,
}

/// A word or n-gram of a frequency list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WordRow {
    /// Its text in normal form, as articles contain it.
    pub text: String,
    /// Its words.
    pub words: Vec<String>,
    /// The number of its occurrences.
    pub count: u64,
    /// Occurrences in a million words that count.
    pub per_million: f64,
    /// The number of articles that have it.
    pub articles: u64,
    /// `articles` divided by the number of all articles of the list.
    pub share: f64,
}

/// The frequency list of a request.
///
/// ```
/// use jianbao_article::Article;
/// use jianbao_core::Index;
/// use jianbao_corpus::{WordsRequest, words};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// for body in ["图书馆开放夜场，图书馆的读者很多。", "图书馆关闭。"] {
///     writer.add(Article { body: vec![body.into()], ..Article::default() })?;
/// }
/// writer.finish()?;
/// let list = words(&index, &WordsRequest::default())?;
/// assert_eq!((list.rows[0].text.as_str(), list.rows[0].count, list.rows[0].articles), ("图书馆", 3, 2));
/// let pairs = words(&index, &WordsRequest::default().ngrams(2, 2))?;
/// assert!(pairs.rows.iter().any(|row| row.words == ["图书馆", "开放"]));
/// # Ok::<(), jianbao_corpus::Error>(())
/// ```
///
/// Cost: reads and segments every article of the request once. Single words keep a count for each different word; n-grams keep 8
/// bytes for each word of the texts, and are sorted.
///
/// # Errors
/// [`Error::NgramLength`] for n-grams of no word, of more than six, or of a least length above the greatest;
/// [`Error::TooMuchText`] for n-grams of more than 4,294,967,295 words; if the index cannot be read.
pub fn words(index: &Index, request: &WordsRequest) -> Result<WordList> {
    let (min_words, max_words) = (request.min_words, request.max_words);
    if min_words == 0 || max_words > MAX_NGRAM || min_words > max_words {
        return Err(Error::NgramLength { min_words, max_words, limit: MAX_NGRAM });
    }
    let mut list = if max_words == 1 { single_words(index, request)? } else { ngrams(index, request)? };
    list.rows.sort_unstable_by(|a, b| {
        let order = match request.sort {
            WordSort::Count => b.count.cmp(&a.count),
            WordSort::Articles => b.articles.cmp(&a.articles).then_with(|| b.count.cmp(&a.count)),
            WordSort::Word => std::cmp::Ordering::Equal,
        };
        order.then_with(|| a.words.cmp(&b.words))
    });
    Ok(list)
}

fn single_words(index: &Index, request: &WordsRequest) -> Result<WordList> {
    let mut vocabulary = Vocabulary::keeping(&request.keep);
    let mut tally = Tally::default();
    let articles = each_piece(index, &request.search, |number, piece| {
        if let Told::Piece(Piece::Word(word)) = piece
            && let Some(word) = vocabulary.number_of(word)
        {
            tally.add(word, number);
        }
        Ok(())
    })?;
    let mut list = WordList { articles, words: tally.occurrences(), rows: Vec::new() };
    for (number, word) in vocabulary.into_words().into_iter().enumerate() {
        let count = tally.of(number);
        if count.occurrences >= request.min_count && count.articles >= request.min_articles {
            list.rows.push(row(vec![word.into()], count.occurrences, count.articles, &list));
        }
    }
    Ok(list)
}

fn ngrams(index: &Index, request: &WordsRequest) -> Result<WordList> {
    // Words that are left out are part of an n-gram, if not at its ends; so they have numbers too.
    let mut vocabulary = Vocabulary::keeping(&[WordClass::StopWord, WordClass::Number, WordClass::Sign]);
    let mut counting = Vocabulary::keeping(&request.keep);
    let mut is_counted = Vec::new();
    let mut sequence = Sequence::default();
    let mut counted = 0;
    let keeps_signs = request.keep.contains(&WordClass::Sign);
    let articles = each_piece(index, &request.search, |_, piece| {
        match piece {
            Told::Piece(Piece::Word(word)) if keeps_signs || word.chars().any(char::is_alphanumeric) => {
                let counts = counting.number_of(word).is_some();
                counted += u64::from(counts);
                if let Some(number) = vocabulary.number_of(word) {
                    if number as usize == is_counted.len() {
                        is_counted.push(counts);
                    }
                    sequence.push(number);
                }
            }
            Told::Piece(Piece::Word(_) | Piece::LineEnd) => sequence.push_break(),
            Told::ArticleEnd => sequence.end_article()?,
        }
        Ok(())
    })?;
    let words = vocabulary.into_words();
    let mut list = WordList { articles, words: counted, rows: Vec::new() };
    let mut rows = Vec::new();
    sequence.each_gram(request.min_words..=request.max_words, request.min_count.max(1), |gram| {
        let ends = [gram.numbers[0], gram.numbers[gram.numbers.len() - 1]];
        if gram.articles >= request.min_articles && ends.iter().all(|end| is_counted[*end as usize]) {
            let texts = gram.numbers.iter().map(|number| words[*number as usize].to_string()).collect();
            rows.push(row(texts, gram.count(), gram.articles, &list));
        }
    });
    list.rows = rows;
    Ok(list)
}

/// A piece of an article, or its end.
#[derive(Clone, Copy)]
enum Told<'a> {
    Piece(Piece<'a>),
    ArticleEnd,
}

/// Tells the pieces of every article of a search, with the article's number; returns the number of articles.
fn each_piece(
    index: &Index,
    search: &SearchRequest,
    mut hear: impl FnMut(usize, Told<'_>) -> Result<()>,
) -> Result<u64> {
    let mut articles = 0;
    for (number, article) in index.matches(search)?.enumerate() {
        let article = article?;
        for part in [ArticlePart::Title, ArticlePart::Body] {
            let mut heard = Ok(());
            each_word(&part.text(&article), index.analyzer(), |piece| {
                if heard.is_ok() {
                    heard = hear(number, Told::Piece(piece));
                }
            });
            heard?;
        }
        hear(number, Told::ArticleEnd)?;
        articles += 1;
    }
    Ok(articles)
}

fn row(words: Vec<String>, count: u64, articles: u64, list: &WordList) -> WordRow {
    WordRow {
        text: as_contained(&words),
        words,
        count,
        per_million: per_million(count, list.words),
        articles,
        share: real(articles) / real(list.articles.max(1)),
    }
}

/// Words as one text in normal form: a space stands between letters or digits alone.
fn as_contained(words: &[String]) -> String {
    let mut text = String::new();
    for word in words {
        let is_alnum = |c: char| c.is_ascii_alphanumeric();
        if text.ends_with(is_alnum) && word.starts_with(is_alnum) {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}
