//! The matcher beside the index: both decide the same articles.

use std::collections::BTreeSet;

use jianbao_article::{Article, Dateline};

use super::Matcher;
use crate::index::index::Index;
use crate::query::plan::Requirement;
use crate::request::{Matching, SearchRequest};

/// Pieces of texts: words, runs, numbers, signs, and characters that no word has.
const PIECES: [&str; 40] = [
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
];

const QUERIES: [&str; 20] = [
    "{}",
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
    "地点:京 {}",
    "记者:李明 或 {}",
    "版:1-4",
    "日期:2020 {}",
    "({})^3 的",
    "-({} {})",
];

/// A number below another, from a linear congruential generator (Knuth's MMIX).
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn text(&mut self, most: usize) -> String {
        (0..1 + self.below(most)).map(|_| PIECES[self.below(PIECES.len())]).collect()
    }

    fn article(&mut self, number: usize) -> Article {
        let some = |chosen: bool, text: &str| chosen.then(|| text.to_owned());
        let date = jiff::civil::date(2019, 12, 1)
            .checked_add(jiff::Span::new().days(i64::try_from(number).unwrap()));
        Article {
            id: Some(number.to_string()),
            title: some(self.below(5) > 0, &self.text(4)),
            body: vec![self.text(30)],
            date: (self.below(4) > 0).then(|| date.unwrap()),
            page: some(self.below(3) > 0, ["A05", "3", "第４版", "要闻"][self.below(4)]),
            reporters: if self.below(3) > 0 {
                vec![["李明", "王芳", "覃　仄"][self.below(3)].into()]
            } else {
                vec![]
            },
            dateline: (self.below(3) > 0).then(|| Dateline {
                place: some(true, ["北京", "南京", "上海"][self.below(3)]),
                ..Dateline::default()
            }),
            ..Article::default()
        }
    }

    fn query(&mut self) -> String {
        let mut query = QUERIES[self.below(QUERIES.len())].to_owned();
        while query.contains("{}") {
            let text: String = self.text(3).chars().filter(|c| !"“”，。 -".contains(*c)).collect();
            query = query.replacen("{}", if text.is_empty() { "规划" } else { &text }, 1);
        }
        query
    }
}

#[test]
fn a_plan_is_met_by_the_articles_that_the_index_finds() {
    let mut draw = Draw(11);
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let articles: Vec<Article> = (0..200).map(|number| draw.article(number)).collect();
    for (number, article) in articles.iter().enumerate() {
        writer.add(article.clone()).unwrap();
        if number % 70 == 69 {
            writer.commit().unwrap();
        }
    }
    writer.finish().unwrap();
    let (mut found_any, mut kinds) = (0, BTreeSet::new());
    for _ in 0..1_000 {
        let query = draw.query();
        let request = SearchRequest::new(&query).matching(Matching::All).limit(1_000);
        let plan = index.explain(&request, None).unwrap().requirement;
        note_kinds(&plan, &mut kinds);
        let matcher = Matcher::new(&plan, index.analyzer());
        let met: BTreeSet<&str> = articles
            .iter()
            .filter(|article| matcher.matches(article).unwrap())
            .map(|article| article.id.as_deref().unwrap())
            .collect();
        let found = index.ids(&request).unwrap();
        found_any += usize::from(!found.is_empty() && found.len() < articles.len());
        assert_eq!(met, found.iter().map(String::as_str).collect(), "{query}: {plan}");
    }
    assert!(found_any > 400, "{found_any}");
    assert!(kinds.len() >= 14, "{kinds:?}");
}

fn note_kinds(plan: &Requirement, kinds: &mut BTreeSet<String>) {
    let json = serde_json::to_value(plan).unwrap();
    kinds.insert(json["require"].to_string());
    plan.parts().iter().for_each(|part| note_kinds(part, kinds));
}
