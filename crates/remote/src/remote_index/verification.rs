//! Verification of an index in a cluster: checks that every article is stored as it was sent.
//!
//! The cluster stores a hash of its text with each article. The verification reads every article and computes the hash again, so it
//! finds altered, truncated and exchanged articles. It does not find missing articles. To add those, load the files again: articles
//! that the cluster already has are not sent.

use serde::Serialize;

use super::RemoteIndex;
use crate::document::content_hash;
use crate::error::Error;

/// The result of a verification.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RemoteVerification {
    /// The number of articles that were read.
    pub articles: u64,
    /// The size of their texts, in bytes.
    pub bytes: u64,
    /// The ids of articles that differ from what was sent, in the order of ids.
    pub damaged: Vec<String>,
}

impl RemoteIndex {
    /// Reads every article and compares it with its recorded hash.
    ///
    /// # Errors
    /// [`Error::Partial`]; if the cluster does not answer or refuses.
    pub fn verify(&self) -> Result<RemoteVerification, Error> {
        let mut found = RemoteVerification::default();
        let mut articles = self.collection.articles();
        while let Some(hit) = articles.next_hit()? {
            found.articles += 1;
            let text = hit.text().unwrap_or_default();
            found.bytes += text.len() as u64;
            let is_sound = content_hash(text) == hit.hash
                && hit.article().is_ok_and(|article| article.id.as_deref() == Some(&hit.id));
            if !is_sound {
                found.damaged.push(hit.id);
            }
        }
        Ok(found)
    }
}
