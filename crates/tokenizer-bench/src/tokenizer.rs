//! The tokenizers that are measured, each called by the fastest function of its API.

use std::ops::Range;

use jianbao_analysis::{Analyzer, ChineseTokenizer, Dictionary, Hmm, Mode, Segmenter};
use tantivy_tokenizer_api::{TokenStream as _, Tokenizer as _};

/// A kind of tokenizer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tokenizer {
    /// jieba-rs's `cut`, hidden Markov model on.
    #[cfg(feature = "peers")]
    JiebaRsCut,
    /// jieba-rs's `cut_for_search`, hidden Markov model on.
    #[cfg(feature = "peers")]
    JiebaRsSearch,
    /// Our segmenter with jieba's own entries on raw text, hidden Markov model on or off.
    Cut(Hmm),
    /// Our analyzer: normalised tokens with their positions in the raw text.
    Analyzer(Mode),
    /// ICU4X's word segmenter with its dictionary.
    #[cfg(feature = "peers")]
    Icu,
}

impl Tokenizer {
    /// All of them; the others are compared with the first.
    pub fn all() -> Vec<Tokenizer> {
        let mut all = Vec::new();
        #[cfg(feature = "peers")]
        all.extend([Tokenizer::JiebaRsCut, Tokenizer::JiebaRsSearch]);
        all.extend([Tokenizer::Cut(Hmm::On), Tokenizer::Cut(Hmm::Off)]);
        all.extend(Mode::ALL.map(Tokenizer::Analyzer));
        #[cfg(feature = "peers")]
        all.push(Tokenizer::Icu);
        all
    }

    /// A short name: `cut+hmm`.
    pub fn name(self) -> &'static str {
        match self {
            #[cfg(feature = "peers")]
            Tokenizer::JiebaRsCut => "jieba-rs cut+hmm",
            #[cfg(feature = "peers")]
            Tokenizer::JiebaRsSearch => "jieba-rs search+hmm",
            Tokenizer::Cut(Hmm::On) => "cut+hmm",
            Tokenizer::Cut(Hmm::Off) => "cut",
            Tokenizer::Analyzer(mode) => mode.name(),
            #[cfg(feature = "peers")]
            Tokenizer::Icu => "icu4x",
        }
    }

    /// True if every character is in one token at most, so that its tokens can be compared with a gold.
    pub fn is_partition(self) -> bool {
        match self {
            #[cfg(feature = "peers")]
            Tokenizer::JiebaRsCut | Tokenizer::Icu => true,
            #[cfg(feature = "peers")]
            Tokenizer::JiebaRsSearch => false,
            Tokenizer::Cut(Hmm::On | Hmm::Off) | Tokenizer::Analyzer(Mode::Exact | Mode::Unigram) => true,
            Tokenizer::Analyzer(Mode::Full | Mode::Search | Mode::Bigram) => false,
        }
    }

    /// True for a tokenizer of another project.
    pub fn is_peer(self) -> bool {
        match self {
            #[cfg(feature = "peers")]
            Tokenizer::JiebaRsCut | Tokenizer::JiebaRsSearch | Tokenizer::Icu => true,
            Tokenizer::Cut(_) | Tokenizer::Analyzer(_) => false,
        }
    }

    /// Loads its data. Takes a tenth of a second for jieba-rs.
    pub fn open(self) -> OpenTokenizer {
        let opened = match self {
            #[cfg(feature = "peers")]
            Tokenizer::JiebaRsCut | Tokenizer::JiebaRsSearch => Opened::JiebaRs(Box::default()),
            Tokenizer::Cut(_) => Opened::Segmenter(Box::new(Segmenter::new(Dictionary::jieba()))),
            Tokenizer::Analyzer(mode) => {
                let analyzer = Analyzer::new();
                Opened::Analyzer(Box::new(ChineseTokenizer::new(analyzer.clone(), mode)), Box::new(analyzer))
            }
            #[cfg(feature = "peers")]
            Tokenizer::Icu => Opened::Icu(icu_segmenter::WordSegmenter::new_dictionary(Default::default())),
        };
        OpenTokenizer { tokenizer: self, opened }
    }
}

/// A tokenizer that is ready for use.
pub struct OpenTokenizer {
    tokenizer: Tokenizer,
    opened: Opened,
}

enum Opened {
    #[cfg(feature = "peers")]
    JiebaRs(Box<jieba_rs::Jieba>),
    Segmenter(Box<Segmenter>),
    Analyzer(Box<ChineseTokenizer>, Box<Analyzer>),
    #[cfg(feature = "peers")]
    Icu(icu_segmenter::WordSegmenterBorrowed<'static>),
}

impl OpenTokenizer {
    /// The number of tokens in `text`, with all the work that an index needs: normalisation, and positions in the raw text. Each
    /// is called by its fastest function: ours with a callback, jieba-rs for a list, ICU4X with an iterator.
    pub fn count(&mut self, text: &str) -> usize {
        let mut count = 0;
        match (&mut self.opened, self.tokenizer) {
            #[cfg(feature = "peers")]
            (Opened::JiebaRs(jieba), Tokenizer::JiebaRsSearch) => {
                count = jieba.cut_for_search(text, true).len()
            }
            #[cfg(feature = "peers")]
            (Opened::JiebaRs(jieba), _) => count = jieba.cut(text, true).len(),
            (Opened::Segmenter(segmenter), tokenizer) => {
                segmenter.each_cut(text, hmm_of(tokenizer), |_| count += 1);
            }
            (Opened::Analyzer(tokenizer, _), _) => tokenizer.token_stream(text).process(&mut |_| count += 1),
            #[cfg(feature = "peers")]
            (Opened::Icu(segmenter), _) => count = segmenter.segment_str(text).count().saturating_sub(1),
        }
        count
    }

    /// The bytes of the tokens in `text`, without white space.
    pub fn spans(&self, text: &str) -> Vec<Range<usize>> {
        let spans: Vec<Range<usize>> = match (&self.opened, self.tokenizer) {
            #[cfg(feature = "peers")]
            (Opened::JiebaRs(jieba), tokenizer) => {
                let tokens = match tokenizer {
                    Tokenizer::JiebaRsSearch => jieba.cut_for_search(text, true),
                    _ => jieba.cut(text, true),
                };
                tokens.iter().map(|token| token.byte_start..token.byte_end).collect()
            }
            (Opened::Segmenter(segmenter), tokenizer) => {
                segmenter.cut(text, hmm_of(tokenizer)).iter().map(|cut| cut.bytes()).collect()
            }
            (Opened::Analyzer(_, analyzer), tokenizer) => {
                let tokens = analyzer.tokens(text, mode_of(tokenizer));
                tokens.iter().map(|token| token.start_byte..token.end_byte).collect()
            }
            #[cfg(feature = "peers")]
            (Opened::Icu(segmenter), _) => {
                let bounds: Vec<usize> = segmenter.segment_str(text).collect();
                bounds.windows(2).map(|pair| pair[0]..pair[1]).collect()
            }
        };
        spans.into_iter().filter(|span| !text[span.clone()].trim().is_empty()).collect()
    }

    /// The terms of a document with `text`.
    pub fn document_terms(&self, text: &str) -> Vec<String> {
        match &self.opened {
            Opened::Analyzer(_, analyzer) => {
                analyzer.tokens(text, mode_of(self.tokenizer)).into_iter().map(|token| token.text).collect()
            }
            _ => self.spans(text).into_iter().map(|span| text[span].to_owned()).collect(),
        }
    }

    /// The terms of a query for `text`. They are those of a document, except for [`Mode::Full`]: its queries
    /// have the words and runs of the best path. Its single characters need no check, since every character
    /// is indexed.
    pub fn query_terms(&self, text: &str) -> Vec<String> {
        match (&self.opened, self.tokenizer) {
            (Opened::Analyzer(_, analyzer), Tokenizer::Analyzer(Mode::Full)) => {
                let terms = analyzer.tokens(text, Mode::Exact).into_iter().map(|token| token.text);
                terms.filter(|term| term.is_ascii() || term.chars().nth(1).is_some()).collect()
            }
            _ => self.document_terms(text),
        }
    }
}

fn hmm_of(tokenizer: Tokenizer) -> Hmm {
    if tokenizer == Tokenizer::Cut(Hmm::On) { Hmm::On } else { Hmm::Off }
}

fn mode_of(tokenizer: Tokenizer) -> Mode {
    if let Tokenizer::Analyzer(mode) = tokenizer { mode } else { Mode::Exact }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_those_of_the_tokens_and_spans_lie_in_the_text() {
        let text = "國際論壇在南京舉行，ＧＤＰ增長５.２％。";
        for tokenizer in Tokenizer::all() {
            let mut open = tokenizer.open();
            let spans = open.spans(text);
            assert_eq!(open.count(text), spans.len(), "{}", tokenizer.name());
            assert!(spans.iter().all(|span| text.get(span.clone()).is_some()));
            if tokenizer.is_partition() {
                assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "{}", tokenizer.name());
            }
        }
    }

    #[test]
    fn no_two_have_one_name() {
        let names: std::collections::BTreeSet<_> =
            Tokenizer::all().into_iter().map(Tokenizer::name).collect();
        assert_eq!(names.len(), Tokenizer::all().len());
    }
}
