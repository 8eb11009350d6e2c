//! References by GB/T 7714-2015 (信息与文献 参考文献著录规则), numbered in the order of the list.
//!
//! A newspaper article has the mark [N]. One with a web address has [N/OL], and its reference gives the day of the citation. Of
//! more than three authors the first three are named, followed by 等. Source: the standard's sections 4.4 and 8, with its
//! half-width punctuation.

use std::io::{self, Write};

use jianbao::Date;

use super::Record;
use super::citation::Citation;

/// Number of authors that are named; 等 stands for the others.
const NAMED_AUTHORS: usize = 3;

/// Writes a reference, cited on a day.
pub(super) fn write(out: &mut impl Write, record: &Record<'_>, cited: Date) -> io::Result<()> {
    let citation = Citation::of(record);
    let mut reference = format!("[{}] ", record.number);
    if !citation.authors.is_empty() {
        let mut named = citation.authors.iter().take(NAMED_AUTHORS).cloned().collect::<Vec<_>>();
        if citation.authors.len() > NAMED_AUTHORS {
            named.push("等".to_owned());
        }
        reference.push_str(&format!("{}. ", named.join(", ")));
    }
    let mark = if citation.url.is_some() { "N/OL" } else { "N" };
    reference.push_str(&format!("{}[{mark}].", citation.unstopped_title()));
    let date = citation.date.map(|date| date.to_string());
    let issue = [citation.source.clone(), date].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let page = citation.page.as_ref().map(|page| format!("({page})")).unwrap_or_default();
    let visited = citation.url.as_ref().map(|_| format!("[{cited}]")).unwrap_or_default();
    let imprint = format!("{issue}{page}{visited}");
    if !imprint.is_empty() {
        reference.push_str(&format!(" {imprint}."));
    }
    if let Some(url) = &citation.url {
        reference.push_str(&format!(" {url}."));
    }
    writeln!(out, "{reference}")
}

#[cfg(test)]
mod tests {
    use super::super::citation::tests::articles;
    use super::*;

    #[test]
    fn newspaper_articles_are_cited_on_paper_and_on_the_web() {
        let mut out = Vec::new();
        for (number, article) in (1..).zip(&articles()) {
            write(&mut out, &Record::of_article(article, number), "2026-11-30".parse().unwrap()).unwrap();
        }
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "[1] 方晓棠, 林小满, 骆新年, 等. 江城万名职工走进夜校: 短视频剪辑 最受欢迎[N/OL]. 江城工报, 2024-05-08(3)[2026-11-30]. \
             https://example.org/a%20b_{1}%2F?x=1&y=2#z.\n\
             [2] 第一段[N].\n\
             [3] 田, 小满 and 甲. a {b} \\c 50% & $1 #2 x_y ~ ^␛[31m？[N]. 报 TY - BOOK.\n"
        );
    }
}
