//! Concordance: one line for each place of an expression, with its context (key word in context).
//!
//! **Law.** The lines are the places at which a positive text clause of the query is contained in an article that matches it, by
//! the containment of that clause. Places that overlap are lines of their own; equal ones are one line. Partial matches have no
//! lines.
//!
//! Unsorted lines come newest article first, as their articles are read. A sort reads every article once for the keys (32
//! bytes a line are kept), and once more for each window of lines that is put out, so that memory does not grow with the
//! contexts.

mod kept_places;
mod order;

use jianbao_article::{Article, Date};
use jianbao_core::{Index, Matches, SearchRequest};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::part::{ArticlePart, line_at};
use crate::span::Beside;
use crate::units_of_part::PartUnits;
use kept_places::KeptPlaces;
use order::Ordered;
pub use order::{Position, SortKey, UnknownSortKey};

/// A concordance: the query, and the form of its lines.
///
/// ```
/// use jianbao_corpus::{KwicRequest, SortKey};
///
/// let request = KwicRequest::new("夜市").context_units(10).sort("right1".parse::<SortKey>().unwrap());
/// assert_eq!(request.context_units, 10);
/// ```
#[must_use = "a request is the input of kwic"]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct KwicRequest {
    /// The query and the days. Its page plays no part; its order by date is that of the articles.
    pub search: SearchRequest,
    /// Maximum number of units of context on each side: characters, Latin words and numbers.
    pub context_units: usize,
    /// The order of the lines, the first key first. Without keys, and for equal keys: newest article first, as in the text.
    pub sort: Vec<SortKey>,
    /// The number of lines drawn by chance from all of them; `None` for all.
    pub sample: Option<usize>,
    /// The seed of the sample: the same seed draws the same lines of a commit.
    pub seed: u64,
    /// Maximum number of lines of one article: its first ones.
    pub per_article: Option<usize>,
    /// A word that must stand beside the key; `None` for every line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<Beside>,
}

impl Default for KwicRequest {
    fn default() -> KwicRequest {
        KwicRequest {
            search: SearchRequest::default(),
            context_units: 20,
            sort: Vec::new(),
            sample: None,
            seed: 0,
            per_article: None,
            beside: None,
        }
    }
}

impl KwicRequest {
    /// Requests every line of a query, with 20 units of context.
    pub fn new(query: impl Into<String>) -> KwicRequest {
        KwicRequest { search: SearchRequest::new(query), ..KwicRequest::default() }
    }

    /// Sets the units of context on each side.
    pub fn context_units(mut self, units: usize) -> KwicRequest {
        self.context_units = units;
        self
    }

    /// Adds a key of the order.
    pub fn sort(mut self, key: SortKey) -> KwicRequest {
        self.sort.push(key);
        self
    }

    /// Draws this number of lines by chance.
    pub fn sample(mut self, lines: usize) -> KwicRequest {
        self.sample = Some(lines);
        self
    }

    /// Limits the lines of one article.
    pub fn per_article(mut self, lines: usize) -> KwicRequest {
        self.per_article = Some(lines);
        self
    }

    /// Keeps the lines that have a word in a span of the key.
    pub fn beside(mut self, beside: Beside) -> KwicRequest {
        self.beside = Some(beside);
        self
    }
}

/// One line of a concordance. The three texts are as printed, joined they are a piece of the part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct KwicLine {
    /// The article's id.
    pub id: String,
    /// Its date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The part that contains the place.
    pub part: ArticlePart,
    /// The number of the line in the part, from 1: the paragraph in a body.
    pub paragraph: usize,
    /// The byte of that line at which the key begins.
    pub offset: usize,
    /// The text before the key; line breaks are in it.
    pub left: String,
    /// The text of the place.
    pub key: String,
    /// The text after the key.
    pub right: String,
}

/// The lines of a concordance, each made when it is asked for. See [`kwic`].
#[derive(Debug)]
pub struct Kwic {
    lines: Lines,
    context_units: usize,
}

#[derive(Debug)]
enum Lines {
    Unsorted(Box<Unsorted>),
    Ordered(Box<Ordered>),
}

/// The lines in the order of the articles.
#[derive(Debug)]
struct Unsorted {
    matches: Matches,
    kept: KeptPlaces,
    waiting: std::vec::IntoIter<KwicLine>,
}

/// The lines of a request.
///
/// ```
/// use jianbao_article::Article;
/// use jianbao_core::Index;
/// use jianbao_corpus::{KwicRequest, kwic};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(Article { body: vec!["夜市亮灯，夜市的人多了。".into()], ..Article::default() })?;
/// writer.finish()?;
/// let lines: Vec<_> = kwic(&index, &KwicRequest::new("夜市").context_units(2))?.collect::<Result<_, _>>()?;
/// assert_eq!((lines[0].left.as_str(), lines[0].right.as_str()), ("", "亮灯"));
/// assert_eq!((lines[1].left.as_str(), lines[1].right.as_str()), ("灯，", "的人"));
/// # Ok::<(), jianbao_corpus::Error>(())
/// ```
///
/// # Errors
/// [`Error::NoText`] for a query without a positive text clause; if the index cannot be read. Each line may fail by itself.
pub fn kwic(index: &Index, request: &KwicRequest) -> Result<Kwic> {
    let matches = matches_with_text(index, &request.search)?;
    let lines = if request.sort.is_empty() && request.sample.is_none() {
        Lines::Unsorted(Box::new(Unsorted {
            matches,
            kept: KeptPlaces::of(request),
            waiting: Vec::new().into_iter(),
        }))
    } else {
        Lines::Ordered(Box::new(Ordered::of(matches, request)?))
    };
    Ok(Kwic { lines, context_units: request.context_units })
}

/// The number of lines for each value of a position beside the key, most frequent first, equal counts in the order of the values.
/// Lines without a unit there count for the empty string. Sort and sample of the request play no part.
///
/// ```
/// # use jianbao_article::Article;
/// # use jianbao_core::Index;
/// use jianbao_corpus::{KwicRequest, Position, group};
///
/// # let index = Index::in_memory()?;
/// # let mut writer = index.writer()?;
/// # writer.add(Article { body: vec!["夜市亮灯，夜市的人多了。".into()], ..Article::default() })?;
/// # writer.finish()?;
/// let groups = group(&index, &KwicRequest::new("夜市"), Position::Right(1))?;
/// assert_eq!(groups, [("亮".to_owned(), 1), ("的".to_owned(), 1)]);
/// # Ok::<(), jianbao_corpus::Error>(())
/// ```
///
/// # Errors
/// As [`kwic`].
pub fn group(index: &Index, request: &KwicRequest, position: Position) -> Result<Vec<(String, u64)>> {
    let mut counts = std::collections::HashMap::<String, u64>::new();
    each_place(&matches_with_text(index, &request.search)?, &KeptPlaces::of(request), |place| {
        *counts.entry(place.units.beside(&place.bytes, position).to_owned()).or_default() += 1;
    })?;
    let mut groups: Vec<(String, u64)> = counts.into_iter().collect();
    groups.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(groups)
}

/// The matches of a request whose query has text.
pub(crate) fn matches_with_text(index: &Index, request: &SearchRequest) -> Result<Matches> {
    let matches = index.matches(request)?;
    if matches.highlighter().is_empty() { Err(Error::NoText) } else { Ok(matches) }
}

/// A place of an article that matches.
struct Place<'a> {
    number: usize,
    article: &'a Article,
    part: ArticlePart,
    units: &'a PartUnits,
    bytes: std::ops::Range<usize>,
}

/// Visits the places of every article that become lines, newest article first.
fn each_place(matches: &Matches, kept: &KeptPlaces, mut visit: impl FnMut(Place<'_>)) -> Result<()> {
    for number in 0..matches.len() {
        let Some(article) = matches.article(number)? else { break };
        for (part, units, places) in kept.in_article(matches, &article) {
            for bytes in places {
                visit(Place { number, article: &article, part, units: &units, bytes });
            }
        }
    }
    Ok(())
}

/// The places of the query in a part.
pub(crate) fn places(matches: &Matches, part: ArticlePart, text: &str) -> Vec<std::ops::Range<usize>> {
    match part {
        ArticlePart::Title => matches.highlighter().places_in_title(text),
        ArticlePart::Body => matches.highlighter().places_in_body(text),
    }
}

/// The line of a place.
fn line(
    article: &Article,
    part: ArticlePart,
    units: &PartUnits,
    bytes: &std::ops::Range<usize>,
    context: usize,
) -> KwicLine {
    let text = units.text();
    let (left, right) = units.around(bytes, context);
    let (paragraph, start) = line_at(text, bytes.start);
    KwicLine {
        id: article.id.clone().unwrap_or_default(),
        date: article.date,
        source: article.source.clone(),
        part,
        paragraph,
        offset: bytes.start - start,
        left: text[left..bytes.start].to_owned(),
        key: text[bytes.clone()].to_owned(),
        right: text[bytes.end..right].to_owned(),
    }
}

/// The lines of one article.
fn lines_of(matches: &Matches, article: &Article, kept: &KeptPlaces, context: usize) -> Vec<KwicLine> {
    let mut lines = Vec::new();
    for (part, units, places) in kept.in_article(matches, article) {
        lines.extend(places.iter().map(|bytes| line(article, part, &units, bytes, context)));
    }
    lines
}

impl Iterator for Kwic {
    type Item = Result<KwicLine>;

    fn next(&mut self) -> Option<Result<KwicLine>> {
        match &mut self.lines {
            Lines::Ordered(ordered) => ordered.next_line(self.context_units),
            Lines::Unsorted(unsorted) => loop {
                if let Some(line) = unsorted.waiting.next() {
                    return Some(Ok(line));
                }
                let article = match unsorted.matches.next()? {
                    Ok(article) => article,
                    Err(error) => return Some(Err(error.into())),
                };
                let lines = lines_of(&unsorted.matches, &article, &unsorted.kept, self.context_units);
                unsorted.waiting = lines.into_iter();
            },
        }
    }
}
