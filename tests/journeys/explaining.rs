//! Explanations: the reading of a query, why an article matches or not, and suggestions for clauses
//! without matches.

use jianbao::article::Dateline;
use jianbao::search::ClauseVerdict;
use jianbao::{Article, Index, SearchRequest, Snippet};

fn index() -> Index {
    let article = |id: &str, title: &str, body: &str| Article {
        id: Some(id.into()),
        title: Some(title.into()),
        body: body.lines().map(str::to_owned).collect(),
        ..Article::default()
    };
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for article in [
        Article {
            reporters: vec!["沈一舟".into()],
            page: Some("6".into()),
            date: "2024-04-12".parse().ok(),
            dateline: Some(Dateline { place: Some("江城".into()), ..Dateline::default() }),
            ..article(
                "night",
                "图书馆开放夜场",
                "从本周五起，市图书馆开放到晚上十点半。\n读者说，下班后终于有了去处。",
            )
        },
        article("tea", "春茶上高铁", "上午采下的春茶，下午坐上高铁。\n雾溪镇的茶农说，今年的路近了。"),
        article(
            "sea",
            "渔民重建家园",
            "颱風過去三個月，漁民仍在修補漁船。The harbour network is open again.",
        ),
    ] {
        writer.add(article).unwrap();
    }
    writer.finish().unwrap();
    index
}

fn marked(snippet: &Snippet) -> Vec<&str> {
    snippet.highlights.iter().map(|&[start, end]| &snippet.text[start..end]).collect()
}

#[test]
fn a_query_is_shown_as_it_was_read_cut_planned_and_counted() {
    let explanation =
        index().explain(&SearchRequest::new("图书馆的夜场 （春茶 或 漁民） －上海"), None).unwrap();
    assert_eq!(explanation.ast, "图书馆的夜场 (春茶 或 漁民) -上海");
    let words: Vec<String> = explanation.segmentation.iter().map(|text| text.words.join("/")).collect();
    assert_eq!(words, ["图书馆/的/夜场", "春茶", "渔民"]);
    assert_eq!(explanation.plan, "图书馆 [的] 夜场 (春茶 或 渔民) -上海");
    assert_eq!(explanation.required, ["图书馆", "夜场"]);
    let counts: Vec<_> =
        explanation.clauses.iter().map(|c| (c.depth, c.clause.as_str(), c.articles)).collect();
    assert_eq!(
        counts,
        [
            (0, "图书馆", 1),
            (0, "[的]", 1),
            (0, "夜场", 1),
            (0, "春茶 或 渔民", 2),
            (1, "春茶", 1),
            (1, "渔民", 1),
            (0, "-上海", 3),
        ]
    );
    assert_eq!(explanation.total, 0);
}

#[test]
fn the_clause_that_fails_shows_what_comes_closest() {
    let index = index();
    let query = "春茶 “下班后终于有了着落” 标题:夜场 -十点半 记者:王伟 版:1 日期:2023";
    let verdict = index.explain(&SearchRequest::new(query), Some("night")).unwrap().article.unwrap();
    assert!(verdict.is_known && !verdict.matches && verdict.score.is_none());
    let clause = |name: &str| -> &ClauseVerdict {
        verdict.clauses.iter().find(|clause| clause.clause.contains(name)).unwrap()
    };
    assert!(!clause("春茶").holds && clause("春茶").closest.is_none());
    let closest = clause("着落").closest.as_ref().unwrap();
    assert_eq!(marked(closest), ["下班后终于有了"]);
    assert!(clause("夜场").holds && clause("夜场").score.is_some() && clause("夜场").closest.is_none());
    assert_eq!(marked(clause("十点半").closest.as_ref().unwrap()), ["十点半"], "what is forbidden is shown");
    assert_eq!(clause("王伟").values.as_deref(), Some(&["沈一舟".to_owned()][..]));
    assert_eq!(clause("版").values.as_deref(), Some(&["6".to_owned()][..]));
    assert_eq!(clause("日期").values.as_deref(), Some(&["2024-04-12".to_owned()][..]));
    let unknown = index.explain(&SearchRequest::new("春茶"), Some("nobody")).unwrap().article.unwrap();
    assert!(!unknown.is_known && !unknown.matches);
}

#[test]
fn the_scores_of_the_parts_are_those_of_the_whole() {
    let index = index();
    // Nothing to read a second time: a quote is next to no word.
    let request = SearchRequest::new("春茶 “高铁” -上海");
    let verdict = index.explain(&request, Some("tea")).unwrap().article.unwrap();
    assert!(verdict.matches);
    assert_eq!(verdict.score, Some(index.search(&request).unwrap().hits[0].score));
    assert!(verdict.clauses.iter().all(|clause| clause.holds && clause.score.is_some()));
}

#[test]
fn where_nothing_is_found_the_nearest_of_the_index_is_named() {
    let index = index();
    for (query, read_as, expect) in [
        ("“下班前终于”", "\"下班前终于\"", &[("\"下班前终于\"", "\"下班后终于\"")][..]),
        ("“圖書馆开门”", "\"圖書馆开门\"", &[("\"图书馆开门\"", "\"图书馆开放\"")]),
        ("记者:沈一周", "记者:沈一周", &[("记者:沈一周", "记者:沈一舟")]),
        ("地点:江", "地点:江", &[]),
        ("记者:沈", "记者:沈", &[("记者:沈", "记者:沈一舟")]),
        ("netwrok", "netwrok", &[("netwrok", "network")]),
        ("“雾溪镇的渔民重建”", "\"雾溪镇的渔民重建\"", &[("\"雾溪镇的渔民重建\"", "\"渔民重建\"")]),
        ("春茶 -高铁", "春茶 -高铁", &[]),
    ] {
        let response = index.search(&SearchRequest::new(query)).unwrap();
        let named: Vec<_> = (response.suggestions.iter())
            .filter_map(|s| Some((s.clause.as_str(), s.instead.first()?.clause.as_str())))
            .collect();
        assert_eq!(named, expect, "{query}");
        if response.total == 0 {
            assert_eq!(response.read_as, read_as, "{query}");
            for instead in response.suggestions.iter().flat_map(|s| &s.instead) {
                let found = index.search(&SearchRequest::new(&instead.clause)).unwrap();
                assert_eq!(found.total, instead.articles, "{}", instead.clause);
            }
        }
    }
    assert!(index.search(&SearchRequest::new("春茶")).unwrap().read_as.is_empty());
}
