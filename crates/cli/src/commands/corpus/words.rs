//! `jianbao corpus words`: frequency lists.

use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::{Result, anyhow};
use jianbao::corpus::{WordList, WordRow, WordSort, WordsRequest, words};
use jianbao::{Index, SearchRequest};

use super::new_words;
use super::word_table::{ListArgs, WordTable};
use super::{OutputArgs, SourceArgs};
use crate::choices::choices;
use crate::global::Global;
use crate::numbers;
use crate::out_file::{self, Existing};
use crate::outcome::Outcome;
use crate::pager;
use crate::texts::{choice_help, messages};

/// Count the words of all articles, or of those that match a query
///
/// Words are those of the dictionary (--dict of `index`). `articles` is the number of articles with
/// the word: a word of one article is no word of the corpus. With --new: strings that the dictionary
/// lacks, by their cohesion and the freedom of their neighbours, with three lines each.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Args {
    /// Query that selects the articles; several arguments form one query
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    source: SourceArgs,
    /// Count sequences of words instead: 2, or 2..6
    #[arg(long, value_name = "WORDS", value_parser = lengths)]
    ngram: Option<(usize, usize)>,
    /// Find strings that the dictionary lacks and the texts treat as words, names apart
    #[arg(long, conflicts_with_all = ["ngram", "sort", "keep"])]
    new: bool,
    /// Write them to this file instead, for --dict of `index`
    #[arg(long, value_name = "FILE", requires = "new", conflicts_with_all = ["format", "limit"])]
    pub(super) as_dict: Option<PathBuf>,
    /// Replace an existing file
    #[arg(long, requires = "as_dict")]
    pub(super) force: bool,
    /// Least number of occurrences [default: 1; 2 with --ngram, 10 with --new]
    #[arg(long, value_name = "N", value_parser = numbers::whole::<u64>)]
    pub(super) min_count: Option<u64>,
    /// Least number of articles with the word [default: 1; 5 with --new]
    #[arg(long, value_name = "N", value_parser = numbers::whole::<u64>)]
    pub(super) min_articles: Option<u64>,
    /// Order
    #[arg(long, value_parser = choices(WordSort::ALL, WordSort::name, choice_help::word_sort), default_value = "count", value_name = "WHICH")]
    sort: WordSort,
    #[command(flatten)]
    pub(super) list: ListArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

/// The lengths of n-grams: a number, or the least and the greatest.
fn lengths(text: &str) -> Result<(usize, usize)> {
    let number = |text: &str| text.parse::<usize>().map_err(|_| anyhow!(messages::no_ngram_lengths()));
    match text.split_once("..") {
        Some((least, greatest)) => Ok((number(least)?, number(greatest)?)),
        None => number(text).map(|length| (length, length)),
    }
}

pub(super) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    if let Some(path) = &args.as_dict {
        out_file::refuse_taken(path, Existing::by_force(args.force))?;
    }
    let query = args.query.join(" ");
    let search = args.source.search(if query.trim().is_empty() { "*" } else { &query })?;
    let searched = args.source.open(global)?;
    let index = searched.index.folder()?;
    let rows = if args.new { new_words::run(args, index, search)? } else { count(args, index, search)? };
    Ok(match searched.input {
        Outcome::Failed => Outcome::Failed,
        _ => Outcome::of_count(rows),
    })
}

/// Prints a frequency list; returns the number of its rows.
fn count(args: &Args, index: &Index, search: SearchRequest) -> Result<usize> {
    let mut request = WordsRequest::default().sort(args.sort).min_articles(args.min_articles.unwrap_or(1));
    request.search = search;
    if let Some((least, greatest)) = args.ngram {
        request = request.ngrams(least, greatest);
    }
    request = request.min_count(args.min_count.unwrap_or(if args.ngram.is_some() { 2 } else { 1 }));
    request.keep.clone_from(&args.list.keep);
    let list = words(index, &request)?;
    args.list.say_left_out();
    print(args, &list)?;
    Ok(list.rows.len())
}

const COLUMN_NAMES: [&str; 6] = ["text", "words", "count", "per_million", "articles", "share"];

fn print(args: &Args, list: &WordList) -> Result<()> {
    pager::start();
    let mut out = BufWriter::new(anstream::stdout().lock());
    let heading = messages::words_heading(list.articles, list.words, list.rows.len());
    let mut table = WordTable {
        heading: &heading,
        header: messages::word_columns(),
        names: &COLUMN_NAMES,
        rows: &list.rows,
        shown: |row: &WordRow| {
            [
                row.words.join(" "),
                row.count.to_string(),
                format!("{:.1}", row.per_million),
                row.articles.to_string(),
                format!("{:.2}%", row.share * 100.0),
            ]
        },
        value: |row: &WordRow| Ok(row.clone()),
    };
    table.write(&mut out, args.output.format, args.output.mark()?, args.list.limit)?;
    Ok(out.flush()?)
}
