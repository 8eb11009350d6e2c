//! A commit as one search reads it: its segments, how often terms occur in it, and for how long it may be read.
//!
//! How often a term occurs is looked up in every segment, and asked several times in a search: for what a string weighs, for
//! the score of each query that holds the term, for what a snippet should show. Of a query of two words it was half of the
//! time. So each answer is kept for the search.
//!
//! So are the terms that a beginning or a like spelling stands for, of which a search has a bounded number.
//!
//! A time limit is looked at before each segment that a pass reads, at every few texts and documents that a pass visits one
//! by one, and before every article that is read.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tantivy::collector::Collector;
use tantivy::query::{Bm25StatisticsProvider, Query, Weight};
use tantivy::schema::Field;
use tantivy::{SegmentOrdinal, SegmentReader, TantivyError, Term};

use crate::error::{Error, Result};
use crate::index::index::Index;
use crate::segment::columns::Columns;

/// The state that one search reads.
pub(crate) struct Searcher {
    pub(crate) commit: tantivy::Searcher,
    pub(crate) columns: Arc<Columns>,
    deadline: Deadline,
    frequencies: RefCell<HashMap<Term, u64>>,
    token_counts: RefCell<HashMap<Field, u64>>,
    expansions: RefCell<HashMap<ExpansionKey, Arc<[Term]>>>,
    /// The number of terms that expansions may still add.
    expandable: Cell<usize>,
    is_cut: Cell<bool>,
}

/// The field of an expansion, and its name.
type ExpansionKey = (Field, String);

/// Until when a search may go on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    started: Instant,
    limit: Option<Duration>,
}

impl Deadline {
    /// The deadline after this number of milliseconds; none without a limit.
    pub(crate) fn in_ms(limit_ms: Option<u64>) -> Deadline {
        Deadline { started: Instant::now(), limit: limit_ms.map(Duration::from_millis) }
    }

    /// The time since the search began.
    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// True if there is a deadline.
    pub(crate) fn is_set(&self) -> bool {
        self.limit.is_some()
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

/// A look at the clock at every few steps of a loop.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ticker {
    deadline: Deadline,
    steps: u32,
    steps_a_look: u32,
    is_over: bool,
}

impl Ticker {
    pub(crate) fn new(deadline: Deadline, steps_a_look: u32) -> Ticker {
        Ticker { deadline, steps: 0, steps_a_look, is_over: false }
    }

    /// One step of the loop. Whether the time is over, as far as it was looked at.
    pub(crate) fn step(&mut self) -> bool {
        self.steps += 1;
        if self.steps == self.steps_a_look {
            self.steps = 0;
            self.is_over |= self.deadline.is_over();
        }
        self.is_over
    }

    /// True if a step found that the time is over.
    pub(crate) fn is_over(&self) -> bool {
        self.is_over
    }
}

impl Searcher {
    /// The last commit that an index has loaded, to be read for so many milliseconds at most; for none at all it is an
    /// error. Expansions stand for so many terms at most.
    pub(crate) fn of(index: &Index, timeout_ms: Option<u64>, expandable: usize) -> Result<Searcher> {
        let deadline = Deadline::in_ms(timeout_ms);
        deadline.check()?;
        let loaded = index.reader();
        Ok(Searcher {
            commit: loaded.searcher.clone(),
            columns: Arc::clone(&loaded.columns),
            deadline,
            frequencies: RefCell::default(),
            token_counts: RefCell::default(),
            expansions: RefCell::default(),
            expandable: Cell::new(expandable),
            is_cut: Cell::new(false),
        })
    }

    /// The terms of a field that pass a test, from `first` on for as long as they go on. `key` names the expansion: the same
    /// field and key are looked up once. Of more terms than may be had, those are left out that come last in the order of
    /// their bytes.
    pub(crate) fn expansion(
        &self,
        field: Field,
        key: &str,
        first: &str,
        goes_on: impl Fn(&str) -> bool,
        passes: impl Fn(&str) -> bool,
    ) -> Result<Arc<[Term]>> {
        if let Some(known) = self.expansions.borrow().get(&(field, key.to_owned())) {
            return Ok(Arc::clone(known));
        }
        let failed = || Error::engine("read the terms of a field");
        let most = self.expandable.get();
        let mut ticker = Ticker::new(self.deadline, 1024);
        let mut found = BTreeSet::new();
        for reader in self.commit.segment_readers() {
            self.deadline.check()?;
            let inverted = reader.inverted_index(field).map_err(failed())?;
            let mut terms = inverted
                .terms()
                .range()
                .ge(first.as_bytes())
                .into_stream()
                .map_err(|error| failed()(error.into()))?;
            while terms.advance() && !ticker.step() {
                let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
                if !goes_on(term) {
                    break;
                }
                if passes(term) {
                    found.insert(term.to_owned());
                    if found.len() > most {
                        self.is_cut.set(true);
                        // What follows in this segment comes later still.
                        if found.pop_last().is_some_and(|last| last == term) {
                            break;
                        }
                    }
                }
            }
        }
        self.deadline.check()?;
        self.expandable.set(most - found.len());
        let terms: Arc<[Term]> = found.iter().map(|term| Term::from_field_text(field, term)).collect();
        self.expansions.borrow_mut().insert((field, key.to_owned()), Arc::clone(&terms));
        Ok(terms)
    }

    /// True if an expansion was cut.
    pub(crate) fn is_expansion_cut(&self) -> bool {
        self.is_cut.get()
    }

    pub(crate) fn deadline(&self) -> Deadline {
        self.deadline
    }

    /// Runs a collector over the matches of a query. `action` names the operation in an error.
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

    /// The document frequency of a term, deleted articles that are still in their segment included.
    pub(crate) fn holding(&self, term: &Term) -> Result<u64> {
        self.doc_freq(term).map_err(Error::engine("read how often a term occurs"))
    }

    /// The number of articles, the deleted ones included.
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
