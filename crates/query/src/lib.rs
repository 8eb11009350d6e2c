//! The query language of jianbao: any string to a syntax tree and diagnostics.
//!
//! [`parse`] never fails and never panics: what is not understood as it may have been meant is read in the
//! plainest way, and a [`SyntaxDiagnostic`] says so and shows the place. ASCII signs and their Chinese twins are
//! the same sign.
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
//! From what binds tightest: `*` `~` at a word's end, `:`, `^`, negation, juxtaposition (which is 且), 或. So
//! `甲 乙 或 -标题:丙^2` is (甲 且 乙) 或 (非 ((标题:丙)^2)).
//!
//! Words are operators only where they stand alone between spaces or brackets, and `-` only at the start of
//! a clause: 非洲, 而且 and 2020-10 are text. A name that is no field's before a colon is text (10:30). `*` alone
//! is every article. After `日期:` stands a [`DateSpec`], after `版:` may stand a [`PageRange`].
//!
//! What is too much is cut off, and a diagnostic says so: a query has 65,536 bytes at most, 1,024 clauses, and
//! brackets 64 deep.
//!
//! **Law.** Printing a tree and parsing what was printed gives the same tree, places aside.
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
