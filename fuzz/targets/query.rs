//! Queries: any query is parsed, planned and answered, with diagnostics on character boundaries.

#![no_main]

use std::sync::LazyLock;

use jianbao::article::parse_page;
use jianbao::{Index, SearchRequest};
use libfuzzer_sys::fuzz_target;

const PAGE: &str = include_str!("../../examples/news/江城工报-2024-05-08-第3版.txt");

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let index = Index::in_memory().expect("memory is there");
    let mut writer = index.writer().expect("there is no other writer");
    for article in parse_page(PAGE).articles {
        writer.add(article).expect("an article is added");
    }
    writer.finish().expect("what is in memory is committed");
    index
});

fuzz_target!(|query: &str| {
    let request = SearchRequest::new(query).snippets(3).snippet_chars(40);
    let response = INDEX.search(&request).expect("any query is answered");
    for diagnostic in &response.diagnostics {
        assert!(query.get(diagnostic.span.clone()).is_some(), "{diagnostic:?}");
    }
    for hit in &response.hits {
        for snippet in hit.snippets.iter().chain([&hit.headline]) {
            for &[start, end] in &snippet.highlights {
                assert!(start < end && snippet.text.get(start..end).is_some(), "{snippet:?}");
            }
        }
    }
});
