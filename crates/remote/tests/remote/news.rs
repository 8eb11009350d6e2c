//! Real news for the tests, if it is beside the repository.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use jianbao_article::Article;

use crate::skipping::skip;

/// One line of this number is taken.
const EVERY: usize = 34;

/// Some 400 real articles; none where the news is not.
pub(crate) fn articles() -> Vec<Article> {
    some(EVERY, usize::MAX)
}

/// Up to 5,000 real articles; none where the news is not.
pub(crate) fn many() -> Vec<Article> {
    some(2, 5_000)
}

fn some(every: usize, most: usize) -> Vec<Article> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/rmrb-2020-01-06.jsonl");
    let Ok(file) = File::open(&path) else {
        skip("corpus", format_args!("{} is not there", path.display()));
        return Vec::new();
    };
    let lines = BufReader::new(file).lines().step_by(every).take(most);
    lines.map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect()
}
