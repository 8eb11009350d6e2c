//! User dictionaries, compared with jieba-rs after the same words are added one by one.

use std::sync::LazyLock;

use jianbao_analysis::{
    Analyzer, Dictionary, DictionaryErrorKind, Mode, Segmenter, UserDictionary, normalize,
};
use jieba_rs::Jieba;
use proptest::prelude::*;

use crate::agreement::THEIRS;
use crate::identity::assert_agreement;

static ENTRIES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut words: Vec<String> = Dictionary::jieba().entries().into_iter().map(|(word, _)| word).collect();
    words.sort();
    words
});

/// Adds the words to both; panics if jieba-rs gives one another frequency.
fn both_with(words: &[(String, Option<u64>)]) -> (Segmenter, Jieba) {
    let lines: String = words
        .iter()
        .map(|(word, frequency)| format!("{word} {}\n", frequency.map_or(String::new(), |f| f.to_string())))
        .collect();
    let user = UserDictionary::parse(&lines);
    let (ours, bad_lines) = Dictionary::jieba().with_user_dictionary(&user);
    assert_eq!(bad_lines, []);
    let mut theirs = THEIRS.clone();
    let mut last = std::collections::HashMap::new();
    for (word, frequency) in words {
        let frequency = frequency.map(|f| usize::try_from(f).expect("64 bits"));
        last.insert(word, theirs.add_word(word, frequency, None));
    }
    for (word, frequency) in last {
        assert_eq!(ours.frequency(word), Some(frequency as u64), "{word}");
    }
    (Segmenter::new(ours), theirs)
}

#[test]
fn thousands_of_words_cut_as_in_jieba() {
    // Two adjacent entries each, which are not one in the dictionary, every third with a frequency.
    let words: Vec<(String, Option<u64>)> = ENTRIES
        .iter()
        .step_by(34)
        .zip(ENTRIES.iter().skip(17).step_by(34))
        .zip(0..)
        .map(|((a, b), index)| (format!("{a}{b}"), (index % 3 == 0).then_some(index % 700 + 1)))
        .collect();
    assert!(words.len() > 10_000);
    let (ours, theirs) = both_with(&words);
    let text: String = words.iter().flat_map(|(word, _)| ["在", word, "，"]).collect();
    assert_agreement(&ours, &theirs, &text);
    for (word, frequency) in &words {
        let cuts = ours.cut(word, jianbao_analysis::Hmm::Off);
        assert!(frequency.is_some() || cuts.len() == 1, "{word} is suggested so that it stays whole");
    }
}

#[test]
fn words_of_new_characters_and_long_words_cut_as_in_jieba() {
    let long = "龘靐".repeat(100);
    let words = [
        "龘靐齉",
        "𠮷野",
        "𪚥",
        "㐀㐁",
        "\u{9FFF}号",
        "国\u{9FD6}",
        "C++17标准",
        "劳动者",
        "的",
        &long,
        "我们a",
    ];
    let words = words.map(|word| (word.to_owned(), None));
    let (ours, theirs) = both_with(&words);
    let text = "龘靐齉𠮷野在𠮷，𪚥㐀㐁㐁㐀\u{9FFF}号国\u{9FD6}\u{9FD7}C++17标准的劳动者的我们ab";
    assert_agreement(&ours, &theirs, text);
    assert_agreement(&ours, &theirs, &format!("前{long}后{}", &long[6..]));
}

#[test]
fn frequency_zero_takes_a_word_out() {
    let (dictionary, bad_lines) =
        Dictionary::jieba().with_user_dictionary(&UserDictionary::parse("劳动者 0\n没有这词 0\n"));
    assert_eq!(bad_lines, []);
    assert_eq!(dictionary.frequency("劳动者"), None);
    let text = "劳动者";
    let cuts = Segmenter::new(dictionary).cut_all(text);
    assert!(cuts.iter().all(|cut| &text[cut.bytes()] != "劳动者"));
}

#[test]
fn lines_that_the_normal_form_cannot_hold_are_reported_in_order() {
    let user = UserDictionary::parse("雲上大集\n5G网络\nかな\n坏 的 行\n、\n\u{200B}\n平湖号 7\n");
    let (analyzer, bad_lines) = Analyzer::new().with_user_dictionary(&user);
    let faults: Vec<_> = bad_lines.iter().map(|bad| (bad.line_number, bad.kind)).collect();
    let unholdable = DictionaryErrorKind::Unholdable;
    assert_eq!(faults, [(3, unholdable), (4, DictionaryErrorKind::Form), (5, unholdable), (6, unholdable)]);
    let texts = |raw: &str| -> Vec<String> {
        analyzer.tokens(raw, Mode::Full).into_iter().map(|token| token.text).collect()
    };
    assert!(texts("雲上大集").contains(&"云上大集".to_owned()));
    assert!(texts("平湖號").contains(&"平湖号".to_owned()));
}

#[test]
fn the_fingerprint_follows_the_words_and_not_how_they_were_written() {
    let fingerprint = |text: &str| {
        Analyzer::new().with_user_dictionary(&UserDictionary::parse(text)).0.fingerprint().to_string()
    };
    let plain = Analyzer::new().fingerprint().to_string();
    assert_eq!(fingerprint("\n\nbad bad bad bad\n"), plain);
    assert_eq!(fingerprint("劳动者 643"), fingerprint("勞動者 643 n\n"));
    assert_ne!(fingerprint("平湖号 5"), plain);
    assert_ne!(fingerprint("平湖号 5"), fingerprint("平湖号 6"));
    assert_eq!(fingerprint("平湖号 5\n云上大集 7"), fingerprint("云上大集 7 nz\n平湖号 9\n平湖号 5\n"));
    assert_eq!(
        fingerprint(&format!("劳动者 {}", Dictionary::normal_form().frequency("劳动者").unwrap())),
        plain
    );
}

#[test]
fn a_grown_dictionary_grows_on() {
    let (once, _) = Dictionary::jieba().with_user_dictionary(&UserDictionary::parse("平湖号 5"));
    let (twice, _) = once.with_user_dictionary(&UserDictionary::parse("云上大集 7"));
    assert_eq!((twice.frequency("平湖号"), twice.frequency("云上大集")), (Some(5), Some(7)));
    assert_eq!(twice.total_frequency(), Dictionary::jieba().total_frequency() + 12);
    assert_eq!((once.frequency("云上大集"), Dictionary::jieba().frequency("平湖号")), (None, None));
    assert_eq!(twice.entries().len(), Dictionary::jieba().entries().len() + 2);
}

#[test]
fn what_does_not_fit_is_reported_and_nothing_else_is_lost() {
    // More different frequencies than there are classes.
    let lines: String =
        (0..20_000).map(|index| format!("{} {}\n", rare_word(index), 1_000_000 + index)).collect();
    let (dictionary, bad_lines) =
        Dictionary::normal_form().with_user_dictionary(&UserDictionary::parse(&lines));
    assert!(bad_lines.iter().all(|bad| bad.kind == DictionaryErrorKind::Full) && !bad_lines.is_empty());
    assert_eq!(dictionary.frequency(&rare_word(0)), Some(1_000_000));
    assert_eq!(
        dictionary.entries().len(),
        Dictionary::normal_form().entries().len() + 20_000 - bad_lines.len()
    );
}

#[test]
fn two_hundred_thousand_names_and_terms_fit() {
    // Names of 300 family names and 200 characters, terms of four characters at random, and words of two characters whose
    // second ones are the same for all: few words have so much in common, and the most need so much room.
    let common = common_characters();
    let name = |n: usize| [common[n % 300 * 3], common[n / 300 % 200 * 7], common[n / 60_000 * 50]];
    let names = (0..200_000).map(|n| name(n).iter().collect());
    let mut random = fastrand::Rng::with_seed(7);
    let terms = (0..200_000).map(|_| (0..4).map(|_| common[random.usize(..5_000)]).collect());
    let pairs = (0..200_000).map(|n| [common[n / 400], common[n % 400 * 5]].iter().collect());
    let kinds: [Vec<String>; 3] = [names.collect(), terms.collect(), pairs.collect()];
    for words in kinds {
        let lines: String = words.iter().map(|word| format!("{word} 3\n")).collect();
        let (dictionary, bad_lines) =
            Dictionary::normal_form().with_user_dictionary(&UserDictionary::parse(&lines));
        assert!(bad_lines.is_empty(), "{} are refused, like {}", bad_lines.len(), bad_lines[0]);
        assert!(words.iter().all(|word| dictionary.frequency(word) == Some(3)));
    }
}

/// The characters of jieba's words, the most frequent first.
fn common_characters() -> Vec<char> {
    let mut counts = std::collections::HashMap::new();
    for (word, frequency) in Dictionary::normal_form().entries() {
        word.chars().for_each(|c| *counts.entry(c).or_insert(0) += frequency);
    }
    let mut chars: Vec<(u64, char)> = counts.into_iter().map(|(c, count)| (count, c)).collect();
    chars.sort_unstable_by(|a, b| b.cmp(a));
    chars.into_iter().map(|(_, c)| c).collect()
}

#[test]
fn of_words_that_do_not_fit_each_is_reported() {
    // Four hundred children for each of twelve hundred characters, over the whole range: the worst case for packing.
    let firsts = (0x4E00..0x9F00).step_by(17).filter_map(char::from_u32);
    let seconds: Vec<char> = (0x4E00..0x9F00).step_by(51).filter_map(char::from_u32).collect();
    let words: Vec<String> =
        firsts.flat_map(|first| seconds.iter().map(move |&second| format!("{first}{second}"))).collect();
    let lines: String = words.iter().map(|word| format!("{word} 3\n")).collect();
    let (dictionary, bad_lines) = Dictionary::jieba().with_user_dictionary(&UserDictionary::parse(&lines));
    assert!(bad_lines.iter().all(|bad| bad.kind == DictionaryErrorKind::Full) && !bad_lines.is_empty());
    let held = words.iter().filter(|word| dictionary.frequency(word) == Some(3)).count();
    let was_entry = bad_lines.iter().filter(|bad| dictionary.frequency(&bad.line) == Some(3)).count();
    assert_eq!(held - was_entry + bad_lines.len(), words.len());
}

#[test]
fn words_added_one_by_one_are_as_added_at_once() {
    let words: Vec<String> = ENTRIES
        .iter()
        .step_by(900)
        .zip(ENTRIES.iter().skip(91).step_by(900))
        .map(|(a, b)| format!("{a}{b}"))
        .collect();
    let lines: String = words.iter().map(|word| format!("{word}\n")).collect();
    let (at_once, _) = Dictionary::jieba().with_user_dictionary(&UserDictionary::parse(&lines));
    let mut one_by_one = Segmenter::new(Dictionary::jieba());
    for word in &words {
        let before = one_by_one.dictionary().clone();
        let frequency = one_by_one.add_word(word, None, Some("nz")).unwrap();
        assert_eq!((Some(frequency), before.frequency(word)), (at_once.frequency(word), None), "{word}");
        assert_ne!(one_by_one.dictionary().hash(), before.hash());
    }
    let text: String = words.iter().flat_map(|word| [word, "在"]).collect();
    for hmm in [jianbao_analysis::Hmm::Off, jianbao_analysis::Hmm::On] {
        assert_eq!(one_by_one.cut(&text, hmm), Segmenter::new(at_once.clone()).cut(&text, hmm));
    }
    assert_eq!(one_by_one.dictionary().total_frequency(), at_once.total_frequency());
    assert!(words.iter().all(|word| one_by_one.dictionary().tag(word) == Some("nz")));
    // A word taken out, one that cannot be held, and one too long change nothing.
    let mut dictionary = Dictionary::jieba();
    assert_eq!(dictionary.add_word("劳动者", Some(0), None), Ok(0));
    assert_eq!((dictionary.frequency("劳动者"), dictionary.tag("劳动者")), (None, None));
    assert_eq!(dictionary.add_word("没有这词", Some(0), None), Ok(0));
    let hash = dictionary.hash();
    assert_eq!(dictionary.add_word("甲、乙", None, None), Err(DictionaryErrorKind::Unholdable));
    assert_eq!(dictionary.add_word(&"甲".repeat(256), None, None), Err(DictionaryErrorKind::TooLong));
    assert_eq!(dictionary.hash(), hash);
}

#[test]
fn a_dictionary_of_ones_own_cuts_as_in_jieba() {
    let entries = Dictionary::jieba().entries();
    let lines: String =
        (entries.iter().step_by(7)).map(|(word, frequency)| format!("{word} {frequency} n\n")).collect();
    let (ours, bad_lines) = Dictionary::empty().with_user_dictionary(&UserDictionary::parse(&lines));
    assert_eq!(bad_lines, []);
    let theirs = Jieba::with_dict(&mut lines.as_bytes()).unwrap();
    let text: String = ENTRIES.iter().step_by(199).flat_map(|word| [word, "的"]).collect();
    assert_agreement(&Segmenter::new(ours.clone()), &theirs, &text);
    assert_agreement(&Segmenter::new(ours.clone()), &theirs, "老张说：“ＡI芯片A股5G，C++17！”\r\n");
    assert_eq!(ours.entries().len(), entries.iter().step_by(7).count());
    // Without a word every character is alone.
    let cuts = Segmenter::new(Dictionary::empty()).cut("劳动者的权益", jianbao_analysis::Hmm::Off);
    assert_eq!(cuts.len(), 6);
    let nothing_of_jieba = Dictionary::empty();
    assert_eq!((nothing_of_jieba.frequency("劳动者"), nothing_of_jieba.tag("劳动者")), (None, None));
}

/// A word of four characters that no dictionary has, in normal form: no two indexes have the same.
fn rare_word(index: u64) -> String {
    static DIGITS: LazyLock<Vec<char>> = LazyLock::new(|| {
        let chars = (0x4E00..).step_by(3).filter_map(char::from_u32);
        chars.filter(|c| normalize(&c.to_string()).chars().eq([*c])).take(100).collect()
    });
    let digits = [index / 10_000, index / 100 % 100, index % 100];
    std::iter::once('囧').chain(digits.map(|digit| DIGITS[usize::try_from(digit).unwrap()])).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn random_words_cut_as_in_jieba(
        words in prop::collection::vec((any_word(), prop::option::of(1..5_000_u64)), 1..60),
        order in any::<Vec<prop::sample::Index>>(),
    ) {
        let (ours, theirs) = both_with(&words);
        let text: String = order.iter().flat_map(|index| [index.get(&words).0.as_str(), "在"]).collect();
        assert_agreement(&ours, &theirs, &text);
    }
}

/// An entry, a part of one, two together, or Han characters and ASCII that jieba's blocks can contain.
fn any_word() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => any::<prop::sample::Index>().prop_map(|index| index.get(&ENTRIES).clone()),
        2 => (any::<prop::sample::Index>(), 1..4_usize)
            .prop_map(|(index, chars)| index.get(&ENTRIES).chars().take(chars).collect()),
        3 => any::<[prop::sample::Index; 2]>().prop_map(|pair| pair.map(|index| index.get(&ENTRIES).clone()).concat()),
        2 => "[\u{4E00}-\u{9FFF}]{1,5}",
        1 => "[\u{3400}-\u{3500}\u{20000}-\u{20100}国a-c5+]{1,4}",
    ]
}
