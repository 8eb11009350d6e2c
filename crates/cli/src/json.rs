//! JSON output by serde_json. Characters that could control a terminal are escaped.

use std::io::Write;

use anyhow::Result;
use serde::Serialize;

use crate::text::is_hidden;

/// Writes a value on one line, without a line feed.
pub(crate) fn write(out: &mut impl Write, value: &impl Serialize) -> Result<()> {
    Ok(out.write_all(escaped(serde_json::to_string(value)?).as_bytes())?)
}

/// Writes a value for people, on lines of its own.
pub(crate) fn write_pretty(out: &mut impl Write, value: &impl Serialize) -> Result<()> {
    writeln!(out, "{}", escaped(serde_json::to_string_pretty(value)?))?;
    Ok(())
}

/// Escapes characters that control a terminal or change the direction of text. They are only in strings, and serde_json
/// escapes those below U+0020 itself.
fn escaped(json: String) -> String {
    let steers = |c: char| c >= ' ' && is_hidden(c);
    if !json.contains(steers) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if steers(c) {
            // All of them are in the basic plane.
            escaped.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_escaped_and_the_value_is_the_same() {
        let value = "a\u{1b}[31m\u{7f}\u{9b}红\u{202e}x\u{2066}\u{61c}\n\"\\ €é";
        for pretty in [false, true] {
            let mut out = Vec::new();
            let written = [[value]];
            if pretty { write_pretty(&mut out, &written) } else { write(&mut out, &written) }.unwrap();
            let text = String::from_utf8(out).unwrap();
            assert!(!text.chars().any(|c| c != '\n' && is_hidden(c)), "{text:?}");
            assert!(text.contains("\\u009b红\\u202ex") && text.contains("€é"), "{text}");
            assert_eq!(serde_json::from_str::<[[String; 1]; 1]>(&text).unwrap(), [[value.to_owned()]]);
        }
    }
}
