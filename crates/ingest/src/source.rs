//! Context of the article being read: its file, the counts of that file, and the sink for its articles.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use jianbao_article::{Article, FilePlace};
use serde_json::{Map, Value};

use crate::encoding::decode::Decoded;
use crate::encoding::transcode::{DecodeErrors, Places};
use crate::entry::Entry;
use crate::error::IngestError;
use crate::options::{Limits, ReadOptions};
use crate::packing::without_packing;
use crate::record::article_from_object;
#[cfg(feature = "archives")]
use crate::unpack_limit::HeaderTooLong;
use crate::unpack_limit::{TooManyMembers, TooMuch};
use crate::warning::{Part, Severity, Warning, WarningKind};

/// State that all readings out of one file share.
pub(crate) struct Session<'s> {
    pub(crate) options: &'s ReadOptions,
    pub(crate) tally: Tally,
    /// Number of bytes that may still be unpacked.
    unpacked_left: Rc<Cell<u64>>,
    pub(crate) pages: Pages<'s>,
    sink: &'s mut dyn FnMut(Entry),
}

/// Treatment of the plain text of newspaper pages.
pub(crate) enum Pages<'s> {
    /// A page is split into articles.
    Split,
    /// Pages are passed on as text, with the name of their file; so are saved web pages.
    Whole(&'s mut dyn FnMut(&Path, PageText<'_>)),
}

/// The text of a page before it is split into articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageText<'t> {
    /// The plain text of a newspaper's page.
    Plain(&'t str),
    /// The HTML of a saved page.
    Html(&'t str),
}

/// Counts of the output of a file so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) articles: u64,
    pub(crate) warnings: u64,
    pub(crate) skipped: u64,
    pub(crate) encodings: BTreeMap<&'static str, u64>,
}

impl<'s> Session<'s> {
    pub(crate) fn new(
        options: &'s ReadOptions,
        file_bytes: u64,
        pages: Pages<'s>,
        sink: &'s mut dyn FnMut(Entry),
    ) -> Session<'s> {
        let Limits { unpacked_ratio, unpacked_bytes, .. } = options.limits;
        let left = file_bytes.saturating_mul(unpacked_ratio).max(unpacked_bytes);
        Session { options, tally: Tally::default(), unpacked_left: Rc::new(Cell::new(left)), pages, sink }
    }

    fn emit(&mut self, entry: Entry) {
        match &entry {
            Entry::Article(..) => self.tally.articles += 1,
            Entry::Warning(warning) => {
                self.tally.warnings += 1;
                self.tally.skipped += u64::from(warning.severity == Severity::Loss);
            }
            Entry::Skipped(_) => self.tally.skipped += 1,
        }
        (self.sink)(entry);
    }
}

/// The place of a record in the text being read, from 1.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct At {
    pub(crate) line: Option<u64>,
    /// The number of the record in a table or an array.
    pub(crate) record: Option<u64>,
}

/// The text being read, in a file of its own or inside another.
pub(crate) struct Source<'a, 's> {
    /// The file on the disk.
    file: &'a Path,
    /// Its path in warnings.
    pub(crate) path: &'a Path,
    /// The name that gives its format: that of the file, without the extensions of removed layers.
    pub(crate) name: PathBuf,
    /// Number of compressed files around it.
    layers: u32,
    pub(crate) session: &'a mut Session<'s>,
}

impl<'a, 's> Source<'a, 's> {
    pub(crate) fn of_file(path: &'a Path, session: &'a mut Session<'s>) -> Source<'a, 's> {
        Source { file: path, path, name: path.to_owned(), layers: 0, session }
    }

    /// Name of its contents, if it is compressed.
    pub(crate) fn unpacked(&mut self) -> Result<Source<'_, 's>, IngestError> {
        let max_layers = self.options().limits.layers;
        if self.layers >= max_layers {
            return Err(IngestError::TooDeep { path: self.path(), max_layers });
        }
        let name = without_packing(&self.name);
        Ok(Source {
            file: self.file,
            path: self.path,
            name,
            layers: self.layers + 1,
            session: &mut *self.session,
        })
    }

    /// Number of bytes that may still be unpacked from the file.
    pub(crate) fn unpacked_left(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.session.unpacked_left)
    }

    /// A file inside this archive.
    #[cfg(feature = "archives")]
    pub(crate) fn member<'m>(&'m mut self, path: &'m Path, name: &str) -> Source<'m, 's> {
        let Source { file, layers, .. } = *self;
        Source { file, path, name: PathBuf::from(name), layers, session: &mut *self.session }
    }

    /// Reports that a file inside this one could not be read.
    #[cfg(feature = "archives")]
    pub(crate) fn skip(&mut self, error: IngestError) {
        self.session.emit(Entry::Skipped(error));
    }

    /// Error for a failure of reading it.
    pub(crate) fn failed(&self, source: io::Error) -> IngestError {
        let path = self.path();
        if source.get_ref().is_some_and(|error| error.is::<TooMuch>()) {
            let Limits { unpacked_ratio, unpacked_bytes, .. } = self.session.options.limits;
            return IngestError::TooMuch { path, ratio: unpacked_ratio, bytes: unpacked_bytes };
        }
        let articles = self.session.tally.articles;
        if let Some(&TooManyMembers { max }) = source.get_ref().and_then(|error| error.downcast_ref()) {
            return IngestError::TooManyMembers { path, max_members: max, articles };
        }
        #[cfg(feature = "archives")]
        if let Some(&HeaderTooLong { max }) = source.get_ref().and_then(|error| error.downcast_ref()) {
            return IngestError::HeaderTooLong { path, max_bytes: max, articles };
        }
        if self.layers > 0 {
            return IngestError::Packed { path, articles, source };
        }
        IngestError::Unreadable { path, source }
    }

    pub(crate) fn options(&self) -> &ReadOptions {
        self.session.options
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.path.to_owned()
    }

    pub(crate) fn warn(&mut self, line: Option<u64>, kind: WarningKind, severity: Severity) {
        let warning = Warning { path: self.path(), line, kind, severity };
        self.session.emit(Entry::Warning(warning));
    }

    /// The file inside an archive, as text; none for a file on the disk.
    fn member_name(&self) -> Option<String> {
        let inner = self.path.as_os_str().as_encoded_bytes();
        let inner = inner.strip_prefix(self.file.as_os_str().as_encoded_bytes())?.strip_prefix(b"!")?;
        Some(String::from_utf8_lossy(inner).into_owned())
    }

    /// Emits an article that begins on a line, unless it is empty.
    pub(crate) fn article(&mut self, article: Article, line: Option<u64>) {
        self.article_at(article, line, Part::Line, At { line, record: None });
    }

    /// Emits an article, unless it is empty, and reports the values that do not fit their fields of one's own; `line` and `part`
    /// are those of warnings.
    fn article_at(&mut self, mut article: Article, line: Option<u64>, part: Part, at: At) {
        if article.title_text().trim().is_empty() && article.body_text().trim().is_empty() {
            self.warn(line, WarningKind::NoText, Severity::Loss);
            return;
        }
        if article.source.is_none() {
            article.source.clone_from(&self.session.options.source);
        }
        for misfit in self.session.options.own_fields.values(&article.extra).1 {
            self.warn(line, WarningKind::Misfit { part, misfit }, Severity::Fault);
        }
        let path = self.file.to_string_lossy().into_owned();
        let place = FilePlace { path, member: self.member_name(), line: at.line, record: at.record };
        self.session.emit(Entry::Article(Box::new(article), place));
    }

    /// Emits the article of an object; `part` gives its place if no line does.
    pub(crate) fn object(&mut self, object: Map<String, Value>, line: Option<u64>, part: Part) {
        let record = if let Part::Value(number) = part { Some(number) } else { None };
        self.record(object, line, part, At { line, record });
    }

    /// Emits the article of an object with its place; `line` and `part` are those of warnings.
    pub(crate) fn record(&mut self, object: Map<String, Value>, line: Option<u64>, part: Part, at: At) {
        let mut passed = BTreeSet::new();
        let options = self.session.options;
        let (article, kept) = article_from_object(object, &options.names, &options.own_fields, &mut passed);
        for bound in passed {
            self.warn(line, WarningKind::TooMuchMarkup { bound }, Severity::Guess);
        }
        for field in kept {
            self.warn(line, WarningKind::Kept { part, field }, Severity::Fault);
        }
        self.article_at(article, line, part, at);
    }

    /// Reports the decoding of a text, if it is notable.
    pub(crate) fn tell_encoding(&mut self, decoded: &Decoded) {
        let faults = DecodeErrors {
            count: decoded.faults as u64,
            first_line: decoded.first_fault_line.map(|line| line as u64),
        };
        self.tell_decoding(decoded.encoding, decoded.is_guessed, faults);
    }

    pub(crate) fn tell_decoding(&mut self, encoding: &'static str, is_guessed: bool, faults: DecodeErrors) {
        *self.session.tally.encodings.entry(encoding).or_default() += 1;
        if faults.count > 0 {
            let kind = WarningKind::Undecodable { encoding, places: faults.count };
            self.warn(faults.first_line, kind, Severity::Fault);
        } else if is_guessed {
            self.warn(None, WarningKind::Encoding { encoding }, Severity::Guess);
        }
    }

    /// Reports removed NUL characters.
    pub(crate) fn tell_nuls(&mut self, nuls: Places) {
        if nuls.count > 0 {
            let count = usize::try_from(nuls.count).unwrap_or(usize::MAX);
            self.warn(nuls.first_line, WarningKind::Nul { count }, Severity::Fault);
        }
    }

    /// The error for a file that is not text.
    pub(crate) fn binary(&self, at_byte: usize) -> IngestError {
        IngestError::Binary { path: self.path(), at_byte }
    }
}
