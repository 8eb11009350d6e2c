//! Exact top-k collector, which keeps all documents that tie with the last place.
//!
//! tantivy's own collector breaks ties by the position of a document, which changes when segments merge. This collector keeps
//! every document that ties with the last place until all segments are read. Ties are then broken by date and time, newest first,
//! and by id. The same index content and request therefore give the same page.

use std::cmp::Ordering;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::Weight;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use crate::index::searcher::Deadline;
use crate::request::Sort;
use crate::search::own_order::{OwnOrder, SegmentKeys};
use crate::segment::columns::{Columns, SegmentColumns};
use crate::segment::when::When;

/// A document that matched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ScoredDoc {
    pub(crate) score: Score,
    /// The key that decides before the score: that of a field of one's own, or [`WHOLE_WORD`]. Smaller keys come first, and documents
    /// without one last.
    pub(crate) key: Option<u64>,
    pub(crate) when: When,
    pub(crate) address: DocAddress,
}

/// The key of a document that has the word of the query as a word.
pub(crate) const WHOLE_WORD: u64 = 0;

/// Collects the first `limit` documents in the order of `sort`, and all that tie with the last of them.
#[derive(Clone, Copy)]
pub(crate) struct TopDocs<'c> {
    pub(crate) columns: &'c Columns,
    pub(crate) deadline: &'c Deadline,
    pub(crate) limit: usize,
    /// The order by a field of one's own, before that of `sort`.
    pub(crate) own_order: Option<&'c OwnOrder>,
    pub(crate) sort: Sort,
    pub(crate) recency: Option<Recency>,
}

/// The decay of scores with the age of an article: half after each half-life.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Recency {
    /// Days since 1970-01-01.
    pub(crate) today: i64,
    pub(crate) half_life_days: u32,
}

impl Recency {
    /// The factor of a score: 1 for an article of today or later, 0 for one without a date.
    pub(crate) fn factor(recency: Option<Recency>, day: Option<i64>) -> Score {
        let Some(recency) = recency else { return 1.0 };
        let Some(day) = day else { return 0.0 };
        let age_days = i32::try_from((recency.today - day).max(0)).unwrap_or(i32::MAX);
        let half_lives = f64::from(age_days) / f64::from(recency.half_life_days.max(1));
        #[expect(clippy::cast_possible_truncation, reason = "a factor between 0 and 1")]
        let factor = (-half_lives).exp2() as Score;
        factor
    }
}

/// The order of the page as far as it does not need the ids.
pub(crate) fn page_order(sort: Sort, a: &ScoredDoc, b: &ScoredDoc) -> Ordering {
    if a.key != b.key {
        // None is last.
        let rank = |key: Option<u64>| (key.is_none(), key);
        return rank(a.key).cmp(&rank(b.key));
    }
    let by_score = || b.score.total_cmp(&a.score);
    let newest_first = || a.when.newest_first(b.when);
    match sort {
        Sort::Relevance => by_score().then_with(newest_first),
        Sort::Newest => newest_first().then_with(by_score),
        Sort::Oldest => a.when.oldest_first(b.when).then_with(by_score),
    }
}

/// Keeps the first `limit` documents and those that tie with the last of them.
fn keep_first(found: &mut Vec<ScoredDoc>, limit: usize, sort: Sort) {
    if limit == 0 {
        found.clear();
    }
    if found.len() <= limit {
        return;
    }
    let (_, last, _) = found.select_nth_unstable_by(limit - 1, |a, b| page_order(sort, a, b));
    let last = *last;
    found.retain(|candidate| page_order(sort, candidate, &last) != Ordering::Greater);
}

/// Sorts documents in the order of the page, as far as it does not need the ids. Returns the number of those
/// among the first `count` or tied with the last of them.
pub(crate) fn sort_and_count_first(found: &mut [ScoredDoc], count: usize, sort: Sort) -> usize {
    found.sort_unstable_by(|a, b| page_order(sort, a, b));
    match count.checked_sub(1).and_then(|last| found.get(last)) {
        Some(last) => {
            found.partition_point(|candidate| page_order(sort, candidate, last) != Ordering::Greater)
        }
        None => found.len(),
    }
}

impl Collector for TopDocs<'_> {
    type Fruit = Vec<ScoredDoc>;
    type Child = SegmentTopDocs;

    fn for_segment(&self, segment: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<SegmentTopDocs> {
        let columns = self.columns.of_segment(segment).clone();
        let shrink_at = self.limit.saturating_mul(2).max(16);
        let (limit, sort, recency) = (self.limit, self.sort, self.recency);
        let own_keys = self.own_order.map(|order| order.of_segment(segment));
        Ok(SegmentTopDocs { limit, sort, own_keys, recency, segment, columns, found: Vec::new(), shrink_at })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<Vec<ScoredDoc>>) -> tantivy::Result<Vec<ScoredDoc>> {
        let mut found = segments.concat();
        keep_first(&mut found, self.limit, self.sort);
        Ok(found)
    }

    /// By relevance, blocks of documents that cannot reach the page are skipped. The threshold given to the scorer is just below
    /// the last place's score, so that ties still pass. The decay with age only reduces scores, so nothing is skipped that could
    /// reach the page.
    fn collect_segment(
        &self,
        weight: &dyn Weight,
        segment: u32,
        reader: &SegmentReader,
    ) -> tantivy::Result<Vec<ScoredDoc>> {
        let mut best = self.for_segment(segment, reader)?;
        if self.limit == 0 {
            return Ok(Vec::new());
        }
        let alive = reader.alive_bitset();
        let is_alive = |doc: DocId| alive.is_none_or(|alive| alive.is_alive(doc));
        // Scores decide nothing before another order.
        let by_score = self.sort == Sort::Relevance && self.own_order.is_none();
        match by_score {
            false => weight.for_each(reader, &mut |doc, score| {
                if is_alive(doc) {
                    best.collect(doc, score);
                }
            })?,
            true => {
                let mut threshold = Score::MIN;
                weight.for_each_pruning(Score::MIN, reader, &mut |doc, score| {
                    if is_alive(doc) {
                        best.collect(doc, score);
                        if best.found.len() >= best.shrink_at {
                            best.shrink();
                            // Nothing can enter any more when the time is over.
                            let is_over = self.deadline.is_over();
                            threshold = if is_over { Score::MAX } else { best.last_score().next_down() };
                        }
                    }
                    threshold
                })?;
            }
        }
        Ok(best.harvest())
    }
}

/// The best of one segment.
pub(crate) struct SegmentTopDocs {
    limit: usize,
    sort: Sort,
    own_keys: Option<SegmentKeys>,
    recency: Option<Recency>,
    segment: SegmentOrdinal,
    columns: SegmentColumns,
    found: Vec<ScoredDoc>,
    /// The number of collected documents at which the list is cut to the best. Twice the number that is kept, so that this costs
    /// a constant per document even with many ties.
    shrink_at: usize,
}

impl SegmentTopDocs {
    fn shrink(&mut self) {
        keep_first(&mut self.found, self.limit, self.sort);
        self.shrink_at = self.found.len().max(self.limit).saturating_mul(2).max(16);
    }

    fn last_score(&self) -> Score {
        self.found.iter().map(|found| found.score).fold(Score::MAX, Score::min)
    }
}

impl SegmentCollector for SegmentTopDocs {
    type Fruit = Vec<ScoredDoc>;

    fn collect(&mut self, doc: DocId, score: Score) {
        let address = DocAddress::new(self.segment, doc);
        let when = self.columns.when(doc);
        let key = self.own_keys.as_ref().and_then(|keys| keys.key(doc));
        let score = score * Recency::factor(self.recency, when.day);
        self.found.push(ScoredDoc { score, key, when, address });
        // Under relevance the pruning shrinks the list.
        if self.own_keys.is_some() && self.found.len() >= self.shrink_at {
            self.shrink();
        }
    }

    fn harvest(mut self) -> Vec<ScoredDoc> {
        self.shrink();
        self.found
    }
}

/// Sorts the documents that [`TopDocs`] collected in the order of the page and cuts them to the limit.
pub(crate) fn in_page_order(
    best: &TopDocs<'_>,
    mut found: Vec<ScoredDoc>,
) -> tantivy::Result<Vec<(ScoredDoc, String)>> {
    keep_first(&mut found, best.limit, best.sort);
    let ids = best.columns.ids(found.iter().map(|found| found.address))?;
    let mut page: Vec<(ScoredDoc, String)> = found.into_iter().zip(ids).collect();
    page.sort_by(|(a, a_id), (b, b_id)| page_order(best.sort, a, b).then_with(|| a_id.cmp(b_id)));
    page.truncate(best.limit);
    Ok(page)
}
