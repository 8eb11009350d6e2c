//! The analyzer as a tokenizer of tantivy.
//!
//! Works in any tantivy index: register a [`ChineseTokenizer`] under a name and give that name to a field.
//! A token's text is normalised, its offsets are bytes of the raw text, and its position is the ordinal of
//! its first unit (see [`unit`](mod@crate::unit)), so that phrases count characters and runs, not words.

use tantivy_tokenizer_api::{Token, TokenStream, Tokenizer};

use crate::{Analyzer, Mode, NormalizedText};

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
    /// The text of the last stream, whose memory the next one uses again.
    normalized: NormalizedText,
}

impl ChineseTokenizer {
    /// A tokenizer that cuts with `analyzer` in `mode`.
    pub fn new(analyzer: Analyzer, mode: Mode) -> Self {
        ChineseTokenizer { analyzer, mode, normalized: NormalizedText::default() }
    }
}

impl Tokenizer for ChineseTokenizer {
    type TokenStream<'a> = ChineseTokenStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> ChineseTokenStream<'a> {
        self.normalized.renew(text);
        ChineseTokenStream { tokenizer: self, rest: None, token: Token::default() }
    }
}

/// The tokens of one text.
///
/// `process`, which is what tantivy calls when it indexes, hands tokens over as they are found; only a
/// caller that steps through with `advance` has them gathered in a list first.
#[derive(Debug)]
pub struct ChineseTokenStream<'a> {
    tokenizer: &'a ChineseTokenizer,
    /// The tokens still to come, once `advance` has been called.
    rest: Option<std::vec::IntoIter<Token>>,
    token: Token,
}

impl ChineseTokenStream<'_> {
    fn each(&self, mut each: impl FnMut(&Token)) {
        let ChineseTokenizer { analyzer, mode, normalized } = self.tokenizer;
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
            each(&token);
        });
    }
}

impl TokenStream for ChineseTokenStream<'_> {
    fn advance(&mut self) -> bool {
        let mut rest = self.rest.take().unwrap_or_else(|| {
            let mut tokens = Vec::new();
            self.each(|token| tokens.push(token.clone()));
            tokens.into_iter()
        });
        let next = rest.next();
        self.rest = Some(rest);
        match next {
            Some(token) => {
                self.token = token;
                true
            }
            None => false,
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }

    fn process(&mut self, sink: &mut dyn FnMut(&Token)) {
        match self.rest.take() {
            None => self.each(sink),
            Some(rest) => rest.for_each(|token| sink(&token)),
        }
        self.rest = Some(Vec::new().into_iter());
    }
}
