//! A JSON object as an article, forgivingly.
//!
//! Fields are known by jianbao's own names and by the names that people use, in Chinese and English. A value
//! that is not what its field holds is reported and kept in [`extra`](Article::extra), as is every field that is not
//! known: nothing of the object is lost. People, dateline and source that the object
//! does not give are read from the byline, as on a page.

use std::collections::BTreeSet;

use jianbao_article::{Article, Date, Dateline, read_byline};
use serde_json::{Map, Value};

use crate::field_names::{FIELDS, Field, FieldNames};
use crate::warning::{Expected, KeptField, MarkupBound};

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
pub fn article_from_json(object: Map<String, Value>) -> (Article, Vec<KeptField>) {
    article_from_object(object, &FieldNames::default(), &mut BTreeSet::new())
}

/// The article of an object whose fields may have a user's names too. The bounds that its HTML passed are added to those
/// that are known.
pub(crate) fn article_from_object(
    object: Map<String, Value>,
    names: &FieldNames,
    passed: &mut BTreeSet<MarkupBound>,
) -> (Article, Vec<KeptField>) {
    let mut article = Article::default();
    let mut kept_fields = Vec::new();
    let mut chosen: [Option<Named>; FIELDS] = Default::default();
    for (name, value) in object {
        let Some(known) = names.get(&name) else {
            article.extra.insert(name, value);
            continue;
        };
        if is_blank(&value) {
            continue;
        }
        let named = Named { rank: (known.rank, !is_own(&name)), field: known.field, name, value };
        let place = &mut chosen[known.field as usize];
        let loser = match place {
            Some(first) if first.rank <= named.rank => Some(named),
            Some(_) | None => place.replace(named),
        };
        if let Some(loser) = loser {
            keep_beside(&mut article, loser.name, loser.value);
        }
    }
    for Named { field, name, value, .. } in chosen.into_iter().flatten() {
        if let Err(expected) = put(&mut article, field, &value, passed) {
            let kept = keep_beside(&mut article, name.clone(), value);
            kept_fields.push(KeptField { name, expected, kept });
        }
    }
    read_byline(&mut article);
    (article, kept_fields)
}

/// A value that may become a field.
struct Named {
    /// The lowest is taken. Of spellings of one name the article's own goes first.
    rank: (usize, bool),
    field: Field,
    name: String,
    value: Value,
}

/// Whether an article is written with this name.
fn is_own(name: &str) -> bool {
    crate::field_names::own_names().any(|own| own == name)
}

/// Keeps a value that is no field, and says under which name: a name of the article's own gets a `_` behind it, or the
/// article could not be read where it is written.
fn keep_beside(article: &mut Article, mut name: String, value: Value) -> String {
    while is_own(&name) || article.extra.contains_key(&name) {
        name.push('_');
    }
    article.extra.insert(name.clone(), value);
    name
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => false,
    }
}

fn put(
    article: &mut Article,
    field: Field,
    value: &Value,
    passed: &mut BTreeSet<MarkupBound>,
) -> Result<(), Expected> {
    match field {
        Field::Id => article.id = text(value)?,
        Field::Kicker => article.kicker = text(value)?,
        Field::Title => article.title = text(value)?,
        Field::Subtitle => article.subtitle = text(value)?,
        Field::Label => article.label = text(value)?,
        Field::Abstract => {
            let lines = lines(value)?;
            article.r#abstract = (!lines.is_empty()).then(|| lines.join("\n"));
        }
        Field::Byline => article.byline = lines(value)?,
        Field::Body => article.body = lines(value)?,
        Field::BodyHtml => article.body = html_lines(article, value, passed)?,
        Field::Sections => {
            article.sections = serde_json::from_value(value.clone()).map_err(|_| Expected::Sections)?;
        }
        Field::Source => article.source = text(value)?,
        Field::Section => article.section = text(value)?,
        Field::Page => article.page = text(value)?,
        Field::Date => {
            let written = text(value)?;
            article.date = match written {
                Some(written) => Some(date(&written).ok_or(Expected::Date)?),
                None => None,
            };
        }
        Field::Dateline => {
            article.dateline = serde_json::from_value(value.clone()).map_err(|_| Expected::Dateline)?;
        }
        Field::Place => {
            if let Some(place) = text(value)? {
                article.dateline.get_or_insert_with(Dateline::default).place = Some(place);
            }
        }
        Field::Reporters => article.reporters = names(value)?,
        Field::Correspondents => article.correspondents = names(value)?,
        Field::Photographers => article.photographers = names(value)?,
        Field::Credit => article.credit = text(value)?,
        Field::Unplaced => article.unplaced = lines(value)?,
        Field::Kind => article.kind = serde_json::from_value(value.clone()).map_err(|_| Expected::Word)?,
        Field::Url => article.url = text(value)?,
    }
    Ok(())
}

/// A string or number; none of white space alone.
fn text(value: &Value) -> Result<Option<String>, Expected> {
    match value {
        Value::String(text) => Ok((!text.trim().is_empty()).then(|| text.clone())),
        Value::Number(number) => Ok(Some(number.to_string())),
        _ => Err(Expected::Text),
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
                lines.extend(text(value).map_err(|_| Expected::Texts)?);
            }
            Ok(lines)
        }
        _ => Err(Expected::Texts),
    }
}

/// The lines of a piece of HTML, where the body has not come as text.
#[cfg_attr(
    not(feature = "html"),
    expect(unused_variables, reason = "there is no HTML whose bounds could be passed")
)]
fn html_lines(
    article: &mut Article,
    value: &Value,
    passed: &mut BTreeSet<MarkupBound>,
) -> Result<Vec<String>, Expected> {
    if !article.body.is_empty() {
        return Err(Expected::NoHtml);
    }
    match value {
        #[cfg(feature = "html")]
        Value::String(html) => Ok(crate::formats::html::lines_of_fragment(html, passed)),
        #[cfg(not(feature = "html"))]
        Value::String(_) => Err(Expected::NoHtmlReader),
        _ => Err(Expected::Text),
    }
}

/// A string of names separated by white space or commas, or a list of names, or of objects that hold a `name`.
fn names(value: &Value) -> Result<Vec<String>, Expected> {
    if let Value::Array(values) = value
        && values.iter().all(|value| value.get("name").is_some_and(Value::is_string))
    {
        return Ok(values.iter().filter_map(|value| Some(value["name"].as_str()?.to_owned())).collect());
    }
    match value {
        Value::String(text) => Ok(text
            .split(|c: char| c.is_whitespace() || matches!(c, '、' | ',' | '，' | ';' | '；'))
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect()),
        _ => lines(value),
    }
}

/// A day as people and programs write it: `2020-01-05`, `2020/1/5`, `2020.1.5`, `20200105`, `2020年1月5日`, with or
/// without a time behind it, `Sun, 05 Jan 2020 08:30:00 +0800`, and seconds or milliseconds since 1970, as they
/// are in China. A time does not change the day: it is the day where it was written.
pub(crate) fn date(written: &str) -> Option<Date> {
    let written = written.trim();
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    match (digits(written), written.len()) {
        (8, 8) => return day(&written[..4], &written[4..6], &written[6..]),
        (10, 10) => return day_of_seconds(written.parse().ok()?),
        (13, 13) => return day_of_seconds(written[..10].parse().ok()?),
        _ => {}
    }
    if let Ok(zoned) = jiff::fmt::rfc2822::parse(written) {
        return Some(zoned.date());
    }
    let year_len = digits(written);
    let rest = written[year_len..].trim_start_matches(['-', '/', '.', '年']);
    let month_len = digits(rest);
    let after = rest[month_len..].trim_start_matches(['-', '/', '.', '月']);
    let day_len = digits(after);
    // What stands behind the day is a time, if it is anything.
    let behind = after[day_len..].chars().next();
    let is_time = behind
        .is_none_or(|c| c.is_whitespace() || matches!(c, '日' | 'T' | 't' | ',' | '，' | '(' | '（' | '星'));
    (year_len == 4 && is_time).then(|| day(&written[..4], &rest[..month_len], &after[..day_len])).flatten()
}

/// The day in China, where the sources are that write times so.
fn day_of_seconds(seconds: i64) -> Option<Date> {
    let time = jiff::Timestamp::from_second(seconds).ok()?;
    Some(jiff::tz::Offset::constant(8).to_datetime(time).date())
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> (Article, Vec<KeptField>) {
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
            ("2020年1月5日08:30", Some("2020-01-05")),
            ("Sun, 05 Jan 2020 23:30:00 +0800", Some("2020-01-05")),
            ("1578153600", Some("2020-01-05")),
            ("1578239999000", Some("2020-01-05")),
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
        assert_eq!(article.extra["title_"], serde_json::json!(["a"]));
        assert_eq!(article.extra["date_"], "某日");
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
        // A null is no value.
        assert_eq!(read(r#"{"title": null, "标题": "另一"}"#).0.title.as_deref(), Some("另一"));
    }

    #[test]
    fn whatever_names_an_object_has_its_article_is_written_and_read_again() {
        for json in [
            r#"{"Title": "甲", "title": "乙", "TITLE": "丙", "kind": 3, "Kind": "photo"}"#,
            r#"{"kind": ["photo"], "kind_": 1, "body": {}, "text": "段。", "content": "又。"}"#,
        ] {
            let article = read(json).0;
            let written = serde_json::to_string(&article).unwrap();
            assert_eq!(serde_json::from_str::<Article>(&written).unwrap(), article, "{written}");
            assert_eq!(read(&written).0, article, "{written}");
        }
        assert_eq!(read(r#"{"Title": "甲", "title": "乙"}"#).0.title.as_deref(), Some("乙"));
        let mut names = FieldNames::default();
        names.add("title", "题头").unwrap();
        let Value::Object(object) = serde_json::json!({"title": "甲", "题头": "乙"}) else { panic!() };
        let article = article_from_object(object, &names, &mut BTreeSet::new()).0;
        assert_eq!((article.title.as_deref(), &article.extra["title_"]), (Some("乙"), &"甲".into()));
    }

    #[test]
    fn people_come_as_text_or_as_objects_with_names() {
        let people = read(r#"{"authors": [{"name": "王伟", "url": "u"}, {"name": "李四"}]}"#).0.reporters;
        assert_eq!(people, ["王伟", "李四"]);
    }
}
