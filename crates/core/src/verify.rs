//! Whether an index is as it was written, and what mends it where it is not.
//!
//! Three layers, each looked at whatever the one below said, so that all damage is listed:
//!
//! 1. the small files fit their [seals](crate::seal): the settings, the list of segments, the list of files that may be
//!    deleted, the table of files;
//! 2. every large file has the length and the hash that were taken when it was written
//!    ([`inventory`](crate::inventory)), so a changed byte is found wherever it lies, also where the engine would answer
//!    from it without noticing;
//! 3. every stored article reads, has an id that no other has, and the counts of documents and of files agree.
//!
//! The index need not open for this, and another process may write to it meanwhile: where the list of segments has
//! changed during the checks, they are made again.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::damage::reading;
use crate::directory::{MANAGED_FILE, SEGMENTS_FILE, Seals};
use crate::error::{Error, FileAction, Result};
use crate::files::FileTable;
use crate::index::{Index, open_directory};
use crate::inventory::{FileSum, Inventory};
use crate::seal;
use crate::settings::{SETTINGS_FILE, Settings};
use crate::stored::StoredArticles;

/// How often the checks are made where a writer changes the index meanwhile.
const ATTEMPTS: usize = 8;

/// The files of every segment, by what follows the segment's name.
const SEGMENT_EXTENSIONS: [&str; 6] = ["idx", "pos", "term", "store", "fast", "fieldnorm"];

/// So many problems of stored articles are listed one by one; the rest is counted.
const MAX_LISTED: usize = 20;

/// What a verification found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// The index.
    pub path: PathBuf,
    /// Articles that were read from the store, whole.
    pub articles: u64,
    /// Files that were checked byte by byte.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// All damage, file by file. Empty for a sound index.
    pub damage: Vec<Damage>,
    /// What mends it; none for a sound index.
    pub remedy: Option<Remedy>,
}

/// One thing that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Damage {
    /// The name of the file in the index directory.
    pub file: String,
    /// What is the matter with it.
    pub problem: String,
}

/// What mends an index, the lightest remedy first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Remedy {
    /// What is stored is sound: [`Index::rebuild`] makes the rest anew from it.
    Rebuild,
    /// The same, but the user's dictionary must be given again.
    RebuildWithWords,
    /// What is stored is damaged too: only the sources can mend it.
    Sources,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.problem)
    }
}

impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Remedy::Rebuild => {
                "the stored articles are sound: `jianbao index --rebuild` makes the index anew from them"
            }
            Remedy::RebuildWithWords => {
                "the stored articles are sound, the words of your own are not: `jianbao index --rebuild --dict FILE` \
                 makes the index anew with yours (an empty file if there were none)"
            }
            Remedy::Sources => {
                "stored articles are damaged too: index the sources again into another directory with \
                 `jianbao --index DIR index PATH...`"
            }
        })
    }
}

impl Damage {
    fn new(file: impl Into<String>, problem: impl Into<String>) -> Damage {
        Damage { file: file.into(), problem: problem.into() }
    }

    /// What mends this.
    pub(crate) fn remedy(&self) -> Remedy {
        let extension = self.file.rsplit('.').next().unwrap_or_default();
        match self.file.as_str() {
            SETTINGS_FILE => Remedy::RebuildWithWords,
            MANAGED_FILE => Remedy::Rebuild,
            _ if matches!(extension, "idx" | "pos" | "term" | "fieldnorm") => Remedy::Rebuild,
            _ => Remedy::Sources,
        }
    }
}

impl Remedy {
    /// What mends all of this; none where there is nothing to mend.
    pub(crate) fn of(damage: &[Damage]) -> Option<Remedy> {
        damage.iter().map(Damage::remedy).max()
    }
}

/// Checks the index in a directory, whole: every byte of it, and that what is stored agrees with itself. It need not
/// open, may be read-only, and may be written to meanwhile. Costs the reading of the index and of every article.
///
/// ```
/// use jianbao_core::{Index, verify};
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("clippings");
/// Index::create(&path)?.writer()?.finish()?;
/// assert!(verify(&path)?.damage.is_empty());
/// std::fs::write(path.join("meta.json"), "{}")?;
/// assert_eq!(verify(&path)?.damage[0].file, "meta.json");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`Error::NotAnIndex`], [`Error::OlderFormat`] and [`Error::NewerFormat`] where it is none of this version's; when the
/// system refuses to let it be read.
pub fn verify(path: impl AsRef<Path>) -> Result<Verification> {
    let path = path.as_ref();
    let mut found = Verification::default();
    for _ in 0..ATTEMPTS {
        let before = segments_bytes(path);
        found = verify_once(path)?;
        if found.damage.is_empty() || segments_bytes(path) == before {
            break;
        }
    }
    Ok(found)
}

/// The damage to the files of an index, without a look at what they hold.
pub(crate) fn damage_of_files(path: &Path) -> Result<Vec<Damage>> {
    let mut damage = Vec::new();
    for _ in 0..ATTEMPTS {
        let before = segments_bytes(path);
        damage = Files::check(path)?.damage;
        if damage.is_empty() || segments_bytes(path) == before {
            break;
        }
    }
    Ok(damage)
}

/// The first damage to what is stored in an index that was made before there were sums of ours: by the sums that the
/// engine writes behind its files.
pub(crate) fn damage_by_the_engines_sums(path: &Path) -> Result<Option<String>> {
    reading(Some(path), || {
        let engine = tantivy::Index::open(open_directory(path, Seals::Absent)?)
            .map_err(Error::engine("open the index"))?;
        let segments = engine.searchable_segment_metas().map_err(Error::engine("read the last commit"))?;
        for segment in segments {
            use tantivy::index::SegmentComponent::{Delete, FastFields, Store};
            for component in [Store, FastFields, Delete] {
                if component == Delete && !segment.has_deletes() {
                    continue;
                }
                let file = segment.relative_path(component);
                let is_sound = engine
                    .directory()
                    .validate_checksum(&file)
                    .map_err(|error| Error::engine("check a file")(error.into()))?;
                if !is_sound {
                    return Ok(Some(format!(
                        "{}: its bytes are not those that were written",
                        file.display()
                    )));
                }
            }
        }
        Ok(None)
    })
}

fn segments_bytes(path: &Path) -> Option<Vec<u8>> {
    std::fs::read(path.join(SEGMENTS_FILE)).ok()
}

fn verify_once(path: &Path) -> Result<Verification> {
    let Files { mut damage, segments, checked, bytes } = Files::check(path)?;
    let mut stored = Stored::default();
    if let Some(segments) = &segments {
        let is_damaged = |file: &str| damage.iter().any(|one| one.file == file);
        stored.check(path, segments, &is_damaged);
        damage.append(&mut stored.damage);
    }
    if damage.is_empty() {
        // What was not seen by any check above would be seen here.
        if let Err(error) = Index::open(path) {
            match error {
                Error::Damaged { problem, .. } => damage.push(Damage::new(SEGMENTS_FILE, problem)),
                error => return Err(error),
            }
        }
    }
    let remedy = Remedy::of(&damage);
    Ok(Verification {
        path: path.to_owned(),
        articles: stored.articles,
        files: checked,
        bytes,
        damage,
        remedy,
    })
}

/// The list of segments, as far as it is checked here.
#[derive(Deserialize)]
struct SegmentList {
    segments: Vec<SegmentEntry>,
    #[serde(default)]
    payload: Option<String>,
    #[serde(flatten)]
    inventory: Inventory,
}

#[derive(Deserialize)]
struct SegmentEntry {
    segment_id: String,
    max_doc: u32,
    deletes: Option<DeletesEntry>,
}

#[derive(Deserialize)]
struct DeletesEntry {
    num_deleted_docs: u32,
    opstamp: u64,
}

impl SegmentEntry {
    fn name(&self) -> String {
        self.segment_id.replace('-', "")
    }

    /// The files that are read to read what is stored.
    fn stored_files(&self) -> impl Iterator<Item = String> {
        let is_stored = |file: &String| ["store", "fast", "del"].iter().any(|kind| file.ends_with(kind));
        self.files().into_iter().filter(is_stored)
    }

    fn files(&self) -> Vec<String> {
        let name = self.name();
        let mut files: Vec<String> =
            SEGMENT_EXTENSIONS.iter().map(|extension| format!("{name}.{extension}")).collect();
        files.extend(self.deletes.as_ref().map(|deletes| format!("{name}.{}.del", deletes.opstamp)));
        files
    }
}

/// The files of an index, checked byte by byte.
#[derive(Default)]
struct Files {
    damage: Vec<Damage>,
    /// None where the list does not read.
    segments: Option<SegmentList>,
    checked: u64,
    bytes: u64,
}

impl Files {
    fn check(path: &Path) -> Result<Files> {
        let mut files = Files::default();
        files.check_settings(path)?;
        files.check_sealed(path, MANAGED_FILE, |bytes| seal::unsealed_list(bytes).is_some())?;
        let list = files.check_sealed(path, SEGMENTS_FILE, seal::is_sealed_object)?;
        let Some(list) = list else { return Ok(files) };
        let segments: SegmentList = match serde_json::from_slice(&list) {
            Ok(segments) => segments,
            Err(error) => {
                files.damage.push(Damage::new(SEGMENTS_FILE, error.to_string()));
                return Ok(files);
            }
        };
        for file in segments.segments.iter().flat_map(SegmentEntry::files) {
            files.check_sum(path, &file, segments.inventory.files.get(&file))?;
        }
        if let Some(table) = segments.payload.as_deref().filter(|table| !table.is_empty()) {
            files.check_sealed(path, table, seal::is_sealed_object)?;
        }
        files.segments = Some(segments);
        Ok(files)
    }

    fn check_settings(&mut self, path: &Path) -> Result<()> {
        let has_segments = path.join(SEGMENTS_FILE).exists();
        let settings = match Settings::read(path) {
            Ok(settings) => settings,
            Err(Error::NotAnIndex { .. }) if has_segments => {
                self.damage.push(Damage::new(SETTINGS_FILE, "it is missing"));
                return Ok(());
            }
            Err(Error::Damaged { problem, .. }) => {
                self.damage.push(Damage::new(SETTINGS_FILE, problem));
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        settings.check_format(path)?;
        self.checked += 1;
        if !settings.is_whole() {
            self.damage.push(Damage::new(SETTINGS_FILE, "it does not fit its seal"));
        } else {
            // Another analyzer is no damage, but nothing can be looked for either.
            settings.check(path, &settings.analyzer())?;
        }
        Ok(())
    }

    /// Checks a small file; its bytes, if it is there.
    fn check_sealed(
        &mut self,
        path: &Path,
        file: &str,
        is_sealed: impl Fn(&[u8]) -> bool,
    ) -> Result<Option<Vec<u8>>> {
        match std::fs::read(path.join(file)) {
            Ok(bytes) => {
                self.checked += 1;
                self.bytes += bytes.len() as u64;
                if !is_sealed(&bytes) {
                    self.damage.push(Damage::new(file, "it does not fit its seal"));
                }
                Ok(Some(bytes))
            }
            Err(error) => self.unreadable(path, file, error).map(|()| None),
        }
    }

    /// Checks a large file against what was written.
    fn check_sum(&mut self, path: &Path, file: &str, written: Option<&FileSum>) -> Result<()> {
        let found = match FileSum::of(&path.join(file)) {
            Ok(found) => found,
            Err(error) => return self.unreadable(path, file, error),
        };
        self.checked += 1;
        self.bytes += found.bytes;
        let problem = match written {
            None => "nothing tells what was written to it".to_owned(),
            Some(written) if written.bytes != found.bytes => {
                format!("it has {} bytes, {} were written", found.bytes, written.bytes)
            }
            Some(written) if written != &found => "its bytes are not those that were written".to_owned(),
            Some(_) => return Ok(()),
        };
        self.damage.push(Damage::new(file, problem));
        Ok(())
    }

    /// A file that is missing, or that the disk does not give back, is damage; one that may not be read is not.
    fn unreadable(&mut self, path: &Path, file: &str, error: io::Error) -> Result<()> {
        let problem = match error.kind() {
            io::ErrorKind::NotFound => "it is missing".to_owned(),
            io::ErrorKind::PermissionDenied => {
                return Err(Error::io(FileAction::Read, path.join(file))(error));
            }
            _ => format!("it cannot be read: {error}"),
        };
        self.damage.push(Damage::new(file, problem));
        Ok(())
    }
}

/// What is stored, article by article.
#[derive(Default)]
struct Stored {
    damage: Vec<Damage>,
    articles: u64,
    /// Hashes of the ids.
    ids: HashSet<u128>,
    articles_of_files: BTreeMap<String, u64>,
}

impl Stored {
    fn check(&mut self, path: &Path, list: &SegmentList, is_damaged: &dyn Fn(&str) -> bool) {
        // The list may not fit its seal: what the segments hold is looked at all the same.
        let opened = reading(Some(path), || {
            let engine = tantivy::Index::open(open_directory(path, Seals::Absent)?);
            engine
                .and_then(|engine| engine.searchable_segments())
                .map_err(Error::engine("read the list of segments"))
        });
        let segments = match opened {
            Ok(segments) => segments,
            Err(error) => return self.damage.push(Damage::new(SEGMENTS_FILE, told(&error))),
        };
        for segment in &segments {
            let name = segment.id().uuid_string();
            let entry = list.segments.iter().find(|entry| entry.name() == name);
            // What is known to be damaged is not believed: a length read from it may be anything.
            if entry.is_some_and(|entry| !entry.stored_files().any(|file| is_damaged(&file))) {
                self.check_segment(path, segment, &name, entry);
            }
        }
        if self.damage.is_empty() {
            self.check_table(path, list.payload.as_deref());
        }
    }

    fn check_segment(
        &mut self,
        path: &Path,
        segment: &tantivy::Segment,
        name: &str,
        entry: Option<&SegmentEntry>,
    ) {
        let store = format!("{name}.store");
        let stored = match reading(Some(path), || StoredArticles::open(segment)) {
            Ok(stored) => stored,
            Err(error) => return self.damage.push(Damage::new(store, told(&error))),
        };
        let documents: Vec<_> = stored.documents().collect();
        let taken_out = entry.and_then(|entry| entry.deletes.as_ref()).map_or(0, |one| one.num_deleted_docs);
        let expected = entry.map_or(0, |entry| entry.max_doc.saturating_sub(taken_out)) as usize;
        if documents.len() != expected {
            let problem = format!("{} articles are there, {expected} should be", documents.len());
            self.damage.push(Damage::new(&*store, problem));
        }
        let mut problems = 0;
        for doc in documents {
            let read = reading(Some(path), || Ok((stored.article(doc)?, stored.file(doc)?)));
            let problem = match read {
                Ok((article, file)) => {
                    self.articles += 1;
                    if let Some(file) = file {
                        *self.articles_of_files.entry(file).or_default() += 1;
                    }
                    match article.id {
                        None => format!("document {doc} has no id"),
                        Some(id) if self.ids.insert(xxhash_rust::xxh3::xxh3_128(id.as_bytes())) => continue,
                        Some(id) => format!("two articles have the id {id}"),
                    }
                }
                Err(error) => format!("document {doc}: {}", told(&error)),
            };
            problems += 1;
            if problems <= MAX_LISTED {
                self.damage.push(Damage::new(&*store, problem));
            }
        }
        if problems > MAX_LISTED {
            let more = format!("{} more of its articles are damaged", problems - MAX_LISTED);
            self.damage.push(Damage::new(store, more));
        }
    }

    /// A file holds at most as many articles as came from it: some may have been taken out since.
    fn check_table(&mut self, path: &Path, table: Option<&str>) {
        let Some(name) = table.filter(|table| !table.is_empty()) else { return };
        let table = match FileTable::read(&path.join(name), Seals::Required) {
            Ok(table) => table,
            Err(error) => return self.damage.push(Damage::new(name, told(&error))),
        };
        for (file, &articles) in &self.articles_of_files {
            if let Some(state) = table.get(file).filter(|state| state.articles < articles) {
                let problem = format!("{articles} articles are of {file}, which had {}", state.articles);
                self.damage.push(Damage::new(name, problem));
            }
        }
    }
}

/// What an error says, without the advice to verify.
fn told(error: &Error) -> String {
    match error {
        Error::Damaged { problem, .. } => problem.clone(),
        Error::Engine { source, .. } => format!("{error}: {source}"),
        error => error.to_string(),
    }
}
