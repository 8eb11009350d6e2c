//! Closeness: what an article gets for words that stand in it side by side, as in the query.
//!
//! BM25 over words does not see where they stand: an article that tells of 技能大赛 and one that has 技能 at its head
//! and 大赛 at its foot rank alike. So neighbours in the query are looked for as one string, and an article that holds
//! the string gets a part of what a word so rare would give it.
//!
//! It is done in two steps, because finding neighbours costs more than finding words: BM25 alone chooses the first
//! [`WINDOW`] articles of the order, and only these are looked through. As the window does not depend on the page that
//! is asked for, and nothing is ever taken off a score, every page is cut from one and the same order.
//!
//! What was tried, nDCG@10 (events 650 queries; cmrc2018 every second; and queries made of headlines against bodies
//! alone, 600 each of two newspapers' 13,000 and 20,000 reports: the whole headline, two or three neighbouring words of
//! it, as many from anywhere in it):
//!
//! | | events | cmrc2018 | headline | neighbours | anywhere |
//! |---|---|---|---|---|---|
//! | none | .980 | .986 | .847, .702 | .594, .429 | .612, .442 |
//! | the two characters where words meet, .3 | .982 | .987 | .854, .705 | .620, .443 | .614, .447 |
//! | the same, .6 | .982 | .987 | .852, .700 | .627, .446 | .610, .443 |
//! | both words whole, .3 | .982 | .985 | .856, .714 | .618, .445 | .618, .449 |
//! | both words whole, .6 | .983 | .985 | .856, .716 | .632, .449 | .617, .449 |
//! | both words whole, 1 | .982 | .985 | .852, .713 | .633, .452 | .614, .449 |
//!
//! Whole words are better than characters where words meet, above all on news, and they do no harm where the words of
//! the query are no neighbours in the article. A weight that falls with the length of the query gained nothing; a window
//! of 200 or 1,000 changed the third digit.

use tantivy::query::{EnableScoring, Query};
use tantivy::{Score, Searcher, SeekDangerResult};

use crate::collect::{Found, Recency};
use crate::plan::{Requirement, Scope};

/// How many articles of the order by words are looked through.
pub(crate) const WINDOW: usize = 50;

/// What part of the weight of a string two neighbours add. Figures above.
pub(crate) const NEIGHBOURS_WEIGHT: Score = 0.6;

/// The most neighbours that are looked for beside one query.
const MAX_NEIGHBOURS: usize = 64;

/// The strings of neighbours in unquoted text: each two parts of a conjunction that follow one another.
pub(crate) fn neighbours(requirement: &Requirement) -> Vec<String> {
    let Requirement::All { parts } = requirement else { return Vec::new() };
    let text = |part: &Requirement| match part {
        Requirement::Word { text, scope: Scope::Anywhere }
        | Requirement::Joined { text, scope: Scope::Anywhere }
        | Requirement::Rank { text, scope: Scope::Anywhere } => Some(text.clone()),
        _ => None,
    };
    let mut strings: Vec<String> = parts
        .windows(2)
        .filter_map(|two| {
            let (first, second) = (text(&two[0])?, text(&two[1])?);
            // Two runs side by side would be one other run.
            let ends_in_run = first.ends_with(|c: char| c.is_ascii_alphanumeric());
            let would_merge = ends_in_run && second.starts_with(|c: char| c.is_ascii_alphanumeric());
            (!would_merge).then(|| first + &second)
        })
        .take(MAX_NEIGHBOURS)
        .collect();
    strings.sort_unstable();
    strings.dedup();
    strings
}

/// Adds to the score of each document what the query gives it, where it matches. The documents are in the order of
/// their addresses.
pub(crate) fn add_scores(
    searcher: &Searcher,
    query: &dyn Query,
    recency: Option<Recency>,
    documents: &mut [Found],
) -> tantivy::Result<()> {
    let weight = query.weight(EnableScoring::enabled_from_searcher(searcher))?;
    for of_segment in documents.chunk_by_mut(|a, b| a.address.segment_ord == b.address.segment_ord) {
        let first = of_segment[0].address;
        let reader = searcher.segment_reader(first.segment_ord);
        let (mut sought, mut scorer) = weight.scorer_danger(reader, first.doc_id, 1.0)?;
        for found in of_segment {
            let doc = found.address.doc_id;
            match sought {
                SeekDangerResult::SeekLowerBound(bound) if doc < bound => continue,
                SeekDangerResult::SeekLowerBound(_) | SeekDangerResult::Found => {
                    if doc > first.doc_id {
                        sought = scorer.seek_danger(doc);
                    }
                }
            }
            if matches!(sought, SeekDangerResult::Found) {
                found.score += scorer.score() * Recency::factor(recency, found.day);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan;
    use crate::request::SearchRequest;
    use jianbao_analysis::Analyzer;

    fn neighbours_of(query: &str) -> Vec<String> {
        neighbours(&plan::plan(&SearchRequest::new(query), &Analyzer::new()).requirement)
    }

    #[test]
    fn parts_of_unquoted_text_that_follow_one_another_are_neighbours() {
        assert_eq!(neighbours_of("职工 技能大赛"), ["技能大赛", "职工技能"]);
        assert_eq!(neighbours_of("5G的应用"), ["5g的", "的应用"]);
        assert!(neighbours_of("职工").is_empty());
        assert!(neighbours_of("职工 “技能” 大赛").is_empty());
        assert!(neighbours_of("职工 -技能").is_empty());
        assert!(neighbours_of("covid 19").is_empty());
    }
}
