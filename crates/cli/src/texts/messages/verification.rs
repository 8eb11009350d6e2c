//! Messages: verification of an index.

use std::path::Path;

use super::counted;
use crate::texts::{both, either};

/// Before a damaged part of the index.
pub(crate) fn damaged() -> &'static str {
    either("damaged: ", "损坏：")
}

/// The amount checked, and the verdict.
pub(crate) fn verified(index: &Path, is_sound: bool, articles: u64, files: u64, size: &str) -> String {
    let index = index.display();
    let (english, chinese) = if is_sound { ("sound", "完好") } else { ("damaged", "有损坏") };
    both(
        format_args!(
            "{index}: {english}; {} and {} ({size}) checked",
            counted(articles, "article"),
            counted(files, "file")
        ),
        format_args!("{index}：{chinese}；已检查 {articles} 篇文章、{files} 个文件（{size}）"),
    )
}
