//! The matcher, compared with the index: both find the same articles.

use std::collections::BTreeSet;

use jianbao_article::Article;

use super::Matcher;
use crate::drawn;
use crate::index::builder::IndexBuilder;
use crate::index::index::Index;
use crate::query::plan::Requirement;
use crate::request::{Matching, SearchRequest};

#[test]
fn a_plan_is_met_by_the_articles_that_the_index_finds() {
    let mut random = fastrand::Rng::with_seed(11);
    let articles: Vec<Article> = (0..200).map(|number| drawn::article(&mut random, number, 30)).collect();
    let index = index_of(&articles, &[]);
    assert_matched(&index, &articles, || drawn::query(&mut random, &articles));
}

#[test]
fn a_plan_with_text_fields_is_met_by_the_articles_that_the_index_finds() {
    let mut random = fastrand::Rng::with_seed(12);
    let mut articles: Vec<Article> = (0..200).map(|number| drawn::article(&mut random, number, 30)).collect();
    for article in &mut articles {
        for name in ["摘要", "评论"] {
            // Titles and paragraphs of another article are values, one by one.
            let other = drawn::article(&mut random, 0, 6);
            article.extra.insert(name.to_owned(), [vec![other.title_text()], other.body].concat().into());
        }
    }
    let index = index_of(&articles, &["评论:text", "摘要:text+"]);
    assert_matched(&index, &articles, || {
        let query = drawn::query(&mut random, &articles);
        if random.bool() { query.replace("标题", "摘要").replace("正文", "评论") } else { query }
    });
}

/// An article with its title as the value of a text field.
#[test]
fn a_text_field_is_searched_as_a_title_is() {
    for field in ["摘要:text", "摘要:text+"] {
        let mut random = fastrand::Rng::with_seed(13);
        let titled: Vec<Article> = (0..200).map(|number| drawn::article(&mut random, number, 20)).collect();
        let moved = |article: &Article| {
            let mut article = article.clone();
            article.extra.extend(article.title.take().map(|title| ("摘要".to_owned(), title.into())));
            article
        };
        let articles: Vec<Article> = titled.iter().map(moved).collect();
        let (with_titles, with_field) = (index_of(&titled, &[]), index_of(&articles, &[field]));
        let mut found_any = 0;
        for _ in 0..1_000 {
            let mut query = drawn::query(&mut random, &titled);
            if field == "摘要:text" && !query.starts_with("标题:") {
                query = format!("标题:({query})").replace("正文:", "标题:");
            }
            let answer = |index: &Index, query: &str| {
                let request = SearchRequest::new(query).matching(Matching::All).limit(1_000);
                let answer = index.search(&request).unwrap();
                let ids: BTreeSet<String> = answer.hits.into_iter().map(|hit| hit.id).collect();
                (ids, answer.total, answer.as_typed)
            };
            let expect = answer(&with_titles, &query);
            let written = query.replace("标题:", "摘要:");
            assert_eq!(answer(&with_field, &written), expect, "{written}");
            found_any += usize::from(expect.1 > 0);
        }
        assert!(found_any > 300, "{found_any}");
    }
}

/// An index of articles in several segments, with these fields of one's own.
fn index_of(articles: &[Article], fields: &[&str]) -> Index {
    let declare = |builder: IndexBuilder, field: &&str| builder.field(field.parse().unwrap());
    let index = fields.iter().fold(Index::builder(), declare).in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for (number, article) in articles.iter().enumerate() {
        writer.add(article.clone()).unwrap();
        if number % 70 == 69 {
            writer.commit().unwrap();
        }
    }
    writer.finish().unwrap();
    index
}

fn assert_matched(index: &Index, articles: &[Article], mut query: impl FnMut() -> String) {
    let (mut found_any, mut kinds) = (0, BTreeSet::new());
    for _ in 0..1_000 {
        let query = query();
        let request = SearchRequest::new(&query).matching(Matching::All).limit(1_000);
        let plan = index.explain(&request, None).unwrap().requirement;
        note_kinds(&plan, &mut kinds);
        let matcher = Matcher::with_fields(&plan, index.analyzer(), index.own_fields());
        let met: BTreeSet<&str> = articles
            .iter()
            .filter(|article| matcher.matches(article).unwrap())
            .map(|article| article.id.as_deref().unwrap())
            .collect();
        let found = index.ids(&request).unwrap();
        found_any += usize::from(!found.is_empty() && found.len() < articles.len());
        assert_eq!(met, found.iter().map(String::as_str).collect(), "{query}: {plan}");
    }
    assert!(found_any > 400, "{found_any}");
    assert!(kinds.len() >= 14, "{kinds:?}");
}

fn note_kinds(plan: &Requirement, kinds: &mut BTreeSet<String>) {
    let json = serde_json::to_value(plan).unwrap();
    kinds.insert(json["require"].to_string());
    plan.parts().iter().for_each(|part| note_kinds(part, kinds));
}
