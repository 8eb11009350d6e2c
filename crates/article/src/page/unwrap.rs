//! Paragraphs, restored from the lines into which columns cut them.
//!
//! Text extracted from a printed page often keeps the lines of its columns: every line of a paragraph ends at
//! the same width, in mid-sentence. [`unwrapped`] recognises such pages by that width (more than half of
//! their lines have it). It joins a full line with the next one until the paragraph ends: at a line that is
//! not full, at a blank line if blank lines separate paragraphs, above an indented line if paragraphs begin
//! with an indent. A line that begins with closing punctuation continues the line above. Other pages stay
//! unchanged.
//!
//! In print, digits and Latin letters are half as wide as Chinese characters, whereas programs and archives
//! break lines after a fixed number of characters. The width of the lines is measured in both ways, and the
//! measure with more full lines is used.

use super::shape::{Shape, shape};
use crate::lines::{Line, begins_inside, ends_sentence};

/// Columns are as wide as this many Chinese characters.
const COLUMN_CHARS: std::ops::RangeInclusive<usize> = 10..=48;

/// Minimum number of full lines of a page for a decision.
const LEAST_FULL_LINES: usize = 8;

/// The minimum share of full lines with exactly the column width if a column is cut by characters, in
/// hundredths.
const EXACT_PERCENT: usize = 94;

/// The text of a page with its paragraphs joined.
pub(crate) struct Unwrapped {
    text: String,
    /// For each line of the text that is not blank, the number and the indent of its first line on the page.
    begins: Vec<(usize, usize)>,
}

impl Unwrapped {
    /// The lines, numbered and indented as on the page.
    pub(crate) fn lines(&self) -> Vec<Line<'_>> {
        let mut lines = crate::lines::lines(&self.text);
        for (line, (number, indent_halves)) in lines.iter_mut().zip(&self.begins) {
            line.number = *number;
            line.indent_halves = *indent_halves;
        }
        lines
    }
}

/// The page with its paragraphs joined; none if its columns did not cut it.
pub(crate) fn unwrapped(lines: &[Line<'_>]) -> Option<Unwrapped> {
    let column = Column::of(lines)?;
    let mut page = Unwrapped { text: String::new(), begins: Vec::with_capacity(lines.len() / 2) };
    let mut goes_on = false;
    let mut is_over = false;
    let mut is_below_header = true;
    for line in lines {
        // After a sentence, a line that neither fills the column nor ends a sentence is a heading or a headline.
        let is_heading = is_over && !column.is_full(line) && !ends_sentence(line.text);
        let is_header = shape(line) == Shape::Header;
        let is_set_off =
            column.is_spaced && line.blanks_above > 0 || column.is_indented && line.indent_halves > 0;
        let begins = is_set_off || is_heading || is_header;
        if goes_on && !begins || begins_inside(line.text) && !is_below_header {
            let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            if is_latin(page.text.chars().next_back()) && is_latin(line.text.chars().next()) {
                page.text.push(' ');
            }
        } else {
            let breaks = if page.text.is_empty() { 0 } else { 1 + line.blanks_above };
            page.text.extend(std::iter::repeat_n('\n', breaks));
            page.begins.push((line.number, line.indent_halves));
        }
        page.text.push_str(line.text);
        is_over = ends_sentence(line.text);
        goes_on = column.is_full(line) && !column.ends_here(line) && !is_header;
        is_below_header = is_header;
    }
    Some(page)
}

/// Measure of the width of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    /// Letters and digits are half as wide as Chinese characters.
    Printed,
    /// All characters are as wide.
    Counted,
}

impl Measure {
    /// The width including the indent, in halves of a Chinese character.
    fn halves(self, line: &Line<'_>) -> usize {
        match self {
            Measure::Printed => {
                let half = line.text.chars().filter(|c| u32::from(*c) < 0x250).count();
                line.indent_halves + 2 * line.chars - half
            }
            Measure::Counted => line.indent_halves + 2 * line.chars,
        }
    }
}

/// The column that cut a page's lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Column {
    measure: Measure,
    /// Its width in halves of a Chinese character.
    halves: usize,
    /// Maximum difference of a full line from the width, in halves.
    play: usize,
    /// Number of lines that are full or one character short.
    full_lines: usize,
    /// True if paragraphs begin with an indent.
    is_indented: bool,
    /// True if blank lines part paragraphs, and no others.
    is_spaced: bool,
}

impl Column {
    fn of(lines: &[Line<'_>]) -> Option<Column> {
        let columns = [Measure::Counted, Measure::Printed].map(|measure| Column::measured(lines, measure));
        columns.into_iter().flatten().max_by_key(|column| column.full_lines)
    }

    fn measured(lines: &[Line<'_>], measure: Measure) -> Option<Column> {
        let mut counts = [0_usize; 2 * (*COLUMN_CHARS.end() + 2)];
        for line in lines {
            if let Some(count) = counts.get_mut(measure.halves(line)) {
                *count += 1;
            }
        }
        // A line is full if it has the width, or one character less: closing punctuation takes one
        // along, and a number is not split.
        let around = |at: usize| counts[at.saturating_sub(2)..=at].iter().sum::<usize>();
        let range = 2 * COLUMN_CHARS.start()..=2 * COLUMN_CHARS.end();
        let halves = range.max_by_key(|at| (around(*at), counts[*at]))?;
        // If nearly all have exactly the width, the others are not full.
        let is_exact = 100 * counts[halves] >= EXACT_PERCENT * around(halves);
        let mut column = Column {
            measure,
            halves,
            play: if is_exact { 0 } else { 2 },
            full_lines: around(halves),
            is_indented: false,
            is_spaced: false,
        };
        let full: Vec<usize> = (0..lines.len()).filter(|at| column.is_full(&lines[*at])).collect();
        let broken = full.iter().filter(|at| !ends_sentence(lines[**at].text)).count();
        let long: usize = lines.iter().filter(|line| measure.halves(line) >= 16).count();
        let over = lines.iter().filter(|line| measure.halves(line) > halves + 2).count();
        if full.len() < LEAST_FULL_LINES
            || 2 * full.len() < long
            || 5 * broken < 3 * full.len()
            || 8 * over > long
        {
            return None;
        }
        let below_full = full.iter().filter_map(|at| lines.get(at + 1));
        let below_short = (1..lines.len()).filter(|at| !column.is_full(&lines[at - 1])).map(|at| &lines[at]);
        let share = |of: usize, all: usize| (10 * of).checked_div(all).unwrap_or(0);
        let indented_below_short = below_short.clone().filter(|line| line.indent_halves > 0).count();
        let indented_below_full = below_full.clone().filter(|line| line.indent_halves > 0).count();
        column.is_indented = share(indented_below_short, below_short.clone().count()) >= 3
            && share(indented_below_full, full.len()) <= 3;
        let blank_below_full = below_full.filter(|line| line.blanks_above > 0).count();
        column.is_spaced = share(blank_below_full, full.len()) <= 3;
        Some(column)
    }

    fn is_full(self, line: &Line<'_>) -> bool {
        self.measure.halves(line).abs_diff(self.halves) <= self.play
    }

    /// True if a full line ends its paragraph nevertheless. Without indents and blank lines, a line ends its
    /// paragraph if it ends a sentence and is a little shorter than the column.
    fn ends_here(self, line: &Line<'_>) -> bool {
        !self.is_indented
            && !self.is_spaced
            && ends_sentence(line.text)
            && self.measure.halves(line) < self.halves
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::lines;

    const PARAGRAPHS: [&str; 4] = [
        "昨夜下了一场雨，清晨的街上落满槐花，卖豆浆的老周推着车从桥头过来，车铃在巷子里响了三声，楼上的窗子就一扇一扇地开了。",
        "老周的车在这条街上停了二十年，最早是木头的，后来换成铁的，去年社区给他配了一辆电动的，他却总说还是推着稳当。",
        "“推着走，街坊们听得见。”老周说，他的豆浆是凌晨三点磨的，用的是自家地里的豆子，一天只做四十斤，卖完就收摊回家。",
        "街口新开了一家咖啡馆，年轻的店主每天来买一碗豆浆，说是要调出一种有豆香的拿铁，试了十几回，至今没有成功。",
    ];

    fn wrapped(width: usize, indent: &str, between: &str) -> String {
        let cut = |paragraph: &&str| {
            let chars: Vec<char> = indent.chars().chain(paragraph.chars()).collect();
            chars.chunks(width).map(|line| line.iter().collect::<String>()).collect::<Vec<_>>().join("\n")
        };
        PARAGRAPHS.iter().chain(&PARAGRAPHS).map(cut).collect::<Vec<_>>().join(between)
    }

    fn texts(page: &str) -> Vec<String> {
        let lines = lines(page);
        let unwrapped = unwrapped(&lines);
        let lines = unwrapped.as_ref().map_or(lines, Unwrapped::lines);
        lines.iter().map(|line| line.text.to_owned()).collect()
    }

    #[test]
    fn paragraphs_cut_at_the_width_of_a_column_are_whole_again() {
        for width in [13, 17, 18, 22, 25, 33] {
            for indent in ["", "　　"] {
                for between in ["\n", "\n\n"] {
                    if indent.is_empty()
                        && between == "\n"
                        && PARAGRAPHS.iter().any(|paragraph| paragraph.chars().count() % width == 0)
                    {
                        continue;
                    }
                    assert_eq!(
                        texts(&wrapped(width, indent, between)),
                        [PARAGRAPHS, PARAGRAPHS].concat(),
                        "{width} {indent:?} {between:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn digits_are_whole_characters_where_lines_are_cut_after_so_many() {
        const FIGURES: [&str; 3] = [
            "老周的车在这条街上停了20年，1999年用的是木头车，2008年换成铁的，2023年社区给他配了一辆电动的，时速20公里。",
            "豆浆是凌晨3点磨的，用的是自家地里的豆子，1天只做40斤，每碗2.5元，1个月下来有3600多元，卖完就收摊回家。",
            "街口新开的咖啡馆有36平方米，年轻的店主每天8点来买1碗豆浆，试了10几回，至今没有调出一种有豆香的拿铁。",
        ];
        for (width, indent, between) in [(17, "　　", "\n"), (19, "", "\n\n"), (23, "　　", "\n\n")] {
            let cut = |paragraph: &&str| {
                let chars: Vec<char> = indent.chars().chain(paragraph.chars()).collect();
                chars.chunks(width).map(|line| line.iter().collect::<String>()).collect::<Vec<_>>().join("\n")
            };
            let page = [FIGURES, FIGURES].concat().iter().map(cut).collect::<Vec<_>>().join(between);
            assert_eq!(texts(&page), [FIGURES, FIGURES].concat(), "{width}");
        }
    }

    #[test]
    fn no_paragraph_begins_with_a_sign_that_closes() {
        let page = wrapped(18, "　　", "\n").replace("停了二十年，最早", "停了二十年\n　　，最早");
        assert_eq!(texts(&page), [PARAGRAPHS, PARAGRAPHS].concat());
    }

    #[test]
    fn a_headline_is_not_joined_with_the_text_below() {
        let page = format!("雨后的老街\n　　本报记者 沈一舟\n{}", wrapped(18, "　　", "\n"));
        assert_eq!(texts(&page)[..3], ["雨后的老街", "本报记者 沈一舟", PARAGRAPHS[0]]);
    }

    #[test]
    fn pages_with_whole_paragraphs_stay_as_they_are() {
        let page = PARAGRAPHS.join("\n\n");
        assert_eq!(texts(&page), PARAGRAPHS);
        let verse = "雾里看山山不见\n山中听雨雨无声\n采得新茶三两叶\n归来已是月初生\n".repeat(3);
        assert_eq!(texts(&verse).len(), 12);
    }
}
