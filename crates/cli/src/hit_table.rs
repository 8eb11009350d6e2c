//! Hits as CSV, one hit per row, with a header row.

use std::io::Write;

use anyhow::Result;
use jianbao::SearchResponse;

use crate::file_place::{self, Paths};
use crate::text::{Reader, value};

/// The columns, named as in JSON. Several values of a field are joined by semicolons.
const COLUMNS: [&str; 13] = [
    "id",
    "date",
    "source",
    "section",
    "page",
    "place",
    "reporters",
    "title",
    "snippet",
    "missing",
    "score",
    "url",
    "time",
];

/// The byte order mark by which spreadsheets detect UTF-8; without it Excel reads a table as GBK in China.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A value that no spreadsheet takes for a formula. One that begins like a formula gets a `'` before it,
/// which marks text in spreadsheets.
fn guarded(mut value: String) -> String {
    if value.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        value.insert(0, '\'');
    }
    value
}

/// Writes the hits as a table; the files are in a column behind the others.
pub(crate) fn write_hits(
    out: &mut impl Write,
    response: &SearchResponse,
    reader: Reader,
    paths: Paths,
) -> Result<()> {
    let mut table = csv::Writer::from_writer(&mut *out);
    let is_given = paths == Paths::Give;
    table.write_record(COLUMNS.iter().copied().chain(is_given.then_some("file")))?;
    for hit in &response.hits {
        let article = &hit.article;
        let of = |text: &Option<String>| text.clone().unwrap_or_default();
        let place = article.dateline.as_ref().and_then(|dateline| dateline.place.clone());
        let snippets: Vec<&str> = hit.snippets.iter().map(|snippet| snippet.text.as_str()).collect();
        let values = [
            hit.id.clone(),
            article.date.map(|date| date.to_string()).unwrap_or_default(),
            of(&article.source),
            of(&article.section),
            of(&article.page),
            place.unwrap_or_default(),
            article.reporters.join(";"),
            hit.headline.text.clone(),
            snippets.join(" "),
            hit.missing.join(";"),
            hit.score.to_string(),
            of(&article.url),
            article.time.map(|time| time.to_string()).unwrap_or_default(),
        ];
        let file = is_given.then(|| hit.file.as_ref().map(file_place::text_of).unwrap_or_default());
        let cells = values.into_iter().chain(file).map(guarded);
        table.write_record(cells.map(|cell| value(&cell, reader).into_owned()))?;
    }
    table.flush()?;
    Ok(())
}
