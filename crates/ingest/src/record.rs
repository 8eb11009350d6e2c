//! Lenient conversion of a JSON object to an article.
//!
//! Fields are recognised by jianbao's own names and by common names in Chinese and English. A value of the
//! wrong type is reported and kept in [`extra`](Article::extra), as is every unknown field, so nothing in the
//! object is lost. Missing people, dateline and source are read from the byline, as on a page.
//!
//! [`nesting`] unwraps the wrapper objects of databases and servers, [`markup`] parses HTML in texts, and only
//! [`value`] interprets values.

mod markup;
pub(crate) mod nesting;
mod value;

use std::collections::BTreeSet;

use jianbao_article::{Article, Dateline, DayPrecision, OwnFields, People, read_byline};
use serde_json::{Map, Value};

use crate::field_names::{FIELDS, Field, FieldNames};
use crate::warning::{Expected, KeptField, MarkupBound};
use markup::Markup;
use value::{date as written_date, is_blank, is_clock, lines, people, text, time};

/// The article of a JSON object, and the warnings about its values.
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
    article_from_object(object, &FieldNames::default(), &OwnFields::default(), &mut BTreeSet::new())
}

/// The article of an object, with a user's names of fields. Fields of one's own are kept. Exceeded bounds of its HTML are added to the
/// known ones.
pub(crate) fn article_from_object(
    object: Map<String, Value>,
    names: &FieldNames,
    own: &OwnFields,
    passed: &mut BTreeSet<MarkupBound>,
) -> (Article, Vec<KeptField>) {
    let mut article = Article::default();
    let mut kept_fields = Vec::new();
    let mut chosen: [Option<Named>; FIELDS] = Default::default();
    let mut deep = names.deep(&object);
    let object = nesting::unwrapped(object, names);
    if deep.is_empty() {
        deep = names.deep(&object);
    }
    for (name, known, value) in deep {
        let named =
            Named { rank: (false, known.rank, false), field: known.field, name, value, is_copy: true };
        let place = &mut chosen[known.field as usize];
        if place.as_ref().is_none_or(|first| named.rank < first.rank) {
            *place = Some(named);
        }
    }
    let is_read = !value::is_exported(&object);
    let mut markup = Markup { is_read, passed };
    // Of several dates one counts; another one may give its time.
    let mut other_dates = Vec::new();
    for (name, value) in object {
        let Some(known) = names.get(&name).filter(|_| own.get(&name).is_none()) else {
            article.extra.insert(name, value);
            continue;
        };
        if is_blank(&value) {
            continue;
        }
        // A time of day alone is no date.
        let is_lesser = known.field == Field::Date && is_clock(&value);
        let rank = (is_lesser, known.rank, !is_own(&name));
        let named = Named { rank, field: known.field, name, value, is_copy: false };
        let place = &mut chosen[known.field as usize];
        let loser = match place {
            Some(first) if first.rank <= named.rank => Some(named),
            Some(_) | None => place.replace(named),
        };
        if let Some(loser) = loser.filter(|loser| !loser.is_copy) {
            if loser.field == Field::Date {
                other_dates.push(loser.value.clone());
            }
            keep_beside(&mut article, loser.name, loser.value);
        }
    }
    if let Some(time) = chosen[Field::Time as usize].take() {
        let date = &mut chosen[Field::Date as usize];
        let is_date = written_date(&time.value, &mut markup).is_ok();
        if is_date && date.as_ref().is_none_or(|date| is_below_time(date, names)) {
            let loser = date.replace(Named { field: Field::Date, ..time });
            if let Some(loser) = loser.filter(|loser| !loser.is_copy) {
                other_dates.push(loser.value.clone());
                keep_beside(&mut article, loser.name, loser.value);
            }
        } else {
            chosen[Field::Time as usize] = Some(time);
        }
    }
    for Named { field, name, value, .. } in chosen.into_iter().flatten() {
        if let Err(expected) = put(&mut article, field, &value, &mut markup) {
            let kept = keep_beside(&mut article, name.clone(), value);
            kept_fields.push(KeptField { name, expected, kept });
        }
        if field == Field::Date {
            let of_day = |other| time(other, article.date, &mut markup).ok().flatten();
            let mut times = other_dates.iter().filter_map(of_day);
            article.time = article.time.or_else(|| times.find(|time| Some(time.day()) == article.date));
        }
    }
    read_byline(&mut article);
    (article, kept_fields)
}

/// A value that may become a field.
struct Named {
    /// The lowest rank wins. Among spellings of one name, the article's own comes first.
    rank: (bool, usize, bool),
    field: Field,
    name: String,
    value: Value,
    /// True if it is also deeper in the object, and is kept there.
    is_copy: bool,
}

/// True if a date has a name below `time`, which names dates too: it counts after 发表时间.
fn is_below_time(date: &Named, names: &FieldNames) -> bool {
    let (is_lesser, rank, _) = date.rank;
    is_lesser || names.get("发表时间").is_some_and(|known| rank > known.rank)
}

/// True if an article is written with this name.
fn is_own(name: &str) -> bool {
    crate::field_names::own_names().any(|own| own == name)
}

/// Keeps a value that does not fit its field, and reports the name. A `_` is appended to jianbao's own names,
/// since the exported article could not be read otherwise.
fn keep_beside(article: &mut Article, mut name: String, value: Value) -> String {
    while is_own(&name) || article.extra.contains_key(&name) {
        name.push('_');
    }
    article.extra.insert(name.clone(), value);
    name
}

fn put(article: &mut Article, field: Field, value: &Value, markup: &mut Markup) -> Result<(), Expected> {
    match field {
        Field::Id => article.id = text(value, markup)?,
        Field::Kicker => article.kicker = text(value, markup)?,
        Field::Title => article.title = text(value, markup)?,
        Field::Subtitle => article.subtitle = text(value, markup)?,
        Field::Label => article.label = text(value, markup)?,
        Field::Abstract => {
            let lines = lines(value, markup)?;
            article.r#abstract = (!lines.is_empty()).then(|| lines.join("\n"));
        }
        Field::Byline => article.byline = lines(value, markup)?,
        Field::Body => article.body = lines(value, markup)?,
        Field::BodyHtml => article.body = html_lines(article, value, markup)?,
        Field::Sections => {
            article.sections = serde_json::from_value(value.clone()).map_err(|_| Expected::Sections)?;
        }
        Field::Source => article.source = text(value, markup)?,
        Field::Section => article.section = text(value, markup)?,
        Field::Page => article.page = text(value, markup)?,
        Field::Date => {
            let Some(date) = written_date(value, markup)? else { return Ok(()) };
            (article.date, article.time) = (Some(date.day), date.time);
            if date.precision != DayPrecision::Day {
                return Err(Expected::Day);
            }
        }
        Field::Time => {
            let Some(time) = time(value, article.date, markup)? else { return Ok(()) };
            if *article.date.get_or_insert(time.day()) != time.day() {
                return Err(Expected::Time);
            }
            article.time = Some(time);
        }
        Field::Dateline => {
            article.dateline = serde_json::from_value(value.clone()).map_err(|_| Expected::Dateline)?;
        }
        Field::Place => {
            if let Some(place) = text(value, markup)? {
                article.dateline.get_or_insert_with(Dateline::default).place = Some(place);
            }
        }
        Field::Reporters => {
            let People { reporters, correspondents, photographers } = people(value, markup)?;
            article.reporters.extend(reporters);
            article.correspondents.extend(correspondents);
            article.photographers.extend(photographers);
        }
        Field::Correspondents => article.correspondents.extend(of_one_role(people(value, markup)?)),
        Field::Photographers => article.photographers.extend(of_one_role(people(value, markup)?)),
        Field::Credit => article.credit = text(value, markup)?,
        Field::Unplaced => article.unplaced = lines(value, markup)?,
        Field::Kind => article.kind = serde_json::from_value(value.clone()).map_err(|_| Expected::Word)?,
        Field::Url => article.url = text(value, markup)?,
    }
    Ok(())
}

/// People whose role is given by the name of the field.
fn of_one_role(people: People) -> Vec<String> {
    [people.reporters, people.correspondents, people.photographers].concat()
}

/// The lines of an HTML fragment, if there is no body as text.
#[cfg_attr(
    not(feature = "html"),
    expect(unused_variables, reason = "there is no HTML whose bounds could be passed")
)]
fn html_lines(article: &mut Article, value: &Value, markup: &mut Markup) -> Result<Vec<String>, Expected> {
    if !article.body.is_empty() {
        return Err(Expected::NoHtml);
    }
    match value {
        #[cfg(feature = "html")]
        Value::String(html) => Ok(crate::formats::html::lines_of_fragment(html, markup.passed)),
        #[cfg(not(feature = "html"))]
        Value::String(_) => Err(Expected::NoHtmlReader),
        _ => Err(Expected::Text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> (Article, Vec<KeptField>) {
        let Value::Object(object) = serde_json::from_str(json).unwrap() else { panic!("no object") };
        article_from_json(object)
    }

    #[test]
    fn dates_are_read_and_a_month_is_its_first_day_and_kept() {
        let (article, kept) = read(r#"{"title": "雨后", "date": "二〇二〇年一月五日"}"#);
        assert_eq!((article.date.unwrap().to_string().as_str(), kept.len()), ("2020-01-05", 0));
        let (article, kept) = read(r#"{"title": "雨后", "日期": "2020年1月"}"#);
        assert_eq!(article.date.unwrap().to_string(), "2020-01-01");
        assert_eq!(article.extra["日期"], "2020年1月");
        assert_eq!(kept[0].expected, Expected::Day);
        let (article, kept) = read(r#"{"title": "雨后", "date": 1578153600.0}"#);
        assert_eq!((article.date.unwrap().to_string().as_str(), kept.len()), ("2020-01-05", 0));
    }

    #[test]
    fn a_value_of_the_wrong_sort_is_reported_and_kept() {
        let (article, warnings) =
            read(r#"{"title": ["a", "b"], "date": "某日", "body": 3, "记者": {"a": 1}}"#);
        assert_eq!(article.title, None);
        assert_eq!(article.extra["title_"], serde_json::json!(["a", "b"]));
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
        let article = article_from_object(object, &names, &OwnFields::default(), &mut BTreeSet::new()).0;
        assert_eq!((article.title.as_deref(), &article.extra["title_"]), (Some("乙"), &"甲".into()));
    }

    #[test]
    fn people_come_as_text_or_as_objects_with_names() {
        let people = read(r#"{"authors": [{"name": "王伟", "url": "u"}, {"name": "李四"}]}"#).0.reporters;
        assert_eq!(people, ["王伟", "李四"]);
    }

    #[test]
    fn a_field_of_people_gives_each_their_role() {
        for written in [
            r#"{"title": "t", "记者": "记者：高　远 通讯员：沈一舟"}"#,
            r#"{"title": "t", "记者": "本报记者 高远", "通讯员": "沈一舟"}"#,
            r#"{"title": "t", "authors": ["[[高远]]"], "通讯员": "通讯员 沈一舟"}"#,
        ] {
            let article = read(written).0;
            assert_eq!(article.reporters, ["高远"], "{written}");
            assert_eq!(article.correspondents, ["沈一舟"], "{written}");
        }
        // Articles written by jianbao need no cleaning.
        let written = r#"{"title": "t", "body": ["b"], "kind": "report", "reporters": ["高 远", "记者 甲"]}"#;
        assert_eq!(read(written).0.reporters, ["高 远", "记者 甲"]);
    }

    #[test]
    fn what_a_database_dumps_is_read() {
        let article = read(
            r#"{"_id": {"$oid": "5f9f"}, "title": "雨后", "content": "街上。",
                "pubtime": {"$date": "2020-11-01T16:00:00Z"}, "views": {"$numberLong": "7"}}"#,
        )
        .0;
        // Midnight in China.
        assert_eq!(
            (article.id.as_deref(), article.date.unwrap().to_string().as_str()),
            (Some("5f9f"), "2020-11-02")
        );
        for moment in [r#"{"$date": 1604275200000}"#, r#"{"$date": {"$numberLong": "1604275200000"}}"#] {
            let article = read(&format!(r#"{{"title": "雨后", "date": {moment}}}"#)).0;
            assert_eq!(article.date.unwrap().to_string(), "2020-11-02", "{moment}");
        }
        let (article, kept) = read(
            r#"{"_index": "news", "_id": "7", "_score": 1.0,
                "_source": {"title": "雨后", "content": "街上。", "publish_time": "2020-11-02 08:00:00"}}"#,
        );
        assert_eq!(
            (article.title.as_deref(), article.id.as_deref(), kept.len()),
            (Some("雨后"), Some("7"), 0)
        );
        assert_eq!((article.extra["_index"].as_str(), article.body.len()), (Some("news"), 1));
        let article = read(r#"{"id": "x", "key": "x", "doc": {"标题": "雨后"}}"#).0;
        assert_eq!((article.title.as_deref(), article.id.as_deref()), (Some("雨后"), Some("x")));
        // An article stays one, whatever it contains.
        let article = read(r#"{"title": "雨后", "next": {"title": "街上"}}"#).0;
        assert_eq!(article.title.as_deref(), Some("雨后"));
        assert_eq!(read(r#"{"title": ["雨后"], "date": ["2020-11-02"]}"#).0.title.as_deref(), Some("雨后"));
    }

    #[test]
    fn a_name_with_dots_leads_into_an_object() {
        let mut names = FieldNames::default();
        names.add("title", "meta.topLine").unwrap();
        names.add("reporters", "people.name").unwrap();
        let read = |json: &str| {
            let Value::Object(object) = serde_json::from_str(json).unwrap() else { panic!("no object") };
            article_from_object(object, &names, &OwnFields::default(), &mut BTreeSet::new()).0
        };
        let article =
            read(r#"{"meta": {"top_line": "雨后"}, "people": [{"name": "高远"}, {"name": "沈一舟"}]}"#);
        assert_eq!((article.title.as_deref(), article.reporters.len()), (Some("雨后"), 2));
        assert!(article.extra.contains_key("meta"));
        // The exact name comes first.
        let article = read(r#"{"meta.topLine": "街上", "meta": {"topLine": "雨后"}}"#);
        assert_eq!(article.title.as_deref(), Some("街上"));
        assert_eq!(read(r#"{"meta": "雨后", "title": "街上"}"#).title.as_deref(), Some("街上"));
    }

    #[cfg(feature = "html")]
    #[test]
    fn html_in_texts_is_read() {
        let article =
            read(r#"{"title": "&ldquo;雨后&rdquo;", "content": "<p>街&#19978;</p><p>无<b>人</b>。</p>"}"#).0;
        assert_eq!(article.title.as_deref(), Some("“雨后”"));
        assert_eq!(article.body, ["街上", "无人。"]);
        let written = r#"{"title": "t", "body": ["&nbsp;<p>"], "kind": "report"}"#;
        assert_eq!(read(written).0.body, ["&nbsp;<p>"]);
    }
}
