//! The publication time of an article: a day and a time of day, with the offset from UTC if it was written.
//!
//! The day of a time with a zone is its day in China (UTC+8): `2024-05-07T23:30:00Z`, `2024-05-08T07:30:00+08:00` and
//! `1715124600` are all on May 8. A time without a zone is a time in China. The day therefore does not depend on the zone of
//! the server that printed the time, and the reports of one morning have the same day.
//!
//! The time itself is kept as written, with its zone.

use std::fmt;

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::clock::{Clock, offset_at};
use crate::written_date;

/// The distance of China's clocks from UTC, in hours.
const CHINA_HOURS: i8 = 8;

/// A day and a time of day as written, with the offset from UTC if it was written.
///
/// As text and in JSON, it is a time by RFC 3339, without `Z` or an offset if no zone was written: `2024-05-07T23:30:00Z`,
/// `2024-05-08T07:30:00+08:00`, `2024-05-08T07:30:00`. JSON is read in any form that [`written_date`](crate::written_date())
/// reads.
///
/// ```
/// use jianbao_article::written_date;
///
/// let time = written_date("Tue, 07 May 2024 23:30:00 GMT").unwrap().time.unwrap();
/// assert_eq!(time.to_string(), "2024-05-07T23:30:00Z");
/// assert_eq!(time.day().to_string(), "2024-05-08");
/// assert_eq!(time.in_china().to_string(), "2024-05-08T07:30:00");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WrittenTime {
    clock: DateTime,
    offset: Option<Offset>,
}

impl WrittenTime {
    /// A day and a time of day as written. The seconds of an offset are dropped, since RFC 3339 has none.
    ///
    /// ```
    /// use jianbao_article::WrittenTime;
    ///
    /// let time = WrittenTime::new(jiff::civil::date(2024, 5, 8).at(10, 30, 0, 0), None);
    /// assert_eq!(time.to_string(), "2024-05-08T10:30:00");
    /// ```
    #[must_use]
    pub fn new(clock: DateTime, offset: Option<Offset>) -> WrittenTime {
        let of_minutes = |offset: Offset| Offset::from_seconds(offset.seconds() / 60 * 60).unwrap_or(offset);
        WrittenTime { clock, offset: offset.map(of_minutes) }
    }

    /// The day of this time: in China if it has a zone, else the written day.
    #[must_use]
    pub fn day(self) -> Date {
        self.in_china().date()
    }

    /// The day and time in China. A time without a zone is taken as a time in China.
    #[must_use]
    pub fn in_china(self) -> DateTime {
        let moment = self.offset.and_then(|offset| offset.to_timestamp(self.clock).ok());
        // At the ends of the calendar the clock stays as written.
        moment.map_or(self.clock, |moment| Offset::constant(CHINA_HOURS).to_datetime(moment))
    }

    /// The day and time as written.
    #[must_use]
    pub fn written(self) -> DateTime {
        self.clock
    }

    /// The offset from UTC, if it was written.
    #[must_use]
    pub fn offset(self) -> Option<Offset> {
        self.offset
    }

    /// A time in the form of [`Display`](fmt::Display), as stored articles have it.
    fn of_rfc3339(text: &str) -> Option<WrittenTime> {
        let date_bytes = "2024-05-08".len();
        let clock = text.get(date_bytes..).filter(|behind| behind.starts_with('T'))?;
        let end = clock.find(['Z', '+', '-']).map_or(text.len(), |at| date_bytes + at);
        let offset = match &text[end..] {
            "" => None,
            zone => Some(offset_at(zone).filter(|(_, bytes)| *bytes == zone.len())?.0),
        };
        Some(WrittenTime::new(text[..end].parse().ok()?, offset))
    }
}

impl fmt::Display for WrittenTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.clock)?;
        match self.offset {
            None => Ok(()),
            Some(Offset::UTC) => f.write_str("Z"),
            Some(offset) => {
                let sign = if offset.is_negative() { '-' } else { '+' };
                let minutes = offset.seconds().abs() / 60;
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

impl Serialize for WrittenTime {
    fn serialize<S: Serializer>(&self, output: S) -> Result<S::Ok, S::Error> {
        output.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for WrittenTime {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<WrittenTime, D::Error> {
        let text = String::deserialize(input)?;
        let time = WrittenTime::of_rfc3339(&text).or_else(|| written_date(&text)?.time);
        time.ok_or_else(|| {
            serde::de::Error::custom(format!("{text:?} is no time, as 2020-11-02T08:30:00+08:00 is"))
        })
    }
}

impl Clock {
    /// This time of day on a day of its own zone.
    #[must_use]
    pub fn on(self, day: Date) -> WrittenTime {
        WrittenTime::new(day.to_datetime(self.time), self.offset)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_time_by_rfc_3339_is_what_it_is_written_as() {
        for text in [
            "2024-05-07T23:30:00Z",
            "2024-05-08T07:30:00+08:00",
            "2024-05-07T18:30:00-05:00",
            "2024-05-08T05:00:00+05:30",
            "2024-05-08T07:30:00",
            "2024-05-08T07:30:00.25",
            "2024-05-07T23:30:00.000000001Z",
        ] {
            let time: WrittenTime = serde_json::from_value(text.into()).unwrap();
            assert_eq!(time.to_string(), text);
            assert_eq!(time.day().to_string(), "2024-05-08", "{text}");
        }
        for text in ["", "10:30", "2024-05-08", "2024-05-08T25:30:00", "2024-05-08T07:30:00+8h"] {
            assert!(WrittenTime::of_rfc3339(text).is_none(), "{text}");
        }
    }

    #[test]
    fn the_ends_of_the_calendar_have_days() {
        for clock in [DateTime::MIN, DateTime::MAX] {
            for hours in [-14, 0, 14] {
                let time = WrittenTime::new(clock, Offset::from_hours(hours).ok());
                assert!((time.day() - clock.date()).get_days().abs() <= 1);
            }
        }
    }

    proptest! {
        #[test]
        fn any_time_reads_back_from_its_text(
            seconds in -60_000_000_000_i64..250_000_000_000,
            nanoseconds in 0_i32..1_000_000_000,
            minutes in proptest::option::of(-840_i32..=840),
        ) {
            let moment = jiff::Timestamp::new(seconds, nanoseconds).unwrap();
            let offset = minutes.map(|minutes| Offset::from_seconds(60 * minutes).unwrap());
            let time = WrittenTime::new(offset.unwrap_or(Offset::UTC).to_datetime(moment), offset);
            let json = serde_json::to_string(&time).unwrap();
            prop_assert_eq!(serde_json::from_str::<WrittenTime>(&json).unwrap(), time, "{}", json);
            prop_assert_eq!(WrittenTime::of_rfc3339(&time.to_string()), Some(time));
        }

        #[test]
        fn a_moment_has_one_day_in_every_zone(seconds in 0_i64..4_000_000_000, minutes in -840_i32..=840) {
            let moment = jiff::Timestamp::from_second(seconds).unwrap();
            let in_zone = |offset: Offset| WrittenTime::new(offset.to_datetime(moment), Some(offset));
            let offset = Offset::from_seconds(60 * minutes).unwrap();
            prop_assert_eq!(in_zone(offset).in_china(), in_zone(Offset::UTC).in_china());
        }
    }
}
