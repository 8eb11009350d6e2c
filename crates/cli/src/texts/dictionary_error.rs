//! Messages: lines of a user dictionary that add no word. The English is the `Display` of the library's error. A new variant
//! does not compile without Chinese.

use std::path::Path;

use jianbao::analysis::{DictionaryError, DictionaryErrorKind};

use crate::language::{self, Language};

/// The line and its error, in the language of this process.
pub(crate) fn said(file: &Path, bad: &DictionaryError) -> String {
    let file = file.display();
    match language::current() {
        Language::English => format!("{file}: {bad}"),
        Language::Chinese => {
            let shown: String = bad.line.chars().take(40).collect();
            let more = if shown.len() < bad.line.len() { "…" } else { "" };
            format!("{file}：第 {} 行“{shown}{more}”{}", bad.line_number, in_chinese(bad.kind))
        }
    }
}

fn in_chinese(kind: DictionaryErrorKind) -> &'static str {
    match kind {
        DictionaryErrorKind::Form => "不是“词 [词频] [词性]”的格式",
        DictionaryErrorKind::TooLong => "的词超过 255 个字",
        DictionaryErrorKind::Unholdable => "的词含有词典不支持的字符",
        DictionaryErrorKind::Full => "无法加入：词典已满",
    }
}
