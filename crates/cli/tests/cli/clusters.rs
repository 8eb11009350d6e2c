//! Indexes in clusters, named by addresses.

use std::fs;

use assert_cmd::Command;

use crate::{jianbao, sample_news, stderr};

/// The corpus views, each with what it needs.
const CORPUS_VIEWS: [&[&str]; 6] = [
    &["corpus", "kwic", "春茶"],
    &["corpus", "collocates", "春茶"],
    &["corpus", "words"],
    &["corpus", "words", "--new"],
    &["corpus", "compare", "春茶", "--rest"],
    &["corpus", "trend", "春茶"],
];

#[test]
fn options_of_clusters_are_refused_for_an_index_in_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let news = sample_news();
    for (options, expect) in [
        (&["--ca-file", "ca.pem"][..], "--ca-file is for an index in a cluster"),
        (&["--shards", "2"], "--shards and --replicas are for an index in a cluster"),
        (&["--replicas", "0"], "--shards and --replicas are for an index in a cluster"),
    ] {
        let arguments = [&["index", news.to_str().unwrap(), "--index", "here"], options].concat();
        let refused = jianbao(folder.path(), &arguments).code(2);
        assert!(stderr(&refused).contains(expect), "{}", stderr(&refused));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}

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
        &["explain", "春茶"],
        &["remove", "a"],
        &["export"],
        &["stats"],
        &["verify"],
        &["compact"],
        &["backup", "copy"],
    ]
    .into_iter()
    .chain(CORPUS_VIEWS)
    {
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

#[cfg(not(feature = "remote"))]
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

/// The program on clusters that do not exist, or are a server of the tests.
#[cfg(feature = "remote")]
mod built_in {
    use std::fs;
    use std::path::Path;

    use assert_cmd::Command;
    use assert_cmd::assert::Assert;

    use super::server::Server;
    use crate::{jianbao, sample_news, stderr};

    /// A server that gives the same answer to every request.
    fn answering(head: &str, body: &str) -> Server {
        let server = Server::start();
        let head = format!(
            "HTTP/1.1 {head}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        server.state().fixed = Some((head, body.as_bytes().to_vec()));
        server
    }

    fn address(server: &Server) -> String {
        format!("opensearch+http://127.0.0.1:{}/news", server.port)
    }

    /// `jianbao stats` on a cluster, with variables.
    fn stats(folder: &Path, address: &str, variables: &[(&str, &str)]) -> Assert {
        let mut command = Command::cargo_bin("jianbao").unwrap();
        command.current_dir(folder).env("LC_ALL", "C").env_remove("JIANBAO_INDEX");
        for name in ["USER", "PASSWORD", "PASSWORD_FILE", "API_KEY", "API_KEY_FILE"] {
            command.env_remove(format!("JIANBAO_{name}"));
        }
        command.envs(variables.iter().copied()).args(["stats", "--index", address]).assert()
    }

    #[test]
    fn a_bad_address_and_a_missing_index_are_errors_that_say_what_is_wrong() {
        let folder = tempfile::tempdir().unwrap();
        let said = |address: &str| stderr(&stats(folder.path(), address, &[]).code(2));
        assert!(said("opensearch+http://one/News").contains("is no name of an index"));
        assert!(said("opensearch+http://user:secret@one/news").contains("must not contain a user"));
        let missing = answering("404 Not Found", "{\"error\": \"no such index\"}");
        assert!(said(&address(&missing)).contains("is no index of the cluster"));
        let foreign = answering("200 OK", "{\"news\": {\"mappings\": {}}}");
        assert!(said(&address(&foreign)).contains("was not made by jianbao"));
        let denied = answering("401 Unauthorized", "{\"error\": \"who are you\"}");
        assert!(said(&address(&denied)).contains("refuses access (status 401): who are you"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn credentials_come_from_the_environment_or_a_file_and_are_never_shown() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret");
        fs::write(&file, "open sesame\n").unwrap();
        let file = file.to_str().unwrap();
        let basic = "Basic 57yW6L6ROm9wZW4gc2VzYW1l";
        for (variables, expect) in [
            (&[("JIANBAO_USER", "编辑"), ("JIANBAO_PASSWORD", "open sesame")][..], basic),
            (&[("JIANBAO_USER", "编辑"), ("JIANBAO_PASSWORD_FILE", file)], basic),
            (&[("JIANBAO_API_KEY", "open sesame")], "ApiKey open sesame"),
            (&[("JIANBAO_API_KEY_FILE", file)], "ApiKey open sesame"),
        ] {
            let server = answering("401 Unauthorized", "{\"error\": \"no\"}");
            let refused = stats(folder.path(), &address(&server), variables).code(2);
            let head = server.state().last_head.clone();
            assert!(head.contains(&format!("uthorization: {expect}")), "{head}");
            assert!(!stderr(&refused).contains("sesame"), "{}", stderr(&refused));
        }
        for variables in [
            &[("JIANBAO_USER", "编辑")][..],
            &[("JIANBAO_PASSWORD", "open sesame")],
            &[("JIANBAO_API_KEY", "a"), ("JIANBAO_USER", "b"), ("JIANBAO_PASSWORD", "open sesame")],
        ] {
            let refused = stats(folder.path(), "opensearch+http://127.0.0.1:9/news", variables).code(2);
            assert!(stderr(&refused).contains("set either JIANBAO_USER"), "{}", stderr(&refused));
        }
    }

    #[test]
    fn what_a_cluster_does_not_do_is_an_error_before_anything_is_asked() {
        let folder = tempfile::tempdir().unwrap();
        let server = answering("500 Internal Server Error", "{}");
        let address = address(&server);
        let news = sample_news();
        let news = news.to_str().unwrap();
        for command in [
            &["index", news, "--prune"][..],
            &["index", news, "--reread"],
            &["index", "--rebuild"],
            &["index", news, "--field", "浏览:integer"],
            &["index", news, "--replace-by", "url"],
            &["index", "-"],
            &["query", "春茶", "--check"],
            &["open", "a"],
            &["backup", "copy"],
            &["compact"],
        ]
        .into_iter()
        .chain(super::CORPUS_VIEWS)
        {
            let refused = jianbao(folder.path(), &[command, &["--index", &address]].concat()).code(2);
            assert!(stderr(&refused).contains("not work on a cluster"), "{command:?}: {}", stderr(&refused));
        }
        assert_eq!(server.state().requests, 0);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}

/// The server of the tests of clusters.
#[cfg(feature = "remote")]
#[expect(dead_code, reason = "only its fixed answers are needed here")]
#[path = "../../../remote/tests/remote/server.rs"]
mod server;
