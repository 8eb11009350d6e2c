//! Invented people and papers, with their openings of reports, bylines and credits.

use fastrand::Rng;

/// A paper's style of something, drawn once: each call makes a new instance.
pub(crate) type Style = Box<dyn Fn(&mut Rng) -> String>;

/// One of some words.
pub(crate) fn pick<'w>(words: &[&'w str], rng: &mut Rng) -> &'w str {
    words[rng.usize(..words.len())]
}

/// True with a probability of `share`.
pub(crate) fn chance(share: f32, rng: &mut Rng) -> bool {
    rng.f32() < share
}

const FAMILIES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
const GIVEN: &str = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚小文大丰通辉昌云新亚建国志海波宇晨雪梅婷";

pub(crate) const CITIES: [&str; 22] = [
    "江城", "滨海", "云岭", "清河", "江左", "港岛", "临江", "龙泉", "松江", "安宁", "海东", "西川", "鹿城",
    "梅州", "榕城", "蓉城", "太湖", "辽东", "关中", "塞北", "鹭岛", "东宁",
];
const PAPERS: [&str; 17] = [
    "日报",
    "晚报",
    "时报",
    "商报",
    "早报",
    "晨报",
    "都市报",
    "青年报",
    "周报",
    "农民报",
    "经济报",
    "法制报",
    "教育报",
    "科技报",
    "工商报",
    "新报",
    "导报",
];
pub(crate) const PLACES: [&str; 16] = [
    "江城",
    "临江",
    "北京",
    "省城",
    "本市",
    "东京",
    "华盛顿",
    "伦敦",
    "清河",
    "龙泉",
    "海东",
    "兰州",
    "长沙",
    "昆明",
    "济南",
    "天津",
];

/// A name of two or three characters, a short one sometimes with a space inside.
pub(crate) fn name(rng: &mut Rng) -> String {
    let one = |from: &str, rng: &mut Rng| {
        let chars: Vec<char> = from.chars().collect();
        chars[rng.usize(..chars.len())].to_string()
    };
    let given = rng.usize(1..=2);
    let space = if given == 1 && chance(0.2, rng) { " " } else { "" };
    let mut name = format!("{}{space}", one(FAMILIES, rng));
    for _ in 0..given {
        name.push_str(&one(GIVEN, rng));
    }
    name
}

/// A name without a space.
pub(crate) fn dense_name(rng: &mut Rng) -> String {
    name(rng).replace(' ', "")
}

/// Usually one name, sometimes two or more.
fn names(rng: &mut Rng) -> String {
    let between = pick(&[" ", "、", "　", "  "], rng);
    let count = [1, 1, 1, 2, 2, 3][rng.usize(..6)];
    (0..count).map(|_| name(rng)).collect::<Vec<_>>().join(between)
}

pub(crate) fn paper(rng: &mut Rng) -> String {
    format!("{}{}", pick(&CITIES, rng), pick(&PAPERS, rng))
}

fn day(rng: &mut Rng) -> String {
    let day = rng.u8(1..=28);
    if chance(0.8, rng) { format!("{}月{day}日", rng.u8(1..=12)) } else { format!("{day}日") }
}

/// A bracket's people: `记者甲 通讯员乙`.
fn people(rng: &mut Rng) -> String {
    const REPORTERS: [&str; 8] =
        ["记者", "记者 ", "本报记者", "本报记者 ", "见习记者", "记者:", "记者/", "首席记者 "];
    const OTHERS: [&str; 4] = ["通讯员", "通讯员 ", "实习生 ", "特约记者 "];
    let other = pick(&OTHERS, rng);
    if chance(0.1, rng) {
        return format!("{other}{}", names(rng));
    }
    let mut people = format!("{}{}", pick(&REPORTERS, rng), names(rng));
    if chance(0.35, rng) {
        people.push_str(pick(&[" ", "　", "  ", "，"], rng));
        people.push_str(&format!("{other}{}", names(rng)));
    }
    people
}

/// Style of the openings of a paper's reports: `本报讯（记者甲）`.
pub(crate) fn opening_style(rng: &mut Rng) -> Style {
    let house = match rng.u8(..8) {
        0..=2 => "本报".to_owned(),
        3 | 4 => paper(rng),
        5 => format!("{}社", pick(&CITIES, rng)),
        6 => "新华社".to_owned(),
        _ => pick(&["本刊", "本台"], rng).to_owned(),
    };
    let (open, close) =
        [("（", "）"), ("（", "）"), ("(", ")"), ("【", "】"), ("", "　"), (" ", " ")][rng.usize(..6)];
    let space = pick(&["", "", " ", "　"], rng);
    let word = pick(&["讯", "讯", "消息", "专电"], rng);
    match rng.u8(..10) {
        0..=2 => Box::new(move |rng| format!("{house}{word}{space}{open}{}{close}", people(rng))),
        3 | 4 => Box::new(move |rng| {
            let line = format!("{house}{}{}电{space}", pick(&PLACES, rng), day(rng));
            if chance(0.8, rng) { format!("{line}{open}{}{close}", people(rng)) } else { format!("{line} ") }
        }),
        5 => Box::new(move |rng| {
            if chance(0.8, rng) {
                format!("{house}{}{space}记者{}报道：", pick(&["讯", "消息"], rng), name(rng))
            } else {
                format!("{house}讯　")
            }
        }),
        6 => {
            let word = pick(&["讯", "消息", "综合报道"], rng);
            Box::new(move |rng| format!("{house}{word}{}", pick(&["　", " "], rng)))
        }
        7 => Box::new(move |rng| format!("据{house}{}报道，", day(rng))),
        8 => Box::new(move |rng| {
            let sign = pick(&["电", "讯"], rng);
            format!("{house}{}{}{sign} {}报道：", pick(&PLACES, rng), day(rng), name(rng))
        }),
        _ => Box::new(|rng| format!("记者{}{}报道　", name(rng), pick(&PLACES, rng))),
    }
}

/// Style of the openings of a paper's reports that puts everything into a bracket: `【本報訊】`.
pub(crate) fn bracketed_opening_style(rng: &mut Rng) -> Style {
    let house = match rng.u8(..6) {
        0 | 1 => "本报".to_owned(),
        2 => paper(rng),
        3 => format!("{}社", pick(&CITIES, rng)),
        4 => "本社".to_owned(),
        _ => "综合".to_owned(),
    };
    let (open, close) =
        [("【", "】"), ("〔", "〕"), ("［", "］"), ("（", "）"), ("[", "]"), ("「", "」")][rng.usize(..6)];
    match rng.u8(..6) {
        0 | 1 => {
            let word = pick(&["讯", "专讯", "消息", "综合报道", "即时", "社会组"], rng);
            Box::new(move |_| format!("{open}{house}{word}{close}"))
        }
        2 => Box::new(move |rng| {
            let word = pick(&["报道", "报导", "电"], rng);
            format!("{open}记者{}{}{word}{close}", name(rng), pick(&PLACES, rng))
        }),
        3 => Box::new(move |rng| {
            let word = match rng.u8(..3) {
                0 => "专讯".to_owned(),
                1 => "报道".to_owned(),
                _ => format!("{}专电", pick(&PLACES, rng)),
            };
            format!("{open}{house}记者{}{word}{close}", name(rng))
        }),
        4 => Box::new(move |rng| {
            let word = pick(&["讯", "报道", "综合报导"], rng);
            format!("{open}{}／{}{word}{close}", name(rng), pick(&PLACES, rng))
        }),
        _ => Box::new(move |rng| format!("{house}{}讯{open}{}{close}", pick(&PLACES, rng), people(rng))),
    }
}

const MARKS: [&str; 10] = ["■", "□", "◆", "●", "▲", "◎", "▪", "○", "★", "◇"];

/// Style of a paper's bylines on a line of their own; after a mark if `is_marked`.
pub(crate) fn byline_style(is_marked: bool, rng: &mut Rng) -> Style {
    let mark = if is_marked { pick(&MARKS, rng) } else { "" };
    let house = match rng.u8(..7) {
        0 | 1 => "本报".to_owned(),
        2 => "本刊".to_owned(),
        3 if is_marked => paper(rng),
        4 => format!("《{}》", paper(rng)),
        5 => pick(&["本报驻省城", "本报"], rng).to_owned(),
        _ => String::new(),
    };
    const ROLES: [&str; 9] =
        ["记者", "记者", "见习记者", "通讯员", "特约记者", "评论员", "实习记者", "首席记者", "特约撰稿"];
    let role = pick(&ROLES, rng);
    let space = pick(&[" ", " ", "", "　", "  ", "："], rng);
    match rng.u8(..8) {
        0..=4 => Box::new(move |rng| {
            let behind = if mark.is_empty() { "" } else { pick(&["", " "], rng) };
            let mut line = format!("{mark}{behind}{house}{role}{space}{}", names(rng));
            if chance(0.2, rng) {
                line.push_str(&format!(" {} {}", pick(&["通讯员", "实习生", "本报通讯员"], rng), name(rng)));
            }
            line
        }),
        5 => {
            let word = pick(&["文", "撰文", "采写", "文字", "作者"], rng);
            let sign = pick(&["/", "：", "／", " | "], rng);
            Box::new(move |rng| format!("{word}{sign}{}", names(rng)))
        }
        6 => Box::new(move |rng| format!("{mark}{}", name(rng))),
        _ => Box::new(move |rng| {
            let task = match rng.u8(..4) {
                0 => "报道".to_owned(),
                1 => format!("发自{}", pick(&PLACES, rng)),
                2 => "文/图".to_owned(),
                _ => "整理".to_owned(),
            };
            format!("{house}{role} {} {task}", name(rng))
        }),
    }
}

/// A byline of a bare name.
pub(crate) fn signature(rng: &mut Rng) -> String {
    let who = name(rng);
    match rng.u8(..7) {
        0 => format!("□ {who}"),
        1 => format!("■{who}"),
        2 => format!("文/{who}"),
        3 => format!("◎{who}"),
        _ => who,
    }
}

/// The authors at the end of an article, in a bracket or without.
pub(crate) fn closing_style(rng: &mut Rng) -> Style {
    let (open, close) =
        [("（", "）"), ("（", "）"), ("(", ")"), ("【", "】"), ("　", ""), ("[", "]")][rng.usize(..6)];
    let role = pick(&["记者 ", "本报记者 ", "", "", "据本报", "通讯员 ", "编辑 ", "记者/"], rng);
    Box::new(move |rng| format!("{open}{role}{}{close}", names(rng)))
}

/// The credit of a photograph.
pub(crate) fn credit(rng: &mut Rng) -> String {
    let who = name(rng);
    match rng.u8(..14) {
        0 => format!("{who} 摄"),
        1 => format!("本报记者 {who} 摄"),
        2 => format!("新华社发（{who} 摄）"),
        3 => format!("{who}/CFP"),
        4 => format!("通讯员 {who} 摄影报道"),
        5 => format!("图/{who}"),
        6 => format!("（{who} 摄）"),
        7 => "本报资料图".to_owned(),
        8 => format!("{}{}供图", pick(&CITIES, rng), pick(&["公司", "学校", "景区"], rng)),
        9 => format!("摄影：{who}"),
        10 => format!("本报通讯员 {who} 摄"),
        11 => format!("{who} 摄/视觉中国"),
        _ => format!("新华社记者 {who}摄"),
    }
}
