//! An index on disk, updated and searched, without the default features of jianbao.

use jianbao::{Article, Index, Matching, SearchRequest, Sort};

fn main() -> jianbao::Result<()> {
    let folder = std::env::temp_dir().join(format!("jianbao-embedded-{}", std::process::id()));
    let index = Index::open_or_create(&folder)?;
    let mut writer = index.writer()?;
    for (id, title, body) in [
        ("1", "图书馆开放夜场", "从本周五起，市图书馆开放到晚上十点半。"),
        ("2", "夜市亮灯", "老街的夜市亮起灯，图书馆门前也摆上了旧书。"),
        ("3", "茶农进城", "清晨，茶农把新采的春茶送进城里。"),
    ] {
        writer.add(Article {
            id: Some(id.into()),
            title: Some(title.into()),
            body: vec![body.into()],
            ..Article::default()
        })?;
    }
    writer.finish()?;

    let request = SearchRequest::new("圖書館 -旧书").matching(Matching::All).sort(Sort::Relevance);
    let response = Index::open(&folder)?.search(&request)?;
    assert_eq!(response.total, 1);
    for hit in &response.hits {
        println!("{} {}", hit.id, hit.snippets[0].text);
    }
    drop(index);
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
    Ok(())
}
