//! Source files are deleted, moved, damaged and exported; the index follows, and reports each event.

use std::cell::RefCell;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use jianbao::ingest::{
    IndexEvent, IndexOptions, IndexSummary, MissingFiles, ReadOptions, Selection, index_json_lines,
    index_selection,
};
use jianbao::{Article, Index};

use crate::skipping::skip;

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        Desk { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("news").join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn index(&self) -> Index {
        Index::open_or_create(self.folder.path().join(".jianbao")).unwrap()
    }

    fn update(&self, paths: &[&str], gone: MissingFiles) -> (IndexSummary, Vec<String>) {
        let mut said = Vec::new();
        let selection = Selection::new(paths.iter().map(|name| self.path(name)));
        let summary =
            index_selection(&self.index(), &selection, &IndexOptions::default().gone(gone), &mut |event| {
                said.extend(what_is_said(&event));
            });
        (summary.unwrap(), said)
    }
}

/// The message of an event for people, if it has one.
fn what_is_said(event: &IndexEvent<'_>) -> Option<String> {
    match event {
        IndexEvent::Skipped(error) => Some(error.to_string()),
        IndexEvent::Warning(warning) => Some(warning.to_string()),
        IndexEvent::Replaced { id, .. } => Some(format!("replaced {id}")),
        IndexEvent::Stopped { inside, articles, files, given_up } => {
            let inside = inside.and_then(Path::file_name).map(|name| name.display().to_string());
            Some(format!("stopped in {inside:?}: {articles} of {files}, {given_up} given up"))
        }
        _ => None,
    }
}

fn articles(index: &Index) -> Vec<Article> {
    index.articles().unwrap().map(Result::unwrap).collect()
}

fn titles(index: &Index) -> Vec<String> {
    let mut titles: Vec<String> = articles(index).iter().map(|article| article.headline(20)).collect();
    titles.sort();
    titles
}

const ALL: &[&str] = &["."];

#[test]
fn articles_of_files_that_are_gone_go_when_that_is_asked() {
    let desk = Desk::new();
    desk.write("a.jsonl", "{\"title\": \"甲\"}\n{\"title\": \"乙\"}\n");
    desk.write("old/b.jsonl", "{\"title\": \"丙\"}\n");
    desk.update(ALL, MissingFiles::Keep);
    fs::remove_file(desk.path("a.jsonl")).unwrap();
    desk.update(ALL, MissingFiles::Keep);
    assert_eq!(titles(&desk.index()), ["丙", "乙", "甲"]);
    // Only below the indexed folders.
    let (summary, _) = desk.update(&["old"], MissingFiles::Remove);
    assert_eq!((summary.removed, summary.unchanged), (0, 1));
    let (summary, said) = desk.update(ALL, MissingFiles::Remove);
    assert_eq!((summary.removed, summary.removed_articles, summary.skipped), (1, 2, 0));
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(titles(&desk.index()), ["丙"]);
    // A missing folder is not an empty folder.
    fs::rename(desk.path("old"), desk.folder.path().join("away")).unwrap();
    let (summary, said) = desk.update(&["old"], MissingFiles::Remove);
    assert_eq!((summary.removed, said.len()), (0, 1));
    // Without a path all files are checked.
    let summary = index_selection(
        &desk.index(),
        &Selection::default(),
        &IndexOptions::default().gone(MissingFiles::Remove),
        &mut |_| {},
    )
    .unwrap();
    assert_eq!((summary.removed, desk.index().len()), (1, 0));
}

#[test]
fn articles_that_were_removed_come_back_when_their_file_is_read_again() {
    let desk = Desk::new();
    desk.write("a.jsonl", "{\"id\": \"1\", \"title\": \"甲\"}\n{\"title\": \"乙\"}\n");
    desk.write("b.jsonl", "{\"title\": \"丙\"}\n");
    desk.update(ALL, MissingFiles::Keep);
    let mut writer = desk.index().writer().unwrap();
    assert!(writer.remove("1").unwrap());
    writer.finish().unwrap();
    let (summary, _) = desk.update(ALL, MissingFiles::Keep);
    assert_eq!((summary.unchanged, titles(&desk.index()).len()), (2, 2));
    let selection = Selection::new([desk.path("a.jsonl")]);
    let options = IndexOptions::default().reread(true);
    let summary = index_selection(&desk.index(), &selection, &options, &mut |_| {}).unwrap();
    assert_eq!((summary.updated, summary.articles, summary.replaced, summary.unchanged), (1, 2, 0, 0));
    assert_eq!(titles(&desk.index()), ["丙", "乙", "甲"]);
    assert_eq!(desk.update(ALL, MissingFiles::Keep).0.unchanged, 2);
}

#[test]
fn what_is_passed_over_now_goes_too() {
    let desk = Desk::new();
    desk.write("a.jsonl", "{\"title\": \"甲\"}\n");
    desk.write("drafts/b.jsonl", "{\"title\": \"乙\"}\n");
    desk.update(ALL, MissingFiles::Keep);
    let selection = Selection::new([desk.path(".")]).exclude("drafts/").unwrap();
    let summary = index_selection(
        &desk.index(),
        &selection,
        &IndexOptions::default().gone(MissingFiles::Remove),
        &mut |_| {},
    )
    .unwrap();
    assert_eq!(summary.removed, 1);
    assert_eq!(titles(&desk.index()), ["甲"]);
}

#[test]
fn a_file_that_moved_keeps_its_articles_and_their_ids() {
    let desk = Desk::new();
    desk.write("a.jsonl", "{\"title\": \"甲\"}\n{\"title\": \"甲\"}\n{\"id\": \"x\", \"title\": \"乙\"}\n");
    desk.write("b.jsonl", "{\"title\": \"甲\"}\n");
    desk.update(ALL, MissingFiles::Keep);
    let before = articles(&desk.index());
    fs::create_dir_all(desk.path("2024")).unwrap();
    fs::rename(desk.path("a.jsonl"), desk.path("2024/c.jsonl")).unwrap();
    let (summary, said) = desk.update(ALL, MissingFiles::Keep);
    assert_eq!((summary.moved, summary.files, summary.unchanged, summary.articles), (1, 0, 1, 0));
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(articles(&desk.index()), before);
    // The articles are the new file's now.
    let (summary, _) = desk.update(ALL, MissingFiles::Remove);
    assert_eq!((summary.removed, summary.unchanged), (0, 2));
    fs::remove_file(desk.path("2024/c.jsonl")).unwrap();
    let (summary, _) = desk.update(ALL, MissingFiles::Remove);
    assert_eq!((summary.removed, summary.removed_articles, desk.index().len()), (1, 3, 1));
}

#[test]
fn a_copy_is_no_move() {
    let desk = Desk::new();
    desk.write("a.jsonl", "{\"title\": \"甲\"}\n");
    desk.update(ALL, MissingFiles::Keep);
    fs::copy(desk.path("a.jsonl"), desk.path("b.jsonl")).unwrap();
    let (summary, _) = desk.update(ALL, MissingFiles::Keep);
    assert_eq!((summary.moved, summary.added, summary.unchanged, desk.index().len()), (0, 1, 1, 2));
}

#[test]
fn the_summary_tells_files_apart() {
    let desk = Desk::new();
    desk.write("a.jsonl", "{\"title\": \"甲\"}\n");
    desk.write("b.jsonl", "{\"title\": \"乙\"}\n");
    desk.write("c.jsonl", "{\"title\": \"丙\"}\n");
    desk.update(ALL, MissingFiles::Keep);
    desk.write("a.jsonl", "{\"title\": \"甲甲\"}\n");
    fs::remove_file(desk.path("b.jsonl")).unwrap();
    desk.write("d.jsonl", "{\"title\": \"丁\"}\nno\n");
    let (bytes, _, _) = encoding_gbk("{\"title\": \"戊戊戊戊\"}\n");
    desk.write("e.jsonl", bytes);
    let (summary, _) = desk.update(ALL, MissingFiles::Remove);
    let IndexSummary { added, updated, removed, unchanged, skipped, files, .. } = summary;
    assert_eq!((added, updated, removed, unchanged, skipped, files), (2, 1, 1, 1, 1, 3));
    let encodings: Vec<_> = summary.encodings.iter().map(|(name, count)| (name.as_str(), *count)).collect();
    assert_eq!(encodings, [("UTF-8", 2), ("gb18030", 1)]);
}

/// A line in GBK: 戊 is CE EC.
fn encoding_gbk(line: &str) -> (Vec<u8>, (), ()) {
    let mut bytes = Vec::new();
    for c in line.chars() {
        match c {
            '戊' => bytes.extend(b"\xce\xec"),
            c => bytes.extend(c.to_string().bytes()),
        }
    }
    (bytes, (), ())
}

#[test]
fn a_file_that_breaks_off_keeps_what_was_read_and_is_read_again() {
    let desk = Desk::new();
    desk.write("a.json", "[{\"title\": \"甲\"}, {\"title\": \"乙\"}, {\"title\": ");
    let (summary, said) = desk.update(ALL, MissingFiles::Keep);
    assert_eq!((summary.articles, summary.skipped, summary.files), (2, 1, 0));
    assert!(said[0].contains(", behind 2 values: "), "{said:?}");
    let (again, said) = desk.update(ALL, MissingFiles::Keep);
    assert_eq!((again.articles, again.skipped, said.len()), (2, 1, 1));
    assert_eq!(titles(&desk.index()), ["乙", "甲"]);
    desk.write("a.json", "[{\"title\": \"甲\"}, {\"title\": \"乙\"}, {\"title\": \"丙\"}]");
    let (summary, _) = desk.update(ALL, MissingFiles::Keep);
    assert_eq!((summary.updated, summary.skipped), (1, 0));
    assert_eq!(titles(&desk.index()), ["丙", "乙", "甲"]);
    // Its articles are removed with the file, although it was truncated.
    desk.write("a.json", "[{\"title\": \"甲\"}, ");
    desk.update(ALL, MissingFiles::Keep);
    fs::remove_file(desk.path("a.json")).unwrap();
    desk.update(ALL, MissingFiles::Remove);
    assert_eq!(desk.index().len(), 0);
}

#[test]
fn a_file_that_gives_nothing_any_more_loses_nothing() {
    let desk = Desk::new();
    desk.write("a.jsonl", "{\"title\": \"甲\"}\n");
    desk.update(ALL, MissingFiles::Keep);
    desk.write("a.jsonl", b"\0\0\0\0");
    for _ in 0..2 {
        let (summary, said) = desk.update(ALL, MissingFiles::Keep);
        assert_eq!((summary.skipped, summary.files, said.len()), (1, 0, 1), "{said:?}");
        assert_eq!(titles(&desk.index()), ["甲"]);
    }
    desk.write("a.jsonl", "{\"title\": \"乙\"}\n");
    let (summary, _) = desk.update(ALL, MissingFiles::Keep);
    assert_eq!((summary.skipped, summary.updated), (0, 1));
    assert_eq!(titles(&desk.index()), ["乙"]);
}

/// Enough lines that reading is far from the end when the first article is in the index.
const MANY: usize = 20_000;

fn lines(version: &str) -> String {
    (0..MANY).map(|number| format!("{{\"id\": \"{number}\", \"title\": \"{version}{number}\"}}\n")).collect()
}

/// Indexes everything, and does something after the first article of the file with many lines.
fn update_meanwhile(desk: &Desk, meanwhile: impl Fn()) -> (IndexSummary, Vec<String>) {
    let mut said = Vec::new();
    let mut is_done = false;
    let selection = Selection::new([desk.path(".")]);
    let summary = index_selection(&desk.index(), &selection, &IndexOptions::default(), &mut |event| {
        if !is_done && matches!(event, IndexEvent::Added { id: "0", .. }) {
            is_done = true;
            meanwhile();
        }
        said.extend(what_is_said(&event));
    });
    (summary.unwrap(), said)
}

#[test]
fn a_file_that_changes_while_it_is_read_is_named_and_read_again() {
    type Change = fn(&Path);
    let changes: [(&str, Change); 5] = [
        ("the file grew", |path| {
            let mut file = fs::File::options().append(true).open(path).unwrap();
            file.write_all(b"{\"id\": \"more\", \"title\": \"more\"}\n").unwrap();
        }),
        ("the file shrank", |path| {
            fs::File::options().write(true).open(path).unwrap().set_len(300_000).unwrap();
        }),
        ("the file changed", |path| fs::write(path, lines("乙")).unwrap()),
        // The same size and time.
        (if cfg!(unix) { "the file was replaced" } else { "the file changed" }, |path| {
            let time = fs::metadata(path).unwrap().modified().unwrap();
            let other = path.with_extension("new");
            fs::write(&other, lines("丙")).unwrap();
            fs::rename(&other, path).unwrap();
            if cfg!(unix) {
                fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
            }
        }),
        ("the file disappeared", |path| fs::remove_file(path).unwrap()),
    ];
    for (change, make) in changes {
        let desk = Desk::new();
        desk.write("many.jsonl", lines("甲"));
        desk.write("other.jsonl", "{\"title\": \"别的\"}\n");
        let (summary, said) = update_meanwhile(&desk, || make(&desk.path("many.jsonl")));
        let told = said.iter().filter(|said| said.contains(&format!("{change} during reading")));
        assert_eq!((told.count(), summary.files), (1, 2), "{change}: {said:?}");
        assert!(summary.skipped >= 1 && titles(&desk.index()).contains(&"别的".to_owned()), "{change}");
        // The next run indexes the content of the file, and the one after it has nothing to do.
        let text = fs::read_to_string(desk.path("many.jsonl")).unwrap_or_default();
        let (summary, said) = desk.update(ALL, MissingFiles::Remove);
        let is_there = u64::from(!text.is_empty());
        assert_eq!((summary.updated, summary.removed), (is_there, 1 - is_there), "{change}: {said:?}");
        let whole = text.lines().filter_map(|line| serde_json::from_str::<Article>(line).ok());
        let mut expected: Vec<String> = whole.map(|article| article.headline(20)).collect();
        expected.push("别的".to_owned());
        expected.sort();
        assert!(titles(&desk.index()) == expected, "{change}");
        let (summary, _) = desk.update(ALL, MissingFiles::Remove);

        assert_eq!((summary.files, summary.unchanged), (0, 1 + is_there), "{change}");
    }
}

#[test]
fn a_run_that_is_to_stop_stops_within_a_file() {
    let desk = Desk::new();
    desk.write("a.jsonl", "{\"title\": \"甲\"}\n");
    // Longer than a batch, and than the queue between the threads.
    let long = (0..400_000).map(|number| format!("{{\"id\": \"{number}\", \"title\": \"无尽\"}}\n"));
    desk.write("long.jsonl", long.collect::<String>());
    let options = IndexOptions::default().commit_bytes(1 << 10);
    let selection = Selection::new([desk.path("a.jsonl"), desk.path("long.jsonl"), desk.path("b.jsonl")]);
    desk.write("b.jsonl", "{\"title\": \"乙\"}\n");
    let mut said = Vec::new();
    let summary = index_selection(&desk.index(), &selection, &options, &mut |event| {
        said.extend(what_is_said(&event));
        if let IndexEvent::Added { id: "1000", .. } = event {
            options.stop.store(true, Ordering::Relaxed);
        }
    })
    .unwrap();
    assert_eq!(said, ["stopped in Some(\"long.jsonl\"): 1 of 1, 0 given up"]);
    assert_eq!((summary.stopped, summary.files, summary.articles), (true, 1, 1));
    assert_eq!(titles(&desk.index()), ["甲"]);
    let verified = jianbao::index::verify(desk.folder.path().join(".jianbao")).unwrap();
    assert!(verified.damage.is_empty(), "{:?}", verified.damage);
}

#[test]
fn a_run_that_stops_within_a_file_gives_back_what_that_file_had_replaced() {
    let desk = Desk::new();
    desk.write("a.jsonl", "{\"id\": \"5\", \"title\": \"甲\"}\n");
    desk.write("many.jsonl", lines("乙"));
    desk.update(&["a.jsonl"], MissingFiles::Keep);
    let said = RefCell::new(Vec::new());
    let stopped_run = |commit_bytes| {
        said.take();
        let options = IndexOptions::default().commit_bytes(commit_bytes);
        let selection = Selection::new([desk.path(".")]);
        index_selection(&desk.index(), &selection, &options, &mut |event| {
            if let IndexEvent::Stopped { .. } = event {
                said.borrow_mut().extend(what_is_said(&event));
            }
            if let IndexEvent::Added { id: "1000", .. } = event {
                options.stop.store(true, Ordering::Relaxed);
            }
        })
        .unwrap()
    };
    // An article of another file.
    let summary = stopped_run(1 << 30);
    assert_eq!((summary.stopped, summary.articles, summary.replaced), (true, 0, 0));
    assert_eq!(titles(&desk.index()), ["甲"]);
    assert_eq!(said.take(), ["stopped in Some(\"many.jsonl\"): 0 of 0, 0 given up"]);
    // Earlier files go with it if the file is no longer than a batch, and are committed if it is.
    desk.write("before.jsonl", "{\"title\": \"子\"}\n");
    let summary = stopped_run(1 << 30);
    assert_eq!((summary.stopped, summary.articles), (true, 0));
    assert_eq!(said.take(), ["stopped in Some(\"many.jsonl\"): 0 of 0, 1 given up"]);
    assert_eq!(titles(&desk.index()), ["甲"]);
    let summary = stopped_run(1 << 10);
    assert_eq!((summary.stopped, summary.articles, summary.replaced), (true, 1, 0));
    assert_eq!(said.take(), ["stopped in Some(\"many.jsonl\"): 1 of 1, 0 given up"]);
    assert_eq!(titles(&desk.index()), ["子", "甲"]);
    fs::remove_file(desk.path("before.jsonl")).unwrap();
    // Its own earlier articles, if it is too large to be finished.
    fs::remove_file(desk.path("a.jsonl")).unwrap();
    desk.update(ALL, MissingFiles::Remove);
    let before = titles(&desk.index());
    assert_eq!(before.len(), MANY);
    desk.write("many.jsonl", lines("丙丙"));
    desk.write("a.jsonl", "{\"title\": \"甲\"}\n");
    let summary = stopped_run(1 << 10);
    assert_eq!((summary.stopped, summary.files, summary.updated), (true, 1, 0));
    let now = titles(&desk.index());
    assert!(now.len() == MANY + 1 && before.iter().all(|title| now.contains(title)));
    // If it is not, it is finished.
    let summary = stopped_run(1 << 30);
    assert_eq!((summary.stopped, summary.updated, summary.articles), (false, 1, MANY as u64));
    assert_eq!(desk.index().len(), MANY as u64 + 1);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_read_is_named_and_nothing_of_it_goes() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.write("a.jsonl", "{\"title\": \"甲\"}\n");
    desk.write("shut/b.jsonl", "{\"title\": \"乙\"}\n");
    desk.update(ALL, MissingFiles::Keep);
    let set = |mode| fs::set_permissions(desk.path("shut"), fs::Permissions::from_mode(mode)).unwrap();
    set(0o000);
    let can_read_all = fs::read_dir(desk.path("shut")).is_ok();
    let (summary, said) = desk.update(ALL, MissingFiles::Remove);
    set(0o755);
    if can_read_all {
        skip("unprivileged", "this user may read every folder");
        return;
    }
    assert_eq!((summary.removed, summary.skipped), (0, 1));
    assert!(said[0].contains("shut: unreadable"), "{said:?}");
    assert_eq!(titles(&desk.index()), ["乙", "甲"]);
}

/// Every article as JSON lines, as `jianbao export` prints them.
fn exported(index: &Index) -> String {
    articles(index).iter().map(|article| serde_json::to_string(article).unwrap() + "\n").collect()
}

fn imported(lines: &str) -> Index {
    let index = Index::in_memory().unwrap();
    let name = Path::new("export");
    let read = index_json_lines(
        &index,
        Cursor::new(lines.to_owned()),
        name,
        &ReadOptions::default(),
        &IndexOptions::default(),
        &mut |_| {},
    )
    .unwrap();
    assert_eq!((read.skipped, read.replaced), (0, 0));
    index
}

#[test]
fn what_is_exported_and_indexed_again_is_the_same_index() {
    let desk = Desk::new();
    desk.write(
        "a.jsonl",
        "{\"Title\": \"甲\", \"title\": \"乙\", \"kind\": 3, \"body\": {\"x\": 1}, \"热度\": null}\n",
    );
    desk.write("b.csv", "标题,正文,日期,作者\n丙,\"一。\n二。\",2024-05-08,王伟\n丁,三。,某日,\n");
    desk.write("c.md", "---\ntags: [雨, 街]\n---\n# 戊\n\n本报讯（记者李四）一。\n\n## 小题\n\n二。\n");
    desk.write("d.txt", "雨后街上\n\n本报讯（记者王伟）昨夜一场大雨，今早街上已经放晴。\n");
    let news = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/news");
    let mut selections = vec![Selection::new([desk.path("."), news])];
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    if shared.join("gold").is_dir() {
        let real = ["pages", "gold/html", "gold/multi-article", "gold/encodings/gb18030"];
        selections.push(Selection::new(real.map(|name| shared.join(name))));
    } else {
        skip("corpus", format_args!("{} is not there", shared.display()));
    }
    for selection in selections {
        let index = Index::in_memory().unwrap();
        index_selection(&index, &selection, &IndexOptions::default().gone(MissingFiles::Keep), &mut |_| {})
            .unwrap();
        let lines = exported(&index);
        assert!(lines.lines().count() > 10);
        let again = imported(&lines);
        for (article, again) in articles(&index).iter().zip(articles(&again)) {
            assert_eq!(*article, again);
        }
        assert!(exported(&again) == lines);
    }
}
