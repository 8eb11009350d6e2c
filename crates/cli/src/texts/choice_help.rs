//! English help of values of the library that options take. The Chinese is with the other help.

use jianbao::{FacetField, Interval, Matching, Mode, Reprints, Sort};

pub(crate) fn sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Relevance => "Best first",
        Sort::Newest => "Newest first",
        Sort::Oldest => "Oldest first",
    }
}

pub(crate) fn matching(matching: Matching) -> &'static str {
    match matching {
        Matching::Fill => "Articles with some of the words follow those with all",
        Matching::All => "Only articles with every word",
    }
}

pub(crate) fn reprints(reprints: Reprints) -> &'static str {
    match reprints {
        Reprints::Show => "Each is a hit",
        Reprints::Fold => "They are listed under that hit",
    }
}

pub(crate) fn facet(field: FacetField) -> &'static str {
    match field {
        FacetField::Source => "来源",
        FacetField::Section => "栏目",
        FacetField::Place => "地点",
        FacetField::Page => "版次",
        FacetField::Reporter => "记者",
        FacetField::Year => "年",
        FacetField::Month => "月",
    }
}

pub(crate) fn interval(interval: Interval) -> &'static str {
    match interval {
        Interval::Year => "A bar a year",
        Interval::Month => "A bar a month",
        Interval::Day => "A bar a day",
    }
}

pub(crate) fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Exact => "The dictionary's best path: what queries are cut by",
        Mode::Full => "Every dictionary word that stands in the text: what documents are indexed with",
        Mode::Search => "The best path, long words with the words inside them",
        Mode::Bigram => "Every two neighbouring characters",
        Mode::Unigram => "Every character",
    }
}
