//! References in BibTeX: one `@article` per article, in UTF-8.
//!
//! BibTeX counts braces even after a backslash, so a brace in a text is written as a macro. Titles and names are enclosed in an
//! extra pair of braces, so that no style changes their case or splits them. A key is the id of the article: letters, digits,
//! `.`, `:` and `-` are kept, and any other character becomes its code point between underscores. Different ids therefore have
//! different keys.

use std::io::{self, Write};

use super::Record;
use super::citation::Citation;

/// The macros of BibTeX for months.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Writes an entry, with an empty line before all but the first.
pub(super) fn write(out: &mut impl Write, record: &Record<'_>, is_first: bool) -> io::Result<()> {
    let citation = Citation::of(record);
    if !is_first {
        writeln!(out)?;
    }
    writeln!(out, "@article{{{},", key(record))?;
    writeln!(out, "  title = {{{{{}}}}},", escaped(&citation.title))?;
    if !citation.authors.is_empty() {
        let names = citation.authors.iter().map(|name| format!("{{{}}}", escaped(name)));
        writeln!(out, "  author = {{{}}},", names.collect::<Vec<_>>().join(" and "))?;
    }
    if let Some(source) = &citation.source {
        writeln!(out, "  journal = {{{}}},", escaped(source))?;
    }
    if let Some(date) = citation.date {
        let month = usize::try_from(date.month()).ok().and_then(|month| MONTHS.get(month - 1));
        writeln!(out, "  year = {{{}}},\n  month = {},", date.year(), month.unwrap_or(&""))?;
        writeln!(out, "  day = {{{}}},", date.day())?;
    }
    if let Some(page) = &citation.page {
        writeln!(out, "  pages = {{{}}},", escaped(page))?;
    }
    if let Some(url) = &citation.url {
        writeln!(out, "  url = {{{}}},", address(url))?;
    }
    writeln!(out, "  language = {{chinese}},\n}}")
}

fn key(record: &Record<'_>) -> String {
    if record.id.is_empty() {
        // No id gives a key with two underscores before a number.
        return format!("__{}", record.number);
    }
    let mut key = String::with_capacity(record.id.len());
    for c in record.id.chars() {
        if c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '-') {
            key.push(c);
        } else {
            key.push_str(&format!("_{:x}_", u32::from(c)));
        }
    }
    key
}

/// A text that TeX prints as it is.
fn escaped(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => line.push_str("\\textbackslash{}"),
            '{' => line.push_str("\\textbraceleft{}"),
            '}' => line.push_str("\\textbraceright{}"),
            '~' => line.push_str("\\textasciitilde{}"),
            '^' => line.push_str("\\textasciicircum{}"),
            '#' | '$' | '%' | '&' | '_' => {
                line.push('\\');
                line.push(c);
            }
            c => line.push(c),
        }
    }
    line
}

/// An address for `\url`, which takes any character but braces and backslashes.
fn address(url: &str) -> String {
    url.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}

#[cfg(test)]
mod tests {
    use super::super::citation::tests::articles;
    use super::*;

    fn entry(article: &jianbao::Article) -> String {
        let mut out = Vec::new();
        write(&mut out, &Record::of_article(article, 7), true).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn braces_are_balanced_whatever_a_title_has() {
        for article in &articles() {
            let entry = entry(article);
            let mut depth = 0_i32;
            for c in entry.chars() {
                depth += i32::from(c == '{') - i32::from(c == '}');
                assert!(depth >= 0, "{entry}");
            }
            assert_eq!(depth, 0, "{entry}");
            // Once, at its end, the entry is closed.
            assert!(entry.ends_with("\n}\n"));
        }
    }

    #[test]
    fn an_entry_has_the_facts_and_signs_of_tex_are_escaped() {
        let [first, second, third] = articles();
        assert_eq!(
            entry(&first),
            "@article{jc-1,\n  title = {{江城万名职工走进夜校: 短视频剪辑 最受欢迎}},\n  \
             author = {{方晓棠} and {林小满} and {骆新年} and {唐雨辰}},\n  journal = {江城工报},\n  year = {2024},\n  \
             month = may,\n  day = {8},\n  pages = {3},\n  url = {https://example.org/a%20b_%7B1%7D%2F?x=1&y=2#z},\n  \
             language = {chinese},\n}\n"
        );
        assert!(entry(&second).starts_with("@article{__7,\n"));
        let third = entry(&third);
        assert!(third.starts_with("@article{_7f16__53f7__5f_1_20__7b_x_7d_,\n"), "{third}");
        assert!(
            third.contains(
                "a \\textbraceleft{}b\\textbraceright{} \\textbackslash{}c 50\\% \\& \\$1 \\#2 x\\_y"
            )
        );
        assert!(third.contains("author = {{田, 小满 and 甲}}"), "{third}");
    }
}
