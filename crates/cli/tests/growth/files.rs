//! Files of every format: ordinary files, and files that are made to take long.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use crate::case::{Case, Prepared};
use crate::dictionaries::han;

/// Maximum memory of reading for each byte of a file. A parsed document is some ten to thirty times its text.
const MEMORY_RATIO: u64 = 60;

pub(crate) fn cases() -> Vec<Case> {
    [pages(), lines(), tables(), web_pages(), markdown(), feeds(), packed()].into_iter().flatten().collect()
}

/// A case that reads a file of a given name, whose text is made for a size.
fn of_text(
    name: &'static str,
    file: &'static str,
    n: usize,
    max_n: usize,
    text: fn(usize) -> String,
) -> Case {
    of_bytes(name, file, n, max_n, move |n| text(n).into_bytes())
}

fn of_bytes(
    name: &'static str,
    file: &'static str,
    n: usize,
    max_n: usize,
    bytes: impl Fn(usize) -> Vec<u8> + 'static,
) -> Case {
    Case {
        name,
        n,
        max_n,
        memory_ratio: MEMORY_RATIO,
        prepare: Box::new(move |folder, n| reading(folder, file, &bytes(n))),
    }
}

/// The reading of one file, without an index.
fn reading(folder: &Path, file: &str, bytes: &[u8]) -> Prepared {
    std::fs::write(folder.join(file), bytes).expect("the folder takes it");
    Prepared { arguments: vec!["articles".to_owned(), file.to_owned()], bytes: bytes.len() as u64 }
}

/// A text of a pattern for each number.
fn each(n: usize, pattern: impl Fn(usize) -> String) -> String {
    (0..n).map(pattern).collect()
}

fn report(number: usize) -> String {
    format!(
        "春茶上高铁{}\n□ 本报记者 王伟\n茶农赶在雨前采下第{number}批春茶，连夜送到江城东站。\n早上还在枝头，晚上就到了餐桌。\n",
        han(number)
    )
}

fn pages() -> Vec<Case> {
    vec![
        of_text("txt: articles", "a.txt", 500, 20_000, |n| each(n, report)),
        of_text("txt: one paragraph", "a.txt", 5_000, 200_000, |n| {
            format!("雨后\n{}", "街上的人又多了起来，".repeat(n))
        }),
        of_text("txt: short lines", "a.txt", 5_000, 200_000, |n| {
            each(n, |number| format!("雨{}\n", number % 7))
        }),
        of_text("txt: bylines", "a.txt", 2_000, 100_000, |n| "□ 本报记者 王伟\n".repeat(n)),
        of_text("txt: datelines", "a.txt", 2_000, 100_000, |n| "本报江城5月8日电（记者王伟）\n".repeat(n)),
        of_text("txt: brackets", "a.txt", 10_000, 400_000, |n| format!("雨后\n{}\n", "（".repeat(n))),
        of_text("txt: signs", "a.txt", 5_000, 200_000, |n| {
            format!("雨后\n{}\n", "“三农”问题·a-1 ".repeat(n))
        }),
        of_text("txt: copied from a web page", "a.txt", 5_000, 200_000, |n| {
            format!("雨后\n2024-05-08 08:00 来源：江城网\n{}\n", "街上的人又多了起来，".repeat(n))
        }),
        of_bytes("txt: lines of two encodings", "a.txt", 500, 20_000, |n| {
            // 雨后街上, in GBK.
            (0..n)
                .flat_map(|number| {
                    [report(number).as_bytes(), b"\xd3\xea\xba\xf3\xbd\xd6\xc9\xcf\n"].concat()
                })
                .collect()
        }),
        of_text("txt: GB18030", "a.txt", 500, 20_000, |n| each(n, report)),
    ]
}

fn lines() -> Vec<Case> {
    let object = |number: usize| {
        format!(
            "{{\"id\":\"{number}\",\"title\":\"雨后{}\",\"body\":\"街上的人又多了起来。\"}}\n",
            han(number)
        )
    };
    vec![
        of_text("jsonl: lines", "a.jsonl", 1_000, 40_000, move |n| {
            each(n, |number| {
                format!("{{\"title\":\"雨后{}\",\"body\":\"街上的人又多了起来。\"}}\n", han(number))
            })
        }),
        of_text("jsonl: one long line", "a.jsonl", 10_000, 400_000, |n| {
            format!("{{\"title\":\"雨后\",\"body\":\"{}\"}}\n", "街上的人又多了起来。".repeat(n))
        }),
        of_text("jsonl: keys", "a.jsonl", 2_000, 80_000, |n| {
            format!("{{\"title\":\"雨后\"{}}}\n", each(n, |number| format!(",\"k{number}\":1")))
        }),
        of_text("jsonl: nested", "a.jsonl", 10_000, 400_000, |n| {
            format!("{{\"title\":\"雨后\",\"k\":{}}}\n", "[".repeat(n))
        }),
        of_text("jsonl: HTML in fields", "a.jsonl", 1_000, 40_000, |n| {
            each(n, |number| {
                format!(
                    "{{\"title\":\"雨后{}\",\"body\":\"<p>街上&nbsp;的人</p><p>多了</p>\"}}\n",
                    han(number)
                )
            })
        }),
        of_text("jsonl: entities", "a.jsonl", 10_000, 400_000, |n| {
            format!("{{\"title\":\"雨后\",\"body\":\"{}\"}}\n", "雨&nbsp;&x".repeat(n))
        }),
        of_text("jsonl: people", "a.jsonl", 5_000, 200_000, |n| {
            format!("{{\"title\":\"雨后\",\"记者\":\"{}\"}}\n", "高　远、[[沈一舟]] ".repeat(n))
        }),
        of_text("jsonl: dates and times", "a.jsonl", 2_000, 80_000, |n| {
            let dates = each(n, |number| {
                format!(",\"日期（{number}）\":\"2024-05-08\",\"时间（{number}）\":\"25:70\"")
            });
            format!("{{\"title\":\"雨后\",\"date\":\"2024-05-08\"{dates}}}\n")
        }),
        of_text("jsonl: signs before a time", "a.jsonl", 2_000, 80_000, |n| {
            each(n, |_| {
                "{\"title\":\"雨后\",\"date\":\"2024-05-08 星期三，下午（北京时间）—— 3:05 PM EST\"}\n"
                    .to_owned()
            })
        }),
        of_text("jsonl: a list in an object", "a.jsonl", 2_000, 80_000, |n| {
            format!("{{\"data\":{{\"list\":[{}{{}}]}}}}\n", "{\"title\":\"雨后\"},".repeat(n))
        }),
        of_text("jsonl: no JSON", "a.jsonl", 5_000, 200_000, |n| "{街上\n".repeat(n)),
        of_bytes("json: array on lines", "a.json", 1_000, 40_000, move |n| {
            format!("[{}]", (0..n).map(object).collect::<Vec<_>>().join("\n\n,")).into_bytes()
        }),
        of_bytes("json: array", "a.json", 1_000, 40_000, move |n| {
            format!("[{}]", (0..n).map(object).collect::<Vec<_>>().join(",")).into_bytes()
        }),
    ]
}

fn tables() -> Vec<Case> {
    vec![
        of_text("csv: rows", "a.csv", 1_000, 40_000, |n| {
            format!("title,body\n{}", each(n, |number| format!("雨后{},\"街上，又多了。\"\n", han(number))))
        }),
        of_text("csv: lines above the names", "a.csv", 1_000, 40_000, |n| {
            format!("导出：{}\n标题，正文\n{}", "江城".repeat(n / 10), "雨后，街上的人，又多了\n".repeat(n))
        }),
        of_text("csv: quotes never closed", "a.csv", 500, 20_000, |n| {
            format!("title,body\n{}", each(n, |number| format!("\"a{number}\" x,\"b\n")))
        }),
        of_text("csv: columns", "a.csv", 1_000, 40_000, |n| {
            format!("title{}\n雨后\n", each(n, |number| format!(",c{number}")))
        }),
        of_text("csv: one row of values", "a.csv", 10_000, 400_000, |n| {
            format!("title,body\n雨后{}\n", ",x".repeat(n))
        }),
        of_text("csv: an open quote at the top", "a.csv", 10_000, 400_000, |n| {
            format!("title,body\n\"雨后,街上\n{}", "雨后,街上\n".repeat(n))
        }),
    ]
}

fn web_page(body: &str) -> String {
    format!(
        "<!doctype html><meta charset=utf-8><title>雨后街上_江城网</title><h1>雨后街上</h1>\
         <p>本报讯（记者王伟）昨夜一场大雨，今早街上已经放晴。{body}"
    )
}

fn web_pages() -> Vec<Case> {
    vec![
        of_text("html: lines of data", "a.html", 2_000, 40_000, |n| {
            web_page(&"<p>2024-05-08 08:00 来源：江城日报 作者：王伟 浏览：12次 责任编辑：李四</p>".repeat(n))
        }),
        of_text("html: a comment of properties", "a.html", 2_000, 40_000, |n| {
            web_page(&format!("<!--enpproperty <title>雨后</title>{} /enpproperty-->", "<author>".repeat(n)))
        }),
        of_text("html: scripts of WeChat", "a.html", 2_000, 40_000, |n| {
            let page = web_page("<div class=rich_media id=js_content>");
            format!("{page}<script>{}</script>", "var nickname = \"".repeat(n))
        }),
        of_text("mhtml: parts", "a.mht", 1_000, 40_000, |n| {
            let part = "--b\r\nContent-Type: image/png\r\n\r\niVBORw0KGgo=\r\n";
            format!(
                "Content-Type: multipart/related; type=\"text/html\"; boundary=b\r\n\r\n{}--b\r\nContent-Type: text/html\r\n\r\n{}",
                part.repeat(n),
                web_page("")
            )
        }),
        of_text("mhtml: parts in parts", "a.mht", 1_000, 40_000, |n| {
            let part = "Content-Type: multipart/related; type=\"text/html\"; boundary=b\r\n\r\n--b\r\n";
            format!("{}Content-Type: text/html\r\n\r\n{}", part.repeat(n), web_page(""))
        }),
        of_text("mhtml: quoted", "a.mht", 5_000, 200_000, |n| {
            let head = "From: <Saved by Blink>\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
            format!("{head}{}", web_page(&"=E8=A1=97=\r\n".repeat(n)))
        }),
        of_text("xls: a table of HTML", "a.xls", 1_000, 40_000, |n| {
            format!("<html><table><tr><td>标题<td>正文</tr>{}", "<tr><td>雨后<td><p>街上的人".repeat(n))
        }),
        of_text("xls: cells in cells", "a.xls", 1_000, 40_000, |n| {
            format!("<html><table><tr><td>标题<td>正文</tr><tr>{}", "<td>雨后<table><tr>".repeat(n))
        }),
        of_text("html: paragraphs", "a.html", 2_000, 40_000, |n| {
            web_page(&"<p>卖花的人又出来了。</p>".repeat(n))
        }),
        of_text("html: formatting reconstructed", "a.html", 500, 10_000, |n| {
            web_page(&format!(
                "<p>{}{}",
                each(1_900, |number| format!("<font a={number}>")),
                "<p>雨".repeat(n)
            ))
        }),
        of_text("html: attributes", "a.html", 5_000, 100_000, |n| {
            web_page(&format!("<p{}>", each(n, |number| format!(" a{number}"))))
        }),
        of_text("html: comment that ends at once", "a.html", 5_000, 100_000, |n| {
            web_page(&format!("<!-->{}-->", "<div>".repeat(n)))
        }),
        of_text("html: rp and rt", "a.html", 5_000, 100_000, |n| web_page(&"<rp><rt>".repeat(n))),
        of_text("html: end tags that close nothing", "a.html", 5_000, 100_000, |n| {
            web_page(&"<div></span><font></i>".repeat(n))
        }),
        of_text("html: attributes of the root", "a.html", 5_000, 100_000, |n| {
            web_page(&each(n, |number| format!("<html a{number}=1>")))
        }),
        of_text("html: table", "a.html", 2_000, 40_000, |n| {
            web_page(&format!("<table>{}</table>", "<tr><td>雨<td>街".repeat(n)))
        }),
    ]
}

fn markdown() -> Vec<Case> {
    vec![
        of_text("md: front matter", "a.md", 1_000, 20_000, |n| {
            format!("---\n{}---\n雨后\n", each(n, |number| format!("k{number}: [雨, &a{number} 街]\n")))
        }),
        // Front matter of more than 1 MiB is text.
        of_text("md: front matter of brackets", "a.md", 10_000, 200_000, |n| {
            format!("---\na: {}\n---\n雨后\n", "[".repeat(n))
        }),
        of_text("md: paragraphs", "a.md", 2_000, 80_000, |n| {
            format!("# 雨后\n\n{}", "街上的**人**又多了。\n\n".repeat(n))
        }),
        of_text("md: headings", "a.md", 2_000, 80_000, |n| "# 雨\n".repeat(n)),
        of_text("md: square brackets", "a.md", 10_000, 400_000, |n| format!("# 雨后\n\n{}", "[".repeat(n))),
        of_text("md: quotes in quotes", "a.md", 10_000, 400_000, |n| format!("# 雨后\n\n{}", ">".repeat(n))),
        of_text("md: front matter", "a.md", 2_000, 80_000, |n| {
            format!("---\n{}---\n# 雨后\n", each(n, |number| format!("k{number}: 1\n")))
        }),
    ]
}

fn feeds() -> Vec<Case> {
    let feed =
        |items: &str| format!("<?xml version='1.0' encoding='utf-8'?><rss><channel>{items}</channel></rss>");
    vec![
        of_bytes("rss: items", "a.rss", 1_000, 40_000, move |n| {
            feed(&each(n, |number| {
                format!(
                    "<item><title>雨后{}</title><description>街上的人。</description></item>",
                    han(number)
                )
            }))
            .into_bytes()
        }),
        of_bytes("rss: nested elements", "a.rss", 10_000, 400_000, move |n| {
            feed(&format!("<item><title>雨后</title>{}", "<a>".repeat(n))).into_bytes()
        }),
        of_bytes("rss: tags never closed", "a.rss", 5_000, 200_000, move |n| {
            feed(&format!(
                "<item><title>雨后</title><description>{}</description></item>",
                "街上<br>".repeat(n)
            ))
            .into_bytes()
        }),
        of_bytes("rss: bare signs", "a.rss", 10_000, 400_000, move |n| {
            feed(&format!(
                "<item><title>雨后</title><description>{}</description></item>",
                "<a =\"".repeat(n)
            ))
            .into_bytes()
        }),
        of_bytes("rss: attributes in a description", "a.rss", 5_000, 100_000, move |n| {
            let html = format!("<p{}>", each(n, |number| format!(" a{number}")));
            feed(&format!("<item><title>雨后</title><description><![CDATA[{html}]]></description></item>"))
                .into_bytes()
        }),
    ]
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(bytes).expect("memory takes it");
    gzip.finish().expect("memory takes it")
}

fn packed() -> Vec<Case> {
    let json_lines = |n: usize| {
        let mut lines = String::new();
        for number in 0..n {
            writeln!(lines, "{{\"title\":\"雨后{}\",\"body\":\"街上的人。\"}}", han(number))
                .expect("a string takes it");
        }
        lines.into_bytes()
    };
    let tar = |members: usize| {
        let mut tar = tar::Builder::new(Vec::new());
        for number in 0..members {
            let text = "雨后\n街上的人又多了起来。\n".as_bytes();
            let mut header = tar::Header::new_gnu();
            header.set_size(text.len() as u64);
            header.set_mode(0o644);
            tar.append_data(&mut header, format!("{number}.txt"), text).expect("memory takes it");
        }
        tar.into_inner().expect("memory takes it")
    };
    let zip = |members: usize| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for number in 0..members {
            zip.start_file(format!("{number}.txt"), zip::write::SimpleFileOptions::default())
                .expect("memory takes it");
            zip.write_all("雨后\n街上的人。\n".as_bytes()).expect("memory takes it");
        }
        zip.finish().expect("memory takes it").into_inner()
    };
    vec![
        of_bytes("gz: lines", "a.jsonl.gz", 2_000, 40_000, move |n| gzip(&json_lines(n))),
        of_bytes("gz: empty members", "a.jsonl.gz", 5_000, 200_000, |n| gzip(b"").repeat(n)),
        of_bytes("tar: members", "a.tar", 1_000, 20_000, tar),
        of_bytes("zip: members", "a.zip", 1_000, 20_000, zip),
    ]
}
