//! The matcher beside the index: both decide the same articles.

use std::collections::BTreeSet;

use jianbao_article::Article;

use super::Matcher;
use crate::drawn;
use crate::index::index::Index;
use crate::query::plan::Requirement;
use crate::request::{Matching, SearchRequest};

#[test]
fn a_plan_is_met_by_the_articles_that_the_index_finds() {
    let mut random = fastrand::Rng::with_seed(11);
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let articles: Vec<Article> = (0..200).map(|number| drawn::article(&mut random, number, 30)).collect();
    for (number, article) in articles.iter().enumerate() {
        writer.add(article.clone()).unwrap();
        if number % 70 == 69 {
            writer.commit().unwrap();
        }
    }
    writer.finish().unwrap();
    let (mut found_any, mut kinds) = (0, BTreeSet::new());
    for _ in 0..1_000 {
        let query = drawn::query(&mut random, &articles);
        let request = SearchRequest::new(&query).matching(Matching::All).limit(1_000);
        let plan = index.explain(&request, None).unwrap().requirement;
        note_kinds(&plan, &mut kinds);
        let matcher = Matcher::new(&plan, index.analyzer());
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
