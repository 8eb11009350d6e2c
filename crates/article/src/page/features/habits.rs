//! Features of a line that depend on the habits of the whole page: repeated openings and the short lines
//! above them, indents, blank lines, punctuation at the ends of short lines, alternation of short and long
//! lines. They describe the style of a paper, even of one that the model was not trained on.

use std::collections::HashMap;
use std::fmt;

use super::wording::{first_chars, kind_of, length_bucket};
use super::{LONG_CHARS, Page, may_head};
use crate::lines::{Line, ends_sentence};

/// Maximum distance of an opening below a short line, in lines.
const REACH_LINES: usize = 5;
/// Maximum length of the opening of a report, in characters.
const OPENING_CHARS: usize = 22;
/// Minimum number of lines with the same beginning that make a habit.
const AGAIN: usize = 3;

/// Habits of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Habits {
    /// By line: the numbers of lines that begin with the same three characters, end with the same two, or
    /// begin with the same speaker; the opening of a report; the number of lines with the same look and
    /// layout.
    lines: Vec<OfLine>,
    indents: &'static str,
    blanks: &'static str,
    openings: usize,
    /// The share of openings with a short line above, and of short lines above an opening, in fifths; 6 if
    /// there are none.
    crowned: usize,
    crowning: usize,
    /// The shortest and the longest short line above an opening.
    crowns: Option<(usize, usize)>,
    /// Number of short lines whose first and last characters are of the same kinds.
    signs: HashMap<(char, char), usize>,
    short_lines: usize,
    /// Number of lines between two short ones, the median.
    between: usize,
}

#[derive(Clone, Copy, Debug, Default)]
struct OfLine {
    beginning: usize,
    end: usize,
    speaker: usize,
    is_opening: bool,
    /// True in a talk: the line above or below begins with another speaker, and both speak again.
    is_talk: bool,
    alike: usize,
}

fn last_two(text: &str) -> &str {
    super::wording::last_chars(text.trim_end_matches('。'), 2)
}

/// The speaker at the start of a line: `记者：`, `沈一舟：`.
fn speaker(text: &str) -> Option<&str> {
    let (who, _) = first_chars(text, 9).split_once(['：', ':'])?;
    (!who.is_empty()).then_some(who)
}

/// `【…讯】`, `〔…報導〕`: a bracket that marks a report.
fn opens_with_a_bracket(text: &str) -> bool {
    let head = first_chars(text, OPENING_CHARS);
    head.starts_with(['【', '〔', '［', '[', '（', '(', '“'])
        && head
            .find(['】', '〕', '］', ']', '）', ')', '”'])
            .is_some_and(|end| head[..end].contains(['讯', '电', '报', '道', '导', '息']))
}

/// For each item, the number of items that equal it.
fn counts<K: std::hash::Hash + Eq + Copy>(items: &[K]) -> Vec<usize> {
    let mut counts: HashMap<K, usize> = HashMap::new();
    for item in items {
        *counts.entry(*item).or_default() += 1;
    }
    items.iter().map(|item| counts[item]).collect()
}

impl Habits {
    pub(super) fn of(lines: &[&Line<'_>], classes: &[&'static str], usual_blanks: usize) -> Habits {
        let texts = |of: fn(&str) -> &str| -> Vec<usize> {
            counts(&lines.iter().map(|line| of(line.text)).collect::<Vec<_>>())
        };
        let (beginnings, ends) = (texts(|text| first_chars(text, 3)), texts(last_two));
        let speakers: Vec<Option<&str>> = lines.iter().map(|line| speaker(line.text)).collect();
        let turns = counts(&speakers);
        let alike = counts(&signatures(lines, classes, usual_blanks));
        let long_lines = lines.iter().filter(|line| line.chars > LONG_CHARS).count().max(1);
        let of_line = |at: usize| {
            let line = lines[at];
            let comes_again =
                beginnings[at] >= AGAIN && line.chars > 24 && 3 * beginnings[at] <= 2 * long_lines;
            let is_opening = matches!(classes[at], "DL" | "SL" | "BY")
                || comes_again
                || line.chars > 30 && opens_with_a_bracket(line.text);
            let speaker = if speakers[at].is_some() { turns[at] } else { 0 };
            let answers = |near: Option<usize>| {
                near.filter(|near| *near < lines.len()).is_some_and(|near| {
                    speakers[near].is_some() && speakers[near] != speakers[at] && turns[near] > 1
                })
            };
            let is_talk = speaker > 1 && (answers(at.checked_sub(1)) || answers(Some(at + 1)));
            OfLine {
                beginning: beginnings[at],
                end: ends[at],
                speaker,
                is_opening,
                is_talk,
                alike: alike[at],
            }
        };
        let mut habits = Habits { lines: (0..lines.len()).map(of_line).collect(), ..Habits::default() };
        (habits.indents, habits.blanks) = (indents(lines), blanks(lines, usual_blanks));
        let short: Vec<usize> = (0..lines.len()).filter(|at| may_head(classes[*at])).collect();
        habits.short_lines = short.len();
        habits.measure_crowns(&short, lines, classes);
        for at in &short {
            *habits.signs.entry(signs(lines[*at].text)).or_default() += 1;
        }
        let mut between: Vec<usize> =
            short.windows(2).map(|two| two[1] - two[0] - 1).filter(|between| *between > 0).collect();
        between.sort_unstable();
        habits.between = between.get(between.len() / 2).copied().unwrap_or(0);
        habits
    }

    fn measure_crowns(&mut self, short: &[usize], lines: &[&Line<'_>], classes: &[&'static str]) {
        let is_crown = |at: &usize| {
            let below = at + 1..(at + 4).min(lines.len());
            let reached = below.take_while(|near| *near == at + 1 || may_head(classes[near - 1]));
            reached.into_iter().any(|near| self.lines[near].is_opening)
        };
        let crowns: Vec<usize> = short.iter().copied().filter(is_crown).collect();
        let is_opening = |at: usize| self.lines[at].is_opening;
        let openings: Vec<usize> =
            (0..lines.len()).filter(|at| is_opening(*at) && (*at == 0 || !is_opening(at - 1))).collect();
        let crowned = openings.iter().filter(|at| **at > 0 && may_head(classes[**at - 1])).count();
        let lengths = crowns.iter().map(|at| lines[*at].chars);
        self.openings = openings.len();
        self.crowned = (5 * crowned).checked_div(openings.len()).unwrap_or(6);
        self.crowning = (5 * crowns.len()).checked_div(short.len()).unwrap_or(6);
        self.crowns = lengths.clone().min().zip(lengths.max());
    }

    fn line(&self, at: Option<usize>) -> OfLine {
        at.and_then(|at| self.lines.get(at)).copied().unwrap_or_default()
    }
}

/// Looks and layout of each line and the one below.
fn signatures(
    lines: &[&Line<'_>],
    classes: &[&'static str],
    usual_blanks: usize,
) -> Vec<(&'static str, &'static str, bool, bool, bool, char)> {
    let kind = |at: usize| match classes.get(at).copied().unwrap_or("X") {
        "P1" | "P0" | "M1" => "P",
        "S1" | "S2" | "S3" | "S4" => "S",
        other => other,
    };
    let is_indented = |at: usize| lines.get(at).is_some_and(|line| line.indent_halves > 0);
    let signature = |at: usize| {
        let first = kind_of(lines[at].text.chars().next());
        let is_wide = lines[at].blanks_above > usual_blanks;
        (kind(at), kind(at + 1), is_wide, is_indented(at), is_indented(at + 1), first)
    };
    (0..lines.len()).map(signature).collect()
}

/// The kinds of a text's first and last character.
fn signs(text: &str) -> (char, char) {
    (kind_of(text.chars().next()), kind_of(text.chars().next_back()))
}

/// Indent habits of paragraphs and of the other lines of the page.
fn indents(lines: &[&Line<'_>]) -> &'static str {
    let tenths = |is_text: bool| {
        let of = lines.iter().filter(|line| (line.chars > LONG_CHARS || ends_sentence(line.text)) == is_text);
        let (all, indented) = of
            .fold((0, 0), |(all, indented), line| (all + 1, indented + usize::from(line.indent_halves > 0)));
        (10 * indented).checked_div(all).unwrap_or(0)
    };
    match (tenths(true), tenths(false)) {
        (0..=2, 0..=2) => "none",
        (0..=2, _) => "short",
        (8.., 8..) => "all",
        (8.., _) => "long",
        _ => "some",
    }
}

/// Places of the blank lines of the page.
fn blanks(lines: &[&Line<'_>], usual: usize) -> &'static str {
    let percent = |least: usize| {
        let count = lines.iter().skip(1).filter(|line| line.blanks_above > least).count();
        100 * count / lines.len().max(1)
    };
    match (percent(0), percent(usual)) {
        (0, _) => "none",
        (1..=8, _) => "few",
        (9..=30, _) => "some",
        (31..=70, _) => "half",
        (_, 0) => "all",
        (_, 1..=30) => "all, some wide",
        _ => "all, wide",
    }
}

impl Page<'_, '_, '_> {
    /// True if a line is a question or an answer of a talk.
    pub(in crate::page) fn is_talk(&self, at: usize) -> bool {
        self.habits.lines[at].is_talk
    }

    /// Indents and blank lines of the page, and their presence at this line.
    pub(super) fn layout(&self, at: usize, emit: &mut dyn FnMut(fmt::Arguments<'_>)) {
        let habits = &self.habits;
        let below = Some(at + 1).filter(|near| *near < self.lines.len());
        let length = self.length(at);
        let indented = |at: usize| u8::from(self.lines[at].indent_halves > 0);
        let indents = (indented(at), below.map_or(2, indented));
        emit(format_args!("indents {} {}{} {length}", habits.indents, indents.0, indents.1));
        let blank = |at: usize| match self.lines[at].blanks_above {
            0 => 0,
            blanks if blanks <= self.usual_blanks => 1,
            _ => 2,
        };
        emit(format_args!("blanks {} {}{} {length}", habits.blanks, blank(at), below.map_or(3, blank)));
        let is_wide = |at: usize| at > 0 && self.lines[at].blanks_above > self.usual_blanks;
        emit(format_args!("gaps={}{}", u8::from(is_wide(at)), u8::from(below.is_some_and(is_wide))));
    }

    /// Short lines that do not end a sentence, and others.
    fn length(&self, at: usize) -> &'static str {
        let line = self.lines[at];
        if line.chars <= LONG_CHARS && !ends_sentence(line.text) { "s" } else { "l" }
    }

    /// Habits of the page at this line.
    pub(super) fn habits(&self, at: usize, emit: &mut dyn FnMut(fmt::Arguments<'_>)) {
        let habits = &self.habits;
        let line = self.lines[at];
        let above = at.checked_sub(1);
        let below = Some(at + 1).filter(|near| *near < self.lines.len());
        let length = self.length(at);
        let (up, own, down) = (habits.line(above), habits.line(Some(at)), habits.line(below));
        emit(format_args!("again {length} {}", own.beginning.min(5)));
        emit(format_args!("again below {length} {}", down.beginning.min(5)));
        let around = [up, own, down].map(|line| line.beginning.min(3));
        emit(format_args!("again around {length} {}{}{}", around[0], around[1], around[2]));
        emit(format_args!("ends again {length} {}{}", up.end.min(4), own.end.min(4)));
        if own.speaker > 0 || up.speaker > 1 || down.speaker > 1 {
            let spoken = [up, own, down].map(|line| line.speaker.min(3));
            emit(format_args!("speaks {length} {}{}{}", spoken[0], spoken[1], spoken[2]));
        }
        let reach = at..(at + REACH_LINES).min(self.lines.len());
        let opening = reach.clone().find(|near| habits.lines[*near].is_opening).map_or(9, |near| near - at);
        let openings = habits.openings.min(8) / 2;
        emit(format_args!("opening {opening} {length}"));
        emit(format_args!("opening {opening} {openings} {} {length}", habits.crowned));
        if length == "l" {
            if own.is_opening {
                let is_crowned = above.is_some_and(|above| may_head(self.classes[above]));
                emit(format_args!("opens {} {is_crowned} {}", habits.crowned, up.is_opening));
            }
            return;
        }
        emit(format_args!("opening {opening} crowning {} {openings}", habits.crowning));
        emit(format_args!("opening {opening} {} {}", self.classes[at], self.class(below)));
        if let Some((least, most)) = habits.crowns {
            let fit = match line.chars {
                chars if chars + 2 < least => "less",
                chars if chars > most + 2 => "more",
                _ => "in",
            };
            emit(format_args!("length {fit} {openings}"));
            emit(format_args!("length {fit} {openings} {opening}"));
        }
        let (first, last) = signs(line.text);
        let signed = habits.signs.get(&(first, last)).copied().unwrap_or(0).min(5);
        emit(format_args!("signed {first}{last} {signed}"));
        emit(format_args!("signed {signed} of {}", length_bucket(habits.short_lines)));
        emit(format_args!("between {} of {}", habits.between.min(6), length_bucket(habits.short_lines)));
        emit(format_args!("alike {} of {}", length_bucket(own.alike), length_bucket(self.lines.len()) / 2));
        self.turns(at, emit);
    }

    /// Regularity of the alternation of short and long lines around a short one.
    fn turns(&self, at: usize, emit: &mut dyn FnMut(fmt::Arguments<'_>)) {
        let is_turn = |near: usize| {
            let heads = |at: usize| self.classes.get(at).is_some_and(|class| may_head(class));
            heads(near) && near + 1 < self.lines.len() && !heads(near + 1)
        };
        let down = (1..4).take_while(|step| is_turn(at + 2 * step)).count();
        let up = (1..4).take_while(|step| at >= 2 * step && is_turn(at - 2 * step)).count();
        emit(format_args!("turns {up}{down}"));
        emit(format_args!("turns {} {}", (up + down).min(4), self.habits.between.min(4)));
    }
}
