//! A file during which every run is killed.

use std::time::{Duration, Instant};

use crate::Row;
use crate::desk::{ARTICLES, Desk, Running, check, check_told, said};

/// The number of the file that ends runs; it comes last.
const BIG: usize = 9999;

/// Maximum wait until a run reads that file.
const PATIENCE: Duration = Duration::from_secs(60);

/// A file that takes long enough to read that a run is caught in it.
fn write_big(desk: &Desk) {
    let body = "雨后的街上，卖花的人又出来了。".repeat(40_000);
    let line =
        |article| format!("{{\"id\": \"{BIG}-{article}\", \"title\": \"第1版\", \"body\": \"{body}\"}}\n");
    let lines: String = (0..ARTICLES).map(line).collect();
    std::fs::write(desk.news().join(format!("{BIG}.jsonl")), lines).expect("the folder can be written");
}

/// Ends a run while it reads the file, in which `ended_runs` runs ended before.
fn end_run_in_big(desk: &Desk, ended_runs: u32) -> Result<(), String> {
    let list = desk.index().join("reading.json");
    let key = format!("news/{BIG}.jsonl");
    let is_read = || -> Option<bool> {
        let list: serde_json::Value = serde_json::from_slice(&std::fs::read(&list).ok()?).ok()?;
        let file = list["reading"].get(&key)?;
        Some(file["is_reading"] == true && file["ended_runs"] == ended_runs)
    };
    let mut run = Running::start(&mut desk.command(&["index", "news", "--commit-bytes", "1"]));
    let started = Instant::now();
    while is_read() != Some(true) {
        let has_ended = run.child.try_wait().map_err(|error| error.to_string())?.is_some();
        check(!has_ended && started.elapsed() < PATIENCE, || {
            "the run was not caught in the file".to_owned()
        })?;
        std::thread::sleep(Duration::from_millis(1));
    }
    let _ = run.child.kill();
    let (status, said, _) = run.end();
    check(status.is_none(), || format!("the run ended by itself: {said}"))
}

pub(crate) fn file_that_ends_runs(trials: usize) -> Result<Row, String> {
    for trial in 0..trials {
        let mut desk = Desk::new();
        desk.write_more(3);
        write_big(&desk);
        for ended_runs in 0..2 {
            end_run_in_big(&desk, ended_runs)?;
            desk.write_more(1);
        }
        let output = desk.run(&["index", "news"]);
        let told = said(&output);
        check_told(&told)?;
        check(output.status.code() == Some(2) && told.contains(&format!("{BIG}.jsonl")), || {
            format!("trial {trial}: {told}")
        })?;
        check(desk.state()? == desk.versions, || format!("trial {trial}: the other files are not done"))?;
        let output = desk.run(&["index", "news", "--reread"]);
        check(output.status.success(), || format!("trial {trial}: {}", said(&output)))?;
        desk.versions.insert(BIG, 1);
        check(desk.state()? == desk.versions, || format!("trial {trial}: not all is there"))?;
    }
    let outcome = format!(
        "{} runs ended in it; the next one skipped and reported it (exit status 2), and indexed the other files; with \
         `--reread` it was read",
        trials * 2
    );
    Ok(Row { fault: "a file during which two runs are killed", trials, outcome })
}
