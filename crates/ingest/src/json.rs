//! A JSON object as an article, forgivingly.
//!
//! Fields are known by jianbao's own names and by the names that people use, in Chinese and English. A value
//! that is not what its field holds is reported and kept in [`extra`](Article::extra) under its own name, as
//! is every field that is not known: nothing of the object is lost. People, dateline and source that the object
//! does not give are read from the byline, as on a page.

use jianbao_article::{Article, Date, Dateline, read_byline};
use serde_json::{Map, Value};

/// A field of an article, as far as JSON is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Id,
    Kicker,
    Title,
    Subtitle,
    Label,
    Abstract,
    Byline,
    Body,
    Sections,
    Source,
    Section,
    Page,
    Date,
    Dateline,
    Place,
    Reporters,
    Correspondents,
    Photographers,
    Credit,
    Unplaced,
    Kind,
    Url,
}

/// The names of each field, the one that counts first where an object has several.
const NAMES: [(Target, &[&str]); 22] = [
    (Target::Id, &["id", "编号"]),
    (Target::Kicker, &["kicker", "引题", "肩题", "眉题"]),
    (Target::Title, &["title", "标题", "標題", "题目", "主题", "headline"]),
    (Target::Subtitle, &["subtitle", "副题", "副标题"]),
    (Target::Label, &["label"]),
    (Target::Abstract, &["abstract", "摘要", "内容提要", "summary"]),
    (Target::Byline, &["byline"]),
    (Target::Body, &["body", "正文", "内容", "內容", "content", "text"]),
    (Target::Sections, &["sections"]),
    (Target::Source, &["source", "来源", "來源", "媒体", "报纸"]),
    (Target::Section, &["section", "栏目", "欄目", "column"]),
    (Target::Page, &["page", "版次", "版"]),
    (
        Target::Date,
        &["date", "日期", "时间", "時間", "发布时间", "time", "pub_date", "publish_time", "published"],
    ),
    (Target::Dateline, &["dateline"]),
    (Target::Place, &["place", "地点", "地點"]),
    (Target::Reporters, &["reporters", "记者", "記者", "作者", "author", "authors", "reporter"]),
    (Target::Correspondents, &["correspondents", "通讯员", "通訊員"]),
    (Target::Photographers, &["photographers", "摄影", "攝影"]),
    (Target::Credit, &["credit"]),
    (Target::Unplaced, &["unplaced"]),
    (Target::Kind, &["kind"]),
    (Target::Url, &["url", "链接", "連結", "link"]),
];

/// The article of a JSON object, and what is to be said of its values.
///
/// ```
/// use jianbao_ingest::article_from_json;
///
/// let object = serde_json::json!({"标题": "雨后", "正文": "一。\n二。", "日期": "2020年1月5日", "热度": 7});
/// let (article, warnings) = article_from_json(object.as_object().unwrap().clone());
/// assert_eq!(article.title.as_deref(), Some("雨后"));
/// assert_eq!(article.body, ["一。", "二。"]);
/// assert_eq!(article.date.unwrap().to_string(), "2020-01-05");
/// assert_eq!(article.extra["热度"], 7);
/// assert!(warnings.is_empty());
/// ```
pub fn article_from_json(mut object: Map<String, Value>) -> (Article, Vec<String>) {
    let mut article = Article::default();
    let mut warnings = Vec::new();
    for (target, names) in NAMES {
        let Some((name, value)) = names.iter().find_map(|name| object.remove_entry(*name)) else { continue };
        if value.is_null() {
            continue;
        }
        if let Err(expected) = put(&mut article, target, &value) {
            warnings.push(format!("the value of {name} is not {expected}: kept as it is, under its name"));
            article.extra.insert(name, value);
        }
    }
    article.extra.extend(object);
    read_byline(&mut article);
    (article, warnings)
}

type Expected = &'static str;

fn put(article: &mut Article, target: Target, value: &Value) -> Result<(), Expected> {
    match target {
        Target::Id => article.id = text(value)?,
        Target::Kicker => article.kicker = text(value)?,
        Target::Title => article.title = text(value)?,
        Target::Subtitle => article.subtitle = text(value)?,
        Target::Label => article.label = text(value)?,
        Target::Abstract => {
            let lines = lines(value)?;
            article.r#abstract = (!lines.is_empty()).then(|| lines.join("\n"));
        }
        Target::Byline => article.byline = lines(value)?,
        Target::Body => article.body = lines(value)?,
        Target::Sections => {
            article.sections =
                serde_json::from_value(value.clone()).map_err(|_| "a list of {heading, before}")?;
        }
        Target::Source => article.source = text(value)?,
        Target::Section => article.section = text(value)?,
        Target::Page => article.page = text(value)?,
        Target::Date => {
            let written = text(value)?;
            article.date = match written {
                Some(written) => Some(date(&written).ok_or("a date (2020-01-05, 2020年1月5日)")?),
                None => None,
            };
        }
        Target::Dateline => {
            article.dateline =
                serde_json::from_value(value.clone()).map_err(|_| "an object {place, month, day}")?;
        }
        Target::Place => {
            if let Some(place) = text(value)? {
                article.dateline.get_or_insert_with(Dateline::default).place = Some(place);
            }
        }
        Target::Reporters => article.reporters = names(value)?,
        Target::Correspondents => article.correspondents = names(value)?,
        Target::Photographers => article.photographers = names(value)?,
        Target::Credit => article.credit = text(value)?,
        Target::Unplaced => article.unplaced = lines(value)?,
        Target::Kind => article.kind = serde_json::from_value(value.clone()).map_err(|_| "a word")?,
        Target::Url => article.url = text(value)?,
    }
    Ok(())
}

/// A string or number; none of white space alone.
fn text(value: &Value) -> Result<Option<String>, Expected> {
    match value {
        Value::String(text) => Ok((!text.trim().is_empty()).then(|| text.clone())),
        Value::Number(number) => Ok(Some(number.to_string())),
        _ => Err("a text"),
    }
}

/// A string cut at its line breaks, or a list of strings; blank ones are left out.
fn lines(value: &Value) -> Result<Vec<String>, Expected> {
    match value {
        Value::String(text) => {
            Ok(text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect())
        }
        Value::Array(values) => {
            let mut lines = Vec::with_capacity(values.len());
            for value in values {
                lines.extend(text(value).map_err(|_| "a text or a list of texts")?);
            }
            Ok(lines)
        }
        _ => Err("a text or a list of texts"),
    }
}

/// A string of names separated by white space or commas, or a list of names.
fn names(value: &Value) -> Result<Vec<String>, Expected> {
    match value {
        Value::String(text) => Ok(text
            .split(|c: char| c.is_whitespace() || matches!(c, '、' | ',' | '，' | ';' | '；'))
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect()),
        _ => lines(value),
    }
}

/// A day as people and programs write it: `2020-01-05`, `2020/1/5`, `2020.1.5`, `20200105`, `2020年1月5日`; a
/// time behind it is passed over.
pub(crate) fn date(written: &str) -> Option<Date> {
    let written = written.trim();
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    if digits(written) == 8 && written.len() == 8 {
        return day(&written[..4], &written[4..6], &written[6..]);
    }
    let year_len = digits(written);
    let rest = written[year_len..].trim_start_matches(['-', '/', '.', '年']);
    let month_len = digits(rest);
    let after = rest[month_len..].trim_start_matches(['-', '/', '.', '月']);
    let day_len = digits(after);
    // What stands behind the day is a time, if it is anything.
    let behind = after[day_len..].trim_start_matches('日').chars().next();
    let is_time =
        behind.is_none_or(|c| c.is_whitespace() || matches!(c, 'T' | 't' | ',' | '，' | '(' | '（' | '星'));
    (year_len == 4 && is_time).then(|| day(&written[..4], &rest[..month_len], &after[..day_len])).flatten()
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> (Article, Vec<String>) {
        let Value::Object(object) = serde_json::from_str(json).unwrap() else { panic!("no object") };
        article_from_json(object)
    }

    #[test]
    fn dates_read_in_every_usual_form() {
        for (written, expect) in [
            ("2020-01-05", Some("2020-01-05")),
            ("2020-01-05T08:30:00+08:00", Some("2020-01-05")),
            ("2020-01-05 08:30", Some("2020-01-05")),
            ("2020/1/5", Some("2020-01-05")),
            ("2020年1月5日 星期日", Some("2020-01-05")),
            ("2020年1月5日星期日", Some("2020-01-05")),
            ("20200105", Some("2020-01-05")),
            ("2020-13-05", None),
            ("2020-01", None),
            ("昨天", None),
            ("", None),
            ("１２", None),
        ] {
            assert_eq!(date(written).map(|date| date.to_string()).as_deref(), expect, "{written}");
        }
    }

    #[test]
    fn a_value_of_the_wrong_sort_is_reported_and_kept() {
        let (article, warnings) = read(r#"{"title": ["a"], "date": "某日", "body": 3, "记者": {"a": 1}}"#);
        assert_eq!(article.title, None);
        assert_eq!(article.extra["title"], serde_json::json!(["a"]));
        assert_eq!(article.extra["date"], "某日");
        assert_eq!(article.extra["记者"], serde_json::json!({"a": 1}));
        assert_eq!(warnings.len(), 4, "{warnings:?}");
    }

    #[test]
    fn what_an_article_writes_reads_back_as_itself() {
        let json = r#"{"id":"a","title":"题","abstract":"一\n二","body":["段。"],"sections":[{"heading":"h","before":0}],
            "dateline":{"place":"南京","month":11,"day":2},"date":"2020-11-02","kind":"photo","页":3}"#;
        let (article, warnings) = read(json);
        assert!(warnings.is_empty(), "{warnings:?}");
        let again = read(&serde_json::to_string(&article).unwrap()).0;
        assert_eq!(again, article);
    }

    #[test]
    fn people_that_are_not_given_are_read_from_the_byline() {
        let (article, _) =
            read(r#"{"body": "本报临江11月2日电（记者王　伟）今天放晴。", "source": "江城日报"}"#);
        assert_eq!(article.reporters, ["王伟"]);
        assert_eq!(article.source.as_deref(), Some("江城日报"));
        assert_eq!(article.dateline.unwrap().place.as_deref(), Some("临江"));
    }

    #[test]
    fn of_two_names_for_one_field_the_second_is_kept_beside() {
        let (article, _) = read(r#"{"title": "题", "标题": "另一"}"#);
        assert_eq!(article.title.as_deref(), Some("题"));
        assert_eq!(article.extra["标题"], "另一");
    }
}
