//! Search inside a small web service: one page with a search box, hits with what matched marked.
//!
//! Everything of an article passes through [`jianbao::html`], which escapes it. Searching blocks, so it is done where
//! blocking is allowed.
//!
//! Run it: `cargo run --manifest-path examples/web_service/Cargo.toml -- 8080` serves <http://127.0.0.1:8080>; without a
//! port it takes a free one, asks itself one question, prints the answer and ends.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::get;
use jianbao::{Index, SearchRequest, html, index_paths};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
}

async fn page(
    State(index): State<Arc<Index>>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, (StatusCode, String)> {
    let request = SearchRequest::new(&asked.q).limit(20);
    let found = tokio::task::spawn_blocking(move || index.search(&request)).await;
    let failed = |why: String| (StatusCode::INTERNAL_SERVER_ERROR, why);
    let response = found.map_err(|error| failed(error.to_string()))?.map_err(|error| failed(error.to_string()))?;

    let mut hits = String::new();
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
    let question = "GET /?q=%E5%9B%BE%E4%B9%A6%E9%A6%86 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    stream.write_all(question.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    serving.abort();
    println!("{answer}");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("<mark>图书馆</mark>"), "the page has the hits");
    Ok(())
}
