//! Bands of a page: the parts above each other, each with its own columns side by side.
//!
//! A line with text across the gutter is a band by itself. A headline over the columns may be so short that it
//! looks like a line of one of them. It separates bands if the sentences say so: the text above it continues at
//! the top of the next column, and not below the headline.

use super::{LEAST_INDENT, Measure, Piece};
use crate::lines::ends_sentence;
use crate::page::columns::gutter::Gutter;

/// A line, cut at a gutter.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cut<'p> {
    /// Its parts; the text of a missing one is empty.
    Beside { left: Piece<'p>, right: Piece<'p> },
    /// A line over the columns.
    Across(Piece<'p>),
}

/// Maximum number of lines of a headline over columns.
const MAX_HEADLINE_LINES: usize = 4;
/// The margin of a centred headline, as a fraction of the first column behind a gutter.
const CENTRED: usize = 5;

/// Lines cut at a gutter, headlines over the columns left whole.
pub(super) fn cuts<'p>(lines: &[Piece<'p>], gutter: &Gutter, measure: Measure) -> Vec<Cut<'p>> {
    let mut cuts: Vec<Cut<'p>> = lines.iter().map(|line| gutter.cut(*line, measure)).collect();
    let rows = Rows {
        parts: lines.iter().map(|line| gutter.parts(*line, measure)).collect(),
        margins: gutter.margins(),
        is_across: cuts.iter().map(|cut| matches!(cut, Cut::Across(_))).collect(),
        place: gutter.place,
    };
    let mut from = 0;
    for at in 1..cuts.len() {
        if rows.is_across[at] {
            from = at + 1;
        } else if at > from && rows.is_headline(from, at) {
            let lines_below = at + rows.single_lines(at);
            for (cut, line) in cuts[at..lines_below].iter_mut().zip(&lines[at..lines_below]) {
                *cut = Cut::Across(*line);
            }
            from = lines_below;
        }
    }
    cuts
}

/// The bands of cut lines, from the top.
pub(super) fn bands<'c, 'p>(cuts: &'c [Cut<'p>]) -> impl Iterator<Item = &'c [Cut<'p>]> {
    let is_across = |cut: &Cut<'p>| matches!(cut, Cut::Across(_));
    cuts.chunk_by(move |above, below| !is_across(above) && !is_across(below))
}

/// The lines between two gutters, each in its parts.
struct Rows<'p> {
    parts: Vec<Vec<Piece<'p>>>,
    /// First cell of each column.
    margins: Vec<usize>,
    is_across: Vec<bool>,
    place: usize,
}

impl<'p> Rows<'p> {
    /// The columns with text in a line.
    fn written(&self, at: usize) -> impl Iterator<Item = usize> {
        self.parts[at].iter().enumerate().filter(|(_, part)| !part.text.is_empty()).map(|(column, _)| column)
    }

    /// The only column with text in a line.
    fn only(&self, at: usize) -> Option<usize> {
        let mut written = self.written(at);
        written.next().filter(|_| written.next().is_none())
    }

    /// Number of lines with text in one column, from a line on.
    fn single_lines(&self, at: usize) -> usize {
        let below = (at..self.parts.len()).take(MAX_HEADLINE_LINES);
        below.take_while(|at| !self.is_across[*at] && self.only(*at).is_some()).count()
    }

    fn text(&self, mut lines: impl Iterator<Item = usize>, column: usize) -> Option<&Piece<'p>> {
        lines.find_map(|at| Some(&self.parts[at][column]).filter(|part| !part.text.is_empty()))
    }

    /// True if a line below others is a headline over the columns.
    fn is_headline(&self, from: usize, at: usize) -> bool {
        let Some(column) = self.only(at) else { return false };
        let headline = &self.parts[at][column];
        let is_centred = headline.start >= self.place / CENTRED && column + 1 < self.margins.len();
        let is_below_blank = self.written(at - 1).next().is_none();
        if ends_sentence(headline.text) || !is_below_blank && !is_centred || column > 0 && !is_centred {
            return false;
        }
        let below = at..(at + 2 * MAX_HEADLINE_LINES + 1).min(self.parts.len());
        if !below.clone().any(|line| self.written(line).count() > 1) {
            return false;
        }
        let last = |column: usize| self.text((from..at).rev(), column);
        let Some(columns) = (0..self.margins.len()).rfind(|column| last(*column).is_some()) else {
            return false;
        };
        let begins = |piece: &Piece<'_>, column: usize| {
            !piece.is_pushed && piece.start >= self.margins[column] + LEAST_INDENT
        };
        let breaks_off = |piece: &Piece<'_>| !ends_sentence(piece.text);
        let (mut seam, mut no_seam) = (0, 0);
        for one in 0..=columns {
            let Some(above) = last(one) else { continue };
            let next = (one < columns).then(|| self.text(from..at, one + 1)).flatten();
            seam += usize::from(match next {
                Some(next) => breaks_off(above) == begins(next, one + 1),
                None => breaks_off(above),
            });
            no_seam += usize::from(match self.text(at..self.parts.len(), one) {
                _ if one == column => breaks_off(above),
                Some(below) => breaks_off(above) == begins(below, one),
                None => false,
            });
        }
        columns > 0 && (seam < no_seam || seam == no_seam && is_centred)
    }
}
