//! Writes the data files of `jianbao-analysis`, and the table of characters of `jianbao-article`, from their sources:
//!
//! ```text
//! cargo run --release -p jianbao-tables            writes the files
//! cargo run --release -p jianbao-tables -- --check compares the existing files with the output
//! ```
//!
//! The sources are data files in pinned packages (OpenCC's character tables, jieba's dictionary and its hidden Markov model) and
//! Unicode files in `crates/tables/data`. The output changes only with a new version of a source or of the rules. The generated
//! files are committed, so that building the library needs neither this program nor the packages.

use std::path::Path;
use std::{env, fs};

use anyhow::{Context, Result, ensure};

use jianbao_tables::dictionary_blob::Compiled;
use jianbao_tables::rules::{Rules, simplified};
use jianbao_tables::sources::Sources;
use jianbao_tables::{dictionary_blob, normal_table, simplified_table};

fn main() -> Result<()> {
    let check_only = env::args().any(|argument| argument == "--check");
    let crates = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let sources = Sources::read()?;
    let rules = Rules::new(&sources);
    let Compiled { dictionary, tags } = dictionary_blob::compile(&sources, &rules)?;
    let files = [
        ("analysis/data/normal.bin", normal_table::compile(&rules)),
        ("analysis/data/dictionary.bin", dictionary),
        ("analysis/data/tags.bin", tags),
        ("article/data/simplified.bin", simplified_table::compile(&simplified(&sources.ts_characters))),
    ];
    for (name, bytes) in files {
        let file = crates.join(name);
        if check_only {
            let found = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
            ensure!(found == bytes, "{} is not what its sources give: run without --check", file.display());
        } else {
            fs::write(&file, bytes).with_context(|| format!("writing {}", file.display()))?;
        }
    }
    Ok(())
}
