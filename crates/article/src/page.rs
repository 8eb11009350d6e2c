//! The plain text of a newspaper page, and the articles on it.
//!
//! `text → lines → labels → articles`. Columns side by side are first put in reading order, and paragraphs
//! that columns cut into lines are joined. Each line gets a label from its shape and its neighbours. The
//! labelled lines are then assembled: headlines are divided into kicker, title and subtitle, paragraphs
//! broken in mid-sentence are joined, bylines and credits are parsed. The text of a single article is read as
//! a page with one article.
//!
//! A model that was trained on newspaper pages predicts the labels. [`explain_page`] shows the reasons for
//! each label, and a [`PageWarning`] marks the uncertain ones.
//!
//! **Law.** Every character of the page except white space is in some field of some article.

mod assemble;
mod bags;
mod chain;
mod columns;
mod features;
mod label;
mod masthead;
mod odds;
mod pairs;
mod shape;
#[doc(hidden)]
pub mod training;
mod unwrap;
mod weights;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use features::LineSign;
pub use label::{Label, LineReading};

use crate::Article;
use crate::lines::{Line, lines};
use columns::Columns;

/// Result of [`parse_page`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ParsedPage {
    /// The articles in the order of the page.
    pub articles: Vec<Article>,
    /// The first line of each article, counted from 1, empty lines included.
    pub first_lines: Vec<usize>,
    /// Doubtful readings, in the order of the page.
    pub warnings: Vec<PageWarning>,
}

/// An uncertain reading of a line of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PageWarning {
    /// The line of the page, counted from 1, empty lines included.
    pub line: usize,
    /// Kind of the doubt.
    pub kind: PageWarningKind,
}

/// Kind of uncertainty about the label of a line of a page. `Display` gives the English message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PageWarningKind {
    /// It was read as a headline, and may be a heading inside the article above.
    Headline,
    /// It was read as the start of an article without a headline.
    Untitled,
    /// It was read as a heading inside the article, and may be a headline.
    Section,
    /// It was read as part of the article above, and another may begin there.
    Continuation,
    /// From this line on, columns seem to be side by side, and could not be told apart. They were read across.
    Columns,
}

impl PageWarningKind {
    /// The code: the name of the kind, as in JSON. It stays the same in later versions.
    ///
    /// ```
    /// assert_eq!(jianbao_article::PageWarningKind::Headline.code(), "headline");
    /// ```
    pub fn code(self) -> &'static str {
        match self {
            PageWarningKind::Headline => "headline",
            PageWarningKind::Untitled => "untitled",
            PageWarningKind::Section => "section",
            PageWarningKind::Continuation => "continuation",
            PageWarningKind::Columns => "columns",
        }
    }
}

impl fmt::Display for PageWarningKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PageWarningKind::Headline => "read as a headline; it may be a heading inside the article above",
            PageWarningKind::Untitled => "read as the start of an article without a headline",
            PageWarningKind::Section => "read as a heading inside the article; it may be a headline",
            PageWarningKind::Continuation => "read as part of the article above; another may begin here",
            PageWarningKind::Columns => {
                "from here on, columns seem to be side by side; they could not be told apart, and were read \
                 across. Extract the text without layout"
            }
        })
    }
}

/// Splits the plain text of a newspaper page, or of one article, into articles. Linear in its length.
///
/// ```
/// use jianbao_article::parse_page;
///
/// let page = "城东新添三座充电站\n\n本报讯（记者林小满）昨天，三座充电站投入使用。\n\n\
///             老街夜市亮灯\n\n本报临江5月3日电（记者沈一舟）昨晚，停了半年的\n\n夜市重新亮灯。\n";
/// let articles = parse_page(page).articles;
/// assert_eq!(articles[0].title.as_deref(), Some("城东新添三座充电站"));
/// assert_eq!(articles[1].reporters, ["沈一舟"]);
/// assert_eq!(articles[1].body, ["本报临江5月3日电（记者沈一舟）昨晚，停了半年的夜市重新亮灯。"]);
/// ```
pub fn parse_page(text: &str) -> ParsedPage {
    training::parse_page_with(text, &pairs::PairTable::embedded(), weights::Weights::embedded())
}

/// The reading of each line of a page, with the `max_reasons` most important kinds of signs. If the columns
/// of the page cut every line, there is one reading per paragraph, under the number of its first line. It
/// takes about four times as long as [`parse_page`].
///
/// ```
/// use jianbao_article::{Label, explain_page};
///
/// let page = "城东新添三座充电站\n\n本报讯（记者林小满）昨天，三座充电站投入使用。\n";
/// let readings = explain_page(page, 3);
/// assert_eq!(readings[0].label, Label::HeadlineStart);
/// assert!(readings[0].start_probability > 0.9);
/// assert_eq!(readings[0].reasons.len(), 3);
/// ```
pub fn explain_page(text: &str, max_reasons: usize) -> Vec<LineReading> {
    whole_lines(text, |lines| label::read_lines(lines, max_reasons))
}

/// Calls a function with the lines of a page, as one column of whole paragraphs.
fn whole_lines<T>(text: &str, read: impl FnOnce(&[Line<'_>]) -> T) -> T {
    let columns = columns::below_each_other(text);
    whole_lines_of(text, columns.as_ref(), read)
}

fn whole_lines_of<T>(text: &str, columns: Option<&Columns>, read: impl FnOnce(&[Line<'_>]) -> T) -> T {
    let mut lines = lines(columns.map_or(text, |columns| &columns.text));
    if let Some(columns) = columns {
        for line in &mut lines {
            line.number = columns.numbers.get(line.number - 1).copied().unwrap_or(line.number);
        }
    }
    match unwrap::unwrapped(&lines) {
        Some(unwrapped) => read(&unwrapped.lines()),
        None => read(&lines),
    }
}

#[cfg(test)]
mod tests;
