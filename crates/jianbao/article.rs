//! Parts of an article, and newspaper pages split into articles.
//!
//! An [`Article`](crate::Article) has a [`Kind`], a [`Dateline`], [`Section`]s inside the body, and in `extra` any fields of
//! your own. [`parse_page`] splits a newspaper page into a [`ParsedPage`] with [`PageWarning`]s, each of a
//! [`PageWarningKind`]; [`explain_page`] gives for each line a [`LineReading`] with its [`Label`] and the kinds of signs
//! ([`LineSign`]) behind it. [`read_byline`], [`days_in`] (a [`DayMention`] with its [`DayPrecision`]), [`day_before`] and
//! [`province_of`] read bylines, dates and places. [`written_date`] reads a field with a date and a time ([`WrittenDate`]); a
//! [`WrittenTime`] is a [`Clock`] on a day. A [`FilePlace`] is the place of an article in the file that it came from.

pub use jianbao_article::{
    Clock, Dateline, DayMention, DayPrecision, FilePlace, Kind, Label, LineReading, LineSign, PageWarning,
    PageWarningKind, ParsedPage, Section, WrittenDate, WrittenTime, day_before, days_in, explain_page,
    parse_page, province_of, read_byline, written_date,
};
