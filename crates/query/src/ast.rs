//! Syntax tree of a query, and its printed form, which parses to the same tree.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::date::DateSpec;
use crate::field::Field;
use crate::lexer::measure_at_start;
use crate::quote;

/// A byte range of the query, on character boundaries.
pub type Span = std::ops::Range<usize>;

/// A node of the syntax tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Node {
    /// An empty query.
    Empty,
    /// Every article: `*` alone.
    Everything {
        /// Its place in the query.
        span: Span,
    },
    /// Unquoted text as written, without white space.
    Text {
        /// The text.
        text: String,
        /// Its place in the query.
        span: Span,
    },
    /// Exactly this text.
    Quote {
        /// The text between the quotation marks.
        text: String,
        /// Its place in the query, marks included.
        span: Span,
    },
    /// All these texts, near one another.
    Near {
        /// The texts; two at least, without white space.
        texts: Vec<String>,
        /// Maximum number of units between them.
        distance_units: usize,
        /// Its place in the query.
        span: Span,
    },
    /// A word with this prefix.
    Prefix {
        /// The prefix.
        text: String,
        /// Its place in the query.
        span: Span,
    },
    /// A Latin word of similar spelling.
    Fuzzy {
        /// The word, of four characters or more.
        text: String,
        /// The edit distance: 1, and 2 from eight characters on.
        distance: u8,
        /// Its place in the query.
        span: Span,
    },
    /// A date.
    Date {
        /// The days.
        spec: DateSpec,
        /// The date as written.
        written: String,
        /// Its place in the query.
        span: Span,
    },
    /// The inner clause in one field.
    In {
        /// The field; never the date.
        field: Field,
        /// The clause.
        inner: Box<Node>,
    },
    /// The inner clause in a field of one's own.
    Own {
        /// The declared name of the field.
        name: String,
        /// The clause. `*` in it is every article with a value.
        inner: Box<Node>,
    },
    /// The inner clause with a weight.
    Boost {
        /// The clause.
        inner: Box<Node>,
        /// The factor of its score; above 0, finite.
        factor: f32,
    },
    /// Not the inner clause.
    Not {
        /// The clause.
        inner: Box<Node>,
    },
    /// Every clause; two at least.
    And(Vec<Node>),
    /// At least one clause; two at least.
    Or(Vec<Node>),
}

impl Node {
    /// The tree without places in the query, so that queries which differ only in spaces and quotation
    /// marks have equal trees.
    pub fn without_spans(mut self) -> Node {
        self.clear_spans();
        self
    }

    /// The child clauses; none for a leaf.
    ///
    /// ```
    /// use jianbao_query::parse;
    ///
    /// assert_eq!(parse("甲 乙").ast.children().len(), 2);
    /// assert_eq!(parse("-甲").ast.children().len(), 1);
    /// assert!(parse("甲").ast.children().is_empty());
    /// ```
    pub fn children(&self) -> &[Node] {
        match self {
            Node::In { inner, .. }
            | Node::Own { inner, .. }
            | Node::Boost { inner, .. }
            | Node::Not { inner } => std::slice::from_ref(inner),
            Node::And(parts) | Node::Or(parts) => parts,
            Node::Empty
            | Node::Everything { .. }
            | Node::Text { .. }
            | Node::Quote { .. }
            | Node::Near { .. }
            | Node::Prefix { .. }
            | Node::Fuzzy { .. }
            | Node::Date { .. } => &[],
        }
    }

    fn clear_spans(&mut self) {
        match self {
            Node::Empty => {}
            Node::Everything { span }
            | Node::Text { span, .. }
            | Node::Quote { span, .. }
            | Node::Near { span, .. }
            | Node::Prefix { span, .. }
            | Node::Fuzzy { span, .. }
            | Node::Date { span, .. } => *span = 0..0,
            Node::In { inner, .. }
            | Node::Own { inner, .. }
            | Node::Boost { inner, .. }
            | Node::Not { inner } => inner.clear_spans(),
            Node::And(parts) | Node::Or(parts) => parts.iter_mut().for_each(Node::clear_spans),
        }
    }
}

/// Prints a query that parses to the same tree.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Printed { node: self, negation: Negation::Minus })
    }
}

/// The printed sign of negation.
#[derive(Clone, Copy)]
enum Negation {
    /// `-`.
    Minus,
    /// 非: in a field of one's own, where `-5` may be a number.
    Word,
}

/// A clause, with the sign of negation of its place.
#[derive(Clone, Copy)]
struct Printed<'a> {
    node: &'a Node,
    negation: Negation,
}

impl Printed<'_> {
    /// The clause in a field, after the field's name.
    fn in_field(self, f: &mut fmt::Formatter<'_>, name: &str) -> fmt::Result {
        match self.node {
            Node::In { .. }
            | Node::Own { .. }
            | Node::Boost { .. }
            | Node::Not { .. }
            | Node::Date { .. } => {
                write!(f, "{name}:({self})")
            }
            _ => write!(f, "{name}:{}", Grouped(self)),
        }
    }

    fn joined(self, f: &mut fmt::Formatter<'_>, parts: &[Node], sign: &str) -> fmt::Result {
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                f.write_str(sign)?;
            }
            write!(f, "{}", Grouped(Printed { node: part, ..self }))?;
        }
        Ok(())
    }
}

impl fmt::Display for Printed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inside = |inner| Printed { node: inner, ..*self };
        match self.node {
            Node::Empty => Ok(()),
            Node::Everything { .. } => f.write_str("*"),
            Node::Text { text, .. } => f.write_str(text),
            Node::Quote { text, .. } => quote::write(f, text),
            Node::Near { texts, distance_units, .. } => {
                quote::write(f, &texts.join(" "))?;
                write!(f, "~{distance_units}")
            }
            Node::Prefix { text, .. } => write!(f, "{text}*"),
            Node::Fuzzy { text, .. } => write!(f, "{text}~"),
            Node::Date { written, .. } => write!(f, "{}:{written}", Field::Date.name()),
            Node::In { field, inner } => {
                Printed { node: inner, negation: Negation::Minus }.in_field(f, field.name())
            }
            Node::Own { name, inner } => Printed { node: inner, negation: Negation::Word }.in_field(f, name),
            Node::Boost { inner, factor } => match **inner {
                Node::Boost { .. } | Node::Not { .. } => write!(f, "({})^{factor}", inside(inner)),
                _ => write!(f, "{}^{factor}", Grouped(inside(inner))),
            },
            Node::Not { inner } => {
                let printed = Grouped(inside(inner)).to_string();
                let is_minus_clear =
                    !printed.starts_with(['-', '－', '^']) && measure_at_start(&printed).is_none();
                let sign = match self.negation {
                    Negation::Minus if is_minus_clear => "-",
                    Negation::Minus | Negation::Word => "非 ",
                };
                write!(f, "{sign}{printed}")
            }
            Node::And(parts) => self.joined(f, parts, " "),
            Node::Or(parts) => self.joined(f, parts, " 或 "),
        }
    }
}

/// A clause, in brackets if it needs them.
struct Grouped<'a>(Printed<'a>);

impl fmt::Display for Grouped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.node {
            Node::And(_) | Node::Or(_) => write!(f, "({})", self.0),
            _ => self.0.fmt(f),
        }
    }
}
