//! What an index was made with, written once beside the engine's files.
//!
//! A query must be cut exactly as the documents were. So the fingerprint of the analyzer stands in the
//! index, and opening it with another one is an error that says what differs.
//!
//! Formats over time: this version reads and writes format [`FORMAT_VERSION`]. Of an earlier one it reads what is
//! stored, so `jianbao index --rebuild` brings it up to date; a later one is refused.
//!
//! | format | what changed |
//! |---|---|
//! | 1 | the first |
//! | 2 | the small files are sealed, and the sums of the large ones stand in the list of segments |
//! | 3 | a signature of each article's text, by which reprints are told |
//! | 4 | the texts in place of positions; the title's words counted with the others |
//! | 5 | the articles in the code of the texts, which has three bytes at most for any Han character |

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jianbao_analysis::{Analyzer, UserDictionary};
use serde::{Deserialize, Serialize};

use crate::directory::Seals;
use crate::error::{Error, FileAction, Result};
use crate::seal;

/// The version of everything an index is made of: fields, terms, texts, the list of common characters.
pub(crate) const FORMAT_VERSION: u32 = 5;

/// The first format whose small files are sealed.
const FIRST_SEALED_FORMAT: u32 = 2;

/// The file's name in the index directory.
pub(crate) const SETTINGS_FILE: &str = "jianbao.json";

/// The name of the dictionary's hash among what an analyzer is told by.
const DICTIONARY: &str = "dictionary";

/// What an index was made with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Settings {
    format: u32,
    analyzer: BTreeMap<String, String>,
    /// The text of the user's dictionary, so that queries are cut as documents were without being told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    user_dictionary: String,
    /// Whether every byte was as it had been written.
    #[serde(skip)]
    is_whole: bool,
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
            (DICTIONARY.to_owned(), format!("{:016x}", fingerprint.dictionary_hash)),
        ]);
        Settings { format: FORMAT_VERSION, analyzer, user_dictionary: String::new(), is_whole: true }
    }

    /// Whether the small files of the index are sealed.
    pub(crate) fn seals(&self) -> Seals {
        if self.format < FIRST_SEALED_FORMAT { Seals::Absent } else { Seals::Required }
    }

    /// Whether the words it holds are those that the index was made with, though the file may not be whole.
    pub(crate) fn tells_its_words(&self) -> bool {
        Settings::of(&self.analyzer()).analyzer.get(DICTIONARY) == self.analyzer.get(DICTIONARY)
    }

    /// Whether every byte of the file is as it was written, as far as its format tells.
    pub(crate) fn is_whole(&self) -> bool {
        self.is_whole
    }

    pub(crate) fn write(&self, index_path: &Path) -> Result<()> {
        let path = index_path.join(SETTINGS_FILE);
        let json = serde_json::to_string_pretty(self)
            .map_err(|error| Error::Damaged { path: path.clone(), problem: error.to_string() })?;
        seal::replace(&path, &seal::object(&json)).map_err(Error::io(FileAction::Write, path))
    }

    /// Reads the settings of an index of this format or an earlier one. A directory without them is no index.
    ///
    /// A seal that does not fit is left to [`Settings::check`]: what is wrong may be worth more than that something is.
    pub(crate) fn read(index_path: &Path) -> Result<Settings> {
        let path = index_path.join(SETTINGS_FILE);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error)
                if matches!(
                    error.kind(),
                    std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
                ) =>
            {
                return Err(Error::NotAnIndex { path: index_path.to_owned() });
            }
            Err(error) => return Err(Error::io(FileAction::Read, path)(error)),
        };
        let damaged = |problem: String| Error::Damaged { path: index_path.to_owned(), problem };
        let unreadable = |error: serde_json::Error| damaged(format!("{SETTINGS_FILE}: {error}"));
        // The format first: the rest of another format may not read at all.
        #[derive(Deserialize)]
        struct Format {
            format: u32,
        }
        let Format { format } = serde_json::from_slice(&bytes).map_err(unreadable)?;
        let is_whole = seal::is_sealed_object(&bytes) || format < FIRST_SEALED_FORMAT;
        if format > FORMAT_VERSION {
            let path = index_path.to_owned();
            return Err(match is_whole {
                true => Error::NewerFormat { path, found: format, expected: FORMAT_VERSION },
                false => damaged(format!("{SETTINGS_FILE} does not fit its seal")),
            });
        }
        let settings: Settings = serde_json::from_slice(&bytes).map_err(unreadable)?;
        Ok(Settings { is_whole, ..settings })
    }

    /// Refuses an earlier format, and what must be made anew before it can be searched.
    pub(crate) fn check_format(&self, index_path: &Path) -> Result<()> {
        if self.format == FORMAT_VERSION {
            return Ok(());
        }
        Err(Error::OlderFormat { path: index_path.to_owned(), found: self.format, expected: FORMAT_VERSION })
    }

    /// Refuses an earlier format, an analyzer that cuts otherwise than the one the index was made with, and settings
    /// that are not as they were written.
    pub(crate) fn check(&self, index_path: &Path, analyzer: &Analyzer) -> Result<()> {
        self.check_format(index_path)?;
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
        if differences.is_empty() && self.is_whole {
            return Ok(());
        }
        if differences.is_empty() {
            let problem = format!("{SETTINGS_FILE} does not fit its seal");
            return Err(Error::Damaged { path: index_path.to_owned(), problem });
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
    fn a_later_format_is_told_by_its_number_and_an_earlier_one_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let write = |bytes: &[u8]| fs::write(folder.path().join(SETTINGS_FILE), bytes).unwrap();
        write(&seal::object(r#"{"format": 99, "else": []}"#));
        assert!(matches!(Settings::read(folder.path()), Err(Error::NewerFormat { found: 99, .. })));
        write(br#"{"format": 1, "analyzer": {}}"#);
        let settings = Settings::read(folder.path()).unwrap();
        assert_eq!((settings.seals(), settings.is_whole()), (Seals::Absent, true));
        assert!(matches!(
            settings.check(folder.path(), &Analyzer::new()),
            Err(Error::OlderFormat { found: 1, .. })
        ));
    }

    #[test]
    fn a_flipped_bit_anywhere_in_the_settings_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        Settings::with_user_dictionary("江城工匠 500\n").write(folder.path()).unwrap();
        let path = folder.path().join(SETTINGS_FILE);
        let sound = fs::read(&path).unwrap();
        let outcome = || {
            Settings::read(folder.path())
                .and_then(|settings| settings.check(folder.path(), &settings.analyzer()))
        };
        outcome().unwrap();
        for position in 0..sound.len() {
            let mut damaged = sound.clone();
            damaged[position] ^= 1 << (position % 8);
            fs::write(&path, damaged).unwrap();
            assert!(outcome().is_err(), "byte {position}");
        }
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
