//! Location of the sources: packages that Cargo has downloaded, in the versions of `Cargo.lock`, and Unicode files in
//! `crates/tables/data`, which are in no such package.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// The source texts that the tables are made from.
pub struct Sources {
    /// OpenCC's `TSCharacters.txt`: traditional character, tab, simplified targets.
    pub ts_characters: String,
    /// OpenCC's `TWVariants.txt`, `HKVariants.txt` and `JPVariants.txt`: a character, tab, the forms of it in that place.
    pub opencc_variants: [String; 3],
    /// `kSemanticVariant` and `kZVariant` of Unihan: variant, field and characters with tabs between.
    pub unihan_variants: String,
    /// Unicode's `EquivalentUnifiedIdeograph.txt`: radicals and their characters.
    pub equivalent_ideographs: String,
    /// 通用规范汉字表, its characters in order.
    pub standard_characters: String,
    /// jieba's dictionary: a word, its frequency and its tag a line.
    pub dictionary: String,
    /// jieba's hidden Markov model: initial, transition and emission log-probabilities.
    pub hmm_model: String,
}

impl Sources {
    /// Reads the sources from the packages of this workspace and from the folder `data`.
    pub fn read() -> Result<Self> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args(["metadata", "--format-version", "1", "--locked", "--manifest-path"])
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
            .output()
            .context("running cargo metadata")?;
        ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
        let metadata: Value = serde_json::from_slice(&output.stdout).context("reading cargo metadata")?;
        let read = |package: &str, path: &str| -> Result<String> {
            let manifest = metadata["packages"]
                .as_array()
                .into_iter()
                .flatten()
                .find(|p| p["name"] == package)
                .and_then(|p| p["manifest_path"].as_str())
                .with_context(|| format!("package {package} is not among the dependencies"))?;
            let file = PathBuf::from(manifest).with_file_name("").join(path);
            fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))
        };
        let opencc = |name: &str| read("ferrous-opencc", &format!("assets/dictionaries/{name}.txt"));
        let kept = |name: &str| -> Result<String> {
            let file = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data")).join(name);
            fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))
        };
        Ok(Sources {
            ts_characters: opencc("TSCharacters")?,
            opencc_variants: [opencc("TWVariants")?, opencc("HKVariants")?, opencc("JPVariants")?],
            unihan_variants: kept("unihan_variants.txt")?,
            equivalent_ideographs: kept("EquivalentUnifiedIdeograph.txt")?,
            standard_characters: kept("standard_characters.txt")?,
            dictionary: read("jieba-rs", "src/data/dict.txt")?,
            hmm_model: read("jieba-macros", "src/hmm.model")?,
        })
    }
}
