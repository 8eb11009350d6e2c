//! A crawler: pages with fields of their own, one article for each address, and old pages removed.
//!
//! Run it: `cargo run --example crawler`

#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use jianbao::article::{FieldDeclaration, FieldType};
use jianbao::search::FieldOrder;
use jianbao::{Article, Date, Index, Matching, SearchRequest, Writer};
use serde_json::json;

/// A page as a crawler brings it.
struct Page {
    url: &'static str,
    title: &'static str,
    text: &'static str,
    crawled_at: &'static str,
    tags: &'static [&'static str],
    sentiment: f64,
}

const PAGES: [Page; 5] = [
    Page {
        url: "https://news.example/1",
        title: "夜市亮灯",
        text: "老街的夜市昨晚亮灯，游客比去年多。",
        crawled_at: "2024-05-08T10:30:00+08:00",
        tags: &["快讯", "文旅"],
        sentiment: 0.87,
    },
    Page {
        url: "https://news.example/2",
        title: "夜市扩建",
        text: "夜市要添三十个摊位，居民担心噪声。",
        crawled_at: "2024-05-08T02:45:00Z",
        tags: &["快讯"],
        sentiment: -0.2,
    },
    // The first page again, changed: it takes the place of the earlier one.
    Page {
        url: "https://news.example/1",
        title: "夜市亮灯首日迎客三万",
        text: "老街的夜市亮灯首日，迎客三万人次。",
        crawled_at: "2024-05-08T22:00:00+08:00",
        tags: &["文旅"],
        sentiment: 0.93,
    },
    Page {
        url: "https://news.example/3",
        title: "春茶上市",
        text: "茶农把春茶送进夜市。",
        crawled_at: "2024-03-01T08:00:00+08:00",
        tags: &["文旅"],
        sentiment: 0.5,
    },
    Page {
        url: "https://news.example/4",
        title: "夜市停电",
        text: "夜市昨晚停电一小时。",
        crawled_at: "2024-05-08T23:15:00+08:00",
        tags: &["快讯"],
        sentiment: -0.6,
    },
];

fn article(page: &Page) -> Article {
    let mut article = Article {
        // The address is the id, so that a page is never there twice.
        id: Some(page.url.to_owned()),
        url: Some(page.url.to_owned()),
        title: Some(page.title.to_owned()),
        body: vec![page.text.to_owned()],
        ..Article::default()
    };
    article.extra.insert("crawled_at".into(), json!(page.crawled_at));
    article.extra.insert("tags".into(), json!(page.tags));
    article.extra.insert("sentiment".into(), json!(page.sentiment));
    article
}

/// Removes the articles that a query matches. Returns their number.
fn remove_old(index: &Index, writer: &mut Writer, today: Date) -> jianbao::Result<usize> {
    let old = SearchRequest::new("抓取:..30天前").matching(Matching::All).today(today).limit(100_000);
    let ids = index.ids(&old)?;
    for id in &ids {
        writer.remove(id)?;
    }
    Ok(ids.len())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let index = Index::builder()
        .field(FieldDeclaration::new("抓取", FieldType::Time).alias("crawled_at"))
        .field(FieldDeclaration::new("标签", FieldType::Keyword).alias("tags"))
        .field(FieldDeclaration::new("情感", FieldType::Number).alias("sentiment"))
        .in_memory()?;
    let mut writer = index.writer()?;
    for page in &PAGES {
        if writer.add(article(page))?.replaced.is_some() {
            println!("again: {}", page.url);
        }
    }
    writer.commit()?;
    let removed = remove_old(&index, &mut writer, Date::new(2024, 5, 9)?)?;
    writer.commit()?;
    println!("{} articles, {removed} removed", index.len());

    // Newest first, to the second: by the time of crawling, not by day.
    let newest = SearchRequest::new("夜市")
        .sort_by(FieldOrder::descending("抓取"))
        .field_facet("标签")
        .summary("情感");
    let response = index.search(&newest)?;
    for hit in &response.hits {
        println!("{} {}", hit.article.extra["crawled_at"], hit.headline.text);
    }
    for value in &response.field_facets[0].values {
        println!("{}: {}", value.value, value.count);
    }
    println!("情感: {}", serde_json::to_string(&response.summaries[0])?);
    for query in
        ["夜市 情感:>0.5", "夜市 标签:快讯 -情感:>=0", "夜市 抓取:2024-05-08T22:00..2024-05-08T23:59"]
    {
        println!("{query}: {}", index.search(&SearchRequest::new(query).matching(Matching::All))?.total);
    }
    // One hit for each tag: the best of it, with the number of the others.
    for hit in index.search(&newest.collapse("标签"))?.hits {
        println!("{}: {:?}", hit.headline.text, hit.collapsed.map(|of| (of.value, of.more)));
    }
    Ok(())
}
