//! Agreement of the segmenter with jieba-rs: the same tokens, in bytes and in characters, in every mode.

use std::sync::LazyLock;

use jianbao_analysis::{Dictionary, Hmm, Segmenter};
use jieba_rs::Jieba;
use proptest::prelude::*;

use crate::identity::assert_agreement;
use crate::shared;

static OURS: LazyLock<Segmenter> = LazyLock::new(|| Segmenter::new(Dictionary::jieba()));
pub(crate) static THEIRS: LazyLock<Jieba> = LazyLock::new(Jieba::new);

static OURS_NORMAL: LazyLock<Segmenter> = LazyLock::new(|| Segmenter::new(Dictionary::normal_form()));
/// jieba-rs loaded with the normal-form entries.
static THEIRS_NORMAL: LazyLock<Jieba> = LazyLock::new(|| {
    let entries = Dictionary::normal_form().entries();
    let lines: String = entries.iter().map(|(word, frequency)| format!("{word} {frequency}\n")).collect();
    Jieba::with_dict(&mut lines.as_bytes()).expect("lines of words and frequencies")
});

#[test]
fn every_entry_of_jieba_is_an_entry_of_ours_with_its_frequency() {
    let entries = Dictionary::jieba().entries();
    for (word, _) in &entries {
        assert!(THEIRS.has_word(word), "{word}");
    }
    // jieba-rs 0.11 has 349,045 entries, but γ射线 cannot be in any block of text and is left out.
    assert_eq!((entries.len(), Dictionary::jieba().total_frequency()), (349_044, 60_101_964));
}

#[test]
fn odd_texts_are_cut_alike() {
    for text in [
        "",
        " ",
        "\r\n",
        "\r",
        "\n\r\n\r",
        "。",
        "，。，。",
        "a",
        "的",
        "a的",
        "\u{0}",
        "\u{FEFF}国",
        "é国é",
        "T恤卡拉OK三维Q币",
        "1.3L,LPR-0.39%,86-10-12308",
        "www.xinwen-lianbo.example_a.b",
        "C++和C#和+#\n++\nab#c",
        "..__--%%&&##++",
        "5%5%%",
        "a.b.c-",
        "-a-",
        "㐀䶵\u{20000}\u{2A6DF}国\u{20000}",
        "豈更",
        "葉\u{2A38E}葉",
        "国\r\n家",
        "国 家",
        "龘龘龘靐",
        "\u{9FD6}\u{9FFF}国",
        "囧囧",
        "乒乒乓乓球",
        "\u{1F600}国\u{1F600}",
    ] {
        assert_agreement(&OURS, &THEIRS, text);
        assert_agreement(&OURS_NORMAL, &THEIRS_NORMAL, text.replace(|c: char| c.is_ascii(), "，").as_str());
    }
}

#[test]
fn chunks_end_where_nothing_is_seen_of_them() {
    // Texts around the chunk's size of 1,024 characters, with and without delimiters, and CR LF across it.
    for len in (1000..1060).chain([2047, 2048, 2049, 5000]) {
        for pattern in ["劳动者权益", "劳动，", "\r\n", "a", "，", "ab\r\n国家"] {
            let text: String = pattern.chars().cycle().take(len).collect();
            assert_agreement(&OURS, &THEIRS, &text);
        }
    }
}

#[test]
fn a_near_tie_turns_on_what_follows_to_the_end_of_its_block() {
    // No entry crosses the end of 美美美, and still a block may not be split there.
    let first_words = |text: &str| -> Vec<String> {
        assert_agreement(&OURS, &THEIRS, text);
        OURS.cut(text, Hmm::Off).iter().take(2).map(|cut| text[cut.bytes()].to_owned()).collect()
    };
    assert_eq!(first_words("美美美与共开放"), ["美", "美美"]);
    assert_eq!(first_words("美美美与共开放开放"), ["美美", "美"]);
}

#[test]
fn long_blocks_are_cut_alike() {
    let words: Vec<String> =
        Dictionary::jieba().entries().into_iter().map(|(word, _)| word).take(60_000).collect();
    assert_agreement(&OURS, &THEIRS, &words.concat());
    assert_agreement(&OURS, &THEIRS, &"9".repeat(70_000));
    assert_agreement(&OURS, &THEIRS, &"囧".repeat(70_000));
}

#[test]
fn shared_texts_are_cut_alike() {
    let Some(texts) = shared::texts() else { return };
    let (mut compared, mut bytes) = (0, 0);
    for (index, text) in texts.enumerate() {
        bytes += text.len();
        compared += assert_agreement(&OURS, &THEIRS, &text);
        if index % 4 == 0 {
            let without_ascii: String =
                jianbao_analysis::normalize(&text).replace(|c: char| c.is_ascii(), "，");
            compared += assert_agreement(&OURS_NORMAL, &THEIRS_NORMAL, &without_ascii);
        }
    }
    println!("compared {compared} tokens of {bytes} bytes");
    assert!(compared > 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 200 } else { 2_000 }))]

    #[test]
    fn random_texts_are_cut_alike(text in any_text()) {
        assert_agreement(&OURS, &THEIRS, &text);
    }

    #[test]
    fn random_texts_without_ascii_are_cut_alike_by_the_normal_form(text in any_text()) {
        assert_agreement(&OURS_NORMAL, &THEIRS_NORMAL, &text.replace(|c: char| c.is_ascii(), "，"));
    }
}

/// Mixtures of dictionary words, rare Han characters, ASCII with connectors, delimiters and anything.
fn any_text() -> impl Strategy<Value = String> {
    static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let mut words: Vec<String> =
            Dictionary::jieba().entries().into_iter().map(|(word, _)| word).collect();
        words.sort();
        words
    });
    let piece = prop_oneof![
        4 => any::<prop::sample::Index>().prop_map(|index| index.get(&WORDS).clone()),
        3 => (any::<prop::sample::Index>(), 1..4_usize).prop_map(|(index, chars)| index.get(&WORDS).chars().take(chars).collect()),
        2 => prop::char::range('\u{4E00}', '\u{9FFF}').prop_map(String::from),
        1 => prop::sample::select(vec!['\u{3400}', '\u{20000}', '\u{2A38E}', '\u{F900}', '\u{9FD5}', '\u{9FD6}', '囧']).prop_map(String::from),
        2 => "[a-zA-Z0-9._%&#+-]{1,6}",
        1 => "[，。\r\n 　、]{1,3}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}
