//! Documents for every engine: id, title, body.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

/// One news report.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Document {
    #[serde(default)]
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) body: String,
}

/// Shorter bodies are photographs and notices.
const MIN_BODY_BYTES: usize = 20;

/// The first documents of a corpus, without exact repeats, up to `bytes` of text; ids are their numbers.
pub(crate) fn take(corpus: &Path, bytes: usize) -> Result<Vec<Document>> {
    let mut seen = HashSet::new();
    let mut taken_bytes = 0;
    let mut documents = Vec::new();
    for mut document in read(corpus)? {
        let is_new = seen.insert((document.title.clone(), document.body.clone()));
        if !is_new || document.body.len() < MIN_BODY_BYTES {
            continue;
        }
        taken_bytes += document.title.len() + document.body.len();
        document.id = documents.len().to_string();
        documents.push(document);
        if taken_bytes >= bytes {
            break;
        }
    }
    Ok(documents)
}

/// The documents of a file of JSON lines.
pub(crate) fn read(path: &Path) -> Result<Vec<Document>> {
    let file = std::fs::File::open(path).with_context(|| format!("open {}", path.display()))?;
    (1..)
        .zip(BufReader::new(file).lines())
        .map(|(number, line)| {
            serde_json::from_str(&line?).with_context(|| format!("{}, line {number}", path.display()))
        })
        .collect()
}

/// Writes documents as JSON lines.
pub(crate) fn write(path: &Path, documents: &[Document]) -> Result<()> {
    let mut file = BufWriter::new(std::fs::File::create(path)?);
    for document in documents {
        serde_json::to_writer(&mut file, document)?;
        file.write_all(b"\n")?;
    }
    Ok(file.flush()?)
}
