//! What speaks for the states of a line: signs of its shape, of the lines around it and of what they are about.
//!
//! A feature is a short text such as `c-1=P1` (the line above is a long paragraph that ends as sentences do) or
//! `s2=观察` (the line's last two characters). The weights know features by a hash of that text, `explain` shows it.
//! The set follows what a study of linear-chain models on newspaper pages found to carry weight.

use std::fmt;

use super::chain::{NEVER, Scores, State};
use super::pairs::{Bag, PairTable};
use super::shape::Shape;
use crate::lines::{Line, ends_sentence, is_han};

/// A line of more characters is a long one: surely text, and what the lines around it are measured by.
const LONG_CHARS: usize = 45;
/// A line of more characters is never a headline.
const MAX_HEADLINE_CHARS: usize = 90;
/// As much of a paragraph is looked at to see what it is about.
const MAX_BAG_CHARS: usize = 400;
/// As far around a line its neighbours are looked for, in lines.
const WINDOW_LINES: usize = 40;

// The pages that were learned from are of a web edition, which hardly has bylines on lines of their own, pictures
// with a credit, and reports without a headline. The three odds below make up for it: what speaks for a state beyond
// what was learned. Chosen by pages in the manner of other papers, so that the pages held out lose nothing.

/// For a report without a headline where its opening names its people.
const UNTITLED_ODDS: f32 = 2.0;
/// For a headline in short lines right above a byline.
const ABOVE_BYLINE_ODDS: f32 = 1.8;
/// For a headline in a short line above a caption and its credit.
const ABOVE_PICTURE_ODDS: f32 = 0.8;

/// The lines of a page with what is known of each by itself.
pub(crate) struct Page<'l, 'p, 't> {
    pub(crate) lines: Vec<&'l Line<'p>>,
    pub(crate) shapes: Vec<Shape>,
    classes: Vec<&'static str>,
    bags: Vec<Bag>,
    /// The places of the long lines, in order.
    long: Vec<usize>,
    usual_blanks: usize,
    table: &'t PairTable<'t>,
}

impl<'l, 'p, 't> Page<'l, 'p, 't> {
    /// The lines of a page with their shapes; page headers are left out.
    pub(crate) fn new(lines: &'l [Line<'p>], shapes: &[Shape], table: &'t PairTable<'t>) -> Self {
        let placed = lines.iter().zip(shapes).filter(|(_, shape)| **shape != Shape::Header);
        let (lines, shapes): (Vec<&'l Line<'p>>, Vec<Shape>) = placed.unzip();
        let classes = lines.iter().zip(&shapes).map(|(line, shape)| class(line, *shape)).collect();
        let bags = lines.iter().map(|line| Bag::of_text(line.text, MAX_BAG_CHARS, table)).collect();
        let long = (0..lines.len()).filter(|at| lines[*at].chars > LONG_CHARS).collect();
        let mut blanks: Vec<usize> = lines.iter().skip(1).map(|line| line.blanks_above).collect();
        blanks.sort_unstable();
        let usual_blanks = blanks.get(blanks.len() / 2).copied().unwrap_or(0);
        Page { lines, shapes, classes, bags, long, usual_blanks, table }
    }

    /// 0 for the states a line may be in, [`NEVER`] for the others.
    pub(crate) fn allowed(&self, at: usize) -> Scores {
        let mut scores = [NEVER; State::COUNT];
        let told = match self.shapes[at] {
            Shape::BoxName => State::BoxName,
            Shape::Byline => State::Byline,
            Shape::Credit => State::Credit,
            Shape::Tail => State::Tail,
            Shape::Staff | Shape::Figures | Shape::Header => State::Staff,
            // A box stands between a headline and its text.
            Shape::Short if self.shapes.get(at + 1) == Some(&Shape::BoxName) => {
                scores[State::HeadlineStart as usize] = 0.0;
                scores[State::Headline as usize] = 0.0;
                return scores;
            }
            Shape::SignedLead | Shape::Lead | Shape::Paragraph | Shape::Short | Shape::Name => {
                scores[..State::GUESSED].fill(0.0);
                if self.shapes[at] == Shape::Name {
                    scores[State::Byline as usize] = 0.0;
                }
                let is_below_picture = at > 0 && self.shapes[at - 1] == Shape::Credit;
                if self.shapes[at] == Shape::SignedLead && !is_below_picture {
                    scores[State::BodyStart as usize] = UNTITLED_ODDS;
                }
                let below = |offset: usize| self.shapes.get(at + offset);
                if self.shapes[at] == Shape::Short {
                    let lines =
                        self.shapes[at..].iter().take_while(|shape| **shape == Shape::Short).take(4).count();
                    if lines <= 3 && below(lines) == Some(&Shape::Byline) {
                        scores[State::HeadlineStart as usize] = ABOVE_BYLINE_ODDS;
                        scores[State::Headline as usize] = ABOVE_BYLINE_ODDS;
                    } else if below(1) == Some(&Shape::Paragraph) && below(2) == Some(&Shape::Credit) {
                        scores[State::HeadlineStart as usize] = ABOVE_PICTURE_ODDS;
                    }
                }
                if is_row(self.text(at)) {
                    scores[State::HeadlineStart as usize] = NEVER;
                    scores[State::Headline as usize] = NEVER;
                    if at > 0 {
                        scores[State::BodyStart as usize] = NEVER;
                    }
                }
                if self.lines[at].chars > MAX_HEADLINE_CHARS {
                    for state in [State::HeadlineStart, State::Headline, State::Section] {
                        scores[state as usize] = NEVER;
                    }
                }
                return scores;
            }
        };
        scores[told as usize] = 0.0;
        scores
    }

    /// Whether there is anything to guess about a line.
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
        self.own_shape(at, emit);
        self.neighbours(at, emit);
        self.distances(at, emit);
        self.characters(at, emit);
        self.openings(at, emit);
        self.topics(at, emit);
        self.gap(at, emit);
    }

    fn text(&self, at: usize) -> &'p str {
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

    /// Signs of a line that its class does not tell.
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
        let is_wide = |at: usize| at > 0 && self.lines[at].blanks_above > self.usual_blanks;
        emit(format_args!("gaps={}{}", u8::from(is_wide(at)), u8::from(near(1).is_some_and(is_wide))));
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

    /// For the opening of a report: whether another stands above it, and what lies between.
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

    /// Whether what stands above and below speaks of the same things, and of the line's own.
    fn topics(&self, at: usize, emit: &mut dyn FnMut(fmt::Arguments<'_>)) {
        let is_short = self.is_short(at);
        if !is_short && !matches!(self.classes[at], "DL" | "SL") {
            return;
        }
        let bag = |places: &mut dyn Iterator<Item = usize>| Bag::of(places.map(|at| &self.bags[at]));
        let above = |count| bag(&mut self.long_above(at, count));
        let below = |count: usize| {
            if is_short {
                bag(&mut self.long_below(at, count))
            } else {
                bag(&mut std::iter::once(at).chain(self.long_below(at, count - 1)))
            }
        };
        let (above3, below3) = (above(3), below(3));
        let tile = |value: Option<f32>| value.map_or(-1, |value| step(value, 50.0, 0, 12));
        emit(format_args!("tile3={}", tile(above3.cosine(&below3))));
        emit(format_args!("tile8={}", tile(above(8).cosine(&below(8)))));
        if !is_short || self.lines[at].chars < 4 {
            return;
        }
        let itself = &self.bags[at];
        let share = |value: Option<f32>| value.map_or(-1, |value| step(value, 10.0, 0, 9));
        let (down, up) = (itself.share_in(&below3), itself.share_in(&above3));
        emit(format_args!("share below={}", share(down)));
        emit(format_args!("share above={}", share(up)));
        emit(format_args!("share next={}", share(itself.share_in(&below(1)))));
        if let (Some(down), Some(up)) = (down, up) {
            emit(format_args!("share gain={}", step(down - up, 10.0, -9, 9)));
        }
        let far = bag(&mut self.long_below(at, 9).skip(3));
        emit(format_args!("share far={}", share(itself.share_in(&far))));
        let Some(lead) = self.long_below(at, 1).next() else { return };
        let opening = first_chars(self.text(lead), 40);
        emit(format_args!(
            "lead={}{}{}{}",
            u8::from(opens_with_a_day(opening)),
            u8::from(opening.contains("记者")),
            u8::from(first_chars(opening, 25).contains(['省', '市', '县', '区'])),
            u8::from(opening.starts_with('“')),
        ));
        // Strings of the line that stand in the text below, and in the text above.
        let holds = |places: &mut dyn Iterator<Item = usize>, length: usize| {
            let places: Vec<usize> = places.collect();
            let own: Vec<char> = self.text(at).chars().collect();
            own.windows(length)
                .filter(|window| {
                    // The bags are quick to ask, and sure where they say no.
                    let mut places = places.iter().filter(|at| self.bags[**at].may_hold(window)).peekable();
                    if places.peek().is_none() {
                        return false;
                    }
                    let window: String = window.iter().collect();
                    places.any(|at| first_chars(self.text(*at), MAX_BAG_CHARS).contains(&window))
                })
                .count()
        };
        let counts = [3, 4].map(|length| {
            (holds(&mut self.long_below(at, 6), length), holds(&mut self.long_above(at, 6), length))
        });
        emit(format_args!("triples below={}", counts[0].0.min(5)));
        emit(format_args!("triples above={}", counts[0].1.min(5)));
        emit(format_args!("quadruples={},{}", counts[1].0.min(2), counts[1].1.min(2)));
    }

    /// Whether the line goes on from the one above, and the one below from it.
    fn gap(&self, at: usize, emit: &mut dyn FnMut(fmt::Arguments<'_>)) {
        if let Some(above) = at.checked_sub(1) {
            self.seam(above, at, "", emit);
        }
        if at + 1 < self.lines.len() {
            self.seam(at, at + 1, "below ", emit);
        }
    }

    fn seam(&self, above: usize, below: usize, whose: &str, emit: &mut dyn FnMut(fmt::Arguments<'_>)) {
        let (upper, lower) = (self.text(above), self.text(below));
        let (Some(last), Some(first)) = (upper.chars().next_back(), lower.chars().next()) else { return };
        let kinds = (kind_of(Some(last)), kind_of(Some(first)));
        let is_open = self.lines[above].chars >= 12 && is_han(last) && is_han(first);
        if !is_open {
            emit(format_args!("{whose}seam {}{}", kinds.0, kinds.1));
            return;
        }
        emit(format_args!("{whose}seam open"));
        if let Some(affinity) = self.table.affinity(last, first) {
            emit(format_args!("{whose}affinity={}", step(affinity, 1.0, -6, 8)));
            let bucket = length_bucket(self.lines[above].chars).min(18);
            emit(format_args!("{whose}affinity={} len={}", step(affinity, 0.7, -3, 4), bucket / 3));
        }
        emit(format_args!("{whose}opener={first}"));
        emit(format_args!("{whose}opener2={}", first_chars(lower, 2)));
        emit(format_args!("{whose}closer2={}", last_chars(upper, 2)));
        let last_kind = kind_of(lower.chars().next_back());
        emit(format_args!("{whose}halves={} {last_kind}", length_bucket(self.lines[above].chars).min(18)));
        emit(format_args!(
            "{whose}upper={},{},{}",
            upper.matches('，').take(2).count(),
            stops(upper).min(2),
            (self.lines[above].chars / 20).min(4)
        ));
        let opened = [('“', '”'), ('（', '）'), ('《', '》')].map(|(open, close)| {
            let open_above = upper.matches(open).count() > upper.matches(close).count();
            let closed_below = lower.matches(close).count() > lower.matches(open).count();
            (open_above, closed_below)
        });
        if opened.contains(&(true, true)) {
            emit(format_args!("{whose}bracket across"));
        } else if opened.iter().any(|(above, below)| above != below) {
            emit(format_args!("{whose}bracket open"));
        }
    }
}

/// What a line looks like, in one short word.
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

fn kind_of(c: Option<char>) -> char {
    match c {
        Some('。' | '！' | '？' | '!' | '?') => 'S',
        Some('…') => 'E',
        Some('：' | ':') => 'C',
        Some('—' | '－' | '-') => 'D',
        Some('”' | '’' | '」' | '』') => 'Q',
        Some('）' | ')') => 'P',
        Some('》' | '】') => 'K',
        Some('，' | '、' | ',') => 'c',
        Some('；' | ';') => 's',
        Some('“' | '‘' | '「' | '『') => 'q',
        Some('（' | '(') => 'p',
        Some('《' | '【') => 'k',
        Some(c) if is_han(c) => 'h',
        Some(c) if c.is_numeric() => 'd',
        Some(c) if c.is_alphabetic() => 'a',
        _ => 'o',
    }
}

fn length_bucket(chars: usize) -> usize {
    const STEPS: [usize; 21] =
        [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 27, 30, 35, 40, 50, 60, 80, 120, 200];
    STEPS.partition_point(|step| *step < chars)
}

/// How many sentences end in a text.
fn stops(text: &str) -> usize {
    text.matches(['。', '！', '？']).count()
}

fn step(value: f32, steps_to_one: f32, least: i32, most: i32) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "a cast from float to integer saturates")]
    let step = (value * steps_to_one).floor() as i32;
    step.clamp(least, most)
}

fn first_chars(text: &str, count: usize) -> &str {
    &text[..text.char_indices().nth(count).map_or(text.len(), |(byte, _)| byte)]
}

fn last_chars(text: &str, count: usize) -> &str {
    &text[text.char_indices().rev().nth(count - 1).map_or(0, |(byte, _)| byte)..]
}

/// `一、`, `（二）`, `3.`: headings inside articles are numbered, headlines are not.
fn is_numbered(text: &str) -> bool {
    let text = text.trim_start_matches(['（', '(', '第']);
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    rest.len() < text.len() && rest.starts_with(['、', '.', '．', '）', ')', '章', '节', '条'])
        || text.starts_with(['①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨'])
}

/// A row of a list, each value behind its name: `奖次：一等奖 项目：版面 题目：…`.
fn is_row(text: &str) -> bool {
    let is_named = |part: &str| {
        part.split_once('：')
            .is_some_and(|(name, _)| (2..=4).contains(&name.chars().count()) && name.chars().all(is_han))
    };
    text.split_whitespace().filter(|part| is_named(part)).count() >= 3
}

/// A short bracket at the end, as columns put their name: `老街的灯（城市记忆）`.
fn ends_with_tag(text: &str) -> bool {
    let Some(inside) = text.strip_suffix(['）', ')']) else { return false };
    let Some(open) = inside.rfind(['（', '(']) else { return false };
    (2..=17).contains(&inside[open..].chars().count())
}

/// `问：`, `记者：`, `张三：`: a turn of an interview.
fn is_turn(text: &str) -> bool {
    let head = text.split(['：', ':']).next().unwrap_or_default();
    head.len() < text.len() && head.chars().count() <= 4 && head.chars().all(is_han)
}

/// Whether a paragraph opens as a report does: `10月30日，`, `近日，`, `昨天`.
fn opens_with_a_day(text: &str) -> bool {
    const OPENINGS: [&str; 13] = [
        "近日",
        "日前",
        "昨日",
        "昨天",
        "今天",
        "昨晚",
        "连日来",
        "最近",
        "当地时间",
        "近年来",
        "前不久",
        "今年",
        "据",
    ];
    if OPENINGS.iter().any(|word| text.starts_with(word)) {
        return true;
    }
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && rest.starts_with(['月', '日'])
}
