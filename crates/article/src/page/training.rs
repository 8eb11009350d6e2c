//! Interface for the command that trains the page model. It is not part of the stable API.

use super::assemble::assemble;
pub use super::chain::{NEVER, Posterior, Scores, State, Transitions, best_path, lawful, posterior};
use super::columns::{below_each_other, unread_columns};
use super::features::Page;
use super::label::label;
pub use super::pairs::PairTable;
use super::shape::{Shape, shapes};
pub use super::weights::{Row, Weights, feature_hash};
use super::{PageWarning, PageWarningKind, ParsedPage, whole_lines, whole_lines_of};
use crate::lines::Line;
use crate::simplified::Folded;

/// A line of a page as the model sees it.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Number of characters above it on the page, without white space.
    pub start: usize,
    /// 0 for the possible states of the line, [`NEVER`] for the others.
    pub allowed: Scores,
    /// True if it is a short line that does not end a sentence.
    pub is_short: bool,
    /// Its features, by hash. Empty if the shape decides.
    pub features: Vec<u32>,
}

/// The lines of a page, joined if columns cut them, without page headers.
#[must_use]
pub fn samples(page: &str, table: &PairTable<'_>) -> Vec<Sample> {
    whole_lines(page, |lines| samples_of(lines, table))
}

fn samples_of(lines: &[Line<'_>], table: &PairTable<'_>) -> Vec<Sample> {
    let folded = Folded::of(lines);
    let lines = folded.lines(lines);
    let shapes = shapes(&lines);
    let mut above = 0;
    let starts: Vec<usize> = lines
        .iter()
        .map(|line| {
            let chars = line.text.chars().filter(|c| !c.is_whitespace()).count();
            above += chars;
            above - chars
        })
        .collect();
    let placed = starts.into_iter().zip(&shapes).filter(|(_, shape)| **shape != Shape::Header);
    let starts: Vec<usize> = placed.map(|(start, _)| start).collect();
    let page = Page::new(&lines, &shapes, table);
    (0..page.lines.len())
        .zip(starts)
        .map(|(at, start)| {
            let mut features = Vec::new();
            if page.is_open(at) {
                page.features(at, &mut |feature| features.push(feature_hash(feature)));
            }
            Sample { start, allowed: page.allowed(at), is_short: page.shapes[at] == Shape::Short, features }
        })
        .collect()
}

/// Result of [`crate::parse_page`] with other weights than the library's.
#[must_use]
pub fn parse_page_with(text: &str, table: &PairTable<'_>, weights: &Weights<'_>) -> ParsedPage {
    let columns = below_each_other(text);
    let unread = columns.is_none().then(|| unread_columns(text)).flatten();
    let mut page =
        whole_lines_of(text, columns.as_ref(), |lines| assemble(lines, &label(lines, table, weights)));
    if let Some(line) = unread {
        page.warnings.push(PageWarning { line, kind: PageWarningKind::Columns });
        page.warnings.sort_by_key(|warning| warning.line);
    }
    page
}

/// Each traditional character of the table, with its simplified form.
pub fn traditional_forms() -> impl Iterator<Item = (char, char)> {
    crate::simplified::pairs()
}
