//! Numbers in arguments. The error of an invalid value is in the user's language.

use std::str::FromStr;

use anyhow::{Error, Result, anyhow, ensure};

use crate::texts::messages;

/// A whole number of 0 or more.
///
/// # Errors
/// If the text is none, or the number is too large for its type.
pub(crate) fn whole<T: FromStr>(text: &str) -> Result<T, Error> {
    ensure!(!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()), messages::no_whole_number());
    text.parse().map_err(|_| anyhow!(messages::number_too_large()))
}

/// A whole number of 1 or more.
///
/// # Errors
/// If the text is none, or the number is too large for its type.
pub(crate) fn positive<T: FromStr + Default + PartialEq>(text: &str) -> Result<T, Error> {
    let number = whole(text)?;
    ensure!(number != T::default(), messages::no_positive_number());
    Ok(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_numbers_are_read() {
        assert_eq!(whole::<usize>("0").unwrap(), 0);
        assert_eq!(positive::<u16>("7").unwrap(), 7);
        for text in ["", "-1", "+1", "1.5", "三", "１", "abc"] {
            assert_eq!(whole::<usize>(text).unwrap_err().to_string(), messages::no_whole_number(), "{text}");
        }
        assert_eq!(whole::<u16>("65536").unwrap_err().to_string(), messages::number_too_large());
        assert_eq!(positive::<u32>("0").unwrap_err().to_string(), messages::no_positive_number());
    }
}
