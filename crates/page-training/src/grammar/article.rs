//! A report in the style of one paper: headline, byline, box, paragraphs, signature, remains of copying.

use fastrand::Rng;
use jianbao_article::training::State;

use super::clauses::{Clauses, clause_of, first_sentence, headline_of, without_opening};
use super::house_style::{HouseStyle, Opening};
use super::people::{CITIES, PLACES, chance, dense_name, name, paper, pick, signature};
use super::{extras, furniture, inside};
use crate::corpus::{Gold, Report};

/// Ingredients of an article: the page's habits, clauses for invented texts, and headlines of other reports.
pub(crate) struct Setting<'s> {
    pub(crate) style: &'s HouseStyle,
    pub(crate) clauses: &'s Clauses,
    pub(crate) headlines: &'s [String],
}

impl Setting<'_> {
    /// The lines of an article made from a report.
    pub(crate) fn set(&self, report: &Report, rng: &mut Rng) -> Vec<Gold> {
        let style = self.style;
        let is_steady = chance(style.steady, rng);
        if chance(style.verse, rng) {
            return extras::verse(report, rng);
        }
        if chance(style.letters, rng) {
            return extras::letter(report, rng);
        }
        if style.briefs > 0.0 && chance(0.03, rng) {
            return extras::round_up_of(report, rng);
        }
        let mut report = report.clone();
        if report.headline.is_empty() {
            report.headline.push(headline_of(&report.paragraphs, rng));
        }
        if chance(style.briefs, rng) {
            return self.brief(report, is_steady, rng);
        }
        let mut opening = style.opening;
        if !is_steady {
            opening = [style.opening, Opening::None, Opening::AsIs][rng.usize(..3)];
        }
        if chance(style.editorials, rng) {
            opening = Opening::None;
            let rubric = if chance(0.8, rng) { style.rubric } else { "" };
            report.headline[0].insert_str(0, rubric);
        }
        let has_lines = style.long_headlines + style.labels > 0.0;
        if opening != Opening::AsIs || has_lines && chance(0.5, rng) {
            self.lengthen_headline(&mut report, rng);
        }
        self.open(&mut report.paragraphs, opening, rng);
        self.lines(report, opening, is_steady, rng)
    }

    /// A short report under a short headline.
    fn brief(&self, mut report: Report, is_steady: bool, rng: &mut Rng) -> Vec<Gold> {
        let style = self.style;
        report.paragraphs.truncate(style.brief_paragraphs);
        let opening = match style.opening {
            Opening::Plain | Opening::Bracketed if is_steady => style.opening,
            _ => Opening::None,
        };
        self.open(&mut report.paragraphs, opening, rng);
        let mut head = report.headline.pop().unwrap_or_default();
        if head.chars().count() > style.brief_chars {
            let shorter = clause_of(&report.paragraphs, 4..=style.brief_chars, rng);
            head = shorter.unwrap_or_else(|| head.chars().take(style.brief_chars).collect());
        }
        let mut lines = vec![(self.ornamented(&head), State::HeadlineStart)];
        if style.closings > 0.0
            && is_steady
            && let Some(last) = report.paragraphs.last_mut()
        {
            last.push_str(&(style.write_closing)(rng));
        }
        lines.extend(report.paragraphs.into_iter().map(|paragraph| (paragraph, State::Body)));
        lines
    }

    fn ornamented(&self, head: &str) -> String {
        let signs: Vec<char> = self.style.ornament.chars().collect();
        match signs.as_slice() {
            [open, close] => format!("{open}{head}{close}"),
            _ => format!("{}{head}", self.style.ornament),
        }
    }

    fn open(&self, paragraphs: &mut [String], opening: Opening, rng: &mut Rng) {
        let Some(first) = paragraphs.first_mut() else { return };
        if opening == Opening::AsIs {
            return;
        }
        let bare = without_opening(first).to_owned();
        *first = match opening {
            Opening::Plain => format!("{}{bare}", (self.style.write_opening)(rng)),
            Opening::Bracketed => format!("{}{bare}", (self.style.write_bracketed)(rng)),
            Opening::AsIs | Opening::None | Opening::Byline => bare,
        };
    }

    /// Splits a headline over two lines, or puts a kicker above and a subtitle below it.
    fn lengthen_headline(&self, report: &mut Report, rng: &mut Rng) {
        let style = self.style;
        if report.headline.len() == 1 && chance(style.long_headlines, rng) {
            let chars: Vec<char> = report.headline[0].chars().collect();
            if style.splits_headlines && chars.len() >= 10 {
                let signs = |c: &char| matches!(c, '，' | '：' | '！' | '？' | '、' | ' ' | '\u{3000}');
                let places: Vec<usize> = (4..chars.len() - 3).filter(|at| signs(&chars[at - 1])).collect();
                let any = rng.usize(chars.len() / 3..=2 * chars.len() / 3);
                let at = rng.choice(&places).copied().filter(|_| chance(0.6, rng)).unwrap_or(any);
                let part = |chars: &[char]| chars.iter().collect::<String>().trim().to_owned();
                report.headline = vec![part(&chars[..at]), part(&chars[at..])];
            } else {
                let behind = report.paragraphs.get(1..).filter(|rest| !rest.is_empty());
                let subtitle = clause_of(behind.unwrap_or(&report.paragraphs), 10..=26, rng);
                let kicker = clause_of(&report.paragraphs, 8..=30, rng);
                if let Some(kicker) = kicker.filter(|_| chance(0.55, rng)) {
                    report.headline.insert(0, format!("{kicker}{}", pick(&["", "——", "：", ""], rng)));
                    if chance(0.2, rng)
                        && let Some(label) = clause_of(&report.paragraphs, 6..=20, rng)
                    {
                        report.headline.insert(0, label);
                    }
                }
                if let Some(subtitle) = subtitle.filter(|_| chance(0.55, rng)) {
                    report.headline.push(format!("{}{subtitle}", pick(&["——", "", "—", ""], rng)));
                }
            }
            report.headline.retain(|line| !line.is_empty());
        }
        if chance(style.labels, rng) {
            report.headline.insert(0, self.column(rng));
        }
        if !style.ornament.is_empty() && rng.bool() {
            report.headline[0] = self.ornamented(&report.headline[0]);
        }
        if chance(style.columns_named, rng)
            && let Some(last) = report.headline.last_mut()
        {
            last.push_str(&format!(
                "（{}）",
                pick(&["城事", "新语", "一线见闻", "人物", "走基层", "读数"], rng)
            ));
        }
        if chance(0.05, rng) && !report.headline[0].ends_with(['？', '！']) {
            report.headline[0].push_str(pick(&["？", "！"], rng));
        }
    }

    /// The name of a column.
    fn column(&self, rng: &mut Rng) -> String {
        const COLUMNS: [&str; 24] = [
            "对话",
            "社评",
            "人物",
            "关注",
            "视点",
            "观点",
            "访谈",
            "热点追踪",
            "民生",
            "特稿",
            "深度",
            "健康",
            "读书",
            "法治在线",
            "城事",
            "新闻分析",
            "记者调查",
            "编辑手记",
            "国际观察",
            "生活提示",
            "家园",
            "科普",
            "随笔",
            "连载",
        ];
        let word = if chance(0.7, rng) { pick(&COLUMNS, rng).to_owned() } else { self.clauses.terse(rng) };
        match rng.u8(..6) {
            0 => format!("【{word}】"),
            1 => format!("■{word}"),
            2 => word.chars().map(String::from).collect::<Vec<_>>().join(" "),
            _ => word,
        }
    }

    fn lines(&self, mut report: Report, opening: Opening, is_steady: bool, rng: &mut Rng) -> Vec<Gold> {
        let style = self.style;
        let has_lead = matches!(opening, Opening::Plain | Opening::Bracketed)
            || without_opening(&report.paragraphs[0]).len() < report.paragraphs[0].len();
        let is_picture = report.headline[0] == "图片报道";
        if has_lead && chance(style.untitled, rng) || is_picture && style.untitled > 0.0 {
            report.headline.clear();
        }
        let headline = report.headline.concat();
        let mut lines: Vec<Gold> = Vec::new();
        for (index, line) in report.headline.into_iter().enumerate() {
            lines.push((line, if index == 0 { State::HeadlineStart } else { State::Headline }));
        }
        let is_untitled = lines.is_empty();
        if !is_untitled {
            self.above_text(&mut lines, &report.paragraphs, opening, rng);
        }
        let mut body = inside::body(&report.paragraphs, style, self.clauses, rng);
        if chance(style.closings, rng) && is_steady {
            let closing = (style.write_closing)(rng);
            match body.last_mut() {
                Some((last, _)) if !style.closing_has_line => last.push_str(&closing),
                _ => body.push((closing.trim().to_owned(), State::Byline)),
            }
        }
        if chance(style.tails, rng) {
            body.push((self.tail(rng), State::Section));
        }
        if chance(style.debris, rng) {
            let debris = furniture::debris(&headline, self.headlines, rng);
            let stands_above = !is_untitled && furniture::stands_above(&debris, &headline);
            let at = if stands_above { 0 } else { body.len() };
            body.splice(at..at, debris);
        }
        if chance(style.captions, rng) {
            let at = [0, body.len(), rng.usize(..=body.len())][rng.usize(..3)];
            let at = if is_untitled { body.len() } else { at };
            body.splice(at..at, inside::caption(&report.paragraphs, rng));
        }
        if chance(style.jumps, rng) {
            body.push((furniture::jump_to(rng), State::Staff));
        }
        lines.extend(body);
        if is_untitled && let Some((_, state)) = lines.first_mut() {
            *state = State::BodyStart;
        }
        lines
    }

    /// Lines between a headline and the text: pointers, boxes, bylines.
    fn above_text(&self, lines: &mut Vec<Gold>, paragraphs: &[String], opening: Opening, rng: &mut Rng) {
        const BOXES: [&str; 14] = [
            "提要",
            "内容提要",
            "新闻提示",
            "引言",
            "编者按",
            "核心阅读",
            "【提要】",
            "看点",
            "速读",
            "关键信息",
            "概要",
            "阅读提示",
            "核心提示",
            "要点",
        ];
        let style = self.style;
        if chance(style.jumps, rng) {
            lines.push((furniture::jump_from(rng), State::Staff));
        }
        if chance(style.data_lines, rng) {
            let (month, day) = (rng.u8(1..10), rng.u8(10..29));
            let who = format!("作者：{};{}", name(rng), name(rng));
            lines.push((format!("{who}  时间：2019-0{month}-{day}"), State::Byline));
        }
        if chance(style.boxes, rng) {
            lines.push((pick(&BOXES, rng).to_owned(), State::BoxName));
            // The first paragraph may have its opening already.
            let count = rng.usize(1..=3);
            for paragraph in paragraphs.iter().skip(1).take(count) {
                lines.push((first_sentence(paragraph), State::Body));
            }
            if chance(0.6, rng) {
                lines.push(((style.write_byline)(rng), State::Byline));
            }
        } else if opening == Opening::Byline {
            let count = if chance(0.15, rng) { 2 } else { 1 };
            lines.extend((0..count).map(|_| ((style.write_byline)(rng), State::Byline)));
        } else if opening == Opening::None && chance(style.signatures, rng) {
            lines.push((signature(rng), State::Byline));
        }
    }

    /// A line in brackets or a source under an article.
    fn tail(&self, rng: &mut Rng) -> String {
        match rng.u8(..8) {
            0 => format!("（作者为{}学院教授）", pick(&CITIES, rng)),
            1 => format!("（本报{}{}月{}日电）", pick(&PLACES, rng), rng.u8(1..=12), rng.u8(1..=28)),
            2 => format!("（{}）", name(rng)),
            3 => "（据本报）".to_owned(),
            4 => format!("来源：{}", paper(rng)),
            5 => format!("（责编：{}）", dense_name(rng)),
            6 => format!("（本报记者 {}）", name(rng)),
            _ => format!("（作者单位：{}大学）", pick(&CITIES, rng)),
        }
    }
}
