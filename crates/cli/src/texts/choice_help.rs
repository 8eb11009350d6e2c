//! English help of option values that are library enums. The Chinese is with the other help.

use jianbao::analysis::Mode;
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
        Reprints::Show => "Each is a hit of its own",
        Reprints::Fold => "They are listed below that hit",
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
