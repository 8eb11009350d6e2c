//! Sets made of headlines: an article is searched in the bodies alone, by its headline or by words of it.
//!
//! A headline becomes three queries: the whole headline, two or three adjacent words as they stand, and as many words from
//! anywhere in it, with spaces between them. The same seed draws the same queries.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Result;
use jianbao::Article;
use jianbao::analysis::{Analyzer, normalize};

use crate::set::{Question, Set, lines};

/// The number of queries of a set.
const QUERIES: usize = 600;

/// The fewest characters of a headline and of a body: shorter ones say nothing.
const MIN_CHARS: [usize; 2] = [8, 100];

/// The sets of a JSON Lines file of articles.
pub(crate) fn sets(file: &Path) -> Result<Vec<Set>> {
    let name = file.file_stem().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
    let articles: Vec<Article> = lines(file)?;
    let analyzer = Analyzer::new();
    let mut random = fastrand::Rng::with_seed(7);
    let mut counts: HashMap<String, usize> = HashMap::new();
    for article in &articles {
        *counts.entry(article.title_text()).or_default() += 1;
    }
    let mut places: Vec<usize> = (0..articles.len()).collect();
    random.shuffle(&mut places);
    let mut questions: [Vec<Question>; 3] = Default::default();
    for article in places.into_iter().map(|place| &articles[place]) {
        if questions[0].len() == QUERIES {
            break;
        }
        let title = article.title_text();
        // A headline that several articles have, such as that of a column, names none of them.
        let is_long = [title.chars().count(), article.body_text().chars().count()]
            .iter()
            .zip(MIN_CHARS)
            .all(|(chars, min)| *chars >= min);
        let normalized = normalize(&title);
        let words: Vec<&str> =
            analyzer.exact(&normalized).into_iter().map(|word| &normalized[word.bytes()]).collect();
        let is_word = |word: &&str| word.chars().count() > 1 && word.chars().all(char::is_alphanumeric);
        let count = random.usize(2..4);
        let adjacent: Vec<&[&str]> = words.windows(count).filter(|words| words.iter().all(is_word)).collect();
        if !is_long || counts[&title] > 1 || adjacent.is_empty() {
            continue;
        }
        let mut any: Vec<&str> = words.iter().copied().filter(is_word).collect();
        random.shuffle(&mut any);
        any.truncate(count);
        let adjacent = adjacent[random.usize(..adjacent.len())].concat();
        let relevant = vec![article.id.clone().unwrap_or_default()];
        for (questions, query) in questions.iter_mut().zip([title, adjacent, any.join(" ")]) {
            questions.push(Question { query, relevant: relevant.clone() });
        }
    }
    let bodies: Vec<Article> = articles
        .into_iter()
        .map(|article| Article { id: article.id, body: article.body, ..Article::default() })
        .collect();
    let kinds = ["whole headlines", "adjacent words", "any words"];
    Ok(kinds
        .into_iter()
        .zip(questions)
        .map(|(kind, questions)| Set { name: format!("{name}, {kind}"), articles: bodies.clone(), questions })
        .collect())
}
