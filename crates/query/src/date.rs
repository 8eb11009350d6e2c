//! Dates as people write them.
//!
//! A [`DateSpec`] is a date as written, independent of the current day: `近7天` is "the last 7 days" until
//! [`DateSpec::resolve`] gets the current day.

mod calendar;
mod written;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use calendar::{day, minus_months, monday, months, plus_days};

/// A stretch of days: from the first day of one period to the last day of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateSpec {
    /// The start.
    pub from: Boundary,
    /// The end.
    pub to: Boundary,
}

/// An end of a stretch of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Boundary {
    /// Open.
    Open,
    /// The period is included.
    Including(Period),
    /// The period is excluded.
    Excluding(Period),
}

/// A period as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// A year or a part of one: `2020`, `去年10月`, `第三季度`, `10月26日`.
    OfYear {
        /// The year.
        year: Year,
        /// The part of the year.
        part: YearPart,
    },
    /// This number of days before today: 0 is 今天.
    DaysAgo(u32),
    /// The last days, today included: 近7天.
    LastDays(u32),
    /// From the same day this number of months ago to today: 近3个月.
    LastMonths(u32),
    /// The week, Monday to Sunday, this number of weeks before the current one: 0 is 本周.
    WeeksAgo(u32),
    /// A day of the week, this number of weeks before the current week: 上周五.
    WeekdayAgo {
        /// The number of weeks ago; `None` is the latest such day that is not after today.
        weeks: Option<u32>,
        /// Days since Monday: 0 to 6.
        days_since_monday: u8,
    },
    /// The calendar month this number of months before the current one: 0 is 本月.
    MonthsAgo(u32),
    /// The quarter of a year, this number of quarters before the current one: 0 is 本季度.
    QuartersAgo(u32),
}

/// A year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Year {
    /// 1 to 9999.
    Written(i32),
    /// A year relative to this one: 0 is 今年, -1 is 去年.
    FromNow(i32),
    /// No year is written: the latest year in which the part does not begin after today.
    Latest,
}

/// A part of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum YearPart {
    /// All of it.
    Whole,
    /// 上半年 is 1, 下半年 is 2.
    Half(u8),
    /// 1 to 4.
    Quarter(u8),
    /// 1 to 12.
    Month(u8),
    /// 上旬, 中旬 or 下旬: ten days, and the rest of the month.
    Third {
        /// 1 to 12.
        month: u8,
        /// 1 to 3.
        third: u8,
    },
    /// A day.
    Day {
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
    },
}

/// Days from the first to the last, both included; an end that is `None` is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayRange {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

impl DateSpec {
    /// Reads a date in any of the written forms: `2020`, `2020-10`, `2020/10/5`, `20201005`, `2020年10月5日`,
    /// `二〇二〇年十月`, `10月26日`, `10月下旬`, `第三季度`, `去年下半年`, `近7天`, `上周`, `上周五`; two of them with `..`,
    /// `至`, `到`, `～` or a dash between, or one with an open end; `>`, `>=`, `<`, `<=` before one, `之前`, `之后` or `以来`
    /// after it. `None` if it is not a date, or there is no such day.
    ///
    /// ```
    /// use jianbao_query::{Date, DateSpec};
    ///
    /// let today: Date = "2020-11-05".parse()?;
    /// let days = DateSpec::read("10月26日至11月3日").unwrap().resolve(Some(today)).unwrap();
    /// assert_eq!(days.from, Some("2020-10-26".parse()?));
    /// assert_eq!(days.to, Some("2020-11-03".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn read(text: &str) -> Option<DateSpec> {
        written::read(text)
    }

    /// True if the date depends on the current day: the year or more is relative.
    pub fn needs_today(&self) -> bool {
        self.periods().any(Period::needs_today)
    }

    /// True if no year is written, so that the latest possible year is taken.
    pub fn infers_year(&self) -> bool {
        self.periods().any(|period| matches!(period, Period::OfYear { year: Year::Latest, .. }))
    }

    /// The days of the date. `None` if [today is needed](Self::needs_today) and not known, and if there is no
    /// such day: 去年2月29日 in most years.
    ///
    /// A second date without a year is the first such day from the first date on. If the end is still before
    /// the beginning, the range is empty, and `from` is later than `to`.
    pub fn resolve(&self, today: Option<Date>) -> Option<DayRange> {
        let from = match self.from {
            Boundary::Open => None,
            Boundary::Including(period) => Some(period.days(today)?.0),
            Boundary::Excluding(period) => Some(plus_days(period.days(today)?.1, 1)),
        };
        let to = match (from, self.to) {
            (_, Boundary::Open) => None,
            (Some(from), Boundary::Including(Period::OfYear { year: Year::Latest, part })) => {
                let first = i32::from(from.year());
                let years = first..=first + YEARS_TO_A_LEAP_DAY;
                Some(years.filter_map(|year| part.days(year)).find(|(_, last)| *last >= from)?.1)
            }
            (_, Boundary::Including(period)) => Some(period.days(today)?.1),
            (_, Boundary::Excluding(period)) => Some(plus_days(period.days(today)?.0, -1)),
        };
        Some(DayRange { from, to })
    }

    fn periods(&self) -> impl Iterator<Item = Period> {
        [self.from, self.to].into_iter().filter_map(|boundary| match boundary {
            Boundary::Open => None,
            Boundary::Including(period) | Boundary::Excluding(period) => Some(period),
        })
    }
}

/// Number of years within which there is a 29 February: 1896 and 1904 have one, 1900 has none.
const YEARS_TO_A_LEAP_DAY: i32 = 8;

impl Period {
    fn needs_today(self) -> bool {
        !matches!(self, Period::OfYear { year: Year::Written(_), .. })
    }

    /// The first and the last day of the period.
    fn days(self, today: Option<Date>) -> Option<(Date, Date)> {
        match self {
            Period::OfYear { year: Year::Written(year), part } => part.days(year),
            Period::OfYear { year: Year::FromNow(years), part } => {
                part.days(i32::from(today?.year()).checked_add(years)?)
            }
            Period::OfYear { year: Year::Latest, part } => {
                let today = today?;
                (0..=YEARS_TO_A_LEAP_DAY)
                    .filter_map(|back| part.days(i32::from(today.year()) - back))
                    .find(|(first, _)| *first <= today)
            }
            Period::DaysAgo(days) => {
                let day = plus_days(today?, -i64::from(days));
                Some((day, day))
            }
            Period::LastDays(days) => {
                let today = today?;
                Some((plus_days(today, 1 - i64::from(days.max(1))), today))
            }
            Period::LastMonths(months) => {
                let today = today?;
                Some((minus_months(today, months), today))
            }
            Period::WeeksAgo(weeks) => {
                let monday = monday(today?, weeks);
                Some((monday, plus_days(monday, 6)))
            }
            Period::WeekdayAgo { weeks, days_since_monday } => {
                let today = today?;
                let in_week = |weeks: u32| plus_days(monday(today, weeks), i64::from(days_since_monday));
                let day = match weeks {
                    Some(weeks) => in_week(weeks),
                    None => [in_week(0), in_week(1)].into_iter().find(|&day| day <= today)?,
                };
                Some((day, day))
            }
            Period::MonthsAgo(months) => {
                let month = minus_months(today?, months);
                YearPart::Month(month.month().unsigned_abs()).days(month.year().into())
            }
            Period::QuartersAgo(quarters) => {
                let month = minus_months(today?, quarters.saturating_mul(3));
                YearPart::Quarter((month.month().unsigned_abs() - 1) / 3 + 1).days(month.year().into())
            }
        }
    }
}

impl YearPart {
    /// The first and the last day of the part; none if the year has no such day.
    fn days(self, year: i32) -> Option<(Date, Date)> {
        match self {
            YearPart::Whole => months(year, 1, 12),
            YearPart::Half(half) => months(year, 6 * half - 5, 6 * half),
            YearPart::Quarter(quarter) => months(year, 3 * quarter - 2, 3 * quarter),
            YearPart::Month(month) => months(year, month, month),
            YearPart::Third { month, third } => {
                let (_, last) = months(year, month, month)?;
                let last = if third == 3 { last } else { day(year, month, 10 * third)? };
                Some((day(year, month, 10 * third - 9)?, last))
            }
            YearPart::Day { month, day: of_month } => {
                let day = day(year, month, of_month)?;
                Some((day, day))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The days of a date, read on Thursday, 2020-11-05.
    fn days(text: &str) -> String {
        let Some(spec) = DateSpec::read(text) else { return "no date".to_owned() };
        let range = spec.resolve(day(2020, 11, 5)).unwrap();
        let shown = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
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
            ("去年10月26日", "2019-10-26..2019-10-26"),
            ("前年十二月下旬", "2018-12-21..2018-12-31"),
            ("2020年2月中旬", "2020-02-11..2020-02-20"),
            ("10月上旬", "2020-10-01..2020-10-10"),
            ("10-26", "2020-10-26..2020-10-26"),
            ("10/26", "2020-10-26..2020-10-26"),
            ("2020年第三季度", "2020-07-01..2020-09-30"),
            ("2020Q3", "2020-07-01..2020-09-30"),
            ("2020-q1", "2020-01-01..2020-03-31"),
            ("三季度", "2020-07-01..2020-09-30"),
            ("去年四季度", "2019-10-01..2019-12-31"),
            ("第四季度", "2020-10-01..2020-12-31"),
            ("本季度", "2020-10-01..2020-12-31"),
            ("上个季度", "2020-07-01..2020-09-30"),
            ("上半年", "2020-01-01..2020-06-30"),
            ("去年下半年", "2019-07-01..2019-12-31"),
            ("2019年上半年", "2019-01-01..2019-06-30"),
            ("2019下半年", "2019-07-01..2019-12-31"),
            ("2019第三季度", "2019-07-01..2019-09-30"),
            ("2019三季度", "2019-07-01..2019-09-30"),
            ("2019十月", "2019-10-01..2019-10-31"),
            ("２０１９三月五日", "2019-03-05..2019-03-05"),
            ("2018下半年至2019上半年", "2018-07-01..2019-06-30"),
            ("大前天", "2020-11-02..2020-11-02"),
            ("3天前", "2020-11-02..2020-11-02"),
            ("7天内", "2020-10-30..2020-11-05"),
            ("过去一个月", "2020-10-05..2020-11-05"),
            ("近三月", "2020-08-05..2020-11-05"),
            ("近两周", "2020-10-23..2020-11-05"),
            ("上上周", "2020-10-19..2020-10-25"),
            ("上周五", "2020-10-30..2020-10-30"),
            ("本周一", "2020-11-02..2020-11-02"),
            ("星期日", "2020-11-01..2020-11-01"),
            ("周四", "2020-11-05..2020-11-05"),
            ("2020年10月以来", "2020-10-01.."),
            ("自2020年10月起", "2020-10-01.."),
            ("2020年10月26日至今", "2020-10-26..2020-11-05"),
            ("2020年10月之前", "..2020-09-30"),
            ("2020年10月以后", "2020-11-01.."),
            ("从10月到11月", "2020-10-01..2020-11-30"),
            ("10月26日-11月3日", "2020-10-26..2020-11-03"),
            ("2020-10-26—2020-11-03", "2020-10-26..2020-11-03"),
            ("2018-2020", "2018-01-01..2020-12-31"),
            ("2020-10-26..11-03", "2020-10-26..2020-11-03"),
            ("2020-10-26..30", "2020-10-26..2020-10-30"),
            ("2020-10..12", "2020-10-01..2020-12-31"),
            ("2019年12月20日至1月5日", "2019-12-20..2020-01-05"),
            ("12月20日至1月5日", "2019-12-20..2020-01-05"),
            ("11月1日至12月1日", "2020-11-01..2020-12-01"),
            ("去年12月至1月", "2019-12-01..2020-01-31"),
            ("2020..2019", "2020-01-01..2019-12-31"),
            ("lastweek", "2020-10-26..2020-11-01"),
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
            "2020-10..10-",
            "13-26",
            "五季度",
            "2020年第0季度",
            "三半年",
            "2019半年",
            "20191月",
            "201下半年",
            "周八",
            "最近",
            "以来",
            "2020至2021至2022",
            "近9999999999天",
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
