//! Figures of one ranking: nDCG and the reciprocal rank.

use crate::set::Set;

/// The depth at which a ranking is judged.
pub(crate) const DEPTH: usize = 10;

/// The quality of one ranking.
pub(crate) struct Figures {
    /// Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002), relevance being 0 or 1.
    pub(crate) ndcg: f64,
    /// 1 / the rank of the first relevant document; 0 without one.
    pub(crate) reciprocal_rank: f64,
}

impl Figures {
    fn of(ranking: &[String], relevant: &[String]) -> Figures {
        let gain = |place: u32| 1.0 / (f64::from(place) + 1.0).log2();
        let places: Vec<u32> = (1..)
            .zip(ranking.iter().take(DEPTH))
            .filter(|(_, id)| relevant.contains(id))
            .map(|(place, _)| place)
            .collect();
        let ideal: f64 = (1..).take(relevant.len().min(DEPTH)).map(gain).sum();
        Figures {
            ndcg: places.iter().copied().map(gain).sum::<f64>() / ideal,
            reciprocal_rank: places.first().map_or(0.0, |&place| 1.0 / f64::from(place)),
        }
    }
}

/// The figures of the rankings of all queries of a set, in their order.
pub(crate) fn of_all(set: &Set, rankings: &[Vec<String>]) -> Vec<Figures> {
    let pairs = rankings.iter().zip(&set.questions);
    pairs.map(|(ranking, question)| Figures::of(ranking, &question.relevant)).collect()
}

pub(crate) fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / count
}
