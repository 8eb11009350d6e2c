//! A commit as one search reads it: its segments, how often terms occur in it, and for how long it may be read.
//!
//! How often a term occurs is looked up in every segment, and asked several times in a search: for what a string weighs, for
//! the score of each query that holds the term, for what a snippet should show. Of a query of two words it was half of the
//! time. So each answer is kept for the search.
//!
//! A time limit is looked at before each segment that a pass reads, at every so many documents that a pass visits one by
//! one, and before every article that is read. What a search takes beyond its limit is so at most the reading of one
//! segment by one query: some milliseconds for ten thousand articles.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tantivy::collector::Collector;
use tantivy::query::{Bm25StatisticsProvider, Query, Weight};
use tantivy::schema::Field;
use tantivy::{SegmentOrdinal, SegmentReader, TantivyError, Term};

use crate::error::{Error, Result};
use crate::index::index::Index;
use crate::segment::columns::Columns;

/// What one search reads.
pub(crate) struct Searcher {
    pub(crate) commit: tantivy::Searcher,
    pub(crate) columns: Arc<Columns>,
    deadline: Deadline,
    frequencies: RefCell<HashMap<Term, u64>>,
    token_counts: RefCell<HashMap<Field, u64>>,
}

/// Until when a search may go on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    started: Instant,
    limit: Option<Duration>,
}

impl Deadline {
    /// So many milliseconds from now; without end where that is none.
    pub(crate) fn in_ms(limit_ms: Option<u64>) -> Deadline {
        Deadline { started: Instant::now(), limit: limit_ms.map(Duration::from_millis) }
    }

    /// How long the search has gone on.
    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    pub(crate) fn is_over(&self) -> bool {
        self.limit.is_some_and(|limit| self.elapsed() >= limit)
    }

    /// An error when the time is over.
    pub(crate) fn check(&self) -> Result<()> {
        match self.limit {
            Some(limit) if self.elapsed() >= limit => {
                Err(Error::TimedOut { limit_ms: u64::try_from(limit.as_millis()).unwrap_or(u64::MAX) })
            }
            _ => Ok(()),
        }
    }
}

impl Searcher {
    /// The last commit that an index has loaded, to be read for so many milliseconds at most; for none at all it is an
    /// error.
    pub(crate) fn of(index: &Index, timeout_ms: Option<u64>) -> Result<Searcher> {
        let deadline = Deadline::in_ms(timeout_ms);
        deadline.check()?;
        let loaded = index.reader();
        let (commit, columns) = (loaded.searcher.clone(), Arc::clone(&loaded.columns));
        let (frequencies, token_counts) = (RefCell::default(), RefCell::default());
        Ok(Searcher { commit, columns, deadline, frequencies, token_counts })
    }

    pub(crate) fn deadline(&self) -> Deadline {
        self.deadline
    }

    /// What a collector makes of the matches of a query. `action` names it where it fails.
    pub(crate) fn search<C: Collector>(
        &self,
        query: &dyn Query,
        collector: C,
        action: &'static str,
    ) -> Result<C::Fruit> {
        self.deadline.check()?;
        let collector = Timed { collector, deadline: self.deadline };
        let found = self.commit.search_with_statistics_provider(query, &collector, self);
        // Whatever was found when the time was over is not all.
        self.deadline.check()?;
        found.map_err(Error::engine(action))
    }

    /// How many articles hold a term, those that were taken out and are still in their segment among them.
    pub(crate) fn holding(&self, term: &Term) -> Result<u64> {
        self.doc_freq(term).map_err(Error::engine("read how often a term occurs"))
    }

    /// How many articles there are, those among them too.
    pub(crate) fn all(&self) -> u64 {
        self.commit.segment_readers().iter().map(|reader| u64::from(reader.max_doc())).sum()
    }
}

impl Bm25StatisticsProvider for Searcher {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        if let Some(&count) = self.token_counts.borrow().get(&field) {
            return Ok(count);
        }
        let count = self.commit.total_num_tokens(field)?;
        self.token_counts.borrow_mut().insert(field, count);
        Ok(count)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.all())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        if let Some(&frequency) = self.frequencies.borrow().get(term) {
            return Ok(frequency);
        }
        let frequency = self.commit.doc_freq(term)?;
        self.frequencies.borrow_mut().insert(term.clone(), frequency);
        Ok(frequency)
    }
}

/// A collector that begins no segment when the time is over.
struct Timed<C> {
    collector: C,
    deadline: Deadline,
}

impl<C: Collector> Collector for Timed<C> {
    type Fruit = C::Fruit;
    type Child = C::Child;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<C::Child> {
        self.collector.for_segment(segment, reader)
    }

    fn requires_scoring(&self) -> bool {
        self.collector.requires_scoring()
    }

    fn merge_fruits(
        &self,
        fruits: Vec<<C::Child as tantivy::collector::SegmentCollector>::Fruit>,
    ) -> tantivy::Result<C::Fruit> {
        self.collector.merge_fruits(fruits)
    }

    fn collect_segment(
        &self,
        weight: &dyn Weight,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<<C::Child as tantivy::collector::SegmentCollector>::Fruit> {
        if self.deadline.is_over() {
            return Err(TantivyError::InternalError("the time is over".to_owned()));
        }
        self.collector.collect_segment(weight, segment, reader)
    }
}
