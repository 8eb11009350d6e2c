//! Collector of the addresses of all matches of a query, in order.

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

/// Collects every match once, in the order of segments and documents. Cost: eight bytes a match.
pub(crate) struct Addresses;

/// The matches of one segment.
pub(crate) struct SegmentAddresses {
    segment: SegmentOrdinal,
    addresses: Vec<DocAddress>,
}

impl Collector for Addresses {
    type Fruit = Vec<DocAddress>;
    type Child = SegmentAddresses;

    fn for_segment(&self, segment: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<SegmentAddresses> {
        Ok(SegmentAddresses { segment, addresses: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, mut segments: Vec<Vec<DocAddress>>) -> tantivy::Result<Vec<DocAddress>> {
        segments.sort_by_key(|addresses| addresses.first().copied());
        Ok(segments.concat())
    }
}

impl SegmentCollector for SegmentAddresses {
    type Fruit = Vec<DocAddress>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.addresses.push(DocAddress::new(self.segment, doc));
    }

    fn harvest(self) -> Vec<DocAddress> {
        self.addresses
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use jianbao_article::Article;
    use tantivy::collector::DocSetCollector;
    use tantivy::query::AllQuery;

    use super::*;
    use crate::index::index::Index;

    #[test]
    fn every_match_is_collected_once_and_in_order() {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        for number in 0..200 {
            writer.add(Article { id: Some(number.to_string()), ..Article::default() }).unwrap();
            if number % 60 == 0 {
                writer.commit().unwrap();
            }
        }
        writer.finish().unwrap();
        let commit = &index.reader().searcher;
        let addresses = commit.search(&AllQuery, &Addresses).unwrap();
        assert!(addresses.is_sorted() && addresses.len() == 200);
        let expect = commit.search(&AllQuery, &DocSetCollector).unwrap();
        assert_eq!(addresses.into_iter().collect::<HashSet<_>>(), expect);
    }
}
