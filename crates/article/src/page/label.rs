//! The label of each line of a page: headline, byline, paragraph …
//!
//! The shape of some lines determines their label: bylines, credits, names of boxes. The page model predicts
//! the labels of all other lines together: headlines, headings inside articles, and the halves of broken
//! paragraphs. It computes the [`features`](super::features) of each line, adds up their
//! [`weights`](super::weights), and takes the best path through the [`chain`](super::chain) of lines.

use super::chain::{Scores, State, best_path, posterior};
use super::features::{LineSign, Page};
use super::pairs::PairTable;
use super::shape::{Shape, shapes};
use super::weights::{Weights, feature_hash};
use crate::lines::Line;
use crate::simplified::Folded;
use serde::{Deserialize, Serialize};

/// Label of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Label {
    /// The first line of an article's headline.
    HeadlineStart,
    /// A further line of a headline.
    Headline,
    /// The first line of an article without a headline.
    BodyStart,
    /// 阅读提示 and the like.
    BoxName,
    /// A paragraph of the abstract.
    Abstract,
    /// People on a line of their own.
    Byline,
    /// The credit of a photograph.
    Credit,
    /// A paragraph.
    Body,
    /// The second part of a paragraph that was broken.
    Continuation,
    /// A heading inside an article.
    Section,
    /// A page header, or another line that belongs to no article.
    Unplaced,
}

/// A label, and the probability that an article begins with the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Labelled {
    pub(crate) label: Label,
    /// From 0 to 1.
    pub(crate) start_probability: f32,
}

/// A label for every line.
pub(crate) fn label(lines: &[Line<'_>], table: &PairTable<'_>, weights: &Weights<'_>) -> Vec<Labelled> {
    let folded = Folded::of(lines);
    let lines = folded.lines(lines);
    let shapes = shapes(&lines);
    let page = Page::new(&lines, &shapes, table);
    let scores: Vec<Scores> = (0..page.lines.len()).map(|at| scores(&page, at, weights)).collect();
    let transitions = weights.transitions();
    let states = best_path(&scores, &transitions);
    let likely = posterior(&scores, &transitions);
    let mut labels = labels(&page, &states).into_iter().zip(&likely.lines).map(|(label, likely)| {
        let start_probability = likely[State::HeadlineStart as usize] + likely[State::BodyStart as usize];
        Labelled { label, start_probability }
    });
    shapes
        .iter()
        .map(|shape| {
            let label = if *shape == Shape::Header { None } else { labels.next() };
            label.unwrap_or(Labelled { label: Label::Unplaced, start_probability: 0.0 })
        })
        .collect()
}

fn scores(page: &Page<'_, '_, '_>, at: usize, weights: &Weights<'_>) -> Scores {
    let mut scores = page.allowed(at);
    if page.is_open(at) {
        page.features(at, &mut |feature| weights.add(feature_hash(feature), &mut scores));
    }
    scores
}

/// The labels of states. The lines around decide the extent of an abstract, and distinguish headings from
/// verse and lists.
fn labels(page: &Page<'_, '_, '_>, states: &[State]) -> Vec<Label> {
    let mut labels = Vec::with_capacity(states.len());
    let mut paragraphs = 0;
    let mut in_abstract = false;
    for (at, state) in states.iter().enumerate() {
        if state.starts_article() {
            paragraphs = 0;
            in_abstract = false;
        }
        let label = match state {
            State::HeadlineStart => Label::HeadlineStart,
            State::Headline => Label::Headline,
            State::BodyStart => Label::BodyStart,
            State::BoxName => {
                in_abstract = paragraphs == 0;
                Label::BoxName
            }
            State::Byline => {
                in_abstract = false;
                Label::Byline
            }
            State::Credit => Label::Credit,
            State::Staff if page.shapes[at] == Shape::Figures => Label::Body,
            State::Staff => Label::Unplaced,
            State::Continuation => Label::Continuation,
            State::FirstBody | State::Body if in_abstract => {
                // The first paragraph under the name; more only if a byline ends the abstract.
                in_abstract = states[at + 1..].iter().take(3).any(|below| *below == State::Byline);
                Label::Abstract
            }
            State::Section if is_heading(page, states, at) => {
                in_abstract = false;
                Label::Section
            }
            State::FirstBody | State::Body | State::Section | State::Tail => Label::Body,
        };
        paragraphs += usize::from(matches!(label, Label::Body | Label::BodyStart));
        labels.push(label);
    }
    labels
}

/// True if a short line inside an article is a heading: one or two lines over a paragraph. Verse and lists are more.
fn is_heading(page: &Page<'_, '_, '_>, states: &[State], at: usize) -> bool {
    let is_section = |near: &&State| **near == State::Section;
    let above = states[..at].iter().rev().take_while(is_section).take(3).count();
    let below = states[at..].iter().take_while(is_section).take(3).count();
    let end = at + below;
    let is_over_text = states.get(end).is_some_and(|state| matches!(state, State::FirstBody | State::Body))
        && page.lines[end].chars > page.lines[at].chars;
    above + below <= 2 && is_over_text
}

/// The reading of a line of a page, and the reasons for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LineReading {
    /// The line of the page, counted from 1, empty lines included.
    pub line: usize,
    /// Its text, without white space around it.
    pub text: String,
    /// Label of the line.
    pub label: Label,
    /// Probability that an article begins with the line, from 0 to 1.
    pub start_probability: f32,
    /// Signs for and against an article starting here, the most important first: each kind of sign with its
    /// difference to the score, as a natural logarithm of odds. Empty if the shape of the line decides.
    pub reasons: Vec<(LineSign, f32)>,
}

/// The reading of each line of a page: [`Line`]s, with up to `max_reasons` reasons each.
pub(crate) fn read_lines(lines: &[Line<'_>], max_reasons: usize) -> Vec<LineReading> {
    let table = PairTable::embedded();
    let weights = Weights::embedded();
    let labelled = label(lines, &table, weights);
    let folded = Folded::of(lines);
    let folded = folded.lines(lines);
    let shapes = shapes(&folded);
    let page = Page::new(&folded, &shapes, &table);
    let mut placed_count = 0;
    let readings = lines.iter().zip(&shapes).zip(labelled).map(|((line, shape), labelled)| {
        let mut reasons: Vec<(LineSign, f32)> = Vec::new();
        let at = placed_count;
        placed_count += usize::from(*shape != Shape::Header);
        if *shape != Shape::Header && page.is_open(at) {
            reasons.extend(gains(&page, at, weights).into_iter().filter(|(_, gain)| *gain != 0.0));
        }
        reasons.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        reasons.truncate(max_reasons);
        LineReading {
            line: line.number,
            text: line.text.to_owned(),
            label: labelled.label,
            start_probability: labelled.start_probability,
            reasons,
        }
    });
    readings.collect()
}

/// Maximum gain that is shown, for a rule that excludes a reading: odds of e^20.
const MAX_GAIN: f32 = 20.0;

/// For each kind of sign its score for an article beginning with a line, less its score for the likeliest other
/// reading. The sum of all is the difference between the two readings of this line by itself.
fn gains(page: &Page<'_, '_, '_>, at: usize, weights: &Weights<'_>) -> Vec<(LineSign, f32)> {
    let allowed = page.allowed(at);
    let scores = LineSign::ALL.map(|sign| {
        let mut sums = [0.0; State::GUESSED];
        page.features_of(sign, at, &mut |feature| {
            if let Some(row) = weights.row(feature_hash(feature)) {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum += weight;
                }
            }
        });
        if sign == LineSign::Rule {
            sums.copy_from_slice(&allowed[..State::GUESSED]);
        }
        sums
    });
    let total = |state: usize| scores.iter().map(|sums| sums[state]).sum::<f32>();
    let likeliest = |starts: bool| {
        let states = (0..State::GUESSED).filter(|state| State::ALL[*state].starts_article() == starts);
        states.max_by(|a, b| total(*a).total_cmp(&total(*b))).unwrap_or_default()
    };
    let (start, other) = (likeliest(true), likeliest(false));
    // A byline has no features: it is the remaining reading of a name.
    let byline = allowed[State::Byline as usize];
    let is_byline = byline > total(other);
    let of_sign = |(sign, sums): (LineSign, &[f32; State::GUESSED])| {
        let against = match (is_byline, sign) {
            (true, LineSign::Rule) => byline,
            (true, _) => 0.0,
            (false, _) => sums[other],
        };
        (sign, (sums[start] - against).clamp(-MAX_GAIN, MAX_GAIN))
    };
    LineSign::ALL.into_iter().zip(&scores).map(of_sign).collect()
}
