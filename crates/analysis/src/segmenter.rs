//! The segmenter: text to words by the likeliest path through a dictionary.
//!
//! What it gives is token for token what jieba-rs 0.11 gives with the same entries, in every mode. How it
//! gets there is its own: blocks of text are not cut out and no graph of words is built. Text is taken in
//! chunks of about a thousand characters that end between blocks, and each goes through three passes:
//!
//! 1. `lattice` decodes the characters, and looks up each of them and each pair, without branches;
//! 2. `lattice` finds the best path from the end back to the front, across blocks;
//! 3. `path` walks the path and hands out words, joining single characters with the hidden Markov model
//!    (`hidden_markov`) where that is asked for.
//!
//! The passes write into memory that belongs to the thread and is used again, so that segmenting allocates
//! nothing once it has warmed up. A block without any delimiter is taken whole, however long: it needs 48
//! bytes of memory for each of its characters, and while its memory doubles as it grows, at most twice that and
//! half again. It cannot be cut where no entry reaches across, and still be cut as jieba cuts it: jieba adds up
//! logarithms from the end of the block, so what follows is part of every sum and of its rounding, and near ties
//! turn on that. 美美美与共开放 is 美|美美|与…, and with one more 开放 behind it 美美|美|与… (a test pins it).

mod all_words;
mod hidden_markov;
mod lattice;
mod path;

use std::cell::Cell;

use crate::Dictionary;
use crate::dictionary::Tables;
use lattice::Lattice;
use path::{Off, On, Switch, Walk};

/// Whether jieba's hidden Markov model joins single characters of the best path to words that the
/// dictionary does not have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Hmm {
    /// Single characters stay single.
    #[default]
    Off,
    /// Single characters are joined where the model finds that likelier.
    On,
}

/// A stretch of a text, in bytes and in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cut {
    /// First byte.
    pub start_byte: usize,
    /// Byte after the last one.
    pub end_byte: usize,
    /// First character.
    pub start_char: usize,
    /// Character after the last one.
    pub end_char: usize,
}

impl Cut {
    /// The bytes of the text.
    pub fn bytes(&self) -> std::ops::Range<usize> {
        self.start_byte..self.end_byte
    }
}

/// Cuts text by a dictionary. Cheap to clone, and to be shared by threads.
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

    /// The dictionary it cuts by.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// The words of the best path through `text` (jieba's `cut`). Put together, they are the text.
    pub fn cut(&self, text: &str, hmm: Hmm) -> Vec<Cut> {
        let mut cuts = Vec::with_capacity(likely_count(text));
        self.each_cut(text, hmm, |cut| cuts.push(cut));
        cuts
    }

    /// The same as [`cut`](Self::cut), and before each word the entries of two and of three characters in
    /// it (jieba's `cut_for_search`).
    pub fn cut_for_search(&self, text: &str, hmm: Hmm) -> Vec<Cut> {
        let mut cuts = Vec::with_capacity(likely_count(text));
        self.each_cut_for_search(text, hmm, |cut| cuts.push(cut));
        cuts
    }

    /// All entries that stand anywhere in `text`, in the order of their starts, then of their ends; what
    /// is not of Han whole or by the character (jieba's `cut_all`).
    pub fn cut_all(&self, text: &str) -> Vec<Cut> {
        let mut cuts = Vec::with_capacity(likely_count(text));
        self.each_cut_of_all(text, |cut| cuts.push(cut));
        cuts
    }

    /// Hands the words of [`cut`](Self::cut) to `each` as they are found.
    #[inline]
    pub fn each_cut(&self, text: &str, hmm: Hmm, each: impl FnMut(Cut)) {
        each_cut(&self.dictionary.tables(), text, hmm, each);
    }

    /// Hands the words of [`cut_for_search`](Self::cut_for_search) to `each` as they are found.
    pub fn each_cut_for_search(&self, text: &str, hmm: Hmm, each: impl FnMut(Cut)) {
        match hmm {
            Hmm::Off => walk::<Off, On>(&self.dictionary.tables(), text, each),
            Hmm::On => walk::<On, On>(&self.dictionary.tables(), text, each),
        }
    }

    /// Hands the words of [`cut_all`](Self::cut_all) to `each` as they are found.
    pub fn each_cut_of_all(&self, text: &str, each: impl FnMut(Cut)) {
        with_lattice(|lattice| all_words::each_cut_of_all(&self.dictionary.tables(), lattice, text, each));
    }

    /// Hands to `each` every entry of two or more characters that stands anywhere in `text`, and every
    /// character that ends a block, in order.
    pub(crate) fn each_contained_or_delimiter(&self, text: &str, each: impl FnMut(Cut)) {
        with_lattice(|lattice| {
            all_words::each_contained_or_delimiter(&self.dictionary.tables(), lattice, text, each);
        });
    }
}

/// Hands the words of the best path through `text` to `each`.
pub(crate) fn each_cut(tables: &Tables<'_>, text: &str, hmm: Hmm, each: impl FnMut(Cut)) {
    match hmm {
        Hmm::Off => walk::<Off, Off>(tables, text, each),
        Hmm::On => walk::<On, Off>(tables, text, each),
    }
}

fn walk<Joins: Switch, Parts: Switch>(tables: &Tables<'_>, text: &str, mut each: impl FnMut(Cut)) {
    with_lattice(|lattice| {
        let (mut start_byte, mut start_char) = (0, 0);
        while start_byte < text.len() {
            let chunk = lattice.decode(tables, tables.ascii_codes, text, start_byte);
            lattice.find_best_path(tables, chunk.chars);
            let walk = Walk::<Joins, Parts, _>::new(tables, lattice, text, start_byte, start_char, &mut each);
            walk.walk(chunk.chars);
            start_byte = chunk.end_byte;
            start_char += chunk.chars;
        }
    });
}

/// Capacity for the words of `text`: enough for a sentence at once, bounded for a book.
fn likely_count(text: &str) -> usize {
    (text.len() / 2).min(1 << 12)
}

thread_local! {
    /// The lattice of this thread while nobody uses it.
    static LATTICE: Cell<Option<Box<Lattice>>> = const { Cell::new(None) };
}

/// Runs `work` with the thread's lattice, or with a new one where that is in use further up the stack.
fn with_lattice(work: impl FnOnce(&mut Lattice)) {
    let mut lattice = LATTICE.try_with(Cell::take).ok().flatten().unwrap_or_default();
    work(&mut lattice);
    if lattice.is_worth_keeping() {
        // While a thread ends there is no place for it any more.
        let _ = LATTICE.try_with(|place| place.set(Some(lattice)));
    }
}
