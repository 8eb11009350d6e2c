//! Input texts named by arguments, in any encoding.

use std::fmt::Display;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use jianbao::ingest::decode;

use crate::report;
use crate::texts::messages;

/// The text of a file.
pub(crate) fn of_file(file: &Path) -> Result<String> {
    let bytes = std::fs::read(file).with_context(|| messages::unreadable(file))?;
    Ok(decoded(&bytes, &file.display()))
}

/// The text on standard input.
pub(crate) fn of_standard_input() -> Result<String> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).context(messages::unreadable_standard_input())?;
    Ok(decoded(&bytes, &messages::standard_input()))
}

/// Decodes, and reports faults.
fn decoded(bytes: &[u8], name: &dyn Display) -> String {
    let decoded = decode(bytes);
    if let Some(line) = decoded.first_fault_line {
        report::note(&messages::undecodable(name, decoded.faults, decoded.encoding, line));
    }
    decoded.text
}
