//! Types of fields of one's own.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The type of a field of one's own. In JSON and on command lines it is its [`name`](FieldType::name).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum FieldType {
    /// Any number of texts, each compared as a whole in normal form.
    Keyword,
    /// Any number of texts in which words are searched, by the name of the field.
    Text,
    /// Like `Text`, but clauses without a field find these texts too. Its name is `text+`.
    #[serde(rename = "text+")]
    TextAnywhere,
    /// A whole number of 64 bits.
    Integer,
    /// A number: 64 bits of floating point.
    Number,
    /// A moment, to the microsecond. Without a zone it is a time in China.
    Time,
    /// True or false.
    Flag,
}

impl FieldType {
    /// Every type.
    pub const ALL: &'static [FieldType] = &[
        FieldType::Keyword,
        FieldType::Text,
        FieldType::TextAnywhere,
        FieldType::Integer,
        FieldType::Number,
        FieldType::Time,
        FieldType::Flag,
    ];

    /// The name, as in declarations.
    pub const fn name(self) -> &'static str {
        match self {
            FieldType::Keyword => "keyword",
            FieldType::Text => "text",
            FieldType::TextAnywhere => "text+",
            FieldType::Integer => "integer",
            FieldType::Number => "number",
            FieldType::Time => "time",
            FieldType::Flag => "flag",
        }
    }

    /// The form of a value, in English, as used after "is not".
    pub const fn form(self) -> &'static str {
        match self {
            FieldType::Keyword => "a text of at most 4096 bytes, or a list of such texts",
            FieldType::Text | FieldType::TextAnywhere => "a text or a list of texts",
            FieldType::Integer => "an integer (12000, 1.2万)",
            FieldType::Number => "a number (0.87, 1.2万, 3.5%)",
            FieldType::Time => "a time (2024-05-08T10:30:00+08:00, 2024年5月8日 10:30)",
            FieldType::Flag => "a flag (true, false, 是, 否)",
        }
    }

    /// True if words are searched in the values. Such values cannot be sorted, counted or compared.
    pub const fn is_text(self) -> bool {
        matches!(self, FieldType::Text | FieldType::TextAnywhere)
    }

    /// True if the values are ordered by size. Ranges, histograms and summaries need such a type.
    pub const fn is_ordered(self) -> bool {
        matches!(self, FieldType::Integer | FieldType::Number | FieldType::Time)
    }
}

impl fmt::Display for FieldType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for FieldType {
    type Err = ();

    fn from_str(name: &str) -> Result<FieldType, ()> {
        FieldType::ALL.iter().copied().find(|field_type| field_type.name() == name).ok_or(())
    }
}
