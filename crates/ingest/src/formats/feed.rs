//! Feeds: RSS (also its RDF form) and Atom, one article per entry.
//!
//! The relevant elements are few, and each has the same name in several dialects. They are therefore taken
//! from the XML stream by name, at any depth in an entry. HTML in them is parsed as HTML. The title of the
//! feed is the source of entries without one. At a syntax error, the entries before it are kept.
//!
//! An unclosed element in an entry (`<br>`, `<p>`) ends with its parent: an end tag closes the innermost
//! element of its name and all open elements inside it. An end tag without an element is ignored. A `<` that
//! opens no tag is text ([`markup`]).

mod markup;

use std::collections::{BTreeSet, HashMap};
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use serde_json::{Map, Value};

use crate::error::IngestError;
use crate::formats::Format;
use crate::formats::html::lines_of_fragment;
use crate::formats::text::{Declared, whole};
use crate::source::{At, Source};
use crate::warning::{MarkupBound, Part, Severity, WarningKind};

/// Reads the entries of a feed. Most XML is something else.
pub(crate) fn read(opening: &[u8], stream: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    if Format::sniff(opening) != Format::Feed {
        return Err(IngestError::NotFeed { path: source.path() });
    }
    whole(stream, source, Declared::Yes, entries)
}

/// Emits the articles of a feed.
fn entries(text: &str, source: &mut Source) -> Result<(), IngestError> {
    let text = &*markup::with_bare_signs_escaped(text);
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    // Feeds are written by hand and by programs without an XML library.
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    let mut feed = Feed::default();
    let mut place = Place { at_byte: 0, line: 1 };
    let mut read = 0;
    // The line on which the entry being read begins.
    let mut first_line = None;
    loop {
        let begins_at = reader.buffer_position();
        let was_in_entry = feed.is_in_entry();
        let event = reader.read_event();
        let ended = match &event {
            Ok(Event::Start(tag)) => feed.open(tag),
            Ok(Event::Empty(tag)) => feed.open(tag).or_else(|| feed.close()),
            Ok(Event::End(tag)) => feed.end(tag.local_name().into_inner()),
            _ => None,
        };
        if let Some(entry) = ended {
            read += 1;
            let line = place.line(text, reader.buffer_position());
            for bound in std::mem::take(&mut feed.passed) {
                source.warn(Some(line), WarningKind::TooMuchMarkup { bound }, Severity::Guess);
            }
            let at = At { line: first_line.take(), record: Some(read) };
            source.record(entry, Some(line), Part::Line, at);
        }
        // An entry may begin with the tag that ends the one before.
        if feed.is_in_entry() && (!was_in_entry || first_line.is_none()) {
            first_line = Some(place.line(text, begins_at));
        }
        match event {
            Ok(Event::Start(_) | Event::Empty(_) | Event::End(_)) => {}
            Ok(Event::Text(piece)) => feed.text.push_str(&piece.xml10_content()),
            Ok(Event::CData(piece)) => feed.text.push_str(&piece.xml10_content()),
            Ok(Event::GeneralRef(reference)) => feed.reference(&reference),
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
            Ok(Event::Eof) => break,
            Err(error) => {
                let line = place.line(text, reader.buffer_position());
                let problem = error.to_string();
                return Err(IngestError::BrokenFeed { path: source.path(), line, read, problem });
            }
        }
    }
    if feed.is_in_entry() {
        let line = text.lines().count() as u64;
        let problem = "it ends inside an entry".to_owned();
        return Err(IngestError::BrokenFeed { path: source.path(), line, read, problem });
    }
    Ok(())
}

/// A place in a text, and the line it is on, counted from 1.
struct Place {
    at_byte: usize,
    line: u64,
}

impl Place {
    /// Advances to a later offset, and returns its line.
    fn line(&mut self, text: &str, at_byte: u64) -> u64 {
        let at_byte = usize::try_from(at_byte).map_or(text.len(), |at_byte| at_byte.min(text.len()));
        let passed = text.as_bytes().get(self.at_byte..at_byte).unwrap_or_default();
        self.line += passed.iter().filter(|&&byte| byte == b'\n').count() as u64;
        self.at_byte = at_byte;
        self.line
    }
}

/// A feed as far as it has been read.
#[derive(Default)]
struct Feed {
    title: String,
    /// The open elements, by their names in lower case without the namespace prefix.
    open: Vec<String>,
    /// Positions of the elements of each name among them.
    places: HashMap<String, Vec<usize>>,
    /// Number of open elements that contain markup.
    markup_depth: usize,
    /// Number of elements that were open when the current entry began.
    entry_depth: Option<usize>,
    entry: Entry,
    /// The text of the current element, with the markup in it.
    text: String,
    /// The bounds that the HTML of the entry passed.
    passed: BTreeSet<MarkupBound>,
}

#[derive(Default)]
struct Entry {
    fields: Map<String, Value>,
    content: String,
    summary: String,
    date_rank: Option<u8>,
    authors: Vec<Value>,
    categories: Vec<Value>,
}

/// Elements whose content may be unescaped markup.
const MARKUP: [&str; 5] = ["content", "encoded", "description", "summary", "title"];

/// Elements that never occur in markup.
const ENDS_MARKUP: [&str; 9] =
    ["pubdate", "guid", "encoded", "creator", "published", "updated", "issued", "modified", "item"];

/// Maximum number of lines of a summary that is compared with the content. A longer one is no excerpt.
const MAX_EXCERPT_LINES: usize = 200;

impl Feed {
    fn is_in_entry(&self) -> bool {
        self.entry_depth.is_some()
    }

    /// Begins an element; returns the entry that ends if another one begins.
    fn open(&mut self, tag: &BytesStart) -> Option<Map<String, Value>> {
        let written = tag.local_name().into_inner().to_owned();
        let name = written.to_ascii_lowercase();
        let mut ended = None;
        if self.markup_depth > 0 && ENDS_MARKUP.contains(&name.as_str()) && self.is_in_entry() {
            // A description that was never closed.
            let own = self.entry_depth.map_or(0, |depth| depth + 1);
            while self.open.len() > own {
                self.close();
            }
        }
        if let Some(depth) = self.entry_depth
            && self.open.get(depth) == Some(&name)
        {
            while ended.is_none() && !self.open.is_empty() {
                ended = self.close();
            }
        }
        if self.markup_depth > 0 {
            for piece in ["<", &written, ">"] {
                self.text.push_str(piece);
            }
        } else {
            self.text.clear();
        }
        if matches!(name.as_str(), "item" | "entry") && !self.is_in_entry() {
            self.entry_depth = Some(self.open.len());
            self.entry = Entry::default();
        }
        if name == "link" && self.is_in_entry() {
            self.link(tag);
        }
        // Pictures and films have titles and descriptions too.
        let is_media =
            tag.name().prefix().is_some_and(|prefix| matches!(prefix.into_inner(), "media" | "itunes"));
        let name = if is_media { format!("media {name}") } else { name };
        self.markup_depth += usize::from(MARKUP.contains(&name.as_str()));
        self.places.entry(name.clone()).or_default().push(self.open.len());
        self.open.push(name);
        ended
    }

    /// Ends the innermost element of a name and all open elements in it; returns the entry that ends.
    fn end(&mut self, name: &str) -> Option<Map<String, Value>> {
        let name = name.to_ascii_lowercase();
        let place = |name: &str| self.places.get(name).and_then(|places| places.last()).copied();
        let at = place(&name).max(place(&format!("media {name}")))?;
        let mut ended = None;
        while self.open.len() > at {
            ended = self.close().or(ended);
        }
        ended
    }

    /// An Atom link: the one without a relation, or with `alternate`, is the article.
    fn link(&mut self, tag: &BytesStart) {
        let value = |name: &str| {
            let attribute = tag.try_get_attribute(name).ok().flatten()?;
            Some(attribute.value.into_owned())
        };
        if value("rel").is_none_or(|rel| rel == "alternate")
            && let Some(address) = value("href")
        {
            self.entry.put("url", &plain(&address, &mut self.passed));
        }
    }

    /// Ends an element; returns the entry that it ends.
    fn close(&mut self) -> Option<Map<String, Value>> {
        let name = self.open.pop()?;
        if let Some(places) = self.places.get_mut(&name) {
            places.pop();
        }
        self.markup_depth -= usize::from(MARKUP.contains(&name.as_str()));
        if self.markup_depth > 0 {
            for piece in ["</", &name, ">"] {
                self.text.push_str(piece);
            }
            return None;
        }
        let text = std::mem::take(&mut self.text);
        match self.entry_depth {
            Some(depth) if depth == self.open.len() => {
                self.entry_depth = None;
                return Some(std::mem::take(&mut self.entry).finish(&self.title, &mut self.passed));
            }
            Some(depth) => {
                let is_own = self.open.len() == depth + 1;
                self.entry.element(&name, text, is_own, &mut self.passed);
            }
            None => {
                let is_own = self.open.last().is_some_and(|open| matches!(open.as_str(), "channel" | "feed"));
                if name == "title" && is_own {
                    self.title = plain(&text, &mut self.passed);
                }
            }
        }
        None
    }

    /// `&amp;`, `&#8212;`. Entities that XML does not know are left to the HTML parser.
    fn reference(&mut self, reference: &BytesRef) {
        match reference.resolve_char_ref() {
            Ok(Some(c)) => self.text.push(c),
            _ => {
                let name: &str = reference;
                match resolve_predefined_entity(name) {
                    Some(text) => self.text.push_str(text),
                    None => self.text.push_str(&format!("&{name};")),
                }
            }
        }
    }
}

impl Entry {
    fn element(&mut self, name: &str, text: String, is_own: bool, passed: &mut BTreeSet<MarkupBound>) {
        match name {
            "title" if is_own => self.put("title", &plain(&text, passed)),
            "encoded" | "content" if text.len() > self.content.len() => self.content = text,
            "description" | "summary" if is_own && text.len() > self.summary.len() => self.summary = text,
            "link" if is_own => self.put("url", text.trim()),
            // The id of an entry is the id of its article, so an entry in a later copy of the feed is the same article.
            "guid" | "id" if is_own => self.put("id", text.trim()),
            "pubdate" | "published" | "issued" => self.date(0, &text),
            "date" => self.date(1, &text),
            "created" => self.date(2, &text),
            "updated" | "modified" if is_own => self.date(3, &text),
            // `author` contains a name, or a `name` that was read already.
            "creator" | "author" | "name" if !text.trim().is_empty() => {
                self.authors.push(plain(&text, passed).into())
            }
            "category" | "subject" if !text.trim().is_empty() => {
                self.categories.push(plain(&text, passed).into())
            }
            "source" if is_own => self.put("source", &plain(&text, passed)),
            _ => {}
        }
    }

    /// Sets the day of the entry, unless a better one is known. Lower ranks are better.
    fn date(&mut self, rank: u8, text: &str) {
        if !text.trim().is_empty() && self.date_rank.is_none_or(|known| rank < known) {
            self.date_rank = Some(rank);
            self.put("date", text.trim());
        }
    }

    fn put(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.fields.insert(name.to_owned(), value.into());
        }
    }

    fn finish(mut self, feed_title: &str, passed: &mut BTreeSet<MarkupBound>) -> Map<String, Value> {
        let summary = lines_of_fragment(&self.summary, passed);
        let content = lines_of_fragment(&self.content, passed);
        if content.is_empty() {
            self.fields.insert("body".to_owned(), summary.into());
        } else {
            let all = content.concat();
            let is_excerpt = summary.len() <= MAX_EXCERPT_LINES
                && summary.iter().all(|line| all.contains(line.trim_end_matches(['…', '.'])));
            if !summary.is_empty() && !is_excerpt {
                self.fields.insert("abstract".to_owned(), summary.into());
            }
            self.fields.insert("body".to_owned(), content.into());
        }
        if !self.fields.contains_key("source") {
            self.put("source", feed_title);
        }
        if !self.authors.is_empty() {
            self.fields.insert("author".to_owned(), self.authors.into());
        }
        if let [category, ..] = self.categories.as_slice() {
            self.fields.insert("section".to_owned(), category.clone());
        }
        if self.categories.len() > 1 {
            self.fields.insert("categories".to_owned(), self.categories.into());
        }
        self.fields
    }
}

/// A text on one line, without markup.
fn plain(text: &str, passed: &mut BTreeSet<MarkupBound>) -> String {
    let text = text.trim();
    if text.contains(['<', '&', '\n']) { lines_of_fragment(text, passed).join(" ") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use crate::files::read::tests::{read, read_articles};

    const RSS: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>
<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">
<channel><title>江城日报</title><link>http://jc.example/</link><image><title>图标</title></image>
<item><title><![CDATA[雨后&街上]]></title><link>http://jc.example/1</link><guid>jc-1</guid>
<pubDate>Wed, 08 May 2024 08:00:00 +0800</pubDate><dc:creator>王伟</dc:creator><category>要闻</category>
<media:title xmlns:media=\"m\">图片</media:title>
<description>&lt;p&gt;昨夜一场大雨，&lt;b&gt;今早&lt;/b&gt;放晴。&lt;/p&gt;&lt;p&gt;街上&amp;nbsp;无人。&lt;/p&gt;</description></item>
<item><title>夜市</title><description>夜市开了。</description>
<content:encoded><![CDATA[<p>夜市开了。</p><ul><li>一百个摊位。</li></ul>]]></content:encoded></item>
</channel></rss>";

    const ATOM: &str = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>江城晚报</title>
<entry><title type=\"html\">春茶 &amp;amp; 高铁</title><id>urn:1</id><link rel=\"self\" href=\"x\"/>
<link href=\"http://jc.example/a?b=1&amp;c=2\"/><updated>2024-04-15T09:00:00+08:00</updated>
<author><name>李四</name></author><summary>另一句话。</summary>
<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>春茶<em>上</em>高铁。</p><p>第二段。<br/>第三段。</p></div></content>
</entry></feed>";

    #[test]
    fn an_entry_of_rss_is_an_article() {
        let articles = read_articles("a.rss", RSS.as_bytes());
        assert_eq!(articles.len(), 2);
        let first = &articles[0];
        assert_eq!(first.title.as_deref(), Some("雨后&街上"));
        assert_eq!(first.body, ["昨夜一场大雨，今早放晴。", "街上 无人。"]);
        assert_eq!(first.source.as_deref(), Some("江城日报"));
        assert_eq!(first.section.as_deref(), Some("要闻"));
        assert_eq!(first.date.unwrap().to_string(), "2024-05-08");
        assert_eq!((first.id.as_deref(), first.url.as_deref()), (Some("jc-1"), Some("http://jc.example/1")));
        assert_eq!(first.reporters, ["王伟"]);
        assert_eq!(articles[1].body, ["夜市开了。", "一百个摊位。"]);
        assert_eq!(articles[1].r#abstract, None);
    }

    #[test]
    fn an_entry_of_atom_is_an_article() {
        let article = &read_articles("a.xml", ATOM.as_bytes())[0];
        assert_eq!(article.title.as_deref(), Some("春茶 & 高铁"));
        assert_eq!(article.body, ["春茶上高铁。", "第二段。", "第三段。"]);
        assert_eq!(article.r#abstract.as_deref(), Some("另一句话。"));
        assert_eq!(article.url.as_deref(), Some("http://jc.example/a?b=1&c=2"));
        assert_eq!(article.source.as_deref(), Some("江城晚报"));
        assert_eq!(article.date.unwrap().to_string(), "2024-04-15");
        assert_eq!(article.reporters, ["李四"]);
    }

    #[test]
    fn a_feed_in_gbk_says_so_itself() {
        let text = RSS.replace("utf-8", "GBK");
        let (bytes, _, _) = encoding_rs::GBK.encode(&text);
        assert_eq!(read_articles("a.xml", &bytes), read_articles("a.xml", RSS.as_bytes()));
    }

    #[test]
    fn what_stands_before_a_break_is_kept_and_the_break_is_named() {
        let cut = &RSS[..RSS.find("夜市").unwrap()];
        let error = read("a.rss", cut.as_bytes()).unwrap_err();
        assert!(error.contains("line 8") && error.contains("the 1 entries before it are kept"), "{error}");
        let mut seen = 0;
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.rss"), cut).unwrap();
        let options = crate::ReadOptions::default();
        let _ = crate::read_file(&folder.path().join("a.rss"), &options, &mut |_| seen += 1);
        assert_eq!(seen, 1);
    }

    #[test]
    fn what_is_never_closed_costs_nothing() {
        let feed = |items: &str| format!("<rss><channel><title>江城日报</title>{items}</channel></rss>");
        for (items, bodies) in [
            (
                "<item><title>甲</title><description>雨后。<br>街上</description><pubDate>2024-05-08</pubDate></item>\
                 <item><title>乙</title><description>无人</description></item>",
                ["雨后。|街上", "无人"],
            ),
            (
                "<item><title>甲</title><description><p>雨后。<p>街上<img src='a'></description></item>\
                 <item><title>乙</title><description>收入<100元</description></item>",
                ["雨后。|街上", "收入<100元"],
            ),
            (
                "<item><title>甲</title><description>雨后</b>。</p>街上，a<b</description></item>\
                 <ITEM><Title>乙</Title><Description>x < y，《<江城>》</description></ITEM>",
                ["雨后。街上，a<b", "x < y，《<江城>》"],
            ),
            (
                "<item><title>甲</title><description>雨后。<pubDate>2024-05-08</pubDate>\
                 <item><title>乙</title><description>无人</description></item>",
                ["雨后。", "无人"],
            ),
        ] {
            let articles = read_articles("a.rss", feed(items).as_bytes());
            let found: Vec<String> = articles.iter().map(|article| article.body.join("|")).collect();
            assert_eq!(found, bodies, "{items}");
            assert_eq!(articles[1].title.as_deref(), Some("乙"), "{items}");
            assert_eq!(articles[0].date.is_some(), items.contains("pubDate"), "{items}");
        }
    }

    #[test]
    fn the_day_of_an_entry_is_read_in_every_dialect() {
        for (dates, expect) in [
            (
                "<issued>2024-05-08T08:11:00+08:00</issued><modified>2024-05-09T00:12:34Z</modified>",
                "2024-05-08",
            ),
            (
                "<modified>2024-05-09T00:12:34Z</modified><created>2024-05-08T00:00:00Z</created>",
                "2024-05-08",
            ),
            (
                "<updated>2024-05-09T00:12:34Z</updated><published>2024-05-08T00:00:00Z</published>",
                "2024-05-08",
            ),
            ("<dc:date>2024-05-09</dc:date><pubdate>Wed, 08 May 2024 06:15:55+0900</pubdate>", "2024-05-08"),
            ("<pubDate>Wed, 8 May 2024 08:30 GMT+8</pubDate>", "2024-05-08"),
            ("<pubDate>2024年5月8日 08:30</pubDate>", "2024-05-08"),
        ] {
            assert_eq!(
                read_entry(dates).0.date.map(|date| date.to_string()).as_deref(),
                Some(expect),
                "{dates}"
            );
        }
    }

    /// The first article of a feed, and the warnings.
    fn read_entry(entry: &str) -> (jianbao_article::Article, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.rss");
        let feed = format!("<rss><channel><item><title>雨后街上</title>{entry}</item></channel></rss>");
        std::fs::write(&path, feed).unwrap();
        let (mut articles, mut warnings) = (Vec::new(), Vec::new());
        crate::read_file(&path, &crate::ReadOptions::default(), &mut |entry| match entry {
            crate::Entry::Article(article, _) => articles.push(*article),
            crate::Entry::Warning(warning) => warnings.push(warning.to_string()),
            crate::Entry::Skipped(error) => panic!("{error}"),
        })
        .unwrap();
        (articles.remove(0), warnings)
    }

    #[test]
    fn elements_in_elements_take_no_time() {
        let nested = |count: usize| format!("{}{}", "<a>".repeat(count), "</a>".repeat(count));
        let text = "<description>昨夜一场大雨，今早街上已经放晴。</description>";
        let (article, warnings) = read_entry(&format!("{}{text}", nested(250_000)));
        assert_eq!(article.body, ["昨夜一场大雨，今早街上已经放晴。"]);
        assert!(warnings.is_empty(), "{warnings:?}");
        let (article, warnings) =
            read_entry(&format!("{}<content>{}放晴。</content>", nested(1_000), nested(250_000)));
        assert_eq!(article.body, ["放晴。"]);
        assert!(warnings.is_empty(), "{warnings:?}");
        let divs =
            format!("<content>{}放晴。{}</content>", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let (article, warnings) = read_entry(&divs);
        assert_eq!(article.body, ["放晴。"]);
        assert!(warnings.len() == 1 && warnings[0].contains("nested more than 512 deep"), "{warnings:?}");
    }

    #[test]
    fn a_long_summary_is_no_excerpt() {
        let lines: String = (0..60_000).map(|number| format!("&lt;p>{number}")).collect();
        let (article, _) = read_entry(&format!(
            "<description>{lines}</description><content>{}{lines}</content>",
            "大雨。".repeat(50_000)
        ));
        assert!(article.r#abstract.is_some());
    }

    #[test]
    fn xml_that_is_no_feed_is_named() {
        let error = read("a.xml", b"<?xml version='1.0'?><project/>").unwrap_err();
        assert!(error.contains("XML, but not a feed"), "{error}");
    }
}
