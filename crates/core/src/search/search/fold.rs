//! Folding of reprints: a page lists an article under the first hit that it is a reprint of.
//!
//! Rule: all hits are considered in order. A hit that is no reprint of an earlier kept hit is kept; any other is folded under
//! the first kept hit that it is a reprint of. The list of kept hits is therefore the same for every page size, and every hit
//! is either kept or folded exactly once.

use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::{Ranked, RankedHits, Search, end_of_page};
use crate::error::{Error, Result};
use crate::index::searcher::Ticker;
use crate::segment::columns::{Columns, SegmentColumns};
use crate::segment::signature::Signature;
use crate::segment::signature_index::SignatureIndex;
use crate::segment::when::When;

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
            let (kept, folded) = self.folded_list(ranked)?;
            if is_all || kept.len() >= end {
                break (kept, folded, total);
            }
            looked_at = looked_at.saturating_mul(2);
        };
        kept.truncate(end);
        // Full matches beyond the visited ones fold too.
        let signatures = Arc::new(signatures_of(&kept));
        let ticker = Ticker::new(self.searcher.deadline(), DOCUMENTS_A_LOOK);
        let collector = Reprinting { columns: &self.searcher.columns, kept: Arc::clone(&signatures), ticker };
        let further = self.searcher.search(&self.full, collector, "look for reprints")?;
        folded.extend(further);
        folded.sort_unstable_by_key(|reprint| reprint.address);
        folded.dedup_by_key(|reprint| reprint.address);
        // Newest first, undated last, then by id.
        let ids = self.searcher.columns.ids(folded.iter().map(|reprint| reprint.address));
        let ids = ids.map_err(Error::engine("read the ids of reprints"))?;
        let mut named: Vec<_> = (folded.into_iter().zip(ids)).collect();
        named.sort_unstable_by(|(a, a_id), (b, b_id)| {
            a.when.newest_first(b.when).then_with(|| a_id.cmp(b_id))
        });
        for (reprint, id) in named {
            let under = signatures.first_like(reprint.signature).map(|place| &mut kept[place]);
            if let Some(under) = under.filter(|under| under.ranked.found.address != reprint.address) {
                under.ranked.reprints.push(id);
            }
        }
        Ok(RankedHits { ranked: kept.into_iter().skip(offset).map(|kept| kept.ranked).collect(), total })
    }

    /// Splits hits, in order, into kept ones and those folded under a kept one.
    fn folded_list(&self, hits: Vec<Ranked>) -> Result<(Vec<Kept>, Vec<Reprint>)> {
        let (mut kept, mut folded): (Vec<Kept>, Vec<Reprint>) = (Vec::new(), Vec::new());
        let mut signatures = SignatureIndex::default();
        let mut ticker = Ticker::new(self.searcher.deadline(), DOCUMENTS_A_LOOK);
        for ranked in hits {
            if ticker.step() {
                self.searcher.deadline().check()?;
            }
            let address = ranked.found.address;
            let signature = self.searcher.columns.of_segment(address.segment_ord).signature(address.doc_id);
            match signature.filter(|&signature| signatures.first_like(signature).is_some()) {
                Some(signature) => folded.push(Reprint { address, signature, when: ranked.found.when }),
                None => {
                    if let Some(signature) = signature {
                        signatures.push(signature, kept.len());
                    }
                    kept.push(Kept { ranked, signature });
                }
            }
        }
        Ok((kept, folded))
    }
}

/// The number of documents between two checks of the clock.
const DOCUMENTS_A_LOOK: u32 = 256;

fn signatures_of(kept: &[Kept]) -> SignatureIndex {
    let mut signatures = SignatureIndex::default();
    for (place, kept) in kept.iter().enumerate() {
        if let Some(signature) = kept.signature {
            signatures.push(signature, place);
        }
    }
    signatures
}

struct Kept {
    ranked: Ranked,
    signature: Option<Signature>,
}

/// An article that is folded under another one.
struct Reprint {
    address: DocAddress,
    signature: Signature,
    when: When,
}

/// Collects the matches that are reprints of kept ones, the kept ones included.
struct Reprinting<'c> {
    columns: &'c Columns,
    kept: Arc<SignatureIndex>,
    ticker: Ticker,
}

struct SegmentReprinting {
    kept: Arc<SignatureIndex>,
    ticker: Ticker,
    columns: SegmentColumns,
    segment: SegmentOrdinal,
    found: Vec<Reprint>,
}

impl Collector for Reprinting<'_> {
    type Fruit = Vec<Reprint>;
    type Child = SegmentReprinting;

    fn for_segment(&self, segment: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<SegmentReprinting> {
        let columns = self.columns.of_segment(segment).clone();
        let (kept, ticker) = (Arc::clone(&self.kept), self.ticker.clone());
        Ok(SegmentReprinting { kept, ticker, columns, segment, found: Vec::new() })
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
        // What is found when the time is over is not used.
        if self.ticker.step() {
            return;
        }
        let Some(signature) = self.columns.signature(doc) else { return };
        if self.kept.first_like(signature).is_some() {
            let address = DocAddress::new(self.segment, doc);
            self.found.push(Reprint { address, signature, when: self.columns.when(doc) });
        }
    }

    fn harvest(self) -> Vec<Reprint> {
        self.found
    }
}
