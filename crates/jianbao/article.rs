//! Parts of an article, and newspaper pages split into articles.
//!
//! - An [`Article`](crate::Article) has a [`Kind`], a [`Dateline`], and [`Section`]s inside the body. Its field `extra` takes
//!   any fields of your own.
//! - [`parse_page`] splits a newspaper page into a [`ParsedPage`] with [`PageWarning`]s, each of a [`PageWarningKind`].
//! - [`explain_page`] gives a [`LineReading`] for each line, with its [`Label`] and the kinds of signs ([`LineSign`]) that led
//!   to it.
//! - [`read_byline`] parses a byline. [`days_in`] finds days in a text (a [`DayMention`] has a [`DayPrecision`]),
//!   [`day_before`] interprets the day of a dateline, and [`province_of`] gives the province of a place.

pub use jianbao_article::{
    Dateline, DayMention, DayPrecision, Kind, Label, LineReading, LineSign, PageWarning, PageWarningKind,
    ParsedPage, Section, day_before, days_in, explain_page, parse_page, province_of, read_byline,
};
