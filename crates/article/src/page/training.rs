//! For the command that trains the page model, and for nobody else: not part of what the library promises.

pub use super::chain::{NEVER, Posterior, Scores, State, Transitions, best_path, lawful, posterior};
use super::features::Page;
pub use super::pairs::PairTable;
use super::shape::{Shape, shapes};
pub use super::weights::{Row, Weights, feature_hash};
use crate::lines::lines;

/// A line of a page as the model sees it.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The text.
    pub text: String,
    /// 0 for the states that the line may be in, [`NEVER`] for the others.
    pub allowed: Scores,
    /// Whether it is a short line that does not end as sentences do.
    pub is_short: bool,
    /// Its features, by hash. Empty where the shape decides.
    pub features: Vec<u32>,
}

/// The lines of a page, page headers left out.
#[must_use]
pub fn samples(page: &str, table: &PairTable<'_>) -> Vec<Sample> {
    let lines = lines(page);
    let shapes = shapes(&lines);
    let page = Page::new(&lines, &shapes, table);
    (0..page.lines.len())
        .map(|at| {
            let mut features = Vec::new();
            if page.is_open(at) {
                page.features(at, &mut |feature| features.push(feature_hash(feature)));
            }
            Sample {
                text: page.lines[at].text.to_owned(),
                allowed: page.allowed(at),
                is_short: page.shapes[at] == Shape::Short,
                features,
            }
        })
        .collect()
}
