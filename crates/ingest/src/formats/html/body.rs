//! The body of a report: the lines of the page's heaviest element without its furniture.

use jianbao_article::Section;

use super::furniture::{self, Ending};
use super::line::{Line, Lines};
use super::{people, title};
use crate::formats::date;
use crate::formats::imprint::Imprint;

/// Contents below the headline.
#[derive(Clone, Debug, Default)]
pub(super) struct Body {
    pub(super) paragraphs: Vec<String>,
    pub(super) sections: Vec<Section>,
    /// Lines of names.
    pub(super) byline: Vec<String>,
    /// The words above a summary list (划重点), and the list.
    pub(super) label: Option<String>,
    pub(super) summary: Vec<String>,
    /// Source in a line `来源：…` at the end.
    pub(super) source: Option<String>,
    /// Who wrote, by such a line.
    pub(super) reporters: Vec<String>,
    /// 责任编辑.
    pub(super) editor: Option<String>,
    /// The line of the page with which it begins.
    pub(super) start: usize,
}

/// Minimum number of characters of a report before a line of staff can end it.
const SHORTEST_REPORT: usize = 40;

/// Maximum number of lines after the title for day, source and buttons.
const MAX_FRONT_LINES: usize = 15;

/// Words above a list that sums a report up.
const SUMMARIES: [&str; 9] =
    ["划重点", "核心提示", "内容提要", "内容摘要", "要点速览", "摘要", "导读", "阅读提示", "核心阅读"];

impl Body {
    /// Takes the values of an imprint; names stay as a line of names.
    fn take(&mut self, imprint: Imprint, text: &str) {
        if imprint.is_labelled {
            self.source = self.source.take().or(imprint.source);
        }
        self.editor = self.editor.take().or(imprint.editor);
        if !imprint.people.is_empty() && self.byline.len() < 2 {
            self.byline.push(text.to_owned());
        }
        let reporters = imprint.people.reporters;
        if self.reporters.is_empty() {
            self.reporters = reporters;
        }
    }

    pub(super) fn of(lines: &Lines, headline: Option<&str>) -> Body {
        let start = behind_front(lines, headline);
        let body = Body::read(lines, start, headline);
        if !body.paragraphs.is_empty() {
            return body;
        }
        // A news item of one line weighs less than its page.
        match short(lines, headline) {
            Some((start, paragraphs)) => Body { start, paragraphs, ..body },
            None => body,
        }
    }

    fn read(page: &Lines, start: usize, headline: Option<&str>) -> Body {
        let lines = &page.lines[start..page.heaviest.end.max(start)];
        let is_apart = |line: &Line| page.heeds_names && line.is_beside;
        // The characters of prose from each line on.
        let mut prose_chars = vec![0; lines.len() + 1];
        for (index, line) in lines.iter().enumerate().rev() {
            let is_prose = line.is_prose() && !line.is_links() && !is_apart(line);
            prose_chars[index] = prose_chars[index + 1] + if is_prose { line.chars } else { 0 };
        }
        let mut body = Body { start, ..Body::default() };
        let mut headings: Vec<Section> = Vec::new();
        let mut is_summary = false;
        let mut read_chars = 0;
        for (index, line) in lines.iter().enumerate() {
            let text = line.text.as_str();
            match furniture::ending(text) {
                Some(Ending::Staff(names)) => {
                    body.editor = body.editor.or_else(|| furniture::is_editor(text).then_some(names));
                    if read_chars >= SHORTEST_REPORT {
                        break;
                    }
                    continue;
                }
                Some(Ending::Aside) if read_chars >= prose_chars[index + 1] => break,
                Some(Ending::Aside) => continue,
                None => {}
            }
            // An imprint: its values are taken, and the line is removed.
            if let Some(imprint) = line.imprint() {
                body.take(imprint, text);
                continue;
            }
            let is_left_out = is_apart(line)
                || (line.is_links() && !(line.chars >= 40 && text.contains('。')))
                || furniture::is_control(text)
                || furniture::is_note(text)
                || line.is_legal
                || (body.paragraphs.is_empty()
                    && headline.is_some_and(|headline| title::same(headline, text)));
            if is_left_out {
                continue;
            }
            if is_summary && line.is_item {
                body.summary.push(text.to_owned());
                continue;
            }
            is_summary = false;
            let next_is_item = lines.get(index + 1).is_some_and(|next| next.is_item);
            if body.paragraphs.is_empty()
                && next_is_item
                && SUMMARIES.contains(&text.trim_end_matches(['：', ':']))
            {
                is_summary = true;
                body.label = Some(text.to_owned());
                continue;
            }
            if body.paragraphs.len() < 2 && people::own_line(text).is_some() {
                body.byline.push(text.to_owned());
                continue;
            }
            if is_heading(line, lines.get(index + 1)) {
                headings.push(Section { heading: text.to_owned(), before: body.paragraphs.len() });
                continue;
            }
            read_chars += line.chars;
            body.paragraphs.push(text.to_owned());
        }
        let is_count = |text: &str| text.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | ' '));
        while body.paragraphs.last().is_some_and(|last| is_count(last)) {
            body.paragraphs.pop();
        }
        let paragraphs = body.paragraphs.len();
        body.sections = headings.into_iter().filter(|section| section.before < paragraphs).collect();
        body
    }
}

/// Maximum number of lines below the title that can be the whole text of a page.
const MOST_SHORT_LINES: usize = 8;

/// The lines right below the title and their start, if nothing else on the page has the weight of a report.
fn short(page: &Lines, headline: Option<&str>) -> Option<(usize, Vec<String>)> {
    let title = page.line_of(headline?)?;
    let below = page.lines.iter().enumerate().skip(title + 1);
    let is_over = |line: &Line| {
        line.is_links() || line.is_beside || line.is_legal || furniture::ending(&line.text).is_some()
    };
    let text = below.take_while(|(_, line)| !is_over(line)).filter(|(_, line)| {
        line.imprint().is_none() && !furniture::is_control(&line.text) && !furniture::is_note(&line.text)
    });
    let text: Vec<(usize, &Line)> = text.take(MOST_SHORT_LINES).collect();
    let start = text.first()?.0;
    Some((start, text.into_iter().map(|(_, line)| line.text.clone()).collect()))
}

/// True if a line is a heading inside the report: short, bold, without final punctuation, above a paragraph.
fn is_heading(line: &Line, next: Option<&Line>) -> bool {
    let ends_open = !line
        .text
        .trim_end_matches(['”', '’', '」', '）'])
        .ends_with(['。', '！', '!', '…', '，', '；', '：', ':', '、']);
    let stands_above = next.is_some_and(|next| next.is_prose() && next.chars >= 30 && !next.is_links());
    line.is_bold() && !line.is_item && (2..=30).contains(&line.chars) && ends_open && stands_above
}

/// The first line after the title and its metadata: day, source, buttons.
fn behind_front(page: &Lines, headline: Option<&str>) -> usize {
    let range = page.heaviest.clone();
    let is_report = |line: &Line| {
        let is_apart = line.is_links() || is_front(line) || (page.heeds_names && line.is_beside);
        line.is_prose() && !is_apart
    };
    let mut start = range.start;
    let mut reports = 0;
    for index in range.clone() {
        let line = &page.lines[index];
        if headline.is_some_and(|headline| title::same(headline, &line.text)) {
            start = index + 1;
        } else if is_report(line) {
            reports += 1;
        }
        if reports == 3 {
            break;
        }
    }
    let front = page.lines[start..range.end].iter().take(MAX_FRONT_LINES).take_while(|line| !is_report(line));
    let skipped = front.enumerate().filter(|(_, line)| is_front(line)).map(|(index, _)| index + 1).last();
    start + skipped.unwrap_or(0)
}

/// True if a line is one of those between a title and its report.
fn is_front(line: &Line) -> bool {
    let text = line.text.as_str();
    let is_dated =
        line.is_imprint || line.chars <= 100 && !text.ends_with('。') && date::within(text).is_some();
    let is_labelled = line.chars <= 60
        && ["来源", "发布时间", "发布日期", "信息来源", "稿源", "浏览次数", "阅读量"].iter().any(|label| {
            text.strip_prefix(label).is_some_and(|rest| rest.trim_start().starts_with(['：', ':']))
        });
    is_dated || is_labelled || furniture::is_control(text) || furniture::is_note(text)
}

impl Lines {
    /// The line of the headline.
    pub(super) fn line_of(&self, headline: &str) -> Option<usize> {
        self.lines
            .iter()
            .rposition(|line| title::same(headline, &line.text) && !line.is_links() && !line.is_beside)
    }

    /// The lines from a few above the title to the beginning of the body.
    pub(super) fn around_title(
        &self,
        headline: Option<&str>,
        body: &Body,
    ) -> impl Iterator<Item = &Line> + Clone {
        let is_title = |line: &Line| headline.is_some_and(|headline| title::same(headline, &line.text));
        let title = self.lines[..body.start].iter().rposition(is_title);
        let from = title.unwrap_or(body.start.saturating_sub(MAX_FRONT_LINES)).saturating_sub(4);
        let around = &self.lines[from..(body.start).max(from)];
        // The day of another report may be between the title and a distant body.
        around.iter().take(4 + 2 * MAX_FRONT_LINES)
    }
}
