//! Pages in which an article is folded under the first hit that it is a reprint of.
//!
//! The law: go through all hits in their order; one that is no reprint of any that was kept is kept, another one is
//! folded under the first kept one that it is a reprint of. So the kept ones, page after page, are the same list
//! whatever the size of the page, and every hit is either on it or folded once.

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::query::Query;
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentOrdinal, SegmentReader};

use super::Ranked;
use crate::collect::id_of;
use crate::error::{Error, Result};
use crate::reprint::Signature;
use crate::request::SearchRequest;
use crate::schema::{DAY_COLUMN, SIGNATURE_COLUMNS};

/// The page that a request asks for, reprints folded. `page_of` gives the page of a request without folding.
pub(super) fn page(
    searcher: &Searcher,
    request: &SearchRequest,
    full: &dyn Query,
    page_of: impl Fn(&SearchRequest) -> Result<Vec<Ranked>>,
) -> Result<Vec<Ranked>> {
    let end = request.offset.saturating_add(request.limit);
    if request.limit == 0 {
        return Ok(Vec::new());
    }
    // A few more than asked for, and twice as many each time that too many of them fold.
    let mut looked_at = end.saturating_add(end / 2).saturating_add(8);
    let (mut kept, mut folded) = loop {
        let first = request.clone().offset(0).limit(looked_at);
        let all = page_of(&first)?;
        let is_all = all.len() < looked_at;
        let (kept, folded) = folded_list(searcher, all)?;
        if is_all || kept.len() >= end {
            break (kept, folded);
        }
        looked_at = looked_at.saturating_mul(2);
    };
    kept.truncate(end);
    // What matches in full and lies behind what was looked at folds too.
    let collector = Reprinting { kept: kept.iter().filter_map(|kept| kept.signature).collect() };
    let further = searcher.search(full, &collector).map_err(Error::engine("look for reprints"))?;
    folded.extend(further);
    folded.sort_unstable_by_key(|reprint| reprint.address);
    folded.dedup_by_key(|reprint| reprint.address);
    // Newest first, undated last, then by id.
    let mut named = folded
        .into_iter()
        .map(|reprint| Ok((std::cmp::Reverse(reprint.day), id_of(searcher, reprint.address)?, reprint)))
        .collect::<tantivy::Result<Vec<_>>>()
        .map_err(Error::engine("read the ids of reprints"))?;
    named.sort_unstable_by(|(a_day, a_id, _), (b_day, b_id, _)| (a_day, a_id).cmp(&(b_day, b_id)));
    for (_, id, reprint) in named {
        let under = (kept.iter_mut()).find(|kept| is_reprint(kept.signature, Some(reprint.signature)));
        if let Some(under) = under.filter(|under| under.ranked.found.address != reprint.address) {
            under.ranked.reprints.push(id);
        }
    }
    Ok(kept.into_iter().skip(request.offset).map(|kept| kept.ranked).collect())
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

/// Goes through hits in their order: which are kept, and which fold under one that is.
fn folded_list(searcher: &Searcher, hits: Vec<Ranked>) -> Result<(Vec<Kept>, Vec<Reprint>)> {
    let columns = (searcher.segment_readers().iter())
        .map(Signatures::open)
        .collect::<tantivy::Result<Vec<_>>>()
        .map_err(Error::engine("read the signatures"))?;
    let (mut kept, mut folded): (Vec<Kept>, Vec<Reprint>) = (Vec::new(), Vec::new());
    for ranked in hits {
        let address = ranked.found.address;
        let signature = columns[address.segment_ord as usize].of(address.doc_id);
        match signature.filter(|_| kept.iter().any(|kept| is_reprint(kept.signature, signature))) {
            Some(signature) => folded.push(Reprint { address, signature, day: ranked.found.day }),
            None => kept.push(Kept { ranked, signature }),
        }
    }
    Ok((kept, folded))
}

/// The columns of signatures of a segment.
struct Signatures([Column<u64>; 2]);

impl Signatures {
    fn open(reader: &SegmentReader) -> tantivy::Result<Signatures> {
        let [first, second] = SIGNATURE_COLUMNS;
        Ok(Signatures([reader.fast_fields().u64(first)?, reader.fast_fields().u64(second)?]))
    }

    fn of(&self, doc: DocId) -> Option<Signature> {
        let [first, second] = &self.0;
        Some(Signature([first.first(doc)?, second.first(doc)?]))
    }
}

/// Collects the matches that are reprints of what was kept, the kept ones among them.
struct Reprinting {
    kept: Vec<Signature>,
}

struct SegmentReprinting {
    kept: Vec<Signature>,
    signatures: Signatures,
    days: Column<i64>,
    segment: SegmentOrdinal,
    found: Vec<Reprint>,
}

impl Collector for Reprinting {
    type Fruit = Vec<Reprint>;
    type Child = SegmentReprinting;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentReprinting> {
        Ok(SegmentReprinting {
            kept: self.kept.clone(),
            signatures: Signatures::open(reader)?,
            days: reader.fast_fields().i64(DAY_COLUMN)?,
            segment,
            found: Vec::new(),
        })
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
        let Some(signature) = self.signatures.of(doc) else { return };
        if self.kept.iter().any(|&kept| signature.is_reprint_of(kept)) {
            let address = DocAddress::new(self.segment, doc);
            self.found.push(Reprint { address, signature, day: self.days.first(doc) });
        }
    }

    fn harvest(self) -> Vec<Reprint> {
        self.found
    }
}
