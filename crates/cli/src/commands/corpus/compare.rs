//! `jianbao corpus compare`: keywords of one part of the corpus.

use std::io::{BufWriter, Write};

use anyhow::{Result, ensure};
use jianbao::corpus::{CompareRequest, Compared, Keyword, KeywordDirection, KeywordSort, compare};

use super::word_table::{ListArgs, WordTable};
use super::{OutputArgs, SourceArgs};
use crate::choices::choices;
use crate::global::Global;
use crate::numbers;
use crate::outcome::Outcome;
use crate::pager;
use crate::talk;
use crate::texts::{choice_help, messages};

/// Compare the words of two parts of the corpus
///
/// The words of the articles that match QUERY are compared with those of another query, or with the
/// rest: by log-likelihood (Rayson & Garside 2000) and log ratio (Hardie 2014; 1 is twice as
/// frequent). Queries may consist of fields: 来源:江城日报, 日期:2024.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Args {
    /// Query of the first part; several arguments form one query
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    /// Query of the second part
    #[arg(long, value_name = "QUERY", required_unless_present = "rest", conflicts_with = "rest")]
    with: Option<String>,
    /// Compare with all other articles
    #[arg(long)]
    rest: bool,
    #[command(flatten)]
    source: SourceArgs,
    /// Words that are less frequent in the first part
    #[arg(long)]
    less: bool,
    /// Least number of occurrences in the part that has more
    #[arg(long, default_value_t = 3, value_name = "N", value_parser = numbers::whole::<u64>)]
    min_count: u64,
    /// Least number of articles with the word in that part
    #[arg(long, default_value_t = 2, value_name = "N", value_parser = numbers::whole::<u64>)]
    min_articles: u64,
    /// Order
    #[arg(long, value_parser = choices(KeywordSort::ALL, KeywordSort::name, choice_help::keyword_sort), default_value = "log-likelihood", value_name = "WHICH")]
    sort: KeywordSort,
    #[command(flatten)]
    list: ListArgs,
    #[command(flatten)]
    output: OutputArgs,
}

pub(super) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let query = args.query.join(" ");
    ensure!(!query.trim().is_empty(), messages::empty_query());
    let direction = if args.less { KeywordDirection::Less } else { KeywordDirection::More };
    let mut request = CompareRequest::default().sort(args.sort).direction(direction);
    request = request.min_count(args.min_count).min_articles(args.min_articles);
    request.search = args.source.search(&query)?;
    request.with = args.with.as_ref().map(|with| args.source.search(with)).transpose()?;
    request.keep.clone_from(&args.list.keep);
    let searched = args.source.open(global)?;
    let compared = compare(searched.index.folder()?, &request)?;
    args.list.say_left_out();
    if compared.shared_articles > 0 {
        talk::say(&messages::shared_articles(compared.shared_articles));
    }
    print(args, &query, &compared)?;
    Ok(match searched.input {
        Outcome::Failed => Outcome::Failed,
        _ => Outcome::of_count(compared.rows.len()),
    })
}

const COLUMN_NAMES: [&str; 9] = [
    "word",
    "count",
    "per_million",
    "articles",
    "other_count",
    "other_per_million",
    "other_articles",
    "log_likelihood",
    "log_ratio",
];

fn print(args: &Args, query: &str, compared: &Compared) -> Result<()> {
    pager::start();
    let mut out = BufWriter::new(anstream::stdout().lock());
    let heading = messages::compare_heading(query, args.with.as_deref(), compared);
    let mut table = WordTable {
        heading: &heading,
        header: messages::keyword_columns(),
        names: &COLUMN_NAMES,
        rows: &compared.rows,
        shown: |row: &Keyword| {
            [
                row.word.clone(),
                row.count.to_string(),
                row.articles.to_string(),
                format!("{:.1}", row.per_million),
                row.other_count.to_string(),
                row.other_articles.to_string(),
                format!("{:.1}", row.other_per_million),
                format!("{:.1}", row.log_likelihood),
                format!("{:.2}", row.log_ratio),
            ]
        },
        value: |row: &Keyword| Ok(row.clone()),
    };
    table.write(&mut out, args.output.format, args.output.mark()?, args.list.limit)?;
    Ok(out.flush()?)
}
