//! A search on every key. Each search stops the one before it, responses are cached until the next commit, and the last Latin
//! word is searched as a prefix.
//!
//! Run it: `cargo run --example search_as_you_type`

#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use std::collections::HashMap;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use jianbao::query::{Node, parse};
use jianbao::search::StopSignal;
use jianbao::{Error, Index, SearchRequest, SearchResponse, index_paths};

/// An answer, or the error that it is.
type Answer = jianbao::Result<SearchResponse>;

/// The search under way.
struct UnderWay {
    stop: StopSignal,
    thread: JoinHandle<Answer>,
}

/// A search box.
struct SearchBox {
    index: Index,
    under_way: Option<UnderWay>,
    /// The answers to one commit.
    known: HashMap<SearchRequest, Arc<SearchResponse>>,
    stamp: u64,
}

/// The query with its last word as a beginning, if that is Latin and still being typed: `疫情 covi` becomes `疫情 covi*`.
fn completed(typed: &str) -> String {
    let mut tree = parse(typed).ast;
    let last = match &mut tree {
        Node::And(parts) => parts.last_mut(),
        node => Some(node),
    };
    if let Some(node) = last
        && let Node::Text { text, span } = node
        && text.chars().all(|c| c.is_ascii_alphabetic())
        && span.end == typed.len()
    {
        *node = Node::Prefix { text: text.clone(), span: span.clone() };
    }
    tree.to_string()
}

impl SearchBox {
    /// Starts the search for what is typed by now, and stops the one before.
    fn type_in(&mut self, typed: &str) {
        if let Some(earlier) = self.under_way.take() {
            earlier.stop.set();
        }
        let request = SearchRequest::new(completed(typed)).limit(5).without_suggestions();
        let (index, stop) = (self.index.clone(), StopSignal::new());
        let signal = stop.clone();
        let thread = thread::spawn(move || index.search_until(&request, &signal));
        self.under_way = Some(UnderWay { stop, thread });
    }

    /// Waits for the answer to what was typed last.
    fn answer(&mut self) -> Option<Answer> {
        self.under_way.take().and_then(|under_way| under_way.thread.join().ok())
    }

    /// The answer to a request, from memory if no commit came in between.
    fn remembered(&mut self, request: &SearchRequest) -> jianbao::Result<Arc<SearchResponse>> {
        let stamp = self.index.commit_stamp();
        if stamp != self.stamp {
            self.known.clear();
            self.stamp = stamp;
        }
        if let Some(known) = self.known.get(request) {
            return Ok(Arc::clone(known));
        }
        let response = Arc::new(self.index.search(request)?);
        self.known.insert(request.clone(), Arc::clone(&response));
        Ok(response)
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let index = Index::in_memory()?;
    index_paths(&index, &["examples/news".into()], &mut |_| {})?;
    let stamp = index.commit_stamp();
    let mut search_box = SearchBox { index, under_way: None, known: HashMap::new(), stamp };
    for typed in ["图", "图书", "图书馆", "图书馆 夜", "图书馆 夜场"] {
        search_box.type_in(typed);
    }
    match search_box.answer() {
        Some(Ok(response)) => {
            println!("{} articles, {} more with some of the words", response.total, response.partial_hits);
            for hit in &response.hits {
                let note = if hit.is_partial() { " (partly)" } else { "" };
                println!("  {}{note}", hit.headline.text);
            }
        }
        Some(Err(Error::Stopped)) | None => println!("stopped"),
        Some(Err(error)) => return Err(error.into()),
    }
    assert_eq!(completed("疫情 covi"), "疫情 covi*");
    assert_eq!(completed("疫情 covi "), "疫情 covi");

    let request = SearchRequest::new("图书馆").limit(5);
    let first = search_box.remembered(&request)?;
    assert!(Arc::ptr_eq(&first, &search_box.remembered(&request)?), "no commit came in between");
    Ok(())
}
