//! Journeys through the façade, one binary. The list of modules is the catalogue.

#![expect(clippy::unwrap_used, reason = "a failed step ends the test, and the panic says where")]

/// Contents of a response: order, pages, missing words, counts, marks.
mod answers;
/// The arrows between the crates go down only.
mod arrows;
/// An index that somebody made to harm its readers.
mod crafted;
/// Corruption is found wherever it lies, told as damage, and mended from what is stored.
mod damage;
/// Explanations: the reading of a query, why an article matches or not, and suggestions if nothing does.
mod explaining;
/// The tour of the façade links everything it gives.
mod facade;
/// Names that are not UTF-8 are as many in the index as on the disk.
#[cfg(unix)]
mod file_names;
/// Foreign files in an index folder stay as they are.
mod foreign;
/// An index of another version is refused with the command that helps, or brought up to date.
mod formats;
/// A grep that knows nothing of the index, and the articles that both look through.
mod grep;
/// Mutated bytes and queries, through everything that reads what strangers wrote.
mod hostile;
/// Files go, move and break off; what is exported is the same index.
mod incremental;
/// Quotes and words find what a grep over normalised text finds.
mod laws;
/// Queries of every kind of clause, at random, find what a scan finds.
mod mixed_laws;
/// Pages in the manner of many papers fall into the articles that a person marked on them.
mod pages;
/// The shapes of requests and responses as JSON, which are promised.
mod promises;
/// The two READMEs hold the same commands.
mod readme;
/// Articles of the same text, folded under one.
mod reprints;
/// A rebuild keeps every article that is sound, and names the others.
mod salvage;
/// Every bound of a search is told when it is reached.
mod search_limits;
/// The page this project starts from.
mod seed_page;
/// The queries of the page on the query language find what it says.
mod syntax_page;
/// Searches from many threads beside a writer.
mod threads;
/// A search that takes longer than it may is an error, not half an answer.
mod time_limit;
/// Files come, change and go; the index follows.
mod updates;
/// Wording of file openings, doc comments and documentation pages.
mod wording;
