//! A dictionary of your own: it is stored in the index, so that queries and documents are segmented in
//! the same way.
//!
//! Run it: `cargo run --example own_words`

#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use jianbao::{Article, Index, SearchRequest};

/// `word [frequency] [tag]` per line, in jieba's format.
const WORDS: &str = "江城工匠 500 n\n五小发明 200 n\n";

fn main() -> jianbao::Result<()> {
    for (name, words) in [("the dictionary alone", ""), ("with words of one's own", WORDS)] {
        // On disk: Index::builder().user_dictionary(words).create("clippings"). Opened again, the index knows its words.
        let index = Index::builder().user_dictionary(words).in_memory()?;
        let mut writer = index.writer()?;
        writer.add(Article { title: Some("江城工匠评出三十人".into()), ..Article::default() })?;
        writer.add(Article { title: Some("江城来了老工匠".into()), ..Article::default() })?;
        writer.finish()?;

        let request = SearchRequest::new("江城工匠");
        let explanation = index.explain(&request, None)?;
        println!("{name}: {:?} in {} articles", explanation.required, explanation.total);
    }
    Ok(())
}
