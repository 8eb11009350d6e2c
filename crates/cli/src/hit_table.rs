//! Hits as a table of comma-separated values, one hit a row, with a heading row.

use std::io::Write;

use anyhow::Result;
use jianbao::SearchResponse;

/// The columns, named as in JSON. Where a field has several values they are joined by semicolons.
const COLUMNS: [&str; 12] = [
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
];

/// Writes the hits as a table.
pub(crate) fn write_hits(out: &mut impl Write, response: &SearchResponse) -> Result<()> {
    let mut table = csv::Writer::from_writer(&mut *out);
    table.write_record(COLUMNS)?;
    for hit in &response.hits {
        let article = &hit.article;
        let of = |text: &Option<String>| text.clone().unwrap_or_default();
        let place = article.dateline.as_ref().and_then(|dateline| dateline.place.clone());
        let snippets: Vec<&str> = hit.snippets.iter().map(|snippet| snippet.text.as_str()).collect();
        table.write_record([
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
        ])?;
    }
    table.flush()?;
    Ok(())
}
