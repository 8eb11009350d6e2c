//! Files whose names are not UTF-8 are as distinct in the index as on the disk.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use jianbao::ingest::{IndexEvent, IndexOptions, IndexSummary, MissingFiles, Selection, index_selection};
use jianbao::{Article, Index};

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("nu")).unwrap();
        Desk { folder }
    }

    fn path(&self, name: &[u8]) -> PathBuf {
        self.folder.path().join("nu").join(OsStr::from_bytes(name))
    }

    fn write(&self, name: &[u8], title: &str) {
        fs::write(self.path(name), format!("{{\"title\": \"{title}\"}}\n")).unwrap();
    }

    fn index(&self) -> Index {
        Index::open_or_create(self.folder.path().join(".jianbao")).unwrap()
    }

    fn update(&self) -> (IndexSummary, Vec<String>) {
        let mut said = Vec::new();
        let options = IndexOptions::default().gone(MissingFiles::Remove);
        let selection = Selection::new([self.folder.path().join("nu")]);
        let summary = index_selection(&self.index(), &selection, &options, &mut |event| match event {
            IndexEvent::Moved { from, .. } => said.push(format!("moved {from}")),
            IndexEvent::Removed { file, .. } => said.push(format!("removed {file}")),
            IndexEvent::Replaced { id, earlier_file, .. } => said.push(format!("{id} from {earlier_file:?}")),
            _ => {}
        });
        (summary.unwrap(), said)
    }

    fn titles(&self) -> Vec<String> {
        let mut titles: Vec<String> =
            self.index().articles().unwrap().map(|article| article.unwrap().headline(20)).collect();
        titles.sort();
        titles
    }

    /// An index of an earlier version: it identifies a file by its displayed name.
    fn index_by_an_earlier_version(&self, title: &str) {
        self.write(b"\xef\xbf\xbd.jsonl", title);
        self.update();
        fs::remove_file(self.path("\u{fffd}.jsonl".as_bytes())).unwrap();
    }
}

#[test]
fn names_that_look_the_same_are_two_files() {
    let desk = Desk::new();
    let names: [&[u8]; 3] = [b"\xff.jsonl", b"\xfe.jsonl", "\u{fffd}.jsonl".as_bytes()];
    for (name, title) in names.iter().zip(["甲", "乙", "丙"]) {
        desk.write(name, title);
    }
    let (summary, said) = desk.update();
    assert_eq!((summary.added, summary.replaced, said.len()), (3, 0, 0), "{said:?}");
    assert_eq!(desk.titles(), ["丙", "乙", "甲"]);
    let (summary, _) = desk.update();
    assert_eq!((summary.unchanged, summary.files), (3, 0));
    // One changes, one moves, one disappears: each is distinguished from the others.
    desk.write(b"\xff.jsonl", "丁丁");
    fs::rename(desk.path(b"\xfe.jsonl"), desk.path(b"\xfd.jsonl")).unwrap();
    fs::remove_file(desk.path("\u{fffd}.jsonl".as_bytes())).unwrap();
    let (summary, mut said) = desk.update();
    said.sort();
    assert_eq!((summary.updated, summary.moved, summary.removed), (1, 1, 1));
    assert_eq!(said, ["moved nu/\u{fffd}.jsonl", "removed nu/\u{fffd}.jsonl"]);
    assert_eq!(desk.titles(), ["丁丁", "乙"]);
}

#[test]
fn what_an_earlier_version_knew_by_what_is_shown_is_found_again() {
    let desk = Desk::new();
    desk.index_by_an_earlier_version("甲");
    desk.write(b"\xff.jsonl", "甲");
    desk.write(b"\xfe.jsonl", "乙");
    let (summary, _) = desk.update();
    assert_eq!((summary.moved, summary.added, summary.removed), (1, 1, 0));
    assert_eq!(desk.titles(), ["乙", "甲"]);
    assert_eq!(desk.update().0.unchanged, 2);
}

#[test]
fn what_an_earlier_version_knew_and_has_changed_is_not_doubled() {
    let desk = Desk::new();
    desk.index_by_an_earlier_version("甲");
    desk.write(b"\xff.jsonl", "甲之二");
    let (summary, said) = desk.update();
    assert_eq!((summary.updated, summary.added, summary.removed), (1, 0, 0), "{said:?}");
    assert_eq!(desk.titles(), ["甲之二"]);
    assert_eq!(desk.update().0.unchanged, 1);
    // Two files looked like that one name: the articles go with one of them, and are replaced by its content.
    let desk = Desk::new();
    desk.index_by_an_earlier_version("甲");
    desk.write(b"\xff.jsonl", "甲之二");
    desk.write(b"\xfe.jsonl", "甲之三");
    desk.update();
    assert_eq!(desk.titles(), ["甲之三", "甲之二"]);
}

#[test]
fn an_article_that_takes_the_place_of_another_names_its_file_as_it_is_shown() {
    let desk = Desk::new();
    fs::write(desk.path(b"\xfe.jsonl"), "{\"id\": \"x\", \"title\": \"甲\"}\n").unwrap();
    fs::write(desk.path(b"\xff.jsonl"), "{\"id\": \"x\", \"title\": \"乙\"}\n").unwrap();
    let (_, said) = desk.update();
    assert_eq!(said, ["x from Some(\"nu/\u{fffd}.jsonl\")"]);
    let titles: Vec<Option<String>> = desk
        .index()
        .articles()
        .unwrap()
        .map(|article| article.map(|Article { title, .. }| title).unwrap())
        .collect();
    assert_eq!(titles, [Some("乙".to_owned())]);
}
