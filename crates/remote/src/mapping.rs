//! Mapping: the fields and settings of the cluster's index, in one table.
//!
//! | field | type | contains | used for |
//! |---|---|---|---|
//! | `id` | keyword | the article's id | the last tie-break, pages of results |
//! | `words` | text, frequencies | every word, words of the title six times, marked terms | ranking, words, prefixes, people |
//! | `title_words` | text, frequencies | words of the title | `标题:` |
//! | `title_units`, `body_units` | text, positions; norms for the body | the units in order | strings and quotes |
//! | `source` … `photographer` | keyword | normalised values | fields |
//! | `source_printed` … | keyword, column only | values as printed | facets |
//! | `page_sheet`, `page_number` | keyword, integer | A and 5 of A05 | ranges of pages |
//! | `day` | integer | days since 1970-01-01 | dates |
//! | `time` | long, column only | nanoseconds since midnight | order within a day |
//! | `word_count`, `title_word_count`, `character_count` | integer, column only | numbers of terms | average lengths, for scores |
//! | `kept_key` | keyword | names of fields that jianbao does not know | notes on words before a colon |
//! | `signature` | keyword, column only | the signature of the text | reprints |
//! | `hash` | keyword, column only | the hash of the article | comparison with the article that was sent |
//! | `article` | neither indexed nor a column | the article, unchanged | results |
//!
//! The cluster rejects unknown fields (`dynamic: strict`). The token fields are excluded from the stored source, which halves its
//! size. The cluster can therefore not reindex; a new index is built from the articles. `_meta` contains the format and the
//! analyzer's fingerprint, which are checked when the index is opened.

use jianbao_analysis::Analyzer;
use jianbao_core::ValueField;
use serde_json::{Value, json};

use crate::address::Address;
use crate::error::Error;

pub(crate) const ID: &str = "id";
pub(crate) const WORDS: &str = "words";
pub(crate) const TITLE_WORDS: &str = "title_words";
pub(crate) const TITLE_UNITS: &str = "title_units";
pub(crate) const BODY_UNITS: &str = "body_units";
pub(crate) const PAGE_SHEET: &str = "page_sheet";
pub(crate) const PAGE_NUMBER: &str = "page_number";
pub(crate) const DAY: &str = "day";
pub(crate) const TIME: &str = "time";
pub(crate) const WORD_COUNT: &str = "word_count";
pub(crate) const TITLE_WORD_COUNT: &str = "title_word_count";
pub(crate) const CHARACTER_COUNT: &str = "character_count";
pub(crate) const KEPT_KEY: &str = "kept_key";
pub(crate) const SIGNATURE: &str = "signature";
pub(crate) const HASH: &str = "hash";
pub(crate) const ARTICLE: &str = "article";

/// The value for pages without a sheet; an empty keyword would be easily overlooked.
pub(crate) const NO_SHEET: &str = "-";

/// The longest value of a column, in bytes: that of Lucene.
pub(crate) const MAX_PRINTED_BYTES: usize = 32_766;

/// The version of the fields and tokens. After a change of it, the index must be built again.
const FORMAT: u32 = 1;

/// The time for which the cluster remembers a removed id. It must be longer than any change is repeated, since an older change
/// could otherwise bring the article back.
const GC_DELETES: &str = "1h";

/// The field with the normalised values of a value field.
pub(crate) fn value_field(field: ValueField) -> &'static str {
    match field {
        ValueField::Source => "source",
        ValueField::Section => "section",
        ValueField::Place => "place",
        ValueField::Page => "page",
        ValueField::Reporter => "reporter",
        ValueField::Correspondent => "correspondent",
        ValueField::Photographer => "photographer",
    }
}

/// The field with the values of a value field as printed.
pub(crate) fn printed_field(field: ValueField) -> &'static str {
    match field {
        ValueField::Source => "source_printed",
        ValueField::Section => "section_printed",
        ValueField::Place => "place_printed",
        ValueField::Page => "page_printed",
        ValueField::Reporter => "reporter_printed",
        ValueField::Correspondent => "correspondent_printed",
        ValueField::Photographer => "photographer_printed",
    }
}

/// Settings of a new index: its shards and replicas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexSettings {
    /// The number of shards; cannot be changed later.
    pub shards: u32,
    /// The number of additional copies of each shard.
    pub replicas: u32,
}

impl Default for IndexSettings {
    /// One shard, one copy.
    fn default() -> IndexSettings {
        IndexSettings { shards: 1, replicas: 1 }
    }
}

/// The body of the request that creates an index.
///
/// ```
/// use jianbao_remote::{IndexSettings, mapping};
///
/// let body = mapping(&jianbao_analysis::Analyzer::new(), IndexSettings::default());
/// assert_eq!(body["mappings"]["dynamic"], "strict");
/// ```
pub fn mapping(analyzer: &Analyzer, settings: IndexSettings) -> Value {
    let text = |options: &str| json!({"type": "text", "analyzer": "whitespace", "index_options": options});
    let units =
        || json!({"type": "text", "analyzer": "whitespace", "index_options": "positions", "norms": false});
    let column = || json!({"type": "keyword", "index": false});
    let mut properties = json!({
        ID: {"type": "keyword"},
        WORDS: text("freqs"),
        TITLE_WORDS: text("freqs"),
        TITLE_UNITS: units(),
        // Its length counts in the scores of strings, which choose the articles that are ranked anew.
        BODY_UNITS: text("positions"),
        PAGE_SHEET: {"type": "keyword"},
        PAGE_NUMBER: {"type": "long"},
        DAY: {"type": "integer"},
        TIME: {"type": "long", "index": false},
        WORD_COUNT: {"type": "integer", "index": false},
        TITLE_WORD_COUNT: {"type": "integer", "index": false},
        CHARACTER_COUNT: {"type": "integer", "index": false},
        KEPT_KEY: {"type": "keyword", "doc_values": false},
        SIGNATURE: column(),
        HASH: column(),
        ARTICLE: {"type": "keyword", "index": false, "doc_values": false},
    });
    for field in crate::document::VALUE_FIELDS {
        properties[value_field(field)] = json!({"type": "keyword", "doc_values": false});
        properties[printed_field(field)] = column();
    }
    json!({
        "settings": {"index": {
            "number_of_shards": settings.shards,
            "number_of_replicas": settings.replicas,
            "gc_deletes": GC_DELETES,
            // The parameters of the embedded engine.
            "similarity": {"default": {"type": "BM25", "k1": 1.2, "b": 0.75}},
        }},
        "mappings": {
            "dynamic": "strict",
            "_meta": {"jianbao": meta(analyzer)},
            "_source": {"excludes": [WORDS, TITLE_WORDS, TITLE_UNITS, BODY_UNITS]},
            "properties": properties,
        },
    })
}

/// The properties on which all terms depend.
fn meta(analyzer: &Analyzer) -> Value {
    let fingerprint = analyzer.fingerprint();
    json!({
        "format": FORMAT.to_string(),
        "normalizer": fingerprint.normalizer_version.to_string(),
        "dictionary": format!("{:016x}", fingerprint.dictionary_hash),
    })
}

/// Compares the mapping that the cluster returned with this version and analyzer.
///
/// # Errors
/// [`Error::Foreign`], [`Error::OtherTerms`].
pub fn check_mapping(address: &Address, answer: &Value, analyzer: &Analyzer) -> Result<(), Error> {
    // The answer is by the names of indices: an alias may stand for another one, or for several.
    let indices = answer.as_object().filter(|indices| !indices.is_empty());
    let foreign = || Error::Foreign { address: address.clone() };
    for index in indices.ok_or_else(foreign)?.values() {
        let found = &index["mappings"]["_meta"]["jianbao"];
        for (what, expected) in meta(analyzer).as_object().into_iter().flatten() {
            let found = found.get(what).and_then(Value::as_str).ok_or_else(foreign)?;
            let expected = expected.as_str().unwrap_or_default();
            if found != expected {
                let (address, what) = (Box::new(address.clone()), what.clone());
                return Err(Error::OtherTerms {
                    address,
                    what,
                    found: found.to_owned(),
                    expected: expected.to_owned(),
                });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_of_other_terms_or_of_somebody_else_is_refused() {
        let analyzer = Analyzer::new();
        let address: Address = "opensearch+http://one/news".parse().unwrap();
        let body = mapping(&analyzer, IndexSettings::default());
        let answer = |mappings: &Value| json!({"news-2": {"mappings": mappings}});
        assert!(check_mapping(&address, &answer(&body["mappings"]), &analyzer).is_ok());
        for name in ["format", "normalizer", "dictionary"] {
            let mut other = body["mappings"].clone();
            other["_meta"]["jianbao"][name] = "0".into();
            let error = check_mapping(&address, &answer(&other), &analyzer).unwrap_err();
            assert!(matches!(&error, Error::OtherTerms { what, .. } if what == name), "{error}");
        }
        for foreign in [
            json!({}),
            json!({"news": {"mappings": {}}}),
            json!({"news": {"mappings": {"_meta": {"jianbao": 1}}}}),
        ] {
            assert!(matches!(check_mapping(&address, &foreign, &analyzer), Err(Error::Foreign { .. })));
        }
        let (other, _) =
            Analyzer::new().with_user_dictionary(&jianbao_analysis::UserDictionary::parse("云上大集 200\n"));
        assert!(check_mapping(&address, &answer(&body["mappings"]), &other).is_err());
    }
}
