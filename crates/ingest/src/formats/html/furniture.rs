//! Parts of a news page outside the report: their names in the markup, and their words.

use scraper::node::Element;

use crate::formats::press::folded;

/// Prefixes of the words in `class` and `id` of elements beside a report.
const BESIDE_STEMS: [&str; 30] = [
    "comment",
    "cmnt",
    "cmt",
    "pinglun",
    "gentie",
    "reply",
    "footer",
    "copyright",
    "sidebar",
    "recommend",
    "tuijian",
    "relat",
    "xiangguan",
    "toolbar",
    "breadcrumb",
    "crumb",
    "login",
    "popup",
    "share",
    "fenxiang",
    "nav",
    "menu",
    "rank",
    "paihang",
    "advert",
    "subscribe",
    "qrcode",
    "erweima",
    "bdshare",
    "disclaimer",
];

/// Whole words of the same kind.
const BESIDE_WORDS: [&str; 8] = ["ad", "ads", "foot", "tie", "hot", "tags", "guanggao", "dibu"];

/// True if the name of an element is that of page furniture.
pub(super) fn is_beside(element: &Element) -> bool {
    match element.name() {
        "nav" | "footer" | "aside" => return true,
        "html" | "body" | "article" | "main" => return false,
        _ => {}
    }
    ["class", "id"]
        .iter()
        .filter_map(|name| element.attr(name))
        .any(|value| words(value).any(|word| is_name(&word)))
}

fn is_name(word: &str) -> bool {
    BESIDE_WORDS.contains(&word) || BESIDE_STEMS.iter().any(|stem| word.starts_with(stem))
}

/// The words of a name: split at non-letters, and before a capital.
fn words(value: &str) -> impl Iterator<Item = String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in value.chars() {
        if !c.is_ascii_alphabetic() || (c.is_ascii_uppercase() && was_small) {
            words.push(String::new());
        }
        was_small = c.is_ascii_lowercase();
        if let (true, Some(word)) = (c.is_ascii_alphabetic(), words.last_mut()) {
            word.push(c.to_ascii_lowercase());
        }
    }
    words.into_iter().filter(|word| !word.is_empty())
}

/// True if a line is a notice of rights or of licences.
pub(super) fn is_legal(line: &str) -> bool {
    const WORDS: [&str; 17] = [
        "©",
        "违者必究",
        "严禁转载",
        "禁止转载",
        "不得转载",
        "谢绝转载",
        "Copyright",
        "COPYRIGHT",
        "版权所有",
        "版 权 所 有",
        "ICP备",
        "ICP证",
        "备案号",
        "许可证",
        "公网安备",
        "All Rights Reserved",
        "未经书面授权",
    ];
    line.chars().nth(300).is_none() && {
        let line = folded(line);
        WORDS.iter().any(|word| line.contains(word))
    }
}

/// Words that are buttons and labels of a page if they are alone on a line.
const CONTROLS: [&str; 53] = [
    "分享",
    "分享到",
    "分享至",
    "收藏",
    "打印",
    "关闭",
    "举报",
    "回复",
    "点赞",
    "评论",
    "跟贴",
    "参与",
    "字号",
    "字体",
    "超大",
    "大",
    "中",
    "小",
    "标准",
    "特大",
    "放大字体",
    "缩小字体",
    "调整字体",
    "腾讯QQ",
    "微信",
    "微博",
    "新浪微博",
    "腾讯微博",
    "QQ",
    "QQ好友",
    "QQ空间",
    "Qzone",
    "朋友圈",
    "微信好友",
    "复制链接",
    "用微信扫描二维码",
    "分享至好友和朋友圈",
    "扫一扫",
    "登录",
    "注册",
    "关注",
    "展开",
    "收起",
    "全文",
    "展开全文",
    "正文",
    "x",
    "×",
    "语音播报",
    "点击播放",
    "播放",
    "二维码",
    "图集",
];

/// A longer line is no row of buttons.
const LONGEST_CONTROL: usize = 120;

/// True if a line is a button, a counter or a row of page numbers.
pub(super) fn is_control(line: &str) -> bool {
    if line.chars().nth(LONGEST_CONTROL).is_some() {
        return false;
    }
    let line = &*folded(line);
    let bare = bare(line);
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '+' | ',' | '.' | '|' | ' ');
    if bare.is_empty() || CONTROLS.contains(&bare) {
        return true;
    }
    if is_paging(line) {
        return true;
    }
    // Parts of one line that were buttons side by side.
    let parts = || line.split(|c: char| c.is_whitespace() || matches!(c, '|' | '：' | ':' | '·'));
    parts().any(|part| CONTROLS.contains(&part.trim()))
        && parts().all(|part| {
            CONTROLS.contains(&part)
                || part.chars().all(is_number)
                || part == "A-"
                || part == "A+"
                || part == "A"
        })
}

/// `【1】【2】`, `上一页 1 2 下一页`.
fn is_paging(line: &str) -> bool {
    let rest = ["上一页", "下一页", "首页", "尾页", "末页", "上页", "下页"]
        .iter()
        .fold(line.to_owned(), |rest, word| rest.replace(word, ""));
    let is_sign = |c: char| c.is_ascii_digit() || c.is_whitespace() || "【】[]()（）<>《》«»|…./".contains(c);
    let has_word_or_brackets = rest.len() < line.len() || line.contains("】【") || line.contains("][");
    has_word_or_brackets && rest.chars().all(is_sign)
}

/// Kind of a line at the end of a report, or after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// 责任编辑 and other staff, with their names: the report is over.
    Staff(String),
    /// 相关阅读, 版权声明, 分享到: the following lines are not part of the report.
    Aside,
}

/// Labels of those who made the page.
const STAFF: [&str; 17] = [
    "责任编辑",
    "责任编缉",
    "责编",
    "编辑",
    "本文编辑",
    "本期编辑",
    "网络编辑",
    "执行编辑",
    "实习编辑",
    "值班编辑",
    "文字编辑",
    "编审",
    "审核",
    "校对",
    "初审",
    "值班主任",
    "监制",
];

/// Labels after a report, if they are alone on a line or before a colon.
const ASIDES: [&str; 57] = [
    "相关阅读",
    "相关新闻",
    "相关推荐",
    "相关报道",
    "相关链接",
    "相关文章",
    "相关专题",
    "相关搜索",
    "推荐阅读",
    "推荐新闻",
    "延伸阅读",
    "拓展阅读",
    "更多阅读",
    "更多新闻",
    "更多精彩",
    "往期推荐",
    "往期回顾",
    "为你推荐",
    "为您推荐",
    "热门推荐",
    "热点推荐",
    "精彩推荐",
    "精华推荐",
    "猜你喜欢",
    "大家都在看",
    "今日推荐",
    "新闻推荐",
    "热点新闻",
    "热门新闻",
    "热点排行",
    "热评论",
    "最新评论",
    "最热评论",
    "网友评论",
    "新闻评论",
    "全部评论",
    "我要评论",
    "我要跟帖",
    "发表评论",
    "评论",
    "声明",
    "特别声明",
    "免责声明",
    "版权声明",
    "郑重声明",
    "风险提示及免责条款",
    "分享到",
    "分享至",
    "分享",
    "关键词",
    "关键字",
    "标签",
    "上一篇",
    "下一篇",
    "纠错",
    "【纠错】",
    "我要反馈",
];

/// Openings of sentences after a report.
const ASIDE_OPENINGS: [&str; 17] = [
    "扫描下方二维码",
    "扫描上方二维码",
    "长按二维码",
    "长按识别",
    "扫二维码",
    "扫一扫",
    "欢迎扫描",
    "更多精彩内容",
    "更多资讯",
    "正文已结束",
    "本文仅代表作者",
    "以上内容仅",
    "凡本网注明",
    "未经授权",
    "未经许可",
    "本网站所刊载",
    "点击进入专题",
];

/// Kind of ending of a line; none if it is a line of the report.
pub(super) fn ending(line: &str) -> Option<Ending> {
    let plain = folded(line);
    let bare = bare(&plain);
    let (label, rest) = label(bare);
    if STAFF.contains(&label) && rest.chars().count() <= 40 && !rest.is_empty() {
        // Folding does not change the length of a line.
        let at = plain.rfind(rest).unwrap_or(0);
        return Some(Ending::Staff(line[at..at + rest.len()].to_owned()));
    }
    let is_short = line.chars().count() <= 20;
    let counted =
        label.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '（' | '）' | ' '));
    let is_aside =
        ASIDES.contains(&label) && (is_short || bare.len() > label.len()) || ASIDES.contains(&counted);
    if is_aside || ASIDE_OPENINGS.iter().any(|opening| bare.starts_with(opening)) {
        return Some(Ending::Aside);
    }
    None
}

/// True if a line of staff names the editor.
pub(super) fn is_editor(line: &str) -> bool {
    let line = folded(line);
    matches!(label(bare(&line)).0, "责任编辑" | "责任编缉" | "责编" | "编辑" | "本文编辑" | "网络编辑")
}

/// True if a line is about the page and not the news: an earlier title, the origin of pictures.
pub(super) fn is_note(line: &str) -> bool {
    if line.chars().nth(LONGEST_CONTROL).is_some() {
        return false;
    }
    let plain = folded(line);
    let bare = bare(&plain);
    let is_title = ["原标题", "本文原标题", "原题"].iter().any(|opening| {
        bare.strip_prefix(opening).is_some_and(|rest| rest.starts_with(['：', ':', '为', ' ', '《']))
    });
    let length = bare.chars().count();
    let is_picture = length <= 20
        && (bare.contains("图片") || bare.contains("图源") || bare.contains("配图"))
        && (bare.contains("网络") || bare.contains("侵删") || bare.contains("资料图"));
    is_title
        || is_picture
        || matches!(bare, "资料图" | "资料图片" | "点击看清晰大图" | "点击查看大图" | "点击图片查看大图")
}

/// A line without the brackets and punctuation around it.
pub(super) fn bare(line: &str) -> &str {
    let is_bracket = |c: char| {
        c.is_whitespace()
            || matches!(c, '(' | ')' | '（' | '）' | '[' | ']' | '【' | '】' | '■' | '▲' | '●' | '◆')
    };
    line.trim_matches(is_bracket)
}

/// Texts before and after the first colon, bar or slash of a line. Spaces inside a spaced-out label are
/// ignored.
fn label(line: &str) -> (&str, &str) {
    let is_sign = |c: char| matches!(c, '：' | ':' | '|' | '｜' | '丨' | '/' | '／' | '>' | '＞');
    match line.find(is_sign) {
        Some(at) => (
            line[..at].trim(),
            line[at..].trim_start_matches(is_sign).trim().trim_start_matches(is_sign).trim(),
        ),
        None => match line.find(char::is_whitespace) {
            Some(at) if STAFF.contains(&&line[..at]) => (&line[..at], line[at..].trim()),
            _ => (line.trim(), ""),
        },
    }
}
