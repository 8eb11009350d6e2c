//! Other processes that work on the same index.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::Row;
use crate::desk::{ARTICLES, Desk, Running, check, check_told, said};
use crate::told::NO_INDEX;

pub(crate) fn second_writer(trials: usize) -> Result<Row, String> {
    let mut desk = Desk::new();
    desk.write_more(2);
    desk.update()?;
    for _ in 0..trials {
        let mut first = desk.command(&["index", "-"]);
        let mut first =
            first.stdin(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(|error| error.to_string())?;
        let holder = format!("process {}", first.id());
        // Until the first one has the index open.
        let lock = desk.index().join(".tantivy-writer.lock");
        let has_it =
            || std::fs::read_to_string(&lock).is_ok_and(|pid| holder.ends_with(&format!(" {}", pid.trim())));
        for _ in 0..500 {
            if has_it() {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let output = desk.run(&["remove", "no-such-id"]);
        check(output.status.code() == Some(2), || said(&output))?;
        let refused = said(&output);
        check(refused.contains(&holder), || format!("{holder} is not named: {refused}"))?;
        let mut stdin = first.stdin.take().ok_or("a pipe")?;
        let file = desk.versions.len();
        for article in 0..ARTICLES {
            writeln!(stdin, "{{\"id\": \"{file:04}-{article}\", \"title\": \"第1版\", \"body\": \"卖花\"}}")
                .map_err(|error| error.to_string())?;
        }
        drop(stdin);
        check(first.wait().is_ok_and(|status| status.success()), || "the first writer failed".to_owned())?;
        desk.versions.insert(file, 1);
        check(desk.state()? == desk.versions, || "not all is there".to_owned())?;
    }
    let outcome =
        "refused with exit status 2 and the id of the writing process; the first one undisturbed".to_owned();
    Ok(Row { fault: "a second writer", trials, outcome })
}

/// Queries the number of articles repeatedly during another operation. Returns the number of queries.
fn ask_meanwhile(
    desk: &Desk,
    work: impl FnOnce() -> Result<(), String>,
    mut judge: impl FnMut(usize) -> Result<(), String> + Send,
) -> Result<usize, String> {
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut asked = 0;
            while !is_over.load(Ordering::Relaxed) {
                let output = desk.run(&["query", "卖花", "--count"]);
                check(output.status.code().is_some_and(|code| code < 2), || said(&output))?;
                check_told(&said(&output))?;
                let count =
                    String::from_utf8_lossy(&output.stdout).trim().parse().map_err(|_| said(&output))?;
                judge(count)?;
                asked += 1;
            }
            Ok(asked)
        });
        let worked = work();
        is_over.store(true, Ordering::Relaxed);
        let asked = reader.join().map_err(|_| "a reader panicked".to_owned())?;
        worked.and(asked)
    })
}

pub(crate) fn readers_of_a_writer(trials: usize) -> Result<Row, String> {
    let mut desk = Desk::new();
    desk.write_more(2);
    desk.update()?;
    desk.write_more(trials * 2);
    let mut most = 0;
    let work = || {
        let (status, said, _) = desk.start_index().end();
        check(status == Some(0), || said)
    };
    let asked = ask_meanwhile(&desk, work, |count| {
        // Files appear complete, and nothing disappears.
        check(count % ARTICLES == 0 && count >= most, || format!("{count} articles after {most}"))?;
        most = count;
        Ok(())
    })?;
    desk.check_whole()?;
    let outcome =
        format!("each of {asked} queries answered from one whole commit, never an earlier one after a later");
    Ok(Row { fault: "queries while `index` commits again and again", trials: asked, outcome })
}

pub(crate) fn readers_of_a_rebuild(trials: usize) -> Result<Row, String> {
    let mut desk = Desk::new();
    desk.write_more(10);
    let articles = desk.check_whole()?;
    let work = || {
        (0..trials).try_for_each(|_| {
            let output = desk.run(&["index", "--rebuild"]);
            check(output.status.success(), || said(&output))
        })
    };
    let asked = ask_meanwhile(&desk, work, |count| {
        check(count == articles, || format!("{count} of {articles} articles"))
    })?;
    desk.check_whole()?;
    let outcome = format!("each of {asked} queries found all {articles} articles");
    Ok(Row { fault: "queries while `index --rebuild` replaces the index", trials, outcome })
}

/// Reads the whole index, which `meanwhile` changes after the first article was read.
fn export_meanwhile(desk: &Desk, meanwhile: impl FnOnce() -> Result<(), String>) -> Result<usize, String> {
    let mut export = desk.command(&["export"]);
    let mut export = export.stdout(Stdio::piped()).spawn().map_err(|error| error.to_string())?;
    let mut lines = BufReader::with_capacity(1 << 10, export.stdout.take().ok_or("a pipe")?).lines();
    let mut read = usize::from(lines.next().is_some_and(|line| line.is_ok()));
    meanwhile()?;
    read += lines.map_while(Result::ok).count();
    check(export.wait().is_ok_and(|status| status.success()), || "export failed".to_owned())?;
    Ok(read)
}

pub(crate) fn index_removed_under_a_reader(trials: usize) -> Result<Row, String> {
    let mut articles = 0;
    for _ in 0..trials {
        let mut desk = Desk::new();
        desk.write_more(80);
        articles = desk.check_whole()?;
        let read = export_meanwhile(&desk, || {
            std::fs::remove_dir_all(desk.index()).map_err(|error| error.to_string())
        })?;
        check(read == articles, || format!("{read} of {articles} articles"))?;
        let output = desk.run(&["query", "卖花"]);
        check(said(&output).contains(NO_INDEX), || said(&output))?;
    }
    let outcome = format!(
        "the reader continued to the end, all {articles} articles; the next one reports that there is no index"
    );
    Ok(Row { fault: "the index removed under a reader", trials, outcome })
}

pub(crate) fn index_replaced_under_a_reader(trials: usize) -> Result<Row, String> {
    let mut desk = Desk::new();
    desk.write_more(80);
    let articles = desk.check_whole()?;
    for _ in 0..trials {
        let read = export_meanwhile(&desk, || {
            let (status, said, _) = Running::start(&mut desk.command(&["index", "--rebuild"])).end();
            check(status == Some(0), || said)
        })?;
        check(read == articles, || format!("{read} of {articles} articles"))?;
    }
    desk.check_whole()?;
    let outcome = format!("the reader continued to the end, all {articles} articles");
    Ok(Row { fault: "the index rebuilt under a reader", trials, outcome })
}
