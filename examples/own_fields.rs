//! Fields of your own: a search can filter, sort and count by declared fields. All other fields are kept and returned with
//! each hit.
//!
//! Run it: `cargo run --example own_fields`

#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use jianbao::ingest::article_from_json;
use jianbao::search::FieldOrder;
use jianbao::{Index, SearchRequest};
use serde_json::json;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let index =
        Index::builder().field("稿费,fee:integer".parse()?).field("审读:keyword".parse()?).in_memory()?;
    let mut writer = index.writer()?;
    let rows = [
        json!({"标题": "夜市亮灯", "正文": "老街的夜市亮起灯。", "日期": "2024-05-03", "稿费": 120, "审读": ["甲", "乙"]}),
        json!({"title": "茶农进城", "content": "茶农把春茶送进夜市。", "fee": "1千", "审读": "乙", "score": {"likes": 31}}),
        json!({"title": "夜市扩建", "content": "夜市添了三十个摊位。"}),
    ];
    for row in rows {
        // Names of fields may be Chinese or English; score is not declared, and kept all the same.
        let serde_json::Value::Object(row) = row else { continue };
        let (article, warnings) = article_from_json(row);
        assert!(warnings.is_empty(), "{warnings:?}");
        writer.add(article)?;
    }
    writer.finish()?;

    let request = SearchRequest::new("夜市").sort_by(FieldOrder::descending("稿费"));
    let response = index.search(&request.field_facet("审读").summary("稿费"))?;
    for hit in &response.hits {
        println!("{}: {}", hit.headline.text, serde_json::to_string(&hit.article.extra)?);
    }
    for value in &response.field_facets[0].values {
        println!("审读 {}: {}", value.value, value.count);
    }
    println!("稿费: {}", serde_json::to_string(&response.summaries[0])?);
    for query in ["夜市 稿费:>=1千", "夜市 审读:(甲 或 乙)", "夜市 -稿费:*"] {
        println!("{query}: {}", index.search(&SearchRequest::new(query))?.total);
    }
    Ok(())
}
