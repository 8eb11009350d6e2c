//! `jianbao explain`: shows the reading and the plan of a query, and why an article matches or not.

use std::io::Write;

use anstyle::Style;
use anyhow::Result;
use jianbao::SearchRequest;
use jianbao::search::Explanation;

use crate::formats::{Format, ValueFormatArgs};
use crate::global::Global;
use crate::json;
use crate::location;
use crate::outcome::Outcome;
use crate::pager;
use crate::period::TodayArg;
use crate::report;
use crate::style::TITLE;
use crate::text::{display_width, marked, one_line, padded, write_hanging};
use crate::texts::messages::{self, ExplainRow, explain_row};

/// Explain the plan of a query, and the match of an article
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Query; several arguments form one query
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    /// Explain the match of the article with this id
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    #[command(flatten)]
    today: TodayArg,
    #[command(flatten)]
    output: ValueFormatArgs,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let index = location::open_any(global)?;
    let request = SearchRequest::new(args.query.join(" ")).today(args.today.day()?);
    let explanation = index.explain(&request, args.id.as_deref())?;
    pager::start();
    let mut out = anstream::stdout().lock();
    if args.output.format() == Format::Json {
        json::write_pretty(&mut out, &explanation)?;
    } else {
        report::diagnostics(&explanation.query, &explanation.diagnostics);
        write_text(&mut out, &explanation)?;
    }
    out.flush()?;
    let found = match &explanation.article {
        Some(verdict) => u64::from(verdict.matches),
        None => explanation.total,
    };
    Ok(Outcome::of_count(found))
}

fn write_text(out: &mut impl Write, explanation: &Explanation) -> Result<()> {
    write_row(out, explain_row(ExplainRow::Query), &explanation.query)?;
    write_row(out, explain_row(ExplainRow::ReadAs), &explanation.ast)?;
    if !explanation.segmentation.is_empty() {
        let cut: Vec<String> = explanation.segmentation.iter().map(|text| text.words.join("/")).collect();
        write_row(out, explain_row(ExplainRow::Words), &cut.join("  "))?;
    }
    write_row(out, explain_row(ExplainRow::Plan), &explanation.plan)?;
    write_row(out, explain_row(ExplainRow::Requires), &explanation.required.join("  "))?;
    write_row(out, explain_row(ExplainRow::Matches), &messages::articles(explanation.total))?;
    for clause in &explanation.clauses {
        let indent = "  ".repeat(clause.depth);
        write_row(out, "", &format!("{:>COUNT_COLUMNS$}  {indent}{}", clause.articles, clause.clause))?;
    }
    for suggestion in &explanation.suggestions {
        let instead: Vec<String> = (suggestion.instead.iter())
            .map(|instead| format!("{} ({})", instead.clause, instead.articles))
            .collect();
        if !instead.is_empty() {
            write_row(
                out,
                explain_row(ExplainRow::Near),
                &format!("{} → {}", suggestion.clause, instead.join("  ")),
            )?;
        }
    }
    let Some(verdict) = &explanation.article else { return Ok(()) };
    if !verdict.is_known {
        write_row(out, explain_row(ExplainRow::Article), &messages::no_such_article(&verdict.id))?;
        return Ok(());
    }
    write_row(out, explain_row(ExplainRow::Article), &messages::verdict(&verdict.id, verdict.score))?;
    for clause in &verdict.clauses {
        let holds = match clause.score {
            Some(score) => format!("{score:.3}"),
            None => messages::missing().to_owned(),
        };
        let space = " ".repeat(COUNT_COLUMNS.saturating_sub(display_width(&holds)));
        let indent = "  ".repeat(clause.depth);
        let by = clause.by.map(messages::contained_by).unwrap_or_default();
        write_row(out, "", &format!("{space}{holds}  {indent}{}{by}", clause.clause))?;
        let below = " ".repeat(COUNT_COLUMNS);
        if let Some(values) = &clause.values {
            let values = if values.is_empty() { "—".to_owned() } else { values.join("  ") };
            write_row(out, "", &format!("{below}    {indent}{} {values}", messages::has()))?;
        }
        if let Some(closest) = &clause.closest {
            // Ready for a terminal, with colours of its own.
            let lead = format!("{}{below}    {indent}", " ".repeat(NAME_COLUMNS));
            write_hanging(out, &lead, &marked(closest, Style::new()))?;
        }
    }
    Ok(())
}

fn write_row(out: &mut impl Write, name: &str, text: &str) -> Result<()> {
    let name = format!("{}{}{}", TITLE.render(), padded(name, NAME_COLUMNS), TITLE.render_reset());
    Ok(write_hanging(out, &name, &one_line(text))?)
}

/// Columns of the names of rows.
const NAME_COLUMNS: usize = 10;

/// Columns of a count or a score.
const COUNT_COLUMNS: usize = 8;
