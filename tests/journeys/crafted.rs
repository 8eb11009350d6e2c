//! Malicious indexes: no pipe is opened, no count is trusted, nothing outside is read.
//!
//! Every list in them has a valid seal, because an attacker can compute seals, which need no key.

use std::fs;
use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::process::Command;

use jianbao::index::verify;
use jianbao::{Article, Error, Index, SearchRequest, index_paths};

use crate::damage::index_in;
use crate::formats::sealed_object;

/// An index with a change in its list of segments.
fn with_list(folder: &Path, change: impl Fn(&mut serde_json::Value)) -> PathBuf {
    let path = index_in(folder);
    let list = path.join("meta.json");
    let mut value: serde_json::Value = serde_json::from_slice(&fs::read(&list).unwrap()).unwrap();
    value.as_object_mut().unwrap().remove("seal");
    change(&mut value);
    let json = serde_json::to_string_pretty(&value).unwrap();
    fs::write(&list, sealed_object(&format!("{},\n  ", json.trim_end_matches("\n}")))).unwrap();
    path
}

/// Every way into an index gives an answer or an error, and reports the damage.
fn is_told(path: &Path, problem: &str) {
    match Index::open(path) {
        Ok(index) => drop(index.search(&SearchRequest::new("江城").limit(1000))),
        Err(error) => assert!(matches!(error, Error::Corrupt { .. } | Error::Engine { .. }), "{error:?}"),
    }
    let found = verify(path).unwrap();
    let told: Vec<String> = found.damage.iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|told| told.contains(problem)), "{told:?}");
}

#[test]
fn counts_are_held_against_the_files_before_anything_is_reserved() {
    for documents in [100_000, 1_000_000_000, u64::from(u32::MAX)] {
        let folder = tempfile::tempdir().unwrap();
        let path = with_list(folder.path(), |list| list["segments"][0]["max_doc"] = documents.into());
        assert!(Index::open(&path).is_err());
        is_told(&path, "documents; its files have room for");
    }
}

#[test]
fn a_segment_is_listed_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = with_list(folder.path(), |list| {
        let segments = list["segments"].as_array_mut().unwrap();
        let first = segments[0].clone();
        segments.extend(std::iter::repeat_n(first, 5_000));
    });
    assert!(Index::open(&path).is_err());
    is_told(&path, "twice");
    let folder = tempfile::tempdir().unwrap();
    let path = with_list(folder.path(), |list| {
        let segments = list["segments"].as_array_mut().unwrap();
        for number in 0..20_000 {
            let mut other = segments[0].clone();
            other["segment_id"] = format!("00000000-0000-0000-0000-{number:012}").into();
            segments.push(other);
        }
    });
    is_told(&path, "are the most");
}

/// Not an attack: somebody tidies up. The index is intact where it is now, and the next writer removes what was begun.
#[test]
fn an_index_moved_during_a_rebuild_is_intact_and_not_called_corrupt() {
    let folder = tempfile::tempdir().unwrap();
    let (path, moved) = (folder.path().join("index"), folder.path().join("moved"));
    let mut writer = Index::create(&path).unwrap().writer().unwrap();
    for number in 0..20_000 {
        let title = Some(format!("江城工匠第{number}回走进课堂"));
        writer.add(Article { id: Some(number.to_string()), title, ..Article::default() }).unwrap();
    }
    writer.finish().unwrap();
    let rebuilt = std::thread::scope(|scope| {
        let rebuilding = scope.spawn(|| Index::rebuild(&path, None).map(drop));
        while !path.join("rebuilding/meta.json").exists() && !rebuilding.is_finished() {
            std::thread::yield_now();
        }
        fs::rename(&path, &moved).unwrap();
        rebuilding.join().unwrap()
    });
    assert!(matches!(rebuilt, Err(Error::Exchanged { .. })), "{rebuilt:?}");
    assert!(verify(&moved).unwrap().damage.is_empty());
    let index = Index::open(&moved).unwrap();
    assert_eq!(index.len(), 20_000);
    index.writer().unwrap().finish().unwrap();
    assert!(!moved.join("rebuilding").exists());
}

#[test]
fn the_table_of_files_is_a_file_of_the_index() {
    for name in ["/etc/passwd", "../news/0.jsonl", "..", "/dev/zero"] {
        let folder = tempfile::tempdir().unwrap();
        let path = with_list(folder.path(), |list| list["payload"] = name.into());
        assert!(Index::open(&path).unwrap().files().is_err());
        is_told(&path, "which is not a file of an index");
    }
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_no_files_of_an_index() {
    let whole = tempfile::tempdir().unwrap();
    let whole_path = index_in(whole.path());
    let names = |path: &Path| -> Vec<String> {
        let entries = fs::read_dir(path).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    // One of each kind of file of a segment, and every other file.
    let mut kinds = std::collections::BTreeMap::new();
    for name in names(&whole_path) {
        let (segment, kind) = name.split_once('.').unwrap();
        let kind = kind.trim_start_matches(|c: char| c.is_ascii_digit());
        kinds.insert(if segment.len() == 32 { kind.to_owned() } else { name.clone() }, name);
    }
    assert!(kinds.len() > 14, "{kinds:?}");
    for file in kinds.values() {
        for is_pipe in [true, false] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(".jianbao");
            fs::create_dir(&path).unwrap();
            for name in names(&whole_path).iter().filter(|name| *name != file) {
                fs::copy(whole_path.join(name), path.join(name)).unwrap();
            }
            let file = path.join(file);
            if is_pipe {
                assert!(Command::new("mkfifo").arg(&file).status().unwrap().success());
            } else {
                std::os::unix::fs::symlink("/dev/zero", &file).unwrap();
            }
            // None of these waits for the pipe or fills the memory.
            if let Ok(index) = Index::open(&path) {
                drop(index.search(&SearchRequest::new("江城 “第000回”")));
                drop(index.files());
                drop(index.stats());
                drop(index.articles().map(Iterator::count));
                drop(index_paths(&index, &[whole.path().join("news")], &mut |_| {}));
            }
            drop(verify(&path));
            drop(Index::rebuild(&path, None));
        }
    }
}
