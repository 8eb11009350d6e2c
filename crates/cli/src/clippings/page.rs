//! Report of clippings as one page of HTML: no scripts, no external resources, printable.
//!
//! All text from articles is escaped: maud escapes its input, and [`jianbao::html`] escapes the highlighted text. The address
//! of an article becomes a link only if it is a web address.

use jianbao::ingest::OwnReport;
use jianbao::{Date, html};
use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

use super::{Clip, Clippings, Group, reprints};
use crate::bars::{Row, rows};
use crate::file_place;
use crate::hits::aside;
use crate::texts::messages;

const STYLE: &str = include_str!("page.css");

/// Nothing is fetched or run, whatever an article contains.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// The page.
pub(crate) fn written(clippings: &Clippings, made: Date) -> String {
    let title = messages::clippings_title(&clippings.query);
    let span = clippings.span();
    let subtitle = messages::clippings_subtitle(clippings.shown(), clippings.total, span, made);
    let page = markup! {
        (DOCTYPE)
        html lang=(messages::html_language()) {
            head {
                meta charset="utf-8";
                meta name="generator" content=(OwnReport::Clippings.generator());
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (safe(&title)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { (safe(&title)) }
                    p.facts { (subtitle) }
                }
                (contents(&clippings.groups))
                (histogram(clippings))
                main {
                    @for (number, group) in clippings.groups.iter().enumerate() {
                        section id=(group_anchor(number)) {
                            h2 { (safe(&group.name)) " " span.count { (group.clips.len()) } }
                            @for (place, clip) in group.clips.iter().enumerate() {
                                (article(clip, &clip_anchor(number, place)))
                            }
                            p.back { a href="#contents" { (messages::back_to_contents()) } }
                        }
                    }
                }
            }
        }
    };
    page.into_string()
}

/// Text of an article between tags. The library's escaping also removes characters that HTML does not allow.
fn safe(text: &str) -> PreEscaped<String> {
    PreEscaped(html::escaped(text))
}

fn group_anchor(number: usize) -> String {
    format!("g{number}")
}

fn clip_anchor(group: usize, place: usize) -> String {
    format!("g{group}-{place}")
}

fn contents(groups: &[Group]) -> Markup {
    markup! {
        nav #contents {
            h2 { (messages::contents()) }
            ol {
                @for (number, group) in groups.iter().enumerate() {
                    li {
                        a href=(format!("#{}", group_anchor(number))) { (safe(&group.name)) }
                        " " span.count { (group.clips.len()) }
                        ol {
                            @for (place, clip) in group.clips.iter().enumerate() {
                                li {
                                    a href=(format!("#{}", clip_anchor(number, place))) {
                                        (safe(&clip.hit.headline.text))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn histogram(clippings: &Clippings) -> Markup {
    let most = clippings.histogram.iter().map(|bar| bar.count).max().unwrap_or(1).max(1);
    markup! {
        @if clippings.histogram.len() > 1 {
            section.histogram {
                h2 { (messages::over_time()) }
                table {
                    @for row in rows(&clippings.histogram) {
                        @match row {
                            Row::Period(bar) => tr {
                                th scope="row" { (bar.period) }
                                td.count { (bar.count) }
                                td.bar { span style=(format!("width:{}%", bar.count * 100 / most)) {} }
                            },
                            Row::Gap => tr { th scope="row" { "⋮" } td {} td {} },
                        }
                    }
                }
            }
        }
    }
}

fn article(clip: &Clip, anchor: &str) -> Markup {
    let hit = &clip.hit;
    let address = hit.article.url.as_deref().filter(|address| {
        let scheme = address.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
        matches!(scheme.as_deref(), Some("http" | "https"))
    });
    markup! {
        article id=(anchor) lang="zh" {
            h3 { (PreEscaped(html::marked(&hit.headline))) }
            p.facts {
                (safe(&aside(&hit.article, &hit.id)))
                @if let Some(address) = address {
                    " · " a href=(address) rel="noreferrer" { (messages::original()) }
                }
            }
            @if let Some(place) = &hit.file {
                p.facts { (safe(&file_place::text_of(place))) }
            }
            @for snippet in &hit.snippets {
                blockquote {
                    @if let Some(field) = &snippet.field { (safe(&messages::passage_of(field))) }
                    (PreEscaped(html::marked(snippet)))
                }
            }
            @if !hit.reprints.is_empty() {
                p.facts { (safe(&reprints(hit))) }
            }
            @if !clip.lines.is_empty() {
                details {
                    summary { (messages::full_text()) }
                    @for line in &clip.lines {
                        @if clip.headings.contains(&line.text) {
                            h4 { (PreEscaped(html::marked(line))) }
                        } @else {
                            p { (PreEscaped(html::marked(line))) }
                        }
                    }
                }
            }
        }
    }
}
