//! The query language: any string to a syntax tree and diagnostics.
//!
//! [`parse`] returns a [`Parsed`] query: a tree of [`Node`]s, and [`SyntaxDiagnostic`]s with their [`SyntaxDiagnosticKind`] and a
//! [`Span`] of bytes. A node may contain a [`Field`], a [`PageRange`] or a [`DateSpec`]. A [`Boundary`] of a date is a [`Period`]
//! or a [`Year`] with its [`YearPart`]; [`DateSpec::resolve`] counts from a [`Date`](crate::Date) and gives a [`DayRange`].
//! [`parse_with`] also takes [`OwnNames`], the names of fields of one's own with the [`ValueForm`] of their values. A printed tree
//! parses to the same tree, so a program may modify a tree and search for its printed form.
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
