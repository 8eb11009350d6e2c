//! Bulk loading: sends changes in large requests, several at a time, and gives a verdict for each change.
//!
//! Changes are collected into batches of bounded number and size. Several threads send the batches.
//!
//! **Law.** Every pushed change gets exactly one [`Verdict`]. A change is reported as accepted only if the cluster has
//! acknowledged it.
//!
//! The cluster may have executed a request without an answer. Such a request is sent again; the [version](Change::version) makes
//! the repetition harmless. A request contains each id at most once. The items of an answer name ids, but not always versions, so
//! with two changes of one id a reordered answer could give each the verdict of the other.
//!
//! Input: changes. Output: verdicts, through a callback, on the thread that pushes. Cost: the changes of unanswered requests stay
//! in memory, at most (number of requests + 1) × the size of a request.

mod batch;
pub(crate) mod change;
pub(crate) mod verdict;

use std::collections::{BTreeMap, HashSet};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::client::Client;
use crate::error::Error;
use batch::{Settled, settle};
use change::Change;
use verdict::Verdict;

/// The sizes and limits of loading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BulkOptions {
    /// Maximum number of changes of a request. Two changes of one article are never in the same one.
    pub max_changes: usize,
    /// Maximum size of a request, in bytes; a single larger change is sent alone.
    pub max_bytes: usize,
    /// The number of requests in flight.
    pub in_flight: usize,
    /// The time limit for settling a change. Until then, the change is sent again.
    pub patience: Duration,
}

impl Default for BulkOptions {
    /// A thousand changes or 8 MB, two requests, five minutes.
    fn default() -> BulkOptions {
        BulkOptions {
            max_changes: 1_000,
            max_bytes: 8 << 20,
            in_flight: 2,
            patience: Duration::from_secs(300),
        }
    }
}

/// The result of loading.
#[derive(Debug, Default)]
#[non_exhaustive]
#[must_use]
pub struct BulkSummary {
    /// The number of changes that the cluster acknowledged.
    pub accepted: u64,
    /// The number of changes of which the cluster had this version or a later one.
    pub superseded: u64,
    /// The number of changes that the cluster will never take.
    pub refused: u64,
    /// The number of changes that were not sent, or whose outcome is unknown. They have to be pushed again.
    pub unsettled: u64,
    /// The number of changes, counted from the first one, that are settled without a gap. An interrupted run can continue after
    /// them.
    pub settled_from_first: u64,
    /// The error that ended the loading.
    pub error: Option<Error>,
}

impl BulkSummary {
    /// True if no change has to be pushed again.
    pub fn is_complete(&self) -> bool {
        self.unsettled == 0 && self.error.is_none()
    }
}

/// A batch on its way to a thread.
struct Job {
    number: u64,
    changes: Vec<Change>,
}

/// A batch on its way back.
struct Done {
    number: u64,
    settled: Settled,
}

/// A running bulk load.
///
/// ```no_run
/// use std::sync::Arc;
///
/// use jianbao_analysis::Analyzer;
/// use jianbao_article::Article;
/// use jianbao_remote::{Access, Bulk, BulkOptions, Change, Client, document};
///
/// let address = "opensearch+http://127.0.0.1:9200/news".parse()?;
/// let client = Arc::new(Client::new(&address, &Access::default())?);
/// let mut bulk = Bulk::new(client, BulkOptions::default(), |change, verdict| println!("{}: {verdict:?}", change.id));
/// let article = Article { title: Some("雨后".into()), ..Article::default() };
/// bulk.push(Change::put(document(article, &Analyzer::new())?, 1));
/// let summary = bulk.finish();
/// assert!(summary.is_complete());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Bulk<F: FnMut(&Change, &Verdict)> {
    options: BulkOptions,
    on_verdict: F,
    jobs: Option<SyncSender<Job>>,
    done: Receiver<Done>,
    threads: Vec<JoinHandle<()>>,
    collected: Vec<Change>,
    collected_ids: HashSet<String>,
    collected_bytes: usize,
    next_number: u64,
    /// The numbers of batches that were settled before an earlier one, with their numbers of changes.
    ahead: BTreeMap<u64, u64>,
    next_settled: u64,
    summary: BulkSummary,
}

impl<F: FnMut(&Change, &Verdict)> Bulk<F> {
    /// Starts the threads. The callback gets every change with its verdict, in no particular order.
    pub fn new(client: Arc<Client>, options: BulkOptions, on_verdict: F) -> Bulk<F> {
        // Without room in the channel no more requests are under way than there are threads.
        let (jobs, waiting) = sync_channel(0);
        let waiting = Arc::new(Mutex::new(waiting));
        let (finished, done) = channel();
        let threads = (0..options.in_flight.max(1))
            .map(|_| {
                let (client, waiting, finished) =
                    (Arc::clone(&client), Arc::clone(&waiting), finished.clone());
                std::thread::spawn(move || work(&client, options.patience, &waiting, &finished))
            })
            .collect();
        Bulk {
            options,
            on_verdict,
            jobs: Some(jobs),
            done,
            threads,
            collected: Vec::new(),
            collected_ids: HashSet::new(),
            collected_bytes: 0,
            next_number: 0,
            ahead: BTreeMap::new(),
            next_settled: 0,
            summary: BulkSummary::default(),
        }
    }

    /// Adds a change. Blocks while the maximum number of requests is in flight. After an error, changes are only counted as
    /// unsettled.
    pub fn push(&mut self, change: Change) {
        let bytes = change.bytes();
        let is_full = self.collected.len() >= self.options.max_changes.max(1)
            || self.collected_bytes + bytes > self.options.max_bytes
            || self.collected_ids.contains(&change.id);
        if is_full && !self.collected.is_empty() {
            self.send_collected();
        }
        self.collected_bytes += bytes;
        self.collected_ids.insert(change.id.clone());
        self.collected.push(change);
    }

    /// The error that ended the loading, if one did: nothing more is sent.
    pub fn error(&self) -> Option<&Error> {
        self.summary.error.as_ref()
    }

    /// The number of changes, counted from the first one, that are settled so far without a gap.
    pub fn settled_from_first(&self) -> u64 {
        self.summary.settled_from_first
    }

    /// Sends the rest, and waits until every change is settled.
    pub fn finish(mut self) -> BulkSummary {
        self.end();
        std::mem::take(&mut self.summary)
    }

    fn end(&mut self) {
        self.send_collected();
        drop(self.jobs.take());
        while let Ok(done) = self.done.recv() {
            self.take(done);
        }
        for thread in self.threads.drain(..) {
            // A thread cannot panic on an answer; if it did, its batch would be missing below.
            let _ = thread.join();
        }
    }

    fn send_collected(&mut self) {
        self.collected_bytes = 0;
        self.collected_ids.clear();
        let changes = std::mem::take(&mut self.collected);
        while let Ok(done) = self.done.try_recv() {
            self.take(done);
        }
        if changes.is_empty() {
            return;
        }
        let number = self.next_number;
        self.next_number += 1;
        let rejected = match &self.jobs {
            Some(jobs) if self.summary.error.is_none() => {
                jobs.send(Job { number, changes }).err().map(|failed| failed.0.changes)
            }
            _ => Some(changes),
        };
        let unsent = Verdict::Unsettled("not sent: the loading had ended".to_owned());
        for change in rejected.into_iter().flatten() {
            self.count(&change, &unsent);
        }
    }

    fn take(&mut self, done: Done) {
        let Done { number, settled: Settled { verdicts, error } } = done;
        let mut is_whole = true;
        for (change, verdict) in &verdicts {
            is_whole &= !matches!(verdict, Verdict::Unsettled(_));
            self.count(change, verdict);
        }
        if is_whole {
            self.ahead.insert(number, verdicts.len() as u64);
        }
        while let Some(changes) = self.ahead.remove(&self.next_settled) {
            self.next_settled += 1;
            self.summary.settled_from_first += changes;
        }
        if self.summary.error.is_none() {
            self.summary.error = error;
        }
    }

    fn count(&mut self, change: &Change, verdict: &Verdict) {
        let number = match verdict {
            Verdict::Accepted => &mut self.summary.accepted,
            Verdict::Superseded => &mut self.summary.superseded,
            Verdict::Refused(_) => &mut self.summary.refused,
            Verdict::Unsettled(_) => &mut self.summary.unsettled,
        };
        *number += 1;
        (self.on_verdict)(change, verdict);
    }
}

impl<F: FnMut(&Change, &Verdict)> Drop for Bulk<F> {
    /// Changes that were pushed are sent, also if nobody waits for the summary.
    fn drop(&mut self) {
        self.end();
    }
}

/// The work of a thread: batch after batch, until there are no more.
fn work(client: &Client, patience: Duration, waiting: &Mutex<Receiver<Job>>, finished: &Sender<Done>) {
    let path = client.path("_bulk?timeout=30s");
    loop {
        // The lock is released as soon as there is a job.
        let job = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { number, changes }) = job else { return };
        let settled = settle(client, &path, changes, patience);
        if finished.send(Done { number, settled }).is_err() {
            return;
        }
    }
}
