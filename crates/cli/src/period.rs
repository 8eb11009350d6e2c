//! Days in arguments, written as in `日期:`: `--from`, `--to` and `--today`.

use std::str::FromStr;

use anyhow::{Error, Result, anyhow, bail};
use jianbao::Date;
use jianbao::query::{DateSpec, DayRange};

use crate::report;
use crate::talk;
use crate::texts::messages;

/// Days from one date to another
#[derive(Debug, clap::Args)]
pub(crate) struct PeriodArgs {
    /// Only articles of this day, month or year, or later; dates as in 日期: (2024-03, 去年, 近7天)
    #[arg(long, value_name = "DATE")]
    from: Option<WrittenDate>,
    /// Only articles of this day, month or year, or earlier
    #[arg(long, value_name = "DATE")]
    to: Option<WrittenDate>,
    #[command(flatten)]
    pub(crate) today: TodayArg,
}

impl PeriodArgs {
    /// The first and the last day. If the dates are in the wrong order, they are turned round, with a note.
    ///
    /// # Errors
    /// If there is no such day, or a date has no beginning or no end.
    pub(crate) fn days(&self) -> Result<(Option<Date>, Option<Date>)> {
        let today = self.today.day()?;
        let first = |date: &WrittenDate| date.first_day(today);
        let last = |date: &WrittenDate| date.last_day(today);
        let days = (self.from.as_ref().map(first).transpose()?, self.to.as_ref().map(last).transpose()?);
        match (days, &self.from, &self.to) {
            ((Some(from), Some(to)), Some(later), Some(earlier)) if from > to => {
                let days = (first(earlier)?, last(later)?);
                report::note(&messages::period_turned_round(days.0, days.1));
                Ok((Some(days.0), Some(days.1)))
            }
            _ => Ok(days),
        }
    }
}

/// The day that relative dates are counted from
#[derive(Debug, clap::Args)]
pub(crate) struct TodayArg {
    /// Reference day of 今天, 近7天 and 去年 [default: today]
    #[arg(long, value_name = "DATE")]
    today: Option<WrittenDate>,
}

impl TodayArg {
    /// The day.
    ///
    /// # Errors
    /// If it is no single day.
    pub(crate) fn day(&self) -> Result<Date> {
        let today = talk::today();
        let Some(written) = &self.today else { return Ok(today) };
        let (first, last) = (written.first_day(today)?, written.last_day(today)?);
        if first != last {
            bail!(messages::no_single_day(&written.text));
        }
        Ok(first)
    }
}

/// A date as it is written in `日期:`.
#[derive(Clone, Debug)]
pub(crate) struct WrittenDate {
    text: String,
    spec: DateSpec,
}

impl FromStr for WrittenDate {
    type Err = Error;

    fn from_str(text: &str) -> Result<WrittenDate> {
        let spec = DateSpec::read(text.trim()).ok_or_else(|| anyhow!(messages::no_date()))?;
        Ok(WrittenDate { text: text.trim().to_owned(), spec })
    }
}

impl WrittenDate {
    fn first_day(&self, today: Date) -> Result<Date> {
        self.day(today, |days| days.from)
    }

    fn last_day(&self, today: Date) -> Result<Date> {
        self.day(today, |days| days.to)
    }

    fn day(&self, today: Date, end: impl Fn(DayRange) -> Option<Date>) -> Result<Date> {
        let date = self.spec.resolve(Some(today)).and_then(end);
        date.ok_or_else(|| anyhow!(messages::no_such_day(&self.text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: &str, to: &str, today: &str) -> String {
        let read = |text: &str| (!text.is_empty()).then(|| text.parse().unwrap());
        let args = PeriodArgs { from: read(from), to: read(to), today: TodayArg { today: read(today) } };
        match args.days() {
            Ok((from, to)) => {
                let shown = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
                format!("{}..{}", shown(from), shown(to))
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn both_ends_are_written_as_in_a_query_and_turned_round_if_they_have_to_be() {
        for (from, to, expected) in [
            ("2020-08", "", "2020-08-01.."),
            ("2020年8月", "2020", "2020-08-01..2020-12-31"),
            ("", "2020-02", "..2020-02-29"),
            ("去年", "", "2023-01-01.."),
            ("近7天", "今天", "2024-03-09..2024-03-15"),
            ("2021", "2020-05", "2020-05-01..2021-12-31"),
            ("2020-10-26..2020-11-03", "", "2020-10-26.."),
            (">2020-10", "<2020-12-05", "2020-11-01..2020-12-04"),
            ("", "", ".."),
        ] {
            assert_eq!(days(from, to, "2024-03-15"), expected, "{from} {to}");
        }
        assert!(days("去年2月29日", "", "2024-03-15").contains("no such day"));
        assert!(days("<2020", "", "2024-03-15").contains("no such day"));
        assert!(days("", "", "2024-03").contains("not one day"));
        assert!("soon".parse::<WrittenDate>().is_err() && "2020-13-01".parse::<WrittenDate>().is_err());
    }
}
