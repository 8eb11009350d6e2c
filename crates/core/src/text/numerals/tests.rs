//! Numbers of queries, tested by rows of cases, and the law, tested by an oracle.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::oracle::{Question, Read};
use super::*;

#[path = "../../../../../tests/skipping.rs"]
mod skipping;

/// Words of a small dictionary.
const WORDS: [&str; 18] = [
    "三农",
    "一带一路",
    "九三学社",
    "万一",
    "十分",
    "三年级",
    "十月革命",
    "第三产业",
    "第一",
    "三天三夜",
    "三月份",
    "十万元",
    "三人行",
    "的三天",
    "前三天",
    "十二楼的",
    "第三天三夜",
    "第三人",
];

/// The words of the small dictionary in a text that contain some bytes of it.
fn words_of(text: &str, bytes: &Range<usize>) -> Vec<Range<usize>> {
    let places = |word: &&str| {
        let word = *word;
        text.match_indices(word).map(|(start, _)| start..start + word.len()).collect::<Vec<_>>()
    };
    let places = WORDS.iter().flat_map(places);
    places.filter(|word| word.start <= bytes.start && bytes.end <= word.end).collect()
}

/// The numbers of a query as typed, with their measures.
fn shown(text: &str) -> String {
    let numbers = numbers(text, &words_of);
    let shown = |number: &QueryNumber| format!("{}|{}", number.spellings[0], &text[number.measure.clone()]);
    numbers.iter().map(shown).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_numeral_is_a_number_where_something_is_counted() {
    for (text, expect) in [
        ("3天", "3|天"),
        ("三天", "三|天"),
        ("13000", "13000|"),
        ("9999", ""),
        ("1.3万", "1.3万|"),
        ("1.3万人", "1.3万|人"),
        ("30%", "30%|"),
        ("百分之三十", "百分之三十|"),
        ("百分之百", "百分之百|"),
        ("千分之五", "千分之五|"),
        ("10月26日", "10|月 26|日"),
        ("二〇二〇年", "二〇二〇|年"),
        ("二○二○年", "二○二○|年"),
        ("1998年", "1998|年"),
        ("第三", "三|"),
        ("第301医院", "301|"),
        ("三周年", "三|周年"),
        ("三年级", "三|年级"),
        ("三月份", "三|月"),
        ("十万元", "十万|元"),
        ("1990年代", "1990|年代"),
        ("3个月", "3|个月"),
        ("十分钟", "十|分钟"),
        ("60亿千瓦时", "60亿|千瓦"),
        ("0.5亿", "0.5亿|"),
        ("3000多人", "3000|多"),
        ("2,000人", "2,000|人"),
        ("人数3000人", "3000|人"),
        ("2023年-2025年", "2023|年 2025|年"),
        // Text.
        ("三农", ""),
        ("一带一路", ""),
        ("九三学社", ""),
        ("万一", ""),
        ("十分", ""),
        ("十月革命", ""),
        ("第三产业", ""),
        ("三天三夜", ""),
        ("三人行", ""),
        ("10:30", ""),
        ("3:2", ""),
        ("2020-10-26", ""),
        ("10/26日", ""),
        ("007", ""),
        ("05年", ""),
        ("13800138001", ""),
        ("13800138001个", ""),
        ("130000000", "130000000|"),
        ("1,2345人", ""),
        ("两三天", ""),
        ("三四十人", ""),
        ("一万三", ""),
        ("数十万", ""),
        ("几十万", ""),
        ("十几天", ""),
        ("30多万", ""),
        ("十万分之一", ""),
        ("五百分之三十", ""),
        ("1天", ""),
        ("一家", ""),
        ("两楼", ""),
        ("2.0米", ""),
        ("2.5米", ""),
        ("g20", ""),
        ("20000mah", ""),
        ("1.2.3万", ""),
        ("一三五天", ""),
        ("千万", ""),
        ("", ""),
    ] {
        assert_eq!(shown(text), expect, "{text}");
    }
}

#[test]
fn one_is_a_number_behind_rank_before_months_and_as_the_first_day() {
    for (text, expect) in [
        ("1月", "1|月"),
        ("一号文件", "一|号"),
        ("第1名", "1|名"),
        ("第一", "一|"),
        ("1%", "1%|"),
        ("10月1日", "10|月 1|日"),
        ("一日", ""),
    ] {
        assert_eq!(shown(text), expect, "{text}");
    }
}

#[test]
fn bytes_count_in_the_query() {
    let text = "自第3届有百分之五";
    let numbers = numbers(text, &words_of);
    let parts = numbers.iter().map(|number| (&text[number.range.clone()], &text[number.measure.clone()]));
    assert_eq!(parts.collect::<Vec<_>>(), [("3", "届"), ("百分之五", "")]);
}

/// Numerals and parts of them; equal values stand together.
const NUMERALS: [&str; 59] = [
    "1",
    "一",
    "2",
    "二",
    "两",
    "3",
    "三",
    "五",
    "10",
    "十",
    "12",
    "十二",
    "百",
    "200",
    "二百",
    "两百",
    "二〇〇",
    "二○○",
    "2百",
    "2000",
    "两千",
    "二千",
    "2千",
    "2,000",
    "2020",
    "二〇二〇",
    "二零二零",
    "二○二○",
    "1998",
    "一九九八",
    "301",
    "三〇一",
    "三○一",
    "三◯一",
    "三百零一",
    "三百〇一",
    "1.3",
    "1.30",
    "1,300",
    "0.5",
    "13000",
    "13,000",
    "一万三千",
    "1万3千",
    "1.3万",
    "一点三万",
    "千",
    "万",
    "亿",
    "2亿",
    "两亿",
    "2.0亿",
    "二亿",
    "30",
    "三十",
    "〇",
    "百分之三",
    "百分之",
    "千分之",
];

/// Measures, signs and other text.
const AROUND: [&str; 65] = [
    "月一日",
    "月1日",
    "前",
    "天三夜",
    "月份",
    "月有余",
    "人行",
    "周岁",
    "月革命",
    "楼的",
    "年级",
    "万",
    "亿",
    "万亿",
    "零",
    "○",
    "◯",
    "九八",
    "0",
    "000",
    "0000",
    ".5",
    ",000",
    "分之",
    "点",
    "点五",
    "%",
    "%",
    "‰",
    "年",
    "年",
    "年",
    "月",
    "日",
    "天",
    "天",
    "天",
    "级",
    "届",
    "楼",
    "人",
    "人",
    "周",
    "周年",
    "级",
    "年代",
    "多",
    "余",
    "来",
    "几",
    "数",
    "好",
    "第",
    "第",
    "千瓦",
    "瓦",
    "a",
    ".",
    ",",
    ":",
    "/",
    "-",
    "的",
    "的",
    "之",
];

fn drawn_of(drawn: u16, pieces: &[&'static str]) -> &'static str {
    pieces[usize::from(drawn) % pieces.len()]
}

/// A query: something before, a numeral, something behind, perhaps more. The numeral is taken some places further in the list.
fn query_of(drawn: &[u16], further: usize) -> String {
    let piece = |(at, &drawn): (usize, &u16)| match at {
        0 if drawn % 2 == 0 => "",
        1 => NUMERALS[(usize::from(drawn) + further) % NUMERALS.len()],
        4 => drawn_of(drawn, &NUMERALS),
        _ => drawn_of(drawn / 2, &AROUND),
    };
    drawn.iter().enumerate().map(piece).collect()
}

/// A text of pieces and of the spellings of a query's numbers.
fn text_of(drawn: &[u16], spellings: &[String]) -> String {
    let piece = |&drawn: &u16| match drawn % 3 {
        0 => drawn_of(drawn / 3, &NUMERALS),
        1 if !spellings.is_empty() => &spellings[usize::from(drawn / 3) % spellings.len()],
        _ => drawn_of(drawn / 3, &AROUND),
    };
    drawn.iter().map(piece).collect()
}

proptest! {
    // The same cases in every run; another seed draws others.
    #![proptest_config(ProptestConfig { cases: 20_000, rng_seed: RngSeed::Fixed(22), ..ProptestConfig::default() })]

    #[test]
    fn a_number_stands_where_the_oracle_reads_its_value(
        query in prop::collection::vec(any::<u16>(), 2..7),
        text in prop::collection::vec(any::<u16>(), 1..9),
    ) {
        let drawn = query;
        let query = query_of(&drawn, 0);
        let numbers = numbers(&query, &words_of);
        let mut spellings: Vec<String> = numbers.iter().flat_map(|number| number.spellings.clone()).collect();
        // With what follows, so that whole queries stand in some texts.
        if let Some(number) = numbers.first() {
            let around = |spelling: &String| format!("{}{spelling}{}", &query[..number.range.start], &query[number.range.end..]);
            spellings.extend(number.spellings.iter().map(around).collect::<Vec<_>>());
        }
        // And the query with the numerals beside its own, of the same value and of others.
        spellings.extend([1, 2, 3, 4, NUMERALS.len() - 1, NUMERALS.len() - 2].map(|further| query_of(&drawn, further)));
        let text = text_of(&text, &spellings);
        let pattern = ValuePattern::new(&query, 0..query.len(), &numbers);
        let found = pattern.occurrences(&text, &words_of);
        prop_assert_eq!(&found, &Read::new(&text, &WORDS).places(&Question::new(&query, &WORDS)), "{} in {}", query, text);
        for part in pattern.required_parts().iter().filter(|_| !found.is_empty()) {
            prop_assert!(part.iter().any(|string| text.contains(string.as_str())), "{} in {}", query, text);
        }
    }

    #[test]
    fn typing_a_spelling_finds_the_others(value in 1_u64..3_000_000_000, zeros in 0_u32..8, measure in 0_usize..4) {
        let value = value / 10_u64.pow(zeros) * 10_u64.pow(zeros);
        let measure = ["天", "年", "", "楼"][measure];
        let spelled = |numeral: &str| numbers(&format!("{numeral}{measure}"), &words_of).pop().map(|number| number.spellings);
        let Some(spellings) = spelled(&value.to_string()) else { return Ok(()) };
        prop_assert!(spellings.len() < 100, "{}: {}", value, spellings.len());
        let all: BTreeSet<&String> = spellings.iter().collect();
        for other in spellings.iter().filter(|_| value > 2) {
            let others = spelled(other);
            prop_assert_eq!(others.iter().flatten().collect::<BTreeSet<_>>(), all.clone(), "{} {}", value, other);
        }
    }
}

/// The texts of the news that are beside the project, in normal form: every one of some, or fewer in a debug build.
fn news() -> Option<Vec<String>> {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let every = if cfg!(debug_assertions) { 200 } else { 1 };
    let mut texts = Vec::new();
    for file in ["rmrb-2020-01-06.jsonl", "xwlb-2022-2026.jsonl"] {
        for line in std::fs::read_to_string(corpus.join(file)).ok()?.lines().step_by(every) {
            let article: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
            let texts_of = ["title", "body"]
                .map(|field| jianbao_analysis::normalize(article[field].as_str().unwrap_or("")));
            texts.extend(texts_of);
        }
    }
    Some(texts)
}

#[test]
fn numbers_of_news_stand_where_the_oracle_reads_their_values() {
    let Some(texts) = news() else {
        return skipping::skip("corpus", "no news beside the project");
    };
    let queries: BTreeSet<String> = texts
        .iter()
        .flat_map(|text| {
            numbers(text, &words_of).into_iter().map(|number| {
                let rank = if text[..number.range.start].ends_with('第') { '第'.len_utf8() } else { 0 };
                text[number.range.start - rank..number.measure.end.max(number.range.end)].to_owned()
            })
        })
        .collect();
    let step = (queries.len() / 200).max(1);
    let queries: Vec<(Question, ValuePattern)> = queries
        .iter()
        .skip(step / 2)
        .step_by(step)
        .map(|query| {
            let pattern = ValuePattern::new(query, 0..query.len(), &numbers(query, &words_of));
            (Question::new(query, &WORDS), pattern)
        })
        .collect();
    assert!(queries.len() > 100, "{}", queries.len());
    for text in &texts {
        let read = Read::new(text, &WORDS);
        for (question, pattern) in &queries {
            assert_eq!(
                pattern.occurrences(text, &words_of),
                read.places(question),
                "{} in {text}",
                pattern.string()
            );
        }
    }
}
