//! The complete help in both languages, and the messages about wrong arguments.

use assert_cmd::Command;

use super::{jianbao, stderr, stdout};

/// The help of the program and of every command that it lists.
fn whole_help(language: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let page = |arguments: &[&str]| {
        let page =
            stdout(&jianbao(folder.path(), &[arguments, &["--lang", language, "--help"]].concat()).success());
        page.lines().map(|line| format!("{}\n", line.trim_end())).collect::<String>()
    };
    let mut help = page(&[]);
    let commands: Vec<String> = help
        .lines()
        .skip_while(|line| !matches!(*line, "Commands:" | "命令："))
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help")
        .map(str::to_owned)
        .collect();
    assert!(commands.len() >= 9, "{commands:?}");
    for command in commands {
        help.push_str(&format!("\n=== jianbao {command} --help\n\n{}", page(&[&command])));
    }
    help
}

#[test]
fn the_whole_help_is_as_it_was_in_english() {
    insta::assert_snapshot!(whole_help("en"));
}

#[test]
fn the_whole_help_is_as_it_was_in_chinese() {
    insta::assert_snapshot!(whole_help("zh"));
}

#[test]
fn the_locale_chooses_the_language_and_an_option_overrules_it() {
    let folder = tempfile::tempdir().unwrap();
    let said = |lang: &str, arguments: &[&str]| {
        let mut command = Command::cargo_bin("jianbao").unwrap();
        command.current_dir(folder.path()).env_remove("JIANBAO_INDEX");
        command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", lang);
        stderr(&command.args(arguments).assert().code(2))
    };
    assert!(said("zh_CN.UTF-8", &["query", "雨后"]).contains("没有索引"));
    assert!(said("en_GB.UTF-8", &["query", "雨后"]).contains("there is no index"));
    assert!(said("zh_CN.UTF-8", &["--lang", "en", "query", "雨后"]).contains("there is no index"));
    assert!(said("C", &["query", "雨后", "--lang=zh"]).contains("没有索引"));
}

#[test]
fn wrong_arguments_are_named_with_what_may_be_meant() {
    let folder = tempfile::tempdir().unwrap();
    let cases: &[(&[&str], &str, &str)] = &[
        (&["quer", "雨后"], "'query'", "是不是要写：query"),
        (&["query", "雨后", "--limt", "3"], "similar argument exists: '--limit'", "是不是要写：--limit"),
        (&["query", "雨后", "--match", "al"], "similar value exists: 'all'", "是不是要写：all"),
        (&["query", "雨后", "-n", "三"], "invalid value '三'", "的值“三”无效"),
        (&["query"], "required arguments were not provided", "缺少参数：<查询>"),
        (&["query", "雨后", "--count", "--ids"], "cannot be used with", "不能与"),
        (&["query", "雨后", "--limit"], "a value is required", "后面要有一个值"),
        (&["generate"], "Print the man page", "输出手册页"),
    ];
    for (arguments, english, chinese) in cases {
        for (language, expected) in [("en", english), ("zh", chinese)] {
            let run = jianbao(folder.path(), &[&["--lang", language], *arguments].concat()).code(2);
            assert!(stderr(&run).contains(expected), "{arguments:?}: {expected}: {}", stderr(&run));
        }
    }
}

#[test]
fn the_program_alone_shows_what_it_can_do() {
    let folder = tempfile::tempdir().unwrap();
    for (locale, expected) in [("C", "Commands:"), ("zh_CN.UTF-8", "命令：")] {
        let run =
            Command::cargo_bin("jianbao").unwrap().current_dir(folder.path()).env("LC_ALL", locale).assert();
        let run = run.code(2);
        assert!(stderr(&run).contains(expected), "{}", stderr(&run));
    }
}
