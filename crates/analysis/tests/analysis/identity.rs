//! Comparison of the segmenter with jieba-rs, token by token. `benches/identity.rs` uses it too, on more text.

use jianbao_analysis::{Cut, Hmm, Segmenter};
use jieba_rs::Jieba;

/// The tokens of jieba-rs as cuts.
fn cuts(tokens: &[jieba_rs::Token<'_>]) -> Vec<Cut> {
    tokens
        .iter()
        .map(|token| Cut {
            start_byte: token.byte_start,
            end_byte: token.byte_end,
            start_char: token.start,
            end_char: token.end,
        })
        .collect()
}

/// Panics if the two differ on `text` in any mode; returns the number of compared tokens.
pub(crate) fn assert_agreement(ours: &Segmenter, theirs: &Jieba, text: &str) -> usize {
    let mut compared = 0;
    let mut compare = |mode: &str, ours: Vec<Cut>, theirs: Vec<jieba_rs::Token<'_>>| {
        compared += ours.len();
        let theirs = cuts(&theirs);
        if ours != theirs {
            let at =
                ours.iter().zip(&theirs).position(|(a, b)| a != b).unwrap_or(ours.len().min(theirs.len()));
            let show = |cuts: &[Cut]| {
                cuts.iter().skip(at).take(6).map(|c| &text[c.bytes()]).collect::<Vec<_>>().join("|")
            };
            panic!("{mode}: token {at}: ours {:?}, theirs {:?}", show(&ours), show(&theirs));
        }
    };
    for (hmm, name) in [(Hmm::Off, "hmm off"), (Hmm::On, "hmm on")] {
        let hmm_on = hmm == Hmm::On;
        compare(&format!("cut, {name}"), ours.cut(text, hmm), theirs.cut(text, hmm_on));
        compare(
            &format!("search, {name}"),
            ours.cut_for_search(text, hmm),
            theirs.cut_for_search(text, hmm_on),
        );
    }
    compare("all", ours.cut_all(text), theirs.cut_all(text));
    compared
}
