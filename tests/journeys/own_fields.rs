//! Fields of one's own, drawn at random, compared with a plain program over the same articles.

mod counted;
mod drawn;
mod oracle;

use std::collections::BTreeSet;

use jianbao::article::FieldDeclaration;
use jianbao::index::Loss;
use jianbao::{Article, Index, Matching, SearchRequest, SearchResponse};
use serde_json::json;

use counted::Counted;
use drawn::{Draw, World};
use oracle::OracleArticle;

/// Worlds (fields and articles), and requests to each.
const WORLDS: u64 = 100;
const REQUESTS: usize = 200;

#[test]
fn drawn_requests_get_what_a_plain_program_computes() {
    let (mut found, mut asked, mut collapsed) = (0, 0, 0);
    for seed in 0..WORLDS {
        let mut draw = Draw::new(seed);
        let world = World::drawn(&mut draw);
        let index = world.index(&mut draw);
        for _ in 0..REQUESTS {
            let clause = world.clause(&mut draw, 3);
            let query = clause.written(&world, &mut draw);
            let matches: Vec<&OracleArticle> = world.matches(&clause).collect();
            let counted = Counted::drawn(&world, &mut draw);
            let request = SearchRequest::new(&query).matching(Matching::All).limit(1000);
            let request = counted.requested(request, &world, &mut draw);
            let response = index.search(&request).unwrap();
            let expect: BTreeSet<&str> = matches.iter().map(|article| article.id.as_str()).collect();
            let ids: BTreeSet<&str> = response.hits.iter().map(|hit| hit.id.as_str()).collect();
            assert_eq!(ids, expect, "world {seed}, {query}, {:?}", response.diagnostics);
            assert_eq!((response.total, response.hits.len()), (expect.len() as u64, expect.len()), "{query}");
            counted.check(&world, &matches, &response, &query);
            if draw.is_one_in(3) {
                let field = world.compared_field(&mut draw);
                let (offset, limit) = (draw.below(3), draw.below(6));
                let asked = request.collapse(world.name(field, &mut draw)).offset(offset).limit(limit);
                let page = index.search(&asked).unwrap();
                check_collapsed(&world, field, &response, &page, (offset, limit));
                collapsed += usize::from(
                    page.hits.iter().any(|hit| hit.collapsed.as_ref().is_some_and(|c| c.more > 0)),
                );
            }
            found += usize::from(!expect.is_empty());
            asked += 1;
        }
    }
    assert_eq!(asked, 20_000);
    assert!(found > asked / 4, "{found} of {asked} found something");
    assert!(collapsed > 1000, "{collapsed} pages had several articles of one value");
}

/// The page of collapsed hits has the first hit of each value, with the number of the others.
fn check_collapsed(
    world: &World,
    field: usize,
    all: &SearchResponse,
    page: &SearchResponse,
    (offset, limit): (usize, usize),
) {
    let group = |id: &str| world.article_of(id).group(field);
    let mut kept: Vec<(&str, Option<String>, u64)> = Vec::new();
    for hit in &all.hits {
        let value = group(&hit.id);
        match kept.iter_mut().find(|(_, known, _)| known.is_some() && *known == value) {
            Some((_, _, more)) => *more += 1,
            None => kept.push((&hit.id, value, 0)),
        }
    }
    assert_eq!(page.groups, Some(kept.len() as u64));
    assert_eq!(page.total, all.total);
    let expect: Vec<_> = kept
        .into_iter()
        .skip(offset)
        .take(limit)
        .map(|(id, value, more)| (id, value.map(|_| more)))
        .collect();
    let found: Vec<_> =
        page.hits.iter().map(|hit| (hit.id.as_str(), hit.collapsed.as_ref().map(|of| of.more))).collect();
    assert_eq!(found, expect);
}

#[test]
fn a_filter_never_scores() {
    for seed in 0..10 {
        let mut draw = Draw::new(seed);
        let world = World::drawn(&mut draw);
        let index = world.index(&mut draw);
        let scores = |query: &str| {
            let request = SearchRequest::new(query).matching(Matching::All).limit(1000);
            let hits = index.search(&request).unwrap().hits;
            hits.into_iter().map(|hit| (hit.id, hit.score.to_bits())).collect::<Vec<_>>()
        };
        let alone = scores("春茶");
        for _ in 0..20 {
            let filter = world.filter_of_values(&mut draw).written(&world, &mut draw);
            for (id, score) in scores(&format!("春茶 ({filter})")) {
                assert!(alone.contains(&(id, score)), "{filter}");
            }
        }
    }
}

fn article(id: &str, extra: serde_json::Value) -> Article {
    let serde_json::Value::Object(extra) = extra else { panic!("no object") };
    Article { id: Some(id.to_owned()), title: Some("夜市亮灯".to_owned()), extra, ..Article::default() }
}

fn ids(index: &Index, query: &str) -> Vec<String> {
    index.ids(&SearchRequest::new(query).limit(100)).unwrap()
}

#[test]
fn a_rebuild_keeps_adds_changes_and_removes_fields_from_what_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    let index = Index::builder().field("标签:keyword".parse().unwrap()).create(&path).unwrap();
    let mut writer = index.writer().unwrap();
    writer.add(article("a", json!({"标签": "快讯", "views": "1.2万"}))).unwrap();
    writer.add(article("b", json!({"标签": ["快讯", "夜市"], "views": 7, "top": true}))).unwrap();
    writer.finish().unwrap();
    drop(index);
    assert!(ids(&Index::open(&path).unwrap(), "views:>1万").is_empty());

    let views: FieldDeclaration = "浏览,views:integer".parse().unwrap();
    let index = Index::builder().field(views.clone()).rebuild(&path).unwrap().index;
    assert_eq!(ids(&index, "views:>1万"), ["a"]);
    assert_eq!(ids(&index, "标签:夜市"), ["b"]);
    let index = Index::rebuild(&path, None).unwrap().index;
    assert_eq!(index.own_fields().iter().map(FieldDeclaration::name).collect::<Vec<_>>(), ["标签", "浏览"]);
    assert_eq!(ids(&index, "浏览:7"), ["b"]);

    let index = Index::builder()
        .without_field("标签")
        .field("浏览,views:keyword".parse().unwrap())
        .field("置顶,top:flag".parse().unwrap())
        .rebuild(&path)
        .unwrap()
        .index;
    assert_eq!(ids(&index, "浏览:1.2万 -置顶:是"), ["a"]);
    assert_eq!(ids(&index, "置顶:是"), ["b"]);
    assert_eq!(ids(&index, "标签:快讯").len(), 0, "it is text");
    assert_eq!(index.get("b").unwrap().unwrap().extra["标签"], json!(["快讯", "夜市"]));
    assert!(matches!(Index::open(&path).unwrap().reload(), Ok(false)));

    let builder = Index::builder().field("标签:text+".parse().unwrap()).field("views:text".parse().unwrap());
    let index = builder.without_field("浏览").rebuild(&path).unwrap().index;
    assert_eq!((ids(&index, "快讯").len(), ids(&index, "标签:夜市")), (2, vec!["b".to_owned()]));
    assert_eq!(ids(&index, "views:1.2万"), ["a"]);
    assert!(jianbao::index::verify(&path).unwrap().damage.is_empty());
    let index = Index::builder().field("标签:text".parse().unwrap()).rebuild(&path).unwrap().index;
    assert!(ids(&index, "“快讯”").is_empty() && ids(&index, "标签:快讯").len() == 2);
}

#[test]
fn declarations_that_cannot_be_are_refused_before_anything_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    let builder = Index::builder().field(FieldDeclaration::new("来源", jianbao::article::FieldType::Keyword));
    let refused = builder.create(&path).unwrap_err();
    assert_eq!(refused.code(), "bad-field");
    assert!(refused.to_string().contains("来源"), "{refused}");
    assert!(!path.exists() && builder.in_memory().is_err());
    Index::create(&path).unwrap();
    assert_eq!(builder.rebuild(&path).unwrap_err().code(), "bad-field");
    assert!(Index::open(&path).is_ok());
}

#[test]
fn an_index_without_fields_is_the_same_as_before_there_were_any() {
    let folder = tempfile::tempdir().unwrap();
    let (plain, with_fields) = (folder.path().join("plain"), folder.path().join("fields"));
    Index::create(&plain).unwrap();
    Index::builder().field("浏览:integer".parse().unwrap()).create(&with_fields).unwrap();
    let read = |path: &std::path::Path, file: &str| std::fs::read_to_string(path.join(file)).unwrap();
    assert!(!read(&plain, "jianbao.json").contains("fields"));
    assert!(!read(&plain, "meta.json").contains("own_"));
    assert!(read(&with_fields, "jianbao.json").contains("浏览"));
    assert!(read(&with_fields, "meta.json").contains("own_0"));
}

#[test]
fn names_and_purposes_that_do_not_fit_are_errors() {
    let declare = |builder: jianbao::index::IndexBuilder, field: &str| builder.field(field.parse().unwrap());
    let fields = ["浏览,views:integer", "标签:keyword", "抓取:time", "置顶:flag", "摘要:text", "评论:text+"];
    let index = fields.into_iter().fold(Index::builder(), declare).in_memory().unwrap();
    let code =
        |request: SearchRequest| index.search(&request).map_or_else(|error| error.code(), |_| "answered");
    let request = || SearchRequest::new("*");
    for (request, expect) in [
        (request().sort_by("views-asc".parse().unwrap()), "answered"),
        (request().sort_by("热度".parse().unwrap()), "unknown-field"),
        (request().collapse("热度"), "unknown-field"),
        (request().summary("热度"), "unknown-field"),
        (request().field_facet("标签").field_facet("置顶").field_facet("VIEWS"), "answered"),
        (request().field_facet("抓取"), "field-misuse"),
        (request().field_histogram("浏览", "1千").field_histogram("抓取", "hour"), "answered"),
        (request().field_histogram("标签", "1"), "field-misuse"),
        (request().field_histogram("浏览", "0"), "bad-step"),
        (request().field_histogram("抓取", "1000"), "bad-step"),
        (request().summary("抓取"), "answered"),
        (request().summary("置顶"), "field-misuse"),
        (request().sort_by("摘要".parse().unwrap()), "field-misuse"),
        (request().collapse("评论"), "field-misuse"),
        (request().field_facet("摘要"), "field-misuse"),
        (request().field_histogram("评论", "1"), "field-misuse"),
        (request().summary("摘要"), "field-misuse"),
    ] {
        assert_eq!(code(request.clone()), expect, "{request:?}");
    }
    let misused = index.search(&request().sort_by("摘要".parse().unwrap())).unwrap_err();
    assert_eq!(
        misused.to_string(),
        "摘要 is of type text, and a sort needs a field of type keyword or integer or number or time or flag; \
         words are searched in it, as in 摘要:春茶"
    );
    let unknown = index.search(&request().summary("热度")).unwrap_err();
    assert!(
        unknown.to_string().contains("浏览, 标签, 抓取, 置顶, 摘要, 评论") && unknown.remedy().is_some(),
        "{unknown}"
    );
}

/// Articles `a` to `d` with text fields: `摘要` is found by its name alone, `评论` without it too.
fn with_texts() -> Index {
    let builder = Index::builder().field("摘要,summary:text".parse().unwrap());
    let index = builder.field("评论:text+".parse().unwrap()).in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for (id, extra) in [
        ("a", json!({"摘要": "國際論壇今日開幕，圖書館開放夜場。"})),
        ("b", json!({"summary": ["会场设在图书", "馆内，共300人"], "评论": "读者说：“图书馆”夜场很好"})),
        ("c", json!({"评论": ["春茶上市", 3], "摘要": " "})),
        ("d", json!({"评论": ["COVID-19期间", "停业"]})),
    ] {
        writer.add(article(id, extra)).unwrap();
    }
    writer.finish().unwrap();
    index
}

#[test]
fn a_string_spans_neither_two_values_nor_two_fields() {
    let index = with_texts();
    for (query, expect) in [
        ("摘要:图书馆", &["a"][..]),
        ("摘要:“图书馆”", &["a"]),
        ("摘要:“设在图书”", &["b"]),
        ("摘要:“馆内”", &["b"]),
        ("摘要:“图书 馆内”~50", &[]),
        ("摘要:三百人", &["b"]),
        ("“亮灯国际”", &[]),
        ("摘要:“人读者”", &[]),
        ("图书馆夜场", &["b"]),
        ("“夜场很好”", &["b"]),
        ("评论:图书馆夜场", &["b"]),
        ("评论:“图书馆夜场”", &[]),
        ("正文:图书馆", &[]),
        ("标题:夜市 -评论:图书馆", &["a", "c", "d"]),
        ("covi*", &["d"]),
        ("正文:covi*", &[]),
        ("评论:covdi~", &["d"]),
        ("摘要:*", &["a", "b"]),
        ("评论:*", &["b", "d"]),
        ("-评论:*", &["a", "c"]),
        ("春茶", &[]),
        ("期间停业", &["d"]),
    ] {
        let request = SearchRequest::new(query).matching(Matching::All).limit(100);
        let mut found = index.ids(&request).unwrap();
        found.sort();
        assert_eq!(found, expect, "{query}");
    }
    // Not a stretch as typed, and not in order: it is in two values.
    let response = index.search(&SearchRequest::new("期间停业")).unwrap();
    assert_eq!(response.as_typed[0].articles, 0);
}

#[test]
fn a_passage_of_a_text_field_has_its_name_and_marks_its_raw_text() {
    let index = with_texts();
    let shown = |query: &str, id: &str| -> Vec<(Option<String>, Vec<String>)> {
        let response = index.search(&SearchRequest::new(query).snippets(3)).unwrap();
        let hit = response.hits.into_iter().find(|hit| hit.id == id).unwrap();
        let snippets = hit.snippets.into_iter().map(|snippet| {
            let marks = snippet.highlights.iter().map(|&[start, end]| snippet.text[start..end].to_owned());
            (snippet.field.clone(), marks.collect())
        });
        snippets.collect()
    };
    let of = |field: &str, marks: &[&str]| {
        (Some(field.to_owned()), marks.iter().map(|mark| (*mark).to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(shown("摘要:国际论坛 摘要:图书馆", "a"), [of("摘要", &["國際論壇", "圖書館"])]);
    assert_eq!(shown("夜场", "b"), [of("评论", &["夜场"])]);
    assert_eq!(shown("图书馆夜场", "b"), [of("评论", &["图书馆", "夜场"])]);
    assert_eq!(shown("summary:300人 评论:读者", "b"), [of("摘要", &["300人"]), of("评论", &["读者"])]);
    assert!(shown("夜市", "a").iter().all(|(field, _)| field.is_none()));
    let json = serde_json::to_value(index.search(&SearchRequest::new("摘要:夜场")).unwrap()).unwrap();
    assert_eq!(json["hits"][0]["snippets"][0]["field"], "摘要");
    let explained = index.explain(&SearchRequest::new("评论:图书馆 摘要:夜场"), Some("b")).unwrap();
    let verdict = explained.article.unwrap();
    assert!(verdict.clauses[0].holds && verdict.clauses[0].by.is_none() && !verdict.matches);
    assert_eq!(explained.segmentation[0].words, ["图书馆"]);
    let read = index.explain(&SearchRequest::new("评论:图书馆夜场"), Some("b")).unwrap().article.unwrap();
    assert!(read.matches, "{read:?}");
    let json = serde_json::to_value(&explained.requirement).unwrap();
    assert_eq!(json["parts"][0]["scope"], json!({"own": "评论"}));
}

#[test]
fn text_fields_change_neither_ids_nor_reprints_nor_an_index_without_them() {
    let body =
        vec!["江城图书馆今晚开放夜场，市民可以在馆内阅读到零点，首日有三百人到场参观并阅读。".to_owned()];
    let plain = Article { title: Some("夜场".to_owned()), body, ..Article::default() };
    let mut with = plain.clone();
    with.extra
        .insert("评论".to_owned(), json!("读者的话，与正文无关，也有一些长度，共有几十个字，不应计入指纹。"));
    let index = Index::builder().field("评论:text+".parse().unwrap()).in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let (first, second) = (writer.add(with.clone()).unwrap().id, writer.add(plain.clone()).unwrap().id);
    writer.finish().unwrap();
    assert_eq!(second, format!("{first}-2"), "the id is that of title and body");
    let request = SearchRequest::new("夜场").reprints(jianbao::search::Reprints::Fold);
    assert_eq!(index.search(&request).unwrap().hits[0].reprints.len(), 1);
    let days = |index: &Index| index.extents().unwrap()[0].characters;
    let without = Index::in_memory().unwrap();
    let mut writer = without.writer().unwrap();
    assert_eq!(writer.add(with).unwrap().id, first);
    writer.finish().unwrap();
    assert_eq!(days(&index), 2 * days(&without));
}

#[test]
fn requests_and_answers_are_json_and_read_again() {
    let index = Index::builder().field("浏览:integer".parse().unwrap()).in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for (id, views) in [("a", 7), ("b", 7), ("c", 12)] {
        writer.add(article(id, json!({"浏览": views}))).unwrap();
    }
    writer.finish().unwrap();
    let request = json!({
        "query": "夜市", "sort_by": {"field": "浏览"}, "collapse": "浏览", "field_facets": ["浏览"],
        "field_histograms": [{"field": "浏览", "step": "10"}], "summaries": ["浏览"]
    });
    let request: SearchRequest = serde_json::from_value(request).unwrap();
    let response = index.search(&request).unwrap();
    let json = serde_json::to_value(&response).unwrap();
    assert_eq!(json["hits"][1]["collapsed"], json!({"value": "7", "more": 1}));
    assert_eq!(json["groups"], 2);
    assert_eq!(json["field_facets"][0]["values"][0], json!({"value": "7", "count": 2}));
    assert_eq!(json["field_histograms"][0]["buckets"][1], json!({"from": "10", "count": 1}));
    let summary = json!({"field": "浏览", "count": 3, "min": 7, "max": 12, "mean": 26.0 / 3.0, "sum": 26});
    assert_eq!(json["summaries"][0], summary);
    assert_eq!(serde_json::from_value::<SearchResponse>(json).unwrap(), response);
    assert_eq!(
        serde_json::from_str::<SearchRequest>(&serde_json::to_string(&request).unwrap()).unwrap(),
        request
    );
}

#[test]
fn a_word_that_is_likely_a_field_is_told_and_other_text_is_not() {
    let index = Index::builder().field("浏览量,views:integer".parse().unwrap()).in_memory().unwrap();
    let told = |query: &str| -> Vec<String> {
        let response = index.search(&SearchRequest::new(query).without_suggestions()).unwrap();
        response.diagnostics.iter().map(ToString::to_string).collect()
    };
    assert_eq!(told("浏揽量:5"), ["浏揽量 is no field, 浏览量 is: read as text"]);
    assert_eq!(told("春茶 (veiws:5 或 高铁)"), ["veiws is no field, views is: read as text"]);
    assert_eq!(
        told("热度:>0.5"),
        ["热度 is no field of this index, and can be declared as one: read as text"]
    );
    for silent in ["注意：高铁", "10:30", "http://a.com/b", "views:5", "标题:春茶", "“热度:>5”"]
    {
        assert!(told(silent).is_empty(), "{silent}: {:?}", told(silent));
    }
}

#[test]
fn declarations_that_are_lost_are_told_and_can_be_given_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    let declare = || Index::builder().user_dictionary("").field("浏览,views:integer".parse().unwrap());
    let mut writer = declare().create(&path).unwrap().writer().unwrap();
    writer.add(article("a", json!({"views": "1.2万"}))).unwrap();
    writer.finish().unwrap();
    let settings = path.join("jianbao.json");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, text.replace("浏览", "游览")).unwrap();
    let rebuilt = Index::rebuild(&path, Some("")).unwrap();
    assert!(rebuilt.index.own_fields().is_empty());
    assert!(matches!(rebuilt.losses[..], [Loss::Fields { .. }]), "{:?}", rebuilt.losses);
    assert!(!rebuilt.losses[0].is_of_articles());
    let rebuilt = declare().rebuild(&path).unwrap();
    assert!(rebuilt.losses.is_empty());
    assert_eq!(ids(&rebuilt.index, "浏览:>1万"), ["a"]);
}
