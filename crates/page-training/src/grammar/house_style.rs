//! The style of an invented paper, chosen at random once for each page.

use fastrand::Rng;

use super::people::{
    Style, bracketed_opening_style, byline_style, chance, closing_style, opening_style, pick,
};

/// A kind of habit in which papers differ. Training can leave kinds out, to test the model on pages of an
/// unknown kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, clap::ValueEnum)]
pub(crate) enum Kind {
    /// 本报讯（记者甲）
    Opening,
    /// 【本報訊】
    BracketedOpening,
    /// A byline under the headline
    Byline,
    /// A byline after a mark or a paper's name, or in a bracket
    MarkedByline,
    /// The authors at the end
    Closing,
    /// Headlines of several lines
    LongHeadline,
    /// Reports of one or two paragraphs, a short headline above each
    Brief,
    /// Comments without byline and opening
    Editorial,
    /// Boxes, questions and answers
    Box,
    /// Verse and letters
    Verse,
    /// Captions, credits, jump lines
    Caption,
    /// Notices, adverts, tables, round-ups and pictures between the reports
    Between,
    /// Heads and feet of pages
    Furniture,
    /// Blank lines that part other things than all lines
    Gaps,
    /// Indented paragraphs
    Indent,
    /// Lines cut by columns
    Wrapped,
    /// Traditional characters and corner quotes
    Traditional,
    /// Characters turned into others
    Strange,
    /// Traces of copying from web pages
    Debris,
}

/// Corpora of the articles of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A page of the paper as it was printed.
    Page,
    /// Articles of one of the corpora.
    One(usize),
    /// Articles of all of them.
    All,
}

/// Style of the openings of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opening {
    AsIs,
    None,
    Plain,
    Bracketed,
    Byline,
}

/// Places of blank lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gaps {
    BetweenAll,
    Nowhere,
    AboveArticles,
    AroundHeadlines,
    Anywhere,
    WideAboveArticles,
}

/// Cut of lines by columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    pub(crate) width: usize,
    /// Letters and digits count as half a character.
    pub(crate) is_printed: bool,
    /// Closing punctuation stays on the line above.
    pub(crate) keeps_signs: bool,
}

/// Place of a headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeadIndent {
    By(&'static str),
    Centred,
}

/// Style of headings inside articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heading {
    Plain,
    Terse,
    Numbered,
    Bracketed,
    Figure,
    Marked,
    Boxed,
    Year,
    ChineseYear,
    NumberOnly,
    Question,
    Quoted,
}

const HEADINGS: [Heading; 16] = [
    Heading::Plain,
    Heading::Plain,
    Heading::Plain,
    Heading::Plain,
    Heading::Terse,
    Heading::Terse,
    Heading::Numbered,
    Heading::Bracketed,
    Heading::Figure,
    Heading::Marked,
    Heading::Boxed,
    Heading::Year,
    Heading::ChineseYear,
    Heading::NumberOnly,
    Heading::Question,
    Heading::Quoted,
];

/// A style: shares are probabilities on this page.
pub(crate) struct HouseStyle {
    pub(crate) source: Source,
    pub(crate) opening: Opening,
    pub(crate) write_opening: Style,
    pub(crate) write_bracketed: Style,
    pub(crate) write_byline: Style,
    pub(crate) write_closing: Style,
    /// Probability that an article keeps to the page's style of opening and closing.
    pub(crate) steady: f32,
    pub(crate) closings: f32,
    pub(crate) closing_has_line: bool,
    pub(crate) long_headlines: f32,
    pub(crate) splits_headlines: bool,
    /// Signs around or before headlines.
    pub(crate) ornament: &'static str,
    pub(crate) columns_named: f32,
    /// Of a line above the headline with the name of the column: 对话, 健康知识.
    pub(crate) labels: f32,
    pub(crate) briefs: f32,
    pub(crate) brief_paragraphs: usize,
    pub(crate) brief_chars: usize,
    pub(crate) headings: f32,
    pub(crate) heading: Heading,
    pub(crate) boxes: f32,
    pub(crate) talks: f32,
    pub(crate) editorials: f32,
    /// The words before the headlines of comments.
    pub(crate) rubric: &'static str,
    /// Of bylines that are bare names, in papers whose reports open without one.
    pub(crate) signatures: f32,
    pub(crate) verse: f32,
    pub(crate) letters: f32,
    pub(crate) lists: f32,
    pub(crate) captions: f32,
    pub(crate) jumps: f32,
    pub(crate) between: f32,
    /// Of pictures without a report.
    pub(crate) pictures: f32,
    pub(crate) has_head: bool,
    pub(crate) has_foot: bool,
    pub(crate) untitled: f32,
    /// True if the page begins inside an article.
    pub(crate) begins_inside: bool,
    pub(crate) breaks: f32,
    pub(crate) breaks_anywhere: bool,
    pub(crate) debris: f32,
    pub(crate) tails: f32,
    pub(crate) data_lines: f32,
    pub(crate) gaps: Gaps,
    /// Probabilities of the regular blank lines above articles, and of blank lines above other lines.
    pub(crate) gap_shares: (f32, f32),
    pub(crate) indent: &'static str,
    pub(crate) head_indent: HeadIndent,
    pub(crate) cut: Option<Cut>,
    pub(crate) is_traditional: bool,
    pub(crate) is_strange: bool,
}

impl HouseStyle {
    /// The web edition of the known paper: 8% of the paragraphs are broken, all lines are separated by blank
    /// lines.
    pub(crate) fn plain(rng: &mut Rng) -> HouseStyle {
        let none: Style = Box::new(|_| String::new());
        let mut style = HouseStyle::draw(1, &|_| false, rng);
        style = HouseStyle {
            source: Source::Page,
            opening: Opening::AsIs,
            write_opening: none,
            steady: 1.0,
            breaks: 0.08,
            breaks_anywhere: false,
            gaps: Gaps::BetweenAll,
            gap_shares: (1.0, 0.0),
            head_indent: HeadIndent::By(""),
            splits_headlines: false,
            headings: 0.0,
            untitled: 0.0,
            begins_inside: false,
            tails: 0.0,
            lists: 0.0,
            data_lines: 0.0,
            columns_named: 0.0,
            labels: 0.0,
            ..style
        };
        style
    }

    /// A style drawn at random; only kinds for which `has` is true may occur. There are `sources` corpora.
    pub(crate) fn draw(sources: usize, has: &dyn Fn(Kind) -> bool, rng: &mut Rng) -> HouseStyle {
        let often = |kind: Kind, odds: f32, shares: &[f32], rng: &mut Rng| {
            let is_drawn = chance(odds, rng);
            let share = shares[rng.usize(..shares.len())];
            if is_drawn && has(kind) { share } else { 0.0 }
        };
        let drawn = |kind: Kind, odds: f32, rng: &mut Rng| chance(odds, rng) && has(kind);
        let opening = match rng.u8(..100) {
            0..=21 => Opening::AsIs,
            22..=41 => Opening::None,
            42..=63 if has(Kind::Opening) => Opening::Plain,
            64..=79 if has(Kind::BracketedOpening) => Opening::Bracketed,
            80.. if has(Kind::Byline) => Opening::Byline,
            _ => Opening::None,
        };
        let is_marked = drawn(Kind::MarkedByline, 0.6, rng);
        let gaps = match rng.u8(..100) {
            0..=37 => Gaps::BetweenAll,
            38..=67 => Gaps::Nowhere,
            _ if !has(Kind::Gaps) => Gaps::BetweenAll,
            68..=75 => Gaps::AboveArticles,
            76..=81 => Gaps::AroundHeadlines,
            82..=89 => Gaps::Anywhere,
            _ => Gaps::WideAboveArticles,
        };
        let cut = drawn(Kind::Wrapped, 0.16, rng).then(|| Cut {
            width: rng.usize(11..=44),
            is_printed: chance(0.4, rng),
            keeps_signs: chance(0.5, rng),
        });
        let indent_odds = if cut.is_some() { 0.6 } else { 0.22 };
        let is_indented = drawn(Kind::Indent, indent_odds, rng);
        let indent = if is_indented { pick(&["　　", "　　", "  ", "    "], rng) } else { "" };
        let head_indent = match rng.u8(..5) {
            0..=2 => HeadIndent::By(""),
            3 if rng.bool() => HeadIndent::By("　　"),
            3 => HeadIndent::By("　　　　"),
            _ => HeadIndent::Centred,
        };
        let has_furniture = drawn(Kind::Furniture, 0.45, rng);
        let ornament = if has(Kind::Brief) && rng.bool() {
            pick(&["", "", "", "", "", "◆", "■", "●", "〖〗", "《》", "·", "【】", "▶"], rng)
        } else {
            ""
        };
        HouseStyle {
            source: match rng.u8(..100) {
                0..=29 => Source::Page,
                30..=79 => Source::One(rng.usize(..sources.max(1))),
                _ => Source::All,
            },
            opening,
            write_opening: opening_style(rng),
            write_bracketed: bracketed_opening_style(rng),
            write_byline: byline_style(is_marked, rng),
            write_closing: closing_style(rng),
            steady: [1.0, 0.95, 0.8, 0.6][rng.usize(..4)],
            closings: often(Kind::Closing, 0.18, &[1.0, 1.0, 0.6], rng),
            closing_has_line: rng.bool(),
            long_headlines: often(Kind::LongHeadline, 0.38, &[0.15, 0.4, 0.8], rng),
            splits_headlines: chance(0.4, rng),
            ornament,
            columns_named: often(Kind::LongHeadline, 0.25, &[0.2], rng),
            labels: often(Kind::LongHeadline, 0.2, &[0.1, 0.3, 0.8], rng),
            briefs: often(Kind::Brief, 0.22, &[1.0, 1.0, 0.7, 0.4], rng),
            brief_paragraphs: [1, 1, 1, 2][rng.usize(..4)],
            brief_chars: [8, 10, 12, 16, 20, 30][rng.usize(..6)],
            headings: [0.0, 0.0, 0.2, 0.45][rng.usize(..4)],
            heading: HEADINGS[rng.usize(..HEADINGS.len())],
            boxes: often(Kind::Box, 0.15, &[0.15, 0.7], rng),
            talks: often(Kind::Box, 0.12, &[0.15, 0.6, 1.0], rng),
            editorials: often(Kind::Editorial, 0.12, &[0.2, 1.0], rng),
            rubric: pick(
                &["", "", "时评｜", "今日谈：", "微言·", "评论丨", "观察：", "社论：", "【短评】", "快评 "],
                rng,
            ),
            signatures: often(Kind::Byline, 0.12, &[0.3, 0.9], rng),
            verse: often(Kind::Verse, 0.15, &[0.1, 0.3], rng),
            letters: often(Kind::Verse, 0.12, &[0.1, 0.25], rng),
            lists: if chance(0.2, rng) { [0.1, 0.25][rng.usize(..2)] } else { 0.0 },
            captions: often(Kind::Caption, 0.27, &[0.2, 0.5, 0.9], rng),
            jumps: often(Kind::Caption, 0.3, &[0.15], rng),
            between: often(Kind::Between, 0.35, &[0.1, 0.3], rng),
            pictures: often(Kind::Caption, 0.25, &[0.1, 0.25], rng),
            has_head: has_furniture && chance(0.85, rng),
            has_foot: has_furniture && chance(0.7, rng),
            untitled: if chance(0.6, rng) { [0.1, 0.3][rng.usize(..2)] } else { 0.0 },
            begins_inside: chance(0.05, rng),
            breaks: [0.0, 0.0, 0.05, 0.08, 0.12][rng.usize(..5)],
            breaks_anywhere: chance(0.5, rng),
            debris: often(Kind::Debris, 0.3, &[0.15, 0.5], rng),
            tails: if chance(0.25, rng) { 0.15 } else { 0.0 },
            data_lines: if chance(0.05, rng) { 0.9 } else { 0.0 },
            gaps,
            gap_shares: (
                [1.0, 1.0, 0.95, 0.9, 0.5, 0.15][rng.usize(..6)],
                [0.0, 0.0, 0.0, 0.01, 0.06][rng.usize(..5)],
            ),
            indent,
            head_indent,
            cut,
            is_traditional: drawn(Kind::Traditional, 0.15, rng),
            is_strange: drawn(Kind::Strange, 0.12, rng),
        }
    }

    /// Number of articles of a page.
    pub(crate) fn articles(&self, rng: &mut Rng) -> usize {
        // Files with one or two articles are read as pages too.
        if chance(0.12, rng) {
            return rng.usize(1..=2);
        }
        rng.usize(3..=if self.briefs >= 0.7 { 15 } else { 9 })
    }
}
