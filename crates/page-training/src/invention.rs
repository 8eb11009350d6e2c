//! What printed pages hold beside the reports of a web edition: verse, notices, round-ups, pictures, and inside
//! reports lists, tables, headings and talk. Put together from clauses of the corpora and invented names, so that the
//! model learns their shapes rather than words.

use fastrand::Rng;
use jianbao_article::training::State;

use crate::corpus::Gold;
use crate::corpus::{Corpus, Report};

/// Clauses to invent from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clauses {
    /// Of 4 to 12 characters.
    short: Vec<String>,
    /// Whole sentences of 20 to 90 characters, their stop with them.
    sentences: Vec<String>,
}

/// As many clauses and sentences are kept of a corpus.
const MAX_CLAUSES: usize = 20_000;

impl Clauses {
    pub(crate) fn of(corpus: &Corpus) -> Clauses {
        let mut clauses = Clauses::default();
        for paragraph in corpus.reports().flat_map(|report| report.paragraphs.iter().skip(1).step_by(7)) {
            if clauses.sentences.len() >= MAX_CLAUSES {
                break;
            }
            for sentence in paragraph.split_inclusive('。') {
                let is_plain = |text: &str| !text.contains(['“', '”', '（', '）', '《', '》']);
                if (20..=90).contains(&sentence.chars().count())
                    && is_plain(sentence)
                    && sentence.ends_with('。')
                {
                    clauses.sentences.push(sentence.to_owned());
                }
                let parts = sentence.split(['，', '。', '；', '：', '、', '！', '？']);
                clauses.short.extend(
                    parts
                        .filter(|part| (4..=12).contains(&part.chars().count()) && is_plain(part))
                        .map(str::to_owned),
                );
            }
        }
        clauses
    }

    fn short(&self, rng: &mut Rng) -> String {
        rng.choice(&self.short).cloned().unwrap_or_default()
    }

    fn sentences(&self, count: usize, rng: &mut Rng) -> String {
        (0..count).filter_map(|_| rng.choice(&self.sentences).cloned()).collect()
    }

    /// An article that no report is made into.
    pub(crate) fn article(&self, rng: &mut Rng) -> Vec<Gold> {
        match rng.u8(..10) {
            0..=2 => self.verse(rng),
            3..=5 => self.notice(rng),
            6 | 7 => self.round_up(rng),
            _ => self.picture(rng),
        }
    }

    fn verse(&self, rng: &mut Rng) -> Vec<Gold> {
        let mut title = self.short(rng);
        if rng.f32() < 0.2 {
            title.push_str("（外一首）");
        }
        let mut lines = vec![(title, State::HeadlineStart)];
        if rng.f32() < 0.85 {
            lines.push((signature(rng), State::Byline));
        }
        for stanza in 0..rng.usize(1..=4) {
            if stanza > 0 && rng.f32() < 0.15 {
                lines.push((self.short(rng), State::Section));
            }
            lines.extend((0..rng.usize(3..=8)).map(|_| (self.short(rng), State::Section)));
        }
        lines
    }

    fn notice(&self, rng: &mut Rng) -> Vec<Gold> {
        const HEADS: [&str; 18] = [
            "公 告",
            "公告",
            "通 知",
            "启事",
            "招聘启事",
            "遗失声明",
            "寻人启事",
            "更正",
            "致读者",
            "征稿启事",
            "征订启事",
            "声明",
            "停水通知",
            "拍卖公告",
            "招标公告",
            "注销公告",
            "讣告",
            "温馨提示",
        ];
        let head = rng.choice(HEADS.iter()).copied().unwrap_or(HEADS[0]).to_owned();
        let mut lines = vec![(head, State::HeadlineStart)];
        for _ in 0..rng.usize(1..=3) {
            let sentences = rng.usize(1..=2);
            lines.push((self.sentences(sentences, rng), State::Body));
        }
        if rng.f32() < 0.6 {
            let offices = ["公司", "委员会", "办公室", "总工会", "编辑部", "管理局"];
            let office = rng.choice(offices.iter()).copied().unwrap_or_default();
            lines.push((format!("{}{office}", self.short(rng)), State::Section));
            let (year, month, day) = (rng.u16(2010..=2024), rng.u8(1..=12), rng.u8(1..=28));
            lines.push((format!("{year}年{month}月{day}日"), State::Section));
        }
        lines
    }

    fn round_up(&self, rng: &mut Rng) -> Vec<Gold> {
        const HEADS: [&str; 14] = [
            "简讯",
            "短新闻",
            "一句话新闻",
            "快讯",
            "新闻速览",
            "资讯",
            "要闻速递",
            "校园传真",
            "图片新闻",
            "国际短波",
            "工会快讯",
            "简 讯",
            "短 波",
            "信息窗",
        ];
        let head = rng.choice(HEADS.iter()).copied().unwrap_or(HEADS[0]).to_owned();
        let mark = *rng.choice(["■", "▲", "●", "本报讯 ", "", "◆", "○"].iter()).unwrap_or(&"■");
        let is_signed = rng.bool();
        let mut lines = vec![(head, State::HeadlineStart)];
        for _ in 0..rng.usize(2..=6) {
            let sentences = rng.usize(1..=3);
            let mut item = format!("{mark}{}", self.sentences(sentences, rng));
            if is_signed {
                item.push_str(&format!("（{}）", name(rng)));
            }
            lines.push((item, State::Body));
        }
        lines
    }

    /// A picture with its caption, a headline above it or none.
    fn picture(&self, rng: &mut Rng) -> Vec<Gold> {
        let mut lines = Vec::new();
        if rng.f32() < 0.4 {
            let head = if rng.bool() { "图片新闻".to_owned() } else { self.short(rng) };
            lines.push((head, State::HeadlineStart));
        }
        let is_untitled = lines.is_empty();
        let day = match rng.u8(..3) {
            0 => format!("{}月{}日，", rng.u8(1..=12), rng.u8(1..=28)),
            1 => "近日，".to_owned(),
            _ => String::new(),
        };
        let mut caption = format!("{day}{}", self.sentences(1, rng));
        if rng.bool() {
            caption.push_str(&format!("图为{}。", self.short(rng)));
        }
        let credit = credit(rng);
        if rng.f32() < 0.25 {
            caption.push(' ');
            caption.push_str(&credit);
        }
        lines.push((caption.clone(), if is_untitled { State::BodyStart } else { State::Body }));
        if !caption.ends_with(&credit) {
            lines.push((credit, State::Credit));
        }
        lines
    }

    /// Puts a list of prizes, names or figures into a report.
    pub(crate) fn put_list(&self, report: &mut Report, rng: &mut Rng) {
        let mut list = Vec::new();
        for group in 0..rng.usize(1..=3) {
            if rng.f32() < 0.7 {
                let count = rng.usize(2..=60);
                let prize = *rng
                    .choice(["一等奖", "二等奖", "三等奖", "特等奖", "优秀奖", "先进集体", "先进个人"].iter())
                    .unwrap_or(&"");
                list.push(match rng.u8(..4) {
                    0 => prize.to_owned(),
                    1 => format!("{prize}（{count}项）"),
                    2 => format!("{prize}（{count}件）"),
                    _ => format!("（共{count}名）"),
                });
            }
            let is_table = group == 0 && rng.f32() < 0.3;
            list.extend((0..rng.usize(2..=9)).map(|_| {
                if is_table {
                    format!(
                        "{} {}.{:02} {}.{:02}%",
                        self.short(rng),
                        rng.u16(1..9999),
                        rng.u8(..100),
                        rng.u8(..20),
                        rng.u8(..100)
                    )
                } else if rng.f32() < 0.3 {
                    format!("{} {}", name(rng), self.short(rng))
                } else {
                    self.short(rng)
                }
            }));
        }
        let at = rng.usize(1..=report.paragraphs.len());
        report.paragraphs.splice(at..at, list);
    }

    /// Puts headings of one manner into a report of many paragraphs.
    pub(crate) fn put_headings(&self, report: &mut Report, rng: &mut Rng) {
        let count = rng.usize(2..=5).min(report.paragraphs.len().saturating_sub(1) / 2);
        let manner = rng.u8(..10);
        let year = rng.u16(1978..2018);
        for index in (0..count).rev() {
            let at = 1 + index * (report.paragraphs.len() - 1) / count.max(1);
            let number = ["一", "二", "三", "四", "五", "六"][index];
            let text = self.short(rng);
            let heading = match manner {
                0 => format!("{number}、{text}"),
                1 => format!("（{number}）{text}"),
                2 => chinese_year(year + u16::try_from(index).unwrap_or(0)),
                3 => format!("{}年", usize::from(year) + index),
                4 => format!("■{text}"),
                5 => format!("【{text}】"),
                6 => number.to_owned(),
                7 => format!("{text}？"),
                8 => format!("■{text}：“{}”", self.short(rng)),
                _ => text,
            };
            report.paragraphs.insert(at, heading);
        }
    }

    /// Makes the paragraphs turns of a talk.
    pub(crate) fn make_talk(report: &mut Report, rng: &mut Rng) {
        let who = name(rng).replace(' ', "");
        let (ask, tell) = match rng.u8(..3) {
            0 => ("记者：".to_owned(), format!("{who}：")),
            1 => ("问：".to_owned(), "答：".to_owned()),
            _ => ("本报记者：".to_owned(), format!("{who}：")),
        };
        for (index, paragraph) in report.paragraphs.iter_mut().skip(1).enumerate() {
            if index % 2 == 0 {
                let question: String = paragraph.chars().take(rng.usize(10..40)).collect();
                *paragraph = format!("{ask}{}？", question.trim_end_matches(['，', '。', '、', '；']));
            } else {
                paragraph.insert_str(0, &tell);
            }
        }
    }
}

fn chinese_year(year: u16) -> String {
    let digits: String = year
        .to_string()
        .chars()
        .filter_map(|digit| "〇一二三四五六七八九".chars().nth(usize::try_from(digit.to_digit(10)?).ok()?))
        .collect();
    format!("{digits}年")
}

/// A masthead, on one line or on several.
pub(crate) fn masthead(rng: &mut Rng) -> Vec<Gold> {
    let (year, month, day) = (rng.u16(2008..=2025), rng.u8(1..=12), rng.u8(1..=28));
    let date = format!("{year}年{month}月{day}日");
    let weekday = ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"][rng.usize(..7)];
    let section = ["要闻", "综合", "国际", "文体", "副刊", "经济", "教育"][rng.usize(..7)];
    let page = rng.u8(1..=16);
    let lines = match rng.u8(..4) {
        0 => vec![format!("{date} {weekday} 第{page}版")],
        1 => vec![format!("江城日报　{date}　{weekday}　{section}　A{page:02}")],
        2 => vec![format!("{date} {weekday}"), section.to_owned(), page.to_string()],
        _ => vec![format!("A{page:02} {section}"), format!("责编 {} 版式 {}", name(rng), name(rng))],
    };
    lines.into_iter().map(|line| (line, State::Staff)).collect()
}

/// What stands at the foot of a page, or between its articles: who made it, a pointer to another page.
pub(crate) fn furniture(rng: &mut Rng) -> Gold {
    let line = match rng.u8(..5) {
        0 => format!("责编：{}", name(rng)),
        1 => format!("责任编辑 {} 版式设计 {}", name(rng), name(rng)),
        2 => format!("（下转第{}版）", rng.u8(2..=12)),
        3 => "（上接第一版）".to_owned(),
        _ => format!("本版编辑：{} 美编：{}", name(rng), name(rng)),
    };
    (line, State::Staff)
}

/// A byline of nothing but a name.
pub(crate) fn signature(rng: &mut Rng) -> String {
    let who = name(rng);
    match rng.u8(..6) {
        0 => format!("□ {who}"),
        1 => format!("■{who}"),
        2 => format!("文/{who}"),
        _ => who,
    }
}

fn credit(rng: &mut Rng) -> String {
    let who = name(rng);
    match rng.u8(..8) {
        0 => format!("{who} 摄"),
        1 => format!("本报记者 {who} 摄"),
        2 => format!("本报通讯员 {who} 摄"),
        3 => format!("{who} 摄/视觉中国"),
        4 => format!("通讯员 {who} 摄影报道"),
        5 => format!("（{who} 摄）"),
        6 => format!("{who}/CFP"),
        _ => format!("新华社记者 {who}摄"),
    }
}

/// Turns a share of a page's characters into others, the same one each time: what other scripts and subjects look like
/// to one who knows their shapes only. Words of bylines and dates stay, and so do the lines that shape alone tells.
pub(crate) fn estrange(lines: &mut [Gold], rng: &mut Rng) {
    const KEPT: &str = "本报讯记者通员新华社电月日年摄影中国视觉责任编辑版式美校对下转上接第星期一二三四五六七八九十〇\
        问答提示核心阅读内容要按话图片文问据近昨今天去来源作";
    let share = 0.3 + 0.7 * rng.f32();
    let (factor, offset) = (2 * rng.u32(1000..9000) + 1, rng.u32(..20_000));
    for (line, state) in lines {
        if matches!(state, State::Staff | State::Byline | State::Credit) {
            continue;
        }
        *line = line
            .chars()
            .map(|c| {
                let is_stranger = ('\u{4e00}'..='\u{9fa5}').contains(&c) && !KEPT.contains(c);
                let code = u32::from(c).wrapping_mul(factor).wrapping_add(offset);
                if is_stranger && f64::from(code % 1000) < f64::from(share) * 1000.0 {
                    char::from_u32(0x4e00 + code % 20_902).unwrap_or(c)
                } else {
                    c
                }
            })
            .collect();
    }
}

pub(crate) fn name(rng: &mut Rng) -> String {
    const FAMILIES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
    const GIVEN: &str = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚小文大丰通辉昌云新亚建国志海波宇晨雪梅婷";
    let pick = |from: &str, rng: &mut Rng| {
        let chars: Vec<char> = from.chars().collect();
        chars[rng.usize(..chars.len())]
    };
    let mut name = pick(FAMILIES, rng).to_string();
    let given = rng.usize(1..=2);
    if given == 1 && rng.f32() < 0.4 {
        name.push(' ');
    }
    for _ in 0..given {
        name.push(pick(GIVEN, rng));
    }
    name
}
