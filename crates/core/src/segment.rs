//! One segment: what is stored of its articles, and in which form.
//!
//! [`schema`] is the table of fields, [`tokenizers`] make their terms. An article becomes a [`normalized_article`], then a
//! [`document`]. Beside tantivy's postings and columns a segment has a file of our own, the [`forward_index`]: the normalised
//! text of every article, encoded, with a [`bigram_signatures`] before it. A string to be searched there is a [`needle`].
//! [`columns`] gives the values by which hits are sorted, counted and folded, [`signature`] tells reprints, and
//! [`doc_store`] reads the stored articles, even where the rest of the segment is damaged.
//!
//! In: an article. Out: the bytes of a segment, and readers over them.
//!
//! Invariant: no index, no query and no plan in this room. A segment does not know who reads it.

pub(crate) mod bigram_signatures;
pub(crate) mod columns;
pub(crate) mod doc_store;
pub(crate) mod document;
pub(crate) mod forward_index;
pub(crate) mod needle;
pub(crate) mod normalized_article;
pub(crate) mod schema;
pub(crate) mod signature;
pub(crate) mod signature_index;
pub(crate) mod tokenizers;
