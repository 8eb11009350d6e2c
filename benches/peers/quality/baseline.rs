//! Baselines: BM25 (Robertson and others 1994) over words, over bigrams, and over both, each with its best k1 and b.
//!
//! A document matches if it has any token of the query. A token that the query repeats counts each time. The postings are in memory,
//! so that a ranking can be made with each of some twenty settings.

use std::collections::HashMap;

use jianbao::Article;
use tantivy::tokenizer::TextAnalyzer;

use crate::figures::{DEPTH, Figures, mean, of_all};
use crate::set::Set;

/// The settings among which each baseline has its best.
const K1: [f64; 5] = [0.6, 0.9, 1.2, 1.6, 2.0];
const B: [f64; 4] = [0.3, 0.5, 0.75, 0.9];

/// The baselines: the weights of words and of bigrams.
const BASELINES: [(&str, [f64; 2]); 3] =
    [("words", [1.0, 0.0]), ("bigrams", [0.0, 1.0]), ("fusion", [1.0, 0.5])];

/// A baseline with the setting that is best on a set.
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    pub(crate) setting: String,
    pub(crate) rankings: Vec<Vec<String>>,
    pub(crate) figures: Vec<Figures>,
}

/// Each baseline with its best setting on a set.
pub(crate) fn best(set: &Set, words: &Bm25, bigrams: &Bm25) -> Vec<Peer> {
    let queries: Vec<[Vec<u32>; 2]> = set
        .questions
        .iter()
        .map(|question| [words, bigrams].map(|index| index.terms_of(&question.query)))
        .collect();
    let mut peers: Vec<Option<Peer>> = BASELINES.iter().map(|_| None).collect();
    for (k1, b) in K1.into_iter().flat_map(|k1| B.map(|b| (k1, b))) {
        let factors = [words, bigrams].map(|index| index.length_factors(k1, b));
        let mut rankings: Vec<Vec<Vec<String>>> = BASELINES.iter().map(|_| Vec::new()).collect();
        let mut scores = [vec![0.0; set.articles.len()], vec![0.0; set.articles.len()]];
        for query in &queries {
            for (place, index) in [words, bigrams].into_iter().enumerate() {
                scores[place].fill(0.0);
                index.add_scores(&query[place], k1, &factors[place], &mut scores[place]);
            }
            for (rankings, (_, weights)) in rankings.iter_mut().zip(BASELINES) {
                rankings.push(first(set, &scores, weights));
            }
        }
        for ((peer, rankings), (name, _)) in peers.iter_mut().zip(rankings).zip(BASELINES) {
            let figures = of_all(set, &rankings);
            let ndcg = |figures: &[Figures]| mean(figures.iter().map(|figures| figures.ndcg));
            if peer.as_ref().is_none_or(|best| ndcg(&best.figures) < ndcg(&figures)) {
                *peer = Some(Peer { name, setting: format!("k1 {k1}, b {b}"), rankings, figures });
            }
        }
    }
    peers.into_iter().flatten().collect()
}

/// The ids of the documents with the highest weighted sums of scores; of equal ones the earlier document is first.
fn first(set: &Set, [words, bigrams]: &[Vec<f64>; 2], weights: [f64; 2]) -> Vec<String> {
    let mut found: Vec<(f64, usize)> = (words.iter().zip(bigrams).enumerate())
        .map(|(doc, (words, bigrams))| (words * weights[0] + bigrams * weights[1], doc))
        .filter(|(score, _)| *score > 0.0)
        .collect();
    let order = |a: &(f64, usize), b: &(f64, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    if found.len() > DEPTH {
        found.select_nth_unstable_by(DEPTH, order);
        found.truncate(DEPTH);
    }
    found.sort_unstable_by(order);
    found.into_iter().map(|(_, doc)| set.articles[doc].id.clone().unwrap_or_default()).collect()
}

/// Postings of the tokens of one analyzer, over title and body in one field.
pub(crate) struct Bm25 {
    analyzer: TextAnalyzer,
    numbers: HashMap<String, u32>,
    /// For each term its documents, with the frequency in each.
    postings: Vec<Vec<(usize, f64)>>,
    /// The number of tokens of each document.
    lengths: Vec<f64>,
}

impl Bm25 {
    pub(crate) fn of(articles: &[Article], analyzer: TextAnalyzer) -> Bm25 {
        let mut index = Bm25 { analyzer, numbers: HashMap::new(), postings: Vec::new(), lengths: Vec::new() };
        for (doc, article) in articles.iter().enumerate() {
            let whole = format!("{}\n{}", article.title_text(), article.body_text());
            let mut length = 0.0;
            let Bm25 { analyzer, numbers, postings, .. } = &mut index;
            analyzer.token_stream(&whole).process(&mut |token| {
                length += 1.0;
                let next = u32::try_from(postings.len()).expect("a set has fewer terms");
                let number = *numbers.entry(token.text.clone()).or_insert(next);
                if number == next {
                    postings.push(Vec::new());
                }
                let of_term = &mut postings[number as usize];
                match of_term.last_mut() {
                    Some((last, frequency)) if *last == doc => *frequency += 1.0,
                    _ => of_term.push((doc, 1.0)),
                }
            });
            index.lengths.push(length);
        }
        index
    }

    /// The numbers of the terms of a query that any document has.
    fn terms_of(&self, query: &str) -> Vec<u32> {
        let mut terms = Vec::new();
        self.analyzer.clone().token_stream(query).process(&mut |token| {
            terms.extend(self.numbers.get(&token.text));
        });
        terms
    }

    /// For each document the part of the denominator that its length decides.
    fn length_factors(&self, k1: f64, b: f64) -> Vec<f64> {
        let average = mean(self.lengths.iter().copied());
        self.lengths.iter().map(|length| k1 * (1.0 - b + b * length / average)).collect()
    }

    fn add_scores(&self, terms: &[u32], k1: f64, factors: &[f64], scores: &mut [f64]) {
        #[expect(clippy::cast_precision_loss, reason = "a set has fewer documents")]
        let count = |of: usize| of as f64;
        for &term in terms {
            let postings = &self.postings[term as usize];
            let (all, having) = (count(self.lengths.len()), count(postings.len()));
            let idf = ((all - having + 0.5) / (having + 0.5)).ln_1p();
            for &(doc, frequency) in postings {
                scores[doc] += idf * frequency * (k1 + 1.0) / (frequency + factors[doc]);
            }
        }
    }
}
