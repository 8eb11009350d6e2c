//! An index of another version is refused with the command that helps, or brought up to date.

use std::fs;
use std::path::{Path, PathBuf};

use jianbao::{Error, Index, SearchRequest, verify};

/// A copy of the index that the version with format 1 made (see tests/data/README.md).
fn of_format_1(folder: &Path) -> PathBuf {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/index-format-1");
    let path = folder.join(".jianbao");
    fs::create_dir(&path).unwrap();
    for entry in fs::read_dir(kept).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), path.join(entry.file_name())).unwrap();
    }
    path
}

#[test]
fn an_earlier_format_is_refused_with_the_command_that_brings_it_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = of_format_1(folder.path());
    for refused in [Index::open(&path).unwrap_err(), verify(&path).unwrap_err()] {
        assert!(matches!(refused, Error::OlderFormat { found: 1, .. }), "{refused:?}");
        assert!(refused.to_string().contains("jianbao index --rebuild"), "{refused}");
    }
}

#[test]
fn an_earlier_format_is_brought_up_to_date_from_what_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let path = of_format_1(folder.path());
    let index = Index::rebuild(&path, None).unwrap();
    assert!(verify(&path).unwrap().damage.is_empty());
    assert_eq!(index.user_dictionary(), "江城工匠 500\n");
    assert_eq!(index.len(), 3, "the article that was taken out stays out");
    assert_eq!(index.search(&SearchRequest::new("“晚上十点半”")).unwrap().hits[0].id, "f1-1");
    assert_eq!(index.get("f1-1").unwrap().unwrap().extra["热度"], 3);
    let files: Vec<String> = index.files().unwrap().iter().map(|(file, _)| file.to_owned()).collect();
    assert_eq!(files, ["a.jsonl", "b.txt"]);
}

#[test]
fn damage_to_an_earlier_format_is_not_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = of_format_1(folder.path());
    let store = fs::read_dir(&path)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|file| file.extension().is_some_and(|extension| extension == "store"))
        .unwrap();
    let mut bytes = fs::read(&store).unwrap();
    bytes[40] ^= 1;
    fs::write(&store, bytes).unwrap();
    assert!(matches!(Index::rebuild(&path, None), Err(Error::StoreDamaged { .. })));
}

#[test]
fn a_later_format_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(".jianbao");
    Index::create(&path).unwrap();
    // As a later version would seal it.
    let opening = "{\n  \"format\": 99,\n  \"seal\": \"";
    let seal = xxhash_rust::xxh3::xxh3_64(opening.as_bytes());
    fs::write(path.join("jianbao.json"), format!("{opening}{seal:016x}\"\n}}\n")).unwrap();
    let refused = Index::open(&path).unwrap_err();
    assert!(matches!(refused, Error::NewerFormat { found: 99, .. }), "{refused:?}");
    assert!(refused.to_string().contains("use a later jianbao"), "{refused}");
}
