//! Names of people: recognition, and splitting of names without separators.

use super::word::simplified;
use crate::lines::is_han;

/// Family names of one character, the common ones first, then their traditional forms.
const FAMILY_NAMES: &str = "\
王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔\
钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛\
邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝\
路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂\
全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕\
楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈\
晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利居揭呼达束展由\
斯尧须咸寿冶弓莘扶郦濮郗贡荀張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭葉蘇呂盧鐘鍾譚陸範賈韋鄒龍賀顧龔萬錢嚴湯溫龐顏\
莊聶魯歐關蘭紀畢單塗蔣駱藍農簡車項連婁竇費衛應閔鄔邊師叢鞏談儲諶闞區權強";

/// Family names of two characters.
const DOUBLE_FAMILY_NAMES: [&str; 22] = [
    "欧阳", "上官", "司马", "诸葛", "皇甫", "东方", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙", "司徒",
    "夏侯", "端木", "独孤", "南宫", "申屠", "歐陽", "諸葛", "東方", "長孫",
];

/// True if a character is a family name.
pub(super) fn is_family_name(c: char) -> bool {
    FAMILY_NAMES.contains(c)
}

/// True if a text is a family name of two characters.
pub(super) fn is_double_family_name(text: &str) -> bool {
    DOUBLE_FAMILY_NAMES.contains(&text)
}

fn has_double_family_name(text: &str) -> bool {
    DOUBLE_FAMILY_NAMES.iter().any(|family| text.starts_with(family))
}

fn is_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '・' | '‧' | '．')
}

/// Names separated by white space, commas or 、. A single character before white space is the family name of
/// the next: `王　伟`. Names without separators are split if there is only one way: `罗毅唐新辉`. None if any
/// part is not a name: a name has two to four characters, or is longer and contains `·`.
pub(super) fn names(text: &str) -> Option<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for group in text.split(['、', ',', '，', ';', '；', '/', '／', '&']) {
        let mut family: Option<&str> = None;
        let mut parts = group.split_whitespace().peekable();
        while let Some(part) = parts.next() {
            let chars = part.chars().count();
            let has_dot = part.contains(is_dot);
            let is_name = part.chars().all(|c| is_han(c) || is_dot(c)) && !part.starts_with(is_dot);
            if !is_name || chars > 20 {
                return None;
            }
            if DOUBLE_FAMILY_NAMES.contains(&part)
                && parts.peek().is_some_and(|given| given.chars().count() <= 2)
            {
                let given = parts.next().unwrap_or_default();
                names.push(format!("{part}{given}"));
                continue;
            }
            match (family.take(), chars) {
                (None, 1) => family = Some(part),
                (Some(family), 1..=2) => names.push(format!("{family}{part}")),
                (Some(_), _) => return None,
                (None, 2..=3) => names.push(part.to_owned()),
                (None, _) if has_dot => names.push(part.to_owned()),
                (None, _) => names.extend(parted(part)?),
            }
        }
        if family.is_some() {
            return None;
        }
    }
    (!names.is_empty()).then_some(names)
}

/// Names without separators. Four characters that cannot be split are one name; a longer text that cannot be split is not a
/// name.
fn parted(text: &str) -> Option<Vec<String>> {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() > 12 {
        return None;
    }
    if has_double_family_name(text) && chars.len() == 4 {
        return Some(vec![text.to_owned()]);
    }
    let mut ways: Vec<Vec<String>> = Vec::new();
    part(&chars, &mut Vec::new(), &mut ways);
    match (ways.as_slice(), chars.len()) {
        ([way], _) => Some(way.clone()),
        (_, 4) => Some(vec![text.to_owned()]),
        _ => None,
    }
}

fn part(rest: &[char], way: &mut Vec<String>, ways: &mut Vec<Vec<String>>) {
    if rest.is_empty() {
        ways.push(way.clone());
        return;
    }
    for length in [2, 3] {
        if rest.len() >= length && is_family_name(rest[0]) && rest.len() != length + 1 {
            way.push(rest[..length].iter().collect());
            part(&rest[length..], way, ways);
            way.pop();
        }
    }
}

/// Names without any context: one to three, each with a known family name, none a common word.
pub(super) fn bare_names(text: &str) -> Option<Vec<String>> {
    let names = names(text)?;
    let is_known = |name: &String| {
        let first = name.chars().next();
        let chars = name.chars().count();
        let begins = first.is_some_and(is_family_name) || has_double_family_name(name);
        begins && (2..=4).contains(&chars) && (chars < 4 || has_double_family_name(name)) && !is_word(name)
    };
    (names.len() <= 3 && names.iter().all(is_known)).then_some(names)
}

/// Words that look like names: headings, tags and words in brackets.
fn is_word(name: &str) -> bool {
    const WORDS: [&str; 66] = [
        "安全", "方法", "文化", "文学", "文艺", "文件", "文明", "高度", "高效", "高考", "高温", "田园",
        "金融", "石油", "常识", "常规", "时评", "时间", "时事", "时尚", "时代", "明星", "明天", "万象",
        "万里", "江湖", "江南", "江山", "成长", "成果", "成绩", "成语", "路线", "全文", "全国", "连载",
        "关注", "关键", "解读", "解放", "简介", "简讯", "计划", "和谐", "国际", "国内", "平安", "平台",
        "公告", "公益", "公示", "家庭", "家园", "应对", "应用", "教育", "来信", "来源", "农业", "农村",
        "农民", "边防", "边疆", "陶瓷", "门诊", "游记",
    ];
    let folded: String = name.chars().map(simplified).collect();
    WORDS.contains(&folded.as_str())
        || name
            .chars()
            .next_back()
            .is_some_and(|last| "篇版类式性部县市区村镇乡省厅局处科年月日".contains(last))
}
