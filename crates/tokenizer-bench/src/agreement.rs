//! Agreement of two tokenizers on token boundaries, and consistency of one tokenizer between a piece of a text and the whole
//! text.

use std::collections::{BTreeSet, HashSet};

use crate::tokenizer::OpenTokenizer;

/// The number of pieces for [`consistency`].
const PIECES: usize = 4_000;
/// The length of a piece, in characters.
const PIECE_CHARS: std::ops::RangeInclusive<usize> = 2..=8;

/// Agreement of two tokenizers on the boundaries of tokens: twice the number of common boundaries over the sum of the boundaries
/// of each (F1 of one against the other); 1 if all are shared.
#[expect(clippy::cast_precision_loss, reason = "there are fewer than 2⁵³ places")]
pub fn boundary_agreement(one: &OpenTokenizer, other: &OpenTokenizer, lines: &[String]) -> f64 {
    let (mut shared, mut all) = (0, 0);
    for line in lines {
        let [of_one, of_other] = [one, other].map(|tokenizer| {
            let spans = tokenizer.spans(line);
            let places: BTreeSet<usize> = spans.iter().flat_map(|span| [span.start, span.end]).collect();
            places
        });
        shared += of_one.intersection(&of_other).count();
        all += of_one.len() + of_other.len();
    }
    if all == 0 { 1.0 } else { 2.0 * shared as f64 / all as f64 }
}

/// The share of pieces of the lines that a query finds: all terms of the query are terms of the line.
///
/// Pieces are two to eight adjacent letters and digits, ASCII words and numbers whole; drawn at random, the same for the same
/// lines. 0 without any.
#[expect(clippy::cast_precision_loss, reason = "there are fewer than 2⁵³ pieces")]
pub fn consistency(tokenizer: &OpenTokenizer, lines: &[String]) -> f64 {
    let mut random = fastrand::Rng::with_seed(20);
    let (mut found, mut tried) = (0, 0_usize);
    if lines.is_empty() {
        return 0.0;
    }
    for _ in 0..PIECES / 4 {
        let line = &lines[random.usize(..lines.len())];
        let terms: HashSet<String> = tokenizer.document_terms(line).into_iter().collect();
        for piece in (0..4).filter_map(|_| piece(line, &mut random)) {
            tried += 1;
            found += usize::from(tokenizer.query_terms(piece).iter().all(|term| terms.contains(term)));
        }
    }
    if tried == 0 { 0.0 } else { found as f64 / tried as f64 }
}

/// A random piece of `line`; `None` if there is none at the drawn position.
fn piece<'a>(line: &'a str, random: &mut fastrand::Rng) -> Option<&'a str> {
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    let start = random.usize(..chars.len().max(1));
    let wanted = random.usize(PIECE_CHARS);
    let stretch = chars.get(start..)?;
    let letters = stretch.iter().take(wanted).take_while(|(_, c)| c.is_alphanumeric()).count();
    let end = start + letters;
    let is_wordy = |index: usize| {
        chars
            .get(index)
            .is_some_and(|&(_, c)| c.is_ascii_alphanumeric() || is_wide_alphanumeric(c) || c == '.')
    };
    let cuts_a_word = |index: usize| index > 0 && is_wordy(index - 1) && is_wordy(index);
    if letters < *PIECE_CHARS.start() || cuts_a_word(start) || cuts_a_word(end) {
        return None;
    }
    let end_byte = chars.get(end).map_or(line.len(), |&(at, _)| at);
    Some(&line[chars[start].0..end_byte])
}

/// Full-width letters, digits and the point, which normalise to those of ASCII.
fn is_wide_alphanumeric(c: char) -> bool {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．')
}

#[cfg(test)]
mod tests {
    use jianbao_analysis::{Hmm, Mode};

    use super::*;
    use crate::Tokenizer;

    fn lines() -> Vec<String> {
        let line = "全省职工技能大赛上，江城代表队拿下7枚金牌，第１.5万名工人下班后来看比赛";
        vec![line.to_owned()]
    }

    #[test]
    fn characters_and_full_words_are_found_wherever_a_piece_is_cut() {
        for mode in [Mode::Unigram, Mode::Full] {
            assert!(consistency(&Tokenizer::Analyzer(mode).open(), &lines()) == 1.0, "{mode:?}");
        }
    }

    #[test]
    fn the_best_path_of_a_piece_is_not_always_that_of_the_text() {
        let found = consistency(&Tokenizer::Cut(Hmm::On).open(), &lines());
        assert!(found > 0.1 && found < 0.9, "{found}");
    }

    #[test]
    fn a_tokenizer_agrees_with_itself_and_less_with_another() {
        let cut = Tokenizer::Cut(Hmm::On).open();
        assert!(boundary_agreement(&cut, &Tokenizer::Cut(Hmm::On).open(), &lines()) == 1.0);
        let by_character = boundary_agreement(&cut, &Tokenizer::Analyzer(Mode::Unigram).open(), &lines());
        assert!(by_character > 0.5 && by_character < 1.0, "{by_character}");
    }
}
