//! Ranking quality of jianbao, beside BM25 over words alone and over bigrams alone.
//!
//! ```text
//! cargo run --release -p jianbao-peers --features quality --bin quality -- ../shared/gold/events ../shared/gold/cmrc2018
//! ```
//!
//! A set is a folder with `docs.jsonl` (articles) and `queries.jsonl` (`{"query", "relevant": [id, …]}`). All
//! rankings use the same documents and queries in the same run. jianbao searches with the defaults of the
//! command line. The peers are tantivy's BM25 over title and body in one field. A document matches if it
//! contains any token of the query. Words come from tantivy-jieba with its defaults.
//!
//! The figures are means of nDCG@10 and MRR@10 over all queries. The halves (queries of even and odd number)
//! show the size of chance differences.

#![expect(clippy::print_stdout, reason = "a bench shows what it measured")]

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use jianbao::{Article, Index, SearchRequest};
use jianbao_peers::bigrams::Bigrams;
use serde::Deserialize;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::{
    Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::tokenizer::{LowerCaser, TextAnalyzer};
use tantivy::{IndexWriter, Searcher, TantivyDocument, Term, doc};

/// The depth at which a ranking is judged.
const DEPTH: usize = 10;

#[derive(Deserialize)]
struct Question {
    query: String,
    relevant: Vec<String>,
}

fn main() -> Result<()> {
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    anyhow::ensure!(!folders.is_empty(), "name the folders of the sets, as ../shared/gold/events");
    for folder in folders {
        judge(&folder).with_context(|| format!("the set {}", folder.display()))?;
    }
    Ok(())
}

/// The ids of the best documents for a query, best first.
type Ranking<'a> = &'a dyn Fn(&str) -> Result<Vec<String>>;

fn judge(folder: &Path) -> Result<()> {
    let articles: Vec<Article> = lines(&folder.join("docs.jsonl"))?;
    let questions: Vec<Question> = lines(&folder.join("queries.jsonl"))?;
    println!("{}: {} documents, {} queries", folder.display(), articles.len(), questions.len());
    println!("{:<28} nDCG@10  MRR@10   even   odd (nDCG@10)", "");
    let ours = Ours::of(&articles)?;
    let words = TextAnalyzer::builder(tantivy_jieba::JiebaTokenizer::new()).filter(LowerCaser).build();
    let words = Bm25::of(&articles, words)?;
    let bigrams = Bm25::of(&articles, TextAnalyzer::from(Bigrams))?;
    let rankings: [(&str, Ranking<'_>); 3] = [
        ("jianbao", &|query| ours.ranking(query)),
        ("words alone (tantivy-jieba)", &|query| words.ranking(query)),
        ("pairs alone", &|query| bigrams.ranking(query)),
    ];
    for (name, ranking) in rankings {
        let figures = questions
            .iter()
            .map(|question| Ok(Figures::of(&ranking(&question.query)?, &question.relevant)))
            .collect::<Result<Vec<Figures>>>()?;
        let ndcg = |step: usize, from: usize| {
            mean(figures.iter().skip(from).step_by(step).map(|figures| figures.ndcg))
        };
        let mrr = mean(figures.iter().map(|figures| figures.reciprocal_rank));
        println!("{name:<28} {:.4}   {mrr:.4}   {:.4} {:.4}", ndcg(1, 0), ndcg(2, 0), ndcg(2, 1));
    }
    Ok(())
}

fn lines<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<Vec<T>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("read {}", path.display()))?;
    text.lines()
        .enumerate()
        .map(|(index, line)| {
            serde_json::from_str(line).with_context(|| format!("{}, line {}", path.display(), index + 1))
        })
        .collect()
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / count
}

/// The quality of one ranking.
struct Figures {
    /// Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002), relevance being 0 or 1.
    ndcg: f64,
    /// 1 / the rank of the first relevant document; 0 without one.
    reciprocal_rank: f64,
}

impl Figures {
    fn of(ranking: &[String], relevant: &[String]) -> Figures {
        let gain = |place: u32| 1.0 / (f64::from(place) + 1.0).log2();
        let places: Vec<u32> = (1..)
            .zip(ranking.iter().take(DEPTH))
            .filter(|(_, id)| relevant.contains(id))
            .map(|(place, _)| place)
            .collect();
        let ideal: f64 = (1..).take(relevant.len().min(DEPTH)).map(gain).sum();
        Figures {
            ndcg: places.iter().copied().map(gain).sum::<f64>() / ideal,
            reciprocal_rank: places.first().map_or(0.0, |&place| 1.0 / f64::from(place)),
        }
    }
}

/// jianbao, as the command line searches by default.
struct Ours {
    index: Index,
}

impl Ours {
    fn of(articles: &[Article]) -> Result<Ours> {
        let index = Index::in_memory()?;
        let mut writer = index.writer()?;
        for article in articles {
            writer.add(article.clone())?;
        }
        writer.finish()?;
        Ok(Ours { index })
    }

    fn ranking(&self, query: &str) -> Result<Vec<String>> {
        let request = SearchRequest::new(query).limit(DEPTH).snippets(0);
        Ok(self.index.search(&request)?.hits.into_iter().map(|hit| hit.id).collect())
    }
}

/// tantivy's BM25 over the tokens of one analyzer, any of the query's.
struct Bm25 {
    searcher: Searcher,
    analyzer: TextAnalyzer,
    id: Field,
    text: Field,
}

impl Bm25 {
    fn of(articles: &[Article], analyzer: TextAnalyzer) -> Result<Bm25> {
        let mut schema = Schema::builder();
        let indexing =
            TextFieldIndexing::default().set_tokenizer("peer").set_index_option(IndexRecordOption::WithFreqs);
        let id = schema.add_text_field("id", STRING | STORED);
        let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let index = tantivy::Index::create_in_ram(schema.build());
        index.tokenizers().register("peer", analyzer.clone());
        let mut writer: IndexWriter = index.writer_with_num_threads(2, 200_000_000)?;
        for article in articles {
            let whole = format!("{}\n{}", article.title_text(), article.body_text());
            writer.add_document(doc!(id => article.id.clone().unwrap_or_default(), text => whole))?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        Ok(Bm25 { searcher: index.reader()?.searcher(), analyzer, id, text })
    }

    fn ranking(&self, query: &str) -> Result<Vec<String>> {
        let mut terms: Vec<Box<dyn Query>> = Vec::new();
        self.analyzer.clone().token_stream(query).process(&mut |token| {
            let term = Term::from_field_text(self.text, &token.text);
            terms.push(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)));
        });
        let any = BooleanQuery::union(terms);
        let best = self.searcher.search(&any, &TopDocs::with_limit(DEPTH).order_by_score())?;
        best.into_iter()
            .map(|(_, address)| {
                let document: TantivyDocument = self.searcher.doc(address)?;
                let id = document.get_first(self.id).and_then(|value| value.as_str().map(str::to_owned));
                id.context("a document has no id")
            })
            .collect()
    }
}
