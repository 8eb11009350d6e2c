//! The imprint, a line with the time, source and author of a report under its headline:
//! `2024-05-08 08:00 来源：江城日报 作者：高远`, `《江城日报》（2024年05月08日 03版）`,
//! `2024-05-08 00:12 聯合報／記者方曉棠／江城報導`, `【责任编辑：李四】`.
//!
//! Web pages print it, so it is copied with the page. A line with nothing but such values is not part of the
//! text. Labelled values count in other lines too.

mod label;

use jianbao_article::{People, WrittenDate, days_in, people_in_field};

use super::press::{folded, is_person, may_publish, paper};
use label::{Label, labels};

/// Imprint of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Imprint {
    pub(super) date: Option<WrittenDate>,
    pub(super) source: Option<String>,
    /// True if it comes from a label for the source.
    pub(super) is_labelled: bool,
    /// True if the line has a label for the time.
    pub(super) is_timed: bool,
    pub(super) page: Option<String>,
    pub(super) section: Option<String>,
    pub(super) people: People,
    pub(super) editor: Option<String>,
    /// True if there is nothing else in the line.
    pub(super) is_whole: bool,
}

/// A longer line is no imprint.
const MAX_CHARS: usize = 140;

/// Words of an imprint without a value.
const WORDS: [&str; 46] = [
    "原创",
    "独家",
    "上午",
    "下午",
    "中午",
    "晚上",
    "凌晨",
    "早上",
    "打印",
    "分享",
    "收藏",
    "评论",
    "我要评论",
    "参与",
    "大",
    "中",
    "小",
    "纠错",
    "字号",
    "字体",
    "分享到",
    "微信",
    "微博",
    "朋友圈",
    "关注",
    "综合",
    "报道",
    "报导",
    "综合报道",
    "电",
    "讯",
    "次",
    "人",
    "发布",
    "阅读",
    "浏览",
    "点击",
    "听新闻",
    "扫一扫",
    "北京时间",
    "时间",
    "日期",
    "来源",
    "作者",
    "跟贴",
    "举报",
];

impl Imprint {
    /// True if the line is nothing else and is removed from the text: it has a day, a label or a person, and
    /// is not just a byline.
    pub(super) fn is_apart(&self, line: &str) -> bool {
        let says =
            self.is_labelled || self.editor.is_some() || self.date.is_some() || !self.people.is_empty();
        // 本报记者 甲 is a byline, and read as such.
        let is_data = line.contains(['：', ':']) || self.date.is_some() || self.is_labelled;
        self.is_whole && says && is_data
    }

    /// Adds the values of another line. A labelled source takes precedence over one without a label.
    pub(super) fn merge(&mut self, other: Imprint) {
        if self.source.is_none() || other.is_labelled && !self.is_labelled {
            self.source = other.source.or(self.source.take());
            self.is_labelled |= other.is_labelled;
        }
        self.date = super::date::completed(self.date, other.date);
        self.page = self.page.take().or(other.page);
        self.section = self.section.take().or(other.section);
        self.editor = self.editor.take().or(other.editor);
        if self.people.is_empty() {
            self.people = other.people;
        }
    }
}

/// True if a line consists of buttons: `【纠错】`, `分享到 微信 微博`.
pub(super) fn says_nothing(line: &str) -> bool {
    let line = folded(line);
    let words = || line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    line.chars().nth(40).is_none() && words().next().is_some() && words().all(is_nothing)
}

/// Imprint of a line: time, source and author; none if it has none of them.
pub(super) fn read(line: &str) -> Option<Imprint> {
    if line.len() > 4 * MAX_CHARS || line.chars().nth(MAX_CHARS).is_some() {
        return None;
    }
    let text = line.trim();
    // Most lines have neither a day, nor a label, nor a page.
    let is_sign = |c: char| {
        c.is_ascii_digit() || matches!(c, '：' | ':' | '》' | '/' | '／' | '年' | '|' | '０'..='９')
    };
    if !text.contains(is_sign) {
        return None;
    }
    let folded = folded(text);
    let mut imprint =
        Imprint { is_whole: !text.ends_with(['。', '！', '？', '；']), ..Imprint::default() };
    let labels = labels(&folded);
    if labels.is_empty() && !may_hold_day(text) && !text.contains('版') {
        return None;
    }
    let first = labels.first().map_or(text.len(), |label| label.start);
    let mut rest = text[..first].to_owned();
    imprint.is_timed = labels.iter().any(|found| found.label == Label::Time);
    for (index, found) in labels.iter().enumerate() {
        let end = labels.get(index + 1).map_or(text.len(), |next| next.start);
        rest.push(' ');
        rest.push_str(imprint.labelled(found.label, &text[found.behind..end]));
    }
    if imprint.is_whole {
        imprint.loose(&rest);
    } else {
        // A sentence: labelled values, and a day.
        imprint.date = super::date::within(&rest).map(|(date, _)| date);
    }
    let says = imprint.date.is_some()
        || imprint.source.is_some()
        || imprint.editor.is_some()
        || !imprint.people.is_empty()
        || imprint.page.is_some()
        || imprint.is_whole && labels.iter().any(|found| found.label == Label::Staff);
    says.then_some(imprint)
}

/// True if a text may contain a year.
fn may_hold_day(text: &str) -> bool {
    let mut digits = 0;
    text.chars().any(|c| {
        digits = if c.is_ascii_digit() || ('０'..='９').contains(&c) { digits + 1 } else { 0 };
        digits == 4 || c == '年'
    })
}

impl Imprint {
    /// Takes the value of a label; returns the rest of the text.
    fn labelled<'t>(&mut self, label: Label, value: &'t str) -> &'t str {
        let value = value.trim();
        match label {
            Label::Time => value,
            Label::Control => {
                let bare = value
                    .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | ',' | '.' | '-'));
                if bare.len() < value.len() { bare.trim_start_matches(['次', '人', '万']) } else { value }
            }
            Label::Staff | Label::Editor => {
                let end = value.find(['|', '】', ']', '）', ')']).unwrap_or(value.len());
                let name = value[..end].trim();
                let is_name = !name.is_empty() && name.chars().count() <= 30 && !name.contains(['，', '。']);
                if !is_name {
                    return value;
                }
                if label == Label::Editor {
                    self.editor.get_or_insert_with(|| name.to_owned());
                }
                &value[end..]
            }
            Label::Source => {
                let end = if value.starts_with('《') {
                    value.find('》').map(|at| at + '》'.len_utf8())
                } else {
                    None
                };
                let end = end.or_else(|| value.find(|c: char| c.is_whitespace() || matches!(c, '|' | '丨')));
                let end = end.unwrap_or(value.len());
                match paper(&value[..end]) {
                    Some(name) => {
                        if !self.is_labelled {
                            self.source = Some(name);
                        }
                        self.is_labelled = true;
                        &value[end..]
                    }
                    None => value,
                }
            }
            Label::People => {
                let end = value.find(['|', '丨', '】', ']']).unwrap_or(value.len());
                // The longest part of it that consists of people.
                let ends =
                    value[..end].char_indices().rev().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
                let taken = std::iter::once(end).chain(ends).find(|&end| self.people_in(&value[..end]));
                &value[taken.unwrap_or(0)..]
            }
        }
    }

    /// Takes people, if a text contains nothing else.
    fn people_in(&mut self, text: &str) -> bool {
        let text = text.trim();
        // 张三（江城日报评论员）
        let found = people_in_field(text);
        let People { reporters, correspondents, photographers } = &found;
        let mut names = reporters.iter().chain(correspondents).chain(photographers);
        let is_people = !text.is_empty() && !found.is_empty() && names.all(|name| is_person(name));
        if is_people {
            self.people.reporters.extend(found.reporters);
            self.people.correspondents.extend(found.correspondents);
            self.people.photographers.extend(found.photographers);
        }
        is_people
    }

    /// Takes the values of a line without labels.
    fn loose(&mut self, text: &str) {
        let text = self.without_dates(text);
        let text = without_clocks(&self.without_pages(&text));
        let is_between = |c: char| {
            c.is_whitespace()
                || c.is_ascii_punctuation() && c != '.' && c != '-'
                || "｜·•／丨，；（）【】［］《》：、—－■●◆▲※".contains(c)
        };
        let words: Vec<&str> = text.split(is_between).filter(|word| !word.is_empty()).collect();
        let mut at = 0;
        while let Some(&word) = words.get(at) {
            at += 1;
            let plain = folded(word);
            if is_nothing(&plain) {
                continue;
            }
            if may_publish(word) && self.source.is_none() {
                self.source = Some(word.to_owned());
                continue;
            }
            if self.source.as_deref() == Some(word) {
                continue;
            }
            if self.page.is_some() && self.section.is_none() && (2..=6).contains(&word.chars().count()) {
                self.section = Some(word.to_owned());
                continue;
            }
            // 记者方晓棠, 江城報導; a role with the names after it.
            let is_role =
                ["记者", "通讯员", "实习生", "本报", "特约", "见习"].iter().any(|role| plain.contains(role));
            let more = words[at..].iter().take(5).take_while(|word| {
                !is_nothing(&folded(word)) && !may_publish(word) && !is_report(&folded(word))
            });
            let longest = at + more.count();
            let taken =
                (at..=longest).rev().find(|&end| is_role && self.people_in(&words[at - 1..end].join(" ")));
            if let Some(end) = taken {
                at = end;
                continue;
            }
            if !is_report(&plain) || word.chars().count() > 8 {
                // Other values here are not used.
                self.is_whole = false;
                return;
            }
        }
    }

    /// Takes the first day; leaves all of them out.
    fn without_dates(&mut self, text: &str) -> String {
        let mut rest = text.to_owned();
        // A line of metadata has one or two.
        for _ in 0..3 {
            let numeric = super::date::within(&rest);
            let Some((date, range)) = numeric.or_else(|| {
                let found = days_in(&rest, None).into_iter().find(|found| found.first == found.last)?;
                let (date, time_bytes) = WrittenDate::of_day(found.first, &rest[found.end_byte..]);
                Some((date, found.start_byte..found.end_byte + time_bytes))
            }) else {
                break;
            };
            self.date = super::date::completed(self.date, Some(date));
            rest.replace_range(range, " ");
        }
        rest
    }

    /// Takes the page number of a paper: `03版`, `第 A03 版：社会`.
    fn without_pages(&mut self, text: &str) -> String {
        let Some(sign) = text.find('版') else { return text.to_owned() };
        let before = text[..sign].trim_end();
        let digits = before.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = &before[digits.len()..];
        let letters = digits.trim_end_matches(|c: char| c.is_ascii_uppercase());
        let letter = &digits[letters.len()..];
        if number.is_empty() || number.len() > 3 || letter.len() > 1 {
            return text.to_owned();
        }
        let number = if letter.is_empty() { number.trim_start_matches('0') } else { number };
        self.page.get_or_insert_with(|| format!("{letter}{number}"));
        let start = letters.trim_end().strip_suffix('第').unwrap_or(letters);
        format!("{start} {}", &text[sign + '版'.len_utf8()..])
    }
}

/// A text without times of day, which a name may follow without a space: `09-3019:46江城日报`.
fn without_clocks(text: &str) -> String {
    let mut rest = text.to_owned();
    let is_two = |text: &str| text.len() >= 2 && text.as_bytes()[..2].iter().all(u8::is_ascii_digit);
    let colons: Vec<usize> = text.match_indices(':').map(|(at, _)| at).collect();
    for at in colons.into_iter().rev() {
        let before = text[..at].bytes().rev().take(2).take_while(u8::is_ascii_digit).count();
        if before > 0 && is_two(&text[at + 1..]) {
            rest.replace_range(at - before..at + 3, &" ".repeat(before + 3));
        }
    }
    rest
}

/// `江城报道`, `综合报导`.
fn is_report(word: &str) -> bool {
    word.ends_with("报道") || word.ends_with("报导")
}

/// Numbers, times, days of the week and words of buttons.
fn is_nothing(word: &str) -> bool {
    let is_number = |c: char| {
        c.is_ascii_digit()
            || matches!(c, ':' | '.' | '-' | '+' | 'T' | 'Z' | '时' | '分' | '秒' | '万' | '次')
    };
    let rest = ["星期", "周", "礼拜", "农历"].iter().find_map(|opening| word.strip_prefix(opening));
    let is_weekday = rest.is_some_and(|rest| rest.chars().all(|c| "一二三四五六日天".contains(c)))
        || word.starts_with("农历");
    word.chars().all(is_number)
        || is_weekday
        || WORDS.contains(&word)
        || ["A", "T", "AM", "PM", "am", "pm", "GMT", "CST"].contains(&word)
}

/// The people and the paper of `段彦超 廖艳/江城新闻`.
#[cfg(feature = "html")]
pub(super) fn names_and_paper(line: &str) -> Option<(Vec<String>, String)> {
    let (people, source) = line.split_once(['/', '／'])?;
    let source = source.trim();
    let people = super::press::is_paper(source).then(|| super::press::names(people, &[])).flatten()?;
    Some((people, paper(source)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> String {
        let Some(imprint) = read(line) else { return String::new() };
        let date = imprint.date.map(|date| {
            let clock = date.time.map(|time| time.in_china().strftime(" %H:%M").to_string());
            date.day.to_string() + clock.as_deref().unwrap_or_default()
        });
        let date = date.unwrap_or_default();
        let People { reporters, correspondents, .. } = imprint.people;
        let people = [reporters, correspondents].concat().join("、");
        let of = |field: Option<String>| field.unwrap_or_default();
        let whole = if imprint.is_whole { "" } else { " …" };
        [date, of(imprint.source), of(imprint.page), of(imprint.section), people, of(imprint.editor)]
            .join("|")
            + whole
    }

    #[test]
    fn a_line_says_when_where_and_by_whom() {
        for (line, expect) in [
            ("2024-05-08 08:00:00", "2024-05-08 08:00|||||"),
            ("2024-05-08 08:00 来源：江城日报", "2024-05-08 08:00|江城日报||||"),
            ("2024-05-08 08:00来源: 江城日报 作者: 高远 沈一舟", "2024-05-08 08:00|江城日报|||高远、沈一舟|"),
            ("来源： 江城网", "|江城网||||"),
            ("發佈時間：2024年5月8日 星期三　來源：江城時報　記者：方曉棠", "2024-05-08|江城時報|||方曉棠|"),
            ("2024年5月8日 星期三", "2024-05-08|||||"),
            ("2024年5月8日 星期三 05:05", "2024-05-08 05:05|||||"),
            ("《江城日报》（2024年05月08日 03版）", "2024-05-08|江城日报|3|||"),
            ("江城日报    2024年05月08日    第 03 版    要闻", "2024-05-08|江城日报|3|要闻||"),
            ("第A03版：社会 2024-05-08", "2024-05-08||A03|社会||"),
            ("2024-05-08 00:12 江城報／記者方曉棠／江城報導", "2024-05-08 00:12|江城報|||方曉棠|"),
            ("作者：本报记者 高　远 本报通讯员 沈一舟", "||||高远、沈一舟|"),
            ("2024年5月8日 08:00 江城", "2024-05-08 08:00||||| …"),
            ("05-0819:46江城日报", "|江城日报||||"),
            ("出版时间：2024/05/08 11:44", "2024-05-08 11:44|||||"),
            (
                "2024-05-08 10:00 江城市发改委 浏览次数：123次 字号：[大 中 小]",
                "2024-05-08 10:00|江城市发改委||||",
            ),
            ("【责任编辑:李四】", "|||||李四"),
            ("责编：李四、王五", "|||||李四、王五"),
            ("来源：《江城晚报》 | 作者：叨叨姐", "|江城晚报|||叨叨姐|"),
            ("２０２４年５月８日 来源：江城日报", "2024-05-08|江城日报||||"),
            ("本文来源：江城经济报道(广州) 作者：高远 责任编辑：NF055", "|江城经济报道|||高远|NF055"),
            ("2024年5月8日，江城放晴。", "2024-05-08||||| …"),
            ("街上的人又多了起来", ""),
            ("第A03版：社会", "||A03|社会||"),
            ("本报记者了解到，数据来源：江城统计局", ""),
        ] {
            assert_eq!(shown(line), expect, "{line}");
        }
    }

    #[cfg(feature = "html")]
    #[test]
    fn names_with_a_paper_behind_them_are_both() {
        let (people, paper) = names_and_paper("高远 沈一舟/江城新闻").unwrap();
        assert_eq!((people, paper.as_str()), (vec!["高远".to_owned(), "沈一舟".to_owned()], "江城新闻"));
        assert_eq!(names_and_paper("高远/视觉"), None);
    }
}
