//! Problems of files: the first of each kind and file is printed, the others are counted.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jianbao::ingest::{IndexEvent, Severity, WarningKind};
use jianbao_messages::Message;

use super::Reported;
use crate::language;
use crate::report;
use crate::talk;
use crate::texts::messages;

/// Maximum number of kinds of notes that are printed; further notes are counted.
const MAX_NOTES: usize = 20;

/// Maximum number of losses of one file that are printed; further ones are counted.
const MAX_LOSSES_A_FILE: u64 = 20;

/// The problems so far.
#[derive(Default)]
pub(super) struct Problems {
    /// Notes by file and kind, in the order of their first.
    notes: Vec<Notes>,
    places: BTreeMap<(PathBuf, String), usize>,
    /// Notes of kinds that are not printed.
    more_notes: u64,
    /// The number of losses of each file.
    losses: BTreeMap<PathBuf, u64>,
}

/// Notes of one kind in one file.
struct Notes {
    /// The first of them, as it was printed.
    first: String,
    count: u64,
}

impl Problems {
    /// Counts a problem. True if it is to be printed.
    pub(super) fn is_new(&mut self, event: &IndexEvent<'_>, reported: Reported) -> bool {
        match event {
            IndexEvent::Warning(warning) => match (warning.severity, reported) {
                // `jianbao articles` shows the guesses in a page.
                (Severity::Guess, Reported::All) => false,
                (Severity::Guess | Severity::Fault, Reported::Losses) => {
                    matches!(warning.kind, WarningKind::OwnReport { .. })
                }
                (Severity::Fault, Reported::All) => {
                    let kind = warning.kind.code().to_owned();
                    self.note(warning.path.clone(), kind, || warning.message(language::current()))
                }
                (Severity::Loss, Reported::All | Reported::Losses) => {
                    let count = self.losses.entry(warning.path.clone()).or_default();
                    *count += 1;
                    *count <= MAX_LOSSES_A_FILE
                }
            },
            IndexEvent::Replaced { id, file, earlier_file } => {
                let kind = format!("replaced {}", earlier_file.unwrap_or_default());
                reported == Reported::All
                    && self.note(file.to_path_buf(), kind, || messages::replaced(file, id, *earlier_file))
            }
            IndexEvent::PassedOver { .. } | IndexEvent::Skipped(_) | IndexEvent::Refused { .. } => true,
            // The summary counts the files that moved or went.
            _ => false,
        }
    }

    fn note(&mut self, file: PathBuf, kind: String, said: impl FnOnce() -> String) -> bool {
        if let Some(&place) = self.places.get(&(file.clone(), kind.clone())) {
            self.notes[place].count += 1;
            return false;
        }
        if self.notes.len() >= MAX_NOTES {
            self.more_notes += 1;
            return false;
        }
        self.places.insert((file, kind), self.notes.len());
        self.notes.push(Notes { first: said(), count: 1 });
        true
    }

    /// Prints the numbers of the problems that were not printed.
    pub(super) fn sum_up(&self) {
        for Notes { first, count } in &self.notes {
            if let Some(more @ 1..) = count.checked_sub(1) {
                report::note(&messages::more_like(first, more));
            }
        }
        if self.more_notes > 0 {
            talk::say(&messages::more_notes(self.more_notes));
        }
        for (file, count) in &self.losses {
            if let Some(more @ 1..) = count.checked_sub(MAX_LOSSES_A_FILE) {
                talk::say(&messages::more_losses(file, more));
            }
        }
    }
}
