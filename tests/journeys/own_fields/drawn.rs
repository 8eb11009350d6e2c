//! Worlds drawn at random: declared fields, articles with values in them, and clauses of queries.

use jianbao::article::{FieldDeclaration, FieldType};
use jianbao::{Article, Index};
use serde_json::{Map, Value, json};

use super::oracle::{Clause, OracleArticle, Test, Typed};

/// Numbers from a linear congruential generator (Knuth's MMIX).
pub(super) struct Draw(u64);

impl Draw {
    pub(super) fn new(seed: u64) -> Draw {
        Draw(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1)
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    pub(super) fn one<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len())]
    }

    pub(super) fn is_one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }
}

/// Names with an alias each.
const NAMES: [(&str, &str); 8] = [
    ("标签", "tags"),
    ("浏览", "views"),
    ("sentiment", "情感"),
    ("抓取时间", "crawled_at"),
    ("is-hot", "热"),
    ("category", "类别"),
    ("稿费", "fee"),
    ("作品", "work"),
];

const KEYWORDS: [&str; 8] = ["快讯", "Ａ股", "春茶", "New York", "国际論壇", "10:30", "甲，乙", "夜市"];
pub(super) const WORDS: [&str; 4] = ["春茶", "夜市", "高铁", "图书馆"];
const INTEGERS: [i64; 10] = [0, 1, -1, 5, 12_000, -300, 10_000, i64::MAX, i64::MIN, 99];
const NUMBERS: [f64; 10] = [0.0, 0.5, -0.5, 0.87, 1e9, -2.25, 0.035, 12_000.0, 1e-7, 3.0];
/// Microseconds since 1970.
const TIMES: [i64; 8] = [
    0,
    1_715_135_400_000_000,
    1_715_135_459_999_999,
    1_715_135_460_000_000,
    1_715_097_600_000_000,
    1_715_097_599_999_999,
    1_715_184_000_000_000,
    -1_000_000,
];

/// Fields, and articles with values in them.
pub(super) struct World {
    pub(super) fields: Vec<FieldDeclaration>,
    pub(super) articles: Vec<OracleArticle>,
}

impl World {
    pub(super) fn drawn(draw: &mut Draw) -> World {
        let count = 2 + draw.below(5);
        let first = draw.below(NAMES.len());
        let compared: Vec<FieldType> = FieldType::ALL.iter().copied().filter(|it| !it.is_text()).collect();
        let fields: Vec<FieldDeclaration> = (0..count)
            .map(|number| {
                let (name, alias) = NAMES[(first + number) % NAMES.len()];
                // The first is one to sort and to collapse by.
                let types = if number == 0 { compared.as_slice() } else { FieldType::ALL };
                FieldDeclaration::new(name, *draw.one(types)).alias(alias)
            })
            .collect();
        let articles =
            (0..30 + draw.below(30)).map(|number| OracleArticle::drawn(number, &fields, draw)).collect();
        World { fields, articles }
    }

    /// The index of the world, in several segments, with articles that were replaced and removed.
    pub(super) fn index(&self, draw: &mut Draw) -> Index {
        let mut builder = Index::builder();
        for field in &self.fields {
            builder = builder.field(field.clone());
        }
        let index = builder.in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        for number in 0..5 {
            let earlier = OracleArticle::drawn(number, &self.fields, draw);
            writer.add(self.article(&earlier, draw)).unwrap();
        }
        writer.add(self.article(&OracleArticle::drawn(1000, &self.fields, draw), draw)).unwrap();
        writer.commit().unwrap();
        for chunk in self.articles.chunks(20) {
            for article in chunk {
                writer.add(self.article(article, draw)).unwrap();
            }
            writer.commit().unwrap();
        }
        writer.remove("a1000").unwrap();
        writer.finish().unwrap();
        index
    }

    /// An article as it would come, with its values written in one way or another.
    fn article(&self, article: &OracleArticle, draw: &mut Draw) -> Article {
        let mut extra = Map::new();
        for (field, typed) in self.fields.iter().zip(&article.values) {
            let names: Vec<&str> = field.names().collect();
            let name =
                if draw.is_one_in(3) { draw.one(&names).to_ascii_uppercase() } else { names[0].to_owned() };
            let value = match typed {
                Some(typed) => typed.as_json(draw),
                None if draw.is_one_in(3) => misfit(field.field_type(), draw),
                None => continue,
            };
            extra.insert(name, value);
        }
        extra.insert("其他".to_owned(), json!(1));
        Article {
            id: Some(article.id.clone()),
            title: Some(article.title.clone()),
            body: vec![article.body.clone()],
            date: article.date,
            extra,
            ..Article::default()
        }
    }

    /// The articles that a clause matches, by brute force.
    pub(super) fn matches<'w>(&'w self, clause: &'w Clause) -> impl Iterator<Item = &'w OracleArticle> {
        self.articles.iter().filter(|article| clause.holds_in(article))
    }

    /// The name of a field, or an alias.
    pub(super) fn name(&self, field: usize, draw: &mut Draw) -> String {
        let names: Vec<&str> = self.fields[field].names().collect();
        (*draw.one(&names)).to_owned()
    }

    /// A field whose values are compared, not searched for words.
    pub(super) fn compared_field(&self, draw: &mut Draw) -> usize {
        let fits = |field: &usize| !self.fields[*field].field_type().is_text();
        *draw.one(&(0..self.fields.len()).filter(fits).collect::<Vec<_>>())
    }

    /// The article with this id.
    pub(super) fn article_of(&self, id: &str) -> &OracleArticle {
        self.articles.iter().find(|article| article.id == id).unwrap()
    }

    /// A clause of words and filters.
    pub(super) fn clause(&self, draw: &mut Draw, depth: usize) -> Clause {
        let kind = if depth == 0 { draw.below(5) } else { draw.below(9) };
        let part = |draw: &mut Draw| self.clause(draw, depth - 1);
        match kind {
            0 => {
                let plus = |(field, declared): (usize, &FieldDeclaration)| {
                    (declared.field_type() == FieldType::TextAnywhere).then_some(field)
                };
                let fields = self.fields.iter().enumerate().filter_map(plus).collect();
                Clause::Word { word: (*draw.one(&WORDS)).to_owned(), fields }
            }
            1..=4 => self.filter(draw),
            5 => Clause::Not(Box::new(part(draw))),
            6 => Clause::Any((0..2 + draw.below(2)).map(|_| part(draw)).collect()),
            _ => Clause::All((0..2 + draw.below(2)).map(|_| part(draw)).collect()),
        }
    }

    /// A condition on one field.
    pub(super) fn filter(&self, draw: &mut Draw) -> Clause {
        let field = draw.below(self.fields.len());
        self.condition(field, draw)
    }

    /// A condition on a field whose values are compared.
    pub(super) fn filter_of_values(&self, draw: &mut Draw) -> Clause {
        let field = self.compared_field(draw);
        self.condition(field, draw)
    }

    fn condition(&self, field: usize, draw: &mut Draw) -> Clause {
        let field_type = self.fields[field].field_type();
        let test = if draw.is_one_in(8) { Test::Present } else { Test::drawn(field_type, draw) };
        Clause::Filter { field, test }
    }
}

impl OracleArticle {
    fn drawn(number: usize, fields: &[FieldDeclaration], draw: &mut Draw) -> OracleArticle {
        let text =
            |draw: &mut Draw| (0..draw.below(4)).map(|_| *draw.one(&WORDS)).collect::<Vec<_>>().join("，");
        let day = 1 + draw.below(3);
        OracleArticle {
            id: format!("a{number}"),
            title: format!("题，{}", text(draw)),
            body: text(draw),
            date: (!draw.is_one_in(4)).then(|| format!("2024-05-0{day}").parse().unwrap()),
            values: fields
                .iter()
                .map(|field| (!draw.is_one_in(4)).then(|| Typed::drawn(field.field_type(), draw)))
                .collect(),
        }
    }
}

impl Typed {
    pub(super) fn drawn(field_type: FieldType, draw: &mut Draw) -> Typed {
        match field_type {
            FieldType::Keyword => {
                let mut texts: Vec<String> = Vec::new();
                for _ in 0..1 + draw.below(3) {
                    let text = (*draw.one(&KEYWORDS)).to_owned();
                    if !texts.contains(&text) {
                        texts.push(text);
                    }
                }
                Typed::Keywords(texts)
            }
            FieldType::Text | FieldType::TextAnywhere => Typed::Texts(
                (0..1 + draw.below(3))
                    .map(|_| (0..1 + draw.below(2)).map(|_| *draw.one(&WORDS)).collect::<Vec<_>>().join("的"))
                    .collect(),
            ),
            FieldType::Integer => Typed::Integer(*draw.one(&INTEGERS)),
            FieldType::Number => Typed::Number(*draw.one(&NUMBERS)),
            FieldType::Time => Typed::Time(*draw.one(&TIMES)),
            FieldType::Flag => Typed::Flag(draw.is_one_in(2)),
            other => panic!("{other} is new"),
        }
    }

    /// The value as somebody may write it.
    fn as_json(&self, draw: &mut Draw) -> Value {
        match self {
            Typed::Keywords(texts) if texts.len() == 1 && draw.is_one_in(2) => json!(texts[0]),
            Typed::Keywords(texts) => json!(texts),
            Typed::Texts(texts) if texts.len() == 1 && draw.is_one_in(2) => json!(texts[0]),
            Typed::Texts(texts) => json!(texts),
            Typed::Integer(12_000) if draw.is_one_in(2) => {
                json!(draw.one(&["1.2万", "12,000", "１２０００", "一万二"]))
            }
            Typed::Integer(number) if draw.is_one_in(3) => json!(number.to_string()),
            Typed::Integer(number) => json!(number),
            Typed::Number(number) if *number == 0.035 && draw.is_one_in(2) => json!("3.5%"),
            Typed::Number(number) if draw.is_one_in(3) => json!([format!("{number:e}")]),
            Typed::Number(number) => json!(number),
            Typed::Time(us) => json!(written_time(*us, draw)),
            Typed::Flag(true) => draw.one(&[json!(true), json!("是"), json!(1), json!("yes")]).clone(),
            Typed::Flag(false) => draw.one(&[json!(false), json!("否"), json!("0")]).clone(),
        }
    }
}

/// A moment with a zone, or without one if it is in China.
pub(super) fn written_time(us: i64, draw: &mut Draw) -> String {
    let timestamp = jiff_timestamp(us);
    let hours = *draw.one(&[0_i8, 8, -5]);
    timestamp.display_with_offset(jianbao::jiff::tz::Offset::constant(hours)).to_string()
}

fn jiff_timestamp(us: i64) -> jianbao::jiff::Timestamp {
    jianbao::jiff::Timestamp::from_microsecond(us).unwrap()
}

/// A value that is not of the type.
fn misfit(field_type: FieldType, draw: &mut Draw) -> Value {
    match field_type {
        FieldType::Keyword => draw.one(&[json!({"a": 1}), json!([["甲"]]), json!(null), json!(" ")]).clone(),
        FieldType::Text | FieldType::TextAnywhere => {
            draw.one(&[json!({"春茶": 1}), json!(["春茶", 3]), json!(null), json!(" "), json!(true)]).clone()
        }
        _ => draw.one(&[json!("无从说起"), json!({"a": 1}), json!(null), json!([1, 2]), json!("")]).clone(),
    }
}

impl Test {
    fn drawn(field_type: FieldType, draw: &mut Draw) -> Test {
        let typed = |draw: &mut Draw| Typed::drawn(field_type, draw);
        if !field_type.is_ordered() || draw.is_one_in(3) {
            return match typed(draw) {
                Typed::Keywords(texts) => Test::Equals(Typed::Keywords(texts[..1].to_vec())),
                Typed::Texts(_) => Test::Contains((*draw.one(&WORDS)).to_owned()),
                one => Test::Equals(one),
            };
        }
        match draw.below(5) {
            0 => Test::Above(typed(draw)),
            1 => Test::Below(typed(draw)),
            2 => Test::AtLeast(typed(draw)),
            3 => Test::AtMost(typed(draw)),
            _ => {
                let (one, other) = (typed(draw), typed(draw));
                if one.is_less(&other) { Test::Between(one, other) } else { Test::Between(other, one) }
            }
        }
    }
}
