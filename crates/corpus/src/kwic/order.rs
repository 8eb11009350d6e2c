//! Sorted and sampled concordances.
//!
//! A line is kept as 32 bytes: its article, its place and up to four keys as numbers. A unit becomes a number when it is seen; at
//! the end the numbers are exchanged for the ranks of the units. Sorted lines are then put out in windows: the articles of a
//! window are read in their order, each once.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use jianbao_core::Matches;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::{KeptPlaces, KwicLine, KwicRequest, Place, each_place, line};
use crate::error::Result;
use crate::part::ArticlePart;
use crate::units_of_part::PartUnits;

/// Maximum number of keys of an order; further ones are ignored.
const MAX_KEYS: usize = 4;

/// The number of lines that are made at once.
const WINDOW_LINES: usize = 1 << 15;

/// A position beside the key, in units, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Position {
    /// Before it.
    Left(usize),
    /// Behind it.
    Right(usize),
}

impl FromStr for Position {
    type Err = UnknownSortKey;

    /// Reads `left1`, `right2` and so on.
    fn from_str(name: &str) -> std::result::Result<Position, UnknownSortKey> {
        match name.parse()? {
            SortKey::Beside(position) => Ok(position),
            _ => Err(UnknownSortKey(name.to_owned())),
        }
    }
}

/// A key of the order of a concordance. Units are compared by the code points of their normal form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum SortKey {
    /// The unit at a position beside the key; lines without one first.
    Beside(Position),
    /// The date, oldest first; articles without one first.
    Date,
    /// The source, by code points; articles without one first.
    Source,
    /// By chance, with a seed.
    Random(u64),
}

/// A name that is no key of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownSortKey(String);

impl UnknownSortKey {
    /// The name, as given.
    pub fn name(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnknownSortKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "unknown sort key {}; the keys are left1, right1, left2 and so on, date, source, random:SEED",
            self.0
        )
    }
}

impl std::error::Error for UnknownSortKey {}

impl FromStr for SortKey {
    type Err = UnknownSortKey;

    /// Reads `left1`, `right2`, `date`, `source`, `random:7`; `random` is `random:0`.
    ///
    /// ```
    /// use jianbao_corpus::{Position, SortKey};
    ///
    /// assert_eq!("left2".parse(), Ok(SortKey::Beside(Position::Left(2))));
    /// assert_eq!("random:7".parse(), Ok(SortKey::Random(7)));
    /// assert!("left0".parse::<SortKey>().is_err());
    /// ```
    fn from_str(name: &str) -> std::result::Result<SortKey, UnknownSortKey> {
        let distance = |digits: &str| digits.parse().ok().filter(|distance| (1..=99).contains(distance));
        let key = match name {
            "date" => Some(SortKey::Date),
            "source" => Some(SortKey::Source),
            "random" => Some(SortKey::Random(0)),
            _ => (name.strip_prefix("left").and_then(distance))
                .map(|units| SortKey::Beside(Position::Left(units)))
                .or_else(|| Some(SortKey::Beside(Position::Right(distance(name.strip_prefix("right")?)?))))
                .or_else(|| Some(SortKey::Random(name.strip_prefix("random:")?.parse().ok()?))),
        };
        key.ok_or_else(|| UnknownSortKey(name.to_owned()))
    }
}

/// A line as it is sorted.
#[derive(Clone, Copy, Debug)]
pub(super) struct LineKeys {
    article: u32,
    /// Twice the start of the place, and 1 in a body.
    start_and_part: u32,
    bytes: u32,
    keys: [u32; MAX_KEYS],
}

impl LineKeys {
    fn part(self) -> ArticlePart {
        if self.start_and_part & 1 == 0 { ArticlePart::Title } else { ArticlePart::Body }
    }

    fn place(self) -> std::ops::Range<usize> {
        let start = (self.start_and_part >> 1) as usize;
        start..start + self.bytes as usize
    }
}

/// The lines of a request in their order.
#[derive(Debug)]
pub(super) struct Ordered {
    matches: Matches,
    lines: std::vec::IntoIter<LineKeys>,
    made: std::vec::IntoIter<KwicLine>,
}

impl Ordered {
    /// Reads every article once.
    pub(super) fn of(matches: Matches, request: &KwicRequest) -> Result<Ordered> {
        let mut lines = Vec::new();
        let mut texts = Texts::default();
        let sort = &request.sort[..request.sort.len().min(MAX_KEYS)];
        each_place(&matches, &KeptPlaces::of(request), |place| {
            lines.push(keys_of(&place, sort, &mut texts))
        })?;
        let ranks = texts.ranks();
        for (at, key) in sort.iter().enumerate() {
            if matches!(key, SortKey::Beside(_) | SortKey::Source) {
                for line in &mut lines {
                    line.keys[at] = ranks[line.keys[at] as usize];
                }
            }
        }
        if let Some(sample) = request.sample {
            draw(&mut lines, sample, request.seed);
        }
        lines.sort_unstable_by_key(|line| {
            (line.keys, line.article, line.start_and_part & 1, line.start_and_part, line.bytes)
        });
        Ok(Ordered { matches, lines: lines.into_iter(), made: Vec::new().into_iter() })
    }

    /// The next line.
    pub(super) fn next_line(&mut self, context: usize) -> Option<Result<KwicLine>> {
        if let Some(line) = self.made.next() {
            return Some(Ok(line));
        }
        let window: Vec<LineKeys> = self.lines.by_ref().take(WINDOW_LINES).collect();
        match self.made_of(&window, context) {
            Ok(made) => self.made = made.into_iter(),
            Err(error) => {
                // The rest cannot be told from the lines that failed.
                self.lines = Vec::new().into_iter();
                return Some(Err(error));
            }
        }
        self.made.next().map(Ok)
    }

    /// The lines of a window, each article read once.
    fn made_of(&self, window: &[LineKeys], context: usize) -> Result<Vec<KwicLine>> {
        let mut by_article: Vec<(usize, LineKeys)> = window.iter().copied().enumerate().collect();
        by_article.sort_unstable_by_key(|(_, line)| (line.article, line.start_and_part & 1));
        let mut made: Vec<Option<KwicLine>> = vec![None; window.len()];
        for of_article in by_article.chunk_by(|a, b| a.1.article == b.1.article) {
            let Some(article) = self.matches.article(of_article[0].1.article as usize)? else { continue };
            for of_part in of_article.chunk_by(|a, b| a.1.part() == b.1.part()) {
                let part = of_part[0].1.part();
                let units = PartUnits::of(part.text(&article));
                for (at, keys) in of_part {
                    made[*at] = Some(line(&article, part, &units, &keys.place(), context));
                }
            }
        }
        Ok(made.into_iter().flatten().collect())
    }
}

/// The line of a place with its keys; texts are numbers of `texts`.
fn keys_of(place: &Place<'_>, sort: &[SortKey], texts: &mut Texts) -> LineKeys {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let mut keys = [0; MAX_KEYS];
    for (key, sort) in keys.iter_mut().zip(sort) {
        *key = match *sort {
            SortKey::Beside(position) => texts.number_of(place.units.beside(&place.bytes, position)),
            SortKey::Source => texts.number_of(place.article.source.as_deref().unwrap_or_default()),
            SortKey::Date => place.article.date.map_or(0, |date| {
                u32::try_from(
                    i32::from(date.year()) * 10_000 + i32::from(date.month()) * 100 + i32::from(date.day()),
                )
                .unwrap_or(0)
            }),
            SortKey::Random(seed) => chance(place.number, place.part, place.bytes.start, seed),
        };
    }
    let in_body = u32::from(place.part == ArticlePart::Body);
    LineKeys {
        article: number(place.number),
        start_and_part: number(place.bytes.start) << 1 | in_body,
        bytes: number(place.bytes.len()),
        keys,
    }
}

/// A number of a place that looks like one drawn by chance.
fn chance(article: usize, part: ArticlePart, start: usize, seed: u64) -> u32 {
    let mut bytes = [0; 17];
    bytes[..8].copy_from_slice(&(article as u64).to_le_bytes());
    bytes[8..16].copy_from_slice(&(start as u64).to_le_bytes());
    bytes[16] = u8::from(part == ArticlePart::Body);
    (xxh3_64_with_seed(&bytes, seed) >> 32) as u32
}

/// Keeps a number of lines drawn by chance: those with the least numbers.
fn draw(lines: &mut Vec<LineKeys>, sample: usize, seed: u64) {
    if sample < lines.len() {
        let drawn = |line: &LineKeys| chance(line.article as usize, line.part(), line.place().start, !seed);
        lines.sort_by_cached_key(|line| (drawn(line), line.article, line.start_and_part, line.bytes));
        lines.truncate(sample);
    }
}

/// Texts as numbers, in the order in which they were seen.
#[derive(Default)]
struct Texts(HashMap<String, u32>);

impl Texts {
    fn number_of(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.0.get(text) {
            return number;
        }
        let number = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        self.0.insert(text.to_owned(), number);
        number
    }

    /// The rank of each number in the order of the texts.
    fn ranks(self) -> Vec<u32> {
        let mut sorted: Vec<(String, u32)> = self.0.into_iter().collect();
        sorted.sort_unstable();
        let mut ranks = vec![0; sorted.len()];
        for (rank, (_, number)) in (0..).zip(&sorted) {
            ranks[*number as usize] = rank;
        }
        ranks
    }
}
