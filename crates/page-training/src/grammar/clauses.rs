//! Clauses and sentences of the corpora, from which new texts and headlines are made.

use fastrand::Rng;

use super::people::{chance, pick};
use crate::corpus::Corpus;

/// Clauses to invent from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clauses {
    /// Of 2 to 4 characters.
    terse: Vec<String>,
    /// Of 4 to 12 characters.
    short: Vec<String>,
    /// Whole sentences of 20 to 90 characters, including their final punctuation.
    sentences: Vec<String>,
}

/// Maximum number of clauses, and of sentences, taken from a corpus.
const MAX_CLAUSES: usize = 20_000;

impl Clauses {
    pub(crate) fn of(corpus: &Corpus) -> Clauses {
        let mut clauses = Clauses::default();
        for paragraph in corpus.reports().flat_map(|report| report.paragraphs.iter().skip(1).step_by(7)) {
            if clauses.sentences.len() >= MAX_CLAUSES {
                break;
            }
            for sentence in paragraph.split_inclusive('。') {
                let is_plain = |text: &str| !text.contains(['“', '”', '（', '）', '《', '》']);
                if (20..=90).contains(&sentence.chars().count())
                    && is_plain(sentence)
                    && sentence.ends_with('。')
                {
                    clauses.sentences.push(sentence.to_owned());
                }
                let terse = sentence
                    .split(['，', '。', '、'])
                    .filter(|part| (2..=4).contains(&part.chars().count()) && is_plain(part));
                clauses.terse.extend(terse.map(str::to_owned));
                let parts = sentence.split(['，', '。', '；', '：', '、', '！', '？']);
                clauses.short.extend(
                    parts
                        .filter(|part| (4..=12).contains(&part.chars().count()) && is_plain(part))
                        .map(str::to_owned),
                );
            }
        }
        clauses
    }

    /// A clause of 2 to 4 characters.
    pub(crate) fn terse(&self, rng: &mut Rng) -> String {
        rng.choice(&self.terse).cloned().unwrap_or_default()
    }

    /// A clause of 4 to 12 characters.
    pub(crate) fn short(&self, rng: &mut Rng) -> String {
        rng.choice(&self.short).cloned().unwrap_or_default()
    }

    /// Sentences one after another.
    pub(crate) fn sentences(&self, count: usize, rng: &mut Rng) -> String {
        (0..count).filter_map(|_| rng.choice(&self.sentences).cloned()).collect()
    }
}

/// A clause of the first paragraphs of a text, of `chars` characters.
pub(crate) fn clause_of(
    paragraphs: &[String],
    chars: std::ops::RangeInclusive<usize>,
    rng: &mut Rng,
) -> Option<String> {
    let parts = paragraphs
        .iter()
        .take(4)
        .flat_map(|paragraph| paragraph.split(['。', '，', '；', '：', '？', '！', '“', '”']).map(str::trim));
    let fitting: Vec<&str> =
        parts.filter(|part| chars.contains(&part.chars().count()) && !part.contains(['（', '）'])).collect();
    rng.choice(&fitting).map(|part| (*part).to_owned())
}

/// A headline for a text without one: one of its clauses, sometimes two.
pub(crate) fn headline_of(paragraphs: &[String], rng: &mut Rng) -> String {
    let first = || paragraphs.first().map_or_else(String::new, |text| text.chars().take(16).collect());
    let mut headline = clause_of(paragraphs, 8..=22, rng).unwrap_or_else(first);
    if chance(0.35, rng)
        && let Some(other) =
            clause_of(paragraphs, 6..=16, rng).filter(|other| !headline.contains(other.as_str()))
    {
        headline.push_str(pick(&[" ", "　", "，", "：", " "], rng));
        headline.push_str(&other);
    }
    headline
}

/// The sentences of a text, their stops with them.
pub(crate) fn sentences_of(text: &str) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    for part in text.split_inclusive(['。', '！', '？']) {
        match sentences.last_mut() {
            Some(last) if part.starts_with(['”', '」', '』', '’']) => {
                let sign = part.chars().next().map_or(0, char::len_utf8);
                last.push_str(&part[..sign]);
                if part.len() > sign {
                    sentences.push(part[sign..].to_owned());
                }
            }
            _ => sentences.push(part.to_owned()),
        }
    }
    sentences
}

/// The first sentence of a text.
pub(crate) fn first_sentence(text: &str) -> String {
    sentences_of(text).into_iter().next().unwrap_or_default()
}

/// A paragraph without the opening of a report (`新华社北京1月1日电 （记者甲）`); unchanged if little would
/// be left.
pub(crate) fn without_opening(paragraph: &str) -> &str {
    const HOUSES: [&str; 10] =
        ["本报", "新华社", "人民网", "央视网", "中新社", "中新网", "中国", "环球", "澎湃", "海外网"];
    let from = paragraph.strip_prefix('据').unwrap_or(paragraph);
    let is_house = HOUSES.iter().any(|house| from.starts_with(house));
    let head: String = from.chars().take(30).collect();
    let words = ["电", "讯", "消息", "报道"].into_iter();
    let Some(end) = words.filter_map(|word| head.find(word).map(|at| at + word.len())).min() else {
        return paragraph;
    };
    if !is_house || head[..end].contains(['，', '。', '（', '(', '：']) {
        return paragraph;
    }
    let mut rest = from[end..].trim_start_matches(['：', '，', ' ', '\u{3000}']);
    if let Some(inside) = rest.strip_prefix(['（', '('])
        && let Some(close) = inside.find(['）', ')']).filter(|close| *close <= 120)
    {
        let sign = inside[close..].chars().next().map_or(0, char::len_utf8);
        rest = inside[close + sign..].trim_start_matches(['：', ' ', '\u{3000}']);
    }
    if rest.chars().count() > 10 { rest } else { paragraph }
}
