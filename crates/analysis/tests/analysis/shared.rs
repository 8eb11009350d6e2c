//! Real texts for the tests, if they are beside the workspace.

use std::fs;
use std::path::PathBuf;

/// The folder with shared texts; `None`, and a message, without one.
pub(crate) fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    if folder.is_dir() {
        return Some(folder);
    }
    crate::skipping::skip("corpus", format_args!("{} is not there", folder.display()));
    None
}

/// Lines of the shared corpora, and other files whole.
///
/// All of them in a release build; every two-hundredth in a debug build, to keep its test run short.
pub(crate) fn texts() -> Option<impl Iterator<Item = String>> {
    let folder = folder()?;
    let every = if cfg!(debug_assertions) { 200 } else { 1 };
    let files = [
        "corpus/rmrb-2020-01-06.jsonl",
        "corpus/xwlb-2022-2026.jsonl",
        "gold/events/docs.jsonl",
        "gold/cmrc2018/docs.jsonl",
        "gold/jieba/jieba_py_reference_news.jsonl",
        "gold/segmentation/pku_test.utf8",
        "gold/encodings/big5/cityu_test.utf8",
        "pages/000_0c98eeab03eb3e77.txt",
    ];
    Some(files.into_iter().flat_map(move |file| {
        let path = folder.join(file);
        let text = fs::read_to_string(&path).unwrap_or_else(|_| {
            crate::skipping::skip("corpus", format_args!("{} is not there", path.display()));
            String::new()
        });
        let lines: Vec<String> = text.lines().step_by(every).map(|line| line.replace("\\n", "\n")).collect();
        lines
    }))
}
