//! Every article that matches a request, complete and one by one: for views over a corpus, not for a page of hits.

use std::collections::BTreeMap;

use jianbao_article::{Article, Date};
use tantivy::DocAddress;
use tantivy::query::ConstScoreQuery;

use crate::error::{Error, Result};
use crate::index::index::Index;
use crate::index::searcher::{Deadline, Searcher};
use crate::query::plan;
use crate::request::{SearchRequest, Sort};
use crate::search::highlight::Highlighter;
use crate::search::top_docs::{TopDocs, in_page_order};
use crate::segment::doc_store;
use crate::segment::document;

/// The articles that match a request, newest first. Each is read when the iterator reaches it. See [`Index::matches`].
pub struct Matches {
    index: Index,
    commit: tantivy::Searcher,
    addresses: Vec<DocAddress>,
    next: usize,
    highlighter: Highlighter,
}

impl std::fmt::Debug for Matches {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Matches").field("articles", &self.addresses.len()).finish_non_exhaustive()
    }
}

impl Index {
    /// All articles that match the query and the days of a request, without partial matches. The page and the time limit of the
    /// request are ignored. Articles come newest first, or oldest first if the request has that order; those of equal date are in
    /// the order of ids.
    ///
    /// ```
    /// # use jianbao_article::Article;
    /// # use jianbao_core::{Index, SearchRequest};
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// for title in ["夜市亮灯", "夜市开张", "早市"] {
    ///     writer.add(Article { title: Some(title.into()), ..Article::default() })?;
    /// }
    /// writer.finish()?;
    /// let matches = index.matches(&SearchRequest::new("夜市"))?;
    /// assert_eq!(matches.len(), 2);
    /// let places = matches.highlighter().places_in_title("夜市亮灯");
    /// assert_eq!(places, [0..6]);
    /// # Ok::<(), jianbao_core::Error>(())
    /// ```
    ///
    /// Cost: a search for all matches and their ids, and 8 bytes of memory for each match; then the reading of each article.
    ///
    /// # Errors
    /// If the index cannot be read; each article may fail by itself.
    pub fn matches(&self, request: &SearchRequest) -> Result<Matches> {
        self.reading(|| {
            let searcher = Searcher::of(self, Deadline::new(None, None), request.limits.expanded_terms)?;
            let translator = self.translator(&searcher);
            let planned = plan::plan(request, self.analyzer(), &translator)?;
            let query = translator.query(&planned.requirement)?;
            let sort = if request.sort == Sort::Oldest { Sort::Oldest } else { Sort::Newest };
            let all = TopDocs {
                columns: &searcher.columns,
                deadline: searcher.deadline(),
                limit: usize::MAX,
                sort,
                recency: None,
                own_order: None,
            };
            let unscored = ConstScoreQuery::new(query, 0.0);
            let found = searcher.search(&unscored, TopDocs { ..all }, "find all matches")?;
            let ordered = in_page_order(&all, found).map_err(Error::engine("order the matches"))?;
            let addresses = ordered.into_iter().map(|(document, _)| document.address).collect();
            let highlighter = self.highlighter_of(&searcher, &planned.requirement);
            Ok(Matches {
                index: self.clone(),
                commit: searcher.commit.clone(),
                addresses,
                next: 0,
                highlighter,
            })
        })
    }

    /// The number of articles and of characters of their titles and bodies on each day, oldest first; articles without a date
    /// come first. Characters are counted in normal form. Cost: reads every text once.
    ///
    /// ```
    /// # use jianbao_article::Article;
    /// # use jianbao_core::Index;
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(Article { title: Some("夜市亮灯".into()), date: "2024-05-01".parse().ok(), ..Article::default() })?;
    /// writer.finish()?;
    /// let extents = index.extents()?;
    /// assert_eq!((extents[0].articles, extents[0].characters), (1, 4));
    /// # Ok::<(), jianbao_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn extents(&self) -> Result<Vec<Extent>> {
        self.reading(|| {
            let loaded = self.reader();
            let mut days: BTreeMap<Option<i64>, Extent> = BTreeMap::new();
            for (segment, reader) in (0..).zip(loaded.searcher.segment_readers()) {
                let columns = loaded.columns.of_segment(segment);
                for doc in reader.doc_ids_alive() {
                    let day = columns.day(doc);
                    let extent = days.entry(day).or_insert_with(|| Extent {
                        date: day.and_then(document::date_of),
                        articles: 0,
                        characters: 0,
                    });
                    extent.articles += 1;
                    let text = columns.text(doc).map_err(Error::engine("read a text"))?;
                    let text = self.own().texts().sections_of_article().of(&text);
                    // Title, boundary, body.
                    extent.characters += text.chars().count().saturating_sub(1) as u64;
                }
            }
            Ok(days.into_values().collect())
        })
    }
}

/// The articles of one day. See [`Index::extents`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Extent {
    /// The day; `None` for the articles without a date.
    pub date: Option<Date>,
    /// The number of articles.
    pub articles: u64,
    /// The number of characters of their titles and bodies, in normal form.
    pub characters: u64,
}

impl Matches {
    /// The number of articles, those already read included.
    pub fn len(&self) -> usize {
        self.addresses.len()
    }

    /// True if no article matches.
    pub fn is_empty(&self) -> bool {
        self.addresses.is_empty()
    }

    /// The highlighter of the request.
    pub fn highlighter(&self) -> &Highlighter {
        &self.highlighter
    }

    /// The article with this number, counted from 0 in the order of the iterator; `None` after the last one.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn article(&self, number: usize) -> Result<Option<Article>> {
        let Some(&address) = self.addresses.get(number) else { return Ok(None) };
        let stored = || doc_store::stored_article(&self.commit, self.index.fields(), address);
        self.index.reading(stored).map(Some)
    }
}

impl Iterator for Matches {
    type Item = Result<Article>;

    fn next(&mut self) -> Option<Result<Article>> {
        let article = self.article(self.next).transpose()?;
        self.next += 1;
        Some(article)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let rest = self.addresses.len() - self.next.min(self.addresses.len());
        (rest, Some(rest))
    }
}
