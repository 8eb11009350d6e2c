//! Report of clippings: its contents, the escaping of articles, and its layout on a phone.

use std::path::Path;
use std::process::Command;

use scraper::{Html, Selector};

use super::skipping::skip;
use super::{jianbao, sample_news, stderr, stdout};

/// Articles that would break a page without escaping. The first is in the form of `export`, since markup in
/// other articles is parsed.
const HOSTILE: &str = r#"{"id":"h1","title":"<script>alert(1)</script><img src=x onerror=alert(2)>图书馆","kind":"report","body":["图书馆里</details></article><h1>坏</h1>。“引号”&amp; 图书馆"],"date":"2024-11-03","source":"\"><b>来源</b>","url":"javascript:alert(3)","reporters":["<i>甲</i>"]}
{"id":"h2","title":"很长的没有空格的标题很长的没有空格的标题很长的没有空格的标题图书馆ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ","body":"图书馆 https://example.org/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","date":"2025-02-03","url":"https://example.org/?a=1&b=\"2\""}
{"id":"h3","title":"图书馆没有日期","body":"第一段图书馆。\n第二段没有。"}
"#;

/// The report on 图书馆 in the sample news and the hostile articles.
fn clipped(folder: &Path, file: &str, more: &[&str]) -> String {
    std::fs::write(folder.join("hostile.jsonl"), HOSTILE).unwrap();
    let news = sample_news();
    let arguments = [
        "clip",
        "图书馆",
        "--in",
        news.to_str().unwrap(),
        "--in",
        "hostile.jsonl",
        "--out",
        file,
        "--lang",
        "zh",
    ];
    jianbao(folder, &[&arguments, more].concat()).success();
    std::fs::read_to_string(folder.join(file)).unwrap()
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    page.select(&Selector::parse(selector).unwrap()).map(|element| element.text().collect()).collect()
}

#[test]
fn the_page_holds_every_article_with_marks_contents_and_folded_text() {
    let folder = tempfile::tempdir().unwrap();
    let page = Html::parse_document(&clipped(folder.path(), "clippings.html", &[]));
    assert_eq!(texts(&page, "h1"), ["剪报：图书馆"]);
    assert_eq!(texts(&page, "article").len(), 9);
    assert_eq!(texts(&page, "article details").len(), 9);
    let months = texts(&page, "main h2");
    assert_eq!(months.first().map(String::as_str), Some("2025年2月 2"));
    assert_eq!(months.last().map(String::as_str), Some("无日期 1"));
    assert!(texts(&page, "article h3 mark").iter().all(|mark| ["图书馆", "圖書館"].contains(&mark.as_str())));
    assert!(texts(&page, "details mark").len() >= 9);
    for link in page.select(&Selector::parse("nav a").unwrap()) {
        let anchor = link.value().attr("href").unwrap().strip_prefix('#').unwrap();
        let target = Selector::parse(&format!("[id='{anchor}']")).unwrap();
        assert_eq!(page.select(&target).count(), 1, "{anchor}");
    }
}

#[test]
fn nothing_of_an_article_is_markup_and_nothing_is_fetched() {
    let folder = tempfile::tempdir().unwrap();
    let source = clipped(folder.path(), "clippings.html", &[]);
    let page = Html::parse_document(&source);
    for selector in ["script", "img", "b", "i", "link", "iframe", "[onerror]", "[src]", "article h1"] {
        assert!(texts(&page, selector).is_empty(), "{selector}");
    }
    assert!(
        texts(&page, "h3")
            .contains(&"<script>alert(1)</script><img src=x onerror=alert(2)>图书馆".to_owned())
    );
    let addresses: Vec<&str> = page
        .select(&Selector::parse("a[href]").unwrap())
        .filter_map(|link| link.value().attr("href"))
        .filter(|address| !address.starts_with('#'))
        .collect();
    assert_eq!(addresses, ["https://example.org/?a=1&b=\"2\""]);
    assert!(!source.contains("url(") && !source.contains("@import"));
    let markdown = clipped(folder.path(), "clippings.md", &["--by", "source"]);
    for tag in ["<script", "<img", "</article", "<h1", "<b>", "<i>"] {
        assert!(!markdown.replace("\\<", "").contains(tag), "{tag}: {markdown}");
    }
    assert!(markdown.contains("## 江城日报"), "{markdown}");
}

#[test]
fn reprints_are_listed_below_their_text_and_articles_that_are_left_out_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let body =
        "图书馆里的灯亮到晚上十点半，读者说下班后有了去处，附近的学生也来自习，管理员准备了热水和雨伞。"
            .repeat(4);
    let lines: String = (1..=5)
        .map(|n| {
            let body = if n <= 3 { body.clone() } else { format!("图书馆新闻第{n}条。") };
            format!(
                "{{\"id\":\"r{n}\",\"title\":\"图书馆{n}\",\"body\":\"{body}\",\"date\":\"2024-01-0{n}\"}}\n"
            )
        })
        .collect();
    std::fs::write(folder.path().join("a.jsonl"), lines).unwrap();
    let clip = |more: &[&str]| {
        let arguments = [&["clip", "图书馆", "--in", "a.jsonl", "--force"], more].concat();
        jianbao(folder.path(), &arguments).success()
    };
    let read = |file: &str| std::fs::read_to_string(folder.path().join(file)).unwrap();
    assert!(stderr(&clip(&["--out", "a.html"])).contains("5 articles clipped"));
    let page = Html::parse_document(&read("a.html"));
    assert_eq!(texts(&page, "article").len(), 3);
    let facts = texts(&page, "article p.facts");
    assert!(facts.iter().any(|facts| facts.contains("2 more like this: [r2] [r1]")), "{facts:?}");
    // Every article has its id, for `jianbao show`, and its language.
    assert!(facts.iter().any(|facts| facts.ends_with("[r5]")), "{facts:?}");
    assert_eq!(texts(&page, "article[lang=zh]").len(), 3);
    let markdown = stdout(&clip(&["--out", "-"]));
    assert!(markdown.contains("2 more like this: \\[r2\\] \\[r1\\]"), "{markdown}");
    assert!(stdout(&clip(&["--out", "-", "--format", "html"])).starts_with("<!DOCTYPE html>"));
    let said = stderr(&clip(&["--out", "b.md", "-n", "1"]));
    assert!(said.contains("1 of 5 articles clipped to b.md, the newest: -n 5 takes all"), "{said}");
}

#[test]
fn nothing_found_writes_nothing_and_other_endings_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let news = sample_news();
    let run = |query: &str, out: &str| {
        jianbao(folder.path(), &["clip", query, "--in", news.to_str().unwrap(), "--out", out])
    };
    assert!(stderr(&run("没有的词", "a.html").code(1)).contains("nothing was written"));
    assert!(stderr(&run("图书馆", "a.pdf").code(2)).contains(".html or .md"));
    assert!(!folder.path().join("a.html").exists() && !folder.path().join("a.pdf").exists());
}

#[test]
fn a_file_that_is_there_is_replaced_by_force_alone() {
    let folder = tempfile::tempdir().unwrap();
    let news = sample_news();
    for file in ["a.html", "a.md"] {
        let out = folder.path().join(file);
        std::fs::write(&out, "mine").unwrap();
        let run = |query: &str, more: &[&str]| {
            let arguments = ["clip", query, "--in", news.to_str().unwrap(), "--out", file];
            jianbao(folder.path(), &[&arguments, more].concat())
        };
        let refused = stderr(&run("图书馆", &[]).code(2));
        assert!(refused.contains(&format!("{file} already exists")), "{refused}");
        assert!(refused.contains("--force"), "{refused}");
        assert!(stderr(&run("图书馆", &["--lang", "zh"]).code(2)).contains("--force 覆盖它"));
        assert_eq!(std::fs::read_to_string(&out).unwrap(), "mine");
        // Nothing is written if nothing is found, so nothing is replaced.
        run("没有的词", &["--force"]).code(1);
        assert_eq!(std::fs::read_to_string(&out).unwrap(), "mine");
        run("图书馆", &["--force"]).success();
        assert!(std::fs::read_to_string(&out).unwrap().contains("图书馆"));
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_report_is_no_article_when_it_is_indexed() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| jianbao(folder.path(), arguments);
    clipped(folder.path(), "clippings.html", &[]);
    clipped(folder.path(), "clippings.md", &[]);
    // Renamed, it is still a report; a page that mentions one is not.
    std::fs::copy(folder.path().join("clippings.html"), folder.path().join("clippings.txt")).unwrap();
    std::fs::write(
        folder.path().join("news.html"),
        "<!DOCTYPE html><title>剪报软件</title><h1>剪报软件</h1><p>本报讯（记者王伟）昨日发布的软件在网页里写上 \
         &lt;meta name=\"generator\" content=\"jianbao clippings\"&gt;，jianbao clippings 由此认得。</p>",
    )
    .unwrap();
    let indexed = run(&["index", "."]).success();
    for file in ["clippings.html", "clippings.md", "clippings.txt"] {
        let said = format!("{file}: a clippings report made by jianbao: ignored");
        assert!(stderr(&indexed).contains(&said), "{}", stderr(&indexed));
    }
    assert!(!stderr(&indexed).contains("skipped"), "{}", stderr(&indexed));
    // The hostile articles and the page, and nothing else.
    assert_eq!(stdout(&run(&["query", "*", "--count"]).success()), "4\n");
    let again = run(&["index", "."]).success();
    assert!(stderr(&again).contains("5 files unchanged"), "{}", stderr(&again));
    assert!(!stderr(&again).contains("passed over"), "{}", stderr(&again));
    let chinese = run(&["articles", "clippings.html", "--lang", "zh"]).code(1);
    assert!(stderr(&chinese).contains("clippings.html：是 jianbao 生成的剪报：跳过"), "{}", stderr(&chinese));
    let searched = run(&["query", "图书馆", "--in", "clippings.md"]).code(1);
    assert!(stderr(&searched).contains("clippings.md: a clippings report"), "{}", stderr(&searched));
}

#[test]
fn the_page_fits_a_phone_and_a_desk_in_a_browser() {
    let folder = tempfile::tempdir().unwrap();
    let page = clipped(folder.path(), "clippings.html", &[]);
    for width_px in [390, 1280] {
        // The page is in a frame of the width, which a window may not have; a script outside measures it.
        let frame = page.replace('&', "&amp;").replace('"', "&quot;");
        let measure = format!(
            "<!doctype html><meta charset=utf-8><iframe style='width:{width_px}px;height:900px;border:0' \
             srcdoc=\"{frame}\"></iframe><p id=measured></p><script>\
             const frame = document.querySelector('iframe');\
             frame.onload = () => {{\
               const root = frame.contentDocument.documentElement;\
               for (const folded of root.querySelectorAll('details')) folded.open = true;\
               const outside = [...root.querySelectorAll('body *')].filter(\
                 element => element.getBoundingClientRect().right > {width_px} + 0.5).map(e => e.tagName);\
               document.querySelector('#measured').textContent =\
                 `scrolls ${{root.scrollWidth > root.clientWidth}} outside ${{outside.length}} articles ${{root.querySelectorAll('article').length}}.`;\
             }};</script>"
        );
        let file = folder.path().join("measure.html");
        std::fs::write(&file, measure).unwrap();
        let profile = format!("--user-data-dir={}", folder.path().join("profile").display());
        let run = Command::new("chromium")
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=5000", "--dump-dom"])
            .args([&profile, &format!("file://{}", file.display())])
            .output();
        let Ok(output) = run else {
            skip("programs", "chromium is not installed");
            return;
        };
        let dom = String::from_utf8_lossy(&output.stdout);
        let measured = dom.split("<p id=\"measured\">").nth(1).and_then(|rest| rest.split("</p>").next());
        let expected = Some("scrolls false outside 0 articles 9.");
        assert_eq!(measured, expected, "{width_px}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
