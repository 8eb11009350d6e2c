//! All texts of the command line for people, in both languages.
//!
//! - [`messages`]: messages while a command runs, and the words of its output. There is one function per message, which returns
//!   [`both`] languages, so a message that lacks one does not compile.
//! - [`chinese_help`]: the help in Chinese. The English help is in the doc comments of the arguments, where clap reads it. A
//!   test checks that all commands, arguments and values have Chinese help. [`choice_help`] has the English help of library
//!   values.
//! - [`help`]: puts the Chinese help into clap's definitions, and translates clap's fixed strings.
//! - [`dictionary_error`]: lines of a user dictionary that add no word.
//! - [`error`]: the command or option that helps after an error.
//! - [`usage_error`]: errors in the arguments, in Chinese.
//! - [`told`]: phrases of messages that scripts and tests look for.
//!
//! The messages of the library's errors, diagnostics and warnings are in `jianbao-messages`.

pub(crate) mod chinese_help;
pub(crate) mod choice_help;
pub(crate) mod dictionary_error;
pub(crate) mod error;
pub(crate) mod help;
pub(crate) mod messages;
pub(crate) mod told;
pub(crate) mod usage_error;

use std::fmt::Arguments;

use crate::language::{self, Language};

/// The text in the language of this process.
pub(crate) fn both(english: Arguments<'_>, chinese: Arguments<'_>) -> String {
    match language::current() {
        Language::English => english.to_string(),
        Language::Chinese => chinese.to_string(),
    }
}

/// The fixed text in the language of this process.
pub(crate) fn either(english: &'static str, chinese: &'static str) -> &'static str {
    match language::current() {
        Language::English => english,
        Language::Chinese => chinese,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    /// Adjacent words in the code that are not a message: a command, a value of CSS, a name in the index.
    const NO_MESSAGES: [&str; 4] =
        ["Global options", " · jianbao bench tokenize", "light dark", "standard input"];

    /// Files of code outside of this module.
    fn find_code(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("texts") {
                find_code(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }

    /// True if two words of ASCII letters follow each other with a space between them.
    fn is_sentence(literal: &str) -> bool {
        let words: Vec<&str> = literal.split(' ').collect();
        let is_word = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        words.windows(2).any(|pair| pair.iter().all(|word| is_word(word)))
    }

    /// Messages in both languages are made by [`super::both`] and [`super::either`]; an English sentence elsewhere would have no
    /// Chinese.
    #[test]
    fn no_sentence_stands_outside_of_the_texts() {
        let mut files = Vec::new();
        find_code(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
        assert!(files.len() > 20);
        let mut sentences = Vec::new();
        for file in files {
            let code = fs::read_to_string(&file).unwrap();
            let code = code.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
            for (number, line) in (1..).zip(code.lines()) {
                // The help, which has a test of its own, messages of broken invariants, and reasons of lints.
                let is_said = !["//", "#["].iter().any(|mark| line.trim_start().starts_with(mark))
                    && ![".expect(\"", "reason = \""].iter().any(|mark| line.contains(mark));
                let literals = line.split('"').skip(1).step_by(2);
                let found = literals.filter(|text| is_said && is_sentence(text));
                let found = found.filter(|text| !NO_MESSAGES.contains(text));
                sentences.extend(found.map(|text| format!("{}:{number}: {text}", file.display())));
            }
        }
        assert!(sentences.is_empty(), "these belong to crates/cli/src/texts/messages: {sentences:#?}");
    }
}
