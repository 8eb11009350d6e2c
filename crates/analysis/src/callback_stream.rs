//! Token stream for tantivy that passes each token on as soon as it is found.

use std::fmt;

use tantivy_tokenizer_api::{Token, TokenStream};

/// Passes the tokens of a text, one after another, to a function.
type Feed<'a> = Box<dyn FnMut(&mut dyn FnMut(&Token)) + 'a>;

/// The tokens of one text.
///
/// tantivy calls `process` for indexing, which passes each token on as soon as it is found. If a caller uses `advance`
/// instead, the tokens are first collected in a list.
///
/// ```
/// use jianbao_analysis::CallbackStream;
/// use tantivy_tokenizer_api::{Token, TokenStream};
///
/// let mut stream = CallbackStream::new(|sink| {
///     for text in ["春茶", "高铁"] {
///         sink(&Token { text: text.into(), ..Token::default() });
///     }
/// });
/// assert!(stream.advance());
/// assert_eq!(stream.token().text, "春茶");
/// let mut rest = Vec::new();
/// stream.process(&mut |token| rest.push(token.text.clone()));
/// assert_eq!(rest, ["高铁"]);
/// ```
pub struct CallbackStream<'a> {
    feed: Feed<'a>,
    /// The tokens still to come, once `advance` has been called.
    rest: Option<std::vec::IntoIter<Token>>,
    token: Token,
}

impl<'a> CallbackStream<'a> {
    /// The tokens that `feed` passes to its sink. It is called once.
    pub fn new(feed: impl FnMut(&mut dyn FnMut(&Token)) + 'a) -> CallbackStream<'a> {
        CallbackStream { feed: Box::new(feed), rest: None, token: Token::default() }
    }
}

impl fmt::Debug for CallbackStream<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallbackStream").field("token", &self.token).finish_non_exhaustive()
    }
}

impl TokenStream for CallbackStream<'_> {
    fn advance(&mut self) -> bool {
        let rest = self.rest.get_or_insert_with(|| {
            let mut tokens = Vec::new();
            (self.feed)(&mut |token| tokens.push(token.clone()));
            tokens.into_iter()
        });
        match rest.next() {
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
        match self.rest.replace(Vec::new().into_iter()) {
            None => (self.feed)(sink),
            Some(rest) => rest.for_each(|token| sink(&token)),
        }
    }
}
