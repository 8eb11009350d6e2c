//! Filling of a page: the partial matches that may follow the full ones.

use crate::query::plan::{Requirement, Scope};
use crate::query::translate::{BigramBackoff, in_pieces, is_number};

/// Shorter strings are names and numbers (硕塞, 5月6日): a part of one means something else.
const MIN_FILLING_CHARS: usize = 5;

impl Requirement {
    /// The requirement that all partial matches of this one meet, and all full matches too. Another engine finds partial matches
    /// by it. `None` if a page is never filled with partial matches of this requirement.
    ///
    /// ```
    /// use jianbao_core::{Index, SearchRequest};
    ///
    /// let index = Index::in_memory()?;
    /// let plan = |query: &str| Ok::<_, jianbao_core::Error>(index.explain(&SearchRequest::new(query), None)?.requirement);
    /// assert_eq!(plan("网球 滑雪 -围棋")?.filling().unwrap().to_string(), "-围棋 (网球 或 滑雪)");
    /// assert!(plan("网球")?.filling().is_none());
    /// # Ok::<(), jianbao_core::Error>(())
    /// ```
    pub fn filling(&self) -> Option<Requirement> {
        let (hard, soft) = fillable(self)?;
        let has_quote = hard.iter().any(|part| part.is_quote());
        let pieces = in_pieces(&soft);
        let backoff = BigramBackoff::of(&pieces);
        let mut some: Vec<Requirement> = soft.into_iter().cloned().collect();
        for piece in pieces {
            if !some.contains(piece) {
                some.push(piece.clone());
            }
        }
        let quote = |text| Requirement::Quote { text, scope: Scope::Anywhere };
        let word = |text| Requirement::Word { text, scope: Scope::Anywhere };
        some.extend(backoff.bigrams.into_iter().map(quote));
        some.extend(backoff.runs.into_iter().map(word));
        let some = Requirement::Any { parts: some };
        let mut parts: Vec<Requirement> = hard.into_iter().cloned().collect();
        if has_quote {
            // A quote is reason enough for an article that has none of the words; they rank.
            let with_some = Requirement::All { parts: parts.iter().cloned().chain([some]).collect() };
            return Some(Requirement::Any { parts: vec![with_some, Requirement::All { parts }] });
        }
        parts.push(some);
        Some(Requirement::All { parts })
    }
}

/// The required and the optional parts, if a page can be filled. It can if at least two parts of a conjunction are optional, or
/// if one part is optional and either a quote is beside it, or the part is a string long enough that its own parts are
/// meaningful.
pub(crate) fn fillable(requirement: &Requirement) -> Option<(Vec<&Requirement>, Vec<&Requirement>)> {
    let (soft, hard): (Vec<_>, Vec<_>) = match requirement {
        Requirement::All { parts } => parts.iter().partition(|part| part.is_soft()),
        Requirement::Joined { scope: Scope::Anywhere, .. } => (vec![requirement], Vec::new()),
        _ => return None,
    };
    let is_long = |part: &&Requirement| match part {
        Requirement::Joined { text, apart, .. } => {
            apart.len() > 1 || text.chars().count() >= MIN_FILLING_CHARS && !is_number(text)
        }
        _ => false,
    };
    let has_quote = !soft.is_empty() && hard.iter().any(|part| part.is_quote());
    (soft.len() > 1 || has_quote || soft.iter().any(is_long)).then_some((hard, soft))
}
