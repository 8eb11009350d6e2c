//! Hostile input: mutated bytes and queries for everything that reads untrusted input. Nothing panics or runs without end, and
//! offsets are on character boundaries.
//!
//! A generator with a fixed seed makes the mutations, so that failures can be reproduced. `JIANBAO_FUZZ_ROUNDS` sets the number
//! of rounds of each target.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use fastrand::Rng;
use jianbao::analysis::{Analyzer, Mode, UserDictionary};
use jianbao::article::{Decimal, FieldType, OwnValue, parse_page, written_moment};
use jianbao::index::IndexBuilder;
use jianbao::ingest::{ReadOptions, decode, read_file};
use jianbao::{Article, Index, SearchRequest, html};

/// The number of rounds of each target in an ordinary run.
const ROUNDS: usize = 300;

/// Maximum time for one input: far above normal, far below a runaway.
const LONGEST: Duration = Duration::from_secs(20);

fn rounds() -> usize {
    std::env::var("JIANBAO_FUZZ_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS)
}

/// Pieces that break readers: operators of the query language in both widths, control characters, syntax of formats, rare
/// characters.
const PIECES: &[&str] = &[
    "（",
    "）",
    "(",
    ")",
    "“",
    "”",
    "\"",
    "「",
    "』",
    "-",
    "－",
    "~",
    "～",
    "*",
    "^",
    "^9e99",
    "~20",
    ":",
    "：",
    "标题:",
    "浏览:",
    "views：-",
    "抓取:",
    "..",
    ">=",
    "1.2万",
    "10时30分",
    "日期:",
    "日期:近7天",
    "日期:9999-99-99",
    "或",
    " OR ",
    " AND ",
    "|",
    "非 ",
    "\0",
    "\u{feff}",
    "\u{200b}",
    "\u{3000}",
    "\n",
    "\r\n",
    "\u{1b}[31m",
    "\u{202e}",
    "e\u{301}",
    "𠮷",
    "ﾊﾞ",
    "㍿",
    "{\"",
    "\":",
    "[",
    "]",
    "}",
    "\\u",
    "\\ud800",
    "<p>",
    "</title>",
    "<script>",
    "<!--",
    "&#x110000;",
    "本报讯（记者",
    "新华社北京10月9日电",
    "阅读提示",
    "上接第1版",
    "1.3万",
    "covid",
    "١٢",
    ",",
    "\t",
    ";",
];

/// A seed with some of its bytes flipped, removed, doubled, or mixed with pieces.
fn mutated(rng: &mut Rng, seed: &[u8]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..rng.usize(1..12) {
        let at = rng.usize(0..=bytes.len());
        match rng.u8(0..5) {
            0 if at < bytes.len() => bytes[at] ^= 1 << rng.u8(0..8),
            1 => {
                let end = (at + rng.usize(0..40)).min(bytes.len());
                bytes.drain(at..end);
            }
            2 => {
                let end = (at + rng.usize(0..40)).min(bytes.len());
                let copy = bytes[at..end].repeat(rng.usize(1..4));
                bytes.splice(at..at, copy);
            }
            3 => drop(bytes.splice(at..at, rng.choice(PIECES).unwrap_or(&"").bytes())),
            _ => {
                let byte = rng.u8(..);
                bytes.insert(at, byte);
            }
        }
    }
    bytes
}

fn mutated_text(rng: &mut Rng, seed: &str) -> String {
    String::from_utf8_lossy(&mutated(rng, seed.as_bytes())).into_owned()
}

/// Runs a target on mutations of the seeds.
fn feed(number: u64, seeds: &[Vec<u8>], mut target: impl FnMut(&[u8])) {
    let mut rng = Rng::with_seed(number);
    for round in 0..rounds() {
        let seed = &seeds[round % seeds.len()];
        let input = if round < seeds.len() { seed.clone() } else { mutated(&mut rng, seed) };
        let started = Instant::now();
        target(&input);
        assert!(
            started.elapsed() < LONGEST,
            "round {round} runs away: {:?}",
            String::from_utf8_lossy(&input)
        );
    }
}

fn bytes(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/news/江城工报-2024-05-08-第3版.txt");
    fs::read_to_string(path).unwrap()
}

fn small_index() -> Index {
    let fields = ["浏览,views:integer", "热度:number", "抓取:time", "标签:keyword", "置顶:flag"];
    let declare = |builder: IndexBuilder, field: &str| builder.field(field.parse().unwrap());
    let index = fields.into_iter().fold(Index::builder(), declare).in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for article in parse_page(&page()).articles {
        writer.add(article).unwrap();
    }
    writer.finish().unwrap();
    index
}

/// The query parser, the planner, the snippet highlighter.
#[test]
fn any_query_is_answered() {
    let index = small_index();
    let seeds = bytes(&[
        "春茶 高铁 -上海",
        "“夜校” 或 （记者:方晓棠 且 日期:2024-05..2024-06）",
        "\"网球 滑雪\"~20 covi* covd~ 甲^3 标题:「江城」",
        "版:1-4 来源:江城日报 地点:青川 正文:茶农 非 夜校",
        "浏览:>1万 热度:(0.5..1 或 -3.5%) 标签:甲* 置顶:是 -浏览:*",
        "抓取:2024-05-08T10:30+08:00..2024年5月9日 views:三百二至1,000 抓取:近7天",
    ]);
    feed(1, &seeds, |input| {
        let query = String::from_utf8_lossy(input).into_owned();
        let request = SearchRequest::new(query.clone()).snippets(3).snippet_chars(40);
        let response = index.search(&request).unwrap();
        for diagnostic in &response.diagnostics {
            assert!(query.get(diagnostic.span.clone()).is_some(), "{diagnostic:?} of {query:?}");
        }
        for hit in &response.hits {
            for snippet in hit.snippets.iter().chain([&hit.headline]) {
                for &[start, end] in &snippet.highlights {
                    assert!(
                        start < end && snippet.text.get(start..end).is_some(),
                        "{snippet:?} of {query:?}"
                    );
                }
            }
        }
    });
}

/// Any query highlights any text on character boundaries, and the HTML adds nothing.
#[test]
fn any_text_is_marked_and_escaped() {
    let index = Index::in_memory().unwrap();
    let seeds = bytes(&[
        "春茶 “高铁” covi* covd~\n<b>春茶</b>坐上ＣＯＶＩＤ高鐵，“春　茶” & covd",
        "\"网球 滑雪\"~20 或 标题:網球 正文:滑雪\n網球、滑雪；网\u{200b}球滑\n雪。",
    ]);
    feed(6, &seeds, |input| {
        let input = String::from_utf8_lossy(input);
        let (query, text) = input.split_once('\n').unwrap_or((&input, &input));
        let highlighter = index.highlighter(&SearchRequest::new(query)).unwrap();
        let whole = [highlighter.mark_title(text.to_owned()), highlighter.mark_body(text.to_owned())];
        assert!(whole.iter().all(|snippet| snippet.text == text));
        for snippet in whole.iter().chain(&highlighter.snippets(text, 3, 40)) {
            let mut end_before = 0;
            for &[start, end] in &snippet.highlights {
                assert!(end_before <= start && start < end, "{snippet:?}");
                assert!(snippet.text.get(start..end).is_some(), "{snippet:?}");
                end_before = end;
            }
            let marked = html::marked(snippet).replace("<mark>", "").replace("</mark>", "");
            assert!(!marked.contains(['<', '>', '"']), "{marked}");
        }
    });
}

/// Very long and very deep queries cost no more than their limits allow.
#[test]
fn queries_without_measure_are_answered() {
    let index = small_index();
    for query in [
        "（".repeat(20_000),
        "非 ".repeat(20_000),
        "春茶 ".repeat(20_000),
        "“".repeat(20_001),
        "a*".repeat(5_000),
        "a* ".repeat(2_000),
        "茶".repeat(50_000),
        format!("\"{}\"~9", "春 茶 ".repeat(2_000)),
    ] {
        let started = Instant::now();
        index.search(&SearchRequest::new(query)).unwrap();
        assert!(started.elapsed() < LONGEST);
    }
}

#[test]
fn any_text_falls_into_articles_and_no_character_is_lost() {
    feed(2, &[page().into_bytes()], |input| {
        let text = String::from_utf8_lossy(input).into_owned();
        parse_page(&text);
    });
}

/// Values of fields of one's own.
#[test]
fn any_value_is_read_or_does_not_fit() {
    let seeds = bytes(&[
        "1,234.5万",
        "负三千二百亿零五",
        "1.5e-300",
        "百分之3.5",
        "2024年5月8日10时30分15秒",
        "Mon Nov 02 08:00:00 +0800 2020",
        "1715135400.25",
    ]);
    let mut count = 0;
    feed(8, &seeds, |input| {
        let text = String::from_utf8_lossy(input).into_owned();
        for field_type in FieldType::ALL {
            count += usize::from(OwnValue::read(*field_type, &text.as_str().into()).is_some());
        }
        if let Some(number) = Decimal::read(&text) {
            let printed = number.to_string();
            // Printed with all its digits it may be longer than what is read.
            assert!(printed.len() > 64 || Decimal::read(&printed) == Some(number), "{text} {printed}");
            assert!(number.floor() <= number.ceil(), "{text}");
        }
        if let Some(moment) = written_moment(&text) {
            assert!(moment.first_us <= moment.last_us, "{text}");
        }
    });
    assert!(count > 0);
}

#[test]
fn any_bytes_decode() {
    let gb18030 =
        [0xb4, 0xba, 0xb2, 0xe8, 0xcf, 0xc2, 0xc9, 0xbd, 0xa1, 0xa3, 0x81, 0x30, 0x81, 0x30].to_vec();
    let utf16 = "\u{feff}春茶下山".encode_utf16().flat_map(u16::to_le_bytes).collect();
    feed(3, &[gb18030, utf16, page().into_bytes()], |input| {
        decode(input);
    });
}

/// Every format, plain and compressed, through the reader of files.
#[test]
fn any_file_is_read_to_articles_and_warnings() {
    let folder = tempfile::tempdir().unwrap();
    let seeds: &[(&str, &str)] = &[
        (
            "a.jsonl",
            "{\"id\": \"1\", \"title\": \"雨后\", \"body\": [\"街上。\"], \"date\": \"2024-05-08\"}\n{\"标题\": \"甲\"}\n",
        ),
        (
            "a.json",
            "[{\"title\": \"雨后\", \"sections\": [{\"heading\": \"一\", \"before\": 0}]}, {\"标题\": \"甲\", \"正文\": \"乙\"}]",
        ),
        ("a.csv", "标题,正文,日期\n雨后,\"街上，\n\"\"卖花\"\"\",2024-05-08\n"),
        ("a.tsv", "标题\t正文\n雨后\t街上\n"),
        (
            "a.html",
            "<html><head><title>雨后_江城</title></head><body><h1>雨后</h1><p>卖花的人又出来了，街上都是花。</p></body></html>",
        ),
        ("a.txt", "雨后\n\n本报讯（记者方晓棠）街上，卖花的人又出来了。\n"),
        ("a.md", "# 雨后\n\n街上，卖花的人又出来了。\n"),
        (
            "a.mht",
            "From: <Saved by Blink>\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\n\
             Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<title>=E9=9B=A8</title>\r\n--b--\r\n",
        ),
        ("a.xls", "<html><table><tr><td>标题<td>正文</tr><tr><td>雨后<td>街上</tr></table></html>"),
        ("b.md", "---\n标题: &a 雨后\nb: [*a, {c: \"街\"}]\n---\n街上，卖花的人又出来了。\n"),
        ("c.md", "+++\ntitle = \"雨后\"\n+++\n街上。\n"),
        (
            "b.txt",
            "雨后\n2024-05-08 08:00 来源：《江城日报》 第A03版：社会 作者：高　远\n街上，卖花的人又出来了。\n【责任编辑：李四】\n",
        ),
        (
            "b.html",
            "<title>江城晚报数字报-雨后</title><h1 id=activity-name class=rich_media>雨后</h1><div id=js_content>街上，无人。</div>\
             <script>var ct = \"1715128200\";</script><!--enpproperty <founder-title>雨后</founder-title> /enpproperty-->",
        ),
        (
            "b.jsonl",
            "{\"_source\": {\"标题\": \"&ldquo;雨后&rdquo;\", \"正文\": \"<p>街上&nbsp;无人</p>\", \"记者\": \"[[高远]] 文/图\", \"日期\": \"二〇二〇年十一月\"}}\n",
        ),
        ("a.txt.gz", "雨后"),
        ("a.jsonl.zst", "雨后"),
        ("a.zip", "PK\u{3}\u{4}"),
        ("a.tar", "雨后"),
        (
            "a.xml",
            "<rss><channel><item><title>雨后</title><description>街上</description></item></channel></rss>",
        ),
    ];
    for (number, (name, seed)) in (10..).zip(seeds) {
        let path = folder.path().join(name);
        let mut each = 0;
        feed(number, &[seed.as_bytes().to_vec()], |input| {
            fs::write(&path, input).unwrap();
            let _ = read_file(&path, &ReadOptions::default(), &mut |_| each += 1);
        });
    }
}

#[test]
fn any_dictionary_is_taken() {
    let mut count = 0;
    feed(4, &bytes(&["江城工匠 500 n\n云上大集\n5G大集 3\n"]), |input| {
        let text = String::from_utf8_lossy(input);
        let words = UserDictionary::parse(&text);
        count += words.words().len();
        let (analyzer, _) = Analyzer::new().with_user_dictionary(&words);
        for token in analyzer.tokens(&text, Mode::Full) {
            assert!(text.get(token.start_byte..token.end_byte).is_some(), "{token:?}");
        }
    });
    assert!(count > 0);
}

/// Articles of any characters are found by their content, and stored unchanged.
#[test]
fn any_article_is_stored_as_it_came() {
    let index = Index::in_memory().unwrap();
    let mut rng = Rng::with_seed(5);
    let mut writer = index.writer().unwrap();
    let mut articles = Vec::new();
    for number in 0..rounds().min(2_000) {
        let article = Article {
            id: Some(number.to_string()),
            title: Some(mutated_text(&mut rng, "春茶下山，高铁进城")),
            body: vec![mutated_text(&mut rng, "茶农赶在雨前采下最后一批春茶，坐上5.2万次高铁。")],
            ..Article::default()
        };
        writer.add(article.clone()).unwrap();
        articles.push(article);
    }
    writer.finish().unwrap();
    for article in articles {
        let id = article.id.clone().unwrap();
        assert_eq!(index.get(&id).unwrap(), Some(article));
    }
}
