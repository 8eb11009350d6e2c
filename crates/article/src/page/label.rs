//! What each line of a page is: headline, byline, paragraph …
//!
//! First each line is looked at by itself ([`Shape`]). Then the short lines, the only hard ones, are judged in the
//! stretches in which they stand together: above a lead, a byline or an abstract they are a headline; elsewhere
//! they may be a headline, a section heading, the first half of a paragraph that a column broke, or verse.

use super::cohesion::Pairs;
use crate::byline;
use crate::lines::{Line, ends_sentence, is_han};

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// The first line of an article's headline.
    HeadlineStart,
    /// A further line of a headline.
    Headline,
    /// The first line of an article without a headline.
    BodyStart,
    /// 阅读提示 and the like.
    BoxName,
    /// A paragraph of the abstract.
    Abstract,
    /// People on a line of their own.
    Byline,
    /// The credit of a photograph.
    Credit,
    /// A paragraph.
    Body,
    /// The second part of a paragraph that was broken.
    Continuation,
    /// A heading inside an article.
    Section,
    /// A page header, or another line that belongs to no article.
    Unplaced,
}

/// A label, and whether little spoke for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Labelled {
    pub(crate) label: Label,
    pub(crate) is_doubtful: bool,
}

/// What a line looks like by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// Opens with `本报讯（记者…）` or a dateline.
    Lead,
    BoxName,
    Byline,
    Credit,
    /// A whole line in brackets, as stands under an article: `（本报临江5月3日电）`, `（作者为教师）`.
    Tail,
    /// Long, or ends as a sentence does.
    Paragraph,
    /// Everything else.
    Short,
    Header,
}

/// A line of more characters is a paragraph, unless it ends in —— as kickers do.
const MAX_SHORT_CHARS: usize = 45;

/// A line in brackets of more characters is a paragraph.
const MAX_TAIL_CHARS: usize = 70;

/// Headlines that stand above pictures again and again.
const PICTURE_HEADLINES: [&str; 5] = ["图片报道", "图片新闻", "图说新闻", "新闻图片", "图片故事"];

/// How lines begin that name the people who made the page, and where its figures come from.
const STAFF: [&str; 18] = [
    "责编",
    "责任编辑",
    "版式",
    "本版责编",
    "本版编辑",
    "美编",
    "校对",
    "本版主编",
    "值班主任",
    "本版制图",
    "制图：",
    "制图/",
    "数据来源",
    "资料来源",
    "本期统筹",
    "本版统筹",
    "数据整理",
    "版面设计",
];

/// The most lines that a headline has.
const MAX_HEADLINE_LINES: usize = 5;

/// Log-odds above which a stretch is read as a headline: where precision and recall balance.
const HEADLINE_ODDS: f32 = -0.4;

/// Log-odds nearer to 0 than this are told as doubtful: a chance of less than four in five.
const DOUBTFUL_ODDS: f32 = 1.4;

/// How far above and below a place its paragraphs are looked for, in lines.
const WINDOW_LINES: usize = 8;

const ABSTRACT_LABELS: [&str; 14] = [
    "阅读提示",
    "核心阅读",
    "内容提要",
    "核心提示",
    "编者按",
    "编者的话",
    "开栏的话",
    "开栏语",
    "导读",
    "提要",
    "摘要",
    "新闻提示",
    "内容摘要",
    "引言",
];

fn shape(line: &Line<'_>) -> Shape {
    let text = line.text;
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "【】■□●▲◆：:".contains(c));
    if ABSTRACT_LABELS.contains(&bare) {
        return Shape::BoxName;
    }
    if is_header(line) {
        return Shape::Header;
    }
    if byline::photo_credit(text).is_some() {
        return Shape::Credit;
    }
    if byline::own_line(text).is_some() {
        return Shape::Byline;
    }
    if byline::lead(text).is_some() && line.chars > 12 {
        return Shape::Lead;
    }
    if text.starts_with(['（', '(']) && text.ends_with(['）', ')']) && line.chars <= MAX_TAIL_CHARS {
        return Shape::Tail;
    }
    let is_kicker = text.ends_with("——") && line.chars <= 90 || text.ends_with('：') && line.chars <= 24;
    if is_kicker {
        return Shape::Short;
    }
    if line.chars > MAX_SHORT_CHARS || ends_sentence(text) { Shape::Paragraph } else { Shape::Short }
}

/// `2024年5月8日 星期三 第3版`, `责编：甲`, `（下转第2版）`.
fn is_header(line: &Line<'_>) -> bool {
    let text = line.text;
    if line.chars > 60 {
        return false;
    }
    let bare =
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '（' | '）' | '(' | ')' | '▶' | '►'));
    let has_date = text.contains('年') && text.contains('月') && text.contains('日');
    let is_masthead = has_date && (text.contains("星期") || text.contains('版')) && !ends_sentence(text);
    let is_page_number =
        bare.strip_prefix('第').and_then(|rest| rest.strip_suffix('版')).is_some_and(|number| {
            !number.is_empty()
                && number.chars().all(|c| c.is_numeric() || "一二三四五六七八九十Aa".contains(c))
        });
    let is_staff =
        STAFF.iter().any(|word| bare.starts_with(word)) && line.chars <= 40 && !ends_sentence(text);
    let is_jump =
        line.chars <= 12 && (bare.starts_with("下转") || bare.starts_with("上接")) && bare.ends_with('版');
    is_masthead || is_page_number || is_staff || is_jump
}

/// A label for every line.
pub(crate) fn label(lines: &[Line<'_>]) -> Vec<Labelled> {
    let shapes: Vec<Shape> = lines.iter().map(shape).collect();
    let mut labeller = Labeller {
        lines,
        shapes,
        labels: Vec::with_capacity(lines.len()),
        usual_blanks: usual_blanks(lines),
        article: None,
    };
    while labeller.labels.len() < lines.len() {
        labeller.step();
    }
    labeller.labels
}

/// How many blank lines usually stand between two lines.
fn usual_blanks(lines: &[Line<'_>]) -> usize {
    let mut blanks: Vec<usize> = lines.iter().skip(1).map(|line| line.blanks_above).collect();
    blanks.sort_unstable();
    blanks.get(blanks.len() / 2).copied().unwrap_or(0)
}

/// What is known of the article that the next line may belong to.
#[derive(Clone, Copy, Debug, Default)]
struct Current {
    paragraphs: usize,
    sections: usize,
    /// Whether it opened with a lead.
    has_lead: bool,
    /// Whether something stood there that ends articles: a credit, a bracket with the reporter's name.
    is_ended: bool,
    /// Whether the last line was the label or the first lines of its abstract.
    in_abstract: bool,
}

struct Labeller<'a, 'p> {
    lines: &'a [Line<'p>],
    shapes: Vec<Shape>,
    labels: Vec<Labelled>,
    usual_blanks: usize,
    /// None before the first article.
    article: Option<Current>,
}

impl Labeller<'_, '_> {
    fn push(&mut self, label: Label) {
        self.push_judged(label, false);
    }

    fn push_judged(&mut self, label: Label, is_doubtful: bool) {
        self.labels.push(Labelled { label, is_doubtful });
    }

    fn step(&mut self) {
        let at = self.labels.len();
        match self.shapes[at] {
            Shape::Header => self.push(Label::Unplaced),
            Shape::BoxName => {
                self.article.get_or_insert_default().in_abstract = true;
                self.push(Label::BoxName);
            }
            Shape::Byline => {
                let article = self.article.get_or_insert_default();
                article.in_abstract = false;
                article.is_ended |= article.paragraphs > 0;
                self.push(Label::Byline);
            }
            Shape::Credit => {
                let article = self.article.get_or_insert_default();
                article.is_ended |= article.paragraphs > 0;
                self.push(Label::Credit);
            }
            Shape::Tail => {
                let article = self.article.get_or_insert_default();
                let is_below_text = article.paragraphs > 0;
                article.is_ended |= is_below_text;
                self.push(if is_below_text { Label::Byline } else { Label::Body });
            }
            Shape::Lead => self.lead(at),
            Shape::Paragraph => self.paragraph(at),
            Shape::Short => self.short(at),
        }
    }

    fn lead(&mut self, at: usize) {
        let is_signed = byline::lead(self.lines[at].text)
            .is_some_and(|lead| !lead.reporters.is_empty() || !lead.correspondents.is_empty());
        // Round-ups put several datelines into one article; with people in the bracket it is a new one.
        let is_new = match &self.article {
            None => true,
            // A photograph with its caption may stand between a headline and the opening of its report.
            Some(article) => {
                let is_below_picture =
                    at > 0 && self.labels[at - 1].label == Label::Credit && !article.has_lead;
                is_signed && article.paragraphs > 0 && !is_below_picture
            }
        };
        if is_new {
            self.article = Some(Current::default());
        }
        let article = self.article.get_or_insert_default();
        article.paragraphs += 1;
        article.has_lead = true;
        article.is_ended = false;
        article.in_abstract = false;
        self.push_judged(if is_new { Label::BodyStart } else { Label::Body }, is_new && at > 0);
    }

    fn paragraph(&mut self, at: usize) {
        let breaks_off_above = at > 0
            && matches!(self.labels[at - 1].label, Label::Body | Label::BodyStart | Label::Continuation)
            && is_broken(self.lines[at - 1].text, self.lines[at].text);
        let Some(article) = &mut self.article else {
            self.article = Some(Current { paragraphs: 1, ..Current::default() });
            return self.push(Label::BodyStart);
        };
        if article.in_abstract {
            // The first paragraph under the label; a second one only where a byline ends the abstract.
            let byline_follows = self.shapes[at + 1..].iter().take(3).any(|shape| *shape == Shape::Byline);
            article.in_abstract = byline_follows;
            return self.push(Label::Abstract);
        }
        if breaks_off_above {
            return self.push(Label::Continuation);
        }
        article.paragraphs += 1;
        article.is_ended |= byline::tail(self.lines[at].text).is_some() && article.paragraphs > 1;
        self.push(Label::Body);
    }

    /// A stretch of short lines, judged together.
    fn short(&mut self, start: usize) {
        let len = self.shapes[start..].iter().take_while(|shape| **shape == Shape::Short).count();
        let end = start + len;
        let below = self.shapes.get(end).copied();
        let crowns = matches!(below, Some(Shape::Lead | Shape::Byline | Shape::BoxName));
        if self.article.is_none() {
            return self.headline(start, len.min(MAX_HEADLINE_LINES), false);
        }
        // The first line may be the half of a paragraph, or a short paragraph, that the headline stands below.
        if crowns && len <= MAX_HEADLINE_LINES {
            let is_half = len > 1 && self.is_first_half(start) && !self.lines[start].text.ends_with("——");
            let is_body_above =
                start > 0 && matches!(self.labels[start - 1].label, Label::Body | Label::BodyStart);
            if !(is_half && is_body_above && self.lines[start].chars > 30) {
                return self.headline(start, len, false);
            }
        }
        let odds = self.headline_odds(start, end);
        if odds > HEADLINE_ODDS && len <= MAX_HEADLINE_LINES {
            return self.headline(start, len, odds < DOUBTFUL_ODDS);
        }
        if len == 1 && below == Some(Shape::Paragraph) && self.is_first_half(start) {
            self.count_paragraph();
            return self.push(Label::Body);
        }
        if len <= 2 && below == Some(Shape::Paragraph) {
            if let Some(article) = &mut self.article {
                article.sections += 1;
                article.in_abstract = false;
            }
            for _ in 0..len {
                self.push_judged(Label::Section, odds > -DOUBTFUL_ODDS);
            }
            return;
        }
        // Verse, a list, or the last words of a paragraph.
        let is_rest = start > 0
            && matches!(self.labels[start - 1].label, Label::Body | Label::BodyStart | Label::Continuation)
            && len == 1
            && is_broken(self.lines[start - 1].text, self.lines[start].text);
        if is_rest {
            return self.push(Label::Continuation);
        }
        for _ in 0..len {
            self.count_paragraph();
            self.push(Label::Body);
        }
    }

    fn count_paragraph(&mut self) {
        let article = self.article.get_or_insert_default();
        article.paragraphs += 1;
        article.in_abstract = false;
    }

    fn headline(&mut self, start: usize, len: usize, is_doubtful: bool) {
        self.article = Some(Current::default());
        for at in start..start + len {
            let label = if at == start { Label::HeadlineStart } else { Label::Headline };
            self.push_judged(label, is_doubtful && at == start);
        }
    }

    /// The log-odds of a stretch of short lines over a plain paragraph being a headline.
    ///
    /// The weights of signs that stand in running text are those of a logistic regression over 10,926 such
    /// stretches on 1,200 pages laid out from one paper's archive of half a year, where 24% were headlines; it
    /// decides 2,507 others with precision .77 and recall .66. Blank lines are by judgement: those pages have none
    /// that tell.
    fn headline_odds(&self, start: usize, end: usize) -> f32 {
        let first = &self.lines[start];
        let last = &self.lines[end - 1];
        let article = self.article.unwrap_or_default();
        let is_paragraph = |at: &usize| matches!(self.shapes[*at], Shape::Paragraph | Shape::Lead);
        let texts = |places: Vec<usize>| Pairs::of(places.into_iter().map(|at| self.lines[at].text));
        let above = texts((0..start).rev().take(WINDOW_LINES).filter(is_paragraph).take(3).collect());
        let below = texts((end..self.lines.len()).take(WINDOW_LINES).filter(is_paragraph).take(3).collect());
        let itself = Pairs::of(self.lines[start..end].iter().map(|line| line.text));
        let Some(under) = self.lines.get(end).filter(|_| self.shapes[end] == Shape::Paragraph) else {
            return -4.0;
        };
        let text_above = start.checked_sub(1).map_or("", |at| self.lines[at].text);
        #[expect(clippy::cast_precision_loss, reason = "a headline has few characters")]
        let tens_of_chars = first.chars.min(30) as f32 / 10.0;
        let signs = [
            (start > 0 && self.shapes[start - 1] == Shape::Credit, 2.3),
            (article.is_ended || text_above.ends_with(['）', ')']), 2.4),
            // A caption: one or two paragraphs, and a credit under them.
            (self.shapes[end..].iter().take(4).any(|shape| *shape == Shape::Credit), 2.2),
            (opens_with_a_day(under.text), 0.7),
            // A column's name in brackets, as in 雨后（街头随笔）.
            (last.text.ends_with(['）', ')']), 1.7),
            (self.lines[start..end].iter().any(|line| line.text.contains("——")), 1.1),
            (PICTURE_HEADLINES.contains(&first.text), 6.0),
            (first.text.contains('，'), -1.3),
            (first.chars <= 9, -1.2),
            (is_numbered(first.text), -2.1),
            (article.sections > 0, -0.6),
            (end - start >= 3, -1.2),
            (article.paragraphs == 0, -3.0),
            (first.blanks_above > self.usual_blanks, 4.0),
        ];
        let signs: f32 = signs.into_iter().filter(|(holds, _)| *holds).map(|(_, weight)| weight).sum();
        0.3 - 0.4 * tens_of_chars - 8.7 * above.cosine(&below) + 1.8 * itself.share_in(&below)
            - 2.1 * itself.share_in(&above)
            + signs
    }

    /// Whether a short line over a paragraph is the first half of it rather than a heading.
    fn is_first_half(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let Some(below) = self.lines.get(at + 1) else { return false };
        if line.blanks_above > self.usual_blanks || below.blanks_above > self.usual_blanks {
            return false;
        }
        if !is_broken(line.text, below.text) || line.chars < 12 {
            return false;
        }
        line.text.contains(['，', '。', '；', '“']) && line.chars > 14 || line.chars > 26
    }
}

/// Whether the first line breaks off in mid-sentence and the second may go on from it.
fn is_broken(first: &str, second: &str) -> bool {
    if first.ends_with(['，', '、', ',', '（', '《', '“', '‘']) {
        return true;
    }
    let goes_on =
        |c: char| is_han(c) || c.is_ascii_alphanumeric() || "“‘《（，。、；：！？”’》）".contains(c);
    let ends_open = first.chars().next_back().is_some_and(|c| is_han(c) || c.is_ascii_alphanumeric());
    let is_long = first.chars().count() >= 12;
    ends_open && is_long && second.chars().next().is_some_and(goes_on)
}

/// `一、`, `（二）`, `3.`: headings inside articles are numbered, headlines are not.
fn is_numbered(text: &str) -> bool {
    let text = text.trim_start_matches(['（', '(']);
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    rest.len() < text.len() && rest.starts_with(['、', '.', '．', '）', ')'])
}

/// Whether a paragraph opens as a report does: `10月30日，`, `近日，`, `昨天`.
fn opens_with_a_day(text: &str) -> bool {
    if ["近日", "日前", "昨日", "昨天", "今天", "昨晚", "连日来", "最近"]
        .iter()
        .any(|word| text.starts_with(word))
    {
        return true;
    }
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_month = rest.len() < text.len() && rest.starts_with('月');
    is_month && rest['月'.len_utf8()..].trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('日')
}
