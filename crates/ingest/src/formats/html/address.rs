//! Addresses of pages, and the day in them.

use jianbao_article::Date;

/// The day in an address: `/2024-05/08/`, `/20240508/`, `/2024/0508/`, `t20240508_7`.
pub(super) fn day_of_address(address: &str) -> Option<Date> {
    let (_, path) = address.split_once("://")?.1.split_once('/')?;
    let path = path.split(['?', '#']).next()?;
    path.match_indices("20").find_map(|(at, _)| {
        let is_begun = !path[..at].ends_with(|c: char| c.is_ascii_digit());
        let numbers = |text: &'_ str| text.bytes().take_while(u8::is_ascii_digit).count();
        let mut digits = String::new();
        let mut rest = &path[at..];
        while digits.len() < 8 {
            let count = numbers(rest).min(8 - digits.len());
            digits.push_str(&rest[..count]);
            rest = &rest[count..];
            match rest.strip_prefix(['-', '/', '_']) {
                Some(behind) if digits.len() < 8 && count > 0 && count != 1 => rest = behind,
                _ => break,
            }
        }
        let is_ended = digits.len() == 8 && !rest.starts_with(|c: char| c.is_ascii_digit());
        let date = || {
            Date::new(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?).ok()
        };
        (is_begun && is_ended).then(date).flatten()
    })
}

/// An address on the web.
pub(super) fn address(text: &str) -> Option<String> {
    let text = text.trim();
    (text.starts_with("http://") || text.starts_with("https://")).then(|| text.to_owned())
}

/// The address in the comment of a saved page: `<!-- saved from url=(0022)https://… -->`.
pub(super) fn saved_from(html: &str) -> Option<String> {
    let (_, rest) = html.split_once("saved from url=(")?;
    let (_, rest) = rest.split_once(')')?;
    address(rest.split("-->").next()?)
}
