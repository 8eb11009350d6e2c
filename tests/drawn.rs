//! Drawn articles and queries: pieces in random order, so that words, signs, runs and numbers meet in every way.
//!
//! The test programs that compare two ways of finding articles share this file by its path.

use jianbao_article::{Article, Dateline};

/// Pieces of texts: words, runs, numbers, signs, and characters that no word has.
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

/// Forms of queries, each with places for texts.
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

/// An article with a number for an id, and up to three paragraphs of at most `most` pieces.
pub(crate) fn article(random: &mut fastrand::Rng, number: usize, most: usize) -> Article {
    let day = i64::try_from(random.usize(..900)).unwrap();
    let date = jiff::civil::date(2019, 6, 1).checked_add(jiff::Span::new().days(day)).unwrap();
    let some = |random: &mut fastrand::Rng, text: &str| random.bool().then(|| text.to_owned());
    let page = ["A05", "3", "第４版", "要闻", "1-4"][random.usize(..5)];
    let place = ["北京", "南京", "上海"][random.usize(..3)];
    let reporter = ["李明", "王芳", "覃　仄", "John Smith", ""][random.usize(..5)];
    Article {
        id: Some(format!("drawn-{number:05}")),
        title: (random.usize(..5) > 0).then(|| pieces(random, 5)),
        body: (0..random.usize(..4)).map(|_| pieces(random, most)).collect(),
        date: (random.usize(..5) > 0).then_some(date),
        source: some(random, "江城日報"),
        page: some(random, page),
        reporters: (random.usize(..5) > 0).then(|| reporter.to_owned()).into_iter().collect(),
        dateline: random.bool().then(|| Dateline { place: Some(place.to_owned()), ..Dateline::default() }),
        ..Article::default()
    }
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
