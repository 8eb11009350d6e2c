//! Beginnings of files of tags.

/// True if the first tag of a file is an HTML tag.
pub(crate) fn is_html(opening: &[u8]) -> bool {
    if opening.first() != Some(&b'<') {
        return false;
    }
    let opening = opening[..opening.len().min(1024)].to_ascii_lowercase();
    let has = |tag: &[u8]| opening.windows(tag.len()).any(|window| window == tag);
    opening.starts_with(b"<!doctype html")
        || opening.starts_with(b"<html")
        || ((opening.starts_with(b"<!--") || opening.starts_with(b"<?xml")) && has(b"<html"))
}

/// True if one of the first tags of a file opens a feed.
pub(crate) fn is_feed(opening: &[u8]) -> bool {
    if opening.first() != Some(&b'<') {
        return false;
    }
    let opening = opening[..opening.len().min(4096)].to_ascii_lowercase();
    [b"<rss".as_slice(), b"<feed", b"<rdf:rdf"]
        .into_iter()
        .any(|tag| opening.windows(tag.len()).any(|at| at == tag))
}
