//! User dictionaries.

use std::fmt::Write;

use crate::case::{Case, Prepared};

pub(crate) fn cases() -> Vec<Case> {
    let words = |name, line: fn(usize) -> String| Case {
        name,
        n: 2_000,
        max_n: 20_000,
        memory_ratio: 200,
        prepare: Box::new(move |folder, n| {
            let mut lines = String::new();
            for number in 0..n {
                writeln!(lines, "{}", line(number)).expect("a string takes it");
            }
            std::fs::write(folder.join("words.txt"), &lines).expect("the folder takes it");
            let arguments = ["tokens", "--dict", "words.txt", "江城的春茶"].map(str::to_owned).to_vec();
            Prepared { arguments, bytes: lines.len() as u64 }
        }),
    };
    vec![
        words("dictionary: words with frequencies", |number| format!("{}词 5", han(number))),
        words("dictionary: words without", han),
        words("dictionary: one long beginning", |number| format!("{}{}", "江城".repeat(40), han(number))),
        words("dictionary: bad lines", |number| format!("{} x y z", han(number))),
    ]
}

/// A word of Han for a number.
pub(crate) fn han(number: usize) -> String {
    let digits = number.to_string();
    digits
        .bytes()
        .map(|digit| ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'][usize::from(digit - b'0')])
        .collect()
}
