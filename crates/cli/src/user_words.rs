//! User dictionary, as given by the arguments.

use std::path::PathBuf;

use anyhow::{Result, bail};
use jianbao::analysis::{Analyzer, UserDictionary};

use crate::report;
use crate::text::one_line;
use crate::text_input;
use crate::texts::{dictionary_error, messages};

/// The user dictionary, and the treatment of its bad lines.
#[derive(Debug, clap::Args)]
pub(crate) struct UserWordsArgs {
    /// File of your own words, one `word [frequency] [tag]` per line; an index stores them
    #[arg(long, value_name = "FILE")]
    dict: Option<PathBuf>,
    /// Refuse a --dict with a line that adds no word; by default such lines are reported and skipped
    #[arg(long, requires = "dict")]
    strict_dict: bool,
}

impl UserWordsArgs {
    /// The text of the file, if one is given. Reports its lines that add no word.
    pub(crate) fn read(&self) -> Result<Option<String>> {
        let Some(file) = &self.dict else { return Ok(None) };
        let words = text_input::of_file(file)?;
        let (_, bad_lines) = Analyzer::new().with_user_dictionary(&UserDictionary::parse(&words));
        for line in &bad_lines {
            report::note(&one_line(&dictionary_error::said(file, line)));
        }
        if self.strict_dict && !bad_lines.is_empty() {
            bail!(messages::bad_words(file, bad_lines.len()));
        }
        Ok(Some(words))
    }
}
