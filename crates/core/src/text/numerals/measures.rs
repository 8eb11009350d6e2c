//! Closed list of measures.
//!
//! A measure shows that the numeral before it counts something. The longest measure that follows a numeral is taken, so that
//! 三周年 is not read as three weeks. Some words are in the list only for this reason: 三年级 does not count years, 三部门 no films, 两位数
//! no people, and 三次会议 is the third meeting.

/// All measures, the longer before the shorter that they begin with.
const MEASURES: [&str; 79] = [
    "次会议",
    "次全会",
    "年级",
    "年代",
    "部门",
    "部委",
    "位数",
    "个月",
    "平方公里",
    "平方千米",
    "平方米",
    "立方米",
    "公里",
    "公斤",
    "公顷",
    "千米",
    "千克",
    "千瓦",
    "小时",
    "分钟",
    "世纪",
    "周年",
    "周岁",
    "年",
    "月",
    "日",
    "号",
    "个",
    "名",
    "人",
    "位",
    "家",
    "户",
    "次",
    "条",
    "届",
    "章",
    "期",
    "版",
    "页",
    "楼",
    "层",
    "岁",
    "元",
    "吨",
    "米",
    "亩",
    "倍",
    "种",
    "项",
    "场",
    "台",
    "架",
    "辆",
    "艘",
    "枚",
    "颗",
    "座",
    "村",
    "县",
    "天",
    "周",
    "级",
    "轮",
    "批",
    "支",
    "份",
    "件",
    "张",
    "部",
    "篇",
    "首",
    "类",
    "组",
    "代",
    "所",
    "秒",
    "多",
    "余",
];

/// Measures after which the counted noun stands: 四个意识, 十五家单位. After a measure of time or size, and after 人 or 次, it may be any
/// word: 三天前, 3000人参赛.
const MEASURES_OF_NOUNS: [&str; 29] = [
    "个", "名", "位", "家", "户", "条", "届", "种", "项", "场", "台", "架", "辆", "艘", "枚", "颗", "座",
    "级", "轮", "批", "支", "份", "件", "张", "部", "篇", "首", "类", "组",
];

/// Measures of ranks and days. Two before them is 二 and never 两.
const ORDINAL_MEASURES: [&str; 11] = ["年级", "级", "期", "届", "号", "章", "版", "页", "楼", "月", "日"];

/// Measures before which 1 and 一 are the same. Elsewhere 一 is a word of many meanings: 一家, 一天, 一方面.
const MEASURES_OF_ONE: [&str; 4] = ["月", "号", "级", "年级"];

/// The measure at the beginning of a text, the longest.
pub(super) fn measure_of(text: &str) -> Option<&'static str> {
    MEASURES.into_iter().find(|measure| text.starts_with(measure))
}

/// True if the word directly behind the measure is what is counted; behind 第 and a numeral also for 次 and 期.
pub(super) fn is_of_noun(measure: &str, is_rank: bool) -> bool {
    MEASURES_OF_NOUNS.contains(&measure) || is_rank && matches!(measure, "次" | "期")
}

/// True if four digits before the measure are a year.
pub(super) fn is_of_years(measure: &str) -> bool {
    matches!(measure, "年" | "年代")
}

/// True if the measure counts ranks or days.
pub(super) fn is_ordinal(measure: &str) -> bool {
    ORDINAL_MEASURES.contains(&measure)
}

/// True if 第 before the numeral changes nothing: 20届 and 第20届 are one, 2日 and 第2日 are not.
pub(super) fn is_rank(measure: &str) -> bool {
    is_ordinal(measure) && !matches!(measure, "月" | "日")
}

/// True if one before the measure has two spellings.
pub(super) fn has_one(measure: &str) -> bool {
    MEASURES_OF_ONE.contains(&measure)
}

/// True if the measure shows that the number is approximate: 3000多, 300余.
pub(super) fn is_approximate(measure: &str) -> bool {
    matches!(measure, "多" | "余")
}
