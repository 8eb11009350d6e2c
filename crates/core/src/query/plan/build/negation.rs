//! Plan of a negation.

use jianbao_query::Node;

use super::super::unquoted::excluded;
use super::super::{Requirement, Scope};
use super::{Planner, Target, one_or, target_of};

impl Planner<'_> {
    /// Negation excludes contained text, not words: `-上海` excludes every article that contains 上海.
    pub(super) fn negated(&mut self, node: &Node, target: &Target) -> Option<Requirement> {
        match (node, target) {
            (Node::Text { text, .. }, Target::Text(scope)) => self.excluded(text, scope),
            (Node::And(parts), _) => {
                let parts: Vec<_> = parts.iter().filter_map(|part| self.negated(part, target)).collect();
                one_or(parts, |parts| Requirement::All { parts })
            }
            (Node::Or(parts), _) => {
                let parts: Vec<_> = parts.iter().filter_map(|part| self.negated(part, target)).collect();
                one_or(parts, |parts| Requirement::Any { parts })
            }
            (Node::In { field, inner }, _) => self.negated(inner, &target_of(*field)),
            (Node::Own { name, inner }, _) if self.is_text_field(name) => {
                self.negated(inner, &Target::Text(Scope::Own(name.clone())))
            }
            (Node::Boost { inner, .. }, _) => self.negated(inner, target),
            _ => self.clause(node, target),
        }
    }

    fn is_text_field(&self, name: &str) -> bool {
        self.knowledge.own().get(name).is_some_and(|column| column.field_type.is_text())
    }

    /// The string of a negated chunk, over signs too, and the person of that name.
    fn excluded(&mut self, raw: &str, scope: &Scope) -> Option<Requirement> {
        let strings = excluded(raw, self.analyzer).into_iter().filter(|text| !text.is_empty());
        let joined = |text| Requirement::Joined { text, scope: scope.clone(), apart: Vec::new() };
        let strings = one_or(strings.map(joined).collect(), |parts| Requirement::Any { parts });
        let all = self.or_person(raw, scope, strings.into_iter().collect());
        one_or(all, |parts| Requirement::All { parts })
    }
}
