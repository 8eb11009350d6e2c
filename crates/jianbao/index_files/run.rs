//! One run over some files: what each of them gives, brought into the index and told.

mod absent;
mod stopping;

use std::collections::HashSet;
use std::io::Read;
use std::path::Path;

use jianbao_article::Article;
use jianbao_core::{FileState, FilesInProgress, Index, Replaced, Writer, shown_key};
use jianbao_ingest::{
    Entry, FileReport, FoundFile, IngestError, ReadOptions, Selection, Stability, hash_file, read_json_lines,
};

use self::stopping::Ended;
use super::event::IndexEvent;
use super::options::{Gone, IndexOptions};
use super::place::{Place, is_gone};
use super::reading_list::{MAX_ENDED_RUNS, ReadingList, ToRead};
use super::summary::IndexSummary;
use crate::reading::{ReadEvent, read_in_order};

/// Threads that read files while others cut them into terms.
const READING_THREADS: usize = 2;

/// One run over some files.
pub(super) struct Run<'l> {
    writer: Writer,
    place: Place,
    summary: IndexSummary,
    /// What had been done at the last commit.
    committed: IndexSummary,
    /// Files that have another name than before.
    moved: HashSet<String>,
    /// The file whose articles are coming.
    open: Option<OpenFile>,
    listen: &'l mut dyn FnMut(IndexEvent<'_>),
}

/// A file whose articles are coming.
struct OpenFile {
    /// Whether articles of it stand in the index.
    is_known: bool,
    articles: u64,
    /// What had been done before it.
    before: IndexSummary,
}

impl<'l> Run<'l> {
    pub(super) fn new(
        index: &Index,
        listen: &'l mut dyn FnMut(IndexEvent<'_>),
    ) -> jianbao_core::Result<Run<'l>> {
        Ok(Run {
            writer: index.writer()?,
            place: Place::of(index),
            summary: IndexSummary::default(),
            committed: IndexSummary::default(),
            moved: HashSet::new(),
            open: None,
            listen,
        })
    }

    /// Brings the index up to date with a selection of files, and commits.
    pub(super) fn over_selection(
        mut self,
        selection: &Selection,
        options: &IndexOptions,
    ) -> jianbao_core::Result<IndexSummary> {
        let list = self.writer.files_in_progress();
        list.retain(|name| !is_gone(&self.place.path_of(name)));
        let ended = self.through_selection(selection, options, &list);
        // Whatever ended the reading, no file ended the program.
        list.settle();
        match ended {
            Ok(()) => self.finish_run(),
            Err(Ended::Stopped { inside }) => self.stop(inside.as_deref()),
            Err(Ended::Abandoned { inside }) => Ok(self.abandon(&inside)),
            Err(Ended::Failed(error)) => Err(error),
        }
    }

    fn through_selection(
        &mut self,
        selection: &Selection,
        options: &IndexOptions,
        list: &FilesInProgress,
    ) -> Result<(), Ended> {
        let mut found: Vec<(String, FoundFile)> = Vec::new();
        let mut is_all_found = true;
        for file in selection.files() {
            match file {
                Ok(file) => found.push((self.place.name_of(&file.absolute), file)),
                Err(error) => {
                    is_all_found = false;
                    self.skip(&error);
                }
            }
        }
        let bytes = found.iter().map(|(_, file)| file.size_bytes).sum();
        (self.listen)(IndexEvent::Planned { files: found.len(), bytes });
        self.move_files(&found)?;
        self.rename_shown_keys(&found)?;
        if options.gone == Gone::Remove {
            self.remove_gone(&found, selection.paths(), is_all_found)?;
        }
        let (to_read, files) = self.left_to_read(found, list, options);
        self.committed = IndexSummary { moved: 0, removed: 0, removed_articles: 0, ..self.summary.clone() };
        let reading_list = ReadingList::new(list, &to_read, &files);
        let read = |number: usize, goes_on: &dyn Fn() -> bool, sink: &mut dyn FnMut(Entry)| {
            reading_list.begin(number);
            let report = selection.read_file_while(&files[number], goes_on, sink);
            reading_list.end(number, &report);
            report
        };
        let goes_on = |number: usize| !(options.is_stopped() && to_read[number].may_leave);
        for numbers in reading_list.stretches() {
            read_in_order(numbers, READING_THREADS, &read, &goes_on, |number, reading| {
                if self.open.is_none() && options.is_stopped() {
                    return Err(Ended::Stopped { inside: None });
                }
                let (name, file) = (&to_read[number].name, &files[number]);
                if !goes_on(number) {
                    return Err(self.leave(name, file)?);
                }
                self.take(name, file, reading, options)?;
                if self.open.is_none() && self.summary.bytes - self.committed.bytes >= options.commit_bytes {
                    self.commit()?;
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// The files of those found that are to be read; the others are told.
    fn left_to_read(
        &mut self,
        found: Vec<(String, FoundFile)>,
        list: &FilesInProgress,
        options: &IndexOptions,
    ) -> (Vec<ToRead>, Vec<FoundFile>) {
        let (mut to_read, mut files) = (Vec::new(), Vec::new());
        for (name, file) in found {
            let ended_runs = list.ended_runs(&name, file.size_bytes, file.modified_ns);
            if !options.reread && self.is_unchanged(&name, &file) {
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
            let may_leave = is_new || file.size_bytes > options.commit_bytes;
            to_read.push(ToRead { name, is_suspect: ended_runs > 0, may_leave });
            files.push(file);
        }
        (to_read, files)
    }

    /// Adds articles that come as JSON lines and belong to no file, and commits.
    pub(super) fn over_json_lines(
        mut self,
        reader: impl Read,
        name: &Path,
        options: &ReadOptions,
    ) -> jianbao_core::Result<IndexSummary> {
        let mut failure = None;
        let read = read_json_lines(reader, name, options, &mut |entry| {
            if failure.is_none() {
                failure = self.entry(entry, name).err();
            }
        });
        if let Some(failure) = failure {
            return Err(failure);
        }
        match read {
            Ok(report) => {
                self.summary.files += 1;
                self.count(&report);
            }
            Err(error) => self.skip(&error),
        }
        self.finish_run()
    }

    fn commit(&mut self) -> jianbao_core::Result<()> {
        self.writer.commit()?;
        self.committed = self.summary.clone();
        let IndexSummary { articles, files, .. } = self.summary;
        (self.listen)(IndexEvent::Committed { articles, files });
        Ok(())
    }

    fn finish_run(self) -> jianbao_core::Result<IndexSummary> {
        let Run { writer, summary, committed, listen, .. } = self;
        writer.finish()?;
        if summary != committed {
            listen(IndexEvent::Committed { articles: summary.articles, files: summary.files });
        }
        Ok(summary)
    }

    /// Takes what a file gives. What it held before goes when the first article comes, or when it is read to its end: a
    /// file that gives nothing because it cannot be read loses nothing.
    fn take(
        &mut self,
        name: &str,
        file: &FoundFile,
        reading: ReadEvent,
        options: &IndexOptions,
    ) -> jianbao_core::Result<()> {
        match reading {
            ReadEvent::Entries(entries) => {
                for entry in entries {
                    if self.open.is_none() && matches!(entry, Entry::Article(_)) {
                        self.begin(name, file, options)?;
                    }
                    self.entry(entry, &file.path)?;
                }
            }
            ReadEvent::Done(report) => {
                if self.open.is_none()
                    && matches!(&report, Ok(report) if report.stability == Stability::Stable)
                {
                    self.begin(name, file, options)?;
                }
                self.finish(file, report);
            }
        }
        Ok(())
    }

    fn begin(&mut self, name: &str, file: &FoundFile, options: &IndexOptions) -> jianbao_core::Result<()> {
        let is_listed = self.writer.files().get(name).is_some();
        if file.size_bytes > options.commit_bytes && self.summary != self.committed {
            // If the run is stopped in this file, what it replaces can only be put back with the last commit.
            self.commit()?;
        }
        let is_known = self.writer.begin_file(name)? || is_listed;
        self.open = Some(OpenFile { is_known, articles: 0, before: self.summary.clone() });
        Ok(())
    }

    fn finish(&mut self, file: &FoundFile, report: Result<FileReport, IngestError>) {
        let open = self.open.take();
        let state =
            FileState { size_bytes: file.size_bytes, modified_ns: file.modified_ns, ..FileState::default() };
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
            // Nothing came of it, and it is not finished: what it held before stays.
            (Ok(report), None) => self.count(&report),
            (Err(error), open) => {
                if let Some(OpenFile { articles, .. }) = open {
                    // What was read before stays; the file is known, so that its articles go when it goes, and read
                    // again.
                    self.writer.finish_file((articles > 0).then_some(FileState { articles, ..state }));
                }
                self.skip(&error);
            }
        }
        (self.listen)(IndexEvent::FileDone { path: &file.path, bytes: file.size_bytes });
    }

    /// Whether the file holds what it held when it was indexed. Its bytes are read only where its size is the
    /// same and its time is not.
    fn is_unchanged(&mut self, name: &str, file: &FoundFile) -> bool {
        let Some(known) = self.writer.files().get(name) else { return false };
        if known.size_bytes != file.size_bytes || known.content_hash.is_empty() {
            return false;
        }
        if known.modified_ns == file.modified_ns && file.modified_ns != 0 {
            return true;
        }
        let is_same = hash_file(&file.path).is_ok_and(|hash| hash == known.content_hash);
        if is_same {
            let state = FileState { modified_ns: file.modified_ns, ..known.clone() };
            self.writer.note_file(name, state);
        }
        is_same
    }

    fn entry(&mut self, entry: Entry, file: &Path) -> jianbao_core::Result<()> {
        match entry {
            Entry::Article(article) => return self.article(*article, file),
            Entry::Warning(warning) => (self.listen)(IndexEvent::Warning(&warning)),
            Entry::Skipped(error) => (self.listen)(IndexEvent::Skipped(&error)),
        }
        Ok(())
    }

    fn article(&mut self, article: Article, file: &Path) -> jianbao_core::Result<()> {
        let bytes: usize = article.body.iter().map(|paragraph| paragraph.len() + 1).sum();
        match self.writer.add(article) {
            Ok(added) => {
                self.summary.articles += 1;
                if let Some(open) = &mut self.open {
                    open.articles += 1;
                }
                (self.listen)(IndexEvent::Added { id: &added.id, bytes: bytes as u64 });
                if let Some(Replaced { file: earlier_file }) = &added.replaced {
                    self.summary.replaced += 1;
                    let earlier_file = earlier_file.as_deref().map(shown_key);
                    let earlier_file = earlier_file.as_deref();
                    (self.listen)(IndexEvent::Replaced { id: &added.id, file, earlier_file });
                }
                Ok(())
            }
            Err(error @ jianbao_core::Error::IdTooLong { .. }) => {
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
