//! Runs of `index` interrupted by a signal: messages, kept articles, and the file that is skipped afterwards.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{jianbao, stderr, stdout};

/// Enough articles that a run spends some tenths of a second in their file.
const MANY: usize = 40_000;

/// A folder of news: a small file, a large one in which a run is caught, and another small one.
struct News {
    folder: tempfile::TempDir,
}

impl News {
    fn new() -> News {
        let news = News { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(news.folder.path().join("news")).unwrap();
        news.write("a.jsonl", "{\"title\": \"甲\"}\n");
        let lines: String = (0..MANY)
            .map(|number| {
                format!("{{\"title\": \"大{number}\", \"body\": \"雨后的街上，卖花的人又出来了。\"}}\n")
            })
            .collect();
        news.write("big.jsonl", &lines);
        news.write("z.jsonl", "{\"title\": \"子\"}\n");
        news
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path().join("news").join(name), text).unwrap();
    }

    fn list(&self) -> PathBuf {
        self.path().join(".jianbao/reading.json")
    }

    /// Starts a run and waits until it reports reading the large file, in which `ended_runs` runs ended before.
    fn start(&self, ended_runs: u64, more: &[&str]) -> Child {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin("jianbao"))
            .current_dir(self.path())
            .args(["index", "news", "--commit-bytes", "1"])
            .args(more)
            .env_remove("JIANBAO_INDEX")
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let started = Instant::now();
        let is_reading = || -> Option<bool> {
            let list: serde_json::Value = serde_json::from_slice(&fs::read(self.list()).ok()?).ok()?;
            let file = list["reading"].get("news/big.jsonl")?;
            Some(file["is_reading"] == true && file["ended_runs"] == ended_runs)
        };
        while is_reading() != Some(true) {
            assert!(child.try_wait().unwrap().is_none(), "the run was not caught in its file");
            assert!(started.elapsed() < Duration::from_secs(60));
            std::thread::sleep(Duration::from_millis(1));
        }
        child
    }

    fn kill_in_big(&self, ended_runs: u64, more: &[&str]) {
        let mut child = self.start(ended_runs, more);
        child.kill().unwrap();
        child.wait().unwrap();
    }

    fn count(&self, query: &str) -> String {
        stdout(&jianbao(self.path(), &["query", query, "--count"])).trim().to_owned()
    }
}

#[test]
fn a_file_in_which_two_runs_ended_is_passed_over_until_it_changes_or_is_asked_for() {
    let news = News::new();
    news.kill_in_big(0, &[]);
    news.kill_in_big(1, &[]);
    for _ in 0..2 {
        let run = jianbao(news.path(), &["index", "news", "--format", "json"]).code(2);
        let said = stderr(&run);
        assert!(said.contains("skipped: news/big.jsonl: 2 runs ended while it was read"), "{said}");
        assert!(said.contains("`jianbao index --reread news/big.jsonl`"), "{said}");
        let summary: serde_json::Value = serde_json::from_str(&stdout(&run)).unwrap();
        assert_eq!(summary["skipped"], 1, "{summary}");
        // The others are indexed, those that were listed together with it too.
        assert_eq!(
            (news.count("甲"), news.count("子"), news.count("卖花")),
            ("1".into(), "1".into(), "0".into())
        );
    }
    let run = jianbao(news.path(), &["--lang", "zh", "index", "news"]).code(2);
    assert!(stderr(&run).contains("跳过：news/big.jsonl：已有 2 次运行在读取它时中断"), "{}", stderr(&run));
    // On request it is read. If that ends the run once more, it is skipped as before.
    news.kill_in_big(2, &["--reread"]);
    let run = jianbao(news.path(), &["index", "news"]).code(2);
    assert!(stderr(&run).contains("3 runs ended while it was read"), "{}", stderr(&run));
    jianbao(news.path(), &["index", "--reread", "news/big.jsonl"]).success();
    assert_eq!(news.count("卖花"), MANY.to_string());
    assert!(!news.list().exists());
    jianbao(news.path(), &["index", "news"]).success();
    jianbao(news.path(), &["verify"]).success();
}

#[test]
fn a_file_that_was_passed_over_is_read_once_it_has_changed() {
    let news = News::new();
    news.kill_in_big(0, &[]);
    news.kill_in_big(1, &[]);
    jianbao(news.path(), &["index", "news"]).code(2);
    news.write("big.jsonl", "{\"title\": \"丑\"}\n");
    jianbao(news.path(), &["index", "news"]).success();
    assert_eq!(news.count("丑"), "1");
    assert!(!news.list().exists());
}

#[test]
fn a_file_is_not_blamed_for_what_ended_one_run_only() {
    let news = News::new();
    news.kill_in_big(0, &[]);
    jianbao(news.path(), &["index", "news"]).success();
    assert_eq!(news.count("卖花"), MANY.to_string());
    assert!(!news.list().exists());
}

#[cfg(unix)]
#[test]
fn an_interrupt_inside_a_file_says_what_is_kept() {
    for (language, inside, committed) in [
        (
            "en",
            "stopped inside news/big.jsonl: nothing of it is kept",
            "committed: 1 article from 1 file; the same",
        ),
        (
            "zh",
            "读取 news/big.jsonl 时停止：一个文件的文章要么全部收入，要么都不收入",
            "已提交 1 个文件、1 篇文章，重新运行同一命令",
        ),
    ] {
        let news = News::new();
        let mut child = news.start(0, &["--lang", language]);
        // Until its articles are taken: the file before it is committed.
        while !news.path().join(".jianbao/jianbao.json").exists() || news.count("甲") != "1" {
            assert!(child.try_wait().unwrap().is_none(), "the run was not caught in its file");
        }
        Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(2), "{said}");
        assert!(said.contains(inside) && said.contains(committed), "{said}");
        assert_eq!((news.count("甲"), news.count("卖花")), ("1".into(), "0".into()));
        // An interrupt blames no file.
        assert!(!news.list().exists());
        jianbao(news.path(), &["index", "news"]).success();
        assert_eq!(news.count("卖花"), MANY.to_string());
    }
}

#[cfg(unix)]
#[test]
fn one_interrupt_ends_a_run_that_waits_for_more_input() {
    use std::io::Write;
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("jianbao"))
        .args(["index", "-"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // More than is read at once, and no end.
    let mut input = child.stdin.take().unwrap();
    input.write_all("{\"title\": \"甲\"}\n".repeat(20_000).as_bytes()).unwrap();
    while !folder.path().join(".jianbao/jianbao.json").exists() {
        assert!(child.try_wait().unwrap().is_none(), "the run was not caught");
    }
    // The program handles the signal once the index is open.
    std::thread::sleep(Duration::from_millis(500));
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(2), "{said}");
    let count = stdout(&jianbao(folder.path(), &["query", "甲", "--count"]));
    assert!(count.trim().parse::<u32>().unwrap() > 0, "{said}");
    assert!(said.contains(&format!("{} articles from 0 files;", count.trim())), "{said}");
    drop(input);
}

#[cfg(unix)]
#[test]
fn two_interrupts_end_a_run_at_once_and_blame_no_file() {
    let news = News::new();
    for _ in 0..2 {
        let mut child = news.start(0, &[]);
        for _ in 0..2 {
            Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        }
        // The first one may have been enough.
        assert!(matches!(child.wait().unwrap().code(), Some(2 | 130)));
        assert!(!news.list().exists());
    }
    jianbao(news.path(), &["index", "news"]).success();
}
