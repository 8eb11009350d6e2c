//! Oracle that searches like grep, without the index, and the articles that oracle and index search.
//!
//! The oracle shares the normaliser with the index, and nothing else: it searches the normalised title and the normalised
//! body of every article for the string, without splitting a run.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;

use jianbao::analysis::normalize;
use jianbao::article::{FieldDeclaration, FieldType};
use jianbao::index::IndexBuilder;
use jianbao::{Article, Date, Index, Matching, SearchRequest};

use crate::signs::Signs;
use crate::skipping::skip;

/// A small generator of random numbers (SplitMix64): the same seed gives the same test.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// The oracle: one normalised field, with a flag for each byte inside a run.
pub(crate) struct Grep {
    text: String,
    /// For each byte, and the end, true if a run continues across its start.
    inside_run: Vec<bool>,
    signs: OnceLock<Signs>,
}

impl Grep {
    pub(crate) fn new(raw: &str) -> Grep {
        let text = normalize(raw);
        let bytes = text.as_bytes();
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let of_run = |at: usize| {
            bytes[at].is_ascii_alphanumeric() || bytes[at] == b'.' && at > 0 && digit(at - 1) && digit(at + 1)
        };
        let mut inside_run = vec![false; bytes.len() + 1];
        let mut run_length = 0;
        for at in 0..bytes.len() {
            let goes_on = of_run(at) && (bytes[at] != b'.' || run_length > 0);
            inside_run[at] = goes_on && run_length > 0 && run_length < 255;
            run_length = if !goes_on {
                0
            } else if inside_run[at] {
                run_length + 1
            } else {
                1
            };
        }
        Grep { text, inside_run, signs: OnceLock::new() }
    }

    /// The same text with its signs.
    pub(crate) fn signs(&self) -> &Signs {
        self.signs.get_or_init(|| Signs::new(&self.text))
    }

    /// True if an occurrence splits no run.
    pub(crate) fn is_whole(&self, start: usize, end: usize) -> bool {
        !self.inside_run[start] && !self.inside_run[end]
    }

    /// The occurrences of the needle that split no run: their byte ranges.
    pub(crate) fn occurrences(&self, needle: &str) -> impl Iterator<Item = (usize, usize)> {
        let length = needle.len();
        let mut from = if needle.is_empty() { self.text.len() + 1 } else { 0 };
        let finder = memchr::memmem::Finder::new(needle);
        std::iter::from_fn(move || {
            while let Some(found) = self.text.as_bytes().get(from..).and_then(|rest| finder.find(rest)) {
                let start = from + found;
                from = start + 1;
                if self.is_whole(start, start + length) {
                    return Some((start, start + length));
                }
            }
            None
        })
    }

    pub(crate) fn holds(&self, needle: &str) -> bool {
        self.occurrences(needle).next().is_some()
    }

    /// True without any text.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// True if it reads a normalised string over signs.
    pub(crate) fn reads(&self, string: &str) -> bool {
        !self.signs().matches(string).is_empty()
    }

    /// The number of units between two bytes: runs and other characters.
    pub(crate) fn units_between(&self, from: usize, to: usize) -> usize {
        (from..to).filter(|&at| self.text.is_char_boundary(at) && !self.inside_run[at]).count()
    }

    /// The runs: the stretches of ASCII letters, digits and dots between digits.
    pub(crate) fn runs(&self) -> impl Iterator<Item = &str> {
        let starts = (0..self.text.len())
            .filter(|&at| self.text.as_bytes()[at].is_ascii_alphanumeric() && !self.inside_run[at]);
        starts.map(|start| {
            let end = (start + 1..).find(|&at| !self.inside_run[at]).unwrap_or(self.text.len());
            &self.text[start..end]
        })
    }
}

/// True if a text has a digit or a Chinese numeral: it may be a number, which is also found by another spelling.
pub(crate) fn has_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit() || "〇○◯零一二两三四五六七八九十百千万亿".contains(c))
}

/// Articles in several segments, some deleted, and the same articles as the oracle sees them.
pub(crate) struct World {
    pub(crate) index: Index,
    pub(crate) articles: Vec<Seen>,
    raw: Vec<Vec<char>>,
    /// Every field of every article, concatenated, so that one search covers all of them.
    text: String,
    /// The start of each field in it, with the article and the field.
    starts: Vec<(usize, usize, usize)>,
}

/// An article as the oracle sees it.
pub(crate) struct Seen {
    pub(crate) id: String,
    pub(crate) date: Option<Date>,
    /// The title, the body, and the values of text fields of one's own that are found without a field.
    pub(crate) fields: Vec<Grep>,
    /// The values of each text field of one's own.
    pub(crate) own: Vec<Vec<Grep>>,
}

impl Seen {
    /// True if the title or the body reads a normalised string over signs.
    pub(crate) fn reads(&self, string: &str) -> bool {
        self.fields.iter().any(|field| field.reads(string))
    }

    /// True if a field contains a word of unquoted text, as written or over signs.
    pub(crate) fn contains(&self, word: &str) -> bool {
        self.fields.iter().any(|field| field.holds(word)) || self.reads(word)
    }

    /// The stretches of text around signs, of at most this number of characters on either side.
    pub(crate) fn around_signs(&self, chars: usize) -> Vec<String> {
        let all: Vec<char> = self.fields[1].text.chars().collect();
        let is_sign = |at: &usize| "\"《》〈〉·- ".contains(all[*at]);
        let around = |at: usize| all[at.saturating_sub(chars)..(at + chars).min(all.len())].iter().collect();
        (0..all.len()).filter(is_sign).map(around).collect()
    }
}

impl World {
    pub(crate) fn new(articles: Vec<Article>, segments: usize, random: &mut Random) -> World {
        World::with_texts(articles, &[], segments, random)
    }

    /// A world with text fields of one's own.
    pub(crate) fn with_texts(
        articles: Vec<Article>,
        texts: &[FieldDeclaration],
        segments: usize,
        random: &mut Random,
    ) -> World {
        let declare = |builder: IndexBuilder, field: &FieldDeclaration| builder.field(field.clone());
        let index = texts.iter().fold(Index::builder(), declare).in_memory().unwrap();
        let mut kept = Vec::new();
        let mut removed = Vec::new();
        let mut writer = index.writer().unwrap();
        for chunk in articles.chunks(articles.len().div_ceil(segments)) {
            for article in chunk {
                let id = writer.add(article.clone()).unwrap().id;
                if random.below(20) == 0 {
                    removed.push(id);
                } else {
                    kept.push((id, article.clone()));
                }
            }
            writer.commit().unwrap();
        }
        for id in &removed {
            assert!(writer.remove(id).unwrap());
        }
        writer.commit().unwrap();
        assert!(index.stats().unwrap().segments > 1 || segments == 1);
        assert_eq!(index.len(), kept.len() as u64);
        let raw = kept
            .iter()
            .flat_map(|(_, article)| {
                let mut all = vec![article.title_text(), article.body_text()];
                all.extend(texts.iter().flat_map(|field| values(article, field.name())));
                // A string across two of them must not be found.
                let seams = all.windows(2).map(|two| {
                    let behind: String = two[1].chars().take(3).collect();
                    let skipped = two[0].chars().count().saturating_sub(3);
                    two[0].chars().skip(skipped).collect::<String>() + &behind
                });
                let seams: Vec<String> = seams.collect();
                if !texts.is_empty() {
                    all.extend(seams);
                }
                all
            })
            .map(|text| text.chars().collect::<Vec<char>>())
            .filter(|text| !text.is_empty())
            .collect();
        let articles: Vec<Seen> = kept
            .into_iter()
            .map(|(id, article)| Seen {
                id,
                date: article.date,
                fields: [article.title_text(), article.body_text()]
                    .into_iter()
                    .chain(
                        (texts.iter().filter(|field| field.field_type() == FieldType::TextAnywhere))
                            .flat_map(|field| values(&article, field.name())),
                    )
                    .map(|text| Grep::new(&text))
                    .collect(),
                own: (texts.iter())
                    .map(|field| values(&article, field.name()).iter().map(|text| Grep::new(text)).collect())
                    .collect(),
            })
            .collect();
        let (mut text, mut starts) = (String::new(), Vec::new());
        for (article, seen) in articles.iter().enumerate() {
            for (field, grep) in seen.fields.iter().enumerate() {
                starts.push((text.len(), article, field));
                text.push_str(&grep.text);
                // No normalised text and no needle contains it.
                text.push('\u{1}');
            }
        }
        World { index, articles, raw, text, starts }
    }

    /// The ids of the articles that match, by a check of each.
    pub(crate) fn scan(&self, passes: impl Fn(&Seen) -> bool) -> BTreeSet<&str> {
        self.articles.iter().filter(|seen| passes(seen)).map(|seen| seen.id.as_str()).collect()
    }

    /// The articles whose title or body contains a normalised string.
    pub(crate) fn grep(&self, needle: &str) -> BTreeSet<&str> {
        let finder = memchr::memmem::Finder::new(needle);
        let mut found = BTreeSet::new();
        let mut from = if needle.is_empty() { self.text.len() } else { 0 };
        while let Some(at) = finder.find(&self.text.as_bytes()[from..]) {
            let at = from + at;
            let place = self.starts.partition_point(|(start, _, _)| *start <= at) - 1;
            let (start, article, field) = self.starts[place];
            let seen = &self.articles[article];
            if seen.fields[field].is_whole(at - start, at - start + needle.len()) {
                found.insert(seen.id.as_str());
                // The next field, or the next article: both contain the rest.
                from = self.starts.get(place + 1).map_or(self.text.len(), |(next, _, _)| *next);
            } else {
                from = at + 1;
            }
        }
        found
    }

    /// The articles that the index finds with every word of a query.
    pub(crate) fn search(&self, query: &str) -> BTreeSet<String> {
        let request = SearchRequest::new(query).matching(Matching::All).limit(usize::MAX);
        let ids = self.index.ids(&request).unwrap();
        let count = ids.len();
        let ids: BTreeSet<String> = ids.into_iter().collect();
        assert_eq!(ids.len(), count, "{query}: an article is found twice");
        assert_eq!(self.index.search(&request.limit(0)).unwrap().total, count as u64, "{query}");
        ids
    }

    /// The normalised title and body of an article.
    pub(crate) fn text_of(&self, id: &str) -> Option<[&str; 2]> {
        let seen = self.articles.iter().find(|seen| seen.id == id)?;
        Some([&seen.fields[0].text, &seen.fields[1].text])
    }

    /// The articles that contain a word of unquoted text, as written or over signs.
    pub(crate) fn contains(&self, word: &str) -> BTreeSet<&str> {
        let mut found = self.grep(word);
        found.extend(self.scan(|seen| seen.reads(word)));
        found
    }

    /// A random piece of the raw text of some field.
    pub(crate) fn piece(&self, chars: usize, random: &mut Random) -> String {
        let text = random.pick(&self.raw);
        let chars = chars.min(text.len());
        let start = random.below(text.len() - chars + 1);
        text[start..start + chars].iter().collect()
    }
}

/// The values of an article in a text field, as they came.
fn values(article: &Article, field: &str) -> Vec<String> {
    match article.extra.get(field) {
        Some(serde_json::Value::Array(values)) => {
            values.iter().map(|value| value.as_str().unwrap().to_owned()).collect()
        }
        Some(value) => vec![value.as_str().unwrap().to_owned()],
        None => Vec::new(),
    }
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
            _ => c,
        })
        .collect()
}

/// The same string in another spelling, as far as the normaliser unifies them.
pub(crate) fn respelled(text: &str, random: &mut Random) -> String {
    match random.below(6) {
        0 => full_width(text),
        1 => text.chars().map(|c| if c.is_ascii_alphabetic() { c.to_ascii_uppercase() } else { c }).collect(),
        2 => {
            let mut spaced = String::new();
            for c in text.chars() {
                spaced.push(c);
                if !c.is_ascii() && random.below(3) == 0 {
                    spaced.push(*random.pick(&['\u{3000}', ' ', '\n', '\u{200b}']));
                }
            }
            spaced
        }
        _ => text.to_owned(),
    }
}

/// The sample news, and articles spliced from pieces of it with line breaks, spaces and other spellings
/// between them, so that matches extend across the joins.
pub(crate) fn spliced_articles(count: usize, random: &mut Random) -> Vec<Article> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/news/reports.jsonl");
    let lines = std::fs::read_to_string(path).unwrap();
    let mut articles: Vec<Article> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let texts: Vec<Vec<char>> =
        articles.iter().map(|article| article.body_text().chars().collect()).collect();
    while articles.len() < count {
        let mut body = String::new();
        for _ in 0..3 + random.below(12) {
            let text = random.pick(&texts);
            let chars = (1 + random.below(60)).min(text.len());
            let start = random.below(text.len() - chars + 1);
            let piece: String = text[start..start + chars].iter().collect();
            body.push_str(&respelled(&piece, random));
            let seams: [&str; 12] =
                ["", "", "，", "。\n", "\n", "　", "1.3", "15", "A", "国", " 5G ", "２０２４"];
            body.push_str(random.pick::<&str>(&seams));
        }
        let title: String = body.chars().take(random.below(20)).collect();
        let body = body.lines().map(str::to_owned).collect();
        articles.push(Article { title: Some(title), body, ..Article::default() });
    }
    articles
}

/// Real news beside the project, if it is there.
pub(crate) fn real_articles(count: usize) -> Option<Vec<Article>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/rmrb-2020-01-06.jsonl");
    let Ok(text) = std::fs::read_to_string(&path) else {
        skip("corpus", format_args!("{} is not there", path.display()));
        return None;
    };
    let step = (text.lines().count() / count).max(1);
    Some(text.lines().step_by(step).map(|line| serde_json::from_str(line).unwrap()).collect())
}
