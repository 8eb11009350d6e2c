//! Indexing and search of the newspaper page with which this project began, if the page is beside the
//! project.

use std::path::Path;

use jianbao::{Index, Matching, SearchRequest, SearchResponse, index_paths};

use crate::skipping::skip;

fn index() -> Option<Index> {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/pages");
    if !pages.is_dir() {
        skip("corpus", format_args!("{} is not there", pages.display()));
        return None;
    }
    let page = std::fs::read_dir(&pages).unwrap().flatten().map(|entry| entry.path());
    let page = page.into_iter().find(|path| path.extension().is_some_and(|extension| extension == "txt"))?;
    let index = Index::in_memory().unwrap();
    let summary = index_paths(&index, &[page], &mut |_| {}).unwrap();
    assert_eq!(summary.articles, 9);
    Some(index)
}

fn search(index: &Index, query: &str) -> SearchResponse {
    index.search(&SearchRequest::new(query).matching(Matching::All)).unwrap()
}

#[test]
fn words_put_the_report_that_holds_them_first_and_mark_them() {
    let Some(index) = index() else { return };
    let response = search(&index, "困难职工 解困脱困");
    assert_eq!(response.hits[0].article.reporters, ["陈昌云"]);
    let snippet = &response.hits[0].snippets[0];
    let marked: Vec<&str> =
        snippet.highlights.iter().map(|&[start, end]| &snippet.text[start..end]).collect();
    assert!(marked.concat().contains("困难职工") && marked.concat().contains("解困脱困"), "{marked:?}");
}

#[test]
fn quotes_fields_and_other_spellings_behave_by_the_laws() {
    let Some(index) = index() else { return };
    let total = |query: &str| search(&index, query).total;
    assert_eq!(total("\"1.3万名\""), 1);
    assert_eq!(total("\"3万名\""), 0);
    assert_eq!(total("“知识的力量”"), 1);
    assert_eq!(total("「知識的力量」"), 1);
    assert_eq!(total("“當地政府”"), 1, "across the break of a column");
    assert_eq!(total("记者:王伟"), 1);
    assert_eq!(total("地点:南京"), 1);
    assert_eq!(total("地点:江苏"), 1, "the province of the dateline's place");
    assert_eq!(total("ＩＰ"), 1);
    assert_eq!(total("ip"), 1);
    assert_eq!(total("總工會"), total("总工会"));
    assert_eq!(total("\"总工会\""), 7);
}
