//! The documented JSON format of requests and responses: a field may be added, but none renamed or removed.

use jianbao::article::Dateline;
use jianbao::search::{FacetField, Interval, Reprints};
use jianbao::{Article, Index, Matching, SearchRequest, SearchResponse, Sort};
use serde_json::{Value, json};

#[test]
fn a_request_has_these_fields_and_defaults() {
    let default = json!({
        "query": "", "matching": "fill", "as_typed": "first", "limit": 10, "offset": 0, "sort": "relevance", "reprints": "show",
        "recency_half_life_days": null, "snippets": 1, "snippet_chars": 80, "bodies": "leave-out", "from": null, "to": null, "added_after": null, "today": null, "facets": [], "histogram": null, "timeout_ms": null,
        "sort_by": null, "collapse": null, "field_facets": [], "field_histograms": [], "summaries": [],
        "suggestions": true, "limits": {"clauses": 1024, "expanded_terms": 16384, "hits": 100_000, "facet_values": 10_000},
    });
    assert_eq!(serde_json::to_value(SearchRequest::default()).unwrap(), default);
    let empty: SearchRequest = serde_json::from_value(json!({})).unwrap();
    assert_eq!(empty, SearchRequest::default(), "what is not written has its default");
    let full = json!({
        "query": "雨后", "matching": "all", "as_typed": "only", "limit": 3, "offset": 1, "sort": "oldest", "reprints": "fold",
        "recency_half_life_days": 30, "snippets": 2, "snippet_chars": 40, "bodies": "include", "from": "2024-01-01", "to": "2024-12-31", "added_after": 7, "today": "2025-01-01",
        "facets": ["source", "section", "place", "page", "reporter", "year", "month"], "histogram": "day", "timeout_ms": 500,
        "sort_by": {"field": "浏览", "direction": "ascending"}, "collapse": "标签", "field_facets": ["标签"],
        "field_histograms": [{"field": "浏览", "step": "10"}], "summaries": ["浏览"],
        "suggestions": false, "limits": {"clauses": 1, "expanded_terms": 2, "hits": 3, "facet_values": 4},
    });
    let read: SearchRequest = serde_json::from_value(full.clone()).unwrap();
    assert_eq!((read.matching, read.sort, read.reprints), (Matching::All, Sort::Oldest, Reprints::Fold));
    assert_eq!(serde_json::to_value(&read).unwrap(), full);
}

fn index() -> Index {
    let body =
        ["春茶上市，山里的人起得很早，茶农说今年的春茶比去年早。", "高铁通了，山里到城里只要一个小时。"];
    let article = |id: &str, date: &str| Article {
        id: Some(id.into()),
        kicker: Some("好茶出山".into()),
        title: Some("春茶上市".into()),
        subtitle: Some("早四天".into()),
        body: body.map(str::to_owned).to_vec(),
        source: Some("江城日报".into()),
        page: Some("3".into()),
        date: date.parse().ok(),
        dateline: Some(Dateline { place: Some("青川".into()), ..Dateline::default() }),
        reporters: vec!["林小满".into()],
        ..Article::default()
    };
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    writer.add(article("tea-2", "2024-03-21")).unwrap();
    writer.add(article("tea-1", "2024-03-20")).unwrap();
    writer.finish().unwrap();
    index
}

/// A response as JSON, without the parts that differ between runs.
fn shape(response: &SearchResponse) -> Value {
    let mut value = serde_json::to_value(response).unwrap();
    assert!(value["took_us"].is_u64());
    value["took_us"] = json!(0);
    for hit in value["hits"].as_array_mut().unwrap() {
        assert!(hit["score"].is_f64());
        hit["score"] = json!(1.0);
    }
    value
}

#[test]
fn a_response_has_these_fields() {
    let request = SearchRequest::new("春茶 ) 日期:3月20日..3月21日")
        .today(jianbao::Date::new(2024, 5, 1).unwrap())
        .reprints(Reprints::Fold)
        .facet(FacetField::Source)
        .histogram(Interval::Month);
    let response = index().search(&request).unwrap();
    let expect = json!({
        "total": 2,
        "partial_hits": 0,
        "hits": [{
            "id": "tea-2",
            "score": 1.0,
            "missing": [],
            "headline": {"text": "好茶出山 春茶上市 早四天", "highlights": [[13, 19]]},
            "reprints": ["tea-1"],
            "snippets": [{
                "text": "春茶上市，山里的人起得很早，茶农说今年的春茶比去年早。",
                "highlights": [[0, 6], [60, 66]],
            }],
            "kicker": "好茶出山", "title": "春茶上市", "subtitle": "早四天", "source": "江城日报", "page": "3",
            "date": "2024-03-21", "dateline": {"place": "青川", "month": null, "day": null},
            "reporters": ["林小满"], "kind": "report",
        }],
        "facets": [{"field": "source", "values": [{"value": "江城日报", "count": 2}]}],
        "histogram": [{"period": "2024-03", "count": 2}],
        "took_us": 0,
        "diagnostics": [
            {
                "code": "unopened-bracket",
                "message": "the closing bracket has no opening bracket: ignored",
                "span": [7, 8],
            },
            {
                "code": "year-inferred",
                "written": "3月20日..3月21日",
                "meant": "2024-03-20..2024-03-21",
                "message": "3月20日..3月21日 has no year: read as 2024-03-20..2024-03-21",
                "span": [9, 36],
            },
        ],
    });
    assert_eq!(shape(&response), expect);
    let again: SearchResponse = serde_json::from_value(serde_json::to_value(&response).unwrap()).unwrap();
    assert_eq!(again, response);
}

#[test]
fn no_field_of_an_article_takes_the_place_of_a_hits_own() {
    let own = json!({
        "title": "夜市亮灯", "score": 0.87, "snippets": ["x"], "missing": false, "reprints": 3, "headline": "旧标题",
        "extra": {"a": 1}, "views": 7,
    });
    let (mut article, _) = jianbao::ingest::article_from_json(own.as_object().unwrap().clone());
    article.id = Some("1".into());
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    writer.add(article).unwrap();
    writer.finish().unwrap();
    let response = index.search(&SearchRequest::new("夜市")).unwrap();
    let text = serde_json::to_string(&response).unwrap();
    // Each name occurs once, so every JSON reader gets the same result.
    for name in ["score", "snippets", "missing", "headline"] {
        let own = text.matches(&format!("\"{name}\":")).count();
        assert!(own <= 2, "{name}: {text}");
    }
    let again: SearchResponse = serde_json::from_str(&text).unwrap();
    assert_eq!(again, response);
    let hit = &serde_json::from_str::<Value>(&text).unwrap()["hits"][0];
    assert!(hit["score"].is_f64() && hit["score"] != json!(0.87) && hit["snippets"].is_array());
    assert_eq!((&hit["extra"]["score"], &hit["extra"]["views"]), (&json!(0.87), &json!(7)));
    assert_eq!(response.hits[0].article.extra["score"], 0.87);
}

#[test]
fn a_response_without_a_match_says_how_the_query_was_read() {
    let response =
        index().search(&SearchRequest::new("記者:林小滿 “春茶上街”").matching(Matching::All)).unwrap();
    let expect = json!({
        "total": 0,
        "partial_hits": 0,
        "hits": [],
        "took_us": 0,
        "read_as": "记者:林小滿 \"春茶上街\"",
        "suggestions": [{
            "clause": "\"春茶上街\"",
            "instead": [
                {"clause": "\"春茶上市\"", "articles": 2},
                {"clause": "\"春茶上\"", "articles": 2},
            ],
        }],
    });
    assert_eq!(shape(&response), expect);
}

#[test]
fn pages_put_together_are_the_list_whatever_their_size() {
    let mut random = crate::grep::Random(5);
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for number in 0..120 {
        let words = ["雨后", "街上", "春茶"];
        let body: String = (0..1 + random.below(6)).map(|_| *random.pick(&words)).collect();
        let date = format!("2024-{:02}-{:02}", 1 + random.below(3), 1 + random.below(9));
        let date = if random.below(6) == 0 { None } else { date.parse().ok() };
        let id = Some(format!("{number}"));
        writer.add(Article { id, body: vec![body], date, ..Article::default() }).unwrap();
        if random.below(25) == 0 {
            writer.commit().unwrap();
        }
    }
    writer.finish().unwrap();
    for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
        let all = SearchRequest::new("雨后 春茶").sort(sort).limit(1000);
        let list = index.search(&all).unwrap().hits;
        for _ in 0..5 {
            let size = 1 + random.below(40);
            let paged: Vec<_> = (0..120)
                .step_by(size)
                .flat_map(|offset| index.search(&all.clone().limit(size).offset(offset)).unwrap().hits)
                .collect();
            assert_eq!(paged, list, "{sort:?}, pages of {size}");
        }
    }
}
