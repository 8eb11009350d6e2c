//! Names of papers and people on news pages, and the words around them, in simplified characters.
//!
//! Labels and names of papers are compared after folding to simplified characters, so pages of Hong Kong and
//! Taiwan need no words of their own. A folded text has its own offsets.

use std::borrow::Cow;
use std::sync::LazyLock;

/// Traditional characters of labels, family names and names of papers, each followed by its simplified form.
const FORMS: &str = "\
來来報报網网聞闻訊讯記记編编輯辑責责發发佈布時时間间標标題题閱阅讀读評评論论關关鍵键專专連连結结圖图攝摄電电視视臺台廣广頻频戶户線线體体數数瀏浏覽览點点擊击贊赞\
載载轉转聲声權权許许證证備备號号條条總总監监審审對对構构錯错誤误饋馈個个們们為为爲为與与後后週周經经濟济藝艺術术劃划導导復复複复錄录註注冊册簡简歡欢掃扫維维碼码\
識识別别綜综實实習习驗验價价華华國国際际財财樂乐樣样產产業业農农軍军歷历環环餘余訪访談谈鏈链應应聯联組组員员協协會会獨独見见籤签顯显過过無无歲岁長长開开閉闭運运\
動动車车東东書书學学紙纸雜杂誌志違违節节選选舉举陳陈劉刘張张黃黄趙赵吳吴孫孙馬马羅罗鄭郑謝谢韓韩馮冯鄧邓葉叶蘇苏呂吕盧卢鐘钟譚谭陸陆範范韋韦鄒邹龍龙賀贺顧顾龔龚\
萬万錢钱嚴严湯汤溫温顏颜莊庄聶聂魯鲁歐欧蘭兰畢毕單单塗涂蔣蒋駱骆藍蓝項项婁娄竇窦費费閔闵鄔邬邊边師师叢丛鞏巩儲储諶谌闞阚區区隊队灣湾縣县鎮镇鄉乡寫写採采觀观達达\
務务資资訂订購购買买賣卖貼贴隱隐係系絡络頁页郵邮話话傳传請请";

/// The text with the traditional characters of labels simplified. The number of bytes stays the same.
pub(super) fn folded(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || text.chars().all(|c| simplified(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(simplified).collect())
}

fn simplified(c: char) -> char {
    let Some(offset) = u32::from(c).checked_sub(FIRST_HAN).and_then(|offset| usize::try_from(offset).ok())
    else {
        return c;
    };
    match TABLE.get(offset) {
        Some(&simplified) if simplified != '\0' => simplified,
        _ => c,
    }
}

const FIRST_HAN: u32 = 0x4e00;

/// The simplified form of each character from U+4E00 on that has one here. A table, since a line has a
/// hundred characters and a page a thousand lines.
static TABLE: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut table = vec!['\0'; 0xa000 - 0x4e00];
    let mut forms = FORMS.chars();
    while let (Some(traditional), Some(simplified)) = (forms.next(), forms.next()) {
        let offset = usize::try_from(u32::from(traditional) - FIRST_HAN).unwrap_or(0);
        table[offset] = simplified;
    }
    table
});

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Names in sequence, if there is nothing else. `words` may be among them.
#[cfg(feature = "html")]
pub(super) fn names(text: &str, words: &[&str]) -> Option<Vec<String>> {
    let is_between =
        |c: char| c.is_whitespace() || matches!(c, '、' | ',' | '，' | '&' | '/' | '／' | ';' | '；');
    let names: Vec<String> = text
        .split(is_between)
        .map(str::trim)
        .filter(|name| !name.is_empty() && !words.contains(&&*folded(name)))
        .map(str::to_owned)
        .collect();
    (!names.is_empty() && names.len() <= 8 && names.iter().all(|name| is_person(name))).then_some(names)
}

/// True if a word may be the name of a person: two to four characters, or more with a middle dot, as in
/// foreign names.
pub(super) fn is_person(name: &str) -> bool {
    const NOBODY: [&str; 38] = [
        // Days as readers of a site see them.
        "昨天",
        "前天",
        "今天",
        "明天",
        "昨日",
        "前日",
        "今日",
        "今晨",
        "今晚",
        "昨晚",
        "刚刚",
        "星期",
        "编辑",
        "整理",
        "综合",
        "本报",
        "佚名",
        "未知",
        "管理员",
        "发布",
        "报道",
        "报导",
        "翻摄",
        "摄影",
        "整合",
        "来源",
        "转载",
        "本刊",
        "本网",
        "匿名",
        "网友",
        "原创",
        "作者",
        "记者",
        "中心",
        "资料",
        "图片",
        "提供",
    ];
    let chars = name.chars().count();
    let has_dot = name.contains(['·', '•', '‧']);
    let folded = folded(name);
    (2..=if has_dot { 12 } else { 4 }).contains(&chars)
        && name.chars().all(|c| is_han(c) || matches!(c, '·' | '•' | '‧'))
        && !is_paper(name)
        && !NOBODY.iter().any(|word| folded.contains(word))
}

/// True if a word is the name of a paper, an agency or a site.
pub(super) fn is_paper(name: &str) -> bool {
    const ENDINGS: [&str; 22] = [
        "报",
        "社",
        "网",
        "新闻",
        "电视台",
        "广播",
        "频道",
        "客户端",
        "在线",
        "周刊",
        "杂志",
        "消息",
        "中心",
        "传媒",
        "媒体",
        "发布",
        "台",
        "电讯",
        "融媒",
        "新闻云",
        "日报网",
        "报道",
    ];
    const WHOLE: [&str; 12] =
        ["网易", "新浪", "搜狐", "腾讯", "凤凰", "央视", "央广", "澎湃", "界面", "财新", "知新", "观察者"];
    let folded = folded(name);
    ENDINGS.iter().any(|ending| folded.ends_with(ending)) && name.chars().count() > 2
        || WHOLE.contains(&&*folded)
}

/// True if a word without a label can be a source: a paper, or an office. A day of the week, a place and a
/// section cannot.
pub(super) fn may_publish(name: &str) -> bool {
    const OFFICES: [&str; 14] = [
        "政府",
        "委员会",
        "发改委",
        "公安局",
        "办公室",
        "宣传部",
        "大学",
        "集团",
        "公司",
        "参考",
        "法院",
        "检察院",
        "研究院",
        "协会",
    ];
    // 生活新闻 is a section, 更多新闻 a link.
    const SECTIONS: [&str; 28] = [
        "生活", "社会", "国际", "国内", "体育", "财经", "娱乐", "科技", "时政", "地方", "本地", "热点",
        "最新", "更多", "推荐", "要闻", "综合", "图片", "视频", "滚动", "头条", "焦点", "新闻", "相关",
        "热门", "精彩", "即时", "政治",
    ];
    let folded = folded(name);
    if SECTIONS.iter().any(|section| folded.starts_with(section)) {
        return false;
    }
    let chars = name.chars().count();
    let is_name = (2..=20).contains(&chars)
        && name
            .chars()
            .all(|c| is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '·' | '-' | '.' | '《' | '》'));
    is_name && (is_paper(name) || OFFICES.iter().any(|office| folded.ends_with(office)))
}

/// The name of a paper without its label, brackets and remarks.
pub(super) fn paper(name: &str) -> Option<String> {
    let name = name.trim();
    let name = name.strip_prefix('《').and_then(|rest| rest.split('》').next()).unwrap_or(name);
    let at = ["来源", "稿源"].iter().find_map(|label| folded(name).strip_prefix(label).map(|_| label.len()));
    let name = name[at.unwrap_or(0)..].trim_start_matches(['：', ':']).split_whitespace().next()?;
    // 21世纪经济报道(广州), whose second half may be truncated.
    let name = name.find(['(', '（', '[', '【']).filter(|at| *at > 0).map_or(name, |at| &name[..at]);
    let name = name.trim_matches(|c: char| {
        matches!(
            c,
            '|' | '，' | '。' | ')' | '）' | ']' | '】' | '、' | '"' | '“' | '”' | '[' | '【' | '/' | '／'
        )
    });
    let is_name = (2..=30).contains(&name.chars().count())
        && !name.contains(['@', '<', '=', '：', ':'])
        && !name.starts_with(|c: char| c.is_ascii_digit() && name.contains("评论"))
        && !name.chars().all(|c| c.is_ascii_digit() || c.is_ascii_punctuation());
    is_name.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_people_and_other_words_are_told_apart() {
        for name in ["江城日报", "江城時報", "江城新聞網", "央视"] {
            assert!(is_paper(name) && may_publish(name) && !is_person(name), "{name}");
        }
        for name in [
            "星期二",
            "江城",
            "要闻",
            "03版",
            "0人参与评论",
            "高远",
            "生活新聞",
            "新闻中心",
            "更多編輯台推薦新聞",
        ] {
            assert!(!may_publish(name), "{name}");
        }
        assert!(may_publish("江城市发改委"));
        for name in ["高远", "阿依努尔·买买提", "方曉棠"] {
            assert!(is_person(name), "{name}");
        }
        for name in ["翻攝", "整合", "自由時報", "江城中心"] {
            assert!(!is_person(name), "{name}");
        }
        assert_eq!(paper("21世纪经济报道(广州").as_deref(), Some("21世纪经济报道"));
        assert_eq!(paper("《江城日报》（第3版）").as_deref(), Some("江城日报"));
        assert_eq!(paper("來源：江城時報").as_deref(), Some("江城時報"));
        assert_eq!(folded("來源於報紙").len(), "來源於報紙".len());
    }
}
