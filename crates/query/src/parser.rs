//! From tokens to a tree, by recursive descent.

use crate::ast::{Node, Span};
use crate::diagnostic::Diagnostic;
use crate::field::Field;
use crate::lexer::{Token, TokenKind, date_or_quote, tokens};

/// Brackets may stand so deep inside one another. Deeper ones are passed over, and a diagnostic says so.
const MAX_DEPTH: usize = 64;

/// What became of a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The tree.
    pub ast: Node,
    /// What was not understood as it may have been meant, in the order of the query.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a query. Any string has a tree; the cost is linear in its length.
pub fn parse(query: &str) -> Parsed {
    let (tokens, diagnostics) = tokens(query);
    if let [Token { kind: TokenKind::And | TokenKind::Or | TokenKind::Not, span }] = tokens.as_slice() {
        // An operator that is all there is is looked for.
        let text = query[span.clone()].to_owned();
        return Parsed { ast: Node::Text { text, span: span.clone() }, diagnostics };
    }
    let mut parser = Parser { query, tokens: tokens.into_iter().peekable(), diagnostics, depth: 0 };
    let mut parts = Vec::new();
    // A closing bracket too many ends a disjunction: go on behind it.
    while parser.tokens.peek().is_some() {
        parts.push(parser.or());
        if let Some(token) = parser.tokens.next_if(|token| token.kind == TokenKind::Close) {
            parser.say("the closing bracket has no opening one: left out", token.span);
        }
    }
    let ast = all(parts);
    let mut diagnostics = parser.diagnostics;
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
    Parsed { ast, diagnostics }
}

struct Parser<'q> {
    query: &'q str,
    tokens: std::iter::Peekable<std::vec::IntoIter<Token>>,
    diagnostics: Vec<Diagnostic>,
    depth: usize,
}

impl Parser<'_> {
    fn say(&mut self, message: &str, span: Span) {
        self.diagnostics.push(Diagnostic::new(message, span));
    }

    fn or(&mut self) -> Node {
        let mut parts = vec![self.and()];
        while let Some(token) = self.tokens.next_if(|token| token.kind == TokenKind::Or) {
            let right = self.and();
            let left_is_empty = parts.last() == Some(&Node::Empty);
            if left_is_empty || right == Node::Empty {
                self.say("或 needs a clause on both sides: left out", token.span);
            }
            parts.push(right);
        }
        any(parts)
    }

    fn and(&mut self) -> Node {
        let mut parts: Vec<Node> = Vec::new();
        let mut pending: Option<Span> = None;
        while let Some(token) = self.tokens.peek() {
            match token.kind {
                TokenKind::Or | TokenKind::Close => break,
                TokenKind::And => {
                    let span = token.span.clone();
                    self.tokens.next();
                    if parts.is_empty() || pending.is_some() {
                        self.say("且 needs a clause on both sides: left out", span.clone());
                    }
                    pending = Some(span);
                }
                _ => {
                    pending = None;
                    parts.push(self.unary());
                }
            }
        }
        if let Some(span) = pending.filter(|_| !parts.is_empty()) {
            self.say("且 needs a clause on both sides: left out", span);
        }
        all(parts)
    }

    fn unary(&mut self) -> Node {
        let mut is_negated = false;
        let mut last: Option<Span> = None;
        while let Some(token) = self.tokens.next_if(|token| token.kind == TokenKind::Not) {
            is_negated = !is_negated;
            last = Some(token.span);
        }
        let inner = self.boosted();
        match (is_negated, last) {
            (true, Some(span)) if inner == Node::Empty => {
                self.say("nothing follows that could be left out", span);
                Node::Empty
            }
            (true, _) => not(inner),
            (false, _) => inner,
        }
    }

    fn boosted(&mut self) -> Node {
        let inner = self.atom();
        let mut factor = None;
        while let Some(token) = self.tokens.next_if(|token| matches!(token.kind, TokenKind::Boost(_))) {
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
        let is_atom = |token: &Token| {
            matches!(token.kind, TokenKind::Clause(_) | TokenKind::Open | TokenKind::Field(_))
        };
        let Some(token) = self.tokens.next_if(is_atom) else { return Node::Empty };
        match token.kind {
            TokenKind::Clause(node) => node,
            TokenKind::Open => self.group(token.span),
            TokenKind::Field(field) => self.field(field, token.span),
            TokenKind::Close | TokenKind::And | TokenKind::Or | TokenKind::Not | TokenKind::Boost(_) => {
                Node::Empty
            }
        }
    }

    fn group(&mut self, span: Span) -> Node {
        if self.depth >= MAX_DEPTH {
            self.say(&format!("brackets go {MAX_DEPTH} deep at most: this one is left out"), span);
            return Node::Empty;
        }
        self.depth += 1;
        let inner = self.or();
        self.depth -= 1;
        if self.tokens.next_if(|token| token.kind == TokenKind::Close).is_none() {
            self.say("the bracket is not closed: it goes on to the end", span);
        }
        inner
    }

    /// What a field's name is followed by. A name that nothing follows is text.
    fn field(&mut self, field: Field, span: Span) -> Node {
        let is_value = |token: &Token| matches!(token.kind, TokenKind::Clause(_) | TokenKind::Open);
        let Some(token) = self.tokens.next_if(is_value) else {
            self.say("nothing follows the name of the field: read as text", span.clone());
            let name = self.query[span.clone()].trim_end_matches([':', '：']);
            return Node::Text { text: name.to_owned(), span };
        };
        let whole = span.start..token.span.end;
        let inner = match token.kind {
            TokenKind::Clause(Node::Text { text, .. } | Node::Quote { text, .. }) if field == Field::Date => {
                let (node, diagnostic) = date_or_quote(&text, whole);
                self.diagnostics.extend(diagnostic);
                return node;
            }
            TokenKind::Clause(node) => node,
            _ => self.group(token.span),
        };
        if field == Field::Date {
            self.say("a date follows 日期: as in 日期:2020-10; the field is left out", span);
            return inner;
        }
        match inner {
            Node::Empty => Node::Empty,
            inner => Node::In { field, inner: Box::new(inner) },
        }
    }
}

fn not(inner: Node) -> Node {
    match inner {
        Node::Not { inner } => *inner,
        inner => Node::Not { inner: Box::new(inner) },
    }
}

/// Every part: without those that ask nothing, and without brackets that change nothing.
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
