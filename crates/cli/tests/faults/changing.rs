//! Source files that change while `index` reads them.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use jianbao::ingest::{Change as Noticed, WarningKind};

use crate::Row;
use crate::desk::{Desk, Running, check, check_told, said};

/// Enough articles that a run spends some tenths of a second in their file.
const MANY: usize = 30_000;

/// A change to a file.
type Change = fn(&Path);

/// The changes to the file, each with the one that is to be noticed.
const CHANGES: [(Change, Noticed); 4] = [
    (grow, Noticed::Grew),
    (shrink, Noticed::Shrank),
    (replace, Noticed::Exchanged),
    (remove, Noticed::Gone),
];

fn lines(version: &str) -> String {
    (0..MANY)
        .map(|number| {
            format!(
                "{{\"id\": \"{version}{number}\", \"title\": \"{version}{number}\", \"body\": \"雨后的街上，卖花的人又出来了。\"}}\n"
            )
        })
        .collect()
}

fn grow(path: &Path) {
    let mut file = fs::File::options().append(true).open(path).expect("the file is there");
    file.write_all(b"{\"id\": \"more\", \"title\": \"more\"}\n").expect("the file can be written");
}

fn shrink(path: &Path) {
    let text = fs::read(path).expect("the file is there");
    // At the end of a line: if the run comes too late to see it shrink, the file is whole.
    let end = text[..1 << 20].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at as u64 + 1);
    let file = fs::File::options().write(true).open(path).expect("the file is there");
    file.set_len(end).expect("the file can be cut");
}

fn replace(path: &Path) {
    let other = path.with_extension("new");
    fs::write(&other, lines("b")).expect("the folder can be written");
    fs::rename(&other, path).expect("the folder can be written");
}

fn remove(path: &Path) {
    fs::remove_file(path).expect("the file is there");
}

/// The ids in the index, each once.
fn ids(desk: &Desk) -> Result<BTreeSet<String>, String> {
    let verified = desk.run(&["verify"]);
    check(verified.status.success(), || format!("verify: {}", said(&verified)))?;
    let output = desk.run(&["export"]);
    let text = String::from_utf8_lossy(&output.stdout);
    let ids: BTreeSet<String> = text.lines().filter_map(id).collect();
    check(ids.len() == text.lines().count(), || "an article is there twice".to_owned())?;
    Ok(ids)
}

fn id(line: &str) -> Option<String> {
    let article: serde_json::Value = serde_json::from_str(line).ok()?;
    article["id"].as_str().map(str::to_owned)
}

pub(crate) fn changing_files(trials: usize) -> Result<Row, String> {
    let mut caught = 0;
    for trial in 0..trials {
        let (change, noticed) = CHANGES[trial % CHANGES.len()];
        let message = WarningKind::Changed { change: noticed }.to_string();
        let desk = Desk::new();
        let path = desk.news().join("many.jsonl");
        fs::write(&path, lines("a")).map_err(|error| error.to_string())?;
        fs::write(desk.news().join("other.jsonl"), "{\"id\": \"other\", \"title\": \"别的\"}\n")
            .map_err(|error| error.to_string())?;
        let running = Running::start(&mut desk.command(&["index", "news"]));
        // Sooner in some trials, later in others; if the file was read to its end, there is no message.
        std::thread::sleep(Duration::from_millis(60 + 7 * (trial as u64 % 20)));
        change(&path);
        let (status, told, _) = running.end();
        check_told(&told)?;
        let is_caught = told.contains(&message);
        check(status == Some(if is_caught { 2 } else { 0 }), || format!("{status:?}, {message}: {told}"))?;
        caught += usize::from(is_caught);
        check(ids(&desk)?.contains("other"), || format!("the other file was not done: {told}"))?;
        // The next run indexes the present files.
        let output = desk.run(&["index", "news", "--prune"]);
        check_told(&said(&output))?;
        let text = fs::read_to_string(&path).unwrap_or_default();
        let expected: BTreeSet<String> = text.lines().filter_map(id).chain(["other".to_owned()]).collect();
        let found = ids(&desk)?;
        check(found == expected, || format!("{message}: {} of {} articles", found.len(), expected.len()))?;
    }
    let outcome = format!(
        "{caught} noticed while it was read, with exit status 2, the other file indexed; after the next run the index \
         matched the files exactly, {trials} times"
    );
    Ok(Row { fault: "a file grows, shrinks, is replaced or removed while `index` reads it", trials, outcome })
}
