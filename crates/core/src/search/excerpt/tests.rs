//! The law of excerpts, tested on random articles: an excerpt with only the matches and partial matches gives the response of
//! the whole index.

use jianbao_article::Article;
use tantivy::Term;

use super::*;
use crate::drawn;
use crate::facts::{Lengths, Question};
use crate::request::{Matching, Reprints, SearchLimits, Sort};

fn index_of(articles: &[Article]) -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    articles.iter().for_each(|article| drop(writer.add(article.clone()).unwrap()));
    writer.finish().unwrap();
    index
}

/// The answer of a whole index to a question, without the functions of plans.
fn answer(whole: &Index, articles: &[Article], question: &Question) -> u64 {
    let fields = whole.fields();
    let frequency =
        |field, text: &str| whole.reader().searcher.doc_freq(&Term::from_field_text(field, text)).unwrap();
    let contained = |text: &str, scope| {
        let needle = Requirement::Joined { text: text.to_owned(), scope, apart: Vec::new() };
        let matcher = crate::Matcher::new(&needle, whole.analyzer());
        articles.iter().filter(|article| matcher.matches(article).unwrap()).count() as u64
    };
    match question {
        Question::Word { term } => frequency(fields.all_words, term),
        Question::TitleWord { term } => frequency(fields.title_words, term),
        Question::Unit { unit } => frequency(fields.all_chars, unit),
        Question::KeptKey { key } => frequency(fields.kept_key, key),
        Question::Contained { text } => contained(text, Scope::Anywhere),
        Question::ContainedInTitle { text } => contained(text, Scope::Title),
        Question::ContainedInBody { text } => contained(text, Scope::Body),
    }
}

/// A step, repeated until every question is answered.
fn settled<T>(whole: &Index, articles: &[Article], facts: &Facts, step: impl Fn() -> T) -> T {
    loop {
        let result = step();
        let questions = facts.questions();
        if questions.is_empty() {
            return result;
        }
        for question in questions {
            let articles = answer(whole, articles, &question);
            facts.answer(question, articles);
        }
    }
}

fn ids(response: &SearchResponse) -> Vec<&str> {
    response.hits.iter().map(|hit| hit.id.as_str()).collect()
}

#[test]
fn matches_and_partial_matches_alone_give_the_response_of_the_whole_index() {
    let mut random = fastrand::Rng::with_seed(11);
    let articles: Vec<Article> = (0..300).map(|number| drawn::article(&mut random, number, 25)).collect();
    let whole = index_of(&articles);
    let mut lengths = Lengths::default();
    for article in &articles {
        let terms = crate::ArticleTerms::of(article.clone(), whole.analyzer()).unwrap();
        lengths.words += terms.words.len() as u64;
        lengths.title_words += terms.title_words.len() as u64;
        lengths.characters += terms.characters;
    }
    let facts = Facts::new(articles.len() as u64, lengths);
    let (mut partial, mut tried) = (0, 0);
    for number in 0..200 {
        let query = drawn::query(&mut random, &articles);
        let sort = [Sort::Relevance, Sort::Relevance, Sort::Newest, Sort::Oldest][number % 4];
        let reprints = if number.is_multiple_of(3) { Reprints::Fold } else { Reprints::Show };
        let request = SearchRequest::new(&query).sort(sort).reprints(reprints).without_suggestions();
        let mut expected = whole.search(&request).unwrap();
        let empty = Index::in_memory().unwrap();
        let plan = || Excerpt { index: &empty, facts: &facts }.plan(&request).unwrap();
        let planned = settled(&whole, &articles, &facts, plan);
        assert_eq!(planned.requirement, whole.explain(&request, None).unwrap().requirement, "{query}");
        let matcher = crate::Matcher::new(&planned.requirement, whole.analyzer());
        let filling = planned.requirement.filling().map(|plan| crate::Matcher::new(&plan, whole.analyzer()));
        let is_needed = |article: &Article| {
            matcher.matches(article).unwrap()
                || filling.as_ref().is_some_and(|filling| filling.matches(article).unwrap())
        };
        let needed: Vec<Article> = articles.iter().filter(|article| is_needed(article)).cloned().collect();
        tried += usize::from(needed.len() < articles.len());
        let excerpt = index_of(&needed);
        let search = || Excerpt { index: &excerpt, facts: &facts }.search(&request).unwrap();
        let mut found = settled(&whole, &articles, &facts, search);
        (expected.took_us, found.took_us) = (0, 0);
        partial += found.partial_hits;
        // A number in another spelling is scored by the articles that have it, which an excerpt does not know.
        if query.contains(|c: char| c.is_ascii_digit() || "一三百第天届万〇○".contains(c)) {
            assert_eq!((found.total, &found.as_typed), (expected.total, &expected.as_typed), "{query}");
            continue;
        }
        // Scores are sums whose order depends on the frequencies in a segment, so the last bits differ, and with them the order
        // of hits that score alike.
        for (found, expected) in found.hits.iter_mut().zip(&mut expected.hits) {
            let (one, other) = (std::mem::take(&mut found.score), std::mem::take(&mut expected.score));
            assert!((one - other).abs() < 1e-3, "{query}: {} {one}, {} {other}", found.id, expected.id);
        }
        found.hits.sort_by(|a, b| a.id.cmp(&b.id));
        expected.hits.sort_by(|a, b| a.id.cmp(&b.id));
        let other = format!("{query}: {:?} {:?}", ids(&found), ids(&expected));
        assert!(found == expected, "{other}");
        // No full match is missing from the requirement of partial ones.
        let all = request.clone().matching(Matching::All).limits(SearchLimits::default());
        assert_eq!(whole.search(&all).unwrap().total, found.total);
    }
    assert!(partial > 50 && tried > 100, "{partial} {tried}");
}
