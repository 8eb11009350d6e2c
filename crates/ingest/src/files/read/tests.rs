use std::io::Write;

use proptest::prelude::*;

use super::*;

/// A folder with these files, removed on drop.
pub(crate) fn tree(files: &[(&str, impl AsRef<[u8]>)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = root.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    root
}

/// The headlines of a file's articles and its warnings, in order, or its error.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Vec<String>, String> {
    read_with(name, bytes, &ReadOptions::default())
}

/// The articles of a file, without its warnings.
pub(crate) fn read_articles(name: &str, bytes: &[u8]) -> Vec<jianbao_article::Article> {
    let mut articles = Vec::new();
    let folder = tree(&[(name, bytes)]);
    let path = folder.path().join(name);
    read_file(&path, &ReadOptions::default(), &mut |entry| {
        if let Entry::Article(article, _) = entry {
            articles.push(*article);
        }
    })
    .unwrap();
    articles
}

pub(crate) fn read_with(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Vec<String>, String> {
    let folder = tree(&[(name, bytes)]);
    let path = folder.path().join(name);
    let mut seen = Vec::new();
    let shown = |text: String| text.replace(&folder.path().display().to_string(), "");
    let report = read_file(&path, options, &mut |entry| {
        seen.push(match entry {
            Entry::Article(article, _) => article.headline(20),
            Entry::Warning(warning) => shown(warning.to_string()),
            Entry::Skipped(error) => shown(error.to_string()),
        });
    })
    .map_err(|error| shown(error.to_string()))?;
    assert_eq!(report.bytes, bytes.len() as u64);
    assert_eq!(report.content_hash, hash_file(&path).unwrap());
    Ok(seen)
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

const LINES: &str = "{\"title\": \"雨后\"}\n\n{\"title\": \"街上\"}\n";

#[test]
fn json_lines_read_one_by_one_plain_and_packed() {
    // As the program of Zstandard packs it: `zstd -1`.
    let zstd =
        b"(\xb5/\xfd\x04H%\x01\x00\xf0{\x22title\x22: \x22\xe9\x9b\xa8\xe5\x90\x8e\x22}\x0a\x0a\xe8\xa1\
    \x97\xe4\xb8\x8a\x22}\x0a\x01\x00\xd1\x98L\xba=\x92\xee";
    for (name, bytes) in [
        ("a.jsonl", LINES.as_bytes()),
        ("a.jsonl.gz", &gzip(LINES.as_bytes())),
        ("a.jsonl.zst", zstd),
        ("a", LINES.as_bytes()),
    ] {
        assert_eq!(read(name, bytes).unwrap(), ["雨后", "街上"], "{name}");
    }
}

#[test]
fn a_broken_line_is_named_and_the_others_go_on() {
    let seen =
        read("a.jsonl", "{\"title\": \"雨后\"}\n{\"title\": \n{\"title\": \"街上\"}\n".as_bytes()).unwrap();
    assert_eq!(seen[0], "雨后");
    assert!(seen[1].starts_with("/a.jsonl:2: not a JSON object (column"), "{seen:?}");
    assert_eq!(seen[2], "街上");
}

#[test]
fn json_lines_in_gb18030_are_told_once() {
    let (bytes, _, _) = encoding_rs::GB18030.encode("{\"title\": \"雨后街上\"}\n{\"title\": \"夜市亮灯\"}\n");
    let seen = read("a.jsonl", &bytes).unwrap();
    assert_eq!(seen, ["雨后街上", "夜市亮灯", "/a.jsonl: not UTF-8: read as gb18030"]);
}

#[test]
fn a_json_file_holds_one_object_or_an_array() {
    assert_eq!(read("a.json", "{\"标题\": \"雨后\"}".as_bytes()).unwrap(), ["雨后"]);
    let seen = read("a.json", "[{\"title\": \"雨后\"}, 3, {}]".as_bytes()).unwrap();
    assert_eq!(seen[0], "雨后");
    assert!(seen[1].contains("value 2 of the file is not an object"), "{seen:?}");
    assert!(seen[2].contains("without title and body"), "{seen:?}");
    assert!(read("a.json", b"[{").unwrap_err().contains("invalid JSON at line 1"));
}

#[test]
fn lists_of_articles_are_found_where_servers_put_them() {
    for answer in [
        r#"{"code": 0, "data": {"list": [{"title": "雨后"}, {"title": "街上"}]}}"#,
        r#"{"hits": {"total": 2, "hits": [{"_id": "1", "_source": {"标题": "雨后"}}, {"_source": {"标题": "街上"}}]}}"#,
        r#"{"result": {"page": {"newsList": [{"标题": "雨后"}, {"标题": "街上"}]}}}"#,
        r#"{"total_rows": 2, "rows": [{"id": "a", "doc": {"title": "雨后"}}, {"id": "b", "doc": {"title": "街上"}}]}"#,
    ] {
        for name in ["a.json", "a.jsonl"] {
            assert_eq!(read(name, answer.as_bytes()).unwrap(), ["雨后", "街上"], "{name}: {answer}");
        }
    }
    let seen = read("a.jsonl", "{\"data\": [{\"title\": \"雨后\"}, 3]}\n".as_bytes()).unwrap();
    assert_eq!(seen, ["雨后", "/a.jsonl:1: an element of the list of articles is not an object: skipped"]);
}

#[test]
fn byte_order_marks_stand_where_files_were_joined() {
    let line = "\u{feff}{\"title\": \"雨后\"}\n";
    assert_eq!(read("a.jsonl", line.repeat(3).as_bytes()).unwrap(), ["雨后"; 3]);
    assert_eq!(read("a.json", line.repeat(3).as_bytes()).unwrap(), ["雨后"; 3]);
    let unbroken = line.trim_end().repeat(2);
    assert_eq!(read("a.json", unbroken.as_bytes()).unwrap(), ["雨后"; 2]);
    // In a text they are part of it.
    let inside = "{\"title\": \"雨\u{feff}后\"}";
    assert_eq!(read("a.json", inside.as_bytes()).unwrap(), ["雨\u{feff}后"]);
}

#[test]
fn one_stray_nul_costs_itself_alone() {
    let rows: String = (0..100)
        .map(|number| {
            format!("雨后{number},街上\u{0}无人\n").replace(['\u{0}'], if number == 7 { "\u{0}" } else { "" })
        })
        .collect();
    let seen = read("a.csv", format!("标题,正文\n{rows}").as_bytes()).unwrap();
    assert_eq!((seen.len(), seen[100].as_str()), (101, "/a.csv:9: 1 NUL characters in the text: removed"));
    let lines: String = (0..100).map(|number| format!("{{\"title\":\"雨后{number}\"}}\n")).collect();
    let dirty = lines.replacen("雨后7", "雨\u{0}后7", 1);
    for (name, place) in [("a.jsonl", ":8"), ("a.json", ":8")] {
        let seen = read(name, dirty.as_bytes()).unwrap();
        assert_eq!(seen[7], "雨后7", "{name}");
        assert_eq!(seen[100], format!("/{name}{place}: 1 NUL characters in the text: removed"));
    }
}

#[test]
fn a_text_in_an_encoding_that_is_not_read_is_named() {
    let hz = b"~{WrR9R;3!4sSj#,=qTg=VIORQ>-7EGg#,Bt;(5DHKSV3v@4AK!#~}\n";
    for name in ["a.txt", "a.html", "a.csv", "a.jsonl", "a.json", "a.md"] {
        let refused = read(name, hz).unwrap_err();
        assert!(
            refused.starts_with(&format!("/{name}: its encoding is HZ, which is not supported")),
            "{refused}"
        );
    }
    let noise: Vec<u8> =
        (0..3_000_u32).map(|at| u8::try_from(at.wrapping_mul(2_654_435_761) >> 24).unwrap().max(1)).collect();
    let refused = read("a.txt", &noise).unwrap_err();
    assert!(refused.contains("not text, or in an unknown encoding"), "{refused}");
    // An explicit encoding is not questioned.
    assert!(read_with("a.txt", &noise, &ReadOptions::default().encoding("gbk").unwrap()).is_ok());
}

#[test]
fn what_is_no_text_is_refused() {
    assert!(read("a.txt", b"abc\0def").unwrap_err().contains("not text (a NUL character at byte 3)"));
    let cut = &gzip(LINES.repeat(100).as_bytes())[..40];
    assert!(read("a.jsonl.gz", cut).unwrap_err().contains("unpacking failed"));
    let cut = &zstd(LINES.repeat(100).as_bytes())[..40];
    assert!(read("a.jsonl.zst", cut).unwrap_err().contains("unpacking failed"));
    let spaces = vec![b' '; 65 << 20];
    let (gzip, zstd) = (gzip(&spaces), zstd(&spaces));
    for (name, bomb) in [
        ("a.txt.gz", &gzip),
        ("a.jsonl.gz", &gzip),
        ("a.csv.gz", &gzip),
        ("a.json.gz", &gzip),
        ("a.txt.zst", &zstd),
        ("a.jsonl.zst", &zstd),
    ] {
        let refused = read(name, bomb).unwrap_err();
        assert!(refused.contains("refused: it unpacks to more than 200 times its size"), "{refused}");
    }
}

#[cfg(not(feature = "html"))]
#[test]
fn a_page_that_was_not_built_in_is_named_with_the_feature() {
    assert!(read("a.html", b"<p>a").unwrap_err().contains("built without the feature `html`"));
}

#[test]
fn an_empty_file_is_a_warning() {
    assert_eq!(read("a.txt", b" \n").unwrap(), ["/a.txt: the file is empty"]);
    assert_eq!(read("a.jsonl", b"").unwrap(), Vec::<String>::new());
}

#[test]
fn an_endless_line_is_passed_over() {
    let mut bytes = vec![b'x'; 65 << 20];
    bytes.extend(b"\n{\"title\": \"\xe9\x9b\xa8\"}\n");
    let seen = read("a.jsonl", &bytes).unwrap();
    assert!(seen[0].contains(":1: a line longer than 64 MiB"), "{seen:?}");
    assert_eq!(seen[1], "雨");
}

/// A pipe that nobody writes to waits for ever, and this device never ends.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_named_and_not_waited_for() {
    let folder = tree(&[("a.txt", "雨后\n\n无人。\n")]);
    let pipe = folder.path().join("pipe.txt");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let socket = folder.path().join("socket.txt");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let link = folder.path().join("link.txt");
    std::os::unix::fs::symlink(&pipe, &link).unwrap();
    for (path, what) in [
        (pipe.as_path(), "is a pipe (FIFO), not a regular file"),
        (&link, "is a pipe (FIFO), not a regular file"),
        (&socket, "is a socket, not a regular file"),
        (Path::new("/dev/zero"), "is a device, not a regular file"),
    ] {
        let read = read_file(path, &ReadOptions::default(), &mut |_| {}).unwrap_err();
        assert_eq!(read.to_string(), format!("{}: {what}", path.display()));
        let hashed = hash_file(path).unwrap_err();
        assert_eq!(hashed.to_string(), read.to_string());
    }
    // In a folder they are reported and skipped.
    let (found, named): (Vec<_>, Vec<_>) =
        crate::Selection::new([folder.path()]).files().partition(Result::is_ok);
    assert_eq!(found.len(), 1);
    assert!(named.iter().all(|named| matches!(named, Err(IngestError::NotAFile { .. }))) && named.len() == 3);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_read_to_entries_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for name in ["a.txt", "a.jsonl", "a.json", "a.csv", "a.html", "a", "a.txt.gz"] {
            let _ = read(name, &bytes);
        }
    }
}

#[test]
fn pages_are_handed_over_as_text_and_all_else_as_articles() {
    let page = "雨后\n\n本报讯（记者方晓棠）街上，卖花的人又出来了。\n";
    let gbk = encoding_rs::GBK.encode(page).0.into_owned();
    let folder = tree(&[("a.txt.gz", gzip(page.as_bytes())), ("b.txt", gbk), ("c.jsonl", LINES.into())]);
    for (name, texts, articles) in
        [("a.txt.gz", vec![page], 0), ("b.txt", vec![page], 0), ("c.jsonl", vec![], 2)]
    {
        let mut handed = Vec::new();
        let path = folder.path().join(name);
        let take = &mut |from: &Path, text: PageText<'_>| {
            assert_eq!(from, path);
            let PageText::Plain(text) = text else { panic!("no text") };
            handed.push(text.to_owned());
        };
        let report = read_pages(&path, &ReadOptions::default(), take, &mut |_| {}).unwrap();
        assert_eq!(
            (handed, report.articles),
            (texts.into_iter().map(str::to_owned).collect(), articles),
            "{name}"
        );
    }
}

#[test]
fn a_page_with_the_characters_of_hong_kong_is_read_in_big5() {
    // As Python writes it with its codec big5hkscs; three of the characters are beyond the basic plane.
    let bytes =
        b"\xb9\x71\xb1\xe8\xa5\x73\xb0\xb5\x9d\xf2\n\n\xa5\xbb\xb3\xf8\xb0\x54\xa1\x5d\xb0\x4f\xaa\xcc\xb3\xaf\
            \xa4\x6a\xa4\xe5\xa1\x5e\xca\x5c\x92\x5d\x9d\xf6\x9d\xf2\xa4\x4a\xad\xb1\xa1\x41\x9d\xf5\x9d\xf8\x9d\xcf\
            \x9d\xf7\xcb\xdd\x9d\xee\xa1\x41\x9b\xd0\xb6\x7d\xad\xd3\x9e\x63\xa5\x4a\x9d\xef\xaf\xc8\xb2\xb0\xa1\x41\
            \x95\xda\x95\xda\x9d\xbf\xa7\x43\xa1\x43\n";
    let articles = read_articles("a.txt", bytes);
    assert_eq!(articles[0].title.as_deref(), Some("電梯叫做𨋢"));
    assert_eq!(
        articles[0].body,
        ["本報訊（記者陳大文）佢哋喺𨋢入面，嗰啲嘢咗咁㗎，𠝹開個𡃁仔嘅紙盒，啱啱踎低。"]
    );
    assert_eq!(articles[0].reporters, ["陳大文"]);
}
