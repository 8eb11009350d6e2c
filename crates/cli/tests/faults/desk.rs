//! Setup of a trial: a folder of news, its index, and runs of the program on both.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};

use crate::told::{COMMITTED, RUNS_ENDED};

/// The articles of every file.
pub(crate) const ARTICLES: usize = 12;

/// The size of a batch, about that of two files.
pub(crate) const COMMIT_BYTES: usize = 2400;

/// Maximum number of files of one batch: those that reach [`COMMIT_BYTES`].
pub(crate) const BATCH_FILES: usize = 2;

pub(crate) struct Desk {
    folder: tempfile::TempDir,
    /// The location of the index, if it is not in the folder.
    elsewhere: Option<PathBuf>,
    /// The version of each file on the disk.
    pub(crate) versions: BTreeMap<usize, usize>,
}

/// The version of each file in the index.
pub(crate) type State = BTreeMap<usize, usize>;

impl Desk {
    pub(crate) fn new() -> Desk {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        std::fs::create_dir(folder.path().join("news")).expect("the folder can be written");
        Desk { folder, elsewhere: None, versions: BTreeMap::new() }
    }

    /// A desk whose index is below another folder.
    pub(crate) fn with_index_below(folder: &Path) -> Desk {
        Desk { elsewhere: Some(folder.join("index")), ..Desk::new() }
    }

    pub(crate) fn index(&self) -> PathBuf {
        self.elsewhere.clone().unwrap_or_else(|| self.folder.path().join(".jianbao"))
    }

    /// The folder of the news.
    pub(crate) fn news(&self) -> PathBuf {
        self.folder.path().join("news")
    }

    /// Writes a file, or a new version of it.
    pub(crate) fn write(&mut self, file: usize) {
        let version = self.versions.get(&file).map_or(1, |version| version + 1);
        self.versions.insert(file, version);
        let lines: String = (0..ARTICLES)
            .map(|article| {
                format!(
                    "{{\"id\": \"{file:04}-{article}\", \"title\": \"第{version}版\", \"body\": \"雨后的街上，卖花的人又出来\
                     了，第{article}位说今天有{file}枝。\"}}\n"
                )
            })
            .collect();
        std::fs::write(self.news().join(format!("{file:04}.jsonl")), lines)
            .expect("the folder can be written");
    }

    /// Writes a number of further files.
    pub(crate) fn write_more(&mut self, files: usize) {
        for _ in 0..files {
            let next = self.versions.keys().last().map_or(0, |last| last + 1);
            self.write(next);
        }
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
        self.prepare(&mut command, arguments);
        command
    }

    /// The program under another one, such as strace.
    pub(crate) fn command_under(&self, under: &[&str], arguments: &[&str]) -> Command {
        let mut command = Command::new(under[0]);
        command.args(&under[1..]).arg(env!("CARGO_BIN_EXE_jianbao"));
        self.prepare(&mut command, arguments);
        command
    }

    fn prepare(&self, command: &mut Command, arguments: &[&str]) {
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("JIANBAO_INDEX")
            .env("LC_ALL", "C")
            .stdin(Stdio::null());
        if let Some(index) = &self.elsewhere {
            command.env("JIANBAO_INDEX", index);
        }
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program starts")
    }

    /// Updates the index without a disturbance.
    pub(crate) fn update(&self) -> Result<(), String> {
        let output = self.run(&["index", "news"]);
        check(output.status.success(), || format!("index: {}", said(&output)))
    }

    pub(crate) fn start_index(&self) -> Running {
        let commit_bytes = COMMIT_BYTES.to_string();
        Running::start(&mut self.command(&["index", "news", "--commit-bytes", &commit_bytes]))
    }

    /// The content of the index. A damaged index, a partial file and a duplicate article are errors.
    pub(crate) fn state(&self) -> Result<State, String> {
        if !self.index().join("jianbao.json").exists() {
            return Ok(State::new());
        }
        let verified = self.run(&["verify", "--format", "json"]);
        check(verified.status.success(), || format!("verify: {}", said(&verified)))?;
        let exported = self.run(&["export"]);
        check(exported.status.code().is_some_and(|code| code < 2), || {
            format!("export: {}", said(&exported))
        })?;
        let mut articles: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        for line in String::from_utf8_lossy(&exported.stdout).lines() {
            let article: serde_json::Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
            let (file, number) = article["id"].as_str().and_then(|id| id.split_once('-')).ok_or("an id")?;
            let version = article["title"].as_str().unwrap_or_default();
            let version = version.trim_start_matches('第').trim_end_matches('版');
            let number_of = |text: &str| text.parse::<usize>().map_err(|error| format!("{text}: {error}"));
            articles.entry(number_of(file)?).or_default().push((number_of(number)?, number_of(version)?));
        }
        let mut state = State::new();
        for (file, articles) in articles {
            let numbers: BTreeSet<usize> = articles.iter().map(|(number, _)| *number).collect();
            let versions: BTreeSet<usize> = articles.iter().map(|(_, version)| *version).collect();
            let is_whole = numbers.len() == ARTICLES && articles.len() == ARTICLES && versions.len() == 1;
            check(is_whole, || format!("file {file} is there in part: {articles:?}"))?;
            state.extend(versions.first().map(|version| (file, *version)));
        }
        Ok(state)
    }

    /// Checks the index after an interrupted run: of the files to be indexed a first part is indexed, at least the
    /// acknowledged ones, and at most a batch more; the others are unchanged.
    pub(crate) fn check_cut_short(
        &self,
        before: &State,
        acknowledged: usize,
        more: usize,
    ) -> Result<usize, String> {
        self.check_cut_short_but_for(&[], before, acknowledged, more)
    }

    /// As [`Desk::check_cut_short`], for a run that skipped some files: those are unchanged.
    pub(crate) fn check_cut_short_but_for(
        &self,
        passed_over: &[usize],
        before: &State,
        acknowledged: usize,
        more: usize,
    ) -> Result<usize, String> {
        let after = self.state()?;
        let to_do: Vec<usize> = self
            .versions
            .iter()
            .filter(|(file, version)| before.get(file) != Some(version) && !passed_over.contains(file))
            .map(|(file, _)| *file)
            .collect();
        let is_done = |file: &usize| after.get(file) == self.versions.get(file);
        let done = to_do.iter().take_while(|file| is_done(file)).count();
        let context = || format!("{done} of {} files done, {acknowledged} acknowledged", to_do.len());
        check(done >= acknowledged, || format!("lost: {}", context()))?;
        check(done <= acknowledged + more, || format!("more than a batch unacknowledged: {}", context()))?;
        for file in to_do[done..].iter().chain(passed_over) {
            check(after.get(file) == before.get(file), || {
                format!("file {file} is not as it was: {}", context())
            })?;
        }
        let others = before.iter().filter(|(file, _)| !to_do.contains(file) && !passed_over.contains(file));
        for (file, version) in others {
            check(after.get(file) == Some(version), || format!("file {file} is lost: {}", context()))?;
        }
        Ok(done)
    }

    /// Runs to the end, and checks that everything is there.
    pub(crate) fn check_whole(&self) -> Result<usize, String> {
        self.update()?;
        let state = self.state()?;
        check(state == self.versions, || format!("{state:?} is there, {:?} should be", self.versions))?;
        Ok(state.len() * ARTICLES)
    }
}

/// The files that a run reported as skipped, because two runs ended while they were read.
pub(crate) fn passed_over(said: &str) -> Vec<usize> {
    let lines = said.lines().filter(|line| line.contains(&format!(" {RUNS_ENDED}; ")));
    lines.filter_map(|line| line.split(['/', '.']).nth(1)?.parse().ok()).collect()
}

/// A running program, and its messages so far.
pub(crate) struct Running {
    pub(crate) child: Child,
    listener: Option<std::thread::JoinHandle<()>>,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Running {
    pub(crate) fn start(command: &mut Command) -> Running {
        let mut child =
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let lines = Arc::new(Mutex::new(Vec::new()));
        let stderr = child.stderr.take().expect("stderr is piped");
        let heard = Arc::clone(&lines);
        let listener = std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                heard.lock().expect("no listener panics").push(line);
            }
        });
        Running { child, listener: Some(listener), lines }
    }

    /// Waits for the end. Returns the exit status, all messages, and the number of acknowledged files.
    pub(crate) fn end(mut self) -> (Option<i32>, String, usize) {
        let status = self.child.wait().expect("the program can be waited for");
        if let Some(listener) = self.listener.take() {
            listener.join().expect("no listener panics");
        }
        let said = self.lines.lock().expect("no listener panics").join("\n");
        let acknowledged = acknowledged(&said);
        (status.code(), said, acknowledged)
    }
}

/// The files that a run reported as committed.
pub(crate) fn acknowledged(said: &str) -> usize {
    let last = said.lines().rfind(|line| line.starts_with(COMMITTED));
    last.and_then(|line| line.rsplit(' ').nth(1)).and_then(|files| files.parse().ok()).unwrap_or(0)
}

pub(crate) fn said(output: &Output) -> String {
    let [out, err] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    format!("{:?} {out}{err}", output.status.code())
}

pub(crate) fn check(holds: bool, problem: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(problem()) }
}

/// No panic message reaches the user, and a failure names the remedy or the failed operation.
pub(crate) fn check_told(said: &str) -> Result<(), String> {
    check(!said.contains("panicked") && !said.contains("RUST_BACKTRACE"), || format!("a panic: {said}"))
}
