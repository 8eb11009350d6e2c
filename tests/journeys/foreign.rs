//! Files of the user in an index folder are unchanged, whatever their names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use jianbao::index::verify;
use jianbao::{Article, Error, Index, SearchRequest};

/// An index of format 5, made before there was a list of own files.
fn without_list(folder: &Path) -> PathBuf {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/index-format-5-without-list");
    let path = folder.join(".jianbao");
    fs::create_dir(&path).unwrap();
    for entry in fs::read_dir(kept).unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), path.join(entry.file_name())).unwrap();
    }
    path
}

/// Every file below a folder, with its content.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            files.extend(tree(&entry.path()));
        } else {
            files.insert(entry.path(), fs::read(entry.path()).unwrap());
        }
    }
    files
}

/// Puts files into an index folder and beside it that a user may have, named like those of an index.
fn add_foreign(path: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let table = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let table = table.into_iter().find(|file| file.to_str().unwrap().contains("files-")).unwrap();
    let copies = [
        ("files-1003.json", fs::read(table).unwrap()),
        ("meta-old.json", fs::read(path.join("meta.json")).unwrap()),
    ];
    let others = [
        "diary.docx",
        "files-2020.json",
        ".vimrc.new",
        ".meta.json.17.new",
        "0123456789abcdef0123456789abcdef.store",
        "owned.json",
        "rebuilding/jianbao.json",
        "photos/2020/a.jpg",
        "../.jianbao.retired/jianbao.json",
        "../.jianbao.rebuilding/notes.txt",
    ];
    let others = others.map(|name| (name, format!("what {name} holds").into_bytes()));
    let mut foreign = BTreeMap::new();
    for (name, bytes) in copies.into_iter().chain(others) {
        let file = path.join(name);
        if file.exists() {
            continue;
        }
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, &bytes).unwrap();
        foreign.insert(file, bytes);
    }
    foreign
}

fn article(id: &str) -> Article {
    Article { id: Some(id.to_owned()), title: Some("雨后".into()), ..Article::default() }
}

fn list_of(path: &Path) -> (String, BTreeSet<String>) {
    let json = |file: &str| -> serde_json::Value {
        serde_json::from_slice(&fs::read(path.join(file)).unwrap()).unwrap()
    };
    let name = json("meta.json")["owned"].as_str().unwrap().to_owned();
    let names = json(&name)["owned"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect();
    (name, names)
}

#[test]
fn an_index_without_a_list_gets_one_when_it_is_rebuilt() {
    let folder = tempfile::tempdir().unwrap();
    let path = without_list(folder.path());
    let foreign = add_foreign(&path);
    let before: BTreeSet<PathBuf> = tree(folder.path()).into_keys().collect();
    assert!(matches!(Index::open(&path), Err(Error::OlderFormat { found: 5, .. })));
    let after: BTreeSet<PathBuf> = tree(folder.path()).into_keys().collect();
    let new: Vec<_> = after.difference(&before).collect();
    assert!(new.iter().all(|file| file.ends_with(".tantivy-meta.lock")), "{new:?}");
    let index = Index::rebuild(&path, None).unwrap().index;
    assert_eq!(index.search(&SearchRequest::new("“晚上十点半”")).unwrap().total, 1);
    assert!(verify(&path).unwrap().damage.is_empty());
    let mut writer = index.writer().unwrap();
    writer.add(article("new")).unwrap();
    writer.finish().unwrap();
    let (list, names) = list_of(&path);
    assert_eq!(list, "owned-2.json", "the user has a file of the other name");
    for name in &names {
        assert!(!foreign.contains_key(&path.join(name)), "{name} is the user's");
    }
    for (file, bytes) in &foreign {
        assert!(fs::read(file).ok().as_ref() == Some(bytes), "{}", file.display());
    }
    assert!(verify(&path).unwrap().damage.is_empty());
    assert_eq!(Index::open(&path).unwrap().len(), 4);
}

#[test]
fn foreign_files_outlast_writers_compaction_and_rebuilds() {
    let folder = tempfile::tempdir().unwrap();
    for path in [without_list(folder.path()), folder.path().join("new")] {
        if !path.exists() {
            let mut writer = Index::create(&path).unwrap().writer().unwrap();
            writer.add(article("old")).unwrap();
            writer.finish().unwrap();
        }
        let foreign = add_foreign(&path);
        if !path.ends_with("new") {
            Index::rebuild(&path, None).unwrap();
        }
        for round in 0..3 {
            let index = Index::open(&path).unwrap();
            let mut writer = index.writer().unwrap();
            writer.add(article(&format!("new-{round}"))).unwrap();
            writer.finish().unwrap();
            index.compact().unwrap();
            assert!(Index::rebuild(&path, None).unwrap().losses.is_empty());
            // A handle from before the rebuild continues to work.
            let mut writer = index.writer().unwrap();
            assert!(writer.remove(&format!("new-{round}")).unwrap());
            writer.finish().unwrap();
            for (file, bytes) in &foreign {
                assert!(fs::read(file).ok().as_ref() == Some(bytes), "round {round}: {}", file.display());
            }
        }
        assert!(verify(&path).unwrap().damage.is_empty());
        let (_, names) = list_of(&path);
        let index: serde_json::Value =
            serde_json::from_slice(&fs::read(path.join("meta.json")).unwrap()).unwrap();
        let files = index["files"].as_object().unwrap();
        for file in fs::read_dir(&path).unwrap().map(|entry| entry.unwrap()) {
            let name = file.file_name().into_string().unwrap();
            let is_foreign = foreign.keys().any(|foreign| foreign.starts_with(file.path()));
            assert!(is_foreign || names.contains(&name) || files.contains_key(&name), "{name} is left");
        }
    }
}

#[test]
fn an_index_is_made_in_a_folder_of_its_own_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("docs");
    fs::create_dir(&path).unwrap();
    fs::write(path.join("diary.docx"), "mine").unwrap();
    for made in [
        Index::create(&path),
        Index::open_or_create(&path),
        Index::builder().user_dictionary("江城 5\n").create(&path),
    ] {
        match made.map(drop) {
            Err(error @ Error::NotEmpty { .. }) => {
                assert!(error.remedy().unwrap().to_string().ends_with("docs/.jianbao"), "{error}")
            }
            made => panic!("{made:?}"),
        }
    }
    assert_eq!(tree(folder.path()).len(), 1, "nothing was left");
    fs::remove_file(path.join("diary.docx")).unwrap();
    Index::create(&path).unwrap();
}

#[test]
fn an_index_put_beside_under_a_name_of_ours_is_not_taken() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(".jianbao");
    let planted = folder.path().join(".jianbao.retired");
    drop(Index::create(&planted).unwrap());
    assert!(matches!(Index::open(&path), Err(Error::NotAnIndex { .. })));
    drop(Index::create(&path).unwrap());
    Index::rebuild(&path, None).unwrap();
    assert!(Index::open(&planted).is_ok());
}

#[cfg(unix)]
#[test]
fn the_index_folder_may_be_a_link_and_links_in_it_are_not_followed() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let (place, path, outside) =
        (folder.path().join("disk"), folder.path().join(".jianbao"), folder.path().join("outside"));
    fs::create_dir(&place).unwrap();
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("jianbao.json"), "mine").unwrap();
    symlink(&place, &path).unwrap();
    let mut writer = Index::create(&path).unwrap().writer().unwrap();
    writer.add(article("a")).unwrap();
    writer.finish().unwrap();
    // A folder in the list, and a link to an outside one in its place.
    let list = place.join("owned.json");
    let listed = fs::read_to_string(&list).unwrap();
    let (opening, _) = listed.rsplit_once("\"seal\": \"").unwrap();
    let opening =
        format!("{}\"seal\": \"", opening.replace("\"owned\": [", "\"owned\": [\n    \"rebuilding\","));
    fs::write(&list, format!("{opening}{:016x}\"\n}}\n", xxhash_rust::xxh3::xxh3_64(opening.as_bytes())))
        .unwrap();
    symlink(&outside, place.join("rebuilding")).unwrap();
    let rebuilt = Index::rebuild(&path, None).unwrap();
    assert_eq!(rebuilt.index.len(), 1);
    assert_eq!(fs::read(outside.join("jianbao.json")).unwrap(), b"mine");
    assert!(path.symlink_metadata().unwrap().is_symlink());
    assert!(place.join("rebuilding").symlink_metadata().unwrap().is_symlink());
}

#[cfg(unix)]
#[test]
fn what_stands_in_the_place_of_a_lost_list_is_neither_followed_nor_written_over() {
    use std::os::unix::fs::symlink;
    for is_link in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let (path, outside) = (folder.path().join("index"), folder.path().join("outside"));
        let mut writer = Index::create(&path).unwrap().writer().unwrap();
        writer.add(article("a")).unwrap();
        writer.finish().unwrap();
        fs::write(&outside, "mine").unwrap();
        fs::remove_file(path.join("owned.json")).unwrap();
        if is_link {
            symlink(&outside, path.join("owned.json")).unwrap();
        } else {
            fs::write(path.join("owned.json"), "mine").unwrap();
        }
        Index::open(&path).unwrap().writer().unwrap().finish().unwrap();
        assert_eq!(Index::rebuild(&path, None).unwrap().index.len(), 1);
        assert_eq!(fs::read(path.join("owned.json")).unwrap(), b"mine");
        assert_eq!(list_of(&path).0, "owned-2.json");
        assert_eq!(fs::read(&outside).unwrap(), b"mine");
    }
}
