//! What a page says of itself, in `meta`, JSON-LD and links, and on the lines around its title.

use jianbao_article::Date;
use scraper::{ElementRef, Html, Node};
use serde_json::Value;

use super::line::Line;
use super::{date, furniture, people};

/// What is known of a page beside its body.
#[derive(Clone, Debug, Default)]
pub(super) struct Metadata {
    /// The `title` of the page.
    pub(super) page_title: Option<String>,
    /// The title by `og:title`, other `meta`, JSON-LD.
    pub(super) headlines: Vec<String>,
    /// The texts of `h1`, then of `h2` and `h3`.
    pub(super) headings: Vec<String>,
    pub(super) date: Option<Date>,
    pub(super) source: Option<String>,
    /// Who runs the site, which is the source where nothing else is.
    pub(super) site: Option<String>,
    pub(super) reporters: Vec<String>,
    pub(super) url: Option<String>,
}

/// The names of `meta` for the day of issue, the surest first.
const DATES: [&str; 20] = [
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
    "article:modified_time",
];

const HEADLINES: [&str; 5] = ["og:title", "articletitle", "twitter:title", "headline", "dc.title"];
const SOURCES: [&str; 6] =
    ["contentsource", "source", "mediaid", "article:source", "sourcename", "dc.source"];
const AUTHORS: [&str; 5] = ["author", "article:author", "og:article:author", "byline", "dc.creator"];
const ADDRESSES: [&str; 3] = ["og:url", "url", "twitter:url"];

impl Metadata {
    pub(super) fn of(page: &Html, html: &str) -> Metadata {
        let mut metadata = Metadata::default();
        let mut metas: Vec<(String, String)> = Vec::new();
        let mut lesser_headings = Vec::new();
        let mut data = Vec::new();
        for element in page.tree.root().descendants().filter_map(ElementRef::wrap) {
            match element.value().name() {
                "meta" => metas.extend(meta(element)),
                "title" if metadata.page_title.is_none() => metadata.page_title = text(element),
                "h1" => metadata.headings.extend(text(element)),
                "h2" | "h3" => lesser_headings.extend(text(element)),
                "time" if metadata.date.is_none() => {
                    let written = element.attr("datetime").or(element.attr("content"));
                    metadata.date = written.and_then(date::within).map(|(date, _)| date);
                }
                "link" if element.attr("rel") == Some("canonical") => {
                    metadata.url = metadata.url.take().or(element.attr("href").and_then(address));
                }
                "script" if element.attr("type").is_some_and(|kind| kind.contains("ld+json")) => {
                    data.extend(serde_json::from_str::<Value>(&element.text().collect::<String>()));
                }
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
        let said = values(&DATES).find_map(date::within).map(|(date, _)| date);
        metadata.date = said.or(metadata.date);
        metadata.headlines = values(&HEADLINES).map(str::to_owned).collect();
        metadata.source = values(&SOURCES).find_map(paper);
        for author in values(&AUTHORS) {
            metadata.author(author);
        }
        metadata.url = metadata.url.or_else(|| values(&ADDRESSES).find_map(address));
        for value in &data {
            metadata.json_ld(value);
        }
        metadata.url = metadata.url.or_else(|| saved_from(html));
        metadata
    }

    /// Takes a word that is called the author: people, or the paper.
    fn author(&mut self, author: &str) {
        if let Some(names) = people::names(author.trim_start_matches(['记', '者', '作', '：', ':'])) {
            if self.reporters.is_empty() {
                self.reporters = names;
            }
        } else if people::is_paper(author) {
            self.site = self.site.take().or_else(|| paper(author));
        }
    }

    fn json_ld(&mut self, value: &Value) {
        // `@graph` and lists hold several objects; the article among them has a headline.
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
            let written = text(object, &["datePublished", "pubDate", "dateCreated"]);
            self.date =
                self.date.or(written.and_then(|written| date::within(&written)).map(|(date, _)| date));
            let page = object.get("mainEntityOfPage");
            let page = page.and_then(|page| page.as_str().or(page.get("@id")?.as_str()));
            let known = text(object, &["url", "@id"]);
            self.url = self.url.take().or_else(|| page.or(known.as_deref()).and_then(address));
            for key in ["author", "publisher"] {
                let named = match object.get(key) {
                    Some(Value::Array(values)) => values.iter().collect(),
                    Some(value) => vec![value],
                    None => Vec::new(),
                };
                for one in named {
                    let name = one.as_str().or_else(|| one.get("name")?.as_str());
                    match name {
                        Some(name) if key == "author" => self.author(name),
                        Some(name) => self.site = self.site.take().or_else(|| paper(name)),
                        None => {}
                    }
                }
            }
        }
    }

    /// Fills what is not known yet from the lines around the title.
    pub(super) fn complete<'l>(&mut self, lines: impl Iterator<Item = &'l Line> + Clone) {
        let mut behind_date = None;
        for line in lines.clone() {
            if let Some((date, range)) = date::within(&line.text)
                && line.chars <= 100
            {
                self.date = self.date.or(Some(date));
                behind_date = behind_date.or(Some(&line.text[range.end..]));
            }
        }
        for line in lines.filter(|line| line.chars <= 100) {
            let text = line.text.as_str();
            let labelled = |labels: &[&str]| labels.iter().find_map(|label| value_of(text, label));
            if let Some(source) = labelled(&["来源", "稿源", "转自"]).and_then(paper) {
                // What is printed for readers is fuller than what is said to machines.
                self.source = Some(source);
            }
            if self.reporters.is_empty() {
                let people = ["作者", "记者", "撰稿", "撰文"].iter().find_map(|label| people_of(text, label));
                self.reporters = people.or_else(|| people::own_line(text)).unwrap_or_default();
            }
            if let Some((names, source)) = text.split_once(['/', '／'])
                && people::is_paper(source.trim())
                && let Some(names) = people::names(names)
            {
                self.source = self.source.take().or_else(|| paper(source));
                if self.reporters.is_empty() {
                    self.reporters = names;
                }
            }
        }
        // `2019年11月25日 18:57 参考消息`: a lone word behind the day.
        let alone =
            behind_date.map(|rest| rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '·' | '|')));
        let is_word = |word: &&str| {
            !word.contains(char::is_whitespace) && !word.contains(['：', ':']) && !word.is_empty()
        };
        if let Some(word) =
            alone.filter(is_word).filter(|word| !furniture::is_control(word) && word.chars().count() <= 12)
        {
            self.source = self.source.take().or_else(|| paper(word));
        }
    }
}

/// The value behind a label inside a line: to the next white space or the next label.
fn value_of<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    let value = values_of(text, label)?.split_whitespace().next()?;
    let value = value.trim_matches(|c: char| matches!(c, '|' | '，' | '。' | ')' | '）' | ']'));
    (!value.is_empty()).then_some(value)
}

/// The names behind a label inside a line, as far as they are names of people.
fn people_of(text: &str, label: &str) -> Option<Vec<String>> {
    let words = values_of(text, label)?.split_whitespace().map_while(people::names);
    let names: Vec<String> = words.flatten().collect();
    (!names.is_empty()).then_some(names)
}

/// What stands behind a label inside a line, to the next label.
fn values_of<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    const NEXT: [&str; 15] = [
        "作者",
        "记者",
        "编辑",
        "责任编辑",
        "责编",
        "发布",
        "时间",
        "浏览",
        "阅读",
        "字号",
        "字体",
        "点击",
        "打印",
        "我要评论",
        "来源",
    ];
    let at = text.find(label)? + label.len();
    let rest = text[at..].trim_start();
    let rest = rest.strip_prefix(['：', ':', '|', '丨'])?.trim_start();
    let next =
        NEXT.iter().filter_map(|next| rest.find(next)).filter(|&at| at > 0).min().unwrap_or(rest.len());
    Some(&rest[..next])
}

/// The name of a paper without a label and a remark.
fn paper(name: &str) -> Option<String> {
    let name = name.trim();
    let name = ["来源", "稿源"].iter().find_map(|label| name.strip_prefix(label)).unwrap_or(name);
    let name = name.trim_start_matches(['：', ':']).split_whitespace().next()?;
    let is_name = (2..=30).contains(&name.chars().count())
        && !name.contains(['@', '<'])
        && !name.chars().all(|c| c.is_ascii_digit() || c.is_ascii_punctuation());
    is_name.then(|| name.to_owned())
}

fn address(text: &str) -> Option<String> {
    let text = text.trim();
    (text.starts_with("http://") || text.starts_with("https://")).then(|| text.to_owned())
}

/// The address that browsers write into a comment when they save a page: `<!-- saved from url=(0022)https://… -->`.
fn saved_from(html: &str) -> Option<String> {
    let (_, rest) = html.split_once("saved from url=(")?;
    let (_, rest) = rest.split_once(')')?;
    address(rest.split("-->").next()?)
}

/// The name, in lower case, and the content of a `meta`.
fn meta(element: ElementRef<'_>) -> Option<(String, String)> {
    let name = ["property", "name", "itemprop"].iter().find_map(|name| element.attr(name))?;
    let content = element.attr("content")?.trim();
    (!content.is_empty()).then(|| (name.trim().to_ascii_lowercase(), content.to_owned()))
}

/// So many nodes and characters of a heading are read. Headings may stand in headings.
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
