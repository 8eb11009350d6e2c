//! Entities in a text that has no tags: `&nbsp;`, `&#20070;`, `&ldquo;`.

use std::cell::RefCell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawData, Rcdata};
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// The longest entity, with `&` and `;`.
const MAX_BYTES: usize = 33;

/// Number of bytes of a possible entity at the start of a text; none if there is none. The final semicolon is
/// required: `?a=1&copy=2` is an address.
pub(crate) fn entity_bytes(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('&')?;
    let name = inside.strip_prefix('#').unwrap_or(inside);
    let length = name.bytes().take(MAX_BYTES).take_while(u8::is_ascii_alphanumeric).count();
    let bytes = text.len() - name.len() + length;
    (length > 0 && bytes < MAX_BYTES && name[length..].starts_with(';')).then_some(bytes + 1)
}

/// The text with its entities decoded, by the tables and rules of browsers. Everything else is unchanged.
pub(crate) fn without_entities(text: &str) -> String {
    let mut guarded = String::with_capacity(text.len());
    let mut done = 0;
    for (at, _) in text.match_indices('&') {
        if entity_bytes(&text[at..]).is_none() {
            guarded.push_str(&text[done..at]);
            guarded.push_str("&amp;");
            done = at + 1;
        }
    }
    guarded.push_str(&text[done..]);
    let options = TokenizerOpts { initial_state: Some(RawData(Rcdata)), ..TokenizerOpts::default() };
    let tokenizer = Tokenizer::new(Characters::default(), options);
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(guarded));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.text.into_inner()
}

/// Takes the text.
#[derive(Default)]
struct Characters {
    text: RefCell<String>,
}

impl TokenSink for Characters {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) => self.text.borrow_mut().push_str(&text),
            Token::NullCharacterToken => self.text.borrow_mut().push('\0'),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_read_by_the_tables_of_browsers() {
        for (text, expect) in [
            ("&ldquo;雨&#21518;&#x8857;&rdquo;&hellip;", "“雨后街”…"),
            ("&amp;nbsp;", "&nbsp;"),
            ("a & b && c; ?x&copy=1 &zzz; &;", "a & b && c; ?x&copy=1 &zzz; &;"),
            ("<b>&lt;雨\n\n后&gt;", "<b><雨\n\n后>"),
            ("</title>雨", "</title>雨"),
        ] {
            assert_eq!(without_entities(text), expect, "{text}");
        }
    }
}
