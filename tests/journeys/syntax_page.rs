//! The queries of the syntax page find the documented number of articles.

use std::path::Path;

use jianbao::{Date, Index, SearchRequest, index_paths};

/// The queries of a row of a table and their documented number of articles; none for other lines.
fn row(line: &str) -> Option<(Vec<String>, usize)> {
    let cells: Vec<&str> = line.strip_prefix("| `")?.trim_end_matches(" |").split(" | ").collect();
    let (queries, count) = (cells.first()?, cells.last()?.parse().ok()?);
    let queries = queries.trim_end_matches('`').split("` `").map(|query| query.replace("\\|", "|")).collect();
    Some((queries, count))
}

#[test]
fn every_query_of_the_page_finds_as_many_articles_as_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/search-syntax.md")).unwrap();
    let index = Index::in_memory().unwrap();
    index_paths(&index, &[root.join("examples/news")], &mut |_| {}).unwrap();
    let mut rows = 0;
    let mut wrong = Vec::new();
    for (queries, count) in page.lines().filter_map(row) {
        rows += 1;
        for query in queries {
            let request = SearchRequest::new(&query).today(Date::new(2025, 4, 10).unwrap());
            let response = index.search(&request).unwrap();
            let is_inferred = response
                .diagnostics
                .iter()
                .all(|said| matches!(said.kind, jianbao::DiagnosticKind::YearInferred { .. }));
            if response.total != count || !is_inferred {
                wrong.push(format!("{query}: {} {:?}, said {count}", response.total, response.diagnostics));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows > 40, "{rows}");
}
