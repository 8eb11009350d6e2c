//! Articles and hits as Markdown. The text of articles is escaped, so that it is displayed as printed and is never markup. Matches are in
//! `<mark>`, because Markdown does not recognise `**` beside Chinese quotation marks as emphasis.

use std::io::{self, Write};

use jianbao::{Hit, SearchResponse, Snippet};

use super::Record;
use crate::file_place::{self, Paths};
use crate::hits::aside;
use crate::text::one_line;
use crate::texts::messages;

/// Writes hits as a list: title, details, snippets.
pub(crate) fn write_hits(
    out: &mut impl Write,
    response: &SearchResponse,
    offset: usize,
    paths: Paths,
) -> io::Result<()> {
    for (index, hit) in response.hits.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        write_hit(out, hit, offset + index + 1, paths)?;
    }
    out.flush()
}

fn write_hit(out: &mut impl Write, hit: &Hit, number: usize, paths: Paths) -> io::Result<()> {
    let lead = format!("{number}. ");
    let indent = " ".repeat(lead.len());
    writeln!(out, "{lead}**{}**  ", marked(&hit.headline).trim())?;
    writeln!(out, "{indent}{}", escaped(&aside(&hit.article, &hit.id)))?;
    if let Some(place) = paths.of(hit.file.clone()) {
        writeln!(out, "\n{indent}{}", escaped(&file_place::text_of(&place)))?;
    }
    for snippet in &hit.snippets {
        writeln!(out, "\n{indent}> {}", passage(snippet))?;
    }
    if !hit.missing.is_empty() {
        writeln!(out, "\n{indent}*{}* {}", messages::without().trim_end(), escaped(&hit.missing.join("  ")))?;
    }
    Ok(())
}

/// Writes an article: its headline, its details, its paragraphs.
pub(super) fn write_article(out: &mut impl Write, record: &Record<'_>) -> io::Result<()> {
    let article = record.article;
    writeln!(out, "## {}\n", escaped(&record.headline()).trim())?;
    writeln!(out, "{}", escaped(&aside(article, record.id)))?;
    if let Some(place) = record.file {
        writeln!(out, "\n{}", escaped(&file_place::text_of(place)))?;
    }
    let headings: Vec<&str> = article.sections.iter().map(|section| section.heading.as_str()).collect();
    for line in article.body_text().lines() {
        let lead = if headings.contains(&line) { "### " } else { "" };
        writeln!(out, "\n{lead}{}", escaped(line).trim())?;
    }
    Ok(())
}

/// A passage of a hit on one line, behind the name of its field if it has one.
pub(crate) fn passage(snippet: &Snippet) -> String {
    let field = snippet.field.as_deref().map(|field| escaped(&messages::passage_of(field)));
    field.unwrap_or_default() + &marked(snippet)
}

/// A snippet on one line, with matches in `<mark>`.
pub(crate) fn marked(snippet: &Snippet) -> String {
    let mut line = String::with_capacity(snippet.text.len() + 16);
    let mut at_byte = 0;
    for &[start, end] in &snippet.highlights {
        line.push_str(&escaped(&snippet.text[at_byte..start]));
        line.push_str("<mark>");
        line.push_str(&escaped(&snippet.text[start..end]));
        line.push_str("</mark>");
        at_byte = end;
    }
    line.push_str(&escaped(&snippet.text[at_byte..]));
    line
}

/// A text on one line without markup: every character with a meaning in Markdown is escaped by a backslash.
pub(crate) fn escaped(text: &str) -> String {
    let text = one_line(text);
    let mut line = String::with_capacity(text.len());
    for (index, c) in text.char_indices() {
        let is_sign =
            matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~' | '!');
        // These have a meaning at the beginning of a line: lists, headings, rules.
        let before = text[..index].trim_start();
        let begins_block = match c {
            '-' | '+' | '=' => before.is_empty(),
            '.' | ')' => !before.is_empty() && before.chars().all(|before| before.is_ascii_digit()),
            _ => false,
        };
        if is_sign || begins_block {
            line.push('\\');
        }
        line.push(c);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_markdown_read_as_themselves() {
        assert_eq!(escaped("<b>*春茶*</b> [a](b) 5_6"), "\\<b\\>\\*春茶\\*\\</b\\> \\[a\\](b) 5\\_6");
        assert_eq!(escaped("1. 雨后 - 街上"), "1\\. 雨后 - 街上");
        assert_eq!(escaped("- 雨后\n# 街上"), "\\- 雨后 \\# 街上");
        assert_eq!(escaped("2024-11-02 5.2"), "2024-11-02 5.2");
    }

    #[test]
    fn what_matched_is_marked_and_the_rest_escaped() {
        let snippet = Snippet { text: "<春茶>上市".to_owned(), highlights: vec![[1, 7]], field: None };
        assert_eq!(marked(&snippet), "\\<<mark>春茶</mark>\\>上市");
    }
}
