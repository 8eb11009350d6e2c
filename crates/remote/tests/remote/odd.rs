//! Articles at the limits of the cluster.

use jianbao_article::Article;

/// The articles, each with an id that starts with `odd-`.
pub(crate) fn articles() -> Vec<Article> {
    let article = |id: &str, title: &str, body: String| Article {
        id: Some(id.to_owned()),
        title: Some(title.to_owned()),
        body: vec![body],
        ..Article::default()
    };
    let mut odd = vec![
        article("odd-run-255", "长串", "x".repeat(255)),
        article("odd-run-600", "更长", "y1.".repeat(200)),
        article("odd-long", "长文", "江城的图书馆开放了，读者很多。".repeat(1_500)),
        article("odd-empty", "", String::new()),
        article("odd-spaces", "a b", "iPhone 12 和 F 16\u{3000}\u{2028}\u{85}里".to_owned()),
        article("odd-signs", "“”《》··", "\"\\\u{0}\u{7}{}[]\n\n😀😀𠮷".to_owned()),
    ];
    let mut named = article("odd-name", "名字", "内容".to_owned());
    named.reporters = vec!["长".repeat(400), " ".to_owned(), "A B\u{2029}C".to_owned()];
    named.source = Some("字".repeat(12_000));
    odd.push(named);
    // More than fifty words are like one word: the cluster's default takes fifty.
    odd.extend((b'a'..=b'z').flat_map(|first| (b'0'..=b'3').map(move |last| (first, last))).map(
        |(first, last)| {
            let word = format!("covi{}{}", char::from(first), char::from(last));
            Article { id: Some(format!("odd-{word}")), title: Some(word), ..Article::default() }
        },
    ));
    odd
}
