//! Newspaper pages as lists of articles, from JSON lines.

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use jianbao_article::training::State;
use serde::Deserialize;

/// A line with the state that it should be read as.
pub(crate) type Gold = (String, State);

/// An article of which one knows the headline and the paragraphs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Report {
    pub(crate) headline: Vec<String>,
    pub(crate) paragraphs: Vec<String>,
}

/// Pages to learn from and pages to test on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Corpus {
    pub(crate) pages: Vec<Vec<Report>>,
    pub(crate) held_out: Vec<Vec<Report>>,
    /// Articles that stand on none of these pages: another source, or pages of one article or of many.
    pub(crate) loose: Vec<Report>,
}

#[derive(Deserialize)]
struct Row {
    id: Option<String>,
    title: Option<String>,
    title_lines: Option<Vec<String>>,
    #[serde(default)]
    body: String,
    #[serde(default)]
    date: String,
    page: Option<serde_json::Value>,
    seq: Option<i64>,
}

#[derive(Deserialize)]
struct GoldPage {
    articles: Vec<GoldArticle>,
}

#[derive(Deserialize)]
struct GoldArticle {
    id: Option<String>,
}

/// Pages of more paragraphs are whole laws: a step of learning from one would undo all others.
const MAX_PAGE_PARAGRAPHS: usize = 250;

impl Corpus {
    /// Reads corpora. Pages of which an article stands in `held_out_ids` or whose date begins with
    /// `held_out_month` are for testing, and nothing is learned from them.
    pub(crate) fn read(
        files: &[PathBuf],
        held_out_ids: &HashSet<String>,
        held_out_month: Option<&str>,
    ) -> Result<Corpus> {
        let mut corpus = Corpus::default();
        let mut pages: BTreeMap<(String, String), Vec<Row>> = BTreeMap::new();
        for file in files {
            let reader =
                BufReader::new(File::open(file).with_context(|| format!("opening {}", file.display()))?);
            for line in reader.lines() {
                let row: Row = serde_json::from_str(&line?).with_context(|| file.display().to_string())?;
                match &row.page {
                    Some(page) => {
                        let page = page.to_string();
                        pages.entry((row.date.clone(), page)).or_default().push(row);
                    }
                    None => corpus.loose.extend(report(&row)),
                }
            }
        }
        for ((date, _), mut rows) in pages {
            rows.sort_by_key(|row| row.seq);
            let is_held_out = held_out_month.is_some_and(|month| date.starts_with(month))
                || rows.iter().any(|row| row.id.as_ref().is_some_and(|id| held_out_ids.contains(id)));
            let reports: Vec<Report> = rows.iter().filter_map(report).collect();
            let different: HashSet<&[String]> =
                reports.iter().map(|report| report.paragraphs.as_slice()).collect();
            let lines: usize = reports.iter().map(|report| report.paragraphs.len()).sum();
            let is_page = (3..=12).contains(&reports.len())
                && different.len() == reports.len()
                && lines <= MAX_PAGE_PARAGRAPHS;
            match (is_held_out, is_page) {
                (true, true) => corpus.held_out.push(reports),
                (true, false) => {}
                (false, true) => corpus.pages.push(reports),
                (false, false) => corpus.loose.extend(reports),
            }
        }
        Ok(corpus)
    }

    /// Every article that may be learned from.
    pub(crate) fn reports(&self) -> impl Iterator<Item = &Report> {
        self.pages.iter().flatten().chain(&self.loose)
    }
}

fn report(row: &Row) -> Option<Report> {
    let lines = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    };
    let headline = match (&row.title_lines, &row.title) {
        (Some(title_lines), _) => title_lines.iter().flat_map(|line| lines(line)).collect(),
        (None, Some(title)) => lines(title),
        (None, None) => Vec::new(),
    };
    let report = Report { headline, paragraphs: lines(&row.body) };
    (!report.headline.is_empty() && !report.paragraphs.is_empty()).then_some(report)
}

/// The ids of the articles on laid-out pages: the `*.gold.json` of a folder.
pub(crate) fn ids_in(folder: &Path) -> Result<HashSet<String>> {
    let mut ids = HashSet::new();
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".gold.json") {
            let page: GoldPage = serde_json::from_str(&fs::read_to_string(&path)?)
                .with_context(|| path.display().to_string())?;
            ids.extend(page.articles.into_iter().filter_map(|article| article.id));
        }
    }
    Ok(ids)
}
