//! Word boundaries: an article with a word as a word of its text, before those that have it inside other words only.
//!
//! A word is found wherever its characters are adjacent: 国考 also in 全国考生, 马龙 in 车水马龙. For a query of one word or
//! string, the texts of the first articles are therefore read, up to [`WINDOW`]. An occurrence is whole if the best path through
//! the text around it has word boundaries at both of its ends. The analyzer that segments queries computes the path and may be
//! wrong, so no article is left out. Only the order changes: articles with a whole occurrence come first.
//!
//! Input: a requirement, then documents in order. Output: the [key](WHOLE_WORD) of articles with a whole occurrence; scores do not
//! change. Which articles have the key does not depend on the page, so all pages show parts of one order. Reading stops when the
//! page is full of articles with a whole occurrence: the order of the others does not matter for it.
//!
//! Cost: for most articles one occurrence, with [`CONTEXT_CHARS`] characters on either side; for the others up to
//! [`MAX_PLACES`].

use std::cmp::Ordering;

use crate::index::searcher::Ticker;
use crate::query::plan::{Requirement, Scope};
use crate::query::translate::Translator;
use crate::request::Sort;
use crate::search::top_docs::{ScoredDoc, WHOLE_WORD, page_order};
use crate::segment::needle::Needle;
use crate::text::encoding::{char_at, char_before, decode};

/// Maximum number of articles that are looked at.
pub(crate) const WINDOW: usize = 100;

/// The number of characters on either side of an occurrence: more than the longest of the common words reaches over it.
const CONTEXT_CHARS: usize = 6;

/// Maximum number of occurrences of one article that are looked at.
const MAX_PLACES: usize = 16;

/// The number of texts read between two checks of the clock, as for strings.
const TEXTS_A_LOOK: u32 = 32;

/// The word or string of a query that has no other part.
pub(crate) fn only_word(requirement: &Requirement) -> Option<&str> {
    match requirement {
        Requirement::Word { text, scope: Scope::Anywhere }
        | Requirement::Joined { text, scope: Scope::Anywhere, .. } => Some(text),
        _ => None,
    }
}

/// Puts the documents with a whole occurrence before all others: a number of them, and those that tie with the last of these.
/// Returns how many. The documents are in the order of their scores.
pub(crate) fn put_first(
    translator: &Translator<'_>,
    text: &str,
    documents: &mut [ScoredDoc],
    number: usize,
) -> tantivy::Result<usize> {
    let needle = Needle::new(text);
    let sections = translator.own.texts().sections_anywhere();
    let mut ticker = Ticker::new(translator.searcher.deadline(), TEXTS_A_LOOK);
    let (mut count, mut last) = (0, None);
    for found in documents.iter_mut() {
        let ties = |last: &ScoredDoc| page_order(Sort::Relevance, last, found) == Ordering::Equal;
        if count >= number && !last.as_ref().is_some_and(ties) {
            break;
        }
        // The caller reports that the time is over.
        if ticker.step() {
            return Ok(count);
        }
        let columns = translator.searcher.columns.of_segment(found.address.segment_ord);
        let text = sections.of_coded(columns.coded_text(found.address.doc_id)?);
        if has_whole(translator, &needle, text) {
            last = Some(*found);
            found.key = Some(WHOLE_WORD);
            count += 1;
        }
    }
    Ok(count)
}

/// True if an occurrence in a text is whole, or if there is none as written.
fn has_whole(translator: &Translator<'_>, needle: &Needle, text: &[u8]) -> bool {
    let mut places = needle.places_from(text, 0).take(MAX_PLACES).peekable();
    places.peek().is_none() || places.any(|place| is_whole(translator, text, place, place + needle.bytes()))
}

fn is_whole(translator: &Translator<'_>, text: &[u8], start: usize, end: usize) -> bool {
    let (mut from, mut to) = (start, end);
    for _ in 0..CONTEXT_CHARS {
        match char_before(text, from) {
            Some((c, bytes)) if c.is_alphanumeric() => from -= bytes,
            _ => break,
        }
    }
    for _ in 0..CONTEXT_CHARS {
        match char_at(text, to) {
            Some((c, bytes)) if c.is_alphanumeric() => to += bytes,
            _ => break,
        }
    }
    let (Some(before), Some(context)) = (decode(&text[from..start]), decode(&text[from..to])) else {
        return true;
    };
    let Some(found) = decode(&text[start..end]) else { return true };
    let (start_byte, end_byte) = (before.len(), before.len() + found.len());
    let words = translator.analyzer.exact(&context);
    let begins = words.iter().any(|word| word.start_byte == start_byte);
    begins && words.iter().any(|word| word.end_byte == end_byte)
}

#[cfg(test)]
mod tests {
    use jianbao_article::Article;

    use crate::index::index::Index;
    use crate::request::SearchRequest;

    #[test]
    fn a_match_inside_another_word_is_behind_one_that_is_a_word() {
        for (query, inside, whole) in [
            (
                "国考",
                "全国考生今日入场,全国考生准时到齐。",
                "今年的国考报名人数有变化,考场也作了调整,各地陆续公布安排。",
            ),
            (
                "马龙",
                "街头车水马龙,车水马龙到深夜。",
                "乒乓球运动员马龙来到社区,同年轻人打了三局,赛后还为大家签名。",
            ),
        ] {
            let index = Index::in_memory().unwrap();
            let mut writer = index.writer().unwrap();
            for (id, body) in [("inside", inside), ("whole", whole), ("other", "雨后的街道。")] {
                let body = vec![body.to_owned()];
                writer.add(Article { id: Some(id.to_owned()), body, ..Article::default() }).unwrap();
            }
            writer.finish().unwrap();
            assert_eq!(index.ids(&SearchRequest::new(query)).unwrap(), ["whole", "inside"], "{query}");
            let page = SearchRequest::new(query).limit(1).offset(1);
            assert_eq!(index.ids(&page).unwrap(), ["inside"], "{query}");
        }
    }
}
