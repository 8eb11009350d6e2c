//! Removal of the articles that a request matches.

use crate::error::{Error, Result};
use crate::index::writer::Writer;
use crate::query::addresses::Addresses;
use crate::request::SearchRequest;
use crate::search::search::Search;

impl Writer {
    /// Deletes all articles that match a request in full, and returns their number: the [`total`](crate::SearchResponse::total) of
    /// the same search. The order, the page, partial matches and the treatment of reprints are ignored.
    ///
    /// Only articles of the last commit are searched. Articles that were added or replaced since then stay. To include them,
    /// commit first.
    ///
    /// ```
    /// use jianbao_article::Article;
    /// use jianbao_core::{Index, SearchRequest};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// for title in ["台风登陆", "台风远去", "夜场"] {
    ///     writer.add(Article { title: Some(title.into()), ..Article::default() })?;
    /// }
    /// writer.commit()?;
    /// assert_eq!(writer.remove_matching(&SearchRequest::new("台风"))?, 2);
    /// writer.finish()?;
    /// assert_eq!(index.len(), 1);
    /// # Ok::<(), jianbao_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Misread`] if the response would have a diagnostic: without a part of its query a request matches more articles.
    /// Nothing is deleted then. [`Error::TimedOut`] by the request's time limit; if the index cannot be read.
    pub fn remove_matching(&mut self, request: &SearchRequest) -> Result<u64> {
        let index = self.index().clone();
        let ids = index.reading(|| Search::new(&index, request, None)?.all_ids())?;
        self.remove_committed(&ids)
    }
}

impl Search<'_> {
    /// The ids of all full matches; an error if the query may have been misread.
    fn all_ids(&self) -> Result<Vec<String>> {
        let diagnostics = self.diagnostics_of_query();
        if !diagnostics.is_empty() {
            return Err(Error::Misread { query: self.request.query.clone(), diagnostics });
        }
        let found = self.searcher.search(self.full.as_ref(), Addresses, "find the matches")?;
        self.searcher.columns.ids(found.into_iter()).map_err(Error::engine("read the ids"))
    }
}

#[cfg(test)]
mod tests {
    use jianbao_article::Article;

    use crate::error::Error;
    use crate::index::index::Index;
    use crate::index::writer_options::WriterOptions;
    use crate::request::{Reprints, SearchRequest};

    fn titled(id: &str, title: &str) -> Article {
        Article { id: Some(id.to_owned()), title: Some(title.to_owned()), ..Article::default() }
    }

    fn ids(index: &Index) -> Vec<String> {
        index.articles().unwrap().map(|article| article.unwrap().id.unwrap()).collect()
    }

    #[test]
    fn exactly_the_full_matches_of_the_last_commit_are_removed() {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        for number in 0..30 {
            writer.add(titled(&format!("t{number:02}"), "台风登陆 学校停课")).unwrap();
        }
        writer.add(titled("partial", "台风远去")).unwrap();
        writer.commit().unwrap();
        // Replaced and added since: neither is of the last commit.
        writer.add(titled("t00", "台风 学校停课（更新）")).unwrap();
        writer.add(titled("new", "台风登陆 学校停课")).unwrap();
        let request = SearchRequest::new("台风 学校").limit(1).offset(7).reprints(Reprints::Fold);
        assert_eq!(writer.remove_matching(&request).unwrap(), 29);
        assert_eq!(writer.remove_matching(&request).unwrap(), 0, "they are gone");
        writer.commit().unwrap();
        assert_eq!(ids(&index), ["new", "partial", "t00"]);
        assert_eq!(writer.remove_matching(&SearchRequest::new("学校")).unwrap(), 2);
        writer.rollback().unwrap();
        writer.finish().unwrap();
        assert_eq!(index.len(), 3, "a removal is given up like every change");
    }

    #[test]
    fn a_removal_is_one_step_and_counts_for_a_commit_that_is_due() {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer_with(WriterOptions::default().commit_articles(2)).unwrap();
        for id in ["a", "b", "c", "d"] {
            writer.add(titled(id, "台风")).unwrap();
        }
        assert_eq!(index.len(), 4);
        assert_eq!(writer.remove_matching(&SearchRequest::new("台风")).unwrap(), 4);
        assert!(index.is_empty(), "the commit is due");
    }

    #[test]
    fn a_query_that_may_be_misread_removes_nothing() {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        writer.add(titled("a", "台风")).unwrap();
        writer.commit().unwrap();
        for query in ["台风 日期:近7天", "台风 日期:2月30日", "台风 “登陆", "", "，"] {
            let refused = writer.remove_matching(&SearchRequest::new(query)).unwrap_err();
            assert!(matches!(refused, Error::Misread { .. }), "{query}: {refused}");
        }
        writer.finish().unwrap();
        assert_eq!(index.len(), 1);
    }
}
