//! Evaluation of page splitting on papers of any style, for the tables of `docs/benches.md`.
//!
//! It has three parts, each with a model trained for it if necessary:
//!
//! - **fresh house styles**: styles of papers that the generator of training pages does not produce ([`papers`]), with articles of a
//!   source that the model was not trained on, raw and clean, with three seeds;
//! - **kinds left out**: the same pages, evaluated with models that were trained without the kinds of layout that these pages
//!   use most, in five training runs;
//! - **known pages**: two slices of the known paper that are held out of training, and pages in which a person marked the
//!   articles.

mod fresh;
mod papers;
mod score;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use fastrand::Rng;
use jianbao_article::Article;

use crate::corpus::{Corpus, Report, read_reports};
use crate::grammar::{Grammar, Kind, Traditional};
use crate::model::{Course, Model, Reader};
use fresh::Copies;
use papers::{PAPERS, Paper};
use score::{Figures, Known, interval, mean};

/// Number of pages of a style, per seed.
const PAGES: usize = 24;
const NUMBERS: [u64; 3] = [1, 2, 3];

/// Groups of kinds that are left out together, with their names.
const LEFT_OUT: [(&str, &[Kind]); 5] = [
    ("openings", &[Kind::Opening, Kind::BracketedOpening, Kind::Traditional]),
    ("bylines", &[Kind::Byline, Kind::MarkedByline, Kind::Closing, Kind::Editorial]),
    ("layouts", &[Kind::Gaps, Kind::Indent, Kind::Wrapped]),
    ("briefs", &[Kind::Brief, Kind::Between]),
    ("insets", &[Kind::LongHeadline, Kind::Box, Kind::Caption, Kind::Furniture, Kind::Verse]),
];

/// Inputs of an evaluation.
pub(crate) struct Evaluation {
    /// Corpora that models learn from.
    pub(crate) corpora: Vec<PathBuf>,
    /// The source of the fresh pages.
    pub(crate) fresh: PathBuf,
    /// Folders of pages with gold.
    pub(crate) marked: Vec<PathBuf>,
    pub(crate) course: Course,
    /// Folder of the only model to evaluate. Without one, the library's model is used, and others are
    /// trained.
    pub(crate) model: Option<PathBuf>,
}

impl Evaluation {
    /// The table, as Markdown.
    pub(crate) fn table(&self) -> Result<String> {
        let mut out = String::new();
        let all: Vec<PathBuf> = self.corpora.iter().chain([&self.fresh]).cloned().collect();
        let library = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../article/data"));
        let asked = Model::read(self.model.as_deref().unwrap_or(library))?;
        self.known_pages(&Corpus::read(&all)?, &asked.reader()?, &mut out)?;
        let reports = read_reports(&self.fresh)?;
        let traditional = Traditional::new();
        let papers: Vec<&Paper> = PAPERS.iter().collect();
        let fresh = |reader: &Reader<'_>, copies| -> Vec<Vec<Figures>> {
            papers.iter().map(|paper| figures_of(reader, paper, &reports, copies, &traditional)).collect()
        };
        if self.model.is_some() {
            let reader = asked.reader()?;
            let (raw, clean) = (fresh(&reader, Copies::Raw), fresh(&reader, Copies::Clean));
            write_rows(&mut out, "the model asked for", &papers, &raw, &clean);
            return Ok(out);
        }
        let corpus = Corpus::read(&self.corpora)?;
        let model = Model::train(&corpus, &[], &self.course);
        let reader = model.reader()?;
        let (raw, clean) = (fresh(&reader, Copies::Raw), fresh(&reader, Copies::Clean));
        write_rows(&mut out, "a model that did not learn from their source", &papers, &raw, &clean);
        let mut means: Vec<(String, Vec<Figures>, bool)> = Vec::new();
        for (name, kinds) in LEFT_OUT {
            let model = Model::train(&corpus, kinds, &self.course);
            let reader = model.reader()?;
            let of_kinds = papers.iter().filter(|paper| paper.kind.is_some_and(|kind| kinds.contains(&kind)));
            for paper in of_kinds {
                let figures = figures_of(&reader, paper, &reports, Copies::Raw, &traditional);
                means.push((format!("{} (without {name})", paper.name), figures, paper.is_brief));
            }
        }
        write_left_out(&mut out, &means);
        Ok(out)
    }

    /// The wrong starts in the marked pages and in raw pages of some fresh house styles, or in the slices
    /// (`known`): missed ones after `-`, false ones after `+`, each with the line above and below.
    pub(crate) fn wrong(&self, style: &str) -> Result<String> {
        let model = Model::read(self.model.as_deref().context("no model")?)?;
        let reader = model.reader()?;
        let reports = read_reports(&self.fresh)?;
        let traditional = Traditional::new();
        let mut out = String::new();
        let mut tell = |name: &str, text: &str, known: &[Known]| {
            let wrong = score::wrong_starts(text, &reader.read(text), known);
            if !wrong.is_empty() {
                let _ = writeln!(out, "── {name}\n{wrong}");
            }
        };
        for folder in &self.marked {
            for (name, text, known) in marked_pages(folder)? {
                tell(&name, &text, &known);
            }
        }
        if style == "known" {
            for (text, known) in known_slices(&Corpus::read(&self.corpora)?).into_iter().flatten() {
                tell("known paper", &text, &known);
            }
        }
        for paper in PAPERS.iter().filter(|paper| paper.name.starts_with(style)) {
            for page in fresh::pages(paper, &reports, Copies::Raw, PAGES, NUMBERS[0], &traditional) {
                tell(paper.name, &page.text, &page.known);
            }
        }
        Ok(out)
    }

    /// The rows of known pages: slices of the known paper, and marked pages.
    fn known_pages(&self, corpus: &Corpus, reader: &Reader<'_>, out: &mut String) -> Result<()> {
        let _ = writeln!(
            out,
            "| pages | starts P, R, F1 | headlines | paragraphs | kept |\n|---|---|---|---|---|"
        );
        for (number, slice) in known_slices(corpus).iter().enumerate() {
            let figures = slice.iter().map(|(text, known)| Figures::of(text, &reader.read(text), known));
            let figures: Vec<Figures> = figures.collect();
            let low_high = interval(std::slice::from_ref(&figures), |figures| figures.starts.f1());
            let name = format!("known paper, slice {} of {}", number + 1, corpus.slices.len());
            write_figures(out, &name, &Figures::of_all(&figures), Some(low_high));
        }
        for folder in &self.marked {
            let pages = marked_pages(folder)?;
            let figures = pages.iter().map(|(_, text, known)| Figures::of(text, &reader.read(text), known));
            let figures: Vec<Figures> = figures.collect();
            let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let parent =
                folder.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
            let name = format!("marked pages, {}/{name}", parent.unwrap_or_default());
            write_figures(out, &name, &Figures::of_all(&figures), None);
        }
        Ok(())
    }
}

fn known(report: &Report) -> Known {
    Known { headline: report.headline.concat(), paragraphs: report.paragraphs.clone() }
}

fn figures_of(
    reader: &Reader<'_>,
    paper: &Paper,
    reports: &[Report],
    copies: Copies,
    traditional: &Traditional,
) -> Vec<Figures> {
    let pages =
        NUMBERS.iter().flat_map(|number| fresh::pages(paper, reports, copies, PAGES, *number, traditional));
    pages.map(|page| Figures::of(&page.text, &reader.read(&page.text), &page.known)).collect()
}

fn write_figures(out: &mut String, name: &str, figures: &Figures, low_high: Option<(f64, f64)>) {
    let starts = figures.starts;
    let range = low_high.map(|(low, high)| format!(" ({low:.3}–{high:.3})")).unwrap_or_default();
    let _ = writeln!(
        out,
        "| {name} | {:.3} {:.3} {:.3}{range} | {:.3} | {:.3} | {:.4} |",
        starts.precision(),
        starts.recall(),
        starts.f1(),
        figures.headlines.recall(),
        figures.paragraphs.f1(),
        figures.kept.recall(),
    );
}

fn write_rows(
    out: &mut String,
    whose: &str,
    papers: &[&Paper],
    raw: &[Vec<Figures>],
    clean: &[Vec<Figures>],
) {
    let _ = writeln!(out, "\nFresh house styles, by {whose}:\n");
    let _ = writeln!(
        out,
        "| style | kind | starts raw | clean | headlines raw | paragraphs raw | clean | kept |\n|---|---|---|---|---|---|---|---|"
    );
    for ((paper, raw), clean) in papers.iter().zip(raw).zip(clean) {
        let (raw, clean) = (Figures::of_all(raw), Figures::of_all(clean));
        let kind = paper.kind.map_or_else(|| "–".to_owned(), |kind| format!("{kind:?}"));
        let _ = writeln!(
            out,
            "| {} | {kind} | {:.3} | {:.3} | {:.3} | {:.3} | {:.3} | {:.4} |",
            paper.name,
            raw.starts.f1(),
            clean.starts.f1(),
            raw.headlines.recall(),
            raw.paragraphs.f1(),
            clean.paragraphs.f1(),
            raw.kept.recall(),
        );
    }
    let mean_of = |groups: &[Vec<Figures>], of: fn(&Figures) -> f64| {
        mean(&groups.iter().map(|pages| of(&Figures::of_all(pages))).collect::<Vec<_>>())
    };
    let starts = |figures: &Figures| figures.starts.f1();
    let paragraphs = |figures: &Figures| figures.paragraphs.f1();
    let (low, high) = interval(raw, starts);
    let (clean_low, clean_high) = interval(clean, starts);
    let _ = writeln!(
        out,
        "| **mean** | | {:.3} ({low:.3}–{high:.3}) | {:.3} ({clean_low:.3}–{clean_high:.3}) | {:.3} | {:.3} | {:.3} | |",
        mean_of(raw, starts),
        mean_of(clean, starts),
        mean_of(raw, |figures| figures.headlines.recall()),
        mean_of(raw, paragraphs),
        mean_of(clean, paragraphs),
    );
}

fn write_left_out(out: &mut String, rows: &[(String, Vec<Figures>, bool)]) {
    let _ =
        writeln!(out, "\nKinds left out of training, raw:\n\n| style | starts | paragraphs |\n|---|---|---|");
    for (name, figures, _) in rows {
        let figures = Figures::of_all(figures);
        let _ = writeln!(out, "| {name} | {:.3} | {:.3} |", figures.starts.f1(), figures.paragraphs.f1());
    }
    let starts = |figures: &Figures| figures.starts.f1();
    for (name, is_taken) in [("all", None), ("without briefs", Some(false))] {
        let groups: Vec<Vec<Figures>> = rows
            .iter()
            .filter(|(.., is_brief)| is_taken.is_none_or(|taken| taken == *is_brief))
            .map(|(_, figures, _)| figures.clone())
            .collect();
        let values: Vec<f64> = groups.iter().map(|pages| starts(&Figures::of_all(pages))).collect();
        let (low, high) = interval(&groups, starts);
        let _ = writeln!(out, "| **mean, {name}** | {:.3} ({low:.3}–{high:.3}) | |", mean(&values));
    }
}

/// The slices of the known paper in its web edition: the text and the articles of each page.
fn known_slices(corpus: &Corpus) -> Vec<Vec<(String, Vec<Known>)>> {
    let grammar = Grammar::new(corpus, Vec::new());
    let slices = corpus.slices.iter().zip(0..).map(|(slice, number)| {
        let mut rng = Rng::with_seed(number);
        let pages = slice
            .iter()
            .map(|reports| (grammar.plain(reports, &mut rng).text, reports.iter().map(known).collect()));
        pages.collect()
    });
    slices.collect()
}

/// The name, the text and the articles of each marked page of a folder.
fn marked_pages(folder: &Path) -> Result<Vec<(String, String, Vec<Known>)>> {
    let mut golds: Vec<PathBuf> = fs::read_dir(folder)
        .with_context(|| format!("reading {}", folder.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.to_string_lossy().ends_with(".gold.json"))
        .collect();
    golds.sort();
    let page = |gold: &PathBuf| -> Result<(String, String, Vec<Known>)> {
        let name = gold.to_string_lossy().replace(".gold.json", ".txt");
        let text = fs::read_to_string(&name)?;
        let gold: serde_json::Value = serde_json::from_str(&fs::read_to_string(gold)?)?;
        let articles: Vec<Article> = serde_json::from_value(gold["articles"].clone())?;
        Ok((name, text, articles.iter().map(known_of).collect()))
    };
    golds.iter().map(page).collect()
}

fn known_of(article: &Article) -> Known {
    let boxed = article.r#abstract.iter().flat_map(|text| text.lines()).map(str::to_owned);
    let headings = article.sections.iter().map(|section| section.heading.clone());
    Known {
        headline: article.title_text(),
        paragraphs: boxed.chain(article.body.iter().cloned()).chain(headings).collect(),
    }
}
