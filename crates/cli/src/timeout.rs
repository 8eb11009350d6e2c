//! Time limit of a search, in its written form: `500ms`, `2s`.

use std::str::FromStr;

use anyhow::{Error, bail};
use jiff::SignedDuration;

use crate::texts::messages;

/// A limit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Timeout {
    /// The limit in milliseconds.
    pub(crate) milliseconds: u64,
}

impl FromStr for Timeout {
    type Err = Error;

    fn from_str(written: &str) -> Result<Timeout, Error> {
        let time = written.parse::<SignedDuration>().ok();
        match time.and_then(|time| u64::try_from(time.as_millis()).ok()) {
            Some(milliseconds) => Ok(Timeout { milliseconds }),
            None => bail!(messages::no_time()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_a_number_and_a_unit() {
        for (written, expect) in [
            ("500ms", Some(500)),
            ("2s", Some(2000)),
            ("1m 30s", Some(90_000)),
            ("0s", Some(0)),
            ("2", None),
            ("-1s", None),
            ("", None),
            ("soon", None),
        ] {
            let read: Option<Timeout> = written.parse().ok();
            assert_eq!(read.map(|time| time.milliseconds), expect, "{written}");
        }
    }
}
