//! Data of one segment: the stored parts of its articles, and their formats.
//!
//! [`schema`] is the table of fields, and [`tokenizers`] produce their terms. An article becomes a [`normalized_article`], then
//! a [`document`]. Beside tantivy's postings and columns a segment has a file of our own, the [`forward_index`]. It contains
//! the encoded normalised text of every article, and the [`pair_lists`], which show the texts that may contain a string (in the
//! [`bit_codes`] of numbers). A string to be searched in it is a [`needle`]; the words of a stretch are [`words_in_order`]. [`columns`] has the values by
//! which hits are sorted, counted and folded, [`own_columns`] those of fields of one's own, and [`signature`]
//! identifies reprints. [`own_texts`] are the fields of one's own in which words are searched. [`doc_store`] reads the stored articles,
//! even if the rest of the segment is damaged.
//!
//! Input: an article. Output: the bytes of a segment, and readers over them.
//!
//! Invariant: this module knows no index, no query and no plan.

pub(crate) mod bit_codes;
pub(crate) mod columns;
pub(crate) mod doc_store;
pub(crate) mod document;
pub(crate) mod forward_index;
pub(crate) mod needle;
pub(crate) mod normalized_article;
pub(crate) mod own_columns;
pub(crate) mod own_texts;
pub(crate) mod pair_lists;
pub(crate) mod schema;
pub(crate) mod signature;
pub(crate) mod signature_index;
pub(crate) mod text_field;
pub(crate) mod tokenizers;
pub(crate) mod value_field;
pub(crate) mod when;
pub(crate) mod words_in_order;
