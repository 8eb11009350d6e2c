//! Conversion of labelled lines into articles.

use super::label::{Label, Labelled};
use super::masthead::Masthead;
use super::{PageWarning, PageWarningKind, ParsedPage};
use crate::byline;
use crate::lines::Line;
use crate::{Article, Kind, Section};

/// Probabilities of an article start that make a reading uncertain: of 100 lines at either limit, ten are
/// wrong.
const DOUBTFUL: std::ops::Range<f32> = 0.1..0.9;

/// Assembles the articles from the lines of a page. Every line goes into one field of one article.
pub(crate) fn assemble(lines: &[Line<'_>], labelled: &[Labelled]) -> ParsedPage {
    let mut page = ParsedPage::default();
    let mut draft = Draft::default();
    let mut masthead = Masthead::default();
    let mut first_line = None;
    let top = lines.first().map_or(1, |line| line.number);
    for (line, judged) in lines.iter().zip(labelled) {
        if matches!(judged.label, Label::HeadlineStart | Label::BodyStart) && !draft.is_empty() {
            page.articles.push(std::mem::take(&mut draft).finish());
            page.first_lines.push(first_line.take().unwrap_or(top));
        }
        if judged.label != Label::Unplaced {
            first_line.get_or_insert(line.number);
        }
        if DOUBTFUL.contains(&judged.start_probability) {
            let kind = match judged.label {
                Label::HeadlineStart => PageWarningKind::Headline,
                Label::BodyStart => PageWarningKind::Untitled,
                Label::Section => PageWarningKind::Section,
                Label::Headline
                | Label::BoxName
                | Label::Abstract
                | Label::Byline
                | Label::Credit
                | Label::Body
                | Label::Continuation
                | Label::Unplaced => PageWarningKind::Continuation,
            };
            page.warnings.push(PageWarning { line: line.number, kind });
        }
        draft.take(line.text, judged.label, &mut masthead);
    }
    if !draft.is_empty() || !draft.article.unplaced.is_empty() {
        page.articles.push(draft.finish());
        page.first_lines.push(first_line.unwrap_or(top));
    }
    for article in &mut page.articles {
        article.date = article.date.or(masthead.date);
        article.page = article.page.take().or_else(|| masthead.page.clone());
        article.section = article.section.take().or_else(|| masthead.section.clone());
        let is_our_paper = matches!(article.source.as_deref(), Some("本报" | "本報" | "本刊"));
        if let Some(paper) = masthead.paper.as_ref().filter(|_| is_our_paper) {
            article.source = Some(paper.clone());
        }
    }
    page
}

/// Text that the next line may continue.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Open {
    #[default]
    Nothing,
    Body,
    Abstract,
}

/// An article that is being assembled.
#[derive(Default)]
struct Draft {
    headline: Vec<String>,
    article: Article,
    has_credit: bool,
    /// Field of the last line, if the next line may continue it.
    open: Open,
}

impl Draft {
    fn is_empty(&self) -> bool {
        let Article { label, r#abstract, byline, body, .. } = &self.article;
        self.headline.is_empty()
            && label.is_none()
            && r#abstract.is_none()
            && byline.is_empty()
            && body.is_empty()
    }

    fn take(&mut self, text: &str, label: Label, masthead: &mut Masthead) {
        let article = &mut self.article;
        let open = std::mem::take(&mut self.open);
        match label {
            Label::HeadlineStart | Label::Headline => self.headline.push(text.to_owned()),
            Label::BoxName if article.label.is_none() => article.label = Some(text.to_owned()),
            Label::BoxName => {
                let before = article.body.len();
                article.sections.push(Section { heading: text.to_owned(), before });
            }
            Label::Abstract => {
                match &mut article.r#abstract {
                    Some(lines) => {
                        lines.push('\n');
                        lines.push_str(text);
                    }
                    none => *none = Some(text.to_owned()),
                }
                self.open = Open::Abstract;
            }
            Label::Byline => article.byline.push(text.to_owned()),
            Label::Credit => {
                self.has_credit = true;
                article.byline.push(text.to_owned());
            }
            Label::Section => {
                let before = article.body.len();
                article.sections.push(Section { heading: text.to_owned(), before });
            }
            Label::Continuation if open == Open::Body => {
                if let Some(paragraph) = article.body.last_mut() {
                    paragraph.push_str(text);
                }
                self.open = open;
            }
            Label::Continuation if open == Open::Abstract => {
                if let Some(lines) = &mut article.r#abstract {
                    lines.push_str(text);
                }
                self.open = open;
            }
            Label::Body | Label::BodyStart | Label::Continuation => {
                article.body.push(text.to_owned());
                self.open = Open::Body;
            }
            Label::Unplaced => {
                masthead.read(text);
                article.unplaced.push(text.to_owned());
                // A page header may be in the middle of a paragraph.
                self.open = open;
            }
        }
    }

    fn finish(mut self) -> Article {
        let Headline { kicker, title, subtitle } = headline(self.headline);
        self.article.kicker = kicker;
        self.article.title = title;
        self.article.subtitle = subtitle;
        byline::read_byline(&mut self.article);
        let Article { body, reporters, sections, photographers, .. } = &self.article;
        let is_caption = body.len() <= 2 && sections.is_empty() && reporters.is_empty();
        if self.has_credit && is_caption && (!photographers.is_empty() || body.len() == 1) {
            self.article.kind = Kind::Photo;
        }
        self.article
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Headline {
    kicker: Option<String>,
    title: Option<String>,
    subtitle: Option<String>,
}

/// Divides the lines of a headline into kicker, title and subtitle. Plain text has no type sizes; punctuation
/// decides in most cases: —— and ： end a kicker, —— begins a subtitle, of three lines the second is the
/// title.
fn headline(mut lines: Vec<String>) -> Headline {
    let joined = |lines: Vec<String>| (!lines.is_empty()).then(|| lines.join("\n"));
    let closes_kicker = |line: &String| line.ends_with("——") || line.ends_with('：');
    let title_at = match lines.len() {
        0 => return Headline { kicker: None, title: None, subtitle: None },
        1 => 0,
        2 => usize::from(is_kicker_of(&lines[0], &lines[1])),
        _ => lines.iter().rposition(closes_kicker).map_or(1, |at| (at + 1).min(lines.len() - 1)),
    };
    let subtitle = lines.split_off(title_at + 1);
    // The title's place is within the lines, by each arm above.
    let title = lines.pop();
    Headline { kicker: joined(lines), title, subtitle: joined(subtitle) }
}

/// True if the first of two lines is a kicker rather than the title.
fn is_kicker_of(first: &str, second: &str) -> bool {
    if first.ends_with("——") || first.ends_with('：') {
        return true;
    }
    if second.starts_with("——") || second.starts_with('—') {
        return false;
    }
    let enumerates = first.matches('、').count() >= 2;
    let says = ["强调", "指出", "要求", "主持", "出席", "表示"].iter().any(|word| first.ends_with(word));
    let (first_chars, second_chars) = (first.chars().count(), second.chars().count());
    enumerates || says || first_chars >= second_chars + 8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(lines: &[&str]) -> [String; 3] {
        let Headline { kicker, title, subtitle } =
            headline(lines.iter().map(|line| (*line).to_owned()).collect());
        [kicker, title, subtitle].map(Option::unwrap_or_default)
    }

    #[test]
    fn signs_tell_the_roles_of_headline_lines() {
        assert_eq!(roles(&["雨后"]), ["", "雨后", ""]);
        assert_eq!(
            roles(&["夜里来车，清晨出发——", "充电站的一天"]),
            ["夜里来车，清晨出发——", "充电站的一天", ""]
        );
        assert_eq!(roles(&["充电站的一天", "——城东见闻"]), ["", "充电站的一天", "——城东见闻"]);
        assert_eq!(roles(&["引", "题", "副"]), ["引", "题", "副"]);
        assert_eq!(
            roles(&["建站、布线、通电", "城东充电网成形"]),
            ["建站、布线、通电", "城东充电网成形", ""]
        );
        assert_eq!(
            roles(&["城东充电网成形", "三座新站可同时为60辆车充电"]),
            ["", "城东充电网成形", "三座新站可同时为60辆车充电"]
        );
    }
}
