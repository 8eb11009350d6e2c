//! Passages that read like sentences, with what matched in them marked.
//!
//! Matches are found in the text as it was stored. Needles of Chinese characters alone are looked for in
//! the raw bytes first, which is some twenty times faster than normalising; where one of them is not there
//! (it may stand there in traditional characters, or across a line break) the text is normalised and the
//! matches are mapped back. Either way the marks inside the chosen passages are those of the normalised
//! text, so that every occurrence is marked, on the original characters.
//!
//! A passage holds as much distinct weight of needles as fits; it begins and ends with a sentence where
//! that fits, else at a clause with `…`. Lengths are counted in characters.

use std::ops::Range;

use jianbao_analysis::NormalizedText;
use memchr::memmem::Finder;

use crate::containment::Haystack;
use crate::request::Snippet;

/// The normalised strings that a query marks, with their weights.
pub(crate) struct Marker {
    needles: Vec<Needle>,
}

struct Needle {
    finder: Finder<'static>,
    weight: f32,
    /// Han alone: a raw text that holds these bytes holds the needle.
    is_han: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Match {
    start_byte: usize,
    end_byte: usize,
    needle: usize,
}

/// The weight of a further occurrence beside that of a further needle: breaks ties, no more.
const OCCURRENCE_WEIGHT: f32 = 0.02;

/// What a character between the first and the last match costs: of equal passages the closer one wins.
const WIDTH_COST: f32 = 0.002;

/// So many characters more may be taken to reach the end of a clause rather than cut inside one.
const OVERRUN_CHARS: usize = 14;

impl Marker {
    /// A marker of normalised strings, each with a weight above 0; empty strings are passed over.
    pub(crate) fn new(needles: impl IntoIterator<Item = (String, f32)>) -> Marker {
        let needles = needles
            .into_iter()
            .filter(|(text, _)| !text.is_empty())
            .map(|(text, weight)| Needle {
                finder: Finder::new(text.as_bytes()).into_owned(),
                weight,
                is_han: text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
            })
            .collect();
        Marker { needles }
    }

    /// The whole text as one snippet, everything that matches in it marked.
    pub(crate) fn mark(&self, text: String) -> Snippet {
        let highlights = merged(&self.matches_in_normalized(&text));
        Snippet { text, highlights }
    }

    /// At most `max_snippets` passages of about `max_chars` characters that do not overlap, in the order of
    /// the text; the lead where nothing matches. None of an empty text.
    pub(crate) fn snippets(&self, text: &str, max_snippets: usize, max_chars: usize) -> Vec<Snippet> {
        if max_snippets == 0 || text.is_empty() {
            return Vec::new();
        }
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

    fn matches(&self, text: &str) -> Vec<Match> {
        if self.needles.iter().all(|needle| needle.is_han) {
            let mut matches = Vec::new();
            let mut all_found = true;
            for (index, needle) in self.needles.iter().enumerate() {
                let found_before = matches.len();
                let len = needle.finder.needle().len();
                matches.extend(needle.finder.find_iter(text.as_bytes()).map(|start_byte| Match {
                    start_byte,
                    end_byte: start_byte + len,
                    needle: index,
                }));
                all_found &= matches.len() > found_before;
            }
            if all_found {
                matches.sort_unstable();
                return matches;
            }
        }
        self.matches_in_normalized(text)
    }

    fn matches_in_normalized(&self, text: &str) -> Vec<Match> {
        if self.needles.is_empty() {
            return Vec::new();
        }
        let normalized = NormalizedText::new(text);
        let haystack = Haystack::new(normalized.text());
        let mut matches = Vec::new();
        for (index, needle) in self.needles.iter().enumerate() {
            for span in haystack.occurrences(&needle.finder) {
                let raw = normalized.source_span(span);
                matches.push(Match { start_byte: raw.start, end_byte: raw.end, needle: index });
            }
        }
        matches.sort_unstable();
        matches
    }

    /// The bytes from the first to the last match of the window of at most `max_chars` characters that holds
    /// the most weight of distinct needles; the earliest of equal ones. A window holds one match at least.
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
        let marks = merged(&self.matches_in_normalized(inside));
        snippet.highlights = marks.into_iter().map(|[start, end]| [start + shift, end + shift]).collect();
        snippet
    }
}

/// The byte ranges of sorted matches, those that touch or overlap made one.
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

/// Counts characters up to places that only move forward.
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

/// A stretch of the text, cut where sentences or clauses end if that fits.
struct Passage {
    start_byte: usize,
    end_byte: usize,
    is_cut_before: bool,
    is_cut_after: bool,
}

impl Passage {
    /// Grows `core` to about `max_chars` characters: back to the start of its sentence first, then on to the
    /// last sentence end that fits.
    fn around(text: &str, core: Range<usize>, max_chars: usize) -> Passage {
        let core_chars = text[core.clone()].chars().count();
        let spare_chars = max_chars.saturating_sub(core_chars);
        // Two thirds before the match: what leads up to it says more than what comes after.
        let before = extend_back(text, core.start, spare_chars * 2 / 3);
        let after = extend_on(text, core.end, spare_chars - before.chars.min(spare_chars));
        let inside = &text[before.at_byte..after.at_byte];
        let start_byte = before.at_byte + (inside.len() - inside.trim_start().len());
        let end_byte = before.at_byte + inside.trim_end().len();
        Passage {
            start_byte,
            end_byte: end_byte.max(start_byte),
            is_cut_before: before.is_cut,
            is_cut_after: after.is_cut,
        }
    }

    fn is_apart_from(&self, other: &Passage) -> bool {
        self.end_byte <= other.start_byte || other.end_byte <= self.start_byte
    }
}

#[derive(Clone, Copy)]
struct Edge {
    at_byte: usize,
    /// How many characters lie between the edge and where the search for it began.
    chars: usize,
    /// Whether a sentence is cut there.
    is_cut: bool,
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '；' | ';' | '…' | '\n' | '｡')
}

fn ends_clause(c: char) -> bool {
    matches!(c, '，' | ',' | '、' | '：' | ':' | ' ' | '\u{3000}' | '—' | '·')
}

fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '》' | '】' | '"' | '＂')
}

/// The start of the sentence that holds `from`, or of the earliest clause within `max_chars`.
fn extend_back(text: &str, from: usize, max_chars: usize) -> Edge {
    let mut clause: Option<Edge> = None;
    let mut cut_here = None;
    let mut at_byte = from;
    let mut before = text[..from].char_indices().rev().peekable();
    let mut chars = 0;
    while let Some((index, c)) = before.next() {
        let ends_quoted = closes(c) && before.peek().is_some_and(|&(_, earlier)| ends_sentence(earlier));
        if ends_sentence(c) || ends_quoted {
            return Edge { at_byte, chars, is_cut: false };
        }
        if ends_clause(c) {
            clause = Some(Edge { at_byte, chars, is_cut: true });
        }
        if chars >= max_chars {
            if clause.is_some() {
                return clause.unwrap_or(Edge { at_byte, chars, is_cut: true });
            }
            if chars == max_chars {
                cut_here = Some(at_byte);
            }
            if chars == max_chars + OVERRUN_CHARS {
                return Edge { at_byte: cut_here.unwrap_or(at_byte), chars: max_chars, is_cut: true };
            }
        }
        at_byte = index;
        chars += 1;
    }
    Edge { at_byte: 0, chars, is_cut: false }
}

/// The last end of a sentence within `max_chars` of `from`, else of a clause; a line ends there too.
fn extend_on(text: &str, from: usize, max_chars: usize) -> Edge {
    let mut sentence: Option<Edge> = None;
    let mut clause: Option<Edge> = None;
    let mut cut_here: Option<Edge> = None;
    let mut rest = text[from..].char_indices().peekable();
    let mut chars = 0;
    while let Some((index, c)) = rest.next() {
        let at_byte = from + index;
        if c == '\n' {
            return Edge { at_byte, chars, is_cut: false };
        }
        // A stop right behind the last character that fits still belongs to it.
        let is_past_room = chars > max_chars || chars == max_chars && !ends_sentence(c);
        if is_past_room {
            if let Some(edge) = sentence.or(clause) {
                return edge;
            }
            sentence = None;
            clause = None;
            let cut = *cut_here.get_or_insert(Edge { at_byte, chars, is_cut: true });
            if chars >= max_chars + OVERRUN_CHARS {
                return cut;
            }
        }
        chars += 1;
        let mut end_byte = at_byte + c.len_utf8();
        if ends_sentence(c) {
            while let Some((index, closing)) = rest.next_if(|&(_, next)| closes(next) || next == '…') {
                end_byte = from + index + closing.len_utf8();
                chars += 1;
            }
            sentence = Some(Edge { at_byte: end_byte, chars, is_cut: false });
        } else if ends_clause(c) {
            clause = Some(Edge { at_byte: end_byte, chars, is_cut: true });
        }
    }
    Edge { at_byte: text.len(), chars, is_cut: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marker(needles: &[&str]) -> Marker {
        Marker::new(needles.iter().map(|needle| ((*needle).to_owned(), 1.0)))
    }

    fn shown(snippet: &Snippet) -> String {
        let mut shown = String::new();
        let mut at_byte = 0;
        for &[start, end] in &snippet.highlights {
            shown.push_str(&snippet.text[at_byte..start]);
            shown.push('[');
            shown.push_str(&snippet.text[start..end]);
            shown.push(']');
            at_byte = end;
        }
        shown.push_str(&snippet.text[at_byte..]);
        shown
    }

    fn one(needles: &[&str], text: &str, max_chars: usize) -> String {
        let snippets = marker(needles).snippets(text, 1, max_chars);
        assert_eq!(snippets.len(), 1);
        shown(&snippets[0])
    }

    #[test]
    fn a_passage_begins_and_ends_with_its_sentence() {
        let text = "昨天下雨。今天图书馆开放夜场，读者很多。明天放晴，街上会热闹。";
        assert_eq!(one(&["图书馆"], text, 20), "今天[图书馆]开放夜场，读者很多。");
    }

    #[test]
    fn a_long_sentence_is_cut_at_clauses_with_omission_marks() {
        let text = "清晨的码头上，工人们把新采的春茶装进木箱，赶在头班船离港之前，送往下游的三座城市。";
        assert_eq!(one(&["春茶"], text, 18), "…工人们把新采的[春茶]装进木箱，…");
    }

    #[test]
    fn the_passage_with_most_distinct_needles_wins() {
        let text = "茶农上山。茶农下山。茶农歇脚。后来茶农进城卖春茶。";
        assert_eq!(one(&["茶农", "春茶"], text, 12), "后来[茶农]进城卖[春茶]。");
    }

    #[test]
    fn marks_lie_on_the_original_characters() {
        assert_eq!(
            one(&["国际", "gdp"], "國際論壇上，ＧＤＰ成了热词。", 40),
            "[國際]論壇上，[ＧＤＰ]成了热词。"
        );
        assert_eq!(
            one(&["当地政府"], "高新区里，当地\n政府服务企业。", 40),
            "高新区里，[当地\n政府]服务企业。"
        );
    }

    #[test]
    fn marks_that_touch_are_one() {
        assert_eq!(one(&["中国", "人民", "国人"], "中国人民。", 40), "[中国人民]。");
    }

    #[test]
    fn a_run_is_marked_only_whole() {
        assert_eq!(one(&["3"], "1.3万人，3个村。", 40), "1.3万人，[3]个村。");
    }

    #[test]
    fn without_a_match_the_lead_is_given() {
        assert_eq!(one(&["海啸"], "第一句。第二句很长很长很长。", 8), "第一句。");
    }

    #[test]
    fn several_passages_do_not_overlap_and_come_in_order() {
        let text = "甲地有茶。\n乙地无事。\n丙地也有茶。";
        let snippets = marker(&["茶"]).snippets(text, 3, 8);
        assert_eq!(snippets.iter().map(shown).collect::<Vec<_>>(), ["甲地有[茶]。", "丙地也有[茶]。"]);
    }

    #[test]
    fn a_text_without_any_punctuation_is_cut_to_length() {
        let text = "字".repeat(500) + "针" + &"字".repeat(500);
        let snippet = &marker(&["针"]).snippets(&text, 1, 30)[0];
        assert!(snippet.text.chars().count() <= 32, "{}", snippet.text);
        assert_eq!(snippet.highlights.len(), 1);
    }
}
