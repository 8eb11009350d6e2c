//! Files read on several threads, what comes out of them taken in the order of the files.
//!
//! So nothing depends on which thread is faster: ids, replacements and the order of articles are those of one thread.
//! A few files are under way at a time, and of each so much waits to be taken; the threads wait too where more comes.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};

use jianbao_ingest::{Entry, FileReport, IngestError};

/// So many entries, or entries of so many bytes, are handed over at once.
const BATCH_ENTRIES: usize = 64;
const BATCH_BYTES: usize = 1 << 20;

/// Of each file so many batches may wait.
const WAITING_BATCHES: usize = 2;

/// What comes from a thread that reads a file.
pub(crate) enum ReadEvent {
    /// What came out, in its order.
    Entries(Vec<Entry>),
    /// The file is done; nothing more comes of it.
    Done(Result<FileReport, IngestError>),
}

/// Reads a file, by its number: as long as it is told to go on, and into what it is given.
pub(crate) type ReadFile<'r> =
    dyn Fn(usize, &dyn Fn() -> bool, &mut dyn FnMut(Entry)) -> Result<FileReport, IngestError> + Sync + 'r;

/// Reads files, by their numbers, on so many threads and hands over what comes out, each file whole and in their order.
/// Ends at the first failure of `take`; a file that `goes_on` gives up ends with [`IngestError::Stopped`].
pub(crate) fn read_in_order<E>(
    numbers: Range<usize>,
    threads: usize,
    read: &ReadFile<'_>,
    goes_on: &(dyn Fn(usize) -> bool + Sync),
    mut take: impl FnMut(usize, ReadEvent) -> Result<(), E>,
) -> Result<(), E> {
    let (orders, taken_orders) = channel::<(usize, SyncSender<ReadEvent>)>();
    let taken_orders = Mutex::new(taken_orders);
    let is_over = AtomicBool::new(false);
    let goes_on = |number: usize| !is_over.load(Ordering::Relaxed) && goes_on(number);
    std::thread::scope(|scope| {
        for _ in 0..threads.min(numbers.len()) {
            scope.spawn(|| work(read, &taken_orders, &goes_on));
        }
        // Dropped where this ends, which tells the threads that there is no more.
        let orders = orders;
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
            for reading in readings {
                if let Err(failure) = take(number, reading) {
                    is_over.store(true, Ordering::Relaxed);
                    return Err(failure);
                }
            }
        }
    })
}

/// Reads files as they are ordered, until there are no more orders.
fn work(
    read: &ReadFile<'_>,
    orders: &Mutex<Receiver<(usize, SyncSender<ReadEvent>)>>,
    goes_on: &(dyn Fn(usize) -> bool + Sync),
) {
    loop {
        let order = orders.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, sender)) = order else { return };
        let mut batch = Vec::new();
        let mut bytes = 0;
        // Where nobody takes any more, what is read goes nowhere.
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

/// About how many bytes an entry takes.
fn bytes_of(entry: &Entry) -> usize {
    match entry {
        Entry::Article(article) => article.body.iter().map(String::len).sum(),
        Entry::Warning(_) | Entry::Skipped(_) => 0,
    }
}

#[cfg(test)]
mod tests {
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
        let read_file = |number: usize, goes_on: &dyn Fn() -> bool, sink: &mut dyn FnMut(Entry)| {
            selection.read_file_while(&files[number], goes_on, sink)
        };
        let read = |threads: usize| {
            let mut seen = Vec::new();
            let ended: Result<(), ()> =
                read_in_order(0..files.len(), threads, &read_file, &|_| true, |number, reading| {
                    match reading {
                        ReadEvent::Entries(entries) => {
                            seen.extend(entries.iter().map(|entry| format!("{number} {entry:?}")))
                        }
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
        for threads in [2, 3, 8, 50] {
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
        let read_file = |number: usize, goes_on: &dyn Fn() -> bool, sink: &mut dyn FnMut(Entry)| {
            selection.read_file_while(&files[number], goes_on, sink)
        };
        let take = |number, _| if number == 3 { Err(number) } else { Ok(()) };
        let ended = read_in_order(0..files.len(), 4, &read_file, &|_| true, take);
        assert_eq!(ended, Err(3));
    }
}
