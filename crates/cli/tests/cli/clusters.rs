//! Indexes in clusters, named by addresses.

use std::fs;

use assert_cmd::Command;

use crate::{jianbao, sample_news, stderr};

#[test]
fn an_unknown_scheme_is_an_error_in_every_command_and_makes_no_folder() {
    let folder = tempfile::tempdir().unwrap();
    let news = sample_news();
    let news = news.to_str().unwrap();
    for command in [
        &["index", news][..],
        &["query", "春茶"],
        &["query", "春茶", "--check"],
        &["show", "a"],
        &["open", "a"],
        &["clip", "春茶", "--out", "a.md"],
        &["check", "春茶"],
        &["corpus", "kwic", "春茶"],
        &["explain", "春茶"],
        &["remove", "a"],
        &["export"],
        &["stats"],
        &["verify"],
        &["compact"],
        &["backup", "copy"],
    ] {
        let address = "http://127.0.0.1:9/news";
        let refused = jianbao(folder.path(), &[command, &["--index", address]].concat()).code(2);
        let said = stderr(&refused);
        assert!(said.contains("http:// is no scheme of an index"), "{command:?}: {said}");
        let mut by_variable = Command::cargo_bin("jianbao").unwrap();
        by_variable.current_dir(folder.path()).env("LC_ALL", "C").env("JIANBAO_INDEX", address).args(command);
        let said = stderr(&by_variable.assert().code(2));
        assert!(said.contains("http:// is no scheme of an index"), "{command:?}: {said}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{command:?}");
    }
}

#[test]
fn an_address_of_a_cluster_is_an_error_that_says_how_to_get_clusters_and_makes_no_folder() {
    let folder = tempfile::tempdir().unwrap();
    for scheme in ["opensearch+http", "opensearch+https", "es+http", "es+https"] {
        let address = format!("{scheme}://127.0.0.1:9/news");
        let refused = jianbao(folder.path(), &["index", ".", "--index", &address]).code(2);
        assert!(stderr(&refused).contains("--features remote"), "{}", stderr(&refused));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
