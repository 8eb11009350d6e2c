//! Walk through folders: finds files, always in the same order.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::UNIX_EPOCH;

use ignore::gitignore::Gitignore;
use ignore::{DirEntry, WalkBuilder};
use serde::{Deserialize, Serialize};

use crate::error::IngestError;
use crate::files::passed_over::PassedOver;
use crate::files::read::special;
use crate::formats::{Format, is_readable, is_shared_ending};
use crate::packing::{is_archive, without_packing};

/// A file, with the size and time by which a change is detected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundFile {
    /// Path by which it was reached.
    pub path: PathBuf,
    /// Absolute path, with links resolved.
    pub absolute: PathBuf,
    /// Its size.
    pub size_bytes: u64,
    /// Time of the last change, in nanoseconds since 1970; 0 if the system does not give it.
    pub modified_ns: u64,
}

impl FoundFile {
    /// True if its name is that of a compressed file or an archive.
    ///
    /// ```
    /// use jianbao_ingest::Selection;
    ///
    /// let folder = tempfile::tempdir()?;
    /// std::fs::write(folder.path().join("news.jsonl.gz"), "")?;
    /// let file = Selection::new([folder.path()]).files().next().unwrap()?;
    /// assert!(file.is_packed());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_packed(&self) -> bool {
        is_archive(&self.path) || without_packing(&self.path) != self.path
    }
}

/// Files of an index directory of jianbao that a folder of news does not have.
const INDEX_FILES: [&str; 2] = ["jianbao.json", "meta.json"];

/// Name of the ignore files, which have the syntax of .gitignore.
const IGNORE_FILE: &str = ".jianbaoignore";

/// Maximum number of bytes and lines of such a file. Every name is matched against each line.
const MAX_IGNORE_BYTES: u64 = 64 << 10;
const MAX_IGNORE_LINES: usize = 1000;

/// Policy for links in a folder being walked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Links {
    /// Those that lead to a place inside it.
    #[default]
    Inside,
    /// All.
    Everywhere,
}

/// The given file, unless it is excluded; of a folder, all files with a supported extension, recursively and
/// in the order of names. An index folder below it is not entered; given directly, it is an error.
pub(crate) fn found_below(
    path: &Path,
    excluded: Gitignore,
    links: Links,
    passed_over: PassedOver,
) -> Box<dyn Iterator<Item = Result<FoundFile, IngestError>>> {
    if is_index(path) {
        Box::new(std::iter::once(Err(IngestError::Index { path: path.to_owned() })))
    } else if let Some(error) = bad_ignore_file(path) {
        Box::new(std::iter::once(Err(error)))
    } else if path.is_dir() {
        Box::new(walk(path, excluded, links, passed_over))
    } else if excluded.matched_path_or_any_parents(relative(path), false).is_ignore() {
        Box::new(std::iter::empty())
    } else {
        Box::new(std::iter::once(found(path)))
    }
}

/// A path without the prefix that patterns cannot match.
fn relative(path: &Path) -> &Path {
    if path.has_root() { Path::new(path.file_name().unwrap_or_default()) } else { path }
}

fn walk(
    folder: &Path,
    excluded: Gitignore,
    links: Links,
    passed_over: PassedOver,
) -> impl Iterator<Item = Result<FoundFile, IngestError>> + use<> {
    let folder = folder.to_owned();
    let root = folder.canonicalize().unwrap_or_else(|_| folder.clone());
    let (refuse, refused) = mpsc::channel();
    let found = WalkBuilder::new(&folder)
        .standard_filters(false)
        .hidden(true)
        .follow_links(true)
        .add_custom_ignore_filename(IGNORE_FILE)
        .filter_entry(move |entry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            if entry.depth() == 0 {
                return true;
            }
            if excluded.matched(entry.path(), is_folder).is_ignore() {
                return false;
            }
            // This comes first, so that nothing outside is examined.
            let is_followed = links == Links::Everywhere || !entry.path_is_symlink();
            let outside = if is_followed { None } else { leads_outside(entry.path(), &root) };
            if outside.is_none() && is_folder && is_index(entry.path()) {
                return false;
            }
            let problem = outside.or_else(|| special_file(entry));
            match problem.or_else(|| is_folder.then(|| bad_ignore_file(entry.path())).flatten()) {
                // Its receiver lives as long as the walk.
                Some(error) => refuse.send(error).is_err(),
                None => true,
            }
        })
        .sort_by_file_name(std::cmp::Ord::cmp)
        .build()
        .filter_map(move |entry| match entry {
            Ok(entry) if !entry.file_type().is_some_and(|kind| kind.is_file()) => None,
            Ok(entry) if is_wanted(entry.path()) => Some(found(entry.path())),
            Ok(entry) => {
                passed_over.add(entry.path());
                None
            }
            Err(error) => Some(Err(unreadable(&folder, error))),
        });
    found.chain(std::iter::from_fn(move || refused.try_recv().ok().map(Err)))
}

/// Error of a link that leaves a folder, given by its absolute path. A broken link is reported when it is
/// read.
fn leads_outside(link: &Path, root: &Path) -> Option<IngestError> {
    let target = link.canonicalize().ok().filter(|target| !target.starts_with(root))?;
    Some(IngestError::LinkOutside { path: link.to_owned(), target })
}

/// Error of a pipe, a socket or a device: reading it may never end.
fn special_file(entry: &DirEntry) -> Option<IngestError> {
    let kind = special(entry.file_type()?)?;
    Some(IngestError::NotAFile { path: entry.path().to_owned(), kind })
}

/// Error of a folder whose ignore file is not a regular file, or is so long that matching takes minutes.
fn bad_ignore_file(folder: &Path) -> Option<IngestError> {
    let path = folder.join(IGNORE_FILE);
    let metadata = std::fs::metadata(&path).ok()?;
    if let Some(kind) = special(metadata.file_type()) {
        return Some(IngestError::NotAFile { path, kind });
    }
    let is_long = metadata.len() > MAX_IGNORE_BYTES
        || std::fs::read(&path)
            .is_ok_and(|text| text.iter().filter(|&&byte| byte == b'\n').count() > MAX_IGNORE_LINES);
    let (max_bytes, max_lines) = (MAX_IGNORE_BYTES, MAX_IGNORE_LINES);
    is_long.then_some(IngestError::IgnoreTooLong { path, max_bytes, max_lines })
}

fn is_index(folder: &Path) -> bool {
    INDEX_FILES.iter().all(|name| folder.join(name).is_file())
}

fn is_wanted(path: &Path) -> bool {
    is_readable(path) && !is_of_another_kind(path)
}

/// True if a file is of another kind despite its extension: most XML is not news.
fn is_of_another_kind(path: &Path) -> bool {
    if !is_shared_ending(path) {
        return false;
    }
    let mut opening = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(4096).read_to_end(&mut opening));
    // An unreadable file is reported when it is read.
    read.is_ok() && Some(Format::sniff(&opening)) != Format::by_name(path)
}

fn found(path: &Path) -> Result<FoundFile, IngestError> {
    let metadata = std::fs::metadata(path).map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => IngestError::Missing { path: path.to_owned() },
        _ => IngestError::Unreadable { path: path.to_owned(), source },
    })?;
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    Ok(FoundFile {
        path: path.to_owned(),
        absolute: path.canonicalize().unwrap_or_else(|_| path.to_owned()),
        size_bytes: metadata.len(),
        modified_ns: modified.map_or(0, |since| u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)),
    })
}

fn unreadable(folder: &Path, error: ignore::Error) -> IngestError {
    let path = path_of(&error).unwrap_or(folder).to_owned();
    let shown = error.to_string();
    let source = error.into_io_error().map(without_place).unwrap_or_else(|| std::io::Error::other(shown));
    IngestError::Unreadable { path, source }
}

/// System error, without the folder name that the walk prepends.
fn without_place(error: std::io::Error) -> std::io::Error {
    let mut cause: Option<&dyn std::error::Error> = Some(&error);
    while let Some(layer) = cause {
        let said = layer.downcast_ref::<std::io::Error>().and_then(std::io::Error::raw_os_error);
        if let Some(code) = said {
            return std::io::Error::from_raw_os_error(code);
        }
        cause = layer.source();
    }
    error
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Selection;
    use crate::files::read::tests::tree;

    fn names(root: &Path, paths: &[&str]) -> Vec<String> {
        Selection::new(paths.iter().map(|path| root.join(path)))
            .files()
            .map(|found| match found {
                Ok(found) => found.path.strip_prefix(root).unwrap().display().to_string(),
                Err(error) => format!("error: {error}"),
            })
            .collect()
    }

    #[test]
    fn folders_are_walked_in_the_order_of_names_and_only_known_formats_are_taken() {
        let root = tree(&[
            ("b.txt", "b"),
            ("a/2.jsonl", ""),
            ("a/1.json.gz", ""),
            ("a/picture.jpg", ""),
            ("a/pom.xml", "<project/>"),
            ("a/feed.xml", "<rss/>"),
            (".hidden.txt", ""),
            (".jianbao/meta.json", ""),
            ("clippings/jianbao.json", ""),
            ("clippings/meta.json", ""),
        ]);
        assert_eq!(names(root.path(), &["."]), ["a/1.json.gz", "a/2.jsonl", "a/feed.xml", "b.txt"]);
        assert_eq!(names(root.path(), &["a/picture.jpg"]), ["a/picture.jpg"]);
    }

    #[test]
    fn a_missing_path_is_named_and_the_others_go_on() {
        let root = tree(&[("b.txt", "b")]);
        let found = names(root.path(), &["no.txt", "b.txt"]);
        assert!(found[0].contains("no.txt: no such file"), "{found:?}");
        assert_eq!(found[1], "b.txt");
    }

    #[test]
    fn an_index_that_is_named_as_news_is_told_from_it() {
        let root = tree(&[("clippings/jianbao.json", ""), ("clippings/meta.json", "")]);
        let found = names(root.path(), &["clippings"]);
        assert!(found[0].contains("an index, not a news file"), "{found:?}");
    }

    #[test]
    fn an_ignore_file_passes_over_what_it_names() {
        let root = tree(&[(".jianbaoignore", "drafts/\n"), ("drafts/a.txt", ""), ("b.txt", "")]);
        assert_eq!(names(root.path(), &["."]), ["b.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn an_ignore_file_that_is_a_pipe_is_named_and_its_folder_passed_over() {
        let root = tree(&[("a/b.txt", "b"), ("c/d/e.txt", "e"), ("c/f.txt", "f")]);
        for folder in ["a", "c/d"] {
            let pipe = root.path().join(folder).join(IGNORE_FILE);
            assert!(std::process::Command::new("mkfifo").arg(pipe).status().unwrap().success());
        }
        let found = names(root.path(), &[".", "c/d"]);
        assert_eq!((found[0].as_str(), found.len()), ("c/f.txt", 4), "{found:?}");
        assert!(
            found[1..]
                .iter()
                .all(|found| found.ends_with(".jianbaoignore: is a pipe (FIFO), not a regular file"))
        );
    }

    #[test]
    fn an_ignore_file_without_end_is_named_and_its_folder_passed_over() {
        for text in ["x\n".repeat(MAX_IGNORE_LINES + 1), "x".repeat(100_000)] {
            let root = tree(&[("a/.jianbaoignore", text.as_str()), ("a/b.txt", "b"), ("c.txt", "c")]);
            let found = names(root.path(), &["."]);
            assert_eq!((found[0].as_str(), found.len()), ("c.txt", 2), "{found:?}");
            assert!(
                found[1].contains("a/.jianbaoignore: ignore rules of more than 64 KiB or 1000 lines"),
                "{found:?}"
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_inside_the_folder_and_named_where_they_lead_out() {
        use std::os::unix::fs::symlink;
        let root = tree(&[("news/a/1.txt", ""), ("other/2.txt", ""), ("news/b/3.txt", "")]);
        let link = |to: &str, at: &str| symlink(root.path().join(to), root.path().join(at)).unwrap();
        link("other", "news/folder");
        link("other/2.txt", "news/file.txt");
        link("news/a/1.txt", "news/b/inside.txt");
        symlink("/", root.path().join("news/machine")).unwrap();
        link("news", "to-news");
        let files = |selection: Selection| -> (Vec<String>, Vec<String>) {
            let (mut found, mut refused) = (Vec::new(), Vec::new());
            for file in selection.files() {
                match file {
                    Ok(file) => found.push(file.path.file_name().unwrap().to_str().unwrap().to_owned()),
                    Err(IngestError::LinkOutside { path, .. }) => {
                        refused.push(path.file_name().unwrap().to_str().unwrap().to_owned());
                    }
                    Err(error) => panic!("{error}"),
                }
            }
            refused.sort();
            (found, refused)
        };
        for named in ["news", "to-news"] {
            let (found, refused) = files(Selection::new([root.path().join(named)]));
            // A file reached twice is returned once.
            assert_eq!(found, ["1.txt", "3.txt"]);
            assert_eq!(refused, ["file.txt", "folder", "machine"]);
        }
        std::fs::remove_file(root.path().join("news/machine")).unwrap();
        let (found, refused) = files(Selection::new([root.path().join("news")]).follow_links());
        assert_eq!((found, refused.len()), (vec!["1.txt".into(), "3.txt".into(), "file.txt".into()], 0));
    }

    #[cfg(unix)]
    #[test]
    fn pipes_and_sockets_in_a_folder_are_named() {
        let root = tree(&[("a.txt", ""), ("z.txt", "")]);
        let pipe = root.path().join("m.txt");
        assert!(std::process::Command::new("mkfifo").arg(pipe).status().unwrap().success());
        let _socket = std::os::unix::net::UnixListener::bind(root.path().join("socket")).unwrap();
        let found = names(root.path(), &["."]);
        assert_eq!(&found[..2], ["a.txt", "z.txt"]);
        assert!(
            found[2].contains("m.txt: is a pipe (FIFO)") && found[3].contains("socket: is a socket"),
            "{found:?}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_loop_of_links_is_an_error_and_ends() {
        let root = tree(&[("a/b.txt", "")]);
        std::os::unix::fs::symlink(root.path().join("a"), root.path().join("a/loop")).unwrap();
        let found = names(root.path(), &["a"]);
        assert_eq!(found.iter().filter(|name| name.starts_with("error")).count(), 1, "{found:?}");
        assert!(found.contains(&"a/b.txt".to_owned()));
    }
}
