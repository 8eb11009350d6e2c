//! One sentence in every mode of the analyzer, with the positions of the tokens in the raw text.
//!
//! Run it: `cargo run --example tokenize -- 你的句子`

#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use jianbao::analysis::{Analyzer, Mode};

fn main() {
    let given = std::env::args().nth(1);
    let text = given.as_deref().unwrap_or("國際論壇在南京市长江大桥旁举行，ＧＤＰ增长5.2％。");
    let analyzer = Analyzer::new();
    for mode in Mode::ALL {
        let tokens = analyzer.tokens(text, mode);
        let words: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
        println!("{mode:?}: {}", words.join(" / "));
    }
    for token in analyzer.tokens(text, Mode::Exact) {
        // Offsets count bytes of the raw text, so they select the token as it was written.
        println!("{:>3} {} ({})", token.position, token.text, &text[token.start_byte..token.end_byte]);
    }
}
