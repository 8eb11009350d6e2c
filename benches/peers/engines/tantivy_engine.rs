//! tantivy with one of the usual tokenizers for Chinese, used as its own documentation shows.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use cang_jie::{CangJieTokenizer, TokenizerOption};
use jianbao_peers::bigrams::Bigrams;
use jieba_rs::Jieba;
use tantivy::collector::{DocSetCollector, TopDocs};
use tantivy::query::{Query as TantivyQuery, QueryParser};
use tantivy::schema::{
    Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::snippet::SnippetGenerator;
use tantivy::tokenizer::{LowerCaser, TextAnalyzer};
use tantivy::{DocAddress, Index, IndexWriter, TantivyDocument, doc};

use crate::document::Document;
use crate::engine::{Engine, PAGE, Searcher};
use crate::queries::Query;

/// The tokenizations of text.
#[derive(Clone, Copy)]
pub(crate) enum Cut {
    Jieba,
    CangJie,
    CangJieUnicode,
    Bigrams,
}

impl Cut {
    fn analyzer(self) -> TextAnalyzer {
        match self {
            Cut::Jieba => {
                TextAnalyzer::builder(tantivy_jieba::JiebaTokenizer::new()).filter(LowerCaser).build()
            }
            Cut::CangJie => cang_jie(Jieba::new(), TokenizerOption::Default { hmm: false }),
            Cut::CangJieUnicode => cang_jie(Jieba::empty(), TokenizerOption::Unicode),
            Cut::Bigrams => TextAnalyzer::from(Bigrams),
        }
    }
}

fn cang_jie(jieba: Jieba, option: TokenizerOption) -> TextAnalyzer {
    TextAnalyzer::builder(CangJieTokenizer { worker: Arc::new(jieba), option }).filter(LowerCaser).build()
}

pub(crate) struct TantivyEngine {
    pub(crate) cut: Cut,
}

/// The memory for documents that are not yet written, in bytes; the same as jianbao's.
const MEMORY_BYTES: usize = 100_000_000;

const TOKENIZER: &str = "chinese";

#[derive(Clone, Copy)]
struct Fields {
    id: Field,
    title: Field,
    body: Field,
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(indexing).set_stored();
    let fields = Fields {
        id: schema.add_text_field("id", STRING | STORED),
        title: schema.add_text_field("title", text.clone()),
        body: schema.add_text_field("body", text),
    };
    (schema.build(), fields)
}

impl Engine for TantivyEngine {
    fn index(&self, documents: Vec<Document>, folder: &Path) -> Result<()> {
        let (schema, fields) = schema();
        let index = Index::create_in_dir(folder, schema)?;
        index.tokenizers().register(TOKENIZER, self.cut.analyzer());
        let mut writer: IndexWriter = index.writer_with_num_threads(2, MEMORY_BYTES)?;
        for Document { id, title, body } in documents {
            writer.add_document(doc!(fields.id => id, fields.title => title, fields.body => body))?;
        }
        writer.commit()?;
        Ok(writer.wait_merging_threads()?)
    }

    fn open(&self, folder: &Path) -> Result<Box<dyn Searcher>> {
        let index = Index::open_in_dir(folder)?;
        index.tokenizers().register(TOKENIZER, self.cut.analyzer());
        let searcher = index.reader()?.searcher();
        let (_, fields) = schema();
        Ok(Box::new(Opened { index, searcher, fields }))
    }
}

struct Opened {
    index: Index,
    searcher: tantivy::Searcher,
    fields: Fields,
}

impl Opened {
    fn parse(&self, query: &Query) -> Result<Box<dyn TantivyQuery>> {
        let mut parser = QueryParser::for_index(&self.index, vec![self.fields.title, self.fields.body]);
        parser.set_conjunction_by_default();
        let text = if query.class.is_quoted() { format!("\"{}\"", query.text) } else { query.text.clone() };
        Ok(parser.parse_query(&text)?)
    }

    fn best(&self, query: &dyn TantivyQuery) -> Result<Vec<DocAddress>> {
        let best = self.searcher.search(query, &TopDocs::with_limit(PAGE).order_by_score())?;
        Ok(best.into_iter().map(|(_, address)| address).collect())
    }
}

impl Searcher for Opened {
    fn top(&self, query: &Query) -> Result<usize> {
        Ok(self.best(self.parse(query)?.as_ref())?.len())
    }

    fn snippets(&self, query: &Query) -> Result<usize> {
        let query = self.parse(query)?;
        let best = self.best(query.as_ref())?;
        let generator = SnippetGenerator::create(&self.searcher, query.as_ref(), self.fields.body)?;
        let mut bytes = 0;
        for address in best {
            let document: TantivyDocument = self.searcher.doc(address)?;
            // The generator panics on some texts with tokens that overlap; such a hit has no snippet.
            let html = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                generator.snippet_from_doc(&document).to_html()
            }));
            bytes += html.map_or(0, |html| html.len());
        }
        Ok(bytes)
    }

    fn all(&self, query: &Query) -> Result<Vec<String>> {
        let addresses = self.searcher.search(self.parse(query)?.as_ref(), &DocSetCollector)?;
        addresses
            .into_iter()
            .map(|address| {
                let document: TantivyDocument = self.searcher.doc(address)?;
                let id = document.get_first(self.fields.id).and_then(|id| id.as_str().map(str::to_owned));
                id.context("a document without an id")
            })
            .collect()
    }
}
