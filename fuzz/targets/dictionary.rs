//! User dictionary: any text is accepted, its bad lines named, and tokens made with it are on character boundaries.

#![no_main]

use jianbao::analysis::{Analyzer, Mode, UserDictionary};
use libfuzzer_sys::fuzz_target;

const TEXT: &str = "江城工匠走进云上大集，5G大集卖出3万件春茶。";

fuzz_target!(|lines: &str| {
    let words = UserDictionary::parse(lines);
    let (analyzer, _) = Analyzer::new().with_user_dictionary(&words);
    for mode in [Mode::Exact, Mode::Full] {
        for text in [TEXT, lines] {
            for token in analyzer.tokens(text, mode) {
                assert!(text.get(token.start_byte..token.end_byte).is_some(), "{token:?}");
            }
        }
    }
});
