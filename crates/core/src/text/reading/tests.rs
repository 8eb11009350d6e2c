use proptest::prelude::*;

use super::*;

/// The places of a text that read a string, as slices.
fn read(text: &str, string: &str) -> Vec<String> {
    let haystack = Haystack::new(text);
    let needle = ReadingNeedle::new(string, &Analyzer::new());
    let places = needle.map(|needle| needle.occurrences(&haystack)).unwrap_or_default();
    places.into_iter().map(|place| text[place].to_owned()).collect()
}

#[test]
fn signs_between_the_characters_are_read_over() {
    for (text, string, expect) in [
        ("各地重视\"三农\"问题。", "三农问题", "三农\"问题"),
        ("科考船\"雪龙\"号靠港", "雪龙号", "雪龙\"号"),
        ("村\"两委\"换届", "村两委", "村\"两委"),
        ("《学习强国》平台上线", "学习强国平台", "学习强国》平台"),
        ("学习《\"十四五\"规划》", "学习十四五规划", "学习《\"十四五\"规划"),
        ("比尔·盖茨来访", "比尔盖茨", "比尔·盖茨"),
        ("列奥纳多·达·芬奇", "达芬奇", "达·芬奇"),
        ("列奥纳多·达·芬奇", "列奥纳多达芬奇", "列奥纳多·达·芬奇"),
        ("空军歼-20亮相", "歼20", "歼-20"),
        ("f-16战机", "f16", "f-16"),
        ("f-16战机", "f16战机", "f-16战机"),
        ("iphone 12发布", "iphone12", "iphone 12"),
        ("covid-19疫情", "covid19疫情", "covid-19疫情"),
    ] {
        assert_eq!(read(text, string), [expect], "{string} in {text}");
    }
}

#[test]
fn a_place_that_breaks_a_rule_is_not_read() {
    for (text, string) in [
        // Signs: others; two dashes; between digits; below zero; more than four places.
        ("三农、问题", "三农问题"),
        ("歼--20", "歼20"),
        ("2020-10", "202010"),
        ("10·15", "1015"),
        ("1月-4月", "月4"),
        ("十五日-20日", "五日20"),
        ("最低气温-5℃", "气温5"),
        ("最低气温-5度", "最低气温5度"),
        ("a 1 b 2 c 3", "a1b2c3"),
        // Too short over quotes and dots.
        ("三\"农\"", "三农"),
        ("达·芬", "达芬"),
        // Back to back.
        ("\"三农\"\"问题\"", "三农问题"),
        ("《三农》《问题》", "三农问题"),
        ("\"三农\"《问题》", "三农问题"),
        // A bracket without its partner, and quotes that touch no end, or both.
        ("重视《三农》问题讨论", "三农问题讨论会"),
        ("的三农》问题", "三农问题"),
        ("在\"十四五\"期间", "五期间"),
        ("\"三\"农\"问题", "农问题"),
        // A quoted piece of one character in a string of three.
        ("\"三\"农民", "三农民"),
        // One character between dots that ends nowhere.
        ("老达·芬奇", "达芬奇"),
        // A word of the text crosses the end.
        ("\"标准\"分别", "标准分"),
        ("农村\"两委\"", "村两委"),
        // Runs are whole.
        ("f-160", "f16"),
        ("xf-16", "f16"),
        // At its ends there is no sign.
        ("\"三农\"", "三农"),
        ("三农问题", "三农问题"),
    ] {
        assert_eq!(read(text, string), [""; 0], "{string} in {text}");
    }
}

#[test]
fn a_text_has_a_marked_term_for_each_word_over_signs() {
    let analyzer = Analyzer::new();
    let terms = |text: &str| {
        let mut terms = Vec::new();
        each_read_word(&analyzer, text, |term| {
            terms.push(term.trim_start_matches(terms::READ_MARK).to_owned())
        });
        terms
    };
    assert_eq!(terms("村\"两委\"、f-16和iphone 12"), ["村两委", "f16", "iphone12"]);
    assert!(terms("纪念\"五四\"运动").contains(&"五四运动".to_owned()));
    assert_eq!(terms("没有符号的句子。"), [""; 0]);
    assert_eq!(terms("a-1-b-2"), ["a1b2"]);
}

proptest! {
    /// The filter of a search: a text that reads a string has each of its parts, plain or marked.
    #[test]
    fn a_text_that_reads_a_string_has_its_terms(text in signed_text(), from in 0_usize..40, units in 2_usize..12) {
        use crate::text::terms::{PartTerm, parts};

        let analyzer = Analyzer::new();
        let without: String = text.chars().filter(|c| !is_reading_sign(*c)).collect();
        let string: String = without.chars().skip(from).take(units).collect();
        let Some(needle) = ReadingNeedle::new(&string, &analyzer) else { return Ok(()) };
        if !needle.is_read_in(&Haystack::new(&text)) {
            return Ok(());
        }

        let mut words = Vec::new();
        analyzer.each_full_word(&text, |word| words.push(text[word].to_owned()));
        each_read_word(&analyzer, &text, |term| words.push(term.trim_start_matches(terms::READ_MARK).to_owned()));
        for part in parts(&analyzer, &string) {
            match part {
                PartTerm::Word(word) => prop_assert!(words.iter().any(|held| held == word), "{word} of {string} in {text}"),
                PartTerm::Character(character) => prop_assert!(text.contains(character)),
            }
        }
    }
}

proptest! {
    /// The surroundings of signs in the code decide as the whole text does.
    #[test]
    fn a_string_is_read_in_code_where_it_is_read_in_the_text(
        texts in prop::collection::vec(signed_text(), 1..6),
        from in 0_usize..60,
        units in 2_usize..8,
    ) {
        let text = texts.concat();
        let without: String = text.chars().filter(|c| !is_reading_sign(*c)).collect();
        let string: String = without.chars().skip(from).take(units).collect();
        let Some(needle) = ReadingNeedle::new(&string, &Analyzer::new()) else { return Ok(()) };
        let expect = needle.occurrences(&Haystack::new(&text)).len();
        prop_assert_eq!(needle.count_in_code(&encoded(&text)), expect, "{} in {}", string, text);
    }
}

/// Normalised text full of signs, words and runs.
fn signed_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "\"",
        "《",
        "》",
        "〈",
        "〉",
        "·",
        "-",
        " ",
        "三农",
        "问题",
        "五四",
        "运动",
        "标准",
        "分别",
        "歼",
        "20",
        "f",
        "16",
        "a1",
        "比尔",
        "盖茨",
        "达",
        "芬奇",
        "的",
        ",",
        "十四五",
        "规划",
        "号",
        "5",
        "℃",
    ]);
    prop::collection::vec(pieces, 1..14).prop_map(|pieces| jianbao_analysis::normalize(&pieces.concat()))
}
