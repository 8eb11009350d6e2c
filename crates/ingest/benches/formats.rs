//! Reading speed by format, without an index: bytes of the uncompressed file per second.
//!
//! Every format has the same articles: real news (`../shared/corpus`) if that folder is beside the project,
//! else many copies of the sample news; the first line of the output names the text. Each format is read
//! completely, from a file in the page cache, on one thread, and the bench checks that no article is missing.
//! Run it with `cargo bench -p jianbao-ingest --bench formats`. Only figures of one machine can be compared.

#![expect(clippy::print_stdout, reason = "a bench says what it measures")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::BytesCount;
use jianbao_article::Article;
use jianbao_ingest::{Entry, ReadOptions, read_file};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

fn main() {
    println!("{} articles of {}", NEWS.articles.len(), NEWS.name);
    divan::main();
}

struct News {
    name: &'static str,
    articles: Vec<Article>,
    folder: tempfile::TempDir,
}

/// Number of articles written in each format.
const ARTICLES: usize = 2000;

static NEWS: LazyLock<News> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (name, lines) = match std::fs::read_to_string(root.join("../shared/corpus/rmrb-2020-01-06.jsonl")) {
        Ok(lines) => ("人民日报, first half of 2020, with a body", lines),
        Err(_) => {
            let sample = std::fs::read_to_string(root.join("examples/news/reports.jsonl"));
            ("the sample news", sample.expect("the project ships its sample news"))
        }
    };
    let once: Vec<Article> = (lines.lines())
        .map(|line| serde_json::from_str::<Article>(line).expect("the corpus is JSON lines of articles"))
        .filter(|article| article.title.is_some() && !article.body.is_empty())
        .collect();
    let articles = once.iter().cycle().take(ARTICLES).cloned().collect();
    News { name, articles, folder: tempfile::tempdir().expect("there is room for temporary files") }
});

fn lines() -> String {
    NEWS.articles
        .iter()
        .map(|article| serde_json::to_string(article).expect("articles are JSON") + "\n")
        .collect()
}

fn json() -> String {
    serde_json::to_string(&NEWS.articles).expect("articles are JSON")
}

fn csv() -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let rows = NEWS.articles.iter().map(|article| {
        let title = article.title.as_deref().unwrap_or_default();
        format!("{},{}\n", quoted(title), quoted(&article.body.join("\n")))
    });
    std::iter::once("标题,正文\n".to_owned()).chain(rows).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn feed() -> String {
    let items = NEWS.articles.iter().map(|article| {
        let title = article.title.as_deref().unwrap_or_default();
        let body: String = article.body.iter().map(|line| format!("<p>{}</p>", escaped(line))).collect();
        format!(
            "<item><title>{}</title><description>{}</description></item>\n",
            escaped(title),
            escaped(&body)
        )
    });
    format!("<rss version=\"2.0\"><channel>{}</channel></rss>", items.collect::<String>())
}

fn markdown() -> String {
    let plain = |text: &str| text.replace('\n', " ");
    let articles = NEWS.articles.iter().map(|article| {
        format!(
            "# {}\n\n{}\n\n",
            plain(article.title.as_deref().unwrap_or_default()),
            article.body.join("\n\n")
        )
    });
    articles.collect()
}

/// Each tenth article as a saved page: pages are read one file at a time.
fn page(article: &Article) -> String {
    let body: String = article.body.iter().map(|line| format!("<p>{}</p>\n", escaped(line))).collect();
    let title = escaped(article.title.as_deref().unwrap_or_default());
    format!("<!doctype html><meta charset=utf-8><title>{title}</title><h1>{title}</h1><div>{body}</div>")
}

fn text(article: &Article) -> String {
    format!("{}\n\n{}\n", article.title.as_deref().unwrap_or_default(), article.body.join("\n"))
}

fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = NEWS.folder.path().join(name);
    std::fs::write(&path, bytes).expect("there is room for temporary files");
    path
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).and_then(|()| packed.finish()).expect("memory suffices")
}

fn articles_in(path: &Path) -> usize {
    let mut articles = 0;
    let read = read_file(path, &ReadOptions::default(), &mut |entry| {
        articles += usize::from(matches!(entry, Entry::Article(..)));
    });
    read.expect("the file is sound");
    articles
}

fn bench(bencher: Bencher, name: &str, text: &str, bytes: &[u8]) {
    let path = file(name, bytes);
    let articles = articles_in(&path);
    assert!(articles * 100 >= ARTICLES * 95, "{name}: {articles} articles");
    bencher.counter(BytesCount::new(text.len())).bench(|| articles_in(&path));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn json_lines(bencher: Bencher) {
    bench(bencher, "a.jsonl", &lines(), lines().as_bytes());
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn json_lines_gb18030(bencher: Bencher) {
    bench(bencher, "b.jsonl", &lines(), &encoding_rs::GB18030.encode(&lines()).0);
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn json_lines_gzip(bencher: Bencher) {
    bench(bencher, "a.jsonl.gz", &lines(), &gzip(lines().as_bytes()));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn json_lines_zstd(bencher: Bencher) {
    let packed = compress_to_vec(lines().as_bytes(), CompressionLevel::Fastest);
    bench(bencher, "a.jsonl.zst", &lines(), &packed);
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn json_array(bencher: Bencher) {
    bench(bencher, "a.json", &json(), json().as_bytes());
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn table(bencher: Bencher) {
    bench(bencher, "a.csv", &csv(), csv().as_bytes());
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn table_gb18030(bencher: Bencher) {
    bench(bencher, "b.csv", &csv(), &encoding_rs::GB18030.encode(&csv()).0);
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn rss(bencher: Bencher) {
    bench(bencher, "a.rss", &feed(), feed().as_bytes());
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn markdown_articles(bencher: Bencher) {
    bench(bencher, "a.md", &markdown(), markdown().as_bytes());
}

/// Files of one article each.
fn bench_files(bencher: Bencher, ending: &str, write: impl Fn(&Article) -> String) {
    let texts: Vec<String> = NEWS.articles.iter().step_by(10).map(write).collect();
    let paths: Vec<PathBuf> = (texts.iter().enumerate())
        .map(|(number, text)| file(&format!("{number}.{ending}"), text.as_bytes()))
        .collect();
    let read_all = || paths.iter().map(|path| articles_in(path)).sum::<usize>();
    assert!(read_all() >= paths.len(), "{ending}: {} articles", read_all());
    bencher.counter(BytesCount::new(texts.iter().map(String::len).sum::<usize>())).bench(read_all);
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn saved_pages(bencher: Bencher) {
    bench_files(bencher, "html", page);
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn plain_text(bencher: Bencher) {
    bench_files(bencher, "txt", text);
}
