//! How well lines are read.

use jianbao_article::training::State;

/// Right, wrongly found and missed.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    right: u32,
    found: u32,
    gold: u32,
}

impl Counts {
    fn add(&mut self, found: bool, gold: bool) {
        self.right += u32::from(found && gold);
        self.found += u32::from(found);
        self.gold += u32::from(gold);
    }

    fn f1(self) -> f64 {
        2.0 * f64::from(self.right) / f64::from((self.found + self.gold).max(1))
    }
}

/// Figures over many pages.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Figures {
    starts: Counts,
    joins: Counts,
    headlines: u32,
    exact_headlines: u32,
}

impl Figures {
    pub(crate) fn add(&mut self, found: &[State], gold: &[State]) {
        let end = |states: &[State], start: usize| {
            start + 1 + states[start + 1..].iter().take_while(|state| **state == State::Headline).count()
        };
        for (at, (found_state, gold_state)) in found.iter().zip(gold).enumerate() {
            self.starts.add(found_state.starts_article(), gold_state.starts_article());
            self.joins.add(*found_state == State::Continuation, *gold_state == State::Continuation);
            if *found_state == State::HeadlineStart && *gold_state == State::HeadlineStart {
                self.headlines += 1;
                self.exact_headlines += u32::from(end(found, at) == end(gold, at));
            }
        }
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let starts = self.starts;
        let precision = f64::from(starts.right) / f64::from(starts.found.max(1));
        let recall = f64::from(starts.right) / f64::from(starts.gold.max(1));
        let headlines = f64::from(self.exact_headlines) / f64::from(self.headlines.max(1));
        write!(
            f,
            "boundary P {precision:.3} R {recall:.3} F1 {:.3}  headline {headlines:.3}  join F1 {:.3}",
            starts.f1(),
            self.joins.f1()
        )
    }
}
