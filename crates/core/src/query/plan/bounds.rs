//! Bound on the number of clauses of one plan.

use super::Requirement;
use super::build::one_or;

/// The first clauses of a plan in the order of the query, negated ones included; and whether there were more. Each string of a
/// proximity clause counts. Groups that become empty are dropped; `None` if nothing remains.
pub(super) fn first_clauses(requirement: Requirement, max_clauses: usize) -> (Option<Requirement>, bool) {
    let mut left = max_clauses;
    let mut is_cut = false;
    let kept = kept(requirement, &mut left, &mut is_cut);
    (kept, is_cut)
}

fn kept(requirement: Requirement, left: &mut usize, is_cut: &mut bool) -> Option<Requirement> {
    let mut all = |parts: Vec<Requirement>| -> Vec<Requirement> {
        parts.into_iter().filter_map(|part| kept(part, left, is_cut)).collect()
    };
    match requirement {
        Requirement::All { parts } => one_or(all(parts), |parts| Requirement::All { parts }),
        Requirement::Any { parts } => one_or(all(parts), |parts| Requirement::Any { parts }),
        Requirement::Not { inner } => {
            kept(*inner, left, is_cut).map(|inner| Requirement::Not { inner: Box::new(inner) })
        }
        Requirement::Boost { inner, factor } => {
            kept(*inner, left, is_cut).map(|inner| Requirement::Boost { inner: Box::new(inner), factor })
        }
        clause => {
            let costs = match &clause {
                Requirement::Near { texts, .. } => texts.len(),
                Requirement::Everything | Requirement::Nothing => 0,
                _ => 1,
            };
            match left.checked_sub(costs) {
                Some(rest) => {
                    *left = rest;
                    Some(clause)
                }
                None => {
                    // Clauses after the bound are dropped too, however small.
                    *left = 0;
                    *is_cut = true;
                    None
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jianbao_analysis::Analyzer;

    use crate::query::plan::{EveryString, plan};
    use crate::request::{SearchLimits, SearchRequest};

    #[test]
    fn the_first_clauses_are_kept_and_the_rest_is_told() {
        let planned = |query: &str, clauses: usize| {
            let limits = SearchLimits::default().clauses(clauses);
            let planned =
                plan(&SearchRequest::new(query).limits(limits), &Analyzer::new(), &EveryString).unwrap();
            (planned.requirement.to_string(), planned.diagnostics.len())
        };
        for (query, clauses, expect, told) in [
            ("职工 技能 大赛", 3, "职工 技能 大赛", 0),
            ("职工 技能 大赛", 2, "职工 技能", 1),
            ("职工 (技能 或 大赛) -上海", 2, "职工 技能", 1),
            ("(甲乙 (丙丁 或 戊己)) 庚辛", 1, "甲乙", 1),
            ("-上海 -北京", 1, "-上海", 1),
            ("“甲 乙 丙”~5 丁", 3, "\"甲 乙 丙\"~5", 1),
            ("“甲 乙 丙”~5 丁", 2, "()", 1),
            ("* 职工", 1, "职工", 0),
        ] {
            assert_eq!(planned(query, clauses), (expect.to_owned(), told), "{query} {clauses}");
        }
    }

    #[test]
    fn a_pasted_text_is_a_query_of_the_default_bound() {
        let text = "江城职工技能大赛开幕".repeat(1000);
        let planned = plan(&SearchRequest::new(&text), &Analyzer::new(), &EveryString).unwrap();
        assert_eq!(planned.requirement.parts().len(), SearchLimits::default().clauses);
        let said = planned.diagnostics[0].to_string();
        assert_eq!(said, "a search has at most 1024 words and phrases: the rest is ignored");
    }
}
