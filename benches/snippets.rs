//! Cost of a snippet with jianbao's highlighter and with tantivy's generator, in one run. Both make one passage
//! of 80 characters from the body of every article that a query finds. Reading the articles is not measured.
//!
//! The peer is tantivy's `SnippetGenerator` with jianbao's tokenizer, for the words of the query. It counts bytes, so its
//! length is 240. It panics on some texts; those are counted before the timing and left out for both.
//!
//! The bench uses real news (`../shared/corpus`) if that folder is beside the project, else the sample news. The first line of
//! the output names the text and the number of hits of each query; a time divided by the hits is the time of one snippet. Run
//! it with `cargo bench --bench snippets`.

#![expect(clippy::print_stdout, reason = "a bench says what it measures")]

#[path = "news/articles.rs"]
mod news;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::ItemsCount;
use jianbao::analysis::{Analyzer, ChineseTokenizer, Mode};
use jianbao::{Article, Highlighter, Index, Matching, SearchRequest};
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::snippet::SnippetGenerator;
use tantivy::{Term, doc};

/// One of each kind: common, of two words, a quote, a text in another spelling, a partial match.
const QUERIES: [&str; 5] = ["发展", "图书馆 读者", "“高质量发展”", "國際 論壇", "雾溪镇的春茶"];

const MAX_CHARS: usize = 80;

/// Maximum number of hits of one query.
const MAX_HITS: usize = 500;

fn main() {
    // The peer's panic messages are not wanted here; they are counted.
    std::panic::set_hook(Box::new(|_| {}));
    println!("corpus: {} articles of {}", CORPUS.1.len(), CORPUS.0);
    for query in QUERIES {
        let case = Case::new(query);
        println!("{query}: {} hits; the peer panics on {} more", case.bodies.len(), case.panics);
    }
    divan::main();
}

static CORPUS: LazyLock<(&str, Vec<Article>)> = LazyLock::new(|| news::articles(1));

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let index = Index::in_memory().expect("memory suffices");
    let mut writer = index.writer().expect("nobody else writes to it");
    for article in &CORPUS.1 {
        writer.add(article.clone()).expect("memory suffices");
    }
    writer.finish().expect("memory suffices");
    index
});

/// tantivy's index of the bodies: its generator weights words by their rarity there.
static PEER: LazyLock<tantivy::Index> = LazyLock::new(|| {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("chinese")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let body = schema.add_text_field("body", TextOptions::default().set_indexing_options(indexing));
    let index = tantivy::Index::create_in_ram(schema.build());
    index.tokenizers().register("chinese", ChineseTokenizer::new(Analyzer::new(), Mode::Exact));
    let mut writer = index.writer_with_num_threads(1, 50_000_000).expect("memory suffices");
    for article in &CORPUS.1 {
        writer.add_document(doc!(body => article.body_text())).expect("memory suffices");
    }
    writer.commit().expect("memory suffices");
    index
});

/// A query with its bodies, and both ways to make passages of them.
struct Case {
    bodies: Vec<String>,
    highlighter: Highlighter,
    peer: SnippetGenerator,
    panics: usize,
}

impl Case {
    fn new(query: &str) -> Case {
        let request = SearchRequest::new(query).limit(MAX_HITS).snippets(0).matching(Matching::Fill);
        let hits = INDEX.search(&request).expect("the index is sound").hits;
        let body_of =
            |id: &str| INDEX.get(id).expect("the index is sound").expect("it was found").body_text();
        let found: Vec<String> = hits.iter().map(|hit| body_of(&hit.id)).collect();
        let highlighter = INDEX.highlighter(&request).expect("the index is sound");
        let peer = generator(query);
        let is_sound = |body: &String| catch_unwind(AssertUnwindSafe(|| peer.snippet(body))).is_ok();
        let all = found.len();
        let bodies: Vec<String> = found.into_iter().filter(is_sound).collect();
        Case { panics: all - bodies.len(), bodies, highlighter, peer }
    }
}

fn generator(query: &str) -> SnippetGenerator {
    let searcher = PEER.reader().expect("the index is sound").searcher();
    let body = PEER.schema().get_field("body").expect("it was added");
    let words = Analyzer::new().tokens(query, Mode::Exact);
    let clauses = words
        .iter()
        .map(|word| {
            let term = Term::from_field_text(body, &word.text);
            let query: Box<dyn Query> = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
            (Occur::Should, query)
        })
        .collect();
    let mut generator =
        SnippetGenerator::create(&searcher, &BooleanQuery::new(clauses), body).expect("the index is sound");
    generator.set_max_num_chars(3 * MAX_CHARS);
    generator
}

#[divan::bench(args = QUERIES)]
fn jianbao_marker(bencher: Bencher, query: &str) {
    let case = Case::new(query);
    bencher.counter(ItemsCount::new(case.bodies.len())).bench(|| {
        case.bodies.iter().map(|body| case.highlighter.snippets(body, 1, MAX_CHARS).len()).sum::<usize>()
    });
}

#[divan::bench(args = QUERIES)]
fn tantivy_generator(bencher: Bencher, query: &str) {
    let case = Case::new(query);
    bencher
        .counter(ItemsCount::new(case.bodies.len()))
        .bench(|| case.bodies.iter().map(|body| case.peer.snippet(body).fragment().len()).sum::<usize>());
}
