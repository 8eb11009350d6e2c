//! Answers to questions about a collection: one request answers many, with a filter for each.

use jianbao_core::{Facts, Question, Requirement, Scope};
use serde_json::{Map, Value, json};

use crate::compile::clauses::{any, term};
use crate::error::Error;
use crate::mapping::{BODY_UNITS, KEPT_KEY, TITLE_UNITS, TITLE_WORDS, WORDS};
use crate::search::Collection;
use crate::token::token;

/// Maximum number of questions of one request.
const MAX_QUESTIONS: usize = 200;

/// Answers questions.
pub(super) fn answer(collection: &Collection, facts: &Facts, questions: Vec<Question>) -> Result<(), Error> {
    let mut counted = Vec::new();
    for question in questions {
        match query(&question) {
            Some(query) => counted.push((question, query)),
            None => {
                let is_there = match string(&question) {
                    Some(string) => collection.has_any(&string)?,
                    None => false,
                };
                facts.answer(question, u64::from(is_there));
            }
        }
    }
    for batch in counted.chunks(MAX_QUESTIONS) {
        let filters: Map<String, Value> = (0..)
            .zip(batch)
            .map(|(number, (_, query)): (usize, _)| (number.to_string(), query.clone()))
            .collect();
        let request = json!({
            "size": 0, "track_total_hits": false, "aggs": {"facts": {"filters": {"filters": filters}}},
        });
        let answer = collection.answer(&request)?;
        let buckets = &answer["aggregations"]["facts"]["buckets"];
        for (number, (question, _)) in batch.iter().enumerate() {
            let count = buckets[number.to_string()]["doc_count"].as_u64();
            facts.answer(question.clone(), count.ok_or(Error::Unexpected { part: "doc_count" })?);
        }
    }
    Ok(())
}

/// The query whose number of matches answers a question; `None` if the texts have to be examined.
fn query(question: &Question) -> Option<Value> {
    match question {
        Question::Word { term: word } => Some(term(WORDS, &token(word))),
        Question::TitleWord { term: word } => Some(term(TITLE_WORDS, &token(word))),
        Question::Unit { unit } => {
            let unit = token(unit);
            Some(any(vec![term(TITLE_UNITS, &unit), term(BODY_UNITS, &unit)]))
        }
        Question::KeptKey { key } => Some(term(KEPT_KEY, &token(key))),
        _ => None,
    }
}

/// The requirement of a question about a string.
fn string(question: &Question) -> Option<Requirement> {
    let (text, scope) = match question {
        Question::Contained { text } => (text, Scope::Anywhere),
        Question::ContainedInTitle { text } => (text, Scope::Title),
        Question::ContainedInBody { text } => (text, Scope::Body),
        _ => return None,
    };
    Some(Requirement::Joined { text: text.clone(), scope, apart: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_is_a_query_or_a_string() {
        let text = || "规划".to_owned();
        for (question, expect) in [
            (Question::Word { term: text() }, r#"{"term":{"words":{"value":"规划"}}}"#),
            (Question::TitleWord { term: text() }, r#"{"term":{"title_words":{"value":"规划"}}}"#),
            (
                Question::KeptKey { key: "a b".to_owned() },
                "{\"term\":{\"kept_key\":{\"value\":\"a\\u0005b\"}}}",
            ),
        ] {
            assert_eq!(query(&question).unwrap().to_string(), expect);
            assert!(string(&question).is_none());
        }
        assert!(query(&Question::Unit { unit: "规".to_owned() }).is_some());
        for question in [
            Question::Contained { text: text() },
            Question::ContainedInTitle { text: text() },
            Question::ContainedInBody { text: text() },
        ] {
            assert!(query(&question).is_none() && string(&question).is_some());
        }
    }
}
