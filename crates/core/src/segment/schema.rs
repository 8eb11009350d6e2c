//! The fields of the index, in one table.
//!
//! | field | contains | used for |
//! |---|---|---|
//! | `id` | the article's id, raw | upsert, `show`, the last tie-break |
//! | `file` | the file it came from | deleting the articles of a changed file |
//! | `article` | the article as it was added, as JSON in the [encoding](crate::text::encoding) of the forward index; stored | results, snippets, checks |
//! | `all_words` | every dictionary word and run of title and body, those of the title several times; frequencies, norms | ranking, unquoted words, candidates for strings |
//! | `title_words` | those of the title alone | `标题:` |
//! | `all_chars` | every character of title and body outside runs; logarithmic frequencies, norms | single characters, candidates for strings |
//! | `day` | days since 1970-01-01 | date filters, order by date |
//! | `signature_0`, `signature_1` | the halves of the [signature](crate::segment::signature) of the text | folding reprints |
//! | `time` | nanoseconds since midnight on China's clocks, for an article with a time | order within a day |
//! | `source`, `section`, `place`, `page`, `reporter`, `correspondent`, `photographer` | each value as one normalised term; in the column as printed | filters, facets |
//! | `url` | its address, raw; the hash of one that is longer than an id may be | [replacing by address](crate::KeyField) |
//! | `member`, `line`, `record` | the [place](jianbao_article::FilePlace) in the file | places of hits |
//! | `added` | the number of the article: those added later have higher ones | articles since a known one |
//! | `kept_key` | the names of fields of its source that jianbao does not know, raw | a query that names one |
//! | `own_0` and so on | the declared [fields of one's own](crate::segment::own_columns) | the same, and order |
//! | `own_0_characters` and so on | the characters of a text field of one's own | single characters, candidates for strings |
//! | `text` | in an index with text fields of one's own: nothing; its value goes to the [forward index](crate::segment::forward_index), which else takes that of `all_chars` | |
//!
//! No field has positions. A string is searched in the [texts](crate::segment::forward_index) of the articles that have its
//! terms.
//!
//! The title and the body share a field for two measured reasons: conjunctions are faster over one field, and BM25 ranks better
//! with one length for the whole article. The title's words are counted several times, which gives them the weight that BM25F
//! would (Robertson, Zaragoza and Taylor 2004), while each word needs only one postings list.

use jianbao_article::OwnFields;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

use crate::segment::own_columns::OwnColumns;
use crate::segment::text_field::{characters_options, words_options};
use crate::segment::value_field::value_options;

/// Handles of the fields of a schema made by [`build`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    pub(crate) id: Field,
    pub(crate) file: Field,
    pub(crate) article: Field,
    pub(crate) all_words: Field,
    pub(crate) title_words: Field,
    pub(crate) all_chars: Field,
    pub(crate) day: Field,
    pub(crate) signature: [Field; 2],
    pub(crate) source: Field,
    pub(crate) section: Field,
    pub(crate) place: Field,
    pub(crate) page: Field,
    pub(crate) reporter: Field,
    pub(crate) correspondent: Field,
    pub(crate) photographer: Field,
    pub(crate) time: Field,
    pub(crate) url: Field,
    pub(crate) member: Field,
    pub(crate) line: Field,
    pub(crate) record: Field,
    pub(crate) added: Field,
    pub(crate) kept_key: Field,
    /// The field with the text of the forward index; none if that is `all_chars`.
    pub(crate) text: Option<Field>,
}

/// The names of the columns that are read by name.
pub(crate) const ID_COLUMN: &str = "id";
pub(crate) const FILE_COLUMN: &str = "file";
pub(crate) const DAY_COLUMN: &str = "day";
pub(crate) const TIME_COLUMN: &str = "time";
pub(crate) const MEMBER_COLUMN: &str = "member";
pub(crate) const LINE_COLUMN: &str = "line";
pub(crate) const RECORD_COLUMN: &str = "record";
pub(crate) const ADDED_COLUMN: &str = "added";
pub(crate) const SIGNATURE_COLUMNS: [&str; 2] = ["signature_0", "signature_1"];
/// The field of the article itself.
pub(crate) const ARTICLE_FIELD: &str = "article";

/// The schema of an index of this format version with these fields of one's own, and its handles.
pub(crate) fn build(own: &OwnFields) -> (Schema, Fields, OwnColumns) {
    let mut schema = Schema::builder();
    let words = words_options;
    let value = value_options;
    let has_texts = own.iter().any(|field| field.field_type().is_text());
    let fields = Fields {
        id: schema.add_text_field(ID_COLUMN, STRING | FAST),
        file: schema.add_text_field(FILE_COLUMN, STRING | FAST),
        article: schema.add_bytes_field(ARTICLE_FIELD, STORED),
        all_words: schema.add_text_field("all_words", words()),
        title_words: schema.add_text_field("title_words", words()),
        all_chars: schema.add_text_field("all_chars", characters_options()),
        day: schema.add_i64_field(DAY_COLUMN, INDEXED | FAST),
        signature: SIGNATURE_COLUMNS.map(|column| schema.add_u64_field(column, FAST)),
        source: schema.add_text_field("source", value()),
        section: schema.add_text_field("section", value()),
        place: schema.add_text_field("place", value()),
        page: schema.add_text_field("page", value()),
        reporter: schema.add_text_field("reporter", value()),
        correspondent: schema.add_text_field("correspondent", value()),
        photographer: schema.add_text_field("photographer", value()),
        time: schema.add_u64_field(TIME_COLUMN, FAST),
        url: schema.add_text_field("url", STRING),
        member: schema.add_text_field(MEMBER_COLUMN, TextOptions::default().set_fast("raw")),
        line: schema.add_u64_field(LINE_COLUMN, FAST),
        record: schema.add_u64_field(RECORD_COLUMN, FAST),
        added: schema.add_u64_field(ADDED_COLUMN, FAST),
        kept_key: schema.add_text_field(
            "kept_key",
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default()
                    .set_tokenizer("raw")
                    .set_index_option(IndexRecordOption::Basic)
                    .set_fieldnorms(false),
            ),
        ),
        text: has_texts.then(|| schema.add_text_field("text", TextOptions::default())),
    };
    let own = OwnColumns::build(own, &mut schema);
    (schema.build(), fields, own)
}
