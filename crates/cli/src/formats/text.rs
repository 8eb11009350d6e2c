//! An article as text for people.

use std::io::{self, Write};

use super::Record;
use crate::hits::aside;
use crate::style::{ASIDE, TITLE};
use crate::talk;
use crate::text::{one_line, wrapped};

/// Writes an article for people: the headline, its details, the line of its place, then the text line by line.
pub(super) fn write_article(out: &mut impl Write, record: &Record<'_>) -> io::Result<()> {
    let article = record.article;
    for line in article.title_text().lines() {
        write_styled(out, TITLE, line)?;
    }
    let aside = aside(article, article.id.as_deref().unwrap_or_default());
    write_styled(out, ASIDE, &aside)?;
    if let Some(place) = record.place_line() {
        writeln!(out, "{place}")?;
    }
    let headings: Vec<&str> = article.sections.iter().map(|section| section.heading.as_str()).collect();
    for line in article.body_text().lines() {
        writeln!(out)?;
        if headings.contains(&line) {
            write_styled(out, TITLE, line)?;
        } else {
            for line in wrapped(&one_line(line), talk::columns()) {
                writeln!(out, "{line}")?;
            }
        }
    }
    for line in &article.unplaced {
        writeln!(out)?;
        write_styled(out, ASIDE, line)?;
    }
    Ok(())
}

fn write_styled(out: &mut impl Write, style: anstyle::Style, line: &str) -> io::Result<()> {
    for line in wrapped(&one_line(line), talk::columns()) {
        writeln!(out, "{}{line}{}", style.render(), style.render_reset())?;
    }
    Ok(())
}
