//! Change of an index: puts an article or removes an id, with a version.

use serde_json::json;

use crate::document::Document;

/// One change of an index.
///
/// ```
/// use jianbao_remote::Change;
///
/// let change = Change::delete("a-1", 7);
/// assert_eq!((change.id.as_str(), change.version), ("a-1", 7));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The id of the article.
    pub id: String,
    /// The version, chosen by the caller, at most 2⁶³ − 1. Of two changes of one id, the one with the higher version wins, in
    /// any order of arrival and with any number of repetitions.
    pub version: u64,
    /// The action.
    pub action: Action,
}

/// The action of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// The document replaces any earlier one.
    Put(Document),
    /// The article is removed.
    Delete,
}

impl Change {
    /// Puts a document.
    pub fn put(document: Document, version: u64) -> Change {
        Change { id: document.id().to_owned(), version, action: Action::Put(document) }
    }

    /// Removes an article.
    pub fn delete(id: impl Into<String>, version: u64) -> Change {
        Change { id: id.into(), version, action: Action::Delete }
    }

    /// The name of the action in a bulk.
    pub(crate) fn name(&self) -> &'static str {
        match self.action {
            Action::Put(_) => "index",
            Action::Delete => "delete",
        }
    }

    /// Adds the lines of the change to the body of a request.
    pub(crate) fn write_to(&self, body: &mut Vec<u8>) {
        let head =
            json!({ self.name(): {"_id": self.id, "version": self.version, "version_type": "external"} });
        body.extend_from_slice(head.to_string().as_bytes());
        body.push(b'\n');
        if let Action::Put(document) = &self.action {
            body.extend_from_slice(document.line().as_bytes());
            body.push(b'\n');
        }
    }

    /// About the size of the lines, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        let document = match &self.action {
            Action::Put(document) => document.line().len(),
            Action::Delete => 0,
        };
        self.id.len() + 80 + document
    }
}
