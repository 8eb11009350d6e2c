//! The laws of the views, against plain programs over the articles.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;

use jianbao_analysis::normalize;
use jianbao_article::Article;
use jianbao_core::Index;
use jianbao_corpus::{
    ArticlePart, Beside, CheckRequest, CollocatesRequest, CollocationSpan, CompareRequest, Error,
    KeywordDirection, KwicLine, KwicRequest, PeriodKind, Position, SortKey, TrendRequest, WordClass,
    WordsRequest, check, collocates, compare, group, kwic, trend, words,
};
use proptest::prelude::*;

/// Articles with repeated words, signs, Latin runs and traditional characters, from few sources and days.
fn articles() -> impl Strategy<Value = Vec<Article>> {
    let text = "(夜市|市|人|人人|灯|covid|19|5\\.2|，|「|」|。|a|燈| |\n){0,14}";
    let article = (text, prop::collection::vec(text, 0..3), 0..3_usize, 0..5_u8);
    let article = article.prop_map(|(title, body, source, day)| Article {
        title: Some(title).filter(|title| !title.trim().is_empty()),
        body,
        source: ["", "江城日报", "晚报"]
            .get(source)
            .filter(|source| !source.is_empty())
            .map(|source| (*source).into()),
        date: Some(day).filter(|day| *day > 0).map(|day| format!("2024-0{day}-15").parse().unwrap()),
        ..Article::default()
    });
    prop::collection::vec(article, 1..7)
}

fn index_of(articles: &[Article]) -> (Index, Vec<Article>) {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for (number, article) in articles.iter().enumerate() {
        writer.add(Article { id: Some(format!("n{number}")), ..article.clone() }).unwrap();
    }
    writer.finish().unwrap();
    let kept = index.articles().unwrap().map(Result::unwrap).collect();
    (index, kept)
}

/// True if a byte of a normalised text lies inside a run of letters and digits, or between digits of a number.
fn cuts_run(text: &str, at: usize) -> bool {
    let is_alnum = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (mut before, mut after) = (text[..at].chars().rev(), text[at..].chars());
    let (b, a) = (before.next(), after.next());
    is_alnum(b) && is_alnum(a)
        || b == Some('.') && is_digit(a) && is_digit(before.next())
        || a == Some('.') && is_digit(b) && is_digit(after.next())
}

/// The number of places of a string in a normalised text, by trying every one.
fn places(text: &str, needle: &str) -> usize {
    (text.char_indices())
        .filter(|(at, _)| {
            text[*at..].starts_with(needle) && !cuts_run(text, *at) && !cuts_run(text, at + needle.len())
        })
        .count()
}

fn count_in(article: &Article, needle: &str) -> usize {
    places(&normalize(&article.title_text()), needle) + places(&normalize(&article.body_text()), needle)
}

fn lines(index: &Index, request: &KwicRequest) -> Vec<KwicLine> {
    kwic(index, request).unwrap().map(Result::unwrap).collect()
}

/// The words of an article between signs and ends of lines, by the best path of each line.
fn stretches(index: &Index, article: &Article) -> Vec<Vec<String>> {
    let mut all = vec![Vec::new()];
    for text in [article.title_text(), article.body_text()] {
        for line in text.split('\n') {
            let normalized = normalize(line);
            for word in index.analyzer().exact(&normalized) {
                match &normalized[word.bytes()] {
                    " " => {}
                    sign if !sign.chars().any(char::is_alphanumeric) => all.push(Vec::new()),
                    word => all.last_mut().unwrap().push(word.to_owned()),
                }
            }
            all.push(Vec::new());
        }
    }
    all
}

/// True for a word that counts. The articles have no stop words, and numbers of digits alone.
fn counts(word: &str, keeps_numbers: bool) -> bool {
    word.chars().any(char::is_alphanumeric)
        && (keeps_numbers || !word.chars().all(|c| c.is_ascii_digit() || c == '.'))
}

/// The words of a text with their bytes, looked for one after the other in the text without its traditional characters.
fn printed_words(index: &Index, text: &str) -> Vec<(String, std::ops::Range<usize>)> {
    let simple = text.replace('燈', "灯");
    let mut all = Vec::new();
    let mut at = 0;
    for line in simple.split('\n') {
        let normalized = normalize(line);
        for word in index.analyzer().exact(&normalized) {
            let word = &normalized[word.bytes()];
            // Quotation marks differ in normal form, and are no words.
            if word.chars().any(char::is_alphanumeric) {
                // White space inside a word is not in the normal form.
                let mut start = None;
                for c in word.chars() {
                    let found = at + simple[at..].find(c).unwrap();
                    start = start.or(Some(found));
                    at = found + c.len_utf8();
                }
                let start = start.unwrap();
                all.push((word.to_owned(), start..at));
            }
        }
    }
    all
}

/// The bytes within a number of units of a place: characters, and runs of letters and digits; white space is a unit only between
/// two runs.
fn around(text: &str, at: usize, bytes: usize, units: usize) -> (usize, usize) {
    let mut spans: Vec<std::ops::Range<usize>> = Vec::new();
    for unit in jianbao_analysis::units(text) {
        let bytes = unit.bytes();
        let is_space = text[bytes.clone()].trim().is_empty();
        let is_run = |part: Option<char>| part.is_some_and(|c| c.is_ascii_alphanumeric());
        let before = is_run(text[..bytes.start].trim_end().chars().next_back());
        let after = is_run(text[bytes.end..].trim_start().chars().next());
        let is_first_space = !text[..bytes.start].ends_with(char::is_whitespace);
        if !is_space || before && after && is_first_space {
            spans.push(bytes);
        }
    }
    let first = spans.iter().position(|span| span.start == at).unwrap();
    let last = spans.iter().position(|span| span.end == at + bytes).unwrap();
    (spans[first.saturating_sub(units)].start, spans[(last + units).min(spans.len() - 1)].end)
}

/// The content of a line, as a key to compare by.
fn shown(line: &KwicLine) -> (String, ArticlePart, usize, usize, String, String, String) {
    let KwicLine { id, part, paragraph, offset, left, key, right, .. } = line.clone();
    (id, part, paragraph, offset, left, key, right)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn lines_are_the_places_that_grep_counts(
        articles in articles(),
        needle in "(夜市|市|人|人人|灯，|covid|covid19|19|5\\.2|人。|「人)",
    ) {
        let (index, kept) = index_of(&articles);
        // In normal form the marks inside a quote are straight, and a corner mark closes nothing.
        let needle = normalize(&needle);
        let request = KwicRequest::new(format!("「{needle}」")).context_units(3);
        let found = lines(&index, &request);
        let expected: usize = kept.iter().map(|article| count_in(article, &needle)).sum();
        prop_assert_eq!(found.len(), expected);
        for line in &found {
            let article = kept.iter().find(|article| article.id.as_deref() == Some(&line.id)).unwrap();
            let text = match line.part { ArticlePart::Title => article.title_text(), ArticlePart::Body => article.body_text() };
            let printed = text.split('\n').nth(line.paragraph - 1).unwrap();
            prop_assert!(printed[line.offset..].starts_with(line.key.split('\n').next().unwrap()));
            let whole = format!("{}{}{}", line.left, line.key, line.right);
            prop_assert!(text.contains(&whole));
            prop_assert_eq!(normalize(&line.key), needle.clone());
        }
        // An order changes nothing but the order, and a sample takes some of the same lines.
        let keys = [SortKey::Beside(Position::Right(1)), SortKey::Source, SortKey::Date];
        let sorted = lines(&index, &keys.iter().fold(request.clone(), |request, key| request.sort(*key)));
        let all = |lines: &[KwicLine]| { let mut all: Vec<_> = lines.iter().map(shown).collect(); all.sort(); all };
        prop_assert_eq!(all(&sorted), all(&found));
        for pair in sorted.windows(2) {
            let key = |line: &KwicLine| {
                let first = jianbao_analysis::units(&normalize(&line.right)).next();
                let right = first.map(|unit| normalize(&line.right)[unit.bytes()].to_owned()).unwrap_or_default();
                (right, line.source.clone().unwrap_or_default(), line.date)
            };
            // A space between runs is a unit, but not at the start of a text by itself.
            prop_assume!(!pair.iter().any(|line| line.right.starts_with([' ', '\n'])));
            prop_assert!(key(&pair[0]) <= key(&pair[1]), "{:?} {:?}", pair[0], pair[1]);
        }
        let sampled = lines(&index, &request.clone().sample(2));
        prop_assert_eq!(sampled.len(), expected.min(2));
        prop_assert!(sampled.iter().all(|line| found.contains(line)));
        let groups = group(&index, &request, Position::Right(1)).unwrap();
        prop_assert_eq!(groups.iter().map(|(_, count)| *count).sum::<u64>(), expected as u64);
        for line in lines(&index, &request.per_article(1)) {
            prop_assert_eq!(found.iter().find(|other| other.id == line.id), Some(&line));
        }
    }

    #[test]
    fn lines_beside_a_word_are_those_whose_span_has_it(
        articles in articles(),
        word in "(夜市|灯|人|covid|19|，)",
        units in 0..4_usize,
        within in 0..3_usize,
    ) {
        let (index, kept) = index_of(&articles);
        let span = [CollocationSpan::Units(units), CollocationSpan::Sentence, CollocationSpan::Article][within];
        let request = KwicRequest::new("「市」").context_units(units);
        let found = lines(&index, &request.clone().beside(Beside::new(&word, span)));
        let word = normalize(&word);
        let expected: Vec<KwicLine> = lines(&index, &request).into_iter().filter(|line| {
            let article = kept.iter().find(|article| article.id.as_deref() == Some(&line.id)).unwrap();
            let (left, right) = match span {
                CollocationSpan::Units(_) => (line.left.clone(), line.right.clone()),
                CollocationSpan::Article | CollocationSpan::Sentence => {
                    let (title, body) = (article.title_text(), article.body_text());
                    let (text, other) = match line.part { ArticlePart::Title => (&title, &body), ArticlePart::Body => (&body, &title) };
                    let start = text.split('\n').take(line.paragraph - 1).map(|line| line.len() + 1).sum::<usize>() + line.offset;
                    let (before, after) = (text[..start].to_owned(), text[start + line.key.len()..].to_owned());
                    if span == CollocationSpan::Article {
                        (format!("{before}|{other}"), after)
                    } else {
                        // These texts have no quotation marks behind a stop but 」.
                        let from = before.trim_end_matches('\n').len();
                        let from = if from < before.len() { before.len() } else {
                            let stop = before.rfind(['。', '\n']).map_or(0, |at| at + before[at..].chars().next().unwrap().len_utf8());
                            if before[stop..].starts_with('」') { stop + "」".len() * before[stop..].chars().take_while(|c| *c == '」').count() } else { stop }
                        };
                        let to = after.find(['。', '\n']).unwrap_or(after.len());
                        (before[from..].to_owned(), after[..to].to_owned())
                    }
                }
            };
            places(&normalize(&left), &word) + places(&normalize(&right), &word) > 0
        }).collect();
        // A stop is part of its sentence; none of the words has one.
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn words_and_ngrams_are_those_of_a_plain_count(articles in articles(), length in 1..4_usize, keep in any::<bool>()) {
        let (index, kept) = index_of(&articles);
        let mut request = WordsRequest::default().ngrams(length, length);
        if keep {
            request = request.keep(WordClass::Number);
        }
        let list = words(&index, &request).unwrap();
        let mut expected = BTreeMap::<Vec<String>, (u64, std::collections::BTreeSet<usize>)>::new();
        let mut all = 0;
        for (number, article) in kept.iter().enumerate() {
            for stretch in stretches(&index, article) {
                all += stretch.iter().filter(|word| counts(word, keep)).count() as u64;
                for gram in stretch.windows(length) {
                    if counts(&gram[0], keep) && counts(&gram[length - 1], keep) {
                        let count = expected.entry(gram.to_vec()).or_default();
                        count.0 += 1;
                        count.1.insert(number);
                    }
                }
            }
        }
        prop_assert_eq!((list.articles, list.words), (kept.len() as u64, all));
        let mut rows: Vec<(Vec<String>, u64, u64)> =
            expected.into_iter().map(|(gram, (count, articles))| (gram, count, articles.len() as u64)).collect();
        rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let found: Vec<_> = list.rows.iter().map(|row| (row.words.clone(), row.count, row.articles)).collect();
        prop_assert_eq!(found, rows);
    }

    #[test]
    fn collocates_are_those_of_a_plain_count(articles in articles(), units in 0..5_usize, within in 0..3_usize) {
        let (index, kept) = index_of(&articles);
        let span = [CollocationSpan::Units(units), CollocationSpan::Sentence, CollocationSpan::Article][within];
        let request = CollocatesRequest::new("「夜市」").span(span).min_count(1).min_articles(1);
        let found = collocates(&index, &request).unwrap();
        let (mut inside, mut beside) = (BTreeMap::<String, u64>::new(), BTreeMap::<String, u64>::new());
        let (mut places_in_all, mut holders) = (0, BTreeMap::<String, std::collections::BTreeSet<usize>>::new());
        let mut outside = 0;
        for (number, article) in kept.iter().enumerate() {
            let parts = [article.title_text(), article.body_text()];
            let has_place = parts.iter().any(|text| places(&normalize(text), "夜市") > 0);
            for text in parts {
                // The texts are marked byte by byte: 1 in a span, 2 in a place.
                let mut marks = vec![u8::from(span == CollocationSpan::Article && has_place); text.len()];
                let all: Vec<usize> = text.match_indices("夜市").map(|(at, _)| at).collect();
                places_in_all += all.len() as u64;
                for at in &all {
                    let (from, to) = match span {
                        CollocationSpan::Article => (0, text.len()),
                        CollocationSpan::Sentence => {
                            let bounds = jianbao_corpus::sentences(&text);
                            let sentence = bounds.iter().find(|bytes| bytes.contains(at)).unwrap();
                            (sentence.start, sentence.end)
                        }
                        CollocationSpan::Units(_) => around(&text, *at, "夜市".len(), units),
                    };
                    marks[from..to].iter_mut().for_each(|mark| *mark |= 1);
                }
                for at in &all {
                    marks[*at..at + "夜市".len()].fill(2);
                }
                for (word, bytes) in printed_words(&index, &text) {
                    if !counts(&word, false) {
                        continue;
                    }
                    if marks[bytes.clone()].contains(&2) {
                        continue;
                    }
                    outside += 1;
                    *inside.entry(word.clone()).or_default() += 1;
                    if marks[bytes].iter().all(|mark| *mark == 1) {
                        *beside.entry(word.clone()).or_default() += 1;
                        holders.entry(word).or_default().insert(number);
                    }
                }
            }
        }
        let span_words: u64 = beside.values().sum();
        prop_assert_eq!((found.places, found.span_words, found.words), (places_in_all, span_words, outside));
        let expected: BTreeMap<&String, u64> = beside.iter()
            .filter(|(word, count)| **count as f64 > span_words as f64 * inside[*word] as f64 / outside as f64)
            .map(|(word, count)| (word, *count))
            .collect();
        prop_assert_eq!(found.rows.iter().map(|row| (&row.word, row.count)).collect::<BTreeMap<_, _>>(), expected);
        for row in &found.rows {
            let (o, f, r, n) = (row.count as f64, inside[&row.word] as f64, span_words as f64, outside as f64);
            let e = r * f / n;
            let cells = [(o, e), (r - o, r - e), (f - o, f - e), (n - r - f + o, n - r - f + e)];
            let g2: f64 = cells.iter().filter(|(o, _)| *o > 0.0).map(|(o, e)| 2.0 * o * (o / e).ln()).sum();
            prop_assert!((row.log_likelihood - g2.max(0.0)).abs() < 1e-6, "{row:?} {g2}");
            prop_assert!((row.expected - e).abs() < 1e-9);
            prop_assert!((row.mutual_information - (o / e).log2()).abs() < 1e-9);
            prop_assert!((row.log_dice - (14.0 + (2.0 * o / (places_in_all as f64 + f)).log2())).abs() < 1e-9);
            prop_assert_eq!(row.total, inside[&row.word]);
            prop_assert_eq!(row.articles, holders[&row.word].len() as u64);
        }
    }

    #[test]
    fn keywords_are_those_of_a_plain_count(articles in articles(), less in any::<bool>(), rest in any::<bool>()) {
        let (index, kept) = index_of(&articles);
        let mut request = CompareRequest::new("来源:晚报").min_count(1).min_articles(1);
        if less {
            request = request.direction(KeywordDirection::Less);
        }
        if !rest {
            request = request.with("「人」");
        }
        let found = compare(&index, &request).unwrap();
        let mut parts = [BTreeMap::<String, [u64; 2]>::new(), BTreeMap::new()];
        let (mut sizes, mut shared) = ([[0_u64; 2]; 2], 0);
        for article in &kept {
            let is_first = article.source.as_deref() == Some("晚报");
            let is_second = rest || count_in(article, "人") > 0;
            shared += u64::from(is_first && is_second && !rest);
            if !is_first && !is_second {
                continue;
            }
            let side = usize::from(!is_first);
            sizes[side][0] += 1;
            let mut seen = BTreeMap::<String, u64>::new();
            for word in stretches(&index, article).into_iter().flatten().filter(|word| counts(word, false)) {
                sizes[side][1] += 1;
                *seen.entry(word).or_default() += 1;
            }
            for (word, count) in seen {
                let entry = parts[side].entry(word).or_default();
                entry[0] += count;
                entry[1] += 1;
            }
        }
        prop_assert_eq!([found.part.articles, found.part.words], sizes[0]);
        prop_assert_eq!([found.other.articles, found.other.words], sizes[1]);
        prop_assert_eq!(found.shared_articles, shared);
        let (c, d) = (sizes[0][1] as f64, sizes[1][1] as f64);
        let rate = |count: u64, of: f64| if of == 0.0 { 0.0 } else { count as f64 / of };
        let all: std::collections::BTreeSet<&String> = parts[0].keys().chain(parts[1].keys()).collect();
        let expected: std::collections::BTreeSet<&String> = all.into_iter().filter(|word| {
            let of = |side: usize| parts[side].get(*word).copied().unwrap_or_default()[0];
            let (first, second) = (rate(of(0), c), rate(of(1), d));
            // Rates in a million differ in the last place.
            (first - second).abs() > 1e-12 && (first > second) != less
        }).collect();
        prop_assert_eq!(found.rows.iter().map(|row| &row.word).collect::<std::collections::BTreeSet<_>>(), expected);
        for row in &found.rows {
            let of = |side: usize| parts[side].get(&row.word).copied().unwrap_or_default();
            prop_assert_eq!([row.count, row.articles], of(0));
            prop_assert_eq!([row.other_count, row.other_articles], of(1));
            let (a, b) = (row.count as f64, row.other_count as f64);
            let (e1, e2) = (c * (a + b) / (c + d), d * (a + b) / (c + d));
            let term = |o: f64, e: f64| if o > 0.0 { o * (o / e).ln() } else { 0.0 };
            prop_assert!((row.log_likelihood - (2.0 * (term(a, e1) + term(b, e2))).max(0.0)).abs() < 1e-6);
            let half = |count: f64, of: f64| if count == 0.0 { 0.5 } else { count } / of.max(1.0);
            prop_assert!((row.log_ratio - (half(a, c) / half(b, d)).log2()).abs() < 1e-9);
        }
    }

    #[test]
    fn trends_count_what_the_lines_show(articles in articles(), by_source in any::<bool>()) {
        let (index, kept) = index_of(&articles);
        let mut request = TrendRequest::new(["“人”"]).period(PeriodKind::Month);
        request.by_source = by_source;
        let trends = trend(&index, &request).unwrap();
        let mut expected = BTreeMap::<(Option<String>, Option<String>), (u64, u64)>::new();
        for article in &kept {
            let found = count_in(article, "人") as u64;
            if found > 0 {
                let month = article.date.map(|date| date.to_string()[..7].to_owned());
                let count = expected.entry((article.source.clone().filter(|_| by_source), month)).or_default();
                count.0 += 1;
                count.1 += found;
            }
        }
        for trend in &trends {
            let undated = expected.get(&(trend.source.clone(), None)).map_or(0, |count| count.0);
            prop_assert_eq!(trend.undated_articles, undated);
            for period in &trend.periods {
                let of_month = |article: &&Article| {
                    article.date.is_some_and(|date| date.to_string()[..7] == period.period)
                };
                let base = kept.iter().filter(of_month).count() as u64;
                let count = expected.get(&(trend.source.clone(), Some(period.period.clone()))).copied();
                prop_assert_eq!((period.articles, period.places), count.unwrap_or_default());
                prop_assert_eq!(period.of_articles, base);
                let characters: usize = kept.iter().filter(of_month)
                    .map(|article| normalize(&article.title_text()).chars().count() + normalize(&article.body_text()).chars().count())
                    .sum();
                let per_million = if characters == 0 { 0.0 } else { period.places as f64 / characters as f64 * 1e6 };
                prop_assert!((period.per_million - per_million).abs() < 1e-6);
            }
        }
        let counted: u64 = trends.iter().map(|trend| trend.places).sum();
        prop_assert_eq!(counted, expected.values().map(|count| count.1).sum::<u64>());
    }

    #[test]
    fn a_text_stands_exactly_where_an_article_contains_it(
        articles in articles(),
        text in "(夜市|人|灯|covid|19|5\\.2|，|「|。|a| ){1,4}",
        from in any::<prop::sample::Index>(),
    ) {
        let (index, kept) = index_of(&articles);
        // Texts made by themselves seldom stand anywhere, so half of them are pieces of an article.
        let source: Vec<char> = from.get(&kept).body_text().chars().collect();
        let cut = if source.is_empty() { text.clone() } else {
            let start = from.index(source.len());
            source[start..(start + 5).min(source.len())].iter().collect()
        };
        for text in [text, cut] {
            let normal = normalize(&text);
            let holds = |article: &&Article| {
                [article.title_text(), article.body_text()].iter().any(|part| places(&normalize(part), &normal) > 0)
            };
            match check(&index, &CheckRequest::new(&text)) {
                Ok(checked) => {
                    let expected = kept.iter().filter(holds).count() as u64;
                    prop_assert_eq!(checked.articles, expected, "{}", text);
                    prop_assert!(checked.closest.is_none() || expected == 0);
                    let listed = checked.standing.iter().map(|article| 1 + article.reprints.len()).sum::<usize>();
                    prop_assert!(listed as u64 == expected || checked.standing.len() == 10);
                }
                Err(_) => prop_assert!(normal.is_empty()),
            }
        }
    }
}

#[test]
fn a_text_field_has_neither_places_nor_sentences() {
    let index = Index::builder().field("评论:text+".parse().unwrap()).in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let mut article = Article { body: vec!["昨晚夜市亮灯。".to_owned()], ..Article::default() };
    article.extra.insert("评论".to_owned(), "夜市很好".into());
    writer.add(article).unwrap();
    writer.finish().unwrap();
    let request = |query: &str| KwicRequest::new(query);
    assert_eq!(lines(&index, &request("夜市")).len(), 1);
    assert_eq!(lines(&index, &request("夜市 评论:很好")).len(), 1);
    assert!(matches!(kwic(&index, &request("评论:夜市")), Err(Error::NoText)));
    assert!(check(&index, &CheckRequest::new("夜市亮灯")).unwrap().stands());
    assert!(!check(&index, &CheckRequest::new("夜市很好")).unwrap().stands());
}
