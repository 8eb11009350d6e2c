//! A small web service: a page with a search box, and an address that accepts new articles.
//!
//! Anybody may search, so a search has limits in time and work, and an error page reveals nothing about this machine. The page
//! shows the diagnostics of a query above the hits, in Chinese. Everything from an article is escaped by [`jianbao::html`]. The
//! entity tag of a page is the stamp of its commit, so a browser that already has the page does not load it again.
//!
//! Searches and writes block, so searches run on the pool of blocking threads. A single thread writes: it takes articles from a
//! queue, and commits every 500 articles or every second. A client that sends articles while the queue is full has to wait.
//!
//! Run it: `cargo run --manifest-path examples/web_service/Cargo.toml -- 8080` serves <http://127.0.0.1:8080>. Without a port
//! it takes a free one, sends itself an article and a query, prints the answer and ends.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use jianbao::index::WriterOptions;
use jianbao::search::SearchLimits;
use jianbao::{Article, Error, Index, SearchRequest, html, index_paths};
use jianbao_messages::{Language, Message, chain};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The number of hits on a page.
const HITS: usize = 20;

/// The number of articles that may wait for the writer.
const WAITING: usize = 100;

#[derive(Clone)]
struct Service {
    index: Index,
    articles: SyncSender<Article>,
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    page: usize,
}

/// Limits for strangers: 20 hits of the first 200, 64 words, half a second.
fn request(asked: &Asked) -> SearchRequest {
    SearchRequest::new(&asked.q)
        .offset(asked.page.saturating_mul(HITS))
        .limit(HITS)
        .limits(SearchLimits::default().clauses(64).expanded_terms(1024).hits(10 * HITS))
        .timeout(Duration::from_millis(500))
        .today(jiff::ZonedDateTime::now().date())
}

/// An answer for the visitor; the log has the error itself, which may name files.
fn failure(error: &dyn std::error::Error, status: StatusCode, answer: &'static str) -> Response {
    eprintln!("{error}");
    (status, answer).into_response()
}

async fn page(State(service): State<Service>, Query(asked): Query<Asked>, headers: HeaderMap) -> Response {
    let request = request(&asked);
    let tag = format!("\"{:x}-{}\"", service.index.commit_stamp(), jiff::ZonedDateTime::now().date());
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let searched = tokio::task::spawn_blocking(move || service.index.search(&request)).await;
    let response = match searched {
        Ok(Ok(response)) => response,
        Ok(Err(error @ Error::TimedOut { .. })) => {
            return failure(&error, StatusCode::SERVICE_UNAVAILABLE, "这次检索太久：请少查一些");
        }
        Ok(Err(error)) => return failure(&error, StatusCode::INTERNAL_SERVER_ERROR, "现在无法检索"),
        Err(error) => return failure(&error, StatusCode::INTERNAL_SERVER_ERROR, "现在无法检索"),
    };

    let mut hits = String::new();
    for diagnostic in &response.diagnostics {
        hits.push_str(&format!("<p><em>{}</em>", html::escaped(&diagnostic.message(Language::Chinese))));
    }
    for hit in &response.hits {
        let missing = html::escaped(&hit.missing.join(" "));
        let note = if hit.is_partial() { format!("<small>缺 {missing}</small>") } else { String::new() };
        hits.push_str(&format!("<h2>{}</h2>{note}", html::marked(&hit.headline)));
        for snippet in &hit.snippets {
            hits.push_str(&format!("<p>{}", html::marked(snippet)));
        }
    }
    let q = html::escaped(&asked.q);
    let partial = match response.partial_hits {
        0 => String::new(),
        partial => format!("，另有 {partial} 篇含部分词语"),
    };
    let text = format!(
        "<!doctype html><html lang=zh><meta charset=utf-8><meta name=viewport content=width=device-width>\
         <title>剪报 {q}</title><style>body{{max-width:40rem;margin:2rem auto;padding:0 1rem}}</style>\
         <form><input name=q value=\"{q}\" autofocus> <button>搜索</button></form>\
         <p>{} 篇{partial}{hits}",
        response.total
    );
    ([(header::ETAG, tag)], Html(text)).into_response()
}

/// Takes one article a line, as JSON. A line that is none is named, and the others are taken.
async fn take(State(service): State<Service>, lines: String) -> Response {
    let queued = tokio::task::spawn_blocking(move || {
        let (mut taken, mut refused) = (0, String::new());
        for (number, line) in (1..).zip(lines.lines()) {
            match serde_json::from_str::<Article>(line) {
                Ok(article) => {
                    service.articles.send(article).ok()?;
                    taken += 1;
                }
                Err(error) => refused.push_str(&format!("第 {number} 行：{error}\n")),
            }
        }
        Some(format!("收下 {taken} 篇\n{refused}"))
    });
    match queued.await {
        Ok(Some(answer)) => (StatusCode::ACCEPTED, answer).into_response(),
        Ok(None) | Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "现在无法收文").into_response(),
    }
}

/// Writes until every sender is gone.
fn write(index: &Index, articles: &Receiver<Article>) -> jianbao::Result<()> {
    let options = WriterOptions::default().commit_articles(500).commit_interval(Duration::from_secs(1));
    let mut writer = index.writer_with(options)?;
    loop {
        let added = match articles.recv_timeout(Duration::from_millis(100)) {
            Ok(article) => writer.add(article).map(drop),
            Err(RecvTimeoutError::Timeout) => writer.commit_if_due().map(drop),
            Err(RecvTimeoutError::Disconnected) => return writer.finish(),
        };
        match added {
            Err(error) if error.is_of_one_article() => eprintln!("{}", chain(&error, Language::Chinese)),
            added => added?,
        }
    }
}

/// Writes, with a new writer after each failure: whatever was not committed is lost, and the log says so.
fn keep_writing(index: &Index, articles: &Receiver<Article>) {
    while let Err(error) = write(index, articles) {
        eprintln!("{}", chain(&error, Language::Chinese));
        thread::sleep(Duration::from_secs(1));
    }
}

async fn ask(address: std::net::SocketAddr, question: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(question.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let index = Index::in_memory()?;
    index_paths(&index, &[concat!(env!("CARGO_MANIFEST_DIR"), "/../news").into()], &mut |_| {})?;
    let (articles, queue) = sync_channel(WAITING);
    let writing = index.clone();
    thread::spawn(move || keep_writing(&writing, &queue));
    let routes = Router::new().route("/", get(page)).route("/articles", post(take));
    let router = routes.with_state(Service { index: index.clone(), articles });

    let port: u16 = std::env::args().nth(1).map_or(Ok(0), |port| port.parse())?;
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    let address = listener.local_addr()?;
    if port != 0 {
        println!("http://{address}");
        return Ok(axum::serve(listener, router).await?);
    }

    let serving = tokio::spawn(async move { axum::serve(listener, router).await });
    let before = index.commit_stamp();
    let body = "{\"id\": 7, \"title\": \"夜市亮灯\", \"date\": \"2024年5月8日\"}\n[]\n";
    let head = "POST /articles HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length";
    let answer = ask(address, &format!("{head}: {}\r\n\r\n{body}", body.len())).await?;
    assert!(answer.contains("收下 1 篇") && answer.contains("第 2 行"), "{answer}");
    while index.commit_stamp() == before {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(index.get("7")?.is_some(), "the article is there with the next commit");

    // 图书馆 “夜, whose quotation mark is not closed.
    let question = "GET /?q=%E5%9B%BE%E4%B9%A6%E9%A6%86+%E2%80%9C%E5%A4%9C HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let answer = ask(address, question).await?;
    serving.abort();
    println!("{answer}");
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.contains("<mark>图书馆</mark>"),
        "the page has the hits"
    );
    assert!(answer.contains("引号未闭合"), "the page says what was not understood");
    Ok(())
}
