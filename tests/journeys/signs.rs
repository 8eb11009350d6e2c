//! Unquoted text matches over quotation marks, brackets, dots, dashes and spaces: compared with an oracle that tries every
//! place of a text.
//!
//! The oracle shares no code with the search. It follows the rules of docs/search-syntax.md, and takes the words of the
//! dictionary from the analyzer.

use std::collections::BTreeSet;

use jianbao::analysis::{Analyzer, Mode};
use jianbao::{Article, Index, SearchRequest};

use crate::grep::{Grep, Random, World, has_number, spliced_articles};

/// A text, and the words of the dictionary in it.
pub(crate) struct Signs {
    chars: Vec<char>,
    /// The text without signs: it contains whatever is read over them.
    letters: String,
    /// The first and the last character of each word of two or more characters.
    words: Vec<(usize, usize)>,
}

/// The sign places of a match: each with its first character, and the character after it.
type Places = Vec<(usize, usize)>;

fn is_sign(c: &char) -> bool {
    "\"《》〈〉·- ".contains(*c)
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

impl Signs {
    pub(crate) fn new(normalized: &str) -> Signs {
        let chars: Vec<char> = normalized.chars().collect();
        let mut ordinals = vec![0; normalized.len() + 1];
        for (ordinal, (byte, _)) in normalized.char_indices().enumerate() {
            ordinals[byte] = ordinal;
        }
        ordinals[normalized.len()] = chars.len();
        let mut words = Vec::new();
        for token in Analyzer::new().tokens(normalized, Mode::Full) {
            let (first, behind) = (ordinals[token.start_byte], ordinals[token.end_byte]);
            if behind - first > 1 && !chars[first].is_ascii() {
                words.push((first, behind - 1));
            }
        }
        let letters = normalized.chars().filter(|c| !is_sign(c)).collect();
        Signs { chars, letters, words }
    }

    /// The matches of a string over at least one sign: the first character of each, and the one after it.
    pub(crate) fn matches(&self, string: &str) -> Vec<(usize, usize)> {
        if memchr::memmem::find(self.letters.as_bytes(), string.as_bytes()).is_none() {
            return Vec::new();
        }
        let string: Vec<char> = string.chars().collect();
        if string.len() < 2 || string.iter().any(is_sign) {
            return Vec::new();
        }
        let starts = (0..self.chars.len()).filter(|&start| self.chars[start] == string[0]);
        starts.filter_map(|start| Some((start, self.match_at(start, &string)?))).collect()
    }

    fn match_at(&self, start: usize, string: &[char]) -> Option<usize> {
        let mut at = start + 1;
        let mut places: Places = Vec::new();
        for wanted in &string[1..] {
            let first_sign = at;
            while self.chars.get(at).is_some_and(|c| "\"《》〈〉·- ".contains(*c)) {
                at += 1;
            }
            if at > first_sign {
                places.push((first_sign, at));
            }
            if self.chars.get(at) != Some(wanted) {
                return None;
            }
            at += 1;
        }
        let is_read = !places.is_empty()
            && places.len() <= 4
            && places.iter().all(|&place| self.is_passed_over(place))
            && self.is_long_enough(string, &places)
            && self.are_pieces_whole(start, at, string, &places)
            && self.is_name_whole(start, at, &places)
            && self.no_word_is_cut(start, at, string, &places)
            && self.are_runs_whole(start, at);
        is_read.then_some(at)
    }

    /// Rule 1: the signs, each with its neighbours.
    fn is_passed_over(&self, (from, to): (usize, usize)) -> bool {
        let signs: String = self.chars[from..to].iter().collect();
        let (before, after) = (self.chars[from - 1], self.chars[to]);
        if !is_letter(before) || !is_letter(after) {
            return false;
        }
        let digits = before.is_ascii_digit() && after.is_ascii_digit();
        match signs.as_str() {
            "·" => !digits,
            " " => {
                before.is_ascii_alphabetic() && after.is_ascii_digit()
                    || before.is_ascii_digit() && after.is_ascii_alphabetic()
            }
            "-" => {
                let number = self.chars[to..].iter().take_while(|c| c.is_ascii_digit() || **c == '.').count();
                let unit = self.chars.get(to + number);
                let is_cold = number > 0 && unit.is_some_and(|c| "℃°度%‰".contains(*c));
                // From one number to another: 1月-4月.
                let is_counted =
                    from > 1 && "0123456789〇零一二三四五六七八九十百千万亿".contains(self.chars[from - 2]);
                let is_range = is_counted && !before.is_ascii() && after.is_ascii_digit();
                after.is_ascii_alphanumeric() && !digits && !is_cold && !is_range
            }
            quotes => {
                let twos: Vec<char> = quotes.chars().collect();
                quotes.chars().all(|c| "\"《》〈〉".contains(c))
                    && !twos.windows(2).any(|two| "\"》〉".contains(two[0]) && "\"《〈".contains(two[1]))
            }
        }
    }

    fn has(&self, places: &Places, signs: &str) -> bool {
        places.iter().any(|&(from, to)| self.chars[from..to].iter().any(|c| signs.contains(*c)))
    }

    fn units(string: &[char]) -> usize {
        // A stretch of Latin letters and digits is one unit.
        let in_run = |at: usize| {
            string[at].is_ascii_alphanumeric() && at > 0 && string[at - 1].is_ascii_alphanumeric()
        };
        (0..string.len()).filter(|&at| !in_run(at)).count()
    }

    fn is_long_enough(&self, string: &[char], places: &Places) -> bool {
        !self.has(places, "\"《》〈〉·") || Signs::units(string) >= 3
    }

    /// Rule 2, by the signs of the string and of its ends in a row.
    fn are_pieces_whole(&self, start: usize, end: usize, string: &[char], places: &Places) -> bool {
        let left = start.checked_sub(1).map(|at| self.chars[at]);
        let right = self.chars.get(end).copied();
        let inside: Vec<usize> = places.iter().flat_map(|&(from, to)| from..to).collect();
        let quotes = inside.iter().filter(|&&at| self.chars[at] == '"').count();
        if quotes % 2 == 1 && (left == Some('"')) == (right == Some('"')) {
            return false;
        }
        for (open, close) in [('《', '》'), ('〈', '〉')] {
            for &at in &inside {
                if self.chars[at] == close && !self.partner_of_closing(at, start, open, close) {
                    return false;
                }
                if self.chars[at] == open && !self.partner_of_opening(at, end, open, close) {
                    return false;
                }
            }
        }
        // In three units, what is quoted has two characters or more.
        Signs::units(string) > 3 || !self.has(places, "\"《》〈〉") || {
            let mut is_quoted = quotes % 2 == 1 && left == Some('"');
            let opens_before = |at: &&usize| "》〉".contains(self.chars[**at]);
            let first_bracket = inside.iter().find(|at| "《》〈〉".contains(self.chars[**at]));
            let mut depth = i32::from(first_bracket.as_ref().is_some_and(opens_before));
            let mut length = 0;
            for at in start..end {
                match self.chars[at] {
                    '"' | '《' | '》' | '〈' | '〉' => {
                        if (is_quoted || depth > 0) && length == 1 {
                            return false;
                        }
                        match self.chars[at] {
                            '"' => is_quoted = !is_quoted,
                            '《' | '〈' => depth += 1,
                            _ => depth -= 1,
                        }
                        length = 0;
                    }
                    '·' | '-' | ' ' => {
                        if (is_quoted || depth > 0) && length == 1 {
                            return false;
                        }
                        length = 0;
                    }
                    _ => length += 1,
                }
            }
            !((is_quoted || depth > 0) && length == 1)
        }
    }

    fn partner_of_closing(&self, at: usize, start: usize, open: char, close: char) -> bool {
        let mut depth = 0;
        for at in (start.saturating_sub(1)..at).rev() {
            if self.chars[at] == close {
                depth += 1;
            } else if self.chars[at] == open {
                if depth == 0 {
                    return true;
                }
                depth -= 1;
            }
        }
        false
    }

    fn partner_of_opening(&self, at: usize, end: usize, open: char, close: char) -> bool {
        let mut depth = 0;
        for at in at + 1..(end + 1).min(self.chars.len()) {
            if self.chars[at] == open {
                depth += 1;
            } else if self.chars[at] == close {
                if depth == 0 {
                    return true;
                }
                depth -= 1;
            }
        }
        false
    }

    /// Rule 3.
    fn is_name_whole(&self, start: usize, end: usize, places: &Places) -> bool {
        let dots: Vec<usize> =
            places.iter().filter(|place| self.chars[place.0] == '·').map(|place| place.0).collect();
        let (Some(first), Some(last)) = (dots.first(), dots.last()) else { return true };
        let letters = |from: usize, to: usize| (from..to).filter(|&at| is_letter(self.chars[at])).count();
        let ends = |c: Option<char>| c.is_none_or(|c| !is_letter(c) || "的和与是在及".contains(c));
        let left = start.checked_sub(1).map(|at| self.chars[at]);
        (letters(start, *first) >= 2 || ends(left))
            && (letters(*last, end) >= 2 || ends(self.chars.get(end).copied()))
    }

    /// Rule 4.
    fn no_word_is_cut(&self, start: usize, end: usize, string: &[char], places: &Places) -> bool {
        if Signs::units(string) != 3 && !self.has(places, "·") {
            return true;
        }
        let (first_end, last_start) = (places[0].0, places[places.len() - 1].1);
        let left = start.checked_sub(1).map(|at| self.chars[at]);
        let odd = |from: usize, to: usize| (from..to).filter(|&at| self.chars[at] == '"').count() % 2 == 1;
        let closes = |from: usize| (from..end).find(|&at| "《》〈〉".contains(self.chars[at]));
        let is_first_quoted = odd(start, end) && left == Some('"')
            || closes(start).is_some_and(|at| "》〉".contains(self.chars[at]));
        let opened = (start..end).rev().find(|&at| "《》〈〉".contains(self.chars[at]));
        let is_last_quoted =
            odd(start, end) && left != Some('"') || opened.is_some_and(|at| "《〈".contains(self.chars[at]));
        !self.words.iter().any(|&(first, last)| {
            let cuts_end = first >= last_start && first < end && last >= end;
            let cuts_start = first < start && last >= start && last < first_end;
            !is_last_quoted && cuts_end || !is_first_quoted && cuts_start
        })
    }

    fn are_runs_whole(&self, start: usize, end: usize) -> bool {
        let text: String = self.chars.iter().collect();
        let bytes = |count: usize| self.chars[..count].iter().map(|c| c.len_utf8()).sum::<usize>();
        let grep = Grep::new(&text);
        grep.is_whole(bytes(start), bytes(end))
    }
}

/// Texts in which every sign and rule is frequent.
fn signed_articles(count: usize, random: &mut Random) -> Vec<Article> {
    let pieces = [
        "“",
        "”",
        "《",
        "》",
        "〈",
        "〉",
        "·",
        "—",
        "-",
        " ",
        "，",
        "。",
        "三农",
        "问题",
        "五四",
        "运动",
        "标准",
        "分别",
        "歼",
        "运",
        "20",
        "F",
        "16",
        "A1",
        "iPhone",
        "12",
        "比尔",
        "盖茨",
        "达",
        "芬奇",
        "的",
        "和",
        "十四五",
        "期间",
        "规划",
        "号",
        "雪龙",
        "5",
        "℃",
        "气温",
        "学习强国",
        "村",
        "两委",
        "农村",
        "平台",
    ];
    let text = |most: usize, random: &mut Random| {
        (0..2 + random.below(most)).map(|_| *random.pick(&pieces)).collect::<String>()
    };
    (0..count)
        .map(|_| Article { title: Some(text(8, random)), body: vec![text(60, random)], ..Article::default() })
        .collect()
}

/// True for a model number, 歼20 or f16: nothing is counted.
fn is_model(string: &str) -> bool {
    string.ends_with(|c: char| c.is_ascii_digit())
        && string.chars().filter(char::is_ascii_digit).count() < 4
        && !string.contains(|c: char| "〇零一二两三四五六七八九十百千万亿第".contains(c))
}

/// Draws strings of letters around the signs of the texts, and searches them negated: a negated text is one string, whatever its
/// words.
pub(crate) fn assert_sign_law(world: &World, queries: usize, random: &mut Random) {
    let around: Vec<String> = (world.articles.iter().flat_map(|seen| seen.around_signs(6)))
        .map(|text| text.chars().filter(|c| c.is_alphanumeric()).collect())
        .collect();
    let mut read = 0;
    for _ in 0..queries {
        let from = random.below(6);
        let string: String = random.pick(&around).chars().skip(from).take(2 + random.below(8)).collect();
        // Operators if they are separate words.
        if string.chars().count() < 2
            || has_number(&string) && !is_model(&string)
            || ["and", "or", "not"].contains(&string.as_str())
        {
            continue;
        }
        let plain = world.grep(&string);
        let expected = world.scan(|seen| !(plain.contains(seen.id.as_str()) || seen.reads(&string)));
        read += usize::from(expected.len() + plain.len() < world.articles.len());
        let got = world.search(&format!("-{string}"));
        let got: BTreeSet<&str> = got.iter().map(String::as_str).collect();
        let differing = got.symmetric_difference(&expected).next();
        assert!(differing.is_none(), "-{string}: {differing:?} {:?}", differing.map(|id| world.text_of(id)));
    }
    assert!(read > queries / 40, "too few queries are read over signs: {read} of {queries}");
}

#[test]
fn unquoted_text_is_read_over_signs_as_a_scan_reads_it() {
    let mut random = Random(22);
    let mut articles = signed_articles(250, &mut random);
    articles.extend(spliced_articles(100, &mut random));
    let world = World::new(articles, 5, &mut random);
    assert_sign_law(&world, 1500, &mut random);
}

#[test]
fn unquoted_text_is_read_over_signs_in_real_news() {
    let mut random = Random(23);
    let Some(articles) = crate::grep::real_articles(400) else { return };
    let world = World::new(articles, 5, &mut random);
    assert_sign_law(&world, 600, &mut random);
}

#[test]
fn words_and_marks_follow_the_signs() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let bodies = [
        ("a", "各地重视“三农”问题。"),
        ("b", "空军歼—20亮相。"),
        ("c", "比尔·盖茨来访。"),
        ("d", "新款iPhone 12发布。"),
        ("e", "新款iPhone12发布。"),
    ];
    for (id, body) in bodies {
        let article = Article { id: Some(id.into()), body: vec![body.to_owned()], ..Article::default() };
        writer.add(article).unwrap();
    }
    writer.finish().unwrap();
    for (query, ids, mark) in [
        ("三农问题", vec!["a"], "三农”问题"),
        ("歼20", vec!["b"], "歼—20"),
        ("歼-20", vec!["b"], "歼—20"),
        ("比尔盖茨", vec!["c"], "比尔·盖茨"),
        ("比尔·盖茨", vec!["c"], "比尔·盖茨"),
        ("iPhone12", vec!["d", "e"], "iPhone 12"),
        ("iPhone 12", vec!["d", "e"], "iPhone 12"),
    ] {
        let request = SearchRequest::new(query).matching(jianbao::Matching::All);
        let response = index.search(&request).unwrap();
        let mut found: Vec<&str> = response.hits.iter().map(|hit| hit.id.as_str()).collect();
        found.sort_unstable();
        assert_eq!(found, ids, "{query}");
        let hit = response.hits.iter().find(|hit| hit.id == ids[0]).unwrap();
        let [start, end] = hit.snippets[0].highlights[0];
        assert_eq!(&hit.snippets[0].text[start..end], mark, "{query}");
        // Negation excludes what the positive form finds; a quote stays strict.
        let without = index.search(&SearchRequest::new(format!("* -{query}"))).unwrap();
        if !query.contains(' ') {
            assert_eq!(without.total, (bodies.len() - ids.len()) as u64, "-{query}");
        }
    }
    for quote in ["“三农问题”", "“歼20”", "“比尔盖茨”", "“iPhone12发布”"] {
        let found = index.search(&SearchRequest::new(quote)).unwrap().total;
        assert_eq!(found, u64::from(quote.contains("iPhone")), "{quote}");
    }
}
