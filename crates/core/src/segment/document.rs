//! The tantivy document of an article.

use std::borrow::Cow;

use jianbao_analysis::normalize;
use jianbao_article::{Article, Date, FilePlace, WrittenTime};
use tantivy::TantivyDocument;
use tantivy::schema::Field;

use crate::corruption::CorruptionKind;
use crate::error::{Error, Result};
use crate::segment::normalized_article::NormalizedArticle;
use crate::segment::own_columns::OwnColumns;
use crate::segment::schema::Fields;
use crate::segment::signature::Signature;
use crate::segment::tokenizers::MAX_VALUE_BYTES;
use crate::text::encoding;
use crate::text::terms::{FIELD_BOUNDARY, PERSON_MARK, SOURCE_MARK, name_term};

/// The longest id of an article, in bytes. Ids are often URLs, and RFC 9110 asks of every server to take those of 8,000 bytes.
/// A term of the engine may have 65,530.
pub(crate) const MAX_ID_BYTES: usize = 8192;

/// The term of an article's address: the address itself, or the hash of one that is longer than an id may be.
pub(crate) fn url_term(url: &str) -> Cow<'_, str> {
    match url.trim() {
        url if url.len() <= MAX_ID_BYTES => Cow::Borrowed(url),
        url => Cow::Owned(format!("{:032x}", xxhash_rust::xxh3::xxh3_128(url.as_bytes()))),
    }
}

/// The id of an article without one: the hash of its normalised title and body.
pub(crate) fn id_of_text(normalized: &NormalizedArticle) -> String {
    format!("{:032x}", xxhash_rust::xxh3::xxh3_128(normalized.all().as_bytes()))
}

/// The number of a day, counted from 1970-01-01, as [`Requirement::Days`](crate::Requirement::Days) and
/// [`ArticleTerms::day`](crate::ArticleTerms::day) have it.
///
/// ```
/// let day = jianbao_core::day_of("1970-02-01".parse().unwrap());
/// assert_eq!(day, 31);
/// assert_eq!(jianbao_core::date_of(day).unwrap().to_string(), "1970-02-01");
/// ```
pub fn day_of(date: Date) -> i64 {
    let epoch = jiff::civil::date(1970, 1, 1);
    i64::from((date - epoch).get_days())
}

/// The date of a day counted from 1970-01-01; none outside the calendar's range.
pub fn date_of(day: i64) -> Option<Date> {
    let days = jiff::Span::new().try_days(day).ok()?;
    jiff::civil::date(1970, 1, 1).checked_add(days).ok()
}

/// Nanoseconds since midnight on China's clocks. Exact, so that the order of two times is that of their texts; a column
/// divides its values by what they have in common, so whole minutes cost 11 bits each.
pub(crate) fn nanoseconds_of(time: WrittenTime) -> u64 {
    let midnight = jiff::civil::Time::midnight();
    let since = time.in_china().time().duration_since(midnight);
    u64::try_from(since.as_nanos()).unwrap_or_default()
}

/// The weight of a word in the title, relative to one in the body. At 1, 2, 3, 4, 6, 9 and 12 nDCG@10 on cmrc2018 is .9851,
/// .9858, .9860, .9862, .9863, .9865 and .9866; the reports of events have no titles. More than six would rank an article about
/// a subject below one that only names it in a headline, which neither set tests.
pub(crate) const TITLE_COUNTS: u32 = 6;

/// Maximum number of names of unknown fields of one article, and of bytes of each, by which a query can name them.
const MAX_KEPT_KEYS: usize = 64;
const MAX_KEPT_KEY_BYTES: usize = 256;

/// The origin of an article in an index.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    /// The key of the file it came from, if any.
    pub(crate) file: Option<String>,
    /// Its place in that file; the path is left to the key.
    pub(crate) place: FilePlace,
    /// Its number among the added articles; none if that is unknown.
    pub(crate) number: Option<u64>,
}

/// The document of an article with an id.
pub(crate) fn document(
    fields: &Fields,
    own: &OwnColumns,
    article: &Article,
    normalized: NormalizedArticle,
    origin: &Origin,
) -> Result<TantivyDocument> {
    let mut document = TantivyDocument::new();
    let id = article.id.as_deref().unwrap_or_default();
    document.add_text(fields.id, id);
    if let Some(file) = &origin.file {
        document.add_text(fields.file, file);
        let FilePlace { path: _, member, line, record } = &origin.place;
        if let Some(member) = member {
            document.add_text(fields.member, member);
        }
        for (field, number) in [(fields.line, line), (fields.record, record)] {
            number.iter().for_each(|number| document.add_u64(field, *number));
        }
    }
    if let Some(number) = origin.number {
        document.add_u64(fields.added, number);
    }
    let keys = article.extra.keys().filter(|key| (1..=MAX_KEPT_KEY_BYTES).contains(&key.len()));
    for key in keys.take(MAX_KEPT_KEYS) {
        document.add_text(fields.kept_key, key);
    }
    let stored = serde_json::to_string(article)
        .map_err(|error| Error::corrupt(id, CorruptionKind::Invalid { why: error.to_string() }))?;
    document.add_bytes(fields.article, &encoding::encoded(&stored));
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
    let people = [&article.reporters, &article.correspondents, &article.photographers].into_iter().flatten();
    let names =
        people.map(|name| (PERSON_MARK, name)).chain(article.source.iter().map(|name| (SOURCE_MARK, name)));
    for (mark, name) in names {
        let name = normalize(name);
        if !name.is_empty() && name.len() <= MAX_VALUE_BYTES {
            document.add_text(fields.all_words, name_term(mark, &name));
        }
    }
    document.add_text(fields.all_chars, normalized.all());
    if let Some(url) = article.url.as_deref().map(url_term).filter(|url| !url.is_empty()) {
        document.add_text(fields.url, &*url);
    }
    if let Some(date) = article.date {
        document.add_i64(fields.day, day_of(date));
    }
    if let Some(time) = article.time {
        document.add_u64(fields.time, nanoseconds_of(time));
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
    add_own_texts(fields, own, &normalized, &mut document);
    own.add_values(article, &mut document);
    Ok(document)
}

/// Adds the sections of the text fields of one's own. Those of type `text+` are also among all words and characters.
fn add_own_texts(
    fields: &Fields,
    own: &OwnColumns,
    normalized: &NormalizedArticle,
    document: &mut TantivyDocument,
) {
    let sections = normalized.own().zip(own.text_fields()).enumerate();
    for (place, (section, of_text)) in sections.filter(|(_, (section, _))| !section.is_empty()) {
        document.add_text(of_text.words, section);
        document.add_text(of_text.characters, [FIELD_BOUNDARY.encode_utf8(&mut [0; 4]), section].concat());
        if place < own.texts().anywhere() {
            document.add_text(fields.all_words, section);
            document.add_text(fields.all_chars, section);
        }
    }
    if let Some(text) = fields.text {
        document.add_text(text, normalized.text());
    }
}
