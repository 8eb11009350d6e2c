//! Metadata of a page in `meta`, JSON-LD, comments, scripts, links and the lines around its title. Every
//! place is a claim; [`super::claims`] decides.

use jianbao_article::{WrittenDate, written_date};
use scraper::{ElementRef, Html, Node};
use serde_json::Value;

use super::address::{address, day_of_address, saved_from};
use super::claims::{Origin, PageClaims};
use super::epaper::PaperComment;
use super::line::{Line, Lines};
use super::people;
use super::wechat::Variables;
use crate::formats::date;
use crate::formats::imprint::{self, Imprint};
use crate::formats::press::{folded, is_paper, paper};

/// Known facts about a page beside its body.
#[derive(Clone, Debug, Default)]
pub(super) struct Metadata {
    /// The `title` of the page.
    pub(super) page_title: Option<String>,
    /// The title by `og:title`, other `meta`, JSON-LD.
    pub(super) headlines: Vec<String>,
    /// The texts of `h1`, then of `h2` and `h3`.
    pub(super) headings: Vec<String>,
    pub(super) kicker: Option<String>,
    pub(super) subtitle: Option<String>,
    pub(super) claims: PageClaims,
    /// True if it is of the electronic edition of a paper.
    pub(super) is_paper: bool,
}

/// The names of `meta` for the day of issue, the most reliable first.
const DATES: [&str; 19] = [
    "article:published_time",
    "og:published_time",
    "bytedance:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "publishtime",
    "publish_time",
    "og:release_date",
    "og:time",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "apub:time",
    "_pubtime",
    "sailthru.date",
    "createdate",
];

/// Those for the day of a change.
const CHANGES: [&str; 4] = ["article:modified_time", "og:updated_time", "lastmodified", "datemodified"];

const HEADLINES: [&str; 5] = ["og:title", "articletitle", "twitter:title", "headline", "dc.title"];
const SOURCES: [&str; 6] =
    ["contentsource", "source", "mediaid", "article:source", "sourcename", "dc.source"];
const AUTHORS: [&str; 5] = ["author", "article:author", "og:article:author", "byline", "dc.creator"];
const ADDRESSES: [&str; 3] = ["og:url", "url", "twitter:url"];

/// Maximum length of a line with a label for the time.
const MAX_LABELLED_CHARS: usize = 100;

impl Metadata {
    pub(super) fn of(page: &Html, html: &str) -> Metadata {
        let mut metadata = Metadata::default();
        let mut metas: Vec<(String, String)> = Vec::new();
        let mut lesser_headings = Vec::new();
        let mut data = Vec::new();
        let variables = Variables::of(html);
        for element in page.tree.root().descendants().filter_map(ElementRef::wrap) {
            match element.value().name() {
                "meta" => metas.extend(meta(element)),
                "title" if metadata.page_title.is_none() => metadata.page_title = text(element),
                "h1" => metadata.headings.extend(text(element)),
                "h2" | "h3" => lesser_headings.extend(text(element)),
                "time" => {
                    let written = element.attr("datetime").or(element.attr("content"));
                    let date = written.and_then(date_in);
                    metadata.claims.written(Origin::Time, date);
                }
                "link" if element.attr("rel") == Some("canonical") => {
                    metadata.claims.url.add(Origin::Meta, element.attr("href").and_then(address));
                }
                "script" if element.attr("type").is_some_and(|kind| kind.contains("ld+json")) => {
                    data.extend(json(&element.text().collect::<String>()));
                }
                _ if variables.is_some() => metadata.of_wechat(element),
                _ => {}
            }
        }
        metadata.headings.extend(lesser_headings);
        let values = |names: &'static [&'static str]| {
            let metas = &metas;
            names
                .iter()
                .flat_map(move |name| metas.iter().filter(move |meta| meta.0 == *name))
                .map(|meta| meta.1.as_str())
        };
        for (origin, names) in [(Origin::Meta, DATES.as_slice()), (Origin::Changed, &CHANGES)] {
            for written in values(names) {
                metadata.claims.written(origin, date_in(written));
            }
        }
        metadata.headlines = values(&HEADLINES).map(str::to_owned).collect();
        metadata.claims.source.add(Origin::Meta, values(&SOURCES).find_map(paper));
        for author in values(&AUTHORS) {
            metadata.author(Origin::Meta, author);
        }
        for written in values(&ADDRESSES) {
            metadata.claims.url.add(Origin::Meta, address(written));
        }
        for value in &data {
            metadata.json_ld(value);
        }
        metadata.claims.url.add(Origin::Address, saved_from(html));
        if let Some(Variables { title, date, source }) = variables {
            metadata.headlines.extend(title);
            metadata.claims.written(Origin::WechatVariable, date);
            metadata.claims.source.add(Origin::WechatVariable, source);
        }
        if let Some(comment) = PaperComment::of(html) {
            metadata.paper_comment(comment);
        }
        metadata.paper_of_title();
        let day = metadata.claims.url.value().and_then(|url| day_of_address(&url));
        metadata.claims.date.add(Origin::Address, day);
        metadata
    }

    /// The relevant parts of the head of a WeChat page.
    fn of_wechat(&mut self, element: ElementRef<'_>) {
        let is = |name: &str| {
            element.attr("id") == Some(name)
                || element
                    .attr("class")
                    .is_some_and(|class| class.split_whitespace().any(|word| word == name))
        };
        if is("js_name") || is("profile_nickname") {
            self.claims.source.add(Origin::WechatVariable, text(element));
        } else if is("rich_media_meta_text") || is("js_author_name") {
            let names = text(element).and_then(|text| people::names(&text));
            self.claims.reporters.add(Origin::WechatVariable, names);
        }
    }

    fn paper_comment(&mut self, comment: PaperComment) {
        let PaperComment { title, kicker, subtitle, date, reporters, section } = comment;
        self.is_paper = true;
        let title = title.map(|title| super::title::without_site(&title).to_owned());
        self.claims.title.add(Origin::PaperComment, title);
        self.claims.written(Origin::PaperComment, date);
        self.claims.section.add(Origin::PaperComment, section);
        self.claims.reporters.add(Origin::PaperComment, Some(reporters).filter(|names| !names.is_empty()));
        (self.kicker, self.subtitle) = (kicker, subtitle);
    }

    /// The paper in the title of an electronic edition: `江城晚报数字报-雨后街上`.
    fn paper_of_title(&mut self) {
        let Some(page_title) = &self.page_title else { return };
        let plain = folded(page_title);
        let edition = ["数字报", "电子报", "电子版", "数字版"].iter().find_map(|word| plain.find(word));
        let Some(at) = edition else { return };
        self.is_paper = true;
        let before = page_title[..at].trim_end_matches(|c: char| !c.is_alphanumeric());
        let name = before.rsplit(|c: char| super::title::SIGNS.contains(&c) || c.is_whitespace()).next();
        self.claims.source.add(Origin::PageTitle, name.filter(|name| is_paper(name)).map(str::to_owned));
    }

    /// Takes the value of an author field: people, or the paper.
    fn author(&mut self, origin: Origin, author: &str) {
        if let Some(names) = people::names(author.trim_start_matches(['记', '者', '作', '：', ':'])) {
            self.claims.reporters.add(origin, Some(names));
        } else if is_paper(author) {
            self.claims.source.add(Origin::Site, paper(author));
        }
    }

    fn json_ld(&mut self, value: &Value) {
        // `@graph` and lists contain several objects; the article among them has a headline.
        let objects = match value {
            Value::Array(values) => values.iter().collect(),
            Value::Object(object) => match object.get("@graph") {
                Some(Value::Array(values)) => values.iter().collect(),
                _ => vec![value],
            },
            _ => Vec::new(),
        };
        let text = |object: &Value, names: &[&str]| {
            names.iter().find_map(|name| object.get(name)?.as_str().map(|text| text.trim().to_owned()))
        };
        for object in objects {
            let Some(headline) = text(object, &["headline", "title"]) else { continue };
            self.headlines.push(headline);
            for (origin, names) in [
                (Origin::JsonLd, ["datePublished", "pubDate", "dateCreated"].as_slice()),
                (Origin::Changed, &["dateModified", "upDate"]),
            ] {
                let written = text(object, names);
                let date = written.and_then(|written| date_in(&written));
                self.claims.written(origin, date);
            }
            let page = object.get("mainEntityOfPage");
            let page = page.and_then(|page| page.as_str().or(page.get("@id")?.as_str()));
            let known = text(object, &["url", "@id"]);
            self.claims.url.add(Origin::JsonLd, page.or(known.as_deref()).and_then(address));
            for key in ["author", "publisher"] {
                let named = match object.get(key) {
                    Some(Value::Array(values)) => values.iter().collect(),
                    Some(value) => vec![value],
                    None => Vec::new(),
                };
                for one in named {
                    let name = one.as_str().or_else(|| one.get("name")?.as_str());
                    match name {
                        Some(name) if key == "author" => self.author(Origin::JsonLd, name),
                        Some(name) => self.claims.source.add(Origin::Site, paper(name)),
                        None => {}
                    }
                }
            }
        }
    }

    /// Adds the claims of the lines around the title; lines that contain nothing else come first.
    pub(super) fn complete<'l>(&mut self, lines: impl Iterator<Item = &'l Line> + Clone) {
        let read = || lines.clone().filter_map(|line| Some((line, imprint::read(&line.text)?)));
        for is_whole in [true, false] {
            for (line, imprint) in read().filter(|(_, imprint)| imprint.is_whole == is_whole) {
                self.imprint(&imprint, line.chars);
            }
        }
        for line in lines.filter(|line| line.chars <= 100) {
            let named = imprint::names_and_paper(&line.text);
            if let Some((names, source)) = named {
                self.claims.source.add(Origin::Line, Some(source));
                self.claims.reporters.add(Origin::Line, Some(names));
            } else {
                self.claims.reporters.add(Origin::Line, people::own_line(&line.text));
            }
        }
    }

    /// Without any other claim on the date, adds that of the lines with a label for the time, anywhere on the page,
    /// if they agree on one day: `发布日期：2024-05-08` below the text, or above a headline that was not recognised.
    pub(super) fn complete_labelled(&mut self, lines: &Lines) {
        if self.claims.date.best().is_some() {
            return;
        }
        let read = lines.lines.iter().filter(|line| line.chars <= MAX_LABELLED_CHARS && !line.is_links());
        let labelled: Vec<Imprint> =
            read.filter_map(|line| imprint::read(&line.text)).filter(|imprint| imprint.is_timed).collect();
        let days = || labelled.iter().filter_map(|imprint| imprint.date.map(|date| date.day));
        if days().min() != days().max() {
            return;
        }
        for imprint in &labelled {
            self.claims.written(Origin::Label, imprint.date);
            if imprint.is_labelled {
                self.claims.source.add(Origin::Label, imprint.source.clone());
            }
        }
    }

    fn imprint(&mut self, imprint: &Imprint, chars: usize) {
        if imprint.is_whole || chars <= 100 {
            self.claims.written(Origin::Line, imprint.date);
        }
        if imprint.is_whole || imprint.is_labelled {
            let origin = if imprint.is_labelled { Origin::Label } else { Origin::Line };
            self.claims.source.add(origin, imprint.source.clone());
        }
        let some = |names: &[String]| Some(names.to_vec()).filter(|names| !names.is_empty());
        self.claims.reporters.add(Origin::Label, some(&imprint.people.reporters));
        self.claims.correspondents.add(Origin::Label, some(&imprint.people.correspondents));
        if imprint.is_whole {
            self.claims.page.add(Origin::Line, imprint.page.clone());
            self.claims.section.add(Origin::Line, imprint.section.clone());
        }
    }

    /// Adds the claims of the lines of an electronic edition, anywhere on the page: its name, day, page and
    /// section.
    pub(super) fn complete_paper(&mut self, lines: &Lines) {
        if !self.is_paper {
            return;
        }
        let read = lines.lines.iter().filter(|line| line.chars <= 40 && !line.is_links());
        let imprints: Vec<Imprint> =
            read.filter_map(|line| imprint::read(&line.text)).filter(|imprint| imprint.is_whole).collect();
        for imprint in &imprints {
            if imprint.source.is_some() && (imprint.date.is_some() || imprint.page.is_some()) {
                self.imprint(imprint, 0);
            }
        }
        // A list of all pages does not give the page of the article.
        let mut pages: Vec<(&String, &Option<String>)> = Vec::new();
        for imprint in &imprints {
            if let Some(page) = &imprint.page
                && !pages.contains(&(page, &imprint.section))
            {
                pages.push((page, &imprint.section));
            }
        }
        let same = pages.iter().all(|(page, _)| *page == pages[0].0);
        if same && let Some((page, _)) = pages.first() {
            self.claims.page.add(Origin::Line, Some((*page).clone()));
            let section = pages.iter().find_map(|(_, section)| (*section).clone());
            self.claims.section.add(Origin::Line, section);
        }
    }
}

/// The date in a value of metadata.
fn date_in(written: &str) -> Option<WrittenDate> {
    date::within(written).map(|(date, _)| date).or_else(|| written_date(written))
}

/// JSON as found in pages: with line breaks inside strings.
fn json(text: &str) -> Option<Value> {
    serde_json::from_str(text)
        .ok()
        .or_else(|| serde_json::from_str(&text.replace(['\n', '\r', '\t'], " ")).ok())
}

/// The name, in lower case, and the content of a `meta`.
fn meta(element: ElementRef<'_>) -> Option<(String, String)> {
    let name = ["property", "name", "itemprop"].iter().find_map(|name| element.attr(name))?;
    let content = element.attr("content")?.trim();
    (!content.is_empty()).then(|| (name.trim().to_ascii_lowercase(), content.to_owned()))
}

/// Maximum number of nodes and characters of a heading, since headings may be nested.
const LONGEST_HEADING: usize = 4_000;

/// The text of an element on one line.
fn text(element: ElementRef<'_>) -> Option<String> {
    let pieces = element.descendants().take(LONGEST_HEADING).filter_map(|node| match node.value() {
        Node::Text(text) => Some(&text[..]),
        _ => None,
    });
    let text: String = pieces.flat_map(str::chars).take(LONGEST_HEADING).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}
