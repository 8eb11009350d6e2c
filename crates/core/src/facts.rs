//! Facts of a whole collection, for an index that contains only a part of it.
//!
//! Plans and scores depend on the whole collection: on the number of articles, on document frequencies, and on whether any article
//! contains a string. An index with a part of the collection takes these facts from here. An unknown fact that a search needs is
//! recorded as a [`Question`] and counts as 0 in this search. The caller, who has access to the collection, answers the questions
//! and repeats the search until there are none.
//!
//! Cost: a lookup for each fact. The depth of the plan bounds the number of rounds; most searches need two.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A fact that is needed and unknown: the number of articles of the whole collection with a property.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Question {
    /// Articles with a term among [all words](crate::ArticleTerms::words).
    Word {
        /// The term.
        term: String,
    },
    /// Articles with a term among the [words of the title](crate::ArticleTerms::title_words).
    TitleWord {
        /// The term.
        term: String,
    },
    /// Articles with a unit in the title or the body.
    Unit {
        /// The unit.
        unit: String,
    },
    /// Articles with a [kept key](crate::ArticleTerms::kept_keys).
    KeptKey {
        /// The key.
        key: String,
    },
    /// Articles that contain a string of unquoted text, normalised. It only matters whether there are any.
    Contained {
        /// The string.
        text: String,
    },
    /// The same in the title.
    ContainedInTitle {
        /// The string.
        text: String,
    },
    /// The same in the body.
    ContainedInBody {
        /// The string.
        text: String,
    },
}

/// The total lengths of all articles of a collection. Scores depend on the averages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lengths {
    /// The number of [words](crate::ArticleTerms::words).
    pub words: u64,
    /// The number of [words of the titles](crate::ArticleTerms::title_words).
    pub title_words: u64,
    /// The number of [characters](crate::ArticleTerms::characters).
    pub characters: u64,
}

/// The facts that are known so far. Clones share them.
///
/// ```
/// use jianbao_core::{Facts, Lengths, Question};
///
/// let facts = Facts::new(1_000, Lengths { words: 250_000, title_words: 4_000, characters: 500_000 });
/// assert!(facts.questions().is_empty());
/// facts.answer(Question::Word { term: "夜场".into() }, 12);
/// ```
#[derive(Clone, Debug)]
pub struct Facts {
    articles: u64,
    lengths: Lengths,
    shared: Arc<Mutex<Shared>>,
}

#[derive(Debug, Default)]
struct Shared {
    known: HashMap<Question, u64>,
    open: Vec<Question>,
}

impl Facts {
    /// The facts of a collection with this number of articles, and their lengths.
    pub fn new(articles: u64, lengths: Lengths) -> Facts {
        Facts { articles, lengths, shared: Arc::default() }
    }

    /// The questions since the last call, each once.
    pub fn questions(&self) -> Vec<Question> {
        std::mem::take(&mut self.shared().open)
    }

    /// Answers a question.
    pub fn answer(&self, question: Question, articles: u64) {
        self.shared().known.insert(question, articles);
    }

    /// The number of articles of the collection.
    pub fn articles(&self) -> u64 {
        self.articles
    }

    /// The lengths of its articles.
    pub(crate) fn lengths(&self) -> Lengths {
        self.lengths
    }

    /// The answer to a question; none if it has to be asked first.
    pub(crate) fn known(&self, question: Question) -> Option<u64> {
        let mut shared = self.shared();
        let known = shared.known.get(&question).copied();
        if known.is_none() && !shared.open.contains(&question) {
            shared.open.push(question);
        }
        // More articles than there are would be a share above one.
        known.map(|articles| articles.min(self.articles))
    }

    fn shared(&self) -> MutexGuard<'_, Shared> {
        // Each change is one insertion, so a poisoned lock still contains valid facts.
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
