//! Remedies of errors, as values, so that a program can offer its own button or command for each.

use std::fmt;
use std::path::PathBuf;

/// The remedy of an [`Error`](crate::Error). `Display` gives an English sentence that names no program.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remedy {
    /// An index has to be created first.
    CreateIndex,
    /// The index that is there is opened, or another folder chosen.
    OpenIndex,
    /// Another folder, one that is empty or missing.
    EmptyFolder {
        /// A free folder near the chosen one.
        free: PathBuf,
    },
    /// [`Index::rebuild`](crate::Index::rebuild) makes a new index from the stored articles.
    Rebuild,
    /// The same, with the user dictionary given again.
    RebuildWithWords,
    /// A later version of this library reads it; or the sources are indexed again into another folder.
    LaterVersion,
    /// [`verify`](crate::verify) lists all damage and the repair.
    Verify,
    /// The sources are indexed again into another folder.
    IndexAgain,
    /// The index is opened again.
    OpenAgain,
    /// The other writer ends.
    Wait,
    /// More time, or a smaller request.
    AskForLess,
    /// The query is written without the parts that may have been misread.
    AskOtherwise,
    /// A shorter id.
    ShortenId,
    /// The field is declared, and [`IndexBuilder::rebuild`](crate::IndexBuilder::rebuild) adds it from what is stored.
    DeclareField,
}

impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Remedy::CreateIndex => "create the index first",
            Remedy::OpenIndex => "open it, or choose another directory",
            Remedy::EmptyFolder { free } => {
                return write!(f, "choose an empty or new directory, such as {}", free.display());
            }
            Remedy::Rebuild => "rebuild it from its stored articles",
            Remedy::RebuildWithWords => "rebuild it with the user dictionary (an empty one if it had none)",
            Remedy::LaterVersion => "use a later version, or index the sources into another directory",
            Remedy::Verify => "verify the index: it lists all damage with the repair",
            Remedy::IndexAgain => "index the sources again into another directory",
            Remedy::OpenAgain => "open it again",
            Remedy::Wait => "wait until it finishes",
            Remedy::AskForLess => "raise the limit, or narrow the search",
            Remedy::AskOtherwise => "rewrite the query",
            Remedy::ShortenId => "shorten it",
            Remedy::DeclareField => "declare it; a rebuild adds it from what is stored",
        })
    }
}
