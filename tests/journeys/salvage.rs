//! A rebuild keeps every intact article, names the others, and affects no other segment.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jianbao::index::{Loss, Rebuilt, Repair, verify};
use jianbao::{Article, Error, Index, index_paths};

use crate::damage::{files, index_in, name};

/// The kinds of damage to a file.
const KINDS: [&str; 7] = ["lost", "emptied", "halved", "a bit flipped", "zeroed", "longer", "cut by a byte"];

fn damage(file: &Path, kind: &str) {
    let sound = fs::read(file).unwrap();
    let middle = sound.len() / 3;
    let damaged = match kind {
        "lost" => return fs::remove_file(file).unwrap(),
        "emptied" => Vec::new(),
        "halved" => sound[..sound.len() / 2].to_vec(),
        "zeroed" => vec![0; sound.len()],
        "longer" => [&sound[..], b"more"].concat(),
        "cut by a byte" => sound[..sound.len() - 1].to_vec(),
        _ => [&sound[..middle], &[sound[middle] ^ 4], &sound[middle + 1..]].concat(),
    };
    fs::write(file, damaged).unwrap();
}

/// Copies the files of an index into another folder.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()) {
        fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
    }
}

fn articles(index: &Index) -> Vec<Article> {
    index.articles().unwrap().map(Result::unwrap).collect()
}

fn ids(losses: &[Loss]) -> BTreeSet<String> {
    let id = |loss: &Loss| match loss {
        Loss::Article { id, .. } => id.clone(),
        _ => None,
    };
    losses.iter().filter_map(id).collect()
}

/// Every file, every kind of damage: a rebuild keeps all articles except those it names, and only the damaged segment loses
/// any.
#[test]
fn any_damage_to_any_file_costs_its_own_segment_at_most() {
    let folder = tempfile::tempdir().unwrap();
    let sound = index_in(folder.path());
    let all = articles(&Index::open(&sound).unwrap());
    let mut lossy = BTreeSet::new();
    // Every small file, and the files of the segment with the deleted article.
    let deletes = files(&sound).into_iter().find(|file| name(file).ends_with(".del")).unwrap();
    let segment = name(&deletes).split('.').next().unwrap().to_owned();
    let is_of_it = |file: &PathBuf| name(file).starts_with(&segment) || name(file).ends_with(".json");
    for file in files(&sound).into_iter().filter(is_of_it) {
        for kind in KINDS {
            let path = folder.path().join("damaged");
            let _ = fs::remove_dir_all(&path);
            copy(&sound, &path);
            damage(&path.join(name(&file)), kind);
            let context = format!("{} {kind}", name(&file));
            let rebuilt = match Index::rebuild(&path, None) {
                Err(Error::WordsCorrupt { .. }) if name(&file) == "jianbao.json" => {
                    Index::rebuild(&path, Some(""))
                }
                rebuilt => rebuilt,
            };
            let Rebuilt { index, losses } = rebuilt.unwrap_or_else(|error| panic!("{context}: {error:?}"));
            let (lost, kept) = (ids(&losses), articles(&index));
            let expected: Vec<&Article> =
                all.iter().filter(|article| !lost.contains(article.id.as_ref().unwrap())).collect();
            assert_eq!(kept.iter().collect::<Vec<_>>(), expected, "{context}: {losses:?}");
            // The articles of the other segment.
            assert!(kept.len() >= 39, "{context}: {} left", kept.len());
            if losses.iter().any(Loss::is_of_articles) {
                lossy.insert(name(&file).rsplit('.').next().unwrap().to_owned());
            }
            assert!(verify(&path).unwrap().damage.is_empty(), "{context}");
        }
    }
    assert_eq!(lossy.into_iter().collect::<Vec<_>>(), ["store"], "each other file is told by another");
}

#[test]
fn of_a_damaged_store_only_the_articles_at_the_damage_are_lost_and_their_files_are_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let news = folder.path().join("news");
    fs::create_dir(&news).unwrap();
    let lines = |file: usize| -> String {
        let line = |number: usize| {
            // Text that hardly compresses, like that of news.
            let mut state = u32::try_from(file * 1000 + number).unwrap();
            let character = |_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                char::from_u32(0x4e00 + (state >> 16) % 3000).unwrap()
            };
            let body: String = (0..600).map(character).collect();
            format!("{{\"id\": \"{file}-{number}\", \"title\": \"卖花{number}\", \"body\": \"{body}\"}}\n")
        };
        (0..60).map(line).collect()
    };
    for file in 0..6 {
        fs::write(news.join(format!("{file}.jsonl")), lines(file)).unwrap();
    }
    let path = folder.path().join(".jianbao");
    let index = Index::create(&path).unwrap();
    index_paths(&index, std::slice::from_ref(&news), &mut |_| {}).unwrap();
    let all = articles(&index);
    drop(index);
    let stores = || files(&path).into_iter().filter(|file| name(file).ends_with(".store"));
    let largest = stores().max_by_key(|file| fs::metadata(file).unwrap().len()).unwrap();
    damage(&largest, "a bit flipped");
    assert_eq!(verify(&path).unwrap().remedy, Some(Repair::Sources));
    let Rebuilt { index, losses } = Index::rebuild(&path, None).unwrap();
    let lost = ids(&losses);
    assert_eq!(index.len() + lost.len() as u64, 360);
    // A block has 4 KiB of text before compression, and a byte of the file is of one block.
    assert!((1..=20).contains(&lost.len()), "{losses:?}");
    for loss in &losses {
        let Loss::Article { file: Some(file), stored_in, .. } = loss else { panic!("{loss:?}") };
        assert!(file.starts_with("news/") && *stored_in == name(&largest), "{loss}");
    }
    let summary = index_paths(&index, std::slice::from_ref(&news), &mut |_| {}).unwrap();
    assert!(summary.updated > 0 && summary.unchanged > 0, "{summary:?}");
    assert_eq!(articles(&index), all, "what was lost is there again");
}

#[test]
fn a_rebuild_refuses_only_where_nothing_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = index_in(folder.path());
    let stores: Vec<PathBuf> =
        files(&path).into_iter().filter(|file| name(file).ends_with(".store")).collect();
    damage(&stores[0], "zeroed");
    let kept = Index::rebuild(&path, None).unwrap();
    assert!(!kept.losses.is_empty() && !kept.index.is_empty());
    drop(kept);
    for store in files(&path).into_iter().filter(|file| name(file).ends_with(".store")) {
        damage(&store, "zeroed");
    }
    let before: Vec<PathBuf> = files(&path);
    assert!(matches!(Index::rebuild(&path, None), Err(Error::StoreCorrupt { .. })));
    assert_eq!(files(&path), before, "a rebuild that fails leaves the index as it was");
}

#[test]
fn settings_of_another_index_are_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let [path, other] = ["a", "b"].map(|name| folder.path().join(name));
    for (path, words) in [(&path, "江城工匠 500\n"), (&other, "")] {
        let mut writer = Index::builder().user_dictionary(words).create(path).unwrap().writer().unwrap();
        writer.add(Article { title: Some("江城工匠走进课堂".into()), ..Article::default() }).unwrap();
        writer.finish().unwrap();
    }
    fs::copy(other.join("jianbao.json"), path.join("jianbao.json")).unwrap();
    let refused = Index::open(&path).unwrap_err();
    assert!(
        matches!(&refused, Error::Corrupt { problem, .. } if problem.code() == "of-another-index"),
        "{refused}"
    );
    let found = verify(&path).unwrap();
    assert_eq!(found.damage[0].to_string(), "jianbao.json: it belongs to another index");
    assert_eq!(found.remedy, Some(Repair::RebuildWithWords));
    assert!(matches!(Index::rebuild(&path, None), Err(Error::WordsCorrupt { .. })));
    let mended = Index::rebuild(&path, Some("江城工匠 500\n")).unwrap();
    assert!(mended.losses.is_empty());
    assert_eq!(mended.index.user_dictionary(), "江城工匠 500\n");
    assert!(verify(&path).unwrap().damage.is_empty());
}

#[test]
fn where_nothing_tells_which_articles_are_lost_every_file_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = index_in(folder.path());
    let all = articles(&Index::open(&path).unwrap());
    for kind in [".store", ".fast"] {
        let of_kind = files(&path).into_iter().filter(|file| name(file).ends_with(kind));
        damage(&of_kind.max().unwrap(), "zeroed");
    }
    let Rebuilt { index, losses } = Index::rebuild(&path, None).unwrap();
    assert!(losses.iter().any(|loss| matches!(loss, Loss::Articles { .. })), "{losses:?}");
    assert!(index.len() < all.len() as u64);
    index_paths(&index, &[folder.path().join("news")], &mut |_| {}).unwrap();
    // The deleted one is back too.
    assert!(
        all.iter().all(|article| index.get(article.id.as_ref().unwrap()).unwrap().as_ref() == Some(article))
    );
}

#[test]
fn lost_settings_are_damage_and_not_the_lack_of_an_index() {
    for with_list in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let path = index_in(folder.path());
        fs::remove_file(path.join("jianbao.json")).unwrap();
        if !with_list {
            fs::remove_file(path.join("owned.json")).unwrap();
        }
        for refused in [Index::open(&path), Index::open_or_create(&path), Index::create(&path)] {
            assert!(refused.is_err(), "{with_list}");
        }
        assert!(matches!(Index::open(&path), Err(Error::Corrupt { .. })), "{with_list}");
        assert!(matches!(Index::rebuild(&path, None), Err(Error::WordsCorrupt { .. })), "{with_list}");
        assert_eq!(Index::rebuild(&path, Some("")).unwrap().index.len(), 79, "{with_list}");
    }
}
