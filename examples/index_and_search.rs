//! An index in memory, three articles, one search: the library in twenty lines.
//!
//! Run it: `cargo run --example index_and_search`

#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use jianbao::{Article, Index, SearchRequest};

fn main() -> jianbao::Result<()> {
    let index = Index::in_memory()?;
    let mut writer = index.writer()?;
    for (title, body) in [
        ("图书馆开放夜场", "本周起，市图书馆每晚开放到十点。读者说，下班后终于有了去处。"),
        ("茶农进城", "清晨，茶农把新采的春茶送进城里的市集。"),
        ("夜市亮灯", "老街的夜市亮起灯，图书馆门前也摆上了旧书。"),
    ] {
        writer.add(Article { title: Some(title.into()), body: vec![body.into()], ..Article::default() })?;
    }
    writer.finish()?;

    let response = index.search(&SearchRequest::new("圖書館 读者"))?;
    println!("{} 篇全有，{} 篇在这一页", response.total, response.hits.len());
    for hit in response.hits {
        println!("{}：{}", hit.headline.text, hit.snippets[0].text);
    }
    Ok(())
}
