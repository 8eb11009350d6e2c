//! Facts of the index on which a plan depends, and the query for people.

use tantivy::Term;
use tantivy::query::{BoostQuery, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::{EngineQuery, STRING_WEIGHT, Translator};
use crate::error::Result;
use crate::facts::Question;
use crate::query::plan::{Knowledge, Scope};
use crate::segment::own_columns::OwnColumns;
use crate::text::terms::{self, PERSON_MARK, SOURCE_MARK};

impl Knowledge for Translator<'_> {
    fn contains(&self, text: &str, scope: &Scope) -> Result<bool> {
        if let Some(facts) = self.searcher.whole() {
            let text = text.to_owned();
            let known = facts.known(match scope {
                Scope::Anywhere => Question::Contained { text },
                Scope::Title => Question::ContainedInTitle { text },
                Scope::Body => Question::ContainedInBody { text },
                // Whoever keeps the collection refuses text fields of one's own.
                Scope::Own(_) => return Ok(true),
            });
            // The plan is made again when it is known.
            return Ok(known.is_none_or(|articles| articles > 0));
        }
        let query = self.unquoted(text, scope, STRING_WEIGHT)?;
        self.matches_any(query.as_ref())
    }

    fn has_person(&self, name: &str) -> Result<bool> {
        Ok(self.searcher.holding(&self.name(PERSON_MARK, name))? > 0)
    }

    fn articles_of_source(&self, name: &str) -> Result<u64> {
        self.searcher.holding(&self.name(SOURCE_MARK, name))
    }

    fn has_kept_key(&self, name: &str) -> Result<bool> {
        Ok(self.searcher.holding(&Term::from_field_text(self.fields.kept_key, name))? > 0)
    }

    fn own(&self) -> &OwnColumns {
        self.own
    }
}

impl Translator<'_> {
    /// The articles that have a person of this name, scored as articles with a string as rare.
    pub(super) fn person(&self, name: &str) -> EngineQuery {
        let term = self.name(PERSON_MARK, name);
        let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
        Box::new(BoostQuery::new(Box::new(query), STRING_WEIGHT))
    }

    fn name(&self, mark: char, name: &str) -> Term {
        Term::from_field_text(self.fields.all_words, &terms::name_term(mark, name))
    }

    /// The inverse document frequency of BM25 for this number of articles.
    pub(super) fn rarity(&self, articles: u64) -> f32 {
        let all = self.searcher.all().max(articles);
        #[expect(clippy::cast_precision_loss, reason = "a weight needs no more precision")]
        let (all, articles) = (all as f32, articles as f32);
        (1.0 + (all - articles + 0.5) / (articles + 0.5)).ln()
    }

    /// Maximum number of articles that contain a string: those that have its rarest part.
    pub(super) fn at_most(&self, text: &str, scope: &Scope) -> Result<u64> {
        let Some(searched) = self.searched(scope) else { return Ok(0) };
        let mut fewest = self.searcher.all();
        for part in &terms::parts(self.analyzer, text) {
            fewest = fewest.min(self.searcher.holding(&searched.term_of(part))?);
        }
        Ok(fewest)
    }
}
