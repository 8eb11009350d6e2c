//! Bylines and credits at the end of an article and under photographs: `（本报记者甲）`, `乙 摄/东方IC`.

use super::Byline;
use super::line::{BULLETS, own_line, people, text_and_pictures};
use super::name::{bare_names, names};
use super::opening::dateline;
use super::word::{agency, find_word, starts_with_any, strip_word, strip_word_at_end};

/// Byline at the end of an article: `（本报记者甲）`, `（新华社北京10月9日电）`, `（综合新华社报道）`, or the
/// credit after a caption: `图为比赛现场。本报记者 乙 摄`.
pub(crate) fn tail(paragraph: &str) -> Option<Byline> {
    let text = paragraph.trim_end();
    let Some(inside) = text.strip_suffix(['）', ')', '】']) else { return tail_without_bracket(text) };
    let at = inside.rfind(['（', '(', '【'])?;
    let inside = inside[at..].trim_start_matches(['（', '(', '【']).trim();
    if inside.chars().count() > 40 {
        return None;
    }
    attribution(inside).or_else(|| own_line(inside)).or_else(|| photo_credit(inside))
}

/// `据新华社北京10月9日电`, `本报综合报道`, `综合新华社、中新社报道`.
fn attribution(text: &str) -> Option<Byline> {
    let from = strip_word(text, "据").or_else(|| strip_word(text, "综合")).unwrap_or(text);
    let (source, rest) = agency(from)?;
    if let Some((dateline, _)) = dateline(rest) {
        return Some(Byline { source: Some(source.to_owned()), dateline, ..Byline::default() });
    }
    let is_report = ["报道", "报导", "消息", "电", "讯", "供稿", "专稿"]
        .iter()
        .any(|word| strip_word_at_end(text, word).is_some());
    let names_no_one = !rest.contains("记者") && !rest.contains("記者");
    (is_report && names_no_one).then(|| Byline { source: Some(source.to_owned()), ..Byline::default() })
}

/// Byline after the last sentence of a paragraph.
fn tail_without_bracket(text: &str) -> Option<Byline> {
    let at = text.rfind(['。', '！', '？', '”'])?;
    let behind = text[at..].chars().next().map_or("", |stop| &text[at + stop.len_utf8()..]).trim();
    if behind.is_empty() || behind.chars().count() > 40 {
        return None;
    }
    people(behind).or_else(|| photo_credit(behind))
}

/// Names alone in a bracket at the end: `（甲）`, `（乙、丙）`. They count only after the end of a sentence,
/// and only with known family names, since `（王维）` after a verse is often an aside.
pub(crate) fn bare_tail(paragraph: &str) -> Option<Byline> {
    let inside = paragraph.trim_end().strip_suffix(['）', ')'])?;
    let at = inside.rfind(['（', '('])?;
    let before = inside[..at].trim_end();
    let is_behind_sentence = before.is_empty() || before.ends_with(['。', '！', '？', '”', '…']);
    let inside = inside[at..].trim_start_matches(['（', '(']);
    let reporters = is_behind_sentence.then(|| bare_names(inside)).flatten()?;
    Some(Byline { reporters, ..Byline::default() })
}

/// Agencies and collections of photographs.
const PICTURE_AGENCIES: [&str; 22] = [
    "新华社发",
    "新华社照片",
    "新华社传真照片",
    "中新社发",
    "视觉中国",
    "人民视觉",
    "影像中国",
    "东方IC",
    "CFP",
    "IC photo",
    "图虫创意",
    "光明图片",
    "千图网",
    "资料图片",
    "资料图",
    "资料照片",
    "本报资料图片",
    "本报资料照片",
    "网络图片",
    "受访者供图",
    "图片来自网络",
    "新华社/法新",
];

/// The credit under a photograph: `甲 摄`, `甲 摄/东方IC`, `本报通讯员 乙 摄`, `新华社发（丙摄）`, `丁/CFP`, `视觉中国`.
pub(crate) fn photo_credit(line: &str) -> Option<Byline> {
    let text = line.trim().trim_start_matches(BULLETS).trim_start_matches(['（', '(']);
    let text =
        if line.trim_start().starts_with(['（', '(']) { text.trim_end_matches(['）', ')']) } else { text };
    if text.chars().count() > 40 || text.contains(['。', '，', '；', '！', '？']) {
        return None;
    }
    if let Some(byline) = agency_credit(text).or_else(|| cartoon(text)) {
        return Some(byline);
    }
    if let Some(byline) = text_and_pictures(text) {
        let is_picture = byline.reporters.is_empty() && !byline.photographers.is_empty();
        return is_picture.then_some(byline);
    }
    if let Some((_, behind)) = find_word(text, "图片来源").filter(|(at, _)| *at == 0) {
        let credit = text[behind..].trim_start_matches(['：', ':', ' ']).trim();
        return (!credit.is_empty()).then(|| Byline { credit: Some(credit.to_owned()), ..Byline::default() });
    }
    if let Some(who) = strip_word(text, "图片由").and_then(|rest| strip_word_at_end(rest, "提供")) {
        return Some(supplied(who));
    }
    if let Some(who) = strip_word_at_end(text, "供图") {
        let who = who.trim();
        return (!who.is_empty() && who.chars().count() <= 14).then(|| supplied(who));
    }
    marked_credit(text).or_else(|| slash_credit(text))
}

/// The supplier of a photograph: people, or an office.
fn supplied(who: &str) -> Byline {
    match people(who).map(photographers).or_else(|| bare_names(who)) {
        Some(photographers) => Byline { photographers, ..Byline::default() },
        None => Byline { credit: Some(who.to_owned()), ..Byline::default() },
    }
}

/// `新华社发（甲摄）`, `新华社发 乙摄`, `视觉中国供图`, `资料图片`.
fn agency_credit(text: &str) -> Option<Byline> {
    let rest = PICTURE_AGENCIES.into_iter().find_map(|agency| strip_word(text, agency))?;
    let agency = &text[..text.len() - rest.len()];
    let mut byline = Byline::default();
    match starts_with_any(agency, &["新华社", "中新社"]) {
        true => byline.source = agency.chars().take(3).collect::<String>().into(),
        false => byline.credit = Some(agency.to_owned()),
    }
    let inside = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '（' | '(' | '）' | ')' | '/'));
    if inside.is_empty() || strip_word(inside, "供图") == Some("") {
        return Some(byline);
    }
    byline.photographers = names(strip_word_at_end(inside, "摄")?)?;
    Some(byline)
}

/// `甲 摄`, `甲摄（江城图片）`, `本报记者 乙 摄影报道`.
fn marked_credit(text: &str) -> Option<Byline> {
    let (who, behind) = ["摄影报道", "摄影报导", "摄影", "摄"]
        .into_iter()
        .find_map(|mark| {
            let at = text
                .char_indices()
                .rev()
                .map(|(at, _)| at)
                .find(|at| strip_word(&text[*at..], mark).is_some())?;
            let behind = strip_word(&text[at..], mark)?.trim();
            let is_agency = behind.is_empty() || behind.starts_with(['/', '／', '（', '(']);
            is_agency
                .then(|| (text[..at].trim_end_matches(['/', '／', ' ', '\u{3000}']), behind, &text[..at]))
        })
        .map(|(who, behind, before)| {
            ((who.trim(), before.ends_with(char::is_whitespace) || before.ends_with(['/', '／'])), behind)
        })?;
    let (who, is_parted) = who;
    let mut byline = match people(who) {
        Some(byline) => Byline {
            source: byline.source.clone(),
            photographers: photographers(byline),
            ..Byline::default()
        },
        None => {
            let found = names(who)?;
            let is_known = |name: &String| name.contains('·') || bare_names(name).is_some();
            if !is_parted && !found.iter().all(is_known) || who.ends_with('拍') {
                return None;
            }
            Byline { photographers: found, ..Byline::default() }
        }
    };
    let credit =
        behind.trim_matches(|c: char| c.is_whitespace() || matches!(c, '/' | '／' | '（' | '）' | '(' | ')'));
    byline.credit = (!credit.is_empty()).then(|| credit.to_owned());
    Some(byline)
}

/// `甲/CFP`, `乙/视觉中国`.
fn slash_credit(text: &str) -> Option<Byline> {
    let (who, agency) = text.split_once(['/', '／'])?;
    let is_agency = PICTURE_AGENCIES.iter().any(|known| strip_word(agency.trim(), known).is_some())
        || starts_with_any(agency.trim(), &["新华社", "中新社", "法新", "路透", "美联"]);
    let photographers = bare_names(who).filter(|_| is_agency)?;
    Some(Byline { photographers, credit: Some(agency.trim().to_owned()), ..Byline::default() })
}

fn photographers(people: Byline) -> Vec<String> {
    let mut all = people.reporters;
    for name in people.correspondents.into_iter().chain(people.photographers) {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all
}

/// `甲图　乙文`: the artist of a cartoon and the author of its text.
fn cartoon(text: &str) -> Option<Byline> {
    let before = strip_word_at_end(text, "文")?;
    let (drew, wrote) = before.split_once(['图', '圖'])?;
    Some(Byline { photographers: names(drew)?, reporters: names(wrote)?, ..Byline::default() })
}
