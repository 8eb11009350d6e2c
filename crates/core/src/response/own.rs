//! Answers about fields of one's own: counts, sums, groups.

use serde::{Deserialize, Serialize};

use super::FacetCount;

/// The frequencies of the values of a field of one's own among the matching articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FieldFacet {
    /// The declared name of the field.
    pub field: String,
    /// The values, most frequent first, equal counts in the order of the values as text.
    pub values: Vec<FacetCount>,
}

/// A histogram of the values of a field of one's own among the matching articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FieldHistogram {
    /// The declared name of the field.
    pub field: String,
    /// The step as requested.
    pub step: String,
    /// The intervals with an article, the least first.
    pub buckets: Vec<FieldBucket>,
}

/// One interval of a histogram.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FieldBucket {
    /// The least value of the interval, a multiple of the step: `-10`, `0.5`; of times the period in China: `2024-05`,
    /// `2024-05-08T10`.
    pub from: String,
    /// The number of matching articles in the interval.
    pub count: u64,
}

/// A summary of the values of a field of one's own among the matching articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FieldSummary {
    /// The declared name of the field.
    pub field: String,
    /// The number of matching articles with a value.
    pub count: u64,
    /// The least value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<SummaryValue>,
    /// The greatest value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<SummaryValue>,
    /// The mean; none of times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean: Option<f64>,
    /// The sum, correctly rounded whatever the order of the articles; none of times. Beyond 64 bits that of integers is a
    /// number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<SummaryValue>,
}

/// A value in a summary; in JSON a number or a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum SummaryValue {
    /// Of integers.
    Integer(i64),
    /// Of numbers.
    Number(f64),
    /// A moment as RFC 3339, in China.
    Time(String),
}

impl std::fmt::Display for SummaryValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            SummaryValue::Integer(number) => number.fmt(f),
            SummaryValue::Number(number) => number.fmt(f),
            SummaryValue::Time(time) => time.fmt(f),
        }
    }
}

/// The articles that a hit stands for, if the hits are the best of each value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Collapsed {
    /// The value, as the hit has it. Of several values the first in byte order.
    pub value: String,
    /// The number of further matching articles with the value.
    pub more: u64,
}
