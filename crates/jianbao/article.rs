//! Parts of an article, and newspaper pages split into articles.
//!
//! An [`Article`](crate::Article) has a [`Kind`], a [`Dateline`], [`Section`]s inside the body, and in `extra` any fields of
//! your own. [`parse_page`] splits a newspaper page into a [`ParsedPage`] with [`PageWarning`]s, each of a
//! [`PageWarningKind`]; [`explain_page`] gives for each line a [`LineReading`] with its [`Label`] and the kinds of signs
//! ([`LineSign`]) behind it. [`read_byline`], [`days_in`] (a [`DayMention`] with its [`DayPrecision`]), [`day_before`] and
//! [`province_of`] read bylines, dates and places.

pub use jianbao_article::{
    Dateline, DayMention, DayPrecision, Kind, Label, LineReading, LineSign, PageWarning, PageWarningKind,
    ParsedPage, Section, day_before, days_in, explain_page, parse_page, province_of, read_byline,
};
