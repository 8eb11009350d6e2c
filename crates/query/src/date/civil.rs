//! Days of the Gregorian calendar, with conversions to and from day numbers.

use std::fmt;

/// A day of the proleptic Gregorian calendar.
///
/// ```
/// use jianbao_query::CivilDay;
///
/// let day = CivilDay::new(2020, 2, 28).unwrap();
/// assert_eq!(day.plus_days(2).to_string(), "2020-03-01");
/// assert_eq!(CivilDay::new(2021, 2, 29), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilDay {
    year: i32,
    month: u8,
    day: u8,
}

impl CivilDay {
    /// The day, if there is one. Years from 1 to 9999.
    pub fn new(year: i32, month: u8, day: u8) -> Option<CivilDay> {
        let is_valid = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && day >= 1
            && day <= days_in(year, month);
        is_valid.then_some(CivilDay { year, month, day })
    }

    /// 1 to 9999.
    pub fn year(self) -> i32 {
        self.year
    }

    /// 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01, negative before it.
    ///
    /// The formula is Howard Hinnant's `days_from_civil`, which counts years from March so that the leap day
    /// is the last of its year.
    pub fn days_since_1970(self) -> i64 {
        let month = i64::from(self.month);
        let year = i64::from(self.year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
    }

    /// The day counted from 1970-01-01; the first or last possible day if the count is out of range.
    pub fn from_days_since_1970(days: i64) -> CivilDay {
        let first = CivilDay { year: 1, month: 1, day: 1 };
        let last = CivilDay { year: 9999, month: 12, day: 31 };
        let days = days.clamp(first.days_since_1970(), last.days_since_1970()) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        // The clamp keeps the year within 1 to 9999, and the formula the month and day.
        CivilDay {
            year: i32::try_from(year).unwrap_or(first.year),
            month: u8::try_from(month).unwrap_or(first.month),
            day: u8::try_from(day).unwrap_or(first.day),
        }
    }

    /// The day this number of days later, or earlier if negative.
    pub fn plus_days(self, days: i64) -> CivilDay {
        CivilDay::from_days_since_1970(self.days_since_1970().saturating_add(days))
    }

    /// The same day this number of months earlier; the last of that month if it is shorter.
    pub fn minus_months(self, months: u32) -> CivilDay {
        let all = i64::from(self.year) * 12 + i64::from(self.month) - 1 - i64::from(months);
        let year = i32::try_from(all.div_euclid(12)).unwrap_or(1).max(1);
        let month = u8::try_from(all.rem_euclid(12) + 1).unwrap_or(1);
        CivilDay { year, month, day: self.day.min(days_in(year, month)) }
    }

    /// Days since Monday: 0 to 6.
    pub fn days_since_monday(self) -> i64 {
        // 1970-01-01 was a Thursday.
        (self.days_since_1970() + 3).rem_euclid(7)
    }
}

/// The number of days in a month; 0 if there is no such month.
pub(crate) fn days_in(year: i32, month: u8) -> u8 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    }
}

/// `2020-11-02`.
impl fmt::Display for CivilDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counting_agrees_with_a_calendar_turned_page_by_page() {
        let mut count = CivilDay::new(1600, 1, 1).unwrap().days_since_1970();
        assert_eq!(CivilDay::new(1970, 1, 1).unwrap().days_since_1970(), 0);
        for year in 1600..2420 {
            for month in 1..=12 {
                for day in 1..=days_in(year, month) {
                    let civil = CivilDay::new(year, month, day).unwrap();
                    assert_eq!(civil.days_since_1970(), count);
                    assert_eq!(CivilDay::from_days_since_1970(count), civil);
                    count += 1;
                }
            }
        }
    }

    #[test]
    fn weeks_begin_on_monday() {
        assert_eq!(CivilDay::new(2026, 11, 23).unwrap().days_since_monday(), 0);
        assert_eq!(CivilDay::new(2026, 11, 22).unwrap().days_since_monday(), 6);
    }

    #[test]
    fn a_month_back_from_the_31st_is_the_last_of_a_shorter_month() {
        assert_eq!(CivilDay::new(2020, 3, 31).unwrap().minus_months(1).to_string(), "2020-02-29");
        assert_eq!(CivilDay::new(2020, 1, 15).unwrap().minus_months(13).to_string(), "2018-12-15");
    }
}
