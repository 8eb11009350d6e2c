//! Snippets: passages of complete sentences, with highlights.
//!
//! Matches are searched in the text as stored. Needles of Chinese characters alone are first searched in the raw bytes, which
//! is some twenty times faster than normalising the text. If one of them is not found (it may be in traditional characters, or
//! across a line break), the text is normalised and the matches are mapped back. The passages that are chosen are always
//! normalised, so that every occurrence in them is highlighted, on the original characters.
//!
//! A passage is chosen to contain the needles with the largest total weight that fit its length; each needle counts once. It
//! begins and ends with a sentence if possible, else at a clause with `…`. Lengths are counted in characters.

mod passage;

use std::ops::Range;

use jianbao_analysis::{Analyzer, NormalizedText, UnitKind, units};
use memchr::memmem::Finder;

use crate::response::Snippet;
use crate::text::containment::Haystack;
use crate::text::edit_distance::edit_distance;
use crate::text::occurrences::UnitOrdinals;
use crate::text::proximity::near_ones;
use crate::text::unquoted::UnquotedNeedle;
use passage::Passage;

/// The strings to mark in a text, with weights.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needles {
    needles: Vec<Needle>,
    /// Maximum number of units between the needles of each group.
    groups: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Needle {
    pattern: Pattern,
    weight: f32,
    /// The form that matches over signs, if the needle is unquoted text.
    unquoted: Option<UnquotedNeedle>,
    /// For a needle of Han characters only: its bytes, to be found in raw text.
    han: Option<Finder<'static>>,
    /// The group of which other needles must be near for a match.
    group: Option<usize>,
}

/// The kinds of needles, normalised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// This text, without splitting a run.
    Text(String),
    /// A run with this prefix.
    Prefix(String),
    /// A run within an edit distance.
    Fuzzy {
        /// The run.
        text: String,
        /// Maximum edit distance, in letters.
        distance: u8,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Match {
    start_byte: usize,
    end_byte: usize,
    needle: usize,
}

/// The weight of a repeated occurrence; a further needle weighs much more, so this only breaks ties.
const OCCURRENCE_WEIGHT: f32 = 0.02;

/// The cost of each character between the first and the last match, so that of equal passages the most compact one wins.
const WIDTH_COST: f32 = 0.002;

/// Maximum number of extra characters taken to end at a clause rather than inside one.
const OVERRUN_CHARS: usize = 14;

/// Maximum number of snippets of one text: each further one takes a pass over all matches.
const MAX_SNIPPETS: usize = 64;

impl Needles {
    /// Adds a needle with a weight above 0, unless it is known.
    pub(crate) fn push(&mut self, pattern: Pattern, weight: f32) {
        if self.needles.iter().any(|needle| needle.pattern == pattern && needle.group.is_none()) {
            return;
        }
        let is_han = |text: &str| text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let han = match &pattern {
            Pattern::Text(text) if is_han(text) => Some(Finder::new(text.as_bytes()).into_owned()),
            Pattern::Text(_) | Pattern::Prefix(_) | Pattern::Fuzzy { .. } => None,
        };
        self.needles.push(Needle { pattern, weight, unquoted: None, han, group: None });
    }

    /// Adds a word or string of unquoted text, which matches over signs too.
    pub(crate) fn push_unquoted(&mut self, text: &str, weight: f32, analyzer: &Analyzer) {
        let pattern = Pattern::Text(text.to_owned());
        self.push(pattern.clone(), weight);
        let same = self.needles.iter_mut().find(|needle| needle.pattern == pattern && needle.group.is_none());
        if let Some(needle) = same {
            needle.unquoted = Some(UnquotedNeedle::new(text, analyzer));
        }
    }

    /// Adds texts that match only if all of them are near one another.
    pub(crate) fn push_near(&mut self, texts: &[String], distance_units: usize, weight: f32) {
        let group = Some(self.groups.len());
        self.groups.push(distance_units);
        let needle = |text: &String| Needle {
            pattern: Pattern::Text(text.clone()),
            weight,
            unquoted: None,
            han: None,
            group,
        };
        self.needles.extend(texts.iter().map(needle));
    }

    /// True if there are no needles.
    pub(crate) fn is_empty(&self) -> bool {
        self.needles.is_empty()
    }

    /// The places of all matches in a text, in order, each once; they may overlap.
    pub(crate) fn places(&self, text: &str) -> Vec<Range<usize>> {
        let matches = self.matches_in_normalized(text);
        let mut places: Vec<Range<usize>> = matches.into_iter().map(|m| m.start_byte..m.end_byte).collect();
        places.dedup();
        places
    }

    /// The whole text as one snippet, with every match highlighted.
    pub(crate) fn mark(&self, text: String) -> Snippet {
        let highlights = merged(&self.matches_in_normalized(&text));
        Snippet { text, highlights, field: None }
    }

    /// At most `max_snippets` passages of about `max_chars` characters that do not overlap, in the order of the text; the lead
    /// if nothing matches. None for an empty text.
    pub(crate) fn snippets(&self, text: &str, max_snippets: usize, max_chars: usize) -> Vec<Snippet> {
        if max_snippets == 0 || text.is_empty() {
            return Vec::new();
        }
        let max_snippets = max_snippets.min(MAX_SNIPPETS);
        let max_chars = max_chars.max(1);
        let mut matches = self.matches(text);
        let mut passages: Vec<Passage> = Vec::new();
        while passages.len() < max_snippets {
            let Some(core) = self.best_window(text, &matches, max_chars) else { break };
            let passage = Passage::around(text, core, max_chars);
            matches.retain(|m| m.end_byte <= passage.start_byte || m.start_byte >= passage.end_byte);
            if passages.iter().all(|other| other.is_apart_from(&passage)) {
                passages.push(passage);
            }
        }
        if passages.is_empty() {
            passages.push(Passage::around(text, 0..0, max_chars));
        }
        passages.sort_by_key(|passage| passage.start_byte);
        passages.into_iter().map(|passage| self.render(text, &passage)).collect()
    }

    /// The matches for the choice of passages, in order.
    fn matches(&self, text: &str) -> Vec<Match> {
        let mut matches = Vec::new();
        for (index, needle) in self.needles.iter().enumerate() {
            let Some(han) = &needle.han else { return self.matches_in_normalized(text) };
            let found_before = matches.len();
            let len = han.needle().len();
            matches.extend(han.find_iter(text.as_bytes()).map(|start_byte| Match {
                start_byte,
                end_byte: start_byte + len,
                needle: index,
            }));
            if matches.len() == found_before {
                return self.matches_in_normalized(text);
            }
        }
        matches.sort_unstable();
        matches
    }

    /// All matches, on the characters of the raw text, in order.
    fn matches_in_normalized(&self, text: &str) -> Vec<Match> {
        if self.needles.is_empty() {
            return Vec::new();
        }
        let normalized = NormalizedText::new(text);
        let haystack = Haystack::new(normalized.text());
        let mut matches = Vec::new();
        for (index, needle) in self.needles.iter().enumerate() {
            let mut found = |span: Range<usize>| {
                matches.push(Match { start_byte: span.start, end_byte: span.end, needle: index });
            };
            match &needle.pattern {
                Pattern::Text(text) => match &needle.unquoted {
                    Some(unquoted) => unquoted.occurrences(&haystack).into_iter().for_each(&mut found),
                    None => haystack.occurrences(&Finder::new(text)).for_each(&mut found),
                },
                Pattern::Prefix(prefix) => {
                    runs(normalized.text())
                        .filter(|(run, _)| run.starts_with(prefix))
                        .for_each(|(_, span)| found(span));
                }
                Pattern::Fuzzy { text, distance } => {
                    runs(normalized.text())
                        .filter(|(run, _)| edit_distance(run, text) <= *distance)
                        .for_each(|(_, span)| found(span));
                }
            }
        }
        self.retain_near(normalized.text(), &mut matches);
        for found in &mut matches {
            let raw = normalized.source_span(found.start_byte..found.end_byte);
            (found.start_byte, found.end_byte) = (raw.start, raw.end);
        }
        matches.sort_unstable();
        matches
    }

    /// Removes the matches in a normalised text that are not near others of their group.
    fn retain_near(&self, text: &str, matches: &mut Vec<Match>) {
        if self.groups.is_empty() {
            return;
        }
        let ordinals = UnitOrdinals::of(text);
        let span = |m: &Match| ordinals.covered(m.start_byte..m.end_byte);
        for (group, distance_units) in self.groups.iter().enumerate() {
            let members: Vec<usize> =
                (0..self.needles.len()).filter(|&needle| self.needles[needle].group == Some(group)).collect();
            let of_needle =
                |needle: &usize| matches.iter().filter(|m| m.needle == *needle).map(span).collect();
            let near = near_ones(&members.iter().map(of_needle).collect::<Vec<_>>(), *distance_units);
            matches.retain(|m| match members.iter().position(|&needle| needle == m.needle) {
                Some(member) => near[member].binary_search_by_key(&span(m).start, |near| near.start).is_ok(),
                None => true,
            });
        }
    }

    /// The bytes from the first to the last match of the window of at most `max_chars` characters with the most weight of
    /// distinct needles; the earliest of equal ones. A window has at least one match.
    fn best_window(&self, text: &str, matches: &[Match], max_chars: usize) -> Option<Range<usize>> {
        let first = matches.first()?;
        // The character ordinals of starts and ends, counted once along the text.
        let mut counter = CharCounter { text, at_byte: first.start_byte, ordinal: 0 };
        let spans: Vec<(usize, usize)> = matches
            .iter()
            .map(|m| {
                let start = counter.ordinal_of(m.start_byte);
                (start, start + text[m.start_byte..m.end_byte].chars().count())
            })
            .collect();
        let mut counts = vec![0_u32; self.needles.len()];
        let mut weight = 0.0_f32;
        let mut oldest = 0;
        let mut best: Option<(f32, Range<usize>)> = None;
        for (newest, m) in matches.iter().enumerate() {
            if counts[m.needle] == 0 {
                weight += self.needles[m.needle].weight;
            }
            counts[m.needle] += 1;
            while oldest < newest && spans[newest].1.saturating_sub(spans[oldest].0) > max_chars {
                let left = matches[oldest].needle;
                counts[left] -= 1;
                if counts[left] == 0 {
                    weight -= self.needles[left].weight;
                }
                oldest += 1;
            }
            #[expect(clippy::cast_precision_loss, reason = "counts within a passage are small")]
            let (occurrences, width) =
                ((newest - oldest + 1) as f32, spans[newest].1.saturating_sub(spans[oldest].0) as f32);
            let value = weight + OCCURRENCE_WEIGHT * occurrences.ln_1p() - WIDTH_COST * width;
            if best.as_ref().is_none_or(|(most, _)| value > *most + 1e-5) {
                best = Some((value, matches[oldest].start_byte..m.end_byte));
            }
        }
        best.map(|(_, window)| window)
    }

    /// The matches of a passage, from its beginning. Needles that may match with something outside it are searched in the whole
    /// text, others in the passage alone.
    fn matches_inside(&self, text: &str, passage: &Passage) -> Vec<Match> {
        if self.groups.is_empty() {
            return self.matches_in_normalized(&text[passage.start_byte..passage.end_byte]);
        }
        let mut matches = self.matches_in_normalized(text);
        matches.retain(|m| passage.start_byte <= m.start_byte && m.end_byte <= passage.end_byte);
        for found in &mut matches {
            (found.start_byte, found.end_byte) =
                (found.start_byte - passage.start_byte, found.end_byte - passage.start_byte);
        }
        matches
    }

    fn render(&self, text: &str, passage: &Passage) -> Snippet {
        let inside = &text[passage.start_byte..passage.end_byte];
        let mut snippet = Snippet::default();
        if passage.is_cut_before {
            snippet.text.push('…');
        }
        let shift = snippet.text.len();
        snippet.text.push_str(inside);
        if passage.is_cut_after {
            snippet.text.push('…');
        }
        // A run that the passage cuts is not whole: a match at its cut end is there in part.
        let (cut_before, cut_after) = passage.cuts_run(text);
        let mut matches = self.matches_inside(text, passage);
        matches.retain(|m| !(cut_before && m.start_byte == 0 || cut_after && m.end_byte == inside.len()));
        let marks = merged(&matches);
        snippet.highlights = marks.into_iter().map(|[start, end]| [start + shift, end + shift]).collect();
        snippet
    }
}

/// The runs of a normalised text and their positions.
fn runs(normalized: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    units(normalized)
        .filter(|unit| matches!(unit.kind, UnitKind::Run))
        .map(move |unit| (&normalized[unit.bytes()], unit.bytes()))
}

/// The byte ranges of sorted matches; those that touch or overlap are merged.
fn merged(matches: &[Match]) -> Vec<[usize; 2]> {
    let mut marks: Vec<[usize; 2]> = Vec::new();
    for m in matches {
        match marks.last_mut() {
            Some(last) if m.start_byte <= last[1] => last[1] = last[1].max(m.end_byte),
            _ => marks.push([m.start_byte, m.end_byte]),
        }
    }
    marks
}

/// Counts characters up to positions that only move forward.
struct CharCounter<'t> {
    text: &'t str,
    at_byte: usize,
    ordinal: usize,
}

impl CharCounter<'_> {
    fn ordinal_of(&mut self, byte: usize) -> usize {
        self.ordinal += self.text[self.at_byte..byte].chars().count();
        self.at_byte = byte;
        self.ordinal
    }
}

#[cfg(test)]
mod tests;
