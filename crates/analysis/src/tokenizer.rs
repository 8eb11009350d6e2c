//! Tokenizer for tantivy.
//!
//! Works in any tantivy index: register a [`ChineseTokenizer`] under a name and give that name to a field.
//! A token's text is normalised, its offsets are bytes of the raw text, and its position is the ordinal of
//! its first unit (see [`unit`](mod@crate::unit)), so that phrases count characters and runs, not words.

use tantivy_tokenizer_api::{Token, Tokenizer};

use crate::{Analyzer, CallbackStream, Mode, NormalizedText};

/// A tokenizer of Chinese text in one mode.
///
/// ```
/// use jianbao_analysis::{Analyzer, ChineseTokenizer, Mode};
/// use tantivy_tokenizer_api::{TokenStream, Tokenizer};
///
/// let mut tokenizer = ChineseTokenizer::new(Analyzer::new(), Mode::Full);
/// let mut tokens = Vec::new();
/// tokenizer.token_stream("勞動者的５Ｇ").process(&mut |token| {
///     tokens.push((token.text.clone(), token.position, token.offset_from, token.offset_to));
/// });
/// assert_eq!(
///     tokens,
///     [("劳动".into(), 0, 0, 6), ("劳动者".into(), 0, 0, 9), ("5g".into(), 4, 12, 18)]
/// );
/// ```
#[derive(Clone, Debug)]
pub struct ChineseTokenizer {
    analyzer: Analyzer,
    mode: Mode,
    /// The text of the last stream, whose memory the next one reuses.
    normalized: NormalizedText,
}

impl ChineseTokenizer {
    /// A tokenizer that uses `analyzer` in `mode`.
    pub fn new(analyzer: Analyzer, mode: Mode) -> Self {
        ChineseTokenizer { analyzer, mode, normalized: NormalizedText::default() }
    }
}

impl Tokenizer for ChineseTokenizer {
    type TokenStream<'a> = CallbackStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> CallbackStream<'a> {
        self.normalized.renew(text);
        let ChineseTokenizer { analyzer, mode, normalized } = &*self;
        CallbackStream::new(move |sink| {
            let text = normalized.text();
            let mut sources = normalized.sources();
            let mut token = Token::default();
            analyzer.each_placed(text, *mode, |placed| {
                let source = sources.span(placed.bytes());
                token.text.clear();
                token.text.push_str(&text[placed.bytes()]);
                token.offset_from = source.start;
                token.offset_to = source.end;
                token.position = placed.ordinal;
                token.position_length = placed.units;
                sink(&token);
            });
        })
    }
}
