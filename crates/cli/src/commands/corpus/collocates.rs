//! `jianbao corpus collocates`: the words beside an expression.

use std::io::{BufWriter, Write};

use anyhow::{Result, ensure};
use jianbao::corpus::{Collocate, CollocateSort, Collocates, CollocatesRequest, CollocationSpan, collocates};
use serde::Serialize;

use super::beside;
use super::word_table::{ListArgs, WordTable};
use super::{OutputArgs, SourceArgs};
use crate::choices::choices;
use crate::global::Global;
use crate::numbers;
use crate::outcome::Outcome;
use crate::shell_words;
use crate::texts::{choice_help, messages};

/// Print the words that stand beside an expression more often than by chance
///
/// Each word comes with its observed and expected occurrences near the expression, and with three
/// measures of association: log-likelihood (Dunning 1993), logDice (Rychlý 2008) and mutual
/// information (Church & Hanks 1990). The last line shows the command for the occurrences.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Args {
    /// Query; several arguments form one query
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    source: SourceArgs,
    /// Characters, words and numbers on each side of an occurrence
    #[arg(short = 'C', long, default_value_t = 10, value_name = "N", value_parser = numbers::whole::<usize>)]
    context: usize,
    /// Look in the whole sentence or article instead
    #[arg(long, value_parser = beside::spans(), value_name = "WHICH", conflicts_with = "context")]
    within: Option<CollocationSpan>,
    /// Least number of occurrences near the expression
    #[arg(long, default_value_t = 3, value_name = "N", value_parser = numbers::whole::<u64>)]
    min_count: u64,
    /// Least number of articles with the word near the expression
    #[arg(long, default_value_t = 2, value_name = "N", value_parser = numbers::whole::<u64>)]
    min_articles: u64,
    /// Order
    #[arg(long, value_parser = choices(CollocateSort::ALL, CollocateSort::name, choice_help::collocate_sort), default_value = "log-likelihood", value_name = "WHICH")]
    sort: CollocateSort,
    #[command(flatten)]
    list: ListArgs,
    #[command(flatten)]
    output: OutputArgs,
}

pub(super) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let query = args.query.join(" ");
    ensure!(!query.trim().is_empty(), messages::empty_query());
    let span = args.within.unwrap_or(CollocationSpan::Units(args.context));
    let mut request = CollocatesRequest::default().span(span).sort(args.sort);
    request = request.min_count(args.min_count).min_articles(args.min_articles);
    request.search = args.source.search(&query)?;
    request.keep.clone_from(&args.list.keep);
    let searched = args.source.open(global)?;
    let found = collocates(searched.index.folder()?, &request)?;
    args.list.say_left_out();
    let count = print(args, global, &query, span, &found)?;
    Ok(match searched.input {
        Outcome::Failed => Outcome::Failed,
        _ => Outcome::of_count(count),
    })
}

const COLUMN_NAMES: [&str; 9] = [
    "word",
    "count",
    "expected",
    "articles",
    "total",
    "log_likelihood",
    "log_dice",
    "mutual_information",
    "lines",
];

fn print(
    args: &Args,
    global: &Global,
    query: &str,
    span: CollocationSpan,
    found: &Collocates,
) -> Result<usize> {
    let lines = |collocate: &Collocate| -> Result<String> {
        let mut command: Vec<String> = ["jianbao", "corpus", "kwic"].map(str::to_owned).into();
        // A query that begins with a negation would be an option.
        let is_option = query.starts_with('-');
        command.extend((!is_option).then(|| query.to_owned()));
        command.extend(beside::arguments(span));
        command.extend(["--beside".to_owned(), collocate.word.clone()]);
        command.extend(args.source.arguments(global)?);
        if is_option {
            command.extend(["--".to_owned(), query.to_owned()]);
        }
        Ok(shell_words::command(&command))
    };
    crate::pager::start();
    let mut out = BufWriter::new(anstream::stdout().lock());
    let heading =
        messages::collocates_heading(query, found.articles, found.places, found.span_words, found.words);
    let mut table = WordTable {
        heading: &heading,
        header: messages::collocate_columns(),
        names: &COLUMN_NAMES,
        rows: &found.rows,
        shown: |row: &Collocate| {
            [
                row.word.clone(),
                row.count.to_string(),
                format!("{:.2}", row.expected),
                row.articles.to_string(),
                row.total.to_string(),
                format!("{:.1}", row.log_likelihood),
                format!("{:.2}", row.log_dice),
                format!("{:.2}", row.mutual_information),
            ]
        },
        value: |row: &Collocate| Ok(WithLines { collocate: row.clone(), lines: lines(row)? }),
    };
    table.write(&mut out, args.output.format, args.output.mark()?, args.list.limit)?;
    if args.output.format == crate::formats::Format::Text
        && let Some(first) = found.rows.first()
    {
        writeln!(out, "{}", messages::lines_by(&lines(first)?))?;
    }
    out.flush()?;
    Ok(found.rows.len())
}

/// A collocate with the command that shows its lines.
#[derive(Serialize)]
struct WithLines {
    #[serde(flatten)]
    collocate: Collocate,
    lines: String,
}
