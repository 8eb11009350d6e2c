//! `jianbao query`: searches, and shows the hits.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Result, anyhow, ensure};
use jianbao::search::{AsTyped, FacetField, FieldHistogramRequest, Interval, Reprints};
use jianbao::{Error, Index, Matching, SearchRequest, SearchResponse, Sort};

use crate::arguments;
use crate::choices::{KnownOrOwn, aliased, choices, or_own};
use crate::config::SelectionArgs;
use crate::formats::{ArticleFormatArgs, Format, Mark, Record, Rows, markdown, on_stdout};
use crate::global::Global;
use crate::hits;
use crate::json;
use crate::location;
use crate::numbers;
use crate::outcome::Outcome;
use crate::pager;
use crate::period::PeriodArgs;
use crate::report;
use crate::searchable::Searchable;
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
///   浏览:>1万  标签:快讯    fields of your own (index --field); also 1..5, * for any value
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
    #[arg(short = 'n', long, default_value_t = 10, value_name = "N", value_parser = numbers::whole::<usize>)]
    limit: usize,
    /// Number of hits to skip
    #[arg(long, default_value_t = 0, value_name = "N", value_parser = numbers::whole::<usize>)]
    offset: usize,
    /// Order of the hits; or a field of your own: NAME (greatest first) or NAME-asc
    #[arg(long, value_parser = or_own(choices(Sort::ALL, sort_name, choice_help::sort)), default_value = "relevance")]
    sort: KnownOrOwn<Sort>,
    /// Only the best hit of each value of a field of your own, with the number of other hits
    #[arg(long, value_name = "NAME")]
    collapse: Option<String>,
    /// Halve the score of an article for every DAYS of its age (with --sort relevance)
    #[arg(long, value_name = "DAYS", value_parser = numbers::positive::<u32>)]
    recency: Option<u32>,
    /// Treatment of a page with too few full matches: filled with partial matches, or not
    #[arg(long = "match", value_parser = choices(Matching::ALL, Matching::name, choice_help::matching), default_value = "fill", value_name = "WHICH")]
    matching: Matching,
    /// Only articles that contain each stretch of unquoted text as typed
    #[arg(long)]
    as_typed: bool,
    /// Handling of articles that repeat the text of an earlier hit [default: fold with --format text, else show]
    #[arg(long, value_parser = choices(Reprints::ALL, Reprints::name, choice_help::reprints), value_name = "WHICH")]
    reprints: Option<Reprints>,
    /// Maximum number of snippets per hit
    #[arg(long, default_value_t = 2, value_name = "N", value_parser = numbers::whole::<usize>)]
    snippets: usize,
    /// Length of a snippet in characters
    #[arg(long, default_value_t = 80, value_name = "N", value_parser = numbers::whole::<usize>)]
    snippet_chars: usize,
    #[command(flatten)]
    period: PeriodArgs,
    /// Only articles added after the article with this number; `stats` prints the highest number
    #[arg(long, value_name = "NUMBER", value_parser = numbers::whole::<u64>)]
    added_after: Option<u64>,
    /// Count the values of a field in all matches; may be a field of your own
    #[arg(long, value_parser = or_own(aliased(FacetField::ALL, FacetField::name, choice_help::facet, facet_names)), value_name = "FIELD")]
    facet: Vec<KnownOrOwn<FacetField>>,
    /// Maximum number of values per facet with --format text [default: 20; all years and months]
    #[arg(long, value_name = "N", value_parser = numbers::whole::<usize>)]
    facet_values: Option<usize>,
    /// Count the matches by period; or by a field of your own: NAME:STEP (浏览:1000, 发布:month)
    #[arg(long, value_parser = or_own(aliased(Interval::ALL, Interval::name, choice_help::interval, interval_names)), value_name = "INTERVAL")]
    histogram: Vec<KnownOrOwn<Interval>>,
    /// Count, minimum, maximum, mean and sum of a field of your own over all matches
    #[arg(long, value_name = "NAME")]
    summary: Vec<String>,
    /// Time limit of the search, such as 500ms or 2s; a longer search is an error
    #[arg(long, value_name = "TIME")]
    timeout: Option<Timeout>,
    /// No suggestions if nothing is found
    #[arg(long)]
    no_suggestions: bool,
    #[command(flatten)]
    output: ArticleFormatArgs,
    /// Print only the number of articles with every word
    #[arg(long, conflicts_with_all = ["ids", "format", "json"])]
    count: bool,
    /// Print only the ids of the hits, one per line
    #[arg(long, conflicts_with_all = ["format", "json"])]
    ids: bool,
    /// Verify every byte of the index first, so that no corruption changes the results
    #[arg(long, conflicts_with = "paths")]
    check: bool,
}

/// The names of orders on the command line, which name dates.
fn sort_name(sort: Sort) -> &'static str {
    match sort {
        Sort::Relevance => "relevance",
        Sort::Newest => "date",
        Sort::Oldest => "date-asc",
    }
}

/// The names of fields as queries have them.
fn facet_names(field: FacetField) -> &'static [&'static str] {
    match field {
        FacetField::Source => &["来源", "來源"],
        FacetField::Section => &["栏目", "欄目"],
        FacetField::Place => &["地点", "地點"],
        FacetField::Page => &["版", "版次", "版面"],
        FacetField::Reporter => &["记者", "記者", "作者", "author"],
        FacetField::Year => &["年", "年份"],
        FacetField::Month => &["月", "月份"],
    }
}

fn interval_names(interval: Interval) -> &'static [&'static str] {
    match interval {
        Interval::Year => &["年"],
        Interval::Month => &["月"],
        Interval::Day => &["日", "天"],
    }
}

impl Args {
    fn is_text(&self) -> bool {
        self.output.format() == Format::Text
    }

    fn request(&self) -> Result<SearchRequest> {
        let mut request = SearchRequest::new(self.query.join(" "))
            .limit(if self.count { 0 } else { self.limit })
            .offset(self.offset)
            .matching(self.matching)
            .reprints(match self.reprints {
                Some(reprints) => reprints,
                // People want to see a text once; programs want every article.
                None if self.is_text() && !self.ids => Reprints::Fold,
                None => Reprints::Show,
            })
            .snippets(self.snippets)
            .snippet_chars(self.snippet_chars)
            .limits(limits_for(self.offset, self.limit))
            .today(self.period.today.day()?);
        if self.as_typed {
            request = request.as_typed(AsTyped::Only);
        }
        if self.no_suggestions {
            request = request.without_suggestions();
        }
        request = match &self.sort {
            KnownOrOwn::Known(sort) => request.sort(*sort),
            KnownOrOwn::Own(order) => request.sort_by(order.parse()?),
        };
        for field in &self.facet {
            request = match field {
                KnownOrOwn::Known(field) => request.facet(*field),
                KnownOrOwn::Own(field) => request.field_facet(field),
            };
        }
        for histogram in &self.histogram {
            match histogram {
                KnownOrOwn::Known(interval) => request = request.histogram(*interval),
                KnownOrOwn::Own(written) => {
                    let asked = written.parse::<FieldHistogramRequest>();
                    request
                        .field_histograms
                        .push(asked.map_err(|_| anyhow!(messages::no_histogram(written)))?);
                }
            }
        }
        request.summaries.clone_from(&self.summary);
        request.collapse.clone_from(&self.collapse);
        (request.from, request.to) = self.period.days()?;
        request.added_after = self.added_after;
        request.timeout_ms = self.timeout.map(|timeout| timeout.milliseconds);
        if let Some(days) = self.recency {
            request = request.recency(days);
        }
        Ok(request)
    }

    /// An error about a name that is neither a value of its option nor a field of one's own, with the values of the option.
    fn with_fixed_names(&self, error: anyhow::Error) -> anyhow::Error {
        let Some(Error::UnknownField { name, .. }) = error.downcast_ref() else { return error };
        let names: Vec<&str> = if self.facet.contains(&KnownOrOwn::Own(name.clone())) {
            FacetField::ALL.iter().map(|field| field.name()).collect()
        } else if matches!(&self.sort, KnownOrOwn::Own(order) if order.contains(name.as_str())) {
            Sort::ALL.iter().map(|sort| sort_name(*sort)).collect()
        } else {
            return error;
        };
        let known = messages::fixed_names(name, &names);
        error.context(known)
    }
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let mark = args.output.mark()?;
    ensure!(args.query.iter().any(|text| !text.trim().is_empty()), messages::empty_query());
    if arguments::are_files(&args.query) {
        report::note(messages::query_of_files());
    }
    let Searched { index, input } = if args.check {
        Searched {
            index: Searchable::Folder(Index::builder().checked().open(location::existing(global)?)?),
            input: Outcome::Found,
        }
    } else {
        Searched::open(&args.paths, &args.selection, global)?
    };
    let started = Instant::now();
    let request = args.request()?;
    // A list of ids needs no article: only counts and diagnostics are shown beside it.
    let ids = if args.ids { index.ids(&request)? } else { Vec::new() };
    let response = index
        .search(&if args.ids { request.clone().limit(0) } else { request.clone() })
        .map_err(|error| args.with_fixed_names(error))?;
    if !args.count {
        pager::start();
    }
    report::diagnostics(&args.query.join(" "), &response.diagnostics);
    print(args, mark, &ids, &response, index.root().as_deref())?;
    if args.is_text() && !args.ids && !args.count && response.total == 0 {
        how_it_was_read(&index, &request, started, &response)?;
    }
    Ok(match input {
        Outcome::Failed => Outcome::Failed,
        _ => Outcome::of_count(response.total.max(response.hits.len().max(ids.len()) as u64)),
    })
}

/// Shows the reading of a query without results, within the time that is left.
fn how_it_was_read(
    index: &Searchable,
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
        Err(error) if is_late(&error) => {}
        Err(error) => return Err(error),
    }
    Ok(())
}

/// True if the time of a search was over.
fn is_late(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| matches!(cause.downcast_ref(), Some(Error::TimedOut { .. })))
}

fn print(
    args: &Args,
    mark: Mark,
    ids: &[String],
    response: &SearchResponse,
    root: Option<&Path>,
) -> Result<()> {
    if args.count {
        let mut out = anstream::stdout().lock();
        writeln!(out, "{}", response.total)?;
        hits::write_counts(&mut out, response, args.facet_values, true)?;
        return Ok(());
    }
    if args.ids {
        let reader = Reader::of_stdout();
        let mut out = io::BufWriter::new(io::stdout().lock());
        for id in ids {
            writeln!(out, "{}", value(id, reader))?;
        }
        return Ok(out.flush()?);
    }
    let page = hits::Page { offset: args.offset, limit: args.limit, facet_values: args.facet_values };
    let mut out = anstream::stdout().lock();
    match args.output.format() {
        Format::Text => hits::write_text(&mut out, response, page, root)?,
        Format::Json => json::write_pretty(&mut out, response)?,
        Format::Markdown => markdown::write_hits(&mut out, response, args.offset, args.output.paths())?,
        format => {
            drop(out);
            let mut writer = on_stdout(format, mark, Rows::Hits, talk::today())?;
            for (number, hit) in (args.offset + 1..).zip(&response.hits) {
                let place = args.output.paths().of(hit.file.as_ref());
                writer.write(&Record::of_hit(hit, number).at(place, root))?;
            }
            writer.finish()?;
            if format == Format::Line && talk::is_on_terminal() {
                talk::say(&hits::summary(response, page));
            }
            return Ok(());
        }
    }
    Ok(out.flush()?)
}
