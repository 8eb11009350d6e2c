//! User words with letters or digits: they change tokens, but not the matches of a query.

use jianbao_analysis::{Analyzer, Mode, Token, UserDictionary, normalize, units};
use proptest::prelude::*;

const WORDS: [&str; 9] =
    ["AI芯片", "5G基站", "A股", "C++", "iPhone手机", "卡拉OK", "5G", "芯片AI芯片", "3.5%"];

fn with(words: &[&str]) -> Analyzer {
    let lines: String = words.iter().map(|word| format!("{word} 9 nz\n")).collect();
    let (analyzer, bad_lines) = Analyzer::new().with_user_dictionary(&UserDictionary::parse(&lines));
    assert_eq!(bad_lines, []);
    analyzer
}

fn texts(analyzer: &Analyzer, raw: &str, mode: Mode) -> Vec<String> {
    analyzer.tokens(raw, mode).into_iter().map(|token| token.text).collect()
}

#[test]
fn tokens_change() {
    let analyzer = with(&WORDS);
    for (raw, exact, search) in [
        ("国产ＡＩ芯片涨", &["国产", "ai芯片", "涨"][..], &["国产", "ai", "芯片", "ai芯片", "涨"][..]),
        ("A股市场", &["a股", "市场"], &["a", "股", "a股", "市场"]),
        ("学C++了", &["学", "c++", "了"], &["学", "c", "+", "+", "c++", "了"]),
        ("芯片AI芯片", &["芯片ai芯片"], &["芯片", "ai", "芯片", "芯片ai芯片"]),
        (
            "唱卡拉OK，5G基站",
            &["唱", "卡拉ok", ",", "5g基站"],
            &["唱", "卡拉", "ok", "卡拉ok", ",", "5g", "基站", "5g基站"],
        ),
        ("涨3.5%", &["涨", "3.5%"], &["涨", "3.5", "%", "3.5%"]),
    ] {
        assert_eq!(texts(&analyzer, raw, Mode::Exact), exact, "{raw}");
        assert_eq!(texts(&analyzer, raw, Mode::Search), search, "{raw}");
    }
    assert_eq!(texts(&analyzer, "AI芯片", Mode::Full), ["ai", "ai芯片", "芯片"]);
    assert_eq!(analyzer.dictionary().tag("ai芯片"), Some("nz"));
}

#[test]
fn runs_stay_whole_and_words_of_the_dictionary_too() {
    let analyzer = with(&["5G基站", "A股", "型号5"]);
    for raw in ["X5G基站", "15G基站", "型号5.2", "型号5G"] {
        assert_eq!(texts(&analyzer, raw, Mode::Exact), texts(&Analyzer::new(), raw, Mode::Exact), "{raw}");
        assert_eq!(texts(&analyzer, raw, Mode::Full), texts(&Analyzer::new(), raw, Mode::Full), "{raw}");
    }
    // The path has 股东, of which a股 would take a part.
    assert_eq!(texts(&analyzer, "A股东", Mode::Exact), ["a", "股东"]);
}

#[test]
fn a_word_is_removed_by_frequency_zero() {
    let (analyzer, _) = with(&WORDS).with_user_dictionary(&UserDictionary::parse("AI芯片 0\n"));
    assert_eq!(texts(&analyzer, "AI芯片", Mode::Exact), ["ai", "芯片"]);
    assert_eq!(texts(&analyzer, "5G基站", Mode::Exact), ["5g基站"]);
}

proptest! {
    #[test]
    fn what_an_index_and_a_query_see_is_the_same_with_and_without(
        raw in "([A-Ca-c5]|[.+% ]|芯片|基站|A股|AI芯片|卡拉OK|5G|劳动者|，){0,30}",
        words in prop::collection::vec("(芯片|AI|5G|基站|股|卡拉|[a-c5.+]){1,4}", 0..6),
    ) {
        let plain = Analyzer::new();
        let lines: String = WORDS.iter().copied().chain(words.iter().map(String::as_str))
            .filter(|word| word.bytes().any(|byte| byte.is_ascii_alphanumeric()))
            .map(|word| format!("{word}\n"))
            .collect();
        let (analyzer, _) = plain.clone().with_user_dictionary(&UserDictionary::parse(&lines));
        let normal = normalize(&raw);
        prop_assert_eq!(analyzer.exact(&normal), plain.exact(&normal));
        let full = |analyzer: &Analyzer| {
            let mut words = Vec::new();
            analyzer.each_full_word(&normal, |bytes| words.push(bytes));
            words
        };
        prop_assert_eq!(full(&analyzer), full(&plain));
        prop_assert_eq!(analyzer.fingerprint(), plain.fingerprint());

        // Exact: the same text, cut at boundaries of the pieces and of units.
        let [joined, pieces] = [&analyzer, &plain].map(|analyzer| analyzer.tokens(&raw, Mode::Exact));
        prop_assert_eq!(all_text(&joined), all_text(&pieces));
        for token in &joined {
            prop_assert!(pieces.iter().any(|piece| piece.start_byte == token.start_byte && piece.position == token.position));
            prop_assert!(pieces.iter().any(|piece| piece.end_byte == token.end_byte));
        }
        // Search and full: everything as before, and the words wherever their units stand.
        for mode in [Mode::Search, Mode::Full] {
            let more = analyzer.tokens(&raw, mode);
            let mut rest = more.iter();
            for token in plain.tokens(&raw, mode) {
                prop_assert!(rest.any(|other| *other == token), "{:?}", token);
            }
        }
        let found: Vec<(usize, String)> = analyzer.tokens(&raw, Mode::Full).into_iter()
            .map(|token| (token.position, token.text)).collect();
        let unit_texts: Vec<&str> = units(&normal).map(|unit| &normal[unit.bytes()]).collect();
        for word in lines.lines().map(normalize) {
            let parts: Vec<&str> = units(&word).map(|unit| &word[unit.bytes()]).collect();
            for (position, window) in unit_texts.windows(parts.len()).enumerate() {
                prop_assert!(window != parts || found.contains(&(position, word.clone())), "{}", word);
            }
        }
    }
}

fn all_text(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.text.as_str()).collect()
}
