//! The fields and sections of an index in which the text of a scope is searched.

use tantivy::Term;
use tantivy::schema::Field;

use super::Translator;
use crate::query::plan::Scope;
use crate::segment::own_columns::TextFields;
use crate::text::sections::Sections;
use crate::text::terms::PartTerm;

/// The terms and the texts of a scope.
#[derive(Clone, Copy)]
pub(super) struct Searched {
    /// The field of the words. Those of the body are found among all.
    pub(super) words: Field,
    /// The field of the characters. Those of title and body are found among all.
    pub(super) characters: Field,
    /// The field of words whose lengths the score uses.
    pub(super) lengths: Field,
    /// The part of a text that is searched.
    pub(super) sections: Sections,
    /// True if an article with a word contains it in the scope.
    pub(super) are_words_its_own: bool,
    /// True if an article with a character contains it in the scope.
    pub(super) are_characters_its_own: bool,
}

impl Searched {
    /// The term of a part of a string.
    pub(super) fn term_of(&self, part: &PartTerm<'_>) -> Term {
        match part {
            PartTerm::Word(word) => Term::from_field_text(self.words, word),
            PartTerm::Character(character) => Term::from_field_text(self.characters, character),
        }
    }

    /// True if an article with a term of a field contains its text in the scope.
    pub(super) fn is_its_own(&self, field: Field) -> bool {
        field == self.words && self.are_words_its_own
            || field == self.characters && self.are_characters_its_own
    }
}

impl Translator<'_> {
    /// The field of the words of a scope.
    pub(crate) fn words_of(&self, scope: &Scope) -> Option<Field> {
        self.searched(scope).map(|searched| searched.words)
    }

    /// The fields and sections of a scope; none for a field of one's own that the index does not have.
    pub(super) fn searched(&self, scope: &Scope) -> Option<Searched> {
        let (all_words, all_chars) = (self.fields.all_words, self.fields.all_chars);
        let sections = scope.sections(self.own.texts())?;
        Some(match scope {
            Scope::Anywhere | Scope::Body => Searched {
                words: all_words,
                characters: all_chars,
                lengths: all_words,
                sections,
                are_words_its_own: *scope == Scope::Anywhere,
                are_characters_its_own: *scope == Scope::Anywhere,
            },
            Scope::Title => Searched {
                words: self.fields.title_words,
                characters: all_chars,
                lengths: all_words,
                sections,
                are_words_its_own: true,
                are_characters_its_own: false,
            },
            Scope::Own(name) => {
                let place = self.own.texts().place(name)?;
                let TextFields { words, characters } = *self.own.text_fields().get(place)?;
                Searched {
                    words,
                    characters,
                    lengths: words,
                    sections,
                    are_words_its_own: true,
                    are_characters_its_own: true,
                }
            }
        })
    }
}
