//! Proximity boost by rescoring: extra score for articles in which adjacent query words are adjacent.
//!
//! BM25 over words ignores their positions: an article about 技能大赛 ranks like one with 技能 in its first sentence and 大赛 in its
//! last. Each pair of adjacent words of the query is therefore also counted as one string, by the
//! [second reading](super::second_reading). An article with the string gets a fraction of the score of a word with the same
//! document frequency.
//!
//! There are two steps, because reading texts costs more than finding words. BM25 alone chooses the top [`WINDOW`]
//! articles, and only these are rescored. The window does not depend on the requested page, and rescoring never reduces a
//! score, so all pages show parts of the same order.
//!
//! Experiments with nDCG@10 used these sets: *events* (650 queries), every second question of *cmrc2018*, and queries made of
//! headlines, searched in the bodies alone (600 each from the 13,000 and 20,000 reports of two newspapers). The queries of the
//! column "headline" are whole headlines, those of "adjacent" two or three adjacent words of a headline, and those of "any
//! words" the same number of words from anywhere in it. These columns have one figure for each newspaper.
//!
//! | | events | cmrc2018 | headline | adjacent | any words |
//! |---|---|---|---|---|---|
//! | none | .980 | .986 | .847, .702 | .594, .429 | .612, .442 |
//! | last character of one word and first of the next, weight .3 | .982 | .987 | .854, .705 | .620, .443 | .614, .447 |
//! | the same, weight .6 | .982 | .987 | .852, .700 | .627, .446 | .610, .443 |
//! | both words whole, weight .3 | .982 | .985 | .856, .714 | .618, .445 | .618, .449 |
//! | both words whole, weight .6 | .983 | .985 | .856, .716 | .632, .449 | .617, .449 |
//! | both words whole, weight 1 | .982 | .985 | .852, .713 | .633, .452 | .614, .449 |
//!
//! Strings, bigrams and titles had other weights, and there was no second reading, at that time, so these
//! rows can be compared only with one another. The next table was measured at the same k1 as the words, with both words whole, on all questions of cmrc2018:
//!
//! | weight | 0 | .3 | .6 | 1 | 1.5 |
//! |---|---|---|---|---|---|
//! | events | .9802 | .9840 | .9845 | .9847 | .9842 |
//! | cmrc2018 | .9854 | .9869 | .9863 | .9843 | .9806 |
//!
//! Whole words rank better than the two characters at the boundary, above all on news. They do not lower the figures for query
//! words that are not adjacent in the article. A weight that decreases with the length of the query brought no improvement. A
//! window of 200 or 1,000 changed only the third digit.
//!
//! A short query whose words are joined by a function character such as 的 is most often a name, like 平凡的世界. Of 90 articles with
//! both of its words, 12 contain the name; with adjacent pairs alone they were at ranks 6 to 68. In queries of up to
//! [`MAX_JOINTED_PARTS`] parts, two words with the function characters between them are therefore searched as one string, a
//! *joint*. All matches are searched for it, not only the window, and articles with it come first. With weights of 3, 6 and 10,
//! the last of the 12 articles was at ranks 22, 14 and 12. (For 美丽的风景, the last of 11 was at ranks 35, 16 and 11.) In long
//! queries joints lowered the figures: on *events*, whose queries are sentences, from .983 to .982 at weights of .3 to 1.5.
//! When queries of five parts had joints, as in X的作者是谁, cmrc2018 decreased by .0001.

use tantivy::query::{EnableScoring, Query};
use tantivy::{Score, SeekDangerResult};

use crate::index::searcher::Searcher;
use crate::query::plan::{Requirement, Scope};
use crate::search::top_docs::{Recency, ScoredDoc};

/// The rescore window: the number of top articles by term score.
pub(crate) const WINDOW: usize = 50;

/// The weight of a joint, as a part of the weight of a string, and the maximum number of parts of a query with joints. Figures
/// above.
pub(crate) const JOINT_WEIGHT: Score = 10.0;
const MAX_JOINTED_PARTS: usize = 4;

/// The parts of a query that raise the score of an article beside its words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ProximityBoost {
    /// The texts of a conjunction, for the [second reading](super::second_reading).
    pub(crate) parts: Vec<QueryPart>,
    /// Each two words with the function characters between them.
    pub(crate) joints: Vec<String>,
}

/// A text of a conjunction.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct QueryPart {
    pub(crate) text: String,
    /// The factor of its score, 1 unless the query gives one; never negative.
    pub(crate) weight: Score,
    /// True if the part before it is a text too, and both may be one string.
    pub(crate) is_adjacent: bool,
    /// True for a string that is neither a word nor has a number: most often a name that the dictionary lacks.
    pub(crate) is_unknown: bool,
}

impl ProximityBoost {
    /// The parts and joints in the unquoted text of a requirement; none if no two of its texts are adjacent.
    pub(crate) fn of(requirement: &Requirement) -> ProximityBoost {
        let Requirement::All { parts } = requirement else { return ProximityBoost::default() };
        let mut boost = ProximityBoost::default();
        for (at, part) in parts.iter().enumerate() {
            let (part, weight) = weighed(part);
            let Some(text) = text_of(part) else { continue };
            let before = at.checked_sub(1).and_then(|before| text_of(weighed(&parts[before]).0));
            boost.parts.push(QueryPart {
                text: text.to_owned(),
                weight,
                is_adjacent: before.is_some_and(|before| !is_cut_run(before, text)),
                is_unknown: matches!(part, Requirement::Joined { .. })
                    && !text.bytes().any(|byte| byte.is_ascii_alphanumeric()),
            });
        }
        if !boost.parts.iter().any(|part| part.is_adjacent) {
            boost.parts.clear();
        }
        if parts.len() <= MAX_JOINTED_PARTS {
            boost.joints = (0..parts.len()).filter_map(|at| joint(&parts[at..])).collect();
        }
        boost.joints.sort_unstable();
        boost.joints.dedup();
        boost
    }

    /// True if there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}

/// A part without the factor of its score, and the factor.
fn weighed(part: &Requirement) -> (&Requirement, Score) {
    match part {
        Requirement::Boost { inner, factor } => (inner, factor.max(0.0)),
        part => (part, 1.0),
    }
}

/// True if two texts end and begin with runs, which would be one other run.
fn is_cut_run(before: &str, behind: &str) -> bool {
    let is_run = |c: char| c.is_ascii_alphanumeric();
    before.ends_with(is_run) && behind.starts_with(is_run)
}

/// Adjacent texts as one string.
fn side_by_side(parts: &[Requirement]) -> Option<String> {
    let mut string = String::new();
    for part in parts {
        let text = text_of(part)?;
        if is_cut_run(&string, text) {
            return None;
        }
        string.push_str(text);
    }
    Some(string)
}

/// The first word of the parts, the function characters after it and the next word.
fn joint(parts: &[Requirement]) -> Option<String> {
    let is_function = |part: &Requirement| matches!(part, Requirement::Rank { .. });
    let end = 1 + parts.get(1..)?.iter().position(|part| !is_function(part))?;
    (end > 1 && !is_function(&parts[0])).then(|| side_by_side(&parts[..=end]))?
}

/// The text of a part of unquoted text without a field.
fn text_of(part: &Requirement) -> Option<&str> {
    match part {
        Requirement::Word { text, scope: Scope::Anywhere }
        | Requirement::Joined { text, scope: Scope::Anywhere, .. }
        | Requirement::Rank { text, scope: Scope::Anywhere } => Some(text),
        _ => None,
    }
}

/// Adds to the score of each document its score in the query, if it matches. The documents are in the order of their addresses.
pub(crate) fn add_scores(
    searcher: &Searcher,
    query: &dyn Query,
    recency: Option<Recency>,
    documents: &mut [ScoredDoc],
) -> tantivy::Result<()> {
    let weight = query.weight(EnableScoring::enabled_from_statistics_provider(searcher, &searcher.commit))?;
    for of_segment in documents.chunk_by_mut(|a, b| a.address.segment_ord == b.address.segment_ord) {
        let first = of_segment[0].address;
        let reader = searcher.commit.segment_reader(first.segment_ord);
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
                found.score += scorer.score() * Recency::factor(recency, found.when.day);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::plan;
    use crate::request::SearchRequest;
    use jianbao_analysis::Analyzer;

    fn closeness_of(query: &str) -> ProximityBoost {
        ProximityBoost::of(
            &plan::plan(&SearchRequest::new(query), &Analyzer::new(), &plan::EveryString)
                .unwrap()
                .requirement,
        )
    }

    /// The parts; those next to the one before behind +, unknown strings in {}.
    fn parts_of(query: &str) -> String {
        let shown = |part: &QueryPart| {
            let sign = if part.is_adjacent { "+" } else { " " };
            if part.is_unknown { format!("{sign}{{{}}}", part.text) } else { format!("{sign}{}", part.text) }
        };
        closeness_of(query).parts.iter().map(shown).collect()
    }

    #[test]
    fn words_of_a_short_query_with_function_characters_between_are_joints() {
        for (query, expect) in [
            ("平凡的世界", &["平凡的世界"][..]),
            ("平凡的世界 路遥", &["平凡的世界"]),
            ("平凡 的 世界", &["平凡的世界"]),
            ("职工和企业的权益", &[]),
            ("技能 的 对 职工", &["技能的对职工"]),
            ("5G的应用", &["5g的应用"]),
            ("职工的", &[]),
            ("的职工", &[]),
            ("职工 技能", &[]),
            ("标题:平凡的世界", &[]),
        ] {
            assert_eq!(closeness_of(query).joints, expect, "{query}");
        }
    }

    #[test]
    fn parts_of_unquoted_text_that_follow_one_another_are_adjacent() {
        for (query, expect) in [
            ("职工 技能大赛", " 职工+技能+大赛"),
            ("5G的应用", " 5g+的+应用"),
            ("甪在棓 职工", " {甪在棓}+职工"),
            ("10月26日 职工", " 10月26日+职工"),
            ("职工 “技能” 大赛 职工", " 职工 大赛+职工"),
            ("职工^2 技能", " 职工+技能"),
            ("职工", ""),
            ("职工 “技能” 大赛", ""),
            ("职工 -技能", ""),
            ("covid 19", ""),
        ] {
            assert_eq!(parts_of(query), expect, "{query}");
        }
    }
}
