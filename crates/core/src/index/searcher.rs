//! A commit during one search: its segments, document frequencies, and the deadline.
//!
//! The document frequency of a term is looked up in every segment. A search needs it several times: for the weight of a string,
//! for the score of each query with the term, and for the choice of snippets. Without a cache, these lookups take half the time
//! of a two-word query. The results are therefore cached for the search.
//!
//! The terms to which a prefix or a fuzzy word expands are cached too; their number in a search is bounded.
//!
//! The deadline is checked at three places: before a pass over a segment, after every few texts or documents that a pass visits
//! one by one, and before every article that is read.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tantivy::collector::{Collector, Count};
use tantivy::query::{Bm25StatisticsProvider, Query, Weight};
use tantivy::schema::Field;
use tantivy::{SegmentOrdinal, SegmentReader, TantivyError, Term};

use crate::error::{Error, Result};
use crate::facts::{Facts, Question};
use crate::index::index::Index;
use crate::index::verdicts::{VerdictTable, Verdicts};
use crate::segment::columns::Columns;
use crate::segment::schema::Fields;
use crate::stop_signal::StopSignal;

/// The state that one search reads.
pub(crate) struct Searcher {
    pub(crate) commit: tantivy::Searcher,
    pub(crate) columns: Arc<Columns>,
    deadline: Deadline,
    frequencies: RefCell<HashMap<Term, u64>>,
    token_counts: RefCell<HashMap<Field, u64>>,
    expansions: RefCell<HashMap<ExpansionKey, Arc<[Term]>>>,
    verdicts: VerdictTable,
    /// The number of terms that expansions may still add.
    expandable: Cell<usize>,
    is_cut: Cell<bool>,
    /// The facts of the whole collection, if the index has only a part of it.
    whole: Option<(Facts, Fields)>,
}

/// The field and the key of an expansion.
type ExpansionKey = (Field, String);

/// The end of a search before its time: its deadline, or a request to stop.
#[derive(Clone, Debug)]
pub(crate) struct Deadline {
    started: Instant,
    limit: Option<Duration>,
    stop: Option<StopSignal>,
}

impl Deadline {
    /// The deadline after this number of milliseconds; none without a limit. The signal ends the search too.
    pub(crate) fn new(limit_ms: Option<u64>, stop: Option<StopSignal>) -> Deadline {
        Deadline { started: Instant::now(), limit: limit_ms.map(Duration::from_millis), stop }
    }

    /// The time since the search began.
    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// True if there is a deadline, or a signal may come.
    pub(crate) fn is_set(&self) -> bool {
        self.limit.is_some() || self.stop.is_some()
    }

    pub(crate) fn is_over(&self) -> bool {
        self.is_stopped() || self.limit.is_some_and(|limit| self.elapsed() >= limit)
    }

    fn is_stopped(&self) -> bool {
        self.stop.as_ref().is_some_and(StopSignal::is_set)
    }

    /// An error if the time is over.
    pub(crate) fn check(&self) -> Result<()> {
        if self.is_stopped() {
            return Err(Error::Stopped);
        }
        match self.limit {
            Some(limit) if self.elapsed() >= limit => {
                Err(Error::TimedOut { limit_ms: u64::try_from(limit.as_millis()).unwrap_or(u64::MAX) })
            }
            _ => Ok(()),
        }
    }
}

/// A check of the clock every few steps of a loop.
#[derive(Clone, Debug)]
pub(crate) struct Ticker {
    deadline: Deadline,
    steps: u32,
    steps_a_look: u32,
    is_over: bool,
}

impl Ticker {
    pub(crate) fn new(deadline: &Deadline, steps_a_look: u32) -> Ticker {
        Ticker { deadline: deadline.clone(), steps: 0, steps_a_look, is_over: false }
    }

    /// Counts one step of the loop. Returns true if the time is over, as of the last check.
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
    /// The last commit that an index has loaded, for one search with this deadline. A deadline in the past is an error.
    /// `expandable` is the maximum number of terms of all expansions.
    pub(crate) fn of(index: &Index, deadline: Deadline, expandable: usize) -> Result<Searcher> {
        Searcher::within(index, deadline, expandable, None)
    }

    /// The same, for an index that has a part of the collection with these facts.
    pub(crate) fn within(
        index: &Index,
        deadline: Deadline,
        expandable: usize,
        whole: Option<&Facts>,
    ) -> Result<Searcher> {
        deadline.check()?;
        let loaded = index.reader();
        Ok(Searcher {
            commit: loaded.searcher.clone(),
            columns: Arc::clone(&loaded.columns),
            deadline,
            frequencies: RefCell::default(),
            token_counts: RefCell::default(),
            expansions: RefCell::default(),
            verdicts: VerdictTable::default(),
            expandable: Cell::new(expandable),
            is_cut: Cell::new(false),
            whole: whole.map(|facts| (facts.clone(), *index.fields())),
        })
    }

    /// The terms of a field that pass a test, from `first` on while `goes_on` is true. `key` identifies the expansion, so that
    /// the same field and key are looked up once. Beyond the maximum, the last terms in byte order are left out.
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
        let mut ticker = Ticker::new(&self.deadline, 1024);
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
                        // Later terms of this segment come later still.
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

    pub(crate) fn deadline(&self) -> &Deadline {
        &self.deadline
    }

    /// The verdicts of this search for a check of texts. The key identifies the check, so different checks need different keys.
    pub(crate) fn verdicts(&self, key: String) -> Verdicts {
        let segments = self.commit.segment_readers().iter();
        self.verdicts.of(key, segments.map(|reader| (reader.segment_id(), reader.max_doc())))
    }

    /// Runs a collector over the matches of a query. `action` names the operation in an error.
    pub(crate) fn search<C: Collector>(
        &self,
        query: &dyn Query,
        collector: C,
        action: &'static str,
    ) -> Result<C::Fruit> {
        self.deadline.check()?;
        let collector = Timed { collector, deadline: self.deadline.clone() };
        let found = self.commit.search_with_statistics_provider(query, &collector, self);
        // The matches so far are incomplete when the time is over.
        self.deadline.check()?;
        found.map_err(Error::engine(action))
    }

    /// The number of matches of a query.
    pub(crate) fn count(&self, query: &dyn Query) -> Result<u64> {
        self.search(query, Count, "count the matches").map(|count| count as u64)
    }

    /// The document frequency of a term, deleted articles that are still in their segment included.
    pub(crate) fn holding(&self, term: &Term) -> Result<u64> {
        self.doc_freq(term).map_err(Error::engine("read how often a term occurs"))
    }

    /// The question for the frequency of a term in the whole collection; `None` for a field without such facts.
    fn question(&self, term: &Term) -> Option<Question> {
        let (_, fields) = self.whole.as_ref()?;
        let text = term.value().as_str()?.to_owned();
        match term.field() {
            field if field == fields.all_words => Some(Question::Word { term: text }),
            field if field == fields.title_words => Some(Question::TitleWord { term: text }),
            field if field == fields.all_chars => Some(Question::Unit { unit: text }),
            field if field == fields.kept_key => Some(Question::KeptKey { key: text }),
            _ => None,
        }
    }

    /// The facts of the whole collection, if the index has only a part of it.
    pub(crate) fn whole(&self) -> Option<&Facts> {
        self.whole.as_ref().map(|(facts, _)| facts)
    }

    /// The number of articles that can be found.
    pub(crate) fn findable(&self) -> u64 {
        self.whole().map_or_else(|| self.commit.num_docs(), Facts::articles)
    }

    /// The number of articles, the deleted ones included.
    pub(crate) fn all(&self) -> u64 {
        if let Some(facts) = self.whole() {
            return facts.articles();
        }
        self.commit.segment_readers().iter().map(|reader| u64::from(reader.max_doc())).sum()
    }
}

impl Bm25StatisticsProvider for Searcher {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        if let Some((facts, fields)) = &self.whole {
            let lengths = facts.lengths();
            match field {
                field if field == fields.all_words => return Ok(lengths.words),
                field if field == fields.title_words => return Ok(lengths.title_words),
                field if field == fields.all_chars => return Ok(lengths.characters),
                _ => {}
            }
        }
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
        let frequency = match self.whole.as_ref().zip(self.question(term)) {
            // A search is made again when a fact is known.
            Some(((facts, _), question)) => facts.known(question).unwrap_or(0),
            None => self.commit.doc_freq(term)?,
        };
        self.frequencies.borrow_mut().insert(term.clone(), frequency);
        Ok(frequency)
    }
}

/// A collector that starts no segment after the deadline.
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
