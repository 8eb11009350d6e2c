//! The query language of jianbao: parses any string to a syntax tree and diagnostics.
//!
//! [`parse`] never fails and never panics. Ambiguous or invalid syntax gets the simplest interpretation, and
//! a [`SyntaxDiagnostic`] describes the problem and its place. ASCII operators and their full-width forms are
//! equivalent.
//!
//! ```text
//! query    = or ;
//! or       = and { ("或" | "OR" | "|" | "||") and } ;
//! and      = unary { ["且" | "AND" | "&&"] unary } ;
//! unary    = ("非" | "NOT") unary | "-" boosted | boosted ;
//! boosted  = atom [ "^" number ] ;
//! atom     = "(" or ")" | quote [ "~" number ] | text [ "*" | "~" ] | "*"
//!          | field ":" [ "-" | "非" | "NOT" ] ( "(" or ")" | quote [ "~" number ] | text [ "*" | "~" ] | "*" )
//!          | "日期" ":" ( date | "(" dates ")" ) ;
//! field    = "标题" | "title" | "正文" | "body" | "记者" | "reporter" | … ;    (see Field)
//! quote    = '"' … '"' | "“" … "”" | "‘" … "’" | "「" … "」" | "『" … "』" ;
//! text     = characters other than white space, "，" "、" ",", quotes and brackets ;
//! ```
//!
//! Precedence, the tightest first: `*` and `~` at the end of a word, `:`, `^`, negation, adjacent clauses (the same as 且), 或.
//! So `甲 乙 或 -标题:丙^2` is (甲 且 乙) 或 (非 ((标题:丙)^2)).
//!
//! 或, 且, 非, OR, AND and NOT are operators only as separate words, between spaces or brackets, and `-` only at the start of a
//! clause: 非洲, 而且 and 2020-10 are text. An unknown field name before a colon is text (10:30). `*` as a separate clause
//! matches every article. `日期:` takes a [`DateSpec`], `版:` may take a [`PageRange`].
//!
//! Limits: 65,536 bytes, 1,024 clauses, and 64 levels of brackets. The part of a query beyond a limit is ignored, with a
//! diagnostic.
//!
//! **Law.** A printed tree parses to the same tree, except for the places in the query.
//!
//! ```
//! use jianbao_query::parse;
//!
//! let parsed = parse("困难职工 （云南 或 “贵州”） －上海");
//! assert_eq!(parsed.ast.to_string(), "困难职工 (云南 或 \"贵州\") -上海");
//! assert!(parsed.diagnostics.is_empty());
//! ```

mod ast;
mod date;
mod diagnostic;
mod field;
mod lexer;
mod page;
mod parser;
mod quote;

pub use ast::{Node, Span};
pub use date::{Boundary, CivilDay, DateSpec, DayRange, Period, Year, YearPart};
pub use diagnostic::{SyntaxDiagnostic, SyntaxDiagnosticKind};
pub use field::Field;
pub use page::PageRange;
pub use parser::{Parsed, parse};

/// The README's example is compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
