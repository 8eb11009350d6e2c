//! Contents of an index: its articles by id and in order, their places and numbers, the files they came from.
//!
//! Every method reads the commit that searches use.

use jianbao_article::{Article, FilePlace};
use tantivy::collector::{Count, DocSetCollector};
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Searcher, Term};

use crate::error::{Error, Result};
use crate::index::index::Index;
use crate::index::reader::Reader;
use crate::segment::doc_store;
use crate::storage::file_table::{FileTable, files_of};
use crate::storage::seal::Seals;

impl Index {
    /// The complete article with this id.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn get(&self, id: &str) -> Result<Option<Article>> {
        self.reading(|| {
            let Reader { searcher, .. } = &*self.reader();
            let Some(address) = self.address_of(searcher, id)? else { return Ok(None) };
            doc_store::stored_article(searcher, self.fields(), address).map(Some)
        })
    }

    /// The place of the article with this id in the file that it came from; `None` if there is no such article, or if it came from
    /// no file. An article that a rebuild copied from an index of an earlier format has no line until its file is read again.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn place(&self, id: &str) -> Result<Option<FilePlace>> {
        self.reading(|| {
            let Reader { searcher, columns } = &*self.reader();
            let Some(address) = self.address_of(searcher, id)? else { return Ok(None) };
            let place = columns.of_segment(address.segment_ord).place(address.doc_id);
            place.map_err(Error::engine("read the place of an article"))
        })
    }

    /// The highest sequence number of an article; 0 for an empty index. Articles are numbered in the order in which they are
    /// added; a new version of an article keeps the number of the earlier one. A request
    /// [`added_after`](crate::SearchRequest::added_after) this number finds the articles that were added since.
    ///
    /// ```
    /// # use jianbao_article::Article;
    /// # use jianbao_core::{Index, SearchRequest};
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(Article { id: Some("a-1".into()), title: Some("雨后".into()), ..Article::default() })?;
    /// writer.commit()?;
    /// let seen = index.sequence();
    /// writer.add(Article { id: Some("a-2".into()), title: Some("雨后街上".into()), ..Article::default() })?;
    /// writer.finish()?;
    /// assert_eq!(index.ids(&SearchRequest::new("雨后").added_after(seen))?, ["a-2"]);
    /// # Ok::<(), jianbao_core::Error>(())
    /// ```
    pub fn sequence(&self) -> u64 {
        let loaded = self.reader();
        let segments = 0..u32::try_from(loaded.searcher.segment_readers().len()).unwrap_or(u32::MAX);
        segments.map(|segment| loaded.columns.of_segment(segment).highest_number()).max().unwrap_or(0)
    }

    /// The complete articles with these ids, from one commit, in the given order: `None` for an id that no article has.
    ///
    /// ```
    /// # use jianbao_article::{Article, OwnFields};
    /// # use jianbao_core::Index;
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(Article { id: Some("a-1".into()), title: Some("雨后".into()), ..Article::default() })?;
    /// writer.finish()?;
    /// let articles = index.get_many(["a-1", "a-2"])?;
    /// assert_eq!(articles[0].as_ref().and_then(|article| article.title.as_deref()), Some("雨后"));
    /// assert!(articles[1].is_none());
    /// # Ok::<(), jianbao_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn get_many(&self, ids: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Vec<Option<Article>>> {
        let loaded = self.reader();
        let article = |id: &str| -> Result<Option<Article>> {
            let Some(address) = self.address_of(&loaded.searcher, id)? else { return Ok(None) };
            doc_store::stored_article(&loaded.searcher, self.fields(), address).map(Some)
        };
        ids.into_iter().map(|id| self.reading(|| article(id.as_ref()))).collect()
    }

    /// All articles, complete, in the order of ids. The ids are read first, then each article when the iterator reaches it.
    ///
    /// # Errors
    /// If the index cannot be read; each article may fail by itself.
    pub fn articles(&self) -> Result<impl Iterator<Item = Result<Article>> + use<>> {
        let (index, loaded) = (self.clone(), self.reader());
        let places = self.reading(|| self.places(&loaded))?;
        Ok(places.into_iter().map(move |(_, address)| {
            index.reading(|| doc_store::stored_article(&loaded.searcher, index.fields(), address))
        }))
    }

    /// The id and address of every article, in the order of ids.
    pub(crate) fn places(&self, Reader { searcher, columns }: &Reader) -> Result<Vec<(String, DocAddress)>> {
        let addresses: Vec<DocAddress> = (0..)
            .zip(searcher.segment_readers())
            .flat_map(|(segment, reader)| {
                reader.doc_ids_alive().map(move |doc| DocAddress::new(segment, doc))
            })
            .collect();
        let ids = columns.ids(addresses.iter().copied());
        let ids = ids.map_err(Error::engine("read the ids"))?;
        let mut places: Vec<(String, DocAddress)> = ids.into_iter().zip(addresses).collect();
        places.sort_unstable();
        Ok(places)
    }

    /// The stamp of the commit that searches see, for caches and entity tags. If an index has the same stamp twice, in any
    /// process, it gives the same answers. A commit changes the stamp, and so does a merge of segments.
    ///
    /// ```
    /// # use jianbao_article::{Article, OwnFields};
    /// # use jianbao_core::Index;
    /// let index = Index::in_memory()?;
    /// let before = index.commit_stamp();
    /// let mut writer = index.writer()?;
    /// writer.add(Article { title: Some("雨后".into()), ..Article::default() })?;
    /// assert_eq!(index.commit_stamp(), before);
    /// writer.commit()?;
    /// assert_ne!(index.commit_stamp(), before);
    /// # Ok::<(), jianbao_core::Error>(())
    /// ```
    pub fn commit_stamp(&self) -> u64 {
        self.reader().stamp()
    }

    /// The number of articles that a search can find.
    pub fn len(&self) -> u64 {
        self.reader().searcher.num_docs()
    }

    /// True if the index has no articles.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The files of the last commit's articles. Empty for an index in memory.
    ///
    /// # Errors
    /// If the table of the last commit cannot be read.
    pub fn files(&self) -> Result<FileTable> {
        let Some(path) = self.path() else { return Ok(FileTable::default()) };
        self.reading(|| files_of(self.engine(), path, Seals::Required))
    }

    /// The table of files for a writer, with the highest number of an added article.
    pub(crate) fn table(&self) -> Result<FileTable> {
        let mut table = self.files()?;
        if self.path().is_none() {
            let metas = self.engine().load_metas().map_err(Error::engine("read the last commit"))?;
            table.raise_added(metas.payload.and_then(|added| added.parse().ok()).unwrap_or(0));
        }
        Ok(table)
    }

    /// The address of the article with this id.
    pub(crate) fn address_of(&self, searcher: &Searcher, id: &str) -> Result<Option<DocAddress>> {
        let term = Term::from_field_text(self.fields().id, id);
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        // Ids are unique, so the set has one address at most.
        let found = searcher.search(&query, &DocSetCollector).map_err(Error::engine("look up an id"))?;
        Ok(found.into_iter().next())
    }

    /// The number of articles from a file.
    pub(crate) fn count_of_file(&self, searcher: &Searcher, file: &str) -> Result<usize> {
        let query = TermQuery::new(Term::from_field_text(self.fields().file, file), IndexRecordOption::Basic);
        searcher.search(&query, &Count).map_err(Error::engine("count the articles of a file"))
    }

    /// The addresses of the articles from a file, in their order.
    pub(crate) fn addresses_of_file(&self, searcher: &Searcher, file: &str) -> Result<Vec<DocAddress>> {
        let query = TermQuery::new(Term::from_field_text(self.fields().file, file), IndexRecordOption::Basic);
        let found = searcher
            .search(&query, &DocSetCollector)
            .map_err(Error::engine("find the articles of a file"))?;
        let mut addresses: Vec<DocAddress> = found.into_iter().collect();
        addresses.sort_unstable();
        Ok(addresses)
    }
}
