//! Names of article fields in JSON, CSV headers and front matter: jianbao's own, the common ones in Chinese
//! and English, and those that a user adds.
//!
//! Names are compared without case, white space, `_` and `-`: `pubDate`, `pub_date` and `Pub Date` are one
//! name. A user's name with dots (`meta.title`) is a path into nested objects, unless a member has exactly
//! that name.
//!
//! Headers often have additions to a name (`Title-题名`, `正文（全文）`, `标题：`, `新闻标题`). An unknown name is
//! therefore compared again without them, and ranks after exact names.

mod variant;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use serde_json::{Map, Value};

/// A field of an article that can be named in the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Id,
    Kicker,
    Title,
    Subtitle,
    Label,
    Abstract,
    Byline,
    Body,
    BodyHtml,
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

/// Number of fields.
pub(crate) const FIELDS: usize = 23;

/// The names of each field, by precedence. The first is jianbao's own.
const NAMES: [(Field, &[&str]); FIELDS] = [
    (Field::Id, &["id", "编号", "編號", "guid"]),
    (Field::Kicker, &["kicker", "引题", "引題", "肩题", "肩題", "眉题", "眉題"]),
    (
        Field::Title,
        &[
            "title",
            "标题",
            "標題",
            "题目",
            "題目",
            "主题",
            "新闻标题",
            "文章标题",
            "题名",
            "headline",
            "篇名",
            "標題名",
            "題名",
            "新聞標題",
            "文题",
            "heading",
            "subject",
        ],
    ),
    (Field::Subtitle, &["subtitle", "副题", "副題", "副标题", "副標題"]),
    (Field::Label, &["label"]),
    (
        Field::Abstract,
        &[
            "abstract",
            "摘要",
            "内容提要",
            "提要",
            "导语",
            "简介",
            "summary",
            "description",
            "desc",
            "导读",
            "導讀",
            "核心提示",
            "abstract_note",
            "digest",
            "excerpt",
            "lead",
            "intro",
        ],
    ),
    (Field::Byline, &["byline"]),
    (
        Field::Body,
        &[
            "body",
            "正文",
            "内容",
            "內容",
            "全文",
            "新闻内容",
            "文章内容",
            "content",
            "text",
            "content_text",
            "article_body",
            "原文",
            "内文",
            "內文",
            "新聞內容",
            "full_text",
            "main_text",
            "message",
        ],
    ),
    (Field::BodyHtml, &["content_html"]),
    (Field::Sections, &["sections"]),
    (
        Field::Source,
        &[
            "source",
            "来源",
            "來源",
            "媒体",
            "媒體",
            "报纸",
            "報紙",
            "出处",
            "出處",
            "报刊",
            "media",
            "newspaper",
            "publisher",
            "来源媒体",
            "刊名",
            "publication_title",
            "publication",
            "journal",
        ],
    ),
    (
        Field::Section,
        &[
            "section",
            "栏目",
            "欄目",
            "版名",
            "频道",
            "分类",
            "column",
            "category",
            "channel",
            "版面名称",
            "版面名",
        ],
    ),
    (Field::Page, &["page", "版次", "版", "版面", "版号", "版次号"]),
    (
        Field::Date,
        &[
            "date",
            "日期",
            "见报日期",
            "出版日期",
            "刊发日期",
            "发布日期",
            "發布日期",
            "发表日期",
            "时间",
            "時間",
            "发布时间",
            "發布時間",
            "发表时间",
            "time",
            "pub_date",
            "pub_time",
            "publish_date",
            "publish_time",
            "published",
            "published_at",
            "date_published",
            "发稿时间",
            "发稿日期",
            "见报时间",
            "刊登日期",
            "刊登时间",
            "刊载日期",
            "刊发时间",
            "发布于",
            "年月日",
            "datetime",
            "create_time",
            "created_at",
            "ctime",
            "issued",
        ],
    ),
    (Field::Dateline, &["dateline"]),
    (Field::Place, &["place", "地点", "地點"]),
    (
        Field::Reporters,
        &[
            "reporters",
            "记者",
            "記者",
            "作者",
            "author",
            "authors",
            "reporter",
            "creator",
            "creators",
            "writer",
        ],
    ),
    (Field::Correspondents, &["correspondents", "通讯员", "通訊員", "correspondent"]),
    (Field::Photographers, &["photographers", "摄影", "攝影", "photographer"]),
    (Field::Credit, &["credit"]),
    (Field::Unplaced, &["unplaced"]),
    (Field::Kind, &["kind"]),
    (
        Field::Url,
        &[
            "url",
            "链接",
            "鏈接",
            "連結",
            "网址",
            "網址",
            "原文链接",
            "link",
            "网页地址",
            "原文地址",
            "链接地址",
            "href",
            "permalink",
            "source_url",
        ],
    ),
];

/// The field of a name, and the precedence of the name: the lower rank counts first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) field: Field,
    pub(crate) rank: usize,
}

static KNOWN: LazyLock<HashMap<String, Known>> = LazyLock::new(|| {
    let mut known = HashMap::new();
    for (field, names) in NAMES {
        for (at, name) in names.iter().enumerate() {
            // Names that a user adds have the lower ranks.
            known.insert(fold(name).into_owned(), Known { field, rank: MAX_ADDED + at });
        }
    }
    known
});

/// Maximum number of ranked user's names; all of them precede jianbao's.
const MAX_ADDED: usize = 1 << 16;

/// A number above every rank of an exact name.
const MAX_RANK: usize = 2 * MAX_ADDED;

/// Names of fields that count before the usual ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FieldNames {
    added: Arc<HashMap<String, usize>>,
    fields: Vec<Field>,
    /// The names with dots as given, with their ranks.
    deep: Vec<(String, usize)>,
}

impl FieldNames {
    /// Adds a name of a field, which is given by any of its usual names. `None` if there is no such field.
    pub(crate) fn add(&mut self, field: &str, name: &str) -> Option<()> {
        let field = KNOWN.get(fold(field).as_ref())?.field;
        Arc::make_mut(&mut self.added).insert(fold(name).into_owned(), self.fields.len());
        if name.contains('.') {
            self.deep.push((name.to_owned(), self.fields.len()));
        }
        self.fields.push(field);
        Some(())
    }

    /// Values of the names with dots in an object that has no member of exactly that name.
    pub(crate) fn deep(&self, object: &Map<String, Value>) -> Vec<(String, Known, Value)> {
        let is_exact = |name: &str| object.keys().any(|key| fold(key) == fold(name));
        let found = self.deep.iter().filter(|(name, _)| !is_exact(name)).filter_map(|(name, rank)| {
            let mut steps = name.split('.');
            let first = member(object, steps.next()?)?;
            let value = steps.try_fold(first.clone(), |value, step| behind(&value, step))?;
            Some((name.clone(), Known { field: self.fields[*rank], rank: *rank }, value))
        });
        found.collect()
    }

    /// The field of a name, exact or without decoration: see [`variant`].
    pub(crate) fn get(&self, name: &str) -> Option<Known> {
        let loose = || {
            let known = variant::of(name, |name| self.exact(name))?;
            Some(Known { rank: MAX_RANK + known.rank, ..known })
        };
        self.exact(name).or_else(loose)
    }

    fn exact(&self, name: &str) -> Option<Known> {
        let name = fold(name);
        let added = self.added.get(name.as_ref());
        match added {
            Some(&rank) => Some(Known { field: self.fields[rank], rank }),
            None => KNOWN.get(name.as_ref()).copied(),
        }
    }
}

/// The member of an object that a name names.
fn member<'v>(object: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    let same = |(key, value): (&String, &'v Value)| (fold(key) == fold(name)).then_some(value);
    object.get(name).or_else(|| object.iter().find_map(same))
}

/// Value of one step of a path: a member of an object, of each object of a list, or an element by its number
/// from 0.
fn behind(value: &Value, step: &str) -> Option<Value> {
    match value {
        Value::Object(object) => member(object, step).cloned(),
        Value::Array(values) => match step.parse::<usize>() {
            Ok(index) => values.get(index).cloned(),
            Err(_) => {
                let found: Vec<Value> = values.iter().filter_map(|value| behind(value, step)).collect();
                (!found.is_empty()).then_some(Value::Array(found))
            }
        },
        _ => None,
    }
}

/// jianbao's own names of the fields that can be mapped, in the order of an article.
pub(crate) fn own_names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().filter_map(|(_, names)| names.first().copied())
}

/// A name in the form in which names are compared.
fn fold(name: &str) -> Cow<'_, str> {
    let is_dropped = |c: char| c.is_whitespace() || matches!(c, '_' | '-' | '\u{feff}');
    if name.contains(|c: char| is_dropped(c) || c.is_ascii_uppercase()) {
        Cow::Owned(name.chars().filter(|&c| !is_dropped(c)).map(|c| c.to_ascii_lowercase()).collect())
    } else {
        Cow::Borrowed(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_name_are_one_name() {
        let names = FieldNames::default();
        for name in ["pub_date", "pubDate", "Pub Date", "PUB-DATE", "\u{feff}日期", " 日期　"] {
            assert_eq!(names.get(name).map(|known| known.field), Some(Field::Date), "{name}");
        }
        assert_eq!(names.get("热度"), None);
    }

    #[test]
    fn no_name_names_two_fields() {
        let all: usize = NAMES.iter().map(|(_, names)| names.len()).sum();
        assert_eq!(KNOWN.len(), all);
    }

    #[test]
    fn names_of_a_user_count_before_the_usual_ones() {
        let mut names = FieldNames::default();
        names.add("标题", "Headline 2").unwrap();
        names.add("body", "title").unwrap();
        let own = names.get("headline_2").unwrap();
        assert_eq!(own.field, Field::Title);
        assert!(own.rank < names.get("标题").unwrap().rank);
        assert_eq!(names.get("title").unwrap().field, Field::Body);
        assert_eq!(names.add("colour", "x"), None);
    }
}
