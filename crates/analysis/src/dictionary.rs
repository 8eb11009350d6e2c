//! Dictionary: words with frequencies, in tables that are used in place.
//!
//! jieba's dictionary is part of the program. `crates/tables` compiles it in advance into tables that are read in place.
//! Opening it therefore means creating a few slices instead of parsing five megabytes of text. It has two forms, which share
//! one trie:
//!
//! - [`Dictionary::jieba`]: jieba's own entries, for raw text;
//! - [`Dictionary::normal_form`]: the same entries normalised, for normalised text. Of jieba's 349,045 entries, 345,515 do not
//!   change. Normalisation changes the spelling of 1,513. Another 1,945 become equal to an existing entry, and the frequencies
//!   are added. 70 entries with ASCII and 2 with other non-Han characters are left out, since runs are separate tokens.
//!
//! The log-probability of a word is ln(frequency) − ln(total), computed as jieba does, equal to the last bit.
//!
//! Words of a user are added to a copy of the tables, or to tables without a word ([`Dictionary::empty`]). In the normal form
//! a word with letters or digits (`ai芯片`) is stored beside the tables: it joins tokens of the path, and no probability and
//! no hash depends on it.

mod added_words;
mod embedded_file;
mod entries;
mod grown;
mod growth;
mod mixed_words;
mod room;
mod tags;
mod user_dictionary;

use std::fmt;
use std::sync::Arc;

use added_words::{AddedWord, AddedWords, FNV_BASIS, hash_of_line};
use embedded_file::{EmbeddedDictionary, Form};
use grown::Grown;
use growth::{Codes, Growth, Set};
pub(crate) use mixed_words::MixedWords;
use tags::UserTags;
pub use user_dictionary::{DictionaryError, DictionaryErrorKind, MAX_WORD_CHARS, UserDictionary, UserWord};

use crate::normalize_into;
use crate::trie::{LONE_CLASS, Tables};

/// Words with frequencies. Cheap to clone; threads may share it.
///
/// ```
/// use jianbao_analysis::Dictionary;
///
/// assert!(Dictionary::jieba().frequency("T恤").is_some());
/// assert!(Dictionary::normal_form().frequency("t恤").is_none());
/// assert_eq!(Dictionary::normal_form().frequency("劳动者"), Dictionary::jieba().frequency("劳动者"));
/// ```
#[derive(Clone)]
pub struct Dictionary {
    form: Form,
    tables: Tables<'static>,
    frequencies: &'static [u32],
    /// The number of classes of the embedded tables in use.
    class_count: usize,
    total_frequency: u64,
    hash: u64,
    /// The tables with a user dictionary, if there is one.
    grown: Option<Arc<Grown>>,
    /// The words with letters or digits of the normal form.
    mixed: Arc<MixedWords>,
    /// The tags of user words.
    tags: Arc<UserTags>,
}

impl Dictionary {
    /// jieba's own entries, for raw text.
    pub fn jieba() -> Self {
        Self::open(Form::Jieba)
    }

    /// jieba's entries normalised, for normalised text.
    pub fn normal_form() -> Self {
        Self::open(Form::Normal)
    }

    /// A dictionary without words, for raw text: the base for a dictionary of your own instead of jieba's.
    ///
    /// It contains jieba's characters and its hidden Markov model. The words come from a dictionary in jieba's format with
    /// [`with_user_dictionary`](Self::with_user_dictionary), or one by one with [`add_word`](Self::add_word).
    ///
    /// ```
    /// use jianbao_analysis::{Dictionary, Hmm, Segmenter, UserDictionary};
    ///
    /// let base = UserDictionary::parse("平湖 30 ns\n平湖号 5 nz\n启航 12 v\n");
    /// let (dictionary, bad_lines) = Dictionary::empty().with_user_dictionary(&base);
    /// assert!(bad_lines.is_empty());
    /// assert_eq!((dictionary.total_frequency(), dictionary.frequency("劳动")), (47, None));
    /// let text = "平湖号启航";
    /// let cuts = Segmenter::new(dictionary).cut(text, Hmm::Off);
    /// assert_eq!(cuts.iter().map(|cut| &text[cut.bytes()]).collect::<Vec<_>>(), ["平湖号", "启航"]);
    /// ```
    pub fn empty() -> Self {
        Self::open(Form::Jieba).without_words()
    }

    /// The same as [`empty`](Self::empty), for normalised text.
    pub(crate) fn empty_normal_form() -> Self {
        Self::open(Form::Normal).without_words()
    }

    fn open(form: Form) -> Self {
        let EmbeddedDictionary { tables, frequencies, class_count, total_frequency, hash } =
            EmbeddedDictionary::open(form);
        Dictionary {
            form,
            tables,
            frequencies,
            class_count,
            total_frequency,
            hash,
            grown: None,
            mixed: Arc::default(),
            tags: Arc::default(),
        }
    }

    fn without_words(self) -> Self {
        let grown = Grown::without_words(&self.tables);
        Dictionary { total_frequency: 0, hash: FNV_BASIS, grown: Some(Arc::new(grown)), ..self }
    }

    /// The frequency of `word`, if it is an entry.
    pub fn frequency(&self, word: &str) -> Option<u64> {
        let tables = self.tables();
        self.frequency_of_class(tables.find(word)?.class())
    }

    /// The sum of the frequencies of all entries.
    pub fn total_frequency(&self) -> u64 {
        self.total_frequency
    }

    /// The part of speech of `word`, as a tag of jieba (`n`, `v`, `nr`, …), from the user dictionary, else from jieba's. `None`
    /// if `word` is not an entry, or has no tag.
    ///
    /// ```
    /// use jianbao_analysis::{Dictionary, UserDictionary};
    ///
    /// let jieba = Dictionary::jieba();
    /// assert_eq!((jieba.tag("劳动者"), jieba.tag("上海"), jieba.tag("平湖号")), (Some("n"), Some("ns"), None));
    /// let (with_user_words, _) = jieba.with_user_dictionary(&UserDictionary::parse("平湖号 3 nz"));
    /// assert_eq!(with_user_words.tag("平湖号"), Some("nz"));
    /// ```
    pub fn tag(&self, word: &str) -> Option<&str> {
        if self.frequency(word).is_none() && !self.mixed.contains(word) {
            return None;
        }
        self.tags.get(word).map(|tag| &**tag).or_else(|| tags::embedded_tag(word, &self.tables))
    }

    /// Hash of the entries and their frequencies.
    pub fn hash(&self) -> u64 {
        self.hash
    }

    /// All entries with their frequencies, in no particular order.
    ///
    /// Walks the whole dictionary, which takes some tenths of a second.
    pub fn entries(&self) -> Vec<(String, u64)> {
        entries::entries(&self.tables(), |class| self.frequency_of_class(class))
    }

    /// This dictionary with the words of `user`, and the lines of `user` that add none.
    ///
    /// Words are added one after another as by jieba's `add_word`: an existing entry gets the new frequency, and a word
    /// without frequency gets the one that jieba suggests at that point. The total grows with each, and with it the
    /// probability of every other word changes slightly. Frequency 0 removes a word, as in Python jieba. For
    /// [`normal_form`](Self::normal_form), words are normalised first. A word of it that has letters or digits and other
    /// characters (AI芯片, 5G基站, C++) changes tokens and nothing else, see
    /// [`Analyzer::with_user_dictionary`](crate::Analyzer::with_user_dictionary); a word of letters and digits alone is one
    /// token anyway.
    ///
    /// There is space for at least 200,000 words of two to four characters. A word for which there is no space is among the bad
    /// lines, as [`DictionaryErrorKind::Full`]. `cargo bench -p jianbao-analysis --bench user_words` measures
    /// time and memory.
    ///
    /// ```
    /// use jianbao_analysis::{Dictionary, Hmm, Segmenter, UserDictionary};
    ///
    /// let (dictionary, bad_lines) = Dictionary::jieba().with_user_dictionary(&UserDictionary::parse("平湖号"));
    /// assert!(bad_lines.is_empty());
    /// let text = "平湖号启航";
    /// let cuts = Segmenter::new(dictionary).cut(text, Hmm::Off);
    /// assert_eq!(&text[cuts[0].bytes()], "平湖号");
    /// ```
    pub fn with_user_dictionary(&self, user: &UserDictionary) -> (Dictionary, Vec<DictionaryError>) {
        let mut with_words = self.clone();
        let mut bad_lines = user.bad_lines().to_vec();
        let mut grown = self.grown_copy();
        let mut growth = Growth::of(&mut grown, &self.tables);
        let mut added = AddedWords::default();
        let mut form = String::new();
        for (index, word) in user.words().iter().enumerate() {
            match self.sort_out(&word.word, &mut growth, &mut form) {
                Ok(Some(codes)) => added.push(index, &form, codes),
                Ok(None) => with_words.add_mixed(word),
                Err(kind) => bad_lines.push(word.error(kind)),
            }
        }
        let order = added.order();
        let (entries, codes) = added.entries(&order, user.words());
        for (place, entry) in growth.add_nodes(&codes).into_iter().zip(entries) {
            added.words[entry].place = place;
        }
        for AddedWord { index, codes, place, set, .. } in &mut added.words {
            let word = &user.words()[*index];
            match (place.or_else(|| growth.place(codes)), word.frequency) {
                (None, Some(0)) => {}
                (None, _) => bad_lines.push(word.error(DictionaryErrorKind::Full)),
                (Some(place), frequency) => {
                    let frequency = frequency.unwrap_or_else(|| growth.suggested_frequency(codes));
                    match growth.set(place, frequency) {
                        Ok(done) => *set = Some(done),
                        Err(kind) => bad_lines.push(word.error(kind)),
                    }
                }
            }
        }
        growth.finish();
        bad_lines.sort_by_key(|bad| bad.line_number);
        let tagged = added.words.iter().filter(|word| word.set.is_some());
        let tagged =
            tagged.filter_map(|word| Some((added.text(word), user.words()[word.index].tag.as_deref()?)));
        with_words.add_tags(tagged);
        if let Some(hash) = added.hash_of_changes(&order, self.hash) {
            with_words.hash = hash;
            with_words.total_frequency = grown.total_frequency;
            with_words.grown = Some(Arc::new(grown));
        }
        (with_words, bad_lines)
    }

    /// Adds one word, like jieba's `add_word`, optionally with a frequency and a part of speech. Returns the frequency of the
    /// word. In the normal form, a word with letters or digits has no frequency, and the result is 0.
    ///
    /// The first word copies the tables, which takes milliseconds; each further one takes microseconds. The tables are copied
    /// again by the first word after [`with_user_dictionary`](Self::with_user_dictionary), and while a clone of this dictionary
    /// is in use. For many words, `with_user_dictionary` is therefore faster.
    ///
    /// # Errors
    ///
    /// If the word cannot be in the dictionary, or if there is no room for it.
    ///
    /// ```
    /// use jianbao_analysis::{Dictionary, DictionaryErrorKind};
    ///
    /// let mut dictionary = Dictionary::jieba();
    /// assert_eq!(dictionary.add_word("平湖号", Some(300), Some("nz")), Ok(300));
    /// assert!(dictionary.add_word("云上大集", None, None).is_ok_and(|suggested| suggested > 0));
    /// assert_eq!((dictionary.frequency("平湖号"), dictionary.tag("平湖号")), (Some(300), Some("nz")));
    /// assert_eq!(dictionary.add_word("、", None, None), Err(DictionaryErrorKind::Unholdable));
    /// ```
    pub fn add_word(
        &mut self,
        word: &str,
        frequency: Option<u64>,
        tag: Option<&str>,
    ) -> Result<u64, DictionaryErrorKind> {
        if word.chars().nth(MAX_WORD_CHARS).is_some() {
            return Err(DictionaryErrorKind::TooLong);
        }
        let mut shared = self.grown.take().unwrap_or_else(|| Arc::new(self.grown_copy()));
        let grown = Arc::make_mut(&mut shared);
        let mut growth = Growth::of(grown, &self.tables);
        let mut normal = String::new();
        let done = self.sort_out(word, &mut growth, &mut normal).and_then(|codes| {
            let Some(codes) = codes else { return Ok(None) };
            if frequency != Some(0) {
                growth.add_nodes(std::slice::from_ref(&codes));
            }
            match (growth.place(&codes), frequency) {
                (None, Some(0)) => Ok(Some(Set { before: 0, now: 0 })),
                (None, _) => Err(DictionaryErrorKind::Full),
                (Some(place), frequency) => {
                    let frequency = frequency.unwrap_or_else(|| growth.suggested_frequency(&codes));
                    growth.set(place, frequency).map(Some)
                }
            }
        });
        growth.pause();
        self.total_frequency = grown.total_frequency;
        self.grown = Some(shared);
        let frequency = match done? {
            Some(Set { before, now }) => {
                if before != now {
                    self.hash = hash_of_line(self.hash, &normal, now);
                }
                self.add_tags(tag.map(|tag| (&*normal, tag)).into_iter());
                now
            }
            None => {
                let (word, tag) = (word.to_owned(), tag.map(str::to_owned));
                self.add_mixed(&UserWord { line_number: 0, word, frequency, tag });
                0
            }
        };
        Ok(frequency)
    }

    /// A copy of the tables, for words to be added.
    fn grown_copy(&self) -> Grown {
        Grown::new(&self.tables(), self.class_frequencies(), self.total_frequency)
    }

    /// Makes `form` the form of `word` in this dictionary. Returns its codes, or nothing for a word that is stored beside the
    /// tables.
    fn sort_out(
        &self,
        word: &str,
        growth: &mut Growth<'_>,
        form: &mut String,
    ) -> Result<Option<Codes>, DictionaryErrorKind> {
        match self.form {
            Form::Jieba => word.clone_into(form),
            Form::Normal => normalize_into(word, form),
        }
        if form.is_empty() {
            Err(DictionaryErrorKind::Unholdable)
        } else if self.form == Form::Normal && MixedWords::is_mixed(form) {
            Ok(None)
        } else {
            growth.codes(form).map(Some)
        }
    }

    /// Adds a word with letters or digits to the normal form.
    fn add_mixed(&mut self, UserWord { word, frequency, tag, .. }: &UserWord) {
        let normal = crate::normalize(word);
        if *frequency == Some(0) {
            Arc::make_mut(&mut self.mixed).remove(&normal);
        } else {
            self.add_tags(tag.iter().map(|tag| (&*normal, &**tag)));
            Arc::make_mut(&mut self.mixed).insert(&normal);
        }
    }

    fn add_tags<'a>(&mut self, tags: impl Iterator<Item = (&'a str, &'a str)>) {
        let mut tags = tags.peekable();
        if tags.peek().is_some() {
            let tags = tags.map(|(word, tag)| (word.into(), tag.into()));
            Arc::make_mut(&mut self.tags).extend(tags);
        }
    }

    /// The words with letters or digits.
    pub(crate) fn mixed_words(&self) -> &MixedWords {
        &self.mixed
    }

    /// The tables that the segmenter reads.
    pub(crate) fn tables(&self) -> Tables<'_> {
        match &self.grown {
            Some(grown) => grown.tables(&self.tables),
            None => self.tables,
        }
    }

    /// The frequencies of the classes in use.
    fn class_frequencies(&self) -> Vec<Option<u64>> {
        let count = match &self.grown {
            Some(grown) => grown.frequencies.len(),
            None => self.class_count,
        };
        (0..count).map(|class| self.frequency_of_class(class)).collect()
    }

    fn frequency_of_class(&self, class: usize) -> Option<u64> {
        if let Some(grown) = &self.grown {
            return grown.frequency_of_class(class);
        }
        let frequency = self.frequencies[class];
        (class > LONE_CLASS && frequency != u32::MAX).then_some(frequency.into())
    }
}

impl fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dictionary")
            .field("form", &self.form)
            .field("hash", &format_args!("{:016x}", self.hash))
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_walked_are_entries_found_and_sum_up() {
        for dictionary in [Dictionary::jieba(), Dictionary::normal_form()] {
            let entries = dictionary.entries();
            for (word, frequency) in &entries {
                assert_eq!(dictionary.frequency(word), Some(*frequency), "{word}");
            }
            let sum: u64 = entries.iter().map(|(_, frequency)| frequency).sum();
            // Entries of jieba that no block of text can contain count in its total all the same.
            assert!(sum <= dictionary.total_frequency());
            assert!(dictionary.form == Form::Jieba || sum == dictionary.total_frequency());
        }
    }

    #[test]
    fn normal_form_entries_are_normalised_and_hold_no_ascii() {
        for (word, _) in Dictionary::normal_form().entries() {
            assert_eq!(crate::normalize(&word), word);
            assert!(!word.contains(|c: char| c.is_ascii()), "{word}");
        }
    }
}
