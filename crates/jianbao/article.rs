//! Parts of an article, and newspaper pages split into articles.
//!
//! - An [`Article`](crate::Article) has a [`Kind`], a [`Dateline`], and [`Section`]s inside the body. Its field `extra` takes
//!   any fields of your own.
//! - [`parse_page`] splits a newspaper page into a [`ParsedPage`] with [`PageWarning`]s, each of a [`PageWarningKind`].
//! - [`explain_page`] gives a [`LineReading`] for each line, with its [`Label`] and the kinds of signs ([`LineSign`]) that led
//!   to it.
//! - [`read_byline`] parses a byline. [`days_in`] finds days in a text (a [`DayMention`] has a [`DayPrecision`]),
//!   [`day_before`] interprets the day of a dateline, and [`province_of`] gives the province of a place.
//! - [`written_date`] reads a field with a date and a time: a [`WrittenDate`] with a [`WrittenTime`], which is a [`Clock`] on a
//!   day.
//! - A field of one's own has a [`FieldDeclaration`] with a [`FieldType`]. [`OwnFields`] is a set of declarations (at most
//!   [`MAX_OWN_FIELDS`]); the error is [`FieldError`]. An [`OwnValue`] is read from a key of `extra`; a [`Misfit`] is a value of
//!   another type. [`Decimal`] reads a number and [`written_moment`] a [`Moment`] as people write them; [`shown_moment`] prints
//!   a moment.
//! - A [`FilePlace`] is the place of an article in the file that it came from.

pub use jianbao_article::{
    Clock, Dateline, DayMention, DayPrecision, Decimal, FieldDeclaration, FieldError, FieldType, FilePlace,
    Kind, Label, LineReading, LineSign, MAX_OWN_FIELDS, Misfit, Moment, OwnFields, OwnValue, PageWarning,
    PageWarningKind, ParsedPage, Section, WrittenDate, WrittenTime, day_before, days_in, explain_page,
    parse_page, province_of, read_byline, shown_moment, written_date, written_moment,
};
