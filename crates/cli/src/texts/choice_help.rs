//! English help of option values that are library enums. The Chinese is with the other help.

use jianbao::analysis::Mode;
use jianbao::corpus::{CollocateSort, CollocationSpan, KeywordSort, WordClass, WordSort};
use jianbao::search::{FacetField, Interval, Reprints};
use jianbao::{Matching, Sort};

use crate::formats::Format;

pub(crate) fn format(format: Format) -> &'static str {
    match format {
        Format::Text => "Human-readable text",
        Format::Line => "Date, source, title, id and path, separated by tabs, one article per line",
        Format::Json => "One JSON value",
        Format::Jsonl => "One JSON value per article, each on its own line",
        Format::Csv => "Comma-separated table, one row per article",
        Format::Markdown => "Markdown",
        Format::Html => "Page for a browser",
        Format::Gb7714 => "References in the style of GB/T 7714-2015",
        Format::Ris => "References for EndNote, Zotero and the like",
        Format::Bibtex => "References for LaTeX",
        Format::Apa => "References in APA style, 7th edition",
    }
}

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
        Reprints::Show => "A separate hit each",
        Reprints::Fold => "Listed below that hit",
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
        Interval::Year => "One bar per year",
        Interval::Month => "One bar per month",
        Interval::Day => "One bar per day",
    }
}

pub(crate) fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Exact => "Best path of the dictionary, as for queries",
        Mode::Full => "Every dictionary word that the text contains, as for documents",
        Mode::Search => "Best path, and the words inside long words",
        Mode::Bigram => "Every two adjacent characters",
        Mode::Unigram => "Every character",
    }
}

pub(crate) fn span(span: CollocationSpan) -> &'static str {
    match span {
        CollocationSpan::Sentence => "The sentence",
        CollocationSpan::Article => "The article",
        CollocationSpan::Units(_) => "Characters, words and numbers",
    }
}

pub(crate) fn word_class(class: WordClass) -> &'static str {
    match class {
        WordClass::StopWord => "Function words: 的, 在, 以及",
        WordClass::Number => "Numbers: 2024, 三十",
        WordClass::Sign => "Punctuation and symbols",
    }
}

pub(crate) fn collocate_sort(sort: CollocateSort) -> &'static str {
    match sort {
        CollocateSort::LogLikelihood => "Surest association first",
        CollocateSort::LogDice => "Closest association first",
        CollocateSort::MutualInformation => "By mutual information, which favours rare words",
        CollocateSort::Count => "Most frequent first",
    }
}

pub(crate) fn word_sort(sort: WordSort) -> &'static str {
    match sort {
        WordSort::Count => "Most frequent first",
        WordSort::Articles => "Most articles first",
        WordSort::Word => "By code points",
    }
}

pub(crate) fn keyword_sort(sort: KeywordSort) -> &'static str {
    match sort {
        KeywordSort::LogLikelihood => "Surest difference first",
        KeywordSort::LogRatio => "Greatest difference first",
        KeywordSort::Count => "Most frequent first",
    }
}
