//! Substring query: candidates by the lists of pairs, then verification in the forward index.
//!
//! A text with a string has each pair of adjacent units of it. The candidates are the documents in the
//! [lists](crate::segment::pair_lists) of all these pairs. Those of a string of two units are its matches, and no text is read.
//! The text of each other candidate is searched for the string. For the score its occurrences are counted. A string cannot occur
//! more often than any of its words, so a text whose score could not reach the top is not searched. Each
//! text is checked once per search, whatever the number of its passes ([`verdicts`](crate::index::verdicts)).
//!
//! A string of unquoted text also matches where a text [reads](crate::text::reading) it over signs. Such a text has one of its
//! pairs across signs, and only the texts in the lists of these pairs are searched by the rules for signs.
//!
//! Terms decide for a string of one unit, and for one that is a word. They narrow a title and a field of one's own down, where
//! pairs of the whole text say less; and their frequencies bound the score.

mod candidates;
mod scorer;

use std::fmt;
use std::sync::Arc;

use tantivy::query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::Field;
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, TantivyError, Term};

use crate::index::searcher::{Deadline, Ticker};
use crate::index::verdicts::Verdicts;
use crate::segment::columns::Columns;
use crate::segment::needle::Needle;
use crate::text::reading::ReadingNeedle;
use crate::text::sections::Sections;
use crate::text::unit_pairs::StringPairs;
use candidates::{Candidates, Conditions};
use scorer::StringScorer;

/// The number of texts read between two checks of the clock: some tens of microseconds.
const TEXTS_A_LOOK: u32 = 32;

/// Matches articles with a string of two units or more in some sections. The score is BM25, as for a word as rare as the rarest of its
/// terms, times a weight.
#[derive(Clone)]
pub(crate) struct StringQuery {
    pub(crate) string: Needle,
    /// The same string over signs, if it is of unquoted text and can be read so.
    pub(crate) reading: Option<ReadingNeedle>,
    pub(crate) sections: Sections,
    /// The parts that every article with the string has; at least one.
    pub(crate) parts: Vec<PartTerms>,
    /// True if the only part is the string: where its own term occurs, so does the string.
    pub(crate) is_part: bool,
    /// The field of words, whose lengths the score uses.
    pub(crate) words: Field,
    /// The field of characters.
    pub(crate) characters: Field,
    /// True if the text is not searched: the matches are the candidates, for a check that follows.
    pub(crate) is_filter: bool,
    pub(crate) weight: Score,
    pub(crate) columns: Arc<Columns>,
    /// The texts that were checked for the string in this search.
    pub(crate) verdicts: Verdicts,
    pub(crate) deadline: Deadline,
}

/// The terms of a part of a string: an article with the part has one of them.
#[derive(Clone, Debug)]
pub(crate) struct PartTerms {
    /// The term of the part as written.
    pub(crate) plain: Term,
    /// The term of the part over signs; none if it is not searched.
    pub(crate) read: Option<Term>,
}

impl PartTerms {
    pub(crate) fn all(&self) -> impl Iterator<Item = &Term> {
        std::iter::once(&self.plain).chain(&self.read)
    }
}

impl fmt::Debug for StringQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StringQuery")
            .field("string", &self.string)
            .field("parts", &self.parts)
            .finish_non_exhaustive()
    }
}

impl Query for StringQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let bm25 = match scoring {
            EnableScoring::Enabled { statistics_provider, .. } => {
                let mut rarest = u64::MAX;
                for part in &self.parts {
                    let mut articles = 0;
                    for term in part.all() {
                        articles += statistics_provider.doc_freq(term)?;
                    }
                    rarest = rarest.min(articles);
                }
                let articles = statistics_provider.total_num_docs()?;
                let tokens = statistics_provider.total_num_tokens(self.words)?;
                #[expect(clippy::cast_precision_loss, reason = "an average needs no more precision")]
                // A field of one's own may have characters and no words: any average serves.
                let average = tokens.max(1) as Score / articles.max(1) as Score;
                Some(Bm25Weight::for_one_term(rarest.min(articles), articles, average).boost_by(self.weight))
            }
            EnableScoring::Disabled { .. } => None,
        };
        Ok(Box::new(StringWeight { query: self.clone(), bm25 }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.parts.iter().flat_map(PartTerms::all).for_each(|term| visitor(term, false));
    }
}

struct StringWeight {
    query: StringQuery,
    bm25: Option<Bm25Weight>,
}

impl StringWeight {
    /// A scorer before its first match; none if one of the terms does not occur in the segment.
    fn at_no_match(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Option<StringScorer>> {
        let StringQuery { string, reading, sections, parts, words, characters, columns, deadline, .. } =
            &self.query;
        let texts = columns.texts_of(reader.segment_id())?;
        let StringPairs { adjacent, are_exact } = string.pairs();
        let is_everywhere = *sections == Sections::beginning(0);
        let adjacent = Some(adjacent.as_slice()).filter(|pairs| !self.query.is_part && !pairs.is_empty());
        let conditions = Conditions {
            parts,
            adjacent,
            across: reading.iter().flat_map(ReadingNeedle::pairs_across).collect(),
            // Where pairs of the whole text decide, terms only bound the score.
            are_terms_needed: adjacent.is_none() || self.bm25.is_some() || !is_everywhere,
            characters: *characters,
        };
        let is_exact = *are_exact && is_everywhere && adjacent.is_some();
        let verdicts = self.query.verdicts.of_segment(reader.segment_id());
        let Some(candidates) = Candidates::open(reader, texts, &conditions, &verdicts)? else {
            return Ok(None);
        };
        let bm25 = self.bm25.as_ref().map(|bm25| bm25.boost_by(boost));
        let norms = reader.get_fieldnorms_reader(*words)?;
        let ticker = Ticker::new(deadline, TEXTS_A_LOOK);
        Ok(Some(StringScorer {
            candidates,
            string: string.clone(),
            reading: reading.clone(),
            is_part: self.query.is_part,
            is_filter: self.query.is_filter,
            is_exact,
            sections: *sections,
            bm25,
            norms,
            occurrence: None,
            verdicts,
            ticker,
        }))
    }
}

impl Weight for StringWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(mut scorer) = self.at_no_match(reader, boost)? else { return Ok(Box::new(EmptyScorer)) };
        scorer.go_to_match(0);
        Ok(Box::new(scorer))
    }

    /// Reads no text of a document before the target.
    fn scorer_danger(
        &self,
        reader: &SegmentReader,
        target: DocId,
        boost: Score,
    ) -> tantivy::Result<(SeekDangerResult, Box<dyn Scorer>)> {
        let Some(mut scorer) = self.at_no_match(reader, boost)? else {
            return Ok((SeekDangerResult::SeekLowerBound(TERMINATED), Box::new(EmptyScorer)));
        };
        Ok((scorer.seek_danger(target), Box::new(scorer)))
    }

    fn for_each_pruning(
        &self,
        threshold: Score,
        reader: &SegmentReader,
        callback: &mut dyn FnMut(DocId, Score) -> Score,
    ) -> tantivy::Result<()> {
        if let Some(mut scorer) = self.at_no_match(reader, 1.0)? {
            scorer.for_each_above(threshold, callback);
        }
        Ok(())
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() <= doc && scorer.seek(doc) == doc {
            return Ok(Explanation::new("a string, by the text itself", scorer.score()));
        }
        Err(TantivyError::InvalidArgument(format!("document {doc} does not match")))
    }
}
