//! `jianbao show`: prints full articles.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use jianbao::Article;

use crate::config::SelectionArgs;
use crate::file_place::{self, Placed};
use crate::global::Global;
use crate::hits::aside;
use crate::json;
use crate::outcome::Outcome;
use crate::searched::Searched;
use crate::style::{ASIDE, TITLE};
use crate::talk;
use crate::text::{one_line, wrapped};
use crate::texts::messages;

/// Print whole articles
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Ids of the articles, as `query` prints them
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Look in these files and folders, without an index
    #[arg(long = "in", value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    selection: SelectionArgs,
    /// Print one JSON value per article and line
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let Searched { index, input } = Searched::open(&args.paths, &args.selection, global)?;
    let root = file_place::root_of(&index);
    let mut out = anstream::stdout().lock();
    let mut outcome = input;
    for (number, id) in args.ids.iter().enumerate() {
        let Some(article) = index.get(id)? else {
            talk::say(&messages::unknown_id(id));
            if outcome == Outcome::Found {
                outcome = Outcome::NothingFound;
            }
            continue;
        };
        let place = index.place(id)?;
        if args.json {
            json::write(&mut out, &Placed::new(article, place))?;
            writeln!(out)?;
        } else {
            if number > 0 {
                writeln!(out)?;
            }
            let place = place.and_then(|place| file_place::line_of(&place, root.as_deref()));
            write_article(&mut out, &article, place.as_deref())?;
        }
    }
    out.flush()?;
    Ok(outcome)
}

/// Writes an article for people: the headline, its details, the line of its place, then the text line by line.
pub(crate) fn write_article(out: &mut impl Write, article: &Article, place: Option<&str>) -> Result<()> {
    for line in article.title_text().lines() {
        write_styled(out, TITLE, line)?;
    }
    let aside = aside(article, article.id.as_deref().unwrap_or_default());
    write_styled(out, ASIDE, &aside)?;
    if let Some(place) = place {
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

fn write_styled(out: &mut impl Write, style: anstyle::Style, line: &str) -> Result<()> {
    for line in wrapped(&one_line(line), talk::columns()) {
        writeln!(out, "{}{line}{}", style.render(), style.render_reset())?;
    }
    Ok(())
}
