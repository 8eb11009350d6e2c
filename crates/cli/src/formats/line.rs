//! One line per article: date, source, title, id and path, separated by tabs, for scripts and selection programs such as fzf.
//!
//! A tab or a line break in a value is a space, so that every line has five fields.

use std::io::{self, Write};

use super::Record;
use crate::text::{Reader, value};

/// Writes an article as one line.
pub(super) fn write(out: &mut impl Write, record: &Record<'_>, reader: Reader) -> io::Result<()> {
    let date = record.article.date.map(|date| date.to_string()).unwrap_or_default();
    let source = record.article.source.as_deref().unwrap_or_default();
    let fields = [&date, source, &record.headline(), record.id, &record.path()];
    writeln!(out, "{}", fields.map(|text| value(&field(text), reader).into_owned()).join("\t"))
}

/// A value without tabs and line breaks.
fn field(value: &str) -> String {
    let breaks = |c: char| matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    value.replace(breaks, " ")
}

#[cfg(test)]
mod tests {
    use jianbao::Article;
    use jianbao::article::FilePlace;

    use super::*;

    #[test]
    fn every_line_has_five_fields_whatever_is_in_them() {
        let article = Article {
            id: Some("a\tb".into()),
            title: Some("雨后\n街\t上\u{2028}又\r\n".into()),
            source: Some("江城\u{b}日报".into()),
            date: "2024-11-02".parse().ok(),
            ..Article::default()
        };
        let place = FilePlace {
            path: "a\tb.zip".into(),
            member: Some("甲\n.jsonl".into()),
            line: Some(7),
            ..FilePlace::default()
        };
        for reader in [Reader::Program, Reader::Terminal] {
            let mut line = Vec::new();
            write(&mut line, &Record::of_article(&article, 1).at(Some(&place), None), reader).unwrap();
            let line = String::from_utf8(line).unwrap();
            let fields: Vec<&str> = line.strip_suffix('\n').unwrap().split('\t').collect();
            let path = "a b.zip!甲 .jsonl";
            assert_eq!(fields, ["2024-11-02", "江城 日报", "雨后 街 上 又  ", "a b", path]);
        }
    }
}
