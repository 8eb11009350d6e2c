//! What an index was made with, written once beside the engine's files.
//!
//! A query must be cut exactly as the documents were. So the fingerprint of the analyzer stands in the
//! index, and opening it with another one is an error that says what differs.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jianbao_analysis::{Analyzer, UserDictionary};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::files::write_durably;

/// The version of everything an index is made of: fields, terms, the list of common characters.
pub(crate) const FORMAT_VERSION: u32 = 1;

/// The file's name in the index directory.
pub(crate) const SETTINGS_FILE: &str = "jianbao.json";

/// What an index was made with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Settings {
    format: u32,
    analyzer: BTreeMap<String, String>,
    /// The text of the user's dictionary, so that queries are cut as documents were without being told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    user_dictionary: String,
}

impl Settings {
    /// The settings of an index that is made now with a user's dictionary, which may be empty.
    pub(crate) fn with_user_dictionary(user_dictionary: &str) -> Settings {
        let asked = Settings { user_dictionary: user_dictionary.to_owned(), ..Settings::default() };
        Settings { user_dictionary: asked.user_dictionary.clone(), ..Settings::of(&asked.analyzer()) }
    }

    /// The analyzer that documents and queries of the index pass through.
    pub(crate) fn analyzer(&self) -> Analyzer {
        if self.user_dictionary.is_empty() {
            return Analyzer::new();
        }
        Analyzer::new().with_user_dictionary(&UserDictionary::parse(&self.user_dictionary)).0
    }

    /// The text of the user's dictionary; empty where there is none.
    pub(crate) fn user_dictionary(&self) -> &str {
        &self.user_dictionary
    }

    fn of(analyzer: &Analyzer) -> Settings {
        let fingerprint = analyzer.fingerprint();
        // The hidden Markov model is not among them: neither documents nor queries use it.
        let analyzer = BTreeMap::from([
            ("normalizer".to_owned(), fingerprint.normalizer_version.to_string()),
            ("dictionary".to_owned(), format!("{:016x}", fingerprint.dictionary_hash)),
        ]);
        Settings { format: FORMAT_VERSION, analyzer, user_dictionary: String::new() }
    }

    pub(crate) fn write(&self, index_path: &Path) -> Result<()> {
        let path = index_path.join(SETTINGS_FILE);
        let text = serde_json::to_vec_pretty(self)
            .map_err(|error| Error::Damaged { path: path.clone(), problem: error.to_string() })?;
        write_durably(&path, &text)
    }

    /// Reads the settings of an index. A directory without them is no index.
    pub(crate) fn read(index_path: &Path) -> Result<Settings> {
        let path = index_path.join(SETTINGS_FILE);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(Error::NotAnIndex { path: index_path.to_owned() });
            }
            Err(error) => return Err(Error::io("read", path)(error)),
        };
        let damaged =
            |error: serde_json::Error| Error::Damaged { path: path.clone(), problem: error.to_string() };
        // The format first: the rest of another format may not read at all.
        #[derive(Deserialize)]
        struct Format {
            format: u32,
        }
        let Format { format } = serde_json::from_slice(&bytes).map_err(&damaged)?;
        if format != FORMAT_VERSION {
            let path = index_path.to_owned();
            return Err(Error::OtherFormat { path, found: format, expected: FORMAT_VERSION });
        }
        serde_json::from_slice(&bytes).map_err(&damaged)
    }

    /// Refuses an analyzer that cuts otherwise than the one the index was made with.
    pub(crate) fn check(&self, index_path: &Path, analyzer: &Analyzer) -> Result<()> {
        let here = Settings::of(analyzer).analyzer;
        let absent = || "absent".to_owned();
        let names: std::collections::BTreeSet<&String> = self.analyzer.keys().chain(here.keys()).collect();
        let differences: Vec<String> = names
            .into_iter()
            .filter(|name| self.analyzer.get(*name) != here.get(*name))
            .map(|name| {
                let theirs = self.analyzer.get(name).cloned().unwrap_or_else(absent);
                let ours = here.get(name).cloned().unwrap_or_else(absent);
                format!("{name}: {theirs} there, {ours} here")
            })
            .collect();
        if differences.is_empty() {
            return Ok(());
        }
        Err(Error::OtherAnalyzer { path: index_path.to_owned(), differences })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_without_settings_is_no_index() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(Settings::read(folder.path()), Err(Error::NotAnIndex { .. })));
    }

    #[test]
    fn another_format_is_told_by_its_number() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(SETTINGS_FILE), r#"{"format": 99, "else": []}"#).unwrap();
        assert!(matches!(Settings::read(folder.path()), Err(Error::OtherFormat { found: 99, .. })));
    }

    #[test]
    fn another_analyzer_is_refused_with_what_differs() {
        let analyzer = Analyzer::new();
        let mut settings = Settings::of(&analyzer);
        assert!(settings.check(Path::new("x"), &analyzer).is_ok());
        let (name, value) = settings.analyzer.iter_mut().next().unwrap();
        let name = name.clone();
        value.push_str("-old");
        let Err(Error::OtherAnalyzer { differences, .. }) = settings.check(Path::new("x"), &analyzer) else {
            panic!("accepted");
        };
        assert!(differences[0].starts_with(&name), "{differences:?}");
    }
}
