//! Backoff: the bigrams of strings of unquoted text, for articles that do not contain such a string whole.

use jianbao_analysis::units;

use crate::query::plan::Requirement;

/// Maximum number of bigrams that are searched beside one query.
const MAX_BIGRAMS: usize = 64;

/// Parts of the strings of unquoted text that no dictionary word covers. An article without such a string may still contain a
/// part of it: 曹文埴写过 is searched as one string; an article on him contains 曹文 and 文埴.
///
/// nDCG@10 on the questions of cmrc2018 and on events: without bigrams .966 and .982; at a weight of .6 .984 and .983, of
/// 1 .987 and .980, of .4 .981 and .984. The questions are short and the events are whole sentences; with a weight by the
/// length of the query .985 and .983.
#[derive(Default)]
pub(crate) struct BigramBackoff {
    /// Every two adjacent units.
    pub(crate) bigrams: Vec<String>,
    /// The runs: the name in `bcpl么`.
    pub(crate) runs: Vec<String>,
}

impl BigramBackoff {
    pub(crate) fn of(soft: &[&Requirement]) -> BigramBackoff {
        let mut backoff = BigramBackoff::default();
        for requirement in soft {
            let Requirement::Joined { text, .. } = requirement else { continue };
            if is_number(text) {
                continue;
            }
            let mut before: Option<&str> = None;
            for unit in units(text) {
                let unit = &text[unit.bytes()];
                if let Some(before) = before.filter(|before| !(before.is_ascii() && unit.is_ascii())) {
                    backoff.bigrams.push([before, unit].concat());
                }
                if unit.len() > 1 && unit.is_ascii() {
                    backoff.runs.push(unit.to_owned());
                }
                before = Some(unit);
            }
        }
        for some in [&mut backoff.bigrams, &mut backoff.runs] {
            some.sort_unstable();
            some.dedup();
            some.truncate(MAX_BIGRAMS);
        }
        backoff
    }
}

/// True if a string of unquoted text is a time or a score. Part of one (10:45) means something else.
pub(crate) fn is_number(text: &str) -> bool {
    text.is_ascii()
}
