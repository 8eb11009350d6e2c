//! Killed runs.

use std::collections::BTreeSet;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::Row;
use crate::desk::{ARTICLES, BATCH_FILES, Desk, Running, check, check_told, passed_over};
use crate::told::SAME_COMMAND_CONTINUES;

/// The files that each trial adds, besides one that it changes.
const NEW_FILES: usize = 10;

fn some_time(most: Duration) {
    std::thread::sleep(most.mul_f64(fastrand::f64()));
}

/// The duration of a run that adds as much as a trial does.
fn whole_run(desk: &mut Desk) -> Result<Duration, String> {
    desk.write_more(NEW_FILES);
    let started = Instant::now();
    let (status, said, _) = desk.start_index().end();
    check(status == Some(0), || said)?;
    Ok(started.elapsed())
}

pub(crate) fn kill_while_indexing(trials: usize) -> Result<Row, String> {
    fastrand::seed(1);
    let mut desk = Desk::new();
    let whole = whole_run(&mut desk)?;
    let (mut acknowledged_files, mut cut_short) = (0, 0);
    // Two kills may hit one file by chance, in the moment in which it is read.
    let mut blamed: BTreeSet<usize> = BTreeSet::new();
    for trial in 0..trials {
        let before = desk.state()?;
        desk.write_more(NEW_FILES);
        desk.write(fastrand::usize(0..NEW_FILES));
        let mut run = desk.start_index();
        some_time(whole);
        // The run may have ended by itself.
        let _ = run.child.kill();
        let (status, said, acknowledged) = run.end();
        cut_short += usize::from(status.is_none());
        acknowledged_files += acknowledged;
        let passed_over = passed_over(&said);
        blamed.extend(passed_over.iter().copied());
        desk.check_cut_short_but_for(&passed_over, &before, acknowledged, BATCH_FILES)
            .map_err(|problem| format!("trial {trial}: {problem}"))?;
    }
    // The last kill may have been the second one in its file: the next run tells.
    blamed.extend(passed_over(&crate::desk::said(&desk.run(&["index", "news"]))));
    let blamed: Vec<String> = blamed.iter().map(|file| format!("news/{file:04}.jsonl")).collect();
    if !blamed.is_empty() {
        let files: Vec<&str> = blamed.iter().map(String::as_str).collect();
        let output = desk.run(&[&["index", "--reread"], files.as_slice()].concat());
        check(output.status.success(), || crate::desk::said(&output))?;
    }
    let articles = desk.check_whole()?;
    let outcome = format!(
        "{cut_short} runs cut short, {} articles acknowledged, 0 lost, 0 duplicated, 0 incomplete; {} files skipped \
         after two kills, until `--reread`; every index intact; {articles} articles at the end",
        acknowledged_files * ARTICLES,
        blamed.len()
    );
    Ok(Row { fault: "`kill -9` at a random moment of `index`, one growing index", trials, outcome })
}

pub(crate) fn kill_while_making_anew(trials: usize) -> Result<Row, String> {
    fastrand::seed(2);
    let mut desk = Desk::new();
    desk.write_more(20);
    let articles = desk.check_whole()?;
    let commands: [&[&str]; 2] = [&["index", "--rebuild"], &["compact"]];
    let mut cut_short = 0;
    for trial in 0..trials {
        let command = commands[trial % commands.len()];
        let started = Instant::now();
        let output = desk.run(command);
        check(output.status.success(), || crate::desk::said(&output))?;
        let whole = started.elapsed();
        let mut run = Running::start(&mut desk.command(command));
        some_time(whole);
        let _ = run.child.kill();
        let (status, _, _) = run.end();
        cut_short += usize::from(status.is_none());
        // The next process finds the old index or the new one, complete.
        let output = desk.run(&["query", "卖花", "--count"]);
        let count = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        check(count == articles.to_string(), || {
            format!("trial {trial}: {count} articles, {}", crate::desk::said(&output))
        })?;
        check(desk.state()? == desk.versions, || format!("trial {trial}: not all is there"))?;
    }
    let outcome =
        format!("{cut_short} runs cut short; all {articles} articles found each time; every index intact");
    Ok(Row { fault: "`kill -9` at a random moment of `index --rebuild` and `compact`", trials, outcome })
}

pub(crate) fn kill_while_backing_up(trials: usize) -> Result<Row, String> {
    fastrand::seed(4);
    let mut desk = Desk::new();
    desk.write_more(20);
    desk.check_whole()?;
    let started = Instant::now();
    let output = desk.run(&["backup", "whole"]);
    check(output.status.success(), || crate::desk::said(&output))?;
    let whole = started.elapsed();
    let folder = desk.news().with_file_name("");
    let (mut cut_short, mut finished) = (0, 0);
    for trial in 0..trials {
        desk.write_more(NEW_FILES);
        let writing = desk.start_index();
        let place = format!("copy-{trial}");
        let mut run = Running::start(&mut desk.command(&["backup", &place]));
        some_time(whole);
        let _ = run.child.kill();
        let (status, _, _) = run.end();
        cut_short += usize::from(status.is_none());
        // The copy is there, complete, or it is not there, and the same command makes it.
        if folder.join(&place).exists() {
            finished += 1;
        } else {
            let output = desk.run(&["backup", &place]);
            check(output.status.success(), || {
                format!("trial {trial}: the second run: {}", crate::desk::said(&output))
            })?;
        }
        for arguments in
            [&["--index", &place, "verify"][..], &["--index", &place, "query", "卖花", "--count"]]
        {
            let output = desk.run(arguments);
            check(output.status.success(), || format!("trial {trial}: {}", crate::desk::said(&output)))?;
            let count = String::from_utf8_lossy(&output.stdout).trim().parse::<usize>();
            check(count.is_err() || count.is_ok_and(|count| count % ARTICLES == 0), || {
                format!("trial {trial}: part of a file: {}", crate::desk::said(&output))
            })?;
        }
        let left = std::fs::read_dir(&folder).map_err(|error| error.to_string())?.flatten();
        let left: Vec<_> =
            left.filter(|entry| entry.path().extension().is_some_and(|end| end == "part")).collect();
        check(left.is_empty(), || format!("trial {trial}: {left:?} is left"))?;
        let (status, said, _) = writing.end();
        check(status == Some(0), || said)?;
    }
    let articles = desk.check_whole()?;
    let outcome = format!(
        "{cut_short} runs cut short, {finished} complete copies, the others made by the same command; every copy one whole \
         commit; {articles} articles in the index at the end"
    );
    Ok(Row { fault: "`kill -9` at a random moment of `backup`, while `index` writes", trials, outcome })
}

pub(crate) fn interrupt(trials: usize) -> Result<Row, String> {
    fastrand::seed(3);
    if !cfg!(unix) {
        return Err("left out: there are no signals here".to_owned());
    }
    let mut desk = Desk::new();
    let whole = whole_run(&mut desk)?;
    let mut stopped = 0;
    for trial in 0..trials {
        let before = desk.state()?;
        desk.write_more(NEW_FILES);
        let run = desk.start_index();
        some_time(whole);
        let _ = Command::new("kill").args(["-INT", &run.child.id().to_string()]).status();
        let (status, said, acknowledged) = run.end();
        check_told(&said)?;
        // Before the program handles the signal, it ends the program by default.
        check(matches!(status, None | Some(0 | 2)), || format!("trial {trial}: {status:?} {said}"))?;
        if status == Some(2) {
            stopped += 1;
            check(said.contains(SAME_COMMAND_CONTINUES), || said.clone())?;
        }
        desk.check_cut_short(&before, acknowledged, 0)
            .map_err(|problem| format!("trial {trial}: {problem}"))?;
    }
    let articles = desk.check_whole()?;
    let outcome = format!(
        "{stopped} runs stopped in good order, with the exact number of committed articles; every index intact; \
         {articles} articles at the end"
    );
    Ok(Row { fault: "Ctrl-C (SIGINT) at a random moment of `index`", trials, outcome })
}
