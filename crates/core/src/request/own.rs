//! Requests about fields of one's own: order, counts, sums, groups.

use jianbao_article::FieldType;
use serde::{Deserialize, Serialize};

/// An order of hits by a field of one's own. Hits without a value come last, whatever the direction.
///
/// ```
/// use jianbao_core::{FieldOrder, SearchRequest};
///
/// let request = SearchRequest::new("夜市").sort_by(FieldOrder::descending("浏览"));
/// assert_eq!(request.sort_by.unwrap().to_string(), "浏览");
/// assert_eq!("浏览-asc".parse(), Ok(FieldOrder::ascending("浏览")));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FieldOrder {
    /// The name of the field, or an alias.
    pub field: String,
    /// The direction.
    #[serde(default)]
    pub direction: Direction,
}

/// A direction of an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// The greatest first. Of several values the greatest counts.
    #[default]
    Descending,
    /// The least first. Of several values the least counts.
    Ascending,
}

/// The end of the name of an ascending order.
const ASCENDING: &str = "-asc";

impl FieldOrder {
    /// The greatest values first.
    pub fn descending(field: impl Into<String>) -> FieldOrder {
        FieldOrder { field: field.into(), direction: Direction::Descending }
    }

    /// The least values first.
    pub fn ascending(field: impl Into<String>) -> FieldOrder {
        FieldOrder { field: field.into(), direction: Direction::Ascending }
    }
}

/// Prints `NAME`, or `NAME-asc`.
impl std::fmt::Display for FieldOrder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let end = match self.direction {
            Direction::Descending => "",
            Direction::Ascending => ASCENDING,
        };
        write!(f, "{}{end}", self.field)
    }
}

impl std::str::FromStr for FieldOrder {
    type Err = std::convert::Infallible;

    /// Reads `NAME`, descending, or `NAME-asc`.
    fn from_str(written: &str) -> Result<FieldOrder, Self::Err> {
        Ok(match written.strip_suffix(ASCENDING) {
            Some(field) => FieldOrder::ascending(field),
            None => FieldOrder::descending(written),
        })
    }
}

/// A histogram over a field of one's own: of integers or numbers by a step, of times by a period.
///
/// ```
/// use jianbao_core::FieldHistogramRequest;
///
/// assert_eq!("浏览:1万".parse(), Ok(FieldHistogramRequest::new("浏览", "1万")));
/// assert!("浏览".parse::<FieldHistogramRequest>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FieldHistogramRequest {
    /// The name of the field, or an alias.
    pub field: String,
    /// The width of an interval: a number above 0, or `year`, `month`, `day` or `hour`.
    pub step: String,
}

impl FieldHistogramRequest {
    /// A histogram of a field by a step.
    pub fn new(field: impl Into<String>, step: impl Into<String>) -> FieldHistogramRequest {
        FieldHistogramRequest { field: field.into(), step: step.into() }
    }
}

/// A text that is no `NAME:STEP`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{written:?} is no histogram of a field: NAME:STEP is, as in 浏览:1000 or 发布:month")]
pub struct NoHistogram {
    /// The text as given.
    pub written: String,
}

impl std::str::FromStr for FieldHistogramRequest {
    type Err = NoHistogram;

    /// Reads `NAME:STEP`.
    fn from_str(written: &str) -> Result<FieldHistogramRequest, NoHistogram> {
        let (field, step) =
            written.split_once([':', '：']).ok_or_else(|| NoHistogram { written: written.to_owned() })?;
        Ok(FieldHistogramRequest::new(field, step))
    }
}

/// The purpose for which a request or a writer names a field of one's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FieldPurpose {
    /// Counts of its values.
    Facet,
    /// Counts by interval.
    Histogram,
    /// Least, greatest, mean and sum.
    Summary,
    /// The order of the hits.
    Sort,
    /// The first hit of each value.
    Collapse,
    /// Articles that replace earlier ones with the same value.
    Replace,
}

impl FieldPurpose {
    /// The types that fit.
    pub fn types(self) -> &'static [FieldType] {
        match self {
            FieldPurpose::Facet => {
                &[FieldType::Keyword, FieldType::Integer, FieldType::Number, FieldType::Flag]
            }
            FieldPurpose::Replace => &[FieldType::Keyword],
            FieldPurpose::Histogram | FieldPurpose::Summary => {
                &[FieldType::Integer, FieldType::Number, FieldType::Time]
            }
            FieldPurpose::Sort | FieldPurpose::Collapse => {
                &[FieldType::Keyword, FieldType::Integer, FieldType::Number, FieldType::Time, FieldType::Flag]
            }
        }
    }
}

impl std::fmt::Display for FieldPurpose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            FieldPurpose::Facet => "facet",
            FieldPurpose::Histogram => "histogram",
            FieldPurpose::Summary => "summary",
            FieldPurpose::Sort => "sort",
            FieldPurpose::Collapse => "collapse",
            FieldPurpose::Replace => "replacement",
        })
    }
}
