//! Splitting of a newspaper page, as plain text, into its articles.
//!
//! Run it: `cargo run --example split_page -- page.txt`

#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use jianbao::article::parse_page;

const PAGE: &str = "\
城东新添三座充电站

本报讯（记者林小满 通讯员高远）昨天，城东三座充电站投入使用，可同时为60辆车充电。

站长说，夜里电价便宜，来的车最多。

老街夜市亮灯

本报临江5月3日电（记者沈一舟）昨晚，停了半年的老街夜市重新亮灯，四十多个摊位摆到桥头。
";

fn main() -> std::io::Result<()> {
    let text = match std::env::args().nth(1) {
        Some(path) => std::fs::read_to_string(path)?,
        None => PAGE.to_owned(),
    };
    let page = parse_page(&text);
    for article in &page.articles {
        println!("{}", article.headline(20));
        println!("    记者 {:?}，{} 段", article.reporters, article.body.len());
    }
    for warning in &page.warnings {
        println!("line {}: {}", warning.line, warning.kind);
    }
    Ok(())
}
