//! Electronic editions of papers: the metadata that their systems add to a page.
//!
//! Systems of Founder write a comment after the article:
//! `<!--enpproperty <title>…</title><date>…</date>… /enpproperty-->`. In editions of papers each name begins
//! with `founder-`. Web systems of the same maker write the comment too, but give the web editor as the
//! author; there a byline or a line of staff takes precedence. The page of the paper (`第A03版：社会`) is on
//! a line of its own.

use jianbao_article::{WrittenDate, people_in_field, written_date};

use super::without_entities;
use crate::formats::press::is_person;

/// Contents of the comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PaperComment {
    pub(super) title: Option<String>,
    pub(super) kicker: Option<String>,
    pub(super) subtitle: Option<String>,
    pub(super) date: Option<WrittenDate>,
    pub(super) reporters: Vec<String>,
    /// The section of the article.
    pub(super) section: Option<String>,
}

/// A longer comment is no list of properties.
const MAX_BYTES: usize = 64 << 10;

impl PaperComment {
    /// The comment of a page, if it has one.
    pub(super) fn of(html: &str) -> Option<PaperComment> {
        let start = html.find("<!--enpproperty")?;
        let rest = &html[start..];
        let inside = &rest[..rest.find("-->").filter(|end| *end <= MAX_BYTES)?];
        let is_paper = inside.contains("<founder-");
        let value = |name: &str| {
            let names = [format!("founder-{name}"), name.to_owned()];
            let written = names.iter().find_map(|name| {
                let (_, behind) = inside.split_once(&format!("<{name}>"))?;
                behind.split_once(&format!("</{name}>")).map(|(value, _)| value)
            })?;
            // Line breaks in titles are tags.
            let text = without_entities(
                &written
                    .replace("<br/>", " ")
                    .replace("<br>", " ")
                    .replace("<BR/>", " ")
                    .replace("<BR>", " "),
            );
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            (!text.is_empty() && !text.contains('<')).then_some(text)
        };
        let reporters = value("author").map(|author| people_in_field(&author).reporters).unwrap_or_default();
        Some(PaperComment {
            title: value("title"),
            kicker: value("introtitle"),
            subtitle: value("subtitle"),
            date: value("date").and_then(|date| {
                written_date(&date).or_else(|| written_date(date.split_whitespace().next()?))
            }),
            reporters: reporters.into_iter().filter(|name| is_person(name)).collect(),
            section: value("nodename").filter(|_| is_paper),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_comment_of_a_paper_gives_its_fields() {
        let html = "<p>正文</p><!--enpproperty <founder-date>2024-05-08</founder-date><founder-author>高远 沈一舟</founder-author>\
            <founder-title>雨后<br>街上</founder-title><founder-subtitle></founder-subtitle><founder-introtitle>卖花的人&amp;孩子\
            </founder-introtitle> /enpproperty--></div>";
        let comment = PaperComment::of(html).unwrap();
        assert_eq!(comment.title.as_deref(), Some("雨后 街上"));
        assert_eq!((comment.kicker.as_deref(), comment.subtitle), (Some("卖花的人&孩子"), None));
        assert_eq!(comment.date.unwrap().day.to_string(), "2024-05-08");
        assert_eq!(comment.reporters, ["高远", "沈一舟"]);
        let plain = "<!--enpproperty <articleid>7</articleid><date>2024-05-08 09:28:27.0</date><author>104363</author><title>雨后</title>\
            <nodename>要闻</nodename>/enpproperty-->";
        let comment = PaperComment::of(plain).unwrap();
        let time = comment.date.and_then(|date| date.time).map(|time| time.to_string());
        assert_eq!(time.as_deref(), Some("2024-05-08T09:28:27"));
        assert_eq!((comment.reporters.len(), comment.section), (0, None));
        assert_eq!(PaperComment::of("<!--enpproperty <title>雨"), None);
    }
}
