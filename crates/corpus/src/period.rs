//! Periods of the calendar: years, quarters, months, weeks, days.

use std::fmt;
use std::str::FromStr;

use jianbao_article::Date;
use serde::{Deserialize, Serialize};

/// The length of the periods of a [`trend`](crate::trend()).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PeriodKind {
    /// A calendar year: `2020`.
    Year,
    /// A quarter of a year: `2020-Q4`.
    Quarter,
    /// A calendar month: `2020-10`.
    #[default]
    Month,
    /// A week from Monday to Sunday, by ISO 8601: `2020-W44`.
    Week,
    /// A day: `2020-10-26`.
    Day,
}

/// A name that is no period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownPeriod(String);

impl UnknownPeriod {
    /// The name, as given.
    pub fn name(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnknownPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown period {}; the periods are year, quarter, month, week, day", self.0)
    }
}

impl std::error::Error for UnknownPeriod {}

impl FromStr for PeriodKind {
    type Err = UnknownPeriod;

    fn from_str(name: &str) -> Result<PeriodKind, UnknownPeriod> {
        match name {
            "year" => Ok(PeriodKind::Year),
            "quarter" => Ok(PeriodKind::Quarter),
            "month" => Ok(PeriodKind::Month),
            "week" => Ok(PeriodKind::Week),
            "day" => Ok(PeriodKind::Day),
            _ => Err(UnknownPeriod(name.to_owned())),
        }
    }
}

impl PeriodKind {
    /// The name of the period that contains a day. Names of one kind sort as the periods do, for years 0 to 9999.
    ///
    /// ```
    /// use jianbao_corpus::PeriodKind;
    ///
    /// let day = "2020-12-31".parse().unwrap();
    /// assert_eq!(PeriodKind::Quarter.name_of(day), "2020-Q4");
    /// assert_eq!(PeriodKind::Week.name_of(day), "2020-W53");
    /// ```
    pub fn name_of(self, day: Date) -> String {
        match self {
            PeriodKind::Year => format!("{:04}", day.year()),
            PeriodKind::Quarter => format!("{:04}-Q{}", day.year(), (day.month() + 2) / 3),
            PeriodKind::Month => format!("{:04}-{:02}", day.year(), day.month()),
            PeriodKind::Week => {
                let week = day.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            PeriodKind::Day => day.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_belong_to_the_year_of_their_thursday() {
        for (day, week) in
            [("2021-01-03", "2020-W53"), ("2021-01-04", "2021-W01"), ("2018-12-31", "2019-W01")]
        {
            assert_eq!(PeriodKind::Week.name_of(day.parse().unwrap()), week);
        }
    }
}
