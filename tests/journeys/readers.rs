//! Queries as readers type them: numbers by value, names of people, strings of single characters, question words.

use jianbao::search::{AsTyped, ContainedBy};
use jianbao::{Article, Index, Matching, SearchRequest, SearchResponse};

fn index_of(articles: Vec<Article>) -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for article in articles {
        writer.add(article).unwrap();
    }
    writer.finish().unwrap();
    index
}

fn article(id: &str, body: &str) -> Article {
    Article { id: Some(id.into()), body: vec![body.to_owned()], ..Article::default() }
}

fn found(index: &Index, query: &str) -> Vec<String> {
    let mut ids = index.ids(&SearchRequest::new(query).matching(Matching::All).limit(100)).unwrap();
    ids.sort_unstable();
    ids
}

fn messages(response: &SearchResponse) -> Vec<String> {
    response.diagnostics.iter().map(ToString::to_string).collect()
}

#[test]
fn a_number_finds_its_value_in_another_spelling() {
    let index = index_of(vec![
        article("digits", "参赛选手共13000人，历时3天。"),
        article("wan", "参赛选手共1.3万人，历时三天。"),
        article("comma", "参赛选手共13,000人。"),
        article("chinese", "参赛选手共一万三千人，历时十三天。"),
        article("share", "占百分之三十。"),
        article("percent", "占30%。"),
        article("year", "二○二○年十月二十六日开幕。"),
        article("date", "2020年10月26日开幕。"),
        article("hospital", "送到三○一医院。"),
        article("more", "参赛选手超过13万人，有几百人退赛。"),
        article("third", "第三届职工运动会"),
        article("farm", "三农问题"),
        article("river", "五家渠垦区的棉花"),
        article("homes", "安置五家住户"),
        article("bridge", "三元里的牌坊"),
        article("price", "每斤三元"),
        article("march", "三月份的台历，三月有余"),
        article("long", "等了三月有余"),
        article("holiday", "假期前三天客流平稳，有人三天打鱼"),
        article("now", "三天两头下雨"),
        article("war", "第二次世界大战的老兵"),
        article("bullet", "编号13,000○万号"),
    ]);
    for (query, ids) in [
        ("13000人", vec!["chinese", "comma", "digits", "wan"]),
        ("1.3万人", vec!["chinese", "comma", "digits", "wan"]),
        ("13000", vec!["chinese", "comma", "digits", "wan"]),
        ("一万三千人", vec!["chinese", "comma", "digits", "wan"]),
        ("3天", vec!["digits", "holiday", "wan"]),
        // The typed spelling is contained as any string is.
        ("三天", vec!["chinese", "digits", "holiday", "now", "wan"]),
        ("30%", vec!["percent", "share"]),
        ("百分之三十", vec!["percent", "share"]),
        ("二〇二〇年", vec!["date", "year"]),
        ("2020年10月26日", vec!["date", "year"]),
        ("三〇一医院", vec!["hospital"]),
        ("第3届", vec!["third"]),
        // A numeral in a word of the dictionary that is more than a number is none.
        ("5家", vec!["homes"]),
        ("3元", vec!["price"]),
        ("3月", vec!["march"]),
        ("三月份", vec!["march"]),
        ("第2次世界大战", vec!["war"]),
        ("一万三千", vec!["chinese", "comma", "digits", "wan"]),
        ("13万人", vec!["more"]),
        ("三农", vec!["farm"]),
        // Quotes are strict.
        ("“13000人”", vec!["digits"]),
        ("“3天”", vec!["digits"]),
        ("标题:13000人", vec![]),
        ("正文:13000人", vec!["chinese", "comma", "digits", "wan"]),
    ] {
        assert_eq!(found(&index, query), ids, "{query}");
    }
    // Negation excludes what the positive form finds.
    assert_eq!(found(&index, "参赛选手 -13000人"), ["more"]);
    let response = index.search(&SearchRequest::new("13000人").limit(20)).unwrap();
    let wan = response.hits.iter().find(|hit| hit.id == "wan").unwrap();
    let [start, end] = wan.snippets[0].highlights[0];
    assert_eq!(&wan.snippets[0].text[start..end], "1.3万人");
    assert!(wan.missing.is_empty());
    let explained = |query: &str, id: &str| {
        let explanation = index.explain(&SearchRequest::new(query), Some(id)).unwrap();
        explanation.article.unwrap().clauses[0].by
    };
    assert_eq!(explained("13000人", "wan"), Some(ContainedBy::Value));
    assert_eq!(explained("13000人", "digits"), None);
}

#[test]
fn lone_characters_are_asked_with_the_words_that_they_touch() {
    let index = index_of(vec![
        article("whole", "进博会在上海开幕。"),
        article("apart", "博会大厅今日开门，记者进入现场。"),
        article("probe", "天问一号探测器着陆。"),
        article("other", "天问系列之后，一号线开通。"),
    ]);
    assert_eq!(found(&index, "进博会"), ["whole"]);
    assert_eq!(found(&index, "天问一号"), ["probe"]);
    // If no article contains the string, its parts are searched separately, whatever the filters of the request.
    let response = index.search(&SearchRequest::new("入博会").matching(Matching::All)).unwrap();
    assert_eq!(response.total, 1);
    assert_eq!(messages(&response), ["no article contains 入博会: its parts are searched separately"]);
    assert_eq!(found(&index, "进博会 来源:无"), [""; 0]);
    // Articles with the pieces fill the page.
    let response = index.search(&SearchRequest::new("进博会")).unwrap();
    assert_eq!((response.total, response.hits[0].id.as_str()), (1, "whole"));
    assert_eq!(response.hits[1].id, "apart");
    assert_eq!(response.hits[1].missing, ["进博会"]);
}

#[test]
fn the_whole_name_of_a_person_is_contained_in_the_article() {
    let by = |id: &str, reporter: &str, body: &str| Article {
        reporters: vec![reporter.into()],
        source: Some("滨海工报".into()),
        ..article(id, body)
    };
    let index = index_of(vec![
        by("hers", "方小禾", "图书馆开放夜场。"),
        by("his", "方小禾苗", "图书馆开放夜场。"),
        article("text", "图书馆馆长方小禾说，夜场很受欢迎。"),
        Article { photographers: vec!["方小禾".into()], ..article("photo", "夜场灯光。") },
    ]);
    assert_eq!(found(&index, "方小禾"), ["hers", "photo", "text"]);
    assert_eq!(found(&index, "方小禾 图书馆"), ["hers", "text"]);
    assert_eq!(found(&index, "“方小禾”"), ["text"]);
    assert_eq!(found(&index, "夜场 -方小禾"), ["his"]);
    assert_eq!(found(&index, "小禾"), ["text"]);
    let response = index.search(&SearchRequest::new("滨海工报")).unwrap();
    assert_eq!(response.total, 0);
    assert_eq!(messages(&response), ["the source 滨海工报 has 2 articles: source:滨海工报 lists them"]);
}

#[test]
fn question_words_ask_for_nothing_beside_other_words() {
    let index = index_of(vec![
        article("a", "图书馆夜场由馆长提议。"),
        article("b", "谁来图书馆都可以。"),
        article("c", "服用吗丁啉。"),
    ]);
    assert_eq!(found(&index, "谁提议图书馆夜场"), ["a"]);
    assert_eq!(found(&index, "谁"), ["b"]);
    assert_eq!(found(&index, "吗丁啉"), ["c"]);
}

#[test]
fn articles_with_a_stretch_as_typed_come_first_and_are_counted() {
    let index = index_of(vec![
        article("apart", "职工大会。职工职工职工。技能很多，技能技能，这场大赛另有安排，大赛大赛大赛。"),
        article("typed", "本市举行职工技能大赛，这是一篇很长的报道，讲了许多别的事情，提到比赛只有这一句。"),
        article(
            "signs",
            "本市举行“职工技能”大赛，这是另一篇很长的报道，讲了许多别的事情，提到比赛只有这一句。",
        ),
    ]);
    let response = index.search(&SearchRequest::new("职工技能大赛")).unwrap();
    let ids: Vec<&str> = response.hits.iter().map(|hit| hit.id.as_str()).collect();
    assert_eq!((response.total, ids[2]), (3, "apart"), "{ids:?}");
    let [count] = &response.as_typed[..] else { panic!("{:?}", response.as_typed) };
    assert_eq!((count.stretch.as_str(), count.articles), ("职工技能大赛", 2));
    // Every page is cut from the same order.
    for (offset, id) in ids.iter().enumerate() {
        let request = SearchRequest::new("职工技能大赛").offset(offset).limit(1);
        assert_eq!(index.ids(&request).unwrap(), [*id], "{offset}");
    }
    let only = index.search(&SearchRequest::new("职工技能大赛").as_typed(AsTyped::Only)).unwrap();
    assert_eq!(only.total, 2);
    // Two stretches are counted each: no mark touches 技能大赛 in “职工技能”大赛. A sentence and a quote are no stretches.
    let both = index.search(&SearchRequest::new("职工技能 技能大赛")).unwrap();
    let counts: Vec<(&str, u64)> =
        both.as_typed.iter().map(|count| (count.stretch.as_str(), count.articles)).collect();
    assert_eq!(counts, [("职工技能", 2), ("技能大赛", 1)]);
    for query in
        ["“职工技能大赛”", "职工 技能 大赛", "谁举行职工技能大赛", "职工大会举行很多职工技能大赛另有安排"]
    {
        assert!(index.search(&SearchRequest::new(query)).unwrap().as_typed.is_empty(), "{query}");
    }
}

#[test]
fn a_page_of_a_quote_is_filled_without_the_words() {
    let index = index_of(vec![
        article("both", "图书馆开放夜场，渔民也来。"),
        article("quote", "图书馆开放夜场。"),
        article("word", "渔民出海。"),
    ]);
    let response = index.search(&SearchRequest::new("“开放夜场” 渔民")).unwrap();
    let ids: Vec<&str> = response.hits.iter().map(|hit| hit.id.as_str()).collect();
    assert_eq!((response.total, ids), (1, vec!["both", "quote"]));
    assert_eq!(response.hits[1].missing, ["渔民"]);
    // Fields and dates alone fill nothing.
    assert_eq!(index.search(&SearchRequest::new("渔民 标题:夜场")).unwrap().hits.len(), 0);
    let response = index.search(&SearchRequest::new("“夜场图书馆”")).unwrap();
    assert_eq!(response.suggestions[0].instead[0].clause, "夜场图书馆");
    assert_eq!(response.suggestions[0].instead[0].articles, 2);
}
