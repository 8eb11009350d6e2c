//! Test oracle for the matching of numbers: reads numerals by a grammar of its own, and compares values.
//!
//! It shares no code with the module under test. Every substring of a text is tried as a numeral. If the grammar accepts it, it
//! has a value and a form, and the characters around it are checked separately. The code is slow and simple.

mod grammar;

use std::ops::Range;

use grammar::{Amount, Form, numeral, numeric, single};

const MEASURES: &str = "年 月 日 号 个 名 人 位 家 户 次 条 届 章 期 版 页 楼 层 岁 元 吨 米 亩 倍 种 项 场 台 架 辆 艘 枚 颗 座 村 \
                        县 天 周 级 轮 批 支 份 件 张 部 篇 首 类 组 代 所 秒 公里 公斤 公顷 平方米 立方米 千米 千克 千瓦 平方公里 平方千米 小时 \
                        分钟 世纪 周年 周岁 多 余 年级 年代 部门 部委 位数 个月 次会议 次全会";

/// Longest stretch that is tried, in characters.
const MAX_CHARS: usize = 44;

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
    /// The words of a dictionary in the text.
    words: Vec<Range<usize>>,
}

impl Read {
    pub(super) fn new(text: &str, dictionary: &[&str]) -> Read {
        let chars: Vec<char> = text.chars().collect();
        let mut words = Vec::new();
        for word in dictionary {
            let word: Vec<char> = word.chars().collect();
            let starts = (0..chars.len()).filter(|&start| chars[start..].starts_with(&word));
            words.extend(starts.map(|start| start..start + word.len()));
        }
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
        Read { chars, bytes, numerals, words }
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
        let circles = (0..start).take_while(|&count| "○◯".contains(back(1 + count))).count();
        if circles > 0 && (numeric(back(1 + circles)) || opens_chinese) {
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
            let two_behind: String = [ahead(1), ahead(2)].into_iter().collect();
            let is_long = asked.measure == "月" && ["有余", "之久"].contains(&two_behind.as_str());
            return is_same && !is_long && !(is_vague && "十百千万亿".contains(ahead(1)));
        }
        let digits_behind = (0..4).take_while(|&count| ahead(1 + count).is_ascii_digit()).count();
        !(ahead(0).is_ascii_alphanumeric()
            || "%‰".contains(ahead(0))
            || ".:/".contains(ahead(0)) && digits_behind > 0
            || ahead(0) == ',' && digits_behind == 3
            || ahead(0) == '点' && single(ahead(1)).is_some()
            || ahead(0) == '分' && ahead(1) == '之'
            || "多余来几数".contains(ahead(0)) && "十百千万亿".contains(ahead(1))
            || "○◯".contains(ahead(0)) && (numeric(last) || "○◯".contains(last) || self.is_zero_ahead(end)))
    }

    /// True if a Chinese numeral goes on behind the circles at a character.
    fn is_zero_ahead(&self, at: usize) -> bool {
        self.chars[at..].iter().find(|c| !"○◯".contains(**c)).is_some_and(|c| numeric(*c))
    }

    /// True if a word of the dictionary with the numeral in it says more than the number; `before` and `behind` are the numbers of
    /// characters of the query that stand around it.
    fn is_in_word(&self, numeral: &Numeral, asked: &Asked, [before, behind]: [usize; 2]) -> bool {
        let Range { start, end } = numeral.chars.clone();
        let first = start.saturating_sub(before.max(usize::from(asked.has_rank && is_things(numeral))));
        let last = end + behind.max(asked.measure.chars().count());
        self.words.iter().any(|word| {
            let has_it = word.start <= start && end <= word.end;
            let over: String = self.chars.get(last..word.end).unwrap_or_default().iter().collect();
            let is_number = || {
                if asked.has_rank
                    && is_things(numeral)
                    && !asked.measure.is_empty()
                    && over.chars().count() > 1
                {
                    return true;
                }
                let over = over.strip_prefix(|c| "多余来".contains(c)).unwrap_or(&over);
                let measures = MEASURES.split_whitespace().filter(|measure| over.starts_with(measure));
                let counted = measures.map(str::len).max().unwrap_or(0);
                let may_count = ["", "多", "余"].contains(&asked.measure.as_str());
                let ending = if may_count { &over[counted..] } else { over };
                ending.is_empty() || ["份", "钟", "初", "中", "底", "末"].contains(&ending)
            };
            let head: String = self.chars[word.start..first.max(word.start)].iter().collect();
            let is_free = head.is_empty() || "前 后 近 头 首 这 那 每 超".split(' ').any(|free| free == head);
            let is_longest = self
                .words
                .iter()
                .all(|other| other.start > word.start || other.end < word.end || other.len() == word.len());
            has_it && is_longest && (!is_free || word.end > last && !is_number())
        })
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
                is_first_day: measure == "日" && self.at(start.checked_sub(1)) == '月',
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
            let is_word = || self.is_in_word(numeral, &asked, [0, 0]);
            (counts && !is_dated && is_other && self.is_whole(numeral, &asked) && !is_word()).then_some(asked)
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
                let is_first_day = asked.is_first_day && self.at(numeral.chars.start.checked_sub(1)) == '月';
                let is_one = ["月", "号", "级", "年级"].contains(&asked.measure.as_str());
                (asked.has_rank || is_one || is_first_day) && ["1", "一"].contains(&spelled.as_str())
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
            let around = query.text_around(number, asked);
            for numeral in self.numerals[first..].iter().take_while(|numeral| numeral.chars.start == start) {
                if self.spelled(numeral) != number.spelled
                    && self.equal(number, numeral)
                    && self.is_whole(numeral, number)
                    && !self.is_in_word(numeral, number, around)
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

    /// The numbers of characters between a number of this query and the numbers beside it.
    fn text_around(&self, number: &Asked, all: &[Asked]) -> [usize; 2] {
        let Range { start, end } = number.numeral.chars.clone();
        let before = all.iter().map(|other| other.numeral.chars.end).filter(|&other| other <= start).max();
        let behind = all.iter().map(|other| other.numeral.chars.start).filter(|&other| end <= other).min();
        [start - before.unwrap_or(0), behind.unwrap_or(self.chars.len()) - end]
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
    pub(super) fn new(query: &str, dictionary: &[&str]) -> Question {
        let read = Read::new(query, dictionary);
        Question { asked: read.asked(), read }
    }
}

/// A number of a query.
struct Asked {
    numeral: Numeral,
    spelled: String,
    measure: String,
    has_rank: bool,
    /// True before 日 and behind 月.
    is_first_day: bool,
    is_year: bool,
}

/// True if a numeral counts things, and not parts of a hundred or of a thousand.
fn is_things(numeral: &Numeral) -> bool {
    matches!(numeral.amount, Amount::Things(_))
}
