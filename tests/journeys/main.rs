//! Journeys through the façade, one binary. The list of modules is the catalogue.

#![expect(clippy::unwrap_used, reason = "a failed step ends the test, and the panic says where")]

/// Contents of a response: order, pages, missing words, counts, marks.
mod answers;
/// The public API is the recorded one.
mod api;
/// Dependencies between the crates go down only.
mod arrows;
/// The pages for contributors name files, tests and variables that exist.
mod contributing;
/// Malicious indexes.
mod crafted;
/// Corruption is found wherever it is, reported as such, and repaired from the stored articles.
mod damage;
/// Explanations: the reading of a query, why an article matches or not, and suggestions if nothing does.
mod explaining;
/// The tours of the façade and of its modules link every exported name.
mod facade;
/// Names that are not UTF-8 are distinct in the index as on the disk.
#[cfg(unix)]
mod file_names;
/// Files of the user in an index folder are unchanged.
mod foreign;
/// An index of another version is refused with the remedy, or upgraded.
mod formats;
/// An oracle that searches like grep, and the articles for both.
mod grep;
/// Mutated bytes and queries, for everything that reads untrusted input.
mod hostile;
/// Files go, move and break off; an export gives the same index.
mod incremental;
/// Both ways from JSON to an article read the same.
mod json_doors;
/// Quotes and words find the same as a grep over normalised text.
mod laws;
/// Every error, diagnostic and warning has a Chinese sentence, and none names a command.
mod messages;
/// Queries of every kind of clause, at random, find the same as a scan.
mod mixed_laws;
/// Numbers of added articles, and names of unknown fields.
mod numbers;
/// Fields of one's own find, sort and count what a plain program does.
mod own_fields;
/// Packages as they are published.
mod packages;
/// Pages in the house styles of many papers are split into the articles that a person marked on them.
mod pages;
/// Places of articles in their files.
mod places;
/// The documented JSON format of requests and responses.
mod promises;
/// Queries as readers type them.
mod readers;
/// The two READMEs have the same commands.
mod readme;
/// Articles of the same text, folded under one.
mod reprints;
/// A rebuild keeps every intact article, and names the others.
mod salvage;
/// Every limit of a search is reported when it is reached.
mod search_limits;
/// The page this project starts from.
mod seed_page;
/// Unquoted text is read over quotation marks, dots and dashes.
mod signs;
/// Needs that a machine may lack: a test is skipped, or fails if they are required.
#[path = "../skipping.rs"]
mod skipping;
/// The queries of the syntax page find the documented number of articles.
mod syntax_page;
/// Searches from many threads beside a writer.
mod threads;
/// Order by relevance: as typed, in order, the rest.
mod tiers;
/// A search beyond its time limit is an error, not a partial answer.
mod time_limit;
/// One moment has one day in every format, and orders its article within the day.
mod times;
/// Files come, change and go; the index follows.
mod updates;
/// Wording of file openings, doc comments and documentation pages.
mod wording;
