//! Backups: the copy is an index, and places that are not free are refused.

use super::{indexed, jianbao, stderr, stdout};

#[test]
fn a_backup_is_an_index_that_answers_the_same() {
    let folder = indexed();
    let run = jianbao(folder.path(), &["backup", "copies/monday"]).success();
    let said = stderr(&run);
    assert!(said.starts_with("33 articles, ") && said.contains(" copied to "), "{said}");
    // Where the file system has hard links, the message says what they share.
    assert!(said.lines().count() == 1 || said.contains("hard links"), "{said}");
    let copy = &["--index", "copies/monday"][..];
    let query = &["query", "台风", "--ids"][..];
    let of_index = stdout(&jianbao(folder.path(), query).success());
    jianbao(folder.path(), &["remove", "--query", "台风"]).success();
    assert_eq!(stdout(&jianbao(folder.path(), &[copy, query].concat()).success()), of_index);
    jianbao(folder.path(), &[copy, &["verify"]].concat()).success();
    // The copy is updated like any index.
    jianbao(folder.path(), &[copy, &["remove", "--query", "台风"]].concat()).success();
    jianbao(folder.path(), &[copy, &["verify"]].concat()).success();
    jianbao(folder.path(), &["verify"]).success();
}

#[test]
fn a_place_that_is_not_free_is_refused_with_a_free_one() {
    let folder = indexed();
    std::fs::create_dir(folder.path().join("papers")).unwrap();
    std::fs::write(folder.path().join("papers/diary.txt"), "mine").unwrap();
    jianbao(folder.path(), &["backup", "copy"]).success();
    for (place, said) in [
        ("papers", "papers contains other files"),
        ("papers/diary.txt", "diary.txt contains other files"),
        ("copy", "copy already contains an index"),
        (".jianbao", "is inside the index"),
        (".jianbao/copy", "is inside the index"),
    ] {
        let run = jianbao(folder.path(), &["backup", place]).code(2);
        assert!(stderr(&run).contains(said), "{place}: {}", stderr(&run));
    }
    let run = jianbao(folder.path(), &["--lang", "zh", "backup", ".jianbao/copy"]).code(2);
    assert!(
        stderr(&run).contains("之内") && stderr(&run).contains("指定一个空的或尚不存在的目录"),
        "{}",
        stderr(&run)
    );
    assert_eq!(std::fs::read(folder.path().join("papers/diary.txt")).unwrap(), b"mine");
}
