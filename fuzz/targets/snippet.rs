//! Highlights and passages of any query and text. The first line of the input is the query, the rest the text. Highlights are
//! on character boundaries, passages are parts of the text, and the HTML adds nothing but marks.

#![no_main]

use std::sync::LazyLock;

use jianbao::{Index, SearchRequest, html};
use libfuzzer_sys::fuzz_target;

static INDEX: LazyLock<Index> = LazyLock::new(|| Index::in_memory().expect("memory is there"));

fuzz_target!(|input: &str| {
    let (query, text) = input.split_once('\n').unwrap_or((input, input));
    let highlighter = INDEX.highlighter(&SearchRequest::new(query)).expect("any query is planned");
    let whole = [highlighter.mark_title(text.to_owned()), highlighter.mark_body(text.to_owned())];
    for snippet in whole.iter().chain(&highlighter.snippets(text, 3, 40)) {
        let mut end_before = 0;
        for &[start, end] in &snippet.highlights {
            assert!(
                end_before <= start && start < end && snippet.text.get(start..end).is_some(),
                "{snippet:?}"
            );
            end_before = end;
        }
        let marked = html::marked(snippet);
        let without_marks = marked.replace("<mark>", "").replace("</mark>", "");
        assert!(!without_marks.contains(['<', '>', '"']), "{marked}");
    }
    assert!(whole.iter().all(|snippet| snippet.text == text));
});
