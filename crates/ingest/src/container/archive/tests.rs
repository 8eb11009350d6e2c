use std::io::Write;

use crate::files::read::tests::{gzip, read, read_articles, read_with, zstd};
use crate::{Limits, OwnReport, ReadOptions};

const LINES: &str = "{\"title\": \"雨后\"}\n{\"title\": \"街上\"}\n";

/// `LINES` as Python packs it: `lzma.compress(lines, format=lzma.FORMAT_XZ)`.
const XZ: &[u8] =
    b"\xfd7zXZ\x00\x00\x04\xe6\xd6\xb4F\x02\x00!\x01\x16\x00\x00\x00t/\xe5\xa3\xe0\x00'\x00#]\x00=\
    \x88\x8a\x86\xd4T\xe9\xdd7x\xd3\xf2-\xe5\xb2\x99\x22E\xbf\x94\x07g\xda3\xd0\xc2b;\x99\x0f@8\
    \x94\xac\x00\x00\x00\xcc@q\xb5\x9f\xf6\x0e\xac\x00\x01?(\xed7\xedM\x1f\xb6\xf3}\x01\x00\x00\
    \x00\x00\x04YZ";

/// A zip archive, its names as they are given; files are deflated.
fn zip(files: &[(&[u8], &[u8])]) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(text).unwrap();
        let packed = packed.finish().unwrap();
        let mut crc = flate2::Crc::new();
        crc.update(text);
        let u32_of = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
        let u16_of = |number: usize| u16::try_from(number).unwrap().to_le_bytes();
        let common = [
            [20, 0, 0, 0, 8, 0, 0, 0, 0, 0].as_slice(),
            &crc.sum().to_le_bytes(),
            &u32_of(packed.len()),
            &u32_of(text.len()),
            &u16_of(name.len()),
            &[0, 0],
        ]
        .concat();
        list.extend(
            [b"PK\x01\x02\x14\x00".as_slice(), &common, &[0; 10], &u32_of(bytes.len()), name].concat(),
        );
        bytes.extend([b"PK\x03\x04".as_slice(), &common, name, &packed].concat());
    }
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let start = u32::try_from(bytes.len()).unwrap().to_le_bytes();
    let length = u32::try_from(list.len()).unwrap().to_le_bytes();
    let end = [b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &length, &start, &[0, 0]].concat();
    [bytes, list, end].concat()
}

/// A tar archive, its names as they are given.
fn tar(files: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, text) in files {
        let mut header = tar::Header::new_gnu();
        header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name);
        header.set_size(text.len() as u64);
        header.set_cksum();
        archive.append(&header, *text).unwrap();
    }
    archive.into_inner().unwrap()
}

#[test]
fn every_packing_is_read_as_what_lies_in_it() {
    let lines = LINES.as_bytes();
    let tar = tar(&[(b"a.jsonl", lines)]);
    for (name, bytes) in [
        ("a.jsonl.xz", XZ.to_owned()),
        ("a.tar", tar.clone()),
        ("a.tgz", gzip(&tar)),
        ("a.tar.zst", zstd(&tar)),
        ("a.tar.gz", gzip(&tar)),
        ("a", gzip(&tar)),
        ("a.zip", zip(&[(b"b/a.jsonl", lines)])),
        ("a.zip", zip(&[(b"b/a.jsonl.xz", XZ)])),
        ("a.tar", self::tar(&[(b"inner.zip", &zip(&[(b"a.jsonl.gz", &gzip(lines))]))])),
    ] {
        assert_eq!(read(name, &bytes).unwrap(), ["雨后", "街上"], "{name}");
    }
}

#[test]
fn files_in_archives_are_named_behind_the_archive_and_the_others_go_on() {
    let bytes = zip(&[
        (b"b/a.jsonl", b"{\"title\": \"\xe9\x9b\xa8\"}\nnot json\n"),
        (b"b.txt", b"abc\0def"),
        (b"picture.jpg", b"\0"),
        (b"b/.hidden.txt", b"a"),
        (b"__MACOSX/c.txt", b"a"),
        (b"c.jsonl.gz", b"\x1f\x8bno"),
        (b"z.txt", "街上\n\n无人。\n".as_bytes()),
    ]);
    let seen = read("a.zip", &bytes).unwrap();
    assert_eq!(seen[0], "雨");
    assert!(seen[1].starts_with("/a.zip!b/a.jsonl:2: not a JSON object"), "{seen:?}");
    assert!(seen[2].starts_with("/a.zip!b.txt: not text"), "{seen:?}");
    assert!(seen[3].starts_with("/a.zip!c.jsonl.gz: incomplete: unpacking failed"), "{seen:?}");
    assert_eq!(seen[4..], ["街上"]);
}

#[test]
fn names_in_archives_are_of_any_encoding() {
    let broken: &[u8] = b"not json";
    for (encoding, name) in
        [(encoding_rs::GB18030, "要闻/江城日报.jsonl"), (encoding_rs::BIG5, "要聞/江城日報.jsonl")]
    {
        let (encoded, _, _) = encoding.encode(name);
        let seen = read("a.zip", &zip(&[(&encoded, broken)])).unwrap();
        assert!(seen[0].starts_with(&format!("/a.zip!{name}:1:")), "{seen:?}");
    }
    let (encoded, _, _) = encoding_rs::GB18030.encode("要闻/江城日报.jsonl");
    let seen = read("a.tar", &tar(&[(&encoded, broken)])).unwrap();
    assert!(seen[0].starts_with("/a.tar!要闻/江城日报.jsonl:1:"), "{seen:?}");
}

/// These bytes are valid in no encoding, so only the bytes distinguish the two names.
#[test]
fn names_that_are_no_text_stay_two() {
    let files: [(&[u8], &[u8]); 2] = [(b"a\xff.jsonl", LINES.as_bytes()), (b"a\xfe\xff.jsonl", b"[]\n[]\n")];
    for (archive, bytes) in [("a.tar", tar(&files)), ("a.zip", zip(&files))] {
        let seen = read(archive, &bytes).unwrap();
        assert_eq!(
            (seen.len(), &seen[..2]),
            (4, ["雨后".to_owned(), "街上".to_owned()].as_slice()),
            "{seen:?}"
        );
        assert!(seen[2].starts_with(&format!("/{archive}!a\u{fffd}")), "{seen:?}");
    }
    let same_shape: [(&[u8], &[u8]); 2] = [(b"a\xff.jsonl", b"[]\n"), (b"a\xfe.jsonl", b"[]\n")];
    for (archive, bytes) in [("a.tar", tar(&same_shape)), ("a.zip", zip(&same_shape))] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(archive);
        std::fs::write(&path, bytes).unwrap();
        let mut warned = std::collections::BTreeSet::new();
        let take = &mut |entry| match entry {
            crate::Entry::Warning(warning) => drop(warned.insert(warning.path)),
            other => panic!("{other:?}"),
        };
        crate::read_file(&path, &ReadOptions::default(), take).unwrap();
        assert_eq!(warned.len(), if cfg!(unix) { 2 } else { 1 }, "{warned:?}");
    }
}

/// A name may contain a line break, which separates nothing.
#[test]
fn a_line_break_in_a_name_moves_no_other_name() {
    let files: [(&[u8], &[u8]); 3] = [
        (b"a\nb.txt", "雨后\n\n无人。\n".as_bytes()),
        (b"c.jsonl", b"{\"title\": \"d\"}\n"),
        (b"picture.jpg", b"\0"),
    ];
    assert_eq!(read("a.zip", &zip(&files)).unwrap(), ["雨后", "d"]);
}

#[test]
fn paths_that_climb_are_left_out_and_named() {
    for name in ["../a.txt", "b/../../a.txt", "/etc/a.txt", "..\\a.txt", "C:\\a.txt"] {
        let files: [(&[u8], &[u8]); 2] = [(name.as_bytes(), b"a"), (b"b.txt", "雨后\n\n无人。\n".as_bytes())];
        for (archive, bytes) in [("a.tar", tar(&files)), ("a.zip", zip(&files))] {
            let seen = read(archive, &bytes).unwrap();
            assert!(seen[0].contains("its path leaves the archive: skipped"), "{seen:?}");
            assert_eq!(seen[1..], ["雨后"]);
        }
    }
}

#[test]
fn bombs_are_refused_however_they_are_wrapped() {
    let limits = Limits { unpacked_ratio: 3, unpacked_bytes: 1000, ..Limits::default() };
    let options = ReadOptions::default().limits(limits);
    let big = vec![b' '; 200_000];
    let half = vec![b' '; 600];
    for (name, bytes) in [
        ("a.zip", zip(&[(b"a.txt", &big)])),
        ("a.zip", zip(&[(b"b.zip", &zip(&[(b"a.txt", &big)]))])),
        ("a.tar.gz", gzip(&tar(&[(b"a.txt", &big)]))),
        // Each is within the limit; together they exceed it.
        ("a.zip", zip(&[(b"a.txt", &half), (b"b.txt", &half)])),
    ] {
        let refused = read_with(name, &bytes, &options).unwrap_err();
        assert!(refused.contains("refused: it unpacks to more than 3 times its size"), "{refused}");
    }
    assert!(read_with("a.zip", &zip(&[(b"a.txt", &half)]), &options).is_ok());
}

#[test]
fn archives_in_archives_have_an_end() {
    let mut bytes = LINES.as_bytes().to_owned();
    for _ in 0..9 {
        bytes = gzip(&bytes);
    }
    assert!(read("a", &bytes).unwrap_err().contains("compressed more than 8 times"));
    let mut bytes = zip(&[(b"a.jsonl", LINES.as_bytes())]);
    for _ in 0..8 {
        bytes = zip(&[(b"a.zip", &bytes)]);
    }
    let seen = read("a.zip", &bytes).unwrap();
    assert!(seen[0].contains("compressed more than 8 times"), "{seen:?}");
}

#[test]
fn what_is_cut_short_keeps_what_was_read() {
    let text = |number: usize| format!("{{\"title\": \"雨{number}\"}}\n");
    // Incompressible bytes are spread over the file.
    let lines: String = (0..6_000).map(|number| text(number * 7919)).collect();
    let whole = gzip(lines.as_bytes());
    let articles = |name: &str, bytes: &[u8]| {
        let mut articles = 0;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let error = crate::read_file(&path, &ReadOptions::default(), &mut |entry| {
            articles += u64::from(matches!(entry, crate::Entry::Article(..)));
        })
        .unwrap_err();
        (articles, error.to_string())
    };
    let (kept, error) = articles("a.jsonl.gz", &whole[..whole.len() / 2]);
    assert!(kept > 1_500, "{kept}");
    assert!(error.contains(&format!("{kept} articles before it are kept")), "{error}");
    let page = "雨后\n\n本报讯　街上无人，店铺都关了门。\n".repeat(400);
    let page = gzip(page.as_bytes());
    assert!(articles("a.txt.gz", &page[..page.len() - 10]).0 > 0);
    let archive = tar(&[(b"a.jsonl", lines.as_bytes()), (b"b.jsonl", lines.as_bytes())]);
    let (kept, error) = articles("a.tar", &archive[..archive.len() / 2 + 3000]);
    assert!(kept > 6_000, "{kept}");
    assert!(error.contains("unpacking failed before the end"), "{error}");
}

#[test]
fn what_is_not_unpacked_is_named() {
    for (bytes, what) in [
        (b"Rar!\x1a\x07\x00abc".as_slice(), "a RAR archive"),
        (b"7z\xbc\xaf\x27\x1cabc", "a 7-Zip archive"),
        (b"%PDF-1.7", "a PDF file"),
        (&zip(&[(b"[Content_Types].xml", b""), (b"word/document.xml", b"")]), "an office document"),
        (b"PK\x03\x04 and nothing more", "cannot be unpacked"),
    ] {
        let refused = read("a.txt", bytes).unwrap_err();
        assert!(refused.contains(what), "{refused}");
    }
    assert!(read("a.zip", &zip(&[(b"a.jpg", b"")])).unwrap()[0].contains("no file in the archive"));
}

#[test]
fn a_table_and_a_page_are_read_in_an_archive_as_outside() {
    let table = "标题,正文\n雨后,街上无人。\n".as_bytes();
    let (gb, _, _) = encoding_rs::GB18030.encode("标题,正文\n雨后,街上无人。\n");
    let outside = read_articles("a.csv", table);
    assert_eq!(read_articles("a.zip", &zip(&[(b"a.csv", table)])), outside);
    assert_eq!(read_articles("a.zip", &zip(&[(b"a.csv", &gb)])), outside);
}

#[test]
fn a_report_of_our_own_is_passed_over_however_it_is_packed() {
    let mark = OwnReport::Clippings.markdown_mark();
    let markdown = format!("{mark}\n\n# 剪报：雨后\n\n街上无人。\n");
    let page = "<!DOCTYPE html><html><head><meta charset=\"utf-8\">\
                <meta name=\"generator\" content=\"jianbao clippings\"><title>剪报：雨后</title></head>\
                <body><h1>剪报：雨后</h1><p>街上无人，雨后初晴。</p></body></html>";
    let said = "a clippings report made by jianbao: ignored";
    for (name, text) in [("a.md", markdown.as_str()), ("a.html", page), ("a.txt", page), ("a.md", page)] {
        assert_eq!(read(name, text.as_bytes()), Ok(vec![format!("/{name}: {said}")]));
        let packed = format!("{name}.gz");
        assert_eq!(read(&packed, &gzip(text.as_bytes())), Ok(vec![format!("/{packed}: {said}")]));
    }
    let files: &[(&[u8], &[u8])] =
        &[(b"a.md", markdown.as_bytes()), (b"b.html", page.as_bytes()), (b"c.jsonl", LINES.as_bytes())];
    for (name, archive) in [("n.zip", zip(files)), ("n.tar", tar(files)), ("n.tar.gz", gzip(&tar(files)))] {
        let seen = read(name, &archive).unwrap();
        let expected = [format!("/{name}!a.md: {said}"), format!("/{name}!b.html: {said}")];
        assert_eq!(seen[..2], expected);
        assert_eq!(seen[2..], ["雨后", "街上"]);
    }
}

/// A zip archive that lists one file, and then `others`, each of which is that file.
fn zip_of_many(name: &[u8], text: &[u8], others: impl Iterator<Item = String>) -> Vec<u8> {
    let one = zip(&[(name, text)]);
    let at = one.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    let entry = &one[at..at + 46];
    let mut bytes = one[..at + 46 + name.len()].to_vec();
    let mut count = 1_u64;
    for other in others {
        count += 1;
        bytes.extend_from_slice(&entry[..28]);
        bytes.extend_from_slice(&u16::try_from(other.len()).unwrap().to_le_bytes());
        bytes.extend_from_slice(&entry[30..]);
        bytes.extend_from_slice(other.as_bytes());
    }
    let list_end = bytes.len() as u64;
    bytes.extend(b"PK\x06\x06\x2c\0\0\0\0\0\0\0\x2d\0\x2d\0\0\0\0\0\0\0\0\0");
    for number in [count, count, list_end - at as u64, at as u64] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend([b"PK\x06\x07\0\0\0\0".as_slice(), &list_end.to_le_bytes(), &[1, 0, 0, 0]].concat());
    bytes.extend([b"PK\x05\x06\0\0\0\0".as_slice(), &[0xff; 12], &[0, 0]].concat());
    bytes
}

#[test]
fn files_of_a_zip_archive_beyond_the_bound_are_told_and_left_out() {
    let others = |count: usize| (1..count).map(|file| format!("{file}.jpg")).chain(["z.jsonl".to_owned()]);
    let lines = LINES.as_bytes();
    let all = read("a.zip", &zip_of_many(b"a.jsonl", lines, others(99_999))).unwrap();
    assert_eq!(all, ["雨后", "街上", "雨后", "街上"]);
    let seen = read("a.zip", &zip_of_many(b"a.jsonl", lines, others(100_000))).unwrap();
    let told = "/a.zip: an archive of more than 100000 files: the rest is skipped; unpack it first";
    assert_eq!(seen, [told, "雨后", "街上"]);
    let book = zip_of_many(b"mimetype", lines, others(100_000));
    assert!(read("a.zip", &book).unwrap_err().contains("an office document or e-book"));
}

#[test]
fn a_list_that_is_too_long_to_be_held_is_refused() {
    let limits = Limits { document_bytes: 1 << 20, ..Limits::default() };
    let options = ReadOptions::default().limits(limits);
    let others = |count: usize| (0..count).map(|file| format!("{file}.jpg"));
    let short = zip_of_many(b"a.jsonl", LINES.as_bytes(), others(1_000));
    assert_eq!(read_with("a.zip", &short, &options).unwrap(), ["雨后", "街上"]);
    let long = zip_of_many(b"a.jsonl", LINES.as_bytes(), others(50_000));
    let refused = read_with("a.zip", &long, &options).unwrap_err();
    assert_eq!(refused, "/a.zip: cannot be unpacked: its list of files has more than 1 MiB");
}

#[test]
fn empty_members_of_gzip_have_a_bound() {
    let (lines, empty) = (gzip(LINES.as_bytes()), gzip(b""));
    let with_empty = |count: usize| [lines.clone(), empty.repeat(count), lines.clone()].concat();
    assert_eq!(read("a.jsonl.gz", &with_empty(10_000)).unwrap(), ["雨后", "街上", "雨后", "街上"]);
    for name in ["a.jsonl.gz", "a.txt.gz"] {
        let refused = read(name, &with_empty(100_000)).unwrap_err();
        assert!(refused.contains(": more than 10000 empty gzip members; the "), "{refused}");
    }
    let refused = read("a.jsonl.gz", &with_empty(100_000)).unwrap_err();
    assert!(refused.ends_with("the 2 articles before them are kept"), "{refused}");
    let garbage = [lines, b"no member".to_vec()].concat();
    assert!(read("a.jsonl.gz", &garbage).unwrap_err().contains("unpacking failed before the end"));
}

/// A file in a tar archive whose name precedes it, in one of two forms.
fn named_before(kind: u8, told: &[u8]) -> Vec<u8> {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::new(kind));
    header.set_size(told.len() as u64);
    header.set_cksum();
    let mut archive = tar::Builder::new(Vec::new());
    archive.append(&header, told).unwrap();
    let bytes = archive.into_inner().unwrap();
    bytes[..bytes.len() - 1024].to_vec()
}

#[test]
fn what_is_told_of_a_file_in_a_tar_archive_has_a_bound() {
    let lines = LINES.as_bytes();
    let file = |name: &[u8], bytes: &[u8]| {
        let archive = tar(&[(name, bytes)]);
        archive[..archive.len() - 1024].to_vec()
    };
    let read_parts = |parts: &[Vec<u8>]| read("a.tar", &[parts.concat(), vec![0; 1024]].concat());
    for kind in [b'L', b'K', b'x'] {
        let long = named_before(kind, &vec![b'a'; 4 << 20]);
        let refused = read_parts(&[file(b"a.jsonl", lines), long, file(b"b.jsonl", lines)]).unwrap_err();
        let expect =
            "/a.tar: more than 1024 KiB between two files of the archive; the 2 articles before are kept";
        assert_eq!(refused, expect);
    }
    // A long name, and files that are read in part or not at all.
    let name = format!("{}/b.jsonl", "a".repeat(5_000));
    let big = vec![b'a'; 3 << 20];
    let nul = [vec![0; 4_000], big.clone()].concat();
    let parts = [
        file(b"a.jpg", &big),
        file(b"a.jsonl", lines),
        file(b"a.csv", &nul),
        named_before(b'L', name.as_bytes()),
        file(b"b.jsonl", lines),
        file(b"z.jpg", &big),
        file(b"z.jsonl", lines),
    ];
    let seen = read_parts(&parts).unwrap();
    assert_eq!((seen.len(), seen.iter().filter(|seen| *seen == "雨后").count()), (7, 3), "{seen:?}");
}
