//! Parser from tokens to a tree, by recursive descent.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::ast::{Node, Span};
use crate::diagnostic::{SyntaxDiagnostic, SyntaxDiagnosticKind};
use crate::field::Field;
use crate::lexer::{Token, TokenKind, date_or_quote, tokens};
use crate::own_names::OwnNames;

/// Maximum depth of brackets. Deeper ones are skipped, with a diagnostic.
const MAX_DEPTH: usize = 64;

/// Maximum number of diagnostics for one query; the rest is counted.
const MAX_DIAGNOSTICS: usize = 32;

/// A parsed query.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parsed {
    /// The tree.
    pub ast: Node,
    /// The parts of the query that may have been misread, in order.
    pub diagnostics: Vec<SyntaxDiagnostic>,
}

/// Parses a query. Any string has a tree; the cost is linear in its length.
pub fn parse(query: &str) -> Parsed {
    parse_with(query, &OwnNames::default())
}

/// Parses a query that may name fields of one's own. Any string has a tree; the cost is linear in its length.
pub fn parse_with(query: &str, names: &OwnNames) -> Parsed {
    let (tokens, diagnostics) = tokens(query, names);
    if let [Token { kind: TokenKind::And | TokenKind::Or | TokenKind::Not, span }] = tokens.as_slice() {
        // An operator alone is searched as text.
        let text = query[span.clone()].to_owned();
        return Parsed { ast: Node::Text { text, span: span.clone() }, diagnostics };
    }
    let mut parser = Parser { query, tokens: tokens.into(), diagnostics, depth: 0 };
    let mut parts = Vec::new();
    // An unmatched closing bracket ends a disjunction: continue after it.
    while !parser.tokens.is_empty() {
        parts.push(parser.or());
        if let Some(token) = parser.take_if(|kind| *kind == TokenKind::Close) {
            parser.say(SyntaxDiagnosticKind::UnopenedBracket, token.span);
        }
    }
    let ast = all(parts);
    let mut diagnostics = parser.diagnostics;
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
    if let Some(first_left_out) = diagnostics.get(MAX_DIAGNOSTICS) {
        let more = SyntaxDiagnosticKind::More { count: diagnostics.len() - MAX_DIAGNOSTICS };
        let rest = SyntaxDiagnostic::new(more, first_left_out.span.start..query.len());
        diagnostics.truncate(MAX_DIAGNOSTICS);
        diagnostics.push(rest);
    }
    Parsed { ast, diagnostics }
}

/// The field before a clause.
enum Named {
    BuiltIn(Field),
    /// By its declared name.
    Own(String),
}

struct Parser<'q> {
    query: &'q str,
    tokens: VecDeque<Token>,
    diagnostics: Vec<SyntaxDiagnostic>,
    depth: usize,
}

impl Parser<'_> {
    fn say(&mut self, kind: SyntaxDiagnosticKind, span: Span) {
        self.diagnostics.push(SyntaxDiagnostic::new(kind, span));
    }

    /// The next token, if it is of a kind.
    fn take_if(&mut self, is_wanted: impl Fn(&TokenKind) -> bool) -> Option<Token> {
        let is_next = self.tokens.front().is_some_and(|token| is_wanted(&token.kind));
        is_next.then(|| self.tokens.pop_front()).flatten()
    }

    fn or(&mut self) -> Node {
        let mut parts = vec![self.and()];
        while let Some(token) = self.take_if(|kind| *kind == TokenKind::Or) {
            let right = self.and();
            let left_is_empty = parts.last() == Some(&Node::Empty);
            if left_is_empty || right == Node::Empty {
                self.say(SyntaxDiagnosticKind::OrWithoutClause, token.span);
            }
            parts.push(right);
        }
        any(parts)
    }

    fn and(&mut self) -> Node {
        let mut parts: Vec<Node> = Vec::new();
        let mut pending: Option<Span> = None;
        while let Some(token) = self.tokens.front() {
            match token.kind {
                TokenKind::Or | TokenKind::Close => break,
                TokenKind::And => {
                    let span = token.span.clone();
                    self.tokens.pop_front();
                    if parts.is_empty() || pending.is_some() {
                        self.say(SyntaxDiagnosticKind::AndWithoutClause, span.clone());
                    }
                    pending = Some(span);
                }
                TokenKind::Clause(_)
                | TokenKind::Field(_)
                | TokenKind::Own(_)
                | TokenKind::Open
                | TokenKind::Not
                | TokenKind::Boost(_) => {
                    pending = None;
                    let is_alone = parts.is_empty() && self.tokens.len() == 1;
                    let part = self.unary();
                    if !is_alone {
                        self.doubt_operator(&part);
                    }
                    parts.push(part);
                }
            }
        }
        if let Some(span) = pending.filter(|_| !parts.is_empty()) {
            self.say(SyntaxDiagnosticKind::AndWithoutClause, span);
        }
        all(parts)
    }

    /// `or` is an English word, and most likely not meant as an operator.
    fn doubt_operator(&mut self, part: &Node) {
        let Node::Text { text, span } = part else { return };
        if ["OR", "AND", "NOT"].iter().any(|operator| text.eq_ignore_ascii_case(operator)) {
            self.say(SyntaxDiagnosticKind::OperatorAsWord { word: text.clone() }, span.clone());
        }
    }

    fn unary(&mut self) -> Node {
        let mut is_negated = false;
        let mut last: Option<Span> = None;
        while let Some(token) = self.take_if(|kind| *kind == TokenKind::Not) {
            is_negated = !is_negated;
            last = Some(token.span);
        }
        let inner = self.boosted();
        match (is_negated, last) {
            (true, Some(span)) if inner == Node::Empty => {
                self.say(SyntaxDiagnosticKind::NothingNegated, span);
                Node::Empty
            }
            (true, _) => not(inner),
            (false, _) => inner,
        }
    }

    fn boosted(&mut self) -> Node {
        let inner = self.atom();
        self.with_weights(inner)
    }

    /// A clause with the weights after it, of which the last one counts.
    fn with_weights(&mut self, inner: Node) -> Node {
        let mut factor = None;
        while let Some(token) = self.take_if(|kind| matches!(kind, TokenKind::Boost(_))) {
            if let TokenKind::Boost(number) = token.kind {
                factor = Some(number);
            }
        }
        match (inner, factor) {
            (Node::Empty, _) => Node::Empty,
            (inner, None) => inner,
            (inner, Some(factor)) => Node::Boost { inner: Box::new(inner), factor },
        }
    }

    fn atom(&mut self) -> Node {
        let is_atom = |kind: &TokenKind| {
            matches!(kind, TokenKind::Clause(_) | TokenKind::Open | TokenKind::Field(_) | TokenKind::Own(_))
        };
        let Some(token) = self.take_if(is_atom) else { return Node::Empty };
        match token.kind {
            TokenKind::Clause(node) => node,
            TokenKind::Open => self.group(token.span),
            TokenKind::Field(field) => self.field(&Named::BuiltIn(field), token.span),
            TokenKind::Own(own) => self.field(&Named::Own(own.name), token.span),
            TokenKind::Close | TokenKind::And | TokenKind::Or | TokenKind::Not | TokenKind::Boost(_) => {
                Node::Empty
            }
        }
    }

    fn group(&mut self, span: Span) -> Node {
        if self.depth >= MAX_DEPTH {
            self.say(SyntaxDiagnosticKind::TooDeep { max_depth: MAX_DEPTH }, span);
            return Node::Empty;
        }
        self.depth += 1;
        let said = self.diagnostics.len();
        let inner = self.or();
        self.depth -= 1;
        match self.take_if(|kind| *kind == TokenKind::Close) {
            None => self.say(SyntaxDiagnosticKind::UnclosedBracket, span),
            // A diagnostic inside already explains why nothing is left.
            Some(close) if inner == Node::Empty && self.diagnostics.len() == said => {
                self.say(SyntaxDiagnosticKind::EmptyBrackets, span.start..close.span.end);
            }
            Some(_) => {}
        }
        inner
    }

    /// The clause after a field's name. A name without a clause is text.
    fn field(&mut self, field: &Named, span: Span) -> Node {
        let is_value = |kind: &TokenKind| matches!(kind, TokenKind::Clause(_) | TokenKind::Open);
        let follows = self.tokens.get(1).is_some_and(|token| is_value(&token.kind));
        if follows && self.take_if(|kind| *kind == TokenKind::Not).is_some() {
            // 标题:-甲^3 means the same as -标题:甲^3.
            let inner = self.field(field, span);
            return match self.with_weights(inner) {
                Node::Empty => Node::Empty,
                inner => not(inner),
            };
        }
        let Some(token) = self.take_if(is_value) else {
            self.say(SyntaxDiagnosticKind::NothingInField, span.clone());
            let name = self.query[span.clone()].trim_end_matches([':', '：']);
            return Node::Text { text: name.to_owned(), span };
        };
        let whole = span.start..token.span.end;
        let inner = match token.kind {
            TokenKind::Clause(node) => node,
            _ => self.group(token.span),
        };
        match (field, inner) {
            (Named::BuiltIn(Field::Date), inner) => self.dated(inner, &whole),
            (_, Node::Empty) => Node::Empty,
            (Named::BuiltIn(field), inner) => Node::In { field: *field, inner: Box::new(inner) },
            (Named::Own(name), inner) => Node::Own { name: name.clone(), inner: Box::new(inner) },
        }
    }

    /// The clause after 日期:, whose texts are dates. If there is no date, `place` is the place of the diagnostic.
    fn dated(&mut self, node: Node, place: &Span) -> Node {
        match node {
            Node::Text { text, .. } | Node::Quote { text, .. } => {
                let (node, diagnostic) = date_or_quote(&text, place.clone());
                self.diagnostics.extend(diagnostic);
                node
            }
            Node::Boost { inner, factor } => {
                Node::Boost { inner: Box::new(self.dated(*inner, place)), factor }
            }
            Node::Not { inner } => Node::Not { inner: Box::new(self.dated(*inner, place)) },
            Node::And(parts) => Node::And(parts.into_iter().map(|part| self.dated(part, place)).collect()),
            Node::Or(parts) => Node::Or(parts.into_iter().map(|part| self.dated(part, place)).collect()),
            Node::Empty | Node::Date { .. } | Node::Everything { .. } => node,
            Node::Near { .. }
            | Node::Prefix { .. }
            | Node::Fuzzy { .. }
            | Node::In { .. }
            | Node::Own { .. } => {
                self.say(SyntaxDiagnosticKind::NoDateClause, place.clone());
                node
            }
        }
    }
}

fn not(inner: Node) -> Node {
    match inner {
        Node::Not { inner } => *inner,
        inner => Node::Not { inner: Box::new(inner) },
    }
}

/// Every part, without empty ones, and without redundant brackets.
fn all(parts: Vec<Node>) -> Node {
    joined(parts, Node::And, |part| match part {
        Node::And(parts) => Ok(parts),
        part => Err(part),
    })
}

fn any(parts: Vec<Node>) -> Node {
    joined(parts, Node::Or, |part| match part {
        Node::Or(parts) => Ok(parts),
        part => Err(part),
    })
}

fn joined(
    parts: Vec<Node>,
    join: impl Fn(Vec<Node>) -> Node,
    unjoin: impl Fn(Node) -> Result<Vec<Node>, Node>,
) -> Node {
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts {
        match unjoin(part) {
            Ok(parts) => flat.extend(parts),
            Err(Node::Empty) => {}
            Err(part) => flat.push(part),
        }
    }
    if flat.len() > 1 {
        return join(flat);
    }
    flat.pop().unwrap_or(Node::Empty)
}

#[cfg(test)]
mod tests;
