//! A small web service: one page with a search box, and hits with highlights.
//!
//! Anybody may search, so a search has limits in time and work, and an error page reveals nothing of this machine. The
//! diagnostics of a query are above the hits. Everything from an article passes through [`jianbao::html`], which escapes it.
//! Searching blocks, so it runs where blocking is allowed.
//!
//! Run it: `cargo run --manifest-path examples/web_service/Cargo.toml -- 8080` serves <http://127.0.0.1:8080>; without a port
//! it takes a free one, sends itself one query, prints the answer and ends.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::get;
use jianbao::search::SearchLimits;
use jianbao::{Index, SearchRequest, html, index_paths};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
}

/// Limits for strangers: 20 hits, 64 words, half a second.
fn request(query: &str) -> SearchRequest {
    SearchRequest::new(query)
        .limit(20)
        .limits(SearchLimits::default().clauses(64).expanded_terms(1024).hits(20))
        .timeout_ms(500)
        .today(jiff::ZonedDateTime::now().date())
}

/// An answer for the visitor; the log has the error itself, which may name files.
fn failure(
    error: &dyn std::error::Error,
    status: StatusCode,
    answer: &'static str,
) -> (StatusCode, &'static str) {
    eprintln!("{error}");
    (status, answer)
}

async fn page(
    State(index): State<Arc<Index>>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, (StatusCode, &'static str)> {
    let request = request(&asked.q);
    let searched = tokio::task::spawn_blocking(move || index.search(&request)).await;
    let response = match searched {
        Ok(Ok(response)) => response,
        Ok(Err(error @ jianbao::Error::TimedOut { .. })) => {
            return Err(failure(&error, StatusCode::SERVICE_UNAVAILABLE, "这次检索太久：请少查一些"));
        }
        Ok(Err(error)) => return Err(failure(&error, StatusCode::INTERNAL_SERVER_ERROR, "现在无法检索")),
        Err(error) => return Err(failure(&error, StatusCode::INTERNAL_SERVER_ERROR, "现在无法检索")),
    };

    let mut hits = String::new();
    for diagnostic in &response.diagnostics {
        hits.push_str(&format!("<p><em>{}</em>", html::escaped(&diagnostic.to_string())));
    }
    for hit in &response.hits {
        hits.push_str(&format!("<h2>{}</h2>", html::marked(&hit.headline)));
        for snippet in &hit.snippets {
            hits.push_str(&format!("<p>{}", html::marked(snippet)));
        }
    }
    let q = html::escaped(&asked.q);
    Ok(Html(format!(
        "<!doctype html><html lang=zh><meta charset=utf-8><meta name=viewport content=width=device-width>\
         <title>剪报 {q}</title><style>body{{max-width:40rem;margin:2rem auto;padding:0 1rem}}</style>\
         <form><input name=q value=\"{q}\" autofocus> <button>搜索</button></form>\
         <p>{} 篇{hits}",
        response.total
    )))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let index = Index::in_memory()?;
    index_paths(&index, &[concat!(env!("CARGO_MANIFEST_DIR"), "/../news").into()], &mut |_| {})?;
    let router = Router::new().route("/", get(page)).with_state(Arc::new(index));

    let port: u16 = std::env::args().nth(1).map_or(Ok(0), |port| port.parse())?;
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    let address = listener.local_addr()?;
    if port != 0 {
        println!("http://{address}");
        return Ok(axum::serve(listener, router).await?);
    }

    let serving = tokio::spawn(async move { axum::serve(listener, router).await });
    let mut stream = TcpStream::connect(address).await?;
    // 图书馆 “夜, whose quotation mark is not closed.
    let question = "GET /?q=%E5%9B%BE%E4%B9%A6%E9%A6%86+%E2%80%9C%E5%A4%9C HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    stream.write_all(question.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    serving.abort();
    println!("{answer}");
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.contains("<mark>图书馆</mark>"),
        "the page has the hits"
    );
    assert!(answer.contains("the quotation mark is not closed"), "the page says what was not understood");
    Ok(())
}
