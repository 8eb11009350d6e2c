//! The kinds of signs by which lines are read, in words.

use std::fmt;

/// A kind of sign by which a line is read. `Display` says it in English.
///
/// ```
/// use jianbao_article::LineSign;
///
/// assert_eq!(LineSign::Layout.to_string(), "blank lines and indents");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineSign {
    /// How long the line is, and the signs in it.
    Shape,
    /// What the lines right above and below look like.
    Around,
    /// How far off paragraphs, bylines and lines like this one are.
    Nearby,
    /// The words of the line and of those beside it.
    Wording,
    /// Whether openings of reports stand above.
    Openings,
    /// Whether the text below speaks of what the line says, and of other things than the text above.
    Subject,
    /// Whether a sentence goes on from line to line.
    Seam,
    /// Blank lines and indents.
    Layout,
    /// What the page does again and again elsewhere.
    Habits,
}

impl LineSign {
    /// All of them.
    pub const ALL: [LineSign; 9] = [
        LineSign::Shape,
        LineSign::Around,
        LineSign::Nearby,
        LineSign::Wording,
        LineSign::Openings,
        LineSign::Subject,
        LineSign::Seam,
        LineSign::Layout,
        LineSign::Habits,
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
        })
    }
}
