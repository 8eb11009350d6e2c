//! Time to index an article, and latency of a query of each class, measured in one run.
//!
//! The bench uses real news (`../shared/corpus`) if that folder is beside the project, else many copies of the sample news, for
//! which caches work better; the first line of the output names the text. Run it with `cargo bench --bench search`. Only
//! figures of one machine can be compared.

#![expect(clippy::print_stdout, reason = "a bench says what it measures")]

#[path = "news/articles.rs"]
mod news;

use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::BytesCount;
use jianbao::{Article, Index, Matching, SearchRequest};

fn main() {
    println!("corpus: {} articles of {}", CORPUS.articles.len(), CORPUS.name);
    divan::main();
}

struct Corpus {
    name: &'static str,
    articles: Vec<Article>,
    text_bytes: usize,
}

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| {
    let (name, articles) = news::articles(40);
    let text_bytes = articles.iter().map(|a| a.title_text().len() + a.body_text().len()).sum();
    Corpus { name, articles, text_bytes }
});

fn indexed() -> Index {
    let index = Index::in_memory().expect("memory suffices");
    let mut writer = index.writer().expect("nobody else writes to it");
    for article in &CORPUS.articles {
        writer.add(article.clone()).expect("memory suffices");
    }
    writer.finish().expect("memory suffices");
    index
}

static INDEX: LazyLock<Index> = LazyLock::new(indexed);

#[divan::bench(sample_count = 3, sample_size = 1)]
fn index_everything(bencher: Bencher) {
    LazyLock::force(&CORPUS);
    bencher.counter(BytesCount::new(CORPUS.text_bytes)).bench(indexed);
}

/// One query of each class.
const QUERIES: [&str; 6] = ["发展", "技能大赛", "图书馆 读者", "“高质量发展”", "“况下”", "职工 -上海"];

#[divan::bench(args = QUERIES)]
fn count_matches(query: &str) -> u64 {
    let request = SearchRequest::new(query).limit(0);
    INDEX.search(&request).expect("the index is sound").total
}

#[divan::bench(args = QUERIES)]
fn ten_hits_with_snippets(query: &str) -> usize {
    let request = SearchRequest::new(query).matching(Matching::All);
    INDEX.search(&request).expect("the index is sound").hits.len()
}
