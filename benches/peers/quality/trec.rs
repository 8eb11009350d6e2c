//! Runs in the format of TREC: a line for each document of each ranking, and the judgements beside them.

use std::fmt::Write;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::set::Set;

/// A folder for runs.
pub(crate) struct Runs {
    folder: PathBuf,
}

impl Runs {
    pub(crate) fn in_folder(folder: PathBuf) -> Result<Runs> {
        std::fs::create_dir_all(&folder).with_context(|| format!("make {}", folder.display()))?;
        Ok(Runs { folder })
    }

    /// Writes `SET.NAME.run`, the rankings of all queries, and `SET.qrels`, the judgements. A query has its number.
    pub(crate) fn write(&self, set: &Set, name: &str, rankings: &[Vec<String>]) -> Result<()> {
        let (mut run, mut judgements) = (String::new(), String::new());
        for (number, (ranking, question)) in rankings.iter().zip(&set.questions).enumerate() {
            for (place, id) in ranking.iter().enumerate() {
                // Scores of different tiers do not compare; the order is that of the ranks.
                writeln!(run, "{number} Q0 {id} {} {} {name}", place + 1, ranking.len() - place)?;
            }
            for id in &question.relevant {
                writeln!(judgements, "{number} 0 {id} 1")?;
            }
        }
        let stem: String = set.name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        for (file, text) in [(format!("{stem}.{name}.run"), run), (format!("{stem}.qrels"), judgements)] {
            let path = self.folder.join(file);
            std::fs::write(&path, text).with_context(|| format!("write {}", path.display()))?;
        }
        Ok(())
    }
}
