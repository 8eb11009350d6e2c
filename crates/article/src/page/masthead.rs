//! The masthead of a page: the paper's name, the day, the number and the section of the page.
//!
//! Papers print it at the top, sometimes at the foot, on one line or on several:
//! `2024年5月8日 星期三 江城晚报 第3版 要闻`, or `星期三` / `要 闻` / `3` below each other. A line belongs to
//! the masthead if one of its parts is unambiguous (a day, a page number, a day of the week, the editors) and
//! all other parts are possible. A line of short parts alone counts only next to such a line.

mod calendar;

use std::borrow::Cow;

use crate::Date;
use crate::byline::is_paper;
use crate::day::{digit, number};
use crate::lines::is_han;
use calendar::{is_of_another_calendar, is_weekday, whole_date};

/// Contents of the lines of a masthead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Masthead {
    pub(crate) paper: Option<String>,
    pub(crate) date: Option<Date>,
    pub(crate) page: Option<String>,
    pub(crate) section: Option<String>,
}

impl Masthead {
    /// Adds the values of a line; values of earlier lines stay.
    pub(crate) fn read(&mut self, line: &str) {
        for piece in pieces(&narrow(line)) {
            match piece {
                Piece::Date(date) => self.date = self.date.or(Some(date)),
                Piece::Page(page) | Piece::Number(page) => {
                    self.page.get_or_insert_with(|| in_figures(page));
                }
                Piece::Paper(paper) => {
                    self.paper.get_or_insert_with(|| without_spaces(paper));
                }
                Piece::Section(section) | Piece::Other(section) => {
                    self.section.get_or_insert_with(|| without_spaces(section));
                }
                Piece::Weekday | Piece::Staff => {}
            }
        }
    }
}

/// A page number in figures: 三 is 3; `A04` and `02` stay.
fn in_figures(page: &str) -> String {
    let is_chinese = !page.contains(|c: char| c.is_ascii_alphanumeric());
    number(page).filter(|_| is_chinese).map_or_else(|| page.to_owned(), |page| page.to_string())
}

/// The line with letters, digits and signs of full width as those of ASCII.
fn narrow(line: &str) -> Cow<'_, str> {
    let is_wide = |c: char| matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '／' | '－' | '：');
    if !line.contains(is_wide) {
        return Cow::Borrowed(line);
    }
    let narrowed = |c: char| if is_wide(c) { char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c) } else { c };
    Cow::Owned(line.chars().map(narrowed).collect())
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Certainty that a line belongs to the masthead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// It does.
    Sure,
    /// A line that belongs to the masthead if it is next to one that does.
    Beside,
    /// It does not.
    None,
}

/// The names of sections have no more characters.
const MAX_SECTION_CHARS: usize = 6;

/// Mastheads have no more characters.
const MAX_CHARS: usize = 90;

/// Certainty that a single line belongs to a masthead.
pub(crate) fn sign(line: &str) -> Sign {
    let line = &*narrow(line);
    // The name of a term of the year alone is a headline.
    if line.chars().count() > MAX_CHARS
        || calendar::is_term(line)
        || line.ends_with(['。', '！', '？', '，', '；'])
    {
        return Sign::None;
    }
    let pieces: Vec<Piece<'_>> = pieces(line).collect();
    let has = |is: fn(&Piece<'_>) -> bool| pieces.iter().any(is);
    let has_date = has(|piece| matches!(piece, Piece::Date(_)));
    let has_page = has(|piece| matches!(piece, Piece::Page(_)));
    let has_weekday = has(|piece| matches!(piece, Piece::Weekday));
    let has_staff = has(|piece| matches!(piece, Piece::Staff));
    let has_paper = has(|piece| matches!(piece, Piece::Paper(_)));
    let is_told = has_page || has_date && (has_weekday || has_paper || has_staff) || has_weekday && has_paper;
    // A section with an unknown name: one short word next to a page number.
    let others: Vec<&str> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Other(part) => Some(*part),
            _ => None,
        })
        .collect();
    let is_section = |part: &&str| part.chars().count() <= MAX_SECTION_CHARS && part.chars().all(is_han);
    match (others.as_slice(), is_told, pieces.len()) {
        ([], true, _) => Sign::Sure,
        ([], false, 1..=4) => Sign::Beside,
        ([one], true, 2..) if has_page && is_section(one) => Sign::Sure,
        _ => Sign::None,
    }
}

/// A part of a masthead.
enum Piece<'t> {
    Date(Date),
    /// The day of the week, and the day in another calendar.
    Weekday,
    /// `第3版`, `A04`, `3版`, `三版`.
    Page(&'t str),
    /// A number by itself.
    Number(&'t str),
    Paper(&'t str),
    Section(&'t str),
    /// The editors of the page, its issue number, the address of the paper.
    Staff,
    Other(&'t str),
}

/// The parts of a line, separated by white space. Spaces inside a short name do not separate: `要 闻`.
fn pieces(line: &str) -> impl Iterator<Item = Piece<'_>> {
    let line = line.trim();
    let is_spaced_word = line.chars().filter(|c| !c.is_whitespace()).count() <= 4
        && line.chars().all(|c| is_han(c) || c.is_whitespace());
    let parted = if is_spaced_word { vec![line] } else { parts(line) };
    let mut follows_staff = false;
    parted.into_iter().map(move |part| {
        let piece = piece(part);
        let is_name = matches!(piece, Piece::Other(_) | Piece::Section(_)) && part.chars().count() <= 5;
        if follows_staff && is_name && !matches!(piece, Piece::Paper(_)) {
            // 责编 甲: the name after it is in the same part; so is the second half of a spaced-out name.
            return Piece::Staff;
        }
        follows_staff = matches!(piece, Piece::Staff);
        piece
    })
}

fn parts(line: &str) -> Vec<&str> {
    line.split(|c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '·' | '│' | '■' | '◆' | '●'))
        .filter(|part| !part.is_empty())
        .collect()
}

fn piece(part: &str) -> Piece<'_> {
    let chars = part.chars().count();
    if let Some(date) = whole_date(part) {
        return Piece::Date(date);
    }
    if is_weekday(part) || is_of_another_calendar(part) {
        return Piece::Weekday;
    }
    if let Some(page) = page_number(part) {
        return Piece::Page(page);
    }
    if chars <= 3 && part.chars().all(|c| c.is_ascii_digit()) {
        return Piece::Number(part);
    }
    if is_staff(part) {
        return Piece::Staff;
    }
    if chars <= 10 && is_paper(part) && part.ends_with(['报', '報', '刊']) {
        return Piece::Paper(part);
    }
    let bare = without_spaces(part);
    if SECTIONS.contains(&bare.as_str())
        || bare.strip_suffix(['版']).is_some_and(|bare| SECTIONS.contains(&bare))
    {
        return Piece::Section(part);
    }
    Piece::Other(part)
}

/// The number of `第3版`, `第三版`, `三版`, `A04`, `3版`, `A04版`; none where a part is no page number.
fn page_number(part: &str) -> Option<&str> {
    let bare = part.strip_suffix('版').or_else(|| part.strip_suffix('页'));
    let is_named = bare.is_some();
    let bare = bare.unwrap_or(part);
    let bare = bare.strip_prefix('第').unwrap_or(bare);
    let letters = bare.chars().take_while(char::is_ascii_uppercase).count();
    let digits = &bare[letters..];
    let is_number = !digits.is_empty()
        && digits.chars().count() <= 3
        && letters <= 2
        && (digits.chars().all(|c| c.is_ascii_digit())
            || is_named && letters == 0 && digits.chars().all(|c| c == '十' || digit(c).is_some()));
    (is_number && (is_named || letters == 1 && digits.len() <= 2)).then_some(bare)
}

fn is_staff(part: &str) -> bool {
    const STAFF: [&str; 43] = [
        "责编",
        "责任编辑",
        "值班编委",
        "值班",
        "编辑",
        "主编",
        "版式",
        "美编",
        "校对",
        "组版",
        "检校",
        "审读",
        "排版",
        "视觉",
        "电话",
        "邮箱",
        "热线",
        "E-mail",
        "Email",
        "网址",
        "总第",
        "第",
        "今日",
        "国内统一",
        "邮发代号",
        "編輯",
        "美編",
        "校對",
        "責任編輯",
        "本版编辑",
        "本版责编",
        "本版美编",
        "本期编辑",
        "电子信箱",
        "投稿",
        "http",
        "www.",
        "值班主任",
        "统筹",
        "制图",
        "编审",
        "终审",
        "见习编辑",
    ];
    let Some(word) = STAFF.iter().filter(|word| part.starts_with(**word)).max_by_key(|word| word.len())
    else {
        return false;
    };
    let behind = &part[word.len()..];
    match *word {
        "第" => behind.ends_with(['期', '号', '號']),
        "今日" => behind.ends_with('版') && behind.chars().any(|c| c.is_numeric()),
        "国内统一" | "邮发代号" | "总第" | "http" | "www." => true,
        _ => {
            behind.is_empty()
                || behind.starts_with(['：', ':', '/', '／', '|'])
                || behind.chars().count() <= 3
        }
    }
}

/// Names of pages and sections that papers print at the top.
const SECTIONS: [&str; 85] = [
    "要闻",
    "综合",
    "综合新闻",
    "国际",
    "国内",
    "国际新闻",
    "国内新闻",
    "本地",
    "本市",
    "本省",
    "地方",
    "地方新闻",
    "地方新聞",
    "时政",
    "时事",
    "头版",
    "政治",
    "经济",
    "财经",
    "产经",
    "金融",
    "证券",
    "公司",
    "社会",
    "法治",
    "民生",
    "城事",
    "城市",
    "都市",
    "区域",
    "县域",
    "文化",
    "文体",
    "文体新闻",
    "体育",
    "体育新闻",
    "娱乐",
    "文娱",
    "副刊",
    "文艺",
    "文学",
    "文萃",
    "读书",
    "阅读",
    "教育",
    "教育观察",
    "教育周刊",
    "科技",
    "科教",
    "卫生",
    "健康",
    "生活",
    "周刊",
    "周末",
    "理论",
    "评论",
    "观点",
    "言论",
    "思想",
    "专题",
    "专版",
    "特刊",
    "特别报道",
    "深度",
    "调查",
    "人物",
    "青春",
    "校园",
    "工会新闻",
    "工会",
    "职工",
    "维权",
    "农业",
    "农村",
    "三农",
    "军事",
    "生态",
    "旅游",
    "广告",
    "公告",
    "港闻",
    "港聞",
    "服务",
    "视点",
    "视觉",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mastheads_are_told_from_headlines_and_text() {
        for (line, expect) in [
            ("2024年5月8日 星期三 江城晚报 第3版", Sign::Sure),
            ("江城晚报　2024年5月8日　星期三　文体新闻　A11", Sign::Sure),
            ("江城時報　中華民國113年5月20日　星期一　地方新聞　B1", Sign::Sure),
            ("A04 城事", Sign::Sure),
            ("江城晚报 B02 河畔", Sign::Sure),
            ("第三版", Sign::Sure),
            ("2024年5月8日星期三", Sign::Beside),
            ("2024年5月8日 星期三", Sign::Sure),
            ("2024年5月8日 星期三 责编 顾小北 组版 阿 林 校对 老 秦", Sign::Sure),
            ("江城周报　2023年9月20日　第1726期　02版　教育观察", Sign::Sure),
            ("要 闻", Sign::Beside),
            ("3", Sign::Beside),
            ("江城晚报", Sign::Beside),
            ("2024年5月8日", Sign::Beside),
            ("2024年5月8日，江城放晴", Sign::None),
            ("城东新添三座充电站", Sign::None),
            ("江城日报　２０２０年１１月２日　星期一　第３版", Sign::Sure),
            ("江城日報　中華民國一百零九年十一月二日　星期一　第三版", Sign::Sure),
            ("2024.5.7 星期二 农历三月廿九 雾溪报 第128期", Sign::Sure),
            ("2024年5月7日 甲辰年三月廿九 今日立夏", Sign::Sure),
            ("公元2024年5月7日　星期二　夏历甲辰龙年三月大廿九", Sign::Sure),
            ("一版", Sign::Sure),
            ("十二版", Sign::Sure),
            ("Ａ０４　城事", Sign::Sure),
            ("三月廿九", Sign::Beside),
            ("一版的风格", Sign::None),
            ("再版", Sign::None),
            ("初一学生走进图书馆", Sign::None),
            ("立夏", Sign::None),
            ("立夏时节访茶乡", Sign::None),
            ("第3版的故事", Sign::None),
            ("一等奖（3项）", Sign::None),
            ("江城晚报新闻奖揭晓", Sign::None),
        ] {
            assert_eq!(sign(line), expect, "{line}");
        }
    }

    #[test]
    fn what_a_page_says_of_itself_is_read_from_one_line_or_from_several() {
        let read = |lines: &[&str]| {
            let mut masthead = Masthead::default();
            lines.iter().for_each(|line| masthead.read(line));
            let Masthead { paper, date, page, section } = masthead;
            let date = date.map(|date| date.to_string());
            [paper, date, page, section].map(Option::unwrap_or_default).join("|")
        };
        assert_eq!(read(&["江城晚报 2024年5月8日 星期三 第3版 要闻"]), "江城晚报|2024-05-08|3|要闻");
        assert_eq!(read(&["2024年5月8日 星期三", "要 闻", "3"]), "|2024-05-08|3|要闻");
        assert_eq!(
            read(&["江城時報　中華民國113年5月20日　星期一　地方新聞　B1"]),
            "江城時報|2024-05-20|B1|地方新聞"
        );
        assert_eq!(read(&["A04 城事", "2024-05-08"]), "|2024-05-08|A04|城事");
        assert_eq!(read(&["江城日报　２０２０年１１月２日　星期一　第３版"]), "江城日报|2020-11-02|3|");
        assert_eq!(
            read(&["江城日報　中華民國一百零九年十一月二日　星期一　第三版"]),
            "江城日報|2020-11-02|3|"
        );
        assert_eq!(read(&["2024.5.7 星期二 农历三月廿九 雾溪报 第128期", "十二版"]), "雾溪报|2024-05-07|12|");
    }
}
