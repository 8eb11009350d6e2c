//! Foreign files in an index folder, and beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::Row;
use crate::desk::{Desk, Running, check, check_told, said};

/// Files and folders of the user, with their contents.
struct Foreign {
    files: BTreeMap<PathBuf, Vec<u8>>,
    /// A folder outside, to which links lead.
    outside: tempfile::TempDir,
    made: usize,
}

impl Foreign {
    fn new() -> Foreign {
        let outside = tempfile::tempdir().expect("a temporary folder can be made");
        Foreign { files: BTreeMap::new(), outside, made: 0 }
    }

    /// Adds a file whose name looks like one of ours, or like anything, if there is none of that name.
    fn add(&mut self, index: &Path) {
        self.made += 1;
        let number = fastrand::u32(0..60);
        let hex: String = (0..32).map(|_| fastrand::char('a'..='f')).collect();
        let names = [
            format!("files-{number}.json"),
            format!("files-{number}-2.json"),
            format!(".vimrc{number}.new"),
            format!(".meta.json.{number}.new"),
            format!("{hex}.store"),
            format!("{hex}.{number}.del"),
            format!("{hex}.store.sums"),
            "rebuilding/jianbao.json".to_owned(),
            format!("rebuilding-{number}/meta.json"),
            format!("owned-{}.json", fastrand::u32(2..12)),
            "managed.json".to_owned(),
            format!("diary {number}.docx"),
            "sub/folder/photo.jpg".to_owned(),
            "../.jianbao.retired/jianbao.json".to_owned(),
            "../.jianbao.rebuilding/notes.txt".to_owned(),
        ];
        let path = index.join(fastrand::choice(names).expect("there are names"));
        if path.symlink_metadata().is_ok() {
            return;
        }
        let folder = path.parent().expect("the name stands in a folder");
        if std::fs::create_dir_all(folder).is_err() {
            return;
        }
        // Random bytes, or those of one of ours: seals and all.
        let ours = ["jianbao.json", "meta.json", "owned.json", ".managed.json"];
        let copied =
            fastrand::choice(ours).map(|file| index.join(file)).and_then(|file| std::fs::read(file).ok());
        let bytes = match copied {
            Some(bytes) if fastrand::bool() => bytes,
            _ => (0..fastrand::usize(0..200)).map(|_| fastrand::u8(..)).collect(),
        };
        #[cfg(unix)]
        if fastrand::u8(0..5) == 0 {
            let target = self.outside.path().join(format!("{}", self.made));
            std::fs::write(&target, &bytes).expect("the folder can be written");
            std::os::unix::fs::symlink(&target, &path).expect("a link can be made");
            self.files.insert(target, bytes.clone());
            self.files.insert(path, bytes);
            return;
        }
        std::fs::write(&path, &bytes).expect("the folder can be written");
        self.files.insert(path, bytes);
    }

    fn check(&self) -> Result<(), String> {
        for (path, bytes) in &self.files {
            check(std::fs::read(path).as_ref().ok() == Some(bytes), || {
                format!("{} is not as the user left it", path.display())
            })?;
        }
        Ok(())
    }
}

/// The names of an index folder that its lists name.
fn listed(index: &Path) -> Result<BTreeSet<String>, String> {
    let json = |file: &str| -> Result<serde_json::Value, String> {
        let bytes = std::fs::read(index.join(file)).map_err(|error| format!("{file}: {error}"))?;
        serde_json::from_slice(&bytes).map_err(|error| format!("{file}: {error}"))
    };
    let segments = json("meta.json")?;
    let list =
        segments["owned"].as_str().ok_or("the list of segments names no list of what is jianbao's own")?;
    let owned = json(list)?;
    let mut names: BTreeSet<String> = BTreeSet::new();
    let strings = |value: &serde_json::Value| -> Vec<String> {
        let values = value.as_array().cloned().unwrap_or_default();
        values.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect()
    };
    names.extend(strings(&owned["owned"]));
    // The files of the segments, and their companions.
    names.extend(segments["files"].as_object().into_iter().flat_map(|files| files.keys().cloned()));
    Ok(names)
}

/// After a run that ended well, the folder contains only the files in its lists and the user's own.
pub(crate) fn check_nothing_unlisted(index: &Path, foreign: &BTreeSet<PathBuf>) -> Result<usize, String> {
    let listed = listed(index)?;
    let entries = std::fs::read_dir(index).map_err(|error| error.to_string())?;
    let mut ours = 0;
    for entry in entries {
        let entry = entry.map_err(|error| error.to_string())?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_foreign = foreign.iter().any(|path| path.starts_with(entry.path()));
        ours += usize::from(!is_foreign);
        check(is_foreign || listed.contains(&name), || format!("{name} is in no list"))?;
    }
    Ok(ours)
}

pub(crate) fn foreign_files(trials: usize) -> Result<Row, String> {
    fastrand::seed(11);
    let mut desk = Desk::new();
    desk.write_more(8);
    desk.check_whole()?;
    let index = desk.index();
    let mut foreign = Foreign::new();
    let commands: [&[&str]; 9] = [
        &["index", "news", "--commit-bytes", "2400"],
        &["index", "--rebuild"],
        &["compact"],
        &["remove", "0001-3"],
        &["index", "news", "--prune"],
        &["verify"],
        &["query", "卖花", "--count"],
        &["export"],
        &["stats"],
    ];
    let (mut cut_short, mut runs) = (0, 0);
    for trial in 0..trials {
        for _ in 0..3 {
            foreign.add(&index);
            desk.write(fastrand::usize(0..8));
            let command = fastrand::choice(commands).expect("there are commands");
            let started = Instant::now();
            let mut run = Running::start(&mut desk.command(command));
            if fastrand::bool() {
                std::thread::sleep(Duration::from_millis(fastrand::u64(0..50)));
                let _ = run.child.kill();
            }
            let (status, said, _) = run.end();
            runs += 1;
            cut_short += usize::from(status.is_none());
            check_told(&said)?;
            let context = || format!("trial {trial}, {command:?} after {:?}: {said}", started.elapsed());
            check(matches!(status, None | Some(0 | 1)) || said.contains(crate::told::RUNS_ENDED), context)?;
            foreign.check().map_err(|problem| format!("{problem}: {}", context()))?;
        }
        // A run to the end, after which nothing is left of the killed ones. Removed articles come back, and files that two
        // kills had hit by chance are read.
        let output = desk.run(&["index", "news", "--reread"]);
        check(output.status.success(), || format!("trial {trial}: {}", said(&output)))?;
        check(desk.state()? == desk.versions, || format!("trial {trial}: not all is there"))?;
        let paths = foreign.files.keys().cloned().collect();
        check_nothing_unlisted(&index, &paths).map_err(|problem| format!("trial {trial}: {problem}"))?;
        foreign.check()?;
    }
    let outcome = format!(
        "{runs} commands, {cut_short} of them killed: each of {} files of the user is unchanged, byte for byte; every \
         index intact, without unlisted files in its folder",
        foreign.files.len()
    );
    Ok(Row { fault: "foreign files in the index folder, named like its own", trials, outcome })
}

pub(crate) fn nothing_is_left_of_killed_runs(trials: usize) -> Result<Row, String> {
    fastrand::seed(12);
    let mut desk = Desk::new();
    desk.write_more(10);
    desk.check_whole()?;
    let commands: [&[&str]; 3] =
        [&["index", "news", "--commit-bytes", "2400"], &["index", "--rebuild"], &["compact"]];
    let mut cut_short = 0;
    for trial in 0..trials {
        desk.write_more(2);
        let mut run = Running::start(&mut desk.command(commands[trial % commands.len()]));
        std::thread::sleep(Duration::from_millis(fastrand::u64(0..60)));
        let _ = run.child.kill();
        cut_short += usize::from(run.end().0.is_none());
    }
    // Two kills may have hit one file by chance.
    let output = desk.run(&["index", "news", "--reread"]);
    check(output.status.success(), || said(&output))?;
    let articles = desk.check_whole()?;
    let files = check_nothing_unlisted(&desk.index(), &BTreeSet::new())?;
    let beside = std::fs::read_dir(desk.index().parent().ok_or("the index lies in a folder")?);
    let beside = beside.map_err(|error| error.to_string())?.count();
    check(beside == 2, || format!("{beside} entries stand beside the index and the news"))?;
    let outcome = format!(
        "{cut_short} runs cut short; then one complete run: {articles} articles, {files} files in the folder, each of \
         them in use"
    );
    Ok(Row { fault: "leftovers in the index folder of runs killed one after another", trials, outcome })
}
