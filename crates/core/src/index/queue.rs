//! Queue of documents between the thread that adds them and the threads that tokenise them.
//!
//! tantivy's queue is bounded by number: ten thousand documents take 100 MB for ordinary news, and gigabytes for books. This
//! queue is bounded by bytes. A document counts with its size from `add` until it is tokenised, and `add` blocks while the
//! queue is full. A document stops counting when it is dropped, for whatever reason, so `add` does not wait for threads that
//! have failed.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use tantivy::TantivyDocument;
use tantivy::schema::Value;
use tantivy::schema::document::Document;

/// Maximum size of the queue, in bytes. One document may always wait, however large.
const MAX_WAITING_BYTES: usize = 16 << 20;

/// The queue, bounded in bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Queue(Arc<State>);

#[derive(Debug, Default)]
struct State {
    waiting_bytes: Mutex<usize>,
    fell: Condvar,
}

impl State {
    fn waiting_bytes(&self) -> MutexGuard<'_, usize> {
        // A number is valid whenever a thread ends.
        self.waiting_bytes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    /// Counts a document, once there is room for it.
    pub(crate) fn admit(&self, document: TantivyDocument) -> QueuedDocument {
        let texts = document.field_values().filter_map(|(_, value)| value.as_str().map(str::len));
        let place = self.place(texts.sum());
        QueuedDocument(Box::new(Queued { document, place }))
    }

    /// Reserves a number of bytes in the queue, once there is room for them.
    fn place(&self, bytes: usize) -> Place {
        let is_full = |waiting: &mut usize| *waiting > 0 && *waiting + bytes > MAX_WAITING_BYTES;
        let waiting = self.0.fell.wait_while(self.0.waiting_bytes(), is_full);
        *waiting.unwrap_or_else(PoisonError::into_inner) += bytes;
        Place { queue: self.clone(), bytes }
    }
}

/// A document in the queue to the tokenizer.
///
/// It is boxed, because tantivy's queue reserves space for forty thousand documents, and a document takes some hundred bytes
/// besides its text.
#[derive(Debug)]
pub(crate) struct QueuedDocument(Box<Queued>);

#[derive(Debug)]
struct Queued {
    document: TantivyDocument,
    /// Released when the document is dropped.
    place: Place,
}

impl QueuedDocument {
    /// The number of bytes of its texts.
    pub(crate) fn bytes(&self) -> usize {
        self.0.place.bytes
    }
}

/// The share of a document in the queue.
#[derive(Debug)]
struct Place {
    queue: Queue,
    bytes: usize,
}

impl Drop for Place {
    fn drop(&mut self) {
        *self.queue.0.waiting_bytes() -= self.bytes;
        self.queue.0.fell.notify_all();
    }
}

impl Document for QueuedDocument {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.0.document.iter_fields_and_values()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn no_more_waits_than_may_and_a_document_that_is_larger_waits_alone() {
        let queue = Queue::default();
        let admitted = AtomicUsize::new(0);
        let (sender, receiver) = std::sync::mpsc::channel();
        let sizes = [MAX_WAITING_BYTES / 2, MAX_WAITING_BYTES / 2, 1, 3 * MAX_WAITING_BYTES, 1];
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for bytes in sizes {
                    let place = queue.place(bytes);
                    admitted.fetch_add(1, Ordering::SeqCst);
                    sender.send(place).unwrap();
                }
            });
            // The number of documents admitted after `taken` were taken, until the next is taken.
            for (taken, expected) in [2, 3, 3, 4, 5].into_iter().enumerate() {
                while admitted.load(Ordering::SeqCst) < expected {
                    std::thread::yield_now();
                }
                std::thread::sleep(Duration::from_millis(20));
                assert_eq!(admitted.load(Ordering::SeqCst), expected, "after {taken}");
                drop(receiver.recv().unwrap());
            }
        });
        assert_eq!(*queue.0.waiting_bytes(), 0);
    }
}
