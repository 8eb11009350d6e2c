//! Text fields of one's own: their places in the text of an article, and their values.
//!
//! Such a field has a [section](crate::text::sections) behind the body, and terms of its own: the words in the field `own_N`,
//! the characters in `own_N_characters`, where the boundary is a term of every article with a value. The words and characters of
//! a field of type `text+` are also among those of title and body, once each. The cost of a field is that of a body of the same
//! length; an index without such fields has the segments that it had before there were any.

use jianbao_analysis::normalize;
use jianbao_article::{Article, FieldDeclaration, FieldType, OwnFields, OwnValue};

use crate::text::sections::Sections;
use crate::text::terms::VALUE_BOUNDARY;

/// The declared text fields, in the order of their sections.
#[derive(Clone, Debug, Default)]
pub(crate) struct OwnTexts {
    declared: OwnFields,
    /// The number of each field among the declared ones: first those of type `text+`.
    numbers: Vec<usize>,
    /// The number of fields of type `text+`.
    anywhere: usize,
}

impl OwnTexts {
    /// The text fields among declared ones.
    pub(crate) fn of(declared: &OwnFields) -> OwnTexts {
        let of_type = |field_type: FieldType| {
            let numbered = declared.iter().enumerate();
            numbered.filter(move |(_, field)| field.field_type() == field_type).map(|(number, _)| number)
        };
        let mut numbers: Vec<usize> = of_type(FieldType::TextAnywhere).collect();
        let anywhere = numbers.len();
        numbers.extend(of_type(FieldType::Text));
        OwnTexts { declared: declared.clone(), numbers, anywhere }
    }

    /// The number of each text field among the declared ones, in the order of the sections.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = usize> {
        self.numbers.iter().copied()
    }

    /// True without text fields.
    pub(crate) fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The number of fields of type `text+`, which are the first ones.
    pub(crate) fn anywhere(&self) -> usize {
        self.anywhere
    }

    /// The declarations, in the order of the sections.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &FieldDeclaration> {
        self.numbers.iter().filter_map(|number| self.declared.iter().nth(*number))
    }

    /// The place of a declared field among the text fields.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        let number = self.declared.number(name)?;
        self.numbers.iter().position(|known| *known == number)
    }

    /// Title, body and the fields of type `text+`.
    pub(crate) fn sections_anywhere(&self) -> Sections {
        Sections::beginning(self.numbers.len() - self.anywhere)
    }

    /// Title and body.
    pub(crate) fn sections_of_article(&self) -> Sections {
        Sections::beginning(self.numbers.len())
    }

    /// The body.
    pub(crate) fn section_of_body(&self) -> Sections {
        Sections::body(self.numbers.len())
    }

    /// The section of the text field with a place.
    pub(crate) fn section(&self, place: usize) -> Sections {
        Sections::own(self.numbers.len().saturating_sub(place + 1))
    }

    /// The values of an article in each text field, as they came, in the order of the sections.
    pub(crate) fn values(&self, article: &Article) -> Vec<Vec<String>> {
        let mut values = vec![Vec::new(); self.numbers.len()];
        if self.is_empty() {
            return values;
        }
        for (number, value) in self.declared.values(&article.extra).0 {
            if let (Some(place), OwnValue::Texts(texts)) =
                (self.numbers.iter().position(|known| *known == number), value)
            {
                values[place] = texts;
            }
        }
        values
    }

    /// The section of each text field of an article: its values, normalised.
    pub(crate) fn normalized(&self, article: &Article) -> Vec<String> {
        let section = |values: Vec<String>| {
            let mut section = String::new();
            for value in values.iter().map(|value| normalize(value)).filter(|value| !value.is_empty()) {
                if !section.is_empty() {
                    section.push(VALUE_BOUNDARY);
                }
                section.push_str(&value);
            }
            section
        };
        self.values(article).into_iter().map(section).collect()
    }
}
