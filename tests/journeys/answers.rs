//! Contents of a response: order, pages, missing words, counts, highlights.

use jianbao::article::Dateline;
use jianbao::search::{FacetField, Interval};
use jianbao::{Article, Date, Index, Matching, SearchRequest, SearchResponse, Sort};

fn article(id: &str, title: &str, body: &str, date: &str) -> Article {
    Article {
        id: Some(id.into()),
        title: Some(title.into()),
        body: vec![body.into()],
        date: date.parse::<Date>().ok(),
        ..Article::default()
    }
}

/// An index of articles, a commit after each, so that they are in different segments.
fn index_of(articles: &[Article]) -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for article in articles {
        writer.add(article.clone()).unwrap();
        writer.commit().unwrap();
    }
    writer.finish().unwrap();
    index
}

fn ids(response: &SearchResponse) -> Vec<&str> {
    response.hits.iter().map(|hit| hit.id.as_str()).collect()
}

#[test]
fn equal_hits_are_ordered_by_date_newest_first_then_by_id() {
    let same = |id: &str, date: &str| article(id, "雨后", "街上。", date);
    let index = index_of(&[
        same("c", "2024-01-01"),
        same("a", "2024-01-01"),
        same("z", "2024-03-01"),
        same("undated", ""),
        same("b", "2024-01-01"),
    ]);
    let request = SearchRequest::new("雨后");
    assert_eq!(ids(&index.search(&request).unwrap()), ["z", "a", "b", "c", "undated"]);
    let oldest = request.clone().sort(Sort::Oldest);
    assert_eq!(ids(&index.search(&oldest).unwrap()), ["a", "b", "c", "z", "undated"]);
    // Page by page the order is the same, whatever the size of the page.
    for size in 1..=5 {
        let pages = (0..5).step_by(size).map(|offset| request.clone().limit(size).offset(offset));
        let paged: Vec<String> =
            pages.flat_map(|request| index.search(&request).unwrap().hits).map(|hit| hit.id).collect();
        assert_eq!(paged, ["z", "a", "b", "c", "undated"], "pages of {size}");
    }
}

#[test]
fn words_that_stand_side_by_side_as_in_the_query_come_before_words_apart() {
    // The same words with the same frequency in texts of one length: only their positions differ.
    let index = index_of(&[
        article("apart", "", "大赛的消息传来，街上的人都说技能要紧。", ""),
        article("together", "", "技能大赛的消息传来，街上的人都说要紧。", ""),
        article("reversed", "", "大赛技能的消息传来，街上的人都说要紧。", ""),
    ]);
    let response = index.search(&SearchRequest::new("技能 大赛")).unwrap();
    assert_eq!(ids(&response), ["together", "apart", "reversed"]);
    assert!(response.hits[0].score > response.hits[1].score);
}

#[test]
fn with_recency_a_newer_article_comes_before_an_older_one_that_matches_as_well() {
    let index = index_of(&[
        article("old", "夜场", "夜场，图书馆的夜场。", "2020-01-01"),
        article("undated", "夜场", "夜场，图书馆的夜场。", ""),
        article("new", "馆讯", "图书馆这个月开放到很晚，读者说夜场好，街上的人也来。", "2024-05-01"),
    ]);
    let request = SearchRequest::new("夜场").today("2024-05-11".parse().unwrap());
    assert_eq!(ids(&index.search(&request).unwrap())[0], "old");
    let recent = index.search(&request.clone().recency(30)).unwrap();
    assert_eq!(ids(&recent), ["new", "old", "undated"]);
    let of = |response: &SearchResponse, id: &str| {
        response.hits.iter().find(|hit| hit.id == id).map(|hit| hit.score).unwrap()
    };
    let plain = index.search(&request.clone().recency(10)).unwrap();
    let full = index.search(&request).unwrap();
    assert!((of(&plain, "new") - of(&full, "new") / 2.0).abs() < 1e-5);
    // Without today there is no age.
    let timeless = SearchRequest::new("夜场").recency(30);
    assert_eq!(ids(&index.search(&timeless).unwrap())[0], "old");
}

#[test]
fn the_order_is_one_whatever_page_is_asked_for() {
    let texts = ["夜场图书馆开放", "图书馆夜场", "夜场，图书馆", "图书馆的夜场，夜场", "图书馆与夜场之间"];
    let articles: Vec<Article> = (0..180_usize)
        .map(|number| {
            let body = format!("{}{}", texts[number % texts.len()], "街上有雨。".repeat(number % 7));
            article(&format!("{number:03}"), "", &body, "")
        })
        .collect();
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    articles.into_iter().for_each(|article| drop(writer.add(article).unwrap()));
    writer.finish().unwrap();
    let request = SearchRequest::new("图书馆 夜场");
    let whole = index.ids(&request.clone().limit(1000)).unwrap();
    assert_eq!(whole.len(), 180);
    for size in [7, 50, 64] {
        let pages = (0..180).step_by(size).map(|offset| request.clone().limit(size).offset(offset));
        let paged: Vec<String> = pages.flat_map(|request| index.ids(&request).unwrap()).collect();
        assert_eq!(paged, whole, "pages of {size}");
    }
    let hits = index.search(&request.limit(1000)).unwrap().hits;
    assert!(hits.iter().map(|hit| &hit.id).eq(&whole));
    assert!(hits.is_sorted_by(|a, b| a.score >= b.score));
}

#[test]
fn a_word_in_the_title_counts_more_than_one_in_the_body() {
    let index = index_of(&[
        article("body", "旧城见闻", "台风过后，街上的树倒了。", ""),
        article("title", "台风过后", "街上的树倒了，旧城的人们起得很早。", ""),
    ]);
    assert_eq!(ids(&index.search(&SearchRequest::new("台风")).unwrap()), ["title", "body"]);
}

#[test]
fn a_name_is_found_though_the_question_around_it_is_not() {
    let index = index_of(&[
        article("potter", "窑工", "雾溪镇的甪棓埴烧了一辈子陶。", ""),
        article("other", "雨后", "街上有人问路。", ""),
    ]);
    let question = SearchRequest::new("甪棓埴写过吗");
    let response = index.search(&question).unwrap();
    assert_eq!(response.total, 0, "no article holds the string");
    assert_eq!(ids(&response), ["potter"]);
    assert!(!response.hits[0].missing.is_empty());
    let strict = index.search(&question.matching(jianbao::Matching::All)).unwrap();
    assert!(strict.hits.is_empty());
}

#[test]
fn articles_with_some_of_the_words_follow_and_say_what_they_lack() {
    let index = index_of(&[
        article("both", "春茶上高铁", "春茶坐上高铁。", ""),
        article("tea", "春茶下山", "今年的春茶。", ""),
        article("train", "高铁开通", "高铁通到山里。", ""),
        article("none", "雨后", "街上。", ""),
    ]);
    let response = index.search(&SearchRequest::new("春茶 高铁")).unwrap();
    assert_eq!(response.total, 1);
    assert_eq!(response.hits[0].id, "both");
    assert!(response.hits[0].missing.is_empty());
    let mut partial: Vec<_> =
        response.hits[1..].iter().map(|hit| (hit.id.as_str(), hit.missing.concat())).collect();
    partial.sort();
    assert_eq!(partial, [("tea", "高铁".to_owned()), ("train", "春茶".to_owned())]);
    let all = SearchRequest::new("春茶 高铁").matching(Matching::All);
    assert_eq!(ids(&index.search(&all).unwrap()), ["both"]);
    // Quotes, fields and negations always hold.
    let strict = index.search(&SearchRequest::new("春茶 高铁 -下山")).unwrap();
    assert_eq!(ids(&strict), ["both", "train"]);
    let second_page = index.search(&SearchRequest::new("春茶 高铁").limit(2).offset(2)).unwrap();
    assert_eq!(second_page.hits.len(), 1);
}

#[test]
fn values_and_periods_are_counted_over_all_matches() {
    let mut articles = Vec::new();
    for (id, source, date) in [
        ("1", "江城日报", "2024-01-31"),
        ("2", "江城晚报", "2024-02-01"),
        ("3", "江城日报", "2025-02-01"),
        ("4", "江城日报", ""),
    ] {
        articles.push(Article { source: Some(source.into()), ..article(id, "雨后", "街上。", date) });
    }
    let index = index_of(&articles);
    let request = SearchRequest::new("雨后").limit(0).facet(FacetField::Source).histogram(Interval::Month);
    let response = index.search(&request).unwrap();
    assert_eq!((response.total, response.hits.len()), (4, 0));
    let values: Vec<_> =
        response.facets[0].values.iter().map(|value| (value.value.as_str(), value.count)).collect();
    assert_eq!(values, [("江城日报", 3), ("江城晚报", 1)]);
    let months: Vec<_> = response.histogram.iter().map(|bar| (bar.period.as_str(), bar.count)).collect();
    assert_eq!(months, [("2024-01", 1), ("2024-02", 1), ("2025-02", 1)]);
}

#[test]
fn a_value_counts_once_an_article_however_often_and_however_it_is_printed() {
    let by = |id: &str, names: &[&str], date: &str| Article {
        reporters: names.iter().map(|name| (*name).into()).collect(),
        ..article(id, "雨后", "街上。", date)
    };
    let index = index_of(&[
        by("1", &["王伟", "李明"], "2024-01-31"),
        by("2", &["王伟", "王伟"], "2024-01-02"),
        by("3", &["王　伟"], "2023-05-01"),
        by("4", &[], ""),
    ]);
    let counts = |field: FacetField| -> Vec<(String, u64)> {
        let request = SearchRequest::new("雨后").limit(0).facet(field);
        let response = index.search(&request).unwrap();
        response.facets[0].values.iter().map(|value| (value.value.clone(), value.count)).collect()
    };
    assert_eq!(counts(FacetField::Reporter), [("王伟".to_owned(), 3), ("李明".to_owned(), 1)]);
    // Years and months come in the order of time.
    assert_eq!(counts(FacetField::Month), [("2023-05".to_owned(), 1), ("2024-01".to_owned(), 2)]);
    assert_eq!(counts(FacetField::Year), [("2023".to_owned(), 1), ("2024".to_owned(), 2)]);
    for (name, count) in counts(FacetField::Reporter) {
        let found = index.search(&SearchRequest::new(format!("雨后 记者:{name}"))).unwrap();
        assert_eq!(found.total, count, "{name}");
    }
}

#[test]
fn dates_limit_what_is_found_and_undated_articles_fail_every_limit() {
    let index = index_of(&[
        article("old", "雨后", "街上。", "2023-12-31"),
        article("new", "雨后", "街上。", "2024-01-01"),
        article("undated", "雨后", "街上。", ""),
    ]);
    let found = |query: &str| {
        let request = SearchRequest::new(query).today(Date::new(2024, 1, 3).unwrap());
        ids(&index.search(&request).unwrap()).join(" ")
    };
    assert_eq!(found("雨后 日期:2024"), "new");
    assert_eq!(found("雨后 日期:..2023"), "old");
    assert_eq!(found("雨后 日期:近4天"), "new old");
    assert_eq!(found("日期:去年"), "old");
    assert_eq!(found("雨后 -日期:2024"), "old undated");
    let limited = SearchRequest::new("雨后").since(Date::new(2024, 1, 1).unwrap());
    assert_eq!(ids(&index.search(&limited).unwrap()), ["new"]);
    // Without a current day a relative date finds nothing, negated or in a disjunction too, and a diagnostic says so.
    for query in ["雨后 日期:近4天", "雨后 -日期:近4天", "雨后 或 日期:去年"] {
        let without_today = index.search(&SearchRequest::new(query)).unwrap();
        let told = without_today.diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!((without_today.total, without_today.hits.len(), told.len()), (0, 0, 1), "{query}");
        assert!(told[0].contains("is relative"), "{told:?}");
    }
    let aged = index.search(&SearchRequest::new("雨后").recency(30)).unwrap();
    assert!(aged.total == 3 && aged.diagnostics[0].to_string().contains("recency needs today"));
}

#[test]
fn values_are_compared_whole_and_places_by_what_they_contain() {
    let place = |place: &str| Some(Dateline { place: Some(place.into()), ..Dateline::default() });
    let index = index_of(&[
        Article {
            reporters: vec!["王伟".into()],
            dateline: place("南京"),
            ..article("1", "甲地", "正文。", "")
        },
        Article {
            reporters: vec!["王伟东".into()],
            dateline: place("江苏南京"),
            ..article("2", "乙地", "正文。", "")
        },
    ]);
    let total = |query: &str| index.search(&SearchRequest::new(query)).unwrap().total;
    assert_eq!((total("记者:王伟"), total("reporter:王伟东"), total("记者:王")), (1, 1, 0));
    assert_eq!((total("地点:南京"), total("地点:江苏"), total("地點:南京 -记者:王伟")), (2, 1, 1));
}

#[test]
fn pages_are_compared_by_number_and_by_name() {
    let pages = ["1", "05", "第5版", "A05", "12", "要闻", ""];
    let articles: Vec<Article> = (pages.iter().zip('a'..))
        .map(|(page, id)| Article {
            page: Some((*page).into()),
            ..article(&id.to_string(), "雨后", "街上。", "")
        })
        .collect();
    let index = index_of(&articles);
    let found = |query: &str| ids(&index.search(&SearchRequest::new(query)).unwrap()).join("");
    for (query, expect) in [
        ("版:5", "bc"),
        ("版:第5版", "bc"),
        ("版:1-5", "abc"),
        ("版:>5", "e"),
        ("版:5..", "bce"),
        ("版:A5", "d"),
        ("版:要闻", "f"),
        ("版:(1 或 要闻)", "af"),
        ("雨后 -版:1..12", "dfg"),
        ("*", "abcdefg"),
        ("* 版:头版", "a"),
    ] {
        assert_eq!(found(query), expect, "{query}");
    }
}

#[test]
fn nearness_and_latin_spellings_are_found() {
    let index = index_of(&[
        article("near", "冰雪", "网球之后是滑雪。The network is open.", ""),
        article("far", "球场", &format!("网球{}滑雪。", "风".repeat(40)), ""),
    ]);
    let found = |query: &str| ids(&index.search(&SearchRequest::new(query)).unwrap()).join(" ");
    assert_eq!(found("\"滑雪 网球\"~5"), "near");
    assert_eq!(found("netw*"), "near");
    assert_eq!(found("netwrok~"), "near");
    assert_eq!(found("work*"), "");
}

#[test]
fn of_like_spellings_the_commoner_one_comes_first() {
    let index = index_of(&[
        article("cold", "天气", "a cold front", "2024-05-03"),
        article("covid", "病毒", "covid在城里", "2024-05-01"),
        article("covid-2", "病毒", "covid在乡下", "2024-05-02"),
        article("words", "词表", "5G网络", "2024-05-02"),
    ]);
    assert_eq!(ids(&index.search(&SearchRequest::new("covd~")).unwrap()), ["covid-2", "covid", "cold"]);
}

#[test]
fn headlines_and_snippets_are_marked_on_the_raw_text() {
    let index =
        index_of(&[article("1", "國際論壇開幕", "昨日，國際論壇在江城開幕。來自各地的專家到場。", "")]);
    let response = index.search(&SearchRequest::new("国际论坛")).unwrap();
    let hit = &response.hits[0];
    let marked = |snippet: &jianbao::Snippet| -> String {
        snippet.highlights.iter().map(|&[start, end]| &snippet.text[start..end]).collect()
    };
    assert_eq!(marked(&hit.headline), "國際論壇");
    assert_eq!(marked(&hit.snippets[0]), "國際論壇");
    assert_eq!(hit.snippets[0].text, "昨日，國際論壇在江城開幕。來自各地的專家到場。");
}

#[test]
fn a_request_and_a_response_are_json_and_back() {
    let request = SearchRequest::new("雨后").facet(FacetField::Place).sort(Sort::Newest);
    let json = serde_json::to_string(&request).unwrap();
    assert_eq!(serde_json::from_str::<SearchRequest>(&json).unwrap(), request);
    let index = index_of(&[article("1", "雨后", "街上。", "2024-05-01")]);
    let response = index.search(&request).unwrap();
    let again: SearchResponse = serde_json::from_str(&serde_json::to_string(&response).unwrap()).unwrap();
    assert_eq!(again, response);
}

#[test]
fn searches_go_on_while_articles_are_added() {
    fn shared<T: Send + Sync + Clone>(value: &T) -> T {
        value.clone()
    }
    let index = index_of(&[article("0", "雨后", "街上。", "")]);
    let reader = shared(&index);
    let searching = std::thread::spawn(move || {
        let mut seen = 0;
        for _ in 0..200 {
            let total = reader.search(&SearchRequest::new("雨后")).unwrap().total;
            assert!(total >= seen, "an article went away");
            seen = total;
        }
    });
    let mut writer = index.writer().unwrap();
    for number in 1..=20 {
        writer.add(article(&number.to_string(), "雨后", "街上。", "")).unwrap();
        writer.commit().unwrap();
    }
    writer.finish().unwrap();
    searching.join().unwrap();
    assert_eq!(index.search(&SearchRequest::new("雨后")).unwrap().total, 21);
}

#[test]
fn a_clause_that_is_repeated_counts_each_time() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for title in ["春茶上高铁", "高铁过江城", "江城的春茶"] {
        writer.add(Article { title: Some(title.into()), ..Article::default() }).unwrap();
    }
    writer.finish().unwrap();
    for (repeated, weighed) in [
        ("春茶 春茶 高铁", "春茶^2 高铁"),
        ("春茶 或 春茶 或 高铁", "春茶^2 或 高铁"),
        ("(春茶 或 高铁) 或 春茶", "春茶^2 或 高铁"),
    ] {
        let scores = |query: &str| -> Vec<(String, f32)> {
            let hits = index.search(&SearchRequest::new(query)).unwrap().hits;
            hits.into_iter().map(|hit| (hit.id, hit.score)).collect()
        };
        let (repeated, weighed) = (scores(repeated), scores(weighed));
        assert_eq!(repeated.len(), weighed.len());
        for ((id, score), (other, expect)) in repeated.iter().zip(&weighed) {
            assert!(id == other && (score - expect).abs() < 1e-4, "{repeated:?} {weighed:?}");
        }
    }
}
