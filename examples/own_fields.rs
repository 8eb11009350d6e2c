//! Fields of your own: jianbao keeps unknown fields of an article, and returns them with each hit.
//!
//! Run it: `cargo run --example own_fields`

#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use jianbao::ingest::article_from_json;
use jianbao::{Index, SearchRequest};
use serde_json::json;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let index = Index::in_memory()?;
    let mut writer = index.writer()?;
    let rows = [
        json!({"标题": "夜市亮灯", "正文": "老街的夜市亮起灯。", "日期": "2024-05-03", "稿费": 120, "审读": ["甲", "乙"]}),
        json!({"title": "茶农进城", "content": "茶农把春茶送进夜市。", "score": {"likes": 31}}),
    ];
    for row in rows {
        // Names of fields may be Chinese or English; 稿费, 审读 and score are our own.
        let serde_json::Value::Object(row) = row else { continue };
        let (article, warnings) = article_from_json(row);
        assert!(warnings.is_empty(), "{warnings:?}");
        writer.add(article)?;
    }
    writer.finish()?;

    for hit in index.search(&SearchRequest::new("夜市"))?.hits {
        println!("{}: {}", hit.headline.text, serde_json::to_string(&hit.article.extra)?);
    }
    Ok(())
}
