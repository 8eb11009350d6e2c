//! Contents of papers beside reports: verse, letters, notices, adverts, tables, round-ups, pictures without a report.

use fastrand::Rng;
use jianbao_article::training::State;

use super::clauses::{Clauses, clause_of, sentences_of, without_opening};
use super::inside;
use super::people::{CITIES, chance, credit, name, paper, pick, signature};
use crate::corpus::{Gold, Report};

/// An article that no report is made into.
pub(crate) fn article(clauses: &Clauses, rng: &mut Rng) -> Vec<Gold> {
    match rng.u8(..13) {
        12 => roster(clauses, rng),
        0 | 1 => notice(clauses, rng),
        2..=4 => advert(rng),
        5 | 6 => table(rng),
        7 => round_up(clauses, rng),
        8 => invented_verse(clauses, rng),
        _ => picture(clauses, rng),
    }
}

fn headed(head: impl Into<String>, below: Vec<Gold>) -> Vec<Gold> {
    let mut lines = vec![(head.into(), State::HeadlineStart)];
    lines.extend(below);
    lines
}

fn invented_verse(clauses: &Clauses, rng: &mut Rng) -> Vec<Gold> {
    let mut title = clauses.short(rng);
    if chance(0.2, rng) {
        title.push_str("（外一首）");
    }
    let mut lines = headed(title, Vec::new());
    if chance(0.85, rng) {
        lines.push((signature(rng), State::Byline));
    }
    for stanza in 0..rng.usize(1..=4) {
        if stanza > 0 && chance(0.15, rng) {
            lines.push((clauses.short(rng), State::Section));
        }
        lines.extend((0..rng.usize(3..=8)).map(|_| (clauses.short(rng), State::Section)));
    }
    lines
}

/// The clauses of a report as verse.
pub(crate) fn verse(report: &Report, rng: &mut Rng) -> Vec<Gold> {
    let parts = report.paragraphs.iter().flat_map(|paragraph| {
        paragraph.split(['，', '。', '；', '：', '？', '！', '、', '“', '”', '（', '）', '《', '》'])
    });
    let parts: Vec<&str> = parts.filter(|part| (4..=12).contains(&part.chars().count())).collect();
    let title = clause_of(&report.paragraphs, 3..=8, rng).unwrap_or_else(|| "晨歌".to_owned());
    let mut lines = headed(title, Vec::new());
    if chance(0.85, rng) {
        lines.push((signature(rng), State::Byline));
    }
    for _ in 0..rng.usize(4..=18) {
        let part = rng.choice(&parts).copied().unwrap_or("风吹过山岗");
        lines.push((part.to_owned(), State::Section));
    }
    lines
}

/// A letter to the paper.
pub(crate) fn letter(report: &Report, rng: &mut Rng) -> Vec<Gold> {
    let head = clause_of(&report.paragraphs, 5..=14, rng).unwrap_or_else(|| "来信".to_owned());
    let greeting = pick(&["尊敬的编辑：", "编辑部：", "总编先生：", "编者：", "编辑同志："], rng);
    let mut lines = headed(head, vec![(greeting.to_owned(), State::Section)]);
    for (index, paragraph) in report.paragraphs.iter().take(3).enumerate() {
        let text = if index == 0 { without_opening(paragraph) } else { paragraph };
        lines.push((text.to_owned(), State::Body));
    }
    let who = match rng.u8(..4) {
        0 => "读者：".to_owned(),
        1 => "一名市民 ".to_owned(),
        2 => format!("{}读者 ", pick(&CITIES, rng)),
        _ => String::new(),
    };
    lines.push((format!("{who}{}", name(rng)), State::Section));
    lines
}

/// One report's sentences as the items of a round-up.
pub(crate) fn round_up_of(report: &Report, rng: &mut Rng) -> Vec<Gold> {
    let head = pick(&["简明新闻", "一周要览", "新闻快读", "短讯", "微报道", "简讯"], rng);
    let mark = pick(&["■", "▲", "●", "◆", "○", "·"], rng);
    let items = report.paragraphs.iter().take(6).map(|paragraph| {
        let text: String = sentences_of(paragraph).into_iter().take(2).collect();
        (format!("{mark}{text}"), State::Body)
    });
    headed(head, items.collect())
}

fn notice(clauses: &Clauses, rng: &mut Rng) -> Vec<Gold> {
    const HEADS: [&str; 20] = [
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
        "招生简章",
        "停电通知",
    ];
    let mut lines = headed(pick(&HEADS, rng), Vec::new());
    for _ in 0..rng.usize(1..=3) {
        let count = rng.usize(1..=2);
        lines.push((clauses.sentences(count, rng), State::Body));
    }
    if chance(0.6, rng) {
        let office = pick(&["公司", "委员会", "办公室", "总工会", "编辑部", "管理局"], rng);
        lines.push((format!("{}{office}", clauses.short(rng)), State::Section));
        let (year, month, day) = (rng.u16(2010..=2024), rng.u8(1..=12), rng.u8(1..=28));
        lines.push((format!("{year}年{month}月{day}日"), State::Section));
    }
    lines
}

fn advert(rng: &mut Rng) -> Vec<Gold> {
    let city = pick(&CITIES, rng);
    let body = |text: String| (text, State::Body);
    let (month, day) = (rng.u8(1..=12), rng.u8(1..=28));
    match rng.u8(..4) {
        0 => headed(
            "寻物启事",
            vec![body(format!("本人于{month}月{day}日不慎将身份证遗落，拾到者请与{}联系。", name(rng)))],
        ),
        1 => {
            let who = pick(&["供电公司", "置业有限公司", "拍卖行", "学校"], rng);
            let call = format!("电话：0{}-{}", rng.u8(10..99), rng.u32(1_000_000..9_999_999));
            headed(
                pick(&["公告", "公 告", "拍卖公告", "停电通知", "招生简章"], rng),
                vec![body(format!("{city}{who}定于{month}月{day}日举行，有意者请来电咨询。")), body(call)],
            )
        }
        2 => {
            let head = pick(&["分类信息", "分类广告", "遗失声明"], rng);
            let items = (0..rng.usize(1..=4)).map(|_| {
                let who = pick(&["商行", "饭店", "运输公司"], rng);
                (format!("{}{who}遗失营业执照副本，声明作废。", pick(&CITIES, rng)), State::Body)
            });
            headed(head, items.collect())
        }
        _ => headed(
            "征订启事",
            vec![
                body(format!("欢迎订阅{}，全年定价{}元。", paper(rng), rng.u16(100..400))),
                body("各地邮局均可订阅".to_owned()),
            ],
        ),
    }
}

/// A table with its title, a header and rows of figures.
fn table(rng: &mut Rng) -> Vec<Gold> {
    let head = pick(&["今日天气", "昨日菜价", "各组积分榜", "外汇牌价", "本周客流", "奖牌榜"], rng);
    let columns = pick(&["名称 数值 比上周", "品种 单价 产地", "球队 胜 负 积分"], rng);
    let mut lines = headed(head, vec![(columns.to_owned(), State::Body)]);
    for _ in 0..rng.usize(3..=8) {
        let (whole, tenths) = (rng.u8(1..=99), rng.u8(..10));
        lines.push((format!("{} {whole} {}.{tenths}", pick(&CITIES, rng), rng.u8(..10)), State::Body));
    }
    if rng.bool() {
        lines.push((format!("数据来源：{}统计局", pick(&CITIES, rng)), State::Body));
    }
    lines
}

/// A list of names or prizes that is an article of its own.
fn roster(clauses: &Clauses, rng: &mut Rng) -> Vec<Gold> {
    let head =
        format!("{}{}", clauses.short(rng), pick(&["名单", "获奖名单", "公示", "排行榜", "光荣榜"], rng));
    let mut below = Vec::new();
    if rng.bool() {
        below.push((format!("（共{}名）", rng.u8(3..90)), State::Section));
    }
    below.extend(inside::list(clauses, rng));
    headed(head, below)
}

fn round_up(clauses: &Clauses, rng: &mut Rng) -> Vec<Gold> {
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
    let mark = pick(&["■", "▲", "●", "本报讯 ", "", "◆", "○"], rng);
    let is_signed = rng.bool();
    let mut lines = headed(pick(&HEADS, rng), Vec::new());
    for _ in 0..rng.usize(2..=6) {
        let count = rng.usize(1..=3);
        let mut item = format!("{mark}{}", clauses.sentences(count, rng));
        if is_signed {
            item.push_str(&format!("（{}）", name(rng)));
        }
        lines.push((item, State::Body));
    }
    lines
}

/// A picture with its caption, with or without a headline above it.
pub(crate) fn picture(clauses: &Clauses, rng: &mut Rng) -> Vec<Gold> {
    let mut lines = Vec::new();
    if chance(0.4, rng) {
        let head = if rng.bool() { "图片新闻".to_owned() } else { clauses.short(rng) };
        lines.push((head, State::HeadlineStart));
    }
    let state = if lines.is_empty() { State::BodyStart } else { State::Body };
    let day = match rng.u8(..5) {
        0 | 1 => format!("{}月{}日，", rng.u8(1..=12), rng.u8(1..=28)),
        2 => "近日，".to_owned(),
        3 => format!("{}月{}日，{}，", rng.u8(1..=12), rng.u8(1..=28), clauses.short(rng)),
        _ => String::new(),
    };
    let mut caption = format!("{day}{}", clauses.sentences(1, rng));
    if rng.bool() {
        caption.push_str(&format!("图为{}。", clauses.short(rng)));
    }
    let credit = credit(rng);
    if chance(0.25, rng) {
        lines.push((format!("{caption} {credit}"), state));
    } else {
        lines.push((caption, state));
        lines.push((credit, State::Credit));
    }
    lines
}
