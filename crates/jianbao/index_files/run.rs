//! One indexing run over some files: adds their articles to the index, and reports events.

mod absent;
mod stopping;

use std::collections::HashSet;
use std::io::Read;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

use jianbao_article::{Article, FilePlace};
use jianbao_core::{FileState, FilesInProgress, Index, Replaced, Writer, WriterOptions, shown_key};
use jianbao_ingest::{
    Entry, FileReport, FoundFile, IngestError, READER_VERSION, ReadOptions, Selection, Stability,
    hash_file_while, read_json_lines,
};

use self::stopping::Ended;
use super::event::IndexEvent;
use super::options::{IndexOptions, MissingFiles};
use super::place::{Place, is_gone};
use super::reading_list::{MAX_ENDED_RUNS, ReadingList, ToRead};
use super::summary::IndexSummary;
use crate::reading::{Extent, GoesOn, ReadEvent, ReadFile, each_while, read_in_order};

/// The number of threads that read files while others tokenise.
const READING_THREADS: usize = 2;

/// Maximum size of a changed file that is still read to its end after a stop: half a second.
const MAX_WAITED_BYTES: u64 = 4 << 20;

/// The assumed ratio of unpacked to packed size.
const UNPACKED_TIMES: u64 = 16;

/// Maximum uncommitted bytes that may be lost with an abandoned file.
const MAX_GIVEN_UP_BYTES: u64 = 4 << 20;

/// One run over some files.
pub(super) struct Run<'l> {
    writer: Writer,
    place: Place,
    summary: IndexSummary,
    /// The summary at the last commit.
    committed: IndexSummary,
    /// Files whose name has changed.
    moved: HashSet<String>,
    /// The file whose articles are being added.
    open: Option<OpenFile>,
    listen: &'l mut dyn FnMut(IndexEvent<'_>),
}

/// A file whose articles are being added.
struct OpenFile {
    /// True if the index contains articles of it.
    is_known: bool,
    articles: u64,
    /// The summary before it.
    before: IndexSummary,
}

impl<'l> Run<'l> {
    pub(super) fn new(
        index: &Index,
        options: &IndexOptions,
        listen: &'l mut dyn FnMut(IndexEvent<'_>),
    ) -> jianbao_core::Result<Run<'l>> {
        let mut of_writer = WriterOptions::default();
        of_writer.replace_by = options.replace_by.clone();
        Ok(Run {
            writer: index.writer_with(of_writer)?,
            place: Place::of(index),
            summary: IndexSummary::default(),
            committed: IndexSummary::default(),
            moved: HashSet::new(),
            open: None,
            listen,
        })
    }

    /// Updates the index from a selection of files, and commits.
    pub(super) fn over_selection(
        mut self,
        selection: &Selection,
        options: &IndexOptions,
    ) -> jianbao_core::Result<IndexSummary> {
        match self.through_selection(selection, options) {
            Ok(()) => self.finish_run(),
            Err(Ended::Stopped { inside }) => self.stop(inside.as_deref()),
            Err(Ended::Abandoned { inside }) => Ok(self.abandon(&inside)),
            Err(Ended::Failed(error)) => Err(error),
        }
    }

    fn through_selection(&mut self, selection: &Selection, options: &IndexOptions) -> Result<(), Ended> {
        let list = self.writer.files_in_progress();
        list.retain(|name| !is_gone(&self.place.path_of(name)));
        let mut found: Vec<(String, FoundFile)> = Vec::new();
        let mut is_all_found = true;
        let walk = selection.clone();
        let passed_over = Arc::new(Mutex::default());
        let counted = Arc::clone(&passed_over);
        let find = move |found: &mut dyn FnMut(_) -> bool| {
            let mut files = walk.files();
            files.by_ref().all(found);
            *counted.lock().unwrap_or_else(PoisonError::into_inner) = files.passed_over();
        };
        let extent = each_while(find, &|| !options.is_stopped(), |file| {
            match file {
                Ok(file) => found.push((self.place.name_of(&file.absolute), file)),
                Err(error) => {
                    is_all_found = false;
                    self.skip(&error);
                }
            }
            Ok::<(), Ended>(())
        })?;
        if extent == Extent::GivenUp {
            return Err(Ended::Stopped { inside: None });
        }
        self.summary.passed_over = passed_over.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let bytes = found.iter().map(|(_, file)| file.size_bytes).sum();
        (self.listen)(IndexEvent::Planned { files: found.len(), bytes });
        self.move_files(&found, options)?;
        self.rename_shown_keys(&found)?;
        if options.gone == MissingFiles::Remove {
            self.remove_gone(&found, selection.paths(), is_all_found)?;
        }
        let to_read = self.left_to_read(found, &list, options);
        self.committed = IndexSummary { moved: 0, removed: 0, removed_articles: 0, ..self.summary.clone() };
        let reading_list = Arc::new(ReadingList::new(list, to_read));
        let ended = self.through_list(selection, options, &reading_list);
        // No file ended the program, whatever ended the reading.
        reading_list.settle();
        ended
    }

    fn through_list(
        &mut self,
        selection: &Selection,
        options: &IndexOptions,
        reading_list: &Arc<ReadingList>,
    ) -> Result<(), Ended> {
        let (list, selection) = (Arc::clone(reading_list), selection.clone());
        let read: Arc<ReadFile> = Arc::new(move |number, goes_on, sink| {
            list.begin(number);
            let report = selection.read_file_while(&list.file(number).file, goes_on, sink);
            list.end(number, &report);
            report
        });
        let (list, stop) = (Arc::clone(reading_list), Arc::clone(&options.stop));
        let goes_on: Arc<GoesOn> =
            Arc::new(move |number| !(list.file(number).may_leave && stop.load(Ordering::Relaxed)));
        for numbers in reading_list.stretches() {
            read_in_order(numbers, READING_THREADS, &read, &goes_on, |number, reading| {
                if self.open.is_none() && options.is_stopped() {
                    return Err(Ended::Stopped { inside: None });
                }
                let ToRead { name, file, .. } = reading_list.file(number);
                if !goes_on(number) {
                    return Err(self.leave(name, file)?);
                }
                self.take(reading_list.file(number), reading, options)?;
                if self.open.is_none() && self.uncommitted_bytes() >= options.commit_bytes {
                    self.commit()?;
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    fn uncommitted_bytes(&self) -> u64 {
        self.summary.bytes - self.committed.bytes
    }

    /// The files to be read among those found; the others are reported.
    fn left_to_read(
        &mut self,
        found: Vec<(String, FoundFile)>,
        list: &FilesInProgress,
        options: &IndexOptions,
    ) -> Vec<ToRead> {
        let mut to_read = Vec::new();
        for (name, file) in found {
            let ended_runs = list.ended_runs(&name, file.size_bytes, file.modified_ns);
            if !options.reread && self.is_unchanged(&name, &file, options) {
                list.end(&name);
                self.summary.unchanged += u64::from(!self.moved.contains(&name));
                (self.listen)(IndexEvent::FileDone { path: &file.path, bytes: file.size_bytes });
                continue;
            }
            if !options.reread && ended_runs >= MAX_ENDED_RUNS {
                self.summary.skipped += 1;
                (self.listen)(IndexEvent::PassedOver { path: &file.path, ended_runs });
                (self.listen)(IndexEvent::FileDone { path: &file.path, bytes: file.size_bytes });
                continue;
            }
            let is_new = self.writer.files().get(&name).is_none();
            let may_leave = is_new || reading_bytes(&file) > MAX_WAITED_BYTES.min(options.commit_bytes);
            to_read.push(ToRead { name, file, is_suspect: ended_runs > 0, may_leave });
        }
        to_read
    }

    /// Adds articles from JSON lines that belong to no file, and commits.
    pub(super) fn over_json_lines(
        mut self,
        reader: impl Read + Send + 'static,
        name: &Path,
        read_options: &ReadOptions,
        options: &IndexOptions,
    ) -> jianbao_core::Result<IndexSummary> {
        let (read_options, read_name) = (read_options.clone(), name.to_owned());
        let read = move |hand_over: &mut dyn FnMut(ReadEvent) -> bool| {
            let report = read_json_lines(reader, &read_name, &read_options, &mut |entry| {
                hand_over(ReadEvent::Entries(vec![entry]));
            });
            hand_over(ReadEvent::Done(report));
        };
        let extent = each_while(read, &|| !options.is_stopped(), |event| {
            match event {
                ReadEvent::Entries(entries) => {
                    entries.into_iter().try_for_each(|entry| self.entry(entry, name))?;
                }
                ReadEvent::Done(Ok(report)) => {
                    self.summary.files += 1;
                    self.count(&report);
                }
                ReadEvent::Done(Err(error)) => self.skip(&error),
                ReadEvent::GivenUp => {}
            }
            Ok::<(), jianbao_core::Error>(())
        })?;
        match extent {
            Extent::Whole => self.finish_run(),
            Extent::GivenUp => self.stop(None),
        }
    }

    fn commit(&mut self) -> jianbao_core::Result<()> {
        (self.listen)(IndexEvent::Writing);
        self.writer.commit()?;
        self.committed = self.summary.clone();
        let IndexSummary { articles, files, .. } = self.summary;
        (self.listen)(IndexEvent::Committed { articles, files });
        Ok(())
    }

    fn finish_run(self) -> jianbao_core::Result<IndexSummary> {
        let Run { writer, summary, committed, listen, .. } = self;
        listen(IndexEvent::Merging);
        writer.finish()?;
        if summary != committed {
            listen(IndexEvent::Committed { articles: summary.articles, files: summary.files });
        }
        Ok(summary)
    }

    /// Takes the articles of a file. Its earlier articles are deleted when the first new article arrives, or at the end of the
    /// file. An unreadable file without new articles therefore loses nothing.
    fn take(
        &mut self,
        to_read: &ToRead,
        reading: ReadEvent,
        options: &IndexOptions,
    ) -> jianbao_core::Result<()> {
        let file = &to_read.file;
        match reading {
            ReadEvent::Entries(entries) => {
                for entry in entries {
                    if self.open.is_none() && matches!(entry, Entry::Article(..)) {
                        self.begin(to_read, options)?;
                    }
                    self.entry(entry, &file.path)?;
                }
            }
            // The file is left instead.
            ReadEvent::GivenUp => {}
            ReadEvent::Done(report) => {
                if self.open.is_none()
                    && matches!(&report, Ok(report) if report.stability == Stability::Stable)
                {
                    self.begin(to_read, options)?;
                }
                self.finish(file, report);
            }
        }
        Ok(())
    }

    fn begin(&mut self, to_read: &ToRead, options: &IndexOptions) -> jianbao_core::Result<()> {
        let ToRead { name, file, may_leave, .. } = to_read;
        let is_listed = self.writer.files().get(name).is_some();
        // If the run is stopped in this file, replaced articles can only be restored with the last commit.
        let is_much = self.uncommitted_bytes() > MAX_GIVEN_UP_BYTES;
        let is_large = file.size_bytes > options.commit_bytes && self.summary != self.committed;
        if is_large || is_listed && *may_leave && is_much {
            self.commit()?;
        }
        let is_known = self.writer.begin_file(name)? || is_listed;
        self.open = Some(OpenFile { is_known, articles: 0, before: self.summary.clone() });
        Ok(())
    }

    fn finish(&mut self, file: &FoundFile, report: Result<FileReport, IngestError>) {
        let open = self.open.take();
        let state = FileState {
            size_bytes: file.size_bytes,
            modified_ns: file.modified_ns,
            reader: READER_VERSION,
            ..FileState::default()
        };
        match (report, open) {
            (Ok(report), Some(OpenFile { is_known, .. })) => {
                self.summary.files += 1;
                self.summary.added += u64::from(!is_known);
                self.summary.updated += u64::from(is_known);
                self.count(&report);
                let content_hash = match report.stability {
                    Stability::Stable => report.content_hash,
                    // No file has this hash, so the next run reads it again.
                    Stability::Changed => String::new(),
                };
                self.writer.finish_file(Some(FileState { content_hash, articles: report.articles, ..state }));
            }
            // It gave nothing, and is not finished: its former articles stay.
            (Ok(report), None) => self.count(&report),
            (Err(error), open) => {
                if let Some(OpenFile { articles, .. }) = open {
                    // The articles read so far stay. The file is recorded, so that they are deleted with it, and read again.
                    self.writer.finish_file((articles > 0).then_some(FileState { articles, ..state }));
                }
                self.skip(&error);
            }
        }
        (self.listen)(IndexEvent::FileDone { path: &file.path, bytes: file.size_bytes });
    }

    /// True if the content of the file is unchanged since it was indexed. Its bytes are read only if its size is unchanged and
    /// its time is not.
    fn is_unchanged(&mut self, name: &str, file: &FoundFile, options: &IndexOptions) -> bool {
        let Some(known) = self.writer.files().get(name) else { return false };
        if known.size_bytes != file.size_bytes || known.content_hash.is_empty() {
            return false;
        }
        if known.reader < READER_VERSION {
            self.summary.older_reader += 1;
            return false;
        }
        if known.modified_ns == file.modified_ns && file.modified_ns != 0 {
            return true;
        }
        let hash = hash_file_while(&file.path, &|| !options.is_stopped());
        let is_same = hash.is_ok_and(|hash| hash == known.content_hash);
        if is_same {
            let state = FileState { modified_ns: file.modified_ns, ..known.clone() };
            self.writer.note_file(name, state);
        }
        is_same
    }

    fn entry(&mut self, entry: Entry, file: &Path) -> jianbao_core::Result<()> {
        match entry {
            Entry::Article(article, place) => return self.article(*article, &place, file),
            Entry::Warning(warning) => (self.listen)(IndexEvent::Warning(&warning)),
            Entry::Skipped(error) => (self.listen)(IndexEvent::Skipped(&error)),
        }
        Ok(())
    }

    fn article(&mut self, article: Article, place: &FilePlace, file: &Path) -> jianbao_core::Result<()> {
        let bytes: usize = article.body.iter().map(|paragraph| paragraph.len() + 1).sum();
        match self.writer.add_at(article, place) {
            Ok(added) => {
                self.summary.articles += 1;
                if let Some(open) = &mut self.open {
                    open.articles += 1;
                }
                (self.listen)(IndexEvent::Added { id: &added.id, bytes: bytes as u64 });
                if let Some(Replaced { file: earlier_file, .. }) = &added.replaced {
                    self.summary.replaced += 1;
                    let earlier_file = earlier_file.as_deref().map(shown_key);
                    let earlier_file = earlier_file.as_deref();
                    (self.listen)(IndexEvent::Replaced { id: &added.id, file, earlier_file });
                }
                Ok(())
            }
            Err(error) if error.is_of_one_article() => {
                self.summary.skipped += 1;
                (self.listen)(IndexEvent::Refused { file, error: &error });
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    fn count(&mut self, report: &FileReport) {
        self.summary.bytes += report.bytes;
        self.summary.warnings += report.warnings;
        self.summary.skipped += report.skipped;
        for (encoding, count) in &report.encodings {
            *self.summary.encodings.entry((*encoding).to_owned()).or_default() += count;
        }
    }

    fn skip(&mut self, error: &IngestError) {
        self.summary.skipped += 1;
        (self.listen)(IndexEvent::Skipped(error));
    }
}

/// The approximate number of bytes of text in a file.
fn reading_bytes(file: &FoundFile) -> u64 {
    if file.is_packed() { file.size_bytes.saturating_mul(UNPACKED_TIMES) } else { file.size_bytes }
}
