//! Every limit of a search is reported when it is reached, and has the documented effect.

use jianbao::search::{FacetField, SearchLimits};
use jianbao::{Article, Index, SearchRequest};

/// Articles with a number of their own each, from sources of their own.
fn index(articles: usize) -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for number in 0..articles {
        writer
            .add(Article {
                id: Some(format!("{number:04}")),
                title: Some(format!("夜市开张 bus{number:04}")),
                source: Some(format!("江城{number:04}报")),
                ..Article::default()
            })
            .unwrap();
        if number % 70 == 0 {
            writer.commit().unwrap();
        }
    }
    writer.finish().unwrap();
    index
}

#[test]
fn the_first_hits_are_listed_and_all_are_counted() {
    let index = index(50);
    let request = |offset: usize, limit: usize| {
        SearchRequest::new("夜市").limit(limit).offset(offset).limits(SearchLimits::default().hits(20))
    };
    let all = index.ids(&SearchRequest::new("夜市").limit(50)).unwrap();
    for (offset, limit, expect, is_told) in
        [(0, 20, 0..20, false), (0, 30, 0..20, true), (15, 10, 15..20, true), (20, 1, 20..20, true)]
    {
        let request = request(offset, limit);
        let response = index.search(&request).unwrap();
        assert_eq!(response.total, 50);
        assert_eq!(index.ids(&request).unwrap(), all[expect], "{offset} {limit}");
        let told = response.diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>();
        let expect = "a search lists at most 20 hits: the rest is omitted";
        assert_eq!(told, if is_told { vec![expect] } else { vec![] }, "{offset} {limit}");
    }
}

#[test]
fn expansions_share_one_bound_whatever_the_segments() {
    let index = index(300);
    let ids = |query: &str, terms: usize| {
        let request = SearchRequest::new(query).limit(1000);
        let request = request.limits(SearchLimits::default().expanded_terms(terms));
        let mut ids = index.ids(&request).unwrap();
        ids.sort();
        let told = index.search(&request.clone().limit(0)).unwrap().diagnostics;
        let explained = index.explain(&request, None).unwrap().diagnostics;
        assert_eq!(told, explained);
        (ids, told.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    let first = |count: usize| (0..count).map(|number| format!("{number:04}")).collect::<Vec<_>>();
    let said = |most: usize| vec![format!("* and ~ expand to at most {most} words: the rest is ignored")];
    assert_eq!(ids("bus*", 300), (first(300), vec![]));
    // The first in byte order, though every segment has some.
    assert_eq!(ids("bus*", 90), (first(90), said(90)));
    // A prefix that occurs twice is looked up once.
    assert_eq!(ids("bus* 或 (夜市 bus*)", 300).1, Vec::<String>::new());
    let (found, told) = ids("bus000* 或 bus01*", 40);
    assert_eq!((found.len(), told), (40, said(40)));
    assert_eq!(ids("bus*", 0), (vec![], said(0)));
}

#[test]
fn the_commonest_values_of_a_field_are_listed() {
    let index = index(30);
    let request = |values: usize| {
        let limits = SearchLimits::default().facet_values(values);
        SearchRequest::new("夜市").limit(0).facet(FacetField::Source).limits(limits)
    };
    let whole = index.search(&request(30)).unwrap();
    assert_eq!((whole.facets[0].values.len(), whole.diagnostics.len()), (30, 0));
    let cut = index.search(&request(7)).unwrap();
    assert_eq!(cut.facets[0].values, whole.facets[0].values[..7]);
    let told = cut.diagnostics[0].to_string();
    assert_eq!(told, "a facet lists at most 7 values: the rest is omitted");
}

#[test]
fn suggestions_can_be_switched_off() {
    let index = index(10);
    let request = SearchRequest::new("bus0003x");
    let with = index.search(&request).unwrap();
    assert!(!with.suggestions.is_empty());
    let without = index.search(&request.without_suggestions()).unwrap();
    assert!(without.suggestions.is_empty());
    assert_eq!((without.total, without.read_as), (with.total, with.read_as));
}
