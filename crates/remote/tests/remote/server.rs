//! Server on loopback that stores changes by the rules of external versions, and fails on request.
//!
//! Each request to `_bulk` takes the next fault from a list; after the last one, requests succeed. The server implements the
//! protocol independently: it shares no code with the client.

use std::collections::{HashMap, VecDeque};
use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use serde_json::{Value, json};

/// The way in which a request fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    None,
    /// Not carried out, this status.
    Status(u16),
    /// Carried out, and then this status.
    StatusAfter(u16),
    /// The connection is closed before anything is done.
    CloseBefore,
    /// Carried out, then the connection is closed.
    CloseAfter,
    /// Carried out; half of the answer.
    Half,
    /// Carried out; the answer is the page of a proxy.
    NotJson,
    /// Carried out; an item is missing.
    Short,
    /// Carried out; the items are in the reverse order.
    Reversed,
    /// Carried out; no items at all.
    NoItems,
    /// Carried out; the answer comes byte by byte, too slowly.
    Slow,
    /// Carried out; no answer.
    Silent,
    /// Every other item is rejected for lack of room.
    HalfRejected,
    /// A block refuses every item.
    Blocked,
}

pub(crate) const FAULTS: [Fault; 17] = [
    Fault::None,
    Fault::Status(429),
    Fault::Status(503),
    Fault::Status(502),
    Fault::StatusAfter(500),
    Fault::StatusAfter(504),
    Fault::CloseBefore,
    Fault::CloseAfter,
    Fault::Half,
    Fault::NotJson,
    Fault::Short,
    Fault::Reversed,
    Fault::NoItems,
    Fault::Slow,
    Fault::Silent,
    Fault::HalfRejected,
    Fault::Blocked,
];

/// The contents of the server.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// By id: the version, and the document unless it was removed.
    pub(crate) articles: HashMap<String, (u64, Option<String>)>,
    /// Every change that was carried out, in order.
    pub(crate) applied: Vec<(String, u64)>,
    pub(crate) faults: VecDeque<Fault>,
    /// The faults that were made.
    pub(crate) made: Vec<Fault>,
    /// Larger requests are refused with 413.
    pub(crate) max_bytes: Option<usize>,
    /// The head of the last request.
    pub(crate) last_head: String,
    pub(crate) requests: usize,
    /// An answer in place of the usual one: its head and its body.
    pub(crate) fixed: Option<(String, Vec<u8>)>,
}

/// A running server; it ends when it is dropped.
pub(crate) struct Server {
    pub(crate) port: u16,
    state: Arc<Mutex<State>>,
    is_over: Arc<AtomicBool>,
}

impl Server {
    pub(crate) fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(Mutex::new(State::default()));
        let is_over = Arc::new(AtomicBool::new(false));
        let (shared, over) = (Arc::clone(&state), Arc::clone(&is_over));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if over.load(Ordering::Relaxed) {
                    return;
                }
                let (Ok(stream), shared) = (stream, Arc::clone(&shared)) else { continue };
                std::thread::spawn(move || {
                    // A client that hangs up is no fault of the test.
                    let _ = serve(stream, &shared);
                });
            }
        });
        Server { port, state, is_over }
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

/// Serves one connection.
fn serve(stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut stream = stream;
    while let Some((head, body)) = request(&mut reader)? {
        let answer = answer(&head, &body, state);
        match answer {
            Reply::Whole(status, text) => stream.write_all(&http(status, &text))?,
            Reply::Raw(head, body) => {
                stream.write_all(head.as_bytes())?;
                stream.write_all(&body)?;
                return stream.shutdown(Shutdown::Both);
            }
            Reply::Half(text) => {
                let bytes = http(200, &text);
                stream.write_all(&bytes[..bytes.len() - text.len().div_ceil(2)])?;
                return stream.shutdown(Shutdown::Both);
            }
            Reply::Slow(text) => {
                for byte in http(200, &text) {
                    stream.write_all(&[byte])?;
                    std::thread::sleep(Duration::from_millis(40));
                }
            }
            Reply::Silence => std::thread::sleep(Duration::from_secs(2)),
            Reply::Close => return stream.shutdown(Shutdown::Both),
        }
    }
    Ok(())
}

/// The head and the body of the next request; none at the end of the connection.
pub(crate) fn request(reader: &mut impl BufRead) -> std::io::Result<Option<(String, Vec<u8>)>> {
    let mut head = String::new();
    loop {
        let before = head.len();
        if reader.read_line(&mut head)? == 0 {
            return Ok(None);
        }
        if head[before..].trim().is_empty() {
            break;
        }
    }
    let lower = head.to_ascii_lowercase();
    let length = lower.split("content-length:").nth(1).and_then(|rest| rest.split("\r\n").next());
    let mut body = vec![0; length.map_or(0, |length| length.trim().parse().unwrap())];
    reader.read_exact(&mut body)?;
    Ok(Some((head, body)))
}

enum Reply {
    Whole(u16, String),
    Raw(String, Vec<u8>),
    Half(String),
    Slow(String),
    Silence,
    Close,
}

pub(crate) fn http(status: u16, text: &str) -> Vec<u8> {
    let length = text.len();
    format!("HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{text}")
        .into_bytes()
}

fn answer(head: &str, body: &[u8], state: &Mutex<State>) -> Reply {
    let mut state = state.lock().unwrap();
    head.clone_into(&mut state.last_head);
    state.requests += 1;
    if let Some((head, body)) = &state.fixed {
        return Reply::Raw(head.clone(), body.clone());
    }
    if !head.contains("/_bulk") {
        return Reply::Whole(200, json!({"status": "green"}).to_string());
    }
    if state.max_bytes.is_some_and(|max| body.len() > max) {
        return Reply::Whole(413, String::new());
    }
    let text = std::str::from_utf8(body).unwrap();
    if text.contains("毒稿") {
        let error = json!({"error": {"type": "action_request_validation_exception", "reason": "poison"}, "status": 400});
        return Reply::Whole(400, error.to_string());
    }
    let fault = state.faults.pop_front().unwrap_or(Fault::None);
    state.made.push(fault);
    let failed = |status: u16| {
        Reply::Whole(status, json!({"error": {"type": "made", "reason": "by the test"}}).to_string())
    };
    match fault {
        Fault::Status(status) => return failed(status),
        Fault::CloseBefore => return Reply::Close,
        _ => {}
    }
    let mut items = apply(text, fault, &mut state);
    match fault {
        Fault::Short => drop(items.pop()),
        Fault::Reversed => items.reverse(),
        Fault::NoItems => return Reply::Whole(200, json!({"took": 1, "errors": false}).to_string()),
        _ => {}
    }
    let text = json!({"took": 1, "errors": true, "items": items}).to_string();
    match fault {
        Fault::StatusAfter(status) => failed(status),
        Fault::CloseAfter => Reply::Close,
        Fault::Half => Reply::Half(text),
        Fault::NotJson => Reply::Whole(200, "<html>Bad gateway</html>".to_owned()),
        Fault::Slow => Reply::Slow(text),
        Fault::Silent => Reply::Silence,
        _ => Reply::Whole(200, text),
    }
}

/// Carries out the lines of a bulk; the items of the answer.
fn apply(text: &str, fault: Fault, state: &mut State) -> Vec<Value> {
    let mut items = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let action: Value = serde_json::from_str(line).unwrap();
        let (name, about) = action.as_object().unwrap().iter().next().unwrap();
        let document = (name == "index").then(|| lines.next().unwrap().to_owned());
        let id = about["_id"].as_str().unwrap().to_owned();
        let failed = |status: u16, kind: &str| json!({ name: {"_id": id, "status": status, "error": {"type": kind, "reason": "by the test"}} });
        if fault == Fault::Blocked {
            items.push(failed(403, "cluster_block_exception"));
            continue;
        }
        if fault == Fault::HalfRejected && items.len() % 2 == 1 {
            items.push(failed(429, "rejected_execution_exception"));
            continue;
        }
        if document.as_ref().is_some_and(|document| document.contains("坏稿")) {
            items.push(failed(400, "mapper_parsing_exception"));
            continue;
        }
        let has_version = about["version_type"] == "external";
        let version = about["version"].as_u64().unwrap_or_default();
        let before = state.articles.get(&id).map(|(version, _)| *version);
        if has_version && before.is_some_and(|before| before >= version) {
            items.push(failed(409, "version_conflict_engine_exception"));
            continue;
        }
        let was_there = state.articles.get(&id).is_some_and(|(_, document)| document.is_some());
        let status = match (&document, was_there) {
            (Some(_), false) => 201,
            (None, false) => 404,
            _ => 200,
        };
        state.articles.insert(id.clone(), (version, document));
        state.applied.push((id.clone(), version));
        items.push(json!({ name: {"_id": id, "status": status, "_version": version} }));
    }
    items
}
