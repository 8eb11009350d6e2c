//! An article as a document of the engine, and back.

use std::borrow::Cow;

use jianbao_article::{Article, Date};
use tantivy::schema::Field;
use tantivy::{Searcher, TantivyDocument};

use crate::error::{Error, Result};
use crate::normalized_article::NormalizedArticle;
use crate::reprint::Signature;
use crate::schema::Fields;
use crate::text_code;

/// The longest id of an article, in bytes.
pub(crate) const MAX_ID_BYTES: usize = 512;

/// The id of an article that came without one: the hash of its normalised title and body.
pub(crate) fn id_of_text(normalized: &NormalizedArticle) -> String {
    format!("{:032x}", xxhash_rust::xxh3::xxh3_128(normalized.all().as_bytes()))
}

/// Days since 1970-01-01.
pub(crate) fn day_of(date: Date) -> i64 {
    let epoch = jiff::civil::date(1970, 1, 1);
    i64::from((date - epoch).get_days())
}

/// The date of a day counted from 1970-01-01; none outside the calendar's range.
pub(crate) fn date_of(day: i64) -> Option<Date> {
    let days = jiff::Span::new().try_days(day).ok()?;
    jiff::civil::date(1970, 1, 1).checked_add(days).ok()
}

/// How often a word of the title counts, where one of the body counts once. At 1, 2, 3, 4, 6, 9 and 12 nDCG@10 on cmrc2018
/// is .9851, .9858, .9860, .9862, .9863, .9865 and .9866; the reports of events have no titles. More than six would hide an
/// article that is about something behind one that only names it in a headline, which neither set tests.
pub(crate) const TITLE_COUNTS: u32 = 6;

/// The document of an article that has its id.
pub(crate) fn document(
    fields: &Fields,
    article: &Article,
    normalized: NormalizedArticle,
    file: Option<&str>,
) -> Result<TantivyDocument> {
    let mut document = TantivyDocument::new();
    let id = article.id.as_deref().unwrap_or_default();
    document.add_text(fields.id, id);
    if let Some(file) = file {
        document.add_text(fields.file, file);
    }
    let stored = serde_json::to_string(article).map_err(|error| Error::Damaged {
        path: id.into(),
        problem: format!("the article cannot be written as JSON: {error}"),
    })?;
    document.add_bytes(fields.article, &text_code::encoded(&stored));
    if let Some(Signature(halves)) = Signature::of(&normalized) {
        for (field, half) in fields.signature.into_iter().zip(halves) {
            document.add_u64(field, half);
        }
    }
    document.add_text(fields.title_words, &normalized.title);
    document.add_text(fields.all_words, normalized.all());
    for _ in 1..TITLE_COUNTS {
        document.add_text(fields.all_words, &normalized.title);
    }
    document.add_text(fields.all_chars, normalized.all());
    if let Some(date) = article.date {
        document.add_i64(fields.day, day_of(date));
    }
    let mut add_values = |field: Field, values: &mut dyn Iterator<Item = &String>| {
        for value in values.filter(|value| !value.trim().is_empty()) {
            document.add_text(field, value);
        }
    };
    add_values(fields.source, &mut article.source.iter());
    add_values(fields.section, &mut article.section.iter());
    let dateline = article.dateline.as_ref();
    let places = dateline.map(|dateline| [&dateline.place, &dateline.province]);
    add_values(fields.place, &mut places.iter().flatten().filter_map(|value| value.as_ref()));
    add_values(fields.page, &mut article.page.iter());
    add_values(fields.reporter, &mut article.reporters.iter());
    add_values(fields.correspondent, &mut article.correspondents.iter());
    add_values(fields.photographer, &mut article.photographers.iter());
    Ok(document)
}

/// The article that a document was made of.
pub(crate) fn stored_article(
    searcher: &Searcher,
    fields: &Fields,
    address: tantivy::DocAddress,
) -> Result<Article> {
    let failed = || Error::engine("read a stored article");
    // Opening a store reads its end alone, and each article is read once.
    let store = searcher
        .segment_reader(address.segment_ord)
        .get_store_reader(0)
        .map_err(|error| failed()(error.into()))?;
    let bytes = store.get_document_bytes(address.doc_id).map_err(failed())?;
    article_in(&bytes, fields.article).map_err(|problem| Error::Damaged {
        path: "the store of articles".into(),
        problem: format!("document {address:?} {problem}"),
    })
}

/// Reads the article from the bytes of a stored document: the number of fields (one), the field, the type of its value
/// (bytes, the JSON in [code](text_code); a text up to format 4, the JSON itself), its length, the value. The engine reads
/// the same, but reserves whatever length a damaged document claims, which ends the program.
pub(crate) fn article_in(bytes: &[u8], field: Field) -> std::result::Result<Article, String> {
    let value = || -> Option<(u8, &[u8])> {
        let rest = bytes.strip_prefix(&[VINT_END | 1])?;
        let (id, rest) = rest.split_first_chunk::<4>()?;
        let (&value_type, rest) = rest.split_first()?;
        let length_bytes = rest.iter().position(|byte| byte & VINT_END != 0)? + 1;
        let (length, value) = rest.split_at(length_bytes);
        // Seven bits a byte, the lowest first.
        let length = length.iter().rev().try_fold(0_usize, |length, byte| {
            length.checked_mul(1 << 7)?.checked_add(usize::from(byte & !VINT_END))
        })?;
        (u32::from_le_bytes(*id) == field.field_id() && value.len() == length).then_some((value_type, value))
    };
    let json = match value() {
        Some((BYTES_VALUE, value)) => text_code::decode(value).map(Cow::Owned),
        Some((TEXT_VALUE, value)) => std::str::from_utf8(value).ok().map(Cow::Borrowed),
        _ => None,
    };
    let json = json.ok_or("is not a stored article")?;
    serde_json::from_str(&json).map_err(|error| format!("does not read as an article: {error}"))
}

/// The bit that is set in the last byte of a number of the engine's.
const VINT_END: u8 = 128;

/// How the engine tells the types of values.
const TEXT_VALUE: u8 = 0;
const BYTES_VALUE: u8 = 4;
