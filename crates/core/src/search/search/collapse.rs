//! Collapsing of hits: pages in which the hits are the best of each value of a field of one's own.
//!
//! **Law.** All hits are considered in order. A hit is kept if no kept hit has the same value; a hit without a value is always
//! kept. The list of kept hits is therefore the same for every page size. If an article has several values, the first in byte
//! order counts.

use std::collections::{HashMap, HashSet};

use jianbao_analysis::normalize;
use jianbao_article::{FieldType, shown_moment};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, MonotonicallyMappableToU64, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::{Ranked, RankedHits, Search, end_of_page};
use crate::error::{Error, Result};
use crate::index::index::Index;
use crate::index::searcher::Searcher;
use crate::request::FieldPurpose;
use crate::response::Collapsed;
use crate::segment::own_columns::OwnColumn;

/// The groups of articles with the same value of a field.
pub(super) struct Groups<'i> {
    column: &'i OwnColumn,
    segments: Vec<SegmentValues>,
}

/// The values of one segment.
#[derive(Clone)]
struct SegmentValues {
    values: Option<Column<u64>>,
    texts: Option<StrColumn>,
}

/// The value that the articles of a group have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// A text in normal form.
    Text(String),
    /// A number as the column maps it.
    Number(u64),
}

/// The number of matching articles of each group.
#[derive(Default)]
pub(super) struct GroupCounts {
    by_key: HashMap<Key, u64>,
    without_value: u64,
}

impl GroupCounts {
    /// The number of groups; an article without a value is one.
    pub(super) fn groups(&self) -> u64 {
        self.by_key.len() as u64 + self.without_value
    }
}

impl<'i> Groups<'i> {
    /// The groups by a field.
    pub(super) fn of(index: &'i Index, searcher: &Searcher, field: &str) -> Result<Groups<'i>> {
        let column = index.own_column(field, FieldPurpose::Collapse)?;
        let open = |reader: &SegmentReader| SegmentValues::open(column, reader);
        let segments = searcher.commit.segment_readers().iter().map(open).collect::<tantivy::Result<_>>();
        Ok(Groups { column, segments: segments.map_err(Error::engine("open a column to collapse by"))? })
    }

    /// The value of a document as printed, and the key of its group; none without a value.
    fn of_document(&self, address: DocAddress) -> Result<Option<(String, Key)>> {
        let segment = &self.segments[address.segment_ord as usize];
        let Some(value) = segment.least(address.doc_id) else { return Ok(None) };
        let Some(texts) = &segment.texts else {
            let shown = match self.column.field_type {
                FieldType::Number => f64::from_u64(value).to_string(),
                FieldType::Time => shown_moment(i64::from_u64(value)),
                FieldType::Flag => (i64::from_u64(value) != 0).to_string(),
                _ => i64::from_u64(value).to_string(),
            };
            return Ok(Some((shown, Key::Number(value))));
        };
        let mut text = String::new();
        texts.ord_to_str(value, &mut text).map_err(|error| Error::engine("read a value")(error.into()))?;
        let key = Key::Text(normalize(&text));
        Ok(Some((text, key)))
    }

    /// The value of a hit, and the number of further articles with it.
    pub(super) fn collapsed(&self, address: DocAddress, counts: &GroupCounts) -> Result<Option<Collapsed>> {
        let found = self.of_document(address)?;
        Ok(found.map(|(value, key)| {
            let articles = counts.by_key.get(&key).copied().unwrap_or(0);
            Collapsed { value, more: articles.saturating_sub(1) }
        }))
    }
}

impl SegmentValues {
    fn open(column: &OwnColumn, reader: &SegmentReader) -> tantivy::Result<SegmentValues> {
        let columns = reader.fast_fields();
        Ok(SegmentValues {
            values: columns.u64_lenient(&column.column)?.map(|(values, _)| values),
            texts: if column.is_text() { columns.str(&column.column)? } else { None },
        })
    }

    /// The least value of a document. Ordinals of texts are in byte order.
    fn least(&self, doc: DocId) -> Option<u64> {
        self.values.as_ref()?.values_for_doc(doc).min()
    }
}

impl Search<'_> {
    /// The requested page of the best of each group.
    pub(super) fn collapsed(&self, groups: &Groups<'_>) -> Result<RankedHits> {
        let (offset, end) = (self.request.offset, end_of_page(self.request));
        let limit = end.saturating_sub(offset);
        if limit == 0 {
            return self.unfolded(offset, limit);
        }
        // A few more than requested, and twice as many each time that too many of them share a value.
        let mut looked_at = end.saturating_add(end / 2).saturating_add(8);
        loop {
            let RankedHits { ranked, total } = self.unfolded(0, looked_at)?;
            let is_all = ranked.len() < looked_at;
            let kept = self.first_of_each(groups, ranked)?;
            if is_all || kept.len() >= end {
                let page = kept.into_iter().take(end).skip(offset);
                return Ok(RankedHits { ranked: page.collect(), total });
            }
            looked_at = looked_at.saturating_mul(2);
        }
    }

    /// The first hit of each group, in order.
    fn first_of_each(&self, groups: &Groups<'_>, hits: Vec<Ranked>) -> Result<Vec<Ranked>> {
        let mut seen = HashSet::new();
        let mut kept = Vec::new();
        for ranked in hits {
            self.searcher.deadline().check()?;
            let is_first = match groups.of_document(ranked.found.address)? {
                Some((_, key)) => seen.insert(key),
                None => true,
            };
            if is_first {
                kept.push(ranked);
            }
        }
        Ok(kept)
    }

    /// The number of full matches of each group.
    pub(super) fn group_counts(&self, groups: &Groups<'_>) -> Result<GroupCounts> {
        self.searcher.search(&self.full, GroupCounter { column: groups.column }, "count the groups")
    }
}

/// Counts the matches of each group; no scores are computed.
struct GroupCounter<'c> {
    column: &'c OwnColumn,
}

struct SegmentGroupCounter {
    segment: SegmentValues,
    by_value: HashMap<u64, u64>,
    without_value: u64,
}

impl Collector for GroupCounter<'_> {
    type Fruit = GroupCounts;
    type Child = SegmentGroupCounter;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentGroupCounter> {
        let segment = SegmentValues::open(self.column, reader)?;
        Ok(SegmentGroupCounter { segment, by_value: HashMap::new(), without_value: 0 })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<GroupCounts>>) -> tantivy::Result<GroupCounts> {
        let mut all = GroupCounts::default();
        for segment in segments {
            let GroupCounts { by_key, without_value } = segment?;
            all.without_value += without_value;
            for (key, count) in by_key {
                *all.by_key.entry(key).or_default() += count;
            }
        }
        Ok(all)
    }
}

impl SegmentCollector for SegmentGroupCounter {
    type Fruit = tantivy::Result<GroupCounts>;

    fn collect(&mut self, doc: DocId, _: Score) {
        match self.segment.least(doc) {
            Some(value) => *self.by_value.entry(value).or_default() += 1,
            None => self.without_value += 1,
        }
    }

    fn harvest(self) -> tantivy::Result<GroupCounts> {
        let mut counts = GroupCounts { by_key: HashMap::new(), without_value: self.without_value };
        for (value, count) in self.by_value {
            let key = match &self.segment.texts {
                None => Key::Number(value),
                Some(texts) => {
                    let mut text = String::new();
                    texts.ord_to_str(value, &mut text)?;
                    Key::Text(normalize(&text))
                }
            };
            *counts.by_key.entry(key).or_default() += count;
        }
        Ok(counts)
    }
}
