//! Test oracle for the matching of numbers: reads numerals by a grammar of its own, and compares values.
//!
//! It shares no code with the module under test. Every substring of a text is tried as a numeral. If the grammar accepts it, it
//! has a value and a form, and the characters around it are checked separately. The code is slow and simple.

use std::ops::Range;

const MEASURES: &str = "年 月 日 号 个 名 人 位 家 户 次 条 届 章 期 版 页 楼 层 岁 元 吨 米 亩 倍 种 项 场 台 架 辆 艘 枚 颗 座 村 \
                        县 天 周 级 轮 批 支 份 件 张 部 篇 首 类 组 代 所 秒 公里 公斤 公顷 平方米 立方米 千米 千克 千瓦 小时 \
                        分钟 世纪 周年 多 余 年级 年代 部门 部委 位数 个月 次会议 次全会";

/// Longest stretch that is tried, in characters.
const MAX_CHARS: usize = 44;

/// Form of a numeral, where it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Four digits, or Chinese digits one by one, that can be a year; and whether they can be another number too.
    Year { is_number_too: bool },
    /// Anything else.
    Other,
}

/// Something counted: a number of things, or of hundredths or thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Amount {
    Things(u128),
    Hundredths(u128),
    Thousandths(u128),
}

/// A numeral of a text: its characters, amount and form. Amounts are in ten-thousandths.
#[derive(Clone, Debug)]
struct Numeral {
    chars: Range<usize>,
    amount: Amount,
    form: Form,
}

/// A text as characters, with the byte at which each begins.
pub(super) struct Read {
    chars: Vec<char>,
    bytes: Vec<usize>,
    /// In the order of their beginnings.
    numerals: Vec<Numeral>,
}

impl Read {
    pub(super) fn new(text: &str) -> Read {
        let chars: Vec<char> = text.chars().collect();
        let bytes = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut numerals = Vec::new();
        for start in 0..chars.len() {
            if !"0123456789零〇○◯一二两三四五六七八九十百千万亿".contains(chars[start]) {
                continue;
            }
            for end in start + 1..=chars.len().min(start + MAX_CHARS) {
                if !"0123456789零〇○◯一二两三四五六七八九十百千万亿点分之.,%‰".contains(chars[end - 1])
                {
                    break;
                }
                if let Some((amount, form)) = numeral(&chars[start..end]) {
                    numerals.push(Numeral { chars: start..end, amount, form });
                }
            }
        }
        Read { chars, bytes, numerals }
    }

    fn at(&self, index: Option<usize>) -> char {
        index.and_then(|index| self.chars.get(index)).copied().unwrap_or('\n')
    }

    fn measure(&self, at: usize) -> String {
        let fits = |measure: &&str| {
            self.chars[at..].iter().take(measure.chars().count()).copied().eq(measure.chars())
        };
        let longest = MEASURES.split_whitespace().filter(fits).max_by_key(|measure| measure.chars().count());
        longest.unwrap_or("").to_owned()
    }

    fn spelled(&self, numeral: &Numeral) -> String {
        self.chars[numeral.chars.clone()].iter().collect()
    }

    /// True if the text before and after the numeral leaves it whole, for a query with this rank and measure.
    fn is_whole(&self, numeral: &Numeral, asked: &Asked) -> bool {
        let (start, end) = (numeral.chars.start, numeral.chars.end);
        let spelled = self.spelled(numeral);
        let back = |count: usize| self.at(start.checked_sub(count));
        let ahead = |count: usize| self.at(Some(end + count));
        let is_counted = matches!(numeral.amount, Amount::Things(_));
        // Before.
        if is_counted {
            let has_rank = back(1) == '第';
            let is_free = "年级 级 期 届 号 章 版 页 楼".split(' ').any(|measure| measure == asked.measure);
            if has_rank != asked.has_rank && (asked.has_rank || !is_free) {
                return false;
            }
        }
        if back(1) == '几' || back(1).is_ascii_alphanumeric() || numeric(back(1)) {
            return false;
        }
        let is_ten = {
            let digits: String =
                spelled.chars().take_while(|c| c.is_ascii_digit() || ",.".contains(*c)).collect();
            let digits = digits.replace(',', "");
            spelled.starts_with(['十', '百', '千', '万', '亿'])
                || digits.starts_with('1') && digits.chars().skip(1).all(|c| c == '0')
        };
        if "数好多".contains(back(1)) && is_ten {
            return false;
        }
        if ".,:/-".contains(back(1)) && back(2).is_ascii_digit() {
            return false;
        }
        let opens_decimals = spelled.chars().next().and_then(single).is_some();
        if back(1) == '点' && single(back(2)).is_some() && opens_decimals
            || back(1) == '之' && back(2) == '分'
        {
            return false;
        }
        let opens_chinese = spelled.chars().next().is_some_and(numeric) && !spelled.contains('之');
        if "○◯".contains(back(1)) && (numeric(back(2)) || opens_chinese) {
            return false;
        }
        // Behind.
        if spelled.ends_with(['%', '‰']) {
            return true;
        }
        let last = self.at(Some(end - 1));
        if last == '千' && "瓦克米".contains(ahead(0)) && self.at((end - 1).checked_sub(1)).is_ascii_digit()
        {
            return false;
        }
        let is_unit = "瓦克米".contains(ahead(1))
            && (last.is_ascii_digit() || "万亿".contains(last))
            && ahead(0) == '千';
        if numeric(ahead(0)) && !is_unit {
            return false;
        }
        if is_counted && !asked.measure.is_empty() {
            let follows = self.chars[end..].iter().take(4).collect::<String>().starts_with(&asked.measure);
            let is_same = if asked.has_rank { follows } else { self.measure(end) == asked.measure };
            let is_vague = asked.measure == "多" || asked.measure == "余";
            return is_same && !(is_vague && "十百千万亿".contains(ahead(1)));
        }
        let digits_behind = (0..4).take_while(|&count| ahead(1 + count).is_ascii_digit()).count();
        !(ahead(0).is_ascii_alphanumeric()
            || "%‰".contains(ahead(0))
            || ".:/".contains(ahead(0)) && digits_behind > 0
            || ahead(0) == ',' && digits_behind == 3
            || ahead(0) == '点' && single(ahead(1)).is_some()
            || ahead(0) == '分' && ahead(1) == '之'
            || "多余来几数".contains(ahead(0)) && "十百千万亿".contains(ahead(1))
            || "○◯".contains(ahead(0)) && (numeric(last) || "○◯".contains(last)))
    }

    /// The numbers of a query: numerals that are whole in it and count something.
    fn asked(&self) -> Vec<Asked> {
        let asked = |numeral: &Numeral| {
            let (start, end) = (numeral.chars.start, numeral.chars.end);
            let measure =
                if matches!(numeral.amount, Amount::Things(_)) { self.measure(end) } else { String::new() };
            let spelled = self.spelled(numeral);
            let asked = Asked {
                has_rank: self.at(start.checked_sub(1)) == '第',
                is_year: (measure == "年" || measure == "年代")
                    && self.at(start.checked_sub(1)) != '第'
                    && matches!(numeral.form, Form::Year { .. })
                    && matches!(numeral.amount, Amount::Things(10_000_000..=29_990_000)),
                numeral: numeral.clone(),
                spelled: spelled.clone(),
                measure,
            };
            let counts = !matches!(numeral.amount, Amount::Things(value) if value < 100_000_000)
                || !asked.measure.is_empty()
                || asked.has_rank
                || spelled.contains(['万', '亿']);
            let is_dated = ".:/-".contains(self.at(Some(end))) && self.at(Some(end + 1)).is_ascii_digit();
            let is_other = self.equal(&asked, numeral);
            (counts && !is_dated && is_other && self.is_whole(numeral, &asked)).then_some(asked)
        };
        self.numerals.iter().filter_map(asked).collect()
    }

    /// True if a numeral of this text has the value of a query's number, in a form that the law accepts.
    fn equal(&self, asked: &Asked, numeral: &Numeral) -> bool {
        let spelled = self.spelled(numeral);
        let is_rank = "年级 级 期 届 号 章 版 页 楼 月 日".split(' ').any(|measure| measure == asked.measure)
            || asked.has_rank;
        if asked.numeral.amount != numeral.amount {
            return false;
        }
        match numeral.amount {
            Amount::Things(10_000) => {
                (asked.has_rank || ["月", "号", "级", "年级"].contains(&asked.measure.as_str()))
                    && ["1", "一"].contains(&spelled.as_str())
            }
            Amount::Things(20_000) => match (asked.spelled.as_str(), spelled.as_str()) {
                ("两", "2" | "两") | ("2", "两") => !is_rank,
                ("2", "2" | "二") | ("二", "2" | "二") => true,
                _ => false,
            },
            Amount::Things(10_000_000..=29_990_000)
                if ["年", "年代"].contains(&asked.measure.as_str()) && !asked.has_rank =>
            {
                asked.is_year == matches!(numeral.form, Form::Year { .. })
            }
            _ => !matches!(numeral.form, Form::Year { is_number_too: false }),
        }
    }

    /// The places of a query in this text, in bytes: as typed with runs whole, and with its numbers in other spellings.
    pub(super) fn places(&self, question: &Question) -> Vec<Range<usize>> {
        let Question { read: query, asked } = question;
        let mut found = Vec::new();
        for start in 0..self.chars.len() {
            let is_read = self.numerals.binary_search_by_key(&start, |numeral| numeral.chars.start).is_ok();
            if !is_read && query.chars.first().is_none_or(|first| *first != self.chars[start]) {
                continue;
            }
            self.follow(query, asked, 0, start, &mut |end| found.push(self.bytes[start]..self.bytes[end]));
        }
        found.retain(|place| {
            !query.chars.is_empty() && !self.is_in_run(place.start) && !self.is_in_run(place.end)
        });
        found.sort_by_key(|place| (place.start, place.end));
        found.dedup();
        found
    }

    /// Follows the query from one of its characters at one of the text's, to every end.
    fn follow(&self, query: &Read, asked: &[Asked], at: usize, start: usize, end: &mut dyn FnMut(usize)) {
        if at == query.chars.len() {
            return end(start);
        }
        let number = asked.iter().find(|asked| asked.numeral.chars.start == at);
        if let Some(number) = number {
            let first = self.numerals.partition_point(|numeral| numeral.chars.start < start);
            for numeral in self.numerals[first..].iter().take_while(|numeral| numeral.chars.start == start) {
                if self.spelled(numeral) != number.spelled
                    && self.equal(number, numeral)
                    && self.is_whole(numeral, number)
                {
                    self.follow(query, asked, number.numeral.chars.end, numeral.chars.end, end);
                }
            }
            let typed = number.spelled.chars().count();
            if self.chars[start..].iter().take(typed).copied().eq(number.spelled.chars()) {
                self.follow(query, asked, at + typed, start + typed, end);
            }
            return;
        }
        let (c, d) = (query.chars[at], self.at(Some(start)));
        let is_zero = |c: char| "〇○◯".contains(c);
        let is_between = || {
            let before = query.chars[..at].iter().rev().find(|c| !is_zero(**c));
            let behind = query.chars[at..].iter().find(|c| !is_zero(**c));
            is_zero(c) && before.is_some_and(|c| numeric(*c)) && behind.is_some_and(|c| numeric(*c))
        };
        if start < self.chars.len() && (c == d || is_zero(d) && is_between()) {
            self.follow(query, asked, at + 1, start + 1, end);
        }
    }

    fn is_in_run(&self, byte: usize) -> bool {
        let at = self.bytes.partition_point(|&start| start < byte);
        let (a, b, c, d) = (
            self.at(at.checked_sub(2)),
            self.at(at.checked_sub(1)),
            self.at(Some(at)),
            self.at(Some(at + 1)),
        );
        let is_digit = |c: char| c.is_ascii_digit();
        b.is_ascii_alphanumeric() && c.is_ascii_alphanumeric()
            || is_digit(a) && b == '.' && is_digit(c)
            || is_digit(b) && c == '.' && is_digit(d)
    }
}

/// A query, and its numbers.
pub(super) struct Question {
    read: Read,
    asked: Vec<Asked>,
}

impl Question {
    pub(super) fn new(query: &str) -> Question {
        let read = Read::new(query);
        Question { asked: read.asked(), read }
    }
}

/// A number of a query.
struct Asked {
    numeral: Numeral,
    spelled: String,
    measure: String,
    has_rank: bool,
    is_year: bool,
}

fn numeric(c: char) -> bool {
    "零〇一二两三四五六七八九十百千万亿".contains(c)
}

/// The value of one Chinese digit, all signs of zero among them.
fn single(c: char) -> Option<u128> {
    "零一二三四五六七八九".chars().position(|digit| digit == c).map(|at| at as u128).or(match c {
        '〇' => Some(0),
        '两' => Some(2),
        _ => None,
    })
}

fn numeral(chars: &[char]) -> Option<(Amount, Form)> {
    let text: String = chars.iter().collect();
    for (words, sign, amount) in [
        ("百分之", '%', Amount::Hundredths as fn(u128) -> Amount),
        ("千分之", '‰', Amount::Thousandths as fn(u128) -> Amount),
    ] {
        if let Some(rest) = text.strip_prefix(words) {
            let rest: Vec<char> = rest.chars().collect();
            let value = if words == "百分之" && rest == ['百'] {
                Some(1_000_000)
            } else {
                decimal(&rest, 4)
                    .filter(|_| is_shortest(&rest))
                    .or_else(|| pointed(&rest))
                    .or_else(|| whole_places(&rest))
            };
            return value.filter(|&value| in_parts(value)).map(|value| (amount(value), Form::Other));
        }
        if let Some(rest) = text.strip_suffix(sign) {
            let rest: Vec<char> = rest.chars().collect();
            return decimal(&rest, 4)
                .filter(|&value| in_parts(value))
                .map(|value| (amount(value), Form::Other));
        }
    }
    let form = form(chars);
    let value =
        things(chars).or_else(|| matches!(form, Form::Year { .. }).then(|| one_by_one(chars)).flatten())?;
    (0 < value && value < 100_000_000_000_000_000_000).then_some((Amount::Things(value), form))
}

/// Hundredths are written with six digits at most.
fn in_parts(value: u128) -> bool {
    0 < value && value < 10_000_000_000
}

/// True if digits have neither commas nor zeros that could be left out.
fn is_shortest(chars: &[char]) -> bool {
    !(chars.contains(&',') || chars.contains(&'.') && chars.last() == Some(&'0'))
}

fn form(chars: &[char]) -> Form {
    let is_digits = chars.len() == 4 && chars.iter().all(char::is_ascii_digit) && chars[0] != '0';
    let is_chinese = chars.len() == 4 && one_by_one(chars).is_some();
    match (is_digits, is_chinese) {
        (true, _) => Form::Year { is_number_too: true },
        (_, true) => Form::Year { is_number_too: chars.iter().any(|c| "〇○◯".contains(*c)) },
        _ => Form::Other,
    }
}

/// Chinese digits one by one, with one sign of zero, the first of them no zero; in ten-thousandths.
fn one_by_one(chars: &[char]) -> Option<u128> {
    let mut value = 0;
    let mut zeros = Vec::new();
    for &c in chars {
        let digit = match c {
            '两' => return None,
            '零' | '〇' | '○' | '◯' => {
                zeros.push(c);
                0
            }
            c => single(c)?,
        };
        value = value * 10 + digit;
    }
    zeros.dedup();
    let opens_well = chars.first().is_some_and(|c| !"零〇○◯".contains(*c));
    (zeros.len() <= 1 && opens_well && chars.len() <= 4).then_some(value * 10_000)
}

/// The amount of things of a numeral in one of the forms of the law.
fn things(chars: &[char]) -> Option<u128> {
    let is_telephone = |chars: &[char]| {
        let digits: Vec<_> = chars.iter().filter(|c| **c != ',').collect();
        digits.len() >= 9 && !digits.ends_with(&[&'0'; 4])
    };
    if let Some(value) = decimal(chars, 0) {
        return (!is_telephone(chars)).then_some(value);
    }
    (2..=4)
        .contains(&chars.len())
        .then(|| one_by_one(chars).filter(|_| chars.iter().any(|c| "〇○◯".contains(*c))))
        .flatten()
        .or_else(|| with_unit(chars))
        .or_else(|| mixed(chars))
        .or_else(|| pointed_with_unit(chars))
        .or_else(|| whole_places(chars))
}

/// Digits, in threes or not, with up to some decimals; in ten-thousandths.
fn decimal(chars: &[char], max_decimals: usize) -> Option<u128> {
    let text: String = chars.iter().collect();
    let (whole, decimals) =
        text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let groups: Vec<&str> = whole.split(',').collect();
    let is_grouped = groups.len() == 1
        || (1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3);
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let opens_well = !whole.starts_with('0') || whole == "0" && decimals.is_some();
    if !is_grouped || !groups.iter().all(|group| is_digits(group)) || !opens_well {
        return None;
    }
    let mut value = groups.concat().parse::<u128>().ok()?.checked_mul(10_000)?;
    if let Some(decimals) = decimals {
        if !is_digits(decimals) || decimals.len() > max_decimals {
            return None;
        }
        value += format!("{decimals:0<4}").parse::<u128>().ok()?;
    }
    Some(value)
}

/// A unit at the end: the text before it, and its size.
fn unit(chars: &[char]) -> Option<(&[char], u128)> {
    match chars {
        [head @ .., '万', '亿'] => Some((head, 1_000_000_000_000)),
        [head @ .., '亿'] => Some((head, 100_000_000)),
        [head @ .., '万'] => Some((head, 10_000)),
        _ => None,
    }
}

/// Digits with decimals before 万, 亿 and 万亿.
fn with_unit(chars: &[char]) -> Option<u128> {
    let (head, size) = unit(chars)?;
    decimal(head, 4).filter(|value| (1_000..10_000_000_000).contains(value)).map(|value| value * size)
}

/// A plain whole number of digits.
fn plain(chars: &[char]) -> Option<u128> {
    decimal(chars, 0).filter(|_| !chars.contains(&','))
}

/// One digit with 千 or 百.
fn digit_with_place(chars: &[char]) -> Option<u128> {
    match chars {
        [digit, '千'] => plain(&[*digit]).map(|value| value * 1000),
        [digit, '百'] => plain(&[*digit]).map(|value| value * 100),
        _ => None,
    }
}

/// Digits before 百, 千, 万 and 亿, place by place.
fn mixed(chars: &[char]) -> Option<u128> {
    if let Some(value) = digit_with_place(chars) {
        return Some(value);
    }
    if let [head @ .., '万' | '亿'] = chars
        && let Some(value) = digit_with_place(head)
    {
        return Some(value * unit(chars)?.1);
    }
    let below = |limit: u128| move |value: &u128| (1..limit * 10_000).contains(value);
    if let Some(at) = chars.iter().position(|c| *c == '亿') {
        let head = plain(&chars[..at]).filter(below(100_000_000))?;
        let (tail, size) = unit(&chars[at + 1..]).filter(|(_, size)| *size == 10_000)?;
        let tail = plain(tail).filter(below(10_000)).or_else(|| digit_with_place(tail))?;
        return Some(head * 100_000_000 + tail * size);
    }
    let at = chars.iter().position(|c| *c == '万')?;
    let head = plain(&chars[..at]).filter(below(10_000))?;
    let tail = &chars[at + 1..];
    let tail = match tail {
        [thousands, '千', hundreds, '百'] => {
            Some(plain(&[*thousands])? * 1000 + plain(&[*hundreds])? * 100).filter(|value| *value > 0)
        }
        _ => plain(tail)
            .filter(|value| (10_000_000..100_000_000).contains(value))
            .or_else(|| digit_with_place(tail)),
    };
    tail.map(|tail| head * 10_000 + tail)
}

/// Chinese with 点 and decimals that do not end in zero, before 万, 亿 and 万亿.
fn pointed_with_unit(chars: &[char]) -> Option<u128> {
    let (head, size) = unit(chars)?;
    pointed(head).filter(|value| (1_000..10_000_000_000).contains(value)).map(|value| value * size)
}

fn pointed(chars: &[char]) -> Option<u128> {
    let at = chars.iter().position(|c| *c == '点')?;
    let (whole, decimals) = (&chars[..at], &chars[at + 1..]);
    if decimals.is_empty() || decimals.len() > 4 || decimals.last() == Some(&'零') {
        return None;
    }
    let is_plain = |chars: &[char]| !chars.iter().any(|c| "〇○◯两".contains(*c));
    let whole = if whole == ['零'] { 0 } else { whole_places(whole)? };
    if !is_plain(chars) {
        return None;
    }
    let mut value = whole;
    let mut part = 1_000;
    for &c in decimals {
        value += single(c)? * part;
        part /= 10;
    }
    Some(value)
}

/// A Chinese numeral by places, in ten-thousandths.
fn whole_places(chars: &[char]) -> Option<u128> {
    let mut zeros: Vec<char> = chars.iter().copied().filter(|c| "零〇○◯".contains(*c)).collect();
    zeros.sort_unstable();
    zeros.dedup();
    let mut twos = Vec::new();
    let value = places(chars, true, &mut twos)?;
    // No 两 after a 二 that could be 两.
    let is_ordered = twos.windows(2).all(|pair| pair != ['二', '两']);
    let is_two = chars == ['两'];
    (zeros.len() <= 1
        && is_ordered
        && (is_two
            || chars.iter().filter(|c| **c == '两').count() == twos.iter().filter(|c| **c == '两').count()))
    .then_some(value * 10_000)
}

fn places(chars: &[char], is_head: bool, twos: &mut Vec<char>) -> Option<u128> {
    for (place, size) in [('亿', 100_000_000), ('万', 10_000)] {
        let Some(at) = chars.iter().rposition(|c| *c == place) else { continue };
        let (head, tail) = (&chars[..at], &chars[at + 1..]);
        let times = match head {
            [two @ ('二' | '两')] => {
                twos.push(*two);
                2
            }
            head => places(head, is_head, twos)?,
        };
        if times >= size.max(100_000_000) || place == '万' && times >= 10_000 {
            return None;
        }
        let rest = match tail {
            [] => 0,
            ['零' | '〇' | '○' | '◯', tail @ ..] => {
                places(tail, false, twos).filter(|rest| *rest < size / 10)?
            }
            tail => places(tail, false, twos).filter(|rest| *rest >= size / 10)?,
        };
        return Some(times * size + rest);
    }
    let mut value = 0;
    // The lowest place so far, 10,000 before any.
    let mut lowest = 10_000;
    let mut rest = chars;
    while !rest.is_empty() {
        let has_zero = "零〇○◯".contains(rest[0]);
        if has_zero {
            if value == 0 {
                return None;
            }
            rest = &rest[1..];
        }
        let (digit, behind) = match rest {
            ['十', ..] if is_head && value == 0 && !has_zero => (1, rest),
            [digit, behind @ ..] => (single(*digit).filter(|digit| *digit > 0)?, behind),
            [] => return None,
        };
        let (place, behind) = match behind {
            ['千', behind @ ..] => (1000, behind),
            ['百', behind @ ..] => (100, behind),
            ['十', behind @ ..] => {
                let is_bare = rest[0] == '十';
                // At the head ten has no 一.
                if digit == 1 && !is_bare && is_head && value == 0 {
                    return None;
                }
                (10, behind)
            }
            [] => (1, behind),
            _ => return None,
        };
        let has_gap = place * 10 < lowest && value > 0;
        if place >= lowest || has_gap != has_zero {
            return None;
        }
        if place >= 100 && digit == 2 {
            twos.push(rest[0]);
        }
        value += digit * place;
        lowest = place;
        rest = behind;
    }
    (value > 0).then_some(value)
}
