//! Memory of many open writers: a program with an index for each of its users.
//!
//! ```text
//! cargo bench --profile dev --bench open_writers             100 indexes of 50 articles
//! cargo bench --profile dev --bench open_writers -- COUNT    COUNT indexes of 50 articles
//! ```
//!
//! Prints the resident memory of the process and its threads (on Linux): with all indexes open, with a writer for each, after ten
//! articles for each writer, after a commit of each, and after the writers are closed. The first row has the default options of a
//! writer, the others have fewer threads or less memory. The result does not depend on the build profile. The indexes are in a
//! temporary folder, on systems with `/dev/shm` in memory.

#![expect(clippy::print_stdout, reason = "a bench is run for what it prints")]

use std::path::Path;
use std::{env, fs};

use jianbao::index::WriterOptions;
use jianbao::{Article, Index, Writer};

const ARTICLES: usize = 50;
const MORE: usize = 10;

fn main() -> jianbao::Result<()> {
    let count = env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let count: usize = count.map_or(100, |count| count.parse().expect("a number of indexes"));
    let base = Path::new("/dev/shm");
    let folder = if base.is_dir() { tempfile::tempdir_in(base) } else { tempfile::tempdir() };
    let folder = folder.expect("a temporary folder can be made");
    for number in 0..count {
        let mut writer = Index::create(folder.path().join(number.to_string()))?.writer()?;
        (0..ARTICLES).try_for_each(|article| writer.add(made(article)).map(drop))?;
        writer.finish()?;
    }
    println!("{count} indexes of {ARTICLES} articles: resident memory in MB (threads)");
    println!(
        "| options | open | writers | {MORE} articles each | committed | closed |\n|---|---|---|---|---|---|"
    );
    let one = WriterOptions::default().threads(1);
    for (name, options) in [
        ("default", WriterOptions::default()),
        ("`threads(1)`", one.clone()),
        ("`threads(1).memory_bytes(15_000_000)`", one.memory_bytes(15_000_000)),
    ] {
        let indexes: Vec<Index> = (0..count)
            .map(|number| Index::open(folder.path().join(number.to_string())))
            .collect::<Result<_, _>>()?;
        let mut row = vec![state()];
        let mut writers: Vec<Writer> =
            indexes.iter().map(|index| index.writer_with(options.clone())).collect::<Result<_, _>>()?;
        row.push(state());
        for writer in &mut writers {
            (0..MORE).try_for_each(|article| writer.add(made(article)).map(drop))?;
        }
        // The threads take the articles from their queue.
        std::thread::sleep(std::time::Duration::from_secs(2));
        row.push(state());
        writers.iter_mut().try_for_each(Writer::commit)?;
        row.push(state());
        drop(writers);
        row.push(state());
        println!("| {name} | {} |", row.join(" | "));
    }
    Ok(())
}

fn made(number: usize) -> Article {
    let paragraph =
        format!("昨夜一场雨，街上的树都洗净了。卖花的人又出来了，第{number}位说今天有{number}枝。").repeat(8);
    Article {
        id: Some(number.to_string()),
        title: Some(format!("雨后的街上，第{number}天")),
        body: vec![paragraph],
        ..Article::default()
    }
}

/// The resident memory of this process in MB, and its threads.
fn state() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let number = |name: &str| -> u64 {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or_default()
    };
    format!("{} ({})", number("VmRSS:") * 1024 / 1_000_000, number("Threads:"))
}
