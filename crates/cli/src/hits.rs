//! Hits as text for people.

use std::io::{self, Write};
use std::path::Path;

use anstyle::Style;
use jianbao::{Article, Hit, SearchResponse};

use crate::bars;
use crate::file_place;
use crate::style::{ASIDE, DOUBT, TITLE};
use crate::talk;
use crate::text::{marked, one_line, write_hanging};
use crate::texts::messages;

/// Maximum number of ids of folded articles that are printed.
const REPRINT_IDS: usize = 5;

/// Columns of indentation below a title.
const INDENT: &str = "    ";

/// The page of hits that is shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page {
    /// Hits before it.
    pub(crate) offset: usize,
    /// Maximum number of hits.
    pub(crate) limit: usize,
    /// Maximum number of values of a facet.
    pub(crate) facet_values: Option<usize>,
}

/// Writes the hits, then the requested counts; a summary goes to stderr. Paths of files are below the root.
pub(crate) fn write_text(
    out: &mut impl Write,
    response: &SearchResponse,
    page: Page,
    root: Option<&Path>,
) -> io::Result<()> {
    for (index, hit) in response.hits.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        write_hit(out, hit, page.offset + index + 1, root)?;
    }
    write_counts(out, response, page.facet_values, !response.hits.is_empty())?;
    out.flush()?;
    talk::say(&summary(response, page));
    Ok(())
}

/// Writes the facets and the histogram, each behind an empty line where something is before it.
pub(crate) fn write_counts(
    out: &mut impl Write,
    response: &SearchResponse,
    facet_values: Option<usize>,
    mut has_printed: bool,
) -> io::Result<()> {
    for facet in &response.facets {
        if std::mem::replace(&mut has_printed, true) {
            writeln!(out)?;
        }
        bars::write_facet(out, facet, facet_values)?;
    }
    if !response.histogram.is_empty() {
        if has_printed {
            writeln!(out)?;
        }
        bars::write_histogram(out, &response.histogram)?;
    }
    has_printed |= !response.histogram.is_empty();
    let mut gap =
        |out: &mut _| if std::mem::replace(&mut has_printed, true) { write_gap(out) } else { Ok(()) };
    for facet in &response.field_facets {
        gap(out)?;
        bars::write_field_facet(out, facet, facet_values)?;
    }
    for histogram in &response.field_histograms {
        gap(out)?;
        bars::write_field_histogram(out, histogram)?;
    }
    for summary in &response.summaries {
        gap(out)?;
        bars::write_summary(out, summary)?;
    }
    Ok(())
}

fn write_gap(out: &mut impl Write) -> io::Result<()> {
    writeln!(out)
}

/// The number of articles, the time since the program began, and the next page if there is one. Reprints count as articles and
/// not as hits, so on the last page of a query with reprints before it the next page may turn out to be empty.
pub(crate) fn summary(response: &SearchResponse, page: Page) -> String {
    let matches = response.hits.iter().filter(|hit| !hit.is_partial());
    let shown: usize = matches.map(|hit| 1 + hit.reprints.len()).sum();
    let seen = (page.offset + shown) as u64;
    let mut said =
        messages::summary(response.total, &response.as_typed, response.partial_hits, talk::elapsed());
    if let Some(groups) = response.groups {
        said.push_str(&messages::groups(groups));
    }
    let hits = response.groups.unwrap_or(response.total);
    if page.limit > 0 && response.hits.is_empty() && page.offset > 0 && response.total > 0 {
        said.push_str(&messages::no_hit_from(page.offset + 1));
    } else if page.limit > 0 && response.hits.len() == page.limit && hits > seen {
        said.push_str(&messages::next_page(page.offset + page.limit));
    }
    said
}

fn write_hit(out: &mut impl Write, hit: &Hit, number: usize, root: Option<&Path>) -> io::Result<()> {
    let number = format!("{:<width$}", format!("{number}. "), width = INDENT.len());
    let title = format!("{}{}{}", TITLE.render(), marked(&hit.headline, TITLE), TITLE.render_reset());
    write_hanging(out, &number, &title)?;
    let aside = aside(&hit.article, &hit.id);
    write_hanging(out, INDENT, &format!("{}{aside}{}", ASIDE.render(), ASIDE.render_reset()))?;
    if let Some(line) = hit.file.as_ref().and_then(|place| file_place::line_of(place, root)) {
        writeln!(out, "{INDENT}{line}")?;
    }
    for snippet in &hit.snippets {
        let field = snippet.field.as_deref().map(|field| {
            format!("{}{}{}", ASIDE.render(), messages::passage_of(field), ASIDE.render_reset())
        });
        let passage = format!("{}{}", field.unwrap_or_default(), marked(snippet, Style::new()));
        write_hanging(out, INDENT, &passage)?;
    }
    if !hit.reprints.is_empty() {
        let shown = &hit.reprints[..hit.reprints.len().min(REPRINT_IDS)];
        let mut ids: Vec<String> = shown.iter().map(|id| format!("[{}]", one_line(id))).collect();
        if hit.reprints.len() > shown.len() {
            ids.push("…".to_owned());
        }
        let line = format!("{}{}", messages::reprints(hit.reprints.len()), ids.join(" "));
        write_hanging(out, INDENT, &format!("{}{line}{}", ASIDE.render(), ASIDE.render_reset()))?;
    }
    if let Some(collapsed) = hit.collapsed.as_ref().filter(|collapsed| collapsed.more > 0) {
        let line = messages::collapsed(&one_line(&collapsed.value), collapsed.more);
        write_hanging(out, INDENT, &format!("{}{line}{}", ASIDE.render(), ASIDE.render_reset()))?;
    }
    if !hit.missing.is_empty() {
        let words = hit.missing.join("  ");
        let missing = format!("{}{}{words}{}", DOUBT.render(), messages::without(), DOUBT.render_reset());
        write_hanging(out, INDENT, &missing)?;
    }
    Ok(())
}

/// Writes the headline of an article, and its details below.
pub(crate) fn write_named(out: &mut impl Write, article: &Article, id: &str) -> io::Result<()> {
    let headline = one_line(&article.headline(HEADLINE_CHARS));
    write_hanging(out, "", &format!("{}{headline}{}", TITLE.render(), TITLE.render_reset()))?;
    let aside = format!("{}{}{}", ASIDE.render(), aside(article, id), ASIDE.render_reset());
    write_hanging(out, INDENT, &aside)
}

/// Maximum length in characters of a headline that is the beginning of a body.
pub(crate) const HEADLINE_CHARS: usize = 30;

/// Date and time, source, page, place, people and id, as far as known, on one line. An article that is not indexed may have no id: it
/// is empty then.
pub(crate) fn aside(article: &Article, id: &str) -> String {
    let mut parts = facts(article);
    if !id.is_empty() {
        parts.push(format!("[{}]", one_line(id)));
    }
    parts.join(" · ")
}

/// The date, with the time on China's clocks if the article came with one: `2024-05-08 10:30`.
pub(crate) fn when(article: &Article) -> Option<String> {
    let date = article.date?;
    let time = article.time.filter(|time| time.day() == date);
    Some(match time {
        Some(time) => time.in_china().strftime("%Y-%m-%d %H:%M").to_string(),
        None => date.to_string(),
    })
}

/// Date and time, source, page, section, place and people, as far as known.
fn facts(article: &Article) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(when(article));
    parts.extend(article.source.as_deref().map(one_line));
    parts.extend(article.page.as_deref().map(|page| format!("第{}版", one_line(page))));
    parts.extend(article.section.as_deref().map(one_line));
    parts.extend(article.dateline.as_ref().and_then(|dateline| dateline.place.as_deref()).map(one_line));
    let people =
        [("记者", &article.reporters), ("通讯员", &article.correspondents), ("摄影", &article.photographers)];
    for (role, names) in people {
        if !names.is_empty() {
            parts.push(format!("{role} {}", one_line(&names.join(" "))));
        }
    }
    parts
}
