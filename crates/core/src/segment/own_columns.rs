//! Columns of the fields of one's own: one for each declaration, in their order.
//!
//! | type | field of the segment |
//! |---|---|
//! | keyword | one term a value, normalised; as it came in the column |
//! | integer, time (microseconds since 1970-01-01 UTC), flag (0 and 1) | a column of i64 |
//! | number | a column of f64 |
//! | text, text+ | terms of words, and in `own_N_characters` of characters; no column: see [`own_texts`](crate::segment::own_texts) |
//!
//! The `N`th declared field has the column `own_N`, counted from 0. Numbers have no terms: a range reads the column, which is
//! faster than the union of many terms, and an equal value is a range. The names are in the settings alone, so that a segment
//! does not depend on them.

use jianbao_analysis::normalize;
use jianbao_article::{Article, FieldType, OwnFields, OwnValue};
use tantivy::TantivyDocument;
use tantivy::schema::{FAST, Field, SchemaBuilder};

use crate::segment::own_texts::OwnTexts;
use crate::segment::text_field::{characters_options, words_options};
use crate::segment::tokenizers::MAX_VALUE_BYTES;
use crate::segment::value_field::value_options;

/// The columns of the declared fields.
#[derive(Clone, Debug, Default)]
pub(crate) struct OwnColumns {
    declared: OwnFields,
    columns: Vec<OwnColumn>,
    texts: OwnTexts,
    /// The fields of the terms of each text field, in the order of the sections.
    text_fields: Vec<TextFields>,
}

/// The fields with the terms of a text field.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextFields {
    pub(crate) words: Field,
    pub(crate) characters: Field,
}

/// The column of one field.
#[derive(Clone, Debug)]
pub(crate) struct OwnColumn {
    pub(crate) field: Field,
    /// The name of the column.
    pub(crate) column: String,
    /// The declared name.
    pub(crate) name: String,
    pub(crate) field_type: FieldType,
}

impl OwnColumn {
    /// True if the column has texts, as ordinals of a dictionary.
    pub(crate) fn is_text(&self) -> bool {
        self.field_type == FieldType::Keyword
    }
}

impl OwnColumns {
    /// The columns of an index without fields of one's own.
    #[cfg(test)]
    pub(crate) fn none() -> &'static OwnColumns {
        static NONE: std::sync::LazyLock<OwnColumns> = std::sync::LazyLock::new(OwnColumns::default);
        &NONE
    }

    /// Adds the declared fields to a schema, behind its other fields.
    pub(crate) fn build(declared: &OwnFields, schema: &mut SchemaBuilder) -> OwnColumns {
        let columns = declared.iter().enumerate().map(|(number, declaration)| {
            let field_type = declaration.field_type();
            let column = format!("own_{number}");
            let field = match field_type {
                FieldType::Number => schema.add_f64_field(&column, FAST),
                FieldType::Integer | FieldType::Time | FieldType::Flag => schema.add_i64_field(&column, FAST),
                FieldType::Text | FieldType::TextAnywhere => schema.add_text_field(&column, words_options()),
                _ => schema.add_text_field(&column, value_options()),
            };
            OwnColumn { field, column, name: declaration.name().to_owned(), field_type }
        });
        let columns: Vec<OwnColumn> = columns.collect();
        let texts = OwnTexts::of(declared);
        let of_column = |column: &OwnColumn| {
            let characters = format!("{}_characters", column.column);
            TextFields {
                words: column.field,
                characters: schema.add_text_field(&characters, characters_options()),
            }
        };
        let text_fields = texts.numbers().map(|number| &columns[number]).map(of_column).collect();
        OwnColumns { columns, declared: declared.clone(), texts, text_fields }
    }

    /// The text fields.
    pub(crate) fn texts(&self) -> &OwnTexts {
        &self.texts
    }

    /// The fields of the terms of each text field, in the order of the sections.
    pub(crate) fn text_fields(&self) -> &[TextFields] {
        &self.text_fields
    }

    /// The declarations.
    pub(crate) fn declared(&self) -> &OwnFields {
        &self.declared
    }

    /// The column of the field with a name or alias.
    pub(crate) fn get(&self, name: &str) -> Option<&OwnColumn> {
        self.declared.number(name).map(|number| &self.columns[number])
    }

    /// Adds the values of an article to its document.
    pub(crate) fn add_values(&self, article: &Article, document: &mut TantivyDocument) {
        for (number, value) in self.declared.values(&article.extra).0 {
            let field = self.columns[number].field;
            match value {
                OwnValue::Keywords(texts) => {
                    for text in texts.iter().filter(|text| is_findable(text)) {
                        document.add_text(field, text);
                    }
                }
                OwnValue::Integer(number) | OwnValue::Time(number) => document.add_i64(field, number),
                OwnValue::Number(number) => document.add_f64(field, number),
                OwnValue::Flag(flag) => document.add_i64(field, i64::from(flag)),
                _ => {}
            }
        }
    }
}

/// True for a value that has a term.
pub(crate) fn is_findable(text: &str) -> bool {
    let text = normalize(text);
    !text.is_empty() && text.len() <= MAX_VALUE_BYTES
}
