//! News articles: their fields, including fields of one's own, and the segmentation of a newspaper page into articles.
//!
//! All functions are pure functions on plain data: this crate reads no files, and does not handle encodings
//! or indexes.

mod article;
mod byline;
mod clock;
mod day;
mod file_place;
mod lines;
mod own_fields;
mod page;
mod place;
mod simplified;
mod written_date;
mod written_time;

pub use article::{Article, Dateline, Kind, Section};
pub use byline::{People, people_in_field, read_byline};
pub use clock::Clock;
pub use day::{DayMention, DayPrecision, day_before, days_in};
pub use file_place::FilePlace;
pub use jiff::civil::Date;
pub use own_fields::{
    Decimal, FieldDeclaration, FieldError, FieldType, MAX_OWN_FIELDS, Misfit, Moment, OwnFields, OwnValue,
    shown_moment, written_moment,
};
#[doc(hidden)]
pub use page::training;
pub use page::{
    Label, LineReading, LineSign, PageWarning, PageWarningKind, ParsedPage, explain_page, parse_page,
};
pub use place::province_of;
pub use written_date::{WrittenDate, written_date};
pub use written_time::WrittenTime;

/// The README's example is compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
