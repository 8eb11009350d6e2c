//! Compiler of jieba's dictionary and hidden Markov model to two flat files: `dictionary.bin`, and the parts of speech in
//! `tags.bin`. A program that never uses parts of speech does not contain the second.
//!
//! Two dictionaries share one trie: jieba's own entries (for raw text), and the *normal-form* entries (for normalised text),
//! which are the same words normalised. All but about two thousand entries are equal in both, so a second file of six
//! megabytes would contain almost nothing new. A node of the trie refers to a *class*: a pair of frequencies, one for each
//! dictionary, either of which may be "no entry".
//!
//! ## Layout
//!
//! Little-endian; every section begins at a multiple of eight bytes.
//!
//! | section | numbers | |
//! |---|---|---|
//! | magic | 8 × u8 | `JBDICT02` |
//! | header | 10 × u64 | slots of the double array, rows of emissions, classes, rare characters, code of an unknown character that the model covers, code of any other unknown Han character, total frequency of jieba's entries, of normal-form entries, hash of jieba's entries, of normal-form entries |
//! | model | 20 × f64 | initial log-probabilities, then transitions from each state |
//! | codes | 65,536 × u16 | code of each character of the basic plane, 0 if it is not of Han |
//! | root | 16,384 × u64 | node of each one-character word or prefix, by code |
//! | log-probabilities | 2 × 16,384 × f64 | ln(frequency) − ln(total) by class, for either dictionary |
//! | frequencies | 2 × 16,384 × u32 | by class, 4,294,967,295 where there is no entry |
//! | emission rows | 16,384 × u16 | row of emissions by code, 65,535 where the model does not cover it |
//! | emissions | rows × 4 × f64 | log-probabilities of begin, end, middle, single |
//! | double array | slots × u64 | nodes of longer prefixes |
//! | rare characters | n × (u32, u32) | code point beyond the basic plane and its code, ascending |
//!
//! The tags:
//!
//! | section | numbers | |
//! |---|---|---|
//! | magic | 8 × u8 | `JBTAGS01` |
//! | header | 2 × u64 | tags, slots of the double array |
//! | tags | n × 8 × u8 | names in ASCII, padded with zeros; the first means no tag |
//! | root | 16,384 × u8 | number of the tag of each one-character entry, by code |
//! | double array | slots × u8 | number of the tag of each other entry, by its slot |
//!
//! A **node** is `label:14 | class:14 | children:16 | base:20`, from the least significant bits:
//!
//! - `label`: the code that leads to the node;
//! - `class`: its class;
//! - `children`: a bit for each value of `code mod 16`, set if a child has such a code;
//! - `base`: the child with code `c` is at slot `4 · base + c`.
//!
//! The children of nodes with the same base differ in `code mod 16`. If a bit of `children` allows a lookup, the label of the
//! slot therefore decides it. A slot of zeros is empty.
//!
//! **Codes**: 0 is a delimiter, 1–62 are `0-9A-Za-z`, 63–69 are `+#&._%-`, then Han characters in descending order of frequency.
//!
//! **Classes**: 0 is no entry in either dictionary, 1 a delimiter (log-probability 0), 2 a character that is no entry and begins
//! none (the log-probability of frequency 1), then pairs in descending order of their number of entries.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use anyhow::{Context, Result, ensure};

use crate::rules::Rules;
use crate::sources::Sources;
use crate::trie::{Placed, Trie, place};

/// Codes and classes have 14 bits.
const SYMBOLS: usize = 1 << 14;
/// The range that the hidden Markov model covers; characters outside it are never joined by it.
const MODEL_RANGE: std::ops::RangeInclusive<char> = '\u{4E00}'..='\u{9FD5}';
/// The log-probability of an emission that the model lacks, as in jieba.
const UNSEEN: f64 = -3.14e100;
const NO_ENTRY: u32 = u32::MAX;
const DELIMITER_CLASS: u16 = 1;
const LONE_CLASS: u16 = 2;
const CONNECTORS: &str = "+#&._%-";

/// Words and their frequencies, in the order of the source.
type Entries = Vec<(String, u32)>;

/// Counts of jieba's entries by their fate in normalisation.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct NormalFormCounts {
    /// Entries that normalising does not change.
    pub unchanged: usize,
    /// Entries that stay one entry under another spelling.
    pub changed: usize,
    /// Entries whose frequency was added to that of an entry read before.
    pub merged: usize,
    /// Entries omitted because of an ASCII letter, digit or punctuation.
    pub with_ascii: usize,
    /// Entries omitted because of another non-Han character.
    pub with_other: usize,
}

/// The two dictionaries of `sources`, with the counts of their entries.
pub struct Dictionaries {
    /// jieba's own entries whose characters can be in one block of text.
    pub jieba: Entries,
    /// Sum of all of jieba's frequencies, entries left out included.
    pub jieba_total: u64,
    /// The normal-form entries.
    pub normal_form: Entries,
    /// The part of speech of each entry; of entries that became one, that of the first.
    pub tags: BTreeMap<String, String>,
    /// The counts.
    pub counts: NormalFormCounts,
}

impl Dictionaries {
    /// Reads jieba's entries and makes the normal-form ones.
    pub fn new(sources: &Sources, rules: &Rules) -> Result<Self> {
        let (mut jieba, mut jieba_total) = (Vec::new(), 0);
        let mut tags = BTreeMap::new();
        let mut seen = HashSet::new();
        for (index, line) in sources.dictionary.lines().enumerate() {
            let mut fields = line.split_ascii_whitespace();
            let Some(word) = fields.next() else { continue };
            let frequency = fields.next().map_or(Ok(0), str::parse::<u32>);
            let frequency = frequency.with_context(|| format!("line {}: {line}", index + 1))?;
            ensure!(
                frequency > 0 && seen.insert(word),
                "line {}: no frequency or a repeat: {line}",
                index + 1
            );
            jieba_total += u64::from(frequency);
            jieba.push((word.to_owned(), frequency));
            if let Some(tag) = fields.next() {
                tags.insert(word.to_owned(), tag.to_owned());
            }
        }

        let mut counts = NormalFormCounts::default();
        let mut normal_form: Entries = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for (word, frequency) in &jieba {
            let normalized = rules.normalize(word);
            if normalized.chars().any(|c| c.is_ascii()) {
                counts.with_ascii += 1;
            } else if normalized.is_empty() || !normalized.chars().all(is_han) {
                counts.with_other += 1;
            } else if let Some(&place) = places.get(&normalized) {
                counts.merged += 1;
                normal_form[place].1 += frequency;
            } else {
                let count = if normalized == *word { &mut counts.unchanged } else { &mut counts.changed };
                *count += 1;
                places.insert(normalized.clone(), normal_form.len());
                if let Some(tag) = tags.get(word).cloned() {
                    tags.entry(normalized.clone()).or_insert(tag);
                }
                normal_form.push((normalized, *frequency));
            }
        }
        jieba.retain(|(word, _)| word.chars().all(stands_in_a_block));
        Ok(Dictionaries { jieba, jieba_total, normal_form, tags, counts })
    }
}

/// The bytes of the two files.
pub struct Compiled {
    /// `dictionary.bin`.
    pub dictionary: Vec<u8>,
    /// `tags.bin`.
    pub tags: Vec<u8>,
}

/// Compiles both files.
pub fn compile(sources: &Sources, rules: &Rules) -> Result<Compiled> {
    let dictionaries = Dictionaries::new(sources, rules)?;
    let model = Model::parse(&sources.hmm_model)?;
    let totals = [
        dictionaries.jieba_total,
        dictionaries.normal_form.iter().map(|&(_, frequency)| u64::from(frequency)).sum(),
    ];

    // Every word with its two frequencies, in the order of first appearance.
    let mut words: Vec<(&str, [u32; 2])> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (which, entries) in [&dictionaries.jieba, &dictionaries.normal_form].into_iter().enumerate() {
        for (word, frequency) in entries {
            let place = *places.entry(word).or_insert_with(|| {
                words.push((word, [NO_ENTRY; 2]));
                words.len() - 1
            });
            words[place].1[which] = *frequency;
        }
    }

    let codes = Codes::new(&words, &model)?;
    let classes = Classes::new(&words)?;
    let mut tag_names: Vec<&str> = vec![""];
    tag_names.extend(dictionaries.tags.values().map(String::as_str).collect::<BTreeSet<_>>());
    let tag = |word: &str| match dictionaries.tags.get(word) {
        Some(tag) => tag_names.binary_search(&tag.as_str()).map_or(Ok(0), u8::try_from),
        None => Ok(0),
    };
    let tags = words.iter().map(|&(word, _)| tag(word)).collect::<Result<Vec<u8>, _>>()?;
    let trie = Trie::new(words.iter().zip(tags).map(|(&(word, frequencies), tag)| {
        let codes = word.chars().map(|c| codes.of[&c]).collect::<Vec<u16>>();
        (
            codes,
            classes.of[&frequencies],
            u64::from(frequencies.into_iter().filter(|&f| f != NO_ENTRY).max().unwrap_or(0)),
            tag,
        )
    }));
    let Placed { root_children, slots, root_tags, slot_tags } = place(&trie)?;

    let mut root = vec![u64::from(LONE_CLASS) << 14; SYMBOLS];
    root[0] = u64::from(DELIMITER_CLASS) << 14;
    for (code, node) in root_children {
        root[usize::from(code)] = node;
    }

    let mut emission_rows = vec![u16::MAX; SYMBOLS];
    let mut emissions = vec![[UNSEEN; 4]];
    emission_rows[usize::from(codes.unknown_covered)] = 0;
    for (c, &code) in codes.of.iter().filter(|(c, _)| MODEL_RANGE.contains(c)) {
        emission_rows[usize::from(code)] = 0;
        if let Some(row) = model.emissions.get(c) {
            emission_rows[usize::from(code)] = u16::try_from(emissions.len())?;
            emissions.push(*row);
        }
    }
    let rare: Vec<(u32, u32)> = codes
        .of
        .iter()
        .filter(|(c, _)| u32::from(**c) > 0xFFFF)
        .map(|(c, &code)| (u32::from(*c), u32::from(code)))
        .collect();

    let mut file = File(b"JBDICT02".to_vec());
    file.put(
        [slots.len(), emissions.len(), classes.pairs.len(), rare.len()].map(|n| (n as u64).to_le_bytes()),
    );
    file.put([codes.unknown_covered, codes.unknown_other].map(|code| u64::from(code).to_le_bytes()));
    file.put(totals.map(u64::to_le_bytes));
    file.put([&dictionaries.jieba, &dictionaries.normal_form].map(|entries| hash(entries).to_le_bytes()));
    file.put(model.initial.iter().chain(model.transitions.as_flattened()).map(|p| p.to_le_bytes()));
    file.put(codes.table().iter().map(|code| code.to_le_bytes()));
    file.put(root.iter().map(|node| node.to_le_bytes()));
    for (which, total) in totals.into_iter().enumerate() {
        file.put(classes.log_probabilities(which, total).iter().map(|p| p.to_le_bytes()));
    }
    for which in 0..2 {
        file.put(
            (0..SYMBOLS).map(|class| classes.pairs.get(class).map_or(NO_ENTRY, |p| p[which]).to_le_bytes()),
        );
    }
    file.put(emission_rows.iter().map(|row| row.to_le_bytes()));
    file.put(emissions.as_flattened().iter().map(|p| p.to_le_bytes()));
    file.put(slots.iter().map(|node| node.to_le_bytes()));
    file.put(rare.iter().flat_map(|&(c, code)| [c.to_le_bytes(), code.to_le_bytes()]));

    let mut root_of_tags = vec![0; SYMBOLS];
    for (code, tag) in root_tags {
        root_of_tags[usize::from(code)] = tag;
    }
    let mut tags = File(b"JBTAGS01".to_vec());
    tags.put([tag_names.len(), slots.len()].map(|n| (n as u64).to_le_bytes()));
    for name in tag_names {
        let mut padded = [0; 8];
        let place = padded.get_mut(..name.len()).context("a tag has eight letters at most")?;
        place.copy_from_slice(name.as_bytes());
        tags.put([padded]);
    }
    tags.put(root_of_tags.iter().map(|&tag| [tag]));
    tags.put(slot_tags.iter().map(|&tag| [tag]));
    Ok(Compiled { dictionary: file.0, tags: tags.0 })
}

/// FNV-1a of the lines `word frequency` in the order of the words.
fn hash(entries: &Entries) -> u64 {
    let mut lines: Vec<String> =
        entries.iter().map(|(word, frequency)| format!("{word} {frequency}\n")).collect();
    lines.sort();
    lines
        .iter()
        .flat_map(|line| line.bytes())
        .fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3))
}

/// The Han characters of jieba, which together with some ASCII characters form a block for segmentation.
fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{2A6DF}' | '\u{2A700}'..='\u{2B73F}' | '\u{2B740}'..='\u{2B81F}'
        | '\u{2B820}'..='\u{2CEAF}' | '\u{2CEB0}'..='\u{2EBEF}' | '\u{2F800}'..='\u{2FA1F}')
}

fn stands_in_a_block(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric() || CONNECTORS.contains(c)
}

/// The code of every character that needs one of its own.
struct Codes {
    of: BTreeMap<char, u16>,
    /// For a character without code that the model covers.
    unknown_covered: u16,
    /// For any other Han character without code.
    unknown_other: u16,
}

impl Codes {
    fn new(words: &[(&str, [u32; 2])], model: &Model) -> Result<Self> {
        let ascii = ('0'..='9').chain('A'..='Z').chain('a'..='z').chain(CONNECTORS.chars());
        let mut of: BTreeMap<char, u16> = ascii.zip(1..).collect();
        let mut frequencies: BTreeMap<char, u64> = BTreeMap::new();
        for c in model.emissions.keys().filter(|c| MODEL_RANGE.contains(c)) {
            frequencies.entry(*c).or_default();
        }
        for (word, pair) in words {
            for c in word.chars().filter(|c| !of.contains_key(c)) {
                *frequencies.entry(c).or_default() += u64::from(pair[0].min(pair[1]));
            }
        }
        let mut by_frequency: Vec<(char, u64)> = frequencies.into_iter().collect();
        by_frequency.sort_by_key(|&(c, frequency)| (std::cmp::Reverse(frequency), c));
        let first = u16::try_from(of.len() + 1)?;
        of.extend(by_frequency.into_iter().map(|(c, _)| c).zip(first..));
        let unknown_covered = u16::try_from(of.len() + 1)?;
        ensure!(usize::from(unknown_covered) + 2 < SYMBOLS, "more characters than codes");
        Ok(Codes { of, unknown_covered, unknown_other: unknown_covered + 1 })
    }

    fn table(&self) -> Vec<u16> {
        (0..=0xFFFF_u32)
            .map(|code_point| match char::from_u32(code_point) {
                Some(c) if self.of.contains_key(&c) => self.of[&c],
                Some(c) if MODEL_RANGE.contains(&c) => self.unknown_covered,
                Some(c) if is_han(c) => self.unknown_other,
                _ => 0,
            })
            .collect()
    }
}

/// The pairs of frequencies that occur.
struct Classes {
    of: HashMap<[u32; 2], u16>,
    pairs: Vec<[u32; 2]>,
}

impl Classes {
    fn new(words: &[(&str, [u32; 2])]) -> Result<Self> {
        let mut counts: BTreeMap<[u32; 2], usize> = BTreeMap::new();
        for (_, pair) in words {
            *counts.entry(*pair).or_default() += 1;
        }
        let mut by_count: Vec<([u32; 2], usize)> = counts.into_iter().collect();
        by_count.sort_by_key(|&(pair, count)| (std::cmp::Reverse(count), pair));
        let mut pairs = vec![[NO_ENTRY; 2]; usize::from(LONE_CLASS) + 1];
        pairs.extend(by_count.into_iter().map(|(pair, _)| pair));
        ensure!(pairs.len() <= SYMBOLS, "more pairs of frequencies than classes");
        let of = pairs.iter().enumerate().skip(usize::from(LONE_CLASS) + 1);
        let of = of.map(|(class, &pair)| Ok((pair, u16::try_from(class)?))).collect::<Result<_>>()?;
        Ok(Classes { of, pairs })
    }

    /// By class, computed as in jieba-rs, so that sums are equal to the last bit.
    #[expect(clippy::cast_precision_loss, reason = "totals are far below 2⁵³")]
    fn log_probabilities(&self, which: usize, total: u64) -> Vec<f64> {
        let log_total = (total as f64).ln();
        let mut log_probabilities = vec![f64::NEG_INFINITY; SYMBOLS];
        log_probabilities[usize::from(DELIMITER_CLASS)] = 0.0;
        log_probabilities[usize::from(LONE_CLASS)] = 0.0 - log_total;
        for (class, pair) in self.pairs.iter().enumerate() {
            if pair[which] != NO_ENTRY {
                log_probabilities[class] = f64::from(pair[which]).ln() - log_total;
            }
        }
        log_probabilities
    }
}

/// jieba's hidden Markov model. States in the order begin, end, middle, single.
struct Model {
    initial: [f64; 4],
    transitions: [[f64; 4]; 4],
    emissions: BTreeMap<char, [f64; 4]>,
}

impl Model {
    /// Reads `hmm.model`: nine lines besides those that begin with `#`: initial probabilities, four rows of
    /// transitions, and for each state its emissions as `character:log-probability`, by commas.
    fn parse(text: &str) -> Result<Self> {
        let four = |line: &str| -> Result<[f64; 4]> {
            let numbers = line.split(' ').map(str::parse).collect::<Result<Vec<f64>, _>>()?;
            numbers.try_into().ok().context("a line of four numbers")
        };
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        ensure!(lines.len() == 9, "hmm.model has {} lines of numbers", lines.len());
        let mut transitions = [[0.0; 4]; 4];
        for (row, line) in transitions.iter_mut().zip(&lines[1..5]) {
            *row = four(line)?;
        }
        let mut emissions: BTreeMap<char, [f64; 4]> = BTreeMap::new();
        for (state, line) in lines[5..].iter().enumerate() {
            for field in line.split(',') {
                let (c, probability) = field.split_once(':').context("character:log-probability")?;
                let c = c.chars().next().context("a character")?;
                emissions.entry(c).or_insert([UNSEEN; 4])[state] = probability.parse()?;
            }
        }
        Ok(Model { initial: four(lines[0])?, transitions, emissions })
    }
}

struct File(Vec<u8>);

impl File {
    /// Appends a section.
    fn put<const BYTES: usize>(&mut self, numbers: impl IntoIterator<Item = [u8; BYTES]>) {
        self.0.resize(self.0.len().next_multiple_of(8), 0);
        self.0.extend(numbers.into_iter().flatten());
    }
}
