//! The tokenizer in a tantivy index of your own, without the rest of jianbao.
//!
//! Positions count characters (a Latin word or a number is one), so a phrase query does not depend on the segmentation of the
//! text; offsets are bytes of the raw text.
//!
//! Run it: `cargo run --example tantivy_tokenizer`

#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use jianbao::analysis::{Analyzer, ChineseTokenizer, Mode};
use tantivy::collector::TopDocs;
use tantivy::query::TermQuery;
use tantivy::schema::{IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Index, TantivyDocument, Term, doc};

fn main() -> tantivy::Result<()> {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("chinese")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let body = schema.add_text_field("body", TextOptions::default().set_indexing_options(indexing) | STORED);
    let index = Index::create_in_ram(schema.build());
    let tokenizer = ChineseTokenizer::new(Analyzer::new(), Mode::Full);
    index.tokenizers().register("chinese", TextAnalyzer::from(tokenizer));

    let mut writer = index.writer(15_000_000)?;
    writer.add_document(doc!(body => "國際論壇在南京舉行。"))?;
    writer.add_document(doc!(body => "图书馆开放夜场。"))?;
    writer.commit()?;

    let searcher = index.reader()?.searcher();
    let query = TermQuery::new(Term::from_field_text(body, "论坛"), IndexRecordOption::Basic);
    for (score, address) in searcher.search(&query, &TopDocs::with_limit(10).order_by_score())? {
        let document: TantivyDocument = searcher.doc(address)?;
        let text = document.get_first(body).and_then(|value| value.as_str().map(str::to_owned));
        println!("{score:.2} {}", text.unwrap_or_default());
    }
    Ok(())
}
