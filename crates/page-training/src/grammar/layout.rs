//! Lines with their states as the text of a page: broken paragraphs, blank lines, indents, columns.

use fastrand::Rng;
use jianbao_article::training::State;

use super::house_style::{Cut, Gaps, HeadIndent, HouseStyle};
use super::people::chance;
use crate::corpus::Gold;

/// The lines, with some of the paragraphs broken in two as by columns and page breaks.
pub(crate) fn broken(lines: Vec<Gold>, style: &HouseStyle, rng: &mut Rng) -> Vec<Gold> {
    let mut out = Vec::with_capacity(lines.len());
    for (line, state) in lines {
        let is_paragraph = matches!(state, State::Body | State::BodyStart);
        if is_paragraph
            && chance(style.breaks, rng)
            && let Some((upper, lower)) = break_up(&line, style.breaks_anywhere, rng)
        {
            out.push((upper, state));
            out.push((lower, State::Continuation));
        } else {
            out.push((line, state));
        }
    }
    out
}

/// Two parts of a paragraph, broken between two Chinese characters, or also at commas, figures and opening
/// punctuation; none if it cannot be broken.
fn break_up(paragraph: &str, is_anywhere: bool, rng: &mut Rng) -> Option<(String, String)> {
    let chars: Vec<char> = paragraph.chars().collect();
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let places: Vec<usize> = (12..chars.len().saturating_sub(12))
        .filter(|at| {
            let (before, behind) = (chars[at - 1], chars[*at]);
            is_han(before) && is_han(behind)
                || is_anywhere
                    && (is_han(before) || before.is_alphanumeric() || before == '，' || before == '、')
                    && (is_han(behind) || behind.is_alphanumeric() || matches!(behind, '《' | '“' | '（'))
        })
        .collect();
    let place = *rng.choice(&places)?;
    Some((chars[..place].iter().collect(), chars[place..].iter().collect()))
}

/// The text of a page.
pub(crate) fn text(lines: &[Gold], style: &HouseStyle, rng: &mut Rng) -> String {
    let mut text = String::new();
    for (index, (line, state)) in lines.iter().enumerate() {
        if index > 0 {
            let above = lines[index - 1].1;
            let breaks = breaks(style, above, *state, rng);
            text.extend(std::iter::repeat_n('\n', breaks));
        }
        let indent = indent(style, line, *state);
        match style.cut {
            Some(cut) => text.push_str(&cut.lines(&format!("{indent}{line}")).join("\n")),
            None => {
                text.push_str(&indent);
                text.push_str(line);
            }
        }
    }
    text.push('\n');
    text
}

/// Number of line breaks before a line.
fn breaks(style: &HouseStyle, above: State, state: State, rng: &mut Rng) -> usize {
    let starts = state.starts_article();
    let is_below_headline =
        matches!(above, State::HeadlineStart | State::Headline) && state != State::Headline;
    let is_set_off = chance(if starts { style.gap_shares.0 } else { style.gap_shares.1 }, rng);
    match style.gaps {
        Gaps::BetweenAll => 2 + usize::from(!starts && is_set_off),
        Gaps::Nowhere => 1,
        Gaps::AboveArticles => 1 + usize::from(is_set_off),
        Gaps::AroundHeadlines => 1 + usize::from(is_set_off || is_below_headline),
        Gaps::Anywhere => 1 + usize::from(chance(if starts { 0.9 } else { 0.12 }, rng)),
        Gaps::WideAboveArticles if is_set_off => [3, 3, 4][rng.usize(..3)],
        Gaps::WideAboveArticles => 2,
    }
}

fn indent(style: &HouseStyle, line: &str, state: State) -> String {
    if style.indent.is_empty() {
        return String::new();
    }
    match (state, style.head_indent) {
        (State::Body | State::BodyStart | State::Section, _) => style.indent.to_owned(),
        (State::HeadlineStart | State::Headline, HeadIndent::By(indent)) => indent.to_owned(),
        (State::HeadlineStart | State::Headline, HeadIndent::Centred) => {
            "　".repeat(24_usize.saturating_sub(line.chars().count()) / 2)
        }
        _ => String::new(),
    }
}

impl Cut {
    /// A paragraph as its column has it.
    fn lines(self, paragraph: &str) -> Vec<String> {
        let halves = |c: char| if self.is_printed && u32::from(c) < 0x250 { 1 } else { 2 };
        let may_not_begin = |c: char| "，。、；：！？）”》".contains(c);
        let mut lines = vec![String::new()];
        let mut width = 0;
        for c in paragraph.chars() {
            if width + halves(c) > 2 * self.width && !(self.keeps_signs && may_not_begin(c)) {
                lines.push(String::new());
                width = 0;
            }
            width += halves(c);
            if let Some(line) = lines.last_mut() {
                line.push(c);
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_cut_by_characters_or_by_halves() {
        let cut =
            |is_printed, keeps_signs| Cut { width: 4, is_printed, keeps_signs }.lines("在20个摊位，豆浆");
        assert_eq!(cut(false, false), ["在20个", "摊位，豆", "浆"]);
        assert_eq!(cut(true, false), ["在20个摊", "位，豆浆"]);
        let hanging = Cut { width: 3, is_printed: false, keeps_signs: true }.lines("三座站，都开了。");
        assert_eq!(hanging, ["三座站，", "都开了。"]);
    }

    #[test]
    fn paragraphs_break_between_characters_and_not_at_their_ends() {
        let mut rng = Rng::with_seed(1);
        let text = "昨夜下了一场雨，清晨的街上落满槐花，卖豆浆的老周推着车从桥头过来。";
        for _ in 0..50 {
            let (upper, lower) = break_up(text, false, &mut rng).unwrap();
            assert_eq!(format!("{upper}{lower}"), text);
            assert!(upper.chars().count() >= 12 && lower.chars().count() >= 12);
            assert!(!upper.ends_with('，') && !lower.starts_with('，'));
        }
        assert_eq!(break_up("太短的一句。", true, &mut rng), None);
    }
}
