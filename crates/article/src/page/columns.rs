//! Columns side by side, put into reading order.
//!
//! If the text of a printed page is extracted with its layout (`pdftotext -layout`), each line contains a
//! part of every column, separated by spaces: `一座充电站投入使用，可     夜市重新亮灯，四十个`. [`below_each_other`] recognises
//! such a page by a position at which most lines have a wide gap with text on both sides. Most of these parts
//! must be as long as the column is wide, which the cells of a table are not. The left column is read first,
//! then the right one; each may again consist of columns. A line across the position, such as a headline over
//! both columns, separates the lines above it from those below.

use std::ops::Range;

/// Minimum number of lines with the gap.
const LEAST_LINES: usize = 8;
/// Minimum width of a gap, and maximum indent of a paragraph inside a column, in cells.
const LEAST_GAP: usize = 2;
const MAX_INDENT: usize = 4;
/// Cells of a column, at least.
const LEAST_WIDTH: usize = 8;
/// Maximum position of a gap, in cells.
const MAX_PLACE: usize = 400;
/// Maximum depth of halving: a page is halved into columns three times.
const MAX_DEPTH: usize = 3;

/// A page's text with one column below the other.
pub(crate) struct Columns {
    pub(crate) text: String,
    /// Source line of each line of the text, by its number on the page.
    pub(crate) numbers: Vec<usize>,
}

/// The page with its columns below each other; none if it has no columns side by side.
pub(crate) fn below_each_other(page: &str) -> Option<Columns> {
    let lines: Vec<Piece<'_>> = page
        .lines()
        .zip(1..)
        .map(|(text, number)| Piece { text: text.trim_end(), start: 0, number })
        .collect();
    let measure = [Measure::Counted, Measure::Printed]
        .into_iter()
        .max_by_key(|measure| gutter(&lines, *measure).map_or(0, |gutter| gutter.lines))?;
    gutter(&lines, measure)?;
    let mut columns = Columns { text: String::with_capacity(page.len()), numbers: Vec::new() };
    columns.put(lines, measure, MAX_DEPTH);
    Some(columns)
}

/// Number of cells of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    /// All as many.
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

/// A part of a line of the page.
#[derive(Clone, Copy, Debug)]
struct Piece<'p> {
    text: &'p str,
    /// Its first cell.
    start: usize,
    number: usize,
}

impl<'p> Piece<'p> {
    /// Gaps inside the piece: white space that is wide enough, in cells and bytes.
    fn gaps(self, measure: Measure) -> Vec<(Range<usize>, Range<usize>)> {
        let mut gaps = Vec::new();
        let mut cell = self.start;
        let mut space: Option<(usize, usize)> = None;
        for (byte, c) in self.text.char_indices() {
            if c.is_whitespace() {
                space.get_or_insert((cell, byte));
            } else if let Some((from_cell, from_byte)) = space.take()
                && cell - from_cell >= LEAST_GAP
            {
                gaps.push((from_cell..cell, from_byte..byte));
            }
            cell += measure.cells(c);
        }
        gaps
    }

    /// Parts of a piece left and right of a position. None if the line crosses it.
    fn parted(self, gutter: &Gutter, measure: Measure) -> Option<(Piece<'p>, Piece<'p>)> {
        let empty = Piece { text: "", ..self };
        let end = self.start + measure.width(self.text);
        if end <= gutter.place {
            return Some((self, empty));
        }
        let gap = self.gaps(measure).into_iter().find(|(cells, _)| gutter.takes(cells.end))?;
        let (left, right) = (&self.text[..gap.1.start], &self.text[gap.1.end..]);
        // An indent of the right column stays before it.
        let indent = gap.0.end - gutter.place;
        let indented = self.text[..gap.1.end]
            .char_indices()
            .rev()
            .scan(0, |cells, (byte, c)| {
                *cells += measure.cells(c);
                (*cells <= indent).then_some(byte)
            })
            .last();
        let right = indented.map_or(right, |byte| &self.text[byte..]);
        let start = gutter.place;
        let left = if left.trim().is_empty() { "" } else { left };
        Some((Piece { text: left, ..self }, Piece { text: right, start, number: self.number }))
    }
}

/// The place between two columns.
#[derive(Clone, Copy, Debug)]
struct Gutter {
    /// The first cell of the right column.
    place: usize,
    lines: usize,
}

impl Gutter {
    fn takes(&self, end: usize) -> bool {
        (self.place..=self.place + MAX_INDENT).contains(&end)
    }
}

/// The position where the right column of some lines begins; none if there is no such position.
fn gutter(lines: &[Piece<'_>], measure: Measure) -> Option<Gutter> {
    let mut ends = vec![0_usize; MAX_PLACE + MAX_INDENT + 1];
    let mut written = 0;
    for line in lines.iter().filter(|line| !line.text.trim().is_empty()) {
        written += 1;
        for (cells, _) in line.gaps(measure) {
            if let Some(count) = ends.get_mut(cells.end) {
                *count += 1;
            }
        }
    }
    let around = |place: usize| ends[place..=place + MAX_INDENT].iter().sum::<usize>();
    let place = (LEAST_WIDTH..MAX_PLACE).max_by_key(|place| (around(*place), ends[*place]))?;
    let gutter = Gutter { place, lines: around(place) };
    let parts: Vec<_> = lines.iter().filter_map(|line| line.parted(&gutter, measure)).collect();
    let both = |(left, right): &&(Piece<'_>, Piece<'_>)| !left.text.is_empty() && !right.text.is_empty();
    let (left, right): (Vec<usize>, Vec<usize>) = parts
        .iter()
        .filter(both)
        .map(|(left, right)| (measure.width(left.text.trim()), measure.width(right.text.trim())))
        .unzip();
    let is_used = left.len() >= LEAST_LINES && 2 * left.len() >= written && 10 * parts.len() >= 7 * written;
    (is_used && are_of_a_column(left) && are_of_a_column(right)).then_some(gutter)
}

/// True if pieces are as long as those of a column: at least half of them as long as it is wide, up to the indent and a
/// punctuation mark.
fn are_of_a_column(mut widths: Vec<usize>) -> bool {
    widths.sort_unstable();
    // Of twenty pieces the longest may have hanging punctuation.
    let width = widths[widths.len() - 1 - widths.len() / 20];
    let full = widths.iter().filter(|piece| **piece + MAX_INDENT >= width).count();
    width >= LEAST_WIDTH && 2 * full >= widths.len()
}

impl Columns {
    /// Adds lines, the left column of each band before the right one.
    fn put(&mut self, lines: Vec<Piece<'_>>, measure: Measure, depth: usize) {
        let found = if depth > 0 { gutter(&lines, measure) } else { None };
        let Some(gutter) = found else {
            for line in lines {
                self.text.push_str(line.text);
                self.text.push('\n');
                self.numbers.push(line.number);
            }
            return;
        };
        let mut band = (Vec::new(), Vec::new());
        for line in lines {
            match line.parted(&gutter, measure) {
                Some((left, right)) => {
                    band.0.push(left);
                    band.1.push(right);
                }
                None => {
                    let (left, right) = std::mem::take(&mut band);
                    self.put(left, measure, depth - 1);
                    self.put(right, measure, depth - 1);
                    self.put(vec![line], measure, 0);
                }
            }
        }
        self.put(band.0, measure, depth - 1);
        self.put(band.1, measure, depth - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEFT: &str = "昨夜下了一场雨，清晨的街上落满槐花，卖豆浆的老周推着车从桥头过来，车铃在巷子里响了三声，楼上的窗子就一扇一扇地开了。老周的车在这条街上停了二十年，最早是木头的，后来换成铁的，去年社区给他配了一辆电动的，他却总说还是推着稳当。";
    const RIGHT: &str = "街口新开了一家咖啡馆，年轻的店主每天来买一碗豆浆，说是要调出一种有豆香的拿铁，试了十几回，至今没有成功。老人们不喝咖啡，却爱坐在门口的长椅上，看年轻人进进出出，也看自己的孙子在台阶上写作业，一坐就是一个下午，直到路灯亮起来。";

    fn cut(text: &str, width: usize) -> Vec<String> {
        let chars: Vec<char> = format!("　　{text}").chars().collect();
        chars.chunks(width).map(|line| line.iter().collect()).collect()
    }

    /// Lines with columns side by side, each of `width` characters and a gap.
    fn beside(columns: &[Vec<String>], width: usize) -> String {
        let rows = columns.iter().map(Vec::len).max().unwrap_or(0);
        let row = |at: usize| -> String {
            let cells = columns.iter().map(|column| column.get(at).map_or("", String::as_str));
            let padded = cells.map(|cell| {
                let missing = width + 4 - cell.chars().count();
                format!("{cell}{}", " ".repeat(missing))
            });
            padded.collect::<String>().trim_end().to_owned()
        };
        (0..rows).map(|at| row(at) + "\n").collect()
    }

    fn dense(text: &str) -> String {
        text.split_whitespace().collect()
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        for width in [12, 15] {
            let columns = [cut(LEFT, width), cut(RIGHT, width)];
            let page = format!(
                "雨后的老街与街口的咖啡馆：一个社区的早晨和它的下午，以及长椅上的人们\n{}",
                beside(&columns, width)
            );
            let read = below_each_other(&page).unwrap();
            assert!(dense(&read.text).ends_with(&format!("{LEFT}{RIGHT}")), "{}", read.text);
            assert!(read.text.contains("\n　　街口"));
            assert_eq!(read.numbers[..3], [1, 2, 3]);
            assert_eq!(read.text.lines().count(), read.numbers.len());
        }
    }

    #[test]
    fn three_columns_are_read_from_left_to_right() {
        let columns = [cut(LEFT, 10), cut(RIGHT, 10), cut(LEFT, 10)];
        let read = below_each_other(&beside(&columns, 10)).unwrap();
        assert_eq!(dense(&read.text), format!("{LEFT}{RIGHT}{LEFT}"));
    }

    #[test]
    fn tables_and_lists_of_names_stay_as_they_are() {
        let table: String = (0..20).map(|at| format!("江城{at}路      {at}.5      {}\n", at * 7)).collect();
        assert!(below_each_other(&table).is_none());
        let names = ["方晓棠", "林小满", "沈一舟", "高远"];
        let list: String =
            (0..20).map(|at| format!("{}        {}\n", names[at % 4], names[(at + 1) % 4])).collect();
        assert!(below_each_other(&list).is_none());
        let page = format!("雨后\n本报记者 沈一舟    通讯员 高远\n{LEFT}\n");
        assert!(below_each_other(&page).is_none());
    }
}
