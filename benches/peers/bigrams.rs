//! Overlapping bigrams with positions: the usual way to index Chinese exactly without a dictionary.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Every bigram of Han characters, single ones without a neighbour, and stretches of other letters and digits as words in
/// lower case; positions count characters. Punctuation ends a stretch.
#[derive(Clone, Debug, Default)]
pub struct Bigrams;

/// The tokens of one text.
#[derive(Debug)]
pub struct BigramStream {
    tokens: Vec<Token>,
    next: usize,
}

impl TokenStream for BigramStream {
    fn advance(&mut self) -> bool {
        self.next += 1;
        self.next <= self.tokens.len()
    }

    fn token(&self) -> &Token {
        &self.tokens[self.next - 1]
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokens[self.next - 1]
    }
}

fn is_han(character: char) -> bool {
    matches!(u32::from(character), 0x3400..=0x9fff | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff)
}

impl Tokenizer for Bigrams {
    type TokenStream<'a> = BigramStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> BigramStream {
        let characters: Vec<(usize, char)> = text.char_indices().collect();
        let byte = |index: usize| characters.get(index).map_or(text.len(), |&(byte, _)| byte);
        let mut tokens = Vec::new();
        let mut push = |from: usize, to: usize| {
            let (offset_from, offset_to) = (byte(from), byte(to));
            let text = text[offset_from..offset_to].to_lowercase();
            tokens.push(Token { offset_from, offset_to, position: from, text, position_length: 1 });
        };
        let mut at = 0;
        while at < characters.len() {
            let first = characters[at].1;
            let stretch = |goes_on: &dyn Fn(char) -> bool| {
                characters[at..].iter().take_while(|(_, c)| goes_on(*c)).count()
            };
            if is_han(first) {
                let end = at + stretch(&is_han);
                if end == at + 1 {
                    push(at, end);
                }
                (at..end - 1).for_each(|start| push(start, start + 2));
                at = end;
            } else if first.is_alphanumeric() {
                let end = at + stretch(&|c| c.is_alphanumeric() && !is_han(c));
                push(at, end);
                at = end;
            } else {
                at += 1;
            }
        }
        BigramStream { tokens, next: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_words_and_lonely_characters_stand_at_their_characters() {
        let mut tokenizer = Bigrams;
        let mut stream = tokenizer.token_stream("用GDP衡量，好");
        let mut tokens = Vec::new();
        while stream.advance() {
            tokens.push((stream.token().position, stream.token().text.clone()));
        }
        let expect = [(0, "用"), (1, "gdp"), (4, "衡量"), (7, "好")];
        assert_eq!(tokens, expect.map(|(position, text)| (position, text.to_owned())));
    }
}
