//! A training page: its lines as the model sees them, each with its correct state.

use jianbao_article::training::{NEVER, PairTable, Sample, State, samples};

use crate::grammar::Page;

/// A training page: its lines and their states.
pub(crate) struct Lesson {
    pub(crate) samples: Vec<Sample>,
    pub(crate) states: Vec<State>,
}

impl Lesson {
    /// The lesson of a page. If columns cut its lines, a wrong join is labelled by its first line.
    pub(crate) fn of(page: &Page, table: &PairTable<'_>) -> Lesson {
        let samples = samples(&page.text, table);
        let mut above = 0;
        let mut gold = Vec::with_capacity(page.lines.len());
        for (line, state) in &page.lines {
            let chars = line.chars().filter(|c| !c.is_whitespace()).count();
            gold.push((above, above + chars, *state));
            above += chars;
        }
        let mut states: Vec<State> = Vec::with_capacity(samples.len());
        let mut is_under_headline = false;
        let mut at = 0;
        for (index, sample) in samples.iter().enumerate() {
            while gold.get(at).is_some_and(|(_, end, _)| *end <= sample.start) {
                at += 1;
            }
            let (start, _, mut state) = gold.get(at).copied().unwrap_or((sample.start, 0, State::Body));
            if start < sample.start {
                // The line begins inside one of the page's.
                state = match state {
                    State::HeadlineStart | State::Headline => State::Headline,
                    State::Body | State::BodyStart | State::Continuation => State::Continuation,
                    other => other,
                };
            }
            let next = samples.get(index + 1).map(|next| next.start);
            let goes_on = gold[at.min(gold.len().saturating_sub(1))..]
                .iter()
                .take_while(|(start, ..)| next.is_some_and(|next| *start <= next))
                .any(|(start, _, state)| Some(*start) == next && *state == State::Continuation);
            // People and boxes not recognised by their shape are lines of the text.
            if State::ALL[State::GUESSED..].contains(&state) && sample.allowed[state as usize] == NEVER {
                state = State::Body;
            }
            if state == State::Body && sample.is_short && !goes_on {
                state = State::Section;
            }
            // A name under a headline is a byline in every case.
            let may_be_byline = sample.allowed[State::Byline as usize] > NEVER;
            if matches!(state, State::Body | State::Section) && is_under_headline && may_be_byline {
                state = State::Byline;
            }
            if state == State::Body && is_under_headline {
                state = State::FirstBody;
            }
            states.push(possible(state, sample, states.last().copied()));
            is_under_headline = match state {
                State::HeadlineStart | State::Headline => true,
                State::FirstBody | State::BodyStart => false,
                _ => is_under_headline,
            };
        }
        Lesson { samples, states }
    }
}

/// The state, or the nearest possible one of the line.
fn possible(state: State, sample: &Sample, above: Option<State>) -> State {
    let may = |state: State| sample.allowed[state as usize] > NEVER && state.may_follow(above);
    let instead = [state, State::HeadlineStart, State::Body, State::BodyStart];
    let told = State::ALL[State::GUESSED..].iter().copied();
    match state {
        State::Headline => {
            [State::Headline, State::HeadlineStart].into_iter().chain(told).find(|state| may(*state))
        }
        State::HeadlineStart | State::BodyStart => {
            [state, State::BodyStart].into_iter().chain(told).find(|state| may(*state))
        }
        _ => [state, State::Body, State::BodyStart].into_iter().chain(told).find(|state| may(*state)),
    }
    .or_else(|| instead.into_iter().find(|state| may(*state)))
    .unwrap_or(state)
}
