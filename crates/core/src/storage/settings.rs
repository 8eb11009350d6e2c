//! Settings of an index, written once beside tantivy's files.
//!
//! A query must be tokenised exactly as the documents were. The fingerprint of the analyzer is therefore stored in the index.
//! Opening the index with another analyzer is an error that names the difference.
//!
//! This version of jianbao searches and writes format [`FORMAT_VERSION`]. It can read the stored articles of earlier formats, so
//! that `jianbao index --rebuild` upgrades such an index. It refuses later formats.
//!
//! | format | change |
//! |---|---|
//! | 1 | the first |
//! | 2 | the small files are sealed, and the checksums of the large ones are in the list of segments |
//! | 3 | a signature of each article's text, which identifies reprints |
//! | 4 | a forward index instead of positions; words of the title are counted in the field of all words |
//! | 5 | the articles are stored in the encoding of the forward index |
//! | 6 | terms and bigrams that cross the signs over which unquoted text matches; the time of day; places in files, numbers of articles, names of unknown fields; fields of one's own |

use std::collections::BTreeMap;
use std::path::Path;

use jianbao_analysis::{Analyzer, UserDictionary};
use serde::{Deserialize, Serialize};

use crate::OwnFields;
use crate::corruption::CorruptionKind;
use crate::error::{AnalyzerDifference, Error, FileAction, Result};
use crate::storage::layout::{SEGMENTS_FILE, SETTINGS_FILE, small_file};
use crate::storage::owned::Owned;
use crate::storage::seal::{self, Seals};
use crate::storage::segment_list::SegmentList;

/// The version of all parts of an index: fields, terms, texts, the list of common characters.
pub(crate) const FORMAT_VERSION: u32 = 6;

/// The first format whose small files are sealed.
const FIRST_SEALED_FORMAT: u32 = 2;

/// The name of the dictionary's hash in an analyzer's fingerprint.
const DICTIONARY: &str = "dictionary";

/// The settings that an index was created with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Settings {
    format: u32,
    analyzer: BTreeMap<String, String>,
    /// The text of the user dictionary, so that queries are tokenised as documents were.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    user_dictionary: String,
    /// The declared fields of one's own.
    #[serde(default, skip_serializing_if = "OwnFields::is_empty")]
    fields: OwnFields,
    /// True if every byte was intact.
    #[serde(skip)]
    is_whole: bool,
    /// True if they are those that the list of segments was written with, as far as it says.
    #[serde(skip)]
    is_of_index: bool,
    #[serde(skip)]
    hash: String,
}

/// The hash of the bytes of a file of settings.
fn hash_of(bytes: &[u8]) -> String {
    format!("{:016x}", xxhash_rust::xxh3::xxh3_64(bytes))
}

/// True if a directory without settings contains articles nevertheless: the settings are lost.
fn is_left_in(index_path: &Path) -> bool {
    let segments =
        small_file(&index_path.join(SEGMENTS_FILE)).ok().filter(|bytes| seal::is_sealed_object(bytes));
    let list = segments.and_then(|bytes| serde_json::from_slice::<SegmentList>(&bytes).ok());
    list.is_some_and(|list| !list.segments.is_empty())
        || Owned::read(index_path).is_some_and(|owned| owned.tells_of_articles())
}

/// The hash of the settings that the list of segments was written with, if the list is intact and contains it.
fn hash_in_segments(index_path: &Path) -> Option<String> {
    #[derive(Deserialize)]
    struct Sealed {
        settings: Option<String>,
    }
    let bytes = small_file(&index_path.join(SEGMENTS_FILE)).ok()?;
    let is_sealed = seal::is_sealed_object(&bytes);
    is_sealed.then(|| serde_json::from_slice::<Sealed>(&bytes).ok())??.settings
}

impl Settings {
    /// The settings of a new index with a user dictionary, which may be empty, and fields of one's own.
    pub(crate) fn new(user_dictionary: &str, fields: &OwnFields) -> Settings {
        let asked = Settings { user_dictionary: user_dictionary.to_owned(), ..Settings::default() };
        let mut settings = Settings {
            user_dictionary: asked.user_dictionary.clone(),
            fields: fields.clone(),
            ..Settings::of(&asked.analyzer())
        };
        settings.hash = settings.to_bytes().map(|bytes| hash_of(&bytes)).unwrap_or_default();
        settings
    }

    /// The analyzer of the documents and queries of the index.
    pub(crate) fn analyzer(&self) -> Analyzer {
        if self.user_dictionary.is_empty() {
            return Analyzer::new();
        }
        Analyzer::new().with_user_dictionary(&UserDictionary::parse(&self.user_dictionary)).0
    }

    /// The text of the user dictionary; empty without one.
    pub(crate) fn user_dictionary(&self) -> &str {
        &self.user_dictionary
    }

    /// The declared fields of one's own.
    pub(crate) fn own_fields(&self) -> &OwnFields {
        &self.fields
    }

    fn of(analyzer: &Analyzer) -> Settings {
        let fingerprint = analyzer.fingerprint();
        // The hidden Markov model is not among them: neither documents nor queries use it.
        let analyzer = BTreeMap::from([
            ("normalizer".to_owned(), fingerprint.normalizer_version.to_string()),
            (DICTIONARY.to_owned(), format!("{:016x}", fingerprint.dictionary_hash)),
        ]);
        Settings {
            format: FORMAT_VERSION,
            analyzer,
            user_dictionary: String::new(),
            fields: OwnFields::default(),
            is_whole: true,
            is_of_index: true,
            hash: String::new(),
        }
    }

    /// The seal state of the small files of the index.
    pub(crate) fn seals(&self) -> Seals {
        if self.format < FIRST_SEALED_FORMAT { Seals::Absent } else { Seals::Required }
    }

    /// True if its words are those that the index was made with, even if the file is damaged.
    pub(crate) fn tells_its_words(&self) -> bool {
        Settings::of(&self.analyzer()).analyzer.get(DICTIONARY) == self.analyzer.get(DICTIONARY)
    }

    /// True if every byte of the file is intact, as far as its format allows a check.
    pub(crate) fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// True if they are those that the list of segments was written with, as far as it says.
    pub(crate) fn is_of_index(&self) -> bool {
        self.is_of_index
    }

    /// The hash of the bytes of a file of settings.
    pub(crate) fn hash_of(bytes: &[u8]) -> String {
        hash_of(bytes)
    }

    /// The hash of a file of settings; none if it cannot be read.
    pub(crate) fn hash_at(path: &Path) -> Option<String> {
        small_file(path).ok().map(|bytes| hash_of(&bytes))
    }

    /// The bytes of the file of the settings.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>> {
        let json = serde_json::to_string_pretty(self).map_err(|error| {
            Error::corrupt(SETTINGS_FILE, CorruptionKind::Invalid { why: error.to_string() })
        })?;
        Ok(seal::object(&json))
    }

    /// The hash of the bytes of the file, which the list of segments seals.
    pub(crate) fn hash(&self) -> &str {
        &self.hash
    }

    /// Reads the settings of an index of this format or an earlier one. A directory without them is no index.
    ///
    /// It does not report a seal that does not match, or a hash that differs from that in the list of segments, because another
    /// problem may explain more. [`Settings::check`] reports these.
    pub(crate) fn read(index_path: &Path) -> Result<Settings> {
        let path = index_path.join(SETTINGS_FILE);
        let read = |path: &Path| match small_file(path) {
            Err(error)
                if matches!(
                    error.kind(),
                    std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
                ) =>
            {
                if is_left_in(index_path) {
                    return Err(Error::corrupt(path, CorruptionKind::Missing));
                }
                Err(Error::NotAnIndex { path: index_path.to_owned() })
            }
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                Err(Error::corrupt(path, CorruptionKind::Invalid { why: error.to_string() }))
            }
            read => read.map_err(Error::io(FileAction::Read, path)),
        };
        let bytes = read(&path)?;
        let Some(written) = hash_in_segments(index_path).filter(|written| *written != hash_of(&bytes)) else {
            return Settings::parse(&bytes, index_path, true);
        };
        // A rebuild puts the list of segments in place first, then the settings, which are beside it until then.
        let fresh = Owned::read(index_path).map(|owned| index_path.join(owned.fresh_name(SETTINGS_FILE)));
        for path in fresh.iter().chain([&path]) {
            if let Some(bytes) = read(path).ok().filter(|bytes| hash_of(bytes) == written) {
                return Settings::parse(&bytes, index_path, true);
            }
        }
        Settings::parse(&bytes, index_path, false)
    }

    fn parse(bytes: &[u8], index_path: &Path, is_of_index: bool) -> Result<Settings> {
        let damaged = |problem| Error::corrupt(index_path.join(SETTINGS_FILE), problem);
        let unreadable =
            |error: serde_json::Error| damaged(CorruptionKind::Invalid { why: error.to_string() });
        // The format first: the rest of another format may not be readable.
        #[derive(Deserialize)]
        struct Format {
            format: u32,
        }
        let Format { format } = serde_json::from_slice(bytes).map_err(unreadable)?;
        let is_whole = seal::is_sealed_object(bytes) || format < FIRST_SEALED_FORMAT;
        if format > FORMAT_VERSION {
            let path = index_path.to_owned();
            return Err(match is_whole {
                true => Error::NewerFormat { path, found: format, expected: FORMAT_VERSION },
                false => damaged(CorruptionKind::BrokenSeal),
            });
        }
        let settings: Settings = serde_json::from_slice(bytes).map_err(unreadable)?;
        Ok(Settings { is_whole, is_of_index, hash: hash_of(bytes), ..settings })
    }

    /// Refuses an earlier format, and an index that must be rebuilt before it can be searched.
    pub(crate) fn check_format(&self, index_path: &Path) -> Result<()> {
        if self.format == FORMAT_VERSION {
            return Ok(());
        }
        Err(Error::OlderFormat { path: index_path.to_owned(), found: self.format, expected: FORMAT_VERSION })
    }

    /// Refuses an earlier format, an analyzer that tokenises differently from the one the index was made with, and corrupt
    /// settings.
    pub(crate) fn check(&self, index_path: &Path, analyzer: &Analyzer) -> Result<()> {
        self.check_format(index_path)?;
        let here = Settings::of(analyzer).analyzer;
        let names: std::collections::BTreeSet<&String> = self.analyzer.keys().chain(here.keys()).collect();
        let differences: Vec<AnalyzerDifference> = names
            .into_iter()
            .filter(|name| self.analyzer.get(*name) != here.get(*name))
            .map(|name| AnalyzerDifference {
                property: name.clone(),
                there: self.analyzer.get(name).cloned(),
                here: here.get(name).cloned(),
            })
            .collect();
        let damaged = |problem| Err(Error::corrupt(index_path.join(SETTINGS_FILE), problem));
        if differences.is_empty() && self.is_whole && self.is_of_index {
            return Ok(());
        }
        if self.is_whole && !self.is_of_index {
            return damaged(CorruptionKind::OfAnotherIndex);
        }
        if differences.is_empty() {
            return damaged(CorruptionKind::BrokenSeal);
        }
        Err(Error::OtherAnalyzer { path: index_path.to_owned(), differences })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

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
        let path = folder.path().join(SETTINGS_FILE);
        let sound = Settings::new("江城工匠 500\n", &OwnFields::default()).to_bytes().unwrap();
        fs::write(&path, &sound).unwrap();
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
        assert_eq!(differences[0].property, name);
    }
}
