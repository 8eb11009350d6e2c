//! `jianbao corpus kwic`: a concordance.

use std::io::{BufWriter, Write};

use anyhow::{Result, ensure};
use jianbao::corpus::{
    Beside, CollocationSpan, CorpusError, KwicLine, KwicRequest, Position, SortKey, group, kwic,
};

use super::beside;
use super::{OutputArgs, SourceArgs};
use crate::formats::{Format, TableWriter};
use crate::global::Global;
use crate::json;
use crate::numbers;
use crate::outcome::Outcome;
use crate::pager;
use crate::style::{ASIDE, MATCH, is_coloured};
use crate::talk;
use crate::text::{cut, cut_before, display_width, one_line, padded};
use crate::texts::messages;

/// Columns of a line where no terminal says how many there are.
const COLUMNS: usize = 100;

/// Columns of a date.
const DATE_COLUMNS: usize = 10;

/// Print every occurrence of an expression with its context, one per line
///
/// A line is a place at which a word, phrase or string of the query is in a matching article.
/// Without --sort the newest articles come first, at once.
///
///   left1 right1 left2 …   the first, second … character or word beside it
///   date source            date or source of the article
///   random:7               by chance, with a seed
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Args {
    /// Query; several arguments form one query
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    source: SourceArgs,
    /// Characters, words and numbers of context on each side
    #[arg(short = 'C', long, default_value_t = 20, value_name = "N", value_parser = numbers::whole::<usize>)]
    context: usize,
    /// Only lines with this word in the context
    #[arg(long, value_name = "WORD")]
    beside: Option<String>,
    /// Look for that word in the whole sentence or article
    #[arg(long, value_parser = beside::spans(), value_name = "WHICH", requires = "beside")]
    within: Option<CollocationSpan>,
    /// Order of the lines; several keys, the first first
    #[arg(long, value_name = "KEY", value_delimiter = ',')]
    sort: Vec<SortKey>,
    /// Number of lines drawn by chance
    #[arg(long, value_name = "N", value_parser = numbers::whole::<usize>)]
    sample: Option<usize>,
    /// Seed of the sample
    #[arg(long, default_value_t = 0, value_name = "N", value_parser = numbers::whole::<u64>, requires = "sample")]
    seed: u64,
    /// Maximum number of lines per article
    #[arg(long, value_name = "N", value_parser = numbers::positive::<usize>)]
    per_article: Option<usize>,
    /// Count the lines by what is at this position, such as right1
    #[arg(long, value_name = "POSITION", conflicts_with_all = ["sort", "sample"])]
    group: Option<Position>,
    #[command(flatten)]
    output: OutputArgs,
}

pub(super) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    ensure!(args.query.iter().any(|text| !text.trim().is_empty()), messages::empty_query());
    let mut request = KwicRequest::default().context_units(args.context);
    request.search = args.source.search(&args.query.join(" "))?;
    if let Some(word) = &args.beside {
        let span = args.within.unwrap_or(CollocationSpan::Units(args.context));
        request = request.beside(Beside::new(word, span));
    }
    request.sort.clone_from(&args.sort);
    (request.sample, request.seed, request.per_article) = (args.sample, args.seed, args.per_article);
    let searched = args.source.open(global)?;
    let count = match args.group {
        Some(position) => write_groups(args, &group(searched.index.folder()?, &request, position)?)?,
        None => write_lines(args, kwic(searched.index.folder()?, &request)?)?,
    };
    Ok(match searched.input {
        Outcome::Failed => Outcome::Failed,
        _ => Outcome::of_count(count),
    })
}

fn write_lines(args: &Args, lines: impl Iterator<Item = Result<KwicLine, CorpusError>>) -> Result<u64> {
    pager::start();
    let mut out = BufWriter::new(anstream::stdout().lock());
    let mut table = TableWriter::new(args.output.format, args.output.mark()?, &COLUMN_NAMES)?;
    let columns = talk::columns().unwrap_or(COLUMNS);
    let mut count = 0;
    for line in lines {
        let line = line?;
        count += 1;
        match args.output.format {
            Format::Jsonl => {
                json::write(&mut out, &line)?;
                writeln!(out)?;
            }
            Format::Csv => table.write(&mut out, &cells(&line))?,
            _ => writeln!(out, "{}", shown(&line, columns))?,
        }
        if count == 1 {
            // The first line is there at once.
            out.flush()?;
        }
    }
    out.flush()?;
    Ok(count)
}

/// A line for people: the date, then the key in the middle.
fn shown(line: &KwicLine, columns: usize) -> String {
    let key = one_line(&line.key);
    let (left, right) = (one_line(&line.left), one_line(&line.right));
    let date = line.date.map(|date| date.to_string()).unwrap_or_default();
    let free = columns.saturating_sub(DATE_COLUMNS + 2 + display_width(&key));
    let side = free / 2;
    let left = cut_before(&left, side);
    let indent = " ".repeat(side.saturating_sub(display_width(&left)));
    let right = cut(&right, free - side);
    let (key, reset) = if is_coloured() {
        (format!("{}{key}", MATCH.render()), MATCH.render_reset().to_string())
    } else {
        (format!("【{key}】"), String::new())
    };
    format!(
        "{}{}{}  {indent}{left}{key}{reset}{right}",
        ASIDE.render(),
        padded(&date, DATE_COLUMNS),
        ASIDE.render_reset()
    )
}

const COLUMN_NAMES: [&str; 9] =
    ["id", "date", "source", "part", "paragraph", "offset", "left", "key", "right"];

fn cells(line: &KwicLine) -> [String; 9] {
    [
        line.id.clone(),
        line.date.map(|date| date.to_string()).unwrap_or_default(),
        line.source.clone().unwrap_or_default(),
        line.part.name().to_owned(),
        line.paragraph.to_string(),
        line.offset.to_string(),
        line.left.clone(),
        line.key.clone(),
        line.right.clone(),
    ]
}

fn write_groups(args: &Args, groups: &[(String, u64)]) -> Result<u64> {
    pager::start();
    let mut out = BufWriter::new(anstream::stdout().lock());
    let mut table = TableWriter::new(args.output.format, args.output.mark()?, &["value", "lines"])?;
    let widest = groups.first().map_or(1, |(_, count)| count.to_string().len());
    for (value, count) in groups {
        match args.output.format {
            Format::Jsonl => {
                json::write(&mut out, &serde_json::json!({"value": value, "lines": count}))?;
                writeln!(out)?;
            }
            Format::Csv => table.write(&mut out, &[value.clone(), count.to_string()])?,
            _ => writeln!(out, "{count:>widest$}  {}", one_line(value))?,
        }
    }
    out.flush()?;
    Ok(groups.iter().map(|(_, count)| count).sum())
}
