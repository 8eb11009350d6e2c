//! Lines of a page outside its articles: masthead, editors, pointers to other pages.

use fastrand::Rng;
use jianbao_article::training::State;

use super::people::{dense_name, name, paper, pick};
use crate::corpus::Gold;

const SECTIONS: [&str; 12] =
    ["要闻", "综合", "国际", "文体", "副刊", "经济", "教育", "民生", "社会", "时事", "城事", "评论"];

/// The head of a page, on one line or on several.
pub(crate) fn masthead(rng: &mut Rng) -> Vec<String> {
    let paper = paper(rng);
    let date = format!("{}年{}月{}日", rng.u16(2005..=2025), rng.u8(1..=12), rng.u8(1..=28));
    let weekday = ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"][rng.usize(..7)];
    let section = pick(&SECTIONS, rng);
    let page = rng.u8(1..=24);
    match rng.u8(..9) {
        0 => vec![format!("{paper} {date} {weekday} 第{page}版")],
        1 => vec![format!("{page:02} {section}"), format!("{date} {weekday}")],
        2 => vec![paper, format!("{date}　{weekday}　A{page:02}　{section}")],
        3 => vec![format!("第{page}版：{section}")],
        4 => vec![format!("{section} {page}"), format!("责任编辑：{} 版面：{}", name(rng), name(rng))],
        5 => vec![format!("{date} {weekday} 第{page}版")],
        6 => vec![format!("{paper}　{date}　{weekday}　{section}　A{page:02}")],
        7 => vec![format!("{date} {weekday}"), section.to_owned(), page.to_string()],
        _ => vec![format!("A{page:02} {section}"), format!("责编 {} 版式 {}", name(rng), name(rng))],
    }
}

/// The foot of a page: who made it.
pub(crate) fn foot(rng: &mut Rng) -> String {
    match rng.u8(..8) {
        0 => format!("责编 {} 校对 {}", name(rng), name(rng)),
        1 => format!("编辑：{}　版式：{}　审读：{}", name(rng), name(rng), name(rng)),
        2 => format!("本版编辑 {}", name(rng)),
        3 => format!("电话：0{}-{} 邮箱：news@example.org", rng.u8(10..99), rng.u32(1_000_000..9_999_999)),
        4 => format!("值班主任：{}", name(rng)),
        5 => format!("责编：{}", name(rng)),
        6 => format!("责任编辑 {} 版式设计 {}", name(rng), name(rng)),
        _ => format!("本版编辑：{} 美编：{}", name(rng), name(rng)),
    }
}

/// A pointer back to the page where an article begins.
pub(crate) fn jump_from(rng: &mut Rng) -> String {
    format!(
        "（{}{}版）",
        pick(&["上接第", "上接", "紧接第"], rng),
        pick(&["一", "二", "1", "2", "4", "A1"], rng)
    )
}

/// A pointer to the page where an article continues.
pub(crate) fn jump_to(rng: &mut Rng) -> String {
    format!("（{}{}版）", pick(&["下转", "下转第"], rng), pick(&["三", "2", "A4", "4", "六"], rng))
}

/// Remains of copied web pages under an article, sometimes above its text.
pub(crate) fn debris(headline: &str, others: &[String], rng: &mut Rng) -> Vec<Gold> {
    let date = format!("{}年{}月{}日", rng.u16(2010..=2025), rng.u8(1..=12), rng.u8(1..=28));
    let who = dense_name(rng);
    let one = |line: String, state: State| vec![(line, state)];
    match rng.u8(..11) {
        0 | 1 => vec![(who, State::Byline); rng.usize(1..=2)],
        2 => {
            let run: String = (0..rng.usize(2..=4)).map(|_| dense_name(rng)).collect();
            let behind = match rng.u8(..5) {
                0 | 1 => String::new(),
                2 => format!("通讯员{who}"),
                3 => "摄".to_owned(),
                _ => format!("来源：{}", paper(rng)),
            };
            one(format!("{run}{behind}"), State::Byline)
        }
        3 => {
            let (open, close) = if rng.bool() { ("（", "）") } else { ("(", ")") };
            let space = pick(&["", " ", "  "], rng);
            one(
                format!("《{}》{open}{date}{space}第{:02}版{close}", paper(rng), rng.u8(1..=16)),
                State::Section,
            )
        }
        4 => {
            let sign = pick(&["：", "丨", ":", "|", " "], rng);
            let mut words = [
                "编审", "统筹", "策划", "制作", "编导", "摄像", "终审", "剪辑", "文案", "校对", "监制",
                "审核",
            ];
            rng.shuffle(&mut words);
            let lines = words[..rng.usize(1..=4)].iter();
            lines.map(|word| (format!("{word}{sign}{}", dense_name(rng)), State::Staff)).collect()
        }
        5 => {
            let heads =
                ["相关新闻：", "相关阅读：", "往期文章：", "链接：", "更多报道：", "延伸阅读", "相关阅读"];
            let mut lines = one(pick(&heads, rng).to_owned(), State::Section);
            let others = (0..rng.usize(1..=4)).filter_map(|_| rng.choice(others).cloned());
            lines.extend(others.map(|other| (other, State::Section)));
            lines
        }
        6 | 7 => {
            let before = pick(&["", "", "", "视频丨", "快讯：", "视频："], rng);
            let behind = pick(&["", "", "（观点）", "(深度)", "（图）"], rng);
            one(format!("{before}{headline}{behind}"), State::Section)
        }
        8 => one(format!("原标题：{headline}"), State::Section),
        9 => {
            let line =
                pick(&["（完）", "(完)", "点击进入专题", "打开客户端阅读", "分享到：", "责任编辑："], rng);
            one(line.to_owned(), State::Section)
        }
        _ => {
            let whose = if rng.bool() { paper(rng) } else { who };
            let source =
                format!("{}{whose}", pick(&["来源：", "稿件来源：", "作者：", "转自：", "编辑："], rng));
            let time = format!(
                "{}-0{}-1{} 0{}:3{}",
                rng.u16(2010..=2025),
                rng.u8(1..10),
                rng.u8(..10),
                rng.u8(7..10),
                rng.u8(..10)
            );
            one(if rng.bool() { source } else { format!("{time} {source}") }, State::Byline)
        }
    }
}

/// True if the remains of a copy are above the text.
pub(crate) fn stands_above(debris: &[Gold], headline: &str) -> bool {
    matches!(debris, [(line, _)] if !headline.is_empty() && line.contains(headline) || line.starts_with("20"))
}
