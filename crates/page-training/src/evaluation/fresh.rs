//! Pages in styles that the generator of training pages does not produce, to test the model on unknown papers.
//!
//! This module shares nothing with the generator: names, papers, openings, boxes, notices, line breaks and indents are written
//! separately and differently. Each style has one kind of layout as its main feature, and keeps to it. A quarter of the
//! articles on raw pages have remains of web pages from which they were copied; the others have none.

use fastrand::Rng;

use super::papers::{PAPERS, Paper};
use super::score::Known;
use crate::corpus::Report;
use crate::grammar::Traditional;

/// Part of a page in which scoring counts a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Headline,
    /// A paragraph, or a heading inside an article.
    Text,
    /// People, credits, names of boxes, and lines that belong to no article.
    Beside,
}

/// A line with its part.
pub(crate) type Line = (Part, String);

/// A page with its known articles.
pub(crate) struct FreshPage {
    pub(crate) text: String,
    pub(crate) known: Vec<Known>,
}

/// Presence of the remains of copied web pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Copies {
    Raw,
    Clean,
}

/// The pages of a style.
pub(crate) fn pages(
    paper: &Paper,
    reports: &[Report],
    copies: Copies,
    count: usize,
    seed: u64,
    traditional: &Traditional,
) -> Vec<FreshPage> {
    let reports: Vec<Report> = reports.iter().filter(|report| !has_headings(report)).cloned().collect();
    let number = PAPERS.iter().position(|other| other.name == paper.name).unwrap_or(0) as u64;
    let mut rng = Rng::with_seed(7919 * seed + number);
    (0..count).map(|_| page(paper, &reports, copies, traditional, &mut rng)).collect()
}

/// True if an article is one of several under one headline, as broadcasters publish them: its headings are
/// unknown.
fn has_headings(report: &Report) -> bool {
    report
        .paragraphs
        .iter()
        .any(|line| line.chars().count() <= 45 && !line.ends_with(['。', '！', '？', '”', '…']))
}

fn page(
    paper: &Paper,
    reports: &[Report],
    copies: Copies,
    traditional: &Traditional,
    rng: &mut Rng,
) -> FreshPage {
    let mut articles: Vec<Vec<Line>> = Vec::new();
    let count = rng.usize(paper.articles.0..=paper.articles.1);
    while articles.len() < count {
        let report = &reports[rng.usize(..reports.len())];
        let chars = report.headline.concat().chars().count();
        if !(5..=48).contains(&chars) || report.paragraphs.len() < 2 && !paper.is_brief {
            continue;
        }
        let mut article = (paper.set)(report, rng);
        if copies == Copies::Raw && rng.f32() < 0.25 {
            leave(&mut article, report, rng);
        }
        articles.push(article);
    }
    let head = (paper.head)(rng).into_iter().map(|line| (Part::Beside, line));
    let mut known = Vec::new();
    let mut lines: Vec<(bool, Line)> = head.map(|line| (false, line)).collect();
    for article in articles {
        let of = |part: Part| article.iter().filter(move |line| line.0 == part).map(|line| line.1.clone());
        known.push(Known { headline: of(Part::Headline).collect(), paragraphs: of(Part::Text).collect() });
        lines.extend(article.into_iter().enumerate().map(|(index, line)| (index == 0, line)));
    }
    lines.extend((paper.foot)(rng).into_iter().map(|line| (false, (Part::Beside, line))));
    if paper.is_traditional {
        for (_, (_, line)) in &mut lines {
            *line = traditional.text(line);
        }
        for article in &mut known {
            article.headline = traditional.text(&article.headline);
            for paragraph in &mut article.paragraphs {
                *paragraph = traditional.text(paragraph);
            }
        }
    }
    FreshPage { text: paper.layout.text(&lines), known }
}

/// Adds remains of a copied web page to an article.
fn leave(article: &mut Vec<Line>, report: &Report, rng: &mut Rng) {
    let headline = report.headline.concat();
    let (year, month, day) = (rng.u16(2012..=2025), rng.u8(1..=12), rng.u8(1..=28));
    let (hour, minute) = (rng.u8(6..23), rng.u8(10..59));
    let below = article.iter().position(|line| line.0 != Part::Headline).unwrap_or(article.len());
    let who = super::papers::person(rng);
    let text = |line: String| (Part::Text, line);
    match rng.u8(..8) {
        0 => {
            article.insert(below, text(format!("{year}-{month:02}-{day:02} {hour:02}:{minute} 来源：平川网")))
        }
        1 => article.push(text(format!("责任编辑：{who}"))),
        2 => article.push(text(format!("《平川观察报》（{year}年{month}月{day}日 第{day:02}版）"))),
        3 => article.extend(
            ["总监制", "主编", "视频剪辑"]
                .map(|task| text(format!("{task}丨{}", super::papers::person(rng)))),
        ),
        4 => article.insert(below, text(headline)),
        5 => article.push(text(who)),
        6 => article.push(text(format!("{who}{}", super::papers::person(rng)))),
        _ => article.extend([text("相关报道".to_owned()), text(headline)]),
    }
}

/// Layout of a paper's lines on the page.
pub(crate) struct Layout {
    /// Blank lines above a line, and above the first line of an article.
    pub(crate) blanks: (usize, usize),
    /// Indents of paragraphs, and of headlines.
    pub(crate) indents: (&'static str, &'static str),
    /// Length at which lines are cut, if they are: in characters, or in halves of one.
    pub(crate) width: Width,
    /// Blank lines between the lines of a paragraph.
    pub(crate) inner_blanks: usize,
}

/// Rule for cutting lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Width {
    Whole,
    Characters(usize),
    Halves(usize),
}

impl Layout {
    fn text(&self, lines: &[(bool, Line)]) -> String {
        let mut text = String::new();
        for (is_first, (part, line)) in lines {
            if !text.is_empty() {
                let blanks = if *is_first { self.blanks.1 } else { self.blanks.0 };
                text.push_str(&"\n".repeat(1 + blanks));
            }
            let indent = match part {
                Part::Headline => self.indents.1,
                Part::Text => self.indents.0,
                Part::Beside => "",
            };
            let between = "\n".repeat(1 + self.inner_blanks);
            text.push_str(&self.width.cut(&format!("{indent}{line}")).join(&between));
        }
        text.push('\n');
        text
    }
}

impl Width {
    fn cut(self, line: &str) -> Vec<String> {
        let chars: Vec<char> = line.chars().collect();
        match self {
            Width::Whole => vec![line.to_owned()],
            Width::Characters(width) => chars.chunks(width).map(|part| part.iter().collect()).collect(),
            Width::Halves(width) => {
                let mut parts = vec![String::new()];
                let mut used = 0;
                for c in chars {
                    let halves = if c.is_ascii() { 1 } else { 2 };
                    // Closing punctuation hangs over the edge.
                    if used + halves > width && !matches!(c, '，' | '。' | '、') {
                        parts.push(String::new());
                        used = 0;
                    }
                    used += halves;
                    if let Some(part) = parts.last_mut() {
                        part.push(c);
                    }
                }
                parts
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::score::Figures;

    /// The known articles of a fresh page are on it, in its order, in every style.
    #[test]
    fn fresh_pages_hold_what_is_known_of_them() {
        let text = |at: usize| {
            format!("第{at}座充电站昨天投入使用，可同时为{at}辆车充电，队伍排到了桥头的老槐树下。")
        };
        let report = |at: usize| Report {
            headline: vec![format!("城东新添第{at}座充电站 街坊们排队充电")],
            paragraphs: (0..3).map(|line| text(10 * at + line)).collect(),
        };
        let reports: Vec<Report> = (1..30).map(report).collect();
        let traditional = Traditional::new();
        let dense = |text: &str| -> String { text.split_whitespace().collect() };
        for paper in &PAPERS {
            for page in pages(paper, &reports, Copies::Raw, 4, 1, &traditional) {
                let text = dense(&page.text);
                let mut from = 0;
                for article in &page.known {
                    let at = text[from..].find(&dense(&article.headline));
                    from += at.unwrap_or_else(|| panic!("{}: {}", paper.name, article.headline));
                    assert!(
                        article.paragraphs.iter().all(|text_of| text.contains(&dense(text_of))),
                        "{}",
                        paper.name
                    );
                }
                assert_eq!(Figures::of(&page.text, &[], &page.known).starts.recall(), 0.0);
            }
        }
    }
}
