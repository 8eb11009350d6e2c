use jianbao_analysis::normalize;
use proptest::prelude::*;

use super::*;

fn highlighter(needles: &[&str]) -> Needles {
    let mut marked = Needles::default();
    for needle in needles {
        marked.push(Pattern::Text((*needle).to_owned()), 1.0);
    }
    marked
}

fn shown(snippet: &Snippet) -> String {
    let mut shown = String::new();
    let mut at_byte = 0;
    for &[start, end] in &snippet.highlights {
        shown.push_str(&snippet.text[at_byte..start]);
        shown.push('[');
        shown.push_str(&snippet.text[start..end]);
        shown.push(']');
        at_byte = end;
    }
    shown.push_str(&snippet.text[at_byte..]);
    shown
}

fn one(needles: &[&str], text: &str, max_chars: usize) -> String {
    let snippets = highlighter(needles).snippets(text, 1, max_chars);
    assert_eq!(snippets.len(), 1);
    shown(&snippets[0])
}

#[test]
fn a_passage_begins_and_ends_with_its_sentence() {
    let text = "昨天下雨。今天图书馆开放夜场，读者很多。明天放晴，街上会热闹。";
    assert_eq!(one(&["图书馆"], text, 20), "今天[图书馆]开放夜场，读者很多。");
}

#[test]
fn a_long_sentence_is_cut_at_clauses_with_omission_marks() {
    let text = "清晨的码头上，工人们把新采的春茶装进木箱，赶在头班船离港之前，送往下游的三座城市。";
    assert_eq!(one(&["春茶"], text, 18), "…工人们把新采的[春茶]装进木箱，…");
}

#[test]
fn the_passage_with_most_distinct_needles_wins() {
    let text = "茶农上山。茶农下山。茶农歇脚。后来茶农进城卖春茶。";
    assert_eq!(one(&["茶农", "春茶"], text, 12), "后来[茶农]进城卖[春茶]。");
}

#[test]
fn marks_lie_on_the_original_characters() {
    assert_eq!(one(&["国际", "gdp"], "國際論壇上，ＧＤＰ成了热词。", 40), "[國際]論壇上，[ＧＤＰ]成了热词。");
    assert_eq!(one(&["当地政府"], "高新区里，当地\n政府服务企业。", 40), "高新区里，[当地\n政府]服务企业。");
}

#[test]
fn of_strings_that_must_be_near_only_those_light_up_that_are() {
    let text = "网球热了一阵。入冬以后山上的人学滑雪，也打网球。";
    let mut needles = Needles::default();
    needles.push_near(&["网球".to_owned(), "滑雪".to_owned()], 5, 1.0);
    let whole = |needles: &Needles| shown(&needles.mark(text.to_owned()));
    assert_eq!(whole(&needles), "网球热了一阵。入冬以后山上的人学[滑雪]，也打[网球]。");
    // Needles near it outside the passage count, and so do needles without a group.
    assert_eq!(shown(&needles.snippets(text, 1, 4)[0]), "入冬以后山上的人学[滑雪]，…");
    needles.push(Pattern::Text("网球".to_owned()), 1.0);
    assert_eq!(whole(&needles), "[网球]热了一阵。入冬以后山上的人学[滑雪]，也打[网球]。");
}

#[test]
fn marks_that_touch_are_one() {
    assert_eq!(one(&["中国", "人民", "国人"], "中国人民。", 40), "[中国人民]。");
}

#[test]
fn a_run_is_marked_only_whole() {
    assert_eq!(one(&["3"], "1.3万人，3个村。", 40), "1.3万人，[3]个村。");
}

#[test]
fn without_a_match_the_lead_is_given() {
    assert_eq!(one(&["海啸"], "第一句。第二句很长很长很长。", 8), "第一句。");
}

#[test]
fn several_passages_do_not_overlap_and_come_in_order() {
    let text = "甲地有茶。\n乙地无事。\n丙地也有茶。";
    let snippets = highlighter(&["茶"]).snippets(text, 3, 8);
    assert_eq!(snippets.iter().map(shown).collect::<Vec<_>>(), ["甲地有[茶]。", "丙地也有[茶]。"]);
}

#[test]
fn a_text_without_any_punctuation_is_cut_to_length() {
    let text = "字".repeat(500) + "针" + &"字".repeat(500);
    let snippet = &highlighter(&["针"]).snippets(&text, 1, 30)[0];
    assert!(snippet.text.chars().count() <= 32, "{}", snippet.text);
    assert_eq!(snippet.highlights.len(), 1);
}

#[test]
fn a_run_that_the_passage_cuts_is_not_marked() {
    let text = format!("{}7.5{}", "1".repeat(300), "2".repeat(300));
    for snippet in highlighter(&["7.5", "2", "1"]).snippets(&text, 3, 10) {
        assert_eq!(snippet.highlights, Vec::<[usize; 2]>::new(), "{}", snippet.text);
    }
}

#[test]
fn numbers_and_latin_words_are_not_cut() {
    let text = "字".repeat(30) + "针" + &"字".repeat(8) + "1234567" + &"字".repeat(30);
    assert!(one(&["针"], &text, 24).ends_with("1234567…") || one(&["针"], &text, 24).ends_with("字…"));
    assert!(!one(&["针"], &text, 24).contains("123…"));
}

#[test]
fn words_that_begin_so_or_are_spelt_nearly_so_are_marked() {
    let mut needles = Needles::default();
    needles.push(Pattern::Prefix("netw".into()), 1.0);
    needles.push(Pattern::Fuzzy { text: "covid".into(), distance: 1 }, 1.0);
    let snippet = needles.mark("The Ｎetwork of covd and work".into());
    assert_eq!(shown(&snippet), "The [Ｎetwork] of [covd] and work");
}

#[test]
fn very_many_passages_are_bounded() {
    let text = "茶。".repeat(10_000);
    assert_eq!(highlighter(&["茶"]).snippets(&text, usize::MAX, 1).len(), MAX_SNIPPETS);
}

/// Text of few letters, so that needles occur often, in several spellings, with line breaks and long runs.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "国",
        "國",
        "际",
        "際",
        "人",
        "人人",
        "a",
        "Ａ",
        "ab",
        "1",
        "1.5",
        "。",
        "，",
        "\n",
        "　",
        " ",
        "“",
        "”",
        "…",
        "很长很长的一段没有标点的话",
        "longlonglongword",
        "！",
        "\u{200b}",
        "字",
    ]);
    prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}

fn needles() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[国际人ab1。]{1,3}", 1..5)
}

proptest! {
    #[test]
    fn marks_lie_on_needles_and_whatever_matches_is_shown(
        text in texts(),
        needles in needles(),
        max_snippets in 1_usize..4,
        max_chars in 1_usize..60,
    ) {
        let needles: Vec<&str> = needles.iter().map(String::as_str).collect();
        let highlighter = highlighter(&needles);
        let snippets = highlighter.snippets(&text, max_snippets, max_chars);
        prop_assert!(snippets.len() <= max_snippets);
        for snippet in snippets.iter().chain([&highlighter.mark(text.clone())]) {
            let mut end_before = None;
            for &[start, end] in &snippet.highlights {
                prop_assert!(end_before.is_none_or(|before| before < start) && start < end);
                end_before = Some(end);
                let piece = snippet.text.get(start..end).expect("on character boundaries");
                // Every letter of the piece belongs to a needle that occurs there.
                let normal = normalize(piece);
                let mut covered = 0;
                for (at, _) in normal.char_indices() {
                    let reaches = needles.iter().filter(|n| normal[at..].starts_with(**n)).map(|n| at + n.len()).max();
                    prop_assert!(at < covered || reaches.is_some(), "{:?} of {:?}", piece, needles);
                    covered = covered.max(reaches.unwrap_or(0));
                }
                prop_assert_eq!(covered, normal.len());
            }
            let inside = snippet.text.trim_start_matches('…').trim_end_matches('…');
            prop_assert!(text.contains(inside), "{:?}", snippet.text);
        }
        let haystack_text = normalize(&text);
        let haystack = Haystack::new(&haystack_text);
        let matches = needles.iter().any(|needle| haystack.contains(needle));
        let is_marked = snippets.iter().any(|snippet| !snippet.highlights.is_empty());
        prop_assert_eq!(matches, is_marked);
    }
}
