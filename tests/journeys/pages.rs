//! Quality of page splitting, compared with pages that a person marked.
//!
//! The figures, over all pages together, without white space:
//!
//! - **boundary**: precision and recall of article starts, by the place of an article's first character on the page;
//! - **headline**: the share of the articles whose start was found that have exactly the headline's lines;
//! - **paragraph**: F1 of paragraphs, section headings and abstracts, in any field;
//! - **people**: F1 of the names of reporters, correspondents and photographers;
//! - **kept**: the share of the page's characters that are in some field of some article.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use jianbao::Article;
use jianbao::article::parse_page;

use crate::skipping::skip;

/// Right, found and wanted.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    right: usize,
    found: usize,
    gold: usize,
}

impl Counts {
    /// Counts the common entries of two lists, with their multiplicity.
    fn add(&mut self, found: &[String], gold: &[String]) {
        let mut rest: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in gold {
            *rest.entry(entry).or_default() += 1;
        }
        for entry in found {
            if let Some(count) = rest.get_mut(entry.as_str()).filter(|count| **count > 0) {
                *count -= 1;
                self.right += 1;
            }
        }
        self.found += found.len();
        self.gold += gold.len();
    }

    fn f1(self) -> f64 {
        ratio(2 * self.right, self.found + self.gold)
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Figures {
    starts: Counts,
    headlines: Counts,
    paragraphs: Counts,
    people: Counts,
    kept_chars: usize,
    page_chars: usize,
}

impl Figures {
    fn add_page(&mut self, text: &str, found: &[Article], gold: &[Article]) {
        let text = dense(text);
        let (found_starts, gold_starts) = (starts(&text, found), starts(&text, gold));
        let found_at: BTreeMap<usize, &Article> =
            found_starts.iter().zip(found).filter_map(|(at, article)| Some(((*at)?, article))).collect();
        let gold_places: BTreeSet<usize> = gold_starts.iter().flatten().copied().collect();
        self.starts.right += found_at.keys().filter(|at| gold_places.contains(at)).count();
        self.starts.found += found.len();
        self.starts.gold += gold.len();
        for (at, gold) in gold_starts.iter().zip(gold) {
            let Some(found) = at.and_then(|at| found_at.get(&at)) else { continue };
            self.headlines.gold += 1;
            self.headlines.right += usize::from(headline(found) == headline(gold));
        }
        let all = |articles: &[Article], of: fn(&Article) -> Vec<String>| -> Vec<String> {
            articles.iter().flat_map(of).collect()
        };
        self.paragraphs.add(&all(found, paragraphs), &all(gold, paragraphs));
        self.people.add(&all(found, people), &all(gold, people));
        let letters = |text: &str| -> Vec<String> { text.chars().map(String::from).collect() };
        let mut kept = Counts::default();
        kept.add(&letters(&found.iter().map(whole).collect::<String>()), &letters(&text));
        self.kept_chars += kept.right;
        self.page_chars += kept.gold;
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Figures { starts, headlines, paragraphs, people, kept_chars, page_chars } = self;
        write!(
            f,
            "boundary {}/{}+{} headline {}/{} paragraph {:.3} people {:.3} kept {:.4}",
            starts.right,
            starts.gold,
            starts.found - starts.right,
            headlines.right,
            headlines.gold,
            paragraphs.f1(),
            people.f1(),
            ratio(*kept_chars, *page_chars),
        )
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of characters on a few pages")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').collect()
}

fn headline(article: &Article) -> String {
    dense(&article.title_text())
}

/// The start of each article in the page's text without white space; none if its opening is not found.
fn starts(text: &str, articles: &[Article]) -> Vec<Option<usize>> {
    let mut from = 0;
    let find = |article: &Article| {
        let mut opening = headline(article);
        if opening.is_empty() {
            opening =
                dense(&[article.r#abstract.clone().unwrap_or_default(), article.body.concat()].concat());
        }
        let opening: String = opening.chars().take(24).collect();
        let at = if opening.is_empty() {
            None
        } else {
            text[from..].find(&opening).map(|at| from + at).or_else(|| text.find(&opening))
        };
        if let Some(at) = at {
            from = at + opening.chars().next().map_or(0, char::len_utf8);
        }
        at
    };
    articles.iter().map(find).collect()
}

fn paragraphs(article: &Article) -> Vec<String> {
    let headings = article.sections.iter().map(|section| section.heading.as_str());
    let in_abstract = article.r#abstract.iter().flat_map(|text| text.lines());
    let all = article.body.iter().map(String::as_str).chain(headings).chain(in_abstract);
    all.map(dense).filter(|paragraph| !paragraph.is_empty()).collect()
}

fn people(article: &Article) -> Vec<String> {
    [article.reporters.clone(), article.correspondents.clone(), article.photographers.clone()].concat()
}

/// Every text of an article, concatenated, without white space.
fn whole(article: &Article) -> String {
    let headings: String = article.sections.iter().map(|section| section.heading.as_str()).collect();
    let boxed =
        [&article.label, &article.r#abstract].map(|text| text.as_deref().unwrap_or_default()).concat();
    let listed = [&article.byline, &article.body, &article.unplaced].map(|lines| lines.concat()).concat();
    dense(&[article.title_text(), boxed, listed, headings].concat())
}

/// The pages of a folder with their gold, by name.
fn pages(folder: &Path) -> Vec<(String, String, Vec<Article>)> {
    let mut golds: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    golds.retain(|path| path.to_string_lossy().ends_with(".gold.json"));
    golds.sort();
    let page = |gold: PathBuf| {
        let name = gold.file_name().unwrap().to_string_lossy().replace(".gold.json", "");
        let text = std::fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap();
        let gold: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(gold).unwrap()).unwrap();
        (name, text, serde_json::from_value(gold["articles"].clone()).unwrap())
    };
    golds.into_iter().map(page).collect()
}

/// A line of figures for each requested page, and one for all of them.
fn figures(is_asked: fn(&str) -> bool) -> String {
    let mut all = Figures::default();
    let mut lines = String::new();
    for (name, text, gold) in pages(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/pages")) {
        if !is_asked(&name) {
            continue;
        }
        let found = parse_page(&text).articles;
        let mut page = Figures::default();
        page.add_page(&text, &found, &gold);
        all.add_page(&text, &found, &gold);
        lines.push_str(&format!("{name}: {page}\n"));
    }
    format!("{lines}all: {all}\n")
}

fn is_held_out(name: &str) -> bool {
    name.starts_with("云岭日报") || name.starts_with("校园周报")
}

/// The current figures, including weaknesses: `boundary 6/7+1` is six of seven starts found, and one false
/// start. Figures may rise; check every change.
#[test]
fn pages_of_other_papers_fall_into_articles_as_well_as_they_did() {
    assert_eq!(figures(|name| !is_held_out(name)), FIGURES);
}

/// The same for the held-out pages.
#[test]
fn pages_of_papers_held_out_fall_into_articles_as_well_as_they_did() {
    assert_eq!(figures(is_held_out), FIGURES_HELD_OUT);
}

const FIGURES: &str = "\
商务时报-1: boundary 6/6+2 headline 6/6 paragraph 0.941 people 1.000 kept 1.0000
江左晚报-1: boundary 7/7+0 headline 7/7 paragraph 1.000 people 1.000 kept 1.0000
江左晚报-2: boundary 5/5+0 headline 5/5 paragraph 1.000 people 1.000 kept 1.0000
江左晚报-3: boundary 5/5+0 headline 5/5 paragraph 1.000 people 1.000 kept 1.0000
清河县报-1: boundary 6/7+0 headline 6/6 paragraph 0.952 people 1.000 kept 1.0000
港岛晨报-1: boundary 6/6+0 headline 6/6 paragraph 1.000 people 1.000 kept 1.0000
港岛晨报-2: boundary 5/5+0 headline 5/5 paragraph 0.903 people 1.000 kept 1.0000
滨海工报-1: boundary 7/7+0 headline 7/7 paragraph 1.000 people 1.000 kept 1.0000
滨海工报-2: boundary 6/6+0 headline 6/6 paragraph 1.000 people 1.000 kept 1.0000
all: boundary 53/54+2 headline 53/53 paragraph 0.980 people 1.000 kept 1.0000
";

const FIGURES_HELD_OUT: &str = "\
云岭日报-1: boundary 5/6+0 headline 5/5 paragraph 0.923 people 1.000 kept 1.0000
云岭日报-2: boundary 5/6+0 headline 5/5 paragraph 0.958 people 1.000 kept 1.0000
校园周报-1: boundary 5/5+0 headline 5/5 paragraph 0.980 people 0.933 kept 1.0000
校园周报-2: boundary 5/5+0 headline 5/5 paragraph 1.000 people 1.000 kept 1.0000
all: boundary 20/22+0 headline 20/20 paragraph 0.958 people 0.978 kept 1.0000
";

#[test]
fn the_page_this_project_starts_from_is_read_without_an_error() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/pages");
    if !folder.is_dir() {
        skip("corpus", format_args!("{} is not there", folder.display()));
        return;
    }
    for (name, text, gold) in pages(&folder) {
        let mut page = Figures::default();
        page.add_page(&text, &parse_page(&text).articles, &gold);
        assert_eq!(
            page.to_string(),
            "boundary 9/9+0 headline 9/9 paragraph 1.000 people 1.000 kept 1.0000",
            "{name}"
        );
    }
}
