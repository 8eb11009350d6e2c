//! `jianbao show`: prints full articles.

use std::io::Write;

use anyhow::Result;
use jianbao::Article;

use crate::global::Global;
use crate::hits::aside;
use crate::json;
use crate::location;
use crate::outcome::Outcome;
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
    /// Print one JSON value per article and line
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let index = location::open(global)?;
    let mut out = anstream::stdout().lock();
    let mut outcome = Outcome::Found;
    for (number, id) in args.ids.iter().enumerate() {
        let Some(article) = index.get(id)? else {
            talk::say(&messages::unknown_id(id));
            outcome = Outcome::NothingFound;
            continue;
        };
        if args.json {
            json::write(&mut out, &article)?;
            writeln!(out)?;
        } else {
            if number > 0 {
                writeln!(out)?;
            }
            write_article(&mut out, &article)?;
        }
    }
    out.flush()?;
    Ok(outcome)
}

/// Writes an article for people: the headline, its details, then the text line by line.
pub(crate) fn write_article(out: &mut impl Write, article: &Article) -> Result<()> {
    for line in article.title_text().lines() {
        write_styled(out, TITLE, line)?;
    }
    let aside = aside(article, article.id.as_deref().unwrap_or_default());
    write_styled(out, ASIDE, &aside)?;
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
