//! `jianbao explain`: how a query was read and planned, and why an article matches or not.

use std::io::Write;

use anyhow::Result;
use jianbao::{Explanation, SearchRequest};

use crate::Global;
use crate::location;
use crate::outcome::Outcome;
use crate::report;
use crate::style::TITLE;
use crate::talk;
use crate::text::{display_width, one_line, padded};
use crate::texts::messages::{self, ExplainRow, explain_row};

/// Say how a query is read, and why an article matches it or not
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The query; several arguments are one query
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    /// Ask about the article with this id
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Print one JSON value
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let index = location::open(global)?;
    let request = SearchRequest::new(args.query.join(" ")).today(talk::today());
    let explanation = index.explain(&request, args.id.as_deref())?;
    let mut out = anstream::stdout().lock();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &explanation)?;
        writeln!(out)?;
    } else {
        report::diagnostics(&explanation.query, &explanation.diagnostics);
        write_text(&mut out, &explanation)?;
    }
    out.flush()?;
    let found = match &explanation.article {
        Some(verdict) => usize::from(verdict.matches),
        None => explanation.total,
    };
    Ok(Outcome::of_count(found))
}

fn write_text(out: &mut impl Write, explanation: &Explanation) -> Result<()> {
    let mut row = |name: &str, text: &str| {
        let name = padded(name, NAME_COLUMNS);
        writeln!(out, "{}{name}{}{}", TITLE.render(), TITLE.render_reset(), one_line(text))
    };
    row(explain_row(ExplainRow::Query), &explanation.query)?;
    row(explain_row(ExplainRow::ReadAs), &explanation.ast)?;
    row(explain_row(ExplainRow::Plan), &explanation.plan)?;
    row(explain_row(ExplainRow::Requires), &explanation.required.join("  "))?;
    row(explain_row(ExplainRow::Matches), &messages::articles(explanation.total))?;
    for clause in &explanation.clauses {
        row("", &format!("{:>8}  {}", clause.articles, clause.clause))?;
    }
    let Some(verdict) = &explanation.article else { return Ok(()) };
    if !verdict.is_known {
        row(explain_row(ExplainRow::Article), &messages::no_such_article(&verdict.id))?;
        return Ok(());
    }
    row(explain_row(ExplainRow::Article), &messages::verdict(&verdict.id, verdict.score))?;
    for clause in &verdict.clauses {
        let holds = match clause.score {
            Some(score) => format!("{score:.3}"),
            None => messages::missing().to_owned(),
        };
        let space = " ".repeat(SCORE_COLUMNS.saturating_sub(display_width(&holds)));
        row("", &format!("{space}{holds}  {}", clause.clause))?;
    }
    Ok(())
}

/// Columns of the names of rows.
const NAME_COLUMNS: usize = 10;

/// Columns of a score.
const SCORE_COLUMNS: usize = 8;
