//! Report of clippings as Markdown.

use std::fmt::Write;

use jianbao::Date;
use jianbao::ingest::OwnReport;

use super::{Clip, Clippings, reprints};
use crate::bars::{Row, rows};
use crate::file_place;
use crate::formats::markdown::{escaped, marked, passage};
use crate::hits::aside;
use crate::texts::messages;

/// The report, with the full texts folded.
pub(crate) fn written(clippings: &Clippings, made: Date) -> String {
    let mut out = String::new();
    write(&mut out, clippings, made).expect("writing to a string does not fail");
    out
}

fn write(out: &mut String, clippings: &Clippings, made: Date) -> std::fmt::Result {
    writeln!(out, "{}\n", OwnReport::Clippings.markdown_mark())?;
    writeln!(out, "# {}\n", escaped(&messages::clippings_title(&clippings.query)))?;
    let span = clippings.span();
    writeln!(out, "{}\n", messages::clippings_subtitle(clippings.shown(), clippings.total, span, made))?;
    writeln!(out, "## {}\n", messages::contents())?;
    for group in &clippings.groups {
        writeln!(out, "- {} · {}", escaped(&group.name), group.clips.len())?;
    }
    if !clippings.histogram.is_empty() {
        writeln!(out, "\n## {}\n\n| | |\n|---|---:|", messages::over_time())?;
        for row in rows(&clippings.histogram) {
            match row {
                Row::Period(bar) => writeln!(out, "| {} | {} |", bar.period, bar.count)?,
                Row::Gap => writeln!(out, "| ⋮ | |")?,
            }
        }
    }
    for group in &clippings.groups {
        writeln!(out, "\n## {}", escaped(&group.name))?;
        for clip in &group.clips {
            write_clip(out, clip)?;
        }
    }
    Ok(())
}

fn write_clip(out: &mut String, clip: &Clip) -> std::fmt::Result {
    let hit = &clip.hit;
    writeln!(out, "\n### {}\n\n{}", marked(&hit.headline), escaped(&aside(&hit.article, &hit.id)))?;
    if let Some(place) = &hit.file {
        writeln!(out, "\n{}", escaped(&file_place::text_of(place)))?;
    }
    for snippet in &hit.snippets {
        writeln!(out, "\n> {}", passage(snippet))?;
    }
    if !hit.reprints.is_empty() {
        writeln!(out, "\n{}", escaped(&reprints(hit)))?;
    }
    if clip.lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n<details><summary>{}</summary>\n", messages::full_text())?;
    for line in &clip.lines {
        if clip.headings.contains(&line.text) {
            writeln!(out, "**{}**\n", marked(line).trim())?;
        } else {
            writeln!(out, "{}\n", marked(line))?;
        }
    }
    writeln!(out, "</details>")
}
