//! Sample text for measuring: the shared corpus beside the workspace, else the sample news of the project.

use std::fs;
use std::io;
use std::path::Path;

/// News, one title or paragraph per line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Its origin, for people.
    pub name: String,
    /// The lines, none of them empty.
    pub lines: Vec<String>,
}

impl Sample {
    /// Reads about `max_bytes` of the shared corpus beside the workspace in `root`; without it, all of
    /// `examples/news`, which is small but has no repetitions.
    ///
    /// # Errors
    ///
    /// If neither can be read.
    pub fn beside(root: &Path, max_bytes: usize) -> io::Result<Sample> {
        let corpus = root.join("../shared/corpus/rmrb-2020-01-06.jsonl");
        let (name, reports) = match fs::read_to_string(corpus) {
            Ok(reports) => ("人民日报, first half of 2020", reports),
            Err(_) => ("the sample news", fs::read_to_string(root.join("examples/news/reports.jsonl"))?),
        };
        let lines = lines_of_reports(&reports, max_bytes)?;
        Ok(Sample { name: name.to_owned(), lines })
    }

    /// Reads the lines of `text`, as [`beside`](Self::beside) does.
    pub fn of_text(name: impl Into<String>, text: &str) -> Sample {
        let lines = text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
        Sample { name: name.into(), lines }
    }

    /// The lines of at most `max_chars` characters: headlines, mostly.
    pub fn short_lines(&self, max_chars: usize) -> Vec<String> {
        let lines = self.lines.iter().filter(|line| line.chars().nth(max_chars).is_none());
        lines.cloned().collect()
    }

    /// Adjacent lines joined by line feeds to texts of at least `min_chars` characters each; the last may be shorter.
    pub fn joined(&self, min_chars: usize) -> Vec<String> {
        let mut texts = Vec::new();
        let (mut text, mut chars) = (String::new(), 0);
        for line in &self.lines {
            text.push_str(line);
            text.push('\n');
            chars += line.chars().count() + 1;
            if chars >= min_chars {
                texts.push(std::mem::take(&mut text));
                chars = 0;
            }
        }
        texts.extend((!text.is_empty()).then_some(text));
        texts
    }

    /// The total size of the lines in bytes.
    pub fn bytes(&self) -> usize {
        self.lines.iter().map(String::len).sum()
    }
}

/// Titles and paragraphs of reports given as JSON lines with `title` and `body` (a text, or a list of
/// paragraphs), until there are `max_bytes`.
///
/// # Errors
///
/// If a line is not JSON.
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
    fn lines_join_to_longer_texts_and_none_is_lost() {
        let sample = Sample::of_text("", "甲乙\n\n丙\n丁戊己庚");
        assert_eq!(sample.joined(4), ["甲乙\n丙\n", "丁戊己庚\n"]);
        assert_eq!(sample.joined(usize::MAX), ["甲乙\n丙\n丁戊己庚\n"]);
        assert_eq!(sample.short_lines(2), ["甲乙", "丙"]);
    }

    #[test]
    fn the_project_brings_news_of_its_own() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        assert!(Sample::beside(&root, 10_000).unwrap().bytes() > 5_000);
    }
}
