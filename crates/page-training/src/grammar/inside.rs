//! Contents of reports beside paragraphs: headings, dialogue, lists and tables, captions.

use fastrand::Rng;
use jianbao_article::training::State;

use super::clauses::{Clauses, clause_of, first_sentence};
use super::house_style::{Heading, HouseStyle};
use super::people::{chance, credit, dense_name, name, paper, pick};
use crate::corpus::Gold;

/// The paragraphs of a report with the page's other contents between them.
pub(crate) fn body(paragraphs: &[String], style: &HouseStyle, clauses: &Clauses, rng: &mut Rng) -> Vec<Gold> {
    let mut lines: Vec<Gold> = if paragraphs.len() >= 3 && chance(style.talks, rng) {
        talk(paragraphs, rng)
    } else if paragraphs.len() >= 4 && chance(style.headings, rng) {
        with_headings(paragraphs, style.heading, clauses, rng)
    } else {
        paragraphs.iter().map(|paragraph| (paragraph.clone(), State::Body)).collect()
    };
    if chance(style.lists, rng) {
        let at = rng.usize(1..=lines.len());
        lines.splice(at..at, list(clauses, rng));
    }
    lines
}

/// A caption and the credit under it, from a sentence of the report.
pub(crate) fn caption(paragraphs: &[String], rng: &mut Rng) -> Vec<Gold> {
    // The first paragraph may have its opening already.
    let Some(paragraph) = rng.choice(paragraphs.iter().skip(1)) else { return Vec::new() };
    let chars = rng.usize(15..=60);
    let text: String = first_sentence(paragraph).chars().take(chars).collect();
    let head = pick(&["图为", "上图：", "图①：", "", "▲", "图："], rng);
    let mut lines = vec![(format!("{head}{text}"), State::Body)];
    if chance(0.8, rng) {
        lines.push((credit(rng), State::Credit));
    }
    lines
}

fn with_headings(paragraphs: &[String], style: Heading, clauses: &Clauses, rng: &mut Rng) -> Vec<Gold> {
    let count = rng.usize(1..=5).min((paragraphs.len() - 1) / 2);
    // Sometimes the first heading is above all text.
    let first = usize::from(!chance(0.25, rng));
    let places: Vec<usize> = (0..count).map(|index| first + index * (paragraphs.len() - 1) / count).collect();
    let year = rng.usize(1978..2018);
    let is_own = chance(0.6, rng);
    // 新动能, 新市场: terse headings sometimes begin alike.
    let alike: Option<char> =
        clauses.terse(rng).chars().next().filter(|_| style == Heading::Terse && rng.bool());
    let mut lines: Vec<Gold> = Vec::new();
    let mut number = 0;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if places.contains(&at) {
            let below = &paragraphs[at..paragraphs.len().min(at + 2)];
            let own = clause_of(below, 3..=14, rng).filter(|_| is_own);
            let text = own.unwrap_or_else(|| clauses.short(rng));
            let mut line = heading(style, number, year + number, &text, clauses, rng);
            if let Some(first) = alike {
                line = line.chars().skip(1).fold(String::from(first), |line, c| format!("{line}{c}"));
            }
            lines.push((line, State::Section));
            number += 1;
        }
        lines.push((paragraph.clone(), State::Body));
    }
    lines
}

fn heading(
    style: Heading,
    number: usize,
    year: usize,
    text: &str,
    clauses: &Clauses,
    rng: &mut Rng,
) -> String {
    let han = ["一", "二", "三", "四", "五", "六"][number.min(5)];
    match style {
        Heading::Plain => text.to_owned(),
        Heading::Terse => clauses.terse(rng),
        Heading::Numbered => format!("{han}、{text}"),
        Heading::Bracketed => format!("（{han}）{text}"),
        Heading::Figure => format!("{}.{text}", number + 1),
        Heading::Marked => format!("■{text}"),
        Heading::Boxed => format!("【{text}】"),
        Heading::Year => format!("{year}年"),
        Heading::ChineseYear => {
            let digits = year.to_string();
            let digit = |c: char| "〇一二三四五六七八九".chars().nth(c.to_digit(10).unwrap_or(0) as usize);
            format!("{}年", digits.chars().filter_map(digit).collect::<String>())
        }
        Heading::NumberOnly => han.to_owned(),
        Heading::Question => format!("{text}？"),
        Heading::Quoted => format!("■{text}：“{}”", clauses.short(rng)),
    }
}

/// Questions and answers in turns.
fn talk(paragraphs: &[String], rng: &mut Rng) -> Vec<Gold> {
    let who = dense_name(rng);
    let (ask, tell) = match rng.u8(..7) {
        0 | 1 => ("记者：".to_owned(), format!("{who}：")),
        2 => ("问：".to_owned(), "答：".to_owned()),
        3 => ("Q：".to_owned(), "A：".to_owned()),
        4 => (format!("{}：", paper(rng)), format!("{who}：")),
        5 => (pick(&["主持人：", "编辑：", "对话者："], rng).to_owned(), format!("{who}：")),
        _ => ("本报记者：".to_owned(), format!("{who}：")),
    };
    let takes_turns = rng.bool();
    let mut lines = vec![(paragraphs[0].clone(), State::Body)];
    for (index, paragraph) in paragraphs.iter().skip(1).enumerate() {
        let chars = rng.usize(10..40);
        let question: String = first_sentence(paragraph).chars().take(chars).collect();
        let question = question.trim_end_matches(['，', '。', '、', '；', '！', '？']);
        if takes_turns {
            lines.push((format!("{ask}{question}？"), State::Body));
            lines.push((format!("{tell}{paragraph}"), State::Body));
        } else if index % 2 == 0 {
            lines.push((format!("{ask}{question}？"), State::Body));
        } else {
            lines.push((format!("{tell}{paragraph}"), State::Body));
        }
    }
    lines
}

/// A list of prizes, names or figures, sometimes under a title.
pub(crate) fn list(clauses: &Clauses, rng: &mut Rng) -> Vec<Gold> {
    const PRIZES: [&str; 7] = ["一等奖", "二等奖", "三等奖", "特等奖", "优秀奖", "先进集体", "先进个人"];
    let mut lines = Vec::new();
    for group in 0..rng.usize(1..=3) {
        if chance(0.7, rng) {
            let (prize, count) = (pick(&PRIZES, rng), rng.usize(2..=60));
            lines.push(match rng.u8(..5) {
                0 => prize.to_owned(),
                1 => format!("{prize}（{count}项）"),
                2 => format!("{prize}（{count}件）"),
                3 => format!("{}{}", clauses.short(rng), pick(&["一览表", "名单", "统计表", "排行榜"], rng)),
                _ => format!("（共{count}名）"),
            });
        }
        let is_table = group == 0 && chance(0.3, rng);
        for _ in 0..rng.usize(2..=9) {
            lines.push(if is_table {
                let (whole, share) = (rng.u16(1..9999), rng.u8(..20));
                format!("{} {whole}.{:02} {share}.{:02}%", clauses.short(rng), rng.u8(..100), rng.u8(..100))
            } else if chance(0.3, rng) {
                format!("{} {}", name(rng), clauses.short(rng))
            } else {
                clauses.short(rng)
            });
        }
    }
    lines.into_iter().map(|line| (line, State::Section)).collect()
}
