//! The place of an article in the file that it was read from.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The place of an article in the file that it was read from, as far as it is known.
///
/// As text it is the path, `!` and the file inside an archive, and the line: `news/a.zip!inner/b.jsonl:3`.
///
/// ```
/// use jianbao_article::FilePlace;
///
/// let place = FilePlace { path: "news/a.zip".into(), member: Some("b.jsonl".into()), line: Some(3), record: None };
/// assert_eq!(place.to_string(), "news/a.zip!b.jsonl:3");
/// assert_eq!(serde_json::to_string(&place)?, r#"{"path":"news/a.zip","member":"b.jsonl","line":3}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct FilePlace {
    /// The path of the file. From a reader it is the given path. From an index it is the key of the file: its path relative to
    /// the folder of the index, or its absolute path if it is outside.
    pub path: String,
    /// The file inside an archive; the files inside nested archives are separated by `!`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// The first line of the article in the decoded text of its file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The number of the record in a table or an array, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<u64>,
}

impl fmt::Display for FilePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(member) = &self.member {
            write!(f, "!{member}")?;
        }
        match self.line {
            Some(line) => write!(f, ":{line}"),
            None => Ok(()),
        }
    }
}
