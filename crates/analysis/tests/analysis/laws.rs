//! Laws of the analyzer and its tokenizer, tested against naive implementations.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use jianbao_analysis::{
    Analyzer, ChineseTokenizer, Dictionary, Hmm, Mode, NormalizedText, UnitKind, WordKind, normalize, units,
};
use proptest::prelude::*;
use tantivy_tokenizer_api::{TokenStream, Tokenizer};

use crate::shared;

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(Analyzer::new);
static ENTRIES: LazyLock<HashSet<String>> =
    LazyLock::new(|| Dictionary::normal_form().entries().into_iter().map(|(word, _)| word).collect());

/// All words of two or more characters anywhere in `normalized`, and its runs, by exhaustive search.
fn contained(normalized: &str) -> Vec<Range<usize>> {
    let longest = ENTRIES.iter().map(|word| word.chars().count()).max().unwrap_or(0);
    let mut found = Vec::new();
    for unit in units(normalized) {
        match unit.kind {
            UnitKind::Run => found.push(unit.bytes()),
            UnitKind::Character(_) => {
                let ends = normalized[unit.start_byte..].char_indices().map(|(at, c)| at + c.len_utf8());
                for end in ends.take(longest).skip(1) {
                    let word = &normalized[unit.start_byte..unit.start_byte + end];
                    if ENTRIES.contains(word) {
                        found.push(unit.start_byte..unit.start_byte + end);
                    }
                }
            }
        }
    }
    found
}

fn assert_full_is_containment(raw: &str) {
    let normalized = normalize(raw);
    let mut full = Vec::new();
    ANALYZER.each_full_word(&normalized, |word| full.push(word));
    assert_eq!(full, contained(&normalized), "{normalized}");
}

#[test]
fn full_words_of_shared_texts_are_those_they_contain() {
    let Some(texts) = shared::texts() else { return };
    let texts: Vec<String> = texts.step_by(100).collect();
    texts.iter().for_each(|text| assert_full_is_containment(text));
    println!("compared the full words of {} texts", texts.len());
}

#[test]
fn every_entry_of_two_characters_and_more_is_found_in_itself() {
    for word in ENTRIES.iter().filter(|word| word.chars().nth(1).is_some()) {
        let mut found = false;
        ANALYZER.each_full_word(word, |bytes| found |= bytes == (0..word.len()));
        assert!(found, "{word}");
    }
}

#[test]
fn exact_words_are_of_the_kinds_they_say() {
    let words = |text: &str| -> Vec<(String, WordKind)> {
        ANALYZER.exact(text).iter().map(|word| (text[word.bytes()].to_owned(), word.kind)).collect()
    };
    let expected = [
        ("上涨", WordKind::Word),
        ("5.2", WordKind::Run),
        ("%", WordKind::Sign),
        (",", WordKind::Sign),
        ("a", WordKind::Run),
        ("股", WordKind::Character),
        ("apple", WordKind::Run),
        (" ", WordKind::Sign),
        ("watch", WordKind::Run),
        ("か", WordKind::Character),
        ("²", WordKind::Character),
        ("…", WordKind::Sign),
    ];
    assert_eq!(
        words("上涨5.2%,a股apple watchか²…")[..],
        expected.map(|(text, kind)| (text.to_owned(), kind))
    );
}

#[test]
fn tokens_of_each_mode_are_these() {
    let tokens = |mode| {
        let tokens = ANALYZER.tokens("發展Ａ股 Apple Watch，5.2％", mode);
        tokens.into_iter().map(|token| (token.text, token.position)).collect::<Vec<_>>()
    };
    let own = |rows: &[(&str, usize)]| rows.iter().map(|&(t, p)| (t.to_owned(), p)).collect::<Vec<_>>();
    let rest = [("apple", 4), ("watch", 6), (",", 7), ("5.2", 8), ("%", 9)];
    assert_eq!(tokens(Mode::Exact), own(&[&[("发展", 0), ("a", 2), ("股", 3)][..], &rest].concat()));
    assert_eq!(
        tokens(Mode::Unigram),
        own(&[&[("发", 0), ("展", 1), ("a", 2), ("股", 3)][..], &rest].concat())
    );
    assert_eq!(tokens(Mode::Full), own(&[("发展", 0), ("a", 2), ("apple", 4), ("watch", 6), ("5.2", 8)]));
    assert_eq!(
        tokens(Mode::Bigram),
        own(&[("发展", 0), ("a", 2), ("股", 3), ("apple", 4), ("watch", 6), ("5.2", 8)])
    );
    let search = ANALYZER.tokens("劳动者权益保护", Mode::Search);
    let search: Vec<&str> = search.iter().map(|token| token.text.as_str()).collect();
    assert_eq!(search, ["劳动", "劳动者", "权益", "保护"]);
}

#[test]
fn the_hidden_markov_model_joins_names_only_when_it_is_on() {
    let texts = |analyzer: &Analyzer| -> Vec<String> {
        analyzer.tokens("王小满在平湖市", Mode::Exact).into_iter().map(|token| token.text).collect()
    };
    assert_eq!(texts(&Analyzer::new()), ["王", "小", "满", "在", "平湖市"]);
    assert_eq!(texts(&Analyzer::new().with_hmm(Hmm::On)), ["王小满", "在", "平湖市"]);
    assert_ne!(Analyzer::new().fingerprint(), Analyzer::new().with_hmm(Hmm::On).fingerprint());
}

#[test]
fn the_fingerprint_is_this_line() {
    let hash = Dictionary::normal_form().hash();
    let expected = format!("normalizer 2, dictionary {hash:016x}, hmm off");
    assert_eq!(Analyzer::new().fingerprint().to_string(), expected);
}

#[test]
fn analyzing_inside_of_analyzing_gives_what_it_gives_outside() {
    let text = "劳动者权益保护";
    let outside = ANALYZER.tokens(text, Mode::Search);
    ANALYZER.each_token(text, Mode::Search, |_, _| {
        assert_eq!(ANALYZER.tokens(text, Mode::Search), outside);
    });
}

#[test]
fn letters_with_marks_are_one_run_and_a_ratio_is_a_colon() {
    let texts = |raw: &str| -> Vec<(String, String)> {
        let tokens = ANALYZER.tokens(raw, Mode::Exact);
        tokens.into_iter().map(|t| (t.text, raw[t.start_byte..t.end_byte].to_owned())).collect()
    };
    let own = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|&(text, source)| (text.to_owned(), source.to_owned())).collect()
    };
    assert_eq!(texts("教练Müller"), own(&[("教练", "教练"), ("muller", "Müller")]));
    assert_eq!(texts("São Paulo"), own(&[("sao", "São"), ("paulo", "Paulo")]));
    assert_eq!(texts("nǐ hǎo"), own(&[("ni", "nǐ"), ("hao", "hǎo")]));
    assert_eq!(texts("mu\u{308}ller"), own(&[("muller", "mu\u{308}ller")]));
    let plain: Vec<String> = texts("3:2").into_iter().map(|(text, _)| text).collect();
    for raw in ["3∶2", "3：2", "3﹕2"] {
        assert!(texts(raw).into_iter().map(|(text, _)| text).eq(plain.iter().cloned()), "{raw}");
    }
}

#[test]
fn threads_share_an_analyzer() {
    let text = "劳动者权益保护".repeat(300);
    let alone = ANALYZER.exact(&text);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(ANALYZER.exact(&text), alone));
        }
    });
}

#[test]
fn megabytes_without_punctuation_go_through_every_mode() {
    // A quadratic pass would not return from this.
    for pattern in ["劳动者权益保护", "囧", "9", "一", "a.1", "，", " ", "\u{301}", "é"] {
        let bytes = if cfg!(debug_assertions) { 200_000 } else { 2_000_000 };
        let text = pattern.repeat(bytes / pattern.len());
        for mode in Mode::ALL {
            let mut count = 0_usize;
            ANALYZER.clone().with_hmm(Hmm::On).each_token(&text, mode, |_, _| count += 1);
            let has_words = pattern.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '劳');
            assert!(count > 0 || !has_words, "{pattern} {mode:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 150 } else { 1_000 }))]

    #[test]
    fn full_words_are_those_the_text_contains(raw in any_text()) {
        assert_full_is_containment(&raw);
    }

    #[test]
    fn exact_words_put_together_are_the_text(raw in any_text()) {
        let normalized = normalize(&raw);
        let words = ANALYZER.exact(&normalized);
        let concat: String = words.iter().map(|word| &normalized[word.bytes()]).collect();
        prop_assert_eq!(&concat, &normalized);
        for word in &words {
            prop_assert_eq!(word.chars, normalized[word.bytes()].chars().count());
        }
        let runs = words.iter().filter(|word| word.kind == WordKind::Run).map(|word| word.bytes());
        let expected = units(&normalized).filter(|unit| unit.kind == UnitKind::Run).map(|unit| unit.bytes());
        prop_assert!(runs.eq(expected));
    }

    #[test]
    fn tokens_of_exact_and_unigram_put_together_are_the_text_without_spaces(raw in any_text()) {
        for mode in [Mode::Exact, Mode::Unigram] {
            let concat: String = ANALYZER.tokens(&raw, mode).into_iter().map(|token| token.text).collect();
            prop_assert_eq!(concat, normalize(&raw).replace(' ', ""));
        }
    }

    #[test]
    fn tokens_stand_where_they_say(raw in any_text()) {
        let normalized = NormalizedText::new(&raw);
        let starts: Vec<usize> = units(normalized.text()).map(|unit| unit.start_byte).collect();
        for mode in Mode::ALL {
            for token in ANALYZER.tokens(&raw, mode) {
                let source = &raw[token.start_byte..token.end_byte];
                prop_assert!(normalize(source).contains(&token.text), "{:?}", token);
                let start = starts[token.position];
                prop_assert!(normalized.text()[start..].starts_with(&token.text), "{:?}", token);
            }
        }
    }

    #[test]
    fn the_tokenizer_hands_out_the_tokens_either_way(raw in any_text()) {
        for mode in Mode::ALL {
            let mut tokenizer = ChineseTokenizer::new(ANALYZER.clone(), mode);
            let mut stepped = Vec::new();
            let mut stream = tokenizer.token_stream(&raw);
            while stream.advance() {
                stepped.push(stream.token().clone());
            }
            prop_assert!(!stream.advance());
            let mut processed = Vec::new();
            drop(stream);
            tokenizer.token_stream(&raw).process(&mut |token| processed.push(token.clone()));
            prop_assert_eq!(&stepped, &processed);
            let tokens = ANALYZER.tokens(&raw, mode);
            prop_assert_eq!(tokens.len(), stepped.len());
            for (token, step) in tokens.iter().zip(&stepped) {
                prop_assert_eq!(
                    (&token.text, token.start_byte, token.end_byte, token.position),
                    (&step.text, step.offset_from, step.offset_to, step.position)
                );
                prop_assert!(step.position_length >= 1);
            }
            // tantivy's postings need this: the positions of a term never go back.
            let mut last = std::collections::HashMap::new();
            for token in &stepped {
                let before = last.insert(&token.text, token.position);
                prop_assert!(before.is_none_or(|before| before <= token.position));
            }
        }
    }
}

/// Words of the dictionary, runs, signs, forms to normalise, anything.
fn any_text() -> impl Strategy<Value = String> {
    static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let mut words: Vec<String> = ENTRIES.iter().cloned().collect();
        words.sort();
        words
    });
    let piece = prop_oneof![
        4 => any::<prop::sample::Index>().prop_map(|index| index.get(&WORDS).clone()),
        2 => (any::<prop::sample::Index>(), 1..4_usize)
            .prop_map(|(index, chars)| index.get(&WORDS).chars().take(chars).collect()),
        2 => "[a-zA-Z0-9.,]{1,8}",
        1 => "[ 　\n，。・“]{1,3}",
        1 => "[ＡＢ１２國際發é한\u{200B}\u{20000}]{1,3}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..25).prop_map(|pieces| pieces.concat())
}
