//! 剪报, a report of clippings: the results of a query in groups of articles, with passages and full texts.
//!
//! [`page`] writes it as one page of HTML, [`text`] as Markdown.

pub(crate) mod page;
pub(crate) mod text;

use anyhow::Result;
use jianbao::search::HistogramBucket;
use jianbao::{Article, Date, Diagnostic, Hit, SearchRequest, Snippet};

use crate::file_place::Paths;
use crate::searchable::Searchable;
use crate::texts::messages;

/// The number of passages of an article in a report, and the length of each in characters.
const SNIPPETS: usize = 2;
const SNIPPET_CHARS: usize = 120;

/// The grouping of articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grouping {
    /// By month of issue, newest first.
    Month,
    /// By source, the one with the most articles first.
    Source,
}

/// The articles found by a query, in groups.
#[derive(Debug)]
pub(crate) struct Clippings {
    /// The query as given.
    pub(crate) query: String,
    /// The number of articles that match; the report may have fewer.
    pub(crate) total: u64,
    /// Counts of all matches by month.
    pub(crate) histogram: Vec<HistogramBucket>,
    /// The articles.
    pub(crate) groups: Vec<Group>,
}

/// Articles under one heading.
#[derive(Debug)]
pub(crate) struct Group {
    /// The heading.
    pub(crate) name: String,
    /// Its articles, newest first.
    pub(crate) clips: Vec<Clip>,
}

/// One article of a report.
#[derive(Debug)]
pub(crate) struct Clip {
    /// The article as found, with its passages, and with its file only if that is to be given.
    pub(crate) hit: Hit,
    /// The lines of the full text, with highlights.
    pub(crate) lines: Vec<Snippet>,
    /// The lines that are headings.
    pub(crate) headings: Vec<String>,
}

impl Clippings {
    /// Searches, and fetches the full texts of the results.
    pub(crate) fn collect(
        index: &Searchable,
        request: SearchRequest,
        grouping: Grouping,
        paths: Paths,
    ) -> Result<(Clippings, Vec<Diagnostic>)> {
        let response = index.search(&request.clone().snippets(SNIPPETS).snippet_chars(SNIPPET_CHARS))?;
        let highlighter = index.highlighter(&request)?;
        let mut groups: Vec<Group> = Vec::new();
        for mut hit in response.hits {
            hit.file = paths.of(hit.file);
            let name = name_of_group(&hit.article, grouping);
            let article = index.get(&hit.id)?.unwrap_or_default();
            let clip = Clip {
                lines: article
                    .body_text()
                    .lines()
                    .map(|line| highlighter.mark_body(line.to_owned()))
                    .collect(),
                headings: article.sections.into_iter().map(|section| section.heading).collect(),
                hit,
            };
            match groups.iter_mut().find(|group| group.name == name) {
                Some(group) => group.clips.push(clip),
                None => groups.push(Group { name, clips: vec![clip] }),
            }
        }
        match grouping {
            // The articles come newest first, and so do their months.
            Grouping::Month => {}
            Grouping::Source => groups.sort_by_key(|group| std::cmp::Reverse(group.clips.len())),
        }
        let clippings =
            Clippings { query: request.query, total: response.total, histogram: response.histogram, groups };
        Ok((clippings, response.diagnostics))
    }

    /// The number of articles in the report, the folded reprints included.
    pub(crate) fn shown(&self) -> usize {
        let clips = self.groups.iter().flat_map(|group| &group.clips);
        clips.map(|clip| 1 + clip.hit.reprints.len()).sum()
    }

    /// The oldest and the newest day of its articles.
    pub(crate) fn span(&self) -> Option<(Date, Date)> {
        let dates =
            || self.groups.iter().flat_map(|group| &group.clips).filter_map(|clip| clip.hit.article.date);
        Some((dates().min()?, dates().max()?))
    }
}

/// The articles with the text of a clip.
fn reprints(hit: &Hit) -> String {
    let ids: Vec<String> = hit.reprints.iter().map(|id| format!("[{id}]")).collect();
    format!("{}{}", messages::reprints(hit.reprints.len()), ids.join(" "))
}

fn name_of_group(article: &Article, grouping: Grouping) -> String {
    match grouping {
        Grouping::Month => article.date.map_or_else(|| messages::undated().to_owned(), messages::month),
        Grouping::Source => article.source.clone().unwrap_or_else(|| messages::no_source().to_owned()),
    }
}
