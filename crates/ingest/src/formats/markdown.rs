//! Markdown as an article.
//!
//! Front matter ([`front_matter`]) gives fields by their JSON names. The first heading is the title if the
//! front matter has none, later headings are section headings, and text between blank lines is a paragraph.
//! Markup is removed (`**`, link addresses, pictures), so that a search for 高质量发展 finds 高**质量**发展.
//!
//! A file with several first-level headings and no title in its front matter contains one article for each of
//! them.
//!
//! Invariant: memory is bounded by the text, one part of it and one article. A text is parsed in parts
//! ([`part`]), since the parser needs some hundred times the bytes of dense markup. An article with too many
//! paragraphs is emitted in several. The copies of long front matter are bounded too.

mod front_matter;
mod part;

use std::collections::BTreeSet;
use std::io::BufRead;

use jianbao_article::{Article, Section, read_byline};
use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

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

/// Maximum number of bytes of front matter, in all articles of a file together.
const MAX_REPEATED_FRONT_BYTES: usize = 64 << 20;

/// Maximum number of paragraphs and headings of an article. A longer one is emitted in several.
const MAX_LINES: usize = 100_000;

/// Emits the articles of a Markdown text.
fn each_article(text: &str, source: &mut Source) {
    let (head, body) = front_matter::of(text, &mut |kind| source.warn(Some(1), kind, Severity::Guess));
    let mut passed = BTreeSet::new();
    let options = source.options();
    let (front, kept) = article_from_object(head, &options.names, &options.own_fields, &mut passed);
    for bound in passed {
        source.warn(None, WarningKind::TooMuchMarkup { bound }, Severity::Guess);
    }
    for field in kept {
        source.warn(None, WarningKind::Kept { part: Part::FrontMatter, field }, Severity::Fault);
    }
    articles(front, text, body, &mut |found| match found {
        Found::Article { article, line } => source.article(*article, Some(line)),
        Found::Doubt { line, kind, severity } => source.warn(line, kind, severity),
    });
}

/// Finding in a text.
enum Found {
    Article { article: Box<Article>, line: u64 },
    Doubt { line: Option<u64>, kind: WarningKind, severity: Severity },
}

/// The articles of a text; `body` is the text after its front matter, `front` the fields of the front matter.
fn articles(front: Article, text: &str, body: &str, take: &mut dyn FnMut(Found)) {
    let front = Front {
        article: front,
        bytes: text.len() - body.len(),
        left: MAX_REPEATED_FRONT_BYTES,
        is_told: false,
    };
    let mut layout = Layout::new(front, take);
    let labels = part::Labels::of(body);
    let mut broken_link = |link: BrokenLink<'_>| {
        let nowhere = || (CowStr::Borrowed(""), CowStr::Borrowed(""));
        labels.holds(&link.reference).then(nowhere)
    };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut at = text.len() - body.len();
    let mut line = 1 + breaks(&text[..at]);
    while at < text.len() {
        let part = part::first(&text[at..]);
        let here = &text[at..at + part.bytes];
        let parser = Parser::new_with_broken_link_callback(here, options, Some(&mut broken_link));
        let (mut counted, mut line_here) = (0, line);
        for (event, range) in parser.into_offset_iter() {
            if range.start > counted {
                line_here += breaks(&here[counted..range.start]);
                counted = range.start;
            }
            layout.at_line = line_here;
            layout.take(event);
        }
        layout.flush();
        at += part.bytes;
        line += breaks(here);
        if part.is_torn {
            let kind = WarningKind::ParagraphTooLong { max_bytes: part::MAX_BYTES };
            layout.doubt(Some(line), kind, Severity::Fault);
        }
    }
    layout.end();
}

fn breaks(text: &str) -> u64 {
    text.bytes().filter(|&byte| byte == b'\n').count() as u64
}

/// The fields of the front matter, which are copied to every article of the file.
struct Front {
    article: Article,
    bytes: usize,
    /// Number of bytes of front matter that may still be copied.
    left: usize,
    is_told: bool,
}

/// Articles as they are laid out from the top.
struct Layout<'s> {
    front: Front,
    article: Article,
    /// True if the article had the fields of the front matter from the start.
    is_fronted: bool,
    has_articles: bool,
    has_parts: bool,
    line: String,
    /// The line of the text on which it begins.
    line_begins: u64,
    /// Depth of nesting in pictures: their alternative text is not part of the article.
    pictures: usize,
    /// The line of the text that is being read.
    at_line: u64,
    /// The first line of the article; none before it has any.
    first_line: Option<u64>,
    take: &'s mut dyn FnMut(Found),
}

impl<'s> Layout<'s> {
    fn new(front: Front, take: &'s mut dyn FnMut(Found)) -> Layout<'s> {
        Layout {
            article: front.article.clone(),
            front,
            is_fronted: true,
            has_articles: false,
            has_parts: false,
            line: String::new(),
            line_begins: 1,
            pictures: 0,
            at_line: 1,
            first_line: None,
            take,
        }
    }

    fn doubt(&mut self, line: Option<u64>, kind: WarningKind, severity: Severity) {
        (self.take)(Found::Doubt { line, kind, severity });
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(&tag),
            Event::End(TagEnd::Heading(level)) => self.heading(level),
            Event::End(tag) => self.close(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text);
            }
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.flush(),
            Event::Rule | Event::Html(_) | Event::InlineHtml(_) | Event::TaskListMarker(_) => {}
            Event::FootnoteReference(_) => {}
        }
    }

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
            if self.line.is_empty() {
                self.line_begins = self.at_line;
            }
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
        for paragraph in line.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.make_room();
            self.first_line.get_or_insert(self.line_begins);
            self.article.body.push(paragraph.to_owned());
        }
    }

    /// Ends a heading: the title, or a section heading.
    fn heading(&mut self, level: HeadingLevel) {
        let heading = std::mem::take(&mut self.line).trim().to_owned();
        if heading.is_empty() {
            return;
        }
        let has_title = self.front.article.title.is_some();
        let is_untouched = self.article.body.is_empty() && self.article.sections.is_empty();
        if !has_title && level == HeadingLevel::H1 && self.article.title.is_some() {
            self.end();
            self.first_line = Some(self.line_begins);
            self.article.title = Some(heading);
        } else if self.article.title.is_none() && (is_untouched || level == HeadingLevel::H1) {
            self.first_line.get_or_insert(self.line_begins);
            self.article.title = Some(heading);
        } else if !(is_untouched && self.article.title.as_deref() == Some(heading.as_str())) {
            self.make_room();
            self.first_line.get_or_insert(self.line_begins);
            let before = self.article.body.len();
            self.article.sections.push(Section { heading, before });
        }
    }

    /// Emits an article that has reached the maximum number of lines; the rest becomes another one with the
    /// same title.
    fn make_room(&mut self) {
        if self.article.body.len() + self.article.sections.len() < MAX_LINES {
            return;
        }
        if !self.has_parts {
            self.has_parts = true;
            self.doubt(None, WarningKind::TooManyLines { max_lines: MAX_LINES }, Severity::Guess);
        }
        let title = self.article.title.clone();
        self.end();
        self.article.title = title;
    }

    /// Ends an article, if there is one.
    fn end(&mut self) {
        // An article of front matter alone begins with it.
        let line = self.first_line.take().unwrap_or(1);
        let was_fronted = self.is_fronted;
        let next = self.fresh();
        let mut article = std::mem::replace(&mut self.article, next);
        let is_new = if was_fronted { article != self.front.article } else { article != Article::default() };
        if is_new || (!self.has_articles && article.title.is_some()) {
            read_byline(&mut article);
            self.has_articles = true;
            (self.take)(Found::Article { article: Box::new(article), line });
        }
    }

    /// The next article, with the fields of the front matter while they may be copied.
    fn fresh(&mut self) -> Article {
        let left = self.front.left.checked_sub(self.front.bytes);
        self.is_fronted = left.is_some();
        if let Some(left) = left {
            self.front.left = left;
            return self.front.article.clone();
        }
        if !self.front.is_told {
            self.front.is_told = true;
            let kind = WarningKind::FrontMatterRepeated { max_bytes: MAX_REPEATED_FRONT_BYTES };
            self.doubt(None, kind, Severity::Loss);
        }
        Article::default()
    }
}

#[cfg(test)]
mod tests {
    use jianbao_article::OwnFields;

    use super::*;
    use crate::field_names::FieldNames;

    /// The articles of a text, and its warnings.
    fn read_all(text: &str) -> (Vec<Article>, Vec<String>) {
        let mut said = Vec::new();
        let (head, body) = front_matter::of(text, &mut |kind| said.push(kind.to_string()));
        let front =
            article_from_object(head, &FieldNames::default(), &OwnFields::default(), &mut BTreeSet::new()).0;
        let mut found = Vec::new();
        articles(front, text, body, &mut |new| match new {
            Found::Article { article, .. } => found.push(*article),
            Found::Doubt { line, kind, .. } => said.push(format!("{}: {kind}", line.unwrap_or(0))),
        });
        (found, said)
    }

    fn read(text: &str) -> Vec<Article> {
        let (articles, said) = read_all(text);
        assert!(said.is_empty(), "{said:?}");
        articles
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

    /// The parser took a hundred times their bytes.
    #[test]
    fn a_million_marks_are_read_in_parts() {
        for mark in ["[", "<", ">", "*", "![", "`"] {
            let text = format!("# 甲\n\n{}\n\n# 乙\n\n无人。\n", mark.repeat((4 << 20) / mark.len()));
            let (articles, said) = read_all(&text);
            let titles: Vec<_> = articles.iter().map(|article| article.title.as_deref().unwrap()).collect();
            assert_eq!(titles, ["甲", "乙"], "{mark}");
            assert_eq!(articles[1].body, ["无人。"]);
            assert!(said.iter().all(|said| said == "3: a paragraph longer than 1 MiB: split"), "{said:?}");
            assert!((3..5).contains(&said.len()), "{said:?}");
        }
    }

    #[test]
    fn a_million_headings_are_as_many_articles() {
        let (articles, said) = read_all(&"# a\n".repeat(1_000_000));
        assert_eq!((articles.len(), said.len()), (1_000_000, 0));
    }

    #[test]
    fn an_article_of_too_many_lines_is_handed_over_in_parts_and_told() {
        for (line, count) in [("a\n\n", 250_000), ("## a\n", 250_001)] {
            let (articles, said) = read_all(&format!("# 甲\n\n{}", line.repeat(count)));
            assert_eq!(said, ["0: more than 100000 lines: read in parts of so many"]);
            let lines = articles.iter().map(|article| article.body.len() + article.sections.len());
            assert_eq!(lines.collect::<Vec<_>>()[..2], [MAX_LINES, MAX_LINES]);
            assert!(
                articles.len() == 3 && articles.iter().all(|article| article.title.as_deref() == Some("甲"))
            );
        }
    }

    #[test]
    fn front_matter_that_is_too_long_is_read_as_text() {
        let text = format!("---\n{}---\n# 甲\n\n无人。\n", "标签: 昨夜的大雨下到今早\n\n".repeat(50_000));
        let (articles, said) = read_all(&text);
        assert_eq!(said, ["front matter longer than 1 MiB: read as text"]);
        let last = articles.last().unwrap();
        assert_eq!(
            (last.title.as_deref(), last.body.last().map(String::as_str)),
            (Some("甲"), Some("无人。"))
        );
    }

    #[test]
    fn front_matter_is_given_to_as_many_articles_as_it_is_short() {
        let text = format!("---\nnote: {}\n---\n{}", "长".repeat(300_000), "# a\n".repeat(300_000));
        let (articles, said) = read_all(&text);
        assert_eq!(articles.len(), 300_000);
        let with = articles.iter().filter(|article| article.extra.contains_key("note")).count();
        assert!((70..80).contains(&with), "{with}");
        assert_eq!(said.len(), 1);
        assert!(said[0].contains("repeated in every article, exceeds 64 MiB"), "{said:?}");
    }

    /// A text parsed in parts gives the same articles as each article alone.
    #[test]
    fn a_long_text_reads_as_its_articles_do() {
        let article = |number: u32| {
            format!(
                "# 题{number}\n\n本报讯（记者王伟）第{number}次**大雨**，[放晴][晴]。\n\n```\n# 不是标题\n\n\n```\n\n\
                 ## 店铺\n\n- 卖伞的\n- 卖鞋的\n\n1. 甲\n\n   # 乙\n\n> 他说好[晴]。\n\n[图]与[ 晴 ]。\n[图]: 无\n\n"
            )
        };
        let definition = "[晴]: http://a.b\n";
        let text: String = (0..15_000).map(article).chain([definition.to_owned()]).collect();
        assert!(text.len() > 2 * part::MAX_BYTES);
        let expect: Vec<Article> =
            (0..15_000).flat_map(|number| read(&format!("{}{definition}", article(number)))).collect();
        let found = read(&text);
        assert_eq!(found.len(), expect.len());
        for (found, expect) in found.iter().zip(&expect) {
            assert_eq!(found, expect);
        }
    }
}
