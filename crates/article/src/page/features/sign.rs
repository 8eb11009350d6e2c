//! Kinds of features that decide the label of a line, with names for people.

use std::fmt;

/// A kind of sign that decides the reading of a line. `Display` names it in English.
///
/// ```
/// use jianbao_article::LineSign;
///
/// assert_eq!(LineSign::Layout.to_string(), "blank lines and indents");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineSign {
    /// Length and punctuation of the line.
    Shape,
    /// Looks of the lines right above and below.
    Around,
    /// Distance to paragraphs, bylines and lines like this one.
    Nearby,
    /// The words of the line and of those beside it.
    Wording,
    /// Openings of reports above.
    Openings,
    /// Shared subject of the line and the text below, other than that of the text above.
    Subject,
    /// Continuation of a sentence from line to line.
    Seam,
    /// Blank lines and indents.
    Layout,
    /// Habits of the page elsewhere.
    Habits,
    /// Fixed rules, such as: a name under a text is a byline.
    Rule,
}

impl LineSign {
    /// All of them.
    pub const ALL: [LineSign; 10] = [
        LineSign::Shape,
        LineSign::Around,
        LineSign::Nearby,
        LineSign::Wording,
        LineSign::Openings,
        LineSign::Subject,
        LineSign::Seam,
        LineSign::Layout,
        LineSign::Habits,
        LineSign::Rule,
    ];
}

impl fmt::Display for LineSign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LineSign::Shape => "length and punctuation",
            LineSign::Around => "the lines right above and below",
            LineSign::Nearby => "paragraphs and bylines nearby",
            LineSign::Wording => "words",
            LineSign::Openings => "openings of reports above",
            LineSign::Subject => "what the text above and below speaks of",
            LineSign::Seam => "whether a sentence goes on",
            LineSign::Layout => "blank lines and indents",
            LineSign::Habits => "what the page does elsewhere",
            LineSign::Rule => "fixed rules",
        })
    }
}
