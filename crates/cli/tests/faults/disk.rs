//! Disks that are full, or on which operations fail.

use std::process::Command;

use crate::desk::{BATCH_FILES, COMMIT_BYTES, Desk, Running, check, check_told, said};
use crate::{Row, left_out};

/// A small file system in memory, unmounted on drop.
struct SmallDisk {
    folder: tempfile::TempDir,
}

impl SmallDisk {
    fn mount(size_kb: usize) -> Result<SmallDisk, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let disk = SmallDisk { folder };
        disk.mount_with(&format!("size={size_kb}k"))?;
        Ok(disk)
    }

    fn mount_with(&self, options: &str) -> Result<(), String> {
        let output = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(self.folder.path())
            .output()
            .map_err(|error| left_out("privileges", &format!("mount: {error}")))?;
        check(output.status.success(), || left_out("privileges", "a small disk cannot be mounted here"))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.folder.path()).status();
    }
}

pub(crate) fn full_disk(trials: usize) -> Result<Row, String> {
    fastrand::seed(4);
    let (mut full, mut articles) = (0, 0);
    for trial in 0..trials {
        let disk = SmallDisk::mount(fastrand::usize(150..500))?;
        let mut desk = Desk::with_index_below(disk.folder.path());
        let mut failed = false;
        // Each round adds a little, until the disk is full.
        for _ in 0..40 {
            let before = desk.state()?;
            desk.write_more(4);
            let commit_bytes = COMMIT_BYTES.to_string();
            let run = Running::start(&mut desk.command(&["index", "news", "--commit-bytes", &commit_bytes]));
            let (status, said, acknowledged) = run.end();
            check_told(&said)?;
            desk.check_cut_short(&before, acknowledged, BATCH_FILES)
                .map_err(|problem| format!("trial {trial}: {problem}: {said}"))?;
            if status != Some(0) {
                check(said.contains("No space left"), || {
                    format!("trial {trial}: the reason is not told: {said}")
                })?;
                failed = true;
                break;
            }
        }
        full += usize::from(failed);
        disk.mount_with("remount,size=64m")?;
        articles += desk.check_whole()?;
    }
    let outcome = format!(
        "{full} times full, the reason reported each time; 0 articles lost, every index intact; with more space the \
         same command continued: {articles} articles"
    );
    Ok(Row { fault: "full disk (a small tmpfs)", trials, outcome })
}

pub(crate) fn read_only_disk(trials: usize) -> Result<Row, String> {
    let disk = SmallDisk::mount(64 << 10)?;
    let mut desk = Desk::with_index_below(disk.folder.path());
    for _ in 0..trials {
        desk.write_more(1);
        let articles = desk.check_whole()?;
        disk.mount_with("remount,ro")?;
        check(desk.state()? == desk.versions, || "not all is there".to_owned())?;
        let output = desk.run(&["query", "卖花", "--count"]);
        let found = said(&output);
        check(found.contains(&articles.to_string()), || found.clone())?;
        desk.write_more(1);
        let refused = said(&desk.run(&["index", "news"]));
        check_told(&refused)?;
        check(refused.contains("Read-only file system"), || refused.clone())?;
        disk.mount_with("remount,rw")?;
    }
    let articles = desk.check_whole()?;
    let outcome = format!(
        "queries and `verify` answered; `index` refused, the reason reported; {articles} articles once the disk was \
         writable again"
    );
    Ok(Row { fault: "the index on a read-only disk", trials, outcome })
}

pub(crate) fn failing_rename(trials: usize) -> Result<Row, String> {
    failing("a rename that fails (EIO, injected by strace)", "rename,renameat,renameat2", 8, trials)
}

pub(crate) fn failing_sync(trials: usize) -> Result<Row, String> {
    failing("a sync that fails (EIO, injected by strace)", "fsync,fdatasync", 12, trials)
}

/// Makes one system call fail in each thread of each run, another one each time.
fn failing(fault: &'static str, calls: &str, most_calls: usize, trials: usize) -> Result<Row, String> {
    fastrand::seed(5);
    let mut desk = Desk::new();
    desk.write_more(4);
    desk.update()?;
    let mut failures = 0;
    for trial in 0..trials {
        let before = desk.state()?;
        desk.write_more(4);
        desk.write(fastrand::usize(0..4));
        let number = fastrand::usize(1..=most_calls);
        let inject = format!("inject={calls}:error=EIO:when={number}");
        let under = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", &inject];
        let commit_bytes = COMMIT_BYTES.to_string();
        let mut command = desk.command_under(&under, &["index", "news", "--commit-bytes", &commit_bytes]);
        if trial == 0 && Command::new("strace").arg("--version").output().is_err() {
            return Err(left_out("programs", &format!("{fault}: there is no strace here")));
        }
        let (status, said, acknowledged) = Running::start(&mut command).end();
        check_told(&said)?;
        if status != Some(0) {
            failures += 1;
            check(said.contains("Input/output error"), || {
                format!("trial {trial}, call {number}: the reason is not told: {said}")
            })?;
        }
        desk.check_cut_short(&before, acknowledged, BATCH_FILES)
            .map_err(|problem| format!("trial {trial}, call {number}: {problem}: {said}"))?;
    }
    let articles = desk.check_whole()?;
    let outcome = format!(
        "{failures} runs ended by it, the reason reported each time (in the others it had no effect); 0 articles lost, \
         every index intact; {articles} articles at the end"
    );
    Ok(Row { fault, trials, outcome })
}
