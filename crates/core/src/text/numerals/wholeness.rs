//! Wholeness: a numeral in a text is a number by itself, and has the measure of the query.
//!
//! A numeral is not whole if one of these precedes it:
//!
//! - another part of a numeral, a letter or a digit; a digit followed by `.` `,` `:` `/` or `-`; a Chinese digit followed by 点;
//! - 分之, unless the spelling itself begins with it;
//! - 几;
//! - 数, 好 or 多, if the numeral begins with 十 百 千 万 亿 or is a 1 with zeros (数十, 好10). 人数3000 and 办好三件 are whole;
//! - anything but 月, if the query has 一日 or 1日 after 月;
//! - 第, if the query has none and the measure does not count ranks (第20届 matches 20届).
//!
//! Nor is it whole if one of these follows it:
//!
//! - another part of a numeral, a letter or a digit; `.` `:` or `/` and a digit; `,` and a group of three digits; 点 and a
//!   Chinese digit;
//! - % or ‰, 分之, or 多 余 来 几 数 with 十 百 千 万 亿 after it: 30多万 is not 30;
//! - another measure than that of the query. The longest measure counts: 三周年 is not three weeks, 三年级 not three years. After 第
//!   it is enough that the text continues with the measure: 第三次会议 matches 第3次;
//! - 月 and 有余 or 之久: 一月有余 is a duration.
//!
//! A numeral in a dictionary word that is more than the number ([`is_more_than_number`]) is not whole either: 五家 of 五家渠, 三天
//! of 三天两头. Of words that contain one another the longest counts.
//!
//! If 千 belongs to the measure, it is not part of the numeral: 3千米 is 3.
//!
//! Input: a text in normal form, the bytes of a numeral, and the measure of the number in the query. Cost: a few characters on
//! either side are examined.

use std::ops::Range;

use super::characters::{digit, is_chinese, is_circle, is_place, opens_measure};
use super::measures::{is_approximate, is_rank, measure_of};
use super::spellings::Counts;

/// Endings behind a numeral and its measure that leave a word of the dictionary a number: 三月份, 三秒钟, 二十世纪末.
const TAILS: [&str; 6] = ["份", "钟", "初", "中", "底", "末"];

/// Beginnings before a numeral that leave a word of the dictionary a number: 前三天, 这三家, 近两年.
const HEADS: [&str; 9] = ["前", "后", "近", "头", "首", "这", "那", "每", "超"];

/// Endings behind 月 with which it is a duration and no month.
const DURATIONS: [&str; 2] = ["有余", "之久"];

/// True if a word of the dictionary, which contains a numeral, is more than a number: it begins before the bytes that are asked,
/// [第] numeral [measure] with the text around, with more than one of the [`HEADS`], or goes on behind them with more than 多 余 来, a measure where none was asked, and
/// one of the [`TAILS`]. Behind 第, a numeral and a measure two characters or more may follow.
pub(super) fn is_more_than_number(
    text: &str,
    word: &Range<usize>,
    asked: &Range<usize>,
    counts: Counts,
) -> bool {
    if word.start < asked.start
        && !text.get(word.start..asked.start).is_some_and(|head| HEADS.contains(&head))
    {
        return true;
    }
    if word.end <= asked.end {
        return false;
    }
    let Some(tail) = text.get(asked.end..word.end) else { return true };
    // 第二次世界大战 is a name with a number; 第二人称 and 第三产业 are words.
    let is_ranked = matches!(counts, Counts::Rank(measure) if !measure.is_empty());
    if is_ranked && tail.chars().count() > 1 {
        return false;
    }
    let tail = tail.strip_prefix(['多', '余', '来']).unwrap_or(tail);
    let measure = counts.measure();
    let is_measured = !measure.is_empty() && !is_approximate(measure);
    let counted = measure_of(tail).filter(|_| !is_measured).unwrap_or("");
    !(tail.len() == counted.len() || TAILS.contains(&&tail[counted.len()..]))
}

/// True if the numeral is whole and counts the same.
pub(super) fn is_whole(text: &str, numeral: Range<usize>, counts: Counts) -> bool {
    let spelled = &text[numeral.clone()];
    let tail = &text[numeral.end..];
    begins(&text[..numeral.start], spelled, counts) && !is_cut(spelled, tail) && ends(spelled, tail, counts)
}

fn begins(head: &str, spelled: &str, counts: Counts) -> bool {
    let mut before = head.chars().rev();
    let Some(c) = before.next() else { return !matches!(counts, Counts::Rank(_) | Counts::FirstDay) };
    let next = before.next();
    let is_behind_rank = c == '第';
    match counts {
        Counts::Rank(_) => return is_behind_rank,
        Counts::FirstDay => return c == '月',
        Counts::Things(measure) if is_behind_rank => return is_rank(measure),
        Counts::Parts(_) | Counts::Things(_) => {}
    }
    let is_circle_of_numeral = |c| {
        let before_circles = || head.trim_end_matches(is_circle).chars().next_back();
        is_circle(c)
            && (before_circles().is_some_and(is_chinese)
                || spelled.starts_with(is_chinese) && !is_worded(counts, spelled))
    };
    match c {
        '几' => false,
        '数' | '好' | '多' => !is_round(spelled),
        '.' | ',' | ':' | '/' | '-' => !next.is_some_and(|c| c.is_ascii_digit()),
        '点' => next.and_then(digit).is_none() || !spelled.starts_with(|c| digit(c).is_some()),
        '之' => next != Some('分'),
        c => !c.is_ascii_alphanumeric() && !is_chinese(c) && !is_circle_of_numeral(c),
    }
}

/// True if a spelling begins with the words of its parts: 百分之三十.
fn is_worded(counts: Counts, spelled: &str) -> bool {
    matches!(counts, Counts::Parts(parts) if spelled.starts_with(parts.words()))
}

/// True for a numeral that begins with a place, and for a one with zeros.
fn is_round(spelled: &str) -> bool {
    let ten = spelled.strip_prefix('1').map(|rest| rest.trim_start_matches(['0', ',']));
    spelled.starts_with(is_place)
        || ten.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit() || c == '.'))
}

fn ends(spelled: &str, tail: &str, counts: Counts) -> bool {
    match counts {
        Counts::Things(_) | Counts::Rank(_) | Counts::FirstDay if !counts.measure().is_empty() => {
            let measure = counts.measure();
            let is_same = match counts {
                Counts::Rank(_) => tail.starts_with(measure),
                Counts::Things(_) | Counts::FirstDay | Counts::Parts(_) => measure_of(tail) == Some(measure),
            };
            let goes_on =
                |end: &&str| tail.get(measure.len()..).is_some_and(|behind| behind.starts_with(*end));
            let is_duration = measure == "月" && DURATIONS.iter().any(goes_on);
            is_same
                && !joins(spelled, tail)
                && !is_duration
                && (!is_approximate(measure) || !tail[measure.len()..].starts_with(is_place))
        }
        Counts::Parts(parts) if spelled.ends_with(parts.sign()) => true,
        Counts::Things(_) | Counts::Rank(_) | Counts::FirstDay | Counts::Parts(_) => is_end(spelled, tail),
    }
}

/// True if the numeral ends with 千 of a measure after a digit: 3千|米, 1万3千|瓦.
fn is_cut(spelled: &str, tail: &str) -> bool {
    let Some(head) = spelled.strip_suffix('千') else { return false };
    head.ends_with(|c: char| c.is_ascii_digit()) && tail.starts_with(['瓦', '克', '米'])
}

/// True if the first character of the tail, which begins a measure, is yet part of the numeral: 千 of 三千克.
fn joins(spelled: &str, tail: &str) -> bool {
    tail.starts_with(is_chinese) && !spelled.chars().next_back().is_some_and(|last| opens_measure(tail, last))
}

/// True if the query has no measure and the numeral ends before the tail.
fn is_end(spelled: &str, tail: &str) -> bool {
    let mut behind = tail.chars();
    let Some(c) = behind.next() else { return true };
    let rest = behind.as_str();
    let is_digit = |c: char| c.is_ascii_digit();
    match c {
        '.' | ':' | '/' => !rest.starts_with(is_digit),
        ',' => rest.bytes().take(4).take_while(u8::is_ascii_digit).count() != 3,
        '点' => !rest.starts_with(|c| digit(c).is_some()),
        '分' => !rest.starts_with('之'),
        '多' | '余' | '来' | '几' | '数' => !rest.starts_with(is_place),
        '%' | '‰' => false,
        c if is_circle(c) => {
            let behind_circles = rest.trim_start_matches(is_circle);
            !spelled.ends_with(|c| is_chinese(c) || is_circle(c)) && !behind_circles.starts_with(is_chinese)
        }
        c => !c.is_ascii_alphanumeric() && !joins(spelled, tail),
    }
}

#[cfg(test)]
mod tests {
    use super::super::spellings::Parts;
    use super::*;

    #[test]
    fn a_word_is_more_than_the_number_in_it() {
        let (days, month) = (Counts::Things("天"), Counts::Things("月"));
        // What was asked stands between the bars, a word is in brackets.
        for (text, counts, expect) in [
            ("[|五家|渠]", Counts::Things("家"), true),
            ("[|三元|里]", Counts::Things("元"), true),
            ("[|三天|两头]", days, true),
            ("[|五台|县]", Counts::Things("台"), true),
            ("[老|三届|]", Counts::Things("届"), true),
            ("[廿|七日|]", Counts::Things("日"), true),
            ("[前|三天|]", days, false),
            ("[前|三天|两头]", days, true),
            ("[|三月|份]", month, false),
            ("[|三月|初]", month, false),
            ("[|三秒|钟]", Counts::Things("秒"), false),
            ("[|三天|]", days, false),
            ("|[三]天|", days, false),
            ("[|三十多|年]", Counts::Things("多"), false),
            ("[|十万|元]", Counts::Things(""), false),
            ("[|十万|多年]", Counts::Things(""), false),
            ("[|十万|火急]", Counts::Things(""), true),
            ("|[第二次世界大战]|", Counts::Rank("次"), false),
            ("[|第二次|世界大战]", Counts::Rank("次"), false),
            ("[|第二人|称]", Counts::Rank("人"), true),
            ("[|第三|产业]", Counts::Rank(""), true),
        ] {
            let bytes_of = |marks: [char; 2]| {
                let at = |mark: char, is_last: bool| {
                    let at = if is_last { text.rfind(mark) } else { text.find(mark) }.unwrap();
                    text[..at].chars().filter(|c| !"[]|".contains(*c)).map(char::len_utf8).sum::<usize>()
                };
                at(marks[0], false)..at(marks[1], true)
            };
            let plain: String = text.chars().filter(|c| !"[]|".contains(*c)).collect();
            let (word, asked) = (bytes_of(['[', ']']), bytes_of(['|', '|']));
            assert_eq!(is_more_than_number(&plain, &word, &asked, counts), expect, "{text}");
        }
    }

    #[test]
    fn a_numeral_is_whole_by_what_stands_around_it() {
        let days = Counts::Things("天");
        let bare = Counts::Things("");
        let percent = Counts::Parts(Parts::Hundred);
        // The numeral stands between the bars.
        for (text, counts, expect) in [
            ("|三|天", days, true),
            ("后,|三|天", days, true),
            ("十|三|天", days, false),
            ("3-|5|天", days, false),
            ("年-|5|天", days, true),
            ("第|三|天", days, false),
            ("第|三|天", Counts::Rank("天"), true),
            ("|三|天", Counts::Rank("天"), false),
            ("第|20|届", Counts::Things("届"), true),
            ("第|二|日", Counts::Things("日"), false),
            ("几|十|天", days, false),
            ("数|十|天", days, false),
            ("数|10|天", days, false),
            ("数|10.5|天", days, true),
            ("人数|3000|人", Counts::Things("人"), true),
            ("办好|三|天", days, true),
            ("三点|五|天", days, false),
            ("九点|十|天", days, true),
            ("a|3|天", days, false),
            ("三分之|二|天", days, false),
            ("|三|周年", Counts::Things("周"), false),
            ("|三|周", Counts::Things("周"), true),
            ("|三|个", days, false),
            ("|三|年级", Counts::Things("年"), false),
            ("|三|次会议", Counts::Things("次"), false),
            ("第|三|次会议", Counts::Rank("次"), true),
            ("|3000|多人", Counts::Things("多"), true),
            ("|30|多万", Counts::Things("多"), false),
            ("|3|千克", Counts::Things("千克"), true),
            ("|三|千克", Counts::Things("千克"), false),
            ("|1万3千|瓦", bare, false),
            ("第|二○|○", Counts::Rank(""), false),
            ("|3万|千瓦", bare, true),
            ("|一万三千|人", bare, true),
            ("|一万|三千人", bare, false),
            ("|1.3万|多人", bare, true),
            ("|1.3万|多亿", bare, false),
            ("|13000|.5", bare, false),
            ("|13,000|,000", bare, false),
            ("|13,000|,2019", bare, true),
            ("|1万|a", bare, false),
            ("|三万|分之一", bare, false),
            ("|30%|的", percent, true),
            ("|百分之三十|的", percent, true),
            ("|百分之三|十", percent, false),
            ("|百分之三|点五", percent, false),
            ("五|百分之三|的", percent, false),
            ("○|3|天", days, true),
            ("○|三|天", days, false),
            ("|13000|%", bare, false),
            ("|13000|○万", bare, false),
            ("|13000|○○万", bare, false),
            ("|13000|○人", bare, true),
            ("万○○|3|天", days, false),
            ("|一|月有余", Counts::Things("月"), false),
            ("|三|月之久", Counts::Things("月"), false),
            ("|三|月余震", Counts::Things("月"), true),
            ("|十四|周岁", Counts::Things("周"), false),
        ] {
            let mut parts = text.split('|');
            let (head, spelled) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
            let numeral = head.len()..head.len() + spelled.len();
            assert_eq!(is_whole(&text.replace('|', ""), numeral, counts), expect, "{text}");
        }
    }
}
