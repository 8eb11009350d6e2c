//! Changed bytes.

use std::collections::BTreeMap;

use crate::Row;
use crate::desk::{Desk, check};

/// The number of trials from which on every byte of the index is flipped; below it, a few of each file.
const EVERY_BYTE: usize = 50;

/// The approximate number of bytes of each file otherwise.
const FEW_BYTES: usize = 12;

pub(crate) fn flipped_bytes(trials: usize) -> Result<Row, String> {
    // tantivy panics on some damage, and the library catches that: the messages would only fill the screen.
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !jianbao::index::is_reading() {
            usual(panic);
        }
    }));
    let mut desk = Desk::new();
    desk.write_more(2);
    desk.update()?;
    // This makes two segments, and deleted articles.
    desk.write_more(1);
    desk.write(0);
    desk.update()?;
    let mut flipped: BTreeMap<String, usize> = BTreeMap::new();
    for entry in std::fs::read_dir(desk.index()).map_err(|error| error.to_string())? {
        let file = entry.map_err(|error| error.to_string())?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let kind = name.rsplit('.').next().unwrap_or_default().to_owned();
        if kind == "lock" {
            continue;
        }
        let sound = std::fs::read(&file).map_err(|error| error.to_string())?;
        let step = if trials >= EVERY_BYTE { 1 } else { (sound.len() / FEW_BYTES).max(1) };
        for position in (0..sound.len()).step_by(step) {
            let mut damaged = sound.clone();
            damaged[position] ^= 1 << (position % 8);
            std::fs::write(&file, damaged).map_err(|error| error.to_string())?;
            let is_found =
                jianbao::index::verify(desk.index()).map_or(true, |found| !found.damage.is_empty());
            check(is_found, || format!("byte {position} of {name} was flipped, and not found"))?;
            let kind =
                if kind == "json" { name.trim_start_matches('.').to_owned() } else { format!(".{kind}") };
            *flipped.entry(kind).or_default() += 1;
        }
        std::fs::write(&file, sound).map_err(|error| error.to_string())?;
    }
    check(desk.state()? == desk.versions, || "the index is not as it was".to_owned())?;
    let kinds: Vec<String> = flipped.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    let all = flipped.values().sum();
    Ok(Row {
        fault: "a flipped bit in a file of the index",
        trials: all,
        outcome: format!("all found by `verify` ({})", kinds.join(", ")),
    })
}
