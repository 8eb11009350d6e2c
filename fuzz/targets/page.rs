//! Page splitting: every character of any text except white space is in some article.

#![no_main]

use jianbao::Article;
use jianbao::article::{explain_page, parse_page};
use libfuzzer_sys::fuzz_target;

/// The frequency of each character in a text, white space left out.
fn counted<'t>(texts: impl Iterator<Item = &'t str>) -> std::collections::BTreeMap<char, usize> {
    let mut counts = std::collections::BTreeMap::new();
    for c in texts.flat_map(str::chars).filter(|c| !c.is_whitespace()) {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

fn texts(article: &Article) -> impl Iterator<Item = &str> {
    let parts = [
        &article.kicker,
        &article.title,
        &article.subtitle,
        &article.r#abstract,
        &article.label,
        &article.credit,
    ];
    let headings = article.sections.iter().map(|section| section.heading.as_str());
    let lines = [&article.body, &article.byline, &article.unplaced].into_iter().flatten().map(String::as_str);
    parts.into_iter().flatten().map(String::as_str).chain(headings).chain(lines)
}

fuzz_target!(|text: &str| {
    let articles = parse_page(text).articles;
    let kept = counted(articles.iter().flat_map(texts));
    for (c, count) in counted([text].into_iter()) {
        assert!(kept.get(&c).is_some_and(|kept| *kept >= count), "{c:?} is lost");
    }
    explain_page(text, 3);
});
