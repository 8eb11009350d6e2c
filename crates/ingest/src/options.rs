//! Options for reading files: properties that the files do not state, and limits.

use encoding_rs::{Encoding, GB18030, GBK};
use jianbao_article::OwnFields;
use serde::{Deserialize, Serialize};

use crate::field_names::{FieldNames, own_names};

/// Options for reading files: names of fields, the encoding, a default source, limits.
///
/// ```
/// use jianbao_ingest::ReadOptions;
///
/// let options = ReadOptions::default().field("title", "题头")?.encoding("big5")?.source("江城晚报");
/// # Ok::<(), jianbao_ingest::OptionError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadOptions {
    pub(crate) names: FieldNames,
    pub(crate) encoding: Option<&'static Encoding>,
    pub(crate) source: Option<String>,
    pub(crate) own_fields: OwnFields,
    pub(crate) limits: Limits,
}

impl ReadOptions {
    /// Adds a name of a field. It takes precedence over the usual names, and an earlier one over a later one.
    /// The field is given by any of its usual names (`title`, `标题`).
    ///
    /// # Errors
    /// [`OptionError::UnknownField`].
    pub fn field(mut self, field: &str, name: &str) -> Result<ReadOptions, OptionError> {
        let added = self.names.add(field, name);
        added.ok_or_else(|| OptionError::UnknownField { field: field.to_owned() })?;
        Ok(self)
    }

    /// Sets the encoding of texts, by its name or any label (`gb18030`, `GBK`, `big5-hkscs`). Only a byte
    /// order mark takes precedence. GBK and GB2312 are read as GB18030, their superset.
    ///
    /// # Errors
    /// [`OptionError::UnknownEncoding`].
    pub fn encoding(mut self, label: &str) -> Result<ReadOptions, OptionError> {
        let encoding = Encoding::for_label(label.trim().as_bytes())
            .ok_or_else(|| OptionError::UnknownEncoding { label: label.to_owned() })?;
        self.encoding = Some(if encoding == GBK { GB18030 } else { encoding });
        Ok(self)
    }

    /// Sets the source of articles that name none.
    pub fn source(mut self, source: impl Into<String>) -> ReadOptions {
        self.source = Some(source.into());
        self
    }

    /// Sets the fields of one's own. Keys with their names are kept, even if they usually mean another field (`category`, a
    /// section), and values that do not fit are reported.
    ///
    /// ```
    /// use jianbao_article::OwnFields;
    /// use jianbao_ingest::{Entry, ReadOptions, WarningKind, read_json_lines};
    ///
    /// let mut fields = OwnFields::default();
    /// fields.add("category:keyword".parse()?)?;
    /// fields.add("views:integer".parse()?)?;
    /// let rows = r#"{"title": "雨后", "category": "快讯", "views": "很多"}"#.as_bytes();
    /// let mut entries = Vec::new();
    /// read_json_lines(rows, "rows".as_ref(), &ReadOptions::default().own_fields(fields), &mut |entry| entries.push(entry))?;
    /// let [Entry::Warning(warning), Entry::Article(article, _)] = entries.as_slice() else { panic!("{entries:?}") };
    /// assert!(matches!(warning.kind, WarningKind::Misfit { .. }) && warning.line == Some(1));
    /// assert_eq!((article.section.as_deref(), &article.extra["category"]), (None, &"快讯".into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn own_fields(mut self, fields: OwnFields) -> ReadOptions {
        self.own_fields = fields;
        self
    }

    /// Sets the limits.
    pub fn limits(mut self, limits: Limits) -> ReadOptions {
        self.limits = limits;
        self
    }
}

/// Limits beyond which a file, or a part of one, is refused: no input can fill the memory or run forever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Maximum length of a JSON line, a JSON value and a CSV record, in bytes. A longer one is skipped
    /// without being kept in memory.
    pub record_bytes: u64,
    /// Maximum length of a text, a page, a feed and an archive inside an archive, in bytes: these are read
    /// into memory.
    pub document_bytes: u64,
    /// Maximum ratio of the unpacked size of a compressed file to its size, nested archives included. News
    /// compresses to a third or a quarter; a file beyond this ratio was probably made to fill memory and disks.
    pub unpacked_ratio: u64,
    /// Unpacked size in bytes that is allowed for any compressed file.
    pub unpacked_bytes: u64,
    /// Maximum nesting of compressed files; a `.tar.gz` is two deep.
    pub layers: u32,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            record_bytes: 64 << 20,
            document_bytes: 64 << 20,
            unpacked_ratio: 200,
            unpacked_bytes: 64 << 20,
            layers: 8,
        }
    }
}

/// An invalid option.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OptionError {
    /// No encoding has this label.
    #[error("unknown encoding {label}; use a web name, such as utf-8, gb18030, gbk, big5, utf-16le")]
    UnknownEncoding {
        /// The given label.
        label: String,
    },
    /// No field of an article has this name.
    #[error("unknown field {field}; the fields are {}", own_names().collect::<Vec<_>>().join(", "))]
    UnknownField {
        /// The given name.
        field: String,
    },
    /// A pattern of files is invalid.
    #[error("invalid file pattern {pattern}: {problem}")]
    BadPattern {
        /// The given pattern.
        pattern: String,
        /// Description of the fault.
        problem: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_known_by_every_label() {
        for (label, expect) in
            [("GB2312", "gb18030"), (" gbk ", "gb18030"), ("Big5-HKSCS", "Big5"), ("utf-16", "UTF-16LE")]
        {
            let options = ReadOptions::default().encoding(label).unwrap();
            assert_eq!(options.encoding.unwrap().name(), expect, "{label}");
        }
        let unknown = ReadOptions::default().encoding("klingon").unwrap_err();
        assert!(unknown.to_string().contains("unknown encoding klingon"));
    }
}
