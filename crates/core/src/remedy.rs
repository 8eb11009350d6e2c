//! Remedies of errors, as values: a program offers its own button or command for each.

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
    /// [`Index::rebuild`](crate::Index::rebuild) makes the index anew from its stored articles.
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
}

impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Remedy::CreateIndex => "create the index first",
            Remedy::OpenIndex => "open it, or choose another directory",
            Remedy::EmptyFolder { free } => {
                return write!(f, "name one that is empty or not there, such as {}", free.display());
            }
            Remedy::Rebuild => "a rebuild makes it anew from what is stored in it",
            Remedy::RebuildWithWords => {
                "a rebuild with the user dictionary (an empty one if there was none) makes it anew"
            }
            Remedy::LaterVersion => "use a later version, or index the sources again into another directory",
            Remedy::Verify => "a verification lists all damage and says what mends it",
            Remedy::IndexAgain => "index the sources again into another directory",
            Remedy::OpenAgain => "open it again",
            Remedy::Wait => "wait until it is done",
            Remedy::AskForLess => "allow it more time, or ask for less",
            Remedy::AskOtherwise => "write it otherwise",
            Remedy::ShortenId => "shorten it",
        })
    }
}
