//! Parameters of warnings, with their texts in English.

use std::fmt;

use serde::Serialize;

/// A bound on the markup of HTML. Without it, reading a page could take hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MarkupBound {
    /// Maximum depth of nested elements.
    Depth,
    /// Maximum number of attributes of an element.
    Attributes,
    /// Maximum number of open formatting elements (`b`, `font`).
    Formatting,
    /// Maximum number of times that unclosed formatting elements are reopened in another block.
    Copies,
    /// Maximum number of objects, marquees and templates.
    Objects,
}

impl MarkupBound {
    /// The maximum that the bound allows.
    pub fn most(self) -> usize {
        match self {
            // The limit of browsers.
            MarkupBound::Depth => 512,
            MarkupBound::Attributes => 256,
            MarkupBound::Formatting => 100,
            MarkupBound::Copies => 20_000,
            MarkupBound::Objects => 2_000,
        }
    }
}

/// Change of a file while it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Change {
    /// It was deleted or moved.
    Gone,
    /// Another file took its place.
    Exchanged,
    /// It became shorter.
    Shrank,
    /// It became longer.
    Grew,
    /// It was written to, but its length is the same.
    Changed,
}

/// A part of a file that has no line number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Part {
    /// The part given by the line, or the whole file.
    Line,
    /// One of the values, counted from 1.
    Value(u64),
    /// The front matter.
    FrontMatter,
}

/// A field whose value does not have the expected type. The value was kept unchanged under another name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct KeptField {
    /// Its name in the file.
    pub name: String,
    /// Expected kind of its value.
    pub expected: Expected,
    /// The name that it is kept under.
    pub kept: String,
}

/// Expected kind of the value of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Expected {
    /// A text.
    Text,
    /// A text, or a list of texts.
    Texts,
    /// A word.
    Word,
    /// A date.
    Date,
    /// A day: the input is a month, and its first day was taken.
    Day,
    /// A time of the article's day.
    Time,
    /// A list of objects with `heading` and `before`.
    Sections,
    /// An object with `place`, `month` and `day`.
    Dateline,
    /// Nothing: the body is there as text.
    NoHtml,
    /// Nothing: the program was built without the HTML reader.
    NoHtmlReader,
}

impl fmt::Display for MarkupBound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let most = self.most();
        match self {
            MarkupBound::Depth => {
                write!(f, "elements are nested more than {most} deep: deeper ones are ignored")
            }
            MarkupBound::Attributes => {
                write!(f, "an element has more than {most} attributes: the rest is ignored")
            }
            MarkupBound::Formatting => {
                write!(f, "more than {most} formatting elements are open at once: the rest is ignored")
            }
            MarkupBound::Copies => write!(
                f,
                "formatting elements continue in other blocks more than {most} times: further formatting is ignored"
            ),
            MarkupBound::Objects => {
                write!(f, "more than {most} objects, marquees and templates: the rest is ignored")
            }
        }?;
        f.write_str("; the text is kept")
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Change::Gone => "the file disappeared",
            Change::Exchanged => "the file was replaced",
            Change::Shrank => "the file shrank",
            Change::Grew => "the file grew",
            Change::Changed => "the file changed",
        })
    }
}

impl fmt::Display for KeptField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let KeptField { name, expected, kept } = self;
        write!(f, "the value of {name} is not {expected}: kept unchanged as {kept}")
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Expected::Text => "a text",
            Expected::Texts => "a text or a list of texts",
            Expected::Word => "a word",
            Expected::Date => "a date (2020-01-05, 2020年1月5日)",
            Expected::Day => "a day: the first of the month is used",
            Expected::Time => "a time of the article's day (10:30, 2020-01-05T10:30:00+08:00)",
            Expected::Sections => "a list of {heading, before}",
            Expected::Dateline => "an object {place, month, day}",
            Expected::NoHtml => "needed: the body is present as text",
            Expected::NoHtmlReader => "readable: this program was built without the feature `html`",
        })
    }
}
