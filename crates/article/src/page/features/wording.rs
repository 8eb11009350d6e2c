//! Features that depend only on the text of a line.

use crate::lines::is_han;

pub(super) fn kind_of(c: Option<char>) -> char {
    match c {
        Some('。' | '！' | '？' | '!' | '?') => 'S',
        Some('…') => 'E',
        Some('：' | ':') => 'C',
        Some('—' | '－' | '-') => 'D',
        Some('”' | '’' | '」' | '』') => 'Q',
        Some('）' | ')') => 'P',
        Some('》' | '】') => 'K',
        Some('，' | '、' | ',') => 'c',
        Some('；' | ';') => 's',
        Some('“' | '‘' | '「' | '『') => 'q',
        Some('（' | '(') => 'p',
        Some('《' | '【') => 'k',
        Some(c) if is_han(c) => 'h',
        Some(c) if c.is_numeric() => 'd',
        Some(c) if c.is_alphabetic() => 'a',
        _ => 'o',
    }
}

pub(super) fn length_bucket(chars: usize) -> usize {
    const STEPS: [usize; 21] =
        [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 27, 30, 35, 40, 50, 60, 80, 120, 200];
    STEPS.partition_point(|step| *step < chars)
}

/// Number of sentences that end in a text.
pub(super) fn stops(text: &str) -> usize {
    text.matches(['。', '！', '？']).count()
}

pub(super) fn step(value: f32, steps_to_one: f32, least: i32, most: i32) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "a cast from float to integer saturates")]
    let step = (value * steps_to_one).floor() as i32;
    step.clamp(least, most)
}

pub(super) fn first_chars(text: &str, count: usize) -> &str {
    &text[..text.char_indices().nth(count).map_or(text.len(), |(byte, _)| byte)]
}

pub(super) fn last_chars(text: &str, count: usize) -> &str {
    &text[text.char_indices().rev().nth(count - 1).map_or(0, |(byte, _)| byte)..]
}

/// `一、`, `（二）`, `3.`: headings inside articles are numbered, headlines are not.
pub(super) fn is_numbered(text: &str) -> bool {
    let text = text.trim_start_matches(['（', '(', '第']);
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    rest.len() < text.len() && rest.starts_with(['、', '.', '．', '）', ')', '章', '节', '条'])
        || text.starts_with(['①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨'])
}

/// A short bracket at the end, such as the name of a column: `老街的灯（城市记忆）`.
pub(super) fn ends_with_tag(text: &str) -> bool {
    let Some(inside) = text.strip_suffix(['）', ')']) else { return false };
    let Some(open) = inside.rfind(['（', '(']) else { return false };
    (2..=17).contains(&inside[open..].chars().count())
}

/// `问：`, `记者：`, `张三：`: a turn of an interview.
pub(super) fn is_turn(text: &str) -> bool {
    let head = text.split(['：', ':']).next().unwrap_or_default();
    head.len() < text.len() && head.chars().count() <= 4 && head.chars().all(is_han)
}

/// True if a paragraph opens as a report does: `10月30日，`, `近日，`, `昨天`.
pub(super) fn opens_with_a_day(text: &str) -> bool {
    const OPENINGS: [&str; 13] = [
        "近日",
        "日前",
        "昨日",
        "昨天",
        "今天",
        "昨晚",
        "连日来",
        "最近",
        "当地时间",
        "近年来",
        "前不久",
        "今年",
        "据",
    ];
    if OPENINGS.iter().any(|word| text.starts_with(word)) {
        return true;
    }
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && rest.starts_with(['月', '日'])
}
