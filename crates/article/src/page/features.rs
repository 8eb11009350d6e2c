//! Features of a line: its shape, the lines around it, and their topics.
//!
//! A feature is a short text such as `c-1=P1` (the line above is a long paragraph that ends a sentence) or
//! `s2=观察` (the last two characters of the line). The weight of a feature is found by the hash of this text.
//! An explanation groups the features by [`LineSign`]. The set of features was chosen in a study of
//! linear-chain models on newspaper pages.

mod habits;
mod seam;
mod sign;
mod stretch;
mod topic;
mod wording;

use std::fmt;

use super::bags::PageBags;
use super::pairs::PairTable;
use super::shape::Shape;
use crate::lines::{Line, ends_sentence};
pub use sign::LineSign;

use habits::Habits;
use wording::{
    ends_with_tag, first_chars, is_numbered, is_turn, kind_of, last_chars, length_bucket, opens_with_a_day,
    stops,
};

/// Minimum number of characters of a long line, which is certainly body text.
const LONG_CHARS: usize = 45;
/// Number of characters of a paragraph that give its topic.
const MAX_BAG_CHARS: usize = 400;
/// Maximum distance of the neighbours of a line, in lines.
const WINDOW_LINES: usize = 40;

/// The lines of a page with the properties of each.
pub(crate) struct Page<'l, 'p, 't> {
    pub(crate) lines: Vec<&'l Line<'p>>,
    pub(crate) shapes: Vec<Shape>,
    classes: Vec<&'static str>,
    /// Number of characters of a line that give its topic.
    openings: Vec<&'p str>,
    bags: PageBags,
    /// The places of the long lines, in order.
    long: Vec<usize>,
    usual_blanks: usize,
    habits: Habits,
    table: &'t PairTable<'t>,
}

impl<'l, 'p, 't> Page<'l, 'p, 't> {
    /// The lines of a page with their shapes; page headers are left out.
    pub(crate) fn new(lines: &'l [Line<'p>], shapes: &[Shape], table: &'t PairTable<'t>) -> Self {
        let placed = lines.iter().zip(shapes).filter(|(_, shape)| **shape != Shape::Header);
        let (lines, shapes): (Vec<&'l Line<'p>>, Vec<Shape>) = placed.unzip();
        let classes: Vec<&'static str> =
            lines.iter().zip(&shapes).map(|(line, shape)| class(line, *shape)).collect();
        let openings: Vec<&'p str> = lines.iter().map(|line| first_chars(line.text, MAX_BAG_CHARS)).collect();
        let bags = PageBags::new(&openings, WINDOW_LINES, table);
        let long = (0..lines.len()).filter(|at| lines[*at].chars > LONG_CHARS).collect();
        let mut blanks: Vec<usize> = lines.iter().skip(1).map(|line| line.blanks_above).collect();
        blanks.sort_unstable();
        let usual_blanks = blanks.get(blanks.len() / 2).copied().unwrap_or(0);
        let habits = Habits::of(&lines, &classes, usual_blanks);
        Page { lines, shapes, classes, openings, bags, long, usual_blanks, habits, table }
    }

    /// True if the state of a line has to be guessed.
    pub(crate) fn is_open(&self, at: usize) -> bool {
        !matches!(
            self.shapes[at],
            Shape::BoxName
                | Shape::Byline
                | Shape::Credit
                | Shape::Tail
                | Shape::Staff
                | Shape::Figures
                | Shape::Header
        )
    }

    /// Calls `emit` with each feature of a line.
    pub(crate) fn features(&self, at: usize, emit: &mut dyn FnMut(fmt::Arguments<'_>)) {
        for sign in LineSign::ALL {
            self.features_of(sign, at, emit);
        }
    }

    /// Calls `emit` with each feature of a line and the kind of sign that it is.
    pub(crate) fn features_of(&self, sign: LineSign, at: usize, emit: &mut dyn FnMut(fmt::Arguments<'_>)) {
        match sign {
            LineSign::Shape => self.own_shape(at, emit),
            LineSign::Around => self.neighbours(at, emit),
            LineSign::Nearby => self.distances(at, emit),
            LineSign::Wording => self.characters(at, emit),
            LineSign::Openings => self.openings(at, emit),
            LineSign::Subject => {
                self.topics(at, emit);
                self.stretches(at, emit);
            }
            LineSign::Seam => self.gap(at, emit),
            LineSign::Layout => self.layout(at, emit),
            LineSign::Habits => self.habits(at, emit),
            // A rule is no feature: its score is in `allowed`.
            LineSign::Rule => {}
        }
    }

    pub(super) fn text(&self, at: usize) -> &'p str {
        self.lines[at].text
    }

    fn is_short(&self, at: usize) -> bool {
        self.lines[at].chars <= 60
    }

    fn class(&self, at: Option<usize>) -> &'static str {
        at.and_then(|at| self.classes.get(at).copied()).unwrap_or("X")
    }

    /// Up to `count` long lines above, nearest first.
    fn long_above(&self, at: usize, count: usize) -> impl Iterator<Item = usize> {
        let end = self.long.partition_point(|long| *long < at);
        self.long[end.saturating_sub(count)..end]
            .iter()
            .rev()
            .copied()
            .filter(move |long| at - long <= WINDOW_LINES)
    }

    /// Up to `count` long lines below, nearest first.
    fn long_below(&self, at: usize, count: usize) -> impl Iterator<Item = usize> {
        let start = self.long.partition_point(|long| *long <= at);
        self.long[start..].iter().take(count).copied().filter(move |long| long - at <= WINDOW_LINES)
    }

    fn own_shape(&self, at: usize, emit: &mut dyn FnMut(fmt::Arguments<'_>)) {
        let line = self.lines[at];
        let text = line.text;
        let (first, last) = (kind_of(text.chars().next()), kind_of(text.chars().next_back()));
        let bucket = length_bucket(line.chars);
        emit(format_args!("bias"));
        emit(format_args!("len={bucket}"));
        emit(format_args!("last={last}"));
        emit(format_args!("first={first}"));
        emit(format_args!("len={bucket} last={last}"));
        emit(format_args!("class={}", self.classes[at]));
        emit(format_args!("commas={}", text.matches('，').take(3).count()));
        emit(format_args!("stops={}", stops(text).min(3)));
        self.signs(at, "", emit);
        if self.is_short(at) {
            let inside = text.trim();
            for (holds, name) in [
                (inside.contains([' ', '\u{3000}']), "space"),
                (inside.contains("  ") || inside.contains('\u{3000}'), "wide space"),
                (text.contains('“'), "quote"),
                (text.contains('、'), "enumerates"),
                (text.contains(|c: char| c.is_ascii_digit()), "digit"),
                (text.contains('：'), "colon"),
                (text.contains("——"), "dash"),
            ] {
                if holds {
                    emit(format_args!("has {name}"));
                }
            }
        }
    }

    /// Features of a line beyond its class.
    fn signs(&self, at: usize, whose: &str, emit: &mut dyn FnMut(fmt::Arguments<'_>)) {
        let text = self.text(at);
        for (holds, name) in [
            (is_numbered(text), "numbered"),
            (text.starts_with(['—', '－']), "opens with dash"),
            (text.starts_with(['■', '□', '●', '▲', '◆', '★', '▶', '【', '※']), "bullet"),
            (ends_with_tag(text), "tag"),
            (is_turn(text), "turn of talk"),
            (["图", "上图", "下图", "左图", "右图"].iter().any(|word| text.starts_with(word)), "caption"),
            (opens_with_a_day(text), "day"),
        ] {
            if holds {
                emit(format_args!("{whose}is {name}"));
            }
        }
    }

    fn neighbours(&self, at: usize, emit: &mut dyn FnMut(fmt::Arguments<'_>)) {
        let near = |offset: isize| at.checked_add_signed(offset).filter(|near| *near < self.lines.len());
        for offset in [-4, -3, -2, -1, 1, 2, 3, 4] {
            let there = near(offset);
            emit(format_args!("c{offset}={}", self.class(there)));
            if let (Some(there), -2..=2) = (there, offset) {
                emit(format_args!("l{offset}={}", length_bucket(self.lines[there].chars)));
                emit(format_args!("e{offset}={}", kind_of(self.text(there).chars().next_back())));
                let whose = match offset {
                    -2 => "-2 ",
                    -1 => "-1 ",
                    1 => "+1 ",
                    _ => "+2 ",
                };
                self.signs(there, whose, emit);
            }
        }
        let class = |offset| self.class(near(offset));
        emit(format_args!("t:{} {} {}", class(-1), class(0), class(1)));
        emit(format_args!("u:{} {} {}", class(0), class(1), class(2)));
        emit(format_args!("v:{} {} {}", class(-2), class(-1), class(0)));
        emit(format_args!("w:{} {} {} {}", class(-1), class(0), class(1), class(2)));
        if at == 0 {
            emit(format_args!("top"));
        }
        if at < 3 {
            emit(format_args!("top{at}"));
        }
        if at + 1 == self.lines.len() {
            emit(format_args!("bottom"));
        }
        for offset in [-1, 1] {
            let Some(there) = near(offset).filter(|_| self.is_short(at)) else { continue };
            let text = self.text(there);
            emit(format_args!("k{offset}={},{}", text.matches('，').take(2).count(), stops(text).min(2)));
        }
    }

    fn distances(&self, at: usize, emit: &mut dyn FnMut(fmt::Arguments<'_>)) {
        let below = self.long_below(at, 1).next();
        let above = self.long_above(at, 1).next();
        let down = below.map_or(9, |below| below - at);
        let up = above.map_or(9, |above| at - above);
        emit(format_args!("down={}", down.min(6)));
        emit(format_args!("up={}", up.min(6)));
        emit(format_args!("down,up={},{}", down.min(4), up.min(4)));
        if !self.is_short(at) {
            return;
        }
        if let Some(below) = below {
            let near = down.min(3);
            emit(format_args!("below{near}={}", self.classes[below]));
            emit(format_args!("below len={}", length_bucket(self.lines[below].chars)));
            if opens_with_a_day(self.text(below)) {
                emit(format_args!("below{near} opens with day"));
            }
            let byline = (at + 1..(at + 7).min(self.lines.len()))
                .find(|near| matches!(self.classes[*near], "DL" | "SL" | "BY"))
                .map_or(9, |near| near - at);
            emit(format_args!("byline below={byline}"));
        }
        let is_tail = |near: &usize| matches!(self.classes[*near], "TD" | "TP" | "CR" | "ST");
        let from = above.map_or(at.saturating_sub(WINDOW_LINES), |above| above + 1);
        emit(format_args!("tail between={}", (from..at).any(|near| is_tail(&near))));
        let tail = (at + 1..(at + WINDOW_LINES).min(self.lines.len()))
            .find(|near| matches!(self.classes[*near], "TD" | "TP"));
        emit(format_args!("tail below={}", tail.map_or(10, |tail| ((tail - at) / 4).min(9))));
        // Headings inside an article come in series of like length.
        let chars = self.lines[at].chars;
        let around = at.saturating_sub(14)..(at + 15).min(self.lines.len());
        let like = |most: usize| {
            around
                .clone()
                .filter(|near| {
                    *near != at && self.classes[*near].starts_with('S') && self.lines[*near].chars <= 24
                })
                .filter(|near| self.classes[*near] != "ST" && self.lines[*near].chars.abs_diff(chars) <= most)
                .count()
        };
        emit(format_args!("series={}", like(1).min(4)));
        emit(format_args!("series down={},{}", down.min(2), like(2).min(3)));
    }

    fn characters(&self, at: usize, emit: &mut dyn FnMut(fmt::Arguments<'_>)) {
        let line = self.lines[at];
        let text = line.text;
        if !self.is_short(at) {
            emit(format_args!("P2={}", first_chars(text, 2)));
        } else {
            emit(format_args!("p1={}", first_chars(text, 1)));
            emit(format_args!("p2={}", first_chars(text, 2)));
            emit(format_args!("p3={}", first_chars(text, 3)));
            emit(format_args!("s1={}", last_chars(text, 1)));
            emit(format_args!("s2={}", last_chars(text, 2)));
            emit(format_args!("s3={}", last_chars(text, 3)));
            if line.chars <= 14 {
                emit(format_args!("x={text}"));
            }
            if line.chars <= LONG_CHARS {
                let ends: Vec<usize> =
                    text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
                for window in ends.windows(3) {
                    emit(format_args!("b={}", &text[window[0]..window[2]]));
                }
            }
            if let Some(below) = self.long_below(at, 1).next() {
                emit(format_args!("n2={}", first_chars(self.text(below), 2)));
                emit(format_args!("n3={}", first_chars(self.text(below), 3)));
            }
            if let Some(above) = self.long_above(at, 1).next() {
                emit(format_args!("pe={}", last_chars(self.text(above), 3)));
                emit(format_args!("pl={}", length_bucket(self.lines[above].chars)));
            }
        }
        if at > 0 && self.is_short(at - 1) {
            emit(format_args!("q2={}", last_chars(self.text(at - 1), 2)));
            emit(format_args!("q1={}", first_chars(self.text(at - 1), 2)));
        }
        if at + 1 < self.lines.len() && self.is_short(at) && self.is_short(at + 1) {
            emit(format_args!("o2={}", first_chars(self.text(at + 1), 2)));
            emit(format_args!("oe={}", last_chars(self.text(at + 1), 2)));
        }
    }

    /// For the opening of a report: another opening above it, and the lines between them.
    fn openings(&self, at: usize, emit: &mut dyn FnMut(fmt::Arguments<'_>)) {
        if !matches!(self.shapes[at], Shape::SignedLead | Shape::Lead) {
            return;
        }
        let is_signed = |near: &usize| matches!(self.shapes[*near], Shape::SignedLead | Shape::Byline);
        let above = at.saturating_sub(WINDOW_LINES)..at;
        let signed = above.clone().rev().find(is_signed).map_or(0, |near| at - near);
        let is_crowned = |near: usize| self.shapes[near] == Shape::Short;
        let short = above.rev().find(|near| is_crowned(*near)).map_or(0, |near| at - near);
        let class = self.classes[at];
        emit(format_args!("{class} signed above={}", length_bucket(2 * signed)));
        emit(format_args!("{class} short above={}", length_bucket(2 * short)));
        emit(format_args!("{class} {} {}", self.class(at.checked_sub(1)), short > 0 && short < signed));
    }
}

/// True if a line of this class may be a headline.
fn may_head(class: &str) -> bool {
    matches!(class, "S1" | "S2" | "S3" | "S4" | "NM")
}

/// Class of a line by its looks, in one short word.
fn class(line: &Line<'_>, shape: Shape) -> &'static str {
    let ends = ends_sentence(line.text);
    match shape {
        Shape::SignedLead => "SL",
        Shape::Lead => "DL",
        Shape::BoxName => "AM",
        Shape::Byline => "BY",
        Shape::Credit => "CR",
        Shape::Tail if line.text.contains(['电', '讯', '报']) => "TD",
        Shape::Tail => "TP",
        Shape::Staff | Shape::Figures | Shape::Header => "ST",
        Shape::Name => "NM",
        Shape::Paragraph | Shape::Short => match (line.chars, ends) {
            (61.., true) => "P1",
            (61.., false) => "P0",
            (25.., true) => "M1",
            (_, true) => "K1",
            (..=9, false) => "S1",
            (10..=16, false) => "S2",
            (17..=24, false) => "S3",
            (_, false) => "S4",
        },
    }
}
