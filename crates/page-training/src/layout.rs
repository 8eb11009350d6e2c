//! Articles laid out as the lines of a page, in many manners.
//!
//! Web editions drop what printed pages have: bylines on lines of their own, headlines that run over three lines,
//! credits, pictures without a headline. So that the model knows them, a [`Manner`] puts them back, with invented names.

use crate::corpus::Gold;
use fastrand::Rng;
use jianbao_article::training::State;

use crate::corpus::Report;
use crate::invention::{Clauses, estrange, furniture, masthead, name, signature};

/// How pages are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// As the articles are, 8 % of the paragraphs broken between two Chinese characters.
    Plain,
    /// With what printed pages have.
    Printed,
}

/// The lines of a page, and the page's text.
pub(crate) fn lay_out(
    reports: &[Report],
    manner: Manner,
    clauses: &Clauses,
    rng: &mut Rng,
) -> (Vec<Gold>, String) {
    let mut house = House::plain();
    if manner == Manner::Printed {
        house = House::invent(rng);
    }
    let mut lines: Vec<Gold> = Vec::new();
    let mut text = String::new();
    if rng.f32() < house.mastheads {
        lines.extend(masthead(rng));
    }
    for report in reports {
        if rng.f32() < house.inventions {
            lines.extend(clauses.article(rng));
        }
        if rng.f32() < house.furniture {
            lines.push(furniture(rng));
        }
        let mut report = report.clone();
        if manner == Manner::Printed {
            house.dress(&mut report, clauses, rng);
        }
        let start = lines.len();
        let has_headline = !report.headline.is_empty();
        for (index, line) in report.headline.into_iter().enumerate() {
            lines.push((line, if index == 0 { State::HeadlineStart } else { State::Headline }));
        }
        for paragraph in report.paragraphs {
            let is_first = lines.len() == start && !has_headline;
            let halves =
                if rng.f32() < house.break_share { house.break_up(&paragraph, rng) } else { vec![paragraph] };
            for (index, half) in halves.into_iter().enumerate() {
                let state = match (is_first, index) {
                    (_, 1..) => State::Continuation,
                    (true, 0) => State::BodyStart,
                    (false, 0) => State::Body,
                };
                lines.push((half, state));
            }
        }
        if let Some((_, state)) = lines.get_mut(start).filter(|(_, state)| !state.starts_article()) {
            *state = State::BodyStart;
        }
    }
    if rng.f32() < house.furniture {
        lines.push(furniture(rng));
    }
    if house.is_strange {
        estrange(&mut lines, rng);
    }
    for (index, (line, state)) in lines.iter().enumerate() {
        if index > 0 {
            text.push('\n');
            let is_wide = match state {
                State::HeadlineStart | State::BodyStart => rng.f32() < house.wide_above_article,
                _ => rng.f32() < house.wide_elsewhere,
            };
            if house.is_spaced {
                text.push('\n');
            }
            if is_wide {
                text.push('\n');
            }
        }
        text.push_str(line);
    }
    text.push('\n');
    (lines, text)
}

/// The habits of a paper.
struct House {
    break_share: f32,
    breaks_anywhere: bool,
    is_spaced: bool,
    wide_above_article: f32,
    wide_elsewhere: f32,
    signs_below_headline: f32,
    bylines: &'static [&'static str],
    drops_headlines: f32,
    /// Of photographs with caption and credit between a headline and its report.
    pictures: f32,
    rewrites_leads: f32,
    kickers: f32,
    subtitles: f32,
    credits: f32,
    tails: f32,
    data_lines: f32,
    /// Of lines at the top that name the paper and the day.
    mastheads: f32,
    /// Of verse, notices, round-ups and pictures between the reports.
    inventions: f32,
    /// Of lines that name who made the page or point to another.
    furniture: f32,
    lists: f32,
    headings: f32,
    talks: f32,
    /// Of bylines that are nothing but a name.
    signatures: f32,
    /// Whether most characters are others than they were.
    is_strange: bool,
}

const BYLINES: [&[&str]; 8] = [
    &["本报记者 "],
    &["本报记者  ", "本报见习记者 "],
    &["□ 本报记者 ", "□ 本报通讯员 "],
    &["■ 本报记者 ", "■记者 "],
    &["记者 ", "通讯员 "],
    &["文/", "文／"],
    &["本报驻省城记者 ", "本报特约记者 "],
    &["●本报记者 ", "本报记者　"],
];

impl House {
    fn plain() -> House {
        House {
            break_share: 0.08,
            breaks_anywhere: false,
            is_spaced: true,
            wide_above_article: 0.0,
            wide_elsewhere: 0.0,
            signs_below_headline: 0.0,
            bylines: BYLINES[0],
            drops_headlines: 0.0,
            pictures: 0.0,
            rewrites_leads: 0.0,
            kickers: 0.0,
            subtitles: 0.0,
            credits: 0.0,
            tails: 0.0,
            data_lines: 0.0,
            mastheads: 0.0,
            inventions: 0.0,
            furniture: 0.0,
            lists: 0.0,
            headings: 0.0,
            talks: 0.0,
            signatures: 0.0,
            is_strange: false,
        }
    }

    fn invent(rng: &mut Rng) -> House {
        let mut often = |odds: f32, share: f32| if rng.f32() < odds { share } else { 0.0 };
        House {
            break_share: often(0.8, 0.1),
            wide_above_article: often(0.15, 0.95),
            wide_elsewhere: often(0.1, 0.06),
            signs_below_headline: often(0.6, 0.6),
            drops_headlines: often(0.6, 0.25),
            pictures: often(0.3, 0.3),
            rewrites_leads: often(0.6, 0.4),
            kickers: often(0.5, 0.15),
            subtitles: often(0.5, 0.15),
            credits: often(0.5, 0.4),
            tails: often(0.15, 0.8),
            data_lines: often(0.08, 1.0),
            mastheads: often(0.5, 1.0),
            inventions: often(0.5, 0.25),
            furniture: often(0.4, 0.12),
            lists: often(0.4, 0.1),
            headings: often(0.4, 0.25),
            talks: often(0.2, 0.15),
            signatures: often(0.3, 0.5),
            is_strange: often(0.15, 1.0) > 0.0,
            breaks_anywhere: often(0.4, 1.0) > 0.0,
            is_spaced: often(0.7, 1.0) > 0.0,
            bylines: BYLINES[rng.usize(..BYLINES.len())],
        }
    }

    /// Two parts of a paragraph; one where it cannot be broken.
    fn break_up(&self, paragraph: &str, rng: &mut Rng) -> Vec<String> {
        let chars: Vec<char> = paragraph.chars().collect();
        let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        let places: Vec<usize> = (12..chars.len().saturating_sub(12))
            .filter(|at| {
                let (before, behind) = (chars[at - 1], chars[*at]);
                is_han(before) && is_han(behind)
                    || self.breaks_anywhere
                        && (is_han(before) || before.is_alphanumeric() || before == '，' || before == '、')
                        && (is_han(behind) || behind.is_alphanumeric())
            })
            .collect();
        let Some(place) = rng.choice(&places) else { return vec![paragraph.to_owned()] };
        vec![chars[..*place].iter().collect(), chars[*place..].iter().collect()]
    }

    /// Puts back what the web edition of an article dropped.
    fn dress(&self, report: &mut Report, clauses: &Clauses, rng: &mut Rng) {
        let mut chance = |share: f32| rng.f32() < share;
        let opening = report.paragraphs[0].clone();
        let has_lead = lead_end(&opening).is_some();
        let is_picture = report.headline[0] == "图片报道";
        if has_lead && chance(self.drops_headlines) || is_picture && chance(0.3) {
            report.headline.clear();
            return;
        }
        let (rewrites, signs) = (chance(self.rewrites_leads), chance(self.signs_below_headline));
        let (kicker, subtitle) = (chance(self.kickers), chance(self.subtitles));
        let picture = chance(self.pictures);
        let (credit, tail, data) = (chance(self.credits), chance(self.tails), chance(self.data_lines));
        let is_long = report.paragraphs.len() >= 5;
        let is_plain = report.paragraphs.iter().all(|paragraph| paragraph.chars().count() > 24);
        let (headings, talk) = (chance(self.headings), chance(self.talks));
        let (list, signature_only) = (chance(self.lists), chance(self.signatures));
        if talk && is_long {
            Clauses::make_talk(report, rng);
        } else if headings && is_long && is_plain {
            clauses.put_headings(report, rng);
        }
        if list {
            clauses.put_list(report, rng);
        }
        if let (Some(end), true) = (lead_end(&opening), rewrites) {
            let people = match rng.u8(..4) {
                0 => format!("记者{}", name(rng)),
                1 => format!("记者{} 通讯员{}", name(rng), name(rng)),
                2 => format!("记者 {} {} 通讯员 {}", name(rng), name(rng), name(rng)),
                _ => format!("通讯员{}、{}", name(rng), name(rng)),
            };
            let head = *rng.choice(["本报讯", "本报讯 ", "本报讯　"].iter()).unwrap_or(&"本报讯");
            report.paragraphs[0] = format!("{head}（{people}）{}", &opening[end..]);
        } else if !has_lead && signature_only {
            report.paragraphs.insert(0, signature(rng));
        } else if !has_lead && signs && report.paragraphs.len() > 1 {
            let mut bylines = vec![self.byline(rng)];
            if rng.f32() < 0.35 {
                bylines.push(format!("本报通讯员 {}", name(rng)));
            }
            report.paragraphs.splice(0..0, bylines);
        }
        let sentences: Vec<String> = report
            .paragraphs
            .iter()
            .flat_map(|paragraph| paragraph.split(['。', '！', '？']).next())
            .map(str::to_owned)
            .filter(|sentence| (14..70).contains(&sentence.chars().count()) && !sentence.contains('（'))
            .collect();
        if let (true, Some(sentence)) = (kicker && report.headline.len() == 1, rng.choice(&sentences)) {
            let dashed = rng.f32() < 0.5 || sentence.chars().count() > 30;
            report.headline.insert(0, if dashed { format!("{sentence}——") } else { sentence.clone() });
        }
        let last = sentences.last().filter(|sentence| sentence.chars().count() < 45);
        if let (true, Some(sentence)) = (subtitle && report.headline.len() <= 2, last) {
            report.headline.push(sentence.clone());
        }
        if let (true, Some(caption)) = (picture && has_lead && !rewrites, rng.choice(&sentences)) {
            let credit = format!("新华社记者 {}摄", name(rng));
            report.paragraphs.splice(0..0, [format!("{caption}。"), credit]);
        }
        if credit && report.paragraphs.len() <= 2 {
            let who = name(rng);
            let credit = match rng.u8(..5) {
                0 => format!("{who} 摄"),
                1 => format!("本报记者 {who} 摄"),
                2 => format!("本报通讯员 {who} 摄"),
                3 => format!("{who} 摄/视觉中国"),
                _ => format!("新华社记者 {who}摄"),
            };
            report.paragraphs.push(credit);
        }
        if tail {
            let who = name(rng);
            report.paragraphs.push(match rng.u8(..3) {
                0 => format!("（责编：{who}）"),
                1 => format!("（本报记者 {who}）"),
                _ => format!("（{who}）"),
            });
        }
        if data {
            report.paragraphs.insert(
                0,
                format!("作者：{};{}  时间：2019-0{}-1{}", name(rng), name(rng), rng.u8(1..10), rng.u8(..10)),
            );
        }
    }

    fn byline(&self, rng: &mut Rng) -> String {
        let head = rng.choice(self.bylines).copied().unwrap_or("本报记者 ");
        let mut line = format!("{head}{}", name(rng));
        if rng.f32() < 0.35 {
            line.push(' ');
            line.push_str(&name(rng));
        }
        line
    }
}

/// Where the text behind `新华社北京1月1日电 （记者…）` begins.
fn lead_end(paragraph: &str) -> Option<usize> {
    let is_agency = ["本报", "新华社", "据新华社", "人民网", "央视网消息"]
        .iter()
        .any(|agency| paragraph.starts_with(agency));
    let head: String = paragraph.chars().take(60).collect();
    let end = head.find(['电', '讯', '息'])?;
    let is_lead = is_agency && !head[..end].contains(['，', '。']);
    let behind = &head[end + '电'.len_utf8()..];
    let open = behind.trim_start().starts_with(['（', '(']);
    let close = behind.find(['）', ')']);
    match (is_lead, open, close) {
        (true, true, Some(close)) => Some(end + '电'.len_utf8() + close + '）'.len_utf8())
            .filter(|end| paragraph.is_char_boundary(*end)),
        _ => None,
    }
}
