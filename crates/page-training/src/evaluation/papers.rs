//! The papers of the fresh house styles: the layout of their articles and lines.

use fastrand::Rng;

use super::fresh::{Layout, Line, Part, Width};
use crate::corpus::Report;
use crate::grammar::Kind;

/// A paper that the grammar does not have.
pub(crate) struct Paper {
    pub(crate) name: &'static str,
    /// The kind at the centre of its style; none for the common traits of papers.
    pub(crate) kind: Option<Kind>,
    /// Number of articles of a page, from and to.
    pub(crate) articles: (usize, usize),
    /// True if reports of one paragraph are taken too.
    pub(crate) is_brief: bool,
    pub(crate) is_traditional: bool,
    pub(crate) set: fn(&Report, &mut Rng) -> Vec<Line>,
    pub(crate) head: fn(&mut Rng) -> Vec<String>,
    pub(crate) foot: fn(&mut Rng) -> Vec<String>,
    pub(crate) layout: Layout,
}

const fn layout(blanks: (usize, usize)) -> Layout {
    Layout { blanks, indents: ("", ""), width: Width::Whole, inner_blanks: 0 }
}

const fn columns(blanks: (usize, usize), indent: &'static str, width: Width, inner_blanks: usize) -> Layout {
    Layout { blanks, indents: (indent, ""), width, inner_blanks }
}

const fn paper(
    name: &'static str,
    kind: Option<Kind>,
    set: fn(&Report, &mut Rng) -> Vec<Line>,
    layout: Layout,
) -> Paper {
    Paper {
        name,
        kind,
        articles: (3, 8),
        is_brief: false,
        is_traditional: false,
        set,
        head: nothing,
        foot: nothing,
        layout,
    }
}

const fn briefs(name: &'static str, set: fn(&Report, &mut Rng) -> Vec<Line>, layout: Layout) -> Paper {
    Paper { articles: (6, 14), is_brief: true, ..paper(name, Some(Kind::Brief), set, layout) }
}

/// All of them.
pub(crate) const PAPERS: [Paper; 32] = [
    paper("plain, blank lines", None, plain, layout((1, 1))),
    paper("plain, no blank lines", None, plain, layout((0, 0))),
    paper("plain, two blank lines above articles", Some(Kind::Gaps), plain, layout((0, 2))),
    Paper {
        is_traditional: true,
        ..paper("traditional, no bylines", Some(Kind::Traditional), plain, layout((1, 1)))
    },
    Paper {
        is_traditional: true,
        ..paper("traditional, bracketed openings", Some(Kind::Traditional), bracket_report, layout((0, 0)))
    },
    paper("openings with the paper's name", Some(Kind::Opening), named_opening, layout((1, 1))),
    paper("openings with a place and a day", Some(Kind::Opening), dated_opening, layout((0, 0))),
    paper("openings of an agency", Some(Kind::Opening), agency_opening, layout((1, 1))),
    paper("openings in brackets, a reporter", Some(Kind::BracketedOpening), bracket_report, layout((1, 1))),
    paper("openings in brackets, a place", Some(Kind::BracketedOpening), bracket_place, layout((0, 1))),
    paper("bylines", Some(Kind::Byline), byline, layout((0, 0))),
    paper("bylines behind a task", Some(Kind::Byline), task_byline, layout((1, 1))),
    paper("bylines behind a mark", Some(Kind::MarkedByline), marked_byline, layout((0, 0))),
    paper("bylines in brackets", Some(Kind::MarkedByline), bracketed_byline, layout((1, 1))),
    paper("names at the end of the text", Some(Kind::Closing), closing, layout((1, 1))),
    paper("names on a line at the end", Some(Kind::Closing), closing_line, layout((0, 0))),
    paper("columns, indents", Some(Kind::Wrapped), plain, columns((0, 0), "　　", Width::Characters(19), 0)),
    paper(
        "columns, blank lines between all",
        Some(Kind::Wrapped),
        plain,
        columns((1, 1), "", Width::Characters(27), 1),
    ),
    paper(
        "columns, nothing between",
        Some(Kind::Wrapped),
        byline,
        columns((0, 0), "", Width::Characters(23), 0),
    ),
    paper(
        "columns as printed, indents",
        Some(Kind::Wrapped),
        named_opening,
        columns((0, 1), "　　", Width::Halves(34), 0),
    ),
    Paper {
        layout: Layout { indents: ("　　", "　　　　　　"), ..layout((0, 0)) },
        ..paper("indents, centred headlines", Some(Kind::Indent), plain, layout((0, 0)))
    },
    paper("kickers and subtitles", Some(Kind::LongHeadline), three_lines, layout((1, 1))),
    paper("headlines in two lines", Some(Kind::LongHeadline), two_lines, layout((0, 0))),
    paper("boxes", Some(Kind::Box), boxed, layout((1, 1))),
    paper("questions and answers", Some(Kind::Box), interview, layout((0, 0))),
    paper("comments without byline", Some(Kind::Editorial), comment, layout((1, 1))),
    briefs("briefs", brief, layout((0, 0))),
    briefs("briefs, marked headlines", marked_brief, layout((1, 1))),
    briefs("briefs, an opening each", opened_brief, layout((0, 0))),
    paper("captions and credits", Some(Kind::Caption), captioned, layout((1, 1))),
    Paper {
        head: page_head,
        foot: page_foot,
        ..paper("head, foot and jump lines", Some(Kind::Furniture), jumping, layout((0, 0)))
    },
    paper("headings inside", None, with_headings, layout((1, 1))),
];

fn nothing(_: &mut Rng) -> Vec<String> {
    Vec::new()
}

fn one<'w>(words: &[&'w str], rng: &mut Rng) -> &'w str {
    words[rng.usize(..words.len())]
}

/// An invented person, with other names than the grammar's.
pub(crate) fn person(rng: &mut Rng) -> String {
    const FAMILIES: [&str; 16] =
        ["苏", "叶", "蒋", "魏", "丁", "任", "姚", "卢", "汪", "石", "廖", "方", "邹", "熊", "白", "贺"];
    const GIVEN: [&str; 18] = [
        "若", "岚", "启", "航", "清", "远", "舟", "禾", "远山", "思", "齐", "知", "微", "小满", "长庚", "晓",
        "峰", "乐",
    ];
    format!("{}{}", one(&FAMILIES, rng), one(&GIVEN, rng))
}

const TOWNS: [&str; 8] = ["平川", "东陵", "南浦", "白河", "石埠", "青浦", "西固", "柳州"];

fn headlines(report: &Report) -> Vec<Line> {
    report.headline.iter().map(|line| (Part::Headline, line.clone())).collect()
}

fn texts(report: &Report) -> Vec<Line> {
    report.paragraphs.iter().map(|line| (Part::Text, line.clone())).collect()
}

fn beside(line: String) -> Line {
    (Part::Beside, line)
}

/// Headline, something between, text.
fn with(report: &Report, between: Vec<Line>) -> Vec<Line> {
    [headlines(report), between, texts(report)].concat()
}

/// Headline and text, the text after an opening.
fn opened(report: &Report, opening: &str) -> Vec<Line> {
    let mut lines = with(report, Vec::new());
    if let Some((_, text)) = lines.iter_mut().find(|line| line.0 == Part::Text) {
        text.insert_str(0, opening);
    }
    lines
}

fn plain(report: &Report, _: &mut Rng) -> Vec<Line> {
    with(report, Vec::new())
}

fn named_opening(report: &Report, rng: &mut Rng) -> Vec<Line> {
    let who = person(rng);
    let opening = match rng.u8(..4) {
        0 => format!("平川观察报讯 （记者{who} 通讯员{}）", person(rng)),
        _ => format!("平川观察报讯 （记者{who}）"),
    };
    opened(report, &opening)
}

fn dated_opening(report: &Report, rng: &mut Rng) -> Vec<Line> {
    let (month, day) = (rng.u8(1..=12), rng.u8(1..=28));
    opened(report, &format!("本报{}{month}月{day}日讯（特派记者 {}）", one(&TOWNS, rng), person(rng)))
}

fn agency_opening(report: &Report, rng: &mut Rng) -> Vec<Line> {
    let (month, day) = (rng.u8(1..=12), rng.u8(1..=28));
    opened(report, &format!("南浦社{}{month}月{day}日电　", one(&TOWNS, rng)))
}

fn bracket_report(report: &Report, rng: &mut Rng) -> Vec<Line> {
    opened(report, &format!("【记者{}／{}报导】", person(rng), one(&TOWNS, rng)))
}

fn bracket_place(report: &Report, rng: &mut Rng) -> Vec<Line> {
    opened(report, &format!("［{}讯］", one(&TOWNS, rng)))
}

fn byline(report: &Report, rng: &mut Rng) -> Vec<Line> {
    let others = if rng.bool() { format!(" {}", person(rng)) } else { String::new() };
    with(report, vec![beside(format!("本报记者 {}{others}", person(rng)))])
}

fn task_byline(report: &Report, rng: &mut Rng) -> Vec<Line> {
    with(report, vec![beside(format!("撰文 | {}", person(rng)))])
}

fn marked_byline(report: &Report, rng: &mut Rng) -> Vec<Line> {
    with(report, vec![beside(format!("▌《平川观察报》记者 {}", person(rng)))])
}

fn bracketed_byline(report: &Report, rng: &mut Rng) -> Vec<Line> {
    with(report, vec![beside(format!("［记者 {}、{}］", person(rng), person(rng)))])
}

fn closing(report: &Report, rng: &mut Rng) -> Vec<Line> {
    let mut lines = with(report, Vec::new());
    if let Some((_, last)) = lines.last_mut() {
        last.push_str(&format!("（{}）", person(rng)));
    }
    lines
}

fn closing_line(report: &Report, rng: &mut Rng) -> Vec<Line> {
    let mut lines = with(report, Vec::new());
    lines.push((Part::Beside, format!("（平川观察报记者 {}）", person(rng))));
    lines
}

/// A clause of a text, of `least` to `most` characters; the beginning of the text if there is none.
fn clause(text: &str, least: usize, most: usize, rng: &mut Rng) -> String {
    let parts: Vec<&str> = text
        .split(['，', '。', '；', '：', '、'])
        .filter(|part| (least..=most).contains(&part.chars().count()))
        .collect();
    rng.choice(&parts).map_or_else(|| text.chars().take(most).collect(), |part| (*part).to_owned())
}

fn three_lines(report: &Report, rng: &mut Rng) -> Vec<Line> {
    let mut lines = headlines(report);
    let last = report.paragraphs.last().map_or("", String::as_str);
    if rng.f32() < 0.7 {
        lines.insert(0, (Part::Headline, clause(&report.paragraphs[0], 8, 24, rng)));
    }
    if rng.f32() < 0.5 {
        lines.push((Part::Headline, format!("——{}", clause(last, 8, 22, rng))));
    } else {
        lines.push((Part::Headline, clause(last, 8, 22, rng)));
    }
    let who = beside(format!("本报记者 {}", person(rng)));
    [lines, vec![who], texts(report)].concat()
}

fn two_lines(report: &Report, _: &mut Rng) -> Vec<Line> {
    let headline: Vec<char> = report.headline.concat().chars().collect();
    let middle = headline.len() / 2;
    let sign = |at: &usize| matches!(headline[*at], ' ' | '，' | '、' | '：');
    let near = (0..headline.len() / 4).flat_map(|off| [middle + off, middle.saturating_sub(off)]);
    let at = near.filter(|at| *at > 2 && *at + 3 < headline.len()).find(sign).map_or(middle, |at| at + 1);
    let parts = [&headline[..at], &headline[at..]].map(|part| part.iter().collect::<String>());
    let lines = parts.into_iter().map(|part| (Part::Headline, part.trim().to_owned()));
    [lines.collect(), texts(report)].concat()
}

fn boxed(report: &Report, rng: &mut Rng) -> Vec<Line> {
    let name = one(&["内容摘要", "导读", "核心提示"], rng);
    let text = report.paragraphs[1].split_inclusive('。').next().unwrap_or_default().to_owned();
    let who = beside(format!("本报记者 {}", person(rng)));
    with(report, vec![beside(name.to_owned()), (Part::Text, text), who])
}

fn interview(report: &Report, rng: &mut Rng) -> Vec<Line> {
    let who = person(rng);
    let mut lines = headlines(report);
    lines.push((Part::Text, report.paragraphs[0].clone()));
    for paragraph in &report.paragraphs[1..] {
        lines.push((Part::Text, format!("观察报：{}？", clause(paragraph, 6, 24, rng))));
        lines.push((Part::Text, format!("{who}：{paragraph}")));
    }
    lines
}

fn comment(report: &Report, rng: &mut Rng) -> Vec<Line> {
    let mut lines = with(report, Vec::new());
    let head = one(&["平川夜话丨", "", "快评 ", ""], rng);
    lines[0].1.insert_str(0, head);
    lines
}

fn brief_of(report: &Report, headline: String, opening: &str) -> Vec<Line> {
    vec![(Part::Headline, headline), (Part::Text, format!("{opening}{}", report.paragraphs[0]))]
}

/// A short report's headline, cut at its first space.
fn brief_headline(report: &Report) -> String {
    let headline = report.headline.concat();
    headline
        .split([' ', '\u{3000}'])
        .next()
        .filter(|part| part.chars().count() >= 5)
        .unwrap_or(&headline)
        .to_owned()
}

fn brief(report: &Report, _: &mut Rng) -> Vec<Line> {
    brief_of(report, brief_headline(report), "")
}

fn marked_brief(report: &Report, _: &mut Rng) -> Vec<Line> {
    brief_of(report, format!("◎{}", brief_headline(report)), "")
}

fn opened_brief(report: &Report, rng: &mut Rng) -> Vec<Line> {
    let opening = format!("〔本报综合{}消息〕", one(&TOWNS, rng));
    brief_of(report, brief_headline(report), &opening)
}

fn captioned(report: &Report, rng: &mut Rng) -> Vec<Line> {
    let mut lines = byline(report, rng);
    let place = [2, lines.len()][rng.usize(..2)].min(lines.len());
    let caption = format!("图说：{}。", clause(&report.paragraphs[0], 8, 30, rng));
    lines.insert(place, (Part::Text, caption));
    lines.insert(place + 1, beside(format!("{} 摄", person(rng))));
    lines
}

fn page_head(rng: &mut Rng) -> Vec<String> {
    let (month, day) = (rng.u8(1..=12), rng.u8(1..=28));
    vec!["平川观察报".to_owned(), format!("2023年{month}月{day}日 星期三 第{day}版 综合新闻")]
}

fn page_foot(rng: &mut Rng) -> Vec<String> {
    vec![format!("责任编辑/{} 视觉设计/{} 校对/{}", person(rng), person(rng), person(rng))]
}

fn jumping(report: &Report, rng: &mut Rng) -> Vec<Line> {
    let mut lines = byline(report, rng);
    if rng.f32() < 0.3 {
        lines.push(beside(format!("（下转A{:02}版）", rng.u8(2..16))));
    }
    lines
}

fn with_headings(report: &Report, rng: &mut Rng) -> Vec<Line> {
    let mut lines = byline(report, rng);
    if report.paragraphs.len() >= 4 {
        let at = lines.len() - 2;
        let heading = clause(&report.paragraphs[report.paragraphs.len() - 2], 4, 12, rng);
        lines.insert(at, (Part::Text, heading));
    }
    lines
}
