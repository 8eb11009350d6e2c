//! The queries of the syntax pages find the documented number of articles, in both languages.

use std::path::Path;

use jianbao::{Date, Index, SearchRequest, index_paths};

/// The queries of a row of a table and their documented number of articles; none for other lines.
fn row(line: &str) -> Option<(Vec<String>, u64)> {
    let cells: Vec<&str> = line.strip_prefix("| `")?.trim_end_matches(" |").split(" | ").collect();
    let (queries, count) = (cells.first()?, cells.last()?.parse().ok()?);
    let queries = queries.trim_end_matches('`').split("` `").map(|query| query.replace("\\|", "|")).collect();
    Some((queries, count))
}

/// The rows of a page, in its order.
fn rows(page: &str) -> Vec<(Vec<String>, u64)> {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
    page.lines().filter_map(row).collect()
}

#[test]
fn both_pages_hold_the_same_queries_with_the_same_counts() {
    let english = rows("docs/search-syntax.md");
    let chinese = rows("docs/zh/search-syntax.md");
    for (english, chinese) in english.iter().zip(&chinese) {
        assert_eq!(english, chinese);
    }
    assert_eq!(english.len(), chinese.len());
}

#[test]
fn every_query_of_the_page_finds_as_many_articles_as_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let index = Index::in_memory().unwrap();
    index_paths(&index, &[root.join("examples/news")], &mut |_| {}).unwrap();
    let rows = rows("docs/search-syntax.md");
    assert!(rows.len() > 40, "{}", rows.len());
    let mut wrong = Vec::new();
    for (queries, count) in rows {
        for query in queries {
            let request = SearchRequest::new(&query).today(Date::new(2025, 4, 10).unwrap());
            let response = index.search(&request).unwrap();
            let is_inferred = response
                .diagnostics
                .iter()
                .all(|said| matches!(said.kind, jianbao::search::DiagnosticKind::YearInferred { .. }));
            if response.total != count || !is_inferred {
                wrong.push(format!("{query}: {} {:?}, said {count}", response.total, response.diagnostics));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
