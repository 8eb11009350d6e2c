//! Markdown as an article.
//!
//! Front matter, `name: value` lines between two lines of `---`, gives fields by the names they have in JSON. A first
//! heading is the title where the front matter gives none, the headings below it are those of sections, and what stands
//! between blank lines is a paragraph. Marks are taken off (`**`, links' addresses, pictures), for a reader looks for
//! the words: 高**质量**发展 is 高质量发展.
//!
//! A file without a title in its front matter that has several headings of the first level holds as many articles.

use std::io::BufRead;

use jianbao_article::{Article, Section, read_byline};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde_json::{Map, Value};

use crate::error::IngestError;
use crate::formats::text::{Declared, whole};
use crate::record::article_from_object;
use crate::source::Source;
use crate::warning::{Part, Severity, WarningKind};

/// Reads the articles of a file.
pub(crate) fn read(_: &[u8], stream: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    whole(stream, source, Declared::No, |text, source| {
        each_article(text, source);
        Ok(())
    })
}

/// Hands over the articles of a Markdown text.
fn each_article(text: &str, source: &mut Source) {
    let (head, body) = front_matter(text);
    let (front, kept) = article_from_object(head, &source.options().names);
    for field in kept {
        source.warn(None, WarningKind::Kept { part: Part::FrontMatter, field }, Severity::Fault);
    }
    for article in articles(front, body) {
        source.article(article, None);
    }
}

/// The fields of the front matter, and what follows it. Lists are written `[a, b]` or as lines of `- a`.
fn front_matter(text: &str) -> (Map<String, Value>, &str) {
    let mut fields = Map::new();
    let Some(rest) = text.strip_prefix("---").filter(|rest| rest.starts_with(['\n', '\r'])) else {
        return (fields, text);
    };
    let mut last_name: Option<String> = None;
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        at += line.len();
        let line = line.trim_end();
        if matches!(line, "---" | "...") && at > line.len() + 1 {
            return (fields, &rest[at..]);
        }
        if let (Some(item), Some(name)) = (line.trim_start().strip_prefix("- "), &last_name) {
            let list = fields.entry(name.clone()).or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(items) = list {
                items.push(Value::String(unquoted(item).to_owned()));
            }
            continue;
        }
        let Some((name, value)) = line.split_once([':', '：']) else { continue };
        let (name, value) = (name.trim().to_owned(), value.trim());
        last_name = None;
        if value.is_empty() {
            last_name = Some(name);
        } else if let Some(items) = value.strip_prefix('[').and_then(|value| value.strip_suffix(']')) {
            let items = items.split([',', '，']).map(|item| Value::String(unquoted(item).to_owned()));
            fields.insert(name, Value::Array(items.collect()));
        } else {
            fields.insert(name, Value::String(unquoted(value).to_owned()));
        }
    }
    // Never closed: a line of dashes, then text.
    (Map::new(), text)
}

fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let inner = |quote| value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote));
    inner('"').or_else(|| inner('\'')).unwrap_or(value)
}

/// The articles of a text without its front matter, of which `front` has the fields.
fn articles(front: Article, text: &str) -> Vec<Article> {
    let has_title = front.title.is_some();
    let mut layout = Layout { article: front.clone(), ..Layout::default() };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(tag) => layout.open(&tag),
            Event::End(TagEnd::Heading(level)) => layout.heading(level, has_title, &front),
            Event::End(tag) => layout.close(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                layout.text(&text);
            }
            Event::SoftBreak => layout.soft_break(),
            Event::HardBreak => layout.flush(),
            Event::Rule | Event::Html(_) | Event::InlineHtml(_) | Event::TaskListMarker(_) => {}
            Event::FootnoteReference(_) => {}
        }
    }
    layout.flush();
    layout.end(&front);
    layout.done
}

/// Articles as they are laid out from the top.
#[derive(Default)]
struct Layout {
    done: Vec<Article>,
    article: Article,
    line: String,
    /// How many pictures one stands in: what is written for those who cannot see them is no text of the article.
    pictures: usize,
}

impl Layout {
    fn open(&mut self, tag: &Tag) {
        match tag {
            Tag::Image { .. } => self.pictures += 1,
            Tag::CodeBlock(CodeBlockKind::Indented | CodeBlockKind::Fenced(_))
            | Tag::Paragraph
            | Tag::Item
            | Tag::Heading { .. }
            | Tag::TableHead
            | Tag::TableRow
            | Tag::BlockQuote(_) => self.flush(),
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => self.pictures -= 1,
            TagEnd::TableCell => self.text(" "),
            TagEnd::Paragraph
            | TagEnd::Item
            | TagEnd::CodeBlock
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::BlockQuote(_) => self.flush(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.pictures == 0 {
            self.line.push_str(text);
        }
    }

    /// A line break inside a paragraph: white space between Latin words, nothing between Chinese characters.
    fn soft_break(&mut self) {
        if self.line.ends_with(|c: char| c.is_ascii_graphic()) {
            self.line.push(' ');
        }
    }

    /// Ends a paragraph.
    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        let paragraphs = line.lines().map(str::trim).filter(|line| !line.is_empty());
        self.article.body.extend(paragraphs.map(str::to_owned));
    }

    /// Ends a heading: a title, or that of a section.
    fn heading(&mut self, level: HeadingLevel, has_title: bool, front: &Article) {
        let heading = std::mem::take(&mut self.line).trim().to_owned();
        if heading.is_empty() {
            return;
        }
        let is_untouched = self.article.body.is_empty() && self.article.sections.is_empty();
        if !has_title && level == HeadingLevel::H1 && self.article.title.is_some() {
            self.end(front);
            self.article.title = Some(heading);
        } else if self.article.title.is_none() && (is_untouched || level == HeadingLevel::H1) {
            self.article.title = Some(heading);
        } else if !(is_untouched && self.article.title.as_deref() == Some(heading.as_str())) {
            let before = self.article.body.len();
            self.article.sections.push(Section { heading, before });
        }
    }

    /// Ends an article, if there is one.
    fn end(&mut self, front: &Article) {
        let mut article = std::mem::replace(&mut self.article, front.clone());
        if article != *front || (self.done.is_empty() && article.title.is_some()) {
            read_byline(&mut article);
            self.done.push(article);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field_names::FieldNames;

    fn read(text: &str) -> Vec<Article> {
        let (head, body) = front_matter(text);
        articles(article_from_object(head, &FieldNames::default()).0, body)
    }

    #[test]
    fn headings_and_paragraphs_are_laid_out_without_their_marks() {
        let text = "# 雨后街上\n\n本报讯（记者王伟）昨夜高**质量**的大雨，\n今早[放晴](http://a.b)。![图](a.jpg)\n\n\
                    ## 店铺\n\n- 卖伞的\n- 卖鞋的\n\n> 他说好。\n\nThe rain\nis over.\n";
        let articles = read(text);
        assert_eq!(articles.len(), 1);
        let article = &articles[0];
        assert_eq!(article.title.as_deref(), Some("雨后街上"));
        assert_eq!(
            article.body,
            [
                "本报讯（记者王伟）昨夜高质量的大雨，今早放晴。",
                "卖伞的",
                "卖鞋的",
                "他说好。",
                "The rain is over."
            ]
        );
        assert_eq!(article.sections, [Section { heading: "店铺".into(), before: 1 }]);
        assert_eq!(article.reporters, ["王伟"]);
    }

    #[test]
    fn front_matter_gives_fields_by_their_usual_names() {
        let text = "---\r\n标题: \"雨后：街上\"\r\ndate: 2024-05-08 08:00\r\n作者: [王伟, 李四]\r\ntags:\r\n  - 雨\r\n  - 街\r\n\
                    source：江城日报\r\n---\r\n# 街上\r\n\r\n无人。\r\n";
        let articles = read(text);
        assert_eq!(articles.len(), 1);
        let article = &articles[0];
        assert_eq!(article.title.as_deref(), Some("雨后：街上"));
        assert_eq!(article.date.unwrap().to_string(), "2024-05-08");
        assert_eq!(article.reporters, ["王伟", "李四"]);
        assert_eq!(article.source.as_deref(), Some("江城日报"));
        assert_eq!(article.extra["tags"], serde_json::json!(["雨", "街"]));
        assert_eq!(article.sections[0].heading, "街上");
        assert_eq!(article.body, ["无人。"]);
    }

    #[test]
    fn a_line_of_dashes_without_an_end_is_no_front_matter() {
        assert_eq!(read("---\n雨后。\n")[0].body, ["雨后。"]);
    }

    #[test]
    fn several_first_headings_are_several_articles() {
        let articles = read("---\nsource: 江城日报\n---\n# 甲\n\n一。\n\n# 乙\n\n二。\n");
        let titles: Vec<_> = articles.iter().map(|article| article.title.as_deref().unwrap()).collect();
        assert_eq!(titles, ["甲", "乙"]);
        assert!(articles.iter().all(|article| article.source.as_deref() == Some("江城日报")));
    }

    #[test]
    fn text_without_a_heading_is_a_body() {
        let article = &read("雨后。\n\n街上。\n")[0];
        assert_eq!((article.title.as_deref(), article.body.len()), (None, 2));
    }
}
