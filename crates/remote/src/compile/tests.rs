//! Golden requests of every kind of node, and the laws of the compiler over random articles and queries.

use jianbao_analysis::Analyzer;
use jianbao_article::Article;
use jianbao_core::{
    ArticleTerms, Index, Matcher, OwnCondition, Requirement, Scope, SearchRequest, ValueField,
};

use super::interpreter::finds;
use super::{MAX_CLAUSES, compile};
use crate::document::fields;

#[path = "../../../../tests/drawn.rs"]
mod drawn;

/// One plan of every kind of node, and of every way in which a node is compiled. A new kind does not compile here.
fn every_kind() -> Vec<(&'static str, Requirement)> {
    use Requirement::*;
    let word = |text: &str| Word { text: text.to_owned(), scope: Scope::Anywhere };
    let scoped = |text: &str, scope: Scope| Word { text: text.to_owned(), scope };
    let quote = |text: &str, scope: Scope| Quote { text: text.to_owned(), scope };
    let value = |field: ValueField, text: &str| Value { field, text: text.to_owned() };
    let fuzzy = |distance: u8, scope: Scope| Fuzzy { text: "covid".to_owned(), distance, scope };
    let near = |scope: Scope| Near { texts: vec!["雨后".into(), "江".into()], distance_units: 5, scope };
    let list = vec![
        ("word", word("规划")),
        ("word-title", scoped("规划", Scope::Title)),
        ("word-body", scoped("规划", Scope::Body)),
        ("word-over-signs", word("图书馆")),
        ("word-over-signs-title", scoped("图书馆", Scope::Title)),
        ("joined", Joined { text: "十四五规划".into(), scope: Scope::Anywhere, apart: vec![word("规划")] }),
        ("joined-value", Joined { text: "3天".into(), scope: Scope::Body, apart: vec![] }),
        ("quote", quote("ic卡 \"的\"", Scope::Anywhere)),
        ("quote-word", quote("图书馆", Scope::Body)),
        ("quote-sign", quote("。", Scope::Title)),
        ("quote-space", quote("iphone 12", Scope::Body)),
        ("person", Person { text: "李明".into() }),
        ("prefix", Prefix { text: "covi".into(), scope: Scope::Anywhere }),
        ("prefix-body", Prefix { text: "covi".into(), scope: Scope::Body }),
        ("fuzzy", fuzzy(1, Scope::Title)),
        ("fuzzy-body", fuzzy(2, Scope::Body)),
        ("fuzzy-far", fuzzy(3, Scope::Anywhere)),
        ("near", near(Scope::Anywhere)),
        ("near-title", near(Scope::Title)),
        ("value", value(ValueField::Source, "江城日报")),
        ("place", value(ValueField::Place, "江*城")),
        ("own", Own { field: "浏览".into(), condition: OwnCondition::Present }),
        ("pages", Pages { sheet: "A".into(), from: Some(1), to: Some(4) }),
        ("pages-open", Pages { sheet: String::new(), from: None, to: Some(4) }),
        ("days", Days { from: Some(18_262), to: None }),
        ("days-any", Days { from: None, to: None }),
        ("rank", Rank { text: "的".into(), scope: Scope::Anywhere }),
        ("boost", Boost { inner: Box::new(word("规划")), factor: 2.5 }),
        ("boost-inexact", Boost { inner: Box::new(word("图书馆")), factor: -1.0 }),
        ("not", Not { inner: Box::new(word("规划")) }),
        ("not-inexact", Not { inner: Box::new(word("图书馆")) }),
        (
            "all",
            All {
                parts: vec![
                    word("规划"),
                    Rank { text: "的".into(), scope: Scope::Anywhere },
                    quote("雨后", Scope::Anywhere),
                ],
            },
        ),
        ("all-rank", All { parts: vec![Rank { text: "的".into(), scope: Scope::Body }] }),
        ("any", Any { parts: vec![word("规划"), word("图书馆")] }),
        ("everything", Everything),
        ("nothing", Nothing),
    ];
    for (_, requirement) in &list {
        match requirement {
            Word { .. }
            | Joined { .. }
            | Person { .. }
            | Quote { .. }
            | Prefix { .. }
            | Fuzzy { .. }
            | Near { .. } => {}
            Value { .. }
            | Pages { .. }
            | Own { .. }
            | AddedAfter { .. }
            | Days { .. }
            | Rank { .. }
            | Boost { .. }
            | Not { .. }
            | All { .. }
            | Any { .. } => {}
            Everything | Nothing => {}
        }
    }
    list
}

#[test]
fn every_kind_of_node_becomes_its_golden_request() {
    let analyzer = Analyzer::new();
    for (name, requirement) in every_kind() {
        let compiled = compile(&requirement, &analyzer).unwrap();
        let mut shown = format!("{requirement}\nwide {:#}\n", compiled.wide);
        if compiled.is_exact {
            assert_eq!(compiled.wide, compiled.narrow);
        } else {
            shown.push_str(&format!("narrow {:#}\n", compiled.narrow));
        }
        insta::assert_snapshot!(
            name,
            shown.replace('\u{2}', "␂").replace('\u{3}', "␃").replace('\u{5}', "␅")
        );
    }
}

#[test]
fn narrow_finds_matches_alone_and_wide_every_match() {
    let mut random = fastrand::Rng::with_seed(25);
    let index = Index::in_memory().unwrap();
    let analyzer = index.analyzer().clone();
    let mut writer = index.writer().unwrap();
    let articles: Vec<Article> = (0..150).map(|number| drawn::article(&mut random, number, 30)).collect();
    for article in &articles {
        writer.add(article.clone()).unwrap();
    }
    writer.finish().unwrap();
    let documents: Vec<_> = articles
        .iter()
        .map(|article| fields(&ArticleTerms::of(article.clone(), &analyzer).unwrap()))
        .collect();
    let (mut exact, mut inexact, mut between) = (0, 0, 0);
    for _ in 0..800 {
        let query = drawn::query(&mut random, &articles);
        let plan = index.explain(&SearchRequest::new(&query), None).unwrap().requirement;
        let compiled = compile(&plan, &analyzer).unwrap();
        let matcher = Matcher::new(&plan, &analyzer);
        *(if compiled.is_exact { &mut exact } else { &mut inexact }) += 1;
        for (article, document) in articles.iter().zip(&documents) {
            let [narrow, wide] = [&compiled.narrow, &compiled.wide].map(|query| finds(query, document));
            let matches = matcher.matches(article).unwrap();
            let shown =
                || format!("{query}: {plan}\n{}\n{}", compiled.wide, serde_json::to_string(article).unwrap());
            assert!(!narrow || matches, "narrow finds too much. {}", shown());
            assert!(!matches || wide, "wide finds too little. {}", shown());
            assert!(!compiled.is_exact || narrow == wide);
            between += usize::from(wide && !narrow);
        }
    }
    // Both kinds of plans are there, and few articles have to be fetched.
    assert!(exact > 100 && inexact > 100 && between > 100, "{exact} {inexact} {between}");
}

#[test]
fn a_plan_of_too_many_clauses_is_an_error_with_their_number() {
    let analyzer = Analyzer::new();
    let words = |count: usize| Requirement::Any {
        parts: vec![Requirement::Word { text: "规划".into(), scope: Scope::Anywhere }; count],
    };
    assert!(compile(&words(MAX_CLAUSES), &analyzer).is_ok());
    let error = compile(&words(MAX_CLAUSES + 1), &analyzer).unwrap_err();
    assert_eq!(error.clauses, 1025);
}

#[test]
fn hostile_plans_compile() {
    let analyzer = Analyzer::new();
    for text in [
        "",
        " ",
        "\u{2}图书馆",
        "a b",
        "*?\\",
        "\"",
        &"字".repeat(5_000),
        &"x".repeat(5_000),
        "𠀀𠀀",
        "\u{3000}",
    ] {
        for (_, requirement) in every_kind() {
            let json = serde_json::to_value(&requirement).unwrap();
            assert!(json.is_object());
            let with_text = match requirement {
                Requirement::Word { scope, .. } => Requirement::Word { text: text.into(), scope },
                Requirement::Joined { scope, .. } => {
                    Requirement::Joined { text: text.into(), scope, apart: vec![] }
                }
                Requirement::Quote { scope, .. } => Requirement::Quote { text: text.into(), scope },
                Requirement::Prefix { scope, .. } => Requirement::Prefix { text: text.into(), scope },
                Requirement::Fuzzy { scope, .. } => {
                    Requirement::Fuzzy { text: text.into(), distance: 2, scope }
                }
                Requirement::Near { scope, .. } => Requirement::Near {
                    texts: vec![text.into(), text.into()],
                    distance_units: usize::MAX,
                    scope,
                },
                Requirement::Person { .. } => Requirement::Person { text: text.into() },
                Requirement::Value { field, .. } => Requirement::Value { field, text: text.into() },
                other => other,
            };
            let compiled = compile(&with_text, &analyzer);
            assert!(compiled.is_ok() || text.len() > 1_000, "{text}");
        }
    }
}
