//! Segmenter: splits text into words by a dictionary, in jieba's modes. The algorithm is in the module `segmentation`.

use crate::{Cut, Dictionary, DictionaryErrorKind, Hmm, segmentation};

/// Segments text by a dictionary. Cheap to clone; threads may share it.
///
/// ```
/// use jianbao_analysis::{Dictionary, Hmm, Segmenter};
///
/// let segmenter = Segmenter::new(Dictionary::jieba());
/// let text = "王小满在平湖市调研";
/// let words: Vec<&str> = segmenter.cut(text, Hmm::On).iter().map(|cut| &text[cut.bytes()]).collect();
/// assert_eq!(words, ["王小满", "在", "平湖市", "调研"]);
/// ```
#[derive(Clone, Debug)]
pub struct Segmenter {
    dictionary: Dictionary,
}

impl Segmenter {
    /// A segmenter by `dictionary`.
    pub fn new(dictionary: Dictionary) -> Self {
        Segmenter { dictionary }
    }

    /// The dictionary.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// Adds one word (jieba's `add_word`). See [`Dictionary::add_word`].
    ///
    /// # Errors
    ///
    /// If the word cannot be in the dictionary, or if there is no room for it.
    pub fn add_word(
        &mut self,
        word: &str,
        frequency: Option<u64>,
        tag: Option<&str>,
    ) -> Result<u64, DictionaryErrorKind> {
        self.dictionary.add_word(word, frequency, tag)
    }

    /// The words of the best path through `text` (jieba's `cut`). Concatenated, they are the text.
    pub fn cut(&self, text: &str, hmm: Hmm) -> Vec<Cut> {
        let mut cuts = Vec::with_capacity(likely_count(text));
        self.each_cut(text, hmm, |cut| cuts.push(cut));
        cuts
    }

    /// The words of [`cut`](Self::cut), each preceded by the entries of two and three characters inside it (jieba's
    /// `cut_for_search`).
    pub fn cut_for_search(&self, text: &str, hmm: Hmm) -> Vec<Cut> {
        let mut cuts = Vec::with_capacity(likely_count(text));
        self.each_cut_for_search(text, hmm, |cut| cuts.push(cut));
        cuts
    }

    /// All entries anywhere in `text`, in the order of their starts, then of their ends (jieba's `cut_all`). Outside Han
    /// text, a sequence of ASCII letters, digits, `+`, `#` and line feeds is one word, and any other character is a word.
    pub fn cut_all(&self, text: &str) -> Vec<Cut> {
        let mut cuts = Vec::with_capacity(likely_count(text));
        self.each_cut_of_all(text, |cut| cuts.push(cut));
        cuts
    }

    /// Passes the words of [`cut`](Self::cut) to `each` as they are found.
    #[inline]
    pub fn each_cut(&self, text: &str, hmm: Hmm, each: impl FnMut(Cut)) {
        segmentation::each_cut(&self.dictionary.tables(), text, hmm, each);
    }

    /// Passes the words of [`cut_for_search`](Self::cut_for_search) to `each` as they are found.
    pub fn each_cut_for_search(&self, text: &str, hmm: Hmm, each: impl FnMut(Cut)) {
        segmentation::each_cut_for_search(&self.dictionary.tables(), text, hmm, each);
    }

    /// Passes the words of [`cut_all`](Self::cut_all) to `each` as they are found.
    pub fn each_cut_of_all(&self, text: &str, each: impl FnMut(Cut)) {
        segmentation::each_cut_of_all(&self.dictionary.tables(), text, each);
    }

    /// Passes to `each` every entry of two or more characters anywhere in `text`, and every character that ends a block, in
    /// order.
    pub(crate) fn each_contained_or_delimiter(&self, text: &str, each: impl FnMut(Cut)) {
        segmentation::each_contained_or_delimiter(&self.dictionary.tables(), text, each);
    }
}

/// Capacity for the words of `text`: enough for a sentence at once, bounded for a book.
fn likely_count(text: &str) -> usize {
    (text.len() / 2).min(1 << 12)
}
