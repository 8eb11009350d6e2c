//! The fields of a news article, and the segmentation of a newspaper page into articles.
//!
//! Pure functions on plain data: this crate reads no files, and knows no encoding and no index.

mod article;
mod byline;
mod clock;
mod day;
mod file_place;
mod lines;
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
