//! Sentences of a printed text.

use std::ops::Range;

/// The bytes of the sentences of a text, in order: each ends with 。！？!?… or the line, closing quotation marks included. Line
/// breaks are in none. Sentences of white space are left out.
///
/// ```
/// let text = "他说：“亮灯了。”游客三千\n明天见";
/// let sentences: Vec<&str> = jianbao_corpus::sentences(text).into_iter().map(|bytes| &text[bytes]).collect();
/// assert_eq!(sentences, ["他说：“亮灯了。”", "游客三千", "明天见"]);
/// ```
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let ends = |c: char| "。！？!?…".contains(c);
    let closes = |c: char| "”’』」）)".contains(c);
    let mut sentences = Vec::new();
    let mut push = |bytes: Range<usize>| {
        if !text[bytes.clone()].trim().is_empty() {
            sentences.push(bytes);
        }
    };
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\n' {
            push(start..at);
            start = at + 1;
        } else if ends(c) && !chars.peek().is_some_and(|(_, next)| ends(*next)) {
            let mut end = at + c.len_utf8();
            while let Some((at, mark)) = chars.next_if(|(_, next)| closes(*next)) {
                end = at + mark.len_utf8();
            }
            push(start..end);
            start = end;
        }
    }
    push(start..text.len());
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_with_their_stops_and_closing_marks() {
        let text = "他说：“夜市亮灯了。”游客三千！？\n\n真好……明天见";
        let texts: Vec<&str> = sentences(text).into_iter().map(|bytes| &text[bytes]).collect();
        assert_eq!(texts, ["他说：“夜市亮灯了。”", "游客三千！？", "真好……", "明天见"]);
    }
}
