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

/// The articles and the declarations of a page's section on fields of one's own, and its rows: the count, and queries.
fn own_fields(page: &str) -> (Index, Vec<(u64, Vec<String>)>) {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
    let block = |kind: &str| page.split(kind).nth(1).unwrap().split("```").next().unwrap().to_owned();
    let (_, command) = page.split_once("jianbao index news.jsonl ").unwrap();
    let (command, _) = command.split_once('\n').unwrap();
    let declarations = command.split("--field ").skip(1);
    let builder =
        declarations.fold(Index::builder(), |builder, field| builder.field(field.trim().parse().unwrap()));
    let index = builder.in_memory().unwrap();
    let rows = std::io::Cursor::new(block("```jsonl\n").into_bytes());
    let options = jianbao::ingest::IndexOptions::default();
    let name = Path::new("rows");
    jianbao::ingest::index_json_lines(&index, rows, name, &Default::default(), &options, &mut |_| {})
        .unwrap();
    let counted = page.lines().filter_map(|line| {
        let (count, rest) = line.strip_prefix("| ")?.split_once(" | `")?;
        let queries = rest.split_once("` | ")?.0.split("` `").map(str::to_owned).collect();
        Some((count.parse().ok()?, queries))
    });
    (index, counted.collect())
}

#[test]
fn the_queries_by_fields_of_ones_own_find_as_many_articles_as_the_pages_say() {
    let (_, english) = own_fields("docs/search-syntax.md");
    let (index, chinese) = own_fields("docs/zh/search-syntax.md");
    assert_eq!(english, chinese);
    assert!(english.len() > 10, "{}", english.len());
    for (count, queries) in english {
        for query in queries {
            let request = SearchRequest::new(&query).today(Date::new(2025, 4, 10).unwrap());
            let response = index.search(&request).unwrap();
            assert_eq!((response.total, response.diagnostics.len()), (count, 0), "{query}");
        }
    }
}
