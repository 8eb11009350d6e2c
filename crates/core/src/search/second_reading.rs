//! Second reading: the texts of the first articles, scored by more of the query than words.
//!
//! Words find articles, and rank them roughly: a word that the dictionary lacks is one string with its neighbours, and an article
//! with another part of it gets nothing. The texts in the [window](super::rescore::WINDOW) are therefore read once more, and
//! scored by what no postings list has:
//!
//! - the bigrams of the query, those across two words included ([`BIGRAM_WEIGHT`]);
//! - each two adjacent words as one string ([`NEIGHBOURS_WEIGHT`]);
//! - the single characters of strings that no dictionary word covers ([`CHARACTER_WEIGHT`]).
//!
//! Each is scored by BM25 with a low k1 ([`K1`]): here it counts that a text has a part of the query, and hardly how often. The
//! document frequency of a bigram is unknown; it is estimated as the geometric mean of two bounds: the frequency of the rarer
//! character, and the one that independent characters would have.
//!
//! nDCG@10 on *events*, on *pairs* (325 queries, each of the clauses of two events, with the articles of both), on *cmrc2018*, and by
//! whole headlines, adjacent and any words of them, of two newspapers (600 queries each). "Presence" is the weight of
//! `PRESENCE_WEIGHT` in `query::translate`. The documents' k1 for words is 1.2 in every row.
//!
//! | presence | characters, bigrams, neighbours | k1 | events | pairs | cmrc2018 | headline | adjacent | any words |
//! |---|---|---|---|---|---|---|---|---|
//! | 0 | former ranking: neighbours alone, .6 | 1.2 | .9845 | .9051 | .9883 | .8226, .7476 | .4629, .3585 | .4483, .3395 |
//! | 1 | the same | 1.2 | .9872 | .9053 | .9875 | | | |
//! | 2 | the same | 1.2 | .9872 | .9039 | .9857 | | | |
//! | .6 | none | | .9821 | .8924 | .9877 | | | |
//! | .6 | .5, 0, 0 | 1.2 | .9827 | .8895 | .9879 | | | |
//! | .6 | 0, .6, 0 | 1.2 | .9854 | .8953 | .9890 | | | |
//! | .6 | 0, 0, .6 | 1.2 | .9861 | .9058 | .9883 | | | |
//! | .6 | .5, .6, .4 | .6 | .9870 | .9026 | .9892 | | | |
//! | .6 | .5, .6, .4 | .3 | .9882 | .9025 | .9890 | .8191, .7506 | .4623, .3621 | .4486, .3407 |
//! | .6 | .5, .6, .8 | .3 | .9876 | .9053 | .9887 | .8181, .7518 | .4638, .3620 | .4512, .3394 |
//! | .6 | .5, .8, .6 | .3 | .9882 | .9048 | .9886 | .8183, .7526 | .4644, .3625 | .4495, .3397 |
//! | .6 | .5, 1, 1 | .3 | .9882 | .9062 | .9877 | | | |
//! | .6 | 0, .6, .6 | .3 | .9888 | .9059 | .9884 | | | |
//! | .6 | 1, .6, .6 | .3 | .9882 | .9030 | .9891 | | | |
//! | .3 | .5, .6, .6 | .3 | .9882 | .9057 | .9892 | .8213, .7491 | .4640, .3622 | .4512, .3409 |
//! | **.3** | **.5, .6, .6** | **.4** | .9876 | .9062 | .9893 | .8228, .7484 | .4658, .3614 | .4521, .3415 |
//! | .3 | .5, .6, .6 | .6 | .9867 | .9046 | .9892 | .8263, .7486 | .4650, .3629 | .4539, .3412 |
//! | .6 | .5, .6, .6 | .4 | | | | .8213, .7496 | .4663, .3611 | .4508, .3406 |
//!
//! The row in bold is the present one; it is not below the former ranking on any set. In these rows a bigram that is a word had the
//! frequency of the word. Without that lookup events is .9870 and cmrc2018 .9891. A window of 100 changed no figure of the first
//! three sets. Characters of strings with digits lowered events by .0005 and pairs by .002. Bigrams of strings in the
//! first pass at a constant weight of .6 or .4, instead of one by the length of the query, lowered cmrc2018 by .0004 and .0008
//! (presence .6, k1 .3) and did not raise events.
//!
//! Input: the parts of a query, a translator; then documents. Output: scores that are added. Cost: one pass over each text,
//! whatever the number of parts ([`unit_counts`](crate::text::unit_counts)), and a document frequency for each distinct character
//! of the query. Invariant: no score is reduced.

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{Score, Term};

use crate::index::searcher::Ticker;
use crate::query::translate::Translator;
use crate::search::rescore::QueryPart;
use crate::search::top_docs::{Recency, ScoredDoc};
use crate::segment::document::TITLE_COUNTS;
use crate::text::terms::{self, PartTerm};
use crate::text::unit_counts::{QueryUnits, UnitCounts};

/// The weights of the parts, relative to a word of the same document frequency. Figures above.
const BIGRAM_WEIGHT: Score = 0.6;
const NEIGHBOURS_WEIGHT: Score = 0.6;
const CHARACTER_WEIGHT: Score = 0.5;

/// The parameters of BM25. The figures of the first are above; the second is tantivy's.
const K1: Score = 0.4;
const B: Score = 0.75;

/// Maximum number of units of a query that are counted. A longer one is a page, and its beginning says what it is about.
const MAX_UNITS: usize = 512;

/// The number of texts read between two checks of the clock, as for strings.
const TEXTS_A_LOOK: u32 = 32;

/// The parts of a query with their weights, ready for reading texts.
pub(crate) struct SecondReading<'t> {
    translator: &'t Translator<'t>,
    query: QueryUnits,
    /// At each position of the query.
    weights: Vec<Weights>,
    /// The number of articles.
    articles: Score,
    /// The mean number of words of an article.
    mean_words: Score,
}

/// The weights at one position of a query, with the inverse document frequencies.
#[derive(Clone, Copy, Default)]
struct Weights {
    unit: Score,
    bigram: Score,
    neighbours: Score,
}

impl<'t> SecondReading<'t> {
    /// The reading by these parts of a query.
    pub(crate) fn of(
        translator: &'t Translator<'t>,
        parts: &[QueryPart],
    ) -> tantivy::Result<SecondReading<'t>> {
        let searcher = translator.searcher;
        let articles = number(searcher.total_num_docs()?).max(1.0);
        let mean_words =
            (number(searcher.total_num_tokens(translator.fields.all_words)?) / articles).max(1.0);
        let query = QueryUnits::new();
        let mut reading = SecondReading { translator, query, weights: Vec::new(), articles, mean_words };
        let mut before: Option<&QueryPart> = None;
        for part in parts {
            if reading.query.len() >= MAX_UNITS {
                break;
            }
            reading.add(part, before.filter(|_| part.is_adjacent))?;
            before = Some(part);
        }
        Ok(reading)
    }

    /// Adds a part, behind the adjacent part before it.
    fn add(&mut self, part: &QueryPart, before: Option<&QueryPart>) -> tantivy::Result<()> {
        if before.is_none() {
            self.query.add_break();
            self.weights.push(Weights::default());
        }
        let mut units = Vec::new();
        self.query.add(&part.text, |unit| units.push(unit.to_owned()));
        let mut left = match before.and_then(|before| last_unit(&before.text)) {
            Some(unit) => Some(self.frequency(unit)?),
            None => None,
        };
        // A string of two parts weighs as the lighter one.
        let both = before.map_or(part.weight, |before| before.weight.min(part.weight));
        let mut across = both;
        for unit in &units {
            let having = self.frequency(unit)?;
            let of_bigram = left.map_or(0.0, |left| {
                let (least, independent) = (left.min(having), left * having / self.articles);
                BIGRAM_WEIGHT * across * self.idf((least * independent.max(0.5)).sqrt())
            });
            across = part.weight;
            let unit = if part.is_unknown { CHARACTER_WEIGHT * part.weight * self.idf(having) } else { 0.0 };
            self.weights.push(Weights { unit, bigram: of_bigram, neighbours: 0.0 });
            left = Some(having);
        }
        if let Some(before) = before {
            let string = [before.text.as_str(), part.text.as_str()].concat();
            self.query.list_last(jianbao_analysis::units(&string).count());
            let weight = NEIGHBOURS_WEIGHT * both * self.idf(self.rarest_part(&string)?);
            if let Some(last) = self.weights.last_mut() {
                last.neighbours = weight;
            }
        }
        Ok(())
    }

    /// The document frequency of a unit.
    fn frequency(&self, unit: &str) -> tantivy::Result<Score> {
        let fields = self.translator.fields;
        let is_run = unit.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric());
        self.frequency_in(if is_run { fields.all_words } else { fields.all_chars }, unit)
    }

    fn frequency_in(&self, field: Field, term: &str) -> tantivy::Result<Score> {
        let having = self.translator.searcher.doc_freq(&Term::from_field_text(field, term))?;
        Ok(number(having).min(self.articles))
    }

    /// The document frequency of the rarest term of a string.
    fn rarest_part(&self, string: &str) -> tantivy::Result<Score> {
        let fields = self.translator.fields;
        let mut rarest = self.articles;
        for part in terms::parts(self.translator.analyzer, string) {
            rarest = rarest.min(match part {
                PartTerm::Word(word) => self.frequency_in(fields.all_words, word)?,
                PartTerm::Character(character) => self.frequency_in(fields.all_chars, character)?,
            });
        }
        Ok(rarest)
    }

    /// The inverse document frequency, as tantivy has it.
    fn idf(&self, having: Score) -> Score {
        ((self.articles - having + 0.5) / (having + 0.5)).ln_1p()
    }

    /// Adds to the score of each document.
    pub(crate) fn add_scores(
        &self,
        recency: Option<Recency>,
        documents: &mut [ScoredDoc],
    ) -> tantivy::Result<()> {
        let Translator { searcher, fields, own, .. } = *self.translator;
        let sections = own.texts().sections_anywhere();
        let mut ticker = Ticker::new(searcher.deadline(), TEXTS_A_LOOK);
        let mut counts = UnitCounts::default();
        for of_segment in documents.chunk_by_mut(|a, b| a.address.segment_ord == b.address.segment_ord) {
            let segment = of_segment[0].address.segment_ord;
            let columns = searcher.columns.of_segment(segment);
            let norms = searcher.commit.segment_reader(segment).get_fieldnorms_reader(fields.all_words)?;
            for found in of_segment {
                // The caller reports that the time is over.
                if ticker.step() {
                    return Ok(());
                }
                let doc = found.address.doc_id;
                let text = sections.of_coded(columns.coded_text(doc)?);
                self.query.count(text, TITLE_COUNTS, &mut counts);
                let words = number(norms.fieldnorm(doc).into());
                let norm = K1 * (1.0 - B + B * words / self.mean_words);
                found.score += self.score(&counts, norm) * Recency::factor(recency, found.when.day);
            }
        }
        Ok(())
    }

    fn score(&self, counts: &UnitCounts, norm: Score) -> Score {
        let saturated = |count: u32| {
            let count = number(count.into());
            (K1 + 1.0) * count / (count + norm)
        };
        let UnitCounts { units, bigrams, strings, .. } = counts;
        let frequencies = units.iter().zip(bigrams).zip(strings);
        let at_each = self.weights.iter().zip(frequencies).filter(|(_, ((unit, _), _))| **unit > 0);
        at_each
            .map(|(weights, ((&unit, &bigram), &string))| {
                weights.unit * saturated(unit)
                    + weights.bigram * saturated(bigram)
                    + weights.neighbours * saturated(string)
            })
            .sum()
    }
}

#[expect(clippy::cast_precision_loss, reason = "a score needs no more precision")]
fn number(count: u64) -> Score {
    count as Score
}

fn last_unit(text: &str) -> Option<&str> {
    jianbao_analysis::units(text).last().map(|unit| &text[unit.bytes()])
}

#[cfg(test)]
mod tests {
    use jianbao_article::Article;

    use crate::index::index::Index;
    use crate::request::SearchRequest;

    /// The ids of articles, the best one for a query first; all are as long.
    fn ranked(query: &str, bodies: &[(&str, &str)]) -> Vec<String> {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        for (id, body) in bodies {
            let body = vec![(*body).to_owned()];
            writer.add(Article { id: Some((*id).to_owned()), body, ..Article::default() }).unwrap();
        }
        writer.finish().unwrap();
        index.ids(&SearchRequest::new(query)).unwrap()
    }

    #[test]
    fn words_side_by_side_count_more_than_words_apart() {
        let bodies = [
            ("a", "河边举行比赛,航模也有展览。"),
            ("b", "河边举行航模比赛,也有展览。"),
            ("c", "雨后的街道很安静。"),
        ];
        assert_eq!(ranked("展览 航模比赛", &bodies)[0], "b");
    }

    #[test]
    fn a_part_of_an_unknown_name_counts() {
        // Neither has the whole name; one has a character of it.
        let bodies = [
            ("a", "今日书画展览在河边举行。"),
            ("b", "棓氏书画展览在河边举行。"),
            ("c", "雨后的街道很安静。"),
        ];
        assert_eq!(ranked("甪在棓 书画 展览", &bodies)[0], "b");
    }
}
