//! Parts of an article, and newspaper pages split into articles.
//!
//! An [`Article`](crate::Article) has a [`Kind`], a [`Dateline`], [`Section`]s inside the body, and in `extra` any fields of
//! your own. [`parse_page`] splits a newspaper page into a [`ParsedPage`] with [`PageWarning`]s, each of a
//! [`PageWarningKind`]; [`explain_page`] gives for each line a [`LineReading`] with its [`Label`] and the kinds of signs
//! ([`LineSign`]) behind it. [`read_byline`], [`days_in`] (a [`DayMention`] with its [`DayPrecision`]), [`day_before`] and
//! [`province_of`] read bylines, dates and places.
//!
//! A field of one's own has a [`FieldDeclaration`] with a [`FieldType`]; [`OwnFields`] are a set of them (at most
//! [`MAX_OWN_FIELDS`]), or a [`FieldError`] says what is wrong. An [`OwnValue`] is read from a kept key, a [`Misfit`] is one that
//! does not fit. [`Decimal`] reads a number and [`written_moment`] a [`Moment`] as people write them, [`shown_moment`] prints one.

pub use jianbao_article::{
    Dateline, DayMention, DayPrecision, Decimal, FieldDeclaration, FieldError, FieldType, Kind, Label,
    LineReading, LineSign, MAX_OWN_FIELDS, Misfit, Moment, OwnFields, OwnValue, PageWarning, PageWarningKind,
    ParsedPage, Section, day_before, days_in, explain_page, parse_page, province_of, read_byline,
    shown_moment, written_moment,
};
