//! Readers of files: any bytes give articles and warnings under any name: the first byte selects the name.

#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;

use jianbao::ingest::{Limits, ReadOptions, read_file};
use libfuzzer_sys::fuzz_target;

/// One name for each reader.
const NAMES: [&str; 14] = [
    "a.txt", "a.md", "a.jsonl", "a.json", "a.csv", "a.tsv", "a.html", "a.xml", "a.gz", "a.zst", "a.xz",
    "a.zip", "a.tar", "a.rss",
];

/// A folder of this process, in memory if the system has one there.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let memory = PathBuf::from("/dev/shm");
    let above = if memory.is_dir() { memory } else { std::env::temp_dir() };
    let folder = above.join(format!("jianbao-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    folder
});

fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, rest)) = bytes.split_first() else { return };
    let path = FOLDER.join(NAMES[usize::from(choice) % NAMES.len()]);
    std::fs::write(&path, rest).expect("the folder can be written");
    // A bomb that may unpack to 64 MiB takes longer than the fuzzer waits.
    let limits = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
    let options = ReadOptions::default().limits(limits);
    let mut articles = 0;
    let report = read_file(&path, &options, &mut |entry| {
        articles += u64::from(matches!(entry, jianbao::ingest::Entry::Article(..)));
    });
    if let Ok(report) = report {
        assert_eq!((report.articles, report.bytes), (articles, rest.len() as u64));
    }
});
