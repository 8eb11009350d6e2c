//! Places of articles: the line, the record and the member of an archive, from the reader to the hit, and over a rebuild.

use std::fs;
use std::path::Path;

use jianbao::article::FilePlace;
use jianbao::index::{FileState, Rebuilt};
use jianbao::ingest::{Entry, READER_VERSION, ReadOptions, hash_file, read_file};
use jianbao::{Article, Index, SearchRequest, index_paths};

const BODY: &str = "昨夜一场大雨，今早街上已经放晴，卖花的人又出来了，孩子们在水洼边追着跑，老人在树下看。";

/// The titles of a file's articles, with their lines and records.
fn read(name: &str, text: &str) -> Vec<(String, Option<u64>, Option<u64>)> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    let mut found = Vec::new();
    read_file(&path, &ReadOptions::default(), &mut |entry| {
        if let Entry::Article(article, place) = entry {
            assert_eq!((Path::new(&place.path), place.member), (path.as_path(), None), "{name}");
            found.push((article.headline(20), place.line, place.record));
        }
    })
    .unwrap();
    found
}

#[test]
fn an_article_begins_where_a_reader_would_look_for_it() {
    let page = format!(
        "江城工报 2024年5月8日 第3版\n\n春茶坐上高铁\n□ 本报记者 王伟\n{BODY}\n\n\n老街夜市亮灯\n本报江城5月7日电（记者李敏）{BODY}\n"
    );
    let both = |first, second| vec![("春茶坐上高铁", first, None), ("老街夜市亮灯", second, None)];
    let numbered = |lines: [Option<u64>; 2]| {
        vec![("春茶坐上高铁", lines[0], Some(1)), ("老街夜市亮灯", lines[1], Some(2))]
    };
    for (name, text, expect) in [
        ("a.txt", page, both(Some(3), Some(8))),
        (
            "b.txt",
            format!("\n春茶坐上高铁\n2024-05-08 10:30 来源：江城日报\n\n{BODY}\n{BODY}\n"),
            vec![("春茶坐上高铁", Some(2), None)],
        ),
        (
            "a.jsonl",
            "\n{\"title\": \"春茶坐上高铁\"}\n\n{\"title\": \"老街夜市亮灯\"}\n".to_owned(),
            both(Some(2), Some(4)),
        ),
        (
            "a.json",
            "[\n  {\"title\":\n \"春茶坐上高铁\"},\n\n  {\"title\": \"老街夜市亮灯\"}]\n".to_owned(),
            numbered([Some(2), Some(5)]),
        ),
        (
            "b.json",
            "\n{\"title\": \"春茶坐上高铁\"}\n{\"title\": \"老街夜市亮灯\"}\n".to_owned(),
            numbered([Some(2), Some(3)]),
        ),
        (
            "c.json",
            "{\"data\": [{\"title\": \"春茶坐上高铁\"},\n{\"title\": \"老街夜市亮灯\"}]}\n".to_owned(),
            numbered([None, None]),
        ),
        (
            "a.csv",
            "江城日报数据库\n标题,正文\n春茶坐上高铁,\"一。\n二。\"\n老街夜市亮灯,三。\n".to_owned(),
            numbered([Some(3), Some(5)]),
        ),
        (
            "a.xls",
            "<html><table>\n<tr><th>标题<th>正文</tr>\n<tr><td>春茶坐上高铁<td>一</tr>\n<tr><td>老街夜市亮灯<td>二</tr></table></html>".to_owned(),
            numbered([None, None]),
        ),
        (
            "a.md",
            format!("---\nsource: 江城日报\n---\n\n# 春茶坐上高铁\n\n{BODY}\n\n# 老街夜市亮灯\n{BODY}\n"),
            both(Some(5), Some(9)),
        ),
        ("b.md", format!("---\ntitle: 春茶坐上高铁\n---\n\n{BODY}\n"), vec![("春茶坐上高铁", Some(5), None)]),
        (
            "a.rss",
            "<rss><channel>\n<title>江城日报</title>\n<item>\n<title>春茶坐上高铁</title></item>\n\n<item><title>老街夜市亮灯</title></item></channel></rss>".to_owned(),
            numbered([Some(3), Some(6)]),
        ),
        (
            "a.html",
            format!("<html><body>\n<h1>春茶坐上高铁</h1><p>{BODY}</p><p>{BODY}</p></body></html>"),
            vec![("春茶坐上高铁", Some(1), None)],
        ),
    ] {
        let found = read(name, &text);
        let found: Vec<_> = found.iter().map(|(title, line, record)| (title.as_str(), *line, *record)).collect();
        assert_eq!(found, expect, "{name}");
    }
}

#[test]
fn lines_count_in_the_decoded_text() {
    // UTF-16 with a byte order mark.
    let text = "\n{\"title\": \"春茶坐上高铁\"}\n{\"title\": \"老街夜市亮灯\"}\n";
    let bytes: Vec<u8> =
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    fs::write(&path, bytes).unwrap();
    let mut lines = Vec::new();
    read_file(&path, &ReadOptions::default(), &mut |entry| {
        if let Entry::Article(_, place) = entry {
            lines.push(place.line);
        }
    })
    .unwrap();
    assert_eq!(lines, [Some(2), Some(3)]);
}

/// An index beside a folder of news, with the files in it indexed.
fn indexed(folder: &Path) -> Index {
    fs::create_dir_all(folder.join("news")).unwrap();
    fs::write(folder.join("news/a.jsonl"), "\n{\"id\": \"1\", \"title\": \"雨后\"}\n").unwrap();
    fs::write(folder.join("news/b.csv"), "id,标题\n2,雨后街上\n3,街上\n").unwrap();
    let index = Index::create(folder.join(".jianbao")).unwrap();
    index_paths(&index, &[folder.join("news")], &mut |_| {}).unwrap();
    index
}

fn place(path: &str, line: u64, record: Option<u64>) -> Option<FilePlace> {
    Some(FilePlace { path: path.into(), member: None, line: Some(line), record })
}

#[test]
fn a_place_is_in_the_index_and_goes_with_a_moved_file_and_through_a_rebuild() {
    let folder = tempfile::tempdir().unwrap();
    let index = indexed(folder.path());
    assert_eq!(index.place("1").unwrap(), place("news/a.jsonl", 2, None));
    assert_eq!(index.place("3").unwrap(), place("news/b.csv", 3, Some(2)));
    assert_eq!(index.place("4").unwrap(), None);
    let hit = serde_json::to_value(&index.search(&SearchRequest::new("雨后街上")).unwrap().hits[0]).unwrap();
    assert_eq!(hit["file"], serde_json::json!({"path": "news/b.csv", "line": 2, "record": 1}));
    fs::rename(folder.path().join("news/b.csv"), folder.path().join("news/c.csv")).unwrap();
    let summary = index_paths(&index, &[folder.path().join("news")], &mut |_| {}).unwrap();
    assert_eq!((summary.moved, summary.articles), (1, 0));
    assert_eq!(index.place("3").unwrap(), place("news/c.csv", 3, Some(2)));
    drop(index);
    let Rebuilt { index, losses } = Index::rebuild(folder.path().join(".jianbao"), None).unwrap();
    assert!(losses.is_empty());
    assert_eq!(index.place("1").unwrap(), place("news/a.jsonl", 2, None));
    assert_eq!(index.place("3").unwrap(), place("news/c.csv", 3, Some(2)));
    let summary = index_paths(&index, &[folder.path().join("news")], &mut |_| {}).unwrap();
    assert_eq!((summary.unchanged, summary.older_reader), (2, 0));
    // An article of no file has no place.
    let mut writer = index.writer().unwrap();
    writer.add(Article { id: Some("5".into()), title: Some("春茶".into()), ..Article::default() }).unwrap();
    writer.finish().unwrap();
    assert_eq!(index.place("5").unwrap(), None);
    assert_eq!(index.search(&SearchRequest::new("春茶")).unwrap().hits[0].file, None);
}

#[cfg(feature = "archives")]
#[test]
fn a_file_in_an_archive_is_a_member() {
    let folder = tempfile::tempdir().unwrap();
    let tar = |name: &str, bytes: &[u8]| {
        let mut header = [0_u8; 512];
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[100..108].copy_from_slice(b"0000644\0");
        header[124..136].copy_from_slice(format!("{:011o}\0", bytes.len()).as_bytes());
        header[148..156].copy_from_slice(b"        ");
        header[156] = b'0';
        header[257..265].copy_from_slice(b"ustar\x0000");
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        let mut archive = header.to_vec();
        archive.extend_from_slice(bytes);
        archive.resize(archive.len().next_multiple_of(512) + 1024, 0);
        archive
    };
    let inner = tar("深/b.jsonl", "{\"id\": \"1\", \"title\": \"雨后\"}\n".as_bytes());
    fs::write(folder.path().join("a.tar"), tar("c.tar", &inner)).unwrap();
    let index = Index::create(folder.path().join(".jianbao")).unwrap();
    index_paths(&index, &[folder.path().to_owned()], &mut |_| {}).unwrap();
    let place = index.place("1").unwrap().unwrap();
    assert_eq!(
        (place.path.as_str(), place.member.as_deref(), place.line),
        ("a.tar", Some("c.tar!深/b.jsonl"), Some(1))
    );
    assert_eq!(place.to_string(), "a.tar!c.tar!深/b.jsonl:1");
}

#[test]
fn a_file_that_an_earlier_reader_read_is_read_again_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    fs::write(&path, "{\"id\": \"1\", \"title\": \"雨后\", \"date\": \"2024-05-08 10:30\"}\n").unwrap();
    let index = Index::create(folder.path().join(".jianbao")).unwrap();
    let metadata = fs::metadata(&path).unwrap();
    let modified = metadata.modified().unwrap().duration_since(std::time::UNIX_EPOCH).unwrap();
    let state = FileState {
        size_bytes: metadata.len(),
        modified_ns: u64::try_from(modified.as_nanos()).unwrap(),
        content_hash: hash_file(&path).unwrap(),
        articles: 1,
        reader: READER_VERSION - 1,
    };
    let mut writer = index.writer().unwrap();
    let mut file = writer.file("a.jsonl").unwrap();
    file.add(Article { id: Some("1".into()), title: Some("雨后".into()), ..Article::default() }).unwrap();
    file.finish(state).unwrap();
    writer.finish().unwrap();
    assert_eq!(index.place("1").unwrap().unwrap().line, None);
    let summary = index_paths(&index, std::slice::from_ref(&path), &mut |_| {}).unwrap();
    assert_eq!((summary.older_reader, summary.updated, summary.unchanged), (1, 1, 0));
    assert_eq!(index.place("1").unwrap().unwrap().line, Some(1));
    assert_eq!(index.get("1").unwrap().unwrap().time.unwrap().to_string(), "2024-05-08T10:30:00");
    let summary = index_paths(&index, &[path], &mut |_| {}).unwrap();
    assert_eq!((summary.older_reader, summary.unchanged), (0, 1));
}
