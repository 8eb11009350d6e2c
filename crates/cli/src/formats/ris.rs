//! References in RIS, for EndNote, Zotero, NoteExpress and similar programs. Each line has one tag and ends with CRLF, as the
//! format requires.

use std::io::{self, Write};

use super::Record;
use super::citation::Citation;
use crate::text::one_line;

/// Writes a record: the type first, then the tags with a value, then the end.
pub(super) fn write(out: &mut impl Write, record: &Record<'_>) -> io::Result<()> {
    let Citation { authors, title, source, date, page, url } = Citation::of(record);
    write!(out, "TY  - NEWS\r\n")?;
    let mut tag = |tag: &str, value: &str| {
        // An empty value would be read as a value.
        if value.is_empty() { Ok(()) } else { write!(out, "{tag}  - {value}\r\n") }
    };
    let article = record.article;
    let text = |value: Option<&str>| one_line(value.unwrap_or_default()).trim().to_owned();
    tag("ID", one_line(record.id).trim())?;
    tag("TI", &title)?;
    for author in &authors {
        tag("AU", author)?;
    }
    tag("T2", &source.unwrap_or_default())?;
    if let Some(date) = date {
        tag("PY", &format!("{:04}", date.year()))?;
        tag("DA", &format!("{:04}/{:02}/{:02}", date.year(), date.month(), date.day()))?;
    }
    tag("SP", &page.unwrap_or_default())?;
    tag("SE", &text(article.section.as_deref()))?;
    tag("CY", &text(record.place()))?;
    tag("AB", &text(article.r#abstract.as_deref()))?;
    tag("LA", "zh")?;
    tag("UR", &url.unwrap_or_default())?;
    write!(out, "ER  - \r\n")
}

#[cfg(test)]
mod tests {
    use super::super::citation::tests::articles;
    use super::*;

    #[test]
    fn every_line_is_a_tag_with_a_value_and_a_record_begins_and_ends_once() {
        for article in &articles() {
            let mut out = Vec::new();
            write(&mut out, &Record::of_article(article, 1)).unwrap();
            let text = String::from_utf8(out).unwrap();
            assert!(text.starts_with("TY  - NEWS\r\n") && text.ends_with("\r\nER  - \r\n"), "{text}");
            let lines: Vec<&str> = text.strip_suffix("\r\n").unwrap().split("\r\n").collect();
            for line in &lines[..lines.len() - 1] {
                let (tag, value) = line.split_once("  - ").unwrap();
                assert!(
                    tag.len() == 2 && !value.trim().is_empty() && !value.contains(['\r', '\n']),
                    "{line:?}"
                );
            }
            assert_eq!(lines.iter().filter(|line| line.starts_with("TY  - ")).count(), 1);
        }
        let mut out = Vec::new();
        write(&mut out, &Record::of_article(&articles()[0], 1)).unwrap();
        let text = String::from_utf8(out).unwrap();
        for line in
            ["AU  - 骆新年", "T2  - 江城工报", "PY  - 2024", "DA  - 2024/05/08", "SP  - 3", "ID  - jc-1"]
        {
            assert!(text.contains(&format!("\r\n{line}\r\n")), "{line}: {text}");
        }
    }
}
