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
use crate::text::one_line;

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
        writeln!(out, "{}{name:<10}{}{}", TITLE.render(), TITLE.render_reset(), one_line(text))
    };
    row("query", &explanation.query)?;
    row("read as", &explanation.ast)?;
    row("plan", &explanation.plan)?;
    row("requires", &explanation.required.join("  "))?;
    row("matches", &format!("{} articles", explanation.total))?;
    for clause in &explanation.clauses {
        row("", &format!("{:>8}  {}", clause.articles, clause.clause))?;
    }
    let Some(verdict) = &explanation.article else { return Ok(()) };
    if !verdict.is_known {
        row("article", &format!("{}: there is no such article", verdict.id))?;
        return Ok(());
    }
    let score =
        verdict.score.map_or("does not match".to_owned(), |score| format!("matches, score {score:.3}"));
    row("article", &format!("{}: {score}", verdict.id))?;
    for clause in &verdict.clauses {
        let holds = match clause.score {
            Some(score) => format!("{score:>8.3}"),
            None => " missing".to_owned(),
        };
        row("", &format!("{holds}  {}", clause.clause))?;
    }
    Ok(())
}
