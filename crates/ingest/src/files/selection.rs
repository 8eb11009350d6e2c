//! The files to read, and the options of each of them.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use jianbao_article::OwnFields;

use crate::entry::Entry;
use crate::error::IngestError;
use crate::files::passed_over::PassedOver;
use crate::files::read::{FileReport, read_file_while, read_pages};
use crate::files::walk::{FoundFile, Links, found_below};
use crate::options::{OptionError, ReadOptions};
use crate::source::PageText;

/// Files and folders, exclusions in them, and options for reading: the same for all, or by folder.
///
/// ```
/// use jianbao_ingest::{IngestError, ReadOptions, Selection};
///
/// let old = ReadOptions::default().encoding("gbk")?.source("江城晚报");
/// let selection = Selection::new(["no/such/folder"]).exclude("草稿/")?.read_below("news/1998", old);
/// let found: Vec<_> = selection.files().collect();
/// assert!(matches!(found[..], [Err(IngestError::Missing { .. })]));
/// # Ok::<(), jianbao_ingest::OptionError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Selection {
    paths: Vec<PathBuf>,
    excludes: Vec<String>,
    options: ReadOptions,
    below: Vec<(PathBuf, ReadOptions)>,
    links: Links,
}

impl Selection {
    /// These files and folders, read as they are.
    pub fn new(paths: impl IntoIterator<Item = impl Into<PathBuf>>) -> Selection {
        Selection { paths: paths.into_iter().map(Into::into).collect(), ..Selection::default() }
    }

    /// Excludes the matches of a pattern, written as a line of a .gitignore, in each of the given folders:
    /// `草稿/` a folder anywhere, `*.bak.txt` files anywhere, `/1998/*.txt` those of one folder.
    ///
    /// # Errors
    /// [`OptionError::BadPattern`].
    pub fn exclude(mut self, pattern: &str) -> Result<Selection, OptionError> {
        let bad = |problem: String| OptionError::BadPattern { pattern: pattern.to_owned(), problem };
        if has_open_bracket(pattern) {
            return Err(bad("its [ is never closed; \\[ is the character itself".to_owned()));
        }
        GitignoreBuilder::new("").add_line(None, pattern).map_err(|error| bad(error.to_string()))?;
        self.excludes.push(pattern.to_owned());
        Ok(self)
    }

    /// Also follows links that lead out of the folders. By default such links are errors, because the author of a folder
    /// could otherwise choose which other files of the machine are read.
    pub fn follow_links(mut self) -> Selection {
        self.links = Links::Everywhere;
        self
    }

    /// Sets how files are read.
    pub fn read(mut self, options: ReadOptions) -> Selection {
        self.options = options;
        self
    }

    /// Sets the options for the files below a folder; of nested folders the innermost counts.
    pub fn read_below(mut self, folder: impl AsRef<Path>, options: ReadOptions) -> Selection {
        let folder = folder.as_ref();
        self.below.push((folder.canonicalize().unwrap_or_else(|_| folder.to_owned()), options));
        self
    }

    /// Sets the fields of one's own for all files: see [`ReadOptions::own_fields`].
    pub fn own_fields(mut self, fields: &OwnFields) -> Selection {
        for options in std::iter::once(&mut self.options).chain(self.below.iter_mut().map(|(_, below)| below))
        {
            *options = std::mem::take(options).own_fields(fields.clone());
        }
        self
    }

    /// The files and folders that were named.
    pub fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// Options for files in no folder with its own options.
    pub fn options(&self) -> &ReadOptions {
        &self.options
    }

    /// The files: each given file, and all files with a supported extension in each given folder, recursively and in the
    /// order of names. Hidden files and folders and matches of a `.jianbaoignore` are skipped; links inside the given folder
    /// are followed. A file reached twice is returned once. A missing or unreadable path, a link out of the folder, a loop of
    /// links, a pipe, a socket and a device are errors. The walk continues after an error.
    pub fn files(&self) -> FoundFiles {
        let passed_over = PassedOver::of_paths(self.paths.len());
        let (selection, counts) = (self.clone(), passed_over.clone());
        let found = self.paths.clone().into_iter().flat_map(move |path| {
            found_below(&path, selection.excluded_below(&path), selection.links, counts.clone())
        });
        FoundFiles { found: Box::new(found), seen: HashSet::new(), passed_over }
    }

    /// Reads one of the files with its options: see [`read_file`](crate::read_file).
    ///
    /// # Errors
    /// As [`read_file`](crate::read_file).
    pub fn read_file(
        &self,
        file: &FoundFile,
        sink: &mut dyn FnMut(Entry),
    ) -> Result<FileReport, IngestError> {
        self.read_file_while(file, &|| true, sink)
    }

    /// Reads one of the files with its options, while `goes_on` returns true: see [`read_file_while`].
    ///
    /// # Errors
    /// As [`read_file_while`].
    pub fn read_file_while(
        &self,
        file: &FoundFile,
        goes_on: &dyn Fn() -> bool,
        sink: &mut dyn FnMut(Entry),
    ) -> Result<FileReport, IngestError> {
        read_file_while(&file.path, self.options_of(file), goes_on, sink)
    }

    /// Reads one of the files with its options, newspaper pages as text: see [`read_pages`].
    ///
    /// # Errors
    /// As [`read_pages`].
    pub fn read_pages<'s>(
        &'s self,
        file: &FoundFile,
        take: &'s mut dyn FnMut(&Path, PageText<'_>),
        sink: &'s mut dyn FnMut(Entry),
    ) -> Result<FileReport, IngestError> {
        read_pages(&file.path, self.options_of(file), take, sink)
    }

    /// Options for a file: those of the innermost folder with options.
    fn options_of(&self, file: &FoundFile) -> &ReadOptions {
        let innermost = self
            .below
            .iter()
            .filter(|(folder, _)| file.absolute.starts_with(folder))
            .max_by_key(|(folder, _)| folder.components().count());
        innermost.map_or(&self.options, |(_, options)| options)
    }

    fn excluded_below(&self, path: &Path) -> Gitignore {
        let root = if path.is_dir() { path } else { Path::new("") };
        let mut builder = GitignoreBuilder::new(root);
        for pattern in &self.excludes {
            // An invalid pattern was refused when it was added.
            let _ = builder.add_line(None, pattern);
        }
        builder.build().unwrap_or_else(|_| Gitignore::empty())
    }
}

/// The files of a [`Selection`], one after another.
pub struct FoundFiles {
    found: Box<dyn Iterator<Item = Result<FoundFile, IngestError>>>,
    /// Absolute paths.
    seen: HashSet<PathBuf>,
    passed_over: PassedOver,
}

impl FoundFiles {
    /// The files that were passed over so far because no format has their extension or their first bytes: their number
    /// by extension, in lower case, or by the empty string without one. Hidden and excluded files are
    /// not among them.
    ///
    /// ```
    /// let folder = tempfile::tempdir()?;
    /// for name in ["a.txt", "b.pdf", "c.PDF", ".hidden.pdf"] {
    ///     std::fs::write(folder.path().join(name), "雨后")?;
    /// }
    /// let mut files = jianbao_ingest::Selection::new([folder.path()]).files();
    /// assert_eq!(files.by_ref().count(), 1);
    /// assert_eq!(files.passed_over().into_iter().collect::<Vec<_>>(), [("pdf".to_owned(), 2)]);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn passed_over(&self) -> BTreeMap<String, u64> {
        self.passed_over.by_ending()
    }
}

impl Iterator for FoundFiles {
    type Item = Result<FoundFile, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.found.next()? {
                Ok(file) if !self.seen.insert(file.absolute.clone()) => {}
                found => return Some(found),
            }
        }
    }
}

impl fmt::Debug for FoundFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FoundFiles").field("passed_over", &self.passed_over).finish_non_exhaustive()
    }
}

/// True if a class of characters is opened in a pattern and not closed. A .gitignore takes the bracket as it is then,
/// and the files that were meant are skipped silently.
fn has_open_bracket(pattern: &str) -> bool {
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => drop(chars.next()),
            '[' => {
                let inside = chars.as_str();
                let inside = inside.strip_prefix(['!', '^']).unwrap_or(inside);
                // The first one is a member of the class.
                let inside = inside.strip_prefix(']').unwrap_or(inside);
                let Some((_, rest)) = inside.split_once(']') else { return true };
                chars = rest.chars();
            }
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::read::tests::tree;

    #[test]
    fn patterns_pass_over_folders_and_files() {
        let root = tree(&[
            ("a.txt", ""),
            ("a.bak.txt", ""),
            ("草稿/b.txt", ""),
            ("old/c.txt", ""),
            ("x/old/d.txt", ""),
        ]);
        let names = |patterns: &[&str]| -> Vec<String> {
            let all = Selection::new([root.path()]);
            let selection = patterns.iter().fold(all, |all, pattern| all.exclude(pattern).unwrap());
            let names = selection.files().map(|file| file.unwrap().path);
            names.map(|path| path.strip_prefix(root.path()).unwrap().display().to_string()).collect()
        };
        assert_eq!(names(&["*.bak.txt", "草稿/", "/old"]), ["a.txt", "x/old/d.txt"]);
        assert_eq!(names(&["old"]), ["a.bak.txt", "a.txt", "草稿/b.txt"]);
        for pattern in ["[z-a]", "[草稿", "草稿[", "a[!]", "a[]b", "[a][b"] {
            assert!(Selection::new([root.path()]).exclude(pattern).is_err(), "{pattern}");
        }
        assert_eq!(names(&["[!x].txt", "\\[草稿", "[]a]", "x]"]), ["a.bak.txt"]);
        // A file given by name is excluded too.
        assert_eq!(
            Selection::new([root.path().join("a.bak.txt")]).exclude("*.bak.txt").unwrap().files().count(),
            0
        );
    }

    #[test]
    fn a_file_that_is_reached_twice_comes_once() {
        let root = tree(&[("a.txt", "")]);
        assert_eq!(Selection::new([root.path(), &root.path().join("a.txt"), root.path()]).files().count(), 1);
    }

    #[test]
    fn the_innermost_folder_says_how_its_files_are_read() {
        let root = tree(&[("a.jsonl", "{\"题头\": \"雨后\"}"), ("b/c/d.jsonl", "{\"题头\": \"雨后\"}")]);
        let options = |source: &str| ReadOptions::default().field("title", "题头").unwrap().source(source);
        let selection = Selection::new([root.path()])
            .read(options("甲"))
            .read_below(root.path().join("b"), options("乙"))
            .read_below(root.path().join("b/c"), options("丙"));
        let mut sources = Vec::new();
        for file in selection.files() {
            let take = &mut |entry| {
                if let Entry::Article(article, _) = entry {
                    sources.push(article.source.unwrap());
                }
            };
            selection.read_file(&file.unwrap(), take).unwrap();
        }
        assert_eq!(sources, ["甲", "丙"]);
    }
}
