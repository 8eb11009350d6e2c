//! Files that a walk passes over because no format has their extension, counted by extension.
//!
//! Hidden and excluded files are not counted, because the user left them out on purpose.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::packing::ending;

/// A longer ending is none: in `3.5公里的路` the name continues after the dot.
const MAX_ENDING_CHARS: usize = 8;

/// The settings file in a folder of news, which is not counted.
const SETTINGS_FILE: &str = "jianbao.toml";

/// The counts of a walk, shared by the walks of its folders.
#[derive(Clone, Debug, Default)]
pub(crate) struct PassedOver(Rc<RefCell<Counts>>);

#[derive(Debug, Default)]
struct Counts {
    by_ending: BTreeMap<String, u64>,
    /// The absolute paths, where a file can be reached twice.
    seen: Option<HashSet<PathBuf>>,
}

impl PassedOver {
    /// Counts of a walk over a number of paths.
    pub(crate) fn of_paths(count: usize) -> Self {
        let seen = (count > 1).then(HashSet::new);
        PassedOver(Rc::new(RefCell::new(Counts { by_ending: BTreeMap::new(), seen })))
    }

    /// Counts a file.
    pub(crate) fn add(&self, path: &Path) {
        if path.file_name().is_some_and(|name| name == SETTINGS_FILE) {
            return;
        }
        let counts = &mut *self.0.borrow_mut();
        if let Some(seen) = &mut counts.seen
            && !seen.insert(path.canonicalize().unwrap_or_else(|_| path.to_owned()))
        {
            return;
        }
        let is_ending = |ending: &String| {
            ending.chars().count() <= MAX_ENDING_CHARS && ending.chars().all(|c| c.is_ascii_alphanumeric())
        };
        *counts.by_ending.entry(ending(path).filter(is_ending).unwrap_or_default()).or_default() += 1;
    }

    /// The counts by ending, in lower case; files without one by the empty string.
    pub(crate) fn by_ending(&self) -> BTreeMap<String, u64> {
        self.0.borrow().by_ending.clone()
    }
}

#[cfg(test)]
mod tests {
    use crate::Selection;
    use crate::files::read::tests::tree;

    #[test]
    fn files_of_no_format_are_counted_by_ending_and_hidden_or_excluded_ones_are_not() {
        let root = tree(&[
            ("a.txt", "a"),
            ("图.PDF", ""),
            ("b/c.pdf", ""),
            ("b/d.docx", ""),
            ("b/README", ""),
            ("b/1.5公里的路", ""),
            ("b/pom.xml", "<project/>"),
            ("b/feed.xml", "<rss/>"),
            (".hidden.pdf", ""),
            (".git/e.pdf", ""),
            ("drafts/f.pdf", ""),
            ("old/g.pdf", ""),
            (".jianbaoignore", "drafts/\n"),
            ("jianbao.toml", ""),
            ("clippings/jianbao.json", ""),
            ("clippings/meta.json", ""),
            ("clippings/0.store", ""),
        ]);
        for paths in [vec![root.path().to_owned()], vec![root.path().to_owned(), root.path().join("b")]] {
            let mut files = Selection::new(paths).exclude("old/").unwrap().files();
            assert_eq!(files.by_ref().filter(Result::is_ok).count(), 2);
            let passed_over: Vec<(String, u64)> = files.passed_over().into_iter().collect();
            let expected = [("", 2), ("docx", 1), ("pdf", 2), ("xml", 1)];
            assert_eq!(passed_over, expected.map(|(ending, count)| (ending.to_owned(), count)));
        }
        // A file that is named is read, whatever its name.
        let mut files = Selection::new([root.path().join("图.PDF")]).files();
        assert_eq!((files.by_ref().count(), files.passed_over().len()), (1, 0));
    }
}
