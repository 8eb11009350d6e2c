//! `jianbao query`: searches, and shows the hits.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Result, ensure};
use clap::ValueEnum;
use jianbao::search::{AsTyped, FacetField, Interval, Reprints};
use jianbao::{Date, Error, Index, Matching, SearchRequest, SearchResponse, Sort};

use crate::choices::choices;
use crate::config::SelectionArgs;
use crate::file_place::{self, Paths};
use crate::global::Global;
use crate::hit_table;
use crate::hits;
use crate::json;
use crate::location;
use crate::markdown;
use crate::outcome::Outcome;
use crate::report;
use crate::searched::{Searched, limits_for};
use crate::talk;
use crate::text::{Reader, value};
use crate::texts::{choice_help, messages};
use crate::timeout::Timeout;

/// Search the index, or files directly with --in
///
/// An article matches if it contains every word of the query. Articles with some of the words
/// follow if the page has room. Operators may be ASCII or Chinese:
///
///   困难职工 云南          both
///   “解困脱困”             exact phrase
///   工会 或 工人           either (OR, |)
///   职工 -上海             without articles that contain 上海 (非 上海, NOT 上海)
///   标题:劳动竞赛          in the title; also 正文 记者 通讯员 摄影 来源 栏目 地点 版
///   日期:2020-10           by date; also 2020-10-26..2020-11-03, >2020-10-01, 近7天, 去年
///   "网球 滑雪"~20         both within 20 characters
///   covi*  covd~           Latin words with this prefix, or with a similar spelling
///   (甲 或 乙) -丙  甲^3    grouping, weight
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// Query; several arguments form one query
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    /// Search these files and folders directly, without an index
    #[arg(long = "in", value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    selection: SelectionArgs,
    /// Maximum number of hits; 0 prints only counts
    #[arg(short = 'n', long, default_value_t = 10, value_name = "N")]
    limit: usize,
    /// Number of hits to skip
    #[arg(long, default_value_t = 0, value_name = "N")]
    offset: usize,
    /// Order of the hits
    #[arg(long, value_parser = choices(Sort::ALL, sort_name, choice_help::sort), default_value = "relevance")]
    sort: Sort,
    /// Half-life of scores in days of an article's age (with --sort relevance)
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..))]
    recency: Option<u32>,
    /// Articles that fill a page without enough full matches: those with some of the words, or none
    #[arg(long = "match", value_parser = choices(Matching::ALL, Matching::name, choice_help::matching), default_value = "fill", value_name = "WHICH")]
    matching: Matching,
    /// Only articles that contain each stretch of unquoted text as typed
    #[arg(long)]
    as_typed: bool,
    /// Treatment of articles with the text of an earlier hit [default: fold in text, else show]
    #[arg(long, value_parser = choices(Reprints::ALL, Reprints::name, choice_help::reprints), value_name = "WHICH")]
    reprints: Option<Reprints>,
    /// Maximum number of snippets per hit
    #[arg(long, default_value_t = 2, value_name = "N")]
    snippets: usize,
    /// Length of a snippet in characters
    #[arg(long, default_value_t = 80, value_name = "N")]
    snippet_chars: usize,
    /// Only articles of this day or later (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// Only articles of this day or earlier (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    /// Count the values of a field in all matches
    #[arg(long, value_parser = choices(FacetField::ALL, FacetField::name, choice_help::facet), value_name = "FIELD")]
    facet: Vec<FacetField>,
    /// Count the matches by period
    #[arg(long, value_parser = choices(Interval::ALL, Interval::name, choice_help::interval), value_name = "INTERVAL")]
    histogram: Option<Interval>,
    /// Time limit of the search, such as 500ms or 2s; a longer search is an error
    #[arg(long, value_name = "TIME")]
    timeout: Option<Timeout>,
    /// No suggestions if nothing is found
    #[arg(long)]
    no_suggestions: bool,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Start the table with a byte order mark, for Excel (with --format csv)
    #[arg(long)]
    bom: bool,
    /// Name the file of each article (with --format csv and markdown; JSON always does)
    #[arg(long = "paths")]
    paths_given: bool,
    /// Print only the number of articles with every word
    #[arg(long, conflicts_with_all = ["ids", "format"])]
    count: bool,
    /// Print only the ids of the hits, one per line
    #[arg(long, conflicts_with = "format")]
    ids: bool,
    /// Verify every byte of the index first, so that no corruption changes the results
    #[arg(long, conflicts_with = "paths")]
    check: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text for reading
    Text,
    /// The whole response as one JSON value
    Json,
    /// One JSON value per hit and line
    Jsonl,
    /// Markdown list
    Markdown,
    /// Comma-separated table, one row per hit
    Csv,
}

/// The names of orders on the command line, which name dates.
fn sort_name(sort: Sort) -> &'static str {
    match sort {
        Sort::Relevance => "relevance",
        Sort::Newest => "date",
        Sort::Oldest => "date-asc",
    }
}

impl Args {
    fn request(&self) -> SearchRequest {
        let mut request = SearchRequest::new(self.query.join(" "))
            .limit(if self.count { 0 } else { self.limit })
            .offset(self.offset)
            .sort(self.sort)
            .matching(self.matching)
            .reprints(match self.reprints {
                Some(reprints) => reprints,
                // People want to see a text once; programs want every article.
                None if self.format == Format::Text && !self.ids => Reprints::Fold,
                None => Reprints::Show,
            })
            .snippets(self.snippets)
            .snippet_chars(self.snippet_chars)
            .limits(limits_for(self.offset, self.limit))
            .today(talk::today());
        if self.as_typed {
            request = request.as_typed(AsTyped::Only);
        }
        if self.no_suggestions {
            request = request.without_suggestions();
        }
        for field in &self.facet {
            request = request.facet(*field);
        }
        (request.from, request.to) = (self.from, self.to);
        request.timeout_ms = self.timeout.map(|timeout| timeout.milliseconds);
        if let Some(days) = self.recency {
            request = request.recency(days);
        }
        match self.histogram {
            None => request,
            Some(interval) => request.histogram(interval),
        }
    }
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    ensure!(!args.bom || args.format == Format::Csv, messages::bom_needs_csv());
    let Searched { index, input } = if args.check {
        Searched {
            index: Index::builder().checked().open(location::existing(global)?)?,
            input: Outcome::Found,
        }
    } else {
        Searched::open(&args.paths, &args.selection, global)?
    };
    let started = Instant::now();
    let request = args.request();
    // A list of ids needs no article: only counts and diagnostics are shown beside it.
    let ids = if args.ids { index.ids(&request)? } else { Vec::new() };
    let response = index.search(&if args.ids { request.clone().limit(0) } else { request.clone() })?;
    report::diagnostics(&args.query.join(" "), &response.diagnostics);
    print(args, &ids, &response, file_place::root_of(&index).as_deref())?;
    if args.format == Format::Text
        && !args.ids
        && !args.count
        && response.hits.is_empty()
        && response.total == 0
    {
        how_it_was_read(&index, &request, started, &response)?;
    }
    Ok(match input {
        Outcome::Failed => Outcome::Failed,
        _ => Outcome::of_count(response.total.max(response.hits.len().max(ids.len()) as u64)),
    })
}

/// Shows the reading of a query without results, within the time that is left.
fn how_it_was_read(
    index: &Index,
    request: &SearchRequest,
    started: Instant,
    response: &SearchResponse,
) -> Result<()> {
    let mut request = request.clone().without_suggestions();
    if let Some(limit_ms) = request.timeout_ms {
        let elapsed_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        request.timeout_ms = Some(limit_ms.saturating_sub(elapsed_ms));
    }
    match index.explain(&request, None) {
        Ok(explanation) => report::nothing_found(&explanation, &response.suggestions),
        Err(Error::TimedOut { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn print(args: &Args, ids: &[String], response: &SearchResponse, root: Option<&Path>) -> Result<()> {
    let paths = Paths::by_option(args.paths_given);
    let reader = Reader::of_stdout();
    if args.count {
        writeln!(anstream::stdout(), "{}", response.total)?;
    } else if args.ids {
        let mut out = io::BufWriter::new(io::stdout().lock());
        for id in ids {
            writeln!(out, "{}", value(id, reader))?;
        }
        out.flush()?;
    } else if args.format == Format::Csv {
        let mut out = io::BufWriter::new(io::stdout().lock());
        if args.bom {
            out.write_all(hit_table::BYTE_ORDER_MARK)?;
        }
        hit_table::write_hits(&mut out, response, reader, paths)?;
        out.flush()?;
    } else {
        let mut out = anstream::stdout().lock();
        match args.format {
            Format::Text => hits::write_text(&mut out, response, args.offset, root)?,
            Format::Json => json::write_pretty(&mut out, response)?,
            Format::Markdown => markdown::write_hits(&mut out, response, args.offset, paths)?,
            Format::Jsonl => {
                for hit in &response.hits {
                    json::write(&mut out, hit)?;
                    writeln!(out)?;
                }
            }
            // Written above.
            Format::Csv => {}
        }
        out.flush()?;
    }
    Ok(())
}
