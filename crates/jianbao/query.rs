//! The query language: any string to a syntax tree and diagnostics.
//!
//! [`parse`] returns a [`Parsed`] query: a tree of [`Node`]s, and [`SyntaxDiagnostic`]s, each of a [`SyntaxDiagnosticKind`] and
//! with a [`Span`] of bytes. A node may name a [`Field`], a [`PageRange`] or a [`DateSpec`], whose [`Boundary`] is a [`Period`]
//! or a [`Year`] with its [`YearPart`]; [`parse_with`] knows the [`OwnNames`] of fields of one's own, each with the
//! [`ValueForm`] of its values; [`DateSpec::resolve`] gives a [`DayRange`]. Printing a tree and parsing the result
//! gives the same tree, so a program may change a tree and search for what it prints.
//!
//! ```
//! use jianbao::query::parse;
//!
//! assert_eq!(parse("春茶 （云南 或 “贵州”） －上海").ast.to_string(), "春茶 (云南 或 \"贵州\") -上海");
//! ```

pub use jianbao_query::{
    Boundary, DateSpec, DayRange, Field, Node, OwnNames, PageRange, Parsed, Period, Span, SyntaxDiagnostic,
    SyntaxDiagnosticKind, ValueForm, Year, YearPart, parse, parse_with,
};
