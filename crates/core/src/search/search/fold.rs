//! Folding of reprints: pages in which an article is listed under the first hit that it is a reprint of.
//!
//! The law: go through all hits in order. A hit that is not a reprint of any kept one is kept; another one is folded under the
//! first kept one that it is a reprint of. The kept hits, page after page, are therefore the same list for any size of the page,
//! and every hit is either in it or folded once.

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::{Ranked, RankedHits, Search, end_of_page};
use crate::error::{Error, Result};
use crate::segment::columns::{Columns, SegmentColumns};
use crate::segment::signature::Signature;

impl Search<'_> {
    /// The requested page, reprints folded.
    pub(super) fn folded(&self) -> Result<RankedHits> {
        let (offset, end) = (self.request.offset, end_of_page(self.request));
        let limit = end.saturating_sub(offset);
        if limit == 0 {
            return self.unfolded(offset, limit);
        }
        // A few more than requested, and twice as many each time that too many of them fold.
        let mut looked_at = end.saturating_add(end / 2).saturating_add(8);
        let (mut kept, mut folded, total) = loop {
            let RankedHits { ranked, total } = self.unfolded(0, looked_at)?;
            let is_all = ranked.len() < looked_at;
            let (kept, folded) = folded_list(&self.searcher.columns, ranked);
            if is_all || kept.len() >= end {
                break (kept, folded, total);
            }
            looked_at = looked_at.saturating_mul(2);
        };
        kept.truncate(end);
        // Full matches beyond the visited ones fold too.
        let signatures = kept.iter().filter_map(|kept| kept.signature).collect();
        let collector = Reprinting { columns: &self.searcher.columns, kept: signatures };
        let further = self.searcher.search(&self.full, collector, "look for reprints")?;
        folded.extend(further);
        folded.sort_unstable_by_key(|reprint| reprint.address);
        folded.dedup_by_key(|reprint| reprint.address);
        // Newest first, undated last, then by id.
        let ids = self.searcher.columns.ids(folded.iter().map(|reprint| reprint.address));
        let ids = ids.map_err(Error::engine("read the ids of reprints"))?;
        let mut named: Vec<_> = (folded.into_iter().zip(ids))
            .map(|(reprint, id)| (std::cmp::Reverse(reprint.day), id, reprint))
            .collect();
        named.sort_unstable_by(|(a_day, a_id, _), (b_day, b_id, _)| (a_day, a_id).cmp(&(b_day, b_id)));
        for (_, id, reprint) in named {
            let under = (kept.iter_mut()).find(|kept| is_reprint(kept.signature, Some(reprint.signature)));
            if let Some(under) = under.filter(|under| under.ranked.found.address != reprint.address) {
                under.ranked.reprints.push(id);
            }
        }
        Ok(RankedHits { ranked: kept.into_iter().skip(offset).map(|kept| kept.ranked).collect(), total })
    }
}

struct Kept {
    ranked: Ranked,
    signature: Option<Signature>,
}

/// An article that is folded under another one.
struct Reprint {
    address: DocAddress,
    signature: Signature,
    day: Option<i64>,
}

fn is_reprint(of: Option<Signature>, signature: Option<Signature>) -> bool {
    matches!((of, signature), (Some(of), Some(signature)) if signature.is_reprint_of(of))
}

/// Goes through hits in order, and decides which are kept and which are folded.
fn folded_list(columns: &Columns, hits: Vec<Ranked>) -> (Vec<Kept>, Vec<Reprint>) {
    let (mut kept, mut folded): (Vec<Kept>, Vec<Reprint>) = (Vec::new(), Vec::new());
    for ranked in hits {
        let address = ranked.found.address;
        let signature = columns.of_segment(address.segment_ord).signature(address.doc_id);
        match signature.filter(|_| kept.iter().any(|kept| is_reprint(kept.signature, signature))) {
            Some(signature) => folded.push(Reprint { address, signature, day: ranked.found.day }),
            None => kept.push(Kept { ranked, signature }),
        }
    }
    (kept, folded)
}

/// Collects the matches that are reprints of kept ones, the kept ones included.
struct Reprinting<'c> {
    columns: &'c Columns,
    kept: Vec<Signature>,
}

struct SegmentReprinting {
    kept: Vec<Signature>,
    columns: SegmentColumns,
    segment: SegmentOrdinal,
    found: Vec<Reprint>,
}

impl Collector for Reprinting<'_> {
    type Fruit = Vec<Reprint>;
    type Child = SegmentReprinting;

    fn for_segment(&self, segment: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<SegmentReprinting> {
        let columns = self.columns.of_segment(segment).clone();
        Ok(SegmentReprinting { kept: self.kept.clone(), columns, segment, found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Vec<Reprint>>) -> tantivy::Result<Vec<Reprint>> {
        Ok(segments.into_iter().flatten().collect())
    }
}

impl SegmentCollector for SegmentReprinting {
    type Fruit = Vec<Reprint>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let Some(signature) = self.columns.signature(doc) else { return };
        if self.kept.iter().any(|&kept| signature.is_reprint_of(kept)) {
            let address = DocAddress::new(self.segment, doc);
            self.found.push(Reprint { address, signature, day: self.columns.day(doc) });
        }
    }

    fn harvest(self) -> Vec<Reprint> {
        self.found
    }
}
