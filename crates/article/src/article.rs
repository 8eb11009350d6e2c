//! One news article, as plain owned data.
//!
//! Every field contains text as printed. Nothing here is normalised: full-width letters, traditional
//! characters and the spaces inside `王  伟` stay, so the output shows the text of the page.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::day::day_before;
use crate::{WrittenTime, written_date};

/// One news article.
///
/// In JSON an absent field, `null` and an empty value mean the same. A text may be written as a number (`"id": 42`) or as a list
/// with one text, and a date in any form that [`written_date`](crate::written_date) reads. Fields not listed here are kept in
/// [`extra`](Article::extra) and printed with the others.
///
/// Articles are stored and exchanged in this form, so only these field names are recognised. Any other name (标题, `pubDate`) goes
/// to [`extra`](Article::extra). To read the objects of other programs, use `article_from_json` of `jianbao-ingest`. It accepts
/// every value that is accepted here, knows the usual names of fields, removes markup from texts, and reads people from bylines.
/// It keeps values that do not fit, instead of refusing the article.
///
/// ```
/// use jianbao_article::Article;
///
/// let article: Article = serde_json::from_str(r#"{"title": "雨后", "body": "第一段。\n第二段。", "编号": 7}"#)?;
/// assert_eq!(article.body, ["第一段。", "第二段。"]);
/// assert_eq!(article.extra["编号"], 7);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Article {
    /// Identifier of the article in an index. Articles without one get the hash of their text when indexed.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "text_or_number")]
    pub id: Option<String>,
    /// 引题, 肩题: the line above the title.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "text_or_number")]
    pub kicker: Option<String>,
    /// 主题: the headline.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "text_or_number")]
    pub title: Option<String>,
    /// 副题: the line below the title.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "text_or_number")]
    pub subtitle: Option<String>,
    /// 阅读提示, 核心阅读 and similar: the words above the abstract.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "text_or_number")]
    pub label: Option<String>,
    /// 内容提要: the summary in a box; paragraphs are separated by `\n`.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "joined_lines")]
    pub r#abstract: Option<String>,
    /// Lines of bylines and credits as printed, if they have lines of their own.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "lines")]
    pub byline: Vec<String>,
    /// The paragraphs, verbatim; an opening `本报讯（记者…）` stays in the first one.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "lines")]
    pub body: Vec<String>,
    /// Headings inside the body.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "null_is_default")]
    pub sections: Vec<Section>,
    /// 来源: the publisher.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "text_or_number")]
    pub source: Option<String>,
    /// 栏目: the column or section of the paper.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "text_or_number")]
    pub section: Option<String>,
    /// 版次: the page of the paper, usually a number.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "text_or_number")]
    pub page: Option<String>,
    /// The day of issue. Of a time with a zone it is the [day in China](WrittenTime::day).
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "written_day")]
    pub date: Option<Date>,
    /// The publication time as written, with its zone if it has one. Articles of one day are ordered by it. It does not change
    /// the `date`.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "written_time")]
    pub time: Option<WrittenTime>,
    /// 电头: place and day as printed at the opening (`本报南京11月2日电`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dateline: Option<Dateline>,
    /// 记者.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "names")]
    pub reporters: Vec<String>,
    /// 通讯员.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "names")]
    pub correspondents: Vec<String>,
    /// 摄影.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "names")]
    pub photographers: Vec<String>,
    /// The agency that is credited for a photograph (`东方IC`).
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "text_or_number")]
    pub credit: Option<String>,
    /// Page headers and other lines near the article that belong to no article.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "lines")]
    pub unplaced: Vec<String>,
    /// Kind of the article.
    pub kind: Kind,
    /// Address of the article on the web.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "text_or_number")]
    pub url: Option<String>,
    /// Fields of the input that jianbao does not know, unchanged.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// A heading inside an article's body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The heading as printed.
    pub heading: String,
    /// The index in [`Article::body`] of the paragraph below the heading.
    pub before: usize,
}

/// 电头: the place and day at the opening of a report by an agency or paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dateline {
    /// The place as printed (`南京`, `湖北武汉`).
    pub place: Option<String>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
    /// The province of the place (`江苏`), if the table of places has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub province: Option<String>,
}

/// Kind of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A report; also an article of unknown kind.
    #[default]
    Report,
    /// A photograph with its caption.
    Photo,
    /// 评论: a commentary.
    Commentary,
    /// A kind that jianbao has no name for, as named in the input.
    #[serde(untagged)]
    Other(String),
}

impl Article {
    /// The lines of the headline (kicker ⏎ title ⏎ subtitle), which searches treat as the title.
    ///
    /// ```
    /// # use jianbao_article::Article;
    /// let article = Article { title: Some("雨后".into()), subtitle: Some("街上".into()), ..Article::default() };
    /// assert_eq!(article.title_text(), "雨后\n街上");
    /// ```
    pub fn title_text(&self) -> String {
        join_lines([&self.kicker, &self.title, &self.subtitle].into_iter().flatten().map(String::as_str))
    }

    /// Everything below the headline, line by line in the order of the page: label, abstract, byline,
    /// paragraphs with their section headings, credit. This is the body in a search.
    pub fn body_text(&self) -> String {
        let mut lines: Vec<&str> = Vec::with_capacity(self.body.len() + self.sections.len() + 4);
        lines.extend(self.label.as_deref());
        lines.extend(self.r#abstract.as_deref());
        lines.extend(self.byline.iter().map(String::as_str));
        let mut headings: Vec<&Section> =
            self.sections.iter().filter(|section| section.before < self.body.len()).collect();
        // Headings above the same paragraph keep their order.
        headings.sort_by_key(|section| section.before);
        let mut headings = headings.into_iter().peekable();
        for (index, paragraph) in self.body.iter().enumerate() {
            while let Some(section) = headings.next_if(|section| section.before == index) {
                lines.push(&section.heading);
            }
            lines.push(paragraph);
        }
        // A heading that points past the last paragraph is still on the page.
        let past_the_end = self.sections.iter().filter(|section| section.before >= self.body.len());
        lines.extend(past_the_end.map(|section| section.heading.as_str()));
        // A credit that was printed with the photographer's name is in the byline already.
        let credit = self.credit.as_deref();
        lines.extend(credit.filter(|credit| !self.byline.iter().any(|line| line.contains(credit))));
        join_lines(lines.into_iter())
    }

    /// The day of the dateline, with the year inferred from the day of issue: `12月31日电` in an issue of
    /// 2021-01-01 is 2020-12-31. None if either is missing. If the dateline has a day and no month, the last
    /// such day before the issue.
    ///
    /// ```
    /// # use jianbao_article::{Article, Dateline};
    /// let dateline = Dateline { month: Some(12), day: Some(31), ..Dateline::default() };
    /// let article = Article { date: "2021-01-01".parse().ok(), dateline: Some(dateline), ..Article::default() };
    /// assert_eq!(article.dateline_day().unwrap().to_string(), "2020-12-31");
    /// ```
    pub fn dateline_day(&self) -> Option<Date> {
        let dateline = self.dateline.as_ref()?;
        let (issued, day) = (self.date?, dateline.day?);
        if let Some(month) = dateline.month {
            return day_before(issued, month, day);
        }
        let month = |date: Date| u8::try_from(date.month()).ok();
        let before = issued.first_of_month().checked_sub(1.day()).ok()?;
        let here = day_before(issued, month(issued)?, day).filter(|date| date.year() == issued.year());
        here.or_else(|| day_before(issued, month(before)?, day))
    }

    /// The reference day of 今天, 昨天 and 日前 in the article: that of its dateline, else that of its issue.
    /// [`days_in`](crate::days_in) takes it.
    pub fn written_day(&self) -> Option<Date> {
        self.dateline_day().or(self.date)
    }

    /// The headline on one line. If there is none, the opening of the body, at most `max_chars` characters
    /// (Unicode scalar values); if there is no body, an empty string.
    pub fn headline(&self, max_chars: usize) -> String {
        let title = self.title_text();
        if !title.is_empty() {
            return title.replace('\n', " ");
        }
        let opening = self.body.first().map_or("", String::as_str);
        let mut headline: String = opening.chars().take(max_chars).collect();
        if headline.len() < opening.len() {
            headline.push('…');
        }
        headline
    }
}

fn join_lines<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for line in lines.filter(|line| !line.is_empty()) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line);
    }
    text
}

fn null_is_default<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(
    input: D,
) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(input)?.unwrap_or_default())
}

/// Texts given as one string or number, or as a list of them.
enum Texts {
    Text(String),
    Number(String),
    List(Vec<String>),
}

/// A string, or a number as its digits.
struct Written(String);

// Written by hand: the derived form of an untagged enum would copy every paragraph, and articles are read in
// thousands.
impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Texts, D::Error> {
        struct Visitor;

        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Texts;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a text, a number or a list of them")
            }

            fn visit_str<E>(self, text: &str) -> Result<Texts, E> {
                Ok(Texts::Text(text.to_owned()))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Texts, E> {
                Ok(Texts::Number(number.to_string()))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Texts, E> {
                Ok(Texts::Number(number.to_string()))
            }

            fn visit_f64<E>(self, number: f64) -> Result<Texts, E> {
                // As JSON writes it: 1.0 keeps its point.
                let number = serde_json::Number::from_f64(number).map(|number| number.to_string());
                Ok(Texts::Number(number.unwrap_or_default()))
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut texts: A) -> Result<Texts, A::Error> {
                let mut list = Vec::new();
                while let Some(Written(text)) = texts.next_element()? {
                    list.push(text);
                }
                Ok(Texts::List(list))
            }
        }

        input.deserialize_any(Visitor)
    }
}

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Written, D::Error> {
        match Texts::deserialize(input)? {
            Texts::Text(text) | Texts::Number(text) => Ok(Written(text)),
            Texts::List(mut list) if list.len() == 1 => Ok(Written(list.swap_remove(0))),
            Texts::List(_) => Err(serde::de::Error::custom("a list in a list of texts")),
        }
    }
}

/// One string, cut at its line breaks without blank lines, or a list of texts as they are.
fn lines<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<String>, D::Error> {
    Ok(match Option::<Texts>::deserialize(input)? {
        None => Vec::new(),
        Some(Texts::Text(text)) => {
            text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
        }
        Some(Texts::Number(_)) => return Err(serde::de::Error::custom("a number is no text of lines")),
        Some(Texts::List(lines)) => lines,
    })
}

fn joined_lines<'de, D: Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
    match Option::<Texts>::deserialize(input)? {
        None => Ok(None),
        Some(Texts::Text(text)) => Ok(Some(text)),
        Some(Texts::Number(_)) => Err(serde::de::Error::custom("a number is no text of lines")),
        Some(Texts::List(lines)) => Ok(Some(lines.join("\n"))),
    }
}

/// One string of names, separated by white space, commas or 、, or a list of names.
fn names<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<String>, D::Error> {
    Ok(match Option::<Texts>::deserialize(input)? {
        None => Vec::new(),
        Some(Texts::Text(text) | Texts::Number(text)) => text
            .split(|c: char| c.is_whitespace() || matches!(c, '、' | ',' | '，' | ';' | '；'))
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect(),
        Some(Texts::List(names)) => names,
    })
}

/// A text or a number, or a list with one of them.
fn text_or_number<'de, D: Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
    match Option::<Texts>::deserialize(input)? {
        None => Ok(None),
        Some(Texts::Text(text) | Texts::Number(text)) => Ok(Some(text)),
        Some(Texts::List(mut list)) if list.len() == 1 => Ok(list.pop()),
        Some(Texts::List(_)) => Err(serde::de::Error::custom("a list where one text is expected")),
    }
}

fn written_day<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Date>, D::Error> {
    let Some(text) = text_or_number(input)?.filter(|text| !text.trim().is_empty()) else { return Ok(None) };
    // Stored articles have a day alone, which is cheaper to read.
    let day = if text.len() == "2020-11-02".len() { text.parse().ok() } else { None };
    let day = day.or_else(|| written_date(&text).map(|date| date.day)).or_else(|| text.parse().ok());
    day.map(Some).ok_or_else(|| serde::de::Error::custom(format!("{text:?} is no date, as 2020-11-02 is")))
}

fn written_time<'de, D: Deserializer<'de>>(input: D) -> Result<Option<WrittenTime>, D::Error> {
    let Some(text) = text_or_number(input)?.filter(|text| !text.trim().is_empty()) else { return Ok(None) };
    WrittenTime::deserialize(serde::de::value::StringDeserializer::new(text)).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_texts_and_dates_are_read_as_people_write_them() {
        let text = r#"{"id": 42, "section": 3, "title": 2024, "date": "2024年1月5日"}"#;
        let article: Article = serde_json::from_str(text).unwrap();
        assert_eq!((article.id.as_deref(), article.section.as_deref()), (Some("42"), Some("3")));
        assert_eq!(article.title.as_deref(), Some("2024"));
        for date in
            ["2024-01-05", "2024年1月5日", "2024-01-05T08:30:00Z", "2024-01-05T08:30:00+08:00", "20240105"]
        {
            let article: Article = serde_json::from_value(serde_json::json!({ "date": date })).unwrap();
            assert_eq!(article.date.unwrap().to_string(), "2024-01-05", "{date}");
        }
        let text = r#"{"date": "2024-01-04T23:30:00Z", "time": 1704411000}"#;
        let article: Article = serde_json::from_str(text).unwrap();
        assert_eq!(article.date.unwrap().to_string(), "2024-01-05");
        assert_eq!(article.time.unwrap().to_string(), "2024-01-04T23:30:00Z");
        assert!(serde_json::from_str::<Article>(r#"{"date": "", "time": " "}"#).unwrap().date.is_none());
        let refused = serde_json::from_str::<Article>(r#"{"date": "明天"}"#).unwrap_err();
        assert!(refused.to_string().contains("\"明天\" is no date"), "{refused}");
    }

    #[test]
    fn absent_null_and_empty_mean_the_same() {
        let absent: Article = serde_json::from_str("{}").unwrap();
        let null: Article = serde_json::from_str(
            r#"{"title":null,"body":null,"sections":null,"reporters":null,"page":null}"#,
        )
        .unwrap();
        let empty: Article = serde_json::from_str(r#"{"body":[],"reporters":"","sections":[]}"#).unwrap();
        assert_eq!(absent, null);
        assert_eq!(absent, empty);
    }

    #[test]
    fn an_article_written_as_json_reads_back_as_itself() {
        let text = r#"{"id":"a-1","kicker":"引","title":"题","subtitle":"副","abstract":["一","二"],
            "byline":["本报记者 甲"],"body":"一段。\n\n二段。","sections":[{"heading":"小题","before":1}],
            "page":5,"date":"2020-11-02","time":"2020-11-02T08:30:00+08:00","dateline":{"place":"南京","month":11,"day":2},"reporters":"王  伟、李 四",
            "kind":"poem","url":"u","seq":3}"#;
        let article: Article = serde_json::from_str(text).unwrap();
        assert_eq!(article.page.as_deref(), Some("5"));
        assert_eq!(article.kind, Kind::Other("poem".into()));
        assert_eq!(article.extra["seq"], 3);
        let again: Article = serde_json::from_str(&serde_json::to_string(&article).unwrap()).unwrap();
        assert_eq!(again, article);
    }

    #[test]
    fn body_text_holds_every_line_in_the_order_of_the_page() {
        let article = Article {
            label: Some("阅读提示".into()),
            r#abstract: Some("提要".into()),
            byline: vec!["本报记者 甲".into()],
            body: vec!["一。".into(), "二。".into()],
            sections: vec![
                Section { heading: "中".into(), before: 1 },
                Section { heading: "尾".into(), before: 9 },
            ],
            credit: Some("东方IC".into()),
            ..Article::default()
        };
        assert_eq!(article.body_text(), "阅读提示\n提要\n本报记者 甲\n一。\n中\n二。\n尾\n东方IC");
    }

    #[test]
    fn headings_in_any_order_stand_above_their_paragraphs() {
        let section = |heading: &str, before| Section { heading: heading.into(), before };
        let sections =
            vec![section("丁", 7), section("丙", 1), section("甲", 0), section("戊", 2), section("乙", 0)];
        let article =
            Article { body: vec!["一。".into(), "二。".into()], sections, ..Article::default() };
        assert_eq!(article.body_text(), "甲\n乙\n一。\n丙\n二。\n丁\n戊");
    }

    /// A search through all headings for each paragraph would take quadratic time.
    #[test]
    fn a_heading_above_each_of_half_a_million_paragraphs_is_in_its_place() {
        const COUNT: usize = 500_000;
        let sections = (0..COUNT).map(|before| Section { heading: "题".into(), before }).collect();
        let article = Article { body: vec!["文".into(); COUNT], sections, ..Article::default() };
        let text = article.body_text();
        assert!(text.len() == COUNT * "题\n文\n".len() - 1 && text.starts_with("题\n文\n题"));
    }
}
