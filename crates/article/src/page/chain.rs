//! The state of each line of a page, given the scores of each line for each state: a linear chain.
//!
//! The score of a page is the sum of the scores of each line's state and of each pair of adjacent states.
//! [`best_path`] finds the best states (Viterbi), [`posterior`] their probabilities (forward-backward;
//! Lafferty, McCallum and Pereira, "Conditional random fields", 2001). Both are linear in the number of
//! lines.

/// State of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum State {
    /// The first line of an article's headline.
    HeadlineStart,
    /// A further line of a headline.
    Headline,
    /// The first line of an article without a headline.
    BodyStart,
    /// The first paragraph under a headline.
    FirstBody,
    /// A paragraph.
    Body,
    /// The second part of a paragraph that was broken.
    Continuation,
    /// A heading inside an article, or another short line of it.
    Section,
    /// 阅读提示 and the like.
    BoxName,
    /// People on a line of their own.
    Byline,
    /// The credit of a photograph.
    Credit,
    /// A line in brackets.
    Tail,
    /// Who made the page.
    Staff,
}

impl State {
    /// Number of states.
    pub const COUNT: usize = 12;
    /// Number of guessed states, which come first; the shape of the line decides the others.
    pub const GUESSED: usize = 7;
    /// All states, in order.
    pub const ALL: [State; State::COUNT] = [
        State::HeadlineStart,
        State::Headline,
        State::BodyStart,
        State::FirstBody,
        State::Body,
        State::Continuation,
        State::Section,
        State::BoxName,
        State::Byline,
        State::Credit,
        State::Tail,
        State::Staff,
    ];

    /// True if an article begins with a line in this state.
    #[must_use]
    pub fn starts_article(self) -> bool {
        matches!(self, State::HeadlineStart | State::BodyStart)
    }

    /// True if the state may follow the other; none above is the top of the page.
    #[must_use]
    pub fn may_follow(self, above: Option<State>) -> bool {
        match self {
            State::Headline => matches!(above, Some(State::HeadlineStart | State::Headline)),
            State::Continuation => {
                matches!(above, Some(State::BodyStart | State::FirstBody | State::Body | State::Continuation))
            }
            State::FirstBody | State::Body | State::Section => above.is_some(),
            _ => true,
        }
    }
}

/// Score for each state.
pub type Scores = [f32; State::COUNT];

/// The score of an impossible state.
pub const NEVER: f32 = f32::NEG_INFINITY;

/// Scores of each state for the next state, by the index of the upper one.
pub type Transitions = [Scores; State::COUNT];

/// `transitions`, with [`NEVER`] for impossible transitions.
#[must_use]
pub fn lawful(mut transitions: Transitions) -> Transitions {
    for (above, row) in State::ALL.into_iter().zip(&mut transitions) {
        for (state, score) in State::ALL.into_iter().zip(row) {
            if !state.may_follow(Some(above)) {
                *score = NEVER;
            }
        }
    }
    transitions
}

/// The scores of the first line, without states that are impossible at the top of a page.
fn at_top(mut scores: Scores) -> Scores {
    for (state, score) in State::ALL.into_iter().zip(&mut scores) {
        if !state.may_follow(None) {
            *score = NEVER;
        }
    }
    scores
}

/// The best states of the lines. If no path is possible, the best state of each line by itself.
#[must_use]
pub fn best_path(lines: &[Scores], transitions: &Transitions) -> Vec<State> {
    let Some(first) = lines.first() else { return Vec::new() };
    let mut best = at_top(*first);
    let mut from: Vec<[u8; State::COUNT]> = Vec::with_capacity(lines.len());
    for line in &lines[1..] {
        let mut next = [NEVER; State::COUNT];
        let mut came = [0; State::COUNT];
        for (state, score) in line.iter().enumerate() {
            if *score == NEVER {
                continue;
            }
            let above = (0..State::COUNT)
                .max_by(|a, b| {
                    (best[*a] + transitions[*a][state]).total_cmp(&(best[*b] + transitions[*b][state]))
                })
                .unwrap_or(0);
            next[state] = best[above] + transitions[above][state] + score;
            #[expect(clippy::cast_possible_truncation, reason = "a state's index is below 12")]
            let above = above as u8;
            came[state] = above;
        }
        // Only differences count; without the subtraction a long page would lose their last digits.
        let most = next.iter().copied().fold(NEVER, f32::max);
        best = next.map(|score| if most > NEVER { score - most } else { score });
        from.push(came);
    }
    let mut state = (0..State::COUNT).max_by(|a, b| best[*a].total_cmp(&best[*b])).unwrap_or(0);
    let mut path = vec![State::ALL[state]];
    for came in from.iter().rev() {
        state = usize::from(came[state]);
        path.push(State::ALL[state]);
    }
    path.reverse();
    path
}

/// Probabilities of the states of each line, and of each pair of adjacent lines.
#[derive(Clone, Debug)]
pub struct Posterior {
    /// A probability for each line and state.
    pub lines: Vec<Scores>,
    /// Expected count of each pair of adjacent states, over the whole page.
    pub transitions: Transitions,
    /// The logarithm of the sum of all paths.
    pub log_sum: f32,
}

/// The posterior of the states.
#[must_use]
pub fn posterior(lines: &[Scores], transitions: &Transitions) -> Posterior {
    // The sum is subtracted from the scores of each line, so that long pages lose no digits.
    let mut forward: Vec<Scores> = Vec::with_capacity(lines.len());
    let mut all = 0.0_f64;
    for line in lines {
        let next = match forward.last() {
            None => at_top(*line),
            Some(above) => std::array::from_fn(|state| {
                if line[state] == NEVER {
                    return NEVER;
                }
                let sums: Scores = std::array::from_fn(|from| above[from] + transitions[from][state]);
                log_sum(&sums) + line[state]
            }),
        };
        let sum = log_sum(&next);
        all += f64::from(sum);
        forward.push(less(next, sum));
    }
    let mut backward = vec![[0.0; State::COUNT]; lines.len()];
    for at in (0..lines.len().saturating_sub(1)).rev() {
        let below: Scores = std::array::from_fn(|state| lines[at + 1][state] + backward[at + 1][state]);
        let scores = std::array::from_fn(|state| {
            let sums: Scores = std::array::from_fn(|to| transitions[state][to] + below[to]);
            log_sum(&sums)
        });
        backward[at] = less(scores, log_sum(&scores));
    }
    let mut expected = [[0.0; State::COUNT]; State::COUNT];
    for at in 1..lines.len() {
        let below: Scores = std::array::from_fn(|state| lines[at][state] + backward[at][state]);
        let rows: Transitions = std::array::from_fn(|above| {
            std::array::from_fn(|state| forward[at - 1][above] + transitions[above][state] + below[state])
        });
        let sums: Scores = std::array::from_fn(|above| log_sum(&rows[above]));
        let sum = log_sum(&sums);
        for (expected, score) in expected.as_flattened_mut().iter_mut().zip(rows.as_flattened()) {
            if *score > NEVER {
                *expected += (score - sum).exp();
            }
        }
    }
    let lines = forward
        .iter()
        .zip(&backward)
        .map(|(forward, backward)| {
            let scores: Scores = std::array::from_fn(|state| forward[state] + backward[state]);
            less(scores, log_sum(&scores)).map(f32::exp)
        })
        .collect();
    #[expect(clippy::cast_possible_truncation, reason = "a likelihood needs no more digits")]
    let log_sum = all as f32;
    Posterior { lines, transitions: expected, log_sum }
}

/// Scores less a number; unchanged if the number is not finite.
fn less(scores: Scores, sum: f32) -> Scores {
    if sum.is_finite() { scores.map(|score| score - sum) } else { scores }
}

fn log_sum(scores: &Scores) -> f32 {
    let most = scores.iter().copied().fold(NEVER, f32::max);
    if most == NEVER {
        return NEVER;
    }
    most + scores.iter().map(|score| (score - most).exp()).sum::<f32>().ln()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Every path through the lines with its score.
    fn all_paths(lines: &[Scores], transitions: &Transitions) -> Vec<(Vec<usize>, f32)> {
        let mut paths: Vec<(Vec<usize>, f32)> = vec![(Vec::new(), 0.0)];
        for line in lines {
            let longer = paths.iter().flat_map(|(path, score)| {
                (0..State::COUNT).map(move |state| {
                    let above = path.last().map(|above| State::ALL[*above]);
                    let step = path.last().map_or(0.0, |above| transitions[*above][state]);
                    let lawful = State::ALL[state].may_follow(above);
                    let score = if lawful { score + step + line[state] } else { NEVER };
                    (path.iter().copied().chain([state]).collect(), score)
                })
            });
            paths = longer.collect();
        }
        paths
    }

    fn scores() -> impl Strategy<Value = Scores> {
        prop::array::uniform12(prop_oneof![5 => -3.0_f32..3.0, 1 => Just(NEVER)])
    }

    #[test]
    fn a_long_page_loses_no_digits() {
        let line: Scores = std::array::from_fn(|state| 40.0 + 0.01 * f32::from(u8::try_from(state).unwrap()));
        let transitions = lawful(Transitions::default());
        let far = posterior(&vec![line; 50_000], &transitions).lines[25_000];
        let near = posterior(&vec![line; 50], &transitions).lines[25];
        for (far, near) in far.iter().zip(near) {
            assert!((far - near).abs() < 1e-4, "{far} {near}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn the_best_path_and_the_sum_are_those_of_all_paths_tried(
            lines in prop::collection::vec(scores(), 1..4),
            transitions in prop::collection::vec(scores(), State::COUNT),
        ) {
            let transitions = lawful(std::array::from_fn(|state| transitions[state]));
            let paths = all_paths(&lines, &transitions);
            let (path, most) = paths.iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
            prop_assume!(*most > NEVER);
            let found: Vec<usize> = best_path(&lines, &transitions).iter().map(|state| *state as usize).collect();
            let score = &paths.iter().find(|(other, _)| *other == found).unwrap().1;
            prop_assert!((score - most).abs() < 1e-4, "{found:?} {path:?}");

            let posterior = posterior(&lines, &transitions);
            let sum = paths.iter().map(|(_, score)| f64::from(*score).exp()).sum::<f64>().ln();
            prop_assert!((f64::from(posterior.log_sum) - sum).abs() < 1e-3);
            for line in &posterior.lines {
                prop_assert!((line.iter().sum::<f32>() - 1.0).abs() < 1e-3);
            }
        }
    }
}
