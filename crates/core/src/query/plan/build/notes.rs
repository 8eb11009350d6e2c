//! Diagnostics for text that was perhaps meant as a field or as the value of a field, and is searched as
//! text.

use jianbao_analysis::normalize;
use jianbao_article::FieldDeclaration;
use jianbao_query::{Field, Node};

use super::super::unknown_field::UnknownField;
use super::Planner;
use crate::diagnostic::DiagnosticKind;

impl Planner<'_> {
    /// Reports the number of articles of a source if the query consists only of its name.
    pub(super) fn say_source(&mut self, ast: &Node) {
        let Node::Text { text, span } = ast else { return };
        let known = self.knowledge.articles_of_source(&normalize(text));
        let articles = self.known(known, 0);
        if articles > 0 {
            self.say(DiagnosticKind::NameOfSource { source: text.clone(), articles }, span);
        }
    }

    /// Reports unquoted texts that are probably meant as the name of a field, but are not one.
    pub(super) fn say_unknown_fields(&mut self, node: &Node) {
        if let Node::Text { text, span } = node {
            let own = self.knowledge.own();
            let known = Field::names()
                .map(|name: &str| name)
                .chain(own.declared().iter().flat_map(FieldDeclaration::names));
            let mut failed = None;
            let is_kept = |name: &str| {
                self.knowledge.has_kept_key(name).unwrap_or_else(|error| {
                    failed = Some(error);
                    false
                })
            };
            let unknown = UnknownField::in_text(text, known, is_kept);
            if let Some(error) = failed {
                self.failed.get_or_insert(error);
            }
            if let Some(UnknownField { name, nearest }) = unknown {
                let end_byte = (span.start + name.len()).min(span.end);
                self.say(DiagnosticKind::UnknownField { name, nearest }, &(span.start..end_byte));
            }
        }
        node.children().iter().for_each(|child| self.say_unknown_fields(child));
    }
}
