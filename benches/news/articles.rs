//! Articles for the benches of the library: real news if it is beside the project, else the sample news.

use std::path::Path;

use jianbao::Article;

/// The name of the text and its articles, with numbers for ids: every fourth one of half a year of a newspaper, or copies of the
/// sample news. Without ids, copies of one text would be one article.
pub(crate) fn articles(copies_of_sample: usize) -> (&'static str, Vec<Article>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let real = root.join("../shared/corpus/rmrb-2020-01-06.jsonl");
    let (name, lines, times, step) = match std::fs::read_to_string(real) {
        Ok(lines) => ("人民日报, first half of 2020, every fourth", lines, 1, 4),
        Err(_) => {
            let sample = std::fs::read_to_string(root.join("examples/news/reports.jsonl"));
            ("the sample news", sample.expect("the project ships its sample news"), copies_of_sample, 1)
        }
    };
    let once: Vec<Article> = (lines.lines().step_by(step))
        .map(|line| serde_json::from_str(line).expect("the corpus is JSON lines of articles"))
        .collect();
    let all = once.iter().cycle().take(once.len() * times).enumerate();
    (name, all.map(|(number, article)| Article { id: Some(number.to_string()), ..article.clone() }).collect())
}
