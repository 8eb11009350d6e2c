//! The fields of an article that a reference contains, each on one line and safe for a terminal.

use jianbao::Date;

use super::Record;
use crate::text::one_line;

/// The facts of an article.
#[derive(Debug, Default)]
pub(super) struct Citation {
    /// Reporters and correspondents; photographers where there are none of them.
    pub(super) authors: Vec<String>,
    /// The title; the beginning of the text, else the id, where there is none.
    pub(super) title: String,
    /// The newspaper.
    pub(super) source: Option<String>,
    /// The day of issue.
    pub(super) date: Option<Date>,
    /// The page of the newspaper.
    pub(super) page: Option<String>,
    /// The address on the web, without spaces.
    pub(super) url: Option<String>,
}

impl Citation {
    pub(super) fn of(record: &Record<'_>) -> Citation {
        let article = record.article;
        let mut authors: Vec<String> =
            article.reporters.iter().chain(&article.correspondents).filter_map(|name| clean(name)).collect();
        if authors.is_empty() {
            authors = article.photographers.iter().filter_map(|name| clean(name)).collect();
        }
        Citation {
            authors,
            title: clean(&record.cited_title())
                .or_else(|| clean(record.id))
                .unwrap_or_else(|| "—".to_owned()),
            source: article.source.as_deref().and_then(clean),
            date: article.date,
            page: article.page.as_deref().and_then(clean),
            url: article.url.as_deref().and_then(clean).map(|url| url.replace(char::is_whitespace, "%20")),
        }
    }

    /// The title without a full stop, after which a reference has its own.
    pub(super) fn unstopped_title(&self) -> &str {
        let title = self.title.trim_end_matches(['。', '.', '．']).trim_end();
        if title.is_empty() { &self.title } else { title }
    }
}

/// A value on one line; nothing if it is blank.
fn clean(value: &str) -> Option<String> {
    let value = one_line(value);
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
pub(super) mod tests {
    use jianbao::Article;

    /// Articles that strain a reference: all facts, none, and signs that mean something.
    pub(in crate::formats) fn articles() -> [Article; 3] {
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        [
            Article {
                id: Some("jc-1".into()),
                kicker: Some("首批开设四十六门课".into()),
                title: Some("江城万名职工走进夜校。".into()),
                subtitle: Some("短视频剪辑\n最受欢迎".into()),
                source: Some("江城工报".into()),
                page: Some("3".into()),
                date: "2024-05-08".parse().ok(),
                reporters: names(&["方晓棠", "林小满"]),
                correspondents: names(&["骆新年", "唐雨辰"]),
                url: Some("https://example.org/a b_{1}%2F?x=1&y=2#z".into()),
                ..Article::default()
            },
            Article { body: names(&["第一段。"]), ..Article::default() },
            Article {
                id: Some("编号_1 {x}".into()),
                title: Some("a {b} \\c 50% & $1 #2 x_y ~ ^\u{1b}[31m？".into()),
                photographers: names(&["田, 小满 and 甲"]),
                source: Some("报\nTY  - BOOK".into()),
                ..Article::default()
            },
        ]
    }
}
