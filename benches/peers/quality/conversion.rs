//! Sets in traditional characters, by OpenCC (`s2tw`: characters and phrases as in Taiwan).

use anyhow::{Context, Result};
use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use jianbao::Article;

use crate::set::{Question, Set};

/// The set with documents and queries converted, with its documents alone, and with its queries alone.
pub(crate) fn converted(set: &Set) -> Result<Vec<Set>> {
    let converter = OpenCC::from_config(BuiltinConfig::S2tw).context("open OpenCC's tables")?;
    let of_article = |article: &Article| Article {
        title: article.title.as_deref().map(|title| converter.convert(title)),
        body: article.body.iter().map(|paragraph| converter.convert(paragraph)).collect(),
        ..article.clone()
    };
    let of_question = |question: &Question| Question {
        query: converter.convert(&question.query),
        relevant: question.relevant.clone(),
    };
    let articles: Vec<Article> = set.articles.iter().map(of_article).collect();
    let questions: Vec<Question> = set.questions.iter().map(of_question).collect();
    let named = |what: &str| format!("{}, {what}", set.name);
    Ok(vec![
        Set { name: named("traditional"), articles: articles.clone(), questions: questions.clone() },
        Set { name: named("traditional documents"), articles, questions: set.questions.clone() },
        Set { name: named("traditional queries"), articles: set.articles.clone(), questions },
    ])
}
