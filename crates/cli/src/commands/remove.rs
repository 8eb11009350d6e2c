//! `jianbao remove`: take articles out of the index.

use anyhow::Result;
use jianbao::{Matching, SearchRequest};

use crate::Global;
use crate::location;
use crate::outcome::Outcome;
use crate::report;
use crate::talk;
use crate::texts::messages;

/// Take articles out of the index
///
/// An article whose file is indexed again comes back when the file has changed.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("which").required(true).args(["ids", "query"]))]
pub(crate) struct Args {
    /// The ids of the articles
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// Take out every article that matches this query, with every word
    #[arg(long, value_name = "QUERY")]
    query: Option<String>,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let index = location::open(global)?;
    let mut writer = index.writer()?;
    let mut ids = args.ids.clone();
    if let Some(query) = &args.query {
        let request = SearchRequest::new(query)
            .matching(Matching::All)
            .limit(usize::MAX)
            .snippets(0, 0)
            .today(talk::today());
        let response = index.search(&request)?;
        report::diagnostics(query, &response.diagnostics);
        ids.extend(response.hits.into_iter().map(|hit| hit.id));
    }
    let mut removed = 0;
    for id in &ids {
        if writer.remove(id)? {
            removed += 1;
        } else {
            talk::say(&messages::unknown_id(id));
        }
    }
    writer.finish()?;
    talk::say(&messages::taken_out(removed));
    Ok(Outcome::of_count(removed))
}
