//! Days of the Gregorian calendar, from the year 1 to 9999: the arithmetic of written dates.

use jiff::ToSpan;
use jiff::civil::{self, Date};

/// The first day that a date can be.
const FIRST: Date = civil::date(1, 1, 1);

/// The day, if there is one. Years from 1 to 9999.
pub(super) fn day(year: i32, month: u8, day: u8) -> Option<Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(i16::try_from(year).ok()?, month, day).ok().filter(|date| *date >= FIRST)
}

/// The first and the last day of the months from the first to the last.
pub(super) fn months(year: i32, first: u8, last: u8) -> Option<(Date, Date)> {
    Some((day(year, first, 1)?, day(year, last, 1)?.last_of_month()))
}

/// The day this number of days later, or earlier if negative; the first or the last day of the calendar if there is none.
pub(super) fn plus_days(date: Date, days: i64) -> Date {
    // A span has at most some twenty thousand years of days.
    const MAX_DAYS: i64 = 7_304_484;
    date.saturating_add(days.clamp(-MAX_DAYS, MAX_DAYS).days()).max(FIRST)
}

/// The same day this number of months earlier; the last of that month if it is shorter.
pub(super) fn minus_months(date: Date, months: u32) -> Date {
    // A span has at most some twenty thousand years of months.
    const MAX_MONTHS: u32 = 239_976;
    date.saturating_sub(i64::from(months.min(MAX_MONTHS)).months()).max(FIRST)
}

/// The Monday of the week this number of weeks before the one with a day.
pub(super) fn monday(date: Date, weeks_ago: u32) -> Date {
    plus_days(date, -i64::from(date.weekday().to_monday_zero_offset()) - 7 * i64::from(weeks_ago))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_years_1_to_9999() {
        assert_eq!(day(2020, 2, 29), Some(civil::date(2020, 2, 29)));
        for (year, month, of_month) in [
            (2021, 2, 29),
            (0, 1, 1),
            (-1, 1, 1),
            (10_000, 1, 1),
            (2020, 13, 1),
            (2020, 0, 1),
            (2020, 1, 200),
        ] {
            assert_eq!(day(year, month, of_month), None);
        }
        assert_eq!(months(2020, 1, 2), day(2020, 1, 1).zip(day(2020, 2, 29)));
    }

    #[test]
    fn weeks_begin_on_monday() {
        let sunday = civil::date(2026, 11, 22);
        assert_eq!(monday(sunday, 0), civil::date(2026, 11, 16));
        assert_eq!(monday(plus_days(sunday, 1), 0), civil::date(2026, 11, 23));
        assert_eq!(monday(sunday, 2), civil::date(2026, 11, 2));
    }

    #[test]
    fn a_month_back_from_the_31st_is_the_last_of_a_shorter_month() {
        assert_eq!(minus_months(civil::date(2020, 3, 31), 1), civil::date(2020, 2, 29));
        assert_eq!(minus_months(civil::date(2020, 1, 15), 13), civil::date(2018, 12, 15));
    }

    #[test]
    fn no_number_leads_out_of_the_calendar() {
        let today = civil::date(2020, 11, 5);
        for far in [i64::MIN, -7_304_485, -1_000_000, i64::from(i32::MIN)] {
            assert_eq!(plus_days(today, far), FIRST);
        }
        assert_eq!(plus_days(today, i64::MAX), civil::date(9999, 12, 31));
        assert_eq!((minus_months(today, u32::MAX), monday(today, u32::MAX)), (FIRST, FIRST));
    }
}
