//! Newspaper pages as lists of articles, from JSON lines.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use fastrand::Rng;
use jianbao_article::training::State;
use serde::Deserialize;

use crate::grammar::sentences_of;

/// A line with its correct state.
pub(crate) type Gold = (String, State);

/// An article with known paragraphs, and with its headline if it has one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Report {
    pub(crate) headline: Vec<String>,
    pub(crate) paragraphs: Vec<String>,
}

/// Articles to learn from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Corpus {
    /// Pages as they were printed.
    pub(crate) pages: Vec<Vec<Report>>,
    /// The articles of each file, those on pages too.
    pub(crate) sources: Vec<Vec<Report>>,
    /// Pages that nothing is learned from.
    pub(crate) slices: Vec<Vec<Vec<Report>>>,
}

#[derive(Deserialize)]
struct Row {
    title: Option<String>,
    title_lines: Option<Vec<String>>,
    body: Option<String>,
    date: Option<String>,
    page: Option<serde_json::Value>,
    seq: Option<i64>,
}

/// Maximum number of paragraphs of a page. Longer ones are texts of laws; a gradient step on one would undo
/// all others.
const MAX_PAGE_PARAGRAPHS: usize = 250;
/// Articles of more paragraphs are documents.
const MAX_PARAGRAPHS: usize = 60;
/// Numbers of held-out pages, one per slice.
const SLICES: [usize; 2] = [100, 100];

impl Corpus {
    /// Reads corpora. Some pages, drawn with a seed of their own, are held out of training.
    pub(crate) fn read(files: &[PathBuf]) -> Result<Corpus> {
        let mut corpus = Corpus::default();
        let mut pages: BTreeMap<(String, String), Vec<(usize, Row)>> = BTreeMap::new();
        for (source, file) in files.iter().enumerate() {
            corpus.sources.push(Vec::new());
            for row in rows(file)? {
                match &row.page {
                    Some(page) => {
                        let page = page.to_string();
                        pages
                            .entry((row.date.clone().unwrap_or_default(), page))
                            .or_default()
                            .push((source, row));
                    }
                    None => corpus.sources[source].extend(reports(&row)),
                }
            }
        }
        let mut printed: Vec<(usize, Vec<Report>)> = Vec::new();
        for mut rows in pages.into_values() {
            rows.sort_by_key(|(_, row)| row.seq);
            let page: Vec<Report> = rows.iter().flat_map(|(_, row)| reports(row)).collect();
            let different: HashSet<&[String]> =
                page.iter().map(|report| report.paragraphs.as_slice()).collect();
            let lines: usize = page.iter().map(|report| report.paragraphs.len()).sum();
            let is_page = (3..=12).contains(&page.len())
                && different.len() == page.len()
                && lines <= MAX_PAGE_PARAGRAPHS;
            match is_page {
                true => printed.push((rows[0].0, page)),
                false => corpus.sources[rows[0].0].extend(page),
            }
        }
        Rng::with_seed(11).shuffle(&mut printed);
        for pages in SLICES {
            let rest = printed.split_off(pages.min(printed.len()));
            let slice = std::mem::replace(&mut printed, rest);
            corpus.slices.push(slice.into_iter().map(|(_, page)| page).collect());
        }
        for (source, page) in printed {
            corpus.sources[source].extend(page.iter().cloned());
            corpus.pages.push(page);
        }
        for source in &mut corpus.sources {
            source.retain(|report| report.paragraphs.len() <= MAX_PARAGRAPHS);
        }
        Ok(corpus)
    }

    /// Every article that may be learned from.
    pub(crate) fn reports(&self) -> impl Iterator<Item = &Report> {
        self.sources.iter().flatten()
    }

    /// Articles of one source, or of all in equal shares.
    pub(crate) fn some(&self, source: Option<usize>, count: usize, rng: &mut Rng) -> Vec<Report> {
        let one = |rng: &mut Rng| {
            let source = source.unwrap_or_else(|| rng.usize(..self.sources.len().max(1)));
            rng.choice(self.sources.get(source)?).cloned()
        };
        (0..count).filter_map(|_| one(rng)).collect()
    }
}

fn rows(file: &Path) -> Result<Vec<Row>> {
    let reader = BufReader::new(File::open(file).with_context(|| format!("opening {}", file.display()))?);
    let row = |line: std::io::Result<String>| -> Result<Row> {
        serde_json::from_str(&line?).with_context(|| file.display().to_string())
    };
    reader.lines().map(row).collect()
}

/// The articles of a file, one after another.
pub(crate) fn read_reports(file: &Path) -> Result<Vec<Report>> {
    Ok(rows(file)?.iter().flat_map(reports).collect())
}

/// The articles of a row. Some rows contain several: a broadcaster's round-up, each report under a line of
/// its own.
fn reports(row: &Row) -> Vec<Report> {
    let lines = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    };
    let headline: Vec<String> = match (&row.title_lines, &row.title) {
        (Some(title_lines), _) => title_lines.iter().flat_map(|line| lines(line)).collect(),
        (None, Some(title)) => lines(without_series(title)),
        (None, None) => Vec::new(),
    };
    let mut paragraphs = lines(row.body.as_deref().unwrap_or_default());
    if let Some(first) = paragraphs.first_mut()
        && let Some((_, behind)) = first.split_once("消息（新闻联播）：")
    {
        *first = behind.trim_start().to_owned();
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty() && !paragraph.starts_with('['));
    if row.page.is_none() && headline.iter().any(|line| line.ends_with("快讯")) {
        return round_up(paragraphs);
    }
    if headline.is_empty() {
        paragraphs = parted(paragraphs);
        if paragraphs.len() < 2 {
            return Vec::new();
        }
    }
    if paragraphs.is_empty() { Vec::new() } else { vec![Report { headline, paragraphs }] }
}

/// `【在希望的田野上】夏粮丰收`: the name of a series is no headline.
fn without_series(title: &str) -> &str {
    let rest = title.trim().strip_prefix('【').and_then(|rest| rest.split_once('】'));
    rest.map(|(_, rest)| rest.trim()).filter(|rest| !rest.is_empty()).unwrap_or(title)
}

fn round_up(lines: Vec<String>) -> Vec<Report> {
    let mut reports: Vec<Report> = Vec::new();
    for line in lines {
        if line.chars().count() <= 40 && !line.ends_with(['。', '！', '？', '”']) {
            reports.push(Report { headline: vec![line], paragraphs: Vec::new() });
        } else if let Some(report) = reports.last_mut() {
            report.paragraphs.push(line);
        }
    }
    reports.retain(|report| !report.paragraphs.is_empty());
    reports
}

/// A text given as one block, cut into paragraphs of one to three sentences.
fn parted(paragraphs: Vec<String>) -> Vec<String> {
    if paragraphs.len() > 2 {
        return paragraphs;
    }
    let sentences = sentences_of(&paragraphs.concat());
    let mut rng = Rng::with_seed(sentences.len() as u64);
    let mut rest = sentences.as_slice();
    let mut parted = Vec::new();
    while !rest.is_empty() {
        let (now, later) = rest.split_at(rng.usize(1..=3).min(rest.len()));
        parted.push(now.concat());
        rest = later;
    }
    parted
}
