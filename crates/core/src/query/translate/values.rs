//! Queries for numbers by value: the articles that contain a string with its numbers in another spelling.

use std::ops::Range;

use tantivy::query::{ConstScoreQuery, Query};

use super::{EngineQuery, Translator, union};
use crate::error::Result;
use crate::query::plan::Scope;
use crate::query::verified_query::{VerifiedQuery, verified};
use crate::segment::needle::Needle;
use crate::text::encoding::decode;
use crate::text::sections::Sections;
use crate::text::surroundings::surroundings;
use crate::text::unquoted::ValueNeedle;

impl Translator<'_> {
    /// The articles of a query for a string as typed, or with its numbers in another spelling. An article with another spelling
    /// alone has a fixed score: that of a string with the same document frequency.
    ///
    /// Candidates have one spelling of one number between its neighbours, of the number whose spellings are in the fewest
    /// articles; the text decides. In a string with one number, articles that have only the typed spelling are no candidates.
    pub(super) fn or_other_spellings(
        &self,
        typed: EngineQuery,
        needle: &ValueNeedle,
        scope: &Scope,
        weight: f32,
    ) -> Result<EngineQuery> {
        let parts = needle.pattern.required_parts();
        let is_only_number = parts.len() == 1;
        let mut fewest: Option<(u64, Vec<&String>)> = None;
        for spelled in &parts {
            let mut articles = 0;
            let mut occurring = Vec::new();
            for spelling in spelled {
                let of_spelling = self.at_most(spelling, scope)?;
                if of_spelling > 0 && !(is_only_number && spelling == needle.pattern.string()) {
                    articles += of_spelling;
                    occurring.push(spelling);
                }
            }
            if fewest.as_ref().is_none_or(|(fewer, _)| articles < *fewer) {
                fewest = Some((articles, occurring));
            }
        }
        let Some((1.., spellings)) = fewest else { return Ok(typed) };
        let Some(searched) = self.searched(scope) else { return Ok(typed) };
        let candidates =
            union(spellings.iter().map(|spelling| self.candidates(spelling, searched)).collect());
        let found = self.with_values(candidates.as_ref(), needle, &spellings, searched.sections)?;
        let articles = found.len() as u64;
        if articles == 0 {
            return Ok(typed);
        }
        // The typed string is scored by the articles with its rarest part.
        let with_typed = articles + self.at_most(needle.pattern.string(), scope)?;
        let others = ConstScoreQuery::new(Box::new(found), weight * self.rarity(with_typed));
        Ok(union(vec![typed, Box::new(others)]))
    }

    /// The candidates whose text has an occurrence of a string by value in some sections, around one of these spellings of a number.
    fn with_values(
        &self,
        candidates: &dyn Query,
        needle: &ValueNeedle,
        spellings: &[&String],
        sections: Sections,
    ) -> Result<VerifiedQuery> {
        let verdicts = self.searcher.verdicts(format!("{sections:?} by value {}", needle.pattern.string()));
        let spellings: Vec<Needle> = spellings.iter().map(|spelling| Needle::new(spelling)).collect();
        let reach_chars = needle.pattern.max_chars();
        verified(self.searcher, candidates, verdicts, |text| {
            let searched = sections.of_coded(text);
            let spelled = |spelling: &Needle| {
                let bytes = spelling.bytes();
                spelling.places_from(searched, 0).map(move |start| start..start + bytes).collect::<Vec<_>>()
            };
            let mut places: Vec<Range<usize>> = spellings.iter().flat_map(spelled).collect();
            places.sort_unstable_by_key(|place| place.start);
            surroundings(searched, &places, reach_chars)
                .into_iter()
                .filter_map(|part| decode(&searched[part]))
                .any(|part| !needle.occurrences(&part).is_empty())
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jianbao_analysis::{Analyzer, normalize};
    use jianbao_article::Article;
    use jianbao_query::Node;

    use crate::index::index::Index;
    use crate::request::{Matching, SearchRequest};
    use crate::segment::normalized_article::NormalizedArticle;
    use crate::segment::own_texts::OwnTexts;
    use crate::text::containment::Haystack;
    use crate::text::unquoted::UnquotedNeedle;

    const PIECES: [&str; 44] = [
        "3",
        "三",
        "13",
        "十三",
        "13000",
        "13,000",
        "1.3万",
        "一万三千",
        "1万3千",
        "2020",
        "二〇二〇",
        "二○二○",
        "30%",
        "百分之三十",
        "三○一",
        "三〇一",
        "天",
        "年",
        "人",
        "人",
        "月",
        "日",
        "号",
        "届",
        "第",
        "多",
        "几",
        "数",
        "万",
        "的",
        "，",
        "。",
        "“",
        "”",
        "·",
        "—",
        "歼",
        "20",
        "医院",
        "选手",
        "参赛",
        "神舟",
        "三农",
        "问题",
    ];

    /// A number below another, from a linear congruential generator (Knuth's MMIX).
    struct Draw(u64);

    impl Draw {
        fn below(&mut self, end: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(self.0 >> 33).unwrap() % end
        }

        fn text(&mut self, most: usize) -> String {
            (0..1 + self.below(most)).map(|_| PIECES[self.below(PIECES.len())]).collect()
        }
    }

    /// The definition is [`UnquotedNeedle`]; the index has terms, filters and candidates before it.
    #[test]
    fn an_index_finds_unquoted_text_where_its_definition_does() {
        let mut draw = Draw(6);
        let (index, analyzer) = (Index::in_memory().unwrap(), Analyzer::new());
        let mut articles = Vec::new();
        let mut writer = index.writer().unwrap();
        for number in 0..300 {
            let (title, body) = (draw.text(4), draw.text(30));
            let id = number.to_string();
            let article =
                Article { id: Some(id.clone()), title: Some(title), body: vec![body], ..Article::default() };
            articles.push((id, NormalizedArticle::of(&article, &OwnTexts::default())));
            writer.add(article).unwrap();
            if number % 100 == 99 {
                writer.commit().unwrap();
            }
        }
        writer.finish().unwrap();
        let (mut by_value, mut queries) = (0, 0);
        while queries < 2_000 {
            let text: String = draw.text(4).chars().filter(|c| !"，。“”·—".contains(*c)).collect();
            let string = normalize(&text);
            if string.is_empty() || !matches!(jianbao_query::parse(&text).ast, Node::Text { .. }) {
                continue;
            }
            queries += 1;
            let needle = UnquotedNeedle::new(&string, &analyzer);
            let is_plain = |all: &NormalizedArticle| Haystack::new(all.all()).contains(&string);
            let holding: Vec<&(String, NormalizedArticle)> = articles
                .iter()
                .filter(|(_, all)| needle.is_contained_in(&Haystack::new(all.all())))
                .collect();
            by_value += usize::from(holding.iter().any(|(_, all)| !is_plain(all)));
            let request = SearchRequest::new(format!("* -{text}")).matching(Matching::All).limit(1000);
            let without: BTreeSet<String> = index.ids(&request).unwrap().into_iter().collect();
            let held: BTreeSet<&str> = holding.iter().map(|(id, _)| id.as_str()).collect();
            let found: BTreeSet<&str> =
                articles.iter().map(|(id, _)| id.as_str()).filter(|id| !without.contains(*id)).collect();
            assert_eq!(found, held, "{text}");
        }
        assert!(by_value > 200, "{by_value}");
    }
}
