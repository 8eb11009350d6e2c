//! The quote law and the word law, against a grep that knows nothing of the index.
//!
//! The oracle below shares the normaliser with the index, and nothing else: it looks through the normalised
//! title and the normalised body of every article for the string, runs whole.

use std::collections::BTreeSet;
use std::path::Path;

use jianbao::{Article, Index, Matching, SearchRequest, normalize};

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

/// The oracle: one normalised field, and which bytes of it lie inside a run.
struct Grep {
    text: String,
    inside_run: Vec<bool>,
}

impl Grep {
    fn new(raw: &str) -> Grep {
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
        Grep { text, inside_run }
    }

    fn holds(&self, needle: &str) -> bool {
        !needle.is_empty()
            && self.text.char_indices().any(|(at, _)| {
                self.text[at..].starts_with(needle)
                    && !self.inside_run[at]
                    && !self.inside_run[at + needle.len()]
            })
    }
}

/// Articles in several segments, some deleted, and the same articles as the oracle sees them.
struct World {
    index: Index,
    articles: Vec<(String, [Grep; 2])>,
    raw: Vec<Vec<char>>,
}

impl World {
    fn new(articles: Vec<Article>, segments: usize, random: &mut Random) -> World {
        let index = Index::in_memory().unwrap();
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
            .flat_map(|(_, article)| [article.title_text(), article.body_text()])
            .map(|text| text.chars().collect::<Vec<char>>())
            .filter(|text| !text.is_empty())
            .collect();
        let articles = kept
            .into_iter()
            .map(|(id, article)| (id, [Grep::new(&article.title_text()), Grep::new(&article.body_text())]))
            .collect();
        World { index, articles, raw }
    }

    fn grep(&self, needle: &str) -> BTreeSet<&str> {
        let holds = |fields: &[Grep; 2]| fields.iter().any(|field| field.holds(needle));
        self.articles.iter().filter(|(_, fields)| holds(fields)).map(|(id, _)| id.as_str()).collect()
    }

    fn search(&self, query: &str) -> BTreeSet<String> {
        let request = SearchRequest::new(query).matching(Matching::All).limit(usize::MAX).snippets(0, 0);
        let response = self.index.search(&request).unwrap();
        assert_eq!(response.total, response.hits.len(), "{query}");
        response.hits.into_iter().map(|hit| hit.id).collect()
    }

    /// A piece of the raw text of some field, cut anywhere.
    fn piece(&self, chars: usize, random: &mut Random) -> String {
        let text = random.pick(&self.raw);
        let chars = chars.min(text.len());
        let start = random.below(text.len() - chars + 1);
        text[start..start + chars].iter().collect()
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

/// The same string in another spelling, as far as the normaliser goes.
fn respelled(text: &str, random: &mut Random) -> String {
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

/// The sample news, and articles spliced from pieces of it with line breaks, spaces and other spellings in
/// between: enough to make words of one article lie across the seams of another.
fn spliced_articles(count: usize, random: &mut Random) -> Vec<Article> {
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

/// Real news beside the project, where it is there.
pub(crate) fn real_articles(count: usize) -> Option<Vec<Article>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/rmrb-2020-01-06.jsonl");
    let Ok(text) = std::fs::read_to_string(&path) else {
        #[expect(clippy::print_stdout, reason = "a test that does not run says so")]
        {
            println!("skipped: {} is not there", path.display());
        }
        return None;
    };
    let step = (text.lines().count() / count).max(1);
    Some(text.lines().step_by(step).map(|line| serde_json::from_str(line).unwrap()).collect())
}

fn assert_quote_law(world: &World, queries: usize, random: &mut Random) {
    let mut found = 0;
    for _ in 0..queries {
        let chars = 1 + random.below(20);
        let mut piece = world.piece(chars, random);
        if random.below(8) == 0 {
            // A string that most likely stands nowhere.
            piece = format!("{}{}", piece, world.piece(3, random));
        }
        let piece = respelled(&piece, random);
        let needle = normalize(&piece);
        // A quotation mark ends a quote; every other character may stand in one.
        let quotable =
            piece.replace(['"', '“', '”', '‘', '’', '「', '」', '『', '』', '＂', '〝', '〞', '〟'], "");
        if normalize(&quotable) != needle || needle.is_empty() {
            continue;
        }
        let expected = world.grep(&needle);
        found += expected.len();
        let got = world.search(&format!("\"{quotable}\""));
        assert!(
            got.iter().map(String::as_str).eq(expected.iter().copied()),
            "{quotable:?}: {got:?} {expected:?}"
        );
    }
    assert!(found > queries / 2, "the queries find too little to prove anything: {found}");
}

fn assert_word_law(world: &World, queries: usize, random: &mut Random) {
    let mut found = 0;
    for _ in 0..queries {
        let pieces: Vec<String> =
            (0..1 + random.below(3)).map(|_| world.piece(1 + random.below(6), random)).collect();
        let letters = |c: &char| c.is_alphanumeric() || *c == '.';
        let query: Vec<String> = pieces.iter().map(|piece| piece.chars().filter(letters).collect()).collect();
        let query = query.join(" ");
        let required = world.index.explain(&SearchRequest::new(&query), None).unwrap().required;
        if required.is_empty() {
            continue;
        }
        let mut expected = world.grep(&required[0]);
        for word in &required[1..] {
            let holding = world.grep(word);
            expected.retain(|id| holding.contains(id));
        }
        found += expected.len();
        let got = world.search(&query);
        assert!(got.iter().map(String::as_str).eq(expected.iter().copied()), "{query:?} {required:?}");
    }
    assert!(found > queries / 2, "the queries find too little to prove anything: {found}");
}

#[test]
fn what_is_negated_is_what_grep_does_not_find() {
    let mut random = Random(99);
    let world = World::new(spliced_articles(300, &mut random), 5, &mut random);
    let all: BTreeSet<&str> = world.articles.iter().map(|(id, _)| id.as_str()).collect();
    for _ in 0..300 {
        let (word, piece) = (world.piece(2, &mut random), world.piece(1 + random.below(4), &mut random));
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let (word, piece) = (letters(&word), letters(&piece));
        if word.is_empty() || piece.is_empty() {
            continue;
        }
        let without = world.grep(&normalize(&piece));
        let expected: BTreeSet<&str> = all.difference(&without).copied().collect();
        let got = world.search(&format!("-{piece}"));
        assert!(got.iter().map(String::as_str).eq(expected.iter().copied()), "-{piece}");
        let holding = world.grep(&normalize(&word));
        let expected: BTreeSet<&str> = holding.difference(&without).copied().collect();
        let got = world.search(&format!("\"{word}\" -{piece}"));
        assert!(got.iter().map(String::as_str).eq(expected.iter().copied()), "{word} -{piece}");
    }
}

#[test]
fn the_title_and_the_body_are_told_apart() {
    let mut random = Random(3);
    let world = World::new(spliced_articles(200, &mut random), 4, &mut random);
    for _ in 0..200 {
        let chars = 1 + random.below(4);
        let piece: String = world.piece(chars, &mut random).chars().filter(|c| c.is_alphanumeric()).collect();
        let needle = normalize(&piece);
        if needle.is_empty() {
            continue;
        }
        for (field, index) in [("标题", 0), ("正文", 1)] {
            let expected: Vec<&str> = (world.articles.iter())
                .filter(|(_, fields)| fields[index].holds(&needle))
                .map(|(id, _)| id.as_str())
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect();
            let got = world.search(&format!("{field}:\"{piece}\""));
            assert!(got.iter().map(String::as_str).eq(expected.iter().copied()), "{field} {piece}");
        }
    }
}

#[test]
fn a_quote_finds_what_grep_finds() {
    let mut random = Random(20_261_123);
    let world = World::new(spliced_articles(300, &mut random), 5, &mut random);
    assert_quote_law(&world, 2_500, &mut random);
}

#[test]
fn unquoted_text_finds_what_holds_every_word() {
    let mut random = Random(7);
    let world = World::new(spliced_articles(300, &mut random), 5, &mut random);
    assert_word_law(&world, 1_000, &mut random);
}

#[test]
fn the_laws_hold_on_real_news() {
    let mut random = Random(42);
    let Some(articles) = real_articles(400) else { return };
    let world = World::new(articles, 6, &mut random);
    assert_quote_law(&world, 500, &mut random);
    assert_word_law(&world, 300, &mut random);
}
