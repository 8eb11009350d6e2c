//! User dictionary, as given by the arguments.

use std::path::PathBuf;

use anyhow::{Result, bail};
use jianbao::{Analyzer, UserDictionary};

use crate::report;
use crate::text::one_line;
use crate::text_input;
use crate::texts::{dictionary_error, messages};

/// Where the words are, and what becomes of them if some are bad.
#[derive(Debug, clap::Args)]
pub(crate) struct UserWordsArgs {
    /// Words of your own, `word [frequency] [tag]` a line; an index stores them
    #[arg(long, value_name = "FILE")]
    dict: Option<PathBuf>,
    /// Refuse --dict where a line of it adds no word; without it such lines are named and passed over
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
