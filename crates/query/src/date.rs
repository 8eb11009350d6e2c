//! Dates as people write them.
//!
//! A [`DateSpec`] is what was written, without a clock: `近7天` stays seven days back from whatever day
//! [`DateSpec::resolve`] is given as today.

mod civil;
mod written;

pub use civil::CivilDay;
use civil::days_in;

/// A stretch of days: from the first day of one period to the last day of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateSpec {
    /// Where it begins.
    pub from: Boundary,
    /// Where it ends.
    pub to: Boundary,
}

/// An end of a stretch of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boundary {
    /// There is none.
    Open,
    /// The period belongs to the stretch.
    Including(Period),
    /// The period lies outside.
    Excluding(Period),
}

/// A period as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// A day.
    Day(CivilDay),
    /// A month of a year.
    Month {
        /// 1 to 9999.
        year: i32,
        /// 1 to 12.
        month: u8,
    },
    /// A year, 1 to 9999.
    Year(i32),
    /// A day without its year: the latest such day that is not after today.
    DayOfMonth {
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
    },
    /// A month without its year: the latest such month that does not begin after today.
    MonthOfYear(u8),
    /// So many days before today: 0 is 今天.
    DaysAgo(u32),
    /// So many days up to today, today included: 近7天.
    LastDays(u32),
    /// From the same day so many months ago to today: 近3个月.
    LastMonths(u32),
    /// The week, Monday to Sunday, so many weeks before this one: 0 is 本周.
    WeeksAgo(u32),
    /// The calendar month so many months before this one: 0 is 本月.
    MonthsAgo(u32),
    /// The calendar year so many years before this one: 0 is 今年.
    YearsAgo(u32),
    /// A month of the calendar year so many years before this one: 去年10月.
    MonthOfPastYear {
        /// How many years ago.
        years: u32,
        /// 1 to 12.
        month: u8,
    },
}

/// Days from the first to the last, both included; an end that is `None` is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayRange {
    /// The first day.
    pub from: Option<CivilDay>,
    /// The last day.
    pub to: Option<CivilDay>,
}

impl DateSpec {
    /// Reads a date in any of the written forms: `2020`, `2020-10`, `2020/10/5`, `20201005`, `2020年10月5日`,
    /// `二〇二〇年十月`, `10月26日`, `近7天`, `上周`, `去年`; two of them with `..`, `至`, `到` or `～` between, or
    /// one with an open end; `>`, `>=`, `<`, `<=` before one. None where it is no date, or no day there is.
    ///
    /// ```
    /// use jianbao_query::{CivilDay, DateSpec};
    ///
    /// let today = CivilDay::new(2020, 11, 5);
    /// let days = DateSpec::read("10月26日至11月3日").unwrap().resolve(today).unwrap();
    /// assert_eq!(days.from, CivilDay::new(2020, 10, 26));
    /// assert_eq!(days.to, CivilDay::new(2020, 11, 3));
    /// ```
    pub fn read(text: &str) -> Option<DateSpec> {
        written::read(text)
    }

    /// Whether the year, or more, has to be reckoned from today.
    pub fn needs_today(&self) -> bool {
        [self.from, self.to].iter().any(|boundary| match boundary {
            Boundary::Open => false,
            Boundary::Including(period) | Boundary::Excluding(period) => period.needs_today(),
        })
    }

    /// The days that are meant. None where [today is needed](Self::needs_today) and not known.
    pub fn resolve(&self, today: Option<CivilDay>) -> Option<DayRange> {
        let from = match self.from {
            Boundary::Open => None,
            Boundary::Including(period) => Some(period.days(today)?.0),
            Boundary::Excluding(period) => Some(period.days(today)?.1.plus_days(1)),
        };
        let to = match self.to {
            Boundary::Open => None,
            Boundary::Including(period) => Some(period.days(today)?.1),
            Boundary::Excluding(period) => Some(period.days(today)?.0.plus_days(-1)),
        };
        Some(DayRange { from, to })
    }
}

impl Period {
    fn needs_today(self) -> bool {
        !matches!(self, Period::Day(_) | Period::Month { .. } | Period::Year(_))
    }

    /// The first and the last day of the period.
    fn days(self, today: Option<CivilDay>) -> Option<(CivilDay, CivilDay)> {
        let month_days = |year: i32, month: u8| {
            Some((CivilDay::new(year, month, 1)?, CivilDay::new(year, month, days_in(year, month))?))
        };
        let year_days = |year: i32| Some((CivilDay::new(year, 1, 1)?, CivilDay::new(year, 12, 31)?));
        match self {
            Period::Day(day) => Some((day, day)),
            Period::Month { year, month } => month_days(year, month),
            Period::Year(year) => year_days(year),
            Period::DayOfMonth { month, day } => {
                let today = today?;
                // Eight years back there is a 29 February, whatever today is.
                let latest = (0..=8)
                    .filter_map(|back| CivilDay::new(today.year() - back, month, day))
                    .find(|&day| day <= today)?;
                Some((latest, latest))
            }
            Period::MonthOfYear(month) => {
                let today = today?;
                month_days(today.year() - i32::from(month > today.month()), month)
            }
            Period::DaysAgo(days) => {
                let day = today?.plus_days(-i64::from(days));
                Some((day, day))
            }
            Period::LastDays(days) => {
                let today = today?;
                Some((today.plus_days(1 - i64::from(days.max(1))), today))
            }
            Period::LastMonths(months) => {
                let today = today?;
                Some((today.minus_months(months), today))
            }
            Period::WeeksAgo(weeks) => {
                let today = today?;
                let monday = today.plus_days(-today.days_since_monday() - 7 * i64::from(weeks));
                Some((monday, monday.plus_days(6)))
            }
            Period::MonthsAgo(months) => {
                let month = today?.minus_months(months);
                month_days(month.year(), month.month())
            }
            Period::YearsAgo(years) => year_days(today?.year() - i32::try_from(years).ok()?),
            Period::MonthOfPastYear { years, month } => {
                month_days(today?.year() - i32::try_from(years).ok()?, month)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a date means on Thursday, 2020-11-05.
    fn days(text: &str) -> String {
        let Some(spec) = DateSpec::read(text) else { return "no date".to_owned() };
        let range = spec.resolve(CivilDay::new(2020, 11, 5)).unwrap();
        let shown = |day: Option<CivilDay>| day.map_or(String::new(), |day| day.to_string());
        format!("{}..{}", shown(range.from), shown(range.to))
    }

    #[test]
    fn every_written_form_means_its_days() {
        for (text, expect) in [
            ("2020", "2020-01-01..2020-12-31"),
            ("2020年", "2020-01-01..2020-12-31"),
            ("2020-10", "2020-10-01..2020-10-31"),
            ("２０２０－１０", "2020-10-01..2020-10-31"),
            ("2020/2", "2020-02-01..2020-02-29"),
            ("2020.10.5", "2020-10-05..2020-10-05"),
            ("20201005", "2020-10-05..2020-10-05"),
            ("2020年10月", "2020-10-01..2020-10-31"),
            ("2020年11月2日", "2020-11-02..2020-11-02"),
            ("二〇二〇年十月", "2020-10-01..2020-10-31"),
            ("二○二○年十一月二日", "2020-11-02..2020-11-02"),
            ("10月26日", "2020-10-26..2020-10-26"),
            ("十月二十六日", "2020-10-26..2020-10-26"),
            ("12月1日", "2019-12-01..2019-12-01"),
            ("2月29日", "2020-02-29..2020-02-29"),
            ("12月", "2019-12-01..2019-12-31"),
            ("2020-10-26..2020-11-03", "2020-10-26..2020-11-03"),
            ("2020-10..", "2020-10-01.."),
            ("..2020-11", "..2020-11-30"),
            ("2020年10月至11月", "2020-10-01..2020-11-30"),
            ("10月26日到11月3日", "2020-10-26..2020-11-03"),
            ("2020年11月2日～5日", "2020-11-02..2020-11-05"),
            (">2020-10-01", "2020-10-02.."),
            (">=2020-10", "2020-10-01.."),
            ("<2020-10", "..2020-09-30"),
            ("<=2020-10", "..2020-10-31"),
            ("今天", "2020-11-05..2020-11-05"),
            ("昨天", "2020-11-04..2020-11-04"),
            ("前天", "2020-11-03..2020-11-03"),
            ("近7天", "2020-10-30..2020-11-05"),
            ("近七天", "2020-10-30..2020-11-05"),
            ("最近三天", "2020-11-03..2020-11-05"),
            ("近一周", "2020-10-30..2020-11-05"),
            ("近3个月", "2020-08-05..2020-11-05"),
            ("近半年", "2020-05-05..2020-11-05"),
            ("近一年", "2019-11-05..2020-11-05"),
            ("本周", "2020-11-02..2020-11-08"),
            ("上周", "2020-10-26..2020-11-01"),
            ("本月", "2020-11-01..2020-11-30"),
            ("上个月", "2020-10-01..2020-10-31"),
            ("今年", "2020-01-01..2020-12-31"),
            ("去年", "2019-01-01..2019-12-31"),
            ("前年", "2018-01-01..2018-12-31"),
            ("去年10月", "2019-10-01..2019-10-31"),
        ] {
            assert_eq!(days(text), expect, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "2020-13",
            "2020-13-45",
            "2月30日",
            "2021-02-29",
            "..",
            ">",
            "工会",
            "近天",
            "99999",
            "2020-10-",
        ] {
            assert_eq!(days(text), "no date", "{text}");
        }
    }

    #[test]
    fn a_relative_date_without_today_is_not_resolved() {
        let spec = DateSpec::read("近7天").unwrap();
        assert!(spec.needs_today());
        assert_eq!(spec.resolve(None), None);
    }
}
