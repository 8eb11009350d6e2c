//! The laws of the views, against plain programs over the articles.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;

use jianbao_analysis::normalize;
use jianbao_article::Article;
use jianbao_core::Index;
use jianbao_corpus::{
    ArticlePart, CheckRequest, Error, KwicLine, KwicRequest, PeriodKind, Position, SortKey, TrendRequest,
    check, group, kwic, trend,
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
