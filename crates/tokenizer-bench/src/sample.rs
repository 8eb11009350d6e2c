//! News to measure on: the shared corpus beside the workspace, else the sample news of the project.

use std::fs;
use std::io;
use std::path::Path;

/// News, a title or a paragraph a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Where it is from, for people.
    pub name: String,
    /// The lines, none of them empty.
    pub lines: Vec<String>,
}

impl Sample {
    /// Reads about `max_bytes` of the shared corpus beside the workspace in `root`; where that is not, all of
    /// `examples/news`, which is small, and is varied enough only because it is not repeated.
    ///
    /// # Errors
    ///
    /// Where neither can be read.
    pub fn beside(root: &Path, max_bytes: usize) -> io::Result<Sample> {
        let corpus = root.join("../shared/corpus/rmrb-2020-01-06.jsonl");
        let (name, reports) = match fs::read_to_string(corpus) {
            Ok(reports) => ("人民日报, first half of 2020", reports),
            Err(_) => ("the sample news", fs::read_to_string(root.join("examples/news/reports.jsonl"))?),
        };
        let lines = lines_of_reports(&reports, max_bytes)?;
        Ok(Sample { name: name.to_owned(), lines })
    }

    /// How many bytes the lines have together.
    pub fn bytes(&self) -> usize {
        self.lines.iter().map(String::len).sum()
    }
}

/// Titles and paragraphs of reports given as JSON lines with `title` and `body` (a text, or a list of
/// paragraphs), until there are `max_bytes`.
///
/// # Errors
///
/// Where a line is not JSON.
pub fn lines_of_reports(reports: &str, max_bytes: usize) -> serde_json::Result<Vec<String>> {
    let mut lines = Vec::new();
    let mut bytes = 0;
    for report in reports.lines().filter(|line| !line.trim().is_empty()) {
        let report: serde_json::Value = report.parse()?;
        let title = report["title"].as_str();
        let paragraphs = report["body"].as_array().into_iter().flatten().filter_map(|part| part.as_str());
        for text in title.into_iter().chain(report["body"].as_str()).chain(paragraphs) {
            lines.extend(text.lines().filter(|line| !line.is_empty()).map(str::to_owned));
            bytes += text.len();
        }
        if bytes >= max_bytes {
            break;
        }
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_texts_or_lists_of_paragraphs() {
        let reports =
            "{\"title\":\"春茶\",\"body\":\"上\\n\\n下\"}\n\n{\"title\":null,\"body\":[\"甲\",\"乙\"]}";
        assert_eq!(lines_of_reports(reports, usize::MAX).unwrap(), ["春茶", "上", "下", "甲", "乙"]);
        assert_eq!(lines_of_reports(reports, 1).unwrap(), ["春茶", "上", "下"]);
        assert!(lines_of_reports("春茶", 1).is_err());
    }

    #[test]
    fn the_project_brings_news_of_its_own() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        assert!(Sample::beside(&root, 10_000).unwrap().bytes() > 5_000);
    }
}
