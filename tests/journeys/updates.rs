//! Source files are added, changed, moved and deleted; the index follows, and nothing is duplicated or
//! lost.

use std::fs;
use std::path::Path;

use jianbao::index::Remedy;
use jianbao::ingest::{IndexEvent, IndexSummary};
use jianbao::{Article, Index, Matching, SearchRequest, index_paths};

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        Desk { folder: tempfile::tempdir().unwrap() }
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.folder.path().join("news").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn open(&self) -> Index {
        Index::open_or_create(self.folder.path().join(".jianbao")).unwrap()
    }

    /// Updates the index; returns the replaced ids.
    fn update(&self) -> (IndexSummary, Vec<String>) {
        let mut replaced = Vec::new();
        let news = self.folder.path().join("news");
        let summary = index_paths(&self.open(), &[news], &mut |event| {
            if let IndexEvent::Replaced { id, .. } = event {
                replaced.push(id.to_owned());
            }
        })
        .unwrap();
        (summary, replaced)
    }

    fn titles(&self) -> Vec<String> {
        let mut titles: Vec<String> =
            self.open().articles().unwrap().map(|article| article.unwrap().headline(20)).collect();
        titles.sort();
        titles
    }
}

fn ids(index: &Index) -> Vec<String> {
    index.articles().unwrap().map(|article| article.unwrap().id.unwrap()).collect()
}

#[test]
fn only_what_changed_is_done_again() {
    let desk = Desk::new();
    desk.write("a.jsonl", "{\"title\": \"甲\"}\n{\"title\": \"乙\"}\n");
    desk.write("b.txt", "丙\n\n丙的正文。\n");
    let (first, _) = desk.update();
    assert_eq!((first.articles, first.files, first.unchanged), (3, 2, 0));
    let (second, _) = desk.update();
    assert_eq!((second.articles, second.files, second.unchanged), (0, 0, 2));
    desk.write("a.jsonl", "{\"title\": \"丁\"}\n");
    let (third, _) = desk.update();
    assert_eq!((third.articles, third.files, third.unchanged), (1, 1, 1));
    assert_eq!(desk.titles(), ["丁", "丙"]);
}

#[test]
fn a_file_that_was_only_touched_is_not_done_again() {
    let desk = Desk::new();
    desk.write("a.txt", "甲\n\n正文。\n");
    desk.update();
    desk.write("a.txt", "甲\n\n正文。\n");
    let (again, _) = desk.update();
    assert_eq!((again.articles, again.unchanged), (0, 1));
}

#[test]
fn one_id_in_two_files_is_the_later_ones_and_is_told() {
    let desk = Desk::new();
    desk.write("a.jsonl", "{\"id\": \"1\", \"title\": \"甲\"}\n");
    desk.write("b.jsonl", "{\"id\": \"1\", \"title\": \"乙\"}\n");
    let (summary, replaced) = desk.update();
    assert_eq!((summary.articles, summary.replaced), (2, 1));
    assert_eq!(replaced, ["1"]);
    assert_eq!(desk.titles(), ["乙"]);
    desk.write("a.jsonl", "{\"id\": \"1\", \"title\": \"丙丙\"}\n");
    let (_, replaced) = desk.update();
    assert_eq!(replaced, ["1"]);
    assert_eq!(desk.titles(), ["丙丙"]);
}

#[test]
fn articles_without_an_id_get_the_hash_of_their_text_and_repeats_a_number() {
    let desk = Desk::new();
    desk.write("a.jsonl", "{\"title\": \"甲\"}\n{\"title\": \"甲\"}\n{\"title\": \"ＡＢ\"}\n");
    desk.write("b.jsonl", "{\"title\": \"甲\"}\n");
    desk.update();
    let before = ids(&desk.open());
    let hash = before.iter().find(|id| before.contains(&format!("{id}-2"))).unwrap();
    assert!(before.contains(&format!("{hash}-3")));
    // Normalised: the same text in another spelling has the same hash, on every machine and in every version.
    assert!(before.contains(&"5be6be737e7a7ac0ac0cca23e01f741a".to_owned()), "{before:?}");
    // A changed file keeps the ids of unchanged articles.
    desk.write(
        "a.jsonl",
        "{\"title\": \"甲\"}\n{\"title\": \"甲\"}\n{\"title\": \"ab\"}\n{\"title\": \"新\"}\n",
    );
    desk.update();
    let after = ids(&desk.open());
    assert!(before.iter().all(|id| after.contains(id)), "{before:?} {after:?}");
    assert_eq!(after.len(), before.len() + 1);
}

#[test]
fn a_writer_that_is_dropped_leaves_the_index_as_it_was() {
    let desk = Desk::new();
    desk.write("a.txt", "甲\n\n正文。\n");
    desk.update();
    let index = desk.open();
    let mut writer = index.writer().unwrap();
    writer.begin_file("news/a.txt").unwrap();
    writer.add(Article { title: Some("乙".into()), ..Article::default() }).unwrap();
    drop(writer);
    assert_eq!(desk.titles(), ["甲"]);
    let (summary, _) = desk.update();
    assert_eq!(summary.unchanged, 1);
}

#[test]
fn an_index_whose_making_was_cut_short_is_made_by_the_next_run() {
    let desk = Desk::new();
    desk.write("a.txt", "甲\n\n正文。\n");
    desk.open();
    fs::remove_file(desk.folder.path().join(".jianbao/jianbao.json")).unwrap();
    assert!(Index::open(desk.folder.path().join(".jianbao")).is_err());
    desk.update();
    assert_eq!(desk.titles(), ["甲"]);
}

#[test]
fn a_second_writer_is_refused_with_who_to_wait_for() {
    let desk = Desk::new();
    let index = desk.open();
    let _writer = index.writer().unwrap();
    let refused = desk.open().writer().unwrap_err().to_string();
    let holder = format!("is locked by process {}", std::process::id());
    assert!(refused.contains(&holder), "{refused}");
}

#[test]
fn an_index_below_the_news_is_never_walked_into() {
    let desk = Desk::new();
    desk.write("a.txt", "甲\n\n正文。\n");
    desk.update();
    let all = index_paths(&desk.open(), &[desk.folder.path().to_owned()], &mut |_| {}).unwrap();
    assert_eq!((all.articles, all.unchanged), (0, 1));
}

#[cfg(unix)]
#[test]
fn a_read_only_index_is_searched() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.write("a.txt", "甲\n\n正文里有针。\n");
    desk.update();
    let path = desk.folder.path().join(".jianbao");
    let set = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    for entry in fs::read_dir(&path).unwrap() {
        set(&entry.unwrap().path(), 0o444);
    }
    set(&path, 0o555);
    let request = SearchRequest::new("针").matching(Matching::All);
    let total = Index::open(&path).unwrap().search(&request).unwrap().total;
    set(&path, 0o755);
    assert_eq!(total, 1);
}

#[test]
fn words_of_a_user_are_stored_in_the_index_and_cut_queries() {
    let desk = Desk::new();
    let path = desk.folder.path().join(".jianbao");
    Index::builder().user_dictionary("云上大集 200\n").create(&path).unwrap();
    desk.write("a.txt", "云上大集开幕\n\n雲上大集今天开幕。\n");
    desk.write("b.txt", "云上\n\n云上有大集。\n");
    desk.update();
    let index = desk.open();
    assert_eq!(index.user_dictionary(), "云上大集 200\n");
    let required = |index: &Index| index.explain(&SearchRequest::new("云上大集"), None).unwrap().required;
    assert_eq!(required(&index), ["云上大集"]);
    assert_eq!(index.search(&SearchRequest::new("云上大集")).unwrap().total, 1);
    // Without the word both articles match everything.
    let rebuilt = Index::rebuild(&path, Some("")).unwrap().index;
    assert!(required(&rebuilt).len() > 1);
    assert_eq!(rebuilt.search(&SearchRequest::new("云上大集")).unwrap().total, 2);
    // The files are known as before.
    let (summary, _) = desk.update();
    assert_eq!((summary.articles, summary.unchanged), (0, 2));
}

#[test]
fn an_index_is_made_anew_from_what_is_stored_in_it() {
    let desk = Desk::new();
    desk.write(
        "a.jsonl",
        "{\"id\": \"1\", \"title\": \"甲\", \"热度\": 3}\n{\"title\": \"乙\"}\n{\"title\": \"乙\"}\n",
    );
    desk.update();
    let all = |index: &Index| index.articles().unwrap().map(Result::unwrap).collect::<Vec<Article>>();
    let before = all(&desk.open());
    let path = desk.folder.path().join(".jianbao");
    let settings = path.join("jianbao.json");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, text.replace("\"normalizer\": \"2\"", "\"normalizer\": \"0\"")).unwrap();
    let refused = Index::open(&path).unwrap_err();
    assert!(refused.to_string().contains("normalizer: 0 in the index, 2 in this program"), "{refused}");
    assert_eq!(refused.remedy(), Some(Remedy::Rebuild));
    assert_eq!(all(&Index::rebuild(&path, None).unwrap().index), before);
    assert_eq!(desk.update().0.unchanged, 1);
    assert!(!desk.folder.path().join(".jianbao.retired").exists());
}

/// A service keeps one writer for weeks.
#[test]
fn a_writer_that_goes_on_is_fresh_after_each_commit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    let index = Index::create(&path).unwrap();
    let article = |id: &str, title: &str| Article {
        id: Some(id.into()),
        title: Some(title.into()),
        ..Article::default()
    };
    let mut writer = index.writer().unwrap();
    for round in 0..40 {
        let file = format!("{}.jsonl", round % 3);
        // Its articles of the round before go with the file.
        assert_eq!(writer.begin_file(&file).unwrap(), round > 2);
        let replaced = writer.add(article(&format!("f-{file}"), "雨后")).unwrap().replaced;
        assert!(replaced.is_none(), "{round}");
        writer.finish_file(None);
        let replaced = writer.add(article("same", "放晴")).unwrap().replaced;
        assert_eq!(replaced.is_some(), round > 0, "{round}");
        writer.add(article(&format!("new-{round}"), "放晴")).unwrap();
        assert_eq!(writer.remove(&format!("new-{}", round - 1)).unwrap(), round > 0);
        // What was taken out is not there to be taken out again.
        assert!(!writer.remove(&format!("new-{}", round - 1)).unwrap());
        writer.commit().unwrap();
        assert_eq!(index.len(), u64::try_from((round + 1).min(3)).unwrap() + 2, "{round}");
    }
    // Only the last commit and what was merged since it are mapped.
    if let Ok(maps) = std::fs::read_to_string("/proc/self/maps") {
        let path = path.canonicalize().unwrap().display().to_string();
        let is_gone = |line: &&str| line.contains(&path) && line.ends_with("(deleted)");
        let gone = maps.lines().filter(is_gone).count();
        assert!(gone <= 2 * 8, "{gone} files that are gone are mapped");
    }
    writer.finish().unwrap();
    assert!(jianbao::index::verify(&path).unwrap().damage.is_empty());
}
