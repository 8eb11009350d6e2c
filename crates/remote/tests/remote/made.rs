//! Made articles and queries: pieces in random order, so that words, signs, runs and numbers meet in every way.

use jianbao_article::{Article, Dateline};

const PIECES: [&str; 52] = [
    "规划",
    "图书馆",
    "馆",
    "的",
    "标准",
    "分别",
    "“",
    "”",
    "《",
    "》",
    "·",
    "-",
    " ",
    "，",
    "。",
    "iphone",
    "12",
    "3",
    "三",
    "天",
    "13000",
    "1.3万",
    "人",
    "第",
    "届",
    "比尔",
    "盖茨",
    "歼",
    "20",
    "covid",
    "covd",
    "T恤",
    "三○一",
    "三〇一",
    "医院",
    "曹文埴",
    "𠀀",
    "网球",
    "職工",
    "大赛",
    "30%",
    "百分之三十",
    "经济",
    "发展",
    "国家",
    "中国",
    "江城",
    "开幕",
    "春茶",
    "高铁",
    "报道",
    "记者",
];

const QUERIES: [&str; 24] = [
    "{}",
    "{}",
    "{} {}",
    "“{}”",
    "标题:{}",
    "正文:{}",
    "标题:“{}”",
    "正文:“{}”",
    "{} -{}",
    "{} 或 {}",
    "“{} {}”~3",
    "标题:“{} {}”~6",
    "{}*",
    "正文:{}*",
    "covi~",
    "正文:covid~",
    "标题:covd~",
    "地点:京 {}",
    "记者:李明 或 {}",
    "版:1-4",
    "日期:2020 {}",
    "({})^3 的",
    "-({} {})",
    "-(-{} 或 “{}”)",
];

fn pieces(random: &mut fastrand::Rng, most: usize) -> String {
    (0..random.usize(1..=most)).map(|_| PIECES[random.usize(..PIECES.len())]).collect()
}

/// An article with a number for an id.
pub(crate) fn article(random: &mut fastrand::Rng, number: usize) -> Article {
    let day = i64::try_from(random.usize(..900)).unwrap();
    let date = jiff::civil::date(2019, 6, 1).checked_add(jiff::Span::new().days(day)).unwrap();
    let some = |random: &mut fastrand::Rng, text: &str| random.bool().then(|| text.to_owned());
    let page = ["A05", "3", "第４版", "要闻", "1-4"][random.usize(..5)];
    let place = ["北京", "南京", "上海"][random.usize(..3)];
    Article {
        id: Some(format!("made-{number:05}")),
        title: (random.usize(..5) > 0).then(|| pieces(random, 5)),
        body: (0..random.usize(..4)).map(|_| pieces(random, 60)).collect(),
        date: (random.usize(..5) > 0).then_some(date),
        source: some(random, "江城日報"),
        page: some(random, page),
        reporters: vec![["李明", "王芳", "覃　仄", "John Smith"][random.usize(..4)].to_owned()],
        dateline: random.bool().then(|| Dateline { place: Some(place.to_owned()), ..Dateline::default() }),
        ..Article::default()
    }
}

/// Articles at the edges of what a cluster takes.
pub(crate) fn odd_articles() -> Vec<Article> {
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

/// A query over pieces, or over a string cut from an article at random.
pub(crate) fn query(random: &mut fastrand::Rng, articles: &[Article]) -> String {
    let mut query = QUERIES[random.usize(..QUERIES.len())].to_owned();
    while query.contains("{}") {
        let text: String = if random.bool() {
            pieces(random, 3)
        } else {
            let body: Vec<char> = articles[random.usize(..articles.len())].body_text().chars().collect();
            let start = random.usize(..body.len().max(1));
            body.iter().skip(start).take(random.usize(1..9)).collect()
        };
        let text: String = text.chars().filter(|c| !"“”，。 -\n".contains(*c)).collect();
        query = query.replacen("{}", if text.is_empty() { "规划" } else { &text }, 1);
    }
    query
}
