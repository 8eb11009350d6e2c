//! `jianbao remove`: removes articles from the index.
//!
//! A query removes exactly its matches. If a part of the query was not understood, nothing is removed, because the query
//! without this part would match more articles. A query with many matches asks for confirmation. The writer's lock is not held
//! during the question. The search is therefore repeated under the lock. If it then finds other articles than those in the
//! question, nothing is removed. The search and the removal see the same commit.

use std::collections::HashSet;
use std::io::{self, BufRead, IsTerminal, Write};

use anyhow::{Result, bail};
use jianbao::search::Segmented;
use jianbao::{Article, Date, Matching, SearchRequest};

use crate::formats::{ArticleFormatArgs, Format, Record, Rows, on_stdout};
use crate::global::Global;
use crate::hits::{HEADLINE_CHARS, when, write_named};
use crate::location;
use crate::outcome::Outcome;
use crate::period::TodayArg;
use crate::report;
use crate::searchable::Searchable;
use crate::searched::limits_for;
use crate::talk;
use crate::text::{Reader, one_line};
use crate::texts::messages;

/// Maximum number of articles that a query removes without asking.
const MAX_UNASKED: usize = 10;

/// Remove articles from the index
///
/// Files are not changed, and still count as indexed. `jianbao index --reread PATH` reads them again
/// and restores the articles. A run after a change of a file also restores its articles.
///
/// If a query matches more than ten articles, the command asks for confirmation. Without a terminal it
/// needs --yes.
///
///   jianbao remove --query 台风 --dry-run
///   jianbao remove --query 台风 --yes
///   jianbao remove jc-20240320-07
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
#[command(group = clap::ArgGroup::new("which").required(true).args(["ids", "query"]))]
pub(crate) struct Args {
    /// Ids of the articles, which are removed without confirmation
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// Remove every article with all words of this query
    #[arg(long, value_name = "QUERY")]
    query: Option<String>,
    /// Print the articles without removing them; if stdout is not a terminal, as id, title and date separated by tabs
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    today: TodayArg,
    #[command(flatten)]
    output: ArticleFormatArgs,
    /// Remove any number of articles without confirmation
    #[arg(long)]
    yes: bool,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let index = location::open_any(global)?;
    let Some(query) = &args.query else {
        let mut seen = HashSet::new();
        let ids: Vec<&String> = args.ids.iter().filter(|id| seen.insert(*id)).collect();
        return if args.dry_run { list(&index, ids, &args.output) } else { take_out(&index, ids) };
    };
    let request = request(query, args.today.day()?);
    let found = found(&index, &request)?;
    if args.dry_run {
        return list(&index, &found, &args.output);
    }
    if found.is_empty() {
        talk::say(&messages::taken_out(0));
        return Ok(Outcome::NothingFound);
    }
    if found.len() > MAX_UNASKED && !args.yes {
        if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            bail!(messages::would_take_out_many(found.len()));
        }
        if !is_agreed(found.len())? {
            talk::say(&messages::taken_out(0));
            return Ok(Outcome::NothingFound);
        }
    }
    take_out_found(&index, &request, found)
}

/// The ids of the matching articles; none if the query was not fully understood.
fn found(index: &Searchable, request: &SearchRequest) -> Result<Vec<String>> {
    let query = &request.query;
    let explanation = index.explain(request, None)?;
    let unasked: Vec<&Segmented> =
        explanation.segmentation.iter().filter(|text| text.words.is_empty()).collect();
    if !explanation.diagnostics.is_empty() || !unasked.is_empty() {
        report::diagnostics(query, &explanation.diagnostics);
        for Segmented { text, .. } in unasked {
            report::note(&messages::asks_nothing(&one_line(text)));
        }
        bail!(messages::not_understood_whole());
    }
    match index {
        Searchable::Folder(index) => Ok(index.ids(request)?),
        // A page of a cluster has an end.
        #[cfg(feature = "remote")]
        Searchable::Cluster(index) => Ok(index.matching_ids(request)?.into_iter().collect()),
    }
}

fn request(query: &str, today: Date) -> SearchRequest {
    SearchRequest::new(query)
        .matching(Matching::All)
        .limit(usize::MAX)
        .limits(limits_for(0, usize::MAX))
        .snippets(0)
        .today(today)
}

/// Asks on the terminal. Anything but yes is no, the end of the input too.
fn is_agreed(count: usize) -> Result<bool> {
    let mut terminal = io::stderr().lock();
    write!(terminal, "{} ", messages::may_take_out(count))?;
    terminal.flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "是"))
}

/// Prints the articles, and does not remove them.
fn list<'i>(
    index: &Searchable,
    ids: impl IntoIterator<Item = &'i String>,
    output: &ArticleFormatArgs,
) -> Result<Outcome> {
    if output.format() != Format::Text {
        return list_in_format(index, ids, output);
    }
    let reader = Reader::of_stdout();
    let mut out = anstream::stdout().lock();
    let mut count = 0;
    for id in ids {
        let Some(article) = index.get(id)? else {
            talk::say(&messages::unknown_id(id));
            continue;
        };
        count += 1;
        match reader {
            Reader::Terminal => write_named(&mut out, &article, id)?,
            Reader::Program => writeln!(out, "{}", line_of(id, &article))?,
        }
    }
    out.flush()?;
    talk::say(&messages::would_take_out(count));
    Ok(Outcome::of_count(count))
}

fn list_in_format<'i>(
    index: &Searchable,
    ids: impl IntoIterator<Item = &'i String>,
    output: &ArticleFormatArgs,
) -> Result<Outcome> {
    let mut writer = on_stdout(output.format(), output.mark()?, Rows::Articles, talk::today())?;
    for id in ids {
        match index.get(id)? {
            Some(article) => {
                let place = index.place(output.paths(), id)?;
                writer.write(&Record::of_article(&article, writer.next_number()).at(place.as_ref(), None))?;
            }
            None => talk::say(&messages::unknown_id(id)),
        }
    }
    let count = writer.next_number() - 1;
    writer.finish()?;
    talk::say(&messages::would_take_out(count));
    Ok(Outcome::of_count(count))
}

fn line_of(id: &str, article: &Article) -> String {
    let date = when(article).unwrap_or_default();
    format!("{}\t{}\t{date}", one_line(id), one_line(&article.headline(HEADLINE_CHARS)))
}

/// Removes articles by their ids.
fn take_out<'i>(index: &Searchable, ids: impl IntoIterator<Item = &'i String>) -> Result<Outcome> {
    let index = match index {
        Searchable::Folder(index) => index,
        #[cfg(feature = "remote")]
        Searchable::Cluster(index) => {
            let ids: Vec<&str> = ids.into_iter().map(String::as_str).collect();
            return take_out_of_cluster(index, &ids);
        }
    };
    let mut writer = index.writer()?;
    let mut count = 0;
    for id in ids {
        if writer.remove(id)? {
            count += 1;
        } else {
            talk::say(&messages::unknown_id(id));
        }
    }
    // Without a change there is no commit.
    if count > 0 {
        writer.finish()?;
    }
    talk::say(&messages::taken_out(count));
    Ok(Outcome::of_count(count))
}

/// Removes the results of a query, if it still finds exactly those.
fn take_out_found(index: &Searchable, request: &SearchRequest, mut expected: Vec<String>) -> Result<Outcome> {
    let index = match index {
        Searchable::Folder(index) => index,
        // Nothing keeps others from writing to a cluster meanwhile.
        #[cfg(feature = "remote")]
        Searchable::Cluster(index) => {
            let found: Vec<String> = index.matching_ids(request)?.into_iter().collect();
            expected.sort_unstable();
            if found != expected {
                bail!(messages::changed_meanwhile());
            }
            return take_out_of_cluster(index, &found.iter().map(String::as_str).collect::<Vec<_>>());
        }
    };
    let mut writer = index.writer()?;
    // The writer has loaded the last commit, and nobody makes another until it is done.
    let mut found = index.ids(request)?;
    found.sort_unstable();
    expected.sort_unstable();
    if found != expected {
        bail!(messages::changed_meanwhile());
    }
    for id in &found {
        writer.remove(id)?;
    }
    writer.finish()?;
    talk::say(&messages::taken_out(found.len()));
    Ok(Outcome::of_count(found.len()))
}

/// Removes articles of a cluster by their ids.
#[cfg(feature = "remote")]
fn take_out_of_cluster(index: &jianbao::remote::RemoteIndex, ids: &[&str]) -> Result<Outcome> {
    let unknown = index.remove(ids, crate::cluster::version_of_now())?;
    for id in &unknown {
        talk::say(&messages::unknown_id(id));
    }
    let count = ids.len() - unknown.len();
    talk::say(&messages::taken_out(count));
    Ok(Outcome::of_count(count))
}
