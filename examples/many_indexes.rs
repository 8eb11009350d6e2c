//! Many small indexes: one for each customer, each with fields of its own, written one after another and searched together.
//!
//! An open index has no threads. A writer allocates its memory and starts its threads with its first article. A few writers at
//! a time, with little memory, therefore serve any number of indexes.
//!
//! Run it: `cargo run --example many_indexes`

#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use std::path::Path;
use std::time::Instant;

use jianbao::article::{FieldDeclaration, FieldType};
use jianbao::index::WriterOptions;
use jianbao::{Article, Index, SearchRequest};

const CUSTOMERS: usize = 20;
const ARTICLES: usize = 50;

/// The index of a customer, made if it is not there.
fn open(folder: &Path, customer: usize) -> jianbao::Result<Index> {
    let views = FieldDeclaration::new("浏览", FieldType::Integer).alias("views");
    Index::builder().field(views).open_or_create(folder.join(format!("customer-{customer}")))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::temp_dir().join(format!("jianbao-many-indexes-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let started = Instant::now();
    let options = WriterOptions::default().memory_bytes(15_000_000).threads(1);
    for customer in 0..CUSTOMERS {
        let mut writer = open(&folder, customer)?.writer_with(options.clone())?;
        for number in 0..ARTICLES {
            let mut article = Article {
                id: Some(format!("{customer}-{number}")),
                title: Some(format!("第{number}号快讯：夜市亮灯")),
                ..Article::default()
            };
            article.extra.insert("views".into(), (customer * number).into());
            writer.add(article)?;
        }
        writer.finish()?;
    }
    println!("{CUSTOMERS} indexes written in {} ms", started.elapsed().as_millis());

    let indexes = (0..CUSTOMERS).map(|customer| open(&folder, customer)).collect::<Result<Vec<_>, _>>()?;
    let started = Instant::now();
    let request = SearchRequest::new("夜市 浏览:>500").limit(0);
    let totals = indexes.iter().map(|index| index.search(&request).map(|response| response.total));
    let totals = totals.collect::<Result<Vec<u64>, _>>()?;
    println!("{} articles in {} ms", totals.iter().sum::<u64>(), started.elapsed().as_millis());
    drop(indexes);
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}
