//! Updates from a channel while searching: one thread writes incoming articles, others search the commits.
//!
//! A search sees the complete last commit, and never waits for the writer.
//!
//! Run it: `cargo run --example live_updates`

#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use std::sync::mpsc::{self, Receiver};
use std::thread;

use jianbao::{Article, Index, SearchRequest};

/// The number of articles in a commit: a commit costs more than an article.
const BATCH: usize = 50;

fn write(index: &Index, articles: Receiver<Article>) -> jianbao::Result<()> {
    let mut writer = index.writer()?;
    for (number, article) in articles.into_iter().enumerate() {
        writer.add(article)?; // An article with an id that is known takes the place of the other.
        if (number + 1) % BATCH == 0 {
            writer.commit()?;
        }
    }
    writer.finish()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let index = Index::in_memory()?;
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        let writing = scope.spawn(|| write(&index, receiver));
        scope.spawn(move || {
            for number in 0..200 {
                let title = format!("第{number}号快讯：夜市亮灯");
                let article =
                    Article { id: Some(number.to_string()), title: Some(title), ..Article::default() };
                if sender.send(article).is_err() {
                    return;
                }
            }
        });
        let request = SearchRequest::new("夜市").limit(1);
        let mut seen = u64::MAX;
        while !writing.is_finished() {
            let total = index.search(&request)?.total;
            if total != seen {
                println!("{total} so far");
                seen = total;
            }
            thread::yield_now();
        }
        writing.join().map_err(|_| "the writer panicked")??;
        println!("{} in the end", index.search(&request)?.total);
        Ok(())
    })
}
