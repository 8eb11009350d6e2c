//! A page as lines from top to bottom, each with its properties.

use std::ops::Range;

use scraper::node::Element;
use scraper::{Html, Node};

use super::furniture;
use crate::formats::imprint::{self, Imprint};

/// One line of a page: the text of a block, or a piece of it between line breaks.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// The text without leading and trailing white space, inner white space as one space.
    pub(super) text: String,
    /// Its characters.
    pub(super) chars: usize,
    /// Number of characters that are links.
    pub(super) link_chars: usize,
    /// Number of characters that are bold or in a heading.
    pub(super) bold_chars: usize,
    /// True if it is in a list.
    pub(super) is_item: bool,
    /// True if it is in an element named as navigation, comments, a footer or similar.
    pub(super) is_beside: bool,
    /// True if it is only an imprint: time, source and author.
    pub(super) is_imprint: bool,
    /// True if it is a notice of rights.
    pub(super) is_legal: bool,
}

impl Line {
    /// Imprint of the line, if it is nothing else.
    pub(super) fn imprint(&self) -> Option<Imprint> {
        if self.is_imprint { imprint::read(&self.text) } else { None }
    }

    /// True if most of it is links.
    pub(super) fn is_links(&self) -> bool {
        self.link_chars * 2 > self.chars
    }

    /// True if it is all bold, or a heading.
    pub(super) fn is_bold(&self) -> bool {
        self.chars > 0 && self.bold_chars >= self.chars
    }

    /// Weight of the line as evidence for the body, in characters; negative values are evidence against it.
    fn weight(&self, weighting: Weighting) -> i64 {
        let length = i64::try_from(self.chars - self.link_chars.min(self.chars)).unwrap_or(i64::MAX);
        let is_beside = self.is_beside && weighting == Weighting::WithNames;
        if self.is_links() || is_beside || self.is_legal {
            return -10 - length.min(60);
        }
        if self.is_prose() && !self.is_imprint { length.min(300) } else { -1 }
    }

    /// True if it has the length and punctuation of a sentence or a part of one.
    pub(super) fn is_prose(&self) -> bool {
        let length = self.chars - self.link_chars.min(self.chars);
        let is_mark =
            |c: char| matches!(c, '，' | '。' | '！' | '？' | '；' | '：' | '、' | '“' | '…' | '」');
        let is_latin_mark = |c: char| matches!(c, ',' | '.' | '?' | '!');
        length >= 10 && self.text.contains(is_mark) || length >= 40 && self.text.contains(is_latin_mark)
    }
}

/// Use of the names of elements (`class`, `id`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weighting {
    WithNames,
    WithoutNames,
}

/// Minimum weight of a body, in characters. A page without such an element is read again, and the names of
/// elements are ignored.
const LIGHTEST_BODY: i64 = 60;

/// The lines of a page, and the range of its heaviest element.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) lines: Vec<Line>,
    /// The lines of the body's element.
    pub(super) heaviest: Range<usize>,
    /// True if lines beside the report were weighed against it.
    pub(super) heeds_names: bool,
    /// The lines of every element, in the order in which they end.
    elements: Vec<Range<usize>>,
}

impl Lines {
    pub(super) fn of(page: &Html) -> Lines {
        let mut layout = Layout::of(page);
        for line in &mut layout.lines {
            line.is_legal = furniture::is_legal(&line.text);
            line.is_imprint = imprint::read(&line.text).is_some_and(|imprint| imprint.is_apart(&line.text));
        }
        let Layout { lines, elements, .. } = layout;
        let (mut heaviest, weight) = heaviest(&lines, &elements, Weighting::WithNames);
        let mut heeds_names = true;
        if weight < LIGHTEST_BODY {
            let (other, other_weight) = self::heaviest(&lines, &elements, Weighting::WithoutNames);
            if other_weight > weight {
                (heaviest, heeds_names) = (other, false);
            }
        }
        Lines { lines, heaviest, heeds_names, elements }
    }

    /// The texts of the lines alone.
    pub(super) fn texts(page: &Html) -> impl Iterator<Item = String> {
        Layout::of(page).lines.into_iter().map(|line| line.text)
    }

    /// Takes the heaviest element that extends beyond the headline if the heaviest of all is above it:
    /// notices of cookies and languages are prose too.
    pub(super) fn look_behind(&mut self, headline: usize) {
        if self.heaviest.end > headline {
            return;
        }
        let weighting = if self.heeds_names { Weighting::WithNames } else { Weighting::WithoutNames };
        let behind: Vec<Range<usize>> = self
            .elements
            .iter()
            .filter(|range| range.end > headline + 1 && range.start > headline)
            .cloned()
            .collect();
        let (range, weight) = self::heaviest(&self.lines, &behind, weighting);
        if weight >= LIGHTEST_BODY {
            self.heaviest = range;
        }
    }
}

/// The element whose lines weigh most, the innermost of those that weigh the same.
fn heaviest(lines: &[Line], elements: &[Range<usize>], weighting: Weighting) -> (Range<usize>, i64) {
    let mut sums = Vec::with_capacity(lines.len() + 1);
    let mut sum = 0;
    sums.push(0);
    for line in lines {
        sum += line.weight(weighting);
        sums.push(sum);
    }
    // Elements are in the order of their ends, so an inner one precedes its parent.
    elements.iter().fold((0..0, 0), |best, range| {
        let weight = sums[range.end] - sums[range.start];
        if weight > best.1 { (range.clone(), weight) } else { best }
    })
}

/// Walk through the tree, with the current line and the open elements.
#[derive(Default)]
struct Layout {
    lines: Vec<Line>,
    /// The lines of every block that has ended.
    elements: Vec<Range<usize>>,
    /// Start of each open block.
    open: Vec<usize>,
    line: Line,
    /// Depth of nesting in elements that are not shown.
    hidden: usize,
    links: usize,
    bolds: usize,
    items: usize,
    besides: usize,
    /// True if white space is due before the next character.
    is_space_due: bool,
    /// Length of the line at the start of the innermost link.
    link_start: usize,
}

impl Layout {
    fn of(page: &Html) -> Layout {
        let mut layout = Layout::default();
        let root = page.tree.root();
        let mut node = root;
        'walk: loop {
            layout.open(node.value());
            if let Some(child) = node.first_child() {
                node = child;
                continue;
            }
            loop {
                layout.close(node.value());
                if let Some(next) = node.next_sibling().filter(|_| node != root) {
                    node = next;
                    break;
                }
                match node.parent() {
                    Some(parent) => node = parent,
                    None => break 'walk,
                }
            }
        }
        layout.flush();
        layout
    }

    fn open(&mut self, node: &Node) {
        let element = match node {
            Node::Element(element) => element,
            Node::Text(text) if self.hidden == 0 => return self.write(text),
            _ => return,
        };
        if self.hidden > 0 || is_hidden(element) {
            self.hidden += 1;
            return;
        }
        match element.name() {
            "br" | "hr" => self.flush(),
            "a" => {
                self.links += 1;
                self.link_start = self.line.text.len();
            }
            "b" | "strong" => self.bolds += 1,
            "li" => self.items += 1,
            _ => {}
        }
        if is_block(element.name()) {
            self.flush();
            self.open.push(self.lines.len());
            self.bolds += usize::from(is_heading(element.name()));
            self.besides += usize::from(furniture::is_beside(element));
        }
    }

    fn close(&mut self, node: &Node) {
        let Node::Element(element) = node else { return };
        if self.hidden > 0 {
            self.hidden -= 1;
            return;
        }
        if is_block(element.name()) {
            self.flush();
            if let Some(start) = self.open.pop() {
                self.elements.push(start..self.lines.len());
            }
            self.bolds -= usize::from(is_heading(element.name()));
            self.besides -= usize::from(furniture::is_beside(element));
        }
        match element.name() {
            "a" => {
                self.links -= 1;
                self.drop_pointer();
            }
            "b" | "strong" => self.bolds -= 1,
            "li" => self.items -= 1,
            _ => {}
        }
    }

    /// A link `…>>` at the end of a paragraph is navigation, not text.
    fn drop_pointer(&mut self) {
        let start = self.link_start.min(self.line.text.len());
        let link = self.line.text[start..].trim();
        let chars = link.chars().count();
        if chars <= 20 && [">>", "»", "＞＞"].iter().any(|arrow| link.ends_with(arrow)) {
            self.line.link_chars = self.line.link_chars.saturating_sub(chars);
            self.line.bold_chars = self.line.bold_chars.min(self.line.chars.saturating_sub(chars));
            self.line.chars = self.line.chars.saturating_sub(chars);
            self.line.text.truncate(start);
        }
    }

    fn write(&mut self, text: &str) {
        for c in text.chars() {
            // The indent of a Chinese paragraph is two full-width spaces.
            if c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}') {
                self.is_space_due = true;
                continue;
            }
            if self.is_space_due && !self.line.text.is_empty() {
                self.line.text.push(' ');
            }
            self.is_space_due = false;
            self.line.text.push(c);
            self.line.chars += 1;
            self.line.link_chars += usize::from(self.links > 0);
            self.line.bold_chars += usize::from(self.bolds > 0);
        }
    }

    fn flush(&mut self) {
        self.is_space_due = false;
        self.link_start = 0;
        if self.line.text.is_empty() {
            return;
        }
        let mut line = std::mem::take(&mut self.line);
        line.is_item = self.items > 0;
        line.is_beside = self.besides > 0;
        self.lines.push(line);
    }
}

/// True if an element starts a line of its own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "html"
            | "body"
            | "div"
            | "p"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "tbody"
            | "thead"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "nav"
            | "aside"
            | "form"
            | "fieldset"
            | "figure"
            | "figcaption"
            | "blockquote"
            | "pre"
            | "center"
            | "address"
            | "details"
            | "summary"
    )
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// True if a reader of the page does not see it.
fn is_hidden(element: &Element) -> bool {
    let name = element.name();
    if matches!(
        name,
        "head"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "iframe"
            | "select"
            | "button"
            | "textarea"
            | "object"
            | "video"
            | "audio"
            | "canvas"
            | "map"
    ) {
        return true;
    }
    // Some pages are hidden until a script shows them.
    if matches!(name, "html" | "body" | "article" | "main") {
        return false;
    }
    let is_unshown = |style: &str| style.replace(' ', "").to_ascii_lowercase().contains("display:none");
    element.attr("hidden").is_some() || element.attr("style").is_some_and(is_unshown)
}
