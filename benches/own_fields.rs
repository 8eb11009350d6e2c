//! Cost of fields of one's own. An index that declares eight of them is compared with one that only stores the same keys, by
//! size and by writing time. Queries with filters are compared with the same queries without filters, by latency.
//!
//! Uses real news (`../shared/corpus`) if that is beside the project, else many copies of the sample news; the first line names
//! the text. Run it with `cargo bench --bench own_fields`. Both sides are measured alternately, in one run: compare their ratio.

#![expect(clippy::print_stdout, reason = "a bench says what it measures")]

#[path = "news/articles.rs"]
mod news;

use std::path::Path;
use std::time::Instant;

use jianbao::article::FieldDeclaration;
use jianbao::index::WriterOptions;
use jianbao::{Article, Index, Matching, SearchRequest};
use serde_json::json;

const FIELDS: [&str; 8] = [
    "标签,tags:keyword",
    "地区,region:keyword",
    "浏览,views:integer",
    "稿费,fee:integer",
    "情感,sentiment:number",
    "热度,heat:number",
    "抓取,crawled_at:time",
    "置顶,top:flag",
];

/// Rounds of writing each index, and of each query.
const WRITING_ROUNDS: usize = 5;
const QUERY_ROUNDS: usize = 200;

fn main() {
    // `cargo test --benches` asks whether there are tests.
    if std::env::args().any(|argument| argument == "--list" || argument == "--test") {
        return;
    }
    let (name, articles) = corpus();
    println!("corpus: {} articles of {name}, with eight keys each", articles.len());
    let (kept, declared) = written(&articles);
    println!("| query | alone, µs | with a filter, µs | ratio | matches, alone and filtered |");
    println!("|---|---:|---:|---:|---:|");
    for query in ["发展", "图书馆 读者", "“高质量发展”", "“况下”", "职工 -上海"] {
        for filter in ["标签:标签7", "地区:(地区3 或 地区4)", "浏览:>5万", "情感:0..0.5", "置顶:是"]
        {
            compared(&declared, query, &format!("({query}) {filter}"));
        }
    }
    println!("\nThe same query on the index that keeps the keys, and on the one with fields:\n");
    println!("| query | kept, µs | fields, µs | ratio |");
    println!("|---|---:|---:|---:|");
    for query in ["发展", "图书馆 读者", "“高质量发展”", "“况下”", "职工 -上海"] {
        let (mut of_kept, mut of_declared) = (Vec::new(), Vec::new());
        for _ in 0..QUERY_ROUNDS {
            of_kept.push(searched(&kept, query).0);
            of_declared.push(searched(&declared, query).0);
        }
        let (kept, declared) = (least(of_kept), least(of_declared));
        println!("| {query} | {kept:.0} | {declared:.0} | {:.2} |", declared / kept);
    }
}

/// The articles, each with eight keys.
fn corpus() -> (&'static str, Vec<Article>) {
    let (name, mut articles) = news::articles(40);
    for (number, article) in articles.iter_mut().enumerate() {
        // Without a pattern that a column could pack.
        let drawn = |below: usize, salt: usize| {
            number.wrapping_mul(2_654_435_761).wrapping_add(salt * 97) / 7 % below
        };
        let extra = [
            ("tags", json!([format!("标签{}", drawn(50, 1)), format!("标签{}", drawn(50, 2))])),
            ("region", json!(format!("地区{}", drawn(30, 3)))),
            ("views", json!(drawn(100_000, 4))),
            ("fee", json!(drawn(2000, 5))),
            ("sentiment", json!(f64::from(u32::try_from(drawn(2001, 6)).unwrap_or(0)) / 1000.0 - 1.0)),
            ("heat", json!(f64::from(u32::try_from(drawn(100_000, 7)).unwrap_or(0)) / 100.0)),
            (
                "crawled_at",
                json!(format!(
                    "2020-{:02}-{:02}T{:02}:{:02}:00+08:00",
                    1 + drawn(6, 8),
                    1 + drawn(28, 9),
                    drawn(24, 10),
                    drawn(60, 11)
                )),
            ),
            ("top", json!(drawn(10, 12) == 0)),
        ];
        article.extra.extend(extra.map(|(key, value)| (key.to_owned(), value)));
    }
    (name, articles)
}

/// Writes both indexes in turns, prints time and size, and returns them.
fn written(articles: &[Article]) -> (Index, Index) {
    let folder = std::env::temp_dir().join(format!("jianbao-bench-own-fields-{}", std::process::id()));
    let (mut kept_seconds, mut declared_seconds) = (Vec::new(), Vec::new());
    let mut last = None;
    for round in 0..WRITING_ROUNDS {
        let place = |kind: &str| folder.join(format!("{kind}-{round}"));
        let (kept, seconds) = write(&place("kept"), &[], articles);
        kept_seconds.push(seconds);
        let (declared, seconds) = write(&place("declared"), &FIELDS, articles);
        declared_seconds.push(seconds);
        last = Some((kept, declared));
    }
    let (kept, declared) = last.expect("there are rounds");
    let bytes = |index: &Index| index.stats().expect("the index is sound").index_bytes;
    let (kept_bytes, declared_bytes) = (bytes(&kept), bytes(&declared));
    let (kept_seconds, declared_seconds) = (least(kept_seconds), least(declared_seconds));
    println!("| index | bytes | processor seconds, least of {WRITING_ROUNDS} |");
    println!("|---|---:|---:|");
    println!("| keys kept | {kept_bytes} | {kept_seconds:.2} |");
    println!("| eight fields | {declared_bytes} | {declared_seconds:.2} |");
    println!(
        "| ratio | {:.3} | {:.3} |\n",
        ratio(declared_bytes, kept_bytes),
        declared_seconds / kept_seconds
    );
    // Open files stay readable.
    let _ = std::fs::remove_dir_all(&folder);
    (kept, declared)
}

fn write(path: &Path, fields: &[&str], articles: &[Article]) -> (Index, f64) {
    let builder = fields.iter().fold(Index::builder(), |builder, field| {
        builder.field(field.parse::<FieldDeclaration>().expect("it is a declaration"))
    });
    let index = builder.create(path).expect("the folder of temporary files takes it");
    let before = processor_seconds();
    let mut writer =
        index.writer_with(WriterOptions::default().threads(1)).expect("nobody else writes to it");
    for article in articles {
        writer.add(article.clone()).expect("the folder of temporary files takes it");
    }
    writer.finish().expect("the folder of temporary files takes it");
    (index, processor_seconds() - before)
}

/// The processor time of this process, from Linux in hundredths of a second; elsewhere the time since the start.
fn processor_seconds() -> f64 {
    static STARTED: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let stat = std::fs::read_to_string("/proc/self/stat").ok();
    // Behind the name, which may contain spaces, the times are the twelfth and the thirteenth.
    let fields =
        stat.as_ref().and_then(|stat| stat.rsplit_once(')')).map(|(_, rest)| rest.split_whitespace());
    let ticks = fields
        .map(|fields| fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>());
    ticks.map_or_else(|| STARTED.elapsed().as_secs_f64(), |ticks| ticks / 100.0)
}

fn searched(index: &Index, query: &str) -> (f64, u64) {
    let request = SearchRequest::new(query).matching(Matching::All).limit(10).snippets(0);
    let started = Instant::now();
    let response = index.search(&request).expect("the index is sound");
    (started.elapsed().as_secs_f64() * 1e6, response.total)
}

/// Prints the least time of a query alone and with a filter, measured in turns.
fn compared(index: &Index, query: &str, filtered: &str) {
    let (mut alone, mut with_filter) = (Vec::new(), Vec::new());
    let mut totals = (0, 0);
    for _ in 0..QUERY_ROUNDS {
        let (us, total) = searched(index, query);
        alone.push(us);
        totals.0 = total;
        let (us, total) = searched(index, filtered);
        with_filter.push(us);
        totals.1 = total;
    }
    let (alone, with_filter) = (least(alone), least(with_filter));
    println!(
        "| {filtered} | {alone:.0} | {with_filter:.0} | {:.2} | {} {} |",
        with_filter / alone,
        totals.0,
        totals.1
    );
}

fn least(times: Vec<f64>) -> f64 {
    times.into_iter().fold(f64::INFINITY, f64::min)
}

#[expect(clippy::cast_precision_loss, reason = "a ratio of sizes")]
fn ratio(one: u64, other: u64) -> f64 {
    one as f64 / other as f64
}
