//! Parallel reading of files, with results in the order of the files.
//!
//! The result does not depend on the number or the speed of the threads: ids, replacements and the order of articles are the
//! same as with one thread. A few files are read at a time. Each has a bounded queue of entries; a thread whose queue is full
//! blocks.

use std::cell::Cell;
use std::collections::VecDeque;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use jianbao_ingest::{Entry, FileReport, IngestError};

/// Maximum number of entries, and of their bytes, in one batch.
const BATCH_ENTRIES: usize = 64;
const BATCH_BYTES: usize = 1 << 20;

/// Maximum number of waiting batches of each file.
const WAITING_BATCHES: usize = 2;

/// The events of a thread that reads a file.
pub(crate) enum ReadEvent {
    /// The entries read, in order.
    Entries(Vec<Entry>),
    /// It has returned nothing for a while, and its reading was given up.
    GivenUp,
    /// The file is done; it has no more entries.
    Done(Result<FileReport, IngestError>),
}

/// Reads a file, by its number, while the first function returns true, and passes entries to the second.
pub(crate) type ReadFile =
    dyn Fn(usize, &dyn Fn() -> bool, &mut dyn FnMut(Entry)) -> Result<FileReport, IngestError> + Send + Sync;

/// Returns true while a file, by its number, is still wanted.
pub(crate) type GoesOn = dyn Fn(usize) -> bool + Send + Sync;

/// The interval at which a file without new entries is checked for being still wanted.
const LOOK: Duration = Duration::from_millis(50);

/// Reads files, by their numbers, on a number of threads, and passes their entries to `take`, file by file in order. If the
/// system cannot start a thread, the files are read on the calling thread.
///
/// Ends at the first failure of `take` without waiting for threads: a thread inside a long document finishes it, and its
/// entries are dropped. If a file gives no entries for a while and `goes_on` returns false for it, `take` gets
/// [`ReadEvent::GivenUp`].
pub(crate) fn read_in_order<E>(
    numbers: Range<usize>,
    threads: usize,
    read: &Arc<ReadFile>,
    goes_on: &Arc<GoesOn>,
    mut take: impl FnMut(usize, ReadEvent) -> Result<(), E>,
) -> Result<(), E> {
    let (orders, taken_orders) = channel::<(usize, SyncSender<ReadEvent>)>();
    let taken_orders = Arc::new(Mutex::new(taken_orders));
    let is_over = IsOver::default();
    let mut workers: Vec<JoinHandle<()>> = (0..threads.min(numbers.len()))
        .filter_map(|_| {
            let (read, goes_on) = (Arc::clone(read), Arc::clone(goes_on));
            let (taken_orders, is_over) = (Arc::clone(&taken_orders), Arc::clone(&is_over.0));
            let goes_on = move |number: usize| !is_over.load(Ordering::Relaxed) && goes_on(number);
            std::thread::Builder::new().spawn(move || work(read.as_ref(), &taken_orders, &goes_on)).ok()
        })
        .collect();
    if workers.is_empty() {
        return read_here(numbers, read.as_ref(), goes_on.as_ref(), take);
    }
    let mut under_way: VecDeque<(usize, Receiver<ReadEvent>)> = VecDeque::new();
    let mut next = numbers.start;
    loop {
        while under_way.len() < threads + 1 && next < numbers.end {
            let (sender, receiver) = sync_channel(WAITING_BATCHES);
            if orders.send((next, sender)).is_ok() {
                under_way.push_back((next, receiver));
            }
            next += 1;
        }
        let Some((number, readings)) = under_way.pop_front() else { return Ok(()) };
        loop {
            match readings.recv_timeout(LOOK) {
                Ok(ReadEvent::Done(report)) => {
                    take(number, ReadEvent::Done(report))?;
                    break;
                }
                Ok(entries) => take(number, entries)?,
                Err(RecvTimeoutError::Timeout) if !goes_on(number) => take(number, ReadEvent::GivenUp)?,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => raise_panic(&mut workers),
            }
        }
    }
}

/// Reads files on this thread, one after another.
fn read_here<E>(
    mut numbers: Range<usize>,
    read: &ReadFile,
    goes_on: &GoesOn,
    mut take: impl FnMut(usize, ReadEvent) -> Result<(), E>,
) -> Result<(), E> {
    numbers.try_for_each(|number| {
        let failure = Cell::new(None);
        let report = {
            let is_wanted = || goes_on(number);
            read(number, &is_wanted, &mut |entry| {
                let failed = failure.take().or_else(|| take(number, ReadEvent::Entries(vec![entry])).err());
                failure.set(failed);
            })
        };
        failure.take().map_or(Ok(()), Err)?;
        take(number, ReadEvent::Done(report))
    })
}

/// The state of a file that is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// To its end.
    Whole,
    /// As far as it was wanted.
    GivenUp,
}

/// Calls `visit` with each item that `find` finds on a thread of its own, and with the total, as long as
/// items are wanted. `find` stops when they are no longer taken. Ends at the first failure of `visit`.
pub(crate) fn each_while<T: Send + 'static, E>(
    find: impl FnOnce(&mut dyn FnMut(T) -> bool) + Send + 'static,
    goes_on: &dyn Fn() -> bool,
    mut visit: impl FnMut(T) -> Result<(), E>,
) -> Result<Extent, E> {
    let (sender, receiver) = sync_channel(BATCH_ENTRIES);
    // If the system gives no thread, it runs on this one.
    let find = Arc::new(Mutex::new(Some(find)));
    let taken = Arc::clone(&find);
    let take_find = move || taken.lock().unwrap_or_else(PoisonError::into_inner).take();
    let of_worker = take_find.clone();
    let spawned = std::thread::Builder::new().spawn(move || {
        if let Some(find) = of_worker() {
            find(&mut |item| sender.send(item).is_ok());
        }
    });
    let Ok(worker) = spawned else {
        let mut ended = Ok(Extent::Whole);
        if let Some(find) = take_find() {
            find(&mut |item| {
                match visit(item) {
                    Err(failure) => ended = Err(failure),
                    Ok(()) if !goes_on() => ended = Ok(Extent::GivenUp),
                    Ok(()) => return true,
                }
                false
            });
        }
        return ended;
    };
    loop {
        match receiver.recv_timeout(LOOK) {
            Ok(item) => visit(item)?,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                raise_panic(&mut vec![worker]);
                return Ok(Extent::Whole);
            }
        }
        if !goes_on() {
            receiver.try_iter().try_for_each(visit)?;
            return Ok(Extent::GivenUp);
        }
    }
}

/// On drop, signals to threads that their entries are no longer taken.
#[derive(Default)]
struct IsOver(Arc<AtomicBool>);

impl Drop for IsOver {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A thread that ends in the middle of a file has panicked; the thread that waits for the file panics too.
fn raise_panic(workers: &mut Vec<JoinHandle<()>>) {
    while let Some(ended) = workers.iter().position(JoinHandle::is_finished) {
        if let Err(panic) = workers.swap_remove(ended).join() {
            std::panic::resume_unwind(panic);
        }
    }
    // It has dropped the file, and is about to end.
    std::thread::sleep(Duration::from_millis(1));
}

/// Reads files as they are ordered, until there are no more orders.
fn work(
    read: &ReadFile,
    orders: &Mutex<Receiver<(usize, SyncSender<ReadEvent>)>>,
    goes_on: &dyn Fn(usize) -> bool,
) {
    loop {
        let order = orders.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, sender)) = order else { return };
        let mut batch = Vec::new();
        let mut bytes = 0;
        // If entries are no longer taken, they are discarded.
        let report = read(number, &|| goes_on(number), &mut |entry| {
            bytes += bytes_of(&entry);
            batch.push(entry);
            if batch.len() >= BATCH_ENTRIES || bytes >= BATCH_BYTES {
                bytes = 0;
                let _ = sender.send(ReadEvent::Entries(std::mem::take(&mut batch)));
            }
        });
        let _ = sender.send(ReadEvent::Entries(batch));
        let _ = sender.send(ReadEvent::Done(report));
    }
}

/// The approximate size of an entry, in bytes.
fn bytes_of(entry: &Entry) -> usize {
    match entry {
        Entry::Article(article, _) => article.body.iter().map(String::len).sum(),
        Entry::Warning(_) | Entry::Skipped(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use jianbao_article::FilePlace;
    use jianbao_ingest::{FoundFile, Selection};

    use super::*;

    #[test]
    fn however_many_threads_there_are_the_order_is_that_of_the_files() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..30 {
            // The first files take longest.
            let lines: String =
                (0..(30 - number) * 40).map(|line| format!("{{\"title\": \"{number}-{line}\"}}\n")).collect();
            std::fs::write(folder.path().join(format!("{number:02}.jsonl")), lines).unwrap();
        }
        std::fs::write(folder.path().join("10.jsonl"), "no\n").unwrap();
        let selection = Selection::new([folder.path()]);
        let files: Vec<FoundFile> = selection.files().map(Result::unwrap).collect();
        let count = files.len();
        let read_file: Arc<ReadFile> =
            Arc::new(move |number, goes_on, sink| selection.read_file_while(&files[number], goes_on, sink));
        let always: Arc<GoesOn> = Arc::new(|_| true);
        let read = |threads: usize| {
            let mut seen = Vec::new();
            let ended: Result<(), ()> =
                read_in_order(0..count, threads, &read_file, &always, |number, reading| {
                    match reading {
                        ReadEvent::Entries(entries) => {
                            seen.extend(entries.iter().map(|entry| format!("{number} {entry:?}")))
                        }
                        ReadEvent::GivenUp => unreachable!("every file is wanted"),
                        ReadEvent::Done(report) => {
                            seen.push(format!("{number} {}", report.unwrap().articles))
                        }
                    }
                    Ok(())
                });
            ended.unwrap();
            seen
        };
        let alone = read(1);
        // The lines of all files but the replaced one, that one's bad line, and the end of each file.
        assert_eq!(alone.len(), 465 * 40 - 20 * 40 + 1 + 30);
        for threads in [0, 2, 3, 8, 50] {
            assert!(read(threads) == alone, "{threads}");
        }
    }

    #[test]
    fn a_failure_ends_the_reading() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..20 {
            std::fs::write(folder.path().join(format!("{number}.jsonl")), "{\"title\": \"a\"}\n".repeat(500))
                .unwrap();
        }
        let selection = Selection::new([folder.path()]);
        let files: Vec<FoundFile> = selection.files().map(Result::unwrap).collect();
        let count = files.len();
        let read_file: Arc<ReadFile> =
            Arc::new(move |number, goes_on, sink| selection.read_file_while(&files[number], goes_on, sink));
        let always: Arc<GoesOn> = Arc::new(|_| true);
        let take = |number, _| if number == 3 { Err(number) } else { Ok(()) };
        let ended = read_in_order(0..count, 4, &read_file, &always, take);
        assert_eq!(ended, Err(3));
    }

    #[test]
    fn a_document_that_has_no_end_is_given_up() {
        // Its reader asks nobody whether to go on: it is released when the test ends.
        let (let_go, is_let_go) = channel::<()>();
        let is_let_go = Mutex::new(is_let_go);
        let read_file: Arc<ReadFile> = Arc::new(move |number, _, sink| {
            sink(Entry::Article(Box::default(), FilePlace::default()));
            if number == 1 {
                let _ = is_let_go.lock().unwrap().recv();
            }
            Err(IngestError::Missing { path: number.to_string().into() })
        });
        let is_stopped = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&is_stopped);
        let goes_on: Arc<GoesOn> = Arc::new(move |_| !is_stopped.load(Ordering::Relaxed));
        let ended = read_in_order(0..9, 2, &read_file, &goes_on, |number, event| match event {
            ReadEvent::GivenUp => Err(number),
            ReadEvent::Entries(_) => Ok(()),
            ReadEvent::Done(_) => {
                stop.store(true, Ordering::Relaxed);
                Ok(())
            }
        });
        assert_eq!(ended, Err(1));
        drop(let_go);
    }

    #[test]
    fn a_panic_in_a_file_is_raised_where_it_is_waited_for() {
        let read_file: Arc<ReadFile> = Arc::new(|number, _, _| {
            if number == 2 {
                std::panic::resume_unwind(Box::new("broken"));
            }
            Err(IngestError::Missing { path: number.to_string().into() })
        });
        let always: Arc<GoesOn> = Arc::new(|_| true);
        let mut last = 0;
        let raised = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            read_in_order(0..9, 2, &read_file, &always, |number, _| {
                last = number;
                Ok::<(), ()>(())
            })
        }));
        assert_eq!(raised.unwrap_err().downcast_ref::<&str>(), Some(&"broken"));
        assert_eq!(last, 1);
    }
}
