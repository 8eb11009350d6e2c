//! Sections of the embedded file.
//!
//! `crates/tables/src/dictionary_blob.rs`, which writes it, documents its layout.

use bytemuck::Pod;

use crate::embedded::Aligned;
use crate::trie::{LONE_CLASS, SYMBOLS, Tables};

static FILE: &Aligned<[u8]> = &Aligned(*include_bytes!("../../data/dictionary.bin"));

/// In raw text, jieba's blocks contain ASCII letters, digits and `+#&._%-`.
static JIEBA_ASCII_CODES: [u16; 128] = jieba_ascii_codes();
/// In normalised text all of ASCII is between blocks.
static NORMAL_ASCII_CODES: [u16; 128] = [0; 128];

/// The two dictionaries, in their order in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Jieba = 0,
    Normal = 1,
}

/// One of the two dictionaries in the file.
pub(super) struct EmbeddedDictionary {
    pub(super) tables: Tables<'static>,
    /// By class; 4,294,967,295 without an entry.
    pub(super) frequencies: &'static [u32; SYMBOLS],
    /// The number of classes in use.
    pub(super) class_count: usize,
    pub(super) total_frequency: u64,
    pub(super) hash: u64,
}

impl EmbeddedDictionary {
    /// Splits the file into its sections: no number is read beyond the header and the model.
    pub(super) fn open(form: Form) -> Self {
        let mut sections = Sections::of(&FILE.0);
        assert_eq!(sections.take::<u8>(8), b"JBDICT02", "dictionary.bin is written by jianbao-tables");
        let header = sections.take::<u64>(10);
        let count = |index: usize| usize::try_from(header[index]).expect("a section fits into memory");
        let which = form as usize;
        let [initial, transitions @ ..] = *sections.take_array::<[f64; 4], 5>();
        let codes = sections.take_array();
        let root = sections.take_array();
        let log_probabilities = sections.take_both::<f64>()[which];
        let frequencies = sections.take_both::<u32>()[which];
        let emission_rows = sections.take_array();
        let emissions = sections.take(count(1));
        let slots = sections.take(count(0));
        let rare_codes = sections.take(count(3));
        let tables = Tables {
            ascii_codes: match form {
                Form::Jieba => &JIEBA_ASCII_CODES,
                Form::Normal => &NORMAL_ASCII_CODES,
            },
            codes,
            rare_codes,
            unknown_other: u16::try_from(header[5]).expect("codes have 14 bits"),
            root,
            slots,
            log_probabilities,
            // Computed from the total as the others were, so that it is equal to the last bit.
            log_one: log_probabilities[LONE_CLASS],
            emission_rows,
            emissions,
            initial,
            transitions,
        };
        EmbeddedDictionary {
            tables,
            frequencies,
            class_count: count(2),
            total_frequency: header[6 + which],
            hash: header[8 + which],
        }
    }
}

/// The sections of the file from the front; each begins at a multiple of eight bytes.
pub(super) struct Sections {
    rest: &'static [u8],
}

impl Sections {
    pub(super) fn of(file: &'static [u8]) -> Self {
        Sections { rest: file }
    }

    pub(super) fn take<Number: Pod>(&mut self, count: usize) -> &'static [Number] {
        let (section, rest) = self.rest.split_at(count * size_of::<Number>());
        let padding = section.len().next_multiple_of(8) - section.len();
        self.rest = rest.get(padding..).unwrap_or_default();
        bytemuck::cast_slice(section)
    }

    pub(super) fn take_array<Number: Pod, const COUNT: usize>(&mut self) -> &'static [Number; COUNT] {
        self.take(COUNT).try_into().expect("as many numbers as were asked for")
    }

    /// A section with one table by class for each dictionary.
    fn take_both<Number: Pod>(&mut self) -> [&'static [Number; SYMBOLS]; 2] {
        [self.take_array(), self.take_array()]
    }
}

/// The codes that `crates/tables` gives: 1–62 for `0-9A-Za-z`, 63–69 for `+#&._%-`.
const fn jieba_ascii_codes() -> [u16; 128] {
    let in_order = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+#&._%-";
    let mut codes = [0; 128];
    let mut code = 0_u16;
    while (code as usize) < in_order.len() {
        codes[in_order[code as usize] as usize] = code + 1;
        code += 1;
    }
    codes
}
