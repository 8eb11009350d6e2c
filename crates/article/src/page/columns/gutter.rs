//! The place between two columns.
//!
//! A gutter is a position at which many lines have a wide gap with text on both sides. The text on both sides
//! must look like that of a column: wide enough, most of its lines as long as it is wide, cut inside a sentence,
//! with punctuation. The cells of a table, verse and lists of names do not.
//!
//! On one page the right column begins at different cells: paragraphs are indented, digits and letters of the
//! left column count as much as Chinese characters, and where the left part is long only one space is left of
//! the gap. A line is therefore cut at the gap that lies best within [`Gutter::REACH`].

use super::bands::Cut;
use super::{LEAST_INDENT, Measure, Piece, is_page_head};
use crate::lines::ends_sentence;

/// Minimum number of lines with text on both sides.
const LEAST_LINES: usize = 8;
/// Minimum number of lines with text on both sides of a gutter inside of a column.
const LEAST_INNER_LINES: usize = 4;
/// The first character that is as wide as a Chinese one, general punctuation left out.
const FIRST_WIDE: u32 = 0x2e80;
/// Width of a wide gap, at least, in cells.
const WIDE_GAP: usize = 2;
/// Maximum indent of a paragraph inside a column, in cells.
const MAX_INDENT: usize = 4;
/// Indent of a paragraph in print, in halves of a Chinese character.
const INDENT_HALVES: usize = 4;
/// Minimum width of a column, in cells.
const LEAST_PLACE: usize = 10;
/// Maximum position of a gap, in cells.
const MAX_PLACE: usize = 400;
/// Minimum width of a column, in halves of a Chinese character, as in print.
const LEAST_HALVES: usize = 18;
/// Maximum difference of a full line from the width of its column, in halves.
const PLAY_HALVES: usize = 5;
/// Width of a column that is not measured yet.
const UNKNOWN: usize = usize::MAX;
/// Maximum depth of halving: a page is halved into columns three times.
const MAX_DEPTH: usize = 3;

/// The place between two columns, and those inside of each.
#[derive(Debug)]
pub(super) struct Gutter {
    /// The first cell of the right column.
    pub(super) place: usize,
    /// Number of lines whose right part begins at the commonest cell.
    pub(super) level_lines: usize,
    /// First cell of the left column.
    origin: usize,
    /// Width of the left column, in halves of a Chinese character.
    left_halves: usize,
    /// The gutters inside of the left and the right column.
    pub(super) left: Option<Box<Gutter>>,
    pub(super) right: Option<Box<Gutter>>,
}

/// White space inside a piece.
struct Gap {
    /// Its first cell, and the one behind it.
    from_cell: usize,
    end_cell: usize,
    from_byte: usize,
    end_byte: usize,
    /// Width of the text between it and the wide gap to its left, with the indent of the line, in halves.
    left_halves: usize,
    /// Width of the text between it and any white space to its left, in halves.
    word_halves: usize,
    /// True if the characters on both sides are Chinese, or as wide.
    is_between_wide: bool,
}

impl Gap {
    fn is_wide(&self) -> bool {
        self.end_cell - self.from_cell >= WIDE_GAP
    }
}

fn gaps(piece: Piece<'_>, indent_halves: usize, measure: Measure) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let (mut cell, mut halves, mut word_halves) = (piece.start, indent_halves, indent_halves);
    let mut space: Option<Gap> = None;
    let mut is_wide = false;
    for (byte, c) in piece.text.char_indices() {
        if c.is_whitespace() {
            space.get_or_insert(Gap {
                from_cell: cell,
                end_cell: cell,
                from_byte: byte,
                end_byte: byte,
                left_halves: halves,
                word_halves,
                is_between_wide: is_wide,
            });
        } else {
            is_wide = u32::from(c) >= FIRST_WIDE;
            if let Some(gap) = space.take() {
                let is_between_wide = gap.is_between_wide && is_wide;
                let gap = Gap { end_cell: cell, end_byte: byte, is_between_wide, ..gap };
                if gap.is_wide() {
                    halves = 0;
                }
                word_halves = 0;
                gaps.push(gap);
            }
        }
        cell += measure.cells(c);
        halves += Measure::Printed.cells(c);
        word_halves += Measure::Printed.cells(c);
    }
    gaps
}

impl Gutter {
    /// Maximum distance of the first cell of a right part before and behind its place.
    const REACH: (usize, usize) = (4, 9);

    /// The gutters of lines; none if no position parts two columns.
    pub(super) fn find(lines: &[Piece<'_>], measure: Measure) -> Option<Gutter> {
        Gutter::find_within(lines, measure, MAX_DEPTH)
    }

    fn find_within(lines: &[Piece<'_>], measure: Measure, depth: usize) -> Option<Gutter> {
        if depth == 0 {
            return None;
        }
        let mut gutter = Gutter::candidate(lines, measure)?;
        let cuts: Vec<Cut<'_>> = lines.iter().map(|line| gutter.cut(*line, measure)).collect();
        let beside = cuts.iter().filter_map(|cut| match cut {
            Cut::Beside { left, right } => Some((*left, *right)),
            Cut::Across(_) => None,
        });
        let is_written = |piece: &Piece<'_>| !piece.text.is_empty();
        let (left, right): (Vec<Piece<'_>>, Vec<Piece<'_>>) = beside.unzip();
        let both =
            left.iter().zip(&right).filter(|(left, right)| is_written(left) && is_written(right)).count();
        let written = lines.iter().filter(|line| is_written(line)).count();
        let across = cuts.iter().filter(|cut| matches!(cut, Cut::Across(_))).count();
        let least = if depth == MAX_DEPTH { LEAST_LINES } else { LEAST_INNER_LINES };
        if both < least || 8 * both < written || 10 * across > 3 * written {
            return None;
        }
        let mut starts: Vec<usize> =
            right.iter().filter(|part| is_written(part) && !part.is_pushed).map(|part| part.start).collect();
        starts.sort_unstable();
        gutter.level_lines =
            starts.chunk_by(|start, next| start == next).map(<[usize]>::len).max().unwrap_or(0);
        gutter.left = Gutter::find_within(&left, measure, depth - 1).map(Box::new);
        gutter.right = Gutter::find_within(&right, measure, depth - 1).map(Box::new);
        let is_column =
            |pieces: &[Piece<'_>], inner: &Option<Box<Gutter>>| inner.is_some() || is_column(pieces);
        (is_column(&left, &gutter.left) && is_column(&right, &gutter.right)).then_some(gutter)
    }

    /// The position where most wide gaps end, up to an indent; none if only few lines have one.
    fn candidate(lines: &[Piece<'_>], measure: Measure) -> Option<Gutter> {
        let origin = origin(lines)?;
        let mut ends = vec![0_usize; MAX_PLACE + MAX_INDENT + 1];
        let mut written = 0_usize;
        for line in lines.iter().filter(|line| !line.text.is_empty()) {
            written += 1;
            for gap in gaps(*line, 0, measure).iter().filter(|gap| gap.is_wide() || gap.is_between_wide) {
                if let Some(count) = ends.get_mut(gap.end_cell) {
                    *count += 1;
                }
            }
        }
        let around = |place: usize| ends[place..=place + MAX_INDENT].iter().sum::<usize>();
        let places = (origin + LEAST_PLACE).min(MAX_PLACE)..MAX_PLACE;
        let place = places.max_by_key(|place| (around(*place), ends[*place], MAX_PLACE - place))?;
        if around(place) < LEAST_INNER_LINES.max(written / 10) {
            return None;
        }
        let mut gutter =
            Gutter { place, level_lines: 0, origin, left_halves: UNKNOWN, left: None, right: None };
        let left_halves = |line: &Piece<'_>| {
            let gaps = gaps(*line, gutter.indent_halves(line), measure);
            gutter.gap(&gaps).map(|gap| gap.left_halves)
        };
        let widths: Vec<usize> = lines.iter().filter_map(left_halves).collect();
        gutter.left_halves = full_width(&widths)?;
        Some(gutter)
    }

    /// Indent of a line of the left column, in halves, as in print.
    fn indent_halves(&self, line: &Piece<'_>) -> usize {
        if line.start >= self.origin + LEAST_INDENT { INDENT_HALVES } else { 0 }
    }

    /// The gap at which a line is cut: among wide ones the nearest, then the widest; among single spaces the one
    /// behind a part that fills the left column.
    fn gap<'g>(&self, gaps: &'g [Gap]) -> Option<&'g Gap> {
        let (before, behind) = Gutter::REACH;
        let near = || {
            gaps.iter().filter(|gap| {
                (self.place.saturating_sub(before)..=self.place + behind).contains(&gap.end_cell)
            })
        };
        let distance = |gap: &Gap| match gap.end_cell {
            cell if cell < self.place => self.place - cell,
            cell => cell.saturating_sub(self.place + MAX_INDENT),
        };
        let wide = near()
            .filter(|gap| gap.is_wide())
            .min_by_key(|gap| (distance(gap), usize::MAX - (gap.end_cell - gap.from_cell)));
        if wide.is_some() {
            return wide;
        }
        if self.left_halves == UNKNOWN {
            return near().filter(|gap| gap.is_between_wide).min_by_key(|gap| distance(gap));
        }
        let fit = |gap: &Gap| {
            let widths = [gap.left_halves, gap.left_halves + INDENT_HALVES, gap.word_halves];
            widths.into_iter().map(|width| width.abs_diff(self.left_halves)).min().unwrap_or(UNKNOWN)
        };
        near().filter(|gap| fit(gap) <= PLAY_HALVES).min_by_key(|gap| fit(gap))
    }

    /// The first cell of each column.
    pub(super) fn margins(&self) -> Vec<usize> {
        let inner = |gutter: &Option<Box<Gutter>>, cell: usize| match gutter {
            Some(gutter) => gutter.margins(),
            None => vec![cell],
        };
        [inner(&self.left, self.origin), inner(&self.right, self.place)].concat()
    }

    /// The part of a line in each column. A part across an inner gutter is in the first of its columns.
    pub(super) fn parts<'p>(&self, line: Piece<'p>, measure: Measure) -> Vec<Piece<'p>> {
        let empty = Piece { text: "", ..line };
        let (left, right) = match self.cut(line, measure) {
            Cut::Beside { left, right } => (left, right),
            Cut::Across(line) => (line, empty),
        };
        let inner = |gutter: &Option<Box<Gutter>>, piece: Piece<'p>| match gutter {
            Some(gutter) => gutter.parts(piece, measure),
            None => vec![piece],
        };
        [inner(&self.left, left), inner(&self.right, right)].concat()
    }

    /// The parts of a line left and right of the gutter, or the line if it has text across it.
    pub(super) fn cut<'p>(&self, line: Piece<'p>, measure: Measure) -> Cut<'p> {
        let empty = Piece { text: "", ..line };
        if line.text.is_empty() {
            return Cut::Beside { left: empty, right: empty };
        }
        if line.start + Gutter::REACH.0 >= self.place {
            return Cut::Beside { left: empty, right: line };
        }
        if is_page_head(line.text) {
            return Cut::Across(line);
        }
        if line.start + measure.width(line.text) <= self.place {
            return Cut::Beside { left: line, right: empty };
        }
        let indent_halves = self.indent_halves(&line);
        if let Some(gap) = self.gap(&gaps(line, indent_halves, measure)) {
            let left = Piece { text: &line.text[..gap.from_byte], ..line };
            let is_pushed = !gap.is_wide() && gap.end_cell != self.place;
            let right = Piece { text: &line.text[gap.end_byte..], start: gap.end_cell, is_pushed, ..line };
            return Cut::Beside { left, right };
        }
        // Digits and letters make a line of the left column longer than its place.
        let is_left = self.left_halves != UNKNOWN
            && indent_halves + Measure::Printed.width(line.text) <= self.left_halves + WIDE_GAP
            && 2 * line.start < self.place;
        if is_left { Cut::Beside { left: line, right: empty } } else { Cut::Across(line) }
    }
}

/// The first cell of the left column: the smallest one at which several lines begin.
fn origin(lines: &[Piece<'_>]) -> Option<usize> {
    let mut starts: Vec<usize> =
        lines.iter().filter(|line| !line.text.is_empty()).map(|line| line.start).collect();
    starts.sort_unstable();
    let mut runs = starts.chunk_by(|start, next| start == next);
    runs.find(|run| run.len() >= LEAST_INNER_LINES.min(starts.len() / 4)).map(|run| run[0])
}

/// The width of a column: most of its lines are that wide, or a little less.
fn full_width(widths: &[usize]) -> Option<usize> {
    let mut sorted = widths.to_vec();
    sorted.sort_unstable();
    let count = |at: usize| at - sorted.partition_point(|width| *width + PLAY_HALVES < sorted[at]);
    (0..sorted.len()).max_by_key(|at| (count(*at), sorted[*at])).map(|at| sorted[at])
}

/// True if pieces look like the lines of a column of text.
fn is_column(pieces: &[Piece<'_>]) -> bool {
    let texts: Vec<&str> = pieces.iter().map(|piece| piece.text).filter(|text| !text.is_empty()).collect();
    let halves = |text: &str| Measure::Printed.width(text);
    let widths: Vec<usize> = texts.iter().map(|text| halves(text)).collect();
    let Some(width) = full_width(&widths) else { return false };
    let full: Vec<&&str> = texts.iter().filter(|text| halves(text).abs_diff(width) <= PLAY_HALVES).collect();
    let broken = full.iter().filter(|text| !ends_sentence(text)).count();
    let is_stop = |c: char| matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '？' | ',' | '.' | ';');
    let spaced = full.iter().filter(|text| spaces(text) > 1).count();
    let stopped = full.iter().filter(|text| text.contains(is_stop)).count();
    width >= LEAST_HALVES
        && 5 * full.len() >= 2 * texts.len()
        && 5 * broken >= 3 * full.len()
        && 5 * stopped >= 2 * full.len()
        && 4 * spaced <= full.len()
        && is_chinese(&full)
}

/// True if most characters of lines are Chinese.
fn is_chinese(lines: &[&&str]) -> bool {
    let chars = lines.iter().flat_map(|line| line.chars());
    let (all, wide) =
        chars.fold((0, 0), |(all, wide), c| (all + 1, wide + usize::from(u32::from(c) >= FIRST_WIDE)));
    2 * wide > all
}

/// Number of gaps between Chinese characters in a text.
fn spaces(text: &str) -> usize {
    let piece = Piece { text, start: 0, is_pushed: false, number: 0 };
    gaps(piece, 0, Measure::Counted).iter().filter(|gap| gap.is_between_wide).count()
}

/// Minimum width of the gap of a line that seems cut, in cells.
const UNREAD_GAP: usize = 3;

/// True if a line has text like that of columns on both sides of a wide gap: long enough, with punctuation inside.
pub(super) fn seems_cut(row: &str) -> bool {
    let text = row.trim();
    if !text.contains("   ") && !text.contains('\u{3000}') {
        return false;
    }
    let is_text = |side: &str| {
        let width = Measure::Printed.width(side);
        width >= LEAST_HALVES && side.contains(['，', '、', '；', '。'])
    };
    let piece = Piece { text, start: 0, is_pushed: false, number: 0 };
    gaps(piece, 0, Measure::Printed).iter().filter(|gap| gap.end_cell - gap.from_cell >= UNREAD_GAP).any(
        |gap| {
            let (left, right) = (&text[..gap.from_byte], &text[gap.end_byte..]);
            is_text(left) && is_text(right) && !ends_sentence(left)
        },
    )
}
