//! Words and punctuation of Chinese texts, checked against `docs/zh/术语.md`.

use std::fs;
use std::path::{Path, PathBuf};

/// Words that are replaced by another one in every sense.
const UNUSED: [&str; 11] =
    ["原文如此", "取出", "取代", "略去", "略过", "摘录", "文件夹", "封印", "外壳", "外文单词", "JSON 行"];

/// The help, the messages, and the pages but for the list of words, which names the unused ones.
fn texts() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap();
    let mut files = vec![root.join("README.zh-CN.md"), root.join("crates/cli/src/texts/chinese_help.rs")];
    for folder in [
        "docs/zh",
        "crates/cli/src/texts/chinese_help",
        "crates/cli/src/texts/messages",
        "crates/messages/src",
    ] {
        files.extend(fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path()));
    }
    let texts = files.into_iter().filter(|file| !file.ends_with("术语.md"));
    texts.map(|file| (file.clone(), fs::read_to_string(&file).unwrap())).collect()
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// True if half-width punctuation follows a Chinese character. A colon is allowed: queries have it.
fn has_half_width_sign(line: &str) -> bool {
    let mut before = ' ';
    line.chars().any(|c| {
        let is_bad = is_han(before) && matches!(c, ',' | ';' | '!' | '?');
        before = c;
        is_bad
    })
}

#[test]
fn chinese_texts_use_one_word_for_one_thing() {
    let texts = texts();
    assert!(texts.len() > 10, "{} files", texts.len());
    let mut found = Vec::new();
    for (file, text) in &texts {
        for (number, line) in (1..).zip(text.lines()) {
            let words = UNUSED.iter().filter(|word| line.contains(**word));
            found.extend(words.map(|word| format!("{}:{number}: {word}", file.display())));
        }
    }
    assert!(found.is_empty(), "docs/zh/术语.md has other words for these: {found:#?}");
}

#[test]
fn chinese_texts_have_full_width_punctuation() {
    let mut found = Vec::new();
    for (file, text) in texts() {
        let mut is_prose = true;
        for (number, line) in (1..).zip(text.lines()) {
            is_prose ^= line.starts_with("```");
            // Text between backquotes is code.
            let prose = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
            if is_prose && has_half_width_sign(&prose) {
                found.push(format!("{}:{number}: {line}", file.display()));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    assert!(has_half_width_sign("雨后,街上") && !has_half_width_sign("雨后，a, b 日期:今年"));
}
