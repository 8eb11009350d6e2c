//! Words of bylines: papers, agencies and roles.
//!
//! The lists are in simplified characters and match traditional ones too, character by character. The text
//! after a word is therefore returned as printed.

use crate::lines::is_han;
pub(super) use crate::simplified::simplified;

/// Papers and agencies with correspondents, by their printed names. Longer names precede those they contain.
pub(super) const AGENCIES: [&str; 34] = [
    "本报",
    "本刊",
    "本台",
    "本网",
    "本社",
    "新华社",
    "新华网",
    "新华每日电讯",
    "中国新闻社",
    "中新社",
    "中新网",
    "中央社",
    "中通社",
    "人民网",
    "人民日报海外版",
    "人民日报",
    "央视新闻客户端",
    "央视新闻",
    "央视网",
    "央广网",
    "央视",
    "央广",
    "国际在线",
    "中国青年报",
    "中青报",
    "光明日报",
    "光明网",
    "经济日报",
    "科技日报",
    "工人日报",
    "澎湃新闻",
    "法新社",
    "路透社",
    "美联社",
];

/// The role of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Reporter,
    Correspondent,
    Photographer,
}

/// The words for roles. Longer words precede those they contain.
const ROLES: [(&str, Role); 37] = [
    ("特约通讯员", Role::Correspondent),
    ("摄影通讯员", Role::Photographer),
    ("通讯员", Role::Correspondent),
    ("报道员", Role::Correspondent),
    ("特约摄影记者", Role::Photographer),
    ("首席摄影记者", Role::Photographer),
    ("摄影记者", Role::Photographer),
    ("视觉记者", Role::Photographer),
    ("特约摄影师", Role::Photographer),
    ("特约摄影", Role::Photographer),
    ("见习记者", Role::Reporter),
    ("实习记者", Role::Reporter),
    ("特约记者", Role::Reporter),
    ("特派记者", Role::Reporter),
    ("特派员", Role::Reporter),
    ("首席记者", Role::Reporter),
    ("首席评论员", Role::Reporter),
    ("高级记者", Role::Reporter),
    ("前方记者", Role::Reporter),
    ("全媒体记者", Role::Reporter),
    ("全媒记者", Role::Reporter),
    ("融媒体记者", Role::Reporter),
    ("融媒体中心记者", Role::Reporter),
    ("融媒记者", Role::Reporter),
    ("学生记者", Role::Reporter),
    ("校园记者", Role::Reporter),
    ("小记者", Role::Reporter),
    ("实习生", Role::Correspondent),
    ("特约撰稿人", Role::Reporter),
    ("特约撰稿", Role::Reporter),
    ("撰稿人", Role::Reporter),
    ("特约评论员", Role::Reporter),
    ("评论员", Role::Reporter),
    ("特约作者", Role::Reporter),
    ("本文作者", Role::Reporter),
    ("记者", Role::Reporter),
    ("作者", Role::Reporter),
];

/// Words that begin like a role, but are not followed by a name.
const NOT_A_ROLE: [&str; 18] = [
    "记者会",
    "记者节",
    "记者站",
    "记者手记",
    "记者观察",
    "记者调查",
    "记者协会",
    "记者招待会",
    "记者团",
    "记者证",
    "记者部",
    "记者问",
    "记者们",
    "记者从",
    "记者在",
    "记者了解",
    "作者简介",
    "作者单位",
];

/// Rest of a text after a word at its start.
pub(super) fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for wanted in word.chars() {
        let found = rest.next()?;
        if found != wanted && simplified(found) != wanted {
            return None;
        }
    }
    Some(rest.as_str())
}

/// Part of a text before a word at its end.
pub(super) fn strip_word_at_end<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let at = text.char_indices().rev().nth(word.chars().count().checked_sub(1)?)?.0;
    strip_word(&text[at..], word).map(|_| &text[..at])
}

/// First occurrence of a word: the offsets of its start and of its end, in bytes.
pub(super) fn find_word(text: &str, word: &str) -> Option<(usize, usize)> {
    text.char_indices().find_map(|(at, _)| Some((at, text.len() - strip_word(&text[at..], word)?.len())))
}

/// True if a text begins with one of the words.
pub(super) fn starts_with_any(text: &str, words: &[&str]) -> bool {
    may_begin(text, words).any(|word| strip_word(text, word).is_some())
}

/// The words that a text may begin with, by its first character. Bylines are tried at every character of an
/// opening, and few words begin with a given character.
fn may_begin<'w>(text: &str, words: &'w [&'w str]) -> impl Iterator<Item = &'w str> {
    let first = text.chars().next().map(simplified);
    words.iter().copied().filter(move |word| first.is_some_and(|first| word.starts_with(first)))
}

/// The agency or paper at the start of a text, as printed, and the rest.
pub(super) fn agency(text: &str) -> Option<(&str, &str)> {
    let rest = may_begin(text, &AGENCIES).find_map(|agency| strip_word(text, agency))?;
    Some(text.split_at(text.len() - rest.len()))
}

/// The role at the start of a text, and the rest.
pub(super) fn role(text: &str) -> Option<(Role, &str)> {
    if starts_with_any(text, &NOT_A_ROLE) {
        return None;
    }
    let first = simplified(text.chars().next()?);
    let mut roles = ROLES.into_iter().filter(|(word, _)| word.starts_with(first));
    roles.find_map(|(word, role)| Some((role, strip_word(text, word)?)))
}

/// The paper right before a role, and the rest from the role on: `江城晚报|全媒体记者 甲`,
/// `江城日报|驻京记者 乙`. None if there is no paper.
pub(super) fn paper_before_role(text: &str) -> Option<(&str, &str)> {
    let begins_role = |at: &usize| role(&text[*at..]).is_some() || strip_word(&text[*at..], "驻").is_some();
    let at = text.char_indices().take(13).skip(2).map(|(at, _)| at).find(begins_role)?;
    let (paper, rest) = text.split_at(at);
    is_paper(paper.trim_end()).then_some((paper.trim_end(), rest))
}

/// True if a few characters may be the name of a paper, a station or a site.
pub(crate) fn is_paper(name: &str) -> bool {
    let chars = name.chars().count();
    let last = name.chars().next_back().map(simplified);
    (2..=12).contains(&chars)
        && name.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric())
        && !name.contains(['系', '为', '從', '从', '者'])
        && matches!(last, Some('报' | '社' | '网' | '台' | '刊' | '线' | '讯' | '闻' | '媒' | '端'))
}
