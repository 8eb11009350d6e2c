//! Possible states of a line by its shape, and scores for some of them in addition to the learned ones.
//!
//! These scores express rules that hold on nearly every page: a name below a text is a byline, a sentence
//! continues after a comma, a question and its answer belong together. Training uses the same scores, and learns corrections to them.

use super::chain::{NEVER, Scores, State};
use super::features::Page;
use super::shape::Shape;
use crate::lines::{begins_inside, is_han};

/// For a report without a headline, if its opening names its people.
const UNTITLED_ODDS: f32 = 3.0;
/// For a byline, if a name is under a text: a headline is hardly ever a bare name.
const UNDER_TEXT_ODDS: f32 = 2.5;
/// For a headline, in short lines right above a byline.
const ABOVE_BYLINE_ODDS: f32 = 1.8;
/// For a headline, in a short line above a caption with a credit.
const ABOVE_PICTURE_ODDS: f32 = 0.8;

/// Against a new paragraph, in a line that begins with closing punctuation: it continues the line above,
/// unless that is no paragraph.
const INSIDE_ODDS: f32 = -20.0;

/// Against an article start below a line that ends in a comma: the sentence continues.
const LEFT_OPEN_ODDS: f32 = -12.0;
/// Against an article start, a headline or a heading in a question or an answer of a talk.
const TALK_ODDS: f32 = -6.0;
/// Lines of verse that end in commas have fewer characters.
const LEAST_OPEN_CHARS: usize = 16;

/// A line of more characters is never a headline.
const MAX_HEADLINE_CHARS: usize = 90;

impl Page<'_, '_, '_> {
    /// True if a line ends inside a sentence, by its last character.
    fn is_left_open(&self, at: usize) -> bool {
        self.lines[at].chars >= LEAST_OPEN_CHARS && self.text(at).ends_with(['，', '、'])
    }

    /// 0 for the possible states of a line, [`NEVER`] for the others.
    pub(crate) fn allowed(&self, at: usize) -> Scores {
        let mut scores = [NEVER; State::COUNT];
        let told = match self.shapes[at] {
            Shape::BoxName => State::BoxName,
            Shape::Byline => State::Byline,
            Shape::Credit => State::Credit,
            Shape::Tail => State::Tail,
            Shape::Staff | Shape::Figures | Shape::Header => State::Staff,
            // A box is between a headline and its text.
            Shape::Short if self.shapes.get(at + 1) == Some(&Shape::BoxName) => {
                scores[State::HeadlineStart as usize] = 0.0;
                scores[State::Headline as usize] = 0.0;
                return scores;
            }
            Shape::SignedLead | Shape::Lead | Shape::Paragraph | Shape::Short | Shape::Name => {
                scores[..State::GUESSED].fill(0.0);
                if self.shapes[at] == Shape::Name {
                    let is_under_text = at > 0 && self.shapes[at - 1] != Shape::Short;
                    scores[State::Byline as usize] = if is_under_text { UNDER_TEXT_ODDS } else { 0.0 };
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
                if at > 0 && begins_inside(self.text(at)) {
                    for state in [State::HeadlineStart, State::BodyStart] {
                        scores[state as usize] = NEVER;
                    }
                    for state in [State::FirstBody, State::Body, State::Section] {
                        scores[state as usize] = INSIDE_ODDS;
                    }
                }
                if at > 0 && self.is_left_open(at - 1) {
                    let begins = [State::HeadlineStart, State::BodyStart, State::Section];
                    for state in begins.into_iter().chain([State::FirstBody, State::Body]) {
                        scores[state as usize] += LEFT_OPEN_ODDS;
                    }
                }
                if self.is_talk(at) {
                    let begins = [State::HeadlineStart, State::Headline, State::BodyStart, State::Section];
                    for state in begins {
                        scores[state as usize] += TALK_ODDS;
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
}

/// A row of a list, each value after its name: `奖次：一等奖 项目：版面 题目：…`.
fn is_row(text: &str) -> bool {
    let is_named = |part: &str| {
        part.split_once('：')
            .is_some_and(|(name, _)| (2..=4).contains(&name.chars().count()) && name.chars().all(is_han))
    };
    text.split_whitespace().filter(|part| is_named(part)).count() >= 3
}
