//! Columns side by side, put into reading order.
//!
//! If the text of a printed page is extracted with its layout (`pdftotext -layout`), each line contains a
//! part of every column, separated by spaces: `一座充电站投入使用，可     夜市重新亮灯，四十个`. [`below_each_other`] finds the
//! [`Gutter`]s of such a page, cuts its lines there, and reads the left column first, then the right one; each
//! may again consist of columns. A headline across a gutter separates the columns above it from those below,
//! even where it is no wider than one of them (`bands`).
//!
//! A sheet of a file ends with a form feed; each sheet has its own gutters. The cost is linear in the length
//! of the page.

mod bands;
mod gutter;

use super::shape::{Shape, shape};
use crate::lines;
use bands::Cut;
use gutter::Gutter;

/// A page's text with one column below the other.
pub(crate) struct Columns {
    pub(crate) text: String,
    /// Source line of each line of the text, by its number on the page.
    pub(crate) numbers: Vec<usize>,
}

/// The page with its columns below each other; none if it has no columns side by side.
pub(crate) fn below_each_other(page: &str) -> Option<Columns> {
    if !page.contains("  ") && !page.contains('\u{3000}') {
        return None;
    }
    let rows: Vec<&str> = page.lines().collect();
    let mut columns = Columns { text: String::with_capacity(page.len()), numbers: Vec::new() };
    let mut has_columns = false;
    let mut first = 1;
    for sheet in rows.chunk_by(|_, below| !below.starts_with('\u{c}')) {
        match Sheet::of(sheet, first) {
            Some(sheet) => {
                has_columns = true;
                columns.put(&sheet.lines, &sheet.gutter, sheet.measure, 0);
            }
            None => {
                for (row, number) in sheet.iter().zip(first..) {
                    columns.line(row, number);
                }
            }
        }
        first += sheet.len();
    }
    has_columns.then_some(columns)
}

/// Minimum number of lines that make columns which were not read.
const LEAST_UNREAD: usize = 8;

/// The number of the first line that seems to hold parts of several columns, if many lines do, and the page was
/// not read as columns.
pub(crate) fn unread_columns(page: &str) -> Option<usize> {
    let seem: Vec<usize> =
        page.lines().zip(1..).filter(|(row, _)| gutter::seems_cut(row)).map(|(_, number)| number).collect();
    let written = page.lines().filter(|row| !row.trim().is_empty()).count();
    (seem.len() >= LEAST_UNREAD && 3 * seem.len() >= written).then(|| seem[0])
}

/// Number of cells of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    /// One, of every character.
    Counted,
    /// Letters and digits one, Chinese characters two.
    Printed,
}

impl Measure {
    fn cells(self, c: char) -> usize {
        match self {
            Measure::Counted => 1,
            Measure::Printed => 1 + usize::from(u32::from(c) >= 0x250),
        }
    }

    fn width(self, text: &str) -> usize {
        text.chars().map(|c| self.cells(c)).sum()
    }
}

/// A line of the page, or its part in one column.
#[derive(Clone, Copy, Debug)]
struct Piece<'p> {
    /// The text without white space around it; empty for a blank line.
    text: &'p str,
    /// Its first cell.
    start: usize,
    /// True if the part to its left is so long that it begins behind its place, after a single space.
    is_pushed: bool,
    number: usize,
}

/// A sheet with columns.
struct Sheet<'p> {
    lines: Vec<Piece<'p>>,
    gutter: Gutter,
    measure: Measure,
}

impl<'p> Sheet<'p> {
    fn of(rows: &[&'p str], first: usize) -> Option<Sheet<'p>> {
        let of = |measure: Measure| {
            let piece = |(row, number): (&&'p str, usize)| {
                let row = row.trim_end();
                let text = row.trim_start();
                let start = measure.width(&row[..row.len() - text.len()]);
                Piece { text, start, is_pushed: false, number }
            };
            let lines: Vec<Piece<'p>> = rows.iter().zip(first..).map(piece).collect();
            Gutter::find(&lines, measure).map(|gutter| Sheet { lines, gutter, measure })
        };
        let found = [Measure::Printed, Measure::Counted].map(of);
        found.into_iter().flatten().max_by_key(|sheet| sheet.gutter.level_lines)
    }
}

/// True if a line is the head of the page, which may have gaps wherever its parts end.
fn is_page_head(text: &str) -> bool {
    lines::lines(text).first().is_some_and(|line| shape(line) == Shape::Header)
}

impl Columns {
    fn line(&mut self, text: &str, number: usize) {
        self.text.push_str(text);
        self.text.push('\n');
        self.numbers.push(number);
    }

    /// Adds lines, the left column of each band before the right one. `origin` is the first cell of the lines.
    fn put(&mut self, lines: &[Piece<'_>], gutter: &Gutter, measure: Measure, origin: usize) {
        let cuts = bands::cuts(lines, gutter, measure);
        for band in bands::bands(&cuts) {
            let mut sides = [Vec::new(), Vec::new()];
            for cut in band {
                match *cut {
                    Cut::Across(line) => {
                        let indent = " ".repeat(line.start.saturating_sub(origin));
                        self.line(&format!("{indent}{}", line.text), line.number);
                    }
                    Cut::Beside { left, right } => {
                        sides[0].push(left);
                        sides[1].push(right);
                    }
                }
            }
            let [left, right] = sides;
            for (side, inner, origin) in [(left, &gutter.left, origin), (right, &gutter.right, gutter.place)]
            {
                match inner {
                    Some(inner) => self.put(&side, inner, measure, origin),
                    None => self.column(&side),
                }
            }
        }
    }

    /// Adds the lines of one column, indented where paragraphs begin.
    fn column(&mut self, lines: &[Piece<'_>]) {
        let written: Vec<&Piece<'_>> = lines.iter().filter(|line| !line.text.is_empty()).collect();
        let Some((first, last)) = lines
            .iter()
            .position(|line| !line.text.is_empty())
            .zip(lines.iter().rposition(|line| !line.text.is_empty()))
        else {
            return;
        };
        let margins = margins(&written);
        let lines = &lines[first..=last];
        let is_single = |at: usize| {
            lines[at].text.is_empty() && !lines[at - 1].text.is_empty() && !lines[at + 1].text.is_empty()
        };
        // Where the lines of two columns are not level, single lines of one are blank in the other.
        let single = (1..lines.len().saturating_sub(1)).filter(|at| is_single(*at)).count();
        let is_level = 5 * single <= 2 * written.len();
        let mut margins = margins.into_iter();
        for (at, line) in lines.iter().enumerate() {
            if line.text.is_empty() {
                if is_level || !is_single(at) {
                    self.line("", line.number);
                }
                continue;
            }
            let margin = margins.next().unwrap_or(line.start);
            let is_indented = !line.is_pushed && line.start >= margin + LEAST_INDENT;
            self.line(
                &format!("{}{}", if is_indented { "\u{3000}\u{3000}" } else { "" }, line.text),
                line.number,
            );
        }
        self.line("", lines[lines.len() - 1].number);
    }
}

/// Minimum indent of a paragraph, in cells.
const LEAST_INDENT: usize = 2;
/// Number of lines above and below a line by which the margin at the line is measured.
const MARGIN_LINES: usize = 7;

/// The margin of a column at each of its lines: the commonest first cell of the lines around it. Extraction
/// moves it by a cell or two within a page.
fn margins(lines: &[&Piece<'_>]) -> Vec<usize> {
    let margin = |at: usize| {
        let around = &lines[at.saturating_sub(MARGIN_LINES)..(at + MARGIN_LINES + 1).min(lines.len())];
        let starts = || around.iter().filter(|line| !line.is_pushed).map(|line| line.start);
        let count = |start: usize| starts().filter(|other| *other == start).count();
        starts().max_by_key(|start| (count(*start), usize::MAX - start)).unwrap_or(lines[at].start)
    };
    (0..lines.len()).map(margin).collect()
}

#[cfg(test)]
mod tests;
